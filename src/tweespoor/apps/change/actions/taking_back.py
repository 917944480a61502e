"""Deeds: taking back as one what was carried out meeting by meeting, with the messages that say so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.attendance import actions as attendance
from tweespoor.apps.attendance.models import CancelledSession
from tweespoor.apps.attendance.queries import Session, called_off_of, sessions_between
from tweespoor.apps.change.queries.lockdowns import OF_MODE, where_of
from tweespoor.apps.change.queries.meetings import Key, is_to_come
from tweespoor.apps.change.rules import GIVES_IT_AGAIN, STANDS_IN_NO_MORE, Choice, Deed, Refused
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule import actions as schedule
from tweespoor.apps.schedule.models import Disruption, GroupMode, StandIn
from tweespoor.apps.telling.rules import MessageKind
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.week import HalfDay


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """How many meetings are as they were again, and how many could not be: they began, or were arranged anew since."""

    restored: int
    left: int


@dataclass(frozen=True)
class _Meetings:
    """The meetings of the days that it is about, by their keys, and which of them were called off."""

    of: Mapping[Key, Session]
    called_off: Collection[Key]

    @cached_property
    def at(self) -> Mapping[tuple[date, HalfDay], Sequence[Session]]:
        """Those at each half-day of a day."""
        found: dict[tuple[date, HalfDay], list[Session]] = {}
        for each in self.of.values():
            found.setdefault((each.day, each.half_day), []).append(each)
        return found


def what_was_settled(*, called_off: Iterable[Session], taken_over: Mapping[Session, Choice]) -> dict[str, Any]:
    """What was carried out, as it is kept; each session is as it was before."""
    off = [CancelledSession.objects.get(**session.columns) for session in called_off]
    over = []
    for session, choice in taken_over.items():
        what = "room" if choice.deed is Deed.ROOM else "trainer"
        before = getattr(session.stand_in, f"{what}_id") if session.stand_in else None
        row = StandIn.objects.get(group=session.group, day=session.day, half_day=session.half_day.slug)
        over.append(
            {"id": str(row.pk), "what": what, "now": str(choice.who), "before": str(before) if before else None}
        )
    return {"called_off": [str(row.pk) for row in off], "taken_over": over}


@transaction.atomic
def take_back(*, disruption: UUID, programme: Programme, by: User, now: datetime, key: UUID | None = None) -> TakenBack:
    """Let meetings take place again as before something was carried out, and tell who was told otherwise.

    What began already, was arranged anew since, or would be in the way of something else, stays as it is.

    Raises:
        Refused: if the user does not plan the programme, or nothing of it can be taken back (any more).
        AlreadyDone: if the request of `key` was carried out before.
    """
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    try:
        row = schedule.begin_taking_back(disruption=disruption, programme=programme, by=by, now=now)
        last = row.last_day or row.first_day
        found = sessions_between(by, first=row.first_day, last=last)
        sessions = _Meetings({each.key: each for each in found}, called_off_of(found))
        modes = row.settled.get("modes", [])
        moved = sum(_mode_given_back(each, of=row, sessions=sessions, by=by, now=now) for each in modes)
        off = _going_on(row.settled["called_off"], sessions=sessions, now=now)
        for line in _rows(off, sessions=sessions):
            attendance.take_back_row(sessions=line, by=by, now=now)
        over = [each for each in row.settled["taken_over"] if _given_back(each, sessions=sessions, by=by, now=now)]
    except (schedule.Refused, attendance.Refused) as refusal:
        raise Refused(str(refusal)) from None
    restored = moved + len(off) + len(over)
    if not restored:
        raise Refused(_("Er is niets meer terug te nemen: de bijeenkomsten zijn begonnen of intussen anders geregeld."))
    settled = len(row.settled["called_off"]) + len(row.settled["taken_over"]) + sum(each["meetings"] for each in modes)
    return TakenBack(restored=restored, left=max(0, settled - restored))


def _going_on(called_off: Collection[str], *, sessions: _Meetings, now: datetime) -> list[Session]:
    """Those of the meetings that were called off, that are still to come and whose room and trainer are free."""
    keys = {
        (row.group_id or row.language_class_id, row.day, row.half_day)
        for row in CancelledSession.objects.filter(pk__in=called_off)
    }
    return [
        session
        for key, session in sessions.of.items()
        if key in keys and is_to_come(session, now=now) and not _is_taken(session, sessions=sessions)
    ]


def _rows(going_on: Collection[Session], *, sessions: _Meetings) -> list[list[Session]]:
    """Those of one group or class at one half-day that follow each other together, in order of time."""
    there = {session.key for session in going_on}
    rows: dict[tuple[UUID, str], list[list[Session]]] = {}
    for session in sorted(sessions.of.values(), key=lambda each: each.day):
        lines = rows.setdefault((session.whole.pk, session.half_day.slug), [[]])
        if session.key in there:
            lines[-1].append(session)
        else:
            lines.append([])
    return [line for lines in rows.values() for line in lines if line]


def _mode_given_back(each: Mapping[str, Any], *, of: Disruption, sessions: _Meetings, by: User, now: datetime) -> int:
    """Let a group be where it was, where nobody changed that since, and tell whom that moves; of how many meetings."""
    meetings = sorted(
        (one for one in sessions.of.values() if str(one.whole.pk) == each["id"] and is_to_come(one, now=now)),
        key=lambda one: (one.day, one.hours[0]),
    )
    if not meetings:
        return 0
    kept, before = tuple(each["now"]), tuple(each["before"])
    group = schedule.give_mode_back(
        group=UUID(each["id"]),
        programme=of.programme,
        now_kept=kept,
        before=before,
        since=meetings[0].day,
        by=by,
        now=now,
    )
    if group is None:
        return 0
    for mode in GroupMode:
        told = [
            one
            for one in meetings
            if one.mode is not mode and group.mode_on(one.day) is mode and one.key not in sessions.called_off
        ]
        if told:
            attendance.tell_people_of_all(
                told,
                kind=OF_MODE[mode],
                about=f"{mode}:{of.pk}:{group.pk}:back",
                place=where_of(told[0]),
                by=by,
                now=now,
            )
    return len(meetings)


def _given_back(each: Mapping[str, Any], *, sessions: _Meetings, by: User, now: datetime) -> bool:
    """Give a meeting its trainer or room again, where it is still to come and that one is free; a room is told."""
    row = StandIn.objects.filter(pk=each["id"]).select_related("group__timetable__programme").first()
    what, before = each["what"], UUID(each["before"]) if each["before"] else None
    if row is None or str(getattr(row, f"{what}_id")) != each["now"]:
        return False
    session = sessions.of.get((row.group_id, row.day, row.half_day))
    if session is None or not is_to_come(session, now=now):
        return False
    after = replace(session, stand_in=_as_before(row, what=what, before=before))
    if _is_taken(after, sessions=sessions):
        return False
    stood_in = session.trainer
    schedule.give_back(stand_in=row, what=what, before=before, by=by, now=now)
    if what == "trainer":
        about = f"gives-back:{row.pk}:{now.isoformat()}"
        for trainer, change in ((stood_in, STANDS_IN_NO_MORE), (after.trainer, GIVES_IT_AGAIN)):
            user = trainer.user if trainer else None
            attendance.tell_giver(after, user=user, change=change, about=about, by=by, now=now)
    if what == "room":
        about = f"back:{row.pk}:{now.isoformat()}"
        attendance.tell_people_of(after, kind=MessageKind.ELSEWHERE, about=about, by=by, now=now)
    return True


def _as_before(row: StandIn, *, what: str, before: UUID | None) -> StandIn | None:
    """Who or which room takes over when one of the two is as before; None where nothing does."""
    kept = {"trainer": row.trainer_id, "room": row.room_id} | {what: before}
    if not any(kept.values()):
        return None
    was = StandIn(pk=row.pk, group=row.group, day=row.day, half_day=row.half_day)
    was.trainer_id, was.room_id = kept["trainer"], kept["room"]
    return was


def _is_taken(session: Session, *, sessions: _Meetings) -> bool:
    """Its trainer or room has another meeting at that moment."""
    wanted = {each.pk for each in (session.trainer, session.room) if each is not None}
    others = (
        each
        for each in sessions.at.get((session.day, session.half_day), ())
        if each.key != session.key and each.key not in sessions.called_off
    )
    return any(who is not None and who.pk in wanted for each in others for who in (each.trainer, each.room))
