"""The picture of a design as tracks along time: language above, participation below, the rest between. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from tweespoor.core.designs.data import Design, Form
from tweespoor.core.designs.hours import Load, is_for_everyone, load_of
from tweespoor.core.designs.timeline import HORIZON_WEEKS, block_weeks, phase_weeks
from tweespoor.core.designs.values import Label
from tweespoor.core.vocabulary import ActivityFamily, ActivityKind

TRACK_ORDER = (
    ActivityFamily.LANGUAGE,
    ActivityFamily.SELF_RELIANCE,
    ActivityFamily.PREPARATION,
    ActivityFamily.GUIDANCE,
    ActivityFamily.PARTICIPATION,
    ActivityFamily.AFTERCARE,
)
"""From top to bottom."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One block in the picture.

    Weeks count from 1, `end_week` included; None where it goes on without an end, and then `shown_until` is where the
    picture stops. `hours` is None where nobody knows them. `alternates` bars do not run in every week between.
    """

    block: str
    label: Label
    track: ActivityFamily
    kind: ActivityKind
    form: Form
    start_week: int
    end_week: int | None
    shown_until: int
    hours: Load | None
    assumed: bool
    for_everyone: bool
    alternates: bool
    one_of: str = ""
    """The choice it belongs to, empty where it belongs to none."""


@dataclass(frozen=True, kw_only=True)
class PhaseBar:
    """One phase in the picture; `end_week` is None where its length is not known."""

    phase: str
    label: Label
    start_week: int
    end_week: int | None
    shown_until: int
    assumed: bool


def tracks(design: Design, *, horizon_weeks: int = HORIZON_WEEKS) -> tuple[Bar, ...]:
    """The bars of a design, from the top track to the bottom one and then by start."""
    running = block_weeks(design, horizon_weeks=horizon_weeks)
    one_of = {member: choice.id for choice in design.alternatives for member in choice.blocks}
    bars = [
        Bar(
            block=block.id,
            label=block.label,
            track=block.kind.family,
            kind=block.kind,
            form=block.form,
            start_week=running[block.id].weeks[0],
            end_week=None if running[block.id].open_ended else running[block.id].weeks[-1],
            shown_until=running[block.id].weeks[-1],
            hours=load_of(block, half_day_minutes=design.half_day_minutes),
            assumed=block.intensity.assumed,
            for_everyone=is_for_everyone(block),
            alternates=_has_gaps(running[block.id].weeks),
            one_of=one_of.get(block.id, ""),
        )
        for block in design.blocks
        if running[block.id].weeks
    ]
    return tuple(sorted(bars, key=lambda bar: (TRACK_ORDER.index(bar.track), bar.start_week)))


def phase_bars(design: Design, *, horizon_weeks: int = HORIZON_WEEKS) -> tuple[PhaseBar, ...]:
    """The phases of a design as bars above its tracks."""
    return tuple(
        PhaseBar(
            phase=part.phase.id,
            label=part.phase.label,
            start_week=part.first,
            end_week=None if part.open_ended else part.last,
            shown_until=part.last,
            assumed=part.phase.duration.assumed,
        )
        for part in phase_weeks(design, horizon_weeks=horizon_weeks)
    )


def _has_gaps(weeks: tuple[int, ...]) -> bool:
    return len(weeks) < weeks[-1] - weeks[0] + 1
