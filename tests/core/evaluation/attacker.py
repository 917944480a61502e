"""Somebody who reads a figure with hidden numbers, and tries everything that fits what it shows."""

from __future__ import annotations

from itertools import product

from tweespoor.core.evaluation import Count, LeftOutBecause


def may_be(figure):
    """Per programme and number (a category's slug, none, not_asked) the values it has in some registry that fits."""
    fitting = {row.programme: list(_fitting(figure, row)) for row in figure.rows if isinstance(row.people, int)}
    found = {}
    for programme, candidates in fitting.items():
        others = [{each["of"] for each in rows} for name, rows in fitting.items() if name != programme]
        rest = {0}
        for ofs in others:
            rest = {total + of for total in rest for of in ofs}
        told = figure.n if isinstance(figure.n, int) else None
        left = [each for each in candidates if told is None or told - each["of"] in rest]
        for name in left[0]:
            found[programme, name] = {each[name] for each in left}
    return found


def _fitting(figure, row):
    """All that a row can be: its categories, of, none and not_asked, with everybody of the programme in them."""
    open_cells = {
        category.slug: cell.n
        for category, cell in zip(figure.categories, row.cells, strict=True)
        if isinstance(cell, Count)
    }
    hidden = [category.slug for category in figure.categories if category.slug not in open_cells]
    for of, none in product(range(row.people + 1), repeat=2):
        outside = none if figure.measure.several else 0
        not_asked = row.people - of - outside
        numbers = {"of": of, "none": none, "not_asked": not_asked}
        if not_asked < 0 or any(not _agrees(getattr(row, name), n) for name, n in numbers.items()):
            continue
        if not _is_shown_or_left_out_so(row, of=of, asked=of + outside, threshold=figure.threshold):
            continue
        if row.left_out is not None:
            yield numbers
            continue
        in_cells = of if figure.measure.several else of - none
        for values in product(range(in_cells + 1), repeat=len(hidden)):
            cells = {**open_cells, **dict(zip(hidden, values, strict=True))}
            total, most = sum(cells.values()), max(cells.values())
            if (most <= of <= total) if figure.measure.several else total == in_cells:
                yield {**numbers, **cells}


def _agrees(shown, value):
    return not isinstance(shown, int) or shown == value


def _is_shown_or_left_out_so(row, *, of, asked, threshold):
    match row.left_out:
        case LeftOutBecause.NOT_FILLED_IN:
            return asked == 0
        case LeftOutBecause.TOO_FEW_ANSWERS:
            return 0 < of < threshold
        case LeftOutBecause.UNDER_HALF:
            return 0 < 2 * asked < row.people and not 0 < of < threshold
        case _:
            return asked > 0 and 2 * asked >= row.people and not 0 < of < threshold
