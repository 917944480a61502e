"""The second wall: on PostgreSQL, rows about people that somebody may not see are not there for that somebody.

The policies say in SQL what `PersonQuerySet.visible_to` says in Python. They hold for the tables' owner too, not for a
superuser: Tweespoor connects as an ordinary user (docs/operations.md). On SQLite, which has one user, there is no wall.

With whom people are shared, what they consent to and who used emergency access decide what is visible, and so are
themselves outside it.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import migrations

from tweespoor.apps.organisations.scope import APPLICATION, SCOPE, USER
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES, PERSONAL_ROLES
from tweespoor.core.access import AFTER_SHARING
from tweespoor.core.vocabulary import Role


def _list(roles: tuple[Role, ...]) -> str:
    return ", ".join(f"'{role.value}'" for role in roles)


TODAY = f"(now() AT TIME ZONE '{settings.TIME_ZONE}')::date"

FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION tweespoor_is_application() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('{SCOPE}', true), '') = '{APPLICATION}' $$;

CREATE OR REPLACE FUNCTION tweespoor_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('{USER}', true), '')::uuid $$;

CREATE OR REPLACE FUNCTION tweespoor_municipalities() RETURNS SETOF uuid LANGUAGE sql STABLE PARALLEL SAFE ROWS 3 AS
$$ SELECT organisation_id FROM organisations_membership
   WHERE user_id = tweespoor_user() AND role IN ({_list(MUNICIPAL_ROLES)}) $$;

CREATE OR REPLACE FUNCTION tweespoor_shared_people() RETURNS SETOF uuid LANGUAGE sql STABLE PARALLEL SAFE ROWS 300 AS
$$ SELECT s.person_id FROM people_sharing s
   JOIN organisations_membership m ON m.organisation_id = s.organisation_id AND m.user_id = tweespoor_user()
   WHERE s.since <= {TODAY} AND (s.until IS NULL OR s.until >= {TODAY} - {AFTER_SHARING.days})
   AND ((s.for_user_id IS NULL AND m.role IN ({_list(tuple(r for r in PARTNER_ROLES if r not in PERSONAL_ROLES))}))
        OR (s.for_user_id = m.user_id AND m.role IN ({_list(PERSONAL_ROLES)})))
   UNION
   SELECT e.person_id FROM people_emergencyaccess e WHERE e.user_id = tweespoor_user() AND e.ends_at > now() $$;
"""  # noqa: S608 - made of names of our own
DROP_FUNCTIONS = """
DROP FUNCTION tweespoor_shared_people(); DROP FUNCTION tweespoor_municipalities();
DROP FUNCTION tweespoor_user(); DROP FUNCTION tweespoor_is_application();
"""

OF_A_PERSON = (
    "(SELECT tweespoor_is_application()) OR municipality_id = ANY (ARRAY(SELECT tweespoor_municipalities())) "
    "OR id IN (SELECT tweespoor_shared_people())"
)
"""The municipalities are asked for once per query and compared with as an array, which costs a row less than a look
into a table of them. What the functions say of themselves (few rows, safe in parallel) is what the planner goes by."""

ABOUT_A_PERSON = (
    "(SELECT tweespoor_is_application()) OR EXISTS (SELECT 1 FROM people_person AS seen WHERE seen.id = {column})"
)


def build(*, person_table: str = "people_person") -> migrations.RunPython:
    """The step of a migration that makes the wall around people themselves."""

    def forwards(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(FUNCTIONS)
            _raise(editor, person_table, policy=OF_A_PERSON)

    def backwards(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            _lower(editor, person_table)
            editor.execute(DROP_FUNCTIONS)

    return migrations.RunPython(forwards, backwards)


def renew(*, person_table: str = "people_person") -> migrations.RunPython:
    """The step of a migration that brings the wall around people to what it is now."""

    def forwards(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(FUNCTIONS)
            editor.execute(f"ALTER POLICY seen ON {person_table} USING ({OF_A_PERSON})")

    return migrations.RunPython(forwards, migrations.RunPython.noop)


def protect(table: str, *, column: str = "person_id") -> migrations.RunPython:
    """The step of a migration that puts a table about people behind the wall; `column` holds the person's id."""

    def forwards(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            _raise(editor, table, policy=ABOUT_A_PERSON.format(column=f"{table}.{column}"))

    def backwards(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            _lower(editor, table)

    return migrations.RunPython(forwards, backwards)


def protect_part(table: str, *, of: str, column: str) -> migrations.RunPython:
    """The step of a migration that puts a table behind the wall whose rows are part of a row of `of`, which is.

    `column` holds the id of that row: what is not visible there is not visible here.
    """
    exists = f"EXISTS (SELECT 1 FROM {of} AS whole WHERE whole.id = {table}.{column})"  # noqa: S608 - names of our own
    policy = f"(SELECT tweespoor_is_application()) OR {exists}"

    def forwards(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            _raise(editor, table, policy=policy)

    def backwards(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            _lower(editor, table)

    return migrations.RunPython(forwards, backwards)


def _raise(editor: Any, table: str, *, policy: str) -> None:
    editor.execute(f"CREATE POLICY seen ON {table} USING ({policy})")
    editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def _lower(editor: Any, table: str) -> None:
    editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY")
    editor.execute(f"DROP POLICY seen ON {table}")
