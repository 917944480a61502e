"""Rows <-> facts of the core."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tweespoor.apps.people.models import PersonFact
from tweespoor.core.facts import Fact, Value, from_cells


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
