"""Solve again from a plan there is: take over what still holds, fill what is open, and put parts in order anew.

A small puzzle is given to CP-SAT whole. Of a larger one, parts around the people who have something open are torn down
and built up again by gains with some chance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp
from random import Random

from tweespoor.core.planning.clock import WORK_PER_EXACT_SECOND, Clock
from tweespoor.core.planning.data import Group, Instance, Plan
from tweespoor.core.planning.exact import Limit, improve
from tweespoor.core.planning.greedy import dissolve_undersized, fill_seats, greedy, open_groups, place_person
from tweespoor.core.planning.loading import offer_at, what_is_left
from tweespoor.core.planning.neighbourhoods import everything
from tweespoor.core.planning.pins import NO_PINS, Pins
from tweespoor.core.planning.puzzle import Puzzle, bits
from tweespoor.core.planning.timetable import Meeting, Timetable

START_HEAT, END_HEAT = 15.0, 0.5
"""A step that makes the score worse by the heat is kept once in e (2.7) times."""
BLINK, NOISE = 0.12, 0.25
"""How often a group that could be opened is overlooked, and by how much a gain may look larger than it is."""
SHARE_AROUND = 0.5
"""How often a part is chosen around people with open demands; else anywhere."""
MOST_SEATS_EXACT = 100
"""Puzzles with at most so many ways to put one person in one group are given to CP-SAT whole."""


@dataclass(frozen=True)
class Held:
    """What stays in a timetable whatever the score: groups, and pairs of a person and an activity."""

    groups: frozenset[Meeting] = frozenset()
    seats: frozenset[tuple[int, int]] = frozenset()


def solve_again(instance: Instance, *, plan: Plan, clock: Clock, seed: int, keep: Pins = NO_PINS) -> Plan:
    """The best plan found within the clock's budget from this one, which may break rules of the instance.

    Never worse than the plan where that is valid. The same plan, seed and work give the same plan. What is to be kept
    (groups with their time, room and trainer, and people in these) stays as it is in the plan; where it cannot, what is
    left of the plan is the result.
    """
    puzzle = Puzzle(instance)
    table = started(puzzle, plan=plan)
    if not puzzle.offers or clock.stopped():
        return table.plan()
    if keep != NO_PINS:
        held = _held_in(table, keep)
        return table.plan() if held is None else _Search(table, clock=clock, seed=seed, held=held).run()
    if sum(offer.people.bit_count() for offer in puzzle.offers) > MOST_SEATS_EXACT:
        return _Search(table, clock=clock, seed=seed).run()
    work = clock.work_left
    limit = Limit(seconds=clock.seconds_left, deterministic=None if work is None else work / WORK_PER_EXACT_SECOND)
    improve(table, part=everything(table), limit=limit, clock=clock, seed=seed, workers=1)
    return table.plan()


def started(puzzle: Puzzle, *, plan: Plan) -> Timetable:
    """What is left of the plan, with its open seats and demands filled by gains."""
    table = greedy(puzzle, start=what_is_left(puzzle, plan=plan))
    while dissolve_undersized(table):
        pass
    table.changes.clear()
    return table


def keeps(plan: Plan, keep: Pins) -> bool:
    """What is to be kept is in the plan."""
    held = [group for group in plan.groups if any(pin.means(group) for pin in keep.groups)]
    seats = {(name, group.activity) for group in held for name in group.participants}
    return len(held) == len(keep.groups) and all((pin.participant, pin.activity) in seats for pin in keep.people)


def _held_in(table: Timetable, keep: Pins) -> Held | None:
    """What is to be kept, found again in the timetable; None where it is not there."""
    puzzle, groups = table.puzzle, set()
    for pin in keep.groups:
        named = Group(activity=pin.activity, period=pin.period, slots=pin.slots, room="", trainer="", participants=())
        offer = offer_at(puzzle, group=named)
        room, trainer = puzzle.room_at.get(pin.room or ""), puzzle.trainer_at.get(pin.trainer or "")
        same = (each for each in table.groups if (each.offer, each.room, each.trainer) == (offer, room, trainer))
        groups.add(next(same, None))
    seats = {(puzzle.person_at.get(pin.participant, -1), puzzle.activity_at[pin.activity or ""]) for pin in keep.people}
    if not all(number >= 0 and table.placed[number].get(activity) in groups for number, activity in seats):
        return None
    there = frozenset(group for group in groups if group is not None)
    return Held(there, frozenset(seats)) if len(there) == len(groups) else None


class _Search:
    """Ruin and recreate on a timetable that is changed in place, aimed at some of its people."""

    def __init__(self, table: Timetable, *, clock: Clock, seed: int, held: Held | None = None) -> None:
        people = enumerate(table.puzzle.people)
        self.table, self.clock, self.held = table, clock, held or Held()
        self.near = [number for number, each in people if len(table.met[number]) < len(each.weights)]
        self.best, self.cost = table.plan(), table.cost
        self._random = Random(seed)  # noqa: S311 (a search, not a secret)
        self._ruins: tuple[Callable[[int], set[int]], ...] = (self._person, self._person, self._kin, self._class)

    def run(self) -> Plan:
        """Until the budget is used; the best plan seen."""
        while not self.clock.stopped():
            self.clock.work += 1
            self._step()
        return self.best

    def _step(self) -> None:
        table, before = self.table, self.table.cost
        table.changes.clear()
        heat = START_HEAT * (END_HEAT / START_HEAT) ** self.clock.share
        around = self.near if self.near and self._random.random() < SHARE_AROUND else range(len(table.attends))
        activities = self._random.choice(self._ruins)(self._random.choice(around))
        self._recreate(activities)
        worse = table.cost - before
        taken = worse <= 0 or self._random.random() < exp(-worse / heat)
        if not taken or not self._in_time() or self._too_few():
            table.back_to(0)
        elif table.cost < self.cost:
            self.best, self.cost = table.plan(), table.cost

    # What is torn down

    def _person(self, number: int) -> set[int]:
        """Someone's own groups, and one or two groups of what is still asked for."""
        touched = self._leave_all(number)
        wanted = sorted(self._wanted_by(1 << number))
        same = [group for group in self.table.groups if group.offer.activity in wanted]
        chosen = self._random.sample(same, min(len(same), self._random.randint(0, 2)))
        return touched | set(wanted) | self._close(chosen)

    def _kin(self, number: int) -> set[int]:
        """A group that someone is in or could be in, and one or two others at the same time or of the same activity."""
        groups = list(self.table.placed[number].values()) or list(self.table.groups)
        if not groups:
            return self._person(number)
        first = self._random.choice(groups)
        same = [
            group
            for group in self.table.groups
            if group is not first
            and (
                group.offer.activity == first.offer.activity
                or (group.offer.period == first.offer.period and group.offer.mask & first.offer.mask)
            )
        ]
        return self._close([first, *self._random.sample(same, min(len(same), self._random.randint(0, 2)))])

    def _class(self, number: int) -> set[int]:
        """Someone who can switch attends another class."""
        table, choices = self.table, self.table.puzzle.people[number].choices
        if len(choices) == 1:
            return self._person(number)
        touched, choice = self._leave_all(number), self._random.choice(choices)
        if choice != table.attends[number] and table.can_attend(number, choice=choice):
            table.attend(number, choice=choice)
        place_person(table, number)
        return touched | self._wanted_by(1 << number)

    def _leave_all(self, number: int) -> set[int]:
        placed = [
            (activity, group)
            for activity, group in self.table.placed[number].items()
            if (number, activity) not in self.held.seats
        ]
        for _, group in placed:
            self.table.leave(number, group=group)
        return {activity for activity, _ in placed}

    def _close(self, groups: list[Meeting]) -> set[int]:
        """Close groups, or send whoever may go away from those that stay; the activities their people now want."""
        members = 0
        for group in groups:
            members |= group.members
            if group not in self.held.groups:
                self.table.close(group)
                continue
            for number in list(bits(group.members)):
                if (number, group.offer.activity) not in self.held.seats:
                    self.table.leave(number, group=group)
        return {group.offer.activity for group in groups} | self._wanted_by(members)

    def _wanted_by(self, members: int) -> set[int]:
        return {activity for activity, mask in enumerate(self.table.wanting) if mask & members}

    # How it is built up

    def _recreate(self, activities: set[int]) -> None:
        table, chance = self.table, self._random.random
        for _ in range(3):
            if chance() < 0.5:
                fill_seats(table, groups=list(table.groups), taste=self._taste)
            offers = [
                offer
                for activity in sorted(activities)
                for offer in table.puzzle.offers_of[activity]
                if chance() >= BLINK
            ]
            open_groups(table, offers=offers, taste=self._taste)
            fill_seats(table, groups=list(table.groups), taste=self._taste)
            dropped = self._dissolve()
            if not dropped:
                return
            activities = activities | {group.offer.activity for group in dropped}
        while self._dissolve():
            pass

    def _dissolve(self) -> list[Meeting]:
        """Drop the groups that have too few people, but for those that stay; those dropped."""
        dropped = [group for group in self.table.undersized() if group not in self.held.groups]
        for group in dropped:
            self.table.close(group)
        return dropped

    def _too_few(self) -> bool:
        """A group that stays has too few people."""
        return bool(self.held.groups) and any(group in self.held.groups for group in self.table.undersized())

    def _taste(self, gain: int) -> float:
        return gain * (1 + NOISE * self._random.random())

    def _in_time(self) -> bool:
        """Where going by a third place can be quicker, those who dropped a visit may be late for the next."""
        if not self.table.puzzle.detours_pay:
            return True
        touched = {number for kind, number, _, _ in self.table.changes if kind in ("leave", "attend")}
        periods = range(len(self.table.taken))
        return all(self.table.in_time(number, period=period) for number in touched for period in periods)
