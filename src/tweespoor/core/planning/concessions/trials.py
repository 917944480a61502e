"""What a concession really gains: solved again with it and without it, with the same work and from the same plan.

That more searching alone would have helped is not credited to a concession: the plan found with it is also the start
of another search without it, and the best plan found without any concession, by whichever search, is what all gains
are measured against.
"""

from __future__ import annotations

from dataclasses import dataclass

from tweespoor.core.planning.clock import Clock
from tweespoor.core.planning.concessions.kinds import Concession
from tweespoor.core.planning.concessions.scope import Scope
from tweespoor.core.planning.concessions.warm import keeps, solve_again, started
from tweespoor.core.planning.concessions.words import Gain
from tweespoor.core.planning.data import Instance, Plan
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.result import Budget
from tweespoor.core.planning.rules import check

CONTROLS = 3
"""Searches without any concession; how far their scores lie apart is the noise."""


@dataclass(frozen=True, kw_only=True)
class Trial:
    """The plan found with a concession: valid in what the concession makes of the scope."""

    concession: Concession
    plan: Plan
    score: int


class Trials:
    """Searches with and without concessions, all with the same work and from the same plan."""

    def __init__(self, scope: Scope, *, plan: Plan, work: int, seed: int, clock: Clock) -> None:
        """`plan` is valid in the scope; `clock` is the budget of all searches together."""
        self.scope, self.start, self.work, self.seed, self.clock = scope, plan, work, seed, clock
        self.control, self.control_score = plan, check(scope.instance, plan).score
        self.scores: list[int] = []
        self.done: list[Trial] = []
        self._tried: dict[Concession, int] = {}
        self._searches = 0

    @property
    def noise(self) -> int:
        """By how many points searches that differ by chance alone differed."""
        return max(self.scores, default=0) - min(self.scores, default=0)

    def search_without(self) -> None:
        """The searches without any concession."""
        for _ in range(CONTROLS):
            if not self.clock.stopped():
                plan = self._search(self.scope.instance, plan=self.start)
                self.scores.append(check(self.scope.instance, plan).score)
                self._compare(plan)

    def stale(self, concession: Concession) -> bool:
        """It was not searched with since the last better plan without any concession was found."""
        return self._tried.get(concession) != self.control_score

    def search_with(self, concession: Concession, *, start: Plan | None = None) -> None:
        """The search with a concession and the one back; of no account where the budget ended before both were done.

        `start` is a plan found with the concession; where it is better than the best without, the search starts there.
        """
        changed = self.scope.as_if(concession)
        starts = [self.control] if start is None else [start, self.control]
        first = min(starts, key=lambda plan: started(Puzzle(changed), plan=plan).cost)
        self._tried[concession] = self.control_score
        plan = self._search(changed, plan=first)
        self._compare(plan)
        self._compare(self._search(self.scope.instance, plan=plan))
        score = self._score(changed, plan)
        if score is not None and self.clock.seconds_left != 0 and not self.clock.cancelled():
            self.done.append(Trial(concession=concession, plan=plan, score=score))

    def best(self, concession: Concession) -> Trial | None:
        """The best plan for a concession that was searched with; those found with other concessions may do as well."""
        if not any(trial.concession == concession for trial in self.done):
            return None
        changed, best = self.scope.as_if(concession), None
        for trial in self.done:
            if best is None or trial.score < best.score:
                score = self._score(changed, trial.plan)
                if score is not None and (best is None or score < best.score):
                    best = Trial(concession=concession, plan=trial.plan, score=score)
        return best

    def _score(self, instance: Instance, plan: Plan) -> int | None:
        """The score of a plan; None where it breaks rules, or does not keep what has to stay."""
        report = check(instance, plan)
        return report.score if report.valid and keeps(plan, self.scope.keep) else None

    def _search(self, instance: Instance, *, plan: Plan) -> Plan:
        left = self.clock.seconds_left
        own = Clock(Budget(work=self.work, seconds=left), cancelled=self.clock.cancelled, listener=None)
        self._searches += 1
        found = solve_again(instance, plan=plan, clock=own, seed=self.seed + self._searches, keep=self.scope.keep)
        self.clock.work += own.work
        return found

    def _compare(self, plan: Plan) -> None:
        """A better plan without any concession becomes the one that gains are measured against."""
        score = self._score(self.scope.instance, plan)
        if score is not None and score < self.control_score:
            self.control, self.control_score = plan, score

    def gain(self, trial: Trial) -> Gain | None:
        """What the trial's plan is better than the best without concession; None where that may be chance."""
        score = self.control_score - trial.score
        if score <= self.noise:
            return None
        before, after = placed(self.control), placed(trial.plan)
        change = [len(after.get(name, ())) - len(before.get(name, ())) for name in {*before, *after}]
        people = sum(each > 0 for each in change) - sum(each < 0 for each in change)
        return Gain(people=people, places=sum(change), score=score)


def placed(plan: Plan) -> dict[str, set[str]]:
    """The activities that each person is in."""
    found: dict[str, set[str]] = {}
    for group in plan.groups:
        for name in group.participants:
            found.setdefault(name, set()).add(group.activity)
    return found
