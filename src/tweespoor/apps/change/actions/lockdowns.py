"""Deeds: carrying out what is done with every kind of activity in a lockdown, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.attendance import actions as attendance
from tweespoor.apps.change.actions.taking_back import what_was_settled
from tweespoor.apps.change.lockdown import Treatment
from tweespoor.apps.change.queries.lockdowns import MODES, Locked, kind_of_message, locked_by, where_of
from tweespoor.apps.change.rules import Refused
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule import actions as schedule
from tweespoor.apps.schedule.models import Disruption, DisruptionKind, Timetable


@dataclass(frozen=True, kw_only=True)
class LockedDown:
    """What was carried out: groups that stop and that are elsewhere, messages asked for, and the draft asked for."""

    stopped: int
    elsewhere: int
    messages: int
    draft: Timetable | None


@transaction.atomic
def lock_down(*, disruption: Disruption, name: str, by: User, now: datetime, key: UUID | None = None) -> LockedDown:
    """Call the meetings off of what stops, say of groups that they are online, and ask for a draft of half the size.

    Raises:
        Refused: if no group meets in these days, or what is asked for cannot be.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    groups = locked_by(by, disruption=disruption, now=now)
    _check(groups, disruption=disruption)
    try:
        schedule.keep_disruption(disruption, by=by, now=now)
        stopped = [each for each in groups if each.treatment is Treatment.STOP]
        elsewhere = [each for each in groups if each.changes_mode]
        told = sum(attendance.call_off_row(sessions=row, by=by, now=now) for locked in stopped for row in locked.rows)
        moved = [_be_elsewhere(locked, disruption=disruption, by=by, now=now) for locked in elsewhere]
        told += sum(messages for messages, _mode in moved)
        if stopped or elsewhere:
            off = [session for locked in stopped for session in locked.meetings]
            settled = what_was_settled(called_off=off, taken_over={})
            schedule.note_settled(disruption, settled=settled | {"modes": [mode for _messages, mode in moved]})
        draft = None
        if any(each.treatment is Treatment.HALF for each in groups):
            draft = schedule.draft_after(disruption=disruption, name=name, by=by, now=now)
    except (schedule.Refused, attendance.Refused) as refusal:
        raise Refused(str(refusal)) from None
    return LockedDown(stopped=len(stopped), elsewhere=len(elsewhere), messages=told, draft=draft)


def _check(groups: list[Locked], *, disruption: Disruption) -> None:
    if not groups:
        raise Refused(_("In deze dagen komt geen groep meer bijeen. Kies andere dagen."))
    if disruption.kind == DisruptionKind.GROUP and not any(each.changes_mode for each in groups):
        raise Refused(_("Deze groep is in deze dagen al zo. Kies iets anders, of andere dagen."))


def _be_elsewhere(locked: Locked, *, disruption: Disruption, by: User, now: datetime) -> tuple[int, dict[str, Any]]:
    """Say where the people of a group are, and tell them: how many, and what is kept to take it back."""
    assert disruption.last_day is not None
    mode, before = MODES[locked.treatment], schedule.kept_mode(locked.group)
    kept = schedule.set_mode(
        group=locked.group, mode=mode, since=disruption.first_day, until=disruption.last_day, by=by, now=now
    )
    settled = {"id": str(locked.group.pk), "now": kept, "before": before, "meetings": len(locked.meetings)}
    kind = kind_of_message(locked)
    if kind is None or not locked.to_come:
        return 0, settled
    told = attendance.tell_people_of_all(
        locked.to_come,
        kind=kind,
        about=f"{mode}:{disruption.pk}:{locked.group.pk}",
        place=where_of(locked.to_come[0]),
        by=by,
        now=now,
    )
    return told, settled
