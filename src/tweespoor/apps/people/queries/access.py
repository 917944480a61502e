"""Reads about who sees whom, and what of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import memberships_of, organisations_where
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Consent, EmergencyAccess, Person, PersonFact, PersonQuerySet, Sharing
from tweespoor.apps.people.models.visibility import purpose_filter
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES, PERSONAL_ROLES, REGISTERING_ROLES
from tweespoor.core.access import EMERGENCY_PURPOSES, Recipient, asks_consent, purposes_of
from tweespoor.core.facts import Fact, FactState, Value
from tweespoor.core.vocabulary import Act, OrganisationKind, Purpose, Role

LISTED = 200
"""How many emergency accesses a list shows."""


def visible_people(user: User) -> PersonQuerySet:
    """The people one of the user's roles needs."""
    return Person.objects.visible_to(user)


def condition_on(user: User, *, purpose: Purpose) -> Q:
    """The condition on people of whom the user may see `purpose`."""
    return purpose_filter(user, purpose=purpose)


def of_whom_seen(user: User, *, purpose: Purpose, people: Collection[UUID]) -> set[UUID]:
    """Of the people with these ids those of whom the user may see `purpose`."""
    rows = Person.objects.visible_to(user, purpose=purpose).filter(pk__in=people).order_by()
    return set(rows.values_list("pk", flat=True))


def shared_with_named(words: Iterable[str], *, user: User) -> Q | None:
    """The condition on people shared with an organisation with each of these words in its name, among those of the
    user's own municipalities: only these know with whom they share. None where there is no such organisation."""
    municipalities = organisations_where(user, roles=MUNICIPAL_ROLES)
    named = Organisation.objects.all()
    for word in words:
        named = named.filter(name__icontains=word)
    organisations = list(named.values_list("pk", flat=True))
    if not organisations:
        return None
    people = Sharing.objects.active().filter(organisation__in=organisations).values("person")
    return Q(municipality__in=municipalities) & Q(pk__in=people)


def purposes_for(user: User, *, person: Person, held: Mapping[str, Fact[Value]] | None = None) -> frozenset[Purpose]:
    """The sets of facts the user may see of this person, from the roles that make the person visible; `held` is all
    that is known of the person, where the caller read it already."""
    acts = None if held is None else acts_among({person.pk: held})
    return purposes_for_all(user, people=[person], acts=acts)[person.pk]


def purposes_for_all(
    user: User, *, people: Iterable[Person], acts: Mapping[UUID, Act] | None = None
) -> dict[UUID, frozenset[Purpose]]:
    """Per person the sets of facts the user may see; `acts` are those that the people fall under, where the caller
    knows them already."""
    listed = list(people)
    ids = [person.pk for person in listed]
    acts = _acts(ids) if acts is None else acts
    consents = _consents(ids)
    shared = _shared(user, people=ids)
    urgent = set(EmergencyAccess.objects.open_for(user).filter(person__in=ids).values_list("person", flat=True))
    memberships = memberships_of(user)
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


def _acts(people: Iterable[UUID]) -> dict[UUID, Act]:
    """Per person the act the person falls under, where that is known."""
    rows = PersonFact.objects.as_known().filter(person__in=list(people), variable="act").reverse()
    newest = {person: (state, value) for person, state, value in rows.values_list("person_id", "state", "value")}
    return {person: Act(value) for person, (state, value) in newest.items() if state == FactState.KNOWN}


def acts_among(held: Mapping[UUID, Mapping[str, Fact[Value]]]) -> dict[UUID, Act]:
    """Per person the act the person falls under, from what was read of these people already."""
    found = {person: facts["act"].value for person, facts in held.items() if "act" in facts}
    return {person: Act(value) for person, value in found.items() if isinstance(value, str)}


def _consents(people: Iterable[UUID]) -> dict[tuple[UUID, UUID], set[Purpose]]:
    """Per person and organisation the sets consented to."""
    rows = Consent.objects.filter(person__in=list(people), withdrawn_on__isnull=True).order_by()
    found: dict[tuple[UUID, UUID], set[Purpose]] = {}
    for person, organisation, purpose in rows.values_list("person", "organisation", "purpose"):
        found.setdefault((person, organisation), set()).add(Purpose(purpose))
    return found


def _shared(user: User, *, people: Iterable[UUID]) -> dict[UUID, set[tuple[UUID, bool]]]:
    """Per person the organisations the person is shared with, and whether with the user alone."""
    rows = Sharing.objects.active_for(user).filter(person__in=list(people)).order_by()
    found: dict[UUID, set[tuple[UUID, bool]]] = {}
    for person, organisation, for_user in rows.values_list("person", "organisation", "for_user"):
        found.setdefault(person, set()).add((organisation, for_user is not None))
    return found


def may_register(user: User, *, person: Person) -> bool:
    """Whether the user registers facts about this person; never in a dossier that is closed."""
    if person.closed_on is not None:
        return False
    return person.municipality_id in organisations_where(user, roles=REGISTERING_ROLES)


def registers(user: User) -> bool:
    """Whether one of the user's roles registers facts about people."""
    return bool(organisations_where(user, roles=REGISTERING_ROLES))


def people_registered_by(user: User) -> PersonQuerySet:
    """The people about whom the user registers facts; without who moved on, whose dossier is closed."""
    mine = organisations_where(user, roles=REGISTERING_ROLES)
    return visible_people(user).filter(municipality__in=mine, closed_on__isnull=True)


def sees_municipality(user: User) -> bool:
    """Whether one of the user's roles sees all people of a municipality."""
    return bool(organisations_where(user, roles=MUNICIPAL_ROLES))


def people_of_municipalities(user: User) -> PersonQuerySet:
    """The people of the municipalities that the user sees as a whole."""
    return visible_people(user).filter(municipality__in=organisations_where(user, roles=MUNICIPAL_ROLES))


def may_open_emergency(user: User) -> bool:
    """Whether the user has a role that works with people, and so can need somebody's data in an emergency."""
    return bool(organisations_where(user, roles=(*MUNICIPAL_ROLES, *PARTNER_ROLES)))


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
    act = _acts([person.pk]).get(person.pk)
    consents = _consents([person.pk])
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
