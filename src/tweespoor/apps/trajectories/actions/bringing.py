"""The deed of bringing in at once how far many people were before they came into this registry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tweespoor.apps.log import actions as log
from tweespoor.apps.trajectories.models import BlockStand, EvaluationMoment, HoursEntry, PhaseChange, Programme
from tweespoor.core.progress import BlockState, monday_of
from tweespoor.core.vocabulary import ReasonForLeaving


@dataclass(frozen=True, kw_only=True)
class Brought:
    """Something known about one trajectory: where the person stands in a block, the hours of a week, a phase, or an
    evaluation that was held; `about` names the block, phase or rhythm."""

    trajectory: UUID
    about: str
    on: date
    state: BlockState | None = None
    reason: ReasonForLeaving | None = None
    minutes: int | None = None
    is_phase: bool = False
    concluded: str = ""


@transaction.atomic
def bring_progress(
    *, programme: Programme, brought: Sequence[Brought], source: str, people: Sequence[UUID], now: datetime
) -> None:
    """Keep what was known before; one entry in the log names everybody it is about."""
    common = {"recorded_at": now, "recorded_by": None}
    BlockStand.objects.bulk_create(
        (
            BlockStand(
                trajectory_id=each.trajectory,
                block=each.about,
                state=each.state.value,
                reason=each.reason.value if each.reason else "",
                valid_on=each.on,
                known_on=each.on,
                source=source,
                **common,
            )
            for each in brought
            if each.state is not None
        ),
        batch_size=1000,
    )
    HoursEntry.objects.bulk_create(
        (
            HoursEntry(
                trajectory_id=each.trajectory,
                block=each.about,
                week=monday_of(each.on),
                minutes=each.minutes,
                known_on=each.on,
                source=source,
                **common,
            )
            for each in brought
            if each.minutes is not None
        ),
        batch_size=1000,
    )
    PhaseChange.objects.bulk_create(
        PhaseChange(trajectory_id=each.trajectory, phase=each.about, valid_on=each.on, **common)
        for each in brought
        if each.is_phase
    )
    EvaluationMoment.objects.bulk_create(
        EvaluationMoment(
            trajectory_id=each.trajectory, rhythm=each.about, held_on=each.on, concluded=each.concluded, **common
        )
        for each in brought
        if each.concluded
    )
    log.record(
        deed="progress-brought",
        on=programme,
        by=None,
        now=now,
        people=list(people),
        organisation=programme.municipality_id,
        detail={"rows": len(brought)},
    )
