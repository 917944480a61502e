"""PostgreSQL's way to whom a word is part of the name: by an index of all endings of names (`people.name_parts`)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Q

from tweespoor.apps.people.models import PersonQuerySet
from tweespoor.apps.people.name_parts import LONGEST, SOUND, START, TABLE

AFTER_ALL = "\U0010ffff"
"""What no ending holds: behind a beginning, it comes after whatever begins so."""

TIMES = 2
"""So many endings are looked at for each person to be found: somebody may have several, as Hanan has two with `an`."""

_HITS = f"""
SELECT fit.pk, fit.found_by FROM (VALUES {{ranges}}) AS asked (first, beyond) CROSS JOIN LATERAL (
    SELECT person_id FROM {TABLE} WHERE part >= asked.first AND part < asked.beyond ORDER BY part OFFSET 0
) AS ending CROSS JOIN LATERAL ({{people}} OFFSET 0) AS fit (pk, found_by) LIMIT %s
"""  # noqa: S608 - names of our own
"""`OFFSET 0` keeps the planner from looking through everybody first: it takes `LIKE` to fit hardly anybody."""

_OF_ENDING = '"people_person"."id" = ending.person_id'


def is_there() -> bool:
    """Whether this database has the index."""
    return connection.vendor == "postgresql"


def hits(
    people: PersonQuerySet, *, fitting: Q, found_by: Case, number: str, word: str, sounds: Iterable[str], most: int
) -> dict[UUID, int]:
    """The first of these people who meet `fitting`, with how they do: those whose whole number is `number`, in whose
    names `word` begins a word, is inside one, or a skeleton begins with one of `sounds`; each in the order of the
    endings that say so.

    `fitting` says of all words what is looked for; `word` is the one that the index is asked for.
    """
    beginnings = [
        f"{START}{number}|",
        START + word,
        *([word] if len(word) > 1 else ()),
        *(SOUND + each for each in sounds),
    ]
    ranges = [beginning[:LONGEST] for beginning in beginnings]
    try:
        sql, values = _fit(people, fitting=fitting, found_by=found_by).query.sql_with_params()
    except EmptyResultSet:
        return {}
    asked = [text for beginning in ranges for text in (beginning, beginning + AFTER_ALL)]
    query = _HITS.format(ranges=", ".join(["(%s, %s)"] * len(ranges)), people=sql)
    endings = TIMES * most
    while True:
        with connection.cursor() as cursor:
            cursor.execute(query, [*asked, *values, endings])
            rows = cursor.fetchall()
        found = dict(rows)
        if len(found) >= most or len(rows) < endings:
            return found
        endings *= TIMES


def among(people: PersonQuerySet, *, ids: Iterable[UUID]) -> PersonQuerySet:
    """Those of these people who have one of these ids: given as one array, which takes much less than five hundred."""
    array = "{" + ",".join(map(str, ids)) + "}"
    return people.extra(where=['"people_person"."id" = ANY (%s::uuid[])'], params=[array])


def _fit(people: PersonQuerySet, *, fitting: Q, found_by: Case) -> PersonQuerySet:
    """How each of these people fits who has the ending that is looked at, for each ending anew."""
    found = people.filter(fitting).annotate(found_by=found_by).order_by().values_list("pk", "found_by")
    return found.extra(where=[_OF_ENDING])  # noqa: S610 - names of our own
