"""A figure without its small numbers, for whoever is outside the municipality.

What a reader can add up is known: how many people a programme has (figure 2.1 shows it), and that they are those in the
categories, those known to have none, and those nobody asked. So these are hidden together, and N with them where it
would give them away. The test tries everything that fits what is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tweespoor.core.evaluation.data import Cell, Count, Figure, LeftOutBecause, Number, Row, Suppressed
from tweespoor.core.evaluation.disclosure import hide_small
from tweespoor.core.evaluation.measures import Measure


def without_small_numbers(figure: Figure, *, threshold: int) -> Figure:
    """The figure with numbers from 1 to one below the threshold hidden, and as many others as give them away.

    A programme with fewer people than the threshold counts nowhere, N included; one of which fewer people than the
    threshold answered is left out.
    """
    rows = [_left_out_where_small(row, threshold=threshold) for row in figure.rows]
    kept = [row for row in rows if row.left_out is None]
    masks = dict(zip([row.programme for row in kept], _masks(kept, figure.measure, threshold), strict=True))
    masked = [_masked(row, masks.get(row.programme), threshold=threshold) for row in rows]
    late = exact(figure.late_facts)
    return replace(
        figure,
        n=_n(figure, masked, threshold=threshold),
        rows=tuple(masked),
        late_facts=Suppressed(threshold) if 0 < late < threshold else late,
        threshold=threshold,
    )


def exact(number: Number) -> int:
    """A number of a figure in which nothing is hidden."""
    assert isinstance(number, int)
    return number


def _left_out_where_small(row: Row, *, threshold: int) -> Row:
    hidden = Suppressed(threshold)
    people, of, none, not_asked = (exact(number) for number in (row.people, row.of, row.none, row.not_asked))
    nothing = replace(row, cells=tuple(hidden for _ in row.cells), of=hidden, none=hidden, not_asked=hidden)
    if 0 < people < threshold:
        return replace(nothing, people=hidden, left_out=LeftOutBecause.TOO_FEW)
    if 0 < of < threshold:
        return replace(nothing, left_out=LeftOutBecause.TOO_FEW_ANSWERS)
    known = people - none - not_asked
    if row.left_out is LeftOutBecause.UNDER_HALF and any(0 < n < threshold for n in (known, none, not_asked)):
        return replace(row, of=hidden, none=hidden, not_asked=hidden)
    return row


@dataclass(frozen=True)
class _Mask:
    """Which numbers of a row to hide."""

    cells: Sequence[bool]
    of: bool
    none: bool
    not_asked: bool


def _masks(rows: Sequence[Row], measure: Measure, threshold: int) -> list[_Mask]:
    """Per row that is shown what to hide; a row's parts add up to its people.

    The totals of categories count as known although they are not shown; those of none and not asked only with N.
    """
    cells = [_counts(row) for row in rows]
    rest = [[exact(row.none), exact(row.not_asked)] for row in rows]
    if not measure.several:
        numbers = [[*a, *b] for a, b in zip(cells, rest, strict=True)]
        joined = hide_small(numbers, threshold=threshold, columns=range(len(measure.categories)))
        return [_Mask(line[:-2], of=line[-1], none=line[-2], not_asked=line[-1]) for line in joined]
    answers = hide_small(cells, threshold=threshold, rows_add_up=False)
    numbers = [[exact(row.of), *part] for row, part in zip(rows, rest, strict=True)]
    parts = hide_small(numbers, threshold=threshold, columns=())
    return [
        _Mask(_answers_that_tell_no_n(row, line, part, threshold=threshold), *part)
        for row, line, part in zip(rows, answers, parts, strict=True)
    ]


def _answers_that_tell_no_n(
    row: Row, answers: Sequence[bool], part: Sequence[bool], *, threshold: int
) -> Sequence[bool]:
    """Where N of a row is hidden, hide the most given answers too, as N is at least each of them."""
    hidden = list(answers)
    of_is_hidden, *rest_is_hidden = part
    if not of_is_hidden:
        return hidden
    counts = _counts(row)
    rest = (exact(row.none), exact(row.not_asked))
    room = exact(row.people) - sum(n for n, flag in zip(rest, rest_is_hidden, strict=True) if not flag)
    for place in sorted(range(len(counts)), key=lambda place: -counts[place]):
        if room - counts[place] < threshold:
            hidden[place] = True
    return hidden


def _counts(row: Row) -> list[int]:
    return [cell.n for cell in row.cells if isinstance(cell, Count)]


def _masked(row: Row, mask: _Mask | None, *, threshold: int) -> Row:
    if mask is None:
        return row
    hidden = Suppressed(threshold)
    cells: tuple[Cell, ...] = tuple(hidden if flag else cell for cell, flag in zip(row.cells, mask.cells, strict=True))
    return replace(
        row,
        cells=cells,
        of=hidden if mask.of else row.of,
        none=hidden if mask.none else row.none,
        not_asked=hidden if mask.not_asked else row.not_asked,
    )


def _n(figure: Figure, masked: Sequence[Row], *, threshold: int) -> Number:
    """N over the programmes whose people are shown; hidden where it would tell the N of a row in which it is hidden."""
    pairs = [(row, seen) for row, seen in zip(figure.rows, masked, strict=True) if isinstance(seen.people, int)]
    unseen = [(row, seen) for row, seen in pairs if isinstance(seen.of, Suppressed)]
    inside = sum(exact(row.of) for row, _ in unseen)
    outside = sum(exact(row.people) - exact(row.of) for row, _ in unseen)
    less = [_n_could_be_less(row, seen, threshold=threshold) for row, seen in unseen]
    more = [_n_could_be_more(row, seen, threshold=threshold) for row, seen in unseen]
    fixed = [
        not (less[place] and any(more[:place] + more[place + 1 :]))
        and not (more[place] and any(less[:place] + less[place + 1 :]))
        for place in range(len(unseen))
    ]
    if unseen and (min(inside, outside) < threshold or any(fixed)):
        return Suppressed(threshold)
    return sum(exact(row.of) for row, _ in pairs)


def _n_could_be_less(row: Row, seen: Row, *, threshold: int) -> bool:
    """Whether one person fewer in a row's hidden N fits all that is shown, and why the row is shown or left out."""
    of, asked, people = exact(row.of), _asked(row), exact(row.people)
    if seen.left_out is LeftOutBecause.TOO_FEW_ANSWERS:
        return of > 1
    return of > threshold and (seen.left_out is not None or 2 * (asked - 1) >= people)


def _n_could_be_more(row: Row, seen: Row, *, threshold: int) -> bool:
    """Whether one person more in a row's hidden N fits all that is shown, and why the row is shown or left out.

    Where several answers count, N is at most all answers together.
    """
    of, asked, people = exact(row.of), _asked(row), exact(row.people)
    if asked == people:
        return False
    if seen.left_out is LeftOutBecause.TOO_FEW_ANSWERS:
        return of + 1 < threshold
    if seen.left_out is LeftOutBecause.UNDER_HALF:
        return of >= threshold and 2 * (asked + 1) < people
    cells_are_seen = not any(isinstance(cell, Suppressed) for cell in seen.cells)
    return not cells_are_seen or sum(_counts(row)) > of


def _asked(row: Row) -> int:
    return exact(row.people) - exact(row.not_asked)
