"""Count a measure per programme as of a date, with what is unknown apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from tweespoor.core.evaluation.data import Count, Figure, LeftOutBecause, NotAsked, Row
from tweespoor.core.evaluation.hiding import exact, without_small_numbers
from tweespoor.core.evaluation.measures import AGE_LIMITS, MEASURES, Counts, Measure
from tweespoor.core.evaluation.table import FactsTable, Snapshot
from tweespoor.core.facts import SEPARATOR, FactState


class UnknownFigure(LookupError):
    """There is no figure of that number."""


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
    rows = tuple(_row(measure, counts, slug=slug, label=label) for slug, label in labels.items())
    figure = Figure(
        measure=measure,
        as_of=snapshot.as_of,
        n=sum(exact(row.of) for row in rows),
        rows=rows,
        late_facts=snapshot.late.get(measure.variable, 0),
        threshold=None,
    )
    return figure if threshold is None else without_small_numbers(figure, threshold=threshold)


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
    """The known answers with their category; a person with several answers has a row for each, and one only."""
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
    known = known.with_columns(category=pl.col("value").replace_strict(category_of, return_dtype=pl.String))
    return known.unique(["person", "category"], maintain_order=True)


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
