"""Reads: which meetings of two timetables are the same, and what happened still hits those of a timetable to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule.models import Disruption, DisruptionKind, Group, Timetable
from tweespoor.apps.schedule.queries.dates import holidays_of, session_half_days

WHY = "what was arranged for a meeting holds for it in whichever timetable it is"
OF_ONE_PLACE = (DisruptionKind.TRAINER, DisruptionKind.ROOM, DisruptionKind.LOCATION)

Meeting = tuple[UUID, UUID, UUID, UUID, str]


@dataclass(frozen=True)
class StillHit:
    """Something that was arranged for the timetable in force, and the groups of another one that it hits as well."""

    disruption: Disruption
    groups: Sequence[Group]


def same_meetings(before: Timetable, after: Timetable) -> list[tuple[str, Group, Group]]:
    """The half-days at which both timetables have a group of one training, in one period, room and with one trainer."""
    there = _meetings(before)
    return [(key[-1], there[key], group) for key, group in _meetings(after).items() if key in there]


def still_hit(timetable: Timetable, *, in_force: Timetable | None, today: date) -> list[StillHit]:
    """Whose absence or closing, arranged meeting by meeting, hits meetings of a timetable that are not the same as in
    the one in force: nothing was arranged for those."""
    rows = Disruption.objects.filter(programme=timetable.programme, kind__in=OF_ONE_PLACE, last_day__gte=today)
    rows = rows.filter(taken_back_at__isnull=True).select_related("trainer", "room__location", "location")
    with whole_registry(why="these are of a trainer, a room or a building, and of no participant"):
        lasting = list(rows.exclude(settled={}))
    if in_force is None or in_force.pk == timetable.pk or not lasting:
        return []
    there = _meetings(in_force)
    new = {key: group for key, group in _meetings(timetable).items() if key not in there}
    holidays = holidays_of(timetable.programme)
    found = []
    for row in lasting:
        assert row.last_day is not None
        days = (max(row.first_day, today), row.last_day)
        hit = {
            group.pk: group
            for (*_what, half_day), group in new.items()
            if _is_of(group, row)
            and any(
                days[0] <= day <= days[1] and at.slug == half_day
                for day, at in session_half_days(group, holidays=holidays)
            )
        }
        if hit:
            found.append(StillHit(row, tuple(hit.values())))
    return found


def _is_of(group: Group, row: Disruption) -> bool:
    return (
        group.trainer_id == row.trainer_id or group.room_id == row.room_id or group.room.location_id == row.location_id
    )


def _meetings(timetable: Timetable) -> dict[Meeting, Group]:
    with whole_registry(why=WHY):
        rows = Group.objects.filter(timetable=timetable).select_related("offer", "period__programme", "room__location")
        return {
            (group.offer_id, group.period_id, group.room_id, group.trainer_id, half_day): group
            for group in rows
            for session in group.sessions
            for half_day in session
        }
