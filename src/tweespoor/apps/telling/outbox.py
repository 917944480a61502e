"""Sending what waits in an outbox: claimed before it is handed over, offered again where it surely was not taken on."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db.models import F, QuerySet

from tweespoor.apps.telling.models import Outgoing
from tweespoor.apps.telling.rules import AGAIN_AFTER, STUCK_AFTER, MessageState, NotAccepted

FOR_SENDING = "the application sends them, and shows nobody"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Where a row came to stand, when it is offered again if it is, and what else is kept of it."""

    state: MessageState
    try_at: datetime
    more: Mapping[str, str] = field(default_factory=dict)


class HandOver(Protocol):
    """Tries to send one row."""

    def __call__(self, row: Any, /, *, now: datetime) -> Outcome:
        """Where the row came to stand."""


def send_rows(rows: QuerySet[Any], *, hand_over: HandOver, clock: Callable[[], datetime]) -> Counter[MessageState]:
    """Send of these rows what waits, the oldest first; returns how many came to stand where.

    A row is claimed before it is handed over, so that two processes never send the same; one whose sending broke off
    may have gone out, is said to be unsure and is not sent again.
    """
    stuck = rows.filter(state=MessageState.SENDING, tried_at__lt=clock() - STUCK_AFTER)
    stuck.update(state=MessageState.UNSURE)
    found: Counter[MessageState] = Counter()
    waiting = rows.filter(state=MessageState.WAITING, try_at__lte=clock()).order_by("asked_at", "id")
    for key in list(waiting.values_list("pk", flat=True)):
        now, one = clock(), rows.filter(pk=key)
        claimed = one.filter(state=MessageState.WAITING).update(
            state=MessageState.SENDING, tried_at=now, attempts=F("attempts") + 1
        )
        if not claimed:
            continue
        outcome = hand_over(one.get(), now=now)
        one.update(state=outcome.state, try_at=outcome.try_at, **outcome.more)
        found[outcome.state] += 1
    return found


def offer(row: Outgoing, *, carry: Callable[[], None], now: datetime) -> Outcome:
    """Hand a claimed row to whoever carries it; where it surely was not taken on it waits, until it has failed."""
    try:
        carry()
    except NotAccepted:
        if row.attempts > len(AGAIN_AFTER):
            return Outcome(state=MessageState.FAILED, try_at=row.try_at)
        return Outcome(state=MessageState.WAITING, try_at=now + AGAIN_AFTER[row.attempts - 1])
    except Exception as fault:  # whatever a gateway's class raises, it may have sent the message
        logger.error("message %s may have been sent: %s", row.pk, type(fault).__name__)
        return Outcome(state=MessageState.UNSURE, try_at=row.try_at)
    return Outcome(state=MessageState.SENT, try_at=row.try_at)
