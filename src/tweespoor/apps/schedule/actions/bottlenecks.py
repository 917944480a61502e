"""Deeds: look for the single concessions that would place more people, and try one in a draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.actions.board import happened_before, instance_of
from tweespoor.apps.schedule.actions.together import go_on_from
from tweespoor.apps.schedule.models import Bottleneck, Timetable, TimetableStatus
from tweespoor.apps.schedule.queries import may_plan
from tweespoor.apps.schedule.queries.board import concession_of, is_looking
from tweespoor.apps.schedule.rules import Refused

READY = (TimetableStatus.DRAFT, TimetableStatus.PUBLISHED, TimetableStatus.REPLACED)
GRACE = timedelta(minutes=2)


@transaction.atomic
def ask_bottlenecks(*, timetable: Timetable, by: User, now: datetime, key: UUID | None = None) -> None:
    """Ask for the concessions that would help most; a job looks for them.

    Raises:
        Refused: if the user does not plan this programme, the timetable is not ready, or it is being looked for.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_plan(by, programme=timetable.programme):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    row = Timetable.objects.select_for_update(of=["self"]).get(pk=timetable.pk)
    if row.status not in READY:
        raise Refused(_("Dit rooster is nog niet klaar."))
    if is_looking(row, now=now):
        raise Refused(_("De knelpunten worden al gezocht."))
    row.bottlenecks_asked_at, row.bottlenecks_found_at = now, None
    row.save(update_fields=["bottlenecks_asked_at", "bottlenecks_found_at"])
    log.record(deed="bottlenecks-asked", on=row, by=by.pk, now=now)


def find_bottlenecks(*, timetable: Timetable, clock: Callable[[], datetime], seconds: int | None = None) -> None:
    """Look for the concessions and keep those that were shown to gain; done already, it does nothing.

    A timetable that breaks rules as things are registered now has none: the board says what no longer fits. Those of
    a draft for some periods and people are about these alone, as a run that tries one is.
    """
    asked = timetable.bottlenecks_asked_at
    if asked is None or timetable.bottlenecks_found_at is not None:
        return
    instance = bridge.as_if(instance_of(timetable, people=None), concession_of(timetable))
    board, happened = bridge.board_of(timetable), happened_before(timetable)
    chosen = bridge.chosen_of(timetable) if timetable.status == TimetableStatus.DRAFT else None
    try:
        if chosen is None:
            instance, board = bridge.still_to_come(
                instance, board=board, disruption=happened, today=timezone.localdate(clock())
            )
        else:
            instance = bridge.reckon_with(instance, happened).instance
        found = bridge.bottlenecks(
            instance,
            board=board,
            chosen=chosen,
            seconds=seconds or settings.PLANNER_SECONDS,
            cancelled=lambda: False,
        )
    except bridge.DoesNotFit:
        found = []
    with transaction.atomic():
        row = Timetable.objects.select_for_update(of=["self"]).get(pk=timetable.pk)
        if row.bottlenecks_asked_at != asked or row.bottlenecks_found_at is not None:
            return
        row.bottlenecks.filter(rank__gt=0).delete()
        Bottleneck.objects.bulk_create(
            Bottleneck(
                timetable=row,
                rank=rank,
                kind=each.kind,
                fields=each.fields,
                person_id=each.person,
                people=each.people,
                points=each.points,
                sentence_nl=each.sentences["nl"],
                sentence_en=each.sentences["en"],
            )
            for rank, each in enumerate(found, start=1)
        )
        row.bottlenecks_found_at = clock()
        row.save(update_fields=["bottlenecks_found_at"])


@transaction.atomic
def try_concession(*, bottleneck: Bottleneck, by: User, now: datetime, key: UUID | None = None) -> Timetable:
    """Ask the planner for a draft as if a concession were made; nothing of what there is to plan with changes.

    Raises:
        Refused, AlreadyDone: as `go_on_from` does.
    """
    run = go_on_from(timetable=bottleneck.timetable, by=by, now=now, key=key, tries=bottleneck)
    run.name = _("Proef met knelpunt %(rank)s") % {"rank": bottleneck.rank}
    run.save(update_fields=["name"])
    return run
