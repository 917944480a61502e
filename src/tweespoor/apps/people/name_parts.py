"""PostgreSQL's index of the parts of names: a table with every ending of everybody's names and number.

Whoever has `shal` somewhere in a name has an ending that begins with it, and beginnings are found by comparing alone.
That is what an index can be asked behind row-level security, where it cannot be asked for `LIKE '%shal%'`. Triggers
keep the table in step with `name_key` and `sound_key`, whatever writes or deletes people. SQLite reads every row
instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import migrations, transaction

from tweespoor.apps.people.wall import ABOUT_A_PERSON

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "people_namepart"
LONGEST = 24
"""So many signs of an ending are kept; what is longer is compared with the names themselves."""

START, SOUND = " ", "~"
"""What stands before the ending that begins a word, and before a skeleton: first come beginnings, then what is inside a
word, and last how words sound."""

_MAKE = (
    f"""CREATE TABLE {TABLE}
    (part text COLLATE "C" NOT NULL, person_id uuid NOT NULL, PRIMARY KEY (part, person_id))""",
    f"CREATE INDEX {TABLE}_person ON {TABLE} (person_id)",
    f"""CREATE FUNCTION tweespoor_name_parts(name_key text, sound_key text) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    $$ SELECT left(CASE WHEN substr(name_key, place - 1, 1) IN (' ', '|') THEN '{START}' ELSE '' END
                   || substr(name_key, place, {LONGEST}), {LONGEST})
       FROM generate_series(2, length(name_key)) AS place WHERE substr(name_key, place, 1) NOT IN (' ', '|')
       UNION
       SELECT left('{SOUND}' || skeleton || ' ', {LONGEST})
       FROM unnest(string_to_array(btrim(sound_key), ' ')) AS skeleton WHERE skeleton <> '' $$""",  # noqa: S608 - names of our own
    f"""CREATE FUNCTION tweespoor_part_names() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            TRUNCATE {TABLE};
            RETURN NULL;
        END IF;
        IF TG_OP <> 'INSERT' THEN
            DELETE FROM {TABLE} WHERE person_id = OLD.id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO {TABLE} (part, person_id)
            SELECT part, NEW.id FROM tweespoor_name_parts(NEW.name_key, NEW.sound_key) AS part;
            RETURN NULL;
        END IF;
        RETURN OLD;
    END $$""",  # noqa: S608 - names of our own
    """CREATE TRIGGER names_parted AFTER INSERT ON people_person
    FOR EACH ROW EXECUTE FUNCTION tweespoor_part_names()""",
    """CREATE TRIGGER names_parted_anew AFTER UPDATE ON people_person FOR EACH ROW
    WHEN ((OLD.name_key, OLD.sound_key) IS DISTINCT FROM (NEW.name_key, NEW.sound_key))
    EXECUTE FUNCTION tweespoor_part_names()""",
    """CREATE TRIGGER names_parted_no_more BEFORE DELETE ON people_person
    FOR EACH ROW EXECUTE FUNCTION tweespoor_part_names()""",
    """CREATE TRIGGER names_parted_of_nobody AFTER TRUNCATE ON people_person
    FOR EACH STATEMENT EXECUTE FUNCTION tweespoor_part_names()""",
    f"CREATE POLICY seen ON {TABLE} USING ({ABOUT_A_PERSON.format(column=f'{TABLE}.person_id')})",
    f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
)
_FILL = (
    f"""INSERT INTO {TABLE} (part, person_id)
    SELECT part, id FROM people_person CROSS JOIN LATERAL tweespoor_name_parts(name_key, sound_key) AS part""",  # noqa: S608 - names of our own
    f"ANALYZE {TABLE}",
)
_TAKE_DOWN = (
    "DROP TRIGGER names_parted ON people_person",
    "DROP TRIGGER names_parted_anew ON people_person",
    "DROP TRIGGER names_parted_no_more ON people_person",
    "DROP TRIGGER names_parted_of_nobody ON people_person",
    "DROP FUNCTION tweespoor_part_names()",
    "DROP FUNCTION tweespoor_name_parts(text, text)",
    f"DROP TABLE {TABLE}",
)
_OF_BEFORE = ("people_person_name_key_trigrams", "people_person_sound_key_trigrams")
"""Indexes that row-level security kept anybody from using."""


def build() -> migrations.RunPython:
    """The step of a migration that makes the table, its triggers and its wall, and fills it."""

    def forwards(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            for index in _OF_BEFORE:
                editor.execute(f"DROP INDEX IF EXISTS {index}")
            for statement in (*_MAKE, *_FILL):
                editor.execute(statement)

    def backwards(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            for statement in _TAKE_DOWN:
                editor.execute(statement)

    return migrations.RunPython(forwards, backwards)


def fill_anew(connection: BaseDatabaseWrapper | Any) -> None:
    """Make the parts of everybody's names anew, where there is such a table; whoever changes a name waits for that."""
    if connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            lock = "LOCK TABLE people_person IN SHARE ROW EXCLUSIVE MODE"
            for statement in (lock, f"DELETE FROM {TABLE}", *_FILL):  # noqa: S608 - a name of our own
                cursor.execute(statement)
