"""Triggers by which the database itself keeps the log append-only, and moves the chain's head.

An entry can never be changed, and only be deleted once the chain says it begins after it: the log's own retention
moves the beginning first, with an entry that says so (`actions.prune`). Whoever takes the triggers away is found out by
`tweespoor log verify`.
"""

from __future__ import annotations

from typing import Any

TRIGGERS = ("log_entry_no_update", "log_entry_no_delete", "log_entry_head")

_SQLITE = (
    """CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry
    BEGIN SELECT RAISE(ABORT, 'log entries cannot be changed'); END""",
    """CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry
    WHEN OLD.sequence >= COALESCE((SELECT first_kept FROM log_chain), 0)
    BEGIN SELECT RAISE(ABORT, 'log entries cannot be deleted'); END""",
    """CREATE TRIGGER log_entry_head AFTER INSERT ON log_entry
    BEGIN UPDATE log_chain SET sequence = NEW.sequence, hash = NEW.hash WHERE sequence < NEW.sequence; END""",
)

_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION log_entry_no_update() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'log entries cannot be changed'; END $$""",
    """CREATE OR REPLACE FUNCTION log_entry_no_delete() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.sequence >= COALESCE((SELECT first_kept FROM log_chain), 0) THEN
            RAISE EXCEPTION 'log entries cannot be deleted';
        END IF;
        RETURN OLD;
    END $$""",
    """CREATE OR REPLACE FUNCTION log_entry_head() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE log_chain SET sequence = NEW.sequence, hash = NEW.hash WHERE sequence < NEW.sequence;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry
    FOR EACH ROW EXECUTE FUNCTION log_entry_no_update()""",
    """CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry
    FOR EACH ROW EXECUTE FUNCTION log_entry_no_delete()""",
    """CREATE TRIGGER log_entry_head AFTER INSERT ON log_entry
    FOR EACH ROW EXECUTE FUNCTION log_entry_head()""",
)


def build(connection: Any) -> None:
    """Make the triggers in this database."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def take_down(connection: Any) -> None:
    """Remove the triggers: to go back before they were there."""
    with connection.cursor() as cursor:
        for name in TRIGGERS:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON log_entry")
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


def missing(connection: Any) -> tuple[str, ...]:
    """The names of the triggers that are not there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log_entry'")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = 'log_entry'::regclass AND NOT tgisinternal"
                " AND tgenabled <> 'D'"
            )
        there = {row[0] for row in cursor.fetchall()}
    return tuple(name for name in TRIGGERS if name not in there)
