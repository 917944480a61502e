"""What became of the timetables that were made in one puzzle with another, since they were made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule.models import Timetable, TimetableStatus
from tweespoor.apps.schedule.queries.choosing import is_overtaken
from tweespoor.apps.schedule.queries.timetables import published_timetable
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import visible_programmes

TO_BE_PUBLISHED = (TimetableStatus.DRAFT, TimetableStatus.REPLACED)


class Became(StrEnum):
    """What happened to a timetable that another reckons with."""

    THROWN_AWAY = "thrown-away"
    CHANGED = "changed"
    IN_FORCE_CHANGED = "in-force-changed"
    TO_REPLACE = "to-replace"
    OVERTAKEN = "overtaken"
    REPLACED = "replaced"


@dataclass(frozen=True, kw_only=True)
class Sibling:
    """A timetable that was made with another, of a programme, and what became of it; None where it is not there."""

    programme: Programme
    timetable: Timetable | None
    became: Became


def what_became_of_others(timetable: Timetable, *, user: User) -> list[Sibling]:
    """Of the timetables that were made with one that can be published those that are not as they were then."""
    if timetable.together is None or timetable.status not in TO_BE_PUBLISHED:
        return []
    rows = Timetable.objects.filter(together=timetable.together).exclude(pk=timetable.pk)
    there = {row.programme_id: row for row in rows}
    named = {*there, *map(UUID, timetable.together_with)}
    found = []
    for programme in visible_programmes(user).filter(pk__in=named).order_by("name"):
        row = there.get(programme.pk)
        became = Became.THROWN_AWAY if row is None else _became(row)
        if became is not None:
            found.append(Sibling(programme=programme, timetable=row, became=became))
    return found


def keep_from_publishing(siblings: Iterable[Sibling]) -> bool:
    """One of these drafts cannot be published, and neither can those that were made with it."""
    return any(each.became is Became.OVERTAKEN for each in siblings)


def _became(row: Timetable) -> Became | None:
    if row.status == TimetableStatus.REPLACED:
        return Became.REPLACED
    if row.status == TimetableStatus.PUBLISHED:
        return Became.IN_FORCE_CHANGED if row.version else None
    if row.status != TimetableStatus.DRAFT:
        return None
    if is_overtaken(row):
        return Became.OVERTAKEN
    if _is_older_than_what_holds(row):
        return Became.TO_REPLACE
    return Became.CHANGED if row.version else None


def _is_older_than_what_holds(draft: Timetable) -> bool:
    """Another timetable was published since the draft was asked for."""
    in_force = published_timetable(draft.programme)
    return in_force is not None and in_force.published_at is not None and in_force.published_at > draft.asked_at
