"""How much each concession might gain, quickly: a first estimate for all, a second for the most promising.

The first fills open seats and demands of the present plan; it misses what needs people to change places. The second
adds a search of a few steps, which counts only as far as the same steps without the concession gain less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tweespoor.core.planning.clock import Clock
from tweespoor.core.planning.concessions.kinds import KINDS, Concession
from tweespoor.core.planning.concessions.scope import Scope
from tweespoor.core.planning.concessions.warm import solve_again, started
from tweespoor.core.planning.data import Instance, Plan
from tweespoor.core.planning.loading import what_is_left
from tweespoor.core.planning.pins import Pins
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.result import Budget

STEPS = 30
"""Of the short search."""


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """By how many points a concession might lower the score, and the plan that a short search found with it."""

    concession: Concession
    points: int
    plan: Plan | None = None


def by_filling(
    scope: Scope, *, plan: Plan, concessions: Sequence[Concession], clock: Clock, told: Callable[[int], None]
) -> list[Estimate]:
    """The points each concession gains when open seats and demands are filled, most first; as many as time allows.

    Those that mean nothing in the scope are left out.
    """
    base, known = started(Puzzle(scope.instance), plan=plan).cost, []
    for number, concession in enumerate(in_turn(concessions)):
        if clock.stopped():
            break
        clock.work += 1
        changed = scope.as_if(concession)
        if changed is not scope.instance:
            table = started(Puzzle(changed), plan=plan)
            known.append(Estimate(concession=concession, points=base - table.cost))
        told(number + 1)
    return ranked(known)


def by_searching(
    scope: Scope, *, plan: Plan, estimates: list[Estimate], clock: Clock, seed: int, told: Callable[[int], None]
) -> list[Estimate]:
    """The estimates, with those that come first made better by a short search; most first."""
    better: list[Estimate] = []
    _, base = _after_a_few_steps(scope.instance, plan=plan, clock=clock, seed=seed, keep=scope.keep)
    for number, each in enumerate(estimates):
        if clock.stopped():
            break
        changed = scope.as_if(each.concession)
        found, cost = _after_a_few_steps(changed, plan=plan, clock=clock, seed=seed, keep=scope.keep)
        better.append(Estimate(concession=each.concession, points=max(each.points, base - cost), plan=found))
        told(number + 1)
    return ranked([*better, *estimates[len(better) :]])


def _after_a_few_steps(instance: Instance, *, plan: Plan, clock: Clock, seed: int, keep: Pins) -> tuple[Plan, int]:
    """The plan and score after a short search."""
    own = Clock(Budget(work=STEPS, seconds=clock.seconds_left), cancelled=clock.cancelled, listener=None)
    found = solve_again(instance, plan=plan, clock=own, seed=seed, keep=keep)
    clock.work += own.work
    return found, what_is_left(Puzzle(instance), plan=found).cost


def ranked(estimates: list[Estimate]) -> list[Estimate]:
    """Those that gain most first; of equals, in the order they came."""
    return sorted(estimates, key=lambda each: -each.points)


def in_turn(found: Sequence[Concession]) -> list[Concession]:
    """The concessions with the kinds taking turns, so that a small budget looks at some of each."""
    per_kind = [[each for each in found if isinstance(each, kind)] for kind in KINDS]
    return [each for turn in zip_longest(*per_kind) for each in turn if each is not None]
