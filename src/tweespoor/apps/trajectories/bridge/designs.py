"""Rows <-> trajectory designs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tweespoor.apps.trajectories.models import DesignVersion, Trajectory
from tweespoor.core import designs
from tweespoor.core.facts import Fact, Value

HORIZON_WEEKS = 26
"""So far is a phase without an end written out at least."""

Facts = Mapping[str, Fact[Value]]


@dataclass(frozen=True)
class Wish:
    """A training a person's plan asks for: one of these offers, in order of preference; not placing it costs."""

    weight: int
    any_of: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DesignPicture:
    """A design as a programme's page shows it: tracks, hours a week, overlap of the tracks and costs."""

    design: designs.Design
    bars: tuple[designs.Bar, ...]
    phases: tuple[designs.PhaseBar, ...]
    hours: designs.WeeklyHours
    duality: designs.Duality
    cost: designs.CostPerPerson


@lru_cache(maxsize=64)
def read_text(text: str, name: str) -> designs.Design:
    """The design of a text that was read before."""
    return designs.read_design(text, name=name)


def design_of(row: DesignVersion) -> designs.Design:
    """The design a version holds."""
    return read_text(row.text, row.slug)


def picture(row: DesignVersion) -> DesignPicture:
    """A version's design with everything that follows from it."""
    return picture_of(design_of(row))


def picture_of(design: designs.Design) -> DesignPicture:
    """A design with everything that follows from it."""
    return DesignPicture(
        design=design,
        bars=designs.tracks(design),
        phases=designs.phase_bars(design),
        hours=designs.weekly_hours(design),
        duality=designs.duality(design),
        cost=designs.cost_per_person(design),
    )


def personal_plan(row: Trajectory, *, facts: Facts, until: date | None = None) -> designs.DatedPlan:
    """A person's trajectory with its dates, and what still has to be asked.

    A phase without an end is written out for half a year, or up to `until` where that is later.
    """
    weeks = (until - row.started_on).days // 7 + 1 if until else 0
    return designs.instantiate(
        design_of(row.design), facts=facts, start=row.started_on, horizon_weeks=max(HORIZON_WEEKS, weeks)
    )


def phase_on(plan: designs.DatedPlan, *, on: date) -> str:
    """The id of the phase somebody is in on a date; who is past the last phase is still in it."""
    current = plan.phases[0]
    for phase in plan.phases:
        if phase.start <= on:
            current = phase
    return current.phase.id


def started_between(row: DesignVersion, *, phase: str, on: date) -> tuple[date | None, date | None] | None:
    """When somebody started who is in a phase of a design on a date: after the first day, at the latest on the second.

    None stands for no limit: of the first phase at the latest, of the last phase at the earliest. No pair where the
    design has no such phase.
    """
    bars = designs.phase_bars(design_of(row))
    for place, bar in enumerate(bars):
        if bar.phase != phase:
            continue
        latest = on - timedelta(weeks=bar.start_week - 1) if place else None
        following = bars[place + 1] if place + 1 < len(bars) else None
        after = on - timedelta(weeks=following.start_week - 1) if following else None
        return after, latest
    return None


def wishes(
    row: Trajectory, *, facts: Facts, on: date, phase: str | None = None, over: Collection[str] = ()
) -> tuple[Wish, ...]:
    """The group trainings that a person's plan asks for in the phase the person is in on a date.

    `phase` is the phase that is registered, where one is. What the person is through with (`over`) is not asked for
    again; of a choice, one of them is enough. Of what nobody registered, everything of the phase counts.
    """
    plan = personal_plan(row, facts=facts)
    phase = phase or phase_on(plan, on=on)
    offered = {offer.id for offer in designs.offers(plan.design) if not offer.phases or phase in offer.phases}
    found = []
    for demand in designs.demands(plan):
        if any(wish.activity in over for wish in demand.any_of):
            continue
        any_of = tuple(wish.activity for wish in demand.any_of if wish.activity in offered)
        if any_of:
            found.append(Wish(weight=demand.weight, any_of=any_of))
    return tuple(found)
