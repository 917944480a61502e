"""Deeds: opening and withdrawing the address with which a calendar subscribes to a week."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.weeks.models import CalendarFeed
from tweespoor.apps.weeks.queries import Whose, feeds_of
from tweespoor.apps.weeks.queries.feeds import OF_A_WEEK, digest_of, was_read
from tweespoor.apps.weeks.rules import MOST_FEEDS, Refused, WeekKind

SECRET_BYTES = 24


@transaction.atomic
def open_feed(*, whose: Whose, language: str, by: User | None, now: datetime) -> str:
    """Make an address of a week and return its secret, which is kept nowhere; `by` is None where the participant does.

    Raises:
        Refused: if there are too many addresses of this week already.
    """
    if len(feeds_of(whose, maker=by)) >= MOST_FEEDS:
        raise Refused(_("Er zijn al %(count)s adressen van deze week. Trek er eerst een in.") % {"count": MOST_FEEDS})
    secret = token_urlsafe(SECRET_BYTES)
    with whole_registry(why=OF_A_WEEK):
        row = CalendarFeed.objects.create(
            digest=digest_of(secret),
            language=language,
            made_at=now,
            made_by=by.pk if by else None,
            **{whose.kind.value: whose.row},
        )
        _record("calendar-feed-opened" if by else "own-calendar-opened", row, by=by, now=now)
    return secret


@transaction.atomic
def withdraw_feed(*, whose: Whose, feed: UUID, by: User | None, now: datetime) -> None:
    """Make an address open nothing any more.

    Raises:
        Refused: if this week has no such address that still opens.
    """
    row = next((each for each in feeds_of(whose, maker=by) if each.pk == feed), None)
    if row is None:
        raise Refused(_("Dit adres werkt al niet meer."))
    row.withdrawn_at = now
    with whole_registry(why=OF_A_WEEK):
        row.save(update_fields=["withdrawn_at"])
        _record("calendar-feed-withdrawn", row, by=by, now=now)


def note_read(*, feed: CalendarFeed, now: datetime) -> None:
    """Keep on which day an address was last read: once a day, so that reading is not writing."""
    today = timezone.localdate(now)
    with whole_registry(why=OF_A_WEEK):
        if not was_read(feed, on=today):
            CalendarFeed.objects.filter(pk=feed.pk).update(read_on=today)


def _record(deed: str, row: CalendarFeed, *, by: User | None, now: datetime) -> None:
    person = row.person if row.kind is WeekKind.PERSON else None
    log.record(
        deed=deed,
        on=row,
        by=by.pk if by else None,
        now=now,
        person=person.pk if person else None,
        organisation=person.municipality_id if person else None,
        detail={"kind": row.kind.value},
    )
