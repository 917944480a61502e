"""Deed: asking the planner for some periods and people of a programme; all the rest stays as it is."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.actions.planning import WHY, check_pins, queue, reap
from tweespoor.apps.schedule.models import Timetable, TimetableStatus
from tweespoor.apps.schedule.queries import may_plan, periods_of, published_timetable
from tweespoor.apps.schedule.queries.choosing import CAN_GO_ON_FROM, who_asks
from tweespoor.apps.schedule.rules import Refused
from tweespoor.apps.trajectories.models import Programme


@transaction.atomic
def ask_part(
    *,
    programme: Programme,
    periods: Collection[UUID],
    people: Collection[UUID],
    base: Timetable | None,
    by: User,
    now: datetime,
    key: UUID | None = None,
    seed: int = 1,
) -> Timetable:
    """Ask the planner for a draft in which only these periods and people are planned.

    The rest is as in `base`, by default the timetable in force. All periods and everybody who asks is the whole
    programme: then nothing is held.

    Raises:
        Refused: if the user does not plan this programme, nothing or what is not there was chosen, or a run is under
            way.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_plan(by, programme=programme):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    in_force = published_timetable(programme)
    base = base or in_force
    if base is not None and (base.programme_id != programme.pk or base.status not in CAN_GO_ON_FROM):
        raise Refused(_("Van dat rooster kan de planner niet verdergaan. Kies een ander."))
    chosen = _chosen(programme, periods=periods, people=people, in_force=in_force)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    reap(programme=programme, now=now)
    if base is not None and base.status == TimetableStatus.DRAFT:
        with whole_registry(why=WHY):
            check_pins(base, chosen=chosen)
    return queue(programme, by=by.pk, now=now, seconds=settings.PLANNER_SECONDS, seed=seed, base=base, chosen=chosen)


def _chosen(
    programme: Programme, *, periods: Collection[UUID], people: Collection[UUID], in_force: Timetable | None
) -> bridge.Chosen:
    there, asking = {period.pk for period in periods_of(programme)}, who_asks(programme)
    if not periods:
        raise Refused(_("Kies ten minste één periode om te plannen."))
    if not {*periods} <= there:
        raise Refused(_("Een periode die u koos, is er niet meer. Kies opnieuw."))
    if not {*people} & asking:
        raise Refused(_("Kies ten minste één deelnemer om te plannen."))
    return bridge.Chosen(
        periods=None if {*periods} == there else frozenset(periods),
        people=None if {*people} >= asking else frozenset({*people} & asking),
        of=len(asking),
        in_force=in_force.pk if in_force else None,
    )
