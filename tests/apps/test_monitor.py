"""The monitor: the report's figures from what is registered, for those who may see them."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse

from tests.apps.conftest import a_municipality, a_user
from tweespoor.apps.organisations.models import User
from tweespoor.core.vocabulary import Role
from tweespoor.site.demo import load

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def two_pilots():
    """Hengelo and Nederweert, which leave themselves out of figures B3.1 and 2.8."""
    load(programmes=["nederweert", "hengelo"], seconds=1, seed=1, say=lambda _line: None)


def browser_of(role, log_in):
    return log_in(User.objects.get(email=f"{role.value}@demo.tweespoor.example"))


def numbers(browser, figure, **query):
    answer = browser.get(reverse("figure-csv", args=[figure]), query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.mark.parametrize(("figure", "n"), [("2.1", 75), ("2.5", 66), ("2.8", 32), ("B3.1", 52), ("B3.2", 32)])
def test_a_figure_says_how_many_people_it_rests_on(two_pilots, log_in, figure, n):
    page = browser_of(Role.PROJECT_LEADER, log_in).get(reverse("figure", args=[figure])).content.decode()
    assert f"(N={n})" in page
    assert "Peildatum 15 februari 2021." in page
    assert "Alle mensen zijn verzonnen." in page


def test_a_programme_that_did_not_ask_is_left_out_by_name(two_pilots, log_in):
    browser = browser_of(Role.PROJECT_LEADER, log_in)
    page = browser.get(reverse("figure", args=["2.8"])).content.decode()
    assert "Weggelaten: Nederweert (N=43) heeft deze variabele niet ingevuld." in page
    page = browser.get(reverse("figure", args=["B3.1"])).content.decode()
    assert "Weggelaten: Hengelo (N=32) heeft voor minder dan de helft" in page


def test_a_figure_of_an_earlier_date_knows_less(two_pilots, log_in):
    browser = browser_of(Role.PROJECT_LEADER, log_in)
    then = sum(int(row["n"]) for row in numbers(browser, "2.1", peildatum="2019-12-31"))
    assert 0 < then < 75


def test_an_answer_registered_today_changes_the_figure_of_today_not_that_of_then(two_pilots, log_in):
    browser = browser_of(Role.CASE_MANAGER, log_in)

    def of_nederweert(**query):
        return {
            (row["category"], row["state"]): row["n"]
            for row in numbers(browser, "2.8", **query)
            if row["programme"] == "nederweert"
        }

    before = of_nederweert()
    person = User.objects.get(email="case-manager@demo.tweespoor.example").memberships.get().organisation.people.first()
    browser.post(
        reverse("register-fact", args=[person.pk, "speaking-level-at-start"]),
        {"answer": "a1", "valid_on": "2021-01-04", "source": "gesprek"},
    )
    assert person.facts.filter(variable="speaking-level-at-start").exists()
    assert of_nederweert() == before


def test_who_is_outside_the_municipality_never_sees_small_numbers(two_pilots, log_in):
    browser = browser_of(Role.RESEARCHER, log_in)
    for figure in ("2.4", "2.5", "2.6", "2.9", "B3.2"):
        rows = numbers(browser, figure)
        exact = numbers(browser_of(Role.PROJECT_LEADER, log_in), figure)
        assert any(0 < int(row["n"]) < 10 for row in exact if row["n"])
        browser = browser_of(Role.RESEARCHER, log_in)
        assert [row for row in rows if row["n"] and 0 < int(row["n"]) < 10] == []
        assert any(row["state"] == "hidden" and row["n"] == "" for row in rows)


def test_a_municipality_sees_only_its_own_programme_in_the_figures(two_pilots, log_in):
    rows = numbers(browser_of(Role.CASE_MANAGER, log_in), "2.1")
    assert [row["programme"] for row in rows] == ["nederweert"]


@pytest.mark.parametrize("name", ["figure", "figure-svg", "figure-csv"])
def test_a_figure_that_is_not_there_is_not_found(two_pilots, log_in, name):
    assert browser_of(Role.PROJECT_LEADER, log_in).get(reverse(name, args=["9.9"])).status_code == 404


@pytest.mark.parametrize("role", [Role.TRAINER, Role.KEY_PERSON, Role.LANGUAGE_PROVIDER])
def test_figures_are_for_those_who_work_with_them(log_in, role):
    browser = log_in(a_user(a_municipality(), role))
    for address in (reverse("monitor"), reverse("figure", args=["2.5"]), reverse("figure-csv", args=["2.5"])):
        assert browser.get(address).status_code == 404


@pytest.mark.parametrize("day", ["gisteren", "2021-02-30", "1066-01-01"])
def test_a_date_that_is_none_is_refused_with_what_to_do(two_pilots, log_in, day):
    browser = browser_of(Role.PROJECT_LEADER, log_in)
    answer = browser.get(reverse("figure", args=["2.5"]), {"peildatum": day})
    assert answer.status_code == 400
    assert "Peildatum" in answer.content.decode()
    assert browser.get(reverse("figure-csv", args=["2.5"]), {"peildatum": day}).status_code == 404


def test_the_picture_is_drawn_without_scripts_and_in_the_language_of_the_page(two_pilots, log_in):
    browser = browser_of(Role.PROJECT_LEADER, log_in)
    assert "Opleiding in land van herkomst" in browser.get(reverse("figure-svg", args=["2.5"])).content.decode()
    browser.post(reverse("set_language"), {"language": "en", "next": "/monitor/"})
    picture = browser.get(reverse("figure-svg", args=["2.5"])).content.decode()
    assert "Education in country of origin" in picture
    assert "<script" not in picture
