"""Deeds: asking for messages in the transaction of the deed that they tell of, and sending them afterwards."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.telling import senders
from tweespoor.apps.telling.models import Message
from tweespoor.apps.telling.notices import send_notices
from tweespoor.apps.telling.outbox import FOR_SENDING, Outcome, offer, send_rows
from tweespoor.apps.telling.own_messages import code_text, message_text, subject_of
from tweespoor.apps.telling.queries import Reach, way_to
from tweespoor.apps.telling.rules import MOST_MOMENTS, Channel, Meeting, MessageKind, MessageState, Moment, NotAccepted

logger = logging.getLogger(__name__)


def tell_changed(
    people: Mapping[UUID, Sequence[Moment]],
    *,
    about: str,
    since: date,
    by: UUID | None,
    now: datetime,
    organisation: UUID | None = None,
) -> int:
    """Tell people that their timetable changes from a day on, and what of it; `about` names the change, which is told
    once."""
    rows = [
        Message(
            person_id=person,
            kind=MessageKind.CHANGED,
            about=about,
            day=since,
            moments=[each.kept() for each in people[person]] if len(people[person]) <= MOST_MOMENTS else [],
            asked_at=now,
            asked_by=by,
            try_at=now,
        )
        for person in sorted(people, key=str)
    ]
    return _ask(rows, by=by, now=now, organisation=organisation)


def tell_about(
    people: Iterable[UUID],
    *,
    kind: MessageKind,
    meeting: Meeting,
    by: UUID | None,
    now: datetime,
    organisation: UUID | None = None,
) -> int:
    """Tell people of one meeting that is still to begin: that it is off, on after all, or tomorrow. How many."""
    local = timezone.localtime(now)
    if (meeting.day, meeting.starts) <= (local.date(), local.time()):
        return 0
    rows = [
        Message(
            person_id=person,
            kind=kind,
            about=meeting.key,
            day=meeting.day,
            until=meeting.until,
            starts=meeting.starts,
            place=meeting.place,
            asked_at=now,
            asked_by=by,
            try_at=now,
        )
        for person in sorted(set(people), key=str)
    ]
    return _ask(rows, by=by, now=now, organisation=organisation)


@transaction.atomic
def _ask(rows: list[Message], *, by: UUID | None, now: datetime, organisation: UUID | None) -> int:
    if not rows:
        return 0
    kind, about = rows[0].kind, rows[0].about
    with whole_registry(why="everybody of a meeting is told of it, whoever calls it off; nothing is shown"):
        asked = [row.person_id for row in rows]
        told = Message.objects.filter(person__in=asked, kind=kind, about=about).values_list("person_id", flat=True)
        gone = Person.objects.filter(pk__in=asked, closed_on__isnull=False).values_list("pk", flat=True)
        left_out = {*told, *gone}
        added = [row for row in rows if row.person_id not in left_out]
        Message.objects.bulk_create(added, ignore_conflicts=True)  # the same, asked twice at one moment
    if added:
        log.record(
            deed="messages-asked",
            on=Message,
            by=by,
            now=now,
            people=[row.person_id for row in added],
            organisation=organisation,
            detail={"kind": str(kind), "day": added[0].day.isoformat()},
        )
    return len(added)


def send_code(*, person: UUID, key: UUID, code: str, minutes: int) -> bool:
    """Send a person the code to sign in with, at once and once; whether it was handed over to whoever carries it.

    It is not kept among the messages: what it says is secret, and worth nothing after some minutes.
    """
    reach = way_to(person, has_sms=senders.sms_sender() is not None)
    if reach.channel is None:
        return False
    subject, text = code_text(code, minutes=minutes, language=reach.language)
    try:
        _deliver(reach, key=key, subject=subject, text=text)
    except Exception as fault:  # whatever a gateway's class raises: who waits asks again
        logger.error("a code to sign in with may not have been sent: %s", type(fault).__name__)
        return False
    return True


def send_waiting(*, clock: Callable[[], datetime]) -> Counter[MessageState]:
    """Send what waits, to participants and to colleagues; returns how many messages came to stand where."""
    rows = Message.objects.select_related("person").unscoped(why=FOR_SENDING)
    return send_rows(rows, hand_over=_hand_over, clock=clock) + send_notices(clock=clock)


def _hand_over(message: Message, *, now: datetime) -> Outcome:
    reach = way_to(message.person_id, has_sms=senders.sms_sender() is not None)
    said = {"channel": reach.channel or "", "language": reach.language}
    if message.person.closed_on is not None or _is_past(message, now=now):
        return Outcome(state=MessageState.LAPSED, try_at=message.try_at, more=said)
    if reach.channel is None:
        return Outcome(state=MessageState.NO_ADDRESS, try_at=message.try_at, more=said)
    outcome = offer(message, carry=partial(_carry, message, reach=reach), now=now)
    return replace(outcome, more=said)


def _is_past(message: Message, *, now: datetime) -> bool:
    local = timezone.localtime(now)
    if message.starts is None:
        return message.day < local.date() - timedelta(days=7)
    return (message.until or message.day, message.starts) <= (local.date(), local.time())


def _carry(message: Message, *, reach: Reach) -> None:
    subject = subject_of(MessageKind(message.kind), language=reach.language)
    _deliver(reach, key=message.pk, subject=subject, text=message_text(message, language=reach.language))


def _deliver(reach: Reach, *, key: UUID, subject: str, text: str) -> None:
    if reach.channel is Channel.EMAIL:
        senders.send_email(key=key, address=reach.address, subject=subject, text=text)
        return
    sender = senders.sms_sender()
    if sender is None:
        raise NotAccepted
    sender.send(key=key, number=reach.address, text=text)
