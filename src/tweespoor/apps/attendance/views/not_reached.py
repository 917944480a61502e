"""Whom a message did not reach: by whoever may see how they can be reached they are called or spoken to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.seen import record_list_seen
from tweespoor.apps.telling.models import Message
from tweespoor.apps.telling.queries import not_reached
from tweespoor.core.vocabulary import Purpose


@dataclass(frozen=True, kw_only=True)
class ShownNotReached:
    """Somebody whom messages did not reach, and what they told."""

    name: str
    url: str
    told: tuple[str, ...]


def not_reached_shown(user: User, *, now: datetime) -> list[ShownNotReached]:
    """Everybody whom messages about what is to come did not reach, as far as the user may see it, by name."""
    of: dict[object, list[Message]] = {}
    for row in not_reached(user, now=now):
        of.setdefault(row.person_id, []).append(row)
    people = sorted((rows[0].person for rows in of.values()), key=str)
    record_list_seen(people=people, purposes=[Purpose.CONTACT], by=user, now=now)
    return [
        ShownNotReached(name=str(each), url=reverse("person-messages", args=[each.pk]), told=_told(of[each.pk]))
        for each in people
    ]


def _told(rows: Iterable[Message]) -> tuple[str, ...]:
    found = []
    for row in rows:
        at = f", {row.starts:%H.%M}" if row.starts else ""
        found.append(f"{row.get_kind_display()}: {date_format(row.day, 'l j F')}{at}")
    return tuple(dict.fromkeys(found))
