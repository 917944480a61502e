"""Completeness: the same counts on every page, the eight questions of the week, and who is missing in a figure."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import NOW, TODAY, a_municipality, a_participant, a_school, a_user, an_answer
from tests.apps.test_finding_people import a_programme, listed
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import actions, queries
from tweespoor.apps.trajectories import actions as trajectories
from tweespoor.core.completeness import QUESTIONS
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import VARIABLES, Purpose, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

FIVE_MINUTES, COMPLETENESS = reverse("five-minutes"), reverse("completeness")


def all_but(*slugs):
    """Facts of which only these are not asked; under the act of 2021, where everybody is asked the route."""
    facts = {
        variable.slug.replace("-", "_"): Fact.known(an_answer(variable), valid_on=TODAY)
        for variable in VARIABLES
        if variable.slug not in (*slugs, "act")
    }
    return facts if "act" in slugs else {**facts, "act": Fact.known("act-2021", valid_on=TODAY)}


def questions(page):
    """What the page asks, in its order: person and variable."""
    return [
        tuple(token.split("_", 1))
        for token in dict.fromkeys(re.findall(r'name="vraag" value="([^"]*)"', page.content.decode()))
    ]


def answering(browser, person, slug, *, script=False, **filled_in):
    token = f"{person.pk}_{slug}"
    return browser.post(
        FIVE_MINUTES,
        {"vraag": token, "getoond": [token], "idempotency_key": str(uuid4()), **filled_in},
        headers={"HX-Request": "true"} if script else {},
    )


def test_the_eight_questions_complete_who_lacks_least_first(log_in):
    roermond = a_municipality()
    nearly = a_participant(roermond, name="Anna", **all_but("gender", "travel-minutes"))
    a_participant(roermond, name="Bilal")
    a_participant(roermond, name="Chaima", **all_but())
    page = log_in(a_user(roermond)).get(FIVE_MINUTES)
    asked = questions(page)
    assert len(asked) == 8
    assert asked[:2] == [(str(nearly.pk), "travel-minutes"), (str(nearly.pk), "gender")]
    assert "Met deze antwoorden is 1 mens compleet: Anna Voorbeeld." in " ".join(page.content.decode().split())


def test_an_answer_is_kept_and_the_next_question_takes_its_place(log_in):
    roermond = a_municipality()
    anna = a_participant(roermond, **all_but("gender", "country-of-origin"))
    browser = log_in(a_user(roermond))
    answer = answering(browser, anna, "gender", script=True, answer="female")
    assert answer.status_code == 200
    assert questions(answer) == [(str(anna.pk), "country-of-origin")]
    assert "Het antwoord is bewaard." in answer.content.decode()
    assert "<h1" not in answer.content.decode()
    fact = queries.latest_fact(anna, slug="gender")
    assert (fact.value, fact.valid_on, fact.source) == ("female", timezone.localdate(), "gesprek")


def test_a_question_that_is_on_the_page_already_is_not_put_twice(log_in):
    roermond = a_municipality()
    anna = a_participant(roermond, **all_but("gender", "country-of-origin"))
    token, other = f"{anna.pk}_gender", f"{anna.pk}_country-of-origin"
    answer = log_in(a_user(roermond)).post(
        FIVE_MINUTES, {"vraag": token, "getoond": [token, other], "answer": "female"}, headers={"HX-Request": "true"}
    )
    assert questions(answer) == []
    assert "Open vragen: 1. Mensen met een open vraag: 1." in answer.content.decode()


@pytest.mark.parametrize("script", [True, False])
def test_who_answers_after_a_colleague_did_is_told_and_overwrites_nothing(log_in, script):
    roermond = a_municipality()
    anna = a_participant(roermond, **all_but("gender", "country-of-origin"))
    answering(log_in(a_user(roermond, name="Robin")), anna, "gender", answer="female")
    second = answering(log_in(a_user(roermond, name="Kim")), anna, "gender", script=script, answer="male")
    assert second.status_code == 400
    assert "Een collega was u voor: Vrouw. Uw antwoord is niet bewaard." in second.content.decode()
    assert queries.latest_fact(anna, slug="gender").value == "female"


def test_without_script_the_page_comes_back_with_what_is_left(log_in):
    roermond = a_municipality()
    anna = a_participant(roermond, **all_but("gender", "country-of-origin"))
    browser = log_in(a_user(roermond))
    answer = answering(browser, anna, "gender", none="on")
    assert (answer.status_code, answer["Location"]) == (302, FIVE_MINUTES)
    page = browser.get(FIVE_MINUTES)
    assert questions(page) == [(str(anna.pk), "country-of-origin")]
    assert "Het antwoord is bewaard." in page.content.decode()
    answering(browser, anna, "country-of-origin", answer="syr")
    assert "Niets meer te vragen" in browser.get(FIVE_MINUTES).content.decode()


@pytest.mark.parametrize("script", [True, False])
def test_a_wrong_answer_is_shown_again_with_what_is_wrong(log_in, script):
    roermond = a_municipality()
    anna = a_participant(roermond, **all_but("birth-date"))
    answer = answering(log_in(a_user(roermond)), anna, "birth-date", script=script, answer="2999-01-01")
    assert answer.status_code == 400
    assert "Deze dag is nog niet geweest." in answer.content.decode()
    assert questions(answer) == [(str(anna.pk), "birth-date")]
    assert not queries.latest_fact(anna, slug="birth-date").is_answered


def test_an_answer_sent_twice_has_one_effect(log_in):
    roermond = a_municipality()
    anna = a_participant(roermond, **all_but("gender"))
    browser, key = log_in(a_user(roermond)), str(uuid4())
    for _time in range(2):
        answering(browser, anna, "gender", answer="female", idempotency_key=key)
    assert anna.facts.filter(variable="gender").count() == 1


def test_what_somebody_does_not_know_comes_back_after_a_week_and_is_hidden_from_nobody_else(log_in):
    roermond = a_municipality()
    anna = a_participant(roermond, **all_but("gender", "country-of-origin"))
    robin, kim = a_user(roermond), a_user(roermond, name="Kim")
    answering(log_in(robin), anna, "gender", later="ja")
    assert questions(log_in(robin).get(FIVE_MINUTES)) == [(str(anna.pk), "country-of-origin")]
    assert len(questions(log_in(kim).get(FIVE_MINUTES))) == 2
    postponed = robin.postponed_questions.get()
    assert postponed.until == timezone.localdate() + timedelta(weeks=1)
    robin.postponed_questions.update(until=timezone.localdate())
    assert len(questions(log_in(robin).get(FIVE_MINUTES))) == 2
    entry = Entry.objects.get(deed="question-postponed")
    assert (entry.actor, entry.person, entry.detail) == (robin.pk, anna.pk, {"variable": "gender"})


def test_ones_own_people_are_asked_about_where_one_has_them(log_in):
    roermond = a_municipality()
    anna = a_participant(roermond, name="Anna", **all_but("gender"))
    a_participant(roermond, name="Bilal", **all_but("gender"))
    robin = a_user(roermond)
    actions.assign(people=[anna], user=robin, by=robin, now=NOW)
    assert questions(log_in(robin).get(FIVE_MINUTES)) == [(str(anna.pk), "gender")]


@pytest.mark.parametrize("role", [Role.PROJECT_LEADER, Role.TRAINER, Role.POLICY_OFFICER, Role.RESEARCHER])
def test_who_does_not_register_has_no_five_minutes(log_in, role):
    roermond = a_municipality()
    anna = a_participant(roermond)
    browser = log_in(a_user(roermond, role))
    assert browser.get(FIVE_MINUTES).status_code == 404
    assert answering(browser, anna, "gender", answer="female").status_code == 404
    assert anna.facts.count() == 0


def test_somebody_elsewhere_is_neither_asked_about_nor_answered_for(log_in):
    theirs = a_participant(a_municipality("Lochem"))
    browser = log_in(a_user(a_municipality()))
    assert questions(browser.get(FIVE_MINUTES)) == []
    assert answering(browser, theirs, "gender", answer="female").status_code == 404
    assert answering(browser, theirs, "gender", later="ja").status_code == 404
    for token in ("", "x", f"{theirs.pk}", f"{theirs.pk}_shoe-size", "\x00_gender"):
        assert browser.post(FIVE_MINUTES, {"vraag": token}).status_code == 404
    assert theirs.facts.count() == 0


def test_who_registers_elsewhere_does_not_answer_for_somebody_seen_in_another_role(log_in):
    roermond, lochem, school = a_municipality(), a_municipality("Lochem"), a_school()
    anna = a_participant(roermond)
    actions.share(people=[anna], organisation=school, since=TODAY, now=NOW)
    robin = a_user(lochem)
    robin.memberships.create(organisation=school, role=Role.LANGUAGE_PROVIDER.value)
    browser = log_in(robin)
    assert browser.get(reverse("person", args=[anna.pk])).status_code == 200
    assert questions(browser.get(FIVE_MINUTES)) == []
    assert answering(browser, anna, "gender", answer="female").status_code == 404
    assert answering(browser, anna, "gender", later="ja").status_code == 404
    assert anna.facts.count() == 0


def cells(page, label):
    """The cells of one question in the table of completeness, as text."""
    row = next(row for row in re.findall(r"<tr.*?</tr>", page, re.S) if f">{label}<br>" in row)
    return [" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in re.findall(r"<td.*?</td>", row, re.S)][1:]


def test_a_programme_is_counted_per_question_as_known_none_and_not_asked(log_in):
    roermond = a_municipality()
    people = [
        a_participant(roermond, name="Anna", obstacles=("debts",), act="act-2013"),
        a_participant(roermond, name="Bilal", obstacles=Fact.none(valid_on=TODAY), act="act-2021"),
        a_participant(roermond, name="Chaima"),
    ]
    a_programme(roermond, people=people)
    browser = log_in(a_user(roermond))
    page = browser.get(COMPLETENESS).content.decode()
    assert cells(page, "Persoonlijke belemmeringen") == [
        "2 van 3 1 bekend, 1 geen, 1 niet gevraagd : Persoonlijke belemmeringen, Roermond"
    ]
    assert cells(page, "Leerroute") == ["0 van 2 0 bekend, 0 geen, 2 niet gevraagd : Leerroute, Roermond"]
    assert "Reden van uitval" not in page
    link = re.search(r'href="(/mensen/\?[^"]*ontbreekt=obstacles)"', page)[1].replace("&amp;", "&")
    assert listed(browser, link.removeprefix("/mensen/")) == [str(people[2].pk)]


def test_only_who_left_is_asked_why(log_in):
    roermond = a_municipality()
    anna, bilal = a_participant(roermond, name="Anna"), a_participant(roermond, name="Bilal")
    programme = a_programme(roermond, people=[anna, bilal])
    programme.trajectories.filter(person=anna).update(ended_on=TODAY)
    browser = log_in(a_user(roermond))
    assert cells(browser.get(COMPLETENESS).content.decode(), "Reden van uitval") == [
        "0 van 1 0 bekend, 0 geen, 1 niet gevraagd : Reden van uitval, Roermond"
    ]
    assert listed(browser, "?ontbreekt=reason-for-leaving") == [str(anna.pk)]
    assert listed(browser, "?ontbreekt=travel-minutes") == [str(bilal.pk)]


def test_the_list_counts_what_is_asked_of_somebody_and_nothing_else(log_in):
    roermond = a_municipality()
    a_participant(roermond, act="act-2013", gender="female", obstacle_housing=True)
    page = log_in(a_user(roermond)).get(reverse("people")).content.decode()
    asked, of = re.search(r"tweespoor-meter__text\">(\d+) van (\d+)<", page).groups()
    assert (int(asked), int(of)) == (3, len(QUESTIONS) - 4)


def test_a_project_leader_sees_counts_of_what_the_role_may_see_only(log_in):
    roermond = a_municipality()
    anna = a_participant(roermond, obstacles=("debts",), gender="female")
    a_programme(roermond, people=[anna])
    page = log_in(a_user(roermond, Role.PROJECT_LEADER)).get(COMPLETENESS).content.decode()
    assert cells(page, "Geslacht") == ["1 van 1 1 bekend, 0 geen"]
    hidden = [v.nl for v in VARIABLES if v.purpose in (Purpose.OBSTACLES, Purpose.HEALTH, Purpose.FINANCE)]
    assert "Persoonlijke belemmeringen" in hidden
    assert [label for label in hidden if label in page] == []


def test_completeness_is_for_who_sees_a_municipality_as_a_whole(log_in):
    roermond, lochem = a_municipality(), a_municipality("Lochem")
    anna = a_participant(roermond)
    a_programme(roermond, people=[anna])
    school = a_school()
    actions.share(people=[anna], organisation=school, since=TODAY, now=NOW)
    for role in (Role.POLICY_OFFICER, Role.RESEARCHER, Role.ADMINISTRATOR):
        assert log_in(a_user(roermond, role)).get(COMPLETENESS).status_code == 404
    assert log_in(a_user(school, Role.LANGUAGE_PROVIDER)).get(COMPLETENESS).status_code == 404
    assert "Roermond" not in log_in(a_user(lochem)).get(COMPLETENESS).content.decode()


def test_ones_own_people_have_a_column_of_their_own(log_in):
    roermond = a_municipality()
    anna, bilal = a_participant(roermond, name="Anna"), a_participant(roermond, name="Bilal")
    a_programme(roermond, people=[anna, bilal])
    robin = a_user(roermond)
    actions.assign(people=[anna], user=robin, by=robin, now=NOW)
    browser = log_in(robin)
    page = browser.get(COMPLETENESS).content.decode()
    assert [cell[:8] for cell in cells(page, "Geslacht")] == ["0 van 1 ", "0 van 2 "]
    assert listed(browser, "?mensen=mijn&ontbreekt=gender") == [str(anna.pk)]


def test_more_people_ask_the_database_no_more_questions(log_in):
    roermond = a_municipality()
    programme = a_programme(roermond, people=[a_participant(roermond, name=f"Anna{n}") for n in range(3)])
    browser = log_in(a_user(roermond))

    def number_of_queries():
        counts = []
        for address in (COMPLETENESS, FIVE_MINUTES):
            with CaptureQueriesContext(connection) as asked:
                browser.get(address)
            counts.append(len(asked))
        return counts

    number_of_queries()  # the first pages of a session keep when it was used
    few = number_of_queries()
    others = [a_participant(roermond, name=f"Bilal{n}") for n in range(27)]
    trajectories.start_trajectories(
        programme=programme, people=others, started={person.pk: TODAY for person in others}, now=NOW
    )
    assert number_of_queries() == few


def test_who_is_missing_in_a_figure_is_one_click_away_for_who_may_see_them(log_in):
    roermond, lochem = a_municipality(), a_municipality("Lochem")
    anna = a_participant(roermond, name="Anna", gender=Fact.known("female", valid_on=TODAY))
    bilal = a_participant(roermond, name="Bilal")
    a_programme(roermond, people=[anna, bilal])
    a_programme(lochem, slug="lochem", people=[a_participant(lochem, name="Chaima")])
    figure = reverse("figure", args=["2.2"])
    leader = a_user(roermond, Role.PROJECT_LEADER)
    leader.memberships.create(organisation=lochem, role=Role.POLICY_OFFICER.value)
    browser = log_in(leader)
    page = browser.get(figure).content.decode()
    links = re.findall(r'href="(/mensen/\?[^"]*)">(\d+ van \d+) niet gevraagd', page)
    assert [text for _link, text in links] == ["1 van 2"]
    assert "Lochem" in page
    link = links[0][0].replace("&amp;", "&")
    assert link == "/mensen/?programma=roermond&ontbreekt=gender&peildatum=2021-02-15"
    assert listed(browser, link.removeprefix("/mensen/")) == [str(bilal.pk)]
    assert "bij wie dit op 15 februari 2021 nog niet was gevraagd: Geslacht." in browser.get(link).content.decode()


@pytest.mark.parametrize("role", [Role.POLICY_OFFICER, Role.RESEARCHER])
def test_who_sees_no_single_person_sees_the_number_without_the_link(log_in, role):
    roermond = a_municipality()
    a_programme(roermond, people=[a_participant(roermond)])
    page = log_in(a_user(roermond, role)).get(reverse("figure", args=["2.2"])).content.decode()
    assert "/mensen/?" not in page


def test_a_project_leader_is_not_led_to_who_was_not_asked_about_obstacles(log_in):
    roermond = a_municipality()
    a_programme(roermond, people=[a_participant(roermond)])
    figure = reverse("figure", args=["2.6"])
    assert "ontbreekt=obstacles" in log_in(a_user(roermond)).get(figure).content.decode()
    leader = log_in(a_user(roermond, Role.PROJECT_LEADER))
    assert "ontbreekt=obstacles" not in leader.get(figure).content.decode()
