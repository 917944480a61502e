"""Requests of participants, and the log as the participant and the administrator read it."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.apps.conftest import NOW, TODAY, a_municipality, a_participant, a_school, a_user
from tests.arch.test_repository import SOURCE
from tweespoor.apps.log import actions as log
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import actions as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.rights import actions
from tweespoor.apps.rights.models import Request
from tweespoor.apps.rights.rules import Outcome, Refused, RequestKind
from tweespoor.apps.rights.wording import DEEDS, SAW
from tweespoor.core.vocabulary import Purpose, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def roermond():
    return a_municipality("Gemeente Roermond")


def ask(browser, person, **filled_in):
    filled_in = {"kind": "access", "received_on": "2026-01-31", "note": "", **filled_in}
    return browser.post(reverse("person-requests", args=[person.pk]), filled_in)


def test_a_request_is_written_down_with_the_day_it_must_be_settled(roermond, log_in):
    anna, robin = a_participant(roermond, name="Anna"), a_user(roermond)
    browser = log_in(robin)
    assert ask(browser, anna).status_code == 302
    page = browser.get(reverse("requests")).content.decode()
    assert "Anna Voorbeeld" in page
    assert "28 februari 2026" in page
    request = Request.objects.get()
    answer = {"outcome": "granted", "done_on": "2026-02-10", "answer": "Overzicht gegeven"}
    assert browser.post(reverse("settle-request", args=[request.pk]), answer).status_code == 302
    assert "Er wacht geen verzoek" in browser.get(reverse("requests")).content.decode()
    assert "10 februari 2026: Toegewezen" in browser.get(reverse("person-requests", args=[anna.pk])).content.decode()
    assert list(Entry.objects.filter(person=anna.pk, deed__startswith="request-").values_list("deed", "detail")) == [
        ("request-settled", {"kind": "access", "outcome": "granted"}),
        ("request-received", {"kind": "access"}),
    ]


def test_a_request_that_was_sent_twice_is_there_once(roermond, log_in):
    anna, browser, key = a_participant(roermond), log_in(a_user(roermond)), str(uuid4())
    for _each in range(2):
        assert ask(browser, anna, idempotency_key=key).status_code == 302
    assert Request.objects.count() == 1


@pytest.mark.parametrize(
    ("filled_in", "message"),
    [
        ({"kind": ""}, "Dit veld is verplicht."),
        ({"kind": "revenge"}, "revenge"),
        ({"received_on": "2999-01-01"}, "Deze dag is nog niet geweest."),
        ({"received_on": "1026-01-01"}, "Deze dag ligt te ver terug."),
        ({"received_on": "31-02-2026"}, "Voer een geldige datum in"),
        ({"note": "a" * 2001}, "2000"),
    ],
)
def test_a_request_filled_in_wrong_is_not_kept(roermond, log_in, filled_in, message):
    response = ask(log_in(a_user(roermond)), a_participant(roermond), **filled_in)
    assert response.status_code == 400
    assert message in response.content.decode()
    assert Request.objects.count() == 0
    assert not Entry.objects.filter(deed="request-received").exists()


@pytest.mark.parametrize("done_on", ["2026-01-30", "2999-01-01"])
def test_a_request_is_not_settled_before_it_came_or_in_the_future(roermond, log_in, done_on):
    anna, browser = a_participant(roermond), log_in(a_user(roermond))
    ask(browser, anna)
    request = Request.objects.get()
    response = browser.post(reverse("settle-request", args=[request.pk]), {"outcome": "granted", "done_on": done_on})
    assert response.status_code == 400
    assert Request.objects.get().done_on is None


def test_a_request_is_settled_once(roermond):
    anna, robin = a_participant(roermond), a_user(roermond)
    request = actions.register_request(
        person=anna, kind=RequestKind.ERASURE, received_on=TODAY, note="", by=robin, now=NOW
    )

    def settle():
        actions.settle_request(request=request, outcome=Outcome.REFUSED, done_on=TODAY, answer="", by=robin, now=NOW)

    settle()
    with pytest.raises(Refused, match="al afgehandeld"):
        settle()


def test_what_another_municipality_was_asked_is_not_found(roermond, log_in):
    anna, robin = a_participant(roermond, name="Anna"), a_user(roermond)
    ask(log_in(robin), anna)
    request = Request.objects.get()
    stranger = log_in(a_user(a_municipality("Lochem")))
    assert stranger.get(reverse("settle-request", args=[request.pk])).status_code == 404
    assert "Anna" not in stranger.get(reverse("requests")).content.decode()


def test_an_objection_stands_on_the_page_until_it_is_refused(roermond, log_in):
    anna, robin = a_participant(roermond, name="Anna"), a_user(roermond)
    browser = log_in(robin)
    person_page = reverse("person", args=[anna.pk])
    ask(browser, anna, kind="objection", note="Niet met de school delen")
    assert "Niet met de school delen" in browser.get(person_page).content.decode()
    request = Request.objects.get()
    browser.post(reverse("settle-request", args=[request.pk]), {"outcome": "refused", "done_on": "2026-02-01"})
    assert "Niet met de school delen" not in browser.get(person_page).content.decode()


def lines_of(browser, person):
    page = browser.get(reverse("person-log", args=[person.pk])).content.decode()
    return re.findall(r"<li class=\"utrecht-unordered-list__item\">(Op [^<]*)</li>", page)


def test_the_participant_reads_in_plain_words_who_saw_what(roermond, log_in):
    school = a_school("De Brug")
    anna = a_participant(roermond, name="Anna", act="act-2021", speaking_level="a1")
    people.share(people=[anna], organisation=school, since=TODAY, now=NOW)
    jip = a_user(school, Role.LANGUAGE_PROVIDER, name="Jip Smit")
    log_in(jip).get(reverse("person", args=[anna.pk]))
    log_in(jip).get(reverse("people"))
    lines = lines_of(log_in(a_user(roermond)), anna)
    assert [line for line in lines if "Jip" in line] == [
        f"Op {said_today()} zag Jip Smit van De Brug u in een lijst, met uw taalniveau.",
        f"Op {said_today()} keek Jip Smit van De Brug naar uw taalniveau.",
    ]
    assert "Op 15 februari 2021 kreeg De Brug toegang tot een deel van uw gegevens." in lines


def said_today():
    return date_format(timezone.localdate(), "j F Y")


def test_what_happened_often_on_a_day_is_said_once(roermond, log_in):
    anna = a_participant(roermond)
    kim = a_user(roermond, name="Kim Bakker")
    for minute in range(3):
        log.record(
            deed="person-seen",
            on=anna,
            by=kim.pk,
            now=NOW + timedelta(minutes=minute),
            person=anna.pk,
            organisation=roermond.pk,
            detail={"purposes": ["level"]},
        )
    assert "Op 15 februari 2021 keek Kim Bakker van Gemeente Roermond naar uw taalniveau. (3 keer)" in lines_of(
        log_in(a_user(roermond)), anna
    )


def test_every_deed_that_is_recorded_has_its_words():
    recorded = {
        deed
        for path in SOURCE.rglob("*.py")
        for deed in re.findall(r"deed=\"([a-z-]+)\"|_record\(\s*\"([a-z-]+)\"", path.read_text("utf-8"))
        for deed in deed
        if deed
    }
    assert len(recorded) > 15
    assert recorded - set(DEEDS) == set()
    assert set(SAW) == set(Purpose)


@pytest.fixture
def two_towns(roermond):
    """A log of two municipalities."""
    lochem = a_municipality("Gemeente Lochem")
    anna, bilal = a_participant(roermond, name="Anna", number="R-1"), a_participant(lochem, name="Bilal", number="L-1")
    kim, lou = a_user(roermond, name="Kim Bakker"), a_user(lochem, name="Lou de Wit")
    for person, user, municipality in ((anna, kim, roermond), (bilal, lou, lochem)):
        log.record(
            deed="person-seen",
            on=person,
            by=user.pk,
            now=NOW,
            person=person.pk,
            organisation=municipality.pk,
            detail={"purposes": ["level"]},
        )
    return roermond, lochem


def test_the_administrator_sees_the_log_of_the_own_organisation_with_numbers_not_names(two_towns, log_in):
    roermond, _lochem = two_towns
    page = log_in(a_user(roermond, Role.ADMINISTRATOR, name="Charlie")).get(reverse("log")).content.decode()
    assert "Kim Bakker van Gemeente Roermond" in page
    assert "R-1" in page
    assert "Niveau en klas" in page
    for hidden in ("Anna", "Bilal", "L-1", "Lou de Wit", "Lochem"):
        assert hidden not in page


def test_the_log_is_narrowed_by_deed_day_and_number(two_towns, log_in):
    roermond, _lochem = two_towns
    anna = Person.objects.get(number="R-1")
    log.record(
        deed="fact-registered", on=anna, by=None, now=NOW + timedelta(days=2), person=anna.pk, organisation=roermond.pk
    )
    browser = log_in(a_user(roermond, Role.ADMINISTRATOR, name="Charlie"))

    def count(answer):
        return int(re.search(r">(\d+) regels?<", answer.content.decode())[1])

    address = reverse("log")
    assert count(browser.get(address, {"handeling": "fact-registered"})) == 1
    assert count(browser.get(address, {"vanaf": "2021-02-16", "tot_en_met": "2021-02-17"})) == 1
    assert (
        count(browser.get(address, {"vanaf": "2021-02-15", "tot_en_met": "2021-02-15", "handeling": "person-seen"}))
        == 1
    )
    whose = Entry.objects.filter(person=anna.pk).count()
    assert whose > 2
    assert count(browser.post(address, {"nummer": "R-1"})) == whose
    assert count(browser.post(address, {"nummer": "L-1"})) == 0
    assert browser.get(address, {"vanaf": "gisteren"}).status_code == 400


@pytest.mark.parametrize("organisation", [a_municipality, a_school])
def test_no_link_beside_the_log_leads_its_administrator_to_a_page_that_is_not_there(organisation, log_in):
    browser = log_in(a_user(organisation(), Role.ADMINISTRATOR))
    page = browser.get(reverse("log")).content.decode()
    links = {each for each in re.findall(r'href="(/[^"]*)"', page) if not each.startswith("/static/")}
    assert reverse("log") in links
    assert {link: browser.get(link, follow=True).status_code for link in links} == dict.fromkeys(links, 200)


def test_nobody_but_an_administrator_opens_the_log(two_towns, log_in):
    roermond, _lochem = two_towns
    for role in Role:
        status = log_in(a_user(roermond, role, name=role.value)).get(reverse("log")).status_code
        assert (role, status) == (role, 200 if role is Role.ADMINISTRATOR else 404)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_two_deeds_to_choose_in_the_log_are_called_the_same(log_in, language):
    browser = log_in(a_user(a_municipality(), Role.ADMINISTRATOR))
    browser.cookies["django_language"] = language
    page = browser.get(reverse("log")).content.decode()
    names = re.findall(r"<option[^>]*>([^<]+)</option>", page)
    assert len(names) > 50
    assert sorted(names) == sorted(set(names))
