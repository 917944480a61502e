"""What an invented person and a population are, and their two tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import polars as pl

from tweespoor.core.facts import Fact, Value

DISCLAIMER = {
    "nl": (
        "Alle mensen zijn verzonnen. Alleen de aantallen (N) en wat de tekst van het rapport in woorden zegt, "
        "komen uit het rapport; de hoogte van de staven is verzonnen."
    ),
    "en": (
        "All people are invented. Only the totals (N) and what the report says in words come from the report; "
        "the heights of the bars are invented."
    ),
}
"""To be shown wherever these people or figures about them are shown."""

PEOPLE_COLUMNS = {"person": pl.String, "programme": pl.String, "joined_on": pl.Date}
FACT_COLUMNS = {
    "person": pl.String,
    "programme": pl.String,
    "variable": pl.String,
    "state": pl.String,
    "value": pl.String,
    "valid_on": pl.Date,
    "known_on": pl.Date,
    "source": pl.String,
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody who does not exist: name, programme, home zone, and facts by the slug of their variable."""

    id: UUID
    number: str
    programme: str
    given_name: str
    family_name: str
    zone: str
    joined_on: date
    facts: Mapping[str, Fact[Value]]


@dataclass(frozen=True)
class Population:
    """Invented people, in the order of their programmes; the same seed gives the same people."""

    people: tuple[Person, ...]
    seed: int

    def of(self, programme: str) -> tuple[Person, ...]:
        """The people of one programme."""
        return tuple(person for person in self.people if person.programme == programme)


def tables(population: Population) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The people, and their answered facts in the long form the evaluation reads; what was not asked has no row."""
    people = pl.DataFrame(
        [(str(person.id), person.programme, person.joined_on) for person in population.people],
        schema=PEOPLE_COLUMNS,
        orient="row",
    )
    rows = [
        (str(person.id), person.programme, slug, cells[0], cells[2], fact.valid_on, fact.known_on, fact.source)
        for person in population.people
        for slug, fact in person.facts.items()
        if fact.is_answered
        for cells in (fact.as_cells(),)
    ]
    return people, pl.DataFrame(rows, schema=FACT_COLUMNS, orient="row")
