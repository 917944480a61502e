"""What programmes cost: planned, spent and expected; the purse; files; and who sees which of it."""

from __future__ import annotations

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import NOW, a_municipality, a_participant, a_school, a_user, key
from tests.apps.dossiers import a_programme
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import sharing
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories.models import Budget, PriceAgreement, Purse, PurseRequest, Spending
from tweespoor.apps.trajectories.queries import costs as queries
from tweespoor.core.costs import Need, Per
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = timezone.localdate()
START = date(TODAY.year, 1, 1)


def a_priced_programme(*, people=3):
    """A programme with people since the year began, a school, a project leader and a price for its language lessons."""
    roermond, school = a_municipality(), a_school()
    programme = a_programme(roermond, partners=[school])
    found = [a_participant(roermond, name=f"Naam-{place}", act="act-2021") for place in range(people)]
    actions.start_trajectories(programme=programme, people=found, started={p.pk: START for p in found}, now=NOW)
    leader = a_user(roermond, Role.PROJECT_LEADER, name="Lou")
    actions.agree_price(
        programme=programme,
        provider=school,
        block="language-phase-1",
        per=Per.PERSON,
        cents=123_457,
        since=START,
        until=None,
        by=leader,
        now=timezone.now(),
    )
    return programme, found, leader, school


def post(browser, name, programme, **data):
    return browser.post(reverse(name, args=[programme.slug]), {"idempotency_key": key(), **data}, follow=True)


def test_planned_and_spent_add_up_per_block_provider_and_person(log_in):
    programme, found, leader, school = a_priced_programme()
    browser = log_in(leader)
    said = post(
        browser,
        "register-spending",
        programme,
        bedrag="1.000,01",
        dag=TODAY,
        onderdeel="language-phase-1",
        aanbieder=str(school.pk),
        voor="block",
        factuur="2026-117",
    )
    assert "De uitgave is vastgelegd." in said.content.decode()
    costs = queries.costs_of(programme, year=TODAY.year, on=TODAY)
    assert (costs.least, costs.most, costs.realised) == (3 * 123_457, 3 * 123_457, 100_001)
    for rows in (costs.by_block, costs.by_provider, costs.by_person):
        assert (sum(row.least for row in rows), sum(row.realised for row in rows)) == (3 * 123_457, 100_001)
    assert sorted(row.realised for row in costs.by_person) == [33_333, 33_334, 33_334]
    assert {row.key for row in costs.by_person} == {str(person.pk) for person in found}
    mine = queries.costs_of_person(found[0].trajectories.get().programme.trajectories.get(person=found[0]), on=TODAY)
    assert mine.least == 123_457
    assert ("sport", "no-price") in mine.unpriced


def test_an_amount_taken_back_no_longer_counts_and_stays(log_in):
    programme, _found, leader, _school = a_priced_programme()
    row = actions.register_spending(programme=programme, on=TODAY, cents=500, by=leader, now=timezone.now())
    page = log_in(leader).get(reverse("costs", args=[programme.slug]) + f"?jaar={TODAY.year}").content.decode()
    assert "Klopt niet, neem terug<span" in page
    assert "Telt niet mee" not in page
    post(log_in(leader), "withdraw-spending", programme, uitgave=str(row.pk))
    assert queries.costs_of(programme, year=TODAY.year, on=TODAY).realised == 0
    assert Spending.objects.count() == 1
    with pytest.raises(Refused, match="al teruggenomen"):
        actions.withdraw_spending(spending=row, by=leader, now=timezone.now())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"bedrag": "12.5"}, "Vul een bedrag in euro’s in"),
        ({"bedrag": "veel"}, "Vul een bedrag in euro’s in"),
        ({"bedrag": "0"}, "niet nul"),
        ({"factuur": "Anna Voorbeeld"}, "zonder spaties"),
        ({"dag": str(TODAY + timedelta(days=1))}, "nog niet geweest"),
        ({"dag": "0001-01-01"}, "te ver terug"),
        ({"voor": "block"}, "Hier hoort niemand bij"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason_and_nothing_is_kept(log_in, changed, said):
    programme, _found, leader, _school = a_priced_programme(people=1)
    about = {"bedrag": "12,50", "dag": TODAY, "onderdeel": "", "aanbieder": "", "voor": "", "factuur": "", **changed}
    answer = post(log_in(leader), "register-spending", programme, **about)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Spending.objects.exists()


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"vanaf": "0001-01-01"}, "te ver terug"),
        ({"vanaf": "9999-12-31"}, "te ver vooruit"),
        ({"tot": "9999-12-31"}, "te ver vooruit"),
    ],
)
def test_a_price_from_a_year_that_cannot_be_meant_is_refused(log_in, days, said):
    programme, _found, leader, school = a_priced_programme(people=1)
    about = {"onderdeel": "sport", "aanbieder": str(school.pk), "prijs": "10", "per": Per.PERSON.value}
    answer = post(log_in(leader), "agree-price", programme, **{**about, "vanaf": TODAY, "tot": "", **days})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not PriceAgreement.objects.filter(block="sport").unscoped(why="a test counts all").exists()


def test_who_sets_a_budget_or_purse_second_is_shown_both_and_may_save_again(log_in):
    programme, _found, leader, _school = a_priced_programme(people=1)
    browser = log_in(leader)
    about = {"jaar": TODAY.year, "gezien": ""}
    post(browser, "set-budget", programme, bedrag="5.000", **about)
    second = post(browser, "set-budget", programme, bedrag="6.000", **about)
    assert second.status_code == 409
    assert "Een ander legde intussen € 5.000,00 vast. U vulde € 6.000,00 in." in second.content.decode()
    assert 'name="gezien" value="500000"' in second.content.decode()
    assert Budget.objects.get().cents == 500_000
    post(browser, "set-budget", programme, bedrag="6.000", jaar=TODAY.year, gezien="500000")
    assert Budget.objects.get().cents == 600_000
    post(browser, "set-purse", programme, bedrag="1.000", per_deelnemer="", gezien="")
    other = post(browser, "set-purse", programme, bedrag="900", per_deelnemer="", gezien="")
    assert other.status_code == 409
    assert 'name="gezien" value="100000/"' in other.content.decode()
    capped = post(browser, "set-purse", programme, bedrag="1.000", per_deelnemer="250", gezien="")
    assert "legde intussen € 1.000,00 vast" in capped.content.decode()
    assert "U vulde € 1.000,00 (hooguit € 250,00 per deelnemer) in" in capped.content.decode()
    post(browser, "set-purse", programme, bedrag="900", per_deelnemer="", gezien="100000/")
    assert Purse.objects.get().cents == 90_000


def test_the_page_holds_the_year_against_its_budget(log_in):
    programme, _found, leader, _school = a_priced_programme()
    browser = log_in(leader)
    post(browser, "set-budget", programme, jaar=TODAY.year, bedrag="5.000")
    page = browser.get(reverse("costs", args=[programme.slug])).content.decode()
    assert "€ 5.000,00" in page
    assert "onder het budget" in page
    assert "€ 3.703,71" in page
    assert "Naam-0 Voorbeeld" in page


def test_a_partner_sees_its_own_prices_and_amounts_and_nobody_they_were_for(log_in):
    programme, found, leader, school = a_priced_programme()
    clinic = a_school("De Kliniek")
    programme.partners.add(clinic)
    sharing.share(people=found, organisation=school, since=TODAY, now=NOW)
    about = {"programme": programme, "on": TODAY, "by": leader, "now": timezone.now()}
    actions.register_spending(cents=11_111, provider=school, people=found[:1], **about)
    actions.register_spending(cents=22_222, provider=clinic, **about)
    browser = log_in(a_user(school, Role.LANGUAGE_PROVIDER, name="Sam"))
    page = browser.get(reverse("costs", args=[programme.slug])).content.decode()
    file = browser.get(reverse("costs-csv", args=[programme.slug])).content.decode()
    assert "111,11" in page
    assert "111,11" in file
    for secret in ("222,22", "Naam-0", "Budget"):
        assert secret not in page
        assert secret not in file
    assert post(browser, "register-spending", programme, bedrag="1", dag=TODAY).status_code == 404
    assert browser.get(reverse("purse", args=[programme.slug])).status_code == 404
    assert browser.get(reverse("person-costs", args=[found[0].pk])).status_code == 404


def test_a_policy_officer_sees_sums_and_no_names(log_in):
    programme, _found, _leader, _school = a_priced_programme()
    browser = log_in(a_user(programme.municipality, Role.POLICY_OFFICER, name="Luca"))
    page = browser.get(reverse("costs", args=[programme.slug])).content.decode()
    file = browser.get(reverse("costs-csv", args=[programme.slug])).content.decode()
    assert "3.703,71" in page
    assert "Naam-" not in page
    assert "Naam-" not in file
    assert post(browser, "set-budget", programme, jaar=TODAY.year, bedrag="1").status_code == 404


def test_files_hold_amounts_as_numbers_and_names_never_as_formulas(log_in):
    programme, found, leader, _school = a_priced_programme(people=1)
    person = found[0]
    person.given_name = "=1+1"
    person.save()
    browser = log_in(leader)
    book = openpyxl.load_workbook(io.BytesIO(browser.get(reverse("costs-xlsx", args=[programme.slug])).content))
    names = [row[0].value for row in book["Per deelnemer"].iter_rows(min_row=2)]
    assert names == ["'=1+1 Voorbeeld"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert book["Per deelnemer"].cell(row=2, column=2).value == 1234.57
    text = browser.get(reverse("costs-csv", args=[programme.slug])).content.decode()
    assert "'=1+1 Voorbeeld;1234,57;1234,57;0,00" in text
    assert Entry.objects.filter(deed="costs-exported").count() == 2


def a_purse(leader, programme, *, cents=100_000, per_person=60_000):
    return actions.open_purse(
        programme=programme, cents=cents, per_person_cents=per_person, by=leader, now=timezone.now()
    )


def test_the_purse_is_asked_and_decided_on_one_screen_within_what_it_holds(log_in):
    programme, found, leader, _school = a_priced_programme()
    robin = a_user(programme.municipality)
    post(log_in(leader), "set-purse", programme, bedrag="1.000", per_deelnemer="600")
    browser = log_in(robin)
    for person, amount in ((found[0], "500"), (found[0], "200"), (found[1], "550")):
        post(browser, "ask-purse", programme, deelnemer=str(person.pk), waarvoor="computer", bedrag=amount)
    first, second, third = PurseRequest.objects.order_by("asked_at")
    assert post(browser, "decide-purse", programme, aanvraag=str(first.pk), besluit="ja").status_code == 404
    browser = log_in(leader)
    assert (
        "Toegekend." in post(browser, "decide-purse", programme, aanvraag=str(first.pk), besluit="ja").content.decode()
    )
    person_limit = post(browser, "decide-purse", programme, aanvraag=str(second.pk), besluit="ja")
    assert person_limit.status_code == 400
    assert "boven het meeste per deelnemer" in person_limit.content.decode()
    empty = post(browser, "decide-purse", programme, aanvraag=str(third.pk), besluit="ja")
    assert "niet genoeg meer" in empty.content.decode()
    post(browser, "decide-purse", programme, aanvraag=str(third.pk), besluit="nee", waarom="te weinig over")
    page = browser.get(reverse("purse", args=[programme.slug])).content.decode()
    assert "€ 500,00" in page
    assert "te weinig over" in page
    again = post(browser, "decide-purse", programme, aanvraag=str(first.pk), besluit="nee")
    assert "al beslist" in again.content.decode()
    states = list(PurseRequest.objects.order_by("asked_at").values_list("state", flat=True))
    assert states == ["approved", "asked", "declined"]


def test_who_asked_takes_it_back_and_nobody_else(log_in):
    programme, found, leader, _school = a_priced_programme()
    robin, pim = a_user(programme.municipality), a_user(programme.municipality, name="Pim")
    row = actions.ask_purse(
        purse=a_purse(leader, programme),
        person=found[0],
        need=Need.BICYCLE,
        what="",
        cents=10_000,
        by=robin,
        now=timezone.now(),
    )
    refused = post(log_in(pim), "withdraw-purse-request", programme, aanvraag=str(row.pk))
    assert "Alleen wie het vroeg" in refused.content.decode()
    post(log_in(robin), "withdraw-purse-request", programme, aanvraag=str(row.pk))
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_a_purse_is_not_made_smaller_than_what_was_approved():
    programme, found, leader, _school = a_priced_programme()
    purse = a_purse(leader, programme)
    row = actions.ask_purse(
        purse=purse, person=found[0], need=Need.TRAVEL, what="", cents=50_000, by=leader, now=timezone.now()
    )
    actions.decide_purse(request=row, approve=True, by=leader, now=timezone.now())
    with pytest.raises(Refused, match="al meer toegekend"):
        a_purse(leader, programme, cents=40_000, per_person=None)


def test_a_form_sent_twice_is_done_once(log_in):
    programme, _found, leader, _school = a_priced_programme()
    browser, once = log_in(leader), str(key())
    for _time in range(2):
        post(browser, "register-spending", programme, bedrag="5", dag=TODAY, idempotency_key=once)
    assert Spending.objects.count() == 1


def test_the_page_asks_as_much_for_ten_people_as_for_three(log_in, django_assert_max_num_queries):
    programme, _found, leader, _school = a_priced_programme()
    browser, url = log_in(leader), reverse("costs", args=[programme.slug])
    with django_assert_max_num_queries(200) as few:
        browser.get(url)
    more = [a_participant(programme.municipality, name=f"Bilal {n}") for n in range(7)]
    actions.start_trajectories(programme=programme, people=more, started={p.pk: START for p in more}, now=NOW)
    with django_assert_max_num_queries(len(few.captured_queries)):
        browser.get(url)
