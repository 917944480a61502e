"""What people's plans ask of the timetable: from the design, or from the signed plan where there is one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from tweespoor.apps.trajectories.bridge.designs import Facts, personal_plan, phase_on
from tweespoor.apps.trajectories.bridge.held_plans import followed
from tweespoor.apps.trajectories.models import Trajectory
from tweespoor.core import designs, pips


@dataclass(frozen=True)
class Wish:
    """A training a person's plan asks for: one of these offers, in order of preference; not placing it costs."""

    weight: int
    any_of: tuple[str, ...]


def wishes(
    row: Trajectory,
    *,
    facts: Facts,
    on: date,
    phase: str | None = None,
    over: Collection[str] = (),
    signed: Sequence[pips.Signed] = (),
) -> tuple[Wish, ...]:
    """The group trainings that a person's plan asks for in the phase the person is in on a date.

    `phase` is the phase that is registered, where one is. What the person is through with (`over`) is not asked for
    again; of a choice, one of them is enough. Of what nobody registered, everything of the phase counts. Where a plan
    is `signed`, it says what is asked for: what begins in this phase or an earlier one, and is not over by its dates.
    """
    plan = followed(personal_plan(row, facts=facts), signed=signed)
    phase = phase or phase_on(plan, on=on)
    pip = pips.in_force(signed, on=date.max)
    if pip is None:
        offered = {offer.id for offer in designs.offers(plan.design) if not offer.phases or phase in offer.phases}
    else:
        offered = _agreed_for(pip, plan=plan, phase=phase, on=on)
    found = []
    for demand in designs.demands(plan):
        if any(wish.activity in over for wish in demand.any_of):
            continue
        any_of = tuple(wish.activity for wish in demand.any_of if wish.activity in offered)
        if any_of:
            found.append(Wish(weight=demand.weight, any_of=any_of))
    return tuple(found)


def _agreed_for(pip: pips.Pip, *, plan: designs.DatedPlan, phase: str, on: date) -> set[str]:
    order = [each.phase.id for each in plan.phases]
    so_far = set(order[: order.index(phase) + 1]) if phase in order else set(order)
    free = pips.left_free(pip)
    found = set()
    for item in pip.items:
        stretch = pips.held(item, is_free=item.id in free)
        if stretch is None or (stretch.ends_on is not None and stretch.ends_on < on):
            continue
        if stretch.phase in so_far or stretch.phase not in order:
            found.add(item.id)
    return found
