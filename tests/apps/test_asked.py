"""How much was asked stands beside each person, and is the same as the answers themselves whatever was done to them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.apps.conftest import NOW, TODAY, a_municipality, a_participant, a_user
from tests.apps.test_importing_a_caseload import Importing, a_list
from tweespoor.apps.people import actions
from tweespoor.apps.people.actions.registering import Answer, correct_fact, save_answers
from tweespoor.apps.people.bridge import ASKED_COLUMNS
from tweespoor.apps.people.models import Person
from tweespoor.apps.rights import actions as rights
from tweespoor.apps.rights.rules import InformedHow
from tweespoor.core.completeness import QUESTIONS
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import CorrectionReason, variable

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def asked(person):
    """How many questions were asked of somebody, as it stands beside the person; and that counting anew agrees."""
    assert actions.recount_asked([person.pk]) == set()
    row = Person.objects.get(pk=person.pk)
    return sum(getattr(row, column) for column in ASKED_COLUMNS.values())


def test_every_question_that_counts_has_its_column():
    fields = {field.name for field in Person._meta.get_fields()}
    needed = {ASKED_COLUMNS[variable(question.variable).purpose] for question in QUESTIONS}
    assert needed == {name for name in fields if name.startswith("asked_")}


def test_whoever_is_added_comes_with_the_count_of_the_answers():
    person = a_participant(a_municipality(), gender="female", act="act-2021", route=Fact.none(valid_on=TODAY), car=True)
    assert asked(person) == 3, "a car is no question that completeness counts"


def test_an_answer_more_a_newer_one_a_correction_and_one_taken_back(log_in):
    roermond = a_municipality()
    robin, person = a_user(roermond), a_participant(roermond, gender="female")
    now = timezone.now()
    about = {"person": person, "by": robin, "now": now}
    row = actions.register_fact(slug="act", fact=Fact.known("act-2013"), **about)
    assert asked(person) == 2
    right = correct_fact(row=row, fact=Fact.known("act-2021"), reason=CorrectionReason.MISTYPED, by=robin, now=now)
    assert asked(person) == 2
    save_answers(answers=[Answer(slug="obstacle-debts", fact=Fact.known(True))], **about)
    save_answers(answers=[Answer(slug="obstacle-housing", fact=Fact.none())], **about)
    assert asked(person) == 3, "kinds of obstacles are one question"
    correct_fact(row=right, fact=Fact.not_asked(), reason=CorrectionReason.MISTYPED, by=robin, now=now)
    assert asked(person) == 2


def test_who_moves_has_the_count_of_what_went_along():
    roermond, lochem = a_municipality(), a_municipality("Lochem")
    kim, lou = a_user(roermond, name="Kim"), a_user(lochem, name="Lou")
    anna = a_participant(roermond, gender="female", route="b1", obstacles=("debts",))
    told = {"informed_on": TODAY, "informed_how": InformedHow.CONVERSATION, "consented": ()}
    row = rights.propose_hand_over(person=anna, receiver=lochem, by=kim, now=NOW, **told)
    new = rights.accept(hand_over=row, number="L-1", by=lou, now=timezone.now())
    assert (asked(anna), asked(new)) == (3, 2)


def test_a_list_brought_in_and_taken_out_again():
    roermond = a_municipality()
    known = a_participant(roermond, name="Dina", number="8", gender="female")
    robin = Importing(a_user(roermond))
    robin.to_check(a_list("7;Amal;Barakat;1-2-1990;v;A1", "8;Dina;Voorbeeld;;v;A2"))
    robin.post("import-decide", row=3, doe=f"same:{known.pk}")
    robin.start()
    amal = Person.objects.get(number="7")
    assert (asked(amal), asked(known)) == (3, 2)
    robin.post("import-undo", idempotency_key=str(uuid4()))
    assert asked(known) == 1


def test_what_stands_wrong_is_mended_by_making_the_index_anew():
    person = a_participant(a_municipality(), gender="female", act="act-2021")
    Person.objects.update(asked_basic=9)
    assert actions.rebuild_search_index().mended == 1
    assert asked(person) == 2
