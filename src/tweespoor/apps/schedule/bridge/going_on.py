"""A planner that goes on from a draft: what is pinned stays, the rest stays where that costs least."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from tweespoor.apps.schedule.bridge.boards import Board
from tweespoor.apps.schedule.bridge.pins import PinsInTheWay, in_the_way, not_asked_for, pins_of
from tweespoor.apps.schedule.bridge.puzzles import UnplacedRow, unplaced_rows
from tweespoor.core import planning
from tweespoor.core.planning.explain import reasons_in
from tweespoor.core.planning.pins import PinError
from tweespoor.core.planning.replan import Replanned, replan

METHOD = "replan"


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a planner's run found, as a timetable keeps it."""

    plan: planning.Plan
    unplaced: list[UnplacedRow]
    elapsed: float
    score: int
    bound: int | None
    breakdown: dict[str, int]
    placed: int
    demanded: int
    unavoidable: int | None
    method: str


def go_on(
    instance: planning.Instance,
    *,
    board: Board,
    seconds: int,
    workers: int,
    progress: Callable[[planning.Progress], None],
    cancelled: Callable[[], bool],
) -> Found:
    """A better plan than the board's, with what is pinned there as it is.

    Whoever waits for something is helped as somebody who is new would be; others are moved where that pays.

    Raises:
        PinsInTheWay: if what is pinned cannot be kept together (any more); it says what.
    """
    gone = not_asked_for(board, instance=instance)
    if gone:
        raise PinsInTheWay(people=gone, groups=())
    pins = pins_of(board, instance=instance)
    try:
        result = replan(
            replace(instance, previous=board.plan),
            keep=pins,
            new={str(row.person) for row in _without_reasons(instance, board.plan)},
            most_changed=len(instance.participants),
            stop=planning.Budget(seconds=seconds),
            workers=workers,
            progress=progress,
            cancelled=cancelled,
        )
    except PinError as fault:
        raise in_the_way(board, instance=instance, pins=pins, fault=fault) from fault
    return found_in(instance, result=result)


def found_in(instance: planning.Instance, *, result: Replanned) -> Found:
    """What a run that starts from a plan found, held against the instance."""
    return found_of(instance, plan=result.plan, elapsed=result.elapsed, method=METHOD)


def found_of(instance: planning.Instance, *, plan: planning.Plan, elapsed: float, method: str) -> Found:
    """A plan as a run found it, held against the instance."""
    report = planning.check(instance, plan)
    unplaced = () if report.broken else reasons_in(instance, plan=plan)
    return Found(
        plan=plan,
        unplaced=unplaced_rows(unplaced) or _without_reasons(instance, plan),
        elapsed=elapsed,
        score=report.score,
        bound=None,
        breakdown={term.value: points for term, points in report.breakdown.items()},
        placed=_placed(instance, plan),
        demanded=instance.demands,
        unavoidable=None,
        method=method,
    )


def _without_reasons(instance: planning.Instance, plan: planning.Plan) -> list[UnplacedRow]:
    """Who waits, where a promised group that is too small keeps the reasons from being told."""
    attended = {(name, group.activity) for group in plan.groups for name in group.participants}
    return [
        UnplacedRow(person=UUID(each.id), offer=UUID(demand.any_of[0].activity), reasons=(), forced=False)
        for each in instance.participants
        for demand in each.demands
        if not any((each.id, option.activity) in attended for option in demand.any_of)
    ]


def _placed(instance: planning.Instance, plan: planning.Plan) -> int:
    attended = {(name, group.activity) for group in plan.groups for name in group.participants}
    return sum(
        any((each.id, option.activity) in attended for option in demand.any_of)
        for each in instance.participants
        for demand in each.demands
    )
