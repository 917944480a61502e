"""Solve a puzzle: greedy first, then whatever the size and the budget allow; the checker has the last word."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tweespoor.core.planning.bound import NO_BOUND, Bound, personal_bound
from tweespoor.core.planning.clock import Clock
from tweespoor.core.planning.data import Instance, Plan
from tweespoor.core.planning.explain import explain_unplaced
from tweespoor.core.planning.greedy import greedy
from tweespoor.core.planning.loading import timetable_of
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.reading import read_instance
from tweespoor.core.planning.result import Budget, Cancelled, Listener, Phase, Result, Status, StoppedBy
from tweespoor.core.planning.rules import Report, check
from tweespoor.core.planning.search import RuinAndRecreate, restore
from tweespoor.core.planning.timetable import Timetable
from tweespoor.core.planning.writing import write_instance


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
    run.start()
    run.search()
    return run.result()


def greedy_plan(instance: Instance) -> Plan:
    """The plan of the greedy planner alone, with its score; what the search is measured against."""
    plan = greedy(Puzzle(instance)).plan()
    report = check(instance, plan)
    return replace(plan, score=report.score, breakdown={**report.breakdown})


@dataclass
class _Run:
    """One solve under way: the timetable, the best plan so far and what is known about it."""

    puzzle: Puzzle
    clock: Clock
    seed: int
    workers: int
    best: Timetable = field(init=False)
    greedy: Plan = field(init=False)
    bound: Bound = field(default=NO_BOUND)
    method: list[Phase] = field(default_factory=list)

    def start(self) -> None:
        """The greedy plan, or what is left of the previous plan and completed where that is better; and a bound."""
        self.method.append(Phase.GREEDY)
        self.best = greedy(self.puzzle, stopped=self.clock.stopped)
        self.greedy = self.best.plan()
        self.report(Phase.GREEDY)
        previous = self.puzzle.instance.previous
        if previous is not None:
            kept = greedy(self.puzzle, start=timetable_of(self.puzzle, plan=previous), stopped=self.clock.stopped)
            self.best = min(self.best, kept, key=lambda table: table.cost)
        self.bound = personal_bound(self.puzzle, stopped=self.clock.stopped)
        self.report(Phase.GREEDY)

    def search(self) -> None:
        """Ruin and recreate until the budget is used, or nothing better can exist."""
        search = RuinAndRecreate(self.best, seed=self.seed)
        begun = self.clock.share
        self.method.append(Phase.SEARCH)
        while search.best.cost > self.bound.score and not self.clock.stopped():
            share = (self.clock.share - begun) / (1 - begun)
            self.clock.work += 1
            search.step(share=share)
            self.report(Phase.SEARCH, cost=search.best.cost, placed=search.best.placed)
        restore(self.best, to=search.best)

    def report(self, phase: Phase, *, cost: int | None = None, placed: int | None = None) -> None:
        """Tell how far it is."""
        self.clock.report(
            phase,
            score=self.best.cost if cost is None else cost,
            bound=self.bound.score,
            placed=sum(len(met) for met in self.best.met) if placed is None else placed,
            demands=self.puzzle.instance.demands,
        )

    def result(self) -> Result:
        """The best plan that the checker finds valid, with all that is known about it."""
        instance = self.puzzle.instance
        found, greedy_report = self._checked(self.best.plan()), self._checked(self.greedy)
        plan, report = min(found, greedy_report, self._checked(Plan()), key=lambda pair: pair[1].score)
        table = timetable_of(self.puzzle, plan=plan)
        bound = min(self.bound.score, report.score)
        return Result(
            plan=replace(plan, score=report.score, bound=bound, breakdown={**report.breakdown}),
            score=report.score,
            bound=bound,
            breakdown=report.breakdown,
            status=Status.OPTIMAL if report.score == bound else Status.FEASIBLE,
            stopped_by=StoppedBy.PROOF if report.score == bound else self.clock.stopped_by or StoppedBy.BUDGET,
            method=tuple(self.method),
            placed=sum(len(met) for met in table.met),
            demands=instance.demands,
            greedy_score=greedy_report[1].score,
            unavoidable=self.bound.unavoidable,
            elapsed=self.clock.elapsed,
            work=self.clock.work,
            unplaced=explain_unplaced(table),
        )

    def _checked(self, plan: Plan) -> tuple[Plan, Report]:
        """The plan with the checker's report; the empty plan in its stead where a rule is broken."""
        report = check(self.puzzle.instance, plan)
        return (plan, report) if report.valid else (Plan(), check(self.puzzle.instance, Plan()))
