"""Moments of evaluation: when they are due by the design's rhythms, and which were held.

Whoever meets a little early or late still holds that moment: one held between the one due before and the one due after
settles the earliest of the two that it can. `NOTICE_DAYS` and `GRACE_DAYS` are our choice; no source gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

NOTICE_DAYS = 14
"""How long before the day a moment counts as due: time to make an appointment."""

GRACE_DAYS = 14
"""How long after the day a moment that was not held is due still; then it was missed."""


class EvaluationState(StrEnum):
    """Where a moment of evaluation stands."""

    HELD = "held"
    COMING = "coming"
    DUE = "due"
    MISSED = "missed"


@dataclass(frozen=True, kw_only=True)
class Due:
    """A day on which a rhythm asks for an evaluation."""

    rhythm: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Held:
    """An evaluation that was held; `key` tells the row it comes from."""

    rhythm: str
    on: date
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One moment: when it is due (None: held beside the rhythm), how it stands, and what was held."""

    rhythm: str
    due: date | None
    state: EvaluationState
    held: Held | None = None


def moments(due: Iterable[Due], held: Iterable[Held], *, on: date) -> tuple[Moment, ...]:
    """Every moment due and every moment held, in order of time, as things stand on a day.

    Each of those held settles at most one that is due, and none is settled twice.
    """
    by_rhythm: dict[str, list[date]] = {}
    for each in due:
        by_rhythm.setdefault(each.rhythm, []).append(each.on)
    gone: dict[tuple[str, date], Held] = {}
    beside: list[Held] = []
    for meeting in sorted(held, key=lambda each: (each.on, each.key)):
        settled = _settles(meeting, dates=sorted(by_rhythm.get(meeting.rhythm, ())), gone=gone)
        if settled is None:
            beside.append(meeting)
        else:
            gone[meeting.rhythm, settled] = meeting
    found = [
        Moment(rhythm=rhythm, due=day, state=_state(day, gone.get((rhythm, day)), on=on), held=gone.get((rhythm, day)))
        for rhythm, days in by_rhythm.items()
        for day in days
    ]
    found += [Moment(rhythm=each.rhythm, due=None, state=EvaluationState.HELD, held=each) for each in beside]
    return tuple(sorted(found, key=_order))


def _settles(meeting: Held, *, dates: Sequence[date], gone: dict[tuple[str, date], Held]) -> date | None:
    for place, day in enumerate(dates):
        is_after_earlier = place == 0 or dates[place - 1] < meeting.on
        is_before_later = place + 1 == len(dates) or meeting.on < dates[place + 1]
        if is_after_earlier and is_before_later and (meeting.rhythm, day) not in gone:
            return day
    return None


def _state(day: date, held: Held | None, *, on: date) -> EvaluationState:
    if held is not None:
        return EvaluationState.HELD
    if on < day - timedelta(days=NOTICE_DAYS):
        return EvaluationState.COMING
    return EvaluationState.DUE if on <= day + timedelta(days=GRACE_DAYS) else EvaluationState.MISSED


def _order(moment: Moment) -> tuple[date, str]:
    day = moment.due or (moment.held.on if moment.held else date.max)
    return day, moment.rhythm
