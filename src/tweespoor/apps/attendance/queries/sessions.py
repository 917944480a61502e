"""Which sessions there are: groups of the timetables in force and classes, at their half-days of a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from tweespoor.apps.attendance.models import AttendanceLink, CancelledSession
from tweespoor.apps.attendance.rules import (
    FILE_ROLES,
    GIVING_ROLES,
    KEPT_AHEAD,
    LIST_ROLES,
    LOOKING_ROLES,
    MOST_KEPT,
    OWN_FILE_ROLES,
)
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.prepared import Prepared
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.organisations.scope import on_behalf_of_somebody
from tweespoor.apps.schedule.models import (
    Group,
    GroupMode,
    Holiday,
    LanguageClass,
    Location,
    Room,
    StandIn,
    TimetableStatus,
    Trainer,
)
from tweespoor.apps.schedule.queries import holidays_of, lesson_days, lesson_hours, training_hours, visible_groups
from tweespoor.apps.schedule.queries.dates import session_half_days
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import ActivityKind, Role
from tweespoor.core.week import HalfDay

SessionKey = tuple[UUID, date, str]
"""The id of a session's group or class, its day and its half-day."""

TO_TELL = "the application tells people of their own sessions, and shows nobody"


@dataclass(frozen=True, kw_only=True)
class Session:
    """A group or a class at a half-day of a day; with who or which room takes over then."""

    day: date
    half_day: HalfDay
    group: Group | None = None
    language_class: LanguageClass | None = None
    stand_in: StandIn | None = None

    @cached_property
    def key(self) -> SessionKey:
        """What tells it apart from every other session."""
        return self.whole.pk, self.day, self.half_day.slug

    @property
    def whole(self) -> Group | LanguageClass:
        """The group or class that meets."""
        whole = self.group or self.language_class
        assert whole is not None
        return whole

    @property
    def name(self) -> str:
        """What it is called, for an order that people know."""
        return f"{self.group.offer.name_nl} {self.group.number:03}" if self.group else self.whole.name

    @property
    def programme(self) -> Programme:
        """The programme it is part of."""
        return self.group.timetable.programme if self.group else self.whole.programme

    @property
    def columns(self) -> dict[str, object]:
        """The session as rows hold it."""
        return {
            "group": self.group,
            "language_class": self.language_class,
            "day": self.day,
            "half_day": self.half_day.slug,
        }

    @cached_property
    def hours(self) -> tuple[time, time]:
        """When it begins and ends: those of the half-day, or a class's or training's own."""
        if self.language_class:
            return lesson_hours(self.language_class)[self.half_day]
        assert self.group is not None
        return training_hours(self.group.offer, self.half_day)

    @property
    def begins_at(self) -> datetime:
        """The moment it begins."""
        return timezone.make_aware(datetime.combine(self.day, self.hours[0]))

    @property
    def was_before_publishing(self) -> bool:
        """Whether its timetable was published after it began."""
        published = self.group.timetable.published_at if self.group else None
        return published is not None and self.begins_at < published

    @property
    def is_replaced(self) -> bool:
        """Whether its timetable is no longer in force."""
        return self.group is not None and self.group.timetable.status == TimetableStatus.REPLACED

    @property
    def family(self) -> str:
        """The slug of the family of activities."""
        kind = ActivityKind(self.group.offer.kind) if self.group else ActivityKind.LANGUAGE_FORMAL
        return kind.family.value

    @property
    def room(self) -> Room | None:
        """The room it is in: the group's own, or the one that takes over; a class has none."""
        if self.stand_in and self.stand_in.room:
            return self.stand_in.room
        return self.group.room if self.group else None

    @property
    def trainer(self) -> Trainer | None:
        """Who gives it: the group's own trainer, or the one who takes over; of a class its school decides."""
        if self.stand_in and self.stand_in.trainer:
            return self.stand_in.trainer
        return self.group.trainer if self.group else None

    @property
    def location(self) -> Location:
        """The building it is in."""
        return self.room.location if self.room else self.whole.location

    @property
    def mode(self) -> GroupMode:
        """Whether the people come, or follow it online."""
        return self.group.mode_on(self.day) if self.group else GroupMode.ON_SITE

    @property
    def place(self) -> str:
        """Where it is."""
        where = f"{self.location.name}, {self.room.name}" if self.room else self.location.name
        return self.mode.at(where)


def keeps_lists(user: User) -> bool:
    """Whether one of the user's roles keeps lists of who is there."""
    return bool(organisations_where(user, roles=LIST_ROLES))


def reads_files(user: User) -> bool:
    """Whether the user reads attendance files in."""
    return bool(organisations_where(user, roles=[*FILE_ROLES, *OWN_FILE_ROLES]))


def sessions_between(user: User, *, first: date, last: date) -> list[Session]:
    """The sessions of these days of which the user keeps the list, in order of time."""
    return _sessions(groups_kept(user), classes_kept(user), first=first, last=last)


def gives_lists(user: User) -> bool:
    """Whether the user gives lessons or trainings, so that her lists are kept on her device."""
    return bool(organisations_where(user, roles=GIVING_ROLES))


def sessions_kept(user: User, *, shown: date, today: date) -> list[Session]:
    """The sessions whose lists are kept on the user's device: of today and the day after, and of the day that she looks
    at where that has been."""
    last = today + KEPT_AHEAD
    found = sessions_between(user, first=today, last=last)
    if shown < today:
        found += sessions_between(user, first=shown, last=shown)
    return found[:MOST_KEPT]


def all_sessions(*, first: date, last: date) -> list[Session]:
    """The sessions of these days that were not called off, for the application to tell people of them."""
    in_force = Group.objects.filter(timetable__status=TimetableStatus.PUBLISHED)
    groups = in_force.select_related("timetable__programme", "offer", "period", "room__location", "trainer")
    classes = LanguageClass.objects.current().select_related("programme", "provider", "location")
    off = {
        (row.group_id or row.language_class_id, row.day, row.half_day)
        for row in CancelledSession.objects.filter(day__range=(first, last))
    }
    found = _sessions(groups.unscoped(why=TO_TELL), classes, first=first, last=last)
    return [each for each in found if each.key not in off]


def session_of(
    user: User, *, day: date, half_day: HalfDay, group_id: UUID | None = None, class_id: UUID | None = None
) -> Session | None:
    """One session of which the user keeps the list; None where there is none to see."""
    groups = groups_kept(user).filter(pk=group_id) if group_id else ()
    classes = classes_kept(user).filter(pk=class_id) if class_id else ()
    found = _sessions(groups, classes, first=day, last=day)
    return next((each for each in found if each.half_day == half_day), None)


def sessions_of(
    *, groups: Iterable[Group] = (), classes: Iterable[LanguageClass] = (), first: date, last: date
) -> list[Session]:
    """The sessions of these groups and classes from a day up to and including another, in order of time."""
    return _sessions(groups, classes, first=first, last=last)


def _sessions(groups: Iterable[Group], classes: Iterable[LanguageClass], *, first: date, last: date) -> list[Session]:
    given, taught = list(groups), list(classes)
    programmes = {each.timetable.programme for each in given} | {each.programme for each in taught}
    holidays = {each.pk: holidays_of(each) for each in programmes}
    rows = _stand_ins(tuple(group.pk for group in given), first, last) if given else ()
    taken_over = {(row.group_id, row.day, row.half_day): row for row in rows}
    found = [
        replace(session, stand_in=taken_over.get(session.key))
        for group in given
        for session in _of_group(group, first=first, last=last, holidays=holidays[group.timetable.programme_id])
    ]
    found += [
        session
        for one in taught
        for session in _of_class(one, first=first, last=last, holidays=holidays[one.programme_id])
    ]
    return sorted(found, key=lambda each: (each.day, each.half_day, each.name))


@Prepared
def _stand_ins(groups: tuple[UUID, ...], first: date, last: date) -> QuerySet[StandIn]:
    rows = StandIn.objects.filter(group__in=groups, day__gte=first, day__lte=last)
    return rows.order_by().select_related("trainer", "room__location")


def groups_kept(user: User) -> QuerySet[Group]:
    """The groups in force of which the user keeps lists."""
    return visible_groups(user).filter(timetable__status=TimetableStatus.PUBLISHED)


def classes_kept(user: User) -> QuerySet[LanguageClass]:
    """The classes of which the user keeps lists: of programmes of the municipality, of the own language school, or
    taught by the user."""
    municipal = organisations_where(user, roles=LOOKING_ROLES)
    schools = organisations_where(user, roles=[Role.LANGUAGE_PROVIDER])
    training = organisations_where(user, roles=[Role.TRAINER])
    mine = Q(programme__municipality__in=municipal) | Q(provider__in=schools) | Q(teachers=user, provider__in=training)
    rows = LanguageClass.objects.current().filter(mine).select_related("programme", "provider", "location")
    return rows.distinct()


def standing_link(secret: str, *, now: datetime) -> AttendanceLink | None:
    """The link of this secret; None where there is none, it ended, or was withdrawn."""
    digest = sha256(secret.encode()).hexdigest()
    return AttendanceLink.objects.filter(digest=digest, withdrawn_at__isnull=True, ends_at__gt=now).first()


def links_of(session: Session, *, now: datetime) -> list[AttendanceLink]:
    """The links to the list of a session that still open."""
    return list(AttendanceLink.objects.filter(**session.columns, withdrawn_at__isnull=True, ends_at__gt=now))


@contextmanager
def as_its_maker(link: AttendanceLink) -> Iterator[User | None]:
    """Read on behalf of who made a link: it never shows more than its maker sees; None where that one is gone."""
    maker = User.objects.filter(pk=link.made_by, is_active=True).first()
    with on_behalf_of_somebody(link.made_by):
        yield maker


def _of_group(group: Group, *, first: date, last: date, holidays: Sequence[Holiday]) -> list[Session]:
    return [
        Session(day=day, half_day=half_day, group=group)
        for day, half_day in session_half_days(group, holidays=holidays)
        if first <= day <= last
    ]


def _of_class(one: LanguageClass, *, first: date, last: date, holidays: Sequence[Holiday]) -> list[Session]:
    since = max(first, one.programme.starts_on)
    days = lesson_days(one, first=since, before=last + timedelta(days=1), holidays=holidays)
    return [Session(day=day, half_day=half_day, language_class=one) for day, half_day in days]
