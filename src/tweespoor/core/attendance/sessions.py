"""Where a session stands, and how long who was there was there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from tweespoor.core.attendance.marks import Mark
from tweespoor.core.vocabulary import Absence, Code

LINK_LASTS_DAYS = 2
"""How many days after a session its list can still be filled in by a link: our choice, so that a weekend fits in."""

_OWN = "Tweespoor"


class SessionState(Code):
    """Where the list of a session stands."""

    TO_COME = ("to-come", "Komt nog", "To come", _OWN)
    UNDER_WAY = ("under-way", "Vandaag", "Today", _OWN)
    RECORDED = ("recorded", "Geregistreerd", "Recorded", _OWN)
    INCOMPLETE = ("incomplete", "Niet af", "Incomplete", _OWN)
    NOT_RECORDED = ("not-recorded", "Niet geregistreerd", "Not recorded", _OWN)
    CANCELLED = ("cancelled", "Ging niet door", "Called off", _OWN)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A session's state, with how many people there were, were absent, and were not marked."""

    state: SessionState
    there: int
    absent: int
    open: int


def standing(
    *,
    day: date,
    starts: time,
    now: datetime,
    members: Collection[str],
    marks: Mapping[str, Mark],
    is_cancelled: bool = False,
    planned: Collection[str] = (),
) -> Standing:
    """Where the list of a session stands; `now` is local time, `marks` those that hold per person.

    Who is `planned` to be absent needs no mark. Before it begins a session is to come; a list that is filled in, is
    recorded, even before. From its beginning until the end of the day it is under way. When the day is over a list
    without a single mark is not recorded, one with a few is incomplete; nobody's absence follows from either.
    """
    told = {person: marks[person].absence for person in members if person in marks}
    there = sum(1 for each in told.values() if each is not None and each.is_there)
    waiting = [person for person in members if person not in told and person not in planned]
    absent = len(members) - there - len(waiting)
    return Standing(
        state=_state(day, starts, now=now, told=len(told), waiting=len(waiting), is_cancelled=is_cancelled),
        there=there,
        absent=absent,
        open=len(waiting),
    )


def _state(day: date, starts: time, *, now: datetime, told: int, waiting: int, is_cancelled: bool) -> SessionState:
    if is_cancelled:
        return SessionState.CANCELLED
    if told and not waiting:
        return SessionState.RECORDED
    today, clock = now.date(), now.time()
    if (day, starts) > (today, clock):
        return SessionState.TO_COME
    if day == today:
        return SessionState.UNDER_WAY
    return SessionState.INCOMPLETE if told else SessionState.NOT_RECORDED


def minutes_between(begins: time, ends: time) -> int:
    """How long a session lasts that begins and ends at these times of one day, in minutes."""
    return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute


def attended_minutes(absence: Absence, *, lasts: int) -> int:
    """The minutes somebody attended of a session that lasts so many: all, or none. Nobody measures how late one was."""
    return lasts if absence.is_there else 0
