"""Rows <-> trajectory designs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tweespoor.apps.trajectories.models import DesignVersion, Trajectory
from tweespoor.core import designs
from tweespoor.core.facts import Fact, Value

HORIZON_WEEKS = 26
"""So far is a phase without an end written out at least."""

Facts = Mapping[str, Fact[Value]]


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


def asked_of(row: DesignVersion) -> frozenset[str]:
    """The variables that decide what a version's design is for somebody."""
    return designs.asked_about(design_of(row))


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
