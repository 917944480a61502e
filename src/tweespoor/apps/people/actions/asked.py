"""Deeds that keep beside each person how much was asked, the same as the answers themselves.

Whoever writes or takes away answers calls this in the same transaction; `tweespoor search-index` counts all anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from uuid import UUID

from django.db import transaction

from tweespoor.apps.people import bridge
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.core.history import KIND_OF

BATCH = 2000
COLUMNS = list(bridge.ASKED_COLUMNS.values())
WHY = "only how much was asked is counted, and nothing is shown"


def set_asked(person: Person, *, slugs: Iterable[str]) -> bool:
    """Give a person that will be saved the counts of these answers; True where they were others."""
    counts = bridge.asked_counts(slugs)
    changed = counts != {column: getattr(person, column) for column in COLUMNS}
    for column, count in counts.items():
        setattr(person, column, count)
    return changed


def hold(people: Iterable[UUID]) -> list[Person]:
    """The rows of people, in which nobody else counts until this transaction is over: two who write answers at once
    would else each miss the other's. Whoever writes for one person holds it before writing."""
    rows = Person.objects.unscoped(why=WHY).select_for_update(no_key=True).filter(pk__in=list(people))
    return list(rows.order_by("pk").only(*COLUMNS))


def recount_asked(people: Iterable[UUID]) -> set[UUID]:
    """Count anew how much was asked of people; the ids of those of whom it was another number.

    A person's row is held before the answers are counted (`hold`).
    """
    waiting = iter(sorted(set(people)))
    found: set[UUID] = set()
    while batch := list(islice(waiting, BATCH)):
        found |= _recount(batch)
    return found


@transaction.atomic
def _recount(ids: list[UUID]) -> set[UUID]:
    rows = hold(ids)
    answers = PersonFact.objects.as_known().filter(person__in=ids, variable__in=bridge.COUNTED | KIND_OF.keys())
    slugs: dict[UUID, list[str]] = {}
    for person, slug in answers.order_by().values_list("person_id", "variable").distinct():
        slugs.setdefault(person, []).append(slug)
    others: dict[tuple[int, ...], list[UUID]] = {}
    for row in rows:
        if set_asked(row, slugs=slugs.get(row.pk, ())):
            others.setdefault(tuple(getattr(row, column) for column in COLUMNS), []).append(row.pk)
    for counts, alike in others.items():
        told = dict(zip(COLUMNS, counts, strict=True))
        Person.objects.unscoped(why=WHY).filter(pk__in=alike).update(**told)
    return {key for alike in others.values() for key in alike}
