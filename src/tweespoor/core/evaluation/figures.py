"""Count a measure per programme as of a date, with what is unknown apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from tweespoor.core.evaluation.disclosure import hide_small
from tweespoor.core.evaluation.measures import AGE_LIMITS, MEASURES, Category, Counts, Measure
from tweespoor.core.evaluation.table import FactsTable, Snapshot
from tweespoor.core.facts import SEPARATOR, FactState


class UnknownFigure(LookupError):
    """There is no figure of that number."""


class LeftOutBecause(StrEnum):
    """Why a programme is left out of a figure (the report's rule, section 2.3 and annex 3)."""

    NOT_FILLED_IN = "not-filled-in"
    UNDER_HALF = "under-half"
    TOO_FEW = "too-few"


@dataclass(frozen=True)
class Count:
    """How many people."""

    n: int


@dataclass(frozen=True)
class Suppressed:
    """There is a number, and it is hidden because it is small or would give a small one away."""

    threshold: int


@dataclass(frozen=True)
class NotAsked:
    """There is no number: nobody asked, or too few were."""


Cell = Count | Suppressed | NotAsked


@dataclass(frozen=True, kw_only=True)
class Row:
    """One programme: a cell per category, the number they are shares of, and who is not in them.

    `of` is the number of people in the denominator, `none` those known to have none (where that is no category of its
    own), `not_asked` those nobody asked. `left_out` says why there are no cells.
    """

    programme: str
    label: str
    people: int
    cells: tuple[Cell, ...]
    of: int
    none: int
    not_asked: int
    left_out: LeftOutBecause | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure as of a date.

    `n` counts everybody in the denominator, people of programmes that are left out included (so that B3.1 has the
    report's N). `late_facts` counts answers about that time that became known afterwards.
    """

    measure: Measure
    as_of: date
    n: int
    rows: tuple[Row, ...]
    late_facts: int
    threshold: int | None

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that occur in the cells, in order."""
        return self.measure.categories

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows of programmes that are not left out."""
        return tuple(row for row in self.rows if row.left_out is None)

    @property
    def left_out(self) -> tuple[Row, ...]:
        """The rows of programmes that are left out."""
        return tuple(row for row in self.rows if row.left_out is not None)

    def total(self, place: int) -> int:
        """The number of people in a category, over the programmes and cells that are shown."""
        return self._totals[place]

    _totals: tuple[int, ...] = ()


def figures(
    table: FactsTable,
    *,
    as_of: date,
    known_on: date | None = None,
    programmes: Mapping[str, str] | None = None,
    threshold: int | None = None,
) -> tuple[Figure, ...]:
    """All figures as of a date, in the report's order; see `figure`."""
    snapshot = table.as_of(as_of, known_on=known_on)
    return tuple(_figure(measure, snapshot, programmes, threshold) for measure in MEASURES)


def figure(
    table: FactsTable,
    number: str,
    *,
    as_of: date,
    known_on: date | None = None,
    programmes: Mapping[str, str] | None = None,
    threshold: int | None = None,
) -> Figure:
    """One figure as of a date.

    `programmes` gives the slugs and labels in the order of the rows (left out: as they come). With a `threshold`,
    numbers from 1 to one below it are hidden, and as many others as keep them from being worked out.

    Raises:
        UnknownFigure: if there is no figure of that number, naming those there are.
    """
    for measure in MEASURES:
        if measure.number == number:
            return _figure(measure, table.as_of(as_of, known_on=known_on), programmes, threshold)
    raise UnknownFigure(f"there is no figure {number!r}; there are {', '.join(m.number for m in MEASURES)}")


def _figure(
    measure: Measure, snapshot: Snapshot, programmes: Mapping[str, str] | None, threshold: int | None
) -> Figure:
    labels = programmes or {slug: slug for slug in snapshot.people["programme"].unique(maintain_order=True)}
    counts = _counts(measure, snapshot)
    rows = [_row(measure, counts, slug=slug, label=label) for slug, label in labels.items()]
    n = sum(row.of for row in rows)
    if threshold is not None:
        rows = _hide(rows, several=measure.several, threshold=threshold)
    shown = [row for row in rows if row.left_out is None]
    totals = tuple(
        sum(cell.n for row in shown if isinstance(cell := row.cells[place], Count))
        for place in range(len(measure.categories))
    )
    return Figure(
        measure=measure,
        as_of=snapshot.as_of,
        n=n,
        rows=tuple(rows),
        late_facts=snapshot.late.get(measure.variable, 0),
        threshold=threshold,
        _totals=totals,
    )


@dataclass(frozen=True)
class _Counted:
    people: Mapping[str, int]
    known: Mapping[str, int]
    none: Mapping[str, int]
    cells: Mapping[tuple[str, str], int]


def _counts(measure: Measure, snapshot: Snapshot) -> _Counted:
    people = dict(snapshot.people.group_by("programme").len().iter_rows())
    if measure.counts is Counts.PEOPLE:
        slug = measure.categories[0].slug
        return _Counted(people, people, {}, {(programme, slug): n for programme, n in people.items()})
    answers = snapshot.answers.filter(pl.col("variable") == measure.variable).drop("programme", strict=False)
    answers = answers.join(snapshot.people.select("person", "programme"), on="person")
    states = {(programme, state): n for programme, state, n in answers.group_by("programme", "state").len().iter_rows()}
    known = answers.filter(pl.col("state") == FactState.KNOWN.value)
    cells = _categorised(measure, known, as_of=snapshot.as_of).group_by("programme", "category").len()
    return _Counted(
        people=people,
        known={programme: states.get((programme, FactState.KNOWN.value), 0) for programme in people},
        none={programme: states.get((programme, FactState.NONE.value), 0) for programme in people},
        cells={(programme, category): n for programme, category, n in cells.iter_rows()},
    )


def _categorised(measure: Measure, known: pl.DataFrame, *, as_of: date) -> pl.DataFrame:
    """The known answers with their category; a person with several answers has a row for each."""
    if measure.ages:
        born = pl.col("value").str.to_date("%Y-%m-%d")
        day_of_year = born.dt.month().cast(pl.Int32) * 100 + born.dt.day()
        before_birthday = day_of_year > as_of.month * 100 + as_of.day
        age = as_of.year - born.dt.year() - before_birthday.cast(pl.Int32)
        slugs = [category.slug for category in measure.categories]
        category = pl.lit(slugs[0])
        for limit, slug in zip(AGE_LIMITS, slugs[1:], strict=True):
            category = pl.when(age >= limit).then(pl.lit(slug)).otherwise(category)
        return known.with_columns(category=category)
    if measure.several:
        known = known.with_columns(pl.col("value").str.split(SEPARATOR)).explode("value", empty_as_null=True)
    category_of = {answer: category.slug for category in measure.categories for answer in category.answers}
    return known.with_columns(category=pl.col("value").replace_strict(category_of, return_dtype=pl.String))


def _row(measure: Measure, counts: _Counted, *, slug: str, label: str) -> Row:
    people = counts.people.get(slug, 0)
    known, none = counts.known.get(slug, 0), counts.none.get(slug, 0)
    asked = known + none
    none_is_a_category = any(category.none for category in measure.categories)
    cells = tuple(
        Count(none if category.none else counts.cells.get((slug, category.slug), 0)) for category in measure.categories
    )
    left_out = _left_out(people=people, asked=asked)
    return Row(
        programme=slug,
        label=label,
        people=people,
        cells=tuple(NotAsked() for _ in cells) if left_out else cells,
        of=known if measure.counts is Counts.WITH_ANSWERS else asked,
        none=0 if none_is_a_category else none,
        not_asked=people - asked,
        left_out=left_out,
    )


def _left_out(*, people: int, asked: int) -> LeftOutBecause | None:
    if asked == 0:
        return LeftOutBecause.NOT_FILLED_IN
    return LeftOutBecause.UNDER_HALF if 2 * asked < people else None


def _hide(rows: Sequence[Row], *, several: bool, threshold: int) -> list[Row]:
    """Hide small numbers; a programme of which fewer people than the threshold answered is left out whole."""
    kept = [row for row in rows if row.left_out is None and row.of >= threshold]
    numbers = [[cell.n for cell in row.cells if isinstance(cell, Count)] for row in kept]
    hidden = hide_small(numbers, threshold=threshold, rows_add_up=not several)
    masked = {row.programme: line for row, line in zip(kept, hidden, strict=True)}
    result = []
    for row in rows:
        if row.left_out is None and row.programme not in masked:
            cells: tuple[Cell, ...] = tuple(Suppressed(threshold) for _ in row.cells)
            result.append(_with(row, cells=cells, left_out=LeftOutBecause.TOO_FEW))
            continue
        line = masked.get(row.programme)
        cells = row.cells
        if line is not None:
            cells = tuple(
                Suppressed(threshold) if is_hidden else cell for cell, is_hidden in zip(row.cells, line, strict=True)
            )
        result.append(_with(row, cells=cells, left_out=row.left_out))
    return result


def _with(row: Row, *, cells: tuple[Cell, ...], left_out: LeftOutBecause | None) -> Row:
    return Row(
        programme=row.programme,
        label=row.label,
        people=row.people,
        cells=cells,
        of=row.of,
        none=row.none,
        not_asked=row.not_asked,
        left_out=left_out,
    )
