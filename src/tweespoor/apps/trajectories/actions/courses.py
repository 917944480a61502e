"""Deeds: starting one person in a programme, ending a trajectory with its reason, and naming the reason later."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.actions import end_care
from tweespoor.apps.people.models import Person, Sharing
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.people.sharing import end_sharing
from tweespoor.apps.trajectories.models import Programme, Trajectory
from tweespoor.apps.trajectories.rules import check_can_decide, check_day, check_year
from tweespoor.core.vocabulary import ReasonForLeaving


@transaction.atomic
def start_trajectory(
    *,
    person: Person,
    programme: Programme,
    on: date,
    by: User | None,
    now: datetime,
    key: UUID | None = None,
) -> Trajectory:
    """Let one person start in a programme of the own municipality, in the design version of today.

    Raises:
        Refused: if the user does not decide, the programme is another municipality's, the person is in it already,
            or the day cannot be meant.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_decide(by, person=person)
    if programme.municipality_id != person.municipality_id:
        raise Refused(_("Dit programma is van een andere gemeente. Kies een programma van de eigen gemeente."))
    check_year(on, today=timezone.localdate(now))
    _claim(key, by=by, now=now)
    try:
        with transaction.atomic():
            row = Trajectory.objects.create(person=person, programme=programme, design=programme.design, started_on=on)
    except IntegrityError:
        raise Refused(_("De deelnemer doet al mee aan dit programma.")) from None
    _record("trajectory-started", row, by=by, now=now)
    return row


@transaction.atomic
def end_trajectory(
    *,
    trajectory: Trajectory,
    on: date,
    reason: ReasonForLeaving | None,
    by: User | None,
    now: datetime,
    key: UUID | None = None,
) -> int:
    """End a trajectory on a day, with its reason or with none registered; how many sharings ended with it.

    What the person is shared with partners for ends on that day too: they can finish their work for as long as
    `core.access` states, and then no longer see the person. Who has a task in another trajectory that runs keeps it.
    Where the duty itself ended, and no trajectory runs, the person is in no case manager's care any more.

    Raises:
        Refused: if the user does not decide, the trajectory ended before, or the day has yet to be or was before it.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_decide(by, person=trajectory.person)
    check_day(on, today=timezone.localdate(now), earliest=trajectory.started_on)
    _claim(key, by=by, now=now)
    row = Trajectory.objects.select_for_update().get(pk=trajectory.pk)
    if row.ended_on is not None:
        raise Refused(_("Dit traject was al gestopt. Ververs de pagina om te zien wat er nu staat."))
    row.ended_on, row.reason_for_leaving = on, reason.value if reason else ""
    row.save(update_fields=["ended_on", "reason_for_leaving"])
    ended = _end_sharings(row.person, on=on, by=by, now=now)
    _end_care(row, by=by, now=now)
    _record("trajectory-ended", row, by=by, now=now, reason=row.reason_for_leaving)
    return ended


@transaction.atomic
def name_reason(
    *, trajectory: Trajectory, reason: ReasonForLeaving, by: User | None, now: datetime, key: UUID | None = None
) -> None:
    """Name why somebody left, where that was not registered at the end.

    Raises:
        Refused: if the user does not decide, the trajectory runs, or its reason is registered.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_decide(by, person=trajectory.person)
    _claim(key, by=by, now=now)
    row = Trajectory.objects.select_for_update().get(pk=trajectory.pk)
    if row.ended_on is None:
        raise Refused(_("Dit traject loopt nog."))
    if row.reason_for_leaving:
        raise Refused(_("De reden was al vastgelegd. Ververs de pagina om te zien wat er nu staat."))
    row.reason_for_leaving = reason.value
    row.save(update_fields=["reason_for_leaving"])
    _end_care(row, by=by, now=now)
    _record("reason-for-leaving-named", row, by=by, now=now, reason=reason.value)


def _end_sharings(person: Person, *, on: date, by: User | None, now: datetime) -> int:
    """End what lasts of the sharing with everybody who has no task in a trajectory that runs; how many."""
    running = person.trajectories.filter(ended_on__isnull=True)
    kept = set(running.exclude(programme__partners=None).values_list("programme__partners", flat=True))
    rows = list(Sharing.objects.filter(person=person, until__isnull=True).select_related("person"))
    lasting = [row for row in rows if row.organisation_id not in kept]
    for row in lasting:
        end_sharing(sharing=row, until=max(on, row.since), by=by, now=now)
    return len(lasting)


def _end_care(row: Trajectory, *, by: User | None, now: datetime) -> None:
    """Take somebody whose duty ended, and who takes part in nothing, out of the care of the case managers."""
    if not row.reason_for_leaving or not ReasonForLeaving.of(row.reason_for_leaving).ends_the_duty:
        return
    if not row.person.trajectories.filter(ended_on__isnull=True).exists():
        end_care(person=row.person, by=by, now=now)


def _claim(key: UUID | None, *, by: User | None, now: datetime) -> None:
    if key is not None and by is not None:
        log.claim(key=key, by=by.pk, now=now)


def _record(deed: str, row: Trajectory, *, by: User | None, now: datetime, **detail: str) -> None:
    log.record(
        deed=deed,
        on=row,
        by=by.pk if by else None,
        now=now,
        person=row.person_id,
        organisation=row.person.municipality_id,
        detail=detail,
    )
