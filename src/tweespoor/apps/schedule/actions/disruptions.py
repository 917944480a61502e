"""Deeds: what happened while a timetable is in force, and who or which room takes over for one meeting."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule.models import Disruption, Group, GroupMode, Room, StandIn, Trainer
from tweespoor.apps.schedule.queries import may_plan
from tweespoor.apps.schedule.rules import Refused
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.week import HalfDay

WHY = "who plans the programme keeps what happened there"


@transaction.atomic
def keep_disruption(disruption: Disruption, *, by: User, now: datetime) -> Disruption:
    """Keep what happened; the row is as it was filled in, and not kept yet.

    Raises:
        Refused: if the user does not plan its programme.
    """
    if not may_plan(by, programme=disruption.programme):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    disruption.recorded_at, disruption.recorded_by = now, by.pk
    with whole_registry(why=WHY):
        disruption.save(force_insert=True)
    log.record(
        deed="disruption-kept",
        on=disruption,
        by=by.pk,
        now=now,
        person=disruption.person_id,
        organisation=disruption.programme.municipality_id,
        detail={"kind": str(disruption.kind), "first_day": disruption.first_day.isoformat()},
    )
    return disruption


@transaction.atomic
def take_over(
    *, group: Group, day: date, half_day: HalfDay, trainer: Trainer | None, room: Room | None, by: User, now: datetime
) -> StandIn:
    """Let another trainer, or another room, take over one meeting of a group; what took over before, is kept beside it.

    Raises:
        Refused: if the user does not plan the programme, or somebody kept another at the same moment.
    """
    if not may_plan(by, programme=group.timetable.programme):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    when = {"group": group, "day": day, "half_day": half_day.slug}
    row = StandIn.objects.select_for_update().filter(**when).first() or StandIn(**when)
    row.trainer, row.room = trainer or row.trainer, room or row.room
    row.recorded_at, row.recorded_by = now, by.pk
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(_("Iemand anders regelde deze bijeenkomst net. Ververs de pagina.")) from None
    log.record(
        deed="meeting-taken-over",
        on=row,
        by=by.pk,
        now=now,
        organisation=group.timetable.programme.municipality_id,
        detail={"day": day.isoformat(), "half_day": half_day.slug},
    )
    return row


def note_settled(disruption: Disruption, *, settled: dict[str, Any]) -> None:
    """Keep what was carried out after something happened; the caller has checked who does."""
    with whole_registry(why=WHY):
        Disruption.objects.filter(pk=disruption.pk).update(settled=settled)


@transaction.atomic
def begin_taking_back(*, disruption: UUID, programme: Programme, by: User, now: datetime) -> Disruption:
    """Say that what was carried out is taken back, once; the row says what that was.

    Raises:
        Refused: if the user does not plan the programme, or there is nothing (any more) to take back.
    """
    if not may_plan(by, programme=programme):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    with whole_registry(why=WHY):
        rows = Disruption.objects.filter(pk=disruption, programme=programme, taken_back_at__isnull=True)
        row = rows.select_for_update().exclude(settled={}).first()
        if row is None:
            raise Refused(_("Dit is al teruggenomen, of er is niets van terug te nemen."))
        row.taken_back_at = now
        row.save(update_fields=["taken_back_at"])
    log.record(
        deed="disruption-taken-back",
        on=row,
        by=by.pk,
        now=now,
        organisation=programme.municipality_id,
        detail={"kind": str(row.kind)},
    )
    return row


@transaction.atomic
def give_back(*, stand_in: StandIn, what: str, before: UUID | None, by: User, now: datetime) -> None:
    """Give a meeting the trainer or the room again that it had, also where that was another stand-in; the caller has
    checked who asks."""
    if what == "trainer":
        stand_in.trainer_id = before
    else:
        stand_in.room_id = before
    if stand_in.trainer_id is None and stand_in.room_id is None:
        StandIn.objects.filter(pk=stand_in.pk).delete()
    else:
        stand_in.save(update_fields=["trainer", "room"])
    log.record(
        deed="meeting-given-back",
        on=stand_in,
        by=by.pk,
        now=now,
        organisation=stand_in.group.timetable.programme.municipality_id,
        detail={"day": stand_in.day.isoformat(), "half_day": stand_in.half_day},
    )


KeptMode = tuple[str, str | None, str | None]
"""A group's mode with its first and its last day, as it is kept."""


def kept_mode(group: Group) -> KeptMode:
    """Where the people of a group are, and from when to when, as it is kept."""
    since, until = group.mode_since, group.mode_until
    return group.mode, since.isoformat() if since else None, until.isoformat() if until else None


@transaction.atomic
def set_mode(*, group: Group, mode: GroupMode, since: date, until: date, by: User, now: datetime) -> KeptMode:
    """Say of a group that it is online, hybrid or on site, from a day up to and including another.

    Of a group that comes back on site it stays known that it was elsewhere before. Returns how it is kept.

    Raises:
        Refused: if the user does not plan the programme, or the group is gone.
    """
    row = _with_mode(group.pk, programme=group.timetable.programme, by=by)
    if row is None:
        raise Refused(_("Die groep is er niet meer. Ververs de pagina."))
    if mode is GroupMode.ON_SITE:
        _on_site_from(row, since)
    else:
        row.mode, row.mode_since, row.mode_until = mode, since, until
    return _keep_mode(row, programme=group.timetable.programme, by=by, now=now)


@transaction.atomic
def give_mode_back(
    *, group: UUID, programme: Programme, now_kept: KeptMode, before: KeptMode, since: date, by: User, now: datetime
) -> Group | None:
    """Let a group be where it was before, from a day on; None where it was changed since, or is gone.

    Raises:
        Refused: if the user does not plan the programme.
    """
    row = _with_mode(group, programme=programme, by=by)
    if row is None or kept_mode(row) != now_kept:
        return None
    if before[0] == GroupMode.ON_SITE:
        _on_site_from(row, since)
    else:
        row.mode = before[0]
        row.mode_since, row.mode_until = (date.fromisoformat(day) if day else None for day in before[1:])
    _keep_mode(row, programme=programme, by=by, now=now)
    return row


def _with_mode(group: UUID, *, programme: Programme, by: User) -> Group | None:
    if not may_plan(by, programme=programme):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    rows = Group.objects.unscoped(why=WHY).select_for_update(of=["self"])
    return rows.filter(pk=group, timetable__programme=programme).first()


def _on_site_from(row: Group, day: date) -> None:
    """The group is on site from a day on; where it was before that day, stays."""
    last = day - timedelta(days=1)
    if row.mode == GroupMode.ON_SITE or (row.mode_since is not None and row.mode_since > last):
        row.mode, row.mode_since, row.mode_until = GroupMode.ON_SITE, None, None
    else:
        row.mode_until = min(row.mode_until or last, last)


def _keep_mode(row: Group, *, programme: Programme, by: User, now: datetime) -> KeptMode:
    row.save(update_fields=["mode", "mode_since", "mode_until"])
    log.record(
        deed="group-mode-set",
        on=row,
        by=by.pk,
        now=now,
        organisation=programme.municipality_id,
        detail={"mode": str(row.mode)},
    )
    return kept_mode(row)


def carry_out(disruption: Disruption | None, *, by: User, now: datetime) -> None:
    """Give a class its new times, when the timetable that was planned for them comes in force; the caller has checked
    who asks."""
    if disruption is None or disruption.language_class is None:
        return
    row = disruption.language_class
    if row.half_days == disruption.half_days:
        return
    row.half_days = list(disruption.half_days)
    row.hours = {slug: times for slug, times in row.hours.items() if slug in row.half_days}
    row.save(update_fields=["half_days", "hours"])
    log.record(
        deed="supply-row-changed",
        on=row,
        by=by.pk,
        now=now,
        organisation=disruption.programme.municipality_id,
        detail={"columns": ["half_days"]},
    )
