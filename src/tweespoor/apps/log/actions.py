"""Writing the log, beside the deed and in its transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from tweespoor.apps.log.models import DoneRequest, Entry


class AlreadyDone(Exception):
    """The request of this key was carried out before; nothing was done again."""


def record(
    *,
    deed: str,
    on: Any,
    by: UUID | None,
    now: datetime,
    person: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> Entry:
    """Write one entry about a deed on the model instance `on`.

    `detail` holds codes and numbers only: names and free text never enter the log.
    """
    return Entry.objects.create(
        at=now,
        actor=by,
        deed=deed,
        object_type=on._meta.model_name,
        object_id=str(on.pk),
        person=person,
        detail=detail or {},
    )


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
