"""A participant moves: the receiver gets what it may have once it accepts, the sender's dossier is closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.apps.conftest import NOW, TODAY, a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_programme, start
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import actions as people
from tweespoor.apps.people.actions.registering import correct_fact
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import visible_people
from tweespoor.apps.rights import actions
from tweespoor.apps.rights.models import HandOver
from tweespoor.apps.rights.rules import InformedHow, Refused
from tweespoor.core.access import AFTER_SHARING
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import CorrectionReason, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def moving():
    """Anna of Roermond, shared with a school, who will move to Lochem; and a case manager on both sides."""
    roermond, lochem = a_municipality("Gemeente Roermond"), a_municipality("Gemeente Lochem")
    anna = a_participant(
        roermond,
        name="Anna",
        speaking_level=Fact.known("a1", valid_on=TODAY, known_on=TODAY, source="gesprek met Kim"),
        route="b1",
        obstacles=("debts",),
        unavailable_half_days=("mon-morning",),
    )
    start(anna, a_programme(roermond))
    people.share(people=[anna], organisation=a_school(), since=TODAY, now=NOW)
    return anna, a_user(roermond, name="Kim"), a_user(lochem, name="Lou"), lochem


def propose(moving, log_in, **filled_in):
    anna, kim, _lou, lochem = moving
    filled_in = {"receiver": str(lochem.pk), "informed_on": "2021-02-10", "informed_how": "conversation", **filled_in}
    return log_in(kim).post(reverse("hand-over", args=[anna.pk]), filled_in, follow=True)


def accept(moving, log_in, number="L-1"):
    row = HandOver.objects.get()
    return log_in(moving[2]).post(reverse("received-hand-over", args=[row.pk]), {"number": number}, follow=True)


def test_nobody_at_the_receiver_sees_anything_before_the_proposal(moving, log_in):
    anna, _kim, lou, _lochem = moving
    assert "Anna" not in log_in(lou).get(reverse("requests")).content.decode()
    assert log_in(lou).get(reverse("person", args=[anna.pk])).status_code == 404


def test_the_receiver_takes_over_what_it_may_have(moving, log_in):
    anna, _kim, lou, lochem = moving
    propose(moving, log_in)
    page = log_in(lou).get(reverse("requests")).content.decode()
    assert "Van Gemeente Roermond" in page
    offered = log_in(lou).get(reverse("received-hand-over", args=[HandOver.objects.get().pk])).content.decode()
    assert "Anna Voorbeeld" in offered
    assert "10 februari 2021" in offered
    assert log_in(lou).get(reverse("person", args=[anna.pk])).status_code == 404
    assert "De deelnemer is overgenomen." in accept(moving, log_in).content.decode()
    new = Person.objects.get(municipality=lochem)
    assert (new.given_name, new.number) == ("Anna", "L-1")
    assert new.pk != anna.pk
    assert {fact.variable: fact.source for fact in new.facts.all()} == {
        "speaking-level": "overgedragen door Gemeente Roermond",
        "route": "overgedragen door Gemeente Roermond",
    }
    assert set(visible_people(lou)) == {new}


def test_what_was_found_wrong_or_taken_back_stays_with_the_sender(moving, log_in):
    anna, kim, _lou, lochem = moving
    wrong, mistaken = anna.facts.get(variable="speaking-level"), anna.facts.get(variable="route")
    about = {"reason": CorrectionReason.MISTYPED, "by": kim, "now": NOW}
    correct_fact(row=wrong, fact=Fact.known("a2"), **about)
    correct_fact(row=mistaken, fact=Fact.not_asked(), **about)
    propose(moving, log_in)
    assert "De deelnemer is overgenomen." in accept(moving, log_in).content.decode()
    new = Person.objects.get(municipality=lochem)
    assert [(fact.variable, fact.value) for fact in new.facts.all()] == [("speaking-level", "a2")]


def test_the_receiver_finds_the_person_by_name_and_by_its_own_number(moving, log_in):
    _anna, _kim, lou, _lochem = moving
    propose(moving, log_in)
    accept(moving, log_in)
    for text in ("anna", "L-1"):
        assert "Anna Voorbeeld" in log_in(lou).post(reverse("people"), {"zoek": text}).content.decode()


def test_what_needs_consent_goes_along_with_consent_only(moving, log_in):
    propose(moving, log_in, consented=["obstacles"])
    accept(moving, log_in)
    new = Person.objects.get(municipality=moving[3])
    assert set(new.facts.values_list("variable", flat=True)) == {"speaking-level", "route", "obstacles"}


def test_the_sender_keeps_a_closed_dossier_and_partners_finish_their_work(moving, log_in):
    anna, kim, _lou, _lochem = moving
    jip = a_user(anna.sharings.get().organisation, Role.LANGUAGE_PROVIDER, name="Jip")
    assert set(visible_people(jip)) == {anna}
    before = anna.facts.count()
    propose(moving, log_in)
    accept(moving, log_in)
    trajectory = anna.trajectories.get()
    assert (trajectory.ended_on is not None, trajectory.reason_for_leaving) == (True, "moved")
    assert set(visible_people(jip)) == {anna}
    ended = anna.sharings.get().until
    anna.sharings.update(since=ended - timedelta(days=60), until=ended - AFTER_SHARING - timedelta(days=1))
    assert set(visible_people(jip)) == set()
    assert anna.facts.count() == before == 4
    anna.refresh_from_db()
    page = log_in(kim).get(reverse("person", args=[anna.pk])).content.decode()
    assert "Deze deelnemer is overgedragen aan Gemeente Lochem" in page
    question = reverse("register-fact", args=[anna.pk, "gender"])
    assert question not in page
    assert log_in(kim).get(question).status_code == 404


def test_nothing_more_is_asked_about_who_moved(moving, log_in):
    _anna, kim, _lou, _lochem = moving
    assert "Anna Voorbeeld" in log_in(kim).get(reverse("five-minutes")).content.decode()
    propose(moving, log_in)
    accept(moving, log_in)
    assert "Anna Voorbeeld" not in log_in(kim).get(reverse("five-minutes")).content.decode()


def test_both_sides_have_it_in_their_log(moving, log_in):
    anna, kim, lou, lochem = moving
    propose(moving, log_in)
    accept(moving, log_in)
    new = Person.objects.get(municipality=lochem)
    deeds = Entry.objects.filter(deed__startswith="hand-over").order_by("sequence")
    assert [(entry.deed, entry.person, entry.actor) for entry in deeds] == [
        ("hand-over-proposed", anna.pk, kim.pk),
        ("hand-over-accepted", anna.pk, lou.pk),
        ("hand-over-accepted", new.pk, lou.pk),
    ]
    sides = [
        (anna.municipality, "stelde een overdracht voor", anna.number),
        (lochem, "nam een deelnemer over", "L-1"),
    ]
    for side, words, number in sides:
        charlie = a_user(side, Role.ADMINISTRATOR, name="Charlie")
        page = log_in(charlie).get(reverse("log")).content.decode()
        assert words in page
        assert number in page


@pytest.mark.parametrize(
    ("filled_in", "message"),
    [
        ({"receiver": ""}, "Dit veld is verplicht."),
        ({"receiver": "Utrecht"}, "Utrecht"),
        ({"informed_on": "2999-01-01"}, "Deze dag is nog niet geweest."),
        ({"informed_how": ""}, "Dit veld is verplicht."),
        ({"consented": ["bank"]}, "bank"),
    ],
)
def test_a_hand_over_filled_in_wrong_is_not_proposed(moving, log_in, filled_in, message):
    response = propose(moving, log_in, **filled_in)
    assert response.status_code == 400
    assert message in response.content.decode()
    assert not HandOver.objects.exists()


def test_a_person_is_handed_over_once(moving, log_in):
    propose(moving, log_in)
    anna, kim, _lou, lochem = moving
    with pytest.raises(Refused, match="al voorgesteld of gedaan"):
        actions.propose_hand_over(
            person=anna,
            receiver=lochem,
            informed_on=TODAY,
            informed_how=InformedHow.LETTER,
            consented=[],
            by=kim,
            now=NOW + timedelta(days=1),
        )
    accept(moving, log_in)
    assert "Deze deelnemer was al overgenomen." in accept(moving, log_in, number="L-2").content.decode()
    assert Person.objects.filter(municipality=lochem).count() == 1


def test_a_number_that_is_taken_is_refused_and_nothing_is_taken_over(moving, log_in):
    anna, _kim, _lou, lochem = moving
    a_participant(lochem, name="Bilal", number="L-1")
    propose(moving, log_in)
    response = accept(moving, log_in)
    assert response.status_code == 400
    assert "Dit nummer is al van een andere deelnemer." in response.content.decode()
    assert Person.objects.filter(municipality=lochem).count() == 1
    assert anna.trajectories.get().ended_on is None


def test_a_proposal_can_be_declined_or_withdrawn_by_the_right_side(moving, log_in):
    anna, kim, lou, lochem = moving
    propose(moving, log_in)
    first = HandOver.objects.get()
    assert log_in(kim).post(reverse("decline-hand-over", args=[first.pk])).status_code == 404
    assert log_in(lou).post(reverse("withdraw-hand-over", args=[first.pk])).status_code == 404
    stranger = log_in(a_user(a_municipality("Hengelo"), name="Noa"))
    assert stranger.get(reverse("received-hand-over", args=[first.pk])).status_code == 404
    log_in(lou).post(reverse("decline-hand-over", args=[first.pk]))
    propose(moving, log_in)
    second = HandOver.objects.exclude(pk=first.pk).get()
    log_in(kim).post(reverse("withdraw-hand-over", args=[second.pk]))
    assert sorted(HandOver.objects.values_list("status", flat=True)) == ["declined", "withdrawn"]
    assert not Person.objects.filter(municipality=lochem).exists()
    assert anna.sharings.get().until is None
