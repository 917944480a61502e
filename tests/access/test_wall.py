"""The second wall on PostgreSQL: raw SQL finds whom the user may see, and nobody else."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from tests.access.world import build
from tweespoor.apps.organisations.scope import on_behalf_of_somebody, whole_registry
from tweespoor.apps.people.models import Person, Sharing
from tweespoor.apps.trajectories.models import Trajectory
from tweespoor.core.vocabulary import Role

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has row-level security"),
]

OUTSIDE = {
    "people_sharing": "decides who is visible",
    "people_consent": "decides what is visible",
    "people_emergencyaccess": "decides who is visible, and is read by the controller",
}
"""Tables about people outside the wall, and why."""


@pytest.fixture
def world(settings, tmp_path):
    """Rows of the test are made by the application; queries are asked as an ordinary user, as Tweespoor connects."""
    settings.PRIVATE_FILES = tmp_path
    made = build()
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone() == (True,):
            cursor.execute("CREATE ROLE ordinary NOLOGIN")
            cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO ordinary")
            cursor.execute("SET LOCAL ROLE ordinary")
    return made


def rows(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return {row[0] for row in cursor.fetchall()}


def tables_about_people():
    """Each table with the column that holds a person's id."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.remote_field.model is Person:
                yield model._meta.db_table, field.column


PARTS = {
    "trajectories_blockstand",
    "trajectories_hoursentry",
    "trajectories_phasechange",
    "trajectories_phasegoal",
    "trajectories_designanswer",
    "trajectories_evaluationmoment",
}
"""Tables of what is registered in a trajectory, which is itself behind the wall."""


def test_what_is_part_of_a_trajectory_is_behind_the_wall_with_it(world):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        walled = {row[0] for row in cursor.fetchall()}
    assert walled >= PARTS
    ours = Trajectory.objects.filter(person=world.ours.own["person_id"]).values_list("pk", flat=True)
    stranger = world.theirs.users[Role.CASE_MANAGER]
    assert set(ours) <= rows("trajectories_blockstand", "trajectory_id")
    with on_behalf_of_somebody(stranger.pk):
        assert rows("trajectories_blockstand", "trajectory_id")
        assert rows("trajectories_blockstand", "trajectory_id") & set(ours) == set()
        assert rows("trajectories_evaluationmoment", "trajectory_id") & set(ours) == set()


def test_without_a_name_nobody_is_there(world):
    assert rows("people_person", "id")
    with on_behalf_of_somebody():
        assert rows("people_person", "id") == set()
        assert rows("people_personfact", "person_id") == set()


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_raw_sql_finds_whom_the_user_may_see_and_nobody_else(world, role):
    user = world.ours.users[role]
    visible = set(Person.objects.visible_to(user).values_list("pk", flat=True))
    with on_behalf_of_somebody(user.pk):
        assert rows("people_person", "id") == visible


def test_every_table_about_people_is_behind_the_wall(world):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        walled = {row[0] for row in cursor.fetchall()}
    about = dict(tables_about_people())
    assert about.keys() - walled == OUTSIDE.keys()
    stranger = world.theirs.users[Role.CASE_MANAGER]
    theirs = {world.theirs.own["person_id"], world.theirs.colleague["person_id"]}
    for table, column in about.items():
        if table in OUTSIDE:
            continue
        with on_behalf_of_somebody(stranger.pk):
            assert rows(table, column) <= theirs, table


def test_who_is_not_visible_cannot_be_changed_or_added_to(world):
    stranger = world.theirs.users[Role.CASE_MANAGER]
    with on_behalf_of_somebody(stranger.pk), connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET zone = 'x' WHERE id = %s", [world.ours.own["person_id"]])
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM people_personfact WHERE person_id = %s", [world.ours.own["person_id"]])
        assert cursor.rowcount == 0


def test_a_sharing_that_ended_long_ago_shows_nobody(world):
    user = world.ours.users[Role.LANGUAGE_PROVIDER]
    today = timezone.localdate()
    with on_behalf_of_somebody(user.pk):
        assert rows("people_person", "id") == {world.ours.own["person_id"]}
    Sharing.objects.update(since=today.replace(year=today.year - 1), until=today.replace(year=today.year - 1))
    with on_behalf_of_somebody(user.pk):
        assert rows("people_person", "id") == set()


def test_the_application_itself_reckons_over_everybody_only_where_it_says_so(world):
    user = world.ours.users[Role.POLICY_OFFICER]
    everybody = Person.objects.count()
    with on_behalf_of_somebody(user.pk):
        assert rows("people_person", "id") == set()
        with whole_registry(why="a test of it"):
            assert len(rows("people_person", "id")) == everybody > 4
        assert rows("people_person", "id") == set()
