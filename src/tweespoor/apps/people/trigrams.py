"""PostgreSQL's index for finding any part of a text; where it cannot be made, the same searches read every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, transaction

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_INDEXES = ("name_key", "sound_key")


def make_trigram_indexes(connection: BaseDatabaseWrapper | Any) -> bool:
    """Make the indexes on what a search looks in, unless they are there; True where they are there after this.

    The extension `pg_trgm` comes with PostgreSQL, and whoever may create in the database may make it. False on other
    databases, and where this one refuses it.
    """
    if connection.vendor != "postgresql":
        return False
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            for column in _INDEXES:
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS people_person_{column}_trigrams"
                    f" ON people_person USING gin ({column} gin_trgm_ops)"
                )
    except DatabaseError:
        return False
    return True
