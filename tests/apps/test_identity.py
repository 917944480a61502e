"""Correcting who somebody is: what was wrong stays in the history, and nobody overwrites a colleague unseen."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.urls import reverse

from tests.apps.conftest import a_municipality, a_participant, a_user, key
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people.models import PersonFact
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def form_of(browser, person, **changed):
    """What the page would send, with these fields changed."""
    page = browser.get(reverse("identity", args=[person.pk]))
    assert page.status_code == 200
    shown = page.context["form"]
    sent = {name: shown[name].value() or "" for name in shown.fields}
    sent = {name: value.isoformat() if isinstance(value, date) else value for name, value in sent.items()}
    return {**sent, "based_on": page.context["based_on"], "idempotency_key": str(key()), **changed}


def save(browser, person, form):
    return browser.post(reverse("identity", args=[person.pk]), form)


def birth_dates(person):
    rows = person.facts.filter(variable="birth-date").order_by("recorded_at")
    return [(row.value, row.known_until is None, row.reason) for row in rows]


def test_a_name_and_number_are_corrected_and_the_log_tells_without_the_names(log_in):
    roermond = a_municipality()
    person = a_participant(roermond, name="Amnia", number="RM-1")
    browser = log_in(a_user(roermond))
    answer = save(browser, person, form_of(browser, person, given_name="Amina", number="RM-2"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("person", args=[person.pk]))
    person.refresh_from_db()
    assert (person.given_name, person.family_name, person.number) == ("Amina", "Voorbeeld", "RM-2")
    entry = Entry.objects.get(deed="person-renamed")
    assert (entry.person, entry.detail) == (person.pk, {"fields": ["given_name", "number"]})
    assert "Amina" not in json.dumps(list(Entry.objects.values()), default=str)


def test_a_wrong_date_of_birth_is_a_correction_with_its_reason_not_a_change(log_in):
    roermond = a_municipality()
    person = a_participant(roermond, birth_date=date(1990, 1, 1))
    browser = log_in(a_user(roermond))
    form = form_of(browser, person, born_on="1991-01-01")
    answer = save(browser, person, form)
    assert answer.status_code == 400
    assert "Kies waarom de oude geboortedatum niet klopte." in answer.content.decode()
    assert birth_dates(person) == [("1990-01-01", True, "")]
    save(browser, person, {**form, "reason": "mistyped"})
    assert birth_dates(person) == [("1990-01-01", False, ""), ("1991-01-01", True, "mistyped")]


def test_a_date_of_birth_nobody_asked_is_registered_and_one_of_somebody_else_taken_back(log_in):
    roermond = a_municipality()
    person = a_participant(roermond)
    browser = log_in(a_user(roermond))
    save(browser, person, form_of(browser, person, born_on="1991-02-03"))
    assert birth_dates(person) == [("1991-02-03", True, "")]
    save(browser, person, form_of(browser, person, born_on="", reason="wrong-person"))
    assert birth_dates(person)[0] == ("1991-02-03", False, "")
    page = browser.get(reverse("identity", args=[person.pk]))
    assert page.context["form"]["born_on"].value() is None


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("given_name", " ", "Dit veld is verplicht."),
        ("number", "", "Dit veld is verplicht."),
        ("number", "RM-9", "Dit nummer is al van een andere deelnemer van deze gemeente."),
        ("born_on", "2990-01-01", "Deze dag is nog niet geweest."),
        ("born_on", "31-02-1990", "Voer een geldige datum in."),
        ("zone", "elders", "Selecteer een geldige keuze."),
        ("family_name", "x" * 81, "80"),
        ("family_name", "a\x00b", ""),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_changes_nothing(log_in, field, value, says):
    roermond = a_municipality()
    a_participant(roermond, number="RM-9")
    person = a_participant(roermond, name="Amina", number="RM-1")
    browser = log_in(a_user(roermond))
    answer = save(browser, person, form_of(browser, person, **{"given_name": "Anders", field: value}))
    assert answer.status_code == 400
    assert says in answer.content.decode()
    person.refresh_from_db()
    assert (person.given_name, person.number) == ("Amina", "RM-1")
    assert not PersonFact.objects.filter(person=person).exists()


def test_the_second_of_two_savers_sees_both_and_decides(log_in, client):
    roermond = a_municipality()
    person = a_participant(roermond, name="Amnia", number="RM-1")
    browser = log_in(a_user(roermond))
    mine, theirs = form_of(browser, person, given_name="Amina"), form_of(browser, person, given_name="Aminah")
    save(browser, person, theirs)
    answer = save(browser, person, mine)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Een collega was u voor" in text
    assert "Naam: Aminah Voorbeeld" in text
    assert 'value="Amina"' in text
    person.refresh_from_db()
    assert person.given_name == "Aminah"
    again = {**mine, "based_on": answer.context["based_on"], "idempotency_key": answer.context["idempotency_key"]}
    assert save(browser, person, again).status_code == 302
    person.refresh_from_db()
    assert person.given_name == "Amina"


def test_sent_twice_is_done_once(log_in):
    roermond = a_municipality()
    person = a_participant(roermond)
    browser = log_in(a_user(roermond))
    form = form_of(browser, person, given_name="Anders")
    for _time in range(2):
        assert save(browser, person, form).status_code == 302
    assert Entry.objects.filter(deed="person-renamed").count() == 1


def test_only_who_registers_about_somebody_opens_it(log_in):
    roermond = a_municipality()
    person = a_participant(roermond)
    for user in (a_user(roermond, Role.PROJECT_LEADER), a_user(a_municipality("Lochem"))):
        browser = log_in(user)
        assert browser.get(reverse("identity", args=[person.pk])).status_code == 404
        assert save(browser, person, {"given_name": "A"}).status_code == 404
