"""Deeds: a draft after something happened, near the timetable in force; and whom that breaks the week of."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.actions.board import WHY, instance_of
from tweespoor.apps.schedule.actions.disruptions import keep_disruption
from tweespoor.apps.schedule.actions.planning import queue, reap
from tweespoor.apps.schedule.models import Disruption, Timetable
from tweespoor.apps.schedule.queries import may_plan, published_timetable
from tweespoor.apps.schedule.rules import Refused


def struck_by(disruption: Disruption, *, now: datetime) -> frozenset[UUID]:
    """The people whose group or week something breaks, in the timetable in force; nothing is kept.

    Raises:
        Refused: if there is no timetable in force, or it is about what is not there (any more).
    """
    with whole_registry(why=WHY):
        in_force = _in_force(disruption)
        board = bridge.board_of(in_force)
        instance = instance_of(in_force, people=None)
        try:
            return bridge.strike(instance, board=board, disruption=disruption, today=timezone.localdate(now)).people
        except ValueError:
            raise Refused(_("Dit gaat over iets dat er niet (meer) is. Kies opnieuw.")) from None


def _in_force(disruption: Disruption) -> Timetable:
    found = published_timetable(disruption.programme)
    if found is None:
        raise Refused(_("Er geldt nog geen rooster. Maak er een met de planner."))
    return found


@transaction.atomic
def draft_after(*, disruption: Disruption, name: str, by: User, now: datetime, key: UUID | None = None) -> Timetable:
    """Ask the planner for a draft that keeps to what happened, and changes as few people as it can.

    Raises:
        Refused: if the user does not plan this programme, there is no timetable in force, or a run is under way.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_plan(by, programme=disruption.programme):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    reap(programme=disruption.programme, now=now)
    in_force = _in_force(disruption)
    if disruption._state.adding:
        keep_disruption(disruption, by=by, now=now)
    return queue(
        disruption.programme,
        by=by.pk,
        now=now,
        seconds=settings.PLANNER_SECONDS,
        seed=in_force.seed,
        base=in_force,
        disruption=disruption,
        name=name,
    )
