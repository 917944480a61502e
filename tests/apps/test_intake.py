"""The intake: every question an answer, none, or not asked; nothing asked twice, and nothing lost."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import TODAY, a_municipality, a_participant, a_school, a_user
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import actions, queries, sharing
from tweespoor.apps.people.models import Person
from tweespoor.core.facts import Fact, FactState
from tweespoor.core.vocabulary import Purpose, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

EARLIER = date(2020, 6, 1)


def step_of(person, slug):
    return reverse("intake-step", args=[person.pk, slug])


def shown_keys(page):
    """What a form of a step sends along of itself: the key of each question."""
    text = page.content.decode()
    return dict(re.findall(r'name="([\w-]+-key)" value="([^"]*)"', text))


def filled_in(page, /, **answers):
    """The form of a step as a browser sends it, with these answers."""
    return {
        **shown_keys(page),
        "bron-source": "gesprek",
        "bron-day": timezone.localdate().isoformat(),
        "idempotency_key": str(uuid4()),
        **{name.replace("_", "-"): value for name, value in answers.items()},
    }


def known(person):
    return {
        slug: (fact.state, fact.value) for slug, fact in queries.facts_of_all([person.pk]).get(person.pk, {}).items()
    }


def test_a_step_saves_answers_none_and_what_was_not_asked_in_one_go(log_in):
    roermond = a_municipality()
    person, browser = a_participant(roermond), log_in(a_user(roermond))
    page = browser.get(step_of(person, "persoon"))
    sent = filled_in(
        page,
        gender_state="=female",
        partner_state="none",
        household_state="not-asked",
        birth_date_answer="1990-05-01",
        children_birth_years_answer="2015, 2018, 2018",
    )
    answer = browser.post(step_of(person, "persoon"), sent, follow=True)
    assert len(answer.redirect_chain) == 1
    assert re.search(r"4 antwoorden bewaard om \d\d\.\d\d uur", answer.content.decode())
    assert known(person) == {
        "gender": (FactState.KNOWN, "female"),
        "partner": (FactState.NONE, None),
        "birth-date": (FactState.KNOWN, date(1990, 5, 1)),
        "children-birth-years": (FactState.KNOWN, ("2015", "2018", "2018")),
    }


def test_what_was_asked_earlier_is_shown_with_its_date_and_source_and_can_be_confirmed_in_one_tap(log_in):
    roermond = a_municipality()
    bicycle = Fact.known("cycles", valid_on=EARLIER, known_on=EARLIER, source="aanmelding")
    person, robin = a_participant(roermond, bicycle=bicycle), a_user(roermond)
    browser = log_in(robin)
    page = browser.get(step_of(person, "reizen"))
    assert "1 juni 2020, aanmelding" in page.content.decode()
    browser.post(step_of(person, "reizen"), filled_in(page, bevestig="bicycle"))
    today = timezone.localdate()
    fact = queries.latest_fact(person, slug="bicycle")
    assert (fact.value, fact.valid_on, fact.known_on, fact.source) == ("cycles", today, today, "gesprek")
    assert person.facts.count() == 2


def test_a_form_that_is_left_as_it_was_changes_nothing(log_in):
    roermond = a_municipality()
    person = a_participant(roermond, travel_minutes=30, bicycle="cycles")
    browser = log_in(a_user(roermond))
    page = browser.get(step_of(person, "reizen"))
    as_it_was = filled_in(page, bicycle_state="=cycles", travel_minutes_state="answer", travel_minutes_answer="30")
    answer = browser.post(step_of(person, "reizen"), as_it_was, follow=True)
    assert "Er was niets nieuws om te bewaren." in answer.content.decode()
    assert person.facts.count() == 2


def test_the_second_saver_sees_both_answers_and_loses_nothing(log_in, client):
    roermond = a_municipality()
    person = a_participant(roermond, bicycle=Fact.known("cannot", valid_on=EARLIER))
    robin, kim = a_user(roermond, name="Robin"), a_user(roermond, name="Kim")
    client.force_login(kim)
    page_of_kim = client.get(step_of(person, "reizen"))
    client.force_login(robin)
    page_of_robin = client.get(step_of(person, "reizen"))
    client.post(step_of(person, "reizen"), filled_in(page_of_robin, bicycle_state="=cycles"))
    client.force_login(kim)
    sent = filled_in(page_of_kim, bicycle_state="=no-bicycle", car_state="=true")
    clash = client.post(step_of(person, "reizen"), sent)
    text = clash.content.decode()
    assert clash.status_code == 409
    assert "Fietst" in text
    assert "Kan fietsen, heeft geen fiets" in text
    assert "Robin" in text
    assert "auto" not in text.lower()
    assert known(person) == {"bicycle": (FactState.KNOWN, "cycles"), "car": (FactState.KNOWN, True)}

    key = re.search(r'name="bicycle-key" value="([0-9a-f-]{36})"', text).group(1)
    again = {name: value for name, value in sent.items() if name.startswith(("bron-", "bicycle-"))}
    again.update({"idempotency_key": str(uuid4()), "bicycle-key": "keep"})
    client.post(step_of(person, "reizen"), again)
    assert known(person)["bicycle"] == (FactState.KNOWN, "cycles")
    again.update({"idempotency_key": str(uuid4()), "bicycle-key": key})
    client.post(step_of(person, "reizen"), again)
    assert known(person)["bicycle"] == (FactState.KNOWN, "no-bicycle")


def test_two_who_give_the_same_answer_do_not_clash(client):
    roermond = a_municipality()
    person = a_participant(roermond)
    pages = {}
    users = [a_user(roermond, name="Robin"), a_user(roermond, name="Kim")]
    for user in users:
        client.force_login(user)
        pages[user] = client.get(step_of(person, "reizen"))
    for user in users:
        client.force_login(user)
        answer = client.post(step_of(person, "reizen"), filled_in(pages[user], car_state="=true"))
        assert answer.status_code == 302
    assert person.facts.count() == 1


@pytest.mark.parametrize(
    ("step", "answers", "message"),
    [
        ("contact", {"postcode-answer": "6041"}, "Vul een postcode in zoals 6041 AB."),
        ("contact", {"email-answer": "amina"}, "Vul een e-mailadres in"),
        ("persoon", {"birth-date-answer": "2999-01-01"}, "Deze dag is nog niet geweest."),
        ("persoon", {"birth-date-answer": "31-02-1990"}, "Voer een geldige datum in"),
        ("persoon", {"children-birth-years-answer": "2015, vorig jaar"}, "Vul jaren in met een komma ertussen"),
        ("persoon", {"children-birth-years-answer": "2099"}, "Dit jaar moet nog komen"),
        ("taal", {"speaking-level-answer": "c9"}, "c9"),
        ("opleiding", {"education-years-answer": "300"}, "30"),
        ("werk", {"last-profession-answer": "kok", "last-profession-state": "none"}, "Haal een van de twee weg."),
        ("werk", {"last-profession-state": "answer"}, "Vul een antwoord in, of kies “geen”."),
        ("persoon", {"gender-state": "=vrouw"}, "vrouw"),
        ("persoon", {"bron-day": "2999-01-01", "gender-state": "=female"}, "Deze dag is nog niet geweest."),
        ("persoon", {"bron-source": "de buurman", "gender-state": "=female"}, "de buurman"),
    ],
)
def test_one_wrong_answer_saves_nothing_and_keeps_what_was_typed(log_in, step, answers, message):
    roermond = a_municipality()
    person, browser = a_participant(roermond), log_in(a_user(roermond))
    page = browser.get(step_of(person, step))
    other = "partner-state" if step == "persoon" else next(iter(shown_keys(page))).replace("-key", "-state")
    response = browser.post(step_of(person, step), {**filled_in(page), other: "none", **answers})
    assert response.status_code == 400
    assert message in response.content.decode()
    assert person.facts.count() == 0
    typed = [value for name, value in answers.items() if name.endswith("-answer") and value != "c9"]
    assert all(value in response.content.decode() for value in typed)


def item_of(person, step, slug):
    return reverse("intake-item", args=[person.pk, step, slug])


def one_answer(slug, /, *, key="", request=None, **answers):
    return {
        f"{slug}-key": key,
        "bron-source": "huisbezoek",
        "bron-day": timezone.localdate().isoformat(),
        "idempotency_key": str(request or uuid4()),
        **{f"{slug}-{name}": value for name, value in answers.items()},
    }


def test_one_answer_is_kept_at_once_and_the_same_request_twice_has_one_effect(log_in):
    roermond = a_municipality()
    person, browser, request = a_participant(roermond), log_in(a_user(roermond)), uuid4()
    sent = one_answer("car", request=request, state="=true")
    for _time in range(2):
        reply = browser.post(item_of(person, "reizen", "car"), sent).json()
        assert reply["status"] == "saved"
        assert re.fullmatch(r"bewaard om \d\d\.\d\d uur", reply["message"])
        assert (reply["asked"], reply["total"]) == (1, 8)
    assert person.facts.count() == 1


def test_a_slip_of_the_thumb_never_counts_but_stays_in_the_history(log_in):
    roermond = a_municipality()
    person, browser = a_participant(roermond), log_in(a_user(roermond))
    for state in ("=cannot", "=cycles"):
        browser.post(item_of(person, "reizen", "bicycle"), one_answer("bicycle", state=state))
    rows = list(person.facts.order_by("recorded_at"))
    assert [(row.value, row.known_until is None) for row in rows] == [("cannot", False), ("cycles", True)]
    reply = browser.post(
        item_of(person, "reizen", "bicycle"), one_answer("bicycle", key=rows[-1].pk, state="not-asked")
    )
    assert reply.json()["asked"] == 0
    assert known(person) == {}


def test_somebody_else_s_answer_is_shown_to_the_script_too(client):
    roermond = a_municipality()
    person = a_participant(roermond)
    client.force_login(a_user(roermond, name="Robin"))
    client.post(item_of(person, "reizen", "car"), one_answer("car", state="=true"))
    client.force_login(a_user(roermond, name="Kim"))
    reply = client.post(item_of(person, "reizen", "car"), one_answer("car", state="=false"))
    assert reply.status_code == 409
    assert "Robin" in reply.json()["message"]
    again = client.post(item_of(person, "reizen", "car"), one_answer("car", key=reply.json()["key"], state="=false"))
    assert again.json()["status"] == "saved"
    assert known(person)["car"] == (FactState.KNOWN, False)


def test_a_request_that_clashed_clashes_again_when_it_is_sent_again(client):
    roermond = a_municipality()
    person = a_participant(roermond)
    client.force_login(a_user(roermond, name="Robin"))
    client.post(item_of(person, "reizen", "car"), one_answer("car", state="=true"))
    client.force_login(a_user(roermond, name="Kim"))
    sent = one_answer("car", state="=false")
    for _time in range(2):
        assert client.post(item_of(person, "reizen", "car"), sent).json()["status"] == "clash"
    assert known(person)["car"] == (FactState.KNOWN, True)


def test_still_so_twice_on_a_day_is_kept_once(log_in):
    roermond = a_municipality()
    person = a_participant(roermond, car=Fact.known(True, valid_on=EARLIER))
    browser = log_in(a_user(roermond))
    for _time in range(2):
        page = browser.get(step_of(person, "reizen"))
        browser.post(step_of(person, "reizen"), filled_in(page, bevestig="car"))
    assert person.facts.count() == 2


def test_a_wrong_answer_is_told_to_the_script(log_in):
    roermond = a_municipality()
    person, browser = a_participant(roermond), log_in(a_user(roermond))
    reply = browser.post(item_of(person, "contact", "phone"), one_answer("phone", answer="bel maar"))
    assert (reply.status_code, reply.json()["status"]) == (400, "wrong")
    assert "06 12345678" in reply.json()["message"]
    assert person.facts.count() == 0


def test_obstacles_asked_by_kind_make_the_set_that_figures_count(log_in):
    roermond = a_municipality()
    person, browser = a_participant(roermond), log_in(a_user(roermond))
    page = browser.get(step_of(person, "belemmeringen"))
    sent = filled_in(
        page, obstacle_debts_state="=true", obstacle_housing_state="=true", obstacle_transport_state="none"
    )
    browser.post(step_of(person, "belemmeringen"), sent)
    assert known(person)["obstacles"] == (FactState.KNOWN, ("debts", "housing"))
    table = queries.table_of_facts(Person.objects.filter(pk=person.pk))
    assert [row.value for row in table if row.variable == "obstacles"] == ["debts;housing"]


def test_a_set_of_obstacles_registered_before_is_shown_by_kind_and_not_asked_again(log_in):
    roermond = a_municipality()
    person = a_participant(roermond, obstacles=Fact.known(("debts",), valid_on=EARLIER, source="intake"))
    browser = log_in(a_user(roermond))
    page = browser.get(step_of(person, "belemmeringen"))
    assert "1 van 11 gevraagd" not in page.content.decode()
    assert "1 van 14 gevraagd" in page.content.decode()
    browser.post(step_of(person, "belemmeringen"), filled_in(page, obstacle_debts_state="none"))
    assert known(person)["obstacles"] == (FactState.NONE, None)


def test_every_step_is_asked_in_any_order_and_says_how_far_it_is(log_in):
    roermond = a_municipality()
    person, browser = a_participant(roermond, car=True, bicycle="cycles"), log_in(a_user(roermond))
    page = browser.get(reverse("intake", args=[person.pk])).content.decode()
    steps = re.findall(r'href="(/mensen/[^"]+/intake/\w+/)"', page)
    assert len(steps) == 14
    assert "2 van 8" in page
    for step in steps:
        assert browser.get(step).status_code == 200


def test_a_key_person_sees_the_steps_its_task_needs_and_registers_nothing(log_in):
    roermond, guidance = a_municipality(), a_school("Maatschappelijke begeleiding")
    person = a_participant(roermond, phone="06 12345678", obstacles=("debts",), in_treatment=True)
    actions.share(people=[person], organisation=guidance, since=TODAY, now=timezone.now())
    sharing.give_consent(
        person=person, organisation=guidance, purposes=[Purpose.CONTACT], how="verteld", on=TODAY, now=timezone.now()
    )
    user = a_user(guidance, Role.KEY_PERSON)
    browser = log_in(user)
    seen = {each.purpose for each in queries.visible_variables(queries.purposes_for(user, person=person))}
    assert seen
    page = browser.get(reverse("intake", args=[person.pk])).content.decode()
    steps = set(re.findall(r'href="/mensen/[^"]+/intake/(\w+)/"', page))
    assert "contact" in steps
    assert {"gezondheid", "belemmeringen", "geld"} & steps == set()
    assert browser.get(step_of(person, "gezondheid")).status_code == 404
    contact = browser.get(step_of(person, "contact"))
    assert "06 12345678" in contact.content.decode()
    assert "<form" not in contact.content.decode().split("<main")[1].split("</main>")[0]
    assert browser.post(step_of(person, "contact"), {"phone-key": "", "phone-answer": "06 00000000"}).status_code == 404
    assert browser.post(item_of(person, "contact", "phone"), one_answer("phone", state="none")).status_code == 404
    assert person.facts.count() == 3


@pytest.mark.parametrize("address", ["intake/", "intake/persoon/", "intake/nergens/", "toetsen/", "geschiedenis/"])
def test_somebody_else_s_person_is_not_there(log_in, address):
    roermond = a_municipality()
    person = a_participant(roermond)
    assert log_in(a_user(roermond)).get(f"/mensen/{person.pk}/intake/").status_code == 200
    stranger = log_in(a_user(a_municipality("Lochem")))
    assert stranger.get(f"/mensen/{person.pk}/{address}").status_code == 404


def test_the_log_names_what_was_registered_and_no_answer(log_in):
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    sent = one_answer("own-goal", answer="Een eigen bakkerij")
    log_in(robin).post(item_of(person, "doelen", "own-goal"), sent)
    entry = Entry.objects.get(deed="facts-registered")
    assert (entry.actor, entry.person, entry.detail) == (robin.pk, person.pk, {"variables": ["own-goal"]})


def new_person(**said):
    return {
        "number": "R-77",
        "given_name": "Mohamed",
        "family_name": "El Amrani",
        "joined_on": "2021-01-04",
        "idempotency_key": str(uuid4()),
        **said,
    }


def test_a_case_manager_adds_a_participant_once(log_in):
    roermond = a_municipality()
    browser = log_in(a_user(roermond))
    sent = new_person(municipality=str(roermond.pk), birth_date="1990-05-01")
    for _time in range(2):
        answer = browser.post(reverse("new-person"), sent)
        assert answer.status_code == 302
    person = Person.objects.get()
    assert (person.number, person.municipality, str(person)) == ("R-77", roermond, "Mohamed El Amrani")
    assert queries.latest_fact(person, slug="birth-date").value == date(1990, 5, 1)


def test_somebody_who_is_there_already_under_another_spelling_is_shown_first(log_in):
    roermond, lochem = a_municipality(), a_municipality("Lochem")
    there = a_participant(roermond, name="Muhammad", birth_date=date(1990, 5, 1))
    Person.objects.filter(pk=there.pk).update(family_name="el-Amrani")
    elsewhere = a_participant(lochem, name="Mohamed", birth_date=date(1990, 5, 1))
    Person.objects.filter(pk=elsewhere.pk).update(family_name="El Amrani")
    browser = log_in(a_user(roermond))
    sent = new_person(municipality=str(roermond.pk), birth_date="1990-05-01")
    answer = browser.post(reverse("new-person"), sent)
    assert answer.status_code == 409
    assert str(there.pk) in answer.content.decode()
    assert str(elsewhere.pk) not in answer.content.decode()
    assert Person.objects.count() == 2
    assert browser.post(reverse("new-person"), {**sent, "somebody_else": "on"}).status_code == 302
    assert Person.objects.count() == 3


def test_a_number_that_is_taken_is_refused_with_what_was_typed(log_in):
    roermond = a_municipality()
    a_participant(roermond, name="Zeynep", number="R-77")
    answer = log_in(a_user(roermond)).post(reverse("new-person"), new_person(municipality=str(roermond.pk)))
    assert answer.status_code == 400
    assert "Dit nummer is al van een andere deelnemer" in answer.content.decode()
    assert "El Amrani" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.PROJECT_LEADER, Role.POLICY_OFFICER])
def test_who_adds_nobody_finds_no_form(log_in, role):
    assert log_in(a_user(a_municipality(), role)).get(reverse("new-person")).status_code == 404
