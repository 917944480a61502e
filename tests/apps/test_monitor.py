"""The monitor: the report's figures from what is registered, for those who may see them."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.apps.conftest import a_municipality, a_user
from tests.apps.demonstrations import load_once
from tweespoor.apps.organisations.models import User
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def two_pilots():
    """Hengelo and Nederweert, which leave themselves out of figures B3.1 and 2.8."""
    load_once("nederweert", "hengelo")


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


def test_the_way_here_names_the_figure(two_pilots, log_in):
    page = browser_of(Role.PROJECT_LEADER, log_in).get(reverse("figure", args=["2.5"])).content.decode()
    assert re.search(r'aria-current="page">([^<]*)<', page[page.index("breadcrumb") :])[1] == "Figuur 2.5"


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


def test_an_answer_registered_today_counts_in_the_figure_of_today_which_the_page_offers(two_pilots, log_in):
    browser = browser_of(Role.CASE_MANAGER, log_in)
    municipality = User.objects.get(email="case-manager@demo.tweespoor.example").memberships.get().organisation
    in_programme = municipality.people.filter(trajectories__isnull=False)
    person = in_programme.exclude(facts__variable="education-in-origin").first()
    today = date_format(timezone.localdate(), "j F Y")

    def asked_and_offered(address):
        page = browser.get(address).content.decode()
        table = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", page)
        offer = re.search(rf'href="(\?[^"]*)">Toon de stand van vandaag \({today}\)', page)
        return int(table[-1]), page, offer and offer[1].replace("&amp;", "&")

    address = reverse("figure", args=["2.5"])
    before, page, offer = asked_and_offered(address)
    assert "U ziet de stand op <strong>15 februari 2021</strong>." in page
    assert "Wat daarna is vastgelegd, telt niet mee." in page
    browser.post(
        reverse("register-fact", args=[person.pk, "education-in-origin"]),
        {"answer": "higher", "valid_on": "2021-01-04", "source": "gesprek"},
    )
    assert asked_and_offered(address)[0] == before
    after, page, offered = asked_and_offered(address + offer)
    assert after == before + 1
    assert f"U ziet de stand op <strong>{today}</strong>." in page
    assert offered is None


def test_the_day_that_was_chosen_goes_along_to_the_other_figures(two_pilots, log_in):
    browser = browser_of(Role.PROJECT_LEADER, log_in)
    for address in (reverse("figure", args=["2.5"]), reverse("monitor")):
        page = browser.get(address, {"peildatum": "2020-06-30"}).content.decode()
        assert "U ziet de stand op <strong>30 juni 2020</strong>." in page
        assert 'href="/monitor/2.6/?peildatum=2020-06-30"' in page


def test_who_is_outside_the_municipality_sees_figures_of_fixed_days_only(two_pilots, log_in):
    browser = browser_of(Role.RESEARCHER, log_in)
    page = browser.get(reverse("figure", args=["2.5"])).content.decode()
    assert "U ziet de stand op <strong>1 januari 2021</strong>." in page
    assert "ziet u cijfers van de eerste dag van een kwartaal" in page
    offered = [date.fromisoformat(day) for day in re.findall(r'<option value="([^"]*)"', page)]
    assert len(offered) > 5
    assert {(day.month, day.day) for day in offered} == {(1, 1), (4, 1), (7, 1), (10, 1)}
    assert max(offered) < timezone.localdate()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("2021-02-15", "2021-01-01"), ("2020-07-01", "2020-07-01"), ("2020-12-31", "2020-10-01"), ("2999-05-05", None)],
)
def test_another_day_becomes_the_fixed_day_before_it_and_the_page_says_so(two_pilots, log_in, asked, shown):
    browser = browser_of(Role.RESEARCHER, log_in)
    days = {row["as_of"] for row in numbers(browser, "2.5", peildatum=asked)}
    page = browser.get(reverse("figure", args=["2.5"]), {"peildatum": asked}).content.decode()
    day = days.pop()
    assert days == set()
    assert day == shown or (shown is None and day < timezone.localdate().isoformat())
    assert f'<option value="{day}" selected>' in page
    assert f"figuur.svg?peildatum={day}" in page
    said = date_format(date.fromisoformat(asked), "j F Y")
    assert (f"U vroeg {said}. U ziet de vaste dag daarvoor" in page) == (asked != day)


def test_a_day_that_is_none_is_refused_outside_the_municipality_too(two_pilots, log_in):
    answer = browser_of(Role.RESEARCHER, log_in).get(reverse("figure", args=["2.5"]), {"peildatum": "gisteren"})
    assert answer.status_code == 400
    assert "U vroeg" not in answer.content.decode()


def test_figures_of_days_close_together_are_the_same_outside_the_municipality(two_pilots, log_in):
    then, later = {"peildatum": "2019-11-04"}, {"peildatum": "2019-12-09"}
    leader = browser_of(Role.PROJECT_LEADER, log_in)
    assert numbers(leader, "2.1", **then) != numbers(leader, "2.1", **later)
    researcher = browser_of(Role.RESEARCHER, log_in)
    assert numbers(researcher, "2.1", **then) == numbers(researcher, "2.1", **later)


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
