"""The deed of passing on how far somebody is, to the municipality that takes the person over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.models import HoursEntry, StandElsewhere, Trajectory
from tweespoor.apps.trajectories.queries.answers import OF_WHOM_THE_CALLER_SEES
from tweespoor.apps.trajectories.queries.described import blocks_described
from tweespoor.apps.trajectories.queries.progress import stands_now, trajectories_of
from tweespoor.core.designs import Block
from tweespoor.core.progress import Stand
from tweespoor.core.vocabulary import Purpose, ReasonForLeaving


def pass_on_progress(*, old: Person, new: Person, purposes: Collection[Purpose], now: datetime) -> int:
    """Write down for the municipality that takes a person over where the person stood in each block; how many rows.

    The other municipality has another design, so that only names, states and hours in all go along (Wi 15(4); Bi
    5.3(3)): no lists of who was there, evaluations or notes; and of health only what the person agreed to. What another
    municipality passed on before goes along as it is. The caller has checked who may, and logs.
    """
    if Purpose.OUTCOMES not in purposes:
        return 0
    before = list(old.stands_elsewhere.unscoped(why=OF_WHOM_THE_CALLER_SEES))
    for row in before:
        row.pk, row.person = uuid4(), new
    rows = [*before, *_stands(old, new, now=now)]
    for row in rows:
        if row.reason and ReasonForLeaving(row.reason).tells_of_health and Purpose.HEALTH not in purposes:
            row.reason = ""
        if Purpose.ATTENDANCE not in purposes:
            row.minutes = 0
    told = [row for row in rows if row.state or row.minutes]
    StandElsewhere.objects.bulk_create(told, batch_size=1000)
    return len(told)


def _stands(old: Person, new: Person, *, now: datetime) -> list[StandElsewhere]:
    """Every block of which something is registered, those included that the design of now no longer has."""
    today = timezone.localdate(now)
    courses = trajectories_of(old)
    stands, minutes = stands_now(courses, today=today), _minutes(courses)
    said = {row.pk: list(dict.fromkeys([*stands.get(row.pk, ()), *minutes.get(row.pk, ())])) for row in courses}
    described = blocks_described(courses, blocks=said)
    return [
        _row(
            described[key][slug],
            stand=stands.get(key, {}).get(slug, Stand()),
            minutes=minutes.get(key, {}).get(slug, 0),
            old=old,
            new=new,
            today=today,
            now=now,
        )
        for key, slugs in said.items()
        for slug in slugs
        if slug in described[key]
    ]


def _minutes(courses: Collection[Trajectory]) -> dict[UUID, dict[str, int]]:
    """Per trajectory and block the minutes attended."""
    rows = HoursEntry.objects.filter(trajectory__in=[row.pk for row in courses], minutes__gt=0).as_known()
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    for row in rows.unscoped(why=OF_WHOM_THE_CALLER_SEES):
        found[row.trajectory_id][row.block] = found[row.trajectory_id].get(row.block, 0) + row.minutes
    return found


def _row(
    block: Block, *, stand: Stand, minutes: int, old: Person, new: Person, today: date, now: datetime
) -> StandElsewhere:
    return StandElsewhere(
        person=new,
        municipality=old.municipality.name,
        name_nl=block.label.nl[:200],
        name_en=block.label.en[:200],
        kind=block.kind.value,
        state=stand.state.value if stand.state else "",
        reason=stand.reason.value if stand.reason else "",
        since=stand.since,
        minutes=minutes,
        moved_on=today,
        recorded_at=now,
    )
