"""Rows <-> facts of the core, and what a search looks in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tweespoor.apps.people.models import PersonFact
from tweespoor.core.facts import Fact, Value, from_cells
from tweespoor.core.names import fold, sounds


def fact_of(row: PersonFact) -> Fact[Value]:
    """The fact a row holds."""
    return from_cells(
        {
            "state": row.state,
            "type": row.value_type,
            "value": row.value,
            "valid_on": row.valid_on.isoformat(),
            "known_on": row.known_on.isoformat(),
            "source": row.source,
        }
    )


def row_fields(fact: Fact[Value], *, today: date) -> dict[str, object]:
    """The columns of a row for an answered fact; a fact without a date counts as about and known today."""
    state, value_type, value, _valid, _known, source = fact.as_cells()
    return {
        "state": state,
        "value_type": value_type,
        "value": value,
        "valid_on": fact.valid_on or today,
        "known_on": fact.known_on or today,
        "source": source,
    }


def latest_by_variable(rows: Iterable[PersonFact]) -> dict[str, Fact[Value]]:
    """Per variable the fact that holds; `rows` are in the model's order, newest first."""
    facts: dict[str, Fact[Value]] = {}
    for row in rows:
        facts.setdefault(row.variable, fact_of(row))
    return facts


@dataclass(frozen=True)
class SearchKeys:
    """What a search for somebody looks in.

    `name` is names and number folded, with a space around every word and a bar around the number; `sound` is the
    skeletons of the names, with a space around each.
    """

    name: str
    sound: str


def search_keys(*, given_name: str, family_name: str, number: str) -> SearchKeys:
    """The keys of somebody of these names and this number."""
    words = f"{fold(given_name)} {fold(family_name)}".split()
    skeletons = dict.fromkeys(skeleton for word in words for skeleton in sorted(sounds(word)))
    return SearchKeys(
        name=f" {' '.join(words)} |{fold(number)}|",
        sound=f" {' '.join(skeletons)} ",
    )
