"""How long reasons, estimates and trials of an explanation take, and how well the estimates foretell the trials."""

from __future__ import annotations

from time import perf_counter

from tweespoor.core.planning import Budget, Instance, Plan, generate, greedy_plan, solve
from tweespoor.core.planning.clock import Clock
from tweespoor.core.planning.concessions import Explanation, explain
from tweespoor.core.planning.concessions.estimates import Estimate, by_filling, by_searching
from tweespoor.core.planning.concessions.proposals import proposals
from tweespoor.core.planning.concessions.scope import Scope
from tweespoor.core.planning.explain import reasons_in
from tweespoor.core.planning.loading import timetable_of
from tweespoor.core.planning.puzzle import Puzzle

PEOPLE, SEED = 120, 1
PLANNING, EXPLAINING = 30.0, 60.0
"""Seconds."""
LARGE = 2000
Lines = list[tuple[str, str]]


def run() -> Lines:
    """Name and value of each measurement."""
    instance = generate(PEOPLE, seed=SEED)
    plan = solve(instance, stop=Budget(seconds=PLANNING), seed=SEED).plan
    lines, estimates = _estimates(instance, plan)
    began = perf_counter()
    found = explain(instance, plan=plan, top=10, stop=Budget(seconds=EXPLAINING), seed=SEED)
    lines.append((f"{PEOPLE} people: seconds of it all, exact top ten included", f"{perf_counter() - began:.1f}"))
    return [*lines, *_agreement(found, estimates), *_large()]


def _estimates(instance: Instance, plan: Plan) -> tuple[Lines, list[Estimate]]:
    """Seconds of the reasons and of both estimates."""
    began = perf_counter()
    reasons = reasons_in(instance, plan=plan)
    explained = perf_counter()
    found = proposals(timetable_of(Puzzle(instance), plan=plan), whole=instance)
    clock = Clock(Budget(seconds=600), cancelled=None, listener=None)
    scope = Scope(instance, plan)
    first = by_filling(scope, plan=plan, concessions=found, clock=clock, told=lambda _: None)
    filled = perf_counter()
    second = by_searching(scope, plan=plan, estimates=first, clock=clock, seed=SEED, told=lambda _: None)
    searched = perf_counter()
    lines = [
        (f"{PEOPLE} people: seconds of the reasons, {len(reasons)} open demands", f"{explained - began:.2f}"),
        (f"{PEOPLE} people: seconds of first estimates, {len(found)} concessions", f"{filled - explained:.1f}"),
        (f"{PEOPLE} people: seconds of second estimates, {len(second)} concessions", f"{searched - filled:.1f}"),
    ]
    return lines, first


def _agreement(found: Explanation, first: list[Estimate]) -> Lines:
    """How the estimates and the gains that were shown go together."""
    solved = [finding for finding in found.concessions if finding.solved]
    gains = [finding.gain.score if finding.gain is not None else 0 for finding in solved]
    second = [float(finding.estimate) for finding in solved]
    filled = {estimate.concession: float(estimate.points) for estimate in first}
    name = f"{PEOPLE} people: rank correlation (Spearman) with the gains shown"
    points = [float(gain) for gain in gains]
    by_first = _correlation([filled.get(each.concession, 0.0) for each in solved], points)
    return [
        (f"{PEOPLE} people: concessions of the top ten with a gain shown", f"{sum(gain > 0 for gain in gains)}"),
        (f"{PEOPLE} people: points gained by each", ", ".join(str(gain) for gain in gains)),
        (f"{PEOPLE} people: points of the noise", str(found.noise)),
        (f"{name}, first estimates", f"{by_first:.2f}"),
        (f"{name}, second estimates", f"{_correlation(second, points):.2f}"),
    ]


def _correlation(one: list[float], two: list[float]) -> float:
    """Spearman's rank correlation, equal values at their mean rank; 0 where all are equal."""
    a, b = _ranks(one), _ranks(two)
    mean = (len(a) - 1) / 2
    covariance = sum((x - mean) * (y - mean) for x, y in zip(a, b, strict=True))
    spread = (sum((x - mean) ** 2 for x in a) * sum((y - mean) ** 2 for y in b)) ** 0.5
    return covariance / spread if spread else 0.0


def _ranks(values: list[float]) -> list[float]:
    ordered = sorted(values)
    return [ordered.index(value) + (ordered.count(value) - 1) / 2 for value in values]


def _large() -> Lines:
    """Seconds of the reasons for a region."""
    instance = generate(LARGE, seed=SEED)
    plan = greedy_plan(instance)
    began = perf_counter()
    reasons = reasons_in(instance, plan=plan)
    return [(f"{LARGE} people: seconds of the reasons, {len(reasons)} open demands", f"{perf_counter() - began:.1f}")]


if __name__ == "__main__":
    for label, value in run():
        print(f"{label}: {value}")
