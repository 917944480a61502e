"""The log: who looked and did what, chained so that nobody changes it unseen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.conftest import NOW, TODAY, a_municipality, a_participant, a_school, a_user
from tweespoor.apps.log import actions, queries, walls
from tweespoor.apps.log.models import Entry, Mention
from tweespoor.apps.people import actions as people
from tweespoor.cli import main
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def some_entries(count=5):
    roermond = a_municipality()
    for place in range(count):
        actions.record(deed="something-done", on=roermond, by=uuid4(), now=NOW + timedelta(minutes=place))
    return list(Entry.objects.order_by("sequence"))


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def without_walls(*statements):
    """Do to the log what somebody with the database's own password could do."""
    walls.take_down(connection)
    for statement, *parameters in statements:
        sql(statement, *parameters)
    walls.build(connection)


def run(*arguments):
    return CliRunner().invoke(main, ["log", *arguments])


def test_a_log_that_nobody_touched_is_in_order():
    entries = some_entries()
    result = run("verify")
    assert (result.exit_code, result.output) == (0, "The log is as it was written: 5 entries.\n")
    assert [entry.sequence for entry in entries] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("deed", "nothing-done"),
        ("actor", "26804d18e2664686a7a80cc073321179"),
        ("at", NOW + timedelta(days=1)),
        ("detail", json.dumps({"score": 3})),
    ],
)
def test_an_entry_that_was_changed_is_found(column, value):
    some_entries()
    without_walls([f"UPDATE log_entry SET {column} = %s WHERE sequence = 3", value])
    result = run("verify")
    assert result.exit_code == 1
    assert "entry 3 was changed (2 entries before it in order)" in result.output


def test_an_entry_changed_with_its_own_hash_made_to_fit_breaks_the_chain():
    entries = some_entries()
    changed = entries[2]
    changed.deed = "nothing-done"
    fitting = actions.entry_hash(changed.content(), sequence=3, previous=changed.previous)
    without_walls(["UPDATE log_entry SET deed = 'nothing-done', hash = %s WHERE sequence = 3", fitting])
    assert "entry 4 does not follow on the entry before it" in run("verify").output


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM log_entry WHERE sequence = 3", "entry 3 is missing"),
        ("DELETE FROM log_entry WHERE sequence IN (2, 3)", "entries 2 to 3 are missing"),
        ("DELETE FROM log_entry WHERE sequence = 1", "entry 1 is missing"),
        ("DELETE FROM log_entry WHERE sequence > 3", "entries 4 to 5 are missing: the log was cut off"),
        ("DELETE FROM log_entry", "entries 1 to 5 are missing: the log was cut off"),
    ],
)
def test_entries_that_were_deleted_are_missed(statement, said):
    some_entries()
    without_walls([statement])
    result = run("verify")
    assert result.exit_code == 1
    assert said in result.output


def test_an_entry_that_was_put_in_is_found():
    some_entries()
    copy = (
        "INSERT INTO log_entry (id, at, actor, organisation, deed, object_type, object_id, person, detail, sequence,"
        " previous, hash) SELECT %s, at, actor, organisation, deed, object_type, object_id, person, detail, {number},"
        " {previous}, hash FROM log_entry WHERE sequence = 5"
    )
    without_walls([copy.format(number=6, previous="hash"), uuid4().hex])
    assert "entry 6 was changed" in run("verify").output
    without_walls(
        ["DELETE FROM log_entry WHERE sequence = 6"],
        ["UPDATE log_entry SET sequence = sequence + 100 WHERE sequence > 2"],
        ["UPDATE log_entry SET sequence = sequence - 99 WHERE sequence > 2"],
        [copy.replace("sequence = 5", "sequence = 6").format(number=3, previous="previous"), uuid4().hex],
    )
    assert "entry 3 does not follow on the entry before it" in run("verify").output


def test_entries_that_changed_places_are_found():
    some_entries()
    without_walls(
        ["UPDATE log_entry SET sequence = 99 WHERE sequence = 2"],
        ["UPDATE log_entry SET sequence = 2 WHERE sequence = 3"],
        ["UPDATE log_entry SET sequence = 3 WHERE sequence = 99"],
    )
    assert "entry 2 does not follow on the entry before it" in run("verify").output


def test_a_log_cut_off_together_with_its_head_is_found_with_an_anchor(tmp_path):
    entries = some_entries()
    anchor = tmp_path / "anchor.json"
    assert run("anchor", str(anchor)).output == f"Wrote the head of the log, entry 5, to {anchor}.\n"
    without_walls(
        ["DELETE FROM log_entry WHERE sequence > 3"],
        ["UPDATE log_chain SET sequence = 3, hash = %s", entries[2].hash],
    )
    assert run("verify").exit_code == 0
    result = run("verify", "--anchor", str(anchor))
    assert result.exit_code == 1
    assert "the log ends at entry 3, and the anchor says 5" in result.output
    actions.record(deed="something-done", on=a_municipality(), by=None, now=NOW)
    actions.record(deed="something-done", on=a_municipality(), by=None, now=NOW)
    assert run("verify").exit_code == 0
    assert "entry 5 is another than the anchor says" in run("verify", "--anchor", str(anchor)).output


def test_a_file_that_is_no_anchor_is_refused(tmp_path):
    file = tmp_path / "anchor.json"
    file.write_text("{}")
    result = run("verify", "--anchor", str(file))
    assert result.exit_code == 2
    assert "this is no file that `tweespoor log anchor` wrote" in result.output


def test_walls_that_were_taken_down_are_missed():
    some_entries()
    walls.take_down(connection)
    assert "the database no longer guards the log: log_entry_no_update" in run("verify").output
    walls.build(connection)
    assert run("verify").exit_code == 0


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE log_entry SET deed = 'nothing-done'", "cannot be changed"),
        ("DELETE FROM log_entry WHERE sequence = 5", "cannot be deleted"),
        ("DELETE FROM log_entry", "cannot be deleted"),
    ],
)
def test_the_database_itself_refuses_to_change_the_log(statement, said):
    some_entries()
    with pytest.raises(DatabaseError, match=said), transaction.atomic():
        sql(statement)
    assert run("verify").exit_code == 0


def test_people_hidden_from_a_list_in_the_log_are_missed():
    roermond = a_municipality()
    anna, bilal = a_participant(roermond, name="Anna"), a_participant(roermond, name="Bilal")
    actions.record(deed="people-listed", on=anna, by=None, now=NOW, people=[anna.pk, bilal.pk])
    assert run("verify").exit_code == 0
    Mention.objects.filter(person=anna.pk).delete()
    assert "the people it can be found by are not those it speaks of" in run("verify").output


def test_the_oldest_part_is_deleted_when_its_term_is_over_and_the_chain_goes_on():
    some_entries()
    assert actions.prune(before=NOW + timedelta(minutes=2), by=None, now=NOW + timedelta(days=1)) == 2
    assert [entry.sequence for entry in Entry.objects.order_by("sequence")] == [3, 4, 5, 6]
    assert Entry.objects.first().detail["entries"] == 2
    assert run("verify").exit_code == 0
    assert actions.prune(before=NOW + timedelta(minutes=2), by=None, now=NOW + timedelta(days=1)) == 0
    without_walls(["DELETE FROM log_entry WHERE sequence = 3"])
    assert "entry 3 is missing" in run("verify").output


def test_numbers_in_the_detail_come_back_as_they_went_in():
    actions.record(
        deed="numbers-kept",
        on=a_municipality(),
        by=None,
        now=NOW,
        detail={"share": 0.1, "whole": 3.0, "large": 1e16, "small": 1e-7, "none": None, "words": ["é", '"', "\\"]},
    )
    assert run("verify").exit_code == 0


def test_several_entries_cost_as_many_queries_as_one():
    roermond = a_municipality()
    actions.record(deed="something-done", on=roermond, by=None, now=NOW)

    def cost(count):
        deeds = [actions.Deed(deed="something-done", on=roermond, by=None, now=NOW) for _ in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            actions.record_all(deeds)
        return len(captured)

    assert cost(1) == cost(30)


def seen_by(user):
    return [
        (entry.deed, entry.person, entry.detail.get("purposes"))
        for entry in Entry.objects.filter(actor=user.pk).order_by("sequence")
    ]


def test_who_opens_a_person_stands_in_the_log_with_what_was_shown(log_in):
    roermond, school = a_municipality(), a_school()
    anna = a_participant(roermond, name="Anna", act="act-2021", speaking_level="a1", obstacle_housing=True)
    people.share(people=[anna], organisation=school, since=TODAY, now=NOW)
    robin, jip = a_user(roermond), a_user(school, Role.LANGUAGE_PROVIDER)
    for user in (robin, jip):
        assert log_in(user).get(reverse("person", args=[anna.pk])).status_code == 200
    assert seen_by(jip) == [("person-seen", anna.pk, ["level"])]
    assert seen_by(robin) == [("person-seen", anna.pk, ["benefit", "level", "obstacles"])]
    assert Entry.objects.get(actor=jip.pk).organisation == school.pk
    assert Entry.objects.get(actor=robin.pk).organisation == roermond.pk


def test_who_opens_a_question_stands_in_the_log_with_its_purpose_alone(log_in):
    roermond = a_municipality()
    anna, robin = a_participant(roermond, name="Anna"), a_user(roermond)
    log_in(robin).get(reverse("register-fact", args=[anna.pk, "obstacles"]))
    assert seen_by(robin) == [("person-seen", anna.pk, ["obstacles"])]


def test_a_list_is_one_entry_that_is_found_from_everybody_in_it(log_in):
    ours, theirs = a_municipality(), a_municipality("Lochem")
    anna, bilal = a_participant(ours, name="Anna"), a_participant(ours, name="Bilal")
    chen = a_participant(theirs, name="Chen")
    robin = a_user(ours)
    log_in(robin).get(reverse("people"))
    (entry,) = Entry.objects.filter(actor=robin.pk)
    assert set(entry.detail["listed"]) == {str(anna.pk), str(bilal.pk)}
    for person in (anna, bilal):
        assert entry in queries.entries_about(person.pk)
    assert entry not in queries.entries_about(chen.pk)


def test_a_page_costs_as_much_with_a_long_log_as_with_a_short_one(log_in):
    roermond = a_municipality()
    anna, robin = a_participant(roermond, name="Anna", speaking_level="a1"), a_user(roermond)
    browser = log_in(robin)

    def cost(address):
        browser.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return len(captured)

    addresses = [reverse("person", args=[anna.pk]), reverse("people")]
    short = [cost(address) for address in addresses]
    for _each in range(40):
        actions.record(deed="person-seen", on=anna, by=robin.pk, now=NOW, person=anna.pk)
    for place in range(30):
        a_participant(roermond, name=f"Bilal {place}")
    assert [cost(address) for address in addresses] == short


MANY = """
import sys, django
django.setup()
from datetime import UTC, datetime
from uuid import uuid4
from tweespoor.apps.log import actions
from tweespoor.apps.organisations.models import Organisation
from django.db import transaction
roermond = Organisation.objects.get_or_create(name="Roermond", kind="municipality")[0]
for each in range(25):
    with transaction.atomic():
        actions.record(deed="something-done", on=roermond, by=uuid4(), now=datetime.now(UTC))
"""


@pytest.fixture
def elsewhere(tmp_path):
    """The command, and the environment of a database of its own: empty, and shared by several processes."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tweespoor.site.settings.dev",
        "TWEESPOOR_DATA": str(tmp_path),
    }
    if connection.vendor == "postgresql":
        environment["PGDATABASE"] = name = f"tweespoor_log_{uuid4().hex[:12]}"
        with psycopg.connect("", autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"')
    return str(Path(sys.executable).parent / "tweespoor"), environment


def test_many_who_write_at_the_same_time_make_one_chain(elsewhere):
    tweespoor, environment = elsewhere
    subprocess.run([tweespoor, "manage", "migrate", "--verbosity=0"], env=environment, check=True)
    writers = [subprocess.Popen([sys.executable, "-c", MANY], env=environment) for _each in range(4)]
    assert [writer.wait() for writer in writers] == [0, 0, 0, 0]
    verified = subprocess.run(
        [tweespoor, "log", "verify"], env=environment, capture_output=True, text=True, check=False
    )
    assert verified.stdout == "The log is as it was written: 100 entries.\n"


BEFORE = """
import django
django.setup()
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from django.db import connection
day = datetime(2020, 1, 1, tzinfo=UTC)
adapt = connection.ops.adapt_datetimefield_value
with connection.cursor() as cursor:
    for place in (2, 0, 1):
        cursor.execute(
            "INSERT INTO log_entry (id, at, actor, deed, object_type, object_id, person, detail)"
            " VALUES (%s, %s, NULL, 'something-done', 'person', '', NULL, %s)",
            [uuid4().hex, adapt(day + timedelta(days=place)), '{"place": %d}' % place],
        )
"""
AFTER = """
import django
django.setup()
from tweespoor.apps.log.models import Entry
print([entry.detail["place"] for entry in Entry.objects.order_by("sequence")])
"""


def test_entries_of_before_the_chain_are_chained_in_the_order_of_their_time(elsewhere):
    tweespoor, environment = elsewhere
    subprocess.run([tweespoor, "manage", "migrate", "log", "0001", "--verbosity=0"], env=environment, check=True)
    subprocess.run([sys.executable, "-c", BEFORE], env=environment, check=True)
    subprocess.run([tweespoor, "manage", "migrate", "--verbosity=0"], env=environment, check=True)
    chained = subprocess.run([sys.executable, "-c", AFTER], env=environment, capture_output=True, text=True, check=True)
    assert chained.stdout == "[0, 1, 2]\n"
    verified = subprocess.run([tweespoor, "log", "verify"], env=environment, capture_output=True, text=True, check=True)
    assert verified.stdout == "The log is as it was written: 3 entries.\n"


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_did_not_happen_leaves_no_gap_in_the_log():
    roermond = a_municipality()

    @transaction.atomic
    def fail():
        actions.record(deed="something-done", on=roermond, by=None, now=NOW)
        raise LookupError

    with pytest.raises(LookupError):
        fail()
    actions.record(deed="something-done", on=roermond, by=None, now=NOW)
    assert Entry.objects.get().sequence == 1
    assert run("verify").exit_code == 0
