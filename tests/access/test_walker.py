"""Everybody at every address: what opens is what the table in docs/access-pages.md allows, and nothing else."""

from __future__ import annotations

import pytest

from tests.access import walking
from tests.access.world import NOW, TODAY, build
from tests.apps.conftest import a_participant
from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.people import sharing
from tweespoor.apps.people.queries import visible_people
from tweespoor.apps.schedule.actions import set_teachers
from tweespoor.apps.schedule.queries import classes_administered
from tweespoor.core.vocabulary import VARIABLES, OrganisationKind, Purpose, Role

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
    assert {walked.verdicts[key] for key in walked.verdicts.keys() - allowed("niet ingelogd")} <= {"inloggen", "kaart"}
    assert walked.canaries == set()


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_the_same_role_on_the_other_side_has_the_same_there_and_nothing_here(world, role):
    user = world.theirs.users[role]
    walked = walking.walk(user, world, ours=False)
    assert walked.verdicts == allowed(role.nl)
    assert [canary for canary in walked.canaries if "roermond" in canary] == []


def test_a_participant_opens_the_own_pages_and_nothing_of_staff(world):
    """Whoever came in with a card is nobody anywhere else, and meets of people the own person alone."""
    walked = walking.walk(None, world, participant=world.ours.own["person_id"])
    nobody = allowed("niet ingelogd")
    of_staff = {
        key: verdict
        for key, verdict in walked.verdicts.items()
        if not key[0].startswith("own-") or key[0] == "own-cards"
    }
    assert {key: verdict for key, verdict in of_staff.items() if key in nobody} == {
        key: verdict for key, verdict in nobody.items() if key in of_staff
    }
    assert {of_staff[key] for key in of_staff.keys() - nobody.keys()} <= {"inloggen"}
    assert all(walked.verdicts[name, "GET"] == "ja" for name in ("own-week", "own-messages", "own-known"))
    assert "Naam-roermond-eigen" in walked.canaries
    assert {canary for canary in walked.canaries if not canary.endswith("-roermond-eigen")} == set()


def a_teacher(world):
    """Somebody with the role of trainer at our language provider, linked to the class of our own person."""
    school = world.ours.partners[OrganisationKind.LANGUAGE_PROVIDER]
    teacher = organisations.add_member(
        email="teacher@example.com", name="Docent", password=None, organisation=school, role=Role.TRAINER, now=NOW
    )
    administrator = world.ours.users[Role.ADMINISTRATOR]
    shown = classes_administered(administrator).get(pk=world.ours.own["class_id"])
    set_teachers(language_class=shown, teachers=[teacher.pk], by=administrator, now=NOW)
    return teacher


def test_a_teacher_sees_the_people_of_her_own_classes_and_of_them_what_a_trainer_sees(world):
    teacher = a_teacher(world)
    school = world.ours.partners[OrganisationKind.LANGUAGE_PROVIDER]
    classmate = a_participant(world.ours.municipality, name="Naam-lochem-collega", act="act-2021")
    sharing.share(people=[classmate], organisation=school, since=TODAY, now=NOW)
    walked = walking.walk(teacher, world)
    of_people = {address.name for address in walking.addresses() if "person_id" in address.parameters}
    for_trainers = allowed(Role.TRAINER.nl)
    assert {key: walked.verdicts[key] for key in walked.verdicts if key[0] in of_people} == {
        key: verdict for key, verdict in for_trainers.items() if key[0] in of_people
    }
    assert "eigen" in {walked.verdicts[key] for key in walked.verdicts if key[0] in of_people}
    assert walked.canaries == {
        "Naam-roermond-eigen",
        *(f"bron-{purpose.value}-roermond-eigen" for purpose in (Purpose.LEVEL, Purpose.ATTENDANCE)),
    }
    provider = world.ours.users[Role.LANGUAGE_PROVIDER]
    assert classmate in set(visible_people(provider))
    assert {person.pk for person in visible_people(teacher)} == {world.ours.own["person_id"]}


def test_a_teacher_of_no_class_meets_nobody(world):
    school = world.ours.partners[OrganisationKind.LANGUAGE_PROVIDER]
    idle = organisations.add_member(
        email="idle@example.com", name="Docent", password=None, organisation=school, role=Role.TRAINER, now=NOW
    )
    assert walking.walk(idle, world).canaries == set()


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
    """The canaries of sets that have a variable, and of what is registered about blocks."""
    sets = {variable.purpose for variable in VARIABLES} | {Purpose.ATTENDANCE}
    return {f"bron-{purpose.value}-roermond-{whose}" for purpose in sets for whose in ("eigen", "collega")}
