"""When an activity could be held, and whether a week with it can be travelled and has the right order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, islice, pairwise, product

from tweespoor.core.planning.puzzle import MOST_TIMES as MOST_SPREAD
from tweespoor.core.planning.puzzle import Puzzle, Session, Sessions, bits, mask_of
from tweespoor.core.planning.timetable import Meeting

Pairs = frozenset[tuple[int, int]]
"""Places between which there is too little time, or activities (after, before) that would be in the wrong order."""
MOST_TIMES = 1000
"""Times of an activity that are looked at, at most."""


@dataclass(frozen=True, slots=True)
class Time:
    """When an activity could be held: a period and sessions. `allowed` unless no time at all is allowed for it."""

    activity: int
    period: int
    sessions: Sessions
    mask: int
    allowed: bool = True


def times_of(puzzle: Puzzle, *, activity: int) -> tuple[Time, ...]:
    """All times of an activity; where there are none at all, those that would be there if all times were allowed.

    Of more than `MOST_TIMES` some, evenly spread.
    """
    instance, each = puzzle.instance, puzzle.instance.activities[activity]
    spread = _spread(puzzle, allowed=puzzle.mask(each.slots), activity=activity)
    periods = [number for number, period in enumerate(instance.periods) if each.weeks <= period.weeks]
    allowed = bool(spread and periods)
    if not allowed:
        spread = _spread(puzzle, allowed=puzzle.every_slot, activity=activity)
        periods = list(range(len(instance.periods)))
    times = [
        Time(activity, period, sessions, mask_of([slot for session in sessions for slot in session]), allowed)
        for sessions, period in product(spread, periods)
    ]
    return tuple(_some(times))


def _spread(puzzle: Puzzle, *, allowed: int, activity: int) -> list[Sessions]:
    """All ways to spread the sessions over a week's allowed slots; of too many, those the puzzle has offers for."""
    each = puzzle.instance.activities[activity]
    per_day: dict[int, list[Session]] = {}
    for start in range(len(puzzle.day) - each.length + 1):
        session = tuple(range(start, start + each.length))
        if puzzle.day[session[0]] == puzzle.day[session[-1]] and not mask_of(session) & ~allowed:
            per_day.setdefault(puzzle.day[start], []).append(session)
    days = combinations(per_day.values(), each.sessions)
    every = (sessions for chosen in days for sessions in product(*chosen))
    found = list(islice(every, MOST_SPREAD + 1))
    if len(found) <= MOST_SPREAD:
        return found
    return list(dict.fromkeys(offer.sessions for offer in puzzle.holdable[activity]))


def _some(times: list[Time]) -> list[Time]:
    return times[:: len(times) // MOST_TIMES + 1]


def disorder(puzzle: Puzzle, *, time: Time, groups: Iterable[Meeting]) -> Pairs:
    """Which activities would be in the wrong order with someone in these groups and at this time in one more."""
    found = set()
    for group in groups:
        other = group.offer.activity
        if other in puzzle.after[time.activity] and group.offer.period >= time.period:
            found.add((time.activity, other))
        if other in puzzle.before[time.activity] and group.offer.period <= time.period:
            found.add((other, time.activity))
    return frozenset(found)


def too_short(
    puzzle: Puzzle, *, period: int, groups: Iterable[Meeting], lessons: tuple[int, int], visit: tuple[int, int]
) -> Pairs:
    """The places between which there is too little time in a week of groups, lessons (class, slots) and a visit."""
    choice, slots = lessons
    where = dict.fromkeys(bits(slots), puzzle.class_location[choice]) if slots else {}
    for group in groups:
        if group.offer.period == period:
            where |= dict.fromkeys(bits(group.offer.mask), puzzle.room_location[group.room])
    where |= dict.fromkeys(bits(visit[0]), visit[1])
    return frozenset(
        (here, there)
        for (one, here), (two, there) in pairwise(sorted(where.items()))
        if puzzle.day[one] == puzzle.day[two] and puzzle.gap(one, two) < puzzle.minutes[here][there]
    )
