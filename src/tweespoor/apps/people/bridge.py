"""Rows <-> facts of the core, what a search looks in, and how much was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tweespoor.apps.people.models import PersonFact
from tweespoor.core.completeness import QUESTIONS
from tweespoor.core.facts import Fact, FactState, Value, from_columns
from tweespoor.core.history import KIND_OF, OBSTACLES, Statement, with_obstacles
from tweespoor.core.names import fold, sounds
from tweespoor.core.vocabulary import Purpose, variable

COUNTED = frozenset(question.variable for question in QUESTIONS)
"""The variables that completeness counts: those that something is done with. The intake says how far its own steps are.
Kinds of obstacles asked one by one count as the one question after obstacles."""

ASKED_COLUMNS: Mapping[Purpose, str] = {
    purpose: f"asked_{purpose.value}"
    for purpose in Purpose
    if purpose in {variable(question.variable).purpose for question in QUESTIONS}
}
"""Per set of fields the column of a person that holds how many of its questions were asked."""


def fact_of(row: PersonFact) -> Fact[Value]:
    """The fact a row holds; "not asked" where it takes an answer back."""
    if row.state == FactState.NOT_ASKED:
        return Fact.not_asked()
    return from_columns(
        state=row.state,
        kind=row.value_type,
        text=row.value,
        valid_on=row.valid_on,
        known_on=row.known_on,
        source=row.source,
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


def statement_of(row: PersonFact, *, place: int = 0) -> Statement:
    """What a row says; `place` counts upwards in the order of the register."""
    return Statement(
        variable=row.variable,
        fact=fact_of(row),
        valid_on=row.valid_on,
        known_on=row.known_on,
        known_until=row.known_until,
        place=place,
        key=str(row.pk),
    )


def latest_statements(rows: Iterable[PersonFact]) -> dict[str, Statement]:
    """Per variable the statement that holds, obstacles derived; `rows` are in the model's order, newest first."""
    held: dict[str, Statement] = {}
    for place, row in enumerate(rows):
        if row.variable not in held:
            held[row.variable] = statement_of(row, place=-place)
    return with_obstacles(held)


def latest_by_variable(rows: Iterable[PersonFact]) -> dict[str, Fact[Value]]:
    """Per variable the fact that holds, obstacles derived; `rows` are in the model's order, newest first."""
    return {slug: statement.fact for slug, statement in latest_statements(rows).items()}


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


def asked_counts(slugs: Iterable[str]) -> dict[str, int]:
    """The columns of a person of whom these variables have an answer."""
    answered = {OBSTACLES if slug in KIND_OF else slug for slug in slugs} & COUNTED
    per_set = Counter(variable(slug).purpose for slug in answered)
    return {column: per_set[purpose] for purpose, column in ASKED_COLUMNS.items()}
