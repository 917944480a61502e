"""Writing the log, beside the deed and in its transaction.

Entries are chained, so that two transactions cannot add at the same time: record at the end of a deed, when all other
rows are written, and everything a deed records in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from tweespoor.apps.log.models import Chain, DoneRequest, Entry, Mention
from tweespoor.apps.log.rules import canonical, entry_hash

HEAD = 1
"""The key of the chain's one row."""


class AlreadyDone(Exception):
    """The request of this key was carried out before; nothing was done again."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What an entry will say. `on` is the model instance it is about, or a model where it is about several.

    `people` are all people of a list; `detail` holds codes and numbers only: names and free text never enter the log.
    """

    deed: str
    on: Any
    by: UUID | None
    now: datetime
    person: UUID | None = None
    people: Sequence[UUID] = ()
    organisation: UUID | None = None
    detail: dict[str, Any] = field(default_factory=dict)


def record(
    *,
    deed: str,
    on: Any,
    by: UUID | None,
    now: datetime,
    person: UUID | None = None,
    people: Sequence[UUID] = (),
    organisation: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> Entry:
    """Write one entry; see `Deed`."""
    about = Deed(
        deed=deed,
        on=on,
        by=by,
        now=now,
        person=person,
        people=people,
        organisation=organisation,
        detail=detail or {},
    )
    return record_all([about])[0]


@transaction.atomic
def record_all(deeds: Iterable[Deed]) -> list[Entry]:
    """Write entries in this order; in a fixed number of queries, whatever their number."""
    entries = [_entry(each) for each in deeds]
    if not entries:
        return []
    head = _head()
    sequence, previous = head.sequence, head.hash
    for entry in entries:
        sequence += 1
        entry.sequence, entry.previous = sequence, previous
        entry.hash = previous = entry_hash(entry.content(), sequence=sequence, previous=previous)
    Entry.objects.bulk_create(entries, batch_size=1000)
    mentions = [
        Mention(person=UUID(person), sequence=entry.sequence)
        for entry in entries
        for person in entry.detail.get("listed", ())
    ]
    if mentions:
        Mention.objects.bulk_create(mentions, batch_size=1000)
    return entries


def _entry(about: Deed) -> Entry:
    detail = {**about.detail, "listed": list(about.people)} if about.people else about.detail
    key = getattr(about.on, "pk", None)
    return Entry(
        id=uuid4(),
        at=about.now,
        actor=about.by,
        organisation=about.organisation,
        deed=about.deed,
        object_type=about.on._meta.model_name,
        object_id="" if isinstance(about.on, type) or key is None else str(key),
        person=about.person,
        detail=canonical(detail),
    )


def _head() -> Chain:
    """The chain's head, held by this transaction until its end; nobody else adds meanwhile."""
    held = Chain.objects.select_for_update()
    head = held.filter(pk=HEAD).first()
    if head is None:
        Chain.objects.get_or_create(pk=HEAD)
        head = held.get(pk=HEAD)
    return head


@transaction.atomic
def prune(*, before: datetime, by: UUID | None, now: datetime) -> int:
    """Delete the oldest entries, up to the first of `before` or later; the chain goes on from there.

    An entry says up to where, and the hash of the last one deleted. Returns how many were deleted.
    """
    head = _head()
    newer = Entry.objects.filter(at__gte=before).order_by("sequence").first()
    first_kept = newer.sequence if newer else head.sequence + 1
    last = Entry.objects.filter(sequence=first_kept - 1).first()
    if last is None:
        return 0
    gone = first_kept - head.first_kept
    Chain.objects.filter(pk=HEAD).update(first_kept=first_kept, before=last.hash)
    old = Entry.objects.filter(sequence__lt=first_kept)
    old._raw_delete(old.db)
    Mention.objects.filter(sequence__lt=first_kept).delete()
    detail = {"entries": gone, "first_kept": first_kept, "before": last.hash}
    record(deed="log-pruned", on=head, by=by, now=now, detail=detail)
    return gone


def count_by(actor: UUID, *, deed: str, since: datetime) -> int:
    """How often somebody did a deed since a moment, to set a limit to guesses."""
    return Entry.objects.filter(actor=actor, deed=deed, at__gte=since).count()


def claim(*, key: UUID, by: UUID, now: datetime) -> None:
    """Mark the request as done, in the transaction of its deed.

    Raises:
        AlreadyDone: if a request of this key was carried out before.
    """
    try:
        with transaction.atomic():
            DoneRequest.objects.create(key=key, user=by, at=now)
    except IntegrityError:
        raise AlreadyDone(str(key)) from None


def release(*, key: UUID) -> None:
    """Take a claim back, in the transaction that made it: not all of the request was done, so it may come again."""
    DoneRequest.objects.filter(key=key).delete()


@transaction.atomic
def forget_requests(*, before: datetime, by: UUID | None, now: datetime) -> int:
    """Delete the idempotency keys of before a moment; returns how many."""
    gone, _each = DoneRequest.objects.filter(at__lt=before).delete()
    if gone:
        record(deed="requests-forgotten", on=DoneRequest, by=by, now=now, detail={"keys": gone})
    return gone
