"""Deeds: a link with which somebody without an account fills in one list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.attendance.models import AttendanceLink
from tweespoor.apps.attendance.queries import Session, may_fill_in
from tweespoor.apps.attendance.rules import Refused
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.core.attendance import LINK_LASTS_DAYS
from tweespoor.core.vocabulary import Purpose

AHEAD = timedelta(days=14)
SECRET_BYTES = 24


@transaction.atomic
def make_link(*, session: Session, by: User, now: datetime) -> str:
    """Make a link to the list of one session and return its secret, which is kept nowhere.

    Whoever has it sees the names that its maker sees, and what was marked, until some days after the session.

    Raises:
        Refused: if the session is more than two weeks ahead, or its list can no longer be filled in.
    """
    today = timezone.localdate(now)
    ahead = session.day > today
    if session.day > today + AHEAD or not (ahead or may_fill_in(session, now=now)):
        raise Refused(_("Een link kan gemaakt worden voor een dag binnen twee weken, of kort geleden."))
    secret = token_urlsafe(SECRET_BYTES)
    ends_on = max(session.day, today) + timedelta(days=LINK_LASTS_DAYS + 1)
    row = AttendanceLink.objects.create(
        digest=sha256(secret.encode()).hexdigest(),
        **session.columns,
        made_at=now,
        made_by=by.pk,
        ends_at=timezone.make_aware(datetime.combine(ends_on, time(0))),
    )
    _record("attendance-link-made", row, session=session, by=by, now=now)
    return secret


@transaction.atomic
def withdraw_link(*, session: Session, link: UUID, by: User, now: datetime) -> None:
    """Make a link open nothing any more.

    Raises:
        Refused: if the session has no such link that still opens.
    """
    row = AttendanceLink.objects.filter(pk=link, withdrawn_at__isnull=True, **session.columns).first()
    if row is None:
        raise Refused(_("Deze link werkt al niet meer."))
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    _record("attendance-link-withdrawn", row, session=session, by=by, now=now)


def record_link_opened(*, link: AttendanceLink, people: Sequence[Person], now: datetime) -> None:
    """That whoever has a link saw these people."""
    if not people:
        return
    log.record(
        deed="people-listed",
        on=link,
        by=None,
        now=now,
        people=[person.pk for person in people],
        organisation=people[0].municipality_id,
        detail={"purposes": [Purpose.ATTENDANCE.value], "link": str(link.pk)},
    )


def _record(deed: str, row: AttendanceLink, *, session: Session, by: User, now: datetime) -> None:
    detail = {"day": session.day.isoformat(), "half_day": session.half_day.slug}
    log.record(deed=deed, on=row, by=by.pk, now=now, organisation=session.programme.municipality_id, detail=detail)
