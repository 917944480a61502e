"""Solve a puzzle: greedy first, then the search with the bound beside it; the checker has the last word."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf

from tweespoor.core.planning.bound import unavoidable
from tweespoor.core.planning.bounds import MOST_SEATS_TO_DIVIDE, BoundSearch
from tweespoor.core.planning.clock import STEPS_PER_WORK, WORK_PER_EXACT_SECOND, Clock
from tweespoor.core.planning.data import Instance, Plan
from tweespoor.core.planning.exact import SECONDS_BETWEEN_LOOKS, Limit, Settler, improve
from tweespoor.core.planning.explain import explain_unplaced
from tweespoor.core.planning.greedy import greedy
from tweespoor.core.planning.loading import timetable_of, what_is_left
from tweespoor.core.planning.neighbourhoods import everything
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.reading import read_instance
from tweespoor.core.planning.result import Budget, Cancelled, Listener, Phase, Result, Status, StoppedBy
from tweespoor.core.planning.rules import Report, check
from tweespoor.core.planning.search import Search, can_search, heat_at, start_heat
from tweespoor.core.planning.timetable import Timetable
from tweespoor.core.planning.warming import compile_search
from tweespoor.core.planning.writing import write_instance

MOST_SEATS_EXACT = 150
"""Puzzles with at most so many ways to put one person in one group are given to CP-SAT whole."""
SHARE_OF_UNAVOIDABLE = 0.1
"""How much of the budget may be gone when what nobody can avoid is known for everybody."""
SHARE_OF_BOUND = 0.25
"""How much of the budget goes to the bound where it is not searched for beside the search."""
SHARE_OF_SEARCH, SECONDS_OF_SEARCH = 0.1, 5.0
"""How much of the budget the search gets, and how many seconds at the least, before the proof of the best plan gets all
of the rest, where that can be had."""
SHARE_OF_SEARCH_ALONE = 0.4
"""The same where the bound was searched for before, and not beside."""
ITERATIONS_AT_ONCE = 5
SLICE = 400_000
"""Steps of the search between looks at the clock, times the number of demands."""
SLICES = 100
"""A budget of work is cut in about so many of these at the least, so that the search can cool."""


def solve(
    instance: Instance,
    *,
    stop: Budget,
    seed: int = 1,
    workers: int = 1,
    progress: Listener | None = None,
    cancelled: Cancelled | None = None,
) -> Result:
    """The best valid plan found within the budget, never worse than the greedy planner's.

    `progress` is called with each better plan and about twice a second, `cancelled` is asked several times a second;
    both from this thread. Cancelling is a normal end: the best plan so far is returned. With a budget of work alone,
    one seed gives one plan, whatever the machine is doing; `workers` then counts as one.

    The first time after an update the search is compiled before the budget begins to count, unless that is nothing.

    Raises:
        FormatError: if the instance contradicts itself or refers to what it does not have.
    """
    read_instance(write_instance(instance))
    if 0 not in (stop.seconds, stop.work):
        compile_search()
    clock = Clock(stop, cancelled=cancelled, listener=progress)
    run = _Run(puzzle=Puzzle(instance), clock=clock, seed=seed, workers=workers)
    run.go()
    return run.result()


def greedy_plan(instance: Instance) -> Plan:
    """The plan of the greedy planner alone, with its score; what the search is measured against."""
    plan = greedy(Puzzle(instance)).plan()
    report = check(instance, plan)
    return replace(plan, score=report.score, breakdown={str(term): points for term, points in report.breakdown.items()})


@dataclass
class _Run:
    """One solve under way: the timetable, the best plan so far and what is known about it."""

    puzzle: Puzzle
    clock: Clock
    seed: int
    workers: int
    best: Timetable = field(init=False)
    greedy: Plan = field(init=False)
    bounds: BoundSearch = field(init=False)
    settler: Settler = field(init=False)
    found: int = field(init=False)
    unavoidable: int = 0
    exact_bound: int = 0
    method: list[Phase] = field(default_factory=list)

    @property
    def cost(self) -> int:
        """The score of the best plan found so far, by search or by proof."""
        settled = self.settler.cost
        return self.found if settled is None else min(self.found, settled)

    @property
    def bound(self) -> int:
        """The best bound proven so far."""
        return max(self.unavoidable, self.bounds.bound, self.exact_bound)

    def go(self) -> None:
        """All phases, as far as size and budget allow."""
        self.settler = Settler(self.puzzle, upper=lambda: self.cost, seed=self.seed)
        self.bounds = BoundSearch(
            self.puzzle, upper=lambda: self.cost, stopped=lambda: False, settle=self.settler.settle
        )
        self.start()
        beside = self.workers > 1 and not self.clock.by_work_alone
        try:
            if beside and not self.done():
                self.bounds.start()
            self.unavoidable = unavoidable(self.puzzle, stopped=lambda: self.used(SHARE_OF_UNAVOIDABLE))
            if not beside:
                self.raise_bound(until=SHARE_OF_BOUND)
            if self.seats <= MOST_SEATS_EXACT:
                self.solve_whole()
            self.search(share=self.share_of_search(beside=beside))
            if self.provable:
                self.prove(beside=beside)
                self.search(share=1.0)
        finally:
            self.settler.stop()
            self.bounds.stop()

    @cached_property
    def seats(self) -> int:
        """How many ways there are to put one person in one group."""
        return sum(offer.people.bit_count() for offer in self.puzzle.offers)

    @property
    def provable(self) -> bool:
        """The puzzle is small enough to prove its best plan in a minute or so."""
        return self.seats <= MOST_SEATS_TO_DIVIDE

    def share_of_search(self, *, beside: bool) -> float:
        """How much of the budget the search gets, once it runs."""
        if not self.provable:
            return 1.0
        if not beside:
            return SHARE_OF_SEARCH_ALONE
        seconds = self.clock.budget.seconds
        return max(SHARE_OF_SEARCH, min(1.0, SECONDS_OF_SEARCH / seconds) if seconds else 0.0)

    def start(self) -> None:
        """The greedy plan, or what is left of the previous plan and completed where that is better.

        The greedy plan is made whatever the budget: it takes a second for two thousand people, and a plan with nobody
        in it helps nobody.
        """
        self.begin(Phase.GREEDY)
        self.best = greedy(self.puzzle)
        self.found = self.best.cost
        self.greedy = self.best.plan()
        self.report(Phase.GREEDY)
        previous = self.puzzle.instance.previous
        if previous is not None:
            kept = greedy(self.puzzle, start=what_is_left(self.puzzle, plan=previous), stopped=self.clock.stopped)
            if kept.cost < self.best.cost and check(self.puzzle.instance, kept.plan()).valid:
                self.best, self.found = kept, kept.cost
        self.report(Phase.GREEDY)

    def raise_bound(self, *, until: float) -> None:
        """Raise the bound in this thread, where the outcome must not depend on time or there is no second worker."""
        if self.done() or not self.puzzle.offers:
            return
        self.begin(Phase.BOUND)
        while not self.done() and not self.used(until):
            before = self.settler.work
            if not self.bounds.run(iterations=ITERATIONS_AT_ONCE):
                return
            self.clock.work += ITERATIONS_AT_ONCE + self.settler.work - before
            self.report(Phase.BOUND)

    def prove(self, *, beside: bool) -> None:
        """Give what is left of the budget to the bound, with both workers where there are two; it may end before."""
        if not beside:
            self.raise_bound(until=1.0)
            return
        if self.done():
            return
        self.begin(Phase.BOUND)
        self.bounds.start()
        while not self.done() and self.bounds.running:
            self.bounds.wait(SECONDS_BETWEEN_LOOKS)
            self.report(Phase.BOUND)

    def solve_whole(self) -> None:
        """The whole puzzle as one exact model, within half of what is left."""
        if self.done():
            return
        self.begin(Phase.EXACT)
        time, work = self.clock.seconds_left, self.clock.work_left
        limit = Limit(
            seconds=None if time is None else time / 2,
            deterministic=None if work is None else work / 2 / WORK_PER_EXACT_SECOND,
        )
        workers = 1 if self.clock.by_work_alone else self.workers
        outcome = improve(
            self.best,
            part=everything(self.best),
            limit=limit,
            clock=self.clock,
            seed=self.seed,
            workers=workers,
            listen=self._hear,
        )
        self._hear(outcome.bound or 0)

    def search(self, *, share: float) -> None:
        """Ruin and recreate during this share of the budget, or until nothing better can exist."""
        if self.done() or not can_search(self.puzzle):
            return
        self.begin(Phase.SEARCH)
        if self.settler.best is not None and self.settler.best.cost < self.best.cost:
            self.best = self.settler.best
        search = Search(self.best, seed=self.seed)
        search.steps(0, heat=1.0, goal=0)
        until = min(1.0, self.clock.share + share)
        pace = _Pace(self.clock, demands=self.puzzle.instance.demands, until=until)
        while not self.done() and not self.used(until):
            done = search.steps(pace.steps, heat=pace.heat, goal=self.bound)
            pace.count(done)
            self.found = search.cost
            self.report(Phase.SEARCH, placed=search.placed)
        search.store(self.best)

    def used(self, share: float) -> bool:
        """So much of the budget is used, or someone cancelled."""
        return self.clock.stopped() or self.clock.share >= share

    def done(self) -> bool:
        """The budget is used, someone cancelled, or nothing better can exist."""
        return self.cost <= self.bound or self.clock.stopped()

    def _hear(self, bound: int) -> None:
        if self.puzzle.complete:
            self.exact_bound = max(self.exact_bound, bound)
        self.found = self.best.cost
        self.report(Phase.EXACT)

    def begin(self, phase: Phase) -> None:
        """Note that this is part of the method."""
        if phase not in self.method:
            self.method.append(phase)

    def report(self, phase: Phase, *, placed: int | None = None) -> None:
        """Tell how far it is."""
        self.clock.report(
            phase,
            score=self.cost,
            bound=min(self.bound, self.cost),
            placed=sum(len(met) for met in self.best.met) if placed is None else placed,
            demands=self.puzzle.instance.demands,
        )

    def result(self) -> Result:
        """The best plan that the checker finds valid, with all that is known about it."""
        instance = self.puzzle.instance
        settled = Plan() if self.settler.best is None else self.settler.best.plan()
        plans = [self._checked(each) for each in (self.best.plan(), settled, self.greedy, Plan())]
        plan, report = min(plans, key=lambda pair: pair[1].score)
        greedy_report = plans[2]
        table = timetable_of(self.puzzle, plan=plan)
        bound = min(self.bound, report.score)
        return Result(
            plan=replace(
                plan,
                score=report.score,
                bound=bound,
                breakdown={str(term): points for term, points in report.breakdown.items()},
            ),
            score=report.score,
            bound=bound,
            breakdown=report.breakdown,
            status=Status.OPTIMAL if report.score == bound else Status.FEASIBLE,
            stopped_by=StoppedBy.PROOF if report.score == bound else self.clock.stopped_by or StoppedBy.BUDGET,
            method=tuple(self.method),
            placed=sum(len(met) for met in table.met),
            demands=instance.demands,
            greedy_score=greedy_report[1].score,
            unavoidable=min(self.unavoidable, report.score),
            elapsed=self.clock.elapsed,
            work=self.clock.work,
            unplaced=explain_unplaced(table),
        )

    def _checked(self, plan: Plan) -> tuple[Plan, Report]:
        """The plan with the checker's report; the empty plan in its stead where a rule is broken."""
        report = check(self.puzzle.instance, plan)
        return (plan, report) if report.valid else (Plan(), check(self.puzzle.instance, Plan()))


class _Pace:
    """How many steps to search at a time, and at what heat: cooling so that it ends with the budget."""

    def __init__(self, clock: Clock, *, demands: int, until: float) -> None:
        self._clock = clock
        self._until = until
        self._demands = max(1, demands)
        self._begun, self._elapsed = clock.share, clock.elapsed
        self._start: float | None = None
        most = SLICE // self._demands
        if clock.work_left is not None:
            most = min(most, clock.work_left * STEPS_PER_WORK // SLICES)
        self.steps = max(1, most // STEPS_PER_WORK) * STEPS_PER_WORK

    @property
    def heat(self) -> float:
        """The heat for the next steps. How hot to begin is known once some steps have shown how many there will be."""
        if self._start is None:
            return start_heat(steps_per_demand=0)
        share = (self._clock.share - self._begun) / max(1e-9, self._until - self._begun)
        return heat_at(min(1.0, max(0.0, share)), start=self._start)

    def count(self, steps: int) -> None:
        """So many steps were made."""
        self._clock.work += -(-steps // STEPS_PER_WORK)
        if self._start is None:
            self._start = start_heat(steps_per_demand=self._left(made=steps) / self._demands)

    def _left(self, *, made: int) -> float:
        """How many steps the rest of what is meant for the search allows, after the first so many."""
        seconds, work = self._clock.seconds_until(self._until), self._clock.work_until(self._until)
        by_work = inf if work is None else float(work * STEPS_PER_WORK)
        took = max(1e-9, self._clock.elapsed - self._elapsed)
        return by_work if seconds is None else min(by_work, made * seconds / took)
