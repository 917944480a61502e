"""Classes and who teaches them: a language provider's administrator links users, who see just those people."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_programme
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people.models import Sharing
from tweespoor.apps.people.queries import visible_people
from tweespoor.apps.schedule import actions
from tweespoor.apps.schedule.models import Enrolment, LanguageClass, Location, Timetable, TimetableStatus
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Scene:
    """A school with two classes, a person in each, a teacher and an administrator."""

    def __init__(self) -> None:
        self.roermond, self.school = a_municipality(), a_school()
        self.programme = a_programme(self.roermond, partners=[self.school])
        self.anna, self.bilal = (a_participant(self.roermond, name=name, act="act-2021") for name in ("Anna", "Bilal"))
        place = Location.objects.create(programme=self.programme, slug="brug", name="De Brug", zone="centrum")
        self.first, self.second = (
            LanguageClass.objects.create(
                programme=self.programme, provider=self.school, location=place, name=name, level="a1"
            )
            for name in ("Klas 1", "Klas 2")
        )
        Enrolment.objects.create(person=self.anna, language_class=self.first)
        Enrolment.objects.create(person=self.bilal, language_class=self.second)
        self.teacher = a_user(self.school, Role.TRAINER, name="Tess")
        self.administrator = a_user(self.school, Role.ADMINISTRATOR, name="Ad")

    def link(self, browser, language_class, *teachers):
        return browser.post(
            reverse("class", args=[language_class.pk]), {"teachers": [str(each.pk) for each in teachers]}, follow=True
        )


@pytest.fixture
def scene():
    return Scene()


def seen_by(user):
    return {person.given_name for person in visible_people(user)}


def test_a_linked_teacher_sees_her_own_class_and_the_administrator_sees_no_person(scene, log_in):
    assert seen_by(scene.teacher) == set()
    browser = log_in(scene.administrator)
    assert "Klassen en docenten" in browser.get(reverse("users")).content.decode()
    page = scene.link(browser, scene.first, scene.teacher).content.decode()
    assert "De docenten van de klas zijn bewaard." in page
    assert "Tess" in page
    assert "Anna" not in page
    assert seen_by(scene.teacher) == {"Anna"}
    entry = Entry.objects.get(deed="teachers-set")
    assert (entry.actor, entry.detail) == (scene.administrator.pk, {"teachers": [str(scene.teacher.pk)]})
    found = log_in(scene.teacher).get(reverse("people")).content.decode()
    assert "Anna" in found
    assert "Bilal" not in found


def test_a_link_made_by_mistake_today_is_undone_at_once_and_an_older_one_after_four_weeks(scene, log_in):
    browser = log_in(scene.administrator)
    scene.link(browser, scene.first, scene.teacher)
    scene.link(browser, scene.first)
    assert seen_by(scene.teacher) == set()
    scene.link(browser, scene.first, scene.teacher)
    Sharing.objects.update(since=timezone.localdate() - timedelta(days=40))
    scene.link(browser, scene.first)
    assert seen_by(scene.teacher) == {"Anna"}
    Sharing.objects.update(until=timezone.localdate() - timedelta(days=29))
    assert seen_by(scene.teacher) == set()


def test_who_the_timetable_moves_to_another_class_is_seen_by_that_teacher(scene, log_in):
    other = a_user(scene.school, Role.TRAINER, name="Otto")
    browser = log_in(scene.administrator)
    scene.link(browser, scene.first, scene.teacher)
    scene.link(browser, scene.second, other)
    timetable = Timetable.objects.create(
        programme=scene.programme,
        status=TimetableStatus.DRAFT,
        asked_at=timezone.now(),
        seconds=1,
        switches={str(scene.anna.pk): str(scene.second.pk)},
    )
    leader = a_user(scene.roermond, Role.PROJECT_LEADER)
    actions.publish(timetable=timetable, by=leader, now=timezone.now())
    assert seen_by(other) == {"Anna", "Bilal"}
    left = Sharing.objects.get(person=scene.anna, for_user=scene.teacher)
    assert left.until == timezone.localdate()


def test_publishing_in_one_municipality_leaves_a_trainers_people_of_another(scene, log_in):
    lochem = a_municipality("Lochem")
    programme = a_programme(lochem, slug="lochem", partners=[scene.school])
    chaima = a_participant(lochem, name="Chaima", act="act-2021")
    place = Location.objects.create(programme=programme, slug="daar", name="Daar", zone="centrum")
    there = LanguageClass.objects.create(
        programme=programme, provider=scene.school, location=place, name="Klas 3", level="a1"
    )
    Enrolment.objects.create(person=chaima, language_class=there)
    browser = log_in(scene.administrator)
    scene.link(browser, scene.first, scene.teacher)
    scene.link(browser, there, scene.teacher)
    assert seen_by(scene.teacher) == {"Anna", "Chaima"}
    timetable = Timetable.objects.create(
        programme=scene.programme, status=TimetableStatus.DRAFT, asked_at=timezone.now(), seconds=1
    )
    browser = log_in(a_user(scene.roermond, Role.PROJECT_LEADER))
    address = reverse("publish-timetable", args=[scene.programme.slug, timetable.pk])
    assert browser.post(address).status_code == 302
    timetable.refresh_from_db()
    assert timetable.status == TimetableStatus.PUBLISHED
    assert seen_by(scene.teacher) == {"Anna", "Chaima"}


def test_only_trainers_of_the_school_and_only_by_its_own_administrator(scene, log_in):
    elsewhere = a_school("Een andere school")
    stranger = a_user(elsewhere, Role.TRAINER, name="Vreemd")
    browser = log_in(scene.administrator)
    for user in (stranger, a_user(scene.school, Role.LANGUAGE_PROVIDER, name="Sam")):
        assert scene.link(browser, scene.first, user).status_code == 400
    assert scene.link(browser, scene.first).status_code == 200
    assert not Sharing.objects.exists()
    for user in (a_user(elsewhere, Role.ADMINISTRATOR), a_user(scene.roermond, Role.ADMINISTRATOR), scene.teacher):
        assert scene.link(log_in(user), scene.first, scene.teacher).status_code == 404
    assert log_in(scene.administrator).get(reverse("class", args=[uuid4()])).status_code == 404
    assert seen_by(scene.teacher) == set()
