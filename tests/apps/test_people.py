"""Facts about people: registered where one is, kept as history, seen by those whose task needs them."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.apps.conftest import NOW, TODAY, a_municipality, a_participant, a_school, a_user
from tests.apps.forms_of_pages import form_of
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.models import AppendOnlyError, Entry
from tweespoor.apps.people import actions, queries
from tweespoor.apps.people.rules import Refused
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import InvalidValue, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def known_about(person, user):
    return {each.variable.slug: each.fact for each in queries.facts_about(person, for_user=user)}


def test_a_fact_comes_out_of_the_database_as_it_went_in():
    roermond = a_municipality()
    facts = {
        "gender": Fact.known("female", valid_on=TODAY, known_on=TODAY, source="intake"),
        "birth-date": Fact.known(date(1999, 2, 28), valid_on=TODAY, known_on=TODAY),
        "obstacles": Fact.known(("debts", "housing"), valid_on=TODAY, known_on=TODAY),
        "on-benefit": Fact.known(False, valid_on=TODAY, known_on=TODAY),
        "weekly-half-days": Fact.known(0, valid_on=TODAY, known_on=TODAY),
        "participation-at-start": Fact.none(valid_on=TODAY, known_on=TODAY, source="intake"),
    }
    person = a_participant(roermond, **{slug.replace("-", "_"): fact for slug, fact in facts.items()})
    known = known_about(person, a_user(roermond))
    assert {slug: known[slug] for slug in facts} == facts
    assert not known["route"].is_answered


def test_a_new_answer_takes_the_place_of_the_old_one_which_stays_as_history():
    roermond = a_municipality()
    robin = a_user(roermond)
    person = a_participant(roermond, speaking_level=Fact.known("a0", valid_on=date(2020, 2, 1)))
    actions.register_fact(
        person=person, slug="speaking-level", fact=Fact.known("a1", valid_on=TODAY), by=robin, now=NOW
    )
    assert known_about(person, robin)["speaking-level"].value == "a1"
    before = queries.facts_of_all([person.pk], on=date(2020, 12, 31))
    assert before[person.pk]["speaking-level"].value == "a0"


def test_somebody_of_another_municipality_sees_nobody_of_ours():
    ours, theirs = a_municipality(), a_municipality("Lochem")
    anna = a_participant(ours, name="Anna")
    bilal = a_participant(theirs, name="Bilal")
    assert set(queries.visible_people(a_user(ours))) == {anna}
    assert set(queries.visible_people(a_user(theirs))) == {bilal}


def test_a_school_sees_the_people_shared_with_it_and_never_their_obstacles_or_benefit():
    roermond, school = a_municipality(), a_school()
    known = {"obstacles": ("debts",), "on_benefit": True, "speaking_level": "a1", "act": "act-2021"}
    anna = a_participant(roermond, name="Anna", **known)
    a_participant(roermond, name="Bilal", **known)
    actions.share(people=[anna], organisation=school, since=TODAY, now=NOW)
    teacher = a_user(school, Role.LANGUAGE_PROVIDER)
    assert set(queries.visible_people(teacher)) == {anna}
    seen = known_about(anna, teacher)
    assert "speaking-level" in seen
    assert {"obstacles", "on-benefit", "unavailable-half-days"} & set(seen) == set()


def test_policy_officers_researchers_and_administrators_see_no_single_person():
    roermond = a_municipality()
    a_participant(roermond)
    for role in (Role.POLICY_OFFICER, Role.RESEARCHER, Role.ADMINISTRATOR):
        assert set(queries.visible_people(a_user(roermond, role))) == set()


def test_only_a_case_manager_of_the_municipality_registers():
    roermond, lochem = a_municipality(), a_municipality("Lochem")
    person = a_participant(roermond)
    for user in (a_user(lochem), a_user(roermond, Role.PROJECT_LEADER)):
        with pytest.raises(Refused, match="geen gegevens vastleggen"):
            actions.register_fact(person=person, slug="gender", fact=Fact.known("male"), by=user, now=NOW)
    assert person.facts.count() == 0


def test_a_wrong_value_changes_nothing():
    roermond = a_municipality()
    person = a_participant(roermond)
    with pytest.raises(InvalidValue):
        actions.register_fact(person=person, slug="gender", fact=Fact.known("vrouw"), by=a_user(roermond), now=NOW)
    assert person.facts.count() == 0


def test_a_request_sent_twice_has_one_effect():
    roermond = a_municipality()
    person, robin, key = a_participant(roermond), a_user(roermond), uuid4()
    answer = Fact.known("male", valid_on=TODAY)
    actions.register_fact(person=person, slug="gender", fact=answer, by=robin, now=NOW, key=key)
    with pytest.raises(AlreadyDone):
        actions.register_fact(person=person, slug="gender", fact=answer, by=robin, now=NOW, key=key)
    assert person.facts.count() == 1


def test_the_log_says_who_registered_what_without_the_answer():
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    actions.register_fact(
        person=person, slug="obstacles", fact=Fact.known(("debts",), source="gesprek thuis"), by=robin, now=NOW
    )
    entry = Entry.objects.filter(person=person.pk, deed="fact-registered").get()
    assert entry.actor == robin.pk
    assert entry.detail == {"variable": "obstacles"}


def test_the_log_cannot_be_changed():
    roermond = a_municipality()
    a_participant(roermond)
    entry = Entry.objects.first()
    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        entry.delete()
    with pytest.raises(AppendOnlyError):
        Entry.objects.update(deed="nothing")
    with pytest.raises(AppendOnlyError):
        Entry.objects.all().delete()


def test_not_asked_becomes_an_answer_on_the_page(log_in):
    roermond = a_municipality()
    person = a_participant(roermond)
    browser = log_in(a_user(roermond))
    address = reverse("register-fact", args=[person.pk, "participation-at-start"])
    assert "Deed de deelnemer bij de start al mee" in browser.get(address).content.decode()
    response = browser.post(
        address,
        {"none": "on", "valid_on": "2021-02-15", "source": "gesprek", "idempotency_key": str(uuid4())},
    )
    assert response.status_code == 302
    fact = person.facts.get()
    assert (fact.variable, fact.state) == ("participation-at-start", "none")


@pytest.mark.parametrize(
    ("slug", "fact", "parts"),
    [
        ("gender", Fact.known("female", valid_on=TODAY), ('value="female"', "selected")),
        ("on-benefit", Fact.known(False, valid_on=TODAY), ('value="false"', "checked")),
        ("obstacles", Fact.known(("debts",), valid_on=TODAY), ('value="debts"', "checked")),
        ("weekly-half-days", Fact.known(6, valid_on=TODAY), ('name="answer"', 'value="6"')),
        ("birth-date", Fact.known(date(1999, 2, 28), valid_on=TODAY), ('name="answer"', 'value="1999-02-28"')),
        ("participation-at-start", Fact.none(valid_on=TODAY), ('name="none"', "checked")),
    ],
)
def test_what_is_known_already_stands_in_the_form(log_in, slug, fact, parts):
    roermond = a_municipality()
    person = a_participant(roermond, **{slug.replace("-", "_"): fact})
    page = log_in(a_user(roermond)).get(reverse("register-fact", args=[person.pk, slug])).content.decode()
    controls = re.findall(r"<(?:input|option)[^>]*>", page)
    assert any(all(part in control for part in parts) for control in controls)


@pytest.mark.parametrize("slug", ["gender", "on-benefit", "obstacles", "weekly-half-days", "birth-date"])
def test_the_question_is_not_said_to_be_one_that_need_not_be_answered(log_in, slug):
    roermond = a_municipality()
    person = a_participant(roermond)
    page = log_in(a_user(roermond)).get(reverse("register-fact", args=[person.pk, slug])).content.decode()
    assert "(hoeft niet)" not in page
    assert "Is het er niet? Kies dan “geen”." in page


def test_an_answer_about_an_earlier_day_is_kept_as_history_and_the_page_says_what_holds(log_in):
    roermond = a_municipality()
    person = a_participant(roermond, speaking_level=Fact.known("a2", valid_on=date(2021, 2, 15)))
    browser = log_in(a_user(roermond))
    address = reverse("register-fact", args=[person.pk, "speaking-level"])

    def said_after(answer, valid_on):
        filled_in = {"answer": answer, "valid_on": valid_on, "source": "gesprek"}
        page = browser.post(address, filled_in, follow=True).content.decode()
        return re.findall(r"Het antwoord[^<]*\.", page)

    assert said_after("a1", "2020-06-01") == [
        "Het antwoord over 1 juni 2020 is bewaard als geschiedenis. "
        "Het nieuwere antwoord, over 15 februari 2021, blijft gelden."
    ]
    assert queries.latest_fact(person, slug="speaking-level").value == "a2"
    assert said_after("b1", "2021-03-01") == ["Het antwoord is bewaard."]
    assert queries.latest_fact(person, slug="speaking-level").value == "b1"


def test_the_second_of_two_savers_of_an_answer_sees_both_and_decides(log_in):
    roermond = a_municipality()
    person = a_participant(roermond)
    address = reverse("register-fact", args=[person.pk, "debts"])
    robin, kim = a_user(roermond, name="Robin"), a_user(roermond, name="Kim")
    sent = form_of(log_in(kim).get(address), having="answer").changed(answer="arrangement")
    log_in(robin).post(address, form_of(log_in(robin).get(address), having="answer").changed(answer="debt-help"))
    clash = log_in(kim).post(address, sent)
    text = clash.content.decode()
    assert clash.status_code == 409
    assert "Een collega was u voor" in text
    assert re.search(r"Ja, in de schuldhulp, over [^<]*, vastgelegd door Robin\.", text)
    again = form_of(clash, having="answer")
    assert again.values["answer"] == ["arrangement"]
    assert [fact.value for fact in person.facts.all()] == ["debt-help"]
    assert log_in(kim).post(address, again.values).status_code == 302
    assert queries.latest_fact(person, slug="debts").value == "arrangement"


def test_two_who_save_the_same_answer_and_one_who_saves_twice_are_not_stopped(log_in):
    roermond = a_municipality()
    person = a_participant(roermond)
    address = reverse("register-fact", args=[person.pk, "debts"])
    robin, kim = a_user(roermond, name="Robin"), a_user(roermond, name="Kim")
    first, second = (form_of(log_in(robin).get(address), having="answer") for _form in range(2))
    of_kim = form_of(log_in(kim).get(address), having="answer")
    assert log_in(robin).post(address, first.changed(answer="arrangement")).status_code == 302
    assert log_in(kim).post(address, of_kim.changed(answer="arrangement")).status_code == 302
    latest = form_of(log_in(kim).get(address), having="answer")
    assert log_in(kim).post(address, latest.changed(answer="debt-help")).status_code == 302
    assert (
        log_in(kim).post(address, of_kim.changed(answer="arrangement", idempotency_key=str(uuid4()))).status_code == 302
    )
    assert log_in(robin).post(address, second.changed(answer="debt-help")).status_code == 409


def test_an_answer_ticked_twice_is_kept_once(log_in):
    roermond = a_municipality()
    person = a_participant(roermond)
    filled_in = {"answer": ["debts", "debts"], "valid_on": "2021-02-15", "source": "gesprek"}
    log_in(a_user(roermond)).post(reverse("register-fact", args=[person.pk, "obstacles"]), filled_in)
    assert queries.latest_fact(person, slug="obstacles").value == ("debts",)


@pytest.mark.parametrize(
    ("filled_in", "message"),
    [
        ({}, "Vul een antwoord in, of kies “geen”."),
        ({"answer": "", "none": ""}, "Vul een antwoord in, of kies “geen”."),
        ({"answer": "", "none": "false"}, "Vul een antwoord in, of kies “geen”."),
        ({"answer": "female", "none": "on"}, "Haal een van de twee weg."),
        ({"answer": "vrouw"}, "vrouw"),
        ({"answer": "female", "valid_on": "2999-01-01"}, "Deze dag is nog niet geweest."),
        ({"answer": "female", "valid_on": "31-02-2021"}, "Voer een geldige datum in"),
    ],
)
def test_a_form_filled_in_wrong_says_what_to_do_and_saves_nothing(log_in, filled_in, message):
    roermond = a_municipality()
    person = a_participant(roermond)
    response = log_in(a_user(roermond)).post(
        reverse("register-fact", args=[person.pk, "gender"]),
        {"valid_on": "2021-02-15", "source": "gesprek", **filled_in},
    )
    assert response.status_code == 400
    assert message in response.content.decode()
    assert person.facts.count() == 0


@pytest.mark.parametrize("slug", ["birth-date", "settled-on"])
@pytest.mark.parametrize(
    ("answer", "message"),
    [("2999-01-01", "Deze dag is nog niet geweest."), ("0199-05-01", "Deze dag ligt te ver terug.")],
)
def test_nobody_is_born_or_moves_in_on_a_day_that_cannot_be(log_in, slug, answer, message):
    roermond = a_municipality()
    person = a_participant(roermond)
    response = log_in(a_user(roermond)).post(
        reverse("register-fact", args=[person.pk, slug]),
        {"answer": answer, "valid_on": "2021-02-15", "source": "gesprek"},
    )
    assert response.status_code == 400
    assert message in response.content.decode()
    assert person.facts.count() == 0


@pytest.mark.parametrize("role", [Role.PROJECT_LEADER, Role.TRAINER, Role.POLICY_OFFICER])
def test_who_does_not_register_finds_no_form(log_in, role):
    roermond = a_municipality()
    person = a_participant(roermond)
    address = reverse("register-fact", args=[person.pk, "gender"])
    assert log_in(a_user(roermond, role)).get(address).status_code == 404


def test_a_person_that_is_not_yours_looks_like_one_that_is_not_there(log_in):
    person = a_participant(a_municipality())
    stranger = log_in(a_user(a_municipality("Lochem")))
    for address in (person.pk, uuid4()):
        assert stranger.get(reverse("person", args=[address])).status_code == 404
