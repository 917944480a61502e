"""Everybody at every address: what opens is what the table in docs/access-pages.md allows, and nothing else."""

from __future__ import annotations

import pytest

from tests.access import walking
from tests.access.world import NOW, build
from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.people.queries import visible_people
from tweespoor.core.vocabulary import VARIABLES, OrganisationKind, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def world(settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path
    return build()


def allowed(column):
    return walking.read_table()[column]


def test_every_address_has_a_name():
    assert walking.unnamed() == []


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_what_opens_for_a_role_is_what_the_table_says(world, role):
    user = world.ours.users[role]
    walked = walking.walk(user, world)
    assert walked.verdicts == allowed(role.nl)
    assert walked.canaries - walking.may_meet(user) == set()


def test_who_is_not_logged_in_is_sent_to_log_in(world):
    walked = walking.walk(None, world)
    assert {key: walked.verdicts[key] for key in allowed("niet ingelogd")} == allowed("niet ingelogd")
    assert {walked.verdicts[key] for key in walked.verdicts.keys() - allowed("niet ingelogd")} <= {"inloggen"}
    assert walked.canaries == set()


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_the_same_role_on_the_other_side_has_the_same_there_and_nothing_here(world, role):
    user = world.theirs.users[role]
    walked = walking.walk(user, world, ours=False)
    assert walked.verdicts == allowed(role.nl)
    assert [canary for canary in walked.canaries if "roermond" in canary] == []


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_a_role_in_an_organisation_without_a_task_opens_nobody(world, role):
    idle = organisations.add_organisation(name="Zonder taak", kind=OrganisationKind.HEALTH)
    user = organisations.add_member(
        email="idle@example.com", name="Iemand", password=None, organisation=idle, role=role, now=NOW
    )
    walked = walking.walk(user, world)
    of_people = {address.name for address in walking.addresses() if "person_id" in address.parameters}
    assert {verdict for (name, _method), verdict in walked.verdicts.items() if name in of_people} == {"–"}
    assert walked.canaries == set()


def test_a_case_manager_meets_everything_there_is_to_see_of_the_own_people(world):
    user = world.ours.users[Role.CASE_MANAGER]
    assert {person.pk for person in visible_people(user)} == {
        world.ours.own["person_id"],
        world.ours.colleague["person_id"],
    }
    shown = {canary for canary in walking.may_meet(user) if not canary.startswith("bron") or canary in planted()}
    assert walking.walk(user, world).canaries == shown


def planted():
    """The canaries of sets that have a variable."""
    return {
        f"bron-{variable.purpose.value}-roermond-{whose}" for variable in VARIABLES for whose in ("eigen", "collega")
    }
