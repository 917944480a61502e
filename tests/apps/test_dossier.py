"""A person's page: what a case manager looks for stands on top, and nobody sees more than the task needs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import TODAY, a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_full_dossier, a_programme, start
from tweespoor.apps.people import sharing
from tweespoor.apps.schedule.models import Timetable
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def on_top(page):
    """The key figures: label and value, with the note where there is one."""
    found = re.findall(r'key-figures__item">(.*?)</div>', page.content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]


def test_levels_obstacles_intake_and_assessments_stand_on_top(log_in):
    roermond = a_municipality()
    person = a_participant(
        roermond, speaking_level="a1", reading_level="a2", obstacles=("debts", "housing"), gender="female"
    )
    page = log_in(a_user(roermond)).get(reverse("person", args=[person.pk]))
    assert on_top(page) == [
        "Spreekt A1 lezen A2",
        "Belemmeringen 2 Schulden of geldzaken, Huisvesting",
        "Plan geen plan",
        "Intake 5 van 124 vragen gesteld",
        "Toetsen geen vastgelegd",
        "Voortgang geen traject",
    ]
    text = page.content.decode()
    assert "Onder welke wet valt de deelnemer?" in text.split("Volgende vraag:")[1][:300]
    assert 'aria-label="Niet gevraagd: Wet, route en uitkering"' in text


def test_nothing_asked_looks_different_from_nothing_there(log_in):
    roermond = a_municipality()
    browser = log_in(a_user(roermond))
    nothing_there = a_participant(roermond, obstacles=Fact.none(valid_on=TODAY))
    page = browser.get(reverse("person", args=[a_participant(roermond).pk]))
    assert on_top(page)[:2] == ["Spreekt niet gevraagd", "Belemmeringen niet gevraagd"]
    page = browser.get(reverse("person", args=[nothing_there.pk]))
    assert on_top(page)[:2] == ["Spreekt niet gevraagd", "Belemmeringen geen"]


def test_obstacles_are_listed_once_and_those_not_asked_about_beside_them(log_in):
    roermond = a_municipality()
    debts = {"obstacle_debts": True, "obstacle_housing": Fact.none(valid_on=TODAY)}
    person = a_participant(roermond, **debts)
    page = log_in(a_user(roermond)).get(reverse("person", args=[person.pk])).content.decode()
    panel = page.split(">Belemmeringen</h2>")[1].split("</section>")[0]
    assert "2 van 14 gevraagd" in panel
    assert re.findall(r'tweespoor-fact--known">([^<]+)<', panel) == ["Schulden of geldzaken"]
    assert "Belemmering: Vervoer" in panel
    assert "Belemmering: Huisvesting" not in panel


def test_a_trainer_sees_levels_and_no_obstacle_nor_what_was_not_asked_about_them(log_in):
    roermond, school = a_municipality(), a_school()
    person = a_participant(roermond, act="act-2021", speaking_level="a1", obstacles=("debts",))
    trainer = a_user(school, Role.TRAINER)
    sharing.share_with_trainer(people=[person], organisation=school, user=trainer, now=timezone.now())
    page = log_in(trainer).get(reverse("person", args=[person.pk]))
    assert "Spreekt A1" in on_top(page)
    for word in ("Belemmeringen", "Schulden", "Gezondheid", "Volgende vraag", "Wie ziet wat"):
        assert word not in page.content.decode()


def test_a_school_sees_of_the_trajectory_what_it_gives_and_nothing_that_tells_of_money_or_housing(log_in):
    roermond, school = a_municipality(), a_school()
    programme = a_programme(roermond, partners=[school])
    person = a_participant(roermond, act="act-2021")
    start(person, programme, started_on=timezone.localdate() - timedelta(days=7))
    sharing.share(people=[person], organisation=school, since=TODAY, now=timezone.now())

    def told(user):
        page = log_in(user).get(reverse("person", args=[person.pk])).content.decode()
        return [word in page for word in ("Woonbegeleiding", "omgaan met geld", "Taalles in eigen klas, fase 1")]

    assert told(a_user(roermond)) == [True, True, True]
    assert told(a_user(school, Role.LANGUAGE_PROVIDER)) == [False, False, True]
    assert told(a_user(school, Role.JOB_COACH)) == [False, False, False]


def pages_beside(page):
    """The links to the other pages of the same person: their words and addresses."""
    nav = page.content.decode().split('aria-label="Van deze deelnemer"')[1].split("</nav>")[0]
    return {word: url for url, word in re.findall(r'href="([^"]+)"[^>]*>([^<]+)</a>', nav)}


def test_each_page_of_a_person_is_one_click_from_every_other(log_in):
    roermond = a_municipality()
    person = a_participant(roermond, act="act-2021")
    browser = log_in(a_user(roermond))
    beside = pages_beside(browser.get(reverse("person", args=[person.pk])))
    assert list(beside) == ["Dossier", "Week", "Plan", "Voortgang", "Aanwezigheid", "Termijnen", "Kosten"]
    for word, url in beside.items():
        page = browser.get(url)
        assert page.status_code == 200
        assert pages_beside(page) == beside
        assert f'href="{url}" aria-current="page">{word}' in page.content.decode()


def test_a_school_is_shown_the_way_to_no_page_that_does_not_open_for_it(log_in):
    roermond, school = a_municipality(), a_school()
    person = a_participant(roermond, act="act-2021")
    sharing.share(people=[person], organisation=school, since=TODAY, now=timezone.now())
    browser = log_in(a_user(school, Role.LANGUAGE_PROVIDER))
    beside = pages_beside(browser.get(reverse("person", args=[person.pk])))
    assert list(beside) == ["Dossier", "Week", "Plan", "Aanwezigheid"]
    assert {browser.get(url).status_code for url in beside.values()} == {200}


def test_the_page_of_somebody_with_everything_asks_at_most_thirty_questions_of_the_database(log_in):
    roermond = a_municipality()
    robin = a_user(roermond)
    amina, _request = a_full_dossier(roermond, by=robin, other=a_municipality("Tilburg"), act="act-2021")
    Timetable.objects.update(status="published")
    browser = log_in(robin)
    browser.get(f"/mensen/{amina.pk}/")
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(f"/mensen/{amina.pk}/").content.decode()
    assert "Solliciteren" in page
    # The first are of the test alone; the second tell PostgreSQL's wall who asks, and ask nothing.
    counted = [each for each in asked if "SAVEPOINT" not in each["sql"] and "set_config(" not in each["sql"]]
    assert len(counted) <= 30
