"""Triggers by which the database itself keeps a signed plan as it was signed.

Of a signed or replaced version nothing changes but that it is replaced, and that words in it are erased once their
term is over; a signature is never changed. Deleting is left to retention.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

FIXED = (
    "person_id",
    "number",
    "act",
    "target_group",
    "route",
    "reason",
    "reason_text",
    "discussed_on",
    "signed_on",
    "without_participant",
    "received_from",
)
TRIGGERS = (("pip_signed_stays", "trajectories_pipversion"), ("pip_signature_stays", "trajectories_pipsignature"))

_CHANGED = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in FIXED)
_ERASES = "OLD.words_erased_on IS NULL AND NEW.words_erased_on IS NOT NULL"
_CONTENT = f"OLD.content IS DISTINCT FROM NEW.content AND NOT ({_ERASES})"
_BACK = "(OLD.status = 'replaced' AND NEW.status <> 'replaced') OR NEW.status NOT IN ('signed', 'replaced')"
_WHEN = f"OLD.status IN ('signed', 'replaced') AND ({_CHANGED} OR ({_CONTENT}) OR {_BACK})"
_SAID, _SAID_OF_SIGNATURE = "a signed plan cannot be changed", "a signature cannot be changed"

_SQLITE = (
    f"""CREATE TRIGGER pip_signed_stays BEFORE UPDATE ON trajectories_pipversion
    WHEN {_WHEN.replace("IS DISTINCT FROM", "IS NOT")} BEGIN SELECT RAISE(ABORT, '{_SAID}'); END""",
    f"""CREATE TRIGGER pip_signature_stays BEFORE UPDATE ON trajectories_pipsignature
    BEGIN SELECT RAISE(ABORT, '{_SAID_OF_SIGNATURE}'); END""",
)
_POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION pip_signed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_SAID}'; END $$""",
    f"""CREATE OR REPLACE FUNCTION pip_signature_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{_SAID_OF_SIGNATURE}'; END $$""",
    f"""CREATE TRIGGER pip_signed_stays BEFORE UPDATE ON trajectories_pipversion
    FOR EACH ROW WHEN ({_WHEN}) EXECUTE FUNCTION pip_signed_stays()""",
    """CREATE TRIGGER pip_signature_stays BEFORE UPDATE ON trajectories_pipsignature
    FOR EACH ROW EXECUTE FUNCTION pip_signature_stays()""",
)


def build() -> migrations.RunPython:
    """The step of a migration that makes the triggers."""

    def forwards(_apps: Any, editor: Any) -> None:
        for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL:
            editor.execute(statement)

    def backwards(_apps: Any, editor: Any) -> None:
        for name, table in TRIGGERS:
            if editor.connection.vendor == "sqlite":
                editor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
                editor.execute(f"DROP FUNCTION IF EXISTS {name}()")

    return migrations.RunPython(forwards, backwards)
