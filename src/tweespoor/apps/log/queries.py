"""Reading the log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from tweespoor.apps.log.models import DoneRequest, Entry, Mention
from tweespoor.apps.log.verifying import Anchor, Verdict, head, verify

__all__ = [
    "Anchor",
    "Verdict",
    "done_about",
    "entries_about",
    "entries_of",
    "head",
    "narrowed",
    "old_entries",
    "old_keys",
    "verify",
    "was_done",
]


def entries_about(person: UUID) -> QuerySet[Entry]:
    """What was read and done about one person, newest first. The caller has checked that the reader may see it."""
    return Entry.objects.filter(_about_one(person))


LOOKED = ("access-given", "assessment-file-read", "log-seen", "person-seen")
"""Deeds that changed nothing about the person: somebody looked, or was shown what there is."""


def done_about(people: Iterable[UUID], *, since: datetime) -> set[UUID]:
    """Those of these people about whom something was done after a moment, more than looked at."""
    entries = Entry.objects.filter(person__in=list(people), at__gt=since).exclude(deed__in=LOOKED)
    return {person for person in entries.order_by().values_list("person", flat=True).distinct() if person}


def entries_of(*, organisation: UUID, members: Iterable[UUID], people: QuerySet[object]) -> QuerySet[Entry]:
    """What was read and done for an organisation, about its people (a query set of ids), or by its members about
    nobody in particular."""
    by_members = Q(actor__in=list(members), organisation=None, person=None)
    return Entry.objects.filter(Q(organisation=organisation) | by_members | _about(people))


def narrowed(
    entries: QuerySet[Entry],
    *,
    deed: str = "",
    since: date | None = None,
    until: date | None = None,
    person: UUID | None = None,
) -> QuerySet[Entry]:
    """The entries of one deed, of some days (both included), about one person."""
    if deed:
        entries = entries.filter(deed=deed)
    if since:
        entries = entries.filter(at__gte=_midnight(since))
    if until:
        entries = entries.filter(at__lt=_midnight(until + timedelta(days=1)))
    return entries.filter(_about_one(person)) if person else entries


def _about_one(person: UUID) -> Q:
    """The entries about one person, looked up by index however long the log is: a database scans it for an "or"."""
    alone = Entry.objects.filter(person=person).order_by().values("sequence")
    listed = Mention.objects.filter(person=person).values("sequence")
    return Q(sequence__in=alone.union(listed))


def _about(people: object) -> Q:
    mentioned = Mention.objects.filter(person__in=people).values("sequence")
    return Q(person__in=people) | Q(sequence__in=mentioned)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def old_entries(*, before: datetime) -> int:
    """How many entries at the beginning of the log are older than a moment."""
    newer = Entry.objects.filter(at__gte=before).order_by("sequence").values("sequence").first()
    rows = Entry.objects.filter(sequence__lt=newer["sequence"]) if newer else Entry.objects.all()
    return rows.count()


def old_keys(*, before: datetime) -> int:
    """How many idempotency keys are older than a moment."""
    return DoneRequest.objects.filter(at__lt=before).count()


def was_done(key: UUID | None, *, by: UUID) -> bool:
    """Whether the request of this key was carried out for this user: what was sent twice is done, not wrong."""
    return key is not None and DoneRequest.objects.filter(key=key, user=by).exists()
