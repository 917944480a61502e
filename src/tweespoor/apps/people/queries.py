"""Reads about participants, on behalf of a user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where, roles_of
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people import bridge
from tweespoor.apps.people.models import Consent, EmergencyAccess, Person, PersonFact, PersonQuerySet, Sharing
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES, PERSONAL_ROLES, REGISTERING_ROLES
from tweespoor.core.access import (
    EMERGENCY_PURPOSES,
    Recipient,
    allowed_obstacles,
    asks_consent,
    purposes_of,
    widest_purposes,
)
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import VARIABLES, Act, OrganisationKind, Purpose, Role, Variable, variable

LISTED = 200
"""How many emergency accesses a list shows."""

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
    purposes = frozenset(Purpose).intersection(*(widest_purposes(role) for role in seeing))
    slugs = [variable.slug for variable in VARIABLES if variable.purpose in purposes]
    answered = Count("facts__variable", filter=Q(facts__variable__in=slugs), distinct=True)
    return people.annotate(answered_now=answered).order_by("answered_now", *NAMES)


def purposes_for(user: User, *, person: Person) -> frozenset[Purpose]:
    """The sets of facts the user may see of this person, from the roles that make the person visible."""
    return purposes_for_all(user, people=[person])[person.pk]


def purposes_for_all(user: User, *, people: Iterable[Person]) -> dict[UUID, frozenset[Purpose]]:
    """Per person the sets of facts the user may see."""
    listed = list(people)
    acts = _acts(listed)
    consents = _consents(listed)
    shared = _shared(user, people=listed)
    urgent = set(EmergencyAccess.objects.open_for(user).filter(person__in=listed).values_list("person", flat=True))
    memberships = [
        (Role(role), organisation) for role, organisation in user.memberships.values_list("role", "organisation")
    ]
    found: dict[UUID, frozenset[Purpose]] = {}
    for person in listed:
        purposes: set[Purpose] = set(EMERGENCY_PURPOSES) if person.pk in urgent else set()
        for role, organisation in memberships:
            recipient = None
            if role in MUNICIPAL_ROLES and organisation == person.municipality_id:
                recipient = Recipient.MUNICIPALITY
            elif role in PARTNER_ROLES and (organisation, role in PERSONAL_ROLES) in shared.get(person.pk, ()):
                recipient = Recipient.PARTNER
            if recipient is not None:
                given = consents.get((person.pk, organisation), ())
                purposes |= purposes_of(role, recipient=recipient, act=acts.get(person.pk), consents=given)
        found[person.pk] = frozenset(purposes)
    return found


def _acts(people: Iterable[Person]) -> dict[UUID, Act]:
    """Per person the act the person falls under, where that is known."""
    facts = facts_of_all([person.pk for person in people], variables=["act"])
    return {person: Act(str(known["act"].value)) for person, known in facts.items() if known["act"].is_known}


def _consents(people: Iterable[Person]) -> dict[tuple[UUID, UUID], set[Purpose]]:
    """Per person and organisation the sets consented to."""
    rows = Consent.objects.filter(person__in=list(people), withdrawn_on__isnull=True).order_by()
    found: dict[tuple[UUID, UUID], set[Purpose]] = {}
    for person, organisation, purpose in rows.values_list("person", "organisation", "purpose"):
        found.setdefault((person, organisation), set()).add(Purpose(purpose))
    return found


def _shared(user: User, *, people: Iterable[Person]) -> dict[UUID, set[tuple[UUID, bool]]]:
    """Per person the organisations the person is shared with, and whether with the user alone."""
    rows = Sharing.objects.active_for(user).filter(person__in=list(people)).order_by()
    found: dict[UUID, set[tuple[UUID, bool]]] = {}
    for person, organisation, for_user in rows.values_list("person", "organisation", "for_user"):
        found.setdefault(person, set()).add((organisation, for_user is not None))
    return found


def may_register(user: User, *, person: Person) -> bool:
    """Whether the user registers facts about this person."""
    return user.memberships.filter(
        role__in=[role.value for role in REGISTERING_ROLES], organisation_id=person.municipality_id
    ).exists()


def may_open_emergency(user: User) -> bool:
    """Whether the user has a role that works with people, and so can need somebody's data in an emergency."""
    roles = [role.value for role in (*MUNICIPAL_ROLES, *PARTNER_ROLES)]
    return user.memberships.filter(role__in=roles).exists()


def municipalities() -> QuerySet[Organisation]:
    """The municipalities of this installation, to choose from."""
    return Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY.value)


def partners_to_share_with(person: Person) -> QuerySet[Organisation]:
    """The organisations a person can be shared with: those of the region that are no municipality."""
    region = person.municipality.region_id
    return Organisation.objects.filter(region=region).exclude(kind=OrganisationKind.MUNICIPALITY.value)


def consent_recipients(person: Person) -> QuerySet[Organisation]:
    """The organisations a person can consent for: the own municipality, and those the person is shared with."""
    shared = Sharing.objects.active().filter(person=person).values("organisation")
    return Organisation.objects.filter(Q(pk=person.municipality_id) | Q(pk__in=shared))


def is_administrator(user: User) -> bool:
    """Whether the user is the administrator of an organisation."""
    return bool(organisations_where(user, roles=[Role.ADMINISTRATOR]))


def administrators_of(organisation: Organisation) -> list[str]:
    """The e-mail addresses of an organisation's administrators."""
    rows = organisation.memberships.filter(role=Role.ADMINISTRATOR.value, user__is_active=True)
    return sorted(rows.values_list("user__email", flat=True))


def emergency_access(access_id: str) -> EmergencyAccess | None:
    """One emergency access, for the application's own work."""
    return EmergencyAccess.objects.filter(pk=access_id).select_related("person__municipality").first()


@dataclass(frozen=True)
class Access:
    """What the people of one organisation see of a person in one role, and what only with the person's consent."""

    organisation: Organisation
    role: Role
    purposes: frozenset[Purpose]
    needs_consent: frozenset[Purpose]


def access_to(person: Person) -> tuple[Access, ...]:
    """Who may see what of a person now: per organisation and role."""
    act = _acts([person]).get(person.pk)
    consents = _consents([person])
    active = Sharing.objects.active().filter(person=person).select_related("organisation")
    partners = {(row.organisation, row.for_user_id is not None) for row in active}
    rows = []
    for role in MUNICIPAL_ROLES:
        rows.append((person.municipality, role, Recipient.MUNICIPALITY))
    for organisation, personal in sorted(partners, key=lambda each: (each[0].name, each[1])):
        roles = [role for role in PARTNER_ROLES if (role in PERSONAL_ROLES) is personal]
        held = set(organisation.memberships.filter(role__in=[r.value for r in roles]).values_list("role", flat=True))
        rows += [(organisation, role, Recipient.PARTNER) for role in roles if role.value in held]
    return tuple(
        Access(
            organisation=organisation,
            role=role,
            purposes=purposes_of(
                role, recipient=recipient, act=act, consents=consents.get((person.pk, organisation.pk), ())
            ),
            needs_consent=asks_consent(role, act=act),
        )
        for organisation, role, recipient in rows
    )


def sharings_of(person: Person) -> QuerySet[Sharing]:
    """With whom a person is or was shared as an organisation, those that last first."""
    rows = person.sharings.filter(for_user__isnull=True).select_related("organisation")
    return rows.order_by(F("until").desc(nulls_first=True), "organisation__name")


def consents_of(person: Person) -> QuerySet[Consent]:
    """What a person consented to, those that last first."""
    rows = person.consents.select_related("organisation")
    return rows.order_by(F("withdrawn_on").desc(nulls_first=True), "organisation__name", "purpose")


def emergencies_for(user: User, *, access_id: UUID | None = None) -> list[EmergencyAccess]:
    """The newest emergency access to people of whose municipality the user is the administrator; unseen first."""
    own = organisations_where(user, roles=[Role.ADMINISTRATOR])
    rows = EmergencyAccess.objects.filter(person__municipality__in=own).select_related("person", "user")
    if access_id is not None:
        rows = rows.filter(pk=access_id)
    with whole_registry(why="an administrator sees the number of whom somebody looked at, and nothing else"):
        return list(rows.order_by(F("reviewed_at").asc(nulls_first=True), "-begun_at")[:LISTED])


def facts_about(person: Person, *, for_user: User) -> tuple[KnownFact, ...]:
    """What is known of each variable the user may see, "not asked" included."""
    purposes = purposes_for(for_user, person=person)
    known = bridge.latest_by_variable(person.facts.all())
    shown = (
        (variable, seen_by(known.get(variable.slug, Fact.not_asked()), slug=variable.slug, purposes=purposes))
        for variable in VARIABLES
        if variable.purpose in purposes
    )
    return tuple(KnownFact(variable, fact) for variable, fact in shown if fact is not None)


def seen_by(fact: Fact[Value], *, slug: str, purposes: frozenset[Purpose]) -> Fact[Value] | None:
    """A fact as somebody with these sets sees it: of the obstacles those of health and debts only with their sets.

    None where nothing of it may be seen: "none" would be untrue.
    """
    if slug != "obstacles" or not isinstance(fact.value, tuple):
        return fact
    allowed = {kind.value for kind in allowed_obstacles(purposes)}
    seen = tuple(kind for kind in fact.value if kind in allowed)
    return replace(fact, value=seen) if seen else None


def latest_fact(person: Person, *, slug: str) -> Fact[Value]:
    """What is known of one variable; not asked where nobody asked. The caller has checked who reads it."""
    return bridge.latest_by_variable(person.facts.filter(variable=slug)).get(slug, Fact.not_asked())


def visible_fact(person: Person, *, slug: str, for_user: User) -> Fact[Value] | None:
    """What is known of one variable as the user may see it; None where the user may not see the variable."""
    purposes = purposes_for(for_user, person=person)
    if variable(slug).purpose not in purposes:
        return None
    return seen_by(latest_fact(person, slug=slug), slug=slug, purposes=purposes) or Fact.not_asked()


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
