"""What a design leaves to a professional counts as not asked: in the five minutes, per programme, on the dossier."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_municipality, a_participant, a_user
from tests.apps.dossiers import a_programme, start
from tests.apps.test_completeness import COMPLETENESS, FIVE_MINUTES, all_but, answering, cells, questions
from tweespoor.apps.people import actions as people
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories.models import DesignAnswer
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

COACH, TRACK = "judgement-aftercare", "choice-dual-track"


@pytest.fixture
def anna():
    """Somebody of whom everything is known but what the design of Roermond leaves to a professional."""
    roermond = a_municipality()
    person = a_participant(roermond, name="Anna", **all_but())
    start(person, a_programme(roermond))
    return person


def words(response):
    return " ".join(response.content.decode().split())


def answered(person, question, answer, *, by=None):
    actions.answer_design(
        trajectory=person.trajectories.get(),
        question=question,
        answer=answer,
        on=timezone.localdate(),
        by=by,
        now=timezone.now(),
    )


def test_the_five_minutes_ask_them_and_complete_somebody_with_them(anna, log_in):
    robin = a_user(anna.municipality)
    browser = log_in(robin)
    page = browser.get(FIVE_MINUTES)
    assert questions(page) == [(str(anna.pk), COACH), (str(anna.pk), TRACK)]
    assert "Met deze antwoorden is 1 mens compleet: Anna Voorbeeld." in words(page)
    assert "Krijgt de deelnemer dit: Jobcoaching?" in words(page)
    said = answering(browser, anna, COACH, script=True, antwoord="no")
    assert "Het antwoord is bewaard." in words(said)
    row = DesignAnswer.objects.get()
    assert (row.question, row.answer, row.recorded_by) == (COACH, "no", robin.pk)
    answering(browser, anna, TRACK, antwoord="internship")
    assert "Niets meer te vragen" in words(browser.get(FIVE_MINUTES))


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("said", ["", "misschien"])
def test_a_wrong_answer_in_the_five_minutes_is_asked_again(anna, log_in, script, said):
    found = answering(log_in(a_user(anna.municipality)), anna, COACH, script=script, antwoord=said)
    assert found.status_code == 400
    assert (str(anna.pk), COACH) in questions(found)
    assert not DesignAnswer.objects.exists()


def test_an_answer_of_somebody_else_meanwhile_is_said_and_kept(anna, log_in):
    answered(anna, COACH, "yes")
    found = answering(log_in(a_user(anna.municipality)), anna, COACH, antwoord="no")
    assert found.status_code == 400
    assert "Intussen antwoordde een ander: “Ja”. U koos “Nee”." in words(found)
    assert DesignAnswer.objects.get().answer == "yes"


def test_an_answer_sent_twice_is_kept_once(anna, log_in):
    browser = log_in(a_user(anna.municipality))
    key = "7a0b9f3e-1111-4222-8333-444455556666"
    for _time in range(2):
        assert answering(browser, anna, COACH, antwoord="no", idempotency_key=key).status_code == 302
    assert DesignAnswer.objects.count() == 1


def test_what_no_design_of_somebody_asks_is_not_found(anna, log_in):
    roermond = anna.municipality
    other = a_participant(roermond, name="Bo")
    browser = log_in(a_user(roermond))
    for person, slug in ((anna, "judgement-nergens"), (anna, "choice-"), (other, COACH)):
        assert answering(browser, person, slug, antwoord="yes").status_code == 404
        assert answering(browser, person, slug, later="ja").status_code == 404


def test_a_question_put_off_comes_back_later_and_stands_in_words_in_the_overview_for_the_participant(anna, log_in):
    robin = a_user(anna.municipality)
    browser = log_in(robin)
    answering(browser, anna, COACH, later="ja")
    assert questions(browser.get(FIVE_MINUTES)) == [(str(anna.pk), TRACK)]
    document = pypdf.PdfReader(io.BytesIO(browser.get(reverse("access-pdf", args=[anna.pk])).content))
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    assert "Krijgt de deelnemer dit: Jobcoaching?" in text
    assert COACH not in text


def test_a_programme_counts_them_as_known_none_and_not_asked(anna, log_in):
    roermond = anna.municipality
    bilal, left = a_participant(roermond, name="Bilal", **all_but()), a_participant(roermond, name="Chaima")
    for person in (bilal, left):
        start(person, anna.trajectories.get().programme)
    actions.end_trajectory(
        trajectory=left.trajectories.get(), on=timezone.localdate(), reason=None, by=None, now=timezone.now()
    )
    answered(anna, COACH, "yes")
    answered(bilal, COACH, "no")
    for role in (Role.CASE_MANAGER, Role.PROJECT_LEADER):
        page = log_in(a_user(roermond, role, name=role.value)).get(COMPLETENESS)
        (cell,) = cells(page.content.decode(), "Oordelen en keuzes")
        assert re.search(r"2 van 4 .*1 bekend, 1 geen, 2 niet gevraagd", cell), cell
        (link,) = re.findall(r'href="([^"]*#beslissen)"', page.content.decode())
        assert "Keuze na fase 1" in words(log_in(a_user(roermond, role, name="nog")).get(link))


def test_how_many_are_not_asked_is_told_of_ones_own_people_too(anna, log_in):
    kim = a_user(anna.municipality, name="Kim")
    people.assign(people=[anna], user=kim, by=None, now=timezone.now())
    own, _programme = cells(log_in(kim).get(COMPLETENESS).content.decode(), "Oordelen en keuzes")
    assert "2 niet gevraagd" in own


def test_no_row_where_no_design_asks(log_in):
    roermond = a_municipality()
    a_participant(roermond)
    assert "Oordelen en keuzes" not in words(log_in(a_user(roermond)).get(COMPLETENESS))


def test_the_dossier_says_how_much_of_it_was_answered(anna, log_in):
    browser = log_in(a_user(anna.municipality))
    url = reverse("person", args=[anna.pk])
    assert re.search(r"Oordelen en keuzes.{0,200}0 van 2", words(browser.get(url)))
    answered(anna, COACH, "no")
    assert re.search(r"Oordelen en keuzes.{0,200}1 van 2", words(browser.get(url)))


def test_the_five_minutes_ask_the_database_as_often_for_three_people_as_for_one(anna, log_in):
    browser = log_in(a_user(anna.municipality))
    browser.get(FIVE_MINUTES)

    def asked():
        with CaptureQueriesContext(connection) as found:
            browser.get(FIVE_MINUTES)
        return len(found)

    one = asked()
    for name in ("Bilal", "Chaima"):
        start(a_participant(anna.municipality, name=name, **all_but()), anna.trajectories.get().programme)
    assert asked() == one


def test_nobody_outside_the_municipality_is_asked_or_answers(anna, log_in):
    browser = log_in(a_user(a_municipality("Lochem")))
    assert questions(browser.get(FIVE_MINUTES)) == []
    assert answering(browser, anna, COACH, antwoord="yes").status_code == 404
    assert not DesignAnswer.objects.exists()
