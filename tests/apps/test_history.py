"""History: what held on any day as known on any day; a correction is not a change."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_municipality, a_participant, a_school, a_user
from tweespoor.apps.monitor.bridge import facts_table
from tweespoor.apps.people import actions, queries
from tweespoor.apps.people.actions.registering import correct_fact
from tweespoor.apps.people.models import PersonFact
from tweespoor.apps.people.queries.history import facts_as_of
from tweespoor.apps.people.rules import Refused
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import CorrectionReason, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

JANUARY, MARCH, MAY, JULY = (date(2021, month, 1) for month in (1, 3, 5, 7))


def at(day):
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


def register(person, value, *, by, about, on, slug="speaking-level"):
    fact = Fact.none(valid_on=about, known_on=on) if value is None else Fact.known(value, valid_on=about, known_on=on)
    return actions.register_fact(person=person, slug=slug, fact=fact, by=by, now=at(on))


def correct(row, value, *, by, on, reason=CorrectionReason.MISTYPED):
    fact = Fact.not_asked() if value is None else Fact.known(value, valid_on=row.valid_on)
    return correct_fact(row=row, fact=fact, reason=reason, by=by, now=at(on))


def level(person, user, *, on, known_on):
    found = facts_as_of(person, for_user=user, on=on, known_on=known_on)
    return next(each.fact.value for each in found if each.variable.slug == "speaking-level")


def test_a_change_holds_from_its_day_and_leaves_what_was():
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    register(person, "a1", by=robin, about=JANUARY, on=JANUARY)
    register(person, "a2", by=robin, about=MARCH, on=MARCH)
    assert level(person, robin, on=date(2021, 2, 1), known_on=JULY) == "a1"
    assert level(person, robin, on=MARCH, known_on=JULY) == "a2"


def test_a_correction_holds_on_no_day_as_now_known_and_still_does_as_known_before():
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    wrong = register(person, "b1", by=robin, about=JANUARY, on=JANUARY)
    correct(wrong, "a1", by=robin, on=MAY)
    for day in (JANUARY, MARCH, JULY):
        assert level(person, robin, on=day, known_on=JULY) == "a1"
        assert level(person, robin, on=day, known_on=MAY) == "a1"
    assert level(person, robin, on=MARCH, known_on=MARCH) == "b1"


def test_what_is_taken_back_gives_way_to_what_was_known_before_it():
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    register(person, "a1", by=robin, about=JANUARY, on=JANUARY)
    wrong = register(person, "b2", by=robin, about=MARCH, on=MARCH)
    correct(wrong, None, by=robin, on=MAY, reason=CorrectionReason.WRONG_PERSON)
    assert level(person, robin, on=JULY, known_on=JULY) == "a1"
    assert level(person, robin, on=JULY, known_on=MARCH) == "b2"
    assert queries.latest_fact(person, slug="speaking-level").value == "a1"
    assert queries.facts_of_all([person.pk], on=MARCH)[person.pk]["speaking-level"].value == "b2"


def test_the_table_for_figures_says_until_when_a_wrong_answer_was_known():
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    wrong = register(person, "b1", by=robin, about=JANUARY, on=JANUARY)
    correct(wrong, "a1", by=robin, on=MAY)
    table = queries.table_of_facts(queries.visible_people(robin))
    assert {(row.value, row.known_on, row.known_until) for row in table} == {
        ("b1", JANUARY, MAY),
        ("a1", MAY, None),
    }


def test_a_figure_as_known_before_a_correction_stays_as_it_was():
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    wrong = register(person, "b1", by=robin, about=JANUARY, on=JANUARY)
    correct(wrong, "a1", by=robin, on=MAY)
    rows = queries.table_of_facts(queries.visible_people(robin))
    table = facts_table([(str(person.pk), "roermond", person.joined_on)], rows)
    before, after = table.as_of(MARCH), table.as_of(MARCH, known_on=JULY)
    assert before.answers["value"].to_list() == ["b1"]
    assert before.late == {"speaking-level": 1}
    assert after.answers["value"].to_list() == ["a1"]
    assert after.late == {}


def test_an_answer_is_corrected_once():
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    wrong = register(person, "b1", by=robin, about=JANUARY, on=JANUARY)
    correct(wrong, "a1", by=robin, on=MAY)
    with pytest.raises(Refused, match="intussen al gecorrigeerd"):
        correct(wrong, "a2", by=robin, on=MAY)
    assert person.facts.count() == 2


def test_the_database_itself_refuses_a_correction_without_a_reason():
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    row = register(person, "b1", by=robin, about=JANUARY, on=JANUARY)
    for wrong in ({"corrects": row}, {"reason": "mistyped"}, {"known_until": date(2020, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PersonFact.objects.create(
                person=person,
                variable="speaking-level",
                state="known",
                value_type="text",
                value="a1",
                valid_on=JANUARY,
                known_on=JANUARY,
                recorded_at=at(JANUARY),
                **wrong,
            )


def test_only_who_registers_corrects():
    roermond, lochem = a_municipality(), a_municipality("Lochem")
    person, robin = a_participant(roermond), a_user(roermond)
    row = register(person, "b1", by=robin, about=JANUARY, on=JANUARY)
    for user in (a_user(lochem), a_user(roermond, Role.PROJECT_LEADER)):
        with pytest.raises(Refused, match="geen gegevens vastleggen"):
            correct(row, "a1", by=user, on=MAY)
    assert person.facts.count() == 1


def correction_form(row, **said):
    return {
        "key": str(row.pk),
        "reason": "mistyped",
        "valid_on": row.valid_on.isoformat(),
        "source": "gesprek",
        "idempotency_key": str(uuid4()),
        **said,
    }


def test_an_answer_is_corrected_on_its_page_and_its_history_tells_it(log_in):
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond, name="Robin")
    row = register(person, "b1", by=robin, about=JANUARY, on=JANUARY)
    browser = log_in(robin)
    address = reverse("correct-fact", args=[person.pk, "speaking-level"])
    assert browser.get(address).status_code == 200
    page = browser.post(address, correction_form(row, answer="a1"), follow=True).content.decode()
    rows = [re.sub(r"<[^>]+>|\s+", " ", each) for each in re.findall(r"<tr.*?</tr>", page, re.DOTALL)]
    new, old = (each for each in rows if "januari 2021" in each)
    assert "A1" in new
    assert "correctie; dit geldt nu" in new
    assert "B1" in old
    assert "was fout; gecorrigeerd op" in old
    assert "Verkeerd getikt" in old
    assert "Robin" in new


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"answer": "a1", "reason": ""}, "Dit veld is verplicht."),
        ({}, "Vul een antwoord in, of kies “geen”."),
        ({"answer": "c9"}, "c9"),
        ({"answer": "a1", "valid_on": "2999-01-01"}, "Deze dag is nog niet geweest."),
    ],
)
def test_a_correction_filled_in_wrong_changes_nothing(log_in, said, message):
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    row = register(person, "b1", by=robin, about=JANUARY, on=JANUARY)
    answer = log_in(robin).post(
        reverse("correct-fact", args=[person.pk, "speaking-level"]), correction_form(row, **said)
    )
    assert answer.status_code == 400
    assert message in answer.content.decode()
    assert person.facts.count() == 1


def test_a_correction_of_what_changed_meanwhile_is_asked_anew(log_in):
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    row = register(person, "b1", by=robin, about=JANUARY, on=JANUARY)
    register(person, "a2", by=robin, about=MARCH, on=MARCH)
    answer = log_in(robin).post(
        reverse("correct-fact", args=[person.pk, "speaking-level"]), correction_form(row, answer="a1")
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Intussen is dit antwoord veranderd" in page
    assert re.search(r"Intussen staat er: A2, over [^<]*, vastgelegd door Robin\.", page)
    assert re.search(r'value="a1"[^>]*selected', page), "what was filled in is kept"
    assert person.facts.count() == 2


def test_the_dossier_is_shown_as_of_any_two_days(log_in):
    roermond = a_municipality()
    person, robin = a_participant(roermond), a_user(roermond)
    wrong = register(person, "b1", by=robin, about=JANUARY, on=JANUARY)
    correct(wrong, "a1", by=robin, on=MAY)
    browser = log_in(robin)
    address = reverse("history", args=[person.pk])

    def shown(**days):
        page = browser.get(address, days).content.decode()
        return re.findall(r'tweespoor-fact--known">([^<]+)<', page)

    assert shown(over="2021-03-01", bekend="2021-03-01") == ["B1"]
    assert shown(over="2021-03-01", bekend="2021-06-01") == ["A1"]
    assert shown(over="2020-12-01", bekend="2021-06-01") == []
    assert browser.get(address, {"over": "31-02-2021"}).status_code == 400


def test_the_history_of_what_one_may_not_see_is_not_there(log_in):
    roermond, school = a_municipality(), a_school()
    person = a_participant(roermond, act="act-2021", obstacles=("debts",), speaking_level="a1")
    actions.share(people=[person], organisation=school, since=JANUARY, now=timezone.now())
    browser = log_in(a_user(school, Role.LANGUAGE_PROVIDER))
    assert browser.get(reverse("fact-history", args=[person.pk, "speaking-level"])).status_code == 200
    for slug in ("obstacles", "obstacle-debts", "nergens"):
        assert browser.get(reverse("fact-history", args=[person.pk, slug])).status_code == 404
    page = browser.get(reverse("history", args=[person.pk])).content.decode()
    assert "A1" in page
    assert "Schulden" not in page


def counted_queries(person, browser, django_assert_max_num_queries, most=30):
    with django_assert_max_num_queries(most) as asked:
        assert browser.get(reverse("person", args=[person.pk])).status_code == 200
    return len(asked)


def test_the_dossier_asks_as_little_with_ten_years_of_history_as_with_three_facts(
    log_in, django_assert_max_num_queries
):
    roermond = a_municipality()
    robin = a_user(roermond)
    few = a_participant(roermond, name="Anna", gender="female", speaking_level="a1", car=True)
    many = a_participant(roermond, name="Bilal")
    for year in range(2011, 2021):
        for month in range(1, 13, 3):
            day = date(year, month, 1)
            register(many, "a1" if month % 2 else "a2", by=robin, about=day, on=day)
            register(many, month, by=robin, about=day, on=day, slug="weekly-half-days")
            register(many, month % 2 == 0, by=robin, about=day, on=day, slug="on-benefit")
    browser = log_in(robin)
    browser.get(reverse("person", args=[few.pk]))
    assert counted_queries(few, browser, django_assert_max_num_queries) == counted_queries(
        many, browser, django_assert_max_num_queries
    )
