"""Reads about groups and timetables, on behalf of a user."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.people.models import Person, PersonQuerySet
from tweespoor.apps.people.queries import NAMES, facts_of_all, visible_people
from tweespoor.apps.schedule.models import (
    Enrolment,
    Group,
    GroupQuerySet,
    LanguageClass,
    Period,
    Timetable,
    TimetableStatus,
    Unplaced,
)
from tweespoor.apps.schedule.own_hours import lesson_hours, training_hours
from tweespoor.apps.schedule.queries.dates import ends_before
from tweespoor.apps.schedule.queries.enrolments import class_of
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import people_of, who_left
from tweespoor.core.facts import Fact, FactState
from tweespoor.core.hours import half_day_hours
from tweespoor.core.vocabulary import ActivityKind, LanguageLevel, OrganisationKind, Role
from tweespoor.core.week import HalfDay, parse_half_days

PLANNING_ROLES = (Role.PROJECT_LEADER,)
OF_A_TRAINER = "it decides what a trainer sees"
OF_A_PERSON = "the caller showed that the person is visible"
OF_A_TIMETABLE = "the caller showed that the programme is visible, and groups are shown without their people"


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """One half-day of somebody's week: a lesson, a training, or a half-day when the person is not free; from when to
    when it is."""

    half_day: HalfDay
    hours: tuple[time, time]
    title_nl: str
    title_en: str
    family: str
    place: str = ""
    with_whom: str = ""
    group: UUID | None = None
    away: bool = False


def visible_groups(user: User) -> GroupQuerySet:
    """The groups the user may see, with what a list shows of them."""
    return Group.objects.visible_to(user).select_related(
        "offer", "period", "room__location", "trainer", "timetable__programme"
    )


def people_trained_by(user: User, *, organisation: Organisation) -> QuerySet[Person]:
    """The people of the groups somebody gives for an organisation, and of the classes somebody teaches there, in the
    timetables in force."""
    groups = Group.objects.unscoped(why=OF_A_TRAINER).filter(
        trainer__user=user, trainer__organisation=organisation, timetable__status=TimetableStatus.PUBLISHED
    )
    taught = people_in_classes(user.taught_classes.filter(provider=organisation))
    people = Person.objects.unscoped(why=OF_A_TRAINER).filter(Q(groups__in=groups) | Q(pk__in=taught)).distinct()
    given = Q(programme__timetables__groups__in=groups) | Q(programme__language_classes__teachers=user)
    return people.exclude(pk__in=who_left().filter(given))


def people_in_classes(classes: Iterable[LanguageClass]) -> set[UUID]:
    """The ids of who attends these classes: enrolled there, or moved there by the timetable in force."""
    return set[UUID]().union(*people_by_class(classes).values())


def people_by_class(classes: Iterable[LanguageClass]) -> dict[UUID, set[UUID]]:
    """The same for each of these classes, in a fixed number of queries."""
    programmes, found = set(), dict[UUID, set[UUID]]()
    for each in classes:
        programmes.add(each.programme_id)
        found[each.pk] = set()
    switches: dict[str, str] = {}
    in_force = Timetable.objects.filter(programme__in=programmes, status=TimetableStatus.PUBLISHED)
    for moved in in_force.values_list("switches", flat=True):
        switches |= moved
    enrolled_there = Enrolment.objects.filter(language_class__in=list(found))
    for one, person in enrolled_there.values_list("language_class_id", "person_id"):
        if str(person) not in switches:
            found[one].add(person)
    for moved_person, where in switches.items():
        if UUID(where) in found:
            found[UUID(where)].add(UUID(moved_person))
    return found


def attends_class_of(user: User, *, person: Person) -> bool:
    """Whether the user teaches a language class that the person attends."""
    mine = organisations_where(user, roles=[Role.TRAINER])
    return person.pk in people_in_classes(user.taught_classes.filter(provider__in=mine))


def blocks_trained_by(user: User, *, person: Person) -> frozenset[str]:
    """The blocks that the user gives a person as a trainer: those of the groups of both in the timetables in force."""
    mine = organisations_where(user, roles=[Role.TRAINER])
    groups = Group.objects.visible_to(user).filter(
        participants=person,
        trainer__user=user,
        trainer__organisation__in=mine,
        timetable__status=TimetableStatus.PUBLISHED,
    )
    return frozenset(groups.values_list("offer__slug", flat=True))


def published_timetable(programme: Programme) -> Timetable | None:
    """The timetable in force, or None."""
    return programme.timetables.filter(status=TimetableStatus.PUBLISHED).first()


def running_timetable(programme: Programme) -> Timetable | None:
    """The planner's run that is waiting or under way, or None."""
    return programme.timetables.filter(status__in=[TimetableStatus.QUEUED, TimetableStatus.RUNNING]).first()


def made(programme: Programme) -> QuerySet[Timetable]:
    """The timetables that were made for a programme, newest first; runs under way are not among them."""
    return programme.timetables.exclude(status__in=[TimetableStatus.QUEUED, TimetableStatus.RUNNING])


def may_plan(user: User, *, programme: Programme) -> bool:
    """Whether the user starts the planner and publishes timetables of this programme."""
    return programme.municipality_id in organisations_where(user, roles=PLANNING_ROLES)


def in_force_by_programme(programmes: Iterable[Programme]) -> dict[UUID, Timetable]:
    """Per programme the timetable in force, with its number of groups as `group_count`."""
    rows = Timetable.objects.filter(programme__in=programmes, status=TimetableStatus.PUBLISHED)
    return {row.programme_id: row for row in rows.annotate(group_count=Count("groups"))}


def groups_of(timetable: Timetable) -> QuerySet[Group]:
    """The groups of a timetable with the number of participants, for a list."""
    return (
        timetable.groups.unscoped(why=OF_A_TIMETABLE)
        .select_related("offer", "period", "room__location", "trainer")
        .annotate(size=Count("participants"))
        .order_by("offer__slug", "period__starts_on", "number")
    )


def waiting(timetable: Timetable) -> QuerySet[Unplaced]:
    """Who could not be placed in a timetable, for which offer, and why."""
    return timetable.unplaced.select_related("person", "offer")


def periods_of(programme: Programme) -> list[Period]:
    """The periods of a programme, in order of time."""
    return list(programme.periods.current())


def period_on(periods: Sequence[Period], *, on: date) -> int:
    """The place of the period that is under way or comes next; the first, where all are over."""
    return next((place for place, period in enumerate(periods) if on < ends_before(period)), 0)


def day_shown(periods: Sequence[Period], *, today: date) -> date:
    """Today where a period is under way or there is none, else the first day of the period that is shown instead."""
    if not periods:
        return today
    period = periods[period_on(periods, on=today)]
    return max(today, period.starts_on) if today < ends_before(period) else period.starts_on


def week_of_person(
    person: Person,
    *,
    timetable: Timetable | None,
    groups: Iterable[Group],
    period: Period | None,
    away: Iterable[str] = (),
) -> tuple[Appointment, ...]:
    """A person's week in a period: lessons, those of the person's groups of this timetable that meet in it, and the
    half-days when the person is not free."""
    appointments = [*_lessons(person, timetable=timetable)]
    for group in groups:
        if period is not None and group.period_id == period.pk:
            appointments += group_appointments(group)
    taken = {appointment.half_day for appointment in appointments}
    appointments += [
        Appointment(half_day=half_day, hours=half_day_hours(half_day), title_nl="", title_en="", family="", away=True)
        for half_day in parse_half_days(away)
        if half_day not in taken
    ]
    return tuple(sorted(appointments, key=lambda appointment: appointment.half_day))


def group_appointments(group: Group) -> list[Appointment]:
    """The half-days at which a group meets every week of its period."""
    return [
        Appointment(
            half_day=half_day,
            hours=training_hours(group.offer, half_day),
            title_nl=group.offer.name_nl,
            title_en=group.offer.name_en,
            family=ActivityKind(group.offer.kind).family.value,
            place=f"{group.room.location.name}, {group.room.name}",
            with_whom=group.trainer.name,
            group=group.pk,
        )
        for session in group.sessions
        for half_day in map(HalfDay.parse, session)
    ]


def _lessons(person: Person, *, timetable: Timetable | None) -> list[Appointment]:
    language_class = class_of(person, timetable=timetable)
    if language_class is None:
        return []
    at_school = language_class.location.name == language_class.provider.name
    return [
        Appointment(
            half_day=half_day,
            hours=hours,
            title_nl=ActivityKind.LANGUAGE_FORMAL.nl,
            title_en=ActivityKind.LANGUAGE_FORMAL.en,
            family=ActivityKind.LANGUAGE_FORMAL.family.value,
            place=language_class.location.name,
            with_whom=language_class.name if at_school else f"{language_class.provider.name}, {language_class.name}",
        )
        for half_day, hours in lesson_hours(language_class).items()
    ]


def classes_administered(user: User) -> QuerySet[LanguageClass]:
    """The classes of the language providers of which the user is an administrator, with their teachers."""
    own = organisations_where(user, roles=[Role.ADMINISTRATOR])
    rows = LanguageClass.objects.current().filter(provider__in=own).select_related("programme", "provider", "location")
    return rows.prefetch_related("teachers").order_by("provider__name", "programme__name", "name")


def teaches(user: User) -> bool:
    """Whether the user is the administrator of an organisation that gives language classes."""
    own = organisations_where(user, roles=[Role.ADMINISTRATOR])
    providers = Organisation.objects.filter(
        Q(kind=OrganisationKind.LANGUAGE_PROVIDER) | Q(language_classes__isnull=False)
    )
    return providers.filter(pk__in=own).exists()


def possible_teachers(language_class: LanguageClass) -> QuerySet[User]:
    """Who can be linked to a class: the trainers of its provider who can log in, and who is linked already."""
    trainers = Q(
        memberships__organisation=language_class.provider_id, memberships__role=Role.TRAINER.value, is_active=True
    )
    return User.objects.filter(trainers | Q(taught_classes=language_class)).distinct().order_by("name", "email")


def lesson_times(language_class: LanguageClass) -> tuple[HalfDay, ...]:
    """The half-days at which a language class has its lessons."""
    return parse_half_days(language_class.half_days)


def groups_of_person(person: Person, *, timetable: Timetable | None, for_user: User | None = None) -> QuerySet[Group]:
    """The groups a person is in, over all periods of a timetable; for a user `may_open` says whether that user may see
    the group itself."""
    if timetable is None:
        return Group.objects.none()
    groups = Group.objects.filter(timetable=timetable, participants=person).unscoped(why=OF_A_PERSON)
    if for_user is not None:
        visible = Group.objects.visible_to(for_user).filter(pk=OuterRef("pk"))
        groups = groups.annotate(may_open=Exists(visible))
    return groups.select_related("offer", "period", "room__location", "trainer").order_by("period__starts_on")


def published_groups_of(people: Iterable[UUID]) -> dict[UUID, int]:
    """Per person the number of groups in the timetables in force."""
    rows = (
        Person.objects.unscoped(why=OF_A_PERSON)
        .filter(pk__in=list(people), groups__timetable__status=TimetableStatus.PUBLISHED)
        .order_by()
        .values("pk")
        .annotate(groups_in_force=Count("groups"))
    )
    return {row["pk"]: row["groups_in_force"] for row in rows}


def waiting_of(people: Iterable[UUID]) -> dict[UUID, int]:
    """Per person who waits, how many trainings of the timetables in force the person has no place in."""
    rows = Unplaced.objects.filter(person__in=list(people), timetable__status=TimetableStatus.PUBLISHED)
    return {row["person"]: row["open"] for row in rows.order_by().values("person").annotate(open=Count("pk"))}


def waiting_first(people: PersonQuerySet) -> PersonQuerySet:
    """The people who wait for most trainings first."""
    in_force = Unplaced.objects.filter(person=OuterRef("pk"), timetable__status=TimetableStatus.PUBLISHED)
    waiting_now = in_force.order_by().values("person").annotate(open=Count("pk")).values("open")
    return people.annotate(waiting_now=Coalesce(Subquery(waiting_now), 0)).order_by("-waiting_now", *NAMES)


def waiting_for(person: Person, *, timetable: Timetable | None) -> QuerySet[Unplaced]:
    """What a person could not be placed in, and why."""
    rows = Unplaced.objects.filter(timetable=timetable, person=person) if timetable else Unplaced.objects.none()
    return rows.select_related("offer")


@dataclass(frozen=True)
class Member:
    """A participant of a group as its list shows one, with what is known of the speaking level: a value, none, or
    not asked. `level_label` is the level in words, empty where there is no value."""

    person: Person
    level: FactState
    level_label: str


@dataclass(frozen=True)
class Readiness:
    """How many of a programme's people the planner can work with, and what is missing about the others."""

    people: int
    level_not_asked: int
    availability_not_asked: int
    without_class: int
    offers: int
    periods: int


def published_groups(user: User) -> QuerySet[Group]:
    """The groups the user may see in the timetables in force, with their size, for a list."""
    groups = visible_groups(user).filter(timetable__status=TimetableStatus.PUBLISHED)
    return groups.annotate(size=Count("participants", distinct=True)).order_by(
        "timetable__programme__name", "offer__slug", "period__starts_on", "number"
    )


def meetings(group: Group) -> tuple[HalfDay, ...]:
    """The half-days at which a group meets."""
    return parse_half_days(slug for session in group.sessions for slug in session)


def members_of(group: Group, *, for_user: User, language: str) -> tuple[Member, ...]:
    """The participants of a group whom the user may see, with their speaking level: what a trainer's task needs."""
    members = list(visible_people(for_user).filter(groups=group).order_by("family_name", "given_name"))
    facts = facts_of_all([person.pk for person in members], variables=["speaking-level"])
    found = []
    for person in members:
        fact = facts.get(person.pk, {}).get("speaking-level", Fact.not_asked())
        label = LanguageLevel(str(fact.value)).label(language) if fact.is_known else ""
        found.append(Member(person, fact.state, label))
    return tuple(found)


def readiness(programme: Programme) -> Readiness:
    """What the planner has to work with in a programme."""
    people = people_of(programme)
    facts = facts_of_all(people, variables=["speaking-level", "unavailable-half-days"])
    enrolled_people = Enrolment.objects.filter(person__in=people).count()
    return Readiness(
        people=len(people),
        level_not_asked=len([p for p in people if "speaking-level" not in facts.get(p, {})]),
        availability_not_asked=len([p for p in people if "unavailable-half-days" not in facts.get(p, {})]),
        without_class=len(people) - enrolled_people,
        offers=programme.offers.current().count(),
        periods=programme.periods.current().count(),
    )
