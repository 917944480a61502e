"""Solve a puzzle: greedy first, then whatever the size and the budget allow; the checker has the last word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import inf
from random import Random

from tweespoor.core.planning.bound import NO_BOUND, Bound, personal_bound
from tweespoor.core.planning.clock import WORK_PER_EXACT_SECOND, Clock
from tweespoor.core.planning.data import Instance, Plan
from tweespoor.core.planning.exact import Limit, Outcome, improve
from tweespoor.core.planning.explain import explain_unplaced
from tweespoor.core.planning.greedy import fill_seats, greedy
from tweespoor.core.planning.loading import timetable_of, what_is_left
from tweespoor.core.planning.neighbourhoods import Neighbourhood, everything, some_groups
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.reading import read_instance
from tweespoor.core.planning.relaxation import Relaxation
from tweespoor.core.planning.result import Budget, Cancelled, Listener, Phase, Result, Status, StoppedBy
from tweespoor.core.planning.rules import Report, check
from tweespoor.core.planning.search import RuinAndRecreate, restore
from tweespoor.core.planning.timetable import Timetable
from tweespoor.core.planning.writing import write_instance

MOST_SEATS_EXACT = 400
"""Puzzles with at most so many ways to put one person in one group are given to CP-SAT whole."""
MOST_SEATS_RELAXED = 12_000
MOST_SEATS_RELAXED_AT_ONCE = 1_500
"""Puzzles up to this size get a linear bound: beside the search, and where there is no second worker to do it."""
MOST_PEOPLE_POLISHED = 250
"""Beyond this, ruin and recreate still gains more in the last part of the budget than exact neighbourhoods do."""
SHARE_OF_SEARCH = 0.65
SECONDS_PER_PART = 3.0
WORK_PER_PART = 0.5
"""Seconds of the solver's deterministic clock."""


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

    Raises:
        FormatError: if the instance contradicts itself or refers to what it does not have.
    """
    read_instance(write_instance(instance))
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
    relaxation: Relaxation | None = None
    personal: Bound = field(default=NO_BOUND)
    exact_bound: int = 0
    method: list[Phase] = field(default_factory=list)

    @property
    def seats(self) -> int:
        """How many ways there are to put one person in one group: what decides how large the model is."""
        return sum(offer.people.bit_count() for offer in self.puzzle.offers)

    @property
    def bound(self) -> int:
        """The best bound proven so far."""
        relaxed = self.relaxation.bound if self.relaxation is not None else None
        return max(self.personal.score, relaxed or 0, self.exact_bound)

    def go(self) -> None:
        """All phases, as far as size and budget allow."""
        self.start()
        self.relax()
        try:
            if self.seats <= MOST_SEATS_EXACT:
                self.solve_whole()
            polishes = len(self.puzzle.people) <= MOST_PEOPLE_POLISHED
            self.search(until=SHARE_OF_SEARCH if polishes else 1.0)
            self.polish()
            fill_seats(self.best, groups=list(self.best.groups))
        finally:
            if self.relaxation is not None:
                self.relaxation.stop()

    def start(self) -> None:
        """The greedy plan, or what is left of the previous plan and completed where that is better; and a bound."""
        self.method.append(Phase.GREEDY)
        self.best = greedy(self.puzzle, stopped=self.clock.stopped)
        self.greedy = self.best.plan()
        self.report(Phase.GREEDY)
        previous = self.puzzle.instance.previous
        if previous is not None:
            kept = greedy(self.puzzle, start=what_is_left(self.puzzle, plan=previous), stopped=self.clock.stopped)
            if kept.cost < self.best.cost and check(self.puzzle.instance, kept.plan()).valid:
                self.best = kept
        self.personal = personal_bound(self.puzzle, stopped=self.clock.stopped)
        self.report(Phase.GREEDY)

    def relax(self) -> None:
        """Begin on the linear bound: beside the search, or at once where the outcome must not depend on time."""
        most = MOST_SEATS_RELAXED if self.workers > 1 and not self.clock.by_work_alone else MOST_SEATS_RELAXED_AT_ONCE
        if self.puzzle.complete and self.seats <= most and not self.clock.stopped():
            self.relaxation = Relaxation(self.puzzle)
            self.relaxation.start()
            while self.clock.by_work_alone and not self.relaxation.wait(seconds=0.05):
                if self.clock.cancelled():
                    self.relaxation.stop()

    def solve_whole(self) -> None:
        """The whole puzzle as one exact model, within half of what is left."""
        if self.done():
            return
        self.method.append(Phase.EXACT)
        outcome = self._improve(everything(self.best), limit=self._limit(share=0.5), listen=self._hear)
        if self.puzzle.complete:
            self._hear(outcome.bound or 0)
        self.report(Phase.EXACT)

    def search(self, *, until: float) -> None:
        """Ruin and recreate until this share of the budget is used, or nothing better can exist."""
        search = RuinAndRecreate(self.best, seed=self.seed)
        begun = self.clock.share
        if self.done() or begun >= until:
            return
        self.method.append(Phase.SEARCH)
        while search.best.cost > self.bound and not self.clock.stopped() and self.clock.share < until:
            self.clock.work += 1
            search.step(share=(self.clock.share - begun) / (until - begun))
            self.report(Phase.SEARCH, cost=search.best.cost, placed=search.best.placed)
        restore(self.best, to=search.best)

    def polish(self) -> None:
        """Put small parts in order exactly, for as long as the budget lasts."""
        if self.done() or not self.best.groups:
            return
        self.method.append(Phase.POLISH)
        random = Random(self.seed)  # noqa: S311 (a search, not a secret)
        while not self.done() and self.best.groups:
            part = some_groups(self.best, random=random)
            limit = self._limit(share=1.0, seconds=SECONDS_PER_PART, deterministic=WORK_PER_PART)
            self._improve(part, limit=limit, listen=lambda _: self.report(Phase.POLISH))
            self.best.changes.clear()
            self.report(Phase.POLISH)

    def done(self) -> bool:
        """The budget is used, someone cancelled, or nothing better can exist."""
        return self.best.cost <= self.bound or self.clock.stopped()

    def _improve(self, part: Neighbourhood, *, limit: Limit, listen: Callable[[int], None]) -> Outcome:
        workers = 1 if self.clock.by_work_alone else self.workers
        return improve(
            self.best, part=part, limit=limit, clock=self.clock, seed=self.seed, workers=workers, listen=listen
        )

    def _limit(self, *, share: float, seconds: float = inf, deterministic: float = inf) -> Limit:
        """A share of what is left of the budget, and no more than so many seconds or so much work."""
        time, work = self.clock.seconds_left, self.clock.work_left
        return Limit(
            seconds=None if time is None else min(seconds, time * share),
            deterministic=None if work is None else min(deterministic, work * share / WORK_PER_EXACT_SECOND),
        )

    def _hear(self, bound: int) -> None:
        if self.puzzle.complete:
            self.exact_bound = max(self.exact_bound, bound)
        self.report(Phase.EXACT)

    def report(self, phase: Phase, *, cost: int | None = None, placed: int | None = None) -> None:
        """Tell how far it is."""
        self.clock.report(
            phase,
            score=self.best.cost if cost is None else cost,
            bound=self.bound,
            placed=sum(len(met) for met in self.best.met) if placed is None else placed,
            demands=self.puzzle.instance.demands,
        )

    def result(self) -> Result:
        """The best plan that the checker finds valid, with all that is known about it."""
        instance = self.puzzle.instance
        found, greedy_report = self._checked(self.best.plan()), self._checked(self.greedy)
        plan, report = min(found, greedy_report, self._checked(Plan()), key=lambda pair: pair[1].score)
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
            unavoidable=self.personal.unavoidable,
            elapsed=self.clock.elapsed,
            work=self.clock.work,
            unplaced=explain_unplaced(table),
        )

    def _checked(self, plan: Plan) -> tuple[Plan, Report]:
        """The plan with the checker's report; the empty plan in its stead where a rule is broken."""
        report = check(self.puzzle.instance, plan)
        return (plan, report) if report.valid else (Plan(), check(self.puzzle.instance, Plan()))
