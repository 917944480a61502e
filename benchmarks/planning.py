"""How good plans are and what is proven about them, beside the greedy planner, one CP-SAT model and FET.

usage: python -m benchmarks.planning

PLANNING_SEEDS (1) instances of each size, with seeds 1, 2, ...; forty people always have ten. PLANNING_SHARE (1) of
the seconds that the sizes get. The one model runs as long as we do, up to PLANNING_PEER_PEOPLE (400) people. Each plan
is made in a process of its own, so that its memory can be told; the seconds count from when the planner is loaded.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import log
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from benchmarks.peers import fet, one_model
from tweespoor.core.planning import Budget, Result, generate, solve

Lines = list[tuple[str, str]]
WARM_UP = 12
"""People of the puzzle with which the compiled code is loaded."""
VARIATIONS: tuple[tuple[str, dict[str, object]], ...] = (
    ("scarce 0.5", {"scarce": 0.5}),
    ("scarce 0.25", {"scarce": 0.25}),
    ("9 providers, scarce 0.6", {"providers": 9, "scarce": 0.6}),
    ("3 periods", {"periods": 3}),
    ("integrated", {"integrated": True}),
)
PEOPLE_VARIED, SECONDS_VARIED = 120, 30.0
NEAR = 1.05
LADDER = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
"""Seconds tried to come near the plan of the whole time."""
FET_PEOPLE, FET_SECONDS, SECONDS_BESIDE_FET = 1000, 300.0, 2.0
"""FET's limit, and what we get to make groups with trainers, slots and rooms: enough to be within 5% of a long run."""


@dataclass(frozen=True)
class Case:
    """A size, the seconds it gets, and the first and second target: gap, and score with seed 1."""

    people: int
    seconds: float
    gaps: tuple[float, float]
    scores: tuple[int, int]


CASES = (
    Case(40, 120.0, (0.0, 0.0), (4_082, 4_082)),
    Case(120, 60.0, (0.14, 0.05), (9_800, 9_700)),
    Case(400, 300.0, (0.17, 0.08), (35_700, 34_500)),
    Case(1_000, 300.0, (0.20, 0.10), (82_000, 80_000)),
    Case(2_000, 300.0, (0.20, 0.12), (166_000, 161_000)),
)
SEEDS_TO_PROVE = 10
"""Instances of forty people."""


@dataclass(frozen=True)
class Made:
    """A plan with what it took: seconds of the clock and megabytes at the most."""

    result: Result
    megabytes: float


def run() -> Lines:
    """Name and value of each measurement."""
    lines: Lines = []
    finals = {}
    for case in CASES:
        for line in _case(case, finals=finals):
            print(*line, sep=": ", file=sys.stderr, flush=True)
            lines.append(line)
    for part in (_growth(finals), _varied(), _beside_fet()):
        for line in part:
            print(*line, sep=": ", file=sys.stderr, flush=True)
            lines.append(line)
    return lines


def _case(case: Case, *, finals: dict[int, Made]) -> Iterator[tuple[str, str]]:
    """One size on all its seeds."""
    share = float(os.environ.get("PLANNING_SHARE", "1"))
    count = int(os.environ.get("PLANNING_SEEDS", "1"))
    seeds = range(1, (SEEDS_TO_PROVE if case.people == CASES[0].people else count) + 1)
    seconds = case.seconds * share
    made = [_apart(seed=seed, people=case.people, seconds=seconds) for seed in seeds]
    finals[case.people] = made[0]
    results = [each.result for each in made]
    first = results[0]
    name = f"{case.people} people, {seconds:g} s"
    yield f"{name}: score, seed 1", f"{first.score} (target {case.scores[0]}, then {case.scores[1]})"
    yield f"{name}: proven gap, {_of(seeds)}", _shares([each.gap for each in results]) + _targets(case.gaps)
    if any(each.gap == 0 for each in results):
        proven = sorted(each.elapsed for each in results if each.gap == 0)
        told = ", ".join(f"{each:.0f}" for each in proven)
        yield f"{name}: seconds to proof, {len(proven)} of {len(results)} seeds", told
    yield (
        f"{name}: score as a share of the greedy planner's, {_of(seeds)}",
        _numbers([each.score / max(1, each.greedy_score) for each in results]),
    )
    yield (
        f"{name}: avoidable part of the score, as a share of the greedy planner's",
        _numbers([(r.score - r.unavoidable) / max(1, r.greedy_score - r.unavoidable) for r in results]),
    )
    yield f"{name}: demands placed, seed 1", f"{first.placed} of {first.demands}"
    yield f"{name}: memory", f"{max(each.megabytes for each in made):.0f} MB"
    if case.people <= int(os.environ.get("PLANNING_PEER_PEOPLE", "400")):
        yield f"{name}: one CP-SAT model, seed 1", _one_model(case.people, seconds=seconds, ours=first)


def _apart(*, seed: int, people: int, seconds: float, options: dict[str, object] | None = None) -> Made:
    """Make a plan in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_make, seed, people, seconds, options or {}).result()


def _make(seed: int, people: int, seconds: float, options: dict[str, object]) -> Made:
    solve(generate(WARM_UP, seed=1), stop=Budget(seconds=0.5), workers=2)
    solve(generate(3 * WARM_UP, seed=1), stop=Budget(seconds=3.0), workers=2)
    instance = generate(people, seed=seed, **options)  # type: ignore[arg-type]  # the options differ in type
    result = solve(instance, stop=Budget(seconds=seconds), seed=1, workers=2)
    return Made(result, _most_megabytes())


def _most_megabytes() -> float:
    """The most memory that this process held; not `ru_maxrss`, which a process inherits from the one it came from."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


def _one_model(people: int, *, seconds: float, ours: Result) -> str:
    plan = one_model.plan(generate(people, seed=1), seconds=seconds, workers=2)
    if plan is None or plan.score is None or plan.bound is None:
        return "no plan in the same time"
    gap = 1 - plan.bound / plan.score if plan.score else 0.0
    return f"score {plan.score}, gap {gap:.1%}; ours is {ours.score / plan.score:.3f} of it"


def _growth(finals: dict[int, Made]) -> Iterator[tuple[str, str]]:
    """Seconds after which a plan is near that of the whole time, and how they grow with the number of people."""
    took: dict[int, float] = {}
    for people, made in finals.items():
        if people == CASES[0].people:
            continue
        for seconds in LADDER:
            if _apart(seed=1, people=people, seconds=seconds).result.score <= NEAR * made.result.score:
                took[people] = seconds
                break
        yield f"{people} people: seconds to within 5% of the whole time", f"{took.get(people, 'more than 32')}"
    if len(took) > 1:
        sizes = sorted(took)
        grows = log(took[sizes[-1]] / took[sizes[0]]) / log(sizes[-1] / sizes[0])
        yield "these seconds grow with people to the power", f"{grows:.2f} (target at most 1.3)"


def _varied() -> Iterator[tuple[str, str]]:
    """Other kinds of instances."""
    for name, options in VARIATIONS:
        result = _apart(seed=1, people=PEOPLE_VARIED, seconds=SECONDS_VARIED, options=options).result
        ratio = result.score / max(1, result.greedy_score)
        yield (
            f"{PEOPLE_VARIED} people, {name}, {SECONDS_VARIED:g} s: score as a share of the greedy planner's, and gap",
            f"{ratio:.3f}, {result.gap:.1%} (score {result.score})",
        )


def _beside_fet() -> Iterator[tuple[str, str]]:
    """FET is given our groups, and finds slots and rooms for them alone."""
    name = f"{FET_PEOPLE} people: FET, given the groups of our plan"
    if not fet.installed():
        yield name, "absent: apt-get install fet"
        return
    ours = _apart(seed=1, people=FET_PEOPLE, seconds=SECONDS_BESIDE_FET).result
    instance = generate(FET_PEOPLE, seed=1)
    found = fet.place(instance, ours.plan, seconds=FET_SECONDS)
    if found.plan is None:
        told = f"no slots and rooms for them all in {found.seconds:.0f} s; our plan took {ours.elapsed:.0f} s"
    else:
        times = ours.elapsed / found.seconds
        told = f"{found.seconds:.1f} s for slots and rooms; our plan took {ours.elapsed:.0f} s, {times:.1f} times that"
    yield name, told


def _of(seeds: Sequence[int]) -> str:
    return "seed 1" if len(seeds) == 1 else f"median of {len(seeds)} seeds"


def _numbers(values: Sequence[float]) -> str:
    return f"{median(values):.3f}"


def _shares(values: Sequence[float]) -> str:
    worst = f", at most {max(values):.1%}" if len(values) > 1 else ""
    return f"{median(values):.1%}{worst}"


def _targets(gaps: tuple[float, float]) -> str:
    return f" (target {gaps[0]:.0%}, then {gaps[1]:.0%})"


if __name__ == "__main__":
    run()
