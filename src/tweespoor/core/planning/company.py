"""Who could be with someone in a group that is opened, and what keeps them from being enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import product

from tweespoor.core.planning.puzzle import Puzzle, bits, mask_of
from tweespoor.core.planning.reasons import Reason
from tweespoor.core.planning.times import Pairs, Time, disorder, too_short
from tweespoor.core.planning.timetable import Timetable


class Company:
    """The people around a timetable who have an open demand, by when and where they could come."""

    def __init__(self, table: Timetable) -> None:
        self.table = table
        self.puzzle: Puzzle = table.puzzle
        self._able: dict[tuple[object, ...], int] = {}
        self._too_full = cache(self._people_too_full)
        self._free_then = cache(self._people_free_then)
        self._windows = cache(self._people_in_windows)

    def able(self, time: Time, *, place: int, number: int, lifted: tuple[Pairs, Pairs]) -> int:
        """Who could come to a new group, with the person's own travel between places and order lifted for all."""
        activity, level = self.puzzle.instance.activities[time.activity], self.puzzle.people[number].level
        low = min(activity.level_min, level)
        high = max(level, activity.level_max if activity.level_max is not None else max(self._of_level))
        key = (time, place, low, high, lifted)
        if key not in self._able:
            free = self._free_then(time) & self._near[place]
            free &= sum(people for each, people in self._of_level.items() if low <= each <= high)
            self._able[key] = mask_of([each for each in bits(free) if self._comes(each, time, place, lifted)])
        return self._able[key]

    def _comes(self, number: int, time: Time, place: int, lifted: tuple[Pairs, Pairs]) -> bool:
        """Somebody who is free then is in time, and has it in the right order."""
        groups, attends = tuple(self.table.placed[number].values()), self.table.attends[number]
        if not disorder(self.puzzle, time=time, groups=groups) <= lifted[1]:
            return False
        lessons, visit = (attends, self.puzzle.lessons_of(attends)), (time.mask, place)
        return not self.puzzle.rushed or (
            too_short(self.puzzle, period=time.period, groups=groups, lessons=lessons, visit=visit) <= lifted[0]
        )

    def shortages(self, number: int, *, activity: int, able: int) -> Iterator[tuple[frozenset[Reason], int]]:
        """What keeps a new group from having enough people: nothing, or each single thing that would mend it."""
        puzzle, need = self.puzzle, self.puzzle.least_members(activity) - 1
        spread = puzzle.instance.activities[activity].max_level_spread
        lacking = need - self._most_others(number, activity=activity, able=able, spread=spread)
        if lacking <= 0:
            yield frozenset(), 0
            return
        yield frozenset({Reason.TOO_FEW_OTHERS}), lacking
        if need <= self._most_others(number, activity=activity, able=able, spread=spread, mixed=True):
            yield frozenset({Reason.GENDER}), 0
        if need <= self._most_others(number, activity=activity, able=able, spread=None):
            yield frozenset({Reason.LEVELS_APART}), 0

    def _most_others(self, number: int, *, activity: int, able: int, spread: int | None, mixed: bool = False) -> int:
        """The most of those able who could be in one group with the person, by levels and gender."""
        asking, level = self.puzzle.asking[activity], self.puzzle.people[number].level
        same = able & self._of_gender[self.puzzle.people[number].gender]
        if mixed:
            pools = [able]
        elif asking >> number & 1:
            pools = [same]
        else:
            pools = [able & ~asking, same]
        if spread is None:
            return max(pool.bit_count() for pool in pools)
        windows = self._windows(level, spread)
        return max((pool & window).bit_count() for pool, window in product(pools, windows))

    def _people_in_windows(self, level: int, spread: int) -> tuple[int, ...]:
        """The people of every range of levels that is allowed around a level; ranges beyond all levels are left out."""
        most = max(self._of_level)
        lows = range(max(0, level - spread), max(0, min(level, most - spread)) + 1)
        ranges = [range(low, min(low + spread, most) + 1) for low in lows]
        return tuple(sum(self._of_level.get(each, 0) for each in levels) for levels in ranges)

    @cached_property
    def _near(self) -> tuple[int, ...]:
        """Per place, who can travel there from home."""
        people = self.puzzle.people
        return tuple(
            mask_of([number for number, person in enumerate(people) if person.near >> place & 1])
            for place in range(len(self.puzzle.minutes))
        )

    @cached_property
    def _of_level(self) -> dict[int, int]:
        return _grouped(person.level for person in self.puzzle.people)

    @cached_property
    def _of_gender(self) -> dict[int, int]:
        return _grouped(person.gender for person in self.puzzle.people)

    def _people_too_full(self, period: int, size: int) -> int:
        """Whose week has no room for so many more slots."""
        people = enumerate(self.puzzle.people)
        return mask_of([n for n, each in people if self.table.week(n, period=period).bit_count() + size > each.most])

    def _people_free_then(self, time: Time) -> int:
        """Who asks for it and is free then."""
        busy, free = self.table.busy[time.period], self.table.wanting[time.activity]
        for slot in bits(time.mask):
            free &= ~busy[slot]
        free &= ~self._too_full(time.period, time.mask.bit_count())
        return mask_of([each for each in bits(free) if not self.puzzle.people[each].away[time.period] & time.mask])


def _grouped(values: Iterable[int]) -> dict[int, int]:
    """Per value the mask of the positions that have it."""
    masks: dict[int, int] = {}
    for number, value in enumerate(values):
        masks[value] = masks.get(value, 0) | 1 << number
    return masks
