"""Reads about participants, on behalf of a user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import roles_of
from tweespoor.apps.people import bridge
from tweespoor.apps.people.models import Person, PersonFact, PersonQuerySet, Sharing
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES, PURPOSES_OF, REGISTERING_ROLES
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import VARIABLES, Purpose, Role, Variable

NAMES = ("family_name", "given_name", "number")
"""The order in which a list of people stands where nothing else is asked."""


@dataclass(frozen=True)
class KnownFact:
    """A variable and what is known of it for one person."""

    variable: Variable
    fact: Fact[Value]


@dataclass(frozen=True)
class FactRow:
    """One row of the table of facts, as the evaluation reads it."""

    person: str
    variable: str
    state: str
    value: str
    valid_on: date
    known_on: date
    source: str


def visible_people(user: User) -> PersonQuerySet:
    """The people one of the user's roles needs."""
    return Person.objects.visible_to(user)


def search(people: PersonQuerySet, *, text: str) -> PersonQuerySet:
    """People of whom every word of `text` is part of a name or of the number."""
    for word in text.split()[:6]:
        people = people.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(number__icontains=word)
        )
    return people


def least_asked_first(people: PersonQuerySet, *, for_user: User) -> PersonQuerySet:
    """The people of whom least was asked first, counting what each of the user's roles may see of them."""
    seeing = [role for role in roles_of(for_user) if role in (*MUNICIPAL_ROLES, *PARTNER_ROLES)]
    purposes = frozenset(Purpose).intersection(*(PURPOSES_OF[role] for role in seeing))
    slugs = [variable.slug for variable in VARIABLES if variable.purpose in purposes]
    answered = Count("facts__variable", filter=Q(facts__variable__in=slugs), distinct=True)
    return people.annotate(answered_now=answered).order_by("answered_now", *NAMES)


def purposes_for(user: User, *, person: Person) -> frozenset[Purpose]:
    """The sets of facts the user may see of this person, from the roles that make the person visible."""
    return purposes_for_all(user, people=[person])[person.pk]


def purposes_for_all(user: User, *, people: Iterable[Person]) -> dict[UUID, frozenset[Purpose]]:
    """Per person the sets of facts the user may see."""
    listed = list(people)
    memberships = [
        (Role(role), organisation) for role, organisation in user.memberships.values_list("role", "organisation")
    ]
    sharings = Sharing.objects.filter(
        person__in=listed, until__isnull=True, organisation__in=[organisation for _role, organisation in memberships]
    )
    shared_with: dict[UUID, set[UUID]] = {}
    for row in sharings:
        shared_with.setdefault(row.person_id, set()).add(row.organisation_id)
    found: dict[UUID, frozenset[Purpose]] = {}
    for person in listed:
        purposes: set[Purpose] = set()
        for role, organisation in memberships:
            own = role in MUNICIPAL_ROLES and organisation == person.municipality_id
            partner = role in PARTNER_ROLES and organisation in shared_with.get(person.pk, ())
            if own or partner:
                purposes |= PURPOSES_OF[role]
        found[person.pk] = frozenset(purposes)
    return found


def may_register(user: User, *, person: Person) -> bool:
    """Whether the user registers facts about this person; never in a dossier that is closed."""
    if person.closed_on is not None:
        return False
    return user.memberships.filter(
        role__in=[role.value for role in REGISTERING_ROLES], organisation_id=person.municipality_id
    ).exists()


def facts_about(person: Person, *, for_user: User) -> tuple[KnownFact, ...]:
    """What is known of each variable the user may see, "not asked" included."""
    purposes = purposes_for(for_user, person=person)
    known = bridge.latest_by_variable(person.facts.all())
    return tuple(
        KnownFact(variable, known.get(variable.slug, Fact.not_asked()))
        for variable in VARIABLES
        if variable.purpose in purposes
    )


def latest_fact(person: Person, *, slug: str) -> Fact[Value]:
    """What is known of one variable; not asked where nobody asked. The caller has checked who reads it."""
    return bridge.latest_by_variable(person.facts.filter(variable=slug)).get(slug, Fact.not_asked())


def holding_row(person: Person, *, slug: str) -> PersonFact | None:
    """The answer to one variable that holds: about the latest day, of those the one known last."""
    return person.facts.filter(variable=slug).first()


def facts_of_all(
    people: Iterable[UUID], *, variables: Iterable[str] | None = None, on: date | None = None
) -> Mapping[UUID, Mapping[str, Fact[Value]]]:
    """Per person the facts that hold on a date (today's, where none is given), for the application's own reckoning."""
    rows = PersonFact.objects.filter(person__in=list(people))
    if variables is not None:
        rows = rows.filter(variable__in=list(variables))
    if on is not None:
        rows = rows.filter(valid_on__lte=on, known_on__lte=on)
    found: dict[UUID, dict[str, Fact[Value]]] = {}
    for row in rows:
        found.setdefault(row.person_id, {}).setdefault(row.variable, bridge.fact_of(row))
    return found


def table_of_facts(people: PersonQuerySet) -> list[FactRow]:
    """Every answer ever registered about these people, for figures as of a date."""
    rows = PersonFact.objects.filter(person__in=people.order_by().values("id"))
    columns = ("person_id", "variable", "state", "value", "valid_on", "known_on", "source")
    return [FactRow(str(row[0]), *row[1:]) for row in rows.order_by().values_list(*columns).iterator(5000)]
