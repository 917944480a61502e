"""Pre-teaching: which theme of a training falls on which meeting, and in which lesson before it is practised.

Themes have an order and no dates of their own: each goes to the next meeting that is held, so that one that is called
off, moved or left out moves every theme after it (report, paragraph 4.2 and figure 4.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from tweespoor.core.week import HalfDay

T = TypeVar("T")


@dataclass(frozen=True, order=True)
class Meeting:
    """A meeting of a group on a day, at one half-day or at several that follow each other; `is_off`: called off."""

    day: date
    half_days: tuple[HalfDay, ...]
    is_off: bool = False


@dataclass(frozen=True, kw_only=True)
class Laid(Generic[T]):
    """A meeting with its theme and its number among those that are held; None and 0 of what was called off.

    A meeting that is held beyond the last theme has a number and no theme.
    """

    meeting: Meeting
    theme: T | None
    number: int


@dataclass(frozen=True, kw_only=True)
class Course(Generic[T]):
    """The meetings of a group with their themes, in order of time, and the themes that no meeting is left for."""

    laid: tuple[Laid[T], ...]
    left_over: tuple[T, ...]


def lay(themes: Sequence[T], *, meetings: Iterable[Meeting]) -> Course[T]:
    """Lay themes on the meetings that are held, in order of time."""
    laid: list[Laid[T]] = []
    held = 0
    for meeting in sorted(meetings):
        if meeting.is_off:
            laid.append(Laid(meeting=meeting, theme=None, number=0))
            continue
        laid.append(Laid(meeting=meeting, theme=themes[held] if held < len(themes) else None, number=held + 1))
        held += 1
    return Course(laid=tuple(laid), left_over=tuple(themes[held:]))


def meetings_on(half_days: Iterable[tuple[date, HalfDay]], *, sessions: Iterable[Iterable[HalfDay]]) -> list[Meeting]:
    """Half-days of the calendar as meetings: those of one session on one day are one meeting."""
    session_of = {half_day: place for place, session in enumerate(sessions) for half_day in session}
    found: dict[tuple[date, int], list[HalfDay]] = {}
    for day, half_day in half_days:
        found.setdefault((day, session_of[half_day]), []).append(half_day)
    return sorted(Meeting(day, tuple(sorted(each))) for (day, _session), each in found.items())


def lesson_before(lessons: Iterable[tuple[date, HalfDay]], *, meeting: Meeting) -> tuple[date, HalfDay] | None:
    """The last lesson before a meeting begins; None where there is none."""
    begins = (meeting.day, meeting.half_days[0])
    return max((each for each in lessons if each < begins), default=None)
