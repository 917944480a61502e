"""Answer a competition instance with the compiled search: first a place for every event, then the lowest cost.

The method stands in docs/competition.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from tweespoor.core.planning.clock import Clock
from tweespoor.core.planning.competition.data import LEFT_OUT, Assignment, Competition
from tweespoor.core.planning.competition.rules import judge
from tweespoor.core.planning.competition.world import world_of
from tweespoor.core.planning.engine.board import SETTLED, WAITING, board_for, put_back
from tweespoor.core.planning.engine.scratch import scratch_for
from tweespoor.core.planning.engine.search import best_for, remember, search
from tweespoor.core.planning.engine.state import COST, GROUPS, PLACED, empty_state
from tweespoor.core.planning.result import Budget, Cancelled, Listener, Phase, StoppedBy

STEPS_PER_WORK = 10_000
"""Steps of the search that count as one unit of work; some one to four milliseconds."""
WORK_AT_ONCE = 5
"""Units of work between looks at the clock."""
START_HEAT, END_HEAT = 30.0, 1.0
"""A change that costs so many points more is made once in e (2.7) times, at the start and at the end."""
SHARE_TO_PLACE = 0.3
"""When so much of the budget is gone, no event is placed any more at the expense of more students than it has."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A valid answer and what it costs: students who miss the events left out, and points; as `judge` counts them."""

    assignment: Assignment
    distance: int
    soft: int
    stopped_by: StoppedBy
    elapsed: float
    work: int

    @property
    def cost(self) -> tuple[int, int]:
        """What answers are compared on, lower is better: distance first, then soft cost."""
        return self.distance, self.soft


def solve(
    competition: Competition,
    *,
    stop: Budget,
    seed: int = 1,
    progress: Listener | None = None,
    cancelled: Cancelled | None = None,
) -> Answer:
    """The best answer found within the budget.

    `progress` is called with each better answer and about twice a second: its score is the soft cost, and a demand is a
    student who is to attend an event. `cancelled` is asked several times a second; the best answer so far is returned.
    With a budget of work alone, one seed gives one answer. Ends early with an answer that costs nothing.
    """
    clock = Clock(stop, cancelled=cancelled, listener=progress)
    run = _Run(competition, clock=clock, seed=seed)
    if competition.events:
        run.go()
    assignment = run.assignment()
    verdict = judge(competition, assignment)
    if not verdict.valid:
        raise AssertionError(f"the search broke a rule: {verdict.broken[0]}")
    return Answer(
        assignment=assignment,
        distance=verdict.distance,
        soft=verdict.soft,
        stopped_by=StoppedBy.PROOF if verdict.cost == (0, 0) else clock.stopped_by or StoppedBy.BUDGET,
        elapsed=clock.elapsed,
        work=clock.work,
    )


class _Run:
    """One search under way."""

    def __init__(self, competition: Competition, *, clock: Clock, seed: int) -> None:
        self._competition, self._clock = competition, clock
        self._world = world_of(competition)
        self._state = empty_state(self._world, seed=seed)
        self._board = board_for(self._world)
        self._best = best_for(self._state)
        work = scratch_for(self._world, self._state)
        self._parts = (
            self._world.handle(),
            self._state.handle(),
            work.handle(),
            self._board.handle(),
            self._best.handle(),
        )
        remember(self._parts[1], self._parts[4])
        self._seats = sum(len(events) for events in competition.attendance)
        self._settled_at = 0.0

    def go(self) -> None:
        """Place all events, then cool; the budget is used, or the best costs nothing."""
        self._report(Phase.GREEDY)
        while not self._done():
            if not self._board.counts[SETTLED] and self._placed_enough():
                self._settle()
            left = self._clock.work_left
            work = WORK_AT_ONCE if left is None else min(WORK_AT_ONCE, left)
            search(*self._parts, work * STEPS_PER_WORK, self._heat(), 0)
            self._clock.work += work
            self._report(Phase.SEARCH)

    def assignment(self) -> Assignment:
        """The best answer so far."""
        slots, rooms = [LEFT_OUT] * self._competition.events, [LEFT_OUT] * self._competition.events
        for event, offer, room, _ in self._best.group[: self._best.total[GROUPS]].tolist():
            slots[event], rooms[event] = int(self._world.offer_when[offer]), room
        return Assignment(slots=tuple(slots), rooms=tuple(rooms))

    def _done(self) -> bool:
        return bool(self._best.total[COST] == 0) or self._clock.stopped()

    def _placed_enough(self) -> bool:
        return bool(self._board.counts[WAITING] == 0) or self._clock.share >= SHARE_TO_PLACE

    def _settle(self) -> None:
        """From here on no more students may miss an event than in the best answer so far."""
        put_back(self._world, self._board, groups=self._best.group[: self._best.total[GROUPS]])
        self._state.total[: GROUPS + 1] = self._best.total
        self._board.burden[:] = 1
        self._board.counts[SETTLED] = 1
        self._settled_at = self._clock.share

    def _heat(self) -> float:
        """It falls by the same factor all the time, from when events have their places."""
        if not self._board.counts[SETTLED]:
            return START_HEAT
        share = (self._clock.share - self._settled_at) / max(1e-9, 1 - self._settled_at)
        return START_HEAT * float((END_HEAT / START_HEAT) ** share)

    def _report(self, phase: Phase) -> None:
        placed = int(self._best.total[PLACED])
        missed = int(self._world.demand_weight[0]) * (self._seats - placed)
        self._clock.report(
            phase, score=int(self._best.total[COST]) - missed, bound=0, placed=placed, demands=self._seats
        )
