"""Deeds: let the planner go on with what a run was asked for that lost its worker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.actions import planning
from tweespoor.apps.schedule.actions.together import belong_together
from tweespoor.apps.schedule.models import Timetable, TimetableStatus
from tweespoor.apps.schedule.queries import may_plan
from tweespoor.apps.schedule.queries.board import concession_of
from tweespoor.apps.schedule.rules import LOST, Refused


@transaction.atomic
def begin_again(*, timetable: Timetable, by: User, now: datetime, key: UUID | None = None) -> Timetable:
    """Ask once more for what a lost run was asked for: the same draft to go on from, periods and people, concession and
    event; and the same of those that it was planned together with.

    Returns the run of the same programme.

    Raises:
        Refused: if the user does not plan one of the programmes, the run was not lost, what it went on from is not
            there or not in force any more, or a run is under way.
        AlreadyDone: if the request of `key` was carried out before.
    """
    lost = [timetable]
    if timetable.together is not None:
        rows = Timetable.objects.filter(together=timetable.together).exclude(pk=timetable.pk)
        lost += rows.select_related("programme", "based_on").order_by("pk")
    if not all(may_plan(by, programme=each.programme) for each in lost):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    _check(lost)
    runs = []
    for each in lost:
        planning.reap(programme=each.programme, now=now)
        base = each.based_on if each.keeps_to_base else None
        with whole_registry(why=planning.WHY):
            chosen, tries = bridge.chosen_of(each), concession_of(each)
            if base is not None and base.status == TimetableStatus.DRAFT:
                planning.check_pins(base, chosen=chosen)
        runs.append(
            planning.queue(
                each.programme,
                by=by.pk,
                now=now,
                seconds=settings.PLANNER_SECONDS,
                seed=each.seed,
                base=base,
                tries=tries,
                disruption=each.disruption,
                chosen=chosen,
                name=each.name,
            )
        )
    return belong_together(runs)[0] if len(runs) > 1 else runs[0]


def _check(lost: Sequence[Timetable]) -> None:
    """Raises Refused where one of them was not lost, or went on from what is gone."""
    for each in lost:
        if each.status != TimetableStatus.FAILED or each.method != LOST:
            raise Refused(_("Deze opdracht is niet onderbroken."))
        if not each.keeps_to_base:
            continue
        if each.based_on is None:
            raise Refused(_("Het rooster waarvan de planner verderging, is er niet meer. Begin met een ander."))
        if each.based_on.status == TimetableStatus.REPLACED:
            raise Refused(_("Sinds deze opdracht is een ander rooster gepubliceerd. Begin opnieuw, vanaf dat rooster."))
