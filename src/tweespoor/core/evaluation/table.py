"""The table of facts that figures are drawn from, and how it looked as of a date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from tweespoor.core.facts import SEPARATOR, FactState
from tweespoor.core.vocabulary import VARIABLES, ValueKind, Variable

PEOPLE_COLUMNS = {"person": pl.String, "programme": pl.String, "joined_on": pl.Date}
FACT_COLUMNS = {
    "person": pl.String,
    "variable": pl.String,
    "state": pl.String,
    "value": pl.String,
    "valid_on": pl.Date,
    "known_on": pl.Date,
}
KNOWN_UNTIL = "known_until"
"""The first day an answer was known to be wrong; the column may be left out, and its cells may be empty."""

STATES = tuple(state.value for state in FactState)


class TableError(ValueError):
    """A table that figures cannot be drawn from: says which column and value, and what is allowed."""


@dataclass(frozen=True)
class Snapshot:
    """What was known as of a date: the people then, and one row per person and variable that was answered.

    `late` counts per variable the facts about that time that became known only afterwards.
    """

    people: pl.DataFrame
    answers: pl.DataFrame
    as_of: date
    late: dict[str, int]


@dataclass(frozen=True)
class FactsTable:
    """People (person, programme, joined_on) and every answer ever registered about them, one row each.

    `facts` has person, variable, state (known or none; what was not asked has no row, or one that says that an earlier
    answer holds no more), value (several answers joined with ';', dates as 2021-02-15, yes and no as true and false),
    valid_on and known_on; and where answers were corrected known_until, the first day on which an answer was known to
    be wrong.

    Raises:
        TableError: if a column is missing or of another type, somebody stands there twice, a fact is about nobody,
            or a value is not one its variable can have.
    """

    people: pl.DataFrame
    facts: pl.DataFrame

    def __post_init__(self) -> None:
        _check_columns(self.people, PEOPLE_COLUMNS, name="people")
        _check_columns(self.facts, FACT_COLUMNS, name="facts")
        if KNOWN_UNTIL in self.facts.columns and self.facts.schema[KNOWN_UNTIL] != pl.Date:
            raise TableError(f"facts, column {KNOWN_UNTIL!r}: is {self.facts.schema[KNOWN_UNTIL]}, not Date")
        twice = self.people.filter(pl.col("person").is_duplicated())
        if twice.height:
            raise TableError(f"people, column 'person': {twice['person'][0]!r} stands there twice")
        _check_values(self.facts, "state", allowed=STATES)
        _check_values(self.facts, "variable", allowed=[variable.slug for variable in VARIABLES])
        answered = set(self.facts["variable"].unique())
        for variable in VARIABLES:
            if variable.slug in answered:
                _check_answers(self.facts, variable)
        strangers = self.facts.join(self.people, on="person", how="anti")
        if strangers.height:
            raise TableError(f"facts, column 'person': {strangers['person'][0]!r} is not among the people")

    def as_of(self, day: date, *, known_on: date | None = None) -> Snapshot:
        """What holds on `day` according to what was known on `known_on` (left out: on that same day).

        Of several answers the one about the latest day counts, of those the one that became known last. An answer
        that was corrected counts as known before its correction, and never after.
        """
        known = known_on or day
        people = self.people.filter(pl.col("joined_on") <= day)
        about = self.facts.filter(pl.col("valid_on") <= day).join(people, on="person", how="semi")
        holds = pl.col("known_on") <= known
        if KNOWN_UNTIL in about.columns:
            holds &= pl.col(KNOWN_UNTIL).is_null() | (pl.col(KNOWN_UNTIL) > known)
        late = _late(about, known).group_by("variable").len()
        latest = (
            about.filter(holds)
            .sort("valid_on", "known_on", maintain_order=True)
            .group_by("person", "variable", maintain_order=True)
            .last()
            .filter(pl.col("state") != FactState.NOT_ASKED.value)
        )
        return Snapshot(people, latest, day, dict(late.iter_rows()))


def _late(about: pl.DataFrame, known: date) -> pl.DataFrame:
    """What became known after that day: new answers, and answers found wrong with nothing in their place."""
    new = about.filter(pl.col("known_on") > known)
    if KNOWN_UNTIL not in about.columns:
        return new.select("variable")
    ever = new.filter(pl.col(KNOWN_UNTIL).is_null() | (pl.col(KNOWN_UNTIL) > pl.col("known_on")))
    ended = about.filter((pl.col("known_on") <= known) & (pl.col(KNOWN_UNTIL) > known))
    withdrawn = ended.join(
        new, left_on=["person", "variable", KNOWN_UNTIL], right_on=["person", "variable", "known_on"], how="anti"
    )
    return pl.concat([ever.select("variable"), withdrawn.select("variable")])


def _check_columns(table: pl.DataFrame, columns: dict[str, type[pl.DataType]], *, name: str) -> None:
    for column, kind in columns.items():
        if column not in table.columns:
            raise TableError(f"{name}: column {column!r} is missing; there are {', '.join(table.columns)}")
        if table.schema[column] != kind:
            raise TableError(f"{name}, column {column!r}: is {table.schema[column]}, not {kind.__name__}")
        if table[column].null_count():
            raise TableError(f"{name}, column {column!r}: some cells are empty")


def _check_values(table: pl.DataFrame, column: str, *, allowed: Iterable[str]) -> None:
    listed = list(allowed)
    wrong = table.filter(~pl.col(column).is_in(listed))
    if wrong.height:
        raise TableError(f"facts, column {column!r}: {wrong[column][0]!r} is not one of {', '.join(listed)}")


def _check_answers(facts: pl.DataFrame, variable: Variable) -> None:
    known = facts.filter((pl.col("variable") == variable.slug) & (pl.col("state") == FactState.KNOWN.value))
    answers = known["value"]
    if variable.kind is ValueKind.SEVERAL:
        answers = answers.str.split(SEPARATOR).explode(empty_as_null=True)
    allowed: list[str] | None = None
    if variable.codes is not None:
        allowed = [term.value for term in variable.codes]
    elif variable.kind is ValueKind.YES_NO:
        allowed = ["true", "false"]
    wrong = pl.Series(dtype=pl.String)
    if allowed is not None:
        wrong = answers.filter(~answers.is_in(allowed))
    elif variable.kind is ValueKind.DATE:
        wrong = answers.filter(answers.str.to_date("%Y-%m-%d", strict=False).is_null())
    if len(wrong):
        expected = f"one of {', '.join(allowed)}" if allowed else "a date like 2021-02-15"
        raise TableError(f"facts, variable {variable.slug!r}: {wrong[0]!r} is not {expected}")
