"""How near a new plan stays to the one that runs, how fast it is there, and what it gives up against a full re-plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from time import perf_counter

from tweespoor.core.planning import Budget, Instance, Plan, generate, solve
from tweespoor.core.planning.difference import changed_people
from tweespoor.core.planning.disruptions import (
    Disruption,
    capacities_halved,
    class_moved,
    found_job,
    people_arrived,
    room_closed,
    trainer_ill,
)
from tweespoor.core.planning.replan import Replanned, replan

PEOPLE = 400
FULL_SECONDS = 60.0
"""What the plan that runs and each full re-plan may take."""
REPLAN_SECONDS = 2.0
WORKERS = 2
MOST_SECONDS, MOST_CHANGED_PER_HIT, MOST_WORSE = 3.0, 1.1, 0.05
"""What a small change is to stay within: seconds, people changed per person hit, score above a full re-plan."""


def run() -> list[tuple[str, str]]:
    """Name and value of each measurement."""
    instance = generate(PEOPLE, seed=1)
    plan = solve(instance, stop=Budget(seconds=FULL_SECONDS), seed=1, workers=WORKERS).plan
    lines = []
    for name, change in small_changes(instance, plan).items():
        lines += _measure(name, change=change, plan=plan)
    lines += _measure("large: all capacities halved", change=capacities_halved(instance, plan=plan), plan=plan)
    return lines


def small_changes(instance: Instance, plan: Plan) -> dict[str, Disruption]:
    """The five kinds of change, each to who or what is used most. Periods are left out where a full re-plan is to be
    held against it, as the format cannot say that a trainer or room is away in one period only."""
    trainer = Counter(group.trainer for group in plan.groups).most_common(1)[0][0]
    seats = Counter[str]()
    for group in plan.groups:
        seats[group.room] += len(group.participants)
    lessons = Counter(plan.classes.get(each.id, each.class_id) for each in instance.participants if each.class_id)
    attends = next(each for each in instance.classes if each.id == lessons.most_common(1)[0][0])
    other = [slot.id for slot in instance.slots if not slot.late and slot.id not in attends.slots]
    stays = Counter(name for group in plan.groups for name in group.participants)
    arrivals = [replace(each, id=f"new-{each.id}") for each in instance.participants[:5]]
    return {
        "trainer ill": trainer_ill(instance, plan=plan, trainer=trainer),
        "trainer ill in one period": trainer_ill(
            instance, plan=plan, trainer=trainer, period=_busiest_period(plan, trainer=trainer)
        ),
        "class moved": class_moved(instance, plan=plan, class_id=attends.id, slots=other[: len(attends.slots)]),
        "busiest room closed": room_closed(instance, plan=plan, room=seats.most_common(1)[0][0]),
        "job of 24 hours": found_job(instance, plan=plan, participant=stays.most_common(1)[0][0]),
        "five arrivals": people_arrived(instance, plan=plan, people=arrivals),
    }


def _busiest_period(plan: Plan, *, trainer: str) -> str:
    return Counter(group.period for group in plan.groups if group.trainer == trainer).most_common(1)[0][0]


def _measure(name: str, *, change: Disruption, plan: Plan) -> list[tuple[str, str]]:
    start = perf_counter()
    stop = Budget(seconds=REPLAN_SECONDS)
    result = replan(change.instance, closed=change.closed, new=change.new, stop=stop, seed=1, workers=WORKERS)
    seconds = perf_counter() - start
    label = f"{PEOPLE} people, {name}"
    ratio = f"{len(result.changed) / len(change.hit):.2f}" if change.hit else "-"
    lines = [
        (f"{label}: seconds (at most {MOST_SECONDS:.0f})", f"{seconds:.2f}"),
        (
            f"{label}: changed per person hit (at most {MOST_CHANGED_PER_HIT})",
            f"{ratio} ({len(result.changed)} of {len(change.hit)} hit)",
        ),
        (f"{label}: places kept", _places_kept(plan, result=result, change=change)),
    ]
    if not change.closed:
        full = solve(change.instance, stop=Budget(seconds=FULL_SECONDS), seed=1, workers=WORKERS)
        moved = [
            name for name in changed_people(change.instance, before=plan, after=full.plan) if name not in change.new
        ]
        worse = result.score / full.score - 1
        lines.append(
            (
                f"{label}: score above a full re-plan of {FULL_SECONDS:.0f} s (at most {MOST_WORSE:.0%})",
                f"{worse:.1%} ({result.score}; full {full.score}, which changes {len(moved)} people)",
            )
        )
    return lines


def _places_kept(plan: Plan, *, result: Replanned, change: Disruption) -> str:
    """How many places of participants still there are at the same activity, period and slots."""
    there = {each.id for each in change.instance.participants}
    before, after = (
        Counter((name, g.activity, g.period, g.slots) for g in each.groups for name in g.participants if name in there)
        for each in (plan, result.plan)
    )
    return f"{(before & after).total()} of {before.total()} ({result.placed} of {result.demands} demands placed)"


if __name__ == "__main__":
    for label, value in run():
        print(f"{label}: {value}")
