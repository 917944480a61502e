"""What a new timetable changes for each person, as moments of the week: what is new, gone and elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from tweespoor.apps.schedule.models import Group, Holiday, LanguageClass, Timetable
from tweespoor.apps.schedule.own_hours import lesson_hours, training_hours
from tweespoor.apps.schedule.queries.dates import holidays_of, lesson_days, session_half_days
from tweespoor.apps.telling.rules import Moment, What
from tweespoor.core.planning.difference import Difference, PersonDifference
from tweespoor.core.planning.replanning.changes import Kind, Stay
from tweespoor.core.week import parse_half_days

SHOWN = "it tells people of their own meetings, and shows nobody"
AHEAD = timedelta(weeks=26)
"""So far ahead the first lesson of a class is looked for."""


def moments_told(
    changed: Difference, *, before: Timetable | None, after: Timetable, now: datetime
) -> dict[UUID, tuple[Moment, ...]]:
    """Per person for whom something changes what that is, as far as it is still to come, in order of time.

    Of a group that only gets another trainer there is nothing to tell.
    """
    meetings = _Meetings(before=before, after=after, now=now)
    return {UUID(each.participant): _moments(each, meetings=meetings) for each in changed.people}


def _moments(person: PersonDifference, *, meetings: _Meetings) -> tuple[Moment, ...]:
    gone, new, elsewhere = [], [], []
    for change in person.changes:
        match change.kind:
            case Kind.TRAINER:
                continue
            case Kind.ROOM:
                was = {_when(each): each.place for each in meetings.of(change.before, what=What.MOVED)}
                told = meetings.of(change.after, what=What.MOVED)
                elsewhere += [each for each in told if was.get(_when(each)) != each.place]
            case _:
                gone += meetings.of(change.before, what=What.GONE)
                gone += meetings.of_class(change.class_before, what=What.GONE)
                new += meetings.of(change.after, what=What.NEW)
                new += meetings.of_class(change.class_after, what=What.NEW)
    stays = {(*_when(each), each.place) for each in gone} & {(*_when(each), each.place) for each in new}
    differ = [each for each in (*gone, *new) if (*_when(each), each.place) not in stays]
    return tuple(sorted((*differ, *elsewhere), key=lambda each: (each.day, each.starts, each.what)))


def _when(moment: Moment) -> tuple[object, ...]:
    return moment.day, moment.until, moment.starts


class _Meetings:
    """When and where the groups of two timetables and the classes of their programme meet, each looked up once."""

    def __init__(self, *, before: Timetable | None, after: Timetable, now: datetime) -> None:
        self._timetables = [each for each in (before, after) if each is not None]
        self._programme = after.programme
        local = timezone.localtime(now)
        self._now = (local.date(), local.time())
        self._known: dict[tuple[Stay, What], list[Moment]] = {}

    @cached_property
    def _groups(self) -> dict[Stay, Group]:
        rows = Group.objects.filter(timetable__in=self._timetables).unscoped(why=SHOWN)
        return {_stay(group): group for group in rows.select_related("offer", "period__programme", "room__location")}

    @cached_property
    def _holidays(self) -> list[Holiday]:
        return holidays_of(self._programme)

    @cached_property
    def _classes(self) -> dict[str, LanguageClass]:
        rows = LanguageClass.objects.filter(programme=self._programme).select_related("location", "programme")
        return {str(each.pk): each for each in rows}

    def of(self, stay: Stay | None, *, what: What) -> list[Moment]:
        """Each weekly session of a place in a group, as far as it is still to come; the same for all who are in it."""
        group = self._groups.get(stay) if stay is not None else None
        if stay is None or group is None:
            return []
        if (stay, what) not in self._known:
            self._known[stay, what] = list(self._sessions(group, what=what))
        return self._known[stay, what]

    def _sessions(self, group: Group, *, what: What) -> Iterator[Moment]:
        days = session_half_days(group, holidays=self._holidays)
        where = f"{group.room.location.name}, {group.room.name}"
        for session in group.sessions:
            first = min(parse_half_days(session))
            starts, _ends = training_hours(group.offer, first)
            met = [day for day, half_day in days if half_day == first and (day, starts) > self._now]
            if met:
                place = group.mode_on(met[0]).at(where)
                yield Moment(what=what, day=met[0], until=met[-1], starts=starts, place=place)

    def of_class(self, class_id: str | None, *, what: What) -> list[Moment]:
        """Each weekly lesson of a class, from the first that is to come."""
        taught = self._classes.get(class_id or "")
        if taught is None:
            return []
        today, _time = self._now
        days = lesson_days(taught, first=today, before=today + AHEAD, holidays=self._holidays)
        moments = []
        for half_day, (starts, _ends) in lesson_hours(taught).items():
            first = next((day for day, each in days if each == half_day and (day, starts) > self._now), None)
            if first is not None:
                place = taught.location.name
                moments.append(Moment(what=what, day=first, until=None, starts=starts, place=place))
        return moments


def _stay(group: Group) -> Stay:
    return Stay(
        activity=str(group.offer_id),
        period=str(group.period_id),
        slots=tuple(sorted(tuple(session) for session in group.sessions)),
        room=str(group.room_id),
        trainer=str(group.trainer_id),
    )
