"""Deadlines of a person and of all one's people: what is shown, what is noted, and who may."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import NOW, a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_programme, start
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import actions as people
from tweespoor.apps.trajectories.actions import clock as deeds
from tweespoor.apps.trajectories.actions import progress
from tweespoor.apps.trajectories.models import CaseEvent, SpentHours
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import CaseEventKind, HoursKind, Purpose, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def town():
    return a_municipality()


@pytest.fixture
def robin(town):
    return a_user(town)


def today():
    return timezone.localdate()


def days(count):
    return today() + timedelta(days=count)


def a_newcomer(town, *, name="Amina", **facts):
    """Somebody under the act of 2021, registered and notified so that the PIP is due in six days."""
    known = {
        "act": "act-2021",
        "target_group": "status-holder",
        "settled_on": days(-90),
        "duty_notice_on": days(-64),
        "birth_date": date(1994, 5, 3),
        **facts,
    }
    return a_participant(town, name=name, **{slug: fact for slug, fact in known.items() if fact is not None})


def page_of(browser, person):
    return browser.get(reverse("deadlines", args=[person.pk])).content.decode()


def text_of(html):
    return " ".join(html.split())


def note(browser, person, **said):
    data = {"idempotency_key": str(uuid4()), "evidence": "", **said}
    return browser.post(reverse("note-event", args=[person.pk]), data, follow=True)


def spend(browser, person, **said):
    data = {
        "idempotency_key": str(uuid4()),
        "kind": "nt2",
        "hours": "10",
        "on": today().isoformat(),
        "ground": "Bi 3.14",
        "municipality": "Roermond",
        **said,
    }
    return browser.post(reverse("note-hours", args=[person.pk]), data, follow=True)


def test_a_deadline_is_shown_with_how_it_was_found_its_certainty_and_what_settles_it(town, robin, log_in):
    person = a_newcomer(town)
    html = page_of(log_in(robin), person)
    assert "PIP vaststellen" in html
    assert "nog 6 dagen" in html
    assert "(Bi 5.3(1)), 10 weken →" in html
    assert "te bevestigen" in html
    assert reverse("register-fact", args=[person.pk, "pip-established-on"]) in html


def test_what_is_not_known_is_asked_and_never_guessed(town, robin, log_in):
    person = a_newcomer(town, settled_on=None)
    html = text_of(page_of(log_in(robin), person))
    assert "op zijn vroegst" in html
    assert reverse("register-fact", args=[person.pk, "settled-on"]) in html
    assert "verlopen</" not in html


def test_the_pip_is_read_from_the_fact_and_settles_the_term(town, robin, log_in):
    person = a_newcomer(town, pip_established_on=days(-10))
    html = text_of(page_of(log_in(robin), person))
    assert "PIP vaststellen" in html
    assert "gehaald (" in html
    assert "Inburgeren binnen de termijn" in html


def test_a_wait_for_information_suspends_the_ten_weeks_when_it_was_noted_in_time(town, robin, log_in):
    person = a_newcomer(town, name="Bilal", duty_notice_on=days(-75), pip_established_on=Fact.none(valid_on=days(-1)))
    browser = log_in(robin)
    assert "verlopen" in page_of(browser, person)
    note(browser, person, kind="information-asked", on=days(-20).isoformat())
    assert "Pas vastgelegd op" in page_of(browser, person), "noted today, after the ten weeks"
    CaseEvent.objects.update(recorded_at=timezone.now() - timedelta(days=20))
    assert "opgeschort" in page_of(browser, person)


def test_an_event_is_noted_once_and_shown_with_its_evidence(town, robin, log_in):
    person = a_newcomer(town, route="b1", pip_established_on=days(-200))
    browser = log_in(robin)
    key = str(uuid4())
    data = {"kind": "offer-made", "on": days(-3).isoformat(), "evidence": "brief", "idempotency_key": key}
    for said in ("De gebeurtenis is bewaard", "was al bewaard"):
        answer = browser.post(reverse("note-event", args=[person.pk]), data, follow=True)
        assert said in answer.content.decode()
    assert CaseEvent.objects.count() == 1
    html = page_of(browser, person)
    assert "te laat gehaald" in html
    assert "Eigen verklaring van het college" in html, "the offer came late: a ground, stated by the college"


WRONG = [
    ({"kind": "", "on": "2026-01-01"}, "Kies"),
    ({"kind": "offer-made", "on": "9999-01-01"}, "nog niet geweest"),
    ({"kind": "offer-made", "on": "gisteren"}, "geldige datum"),
    ({"kind": "illness", "on": "2026-02-02", "until": "2026-02-01"}, "Deze dag ligt vóór de eerste dag"),
    ({"kind": "new-term", "on": "2026-02-02", "months": "7"}, "6, 12, 18 of 24 maanden"),
    ({"kind": "extension-granted", "on": "2026-02-02"}, "hoeveel maanden verlenging"),
    ({"kind": "route-changed", "on": "2026-02-02"}, "naar welke leerroute"),
    ({"kind": "notice", "on": "2026-02-02"}, "notice"),
    ({"kind": "offer-made", "on": "2026-02-02", "evidence": "x" * 201}, "200"),
]


@pytest.mark.parametrize(("said", "told"), WRONG, ids=[f"{each[0]['kind']}-{each[1][:12]}" for each in WRONG])
def test_an_event_that_cannot_be_is_refused_with_what_to_do(town, robin, log_in, said, told):
    person = a_newcomer(town)
    answer = note(log_in(robin), person, **said)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not CaseEvent.objects.exists()


def test_what_was_noted_wrongly_is_withdrawn_and_kept(town, robin, log_in):
    person = a_newcomer(town, route="b1", pip_established_on=days(-200))
    browser = log_in(robin)
    note(browser, person, kind="offer-made", on=days(-150).isoformat())
    row = CaseEvent.objects.get()
    url = reverse("withdraw-event", args=[person.pk, row.pk])
    assert "telt niet meer mee" in browser.post(url, follow=True).content.decode()
    assert "al ingetrokken" in browser.post(url, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.withdrawn_by, row.kind) == (robin.pk, "offer-made")
    assert "verlopen" in page_of(browser, person)


def test_participation_counts_once_somebody_checked_it_and_the_second_is_told_what_the_first_said(town, robin, log_in):
    person = a_newcomer(town, route="self-reliance", pip_established_on=days(-200))
    browser = log_in(robin)
    spend(browser, person, kind="participation", hours="12,5")
    html = text_of(page_of(browser, person))
    assert "0 van 800 uur" in html
    assert "12,5 uur nog na te gaan" in html
    row = SpentHours.objects.get()
    url = reverse("change-hours", args=[person.pk, row.pk])
    browser.post(url, {"telt": "ja"})
    assert "12 van 800 uur" in text_of(page_of(browser, person))
    assert "ze tellen mee" in browser.post(url, {"telt": "nee"}, follow=True).content.decode()
    browser.post(url)
    assert "12 van 800 uur" not in text_of(page_of(browser, person))
    row.refresh_from_db()
    assert row.withdrawn_at is not None


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"hours": "0"}, "0.25"),
        ({"hours": "veel"}, "getal"),
        ({"kind": "sport"}, "sport"),
        ({"ground": ""}, "verplicht"),
        ({"municipality": ""}, "verplicht"),
    ],
)
def test_hours_that_cannot_be_are_refused(town, robin, log_in, said, told):
    person = a_newcomer(town)
    answer = spend(log_in(robin), person, **said)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not SpentHours.objects.exists()


def test_the_programmes_own_agreement_is_a_deadline_that_is_settled_by_noting_it(town, robin, log_in):
    person = a_newcomer(town)
    start(person, a_programme(town, slug="arnhem"), started_on=days(-40))
    browser = log_in(robin)
    html = text_of(page_of(browser, person))
    assert "Intake met coach en trajectbegeleider" in html
    assert "eigen afspraak, geen wet" in html
    form = browser.get(reverse("note-event", args=[person.pk]), {"soort": "agreement-kept", "over": "intake"})
    assert "Afspraak van het programma nagekomen" in form.content.decode()
    note(browser, person, kind="agreement-kept", about="intake", on=days(-30).isoformat())
    shown = text_of(page_of(browser, person))
    assert shown.index("Geregeld of voorbij") < shown.index("Intake met coach en trajectbegeleider")


def test_the_file_of_facts_warns_and_computes_no_fine(town, robin, log_in):
    html = text_of(page_of(log_in(robin), a_newcomer(town)))
    assert "Tweespoor berekent geen boete" in html
    assert "Raad van State, 9 juli 2025 en 18 februari 2026" in html


def test_the_dossier_names_the_deadlines_that_come_first(town, robin, log_in):
    person = a_newcomer(town)
    html = log_in(robin).get(reverse("person", args=[person.pk])).content.decode()
    assert "nog 6 dagen" in html
    assert reverse("deadlines", args=[person.pk]) in html


def test_a_school_sees_no_deadlines(town, log_in):
    person, school = a_newcomer(town), a_school()
    people.share(people=[person], organisation=school, since=today(), now=NOW)
    browser = log_in(a_user(school, Role.LANGUAGE_PROVIDER, name="Sam"))
    dossier = browser.get(reverse("person", args=[person.pk]))
    assert dossier.status_code == 200
    assert "PIP vaststellen" not in dossier.content.decode()
    for name, args in (("deadlines", [person.pk]), ("note-event", [person.pk]), ("deadline-list", [])):
        assert browser.get(reverse(name, args=args)).status_code == 404


def test_who_may_not_see_health_sees_no_illness_and_is_told_so(town, robin, log_in):
    person = a_newcomer(town, pip_established_on=days(-400))
    browser = log_in(robin)
    note(browser, person, kind="illness", on=days(-200).isoformat(), evidence="medisch advies")
    assert "medisch advies" in page_of(browser, person)
    browser = log_in(a_user(town, Role.PROJECT_LEADER, name="Lou"))
    html = page_of(browser, person)
    assert "medisch advies" not in html
    assert "U ziet niet alle gegevens van deze deelnemer" in html
    assert browser.get(reverse("note-event", args=[person.pk])).status_code == 404


def test_everything_noted_is_in_the_log_without_names_or_free_text(town, robin, log_in):
    person = a_newcomer(town)
    browser = log_in(robin)
    note(browser, person, kind="call-missed", on=days(-3).isoformat(), evidence="geheim woord")
    spend(browser, person, evidence="geheim woord")
    entries = list(Entry.objects.filter(deed__in=["case-event-noted", "hours-noted"]).order_by("sequence"))
    assert [(each.deed, each.detail, each.person) for each in entries] == [
        ("case-event-noted", {"kind": "call-missed"}, person.pk),
        ("hours-noted", {"kind": "nt2"}, person.pk),
    ]
    assert "geheim" not in str([each.detail for each in Entry.objects.all()])


def test_who_is_taken_over_brings_events_and_hours_along(town, robin):
    other = a_municipality("Weert")
    old, new = a_newcomer(town), a_participant(other, name="Amina")
    offered = deeds.NewEvent(kind=CaseEventKind.OFFER_MADE, on=days(-30), noted_on=days(-29))
    ill = deeds.NewEvent(kind=CaseEventKind.ILLNESS, on=days(-30))
    spent = deeds.NewHours(kind=HoursKind.NT2, on=days(-9), minutes=60, municipality="Roermond", ground="Bi 3.14")
    deeds.bring_cases(events={old: [offered, ill]}, hours={old: [spent]}, now=timezone.now())
    assert deeds.pass_on_case(old=old, new=new, purposes={Purpose.BENEFIT}, now=NOW) == 2
    assert [(row.kind, timezone.localdate(row.recorded_at)) for row in new.case_events.all()] == [
        ("offer-made", days(-29))
    ]
    assert [row.municipality for row in new.spent_hours.all()] == ["Roermond"]
    assert old.case_events.count() == 2


def names_in(answer):
    html = answer.content.decode()
    return [name for name in ("Amina", "Bilal", "Chaima") if name in html]


def test_the_list_shows_what_is_passed_or_near_and_can_be_narrowed_down(town, robin, log_in):
    a_newcomer(town)
    a_newcomer(town, name="Bilal", duty_notice_on=days(-75))
    a_newcomer(town, name="Chaima", duty_notice_on=days(-10))
    browser = log_in(robin)
    answer = browser.get(reverse("deadline-list"))
    html = answer.content.decode()
    assert names_in(answer) == ["Amina", "Bilal"]
    assert html.index("Bilal") < html.index("Amina"), "what is passed comes first"
    assert names_in(browser.get(reverse("deadline-list"), {"weken": "13"})) == ["Amina", "Bilal", "Chaima"]
    assert names_in(browser.get(reverse("deadline-list"), {"soort": "aanbod"})) == []
    assert names_in(browser.get(reverse("deadline-list"), {"soort": "pip"})) == ["Amina", "Bilal"]


def test_the_list_starts_with_ones_own_people_and_never_shows_those_of_another_municipality(town, robin, log_in):
    amina, _bilal = a_newcomer(town), a_newcomer(town, name="Bilal")
    a_newcomer(a_municipality("Weert"), name="Chaima")
    people.assign(people=[amina], user=robin, by=None, now=NOW)
    browser = log_in(robin)
    assert names_in(browser.get(reverse("deadline-list"))) == ["Amina"]
    assert names_in(browser.get(reverse("deadline-list"), {"wie": "iedereen"})) == ["Amina", "Bilal"]


def test_a_route_that_can_still_change_is_spoken_of_from_fifteen_months_on(town, robin, log_in):
    a_newcomer(town, route="b1", pip_established_on=days(-462))
    a_newcomer(town, name="Bilal", route="b1", pip_established_on=days(-440))
    answer = log_in(robin).get(reverse("deadline-list"), {"soort": "leerroute"})
    assert names_in(answer) == ["Amina"]


def test_what_was_over_long_ago_stands_at_the_end_and_is_counted(town, robin, log_in):
    a_newcomer(town)
    a_newcomer(town, name="Bilal", settled_on=days(-500), duty_notice_on=days(-490))
    html = log_in(robin).get(reverse("deadline-list")).content.decode()
    assert html.index("Amina") < html.index("Bilal")
    assert "Daarvan 1 langer dan een half jaar geleden" in html


def test_the_list_costs_as_many_questions_for_thirty_as_for_three(town, robin, log_in):
    browser = log_in(robin)
    programme = a_programme(town, slug="arnhem")

    def asked(count):
        for _each in range(count):
            start(a_newcomer(town), programme, started_on=days(-40))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(reverse("deadline-list")).status_code == 200
        return len(queries)

    asked(1)
    assert asked(3) == asked(30)


def test_the_pages_are_there_in_english(town, robin, log_in):
    person = a_newcomer(town)
    browser = log_in(robin)
    browser.cookies["django_language"] = "en"
    html = page_of(browser, person)
    assert "6 days left" in html
    assert "DUO’s notice of" in html
    assert "to be confirmed" in html


def attend(person, *, week, minutes, block="language-phase-1"):
    """Register what was attended of a block, as progress does."""
    progress.register_hours(
        trajectory=person.trajectories.get(), block=block, day=week, minutes=minutes, by=None, now=timezone.now()
    )


def test_hours_attended_are_in_the_ledger_and_never_twice(town, robin, log_in):
    person = a_newcomer(town, route="self-reliance")
    start(person, a_programme(town, slug="roermond"), started_on=days(-70))
    attend(person, week=days(-60), minutes=600)
    attend(person, week=days(-30), minutes=540)
    case = text_of(page_of(log_in(robin), person))
    assert "19 uur hiervan komt uit de voortgang" in case
    assert "19 van 800 uur" in case
    assert "Taalles tot nu toe:" in case
    assert "19 uur aanwezig" in case
    spend(log_in(robin), person, kind="nt2", hours="10", on=days(-45).isoformat())
    both = text_of(page_of(log_in(robin), person))
    assert "9 uur hiervan komt uit de voortgang" in both
    assert "19 van 800 uur" in both


def test_a_trajectory_without_recorded_hours_adds_nothing(town, robin, log_in):
    person = a_newcomer(town, route="self-reliance")
    start(person, a_programme(town, slug="roermond"), started_on=days(-70))
    attend(person, week=days(-30), minutes=0)
    assert "komt uit de voortgang" not in page_of(log_in(robin), person)
