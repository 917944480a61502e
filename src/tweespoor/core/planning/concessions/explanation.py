"""Explain a plan: the reasons behind every open demand, and the single concessions that would help most."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from tweespoor.core.planning.clock import Clock
from tweespoor.core.planning.concessions.estimates import Estimate, by_filling, by_searching
from tweespoor.core.planning.concessions.kinds import Concession
from tweespoor.core.planning.concessions.proposals import proposals
from tweespoor.core.planning.concessions.scope import Scope
from tweespoor.core.planning.concessions.trials import CONTROLS, Trials
from tweespoor.core.planning.concessions.warm import solve_again
from tweespoor.core.planning.concessions.words import LANGUAGES, Gain, guess, sentence
from tweespoor.core.planning.data import Instance, Plan
from tweespoor.core.planning.explain import Nearest, Unplaced, reasons_in
from tweespoor.core.planning.loading import timetable_of
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.replanning.choice import Choice
from tweespoor.core.planning.result import Budget, Cancelled
from tweespoor.core.planning.rules import Breach, check
from tweespoor.core.planning.writing import write_plan

SHARE_OF_SETTLING, SHARE_OF_ESTIMATES = 0.15, 0.25
"""Of the budget, for searching on before anything is estimated, and at most for estimates; trials get the rest."""
CAUTION = 0.85
"""The share of the time left that searches are given work for, as their speed is known only roughly."""
LEAST_WORK = 20
ROUNDS = 2
"""Once a better plan without concessions is found, all concessions are tried again, from that plan."""
Json = dict[str, object]


class PlanDoesNotFit(ValueError):
    """The plan breaks rules of the instance, so that there is nothing sensible to explain."""

    def __init__(self, broken: tuple[Breach, ...]) -> None:
        self.broken = broken
        super().__init__(f"the plan does not fit the instance: {broken[0]}")


@dataclass(frozen=True, kw_only=True)
class Step:
    """How far explaining is: what it is doing, and how many of how many it has done."""

    doing: str
    done: int
    of: int


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is known about one concession.

    `estimate` is by how many points filling open seats and demands lowers the score. Where it was solved again
    (`solved`), `plan` is the plan found, valid in `concession.apply(instance)`, and `gain` what it is better than the
    best plan found without any concession, None where that may be chance.
    """

    concession: Concession
    estimate: int
    plan: Plan | None = None
    score: int | None = None
    gain: Gain | None = None

    @property
    def solved(self) -> bool:
        """It was solved again with the concession."""
        return self.plan is not None


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why demands of a plan are open, and what single concessions would gain, those that gain most first.

    `control` is the best plan found with the same work and without any concession, at `control_score`; gains up to
    `noise` points may be chance.
    """

    instance: Instance
    score: int
    unplaced: tuple[Unplaced, ...]
    concessions: tuple[Finding, ...]
    control: Plan
    control_score: int
    noise: int

    def sentence(self, finding: Finding, *, language: str) -> str:
        """One sentence on a finding, in Dutch (`nl`) or English (`en`)."""
        if not finding.solved:
            return guess(finding.concession, instance=self.instance, points=finding.estimate, language=language)
        return sentence(finding.concession, instance=self.instance, gain=finding.gain, language=language)

    def to_json(self) -> str:
        """All of it as JSON, with the plans that show what is claimed and the sentences in both languages."""
        whole: Json = {
            "format": "roosterpuzzel-explanation/1",
            "score": self.score,
            "control": {"score": self.control_score, "noise": self.noise, "plan": json.loads(write_plan(self.control))},
            "unplaced": [_unplaced(each) for each in self.unplaced],
            "concessions": [self._finding(each) for each in self.concessions],
        }
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def _finding(self, finding: Finding) -> Json:
        return {
            "concession": {"kind": finding.concession.kind, **finding.concession.fields()},
            "estimate": finding.estimate,
            "solved": finding.solved,
            "score": finding.score,
            "gain": asdict(finding.gain) if finding.gain is not None else None,
            "plan": json.loads(write_plan(finding.plan)) if finding.plan is not None else None,
            "sentence": {language: self.sentence(finding, language=language) for language in LANGUAGES},
        }


def _unplaced(each: Unplaced) -> Json:
    def named(nearest: Nearest) -> Json:
        return {key: value for key, value in asdict(nearest).items() if value not in ("", (), 0)}

    return {
        "participant": each.participant,
        "demand": each.demand,
        "weight": each.weight,
        "forced": each.forced,
        "nearest": [
            {**named(n), "sentence": {language: n.sentence_in(language) for language in LANGUAGES}}
            for n in each.nearest
        ],
        "also": [named(n) for n in each.also],
    }


def explain(
    instance: Instance,
    *,
    plan: Plan,
    choice: Choice | None = None,
    top: int = 10,
    stop: Budget,
    seed: int = 1,
    progress: Callable[[Step], None] | None = None,
    cancelled: Cancelled | None = None,
) -> Explanation:
    """Explain a valid plan; the `top` concessions by estimate are solved again within the budget.

    The reasons are always complete; a small budget leaves concessions out. Cancelling is a normal end. With a budget of
    work alone, one seed gives one explanation.

    With a `choice` all is about the part in which only those periods and people can change, with the rest of the plan
    as it stands: what is open for others, and what would help them, is left out.

    Raises:
        PlanDoesNotFit: if the plan, or the part of it, breaks rules of the instance.
    """
    scope = Scope(instance, plan, choice)
    instance, plan = scope.instance, scope.plan
    report = check(instance, plan)
    if report.broken:
        raise PlanDoesNotFit(report.broken)
    tell = progress or (lambda _: None)
    unplaced = reasons_in(instance, plan=plan)
    tell(Step(doing="reasons", done=len(unplaced), of=len(unplaced)))
    clock = Clock(stop, cancelled=cancelled, listener=None)
    run = _Run(scope, clock=clock, seed=seed, tell=tell)
    estimates = run.estimates()
    trials, findings = run.trials(estimates[:top])
    rest = [Finding(concession=each.concession, estimate=each.points) for each in estimates[top:] if each.points > 0]
    return Explanation(
        instance=instance,
        score=report.score,
        unplaced=unplaced,
        concessions=(*findings, *rest),
        control=trials.control,
        control_score=trials.control_score,
        noise=trials.noise,
    )


class _Run:
    """One explanation under way."""

    def __init__(self, scope: Scope, *, clock: Clock, seed: int, tell: Callable[[Step], None]) -> None:
        self.scope, self.plan, self.clock, self.seed, self.tell = scope, scope.plan, clock, seed, tell
        self.rate = 0.0

    def estimates(self) -> list[Estimate]:
        """Every concession with what it might gain, most first, as far as the budget allows.

        From here on, the plan is the one after some more searching, so that what is left to gain is not too easy.
        """
        settling = self._part(SHARE_OF_SETTLING)
        instance, keep = self.scope.instance, self.scope.keep
        self.plan = solve_again(instance, plan=self.plan, clock=settling, seed=self.seed, keep=keep)
        self.clock.work += settling.work
        self.rate = settling.work / max(settling.elapsed, 1e-3)
        found = proposals(timetable_of(Puzzle(instance), plan=self.plan), whole=self.scope.whole)

        def told(doing: str) -> Callable[[int], None]:
            return lambda done: self.tell(Step(doing=doing, done=done, of=len(found)))

        clock = self._part(SHARE_OF_ESTIMATES)
        known = by_filling(self.scope, plan=self.plan, concessions=found, clock=clock, told=told("estimates"))
        known = by_searching(
            self.scope, plan=self.plan, estimates=known, clock=clock, seed=self.seed, told=told("short searches")
        )
        self.clock.work += clock.work
        return known

    def _part(self, share: float) -> Clock:
        """A clock for a share of the whole budget."""
        budget = self.clock.budget
        seconds = None if budget.seconds is None else budget.seconds * share
        work = None if budget.work is None else int(budget.work * share)
        return Clock(Budget(seconds=seconds, work=work), cancelled=self.clock.cancelled, listener=None)

    def trials(self, estimates: list[Estimate]) -> tuple[Trials, list[Finding]]:
        """The concessions solved again, those with the largest gain first."""
        work = self._work_each(len(estimates))
        trials = Trials(self.scope, plan=self.plan, work=work, seed=self.seed, clock=self.clock)
        if estimates:
            trials.search_without()
        for number, each in enumerate(estimates * ROUNDS):
            if trials.stale(each.concession) and not self.clock.stopped():
                trials.search_with(each.concession, start=each.plan)
            self.tell(Step(doing="trials", done=number + 1, of=len(estimates) * ROUNDS))
        findings = [_finding(trials, each.concession, estimate=each.points) for each in estimates]
        ranked = sorted(findings, key=lambda each: -each.gain.score if each.gain is not None else 0)
        return trials, without_more_than_needed(ranked)

    def _work_each(self, concessions: int) -> int:
        """The work of one search, so that all fit in what is left."""
        left = self.clock.work_left
        if self.clock.seconds_left is not None:
            in_time = int(CAUTION * self.rate * self.clock.seconds_left)
            left = in_time if left is None else min(left, in_time)
        return max(LEAST_WORK, (left or 0) // (CONTROLS + 2 * ROUNDS * concessions))


def without_more_than_needed(findings: Sequence[Finding]) -> list[Finding]:
    """Without those that ask more than another of the same kind from the same party, and gain the same."""
    return [
        each
        for each in findings
        if each.gain is None
        or not any(each.gain == other.gain and each.concession.asks_more_than(other.concession) for other in findings)
    ]


def _finding(trials: Trials, concession: Concession, *, estimate: int) -> Finding:
    trial = trials.best(concession)
    if trial is None:
        return Finding(concession=concession, estimate=estimate)
    gain = trials.gain(trial)
    return Finding(concession=concession, estimate=estimate, plan=trial.plan, score=trial.score, gain=gain)
