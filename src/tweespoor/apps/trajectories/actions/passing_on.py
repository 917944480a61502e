"""The deed of passing on how far somebody is, to the municipality that takes the person over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import uuid4

from django.utils import timezone

from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.models import StandElsewhere
from tweespoor.apps.trajectories.queries.progress import OF_WHOM_THE_CALLER_SEES, all_progress, trajectories_of
from tweespoor.core.vocabulary import Purpose


def pass_on_progress(*, old: Person, new: Person, purposes: Collection[Purpose], now: datetime) -> int:
    """Write down for the municipality that takes a person over where the person stood in each block; how many rows.

    The other municipality has another design, so that only names, states and hours in all go along (Wi 15(4); Bi
    5.3(3)): no lists of who was there, evaluations or notes. What another municipality passed on before goes along as
    it is. The caller has checked who may, and logs.
    """
    if Purpose.OUTCOMES not in purposes:
        return 0
    today = timezone.localdate(now)
    rows = list(old.stands_elsewhere.unscoped(why=OF_WHOM_THE_CALLER_SEES))
    for row in rows:
        row.pk, row.person = uuid4(), new
    rows += _stands(old, new, purposes=purposes, today=today, now=now)
    StandElsewhere.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


def _stands(
    old: Person, new: Person, *, purposes: Collection[Purpose], today: date, now: datetime
) -> list[StandElsewhere]:
    sees_hours = Purpose.ATTENDANCE in purposes
    made = []
    for found in all_progress(trajectories_of(old), on=today, today=today):
        for each in found.blocks:
            minutes = sum(each.recorded.values()) if sees_hours else 0
            if not each.stand.is_registered and not minutes:
                continue
            made.append(
                StandElsewhere(
                    person=new,
                    municipality=old.municipality.name,
                    name_nl=each.block.label("nl")[:200],
                    name_en=each.block.label("en")[:200],
                    kind=each.block.kind.value,
                    state=each.stand.state.value if each.stand.state else "",
                    reason=each.stand.reason.value if each.stand.reason else "",
                    since=each.stand.since,
                    minutes=minutes,
                    moved_on=today,
                    recorded_at=now,
                )
            )
    return made
