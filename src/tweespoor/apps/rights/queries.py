"""Reads about rights and retention, on behalf of a user."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tweespoor.apps.log import queries as log
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person, PersonFact, PersonQuerySet
from tweespoor.apps.people.queries import FactRow, facts_of_all, visible_people
from tweespoor.apps.rights.inventory import log_of
from tweespoor.apps.rights.models import (
    HandOver,
    HandOverQuerySet,
    KeptFact,
    KeptPerson,
    Proposal,
    ProposalItem,
    ProposalQuerySet,
    Request,
    RequestQuerySet,
)
from tweespoor.apps.rights.rules import (
    ADMINISTERING_ROLES,
    RETENTION_ROLES,
    RIGHTS_ROLES,
    HandOverStatus,
    ProposalStatus,
    RequestKind,
    handed_over,
)
from tweespoor.apps.rights.terms import (
    DOSSIER,
    ENDS_THE_DUTY,
    KEYS,
    LOGS,
    NOTES,
    REQUESTS,
    Course,
    Ending,
    duty_ended,
    kept_since,
    over_on,
)
from tweespoor.apps.trajectories.models import CaseEvent, Trajectory
from tweespoor.apps.trajectories.queries import pips
from tweespoor.core.vocabulary import VARIABLES, Act, CaseEventKind, OrganisationKind, Purpose, ReasonForLeaving

LEFT = "reason-for-leaving"

_AS_REASON = {
    CaseEventKind.DIED.value: ReasonForLeaving.DIED.value,
    CaseEventKind.DUTY_ENDED.value: ReasonForLeaving.EXEMPTED.value,
}
"""Events noted beside the deadlines by which the duty ended, and a reason for leaving that says as much."""


def own_people(user: User) -> PersonQuerySet:
    """The people of the municipalities whose participants' rights the user handles."""
    return visible_people(user).filter(municipality__in=organisations_where(user, roles=RIGHTS_ROLES))


def handles_rights(user: User, *, person: Person) -> bool:
    """Whether the user handles this person's requests."""
    return person.municipality_id in organisations_where(user, roles=RIGHTS_ROLES)


def administered(user: User) -> list[Organisation]:
    """The organisations of which the user reads the log and takes the data along."""
    return list(Organisation.objects.filter(pk__in=organisations_where(user, roles=ADMINISTERING_ROLES)))


def administered_municipalities(user: User) -> list[Organisation]:
    """Those of them that are municipalities: only they are the controller of participants' data."""
    return [each for each in administered(user) if each.kind == OrganisationKind.MUNICIPALITY.value]


def retention_municipalities(user: User) -> list[Organisation]:
    """The municipalities where the user confirms what is deleted."""
    mine = organisations_where(user, roles=RETENTION_ROLES)
    return list(Organisation.objects.filter(pk__in=mine, kind=OrganisationKind.MUNICIPALITY.value))


def visible_log(user: User) -> QuerySet[Entry]:
    """The log about the people of the user's organisations, or by their members; newest first."""
    found = Entry.objects.none()
    for organisation in administered(user):
        found = found | log_of(organisation)
    return found.order_by("-sequence")


@whole_registry(why="an administrator sees the numbers of the own people, and nothing else of them")
def person_numbered(user: User, *, number: str) -> UUID | None:
    """The id of the person of that number in an organisation the user administers; None where there is none."""
    people = Person.objects.filter(municipality__in=organisations_where(user, roles=ADMINISTERING_ROLES))
    return people.filter(number=number).order_by().values_list("pk", flat=True).first()


@whole_registry(why="an administrator sees the numbers of the own people, and nothing else of them")
def numbers_of(people: Iterable[UUID], *, for_user: User) -> dict[UUID, str]:
    """The numbers, never the names, of people of organisations where the user administers or confirms deletion."""
    mine = organisations_where(for_user, roles=RETENTION_ROLES)
    rows = Person.objects.filter(pk__in=list(people), municipality__in=mine)
    return dict(rows.order_by().values_list("pk", "number"))


def log_about(person: Person) -> QuerySet[Entry]:
    """What was read and done about a person; the caller has checked that the reader handles the person's rights."""
    return log.entries_about(person.pk)


def visible_requests(user: User) -> RequestQuerySet:
    """The requests the user handles."""
    return Request.objects.visible_to(user)


def open_requests(user: User) -> RequestQuerySet:
    """Those of them that are not settled, the most urgent first."""
    return visible_requests(user).filter(done_on=None)


def requests_of(person: Person) -> QuerySet[Request]:
    """All requests of a person, the newest first."""
    return Request.objects.filter(person=person.pk).order_by("-received_on", "-id")


def marks_on(person: Person) -> list[Request]:
    """Objections and restrictions that hold: those under way, and those that were granted, wholly or partly."""
    kinds = [RequestKind.OBJECTION.value, RequestKind.RESTRICTION.value]
    rows = Request.objects.filter(person=person.pk, kind__in=kinds)
    return list(rows.filter(Q(done_on=None) | Q(outcome__in=["granted", "partly"])).order_by("received_on"))


def names_of_people(people: Iterable[UUID], *, for_user: User) -> dict[UUID, Person]:
    """The people of these ids whom the user may see."""
    return {person.pk: person for person in own_people(for_user).filter(pk__in=list(people))}


def visible_hand_overs(user: User) -> HandOverQuerySet:
    """The hand-overs from and to the user's municipalities."""
    return HandOver.objects.visible_to(user).select_related("sender", "receiver")


def awaited_hand_overs(user: User) -> QuerySet[HandOver]:
    """Those that wait for the user's municipality to accept."""
    mine = organisations_where(user, roles=RIGHTS_ROLES)
    return visible_hand_overs(user).filter(receiver__in=mine, status=HandOverStatus.PROPOSED)


def taken_over(user: User, *, hand_over: UUID) -> UUID | None:
    """The id of the dossier that a hand-over to the user's municipality led to; None where it did not, or not yet."""
    mine = organisations_where(user, roles=RIGHTS_ROLES)
    rows = HandOver.objects.filter(pk=hand_over, receiver__in=mine, status=HandOverStatus.ACCEPTED)
    return rows.values_list("new_person", flat=True).first()


def hand_over_of(person: Person) -> HandOver | None:
    """The hand-over by which a person leaves, or came; None where there is none."""
    rows = HandOver.objects.filter(Q(person=person.pk) | Q(new_person=person.pk))
    active = rows.filter(status__in=[HandOverStatus.PROPOSED, HandOverStatus.ACCEPTED])
    return active.select_related("sender", "receiver").first()


def receiving_municipalities(person: Person) -> QuerySet[Organisation]:
    """The municipalities a person can be handed over to."""
    rows = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY.value)
    return rows.exclude(pk=person.municipality_id)


@whole_registry(why="the receiver of a hand-over sees whom it is about")
def handed_person(hand_over: HandOver) -> Person | None:
    """The sender's dossier of a hand-over, for the application's own work."""
    return Person.objects.filter(pk=hand_over.person).first()


@whole_registry(why="what goes along is told to both municipalities")
def going_along(hand_over: HandOver) -> dict[Purpose, str]:
    """The sets of facts that go along and on what ground, by the act that the person falls under today."""
    return handed_over(hand_over.consented, act=act_of(hand_over.person))


def act_of(person: UUID) -> Act | None:
    """The act that a person falls under, None where nobody asked; for the application's own reckoning."""
    fact = facts_of_all([person], variables=["act"]).get(person, {}).get("act")
    return Act(str(fact.value)) if fact is not None and fact.is_known else None


def visible_proposals(user: User) -> ProposalQuerySet:
    """The proposals to delete of the user's municipalities."""
    return Proposal.objects.visible_to(user).select_related("municipality")


def open_proposals(user: User) -> QuerySet[Proposal]:
    """Those of them that wait for confirmation."""
    return visible_proposals(user).filter(status=ProposalStatus.OPEN).prefetch_related("items")


def municipalities() -> list[Organisation]:
    """All municipalities of the installation, for work in bulk."""
    return list(Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY.value))


def municipality_named(name: str) -> Organisation | None:
    """The municipality of that name; None where there is none."""
    return Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY.value, name=name).first()


@dataclass(frozen=True)
class Due:
    """Something whose term is over: of a person, or `rows` rows together."""

    kind: str
    over_on: date
    person: UUID | None = None
    ended_on: date | None = None
    rows: int = 1
    held: bool = False


def endings_of(people: QuerySet[Person]) -> dict[UUID, Ending]:
    """Per person whose duty ended, when."""
    rows = people.order_by()
    courses: dict[UUID, list[Course]] = {}
    trajectories = Trajectory.objects.filter(person__in=rows.values("pk"))
    for person, ended_on, reason in trajectories.values_list("person", "ended_on", "reason_for_leaving"):
        courses.setdefault(person, []).append(Course(ended_on, reason))
    left: dict[UUID, list[tuple[str, date]]] = {}
    facts = PersonFact.objects.filter(person__in=rows.values("pk"), variable=LEFT)
    for person, state, value, valid_on in facts.values_list("person", "state", "value", "valid_on"):
        holds = left.setdefault(person, [])
        if not holds:
            holds.append((value if state == "known" else "", valid_on))
    noted = CaseEvent.objects.standing().filter(person__in=rows.values("pk"), kind__in=_AS_REASON)
    for person, kind, on in noted.values_list("person", "kind", "on"):
        left.setdefault(person, []).append((_AS_REASON[kind], on))
    endings = {}
    closed = dict(rows.exclude(closed_on=None).values_list("pk", "closed_on"))
    for person in {*courses, *left, *closed}:
        ending = duty_ended(courses.get(person, ()), left=left.get(person, ()), closed_on=closed.get(person))
        if ending is not None:
            endings[person] = ending
    return endings


def ended_people(municipality: Organisation) -> QuerySet[Person]:
    """The people whose duty may have ended here: who left for good or moved, or in whom no trajectory runs."""
    courses = Trajectory.objects.filter(person=OuterRef("pk"))
    left = PersonFact.objects.filter(
        person=OuterRef("pk"), variable=LEFT, value__in=[reason.value for reason in ENDS_THE_DUTY]
    )
    stopped = Exists(courses) & ~Exists(courses.filter(ended_on=None))
    died = courses.filter(reason_for_leaving__in=[reason.value for reason in ENDS_THE_DUTY])
    noted = CaseEvent.objects.standing().filter(person=OuterRef("pk"), kind__in=_AS_REASON)
    return Person.objects.filter(municipality=municipality).filter(
        stopped | Exists(left) | Exists(died) | Exists(noted) | Q(closed_on__isnull=False)
    )


def note_variables() -> list[str]:
    """The variables that hold goals and notes in free text."""
    return [variable.slug for variable in VARIABLES if variable.purpose is Purpose.NOTES]


@whole_registry(why="whose term is over, is told by number to who keeps the terms")
def due_of(municipality: Organisation, *, today: date) -> list[Due]:
    """What of a municipality is no longer to be kept."""
    people = ended_people(municipality)
    endings = endings_of(people)
    held = set(Request.objects.filter(municipality=municipality, done_on=None).values_list("person", flat=True))
    with_notes = set(
        PersonFact.objects.filter(person__in=list(endings), variable__in=note_variables())
        .order_by()
        .values_list("person", flat=True)
    )
    with_notes |= pips.with_words(endings)
    found = []
    for person, ending in endings.items():
        kinds = [DOSSIER, NOTES] if person in with_notes else [DOSSIER]
        over = next((kind for kind in kinds if over_on(kind, ending=ending) <= today), None)
        if over is not None:
            found.append(
                Due(over, over_on(over, ending=ending), person=person, ended_on=ending.on, held=person in held)
            )
    old = old_records(municipality, before=kept_since(REQUESTS, today=today))
    count = sum(rows.count() for rows in old)
    if count:
        found.append(Due(REQUESTS, today, rows=count))
    return sorted(found, key=lambda due: (due.kind, due.over_on, str(due.person)))


def old_records(
    municipality: Organisation, *, before: date
) -> tuple[QuerySet[Request], QuerySet[HandOver], QuerySet[Proposal]]:
    """Requests, hand-overs and proposals of a municipality that were settled on or before a day."""
    moment = end_of(before)
    closed = [HandOverStatus.ACCEPTED, HandOverStatus.DECLINED, HandOverStatus.WITHDRAWN]
    return (
        Request.objects.filter(municipality=municipality, done_on__lte=before),
        HandOver.objects.filter(sender=municipality, status__in=closed, settled_at__lt=moment),
        Proposal.objects.filter(municipality=municipality, settled_at__lt=moment),
    )


def due_of_installation(*, today: date) -> list[Due]:
    """What of the whole installation is no longer to be kept: the oldest part of the log, and keys of forms."""
    entries = log.old_entries(before=end_of(kept_since(LOGS, today=today)))
    keys = log.old_keys(before=end_of(kept_since(KEYS, today=today)))
    return [Due(kind, today, rows=rows) for kind, rows in ((LOGS, entries), (KEYS, keys)) if rows]


def end_of(day: date) -> datetime:
    """The first moment after a day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def kept_rows(slugs: Iterable[str]) -> list[tuple[str, str, date]]:
    """Whose dossier was deleted, as figures need it: id, programme, and since when, of these programmes."""
    rows = KeptPerson.objects.filter(programme__slug__in=list(slugs)).values_list("pk", "programme__slug", "joined_on")
    return [(str(key), slug, joined) for key, slug, joined in rows]


def kept_facts(slugs: Iterable[str]) -> list[FactRow]:
    """The answers that stay for figures, of whose dossier was deleted."""
    rows = KeptFact.objects.filter(kept__programme__slug__in=list(slugs)).order_by()
    columns = ("kept_id", "variable", "state", "value", "valid_on", "known_on", "known_until")
    return [FactRow(str(row[0]), *row[1:], source="") for row in rows.values_list(*columns)]


def items_of(proposal: Proposal) -> QuerySet[ProposalItem]:
    """What a proposal proposes to delete."""
    return proposal.items.all()


def installation_proposal(key: UUID) -> Proposal | None:
    """The open proposal of the whole installation of that id; None where there is none."""
    return Proposal.objects.filter(pk=key, municipality=None, status=ProposalStatus.OPEN).first()
