"""Who stopped, whose duty ended, who moved: what goes on stays in sight, and what is over asks nothing of anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import NOW, a_municipality, a_participant, a_school, a_user, key
from tests.apps.dossiers import a_programme
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import actions as people
from tweespoor.apps.people.models import Caseload, Person
from tweespoor.apps.rights import actions as rights
from tweespoor.apps.rights.rules import InformedHow
from tweespoor.apps.schedule.models import Enrolment, LanguageClass, Location
from tweespoor.apps.trajectories import actions as trajectories
from tweespoor.apps.trajectories.models import Trajectory
from tweespoor.core.vocabulary import ReasonForLeaving

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = timezone.localdate()


class Scene:
    """Anna, in class 1 and in the care of Kim, with a PIP that is overdue; and Pim, a colleague."""

    def __init__(self):
        self.roermond, school = a_municipality(), a_school()
        self.programme = a_programme(self.roermond, partners=[school])
        self.kim, self.pim = a_user(self.roermond, name="Kim"), a_user(self.roermond, name="Pim")
        self.anna = a_participant(
            self.roermond,
            name="Anna",
            act="act-2021",
            target_group="status-holder",
            settled_on=TODAY - timedelta(days=120),
            duty_notice_on=TODAY - timedelta(days=100),
        )
        started = {self.anna.pk: TODAY - timedelta(weeks=10)}
        trajectories.start_trajectories(programme=self.programme, people=[self.anna], started=started, now=NOW)
        place = Location.objects.create(programme=self.programme, slug="brug", name="De Brug", zone="centrum")
        one = LanguageClass.objects.create(
            programme=self.programme,
            provider=school,
            location=place,
            name="Klas Een",
            level="a1",
            half_days=["mon-morning"],
        )
        Enrolment.objects.create(person=self.anna, language_class=one)
        people.assign(people=[self.anna], user=self.kim, by=self.kim, now=timezone.now())

    def dossier(self, browser):
        return browser.get(reverse("person", args=[self.anna.pk])).content.decode()

    def stop(self, browser, reason):
        form = {"idempotency_key": key(), "dag": TODAY.isoformat(), "reden": reason}
        return browser.post(reverse("end-trajectory", args=[self.anna.pk]), form, follow=True)

    def move(self):
        lochem = a_municipality("Lochem")
        told = {"informed_on": TODAY, "informed_how": InformedHow.CONVERSATION, "consented": ()}
        row = rights.propose_hand_over(person=self.anna, receiver=lochem, by=self.kim, now=timezone.now(), **told)
        rights.accept(hand_over=row, number="L-1", by=a_user(lochem, name="Lou"), now=timezone.now())
        self.anna.refresh_from_db()


@pytest.fixture
def scene():
    return Scene()


def to_give(browser):
    return "Anna" in browser.get(reverse("give-people")).content.decode()


def listed_class(browser, text=""):
    page = browser.post(reverse("people"), {"zoek": text}) if text else browser.get(reverse("people"))
    return "Klas Een" in page.content.decode()


def test_who_takes_part_has_a_class_a_deadline_and_a_case_manager(scene, log_in):
    browser = log_in(scene.kim)
    page = scene.dossier(browser)
    assert "Klas Een" in page
    assert "PIP vaststellen" in page
    assert "gestopt op" not in page
    assert to_give(browser)
    assert listed_class(browser)
    assert listed_class(browser, "klas een")


def test_who_stopped_has_no_class_any_more_while_the_laws_terms_go_on(scene, log_in):
    browser = log_in(scene.kim)
    scene.stop(browser, "motivation")
    page = scene.dossier(browser)
    assert "gestopt op" in page
    assert "Klas Een" not in page
    assert not listed_class(browser)
    assert "Klas Een" not in browser.post(reverse("people"), {"zoek": "klas een"}).content.decode()
    assert "PIP vaststellen" in page
    assert "Een termijn van de wet loopt door" in page
    assert to_give(browser), "the duty goes on, and with it the care"


def test_who_comes_back_is_in_the_class_again(scene, log_in):
    browser = log_in(scene.kim)
    scene.stop(browser, "motivation")
    trajectories.start_trajectories(
        programme=scene.programme, people=[scene.anna], started={scene.anna.pk: TODAY}, now=timezone.now()
    )
    assert "Klas Een" in scene.dossier(browser)


@pytest.mark.parametrize("reason", ["exempted", "died"])
def test_whose_duty_ended_has_no_overdue_term_and_is_in_nobodys_care(scene, log_in, reason):
    browser = log_in(scene.kim)
    overdue = browser.get(reverse("deadline-list")).content.decode()
    assert "Anna" in overdue
    scene.stop(browser, reason)
    page = scene.dossier(browser)
    assert "PIP vaststellen" not in page
    assert "Dossier verwijderen" in page
    assert "PIP vaststellen" in browser.get(reverse("deadlines", args=[scene.anna.pk])).content.decode()
    found = browser.get(reverse("deadline-list"), {"wie": "iedereen", "soort": "pip"}).content.decode()
    assert "Anna" not in found
    assert not to_give(browser)
    entry = Entry.objects.get(deed="caseload-ended")
    assert (entry.actor, entry.person) == (scene.kim.pk, scene.anna.pk)


def test_a_reason_named_later_ends_the_care_then(scene, log_in):
    browser = log_in(scene.kim)
    scene.stop(browser, "not-registered")
    assert to_give(browser)
    row = Trajectory.objects.get(person=scene.anna)
    trajectories.name_reason(trajectory=row, reason=ReasonForLeaving.DIED, by=scene.kim, now=timezone.now())
    assert not to_give(browser)


def test_of_who_moved_nothing_runs_here_and_nobody_can_take_the_person_in_care(scene, log_in):
    scene.move()
    browser = log_in(scene.kim)
    page = scene.dossier(browser)
    assert "Dit dossier is gesloten." in page
    assert "Klas Een" not in page
    assert "PIP vaststellen" not in page
    assert "Hier loopt geen termijn meer" in page
    assert "Zet bij mijn mensen" not in page
    assert (
        "hoe de termijnen er die dag voor stonden"
        in browser.get(reverse("deadlines", args=[scene.anna.pk])).content.decode()
    )
    assert not to_give(browser)
    own = reverse("own-person", args=[scene.anna.pk])
    answer = browser.post(own, {"mijn": "ja"}, follow=True).content.decode()
    assert "de deelnemer is verhuisd" in answer
    assert not Caseload.objects.filter(person=scene.anna, until=None).exists()


def test_a_closed_dossier_says_so_where_the_hand_over_itself_is_kept_no_more(scene, log_in):
    Person.objects.filter(pk=scene.anna.pk).update(closed_on=TODAY)
    browser = log_in(scene.kim)
    assert "verhuisd naar een andere gemeente. Dit dossier is gesloten." in scene.dossier(browser)
