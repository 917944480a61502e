"""Deeds that keep what a search looks in the same as the names and numbers themselves, and all else that is derived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection, transaction

from tweespoor.apps.people import bridge, name_parts
from tweespoor.apps.people.actions.asked import recount_asked
from tweespoor.apps.people.models import Person

BATCH = 2000
KEYS = ["name_key", "sound_key"]


@dataclass(frozen=True)
class RebuiltIndex:
    """What rebuilding did: the people looked at, and those whose keys or counts were wrong."""

    people: int
    mended: int


def set_search_keys(person: Person) -> bool:
    """Give a person that will be saved the keys of its names and number; True where they were others."""
    keys = bridge.search_keys(given_name=person.given_name, family_name=person.family_name, number=person.number)
    changed = (person.name_key, person.sound_key) != (keys.name, keys.sound)
    person.name_key, person.sound_key = keys.name, keys.sound
    return changed


def rebuild_search_index() -> RebuiltIndex:
    """Make what a search looks in and how much was asked anew for everybody, in batches; and on PostgreSQL the parts
    of names."""
    looked_at = mended = 0
    for batch in _batches():
        changed = [person for person in batch if set_search_keys(person)]
        with transaction.atomic():
            Person.objects.bulk_update(changed, KEYS, batch_size=200)
            recounted = recount_asked(person.pk for person in batch)
        looked_at += len(batch)
        mended += len(recounted.union(person.pk for person in changed))
    name_parts.fill_anew(connection)
    return RebuiltIndex(people=looked_at, mended=mended)


def _batches() -> Iterator[list[Person]]:
    """Everybody, some thousands at a time. The ids are taken first: nothing is read while it is written."""
    ids = iter(list(Person.objects.order_by("pk").values_list("pk", flat=True)))
    while batch := list(islice(ids, BATCH)):
        yield list(Person.objects.filter(pk__in=batch).only("given_name", "family_name", "number", *KEYS))
