"""Reads of messages, and how somebody can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.telling.models import Message
from tweespoor.apps.telling.rules import LANGUAGES, Channel, MessageKind, MessageState
from tweespoor.core.facts import Fact, Value

MOST_SHOWN = 100
CHANGED_LATELY = timedelta(days=7)
NOT_REACHED = (MessageState.NO_ADDRESS, MessageState.FAILED, MessageState.UNSURE)
REACHED_BY = ("email", "phone", "contact-languages")


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How somebody is reached, and in which language; without an address there is no way."""

    channel: Channel | None
    address: str
    language: str


def messages_to(user: User, *, person: Person) -> list[Message]:
    """What a person was told, or is to be told, the newest first."""
    return list(Message.objects.visible_to(user).filter(person=person)[:MOST_SHOWN])


def own_messages(person: Person) -> list[Message]:
    """What a participant was told or is to be told, newest first; not what lapsed before it was sent."""
    rows = Message.objects.filter(person=person).exclude(state=MessageState.LAPSED)
    return list(rows.unscoped(why="a participant reads the own messages")[:MOST_SHOWN])


def not_reached(user: User, *, now: datetime) -> list[Message]:
    """Messages that surely or perhaps reached nobody, about what is still to come or changed in the last days, as far
    as the user may see them; not the one of the day before, which tells nothing new."""
    today = timezone.localdate(now)
    rows = Message.objects.visible_to(user).filter(state__in=NOT_REACHED).exclude(kind=MessageKind.TOMORROW)
    ahead = Q(day__gte=today) | Q(until__gte=today) | Q(kind=MessageKind.CHANGED, asked_at__gte=now - CHANGED_LATELY)
    return list(rows.filter(ahead).select_related("person").order_by("day", "starts"))


def reach_of(user: User, *, person: Person) -> list[Fact[Value]]:
    """What is known of the person's e-mail address and telephone, as far as the user may see it."""
    known = {each.variable.slug: each.fact for each in people.facts_about(person, for_user=user)}
    return [known[slug] for slug in ("email", "phone") if slug in known]


def way_to(person: UUID, *, has_sms: bool) -> Reach:
    """How the application reaches somebody: by e-mail, else by SMS where the installation sends those."""
    return ways_to([person], has_sms=has_sms)[person]


def ways_to(everybody: Iterable[UUID], *, has_sms: bool) -> dict[UUID, Reach]:
    """How the application reaches each of these people."""
    wanted = list(everybody)
    known = people.facts_of_all(wanted, variables=REACHED_BY)
    return {person: _reach(known.get(person, {}), has_sms=has_sms) for person in wanted}


def _reach(known: Mapping[str, Fact[Value]], *, has_sms: bool) -> Reach:
    language = _language(_value(known.get("contact-languages")))
    email, phone = _value(known.get("email")), _value(known.get("phone"))
    if email:
        return Reach(channel=Channel.EMAIL, address=str(email), language=language)
    if phone and has_sms:
        return Reach(channel=Channel.SMS, address=str(phone), language=language)
    return Reach(channel=None, address="", language=language)


def sends_sms() -> bool:
    """Whether this installation sends SMS."""
    return bool(settings.SMS_SENDER)


def language_for(person: UUID) -> str:
    """The language in which a person is told things."""
    known = people.facts_of_all([person], variables=["contact-languages"]).get(person, {})
    return _language(_value(known.get("contact-languages")))


def _value(fact: Fact[Value] | None) -> Value | None:
    return fact.value if fact is not None and fact.is_known else None


def _language(said: Value | None) -> str:
    spoken: Iterable[object] = said if isinstance(said, tuple) else ()
    heard = {str(each) for each in spoken}
    return next((ours for code, ours in LANGUAGES.items() if code in heard), "nl")
