"""Programmes of the demonstration in the database of a test.

Loading and planning one takes seconds, so each process does that once and puts the same rows back for its other tests.
"""

from __future__ import annotations

from django.db import connection

from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people import name_parts
from tweespoor.site.demo import load

Rows = dict[str, set[tuple]]

MADE_BY_TRIGGERS = {name_parts.TABLE}

_before: dict[tuple[str, ...], Rows] = {}
_after: dict[tuple[str, ...], Rows] = {}


def load_once(*slugs: str) -> None:
    """Load and plan these programmes; in a database that is not as it was the first time, from the start again."""
    with whole_registry(why="rows of a test are put back for another test"):
        now = _rows()
        if _before.setdefault(slugs, now) != now:
            load(programmes=list(slugs), seconds=1, seed=1, say=lambda _line: None)
        elif slugs in _after:
            _put_back(now, _after[slugs])
        else:
            load(programmes=list(slugs), seconds=1, seed=1, say=lambda _line: None)
            _after[slugs] = _rows()


def _rows() -> Rows:
    with connection.cursor() as cursor:
        found = {}
        for table in sorted({*connection.introspection.table_names(cursor)} - MADE_BY_TRIGGERS):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = set(cursor.fetchall())
        return found


def _put_back(before: Rows, after: Rows) -> None:
    with connection.cursor() as cursor:
        for table, rows in after.items():
            name, new = connection.ops.quote_name(table), list(rows - before[table])
            if gone := before[table] - rows:
                key = connection.introspection.get_primary_key_column(cursor, table)
                place = _columns(cursor, name).index(key)
                for row in gone:
                    cursor.execute(f"DELETE FROM {name} WHERE {connection.ops.quote_name(key)} = %s", [row[place]])
            if new:
                columns = _columns(cursor, name)
                quoted, places = ", ".join(map(connection.ops.quote_name, columns)), ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {name} ({quoted}) VALUES ({places})", new)


def _columns(cursor, name: str) -> list[str]:
    cursor.execute(f"SELECT * FROM {name} LIMIT 0")
    return [column[0] for column in cursor.description]
