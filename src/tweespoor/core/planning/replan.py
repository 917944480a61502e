"""Re-planning: a new plan after a change that keeps the old one where it can.

The instance is the changed one, with the plan that runs as its `previous`. What still holds is taken over; whoever the
change hits directly is helped first, and others are only changed where that is worth more than the `moved` it costs,
up to a tenth more people than were hit. What was promised (`Pins`) is kept whatever the score.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from random import Random

from tweespoor.core.planning.clock import Clock
from tweespoor.core.planning.data import Instance, Plan, Term
from tweespoor.core.planning.difference import changed_people
from tweespoor.core.planning.pins import NO_PINS, Pins
from tweespoor.core.planning.puzzle import mask_of
from tweespoor.core.planning.reading import read_instance
from tweespoor.core.planning.replanning.closures import Closure
from tweespoor.core.planning.replanning.repair import Repair
from tweespoor.core.planning.replanning.rooms import back_in_their_rooms
from tweespoor.core.planning.replanning.running import Running, puzzle_for, take_over
from tweespoor.core.planning.result import Budget, Cancelled, Listener, Phase, StoppedBy
from tweespoor.core.planning.rules import Breach, check
from tweespoor.core.planning.writing import write_instance

CHANGED_PER_HIT = (11, 10)
"""Eleven people may be changed for ten that are directly hit."""


@dataclass(frozen=True, kw_only=True)
class Replanned:
    """A new plan and what it means for people.

    `hit` are the participants (and those who left) whose group or week the change broke; `changed` those of the plan
    that runs who have other groups, other times or another class now; people who are new are not among them.
    `below_minimum` names what kept promises break: rule 3, where a promised group has fewer people than its minimum.
    But for those the plan keeps all rules. `settled` says that it ended because nothing was left to try.
    """

    plan: Plan
    score: int
    breakdown: Mapping[Term, int]
    hit: tuple[str, ...]
    changed: tuple[str, ...]
    below_minimum: tuple[Breach, ...]
    placed: int
    demands: int
    settled: bool
    stopped_by: StoppedBy | None
    elapsed: float
    work: int


def replan(
    instance: Instance,
    *,
    keep: Pins = NO_PINS,
    closed: Collection[Closure] = (),
    new: Collection[str] | None = None,
    most_changed: int | None = None,
    stop: Budget,
    seed: int = 1,
    workers: int = 1,
    progress: Listener | None = None,
    cancelled: Cancelled | None = None,
) -> Replanned:
    """A plan for the changed instance that stays near its `previous`, the plan that runs.

    `closed` are trainers and rooms that cannot be used in a period. `new` are the ids of participants who came after
    the plan that runs was made, by default all whom it does not name: what they get does not count as a change.
    `most_changed` is how many of the others may be changed, by default 1.1 times those directly hit, rounded down.
    It ends when the budget is used, when `cancelled` says so, or when the largest neighbourhoods gain nothing more.
    The plan's bound is 0: nothing is proven here.

    Raises:
        FormatError: if the instance contradicts itself or refers to what it does not have.
        PinError: if a pin names nothing, or cannot be kept; it says which and why.
        ValueError: if there is no previous plan.
    """
    if instance.previous is None:
        raise ValueError("there is no plan that runs: the instance has no previous plan; use solve() for a first plan")
    read_instance(write_instance(instance))
    clock = Clock(stop, cancelled=cancelled, listener=progress)
    running = take_over(puzzle_for(instance, closed=closed, keep=keep), keep=keep)
    newcomers = _newcomers(instance) if new is None else frozenset(new)
    most = len(running.hit) * CHANGED_PER_HIT[0] // CHANGED_PER_HIT[1] if most_changed is None else most_changed
    repair = Repair(
        running=running,
        clock=clock,
        new=mask_of([number for name, number in running.table.puzzle.person_at.items() if name in newcomers]),
        most=most,
        workers=workers,
        random=Random(seed),  # noqa: S311 (a search, not a secret)
        report=lambda: _report(running, clock=clock),
    )
    repair.first_aid()
    settled = repair.grow()
    repair.give_away()
    return _result(running, clock=clock, closed=closed, newcomers=newcomers, settled=settled)


def _newcomers(instance: Instance) -> frozenset[str]:
    """The participants whom the plan that runs does not name."""
    plan = instance.previous or Plan()
    named = {*plan.classes, *(name for group in plan.groups for name in group.participants)}
    return frozenset(each.id for each in instance.participants if each.id not in named)


def _report(running: Running, *, clock: Clock) -> None:
    table = running.table
    placed, demands = sum(len(met) for met in table.met), table.puzzle.instance.demands
    clock.report(Phase.EXACT, score=table.cost, bound=0, placed=placed, demands=demands)


def _result(
    running: Running, *, clock: Clock, closed: Collection[Closure], newcomers: frozenset[str], settled: bool
) -> Replanned:
    instance = running.table.puzzle.instance
    plan = back_in_their_rooms(instance, plan=_within_outside_seats(running), closed=closed)
    report = check(instance, plan)
    stayed = changed_people(instance, before=instance.previous or Plan(), after=plan)
    breakdown = {str(term): points for term, points in report.breakdown.items()}
    return Replanned(
        plan=replace(plan, score=report.score, bound=0, breakdown=breakdown),
        score=report.score,
        breakdown=report.breakdown,
        hit=tuple(sorted(running.hit)),
        changed=tuple(name for name in stayed if name not in newcomers),
        below_minimum=report.broken,
        placed=sum(len(met) for met in running.table.met),
        demands=instance.demands,
        settled=settled,
        stopped_by=None if settled else clock.stopped_by or StoppedBy.BUDGET,
        elapsed=clock.elapsed,
        work=clock.work,
    )


def _within_outside_seats(running: Running) -> Plan:
    """The plan, in which a promised group that is too small fills no more outside seats than its activity has."""
    plan = running.table.plan()
    seats = {activity.id: activity.outside_seats for activity in running.table.puzzle.instance.activities}
    groups = tuple(replace(group, outside=min(group.outside, seats[group.activity])) for group in plan.groups)
    return replace(plan, groups=groups)
