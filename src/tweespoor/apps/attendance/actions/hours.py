"""Hours attended follow from the lists: per person, block and week what was marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from tweespoor.apps.attendance.bridge import holding_marks
from tweespoor.apps.attendance.models import AttendanceMark, CancelledSession
from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule.queries import lesson_hours, training_hours
from tweespoor.apps.trajectories.actions import Attended, keep_attended
from tweespoor.apps.trajectories.bridge import BlockInPlan
from tweespoor.apps.trajectories.models import Trajectory
from tweespoor.apps.trajectories.queries.progress import blocks_of_all
from tweespoor.core.attendance import attended_minutes, minutes_between
from tweespoor.core.hours import half_day_hours
from tweespoor.core.vocabulary import ActivityKind
from tweespoor.core.week import HalfDay, monday_of

OF_THE_LIST = "hours of the people on a list that the user keeps; nobody is shown"
Sessions = Mapping[tuple[UUID, date, str], list[AttendanceMark]]


def bring_hours(*, session: Session, people: Collection[UUID], by: User | None, now: datetime) -> None:
    """Bring the hours of people to what the lists of the session's week say, in the trajectory that runs then.

    A group gives the block of its offer. A class gives the formal lessons; where somebody's plan has two kinds of
    those in a week, nobody can tell which, and no hours follow.
    """
    rows = Trajectory.objects.filter(programme=session.programme, person__in=people, started_on__lte=session.day)
    running = [row for row in rows.select_related("design", "programme", "person") if _runs(row, on=session.day)]
    week = monday_of(session.day)
    blocks = blocks_of_all(running, until=session.day + timedelta(weeks=1)) if session.language_class else {}
    marked = _marked(people, week=week)
    called_off = _called_off(week)
    found = []
    for row in running:
        block = session.group.offer.slug if session.group else _lessons(blocks[row.pk], week=week)
        if block:
            minutes = _minutes(marked.get(row.person_id, {}), person=row.person_id, session=session, without=called_off)
            found.append(Attended(trajectory=row, block=block, week=week, minutes=minutes))
    keep_attended(attended=found, by=by, now=now)


def _runs(row: Trajectory, *, on: date) -> bool:
    return row.ended_on is None or row.ended_on >= on


def _lessons(blocks: Collection[BlockInPlan], *, week: date) -> str:
    """The block of formal lessons in a week; empty where there is none, or more than one."""
    formal = [each for each in blocks if each.kind is ActivityKind.LANGUAGE_FORMAL and each.in_plan]
    running = [each for each in formal if week in {monday_of(day) for day in each.weeks}] or formal
    return running[0].id if len(running) == 1 else ""


def _marked(people: Collection[UUID], *, week: date) -> dict[UUID, dict[tuple[UUID, date, str], list[AttendanceMark]]]:
    """Per person and session of the week every mark."""
    rows = AttendanceMark.objects.filter(person__in=people, day__range=(week, week + timedelta(days=6)))
    found: dict[UUID, dict[tuple[UUID, date, str], list[AttendanceMark]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.unscoped(why=OF_THE_LIST).select_related("group__offer", "language_class"):
        found[row.person_id][row.group_id or row.language_class_id, row.day, row.half_day].append(row)
    return found


def _called_off(week: date) -> set[tuple[UUID, date, str]]:
    rows = CancelledSession.objects.filter(day__range=(week, week + timedelta(days=6)))
    return {(row.group_id or row.language_class_id, row.day, row.half_day) for row in rows}


def _minutes(
    marked: Sessions, *, person: UUID, session: Session, without: Collection[tuple[UUID, date, str]]
) -> int | None:
    """The minutes that the lists of a block say of a week; None where they say nothing."""
    told = []
    for key, rows in marked.items():
        held = holding_marks(rows).get(str(person))
        if key in without or held is None or held.absence is None or not _is_of_block(rows[0], session=session):
            continue
        told.append(attended_minutes(held.absence, lasts=_lasts(rows[0])))
    return sum(told) if told else None


def _lasts(row: AttendanceMark) -> int:
    half_day = HalfDay.parse(row.half_day)
    if row.group is not None:
        return minutes_between(*training_hours(row.group.offer, half_day))
    own = lesson_hours(row.language_class).get(half_day) if row.language_class is not None else None
    return minutes_between(*(own or half_day_hours(half_day)))


def _is_of_block(row: AttendanceMark, *, session: Session) -> bool:
    if session.group is None:
        return row.group is None
    return row.group is not None and row.group.offer.slug == session.group.offer.slug
