"""Every way in which one more person could be put in a group of an activity, and all that stands in its way there.

A possibility is a group there is, or a group that could be opened at a time and place, attending the present class or
another one; everybody else stays where the timetable has them. Its obstacles are complete: with all of them taken away
(`without.py`) the person can be placed just there, with any of them left not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import inf

from tweespoor.core.planning.company import Company
from tweespoor.core.planning.puzzle import NO_CLASS, UNLIMITED, Puzzle
from tweespoor.core.planning.reasons import Reason
from tweespoor.core.planning.times import Pairs, Time, disorder, times_of, too_short
from tweespoor.core.planning.timetable import Meeting, Timetable


@dataclass(frozen=True, slots=True)
class Week:
    """Someone's week of lessons and groups around a time, with what of it stands in the way of that time.

    What clashes with the time counts as an obstacle, and is left out of `lessons` and `groups`.
    """

    choice: int
    lessons: int
    groups: tuple[Meeting, ...]
    obstacles: frozenset[Reason]


@dataclass(frozen=True, slots=True)
class Possibility:
    """A way to place someone: when, where, in which group (None: in a new one), attending which class.

    `lacking` is how many others too few there would be, where that is an obstacle.
    """

    time: Time
    location: int
    group: Meeting | None
    choice: int
    obstacles: frozenset[Reason]
    lacking: int = 0


class Outlook:
    """The possibilities around a timetable, which must not change meanwhile."""

    def __init__(self, table: Timetable) -> None:
        self.table = table
        self.puzzle: Puzzle = table.puzzle
        self.company = Company(table)
        self.times = cache(lambda activity: times_of(table.puzzle, activity=activity))
        self._resources = cache(self._rooms_and_trainers)
        self._choices = cache(self._other_classes)

    # Possibilities

    def possibilities(
        self, number: int, *, activity: int, at_most: Callable[[], float] = lambda: inf
    ) -> Iterator[Possibility]:
        """Every possibility for this person with its obstacles, unless those are more than `at_most` says by then."""
        standing: dict[Time, list[Meeting]] = {}
        for group in self.table.groups:
            if group.offer.activity == activity:
                time = Time(activity, group.offer.period, group.offer.sessions, group.offer.mask)
                standing.setdefault(time, []).append(group)
        for time, groups in standing.items():
            for week in self._weeks(number, time=time, at_most=at_most):
                for group in groups if len(week.obstacles) <= at_most() else ():
                    yield self._joining(number, time=time, week=week, group=group)
        for time in self.times(activity):
            for week in self._weeks(number, time=time, at_most=at_most):
                if len(week.obstacles) <= at_most():
                    yield from self._openings(number, time=time, week=week, at_most=at_most)

    def _joining(self, number: int, *, time: Time, week: Week, group: Meeting) -> Possibility:
        place = self.puzzle.room_location[group.room]
        way, _ = self._way(number, time=time, week=week, place=place)
        obstacles = week.obstacles | way | frozenset(self._misfits(number, group=group))
        return Possibility(time, place, group, week.choice, obstacles)

    def _misfits(self, number: int, *, group: Meeting) -> Iterator[Reason]:
        """What of the group itself keeps the person out."""
        activity, person = self.puzzle.instance.activities[group.offer.activity], self.puzzle.people[number]
        if group.count >= activity.max_size:
            yield Reason.GROUP_FULL
        elif group.count >= group.most:
            yield Reason.ROOM_FULL
        spread = max(person.level, group.high) - min(person.level, group.low)
        if activity.max_level_spread is not None and spread > activity.max_level_spread:
            yield Reason.LEVELS_APART
        asks = group.asking or self.puzzle.asking[group.offer.activity] >> number & 1
        if asks and group.genders[person.gender] < group.count:
            yield Reason.GENDER

    def _openings(self, number: int, *, time: Time, week: Week, at_most: Callable[[], float]) -> Iterator[Possibility]:
        """A new group at this time, at each place where it could be; one for each way to find enough others."""
        rooms, trainer = self._resources(time)
        shut = set() if self.table.may_open(time.activity) else {Reason.MOST_GROUPS}
        shut |= set() if trainer else {Reason.NO_TRAINER}
        shut |= set() if time.allowed else {Reason.CANNOT_BE_HELD}
        wrong = disorder(self.puzzle, time=time, groups=week.groups)
        for place, room in rooms.items():
            way, between = self._way(number, time=time, week=week, place=place)
            fixed = week.obstacles | way | shut | (set() if room else {Reason.NO_ROOM})
            if len(fixed) > at_most():
                continue
            able = self.company.able(time, place=place, number=number, lifted=(between, wrong))
            for lacks, lacking in self.company.shortages(number, activity=time.activity, able=able & ~(1 << number)):
                yield Possibility(time, place, None, week.choice, fixed | lacks, lacking)

    # The person's own week

    def _weeks(self, number: int, *, time: Time, at_most: Callable[[], float]) -> Iterator[Week]:
        """The week as it is, and with each other class where the present one may be in the way."""
        attends = self.table.attends[number]
        lessons = self.puzzle.lessons_of(attends)
        groups, found = self._around(number, time=time)
        if len(found) > at_most():
            return
        present = self._present_week(number, time=time, lessons=lessons, around=(groups, found))
        yield present
        same_day = self.puzzle.rushed and any(day & time.mask and day & lessons for day in self.puzzle.day_masks)
        if same_day or {Reason.LESSONS, Reason.LOAD_USED} & present.obstacles:
            for choice in self._choices(number):
                week = self._other_week(number, time=time, choice=choice, around=(groups, found))
                if week is not None:
                    yield week

    def _other_classes(self, number: int) -> tuple[int, ...]:
        """Classes that could be attended instead, also those out of reach; of those that are alike, one with a seat."""
        puzzle, options = self.puzzle, self.puzzle.instance.participants[number].class_options
        own = self.puzzle.people[number].choices[0]
        alike: dict[tuple[int, int], int] = {}
        for choice in sorted(
            {puzzle.class_at[name] for name in options} - {own}, key=lambda each: (self._full(each), each)
        ):
            alike.setdefault((puzzle.lessons[choice], puzzle.class_location[choice]), choice)
        return tuple(each for each in (own, *alike.values()) if each != self.table.attends[number])

    def _full(self, choice: int) -> bool:
        return self.table.net[choice] + 1 > self.puzzle.instance.classes[choice].free_seats

    def _around(self, number: int, *, time: Time) -> tuple[tuple[Meeting, ...], set[Reason]]:
        """The person's groups that do not clash with the time, and what is in the way whatever the class."""
        found: set[Reason] = set()
        activity, person = self.puzzle.instance.activities[time.activity], self.puzzle.people[number]
        high = person.level if activity.level_max is None else activity.level_max
        if not activity.level_min <= person.level <= high:
            found.add(Reason.LEVEL_OUTSIDE)
        if person.away[time.period] & time.mask:
            found.add(Reason.UNAVAILABLE)
        groups = tuple(self.table.placed[number].values())
        if self.table.taken[time.period][number] & time.mask:
            found.add(Reason.OTHER_GROUP)
            groups = tuple(g for g in groups if g.offer.period != time.period or not g.offer.mask & time.mask)
        if disorder(self.puzzle, time=time, groups=groups):
            found.add(Reason.ORDER)
        return groups, found

    def _present_week(
        self, number: int, *, time: Time, lessons: int, around: tuple[tuple[Meeting, ...], set[Reason]]
    ) -> Week:
        groups, found = around[0], set(around[1])
        if lessons & time.mask:
            found.add(Reason.LESSONS)
        if self._load(number, time=time, lessons=lessons, groups=groups, period=time.period) > 0:
            found.add(Reason.LOAD_USED)
        return Week(self.table.attends[number], lessons & ~time.mask, groups, frozenset(found))

    def _other_week(
        self, number: int, *, time: Time, choice: int, around: tuple[tuple[Meeting, ...], set[Reason]]
    ) -> Week | None:
        """The week with another class; None where its lessons are in the way themselves."""
        puzzle, person = self.puzzle, self.puzzle.people[number]
        groups, found, lessons = around[0], set(around[1]), puzzle.lessons_of(choice)
        if lessons & time.mask or any(lessons & group.offer.mask for group in groups):
            return None
        own = choice == person.choices[0]
        periods = range(len(puzzle.instance.periods))
        if choice != NO_CLASS and self._full(choice):
            found.add(Reason.CLASS_FULL)
        if not own and any(lessons & person.away[period] for period in periods):
            found.add(Reason.UNAVAILABLE)
        if not own and not person.near >> puzzle.class_location[choice] & 1:
            found.add(Reason.TOO_FAR)
        busy = {group.offer.period for group in groups} | {time.period}
        loaded = [period for period in periods if not own or period in busy]
        if any(self._load(number, time=time, lessons=lessons, groups=groups, period=each) > 0 for each in loaded):
            found.add(Reason.LOAD_USED)
        return Week(choice, lessons, groups, frozenset(found))

    def _load(self, number: int, *, time: Time, lessons: int, groups: tuple[Meeting, ...], period: int) -> int:
        """Slots above the most in a period. A lesson that is in the way is counted: it has to be followed anyhow."""
        slots = lessons.bit_count() + (time.mask.bit_count() if period == time.period else 0)
        slots += sum(group.offer.size for group in groups if group.offer.period == period)
        return slots - self.puzzle.people[number].most

    def _way(self, number: int, *, time: Time, week: Week, place: int) -> tuple[frozenset[Reason], Pairs]:
        """Whether the place can be reached from home, and in time from what comes before and after."""
        far = set() if self.puzzle.people[number].near >> place & 1 else {Reason.TOO_FAR}
        switched = week.choice != self.table.attends[number]
        periods = range(len(self.puzzle.instance.periods)) if switched else (time.period,)
        between: set[tuple[int, int]] = set()
        for period in periods if self.puzzle.rushed else ():
            visit = (time.mask, place) if period == time.period else (0, 0)
            lessons = (week.choice, week.lessons)
            between |= too_short(self.puzzle, period=period, groups=week.groups, lessons=lessons, visit=visit)
        return frozenset(far | {Reason.TRAVEL_BETWEEN} if between else far), frozenset(between)

    # Rooms, trainers and others

    def _rooms_and_trainers(self, time: Time) -> tuple[dict[int, bool], bool]:
        """Per place whether a room is free then, and whether a trainer is. With no rooms at all, any place would do."""
        puzzle, table, each = self.puzzle, self.table, self.puzzle.instance.activities[time.activity]
        rooms: dict[int, bool] = {}
        taken = table.room_taken[time.period]
        for room in _named(each.rooms, puzzle.room_at):
            fits = puzzle.instance.rooms[room].capacity >= max(1, each.min_size)
            free = not time.mask & ~puzzle.mask(puzzle.instance.rooms[room].slots) and not taken[room] & time.mask
            place = puzzle.room_location[room]
            rooms[place] = rooms.get(place, False) or (fits and free)
        if not rooms:
            rooms = dict.fromkeys(range(len(puzzle.minutes)), False)
        return rooms, any(self._trainer_free(n, time=time) for n in _named(each.trainers, puzzle.trainer_at))

    def _trainer_free(self, number: int, *, time: Time) -> bool:
        trainer, taken = self.puzzle.instance.trainers[number], self.table.trainer_taken[time.period][number]
        most = UNLIMITED if trainer.max_sessions is None else trainer.max_sessions
        held = self.table.trainer_sessions[time.period][number]
        there = not time.mask & ~self.puzzle.mask(trainer.slots)
        return there and not taken & time.mask and held + len(time.sessions) <= most


def _named(names: tuple[str, ...] | None, at: dict[str, int]) -> Iterable[int]:
    return at.values() if names is None else (at[name] for name in names)
