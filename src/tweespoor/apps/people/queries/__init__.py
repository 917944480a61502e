"""Reads about participants, on behalf of a user."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries.access import (
    condition_on,
    may_register,
    of_whom_seen,
    people_of_municipalities,
    people_registered_by,
    purposes_for,
    purposes_for_all,
    registers,
    sees_municipality,
    shared_with_named,
    visible_people,
)
from tweespoor.apps.people.queries.facts import (
    FactRow,
    fact_in,
    facts_of_all,
    holding_row,
    latest_fact,
    newest,
    row_behind,
    statements_about,
    table_of_facts,
)
from tweespoor.core.facts import Fact, Value
from tweespoor.core.history import OBSTACLES
from tweespoor.core.vocabulary import VARIABLES, Purpose, Variable

__all__ = [
    "NAMES",
    "FactRow",
    "KnownFact",
    "condition_on",
    "fact_in",
    "facts_about",
    "facts_held",
    "facts_of_all",
    "facts_within",
    "holding_row",
    "is_numbered",
    "latest_fact",
    "may_register",
    "newest",
    "of_whom_seen",
    "people_of_municipalities",
    "people_registered_by",
    "purposes_for",
    "purposes_for_all",
    "registers",
    "row_behind",
    "sees_municipality",
    "shared_with_named",
    "statements_about",
    "table_of_facts",
    "visible_people",
    "visible_variables",
]

NAMES = ("family_name", "given_name", "number")
"""The order in which a list of people stands where nothing else is asked."""


@dataclass(frozen=True)
class KnownFact:
    """A variable and what is known of it for one person."""

    variable: Variable
    fact: Fact[Value]


def visible_variables(purposes: Collection[Purpose]) -> tuple[Variable, ...]:
    """The variables that somebody with these sets of fields sees.

    The set of obstacles holds those of health and debts too, so that it needs all three; each kind is in its own set.
    """
    return _variables_of(frozenset(purposes))


@lru_cache(maxsize=256)
def _variables_of(purposes: frozenset[Purpose]) -> tuple[Variable, ...]:
    whole = {Purpose.OBSTACLES, Purpose.HEALTH, Purpose.FINANCE} <= purposes
    return tuple(each for each in VARIABLES if each.purpose in purposes and (each.slug != OBSTACLES or whole))


def facts_about(person: Person, *, for_user: User) -> tuple[KnownFact, ...]:
    """What is known of each variable the user may see, "not asked" included."""
    return facts_within(person, purposes=purposes_for(for_user, person=person))


def facts_within(
    person: Person, *, purposes: Collection[Purpose], held: Mapping[str, Fact[Value]] | None = None
) -> tuple[KnownFact, ...]:
    """The same for somebody with these sets of fields; `held` is all that is known of the person, where the caller read
    it already."""
    known = facts_held(person) if held is None else held
    return tuple(
        KnownFact(variable, known.get(variable.slug, Fact.not_asked())) for variable in visible_variables(purposes)
    )


def facts_held(person: Person) -> Mapping[str, Fact[Value]]:
    """All that is known of one person, for the application's own work: what is shown goes through `facts_within`."""
    return facts_of_all([person.pk]).get(person.pk, {})


def is_numbered(number: str, *, municipality: Organisation) -> bool:
    """Whether somebody in a municipality has this number, for the application's own work."""
    return Person.objects.filter(municipality=municipality, number=number).unscoped(why="numbers are unique").exists()
