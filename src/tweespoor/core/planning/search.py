"""Ruin and recreate: tear a small part of the timetable down, build it up again greedily with some chance, and keep
what is better or, early on, a little worse.

After Schrimpf, Schneider, Stamm-Wilbrandt and Dueck, "Record breaking optimization results using the ruin and recreate
principle", Journal of Computational Physics 159 (2000); the way chance enters the rebuilding ("blinks") after
Christiaens and Vanden Berghe, "Slack induction by string removals", Transportation Science 54 (2020).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp
from random import Random

from tweespoor.core.planning.greedy import (
    dissolve_undersized,
    fill_seats,
    open_groups,
    place_person,
)
from tweespoor.core.planning.puzzle import Offer, bits
from tweespoor.core.planning.timetable import Meeting, Timetable

START_HEAT = 25.0
END_HEAT = 1.0
"""A step that makes the score worse by the heat is kept once in e (2.7) times; from points of about half a demand."""
BLINK = 0.12
"""How often a group that could be opened is overlooked, so that rebuilding does not end where it began."""
NOISE = 0.25


@dataclass(frozen=True)
class Snapshot:
    """The best timetable so far, as its score and the facts to restore it from."""

    cost: int
    placed: int
    attends: tuple[int, ...]
    groups: tuple[tuple[Offer, int, int, int], ...]


def snapshot(table: Timetable) -> Snapshot:
    """Remember the timetable as it is."""
    groups = tuple((group.offer, group.room, group.trainer, group.members) for group in table.groups)
    placed = sum(len(met) for met in table.met)
    return Snapshot(cost=table.cost, placed=placed, attends=tuple(table.attends), groups=groups)


def restore(table: Timetable, *, to: Snapshot) -> None:
    """Turn the timetable into the one remembered. A class that is full in between waits for its seat."""
    for group in list(table.groups):
        table.close(group)
    for number, choice in enumerate(to.attends):
        if table.attends[number] != choice:
            table.attend(number, choice=choice)
    for offer, room, trainer, members in to.groups:
        group = table.open(offer, room=room, trainer=trainer)
        for number in bits(members):
            table.join(number, group=group)
    table.changes.clear()


class RuinAndRecreate:
    """One search over a timetable that is changed in place; `best` is the best seen."""

    def __init__(self, table: Timetable, *, seed: int) -> None:
        self.table = table
        self.best = snapshot(table)
        self._random = Random(seed)  # noqa: S311 (a search, not a secret)
        self._ruins: tuple[Callable[[], set[int]], ...] = (
            self._ruin_groups,
            self._ruin_activity,
            self._ruin_people,
            self._ruin_around_unplaced,
            self._ruin_trainer,
            self._ruin_class,
        )
        people = table.puzzle.people
        self._movable = [number for number, person in enumerate(people) if len(person.choices) > 1]

    def step(self, *, share: float) -> bool:
        """Tear down, build up, keep or undo; true when the best got better. `share` (0 to 1) says how late it is."""
        table = self.table
        table.changes.clear()
        before = table.cost
        heat = START_HEAT * (END_HEAT / START_HEAT) ** share
        touched = self._random.choice(self._ruins)()
        self._recreate(touched)
        worse = table.cost - before
        if (worse > 0 and self._random.random() >= exp(-worse / heat)) or not self._in_time():
            table.back_to(0)
            return False
        if table.cost < self.best.cost:
            self.best = snapshot(table)
            return True
        return False

    def _in_time(self) -> bool:
        """Where going by a third place can be quicker, those who dropped a visit may be late for the next."""
        if not self.table.puzzle.detours_pay:
            return True
        touched = {number for kind, number, _, _ in self.table.changes if kind in ("leave", "attend")}
        periods = range(len(self.table.taken))
        return all(self.table.in_time(number, period=period) for number in touched for period in periods)

    def _taste(self, gain: int) -> float:
        return gain * (1 + NOISE * self._random.random())

    def _recreate(self, activities: set[int]) -> None:
        """Fill seats and open groups of these activities until nothing gains any more."""
        table, chance = self.table, self._random.random
        for _ in range(4):
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
            dropped = dissolve_undersized(table)
            if not dropped:
                return
            activities = activities | {group.offer.activity for group in dropped}
        dissolve_undersized(table)

    def _close(self, groups: list[Meeting]) -> set[int]:
        """Close groups; the activities their people now want."""
        members = 0
        for group in groups:
            members |= group.members
            self.table.close(group)
        return {group.offer.activity for group in groups} | self._wanted_by(members)

    def _wanted_by(self, members: int) -> set[int]:
        wanting = self.table.wanting
        return {activity for activity, mask in enumerate(wanting) if mask & members}

    def _some_groups(self, *, most: int) -> list[Meeting]:
        groups = list(self.table.groups)
        return self._random.sample(groups, min(len(groups), self._random.randint(1, most)))

    def _ruin_groups(self) -> set[int]:
        """A group or two, anywhere."""
        return self._close(self._some_groups(most=2))

    def _ruin_activity(self) -> set[int]:
        """A few groups of one activity."""
        chosen = self._some_groups(most=1)
        same = [g for g in self.table.groups if chosen and g.offer.activity == chosen[0].offer.activity]
        return self._close(self._random.sample(same, min(len(same), self._random.randint(2, 3))))

    def _ruin_trainer(self) -> set[int]:
        """All groups of one trainer in a period."""
        chosen = self._some_groups(most=1)
        if not chosen:
            return set()
        trainer, period = chosen[0].trainer, chosen[0].offer.period
        return self._close([g for g in self.table.groups if g.trainer == trainer and g.offer.period == period][:4])

    def _ruin_people(self) -> set[int]:
        """Everybody in a handful of people, from all their groups."""
        count = len(self.table.attends)
        people = self._random.sample(range(count), min(count, self._random.randint(2, 12)))
        return self._empty_weeks(people)

    def _ruin_around_unplaced(self) -> set[int]:
        """Someone with an open demand: the own groups, and a group of the activity that is wanted."""
        table = self.table
        open_people = [n for n, each in enumerate(table.puzzle.people) if len(table.met[n]) < len(each.weights)]
        if not open_people:
            return set()
        number = self._random.choice(open_people)
        wanted = sorted(self._wanted_by(1 << number))
        touched = self._empty_weeks([number])
        same = [group for group in table.groups if group.offer.activity in wanted]
        chosen = self._random.sample(same, min(len(same), self._random.randint(1, 2)))
        return touched | self._close(chosen) | set(wanted)

    def _ruin_class(self) -> set[int]:
        """Someone who can switch attends another class."""
        if not self._movable:
            return self._ruin_people()
        number = self._random.choice(self._movable)
        touched = self._empty_weeks([number])
        choice = self._random.choice(self.table.puzzle.people[number].choices)
        if choice != self.table.attends[number] and self.table.can_attend(number, choice=choice):
            self.table.attend(number, choice=choice)
        place_person(self.table, number)
        return touched

    def _empty_weeks(self, people: list[int]) -> set[int]:
        touched: set[int] = set()
        for number in people:
            for activity, group in list(self.table.placed[number].items()):
                self.table.leave(number, group=group)
                touched.add(activity)
            touched |= self._wanted_by(1 << number)
        return touched
