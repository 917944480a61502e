"""What becomes of plans when somebody asks for access, moves, or when a term is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.apps.conftest import NOW, TODAY, a_municipality, a_user
from tests.apps.plans import OWN_WORDS, a_draft, a_newcomer, a_signed_plan
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import latest_fact
from tweespoor.apps.rights import actions as rights
from tweespoor.apps.rights.queries import due_of
from tweespoor.apps.rights.rules import InformedHow
from tweespoor.apps.rights.terms import NOTES
from tweespoor.apps.trajectories.actions import pips as deeds
from tweespoor.apps.trajectories.models import PipSignature, PipVersion
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.core.vocabulary import Purpose

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def town():
    roermond = a_municipality("Gemeente Roermond")
    kim = a_user(roermond, name="Kim")
    return roermond, kim, a_newcomer(roermond)


def move(amina, *, by, consented):
    """Hand somebody over to another municipality; the new dossier and its case manager."""
    lochem = a_municipality("Gemeente Lochem")
    lou = a_user(lochem, name="Lou")
    row = rights.propose_hand_over(
        person=amina,
        receiver=lochem,
        informed_on=TODAY,
        informed_how=InformedHow.CONVERSATION,
        consented=consented,
        by=by,
        now=NOW,
    )
    return rights.accept(hand_over=row, number="L-1", by=lou, now=NOW), lou


def test_the_overview_of_everything_holds_the_plan_in_words(town):
    _roermond, kim, amina = town
    a_signed_plan(amina, by=kim)
    text = rights.give_access(person=amina, form="json", by=kim, now=NOW).content.decode()
    assert OWN_WORDS in text
    pdf = rights.give_access(person=amina, form="pdf", by=kim, now=NOW).content
    assert pdf.startswith(b"%PDF")


def test_who_moves_takes_the_signed_plan_along_and_its_date(town, log_in):
    _roermond, kim, amina = town
    old = a_signed_plan(amina, by=kim)
    a_draft(amina, by=kim, reason="phase")
    new, lou = move(amina, by=kim, consented=[])
    copies = PipVersion.objects.filter(person=new)
    assert [(each.number, each.status, each.received_from) for each in copies] == [(1, "signed", "Gemeente Roermond")]
    pip = plans.pip_of(copies.get())
    assert (pip.goals, pip.agreements, pip.left_out) == ((), (), ("goals", "agreements"))
    assert pip.answers == plans.pip_of(old).answers
    assert {each.party for each in PipSignature.objects.filter(person=new)} == {"participant", "case-manager"}
    assert plans.pip_date_of(new) == old.signed_on
    page = log_in(lou).get(reverse("plan", args=[new.pk])).content.decode()
    assert "Dit plan komt van Gemeente Roermond." in page
    browser = log_in(lou)
    browser.post(reverse("plan", args=[new.pk]), {"reason": "moved"})
    row = PipVersion.objects.get(person=new, number=2)
    assert plans.pip_of(row).route == pip.route
    signing = deeds.Signing(participant="Amina", case_manager="Lou", signed_on=TODAY)
    deeds.sign_pip(version=row, signing=signing, based_on=row.revision, by=lou, now=NOW)
    assert [(each.kind, each.on) for each in new.case_events.all()] == [("pip", TODAY)]
    assert latest_fact(new, slug="pip-established-on").value == old.signed_on
    assert Entry.objects.filter(deed="hand-over-accepted", person=new.pk).get().detail["plans"] == 1


def test_goals_go_along_with_consent(town):
    _roermond, kim, amina = town
    a_signed_plan(amina, by=kim)
    new, _lou = move(amina, by=kim, consented=[Purpose.NOTES.value])
    assert [goal.words for goal in plans.pip_of(PipVersion.objects.get(person=new)).goals] == [OWN_WORDS]


def test_the_old_municipality_keeps_its_plan_and_changes_nothing_in_it(town, log_in):
    _roermond, kim, amina = town
    a_signed_plan(amina, by=kim)
    move(amina, by=kim, consented=[])
    page = log_in(kim).get(reverse("plan", args=[amina.pk])).content.decode()
    assert "Maak een nieuw plan" not in page
    assert log_in(kim).post(reverse("plan", args=[amina.pk]), {"reason": "phase"}).status_code == 404


def test_words_go_when_their_term_is_over_and_the_rest_of_the_plan_stays(town):
    roermond, kim, amina = town
    row = a_signed_plan(amina, by=kim)
    trajectory = amina.trajectories.get()
    trajectory.ended_on = TODAY - timedelta(days=800)
    trajectory.started_on = trajectory.ended_on
    trajectory.save()
    assert [(each.kind, each.person) for each in due_of(roermond, today=TODAY)] == [(NOTES, amina.pk)]
    proposal = rights.propose_deletion(municipality=roermond, by=kim, now=NOW)
    rights.carry_out(proposal=proposal, by=kim, now=NOW)
    row.refresh_from_db()
    assert OWN_WORDS not in str(row.content)
    assert "belt de school" not in str(row.content)
    assert (row.words_erased_on, row.signed_on, row.route) == (TODAY, TODAY, "b1")
    assert due_of(roermond, today=TODAY) == []


def test_a_dossier_that_is_erased_takes_its_plans_along(town):
    _roermond, kim, amina = town
    a_signed_plan(amina, by=kim)
    Person.objects.get(pk=amina.pk).delete()
    assert (PipVersion.objects.count(), PipSignature.objects.count()) == (0, 0)
