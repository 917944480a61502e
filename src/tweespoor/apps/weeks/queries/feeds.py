"""The addresses with which calendars subscribe to a week."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.prepared import Prepared
from tweespoor.apps.organisations.scope import on_behalf_of_somebody, whole_registry
from tweespoor.apps.weeks.models import CalendarFeed
from tweespoor.apps.weeks.queries.finding import whose_week
from tweespoor.apps.weeks.queries.meetings import Whose
from tweespoor.apps.weeks.rules import WeekKind

OF_A_WEEK = "the addresses of one week that the caller may show, without their secrets"
FOR_ITS_HOLDER = "whoever has the secret of an address reads the week of that address alone"
SHOWN = (*(kind.value for kind in WeekKind), "language", "made_by", "person__closed_on")
"""What a calendar is made of: on which day it was read last is not, and neither is who its participant is."""


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def feeds_of(whose: Whose, *, maker: User | None) -> list[CalendarFeed]:
    """The addresses of a week that still open, newest first: of a person all, else those of `maker`."""
    with whole_registry(why=OF_A_WEEK):
        rows = CalendarFeed.objects.standing().filter(**{whose.kind.value: whose.row})
        if whose.kind is not WeekKind.PERSON:
            rows = rows.filter(made_by=maker.pk if maker else None)
        return list(rows)


def feed_of(secret: str) -> CalendarFeed | None:
    """The address of this secret; None where there is none, or it was withdrawn, or its person has gone."""
    with whole_registry(why=FOR_ITS_HOLDER):
        found = _standing(digest_of(secret))
        return next((row for row in found if not (row.person and row.person.closed_on)), None)


@Prepared
def _standing(digest: str) -> QuerySet[CalendarFeed]:
    """The address with the secret of this digest, which is there once."""
    rows = CalendarFeed.objects.standing().filter(digest=digest).select_related("person")
    return rows.only(*SHOWN).order_by()


def was_read(feed: CalendarFeed, *, on: date) -> bool:
    """Whether an address is known to have been read on a day."""
    return bool(_read_on(feed.pk, on))


@Prepared
def _read_on(feed: UUID, day: date) -> QuerySet[Any, Any]:
    return CalendarFeed.objects.filter(pk=feed, read_on=day).order_by().values_list("pk")


def whose_of(feed: CalendarFeed) -> Whose | None:
    """Whose week an address shows now; None where its maker sees it no more. To be asked within the whole registry."""
    if feed.person is not None:
        return Whose(WeekKind.PERSON, feed.person)
    maker = User.objects.filter(pk=feed.made_by, is_active=True).first()
    if maker is None:
        return None
    with on_behalf_of_somebody(maker.pk):
        return whose_week(maker, kind=feed.kind, key=getattr(feed, f"{feed.kind.value}_id"))
