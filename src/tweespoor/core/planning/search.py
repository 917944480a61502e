"""The compiled search as the rest sees it: from a timetable, so many steps at a heat, back to a timetable."""

from __future__ import annotations

from tweespoor.core.planning.engine.board import board_for
from tweespoor.core.planning.engine.changes import attend, join, open_group
from tweespoor.core.planning.engine.scratch import scratch_for
from tweespoor.core.planning.engine.search import Best, best_for, remember, search
from tweespoor.core.planning.engine.state import COST, GROUPS, NOTED, PLACED, empty_state
from tweespoor.core.planning.engine.world import NOTHING, Grid, World, world_of
from tweespoor.core.planning.puzzle import Puzzle, bits
from tweespoor.core.planning.timetable import Timetable

MOST_HEAT, LEAST_HEAT = 25.0, 2.0
END_HEAT = 0.8
"""A step that makes the score worse by the heat is kept once in e (2.7) times; half a demand is some 25 points."""
STEPS_FOR_MOST_HEAT = 300
"""Steps per demand with which it pays to begin at the most heat; with fewer, the search would not cool in time."""


class Search:
    """Ruin and recreate from a timetable; the same seed and steps give the same timetable.

    Raises:
        ValueError: where `can_search` does not hold.
    """

    def __init__(self, start: Timetable, *, seed: int) -> None:
        if not can_search(start.puzzle):
            raise ValueError("a day of this puzzle has more slots than the search can hold")
        self.puzzle = start.puzzle
        self._world = world_of(start.puzzle)
        self._state = empty_state(self._world, seed=seed)
        self._leave_to_others()
        self._wish = _wishes(self._world)
        self._load(start)
        self._best = best_for(self._state)
        work, board = scratch_for(self._world, self._state), board_for(self._world)
        self._parts = (
            self._world.handle(),
            self._state.handle(),
            work.handle(),
            board.handle(),
            self._best.handle(),
        )
        remember(self._parts[1], self._parts[4])

    @property
    def cost(self) -> int:
        """The score of the best timetable so far."""
        return int(self._best.total[COST])

    @property
    def placed(self) -> int:
        """The demands met in the best timetable so far."""
        return int(self._best.total[PLACED])

    def steps(self, count: int, *, heat: float, goal: int) -> int:
        """So many steps, or fewer where the best reaches the goal; how many were done."""
        return int(search(*self._parts, count, heat, goal))

    def store(self, table: Timetable) -> None:
        """Turn a timetable of the same puzzle into the best one found."""
        _store(table, best=self._best, world=self._world)

    def _leave_to_others(self) -> None:
        """Rooms and trainers are busy when others have them."""
        grid, puzzle = Grid(self.puzzle), self.puzzle
        pairs = (self._state.room_busy, puzzle.room_taken), (self._state.trainer_busy, puzzle.trainer_taken)
        for busy, taken in pairs:
            for period, row in enumerate(taken):
                for number, mask in enumerate(row):
                    busy[number, period] |= grid.row(mask)

    def _load(self, start: Timetable) -> None:
        world, state = self._world.handle(), self._state.handle()
        position = {offer.number: place for place, offer in enumerate(self.puzzle.offers)}
        for number, choice in enumerate(start.attends):
            if choice != self._state.attends[number]:
                attend(world, state, number, choice)
        for group in start.groups:
            opened = open_group(world, state, position[group.offer.number], group.room, group.trainer)
            for number in bits(group.members):
                join(world, state, self._wish[number, group.offer.activity], opened)
        self._state.total[NOTED] = 0


def can_search(puzzle: Puzzle) -> bool:
    """Every day's slots fit in what the search holds them in, and there is something to hold."""
    return bool(puzzle.offers) and Grid(puzzle).fits


def start_heat(*, steps_per_demand: float) -> float:
    """The heat to begin with when so many steps can be made for each demand: the fewer, the cooler."""
    return max(LEAST_HEAT, MOST_HEAT * min(1.0, steps_per_demand / STEPS_FOR_MOST_HEAT))


def heat_at(share: float, *, start: float) -> float:
    """The heat when this share (0 to 1) of the search is over; it falls by the same factor all the time."""
    return start * float((END_HEAT / start) ** share)


def _wishes(world: World) -> dict[tuple[int, int], int]:
    """The number of each wish, by person and activity."""
    pairs = zip(world.wish_person.tolist(), world.wish_activity.tolist(), strict=True)
    return {pair: number for number, pair in enumerate(pairs)}


def _store(table: Timetable, *, best: Best, world: World) -> None:
    """Turn the timetable into the best one. A class that is full in between waits for its seat."""
    for group in list(table.groups):
        table.close(group)
    for number in range(len(table.attends)):
        choice = int(best.attends[number])
        if table.attends[number] != choice:
            table.attend(number, choice=choice)
    opened = {}
    for held, offer, room, trainer in best.group[: best.total[GROUPS]].tolist():
        opened[held] = table.open(table.puzzle.offers[offer], room=room, trainer=trainer)
    people = world.wish_person.tolist()
    for wish, held in enumerate(best.group_of.tolist()):
        if held != NOTHING:
            table.join(people[wish], group=opened[held])
    table.changes.clear()
