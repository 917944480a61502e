"""Reads about participants, on behalf of a user."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, OuterRef, Subquery, When
from django.db.models import Value as Literal
from django.db.models.functions import Coalesce

from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import roles_of
from tweespoor.apps.people.models import Person, PersonFact, PersonQuerySet
from tweespoor.apps.people.queries.access import (
    condition_on,
    may_register,
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
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES
from tweespoor.core.access import widest_purposes
from tweespoor.core.facts import Fact, Value
from tweespoor.core.history import KIND_OF, OBSTACLES
from tweespoor.core.vocabulary import VARIABLES, Purpose, Variable

__all__ = [
    "NAMES",
    "FactRow",
    "KnownFact",
    "condition_on",
    "counted",
    "fact_in",
    "facts_about",
    "facts_of_all",
    "facts_within",
    "holding_row",
    "latest_fact",
    "least_asked_first",
    "may_register",
    "newest",
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


def least_asked_first(people: PersonQuerySet, *, for_user: User) -> PersonQuerySet:
    """The people of whom least was asked first, counting what each of the user's roles may see of them."""
    seeing = [role for role in roles_of(for_user) if role in (*MUNICIPAL_ROLES, *PARTNER_ROLES)]
    purposes = frozenset(Purpose).intersection(*(widest_purposes(role) for role in seeing))
    slugs = [variable.slug for variable in visible_variables(purposes)]
    kinds = When(variable__in=list(KIND_OF), then=Literal(OBSTACLES))
    distinct = Count(Case(kinds, default=F("variable"), output_field=CharField()), distinct=True)
    rows = PersonFact.objects.filter(person=OuterRef("pk"), variable__in=slugs).as_known().order_by()
    answered = rows.values("person").annotate(answered_now=distinct).values("answered_now")
    return people.annotate(answered_now=Coalesce(Subquery(answered), 0)).order_by("answered_now", *NAMES)


def visible_variables(purposes: Collection[Purpose]) -> tuple[Variable, ...]:
    """The variables that somebody with these sets of fields sees.

    The set of obstacles holds those of health and debts too, so that it needs all three; each kind is in its own set.
    """
    whole = {Purpose.OBSTACLES, Purpose.HEALTH, Purpose.FINANCE} <= frozenset(purposes)
    return tuple(each for each in VARIABLES if each.purpose in purposes and (each.slug != OBSTACLES or whole))


def counted(slugs: Iterable[str]) -> frozenset[str]:
    """Variables as a list counts what was asked: the kinds of obstacles are one question."""
    return frozenset(OBSTACLES if slug in KIND_OF else slug for slug in slugs)


def facts_about(person: Person, *, for_user: User) -> tuple[KnownFact, ...]:
    """What is known of each variable the user may see, "not asked" included."""
    return facts_within(person, purposes=purposes_for(for_user, person=person))


def facts_within(person: Person, *, purposes: Collection[Purpose]) -> tuple[KnownFact, ...]:
    """The same for somebody with these sets of fields."""
    known = statements_about(person)
    return tuple(
        KnownFact(variable, known[variable.slug].fact if variable.slug in known else Fact.not_asked())
        for variable in visible_variables(purposes)
    )
