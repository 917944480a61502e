"""A database to measure on, in a process of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


def measurable() -> tuple[str, ...]:
    """SQLite and, where PG* variables are set, PostgreSQL."""
    return ("sqlite", "postgresql") if any(name.startswith("PG") for name in os.environ) else ("sqlite",)


@contextmanager
def environment(kind: str, *, named: str) -> Iterator[dict[str, str]]:
    """The environment of a process with an empty database of this kind, which is thrown away afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        found = {
            **os.environ,
            "TWEESPOOR_DATA": folder,
            "TWEESPOOR_DATABASE": kind,
            "DJANGO_SETTINGS_MODULE": "tweespoor.site.settings.dev",
        }
        if kind != "postgresql":
            yield found
            return
        name = f"tweespoor_{named}_{os.getpid()}"
        _execute(f'CREATE DATABASE "{name}"')
        try:
            yield {**found, "PGDATABASE": name}
        finally:
            _execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _execute(statement: str) -> None:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is measured

    with psycopg.connect("", autocommit=True) as connection:
        connection.execute(statement)
