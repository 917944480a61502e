"""Mend a plan that broke, and change no more people than need be.

Only those directly hit and those who are new are free at first; what stands in their way is freed in growing
neighbourhoods, each put in order exactly. After Phillips, Walker, Ehrgott and Ryan, "Integer programming for minimal
perturbation problems in university course timetabling", Annals of Operations Research 252 (2017). However good a step
is, it is undone where more people would be changed than allowed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from random import Random

from tweespoor.core.planning.clock import WORK_PER_EXACT_SECOND, Clock
from tweespoor.core.planning.exact import Limit, improve
from tweespoor.core.planning.greedy import fill_seats, open_groups, place_person, switch_classes
from tweespoor.core.planning.neighbourhoods import Neighbourhood, around
from tweespoor.core.planning.puzzle import Sessions, bits, mask_of
from tweespoor.core.planning.replanning.running import Running
from tweespoor.core.planning.timetable import Meeting, Timetable

MOST_GROUPS = 6
"""The largest neighbourhood: so many groups are freed around people who are still worse off."""
MOST_PEOPLE = 30
"""So many people who are still worse off are put in order at once."""
SECONDS_PER_PART = 1.0
WORK_PER_PART = 0.25
SECONDS_TO_FINISH = 0.5
"""With less time left, no neighbourhood is begun: the rest goes to the last steps and the checker."""
WORK_PER_PASS = 1

Stay = tuple[int, int, Sessions]
"""An activity in a period at its sessions."""


@dataclass
class Repair:
    """One repair under way, of a timetable that is changed in place.

    `new` are people who were not there when the plan that runs was made, `most` is how many of the others may end up
    with other groups, other times or another class.
    """

    running: Running
    clock: Clock
    new: int
    most: int
    workers: int
    random: Random
    report: Callable[[], None]
    table: Timetable = field(init=False)
    before: tuple[tuple[frozenset[Stay], int], ...] = field(init=False)
    hit: int = field(init=False)

    def __post_init__(self) -> None:
        puzzle = self.running.table.puzzle
        self.table = self.running.table
        self.before = stays_before(self.table)
        self.hit = mask_of([puzzle.person_at[name] for name in self.running.hit if name in puzzle.person_at])

    # How far it is

    def changed(self) -> int:
        """The people with other groups, other times or another class than in the plan that runs; the new apart."""
        return mask_of([number for number, stays in enumerate(self.before) if self._now(number) != stays]) & ~self.new

    def _now(self, number: int) -> tuple[frozenset[Stay], int]:
        placed = self.table.placed[number].values()
        stays = frozenset((group.offer.activity, group.offer.period, group.offer.sessions) for group in placed)
        return stays, self.table.attends[number]

    def left(self) -> int:
        """How many more people may be changed."""
        return max(0, self.most - self.changed().bit_count())

    def worse_off(self) -> list[int]:
        """Those hit, changed or new who still have an open demand, or not what they had."""
        changed, people = self.changed(), self.table.puzzle.people
        mine = self.hit | self.new | changed
        return [n for n in bits(mine) if changed >> n & 1 or len(self.table.met[n]) < len(people[n].weights)]

    # Steps

    def first_aid(self) -> None:
        """Save groups that fell below their minimum, drop those that cannot be saved, and place whoever is free."""
        for group in self.table.undersized():
            self._save(group)
        self._dissolve()
        self._place(self.hit | self.new)
        self.report()

    def grow(self) -> bool:
        """Put growing neighbourhoods in order for as long as the budget lasts; true when none is left to try."""
        size = 0
        while size <= MOST_GROUPS:
            gained = False
            for activity in self._wanted():
                if self.clock.stopped() or self._seconds() <= 0:
                    return False
                gained |= self._put_in_order(activity, groups=size)
                self.report()
            size = size if gained and size else size + 1
        return True

    def _seconds(self) -> float:
        """Seconds left for neighbourhoods."""
        left = self.clock.seconds_left
        return inf if left is None else left - SECONDS_TO_FINISH

    def _wanted(self) -> list[int]:
        """The activities that people who are worse off wait for or had, those that most want first."""
        count: Counter[int] = Counter()
        for number in self.worse_off():
            count.update(self._wants(number))
        return sorted(count, key=lambda activity: (-count[activity], activity))

    def _wants(self, number: int) -> set[int]:
        """The activities someone waits for, or had at a time that is not kept."""
        now, _ = self._now(number)
        lost = {activity for activity, _, _ in self.before[number][0] - now if activity >= 0}
        return lost | {
            a for a, d in self.table.puzzle.people[number].demand_of.items() if d not in self.table.met[number]
        }

    def give_away(self) -> None:
        """Give free seats to people who wait, as far as people may still be changed."""
        people, mine = self.table.puzzle.people, self.hit | self.new
        waiting = [n for n, each in enumerate(people) if len(self.table.met[n]) < len(each.weights)]
        waiting.sort(key=lambda n: (not mine >> n & 1, -_open_weight(self.table, n), n))
        changed = self.changed()
        for number in waiting:
            may = changed.bit_count() < self.most or (changed | self.new) >> number & 1
            if may and not self.clock.cancelled():
                place_person(self.table, number)
                changed |= (self._now(number) != self.before[number]) << number & ~self.new
        self.report()

    # Groups that are too small

    def _save(self, group: Meeting) -> None:
        """Fill a group up to its minimum with people who wait; where that fails, only a promised one keeps them."""
        table, mine = self.table, self.hit | self.new
        mark, least = len(table.changes), table.puzzle.least_members(group.offer.activity)
        while group.count < least:
            gains = {
                number: table.join_gain(number, group=group)
                for number in bits(table.candidates(group.offer))
                if self._may_change(number) and table.can_join(number, group=group)
            }
            if not gains:
                break
            table.join(max(gains, key=lambda number: (mine >> number & 1, gains[number], -number)), group=group)
        if group.count < least and group not in self.running.groups:
            table.back_to(mark)

    def _may_change(self, number: int) -> bool:
        return bool((self.hit | self.new | self.changed()) >> number & 1 or self.left())

    def _dissolve(self) -> None:
        """Drop groups that are too small, unless promised; and what cannot be reached in time without them."""
        while True:
            small = [group for group in self.table.undersized() if group not in self.running.groups]
            if not small:
                return
            members = 0
            for group in small:
                members |= group.members
                self.table.close(group)
            for number in bits(members):
                self._mend_days(number)

    def _mend_days(self, number: int) -> None:
        """Where going by a third place was quicker, who dropped a visit may be late for the next: drop that too."""
        for period in range(len(self.table.taken)):
            for activity, group in list(self.table.placed[number].items()):
                late = group.offer.period == period and not self.table.in_time(number, period=period)
                if late and (number, activity) not in self.running.seats:
                    self.table.leave(number, group=group)

    # People

    def _place(self, people: int) -> None:
        """Greedily, with only these people to place: fill seats, open groups, try other classes."""
        table = self.table
        movable = [number for number in bits(people) if number not in self.running.classes]
        with only(table, people):
            for _ in range(2):
                self.clock.work += WORK_PER_PASS
                fill_seats(table, groups=list(table.groups))
                open_groups(table, offers=table.puzzle.offers, stopped=self.clock.stopped)
                fill_seats(table, groups=list(table.groups))
                switch_classes(table, people=movable, stopped=self.clock.stopped)

    def _put_in_order(self, activity: int, *, groups: int) -> bool:
        """Put a neighbourhood in order exactly; undone, and false, where that gains nothing or changes too many."""
        people = [number for number in self.worse_off() if activity in self._wants(number)]
        part = self._without_promises(
            around(
                self.table,
                people=sorted(self.random.sample(people, min(len(people), MOST_PEOPLE))),
                activity=activity,
                groups=groups,
                waiting=self.left() if groups else 0,
                random=self.random,
            )
        )
        mark = len(self.table.changes)
        outcome = improve(
            self.table,
            part=part,
            limit=self._limit(),
            clock=self.clock,
            seed=self.random.randrange(2**31),
            workers=1 if self.clock.by_work_alone else self.workers,
        )
        if self.changed().bit_count() > self.most:
            self.table.back_to(mark)
            return False
        return outcome.improved

    def _without_promises(self, part: Neighbourhood) -> Neighbourhood:
        """The part without people whose seat or class was promised, and such that promised groups stay.

        A group stays where a member is outside the part. A group below its minimum would make the part impossible;
        whoever could join it is left out.
        """
        fixed = mask_of([number for number, _ in self.running.seats]) | mask_of([*self.running.classes])
        for group in self.running.groups:
            if group.count < self.table.puzzle.least_members(group.offer.activity):
                fixed |= group.offer.people
            fixed |= group.members & -group.members
        fixed |= self._too_hopeful(part.people)
        return Neighbourhood([number for number in part.people if not fixed >> number & 1], part.offers)

    def _too_hopeful(self, people: Collection[int]) -> int:
        """Others in the part with open demands, but for as many as may still be changed."""
        mine = self.hit | self.new | self.changed()
        table, weights = self.table, self.table.puzzle.people
        open_to_more = [n for n in people if not mine >> n & 1 and len(table.met[n]) < len(weights[n].weights)]
        return mask_of(open_to_more[self.left() :])

    def _limit(self) -> Limit:
        time, work = self._seconds(), self.clock.work_left
        return Limit(
            seconds=None if time == inf else min(SECONDS_PER_PART, max(0.0, time)),
            deterministic=None if work is None else min(WORK_PER_PART, work / WORK_PER_EXACT_SECOND),
        )


@contextmanager
def only(table: Timetable, people: int) -> Iterator[None]:
    """Within this, nobody else seems to want anything, so that nobody else is placed."""
    hidden = [wanting & ~people for wanting in table.wanting]
    table.wanting[:] = [wanting & people for wanting in table.wanting]
    try:
        yield
    finally:
        table.wanting[:] = [wanting | others for wanting, others in zip(table.wanting, hidden, strict=True)]


def stays_before(table: Timetable) -> tuple[tuple[frozenset[Stay], int], ...]:
    """What everybody had in the plan that runs: the stays, and the class.

    -1 stands for what is no more, and for a second group at the same time, which nobody can have.
    """
    puzzle = table.puzzle
    previous = puzzle.instance.previous
    stays: list[set[Stay]] = [set() for _ in puzzle.people]
    for group in previous.groups if previous else ():
        sessions = tuple(sorted(tuple(puzzle.slot_at.get(slot, -1) for slot in each) for each in group.slots))
        stay = (puzzle.activity_at.get(group.activity, -1), puzzle.period_at.get(group.period, -1), sessions)
        for name in {*group.participants} & {*puzzle.person_at}:
            mine = stays[puzzle.person_at[name]]
            mine.add((-1, *stay[1:]) if stay in mine else stay)
    classes = (person.class_before for person in puzzle.people)
    return tuple(
        (frozenset(mine), puzzle.people[number].choices[0] if choice is None else choice)
        for number, (mine, choice) in enumerate(zip(stays, classes, strict=True))
    )


def _open_weight(table: Timetable, number: int) -> int:
    weights = table.puzzle.people[number].weights
    return sum(weight for demand, weight in enumerate(weights) if demand not in table.met[number])
