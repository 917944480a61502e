"""What a person's plan asks of the timetable: one group activity out of each demand's choices."""

from __future__ import annotations

from dataclasses import dataclass

from tweespoor.core.designs.dated_plan import DatedPlan, PlannedBlock
from tweespoor.core.designs.offers import defaults, is_offer


@dataclass(frozen=True)
class Wish:
    """One activity that would do, and how much the person dislikes it (0: not at all)."""

    activity: str
    dislike: int = 0


@dataclass(frozen=True)
class Demand:
    """One activity out of `any_of` must be placed; `weight` is what it costs to leave it out."""

    weight: int
    any_of: tuple[Wish, ...]


def demands(plan: DatedPlan) -> tuple[Demand, ...]:
    """The demands of a plan: one per group activity that applies, one per free choice between them.

    Blocks that are undecided ask for nothing: they wait for the answer to their question.
    """
    result: list[Demand] = []
    choices: dict[str, list[PlannedBlock]] = {}
    for planned in plan.blocks:
        if not is_offer(planned.block) or not planned.weeks:
            continue
        if planned.one_of:
            choices.setdefault(planned.one_of, []).append(planned)
        else:
            result.append(_demand([planned]))
    result += [_demand(members) for members in choices.values()]
    return tuple(result)


def _demand(members: list[PlannedBlock]) -> Demand:
    weight = max(defaults(planned.block.kind).weight for planned in members)
    return Demand(weight, tuple(Wish(planned.block.id) for planned in members))
