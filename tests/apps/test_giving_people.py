"""Giving people to a colleague: one, some or all; both see it, and it can be taken back."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import NOW, a_municipality, a_participant, a_user, key
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import actions
from tweespoor.apps.people.models import Caseload, Transfer
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

GIVE = reverse("give-people")


@pytest.fixture
def team():
    """A municipality with two case managers, and three people in the care of the first."""
    roermond = a_municipality()
    kim, pim = a_user(roermond, name="Kim"), a_user(roermond, name="Pim")
    people = [a_participant(roermond, name=name) for name in ("Anna", "Bilal", "Chaima")]
    actions.assign(people=people, user=kim, by=kim, now=NOW)
    return roermond, kim, pim, people


def cared_for(user):
    rows = Caseload.objects.filter(user=user, until__isnull=True)
    return set(rows.values_list("person__given_name", flat=True))


def give(browser, *, to, people=(), giver=None, municipality=None, **more):
    form = {"receiver": str(to.pk), "people": [str(each.pk) for each in people], "idempotency_key": str(key())}
    if giver is not None:
        form["van"] = f"{municipality.pk}:{giver.pk}"
    return browser.post(GIVE, {**form, **more}, follow=True)


def notices(page):
    """What the page says of what was done."""
    shown = re.sub(r"<template.*?</template>", "", page, flags=re.DOTALL)
    found = re.findall(r'<div class="utrecht-alert__message">(.*?)</div>', shown, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]


def shown_people(browser, municipality):
    """Per case manager whose people can be given away, by name, who they are on that page."""
    page = browser.get(GIVE).content.decode()
    return {
        name: set(re.findall(r"(\w+) Voorbeeld", browser.get(GIVE, {"van": key}).content.decode()))
        for key, name in re.findall(rf'<option value="({municipality.pk}:[^"]+)"[^>]*>([^<]+)</option>', page)
    }


def test_who_is_ticked_goes_and_both_see_it(team, log_in):
    _roermond, kim, pim, (anna, bilal, _chaima) = team
    browser = log_in(kim)
    page = give(browser, to=pim, people=[anna, bilal]).content.decode()
    assert "2 deelnemers staan nu bij Pim." in page
    assert (cared_for(kim), cared_for(pim)) == ({"Chaima"}, {"Anna", "Bilal"})
    assert "2 deelnemers van Kim naar Pim" in page
    entry = Entry.objects.get(deed="people-given")
    assert (entry.actor, entry.detail["people"]) == (kim.pk, 2)
    assert set(Entry.objects.filter(deed="caseload-added", actor=kim.pk).values_list("person", flat=True)) >= {
        anna.pk,
        bilal.pk,
    }
    browser = log_in(pim)
    assert "Kim gaf u 2 deelnemers" in browser.get(reverse("people")).content.decode()
    assert "2 deelnemers van Kim naar Pim" in browser.get(GIVE).content.decode()
    assert "(daarvoor Kim)" in browser.get(reverse("person", args=[anna.pk])).content.decode()


def test_everybody_goes_at_once_where_somebody_leaves(team, log_in):
    roermond, kim, pim, _people = team
    kim.is_active = False
    kim.save()
    leader = a_user(roermond, Role.PROJECT_LEADER, name="Lou")
    page = give(log_in(leader), to=pim, giver=kim, municipality=roermond, iedereen="ja").content.decode()
    assert "3 deelnemers van Kim naar Pim, door Lou." in page
    assert (cared_for(kim), cared_for(pim)) == (set(), {"Anna", "Bilal", "Chaima"})


def test_who_was_given_by_mistake_is_given_back(team, log_in):
    _roermond, kim, pim, (anna, bilal, _chaima) = team
    give(log_in(kim), to=pim, people=[anna, bilal])
    back = reverse("give-back", args=[Transfer.objects.get().pk])
    browser = log_in(pim)
    assert "2 deelnemers staan nu bij Kim." in browser.post(back, follow=True).content.decode()
    assert (cared_for(kim), cared_for(pim)) == ({"Anna", "Bilal", "Chaima"}, set())
    assert "staan niet meer bij deze klantmanager" in browser.post(back, follow=True).content.decode()


def test_everybody_comes_back_after_two_months_away_and_what_is_over_is_listed_no_longer(team, log_in):
    roermond, kim, pim, _people = team
    give(log_in(kim), to=pim, municipality=roermond, iedereen="ja")
    Transfer.objects.update(done_at=timezone.now() - timedelta(days=60))
    browser = log_in(kim)
    page = browser.get(GIVE).content.decode()
    assert "Geef deze 3 terug aan Kim" in page
    back = browser.post(reverse("give-back", args=[Transfer.objects.get().pk]), follow=True).content.decode()
    assert "3 deelnemers staan nu bij Kim." in back
    assert (cared_for(kim), cared_for(pim)) == ({"Anna", "Bilal", "Chaima"}, set())
    assert "van Kim naar Pim" not in back


def test_who_has_the_colleague_already_only_loses_the_giver(team, log_in):
    _roermond, kim, pim, (anna, *_others) = team
    actions.assign(people=[anna], user=pim, by=pim, now=NOW)
    give(log_in(kim), to=pim, people=[anna])
    assert (cared_for(kim), cared_for(pim)) == ({"Bilal", "Chaima"}, {"Anna"})
    assert Caseload.objects.filter(person=anna, user=pim).count() == 1


def test_whom_the_colleague_had_already_comes_back_too_and_stays_with_the_colleague(team, log_in):
    _roermond, kim, pim, (anna, bilal, chaima) = team
    actions.assign(people=[anna], user=pim, by=pim, now=NOW)
    page = give(log_in(kim), to=pim, people=[anna, bilal, chaima]).content.decode()
    assert "3 deelnemers van Kim naar Pim" in page
    assert "Geef deze 3 terug aan Kim" in page
    browser = log_in(pim)
    back = browser.post(reverse("give-back", args=[Transfer.objects.get().pk]), follow=True).content.decode()
    assert "3 deelnemers staan nu bij Kim." in back
    assert (cared_for(kim), cared_for(pim)) == ({"Anna", "Bilal", "Chaima"}, {"Anna"})
    assert "(daarvoor" not in browser.get(reverse("person", args=[bilal.pk])).content.decode()
    again = Transfer.objects.exclude(giver=kim).get()
    assert "Geef deze 3 terug aan Pim" in back
    browser.post(reverse("give-back", args=[again.pk]))
    assert (cared_for(kim), cared_for(pim)) == (set(), {"Anna", "Bilal", "Chaima"})
    browser.post(reverse("give-back", args=[Transfer.objects.filter(giver=kim).first().pk]))
    assert (cared_for(kim), cared_for(pim)) == ({"Anna", "Bilal", "Chaima"}, {"Anna"})


def test_only_whom_the_colleague_had_already_can_be_given_back_once(team, log_in):
    _roermond, kim, pim, (anna, *_others) = team
    actions.assign(people=[anna], user=pim, by=pim, now=NOW)
    browser = log_in(kim)
    assert "Geef deze deelnemer terug aan Kim" in give(browser, to=pim, people=[anna]).content.decode()
    back = reverse("give-back", args=[Transfer.objects.get().pk])
    page = browser.post(back, follow=True).content.decode()
    assert "terug aan Kim" not in page
    assert (cared_for(kim), cared_for(pim)) == ({"Anna", "Bilal", "Chaima"}, {"Anna"})
    assert "staan niet meer bij deze klantmanager" in browser.post(back, follow=True).content.decode()
    assert Caseload.objects.filter(person=anna, until__isnull=True).count() == 2


def test_who_is_with_the_colleague_no_more_or_back_with_the_giver_already_does_not_come_back(team, log_in):
    _roermond, kim, pim, (anna, bilal, chaima) = team
    actions.assign(people=[anna, bilal], user=pim, by=pim, now=NOW)
    give(log_in(kim), to=pim, people=[anna, bilal, chaima])
    actions.unassign(people=[anna], user=pim, by=pim, now=NOW)
    actions.assign(people=[bilal], user=kim, by=kim, now=NOW)
    browser = log_in(pim)
    assert "Geef deze deelnemer terug aan Kim" in browser.get(GIVE).content.decode()
    browser.post(reverse("give-back", args=[Transfer.objects.get().pk]))
    assert (cared_for(kim), cared_for(pim)) == ({"Bilal", "Chaima"}, {"Bilal"})


@pytest.mark.parametrize("seed", range(8))
def test_giving_and_giving_back_leaves_everybody_where_they_were(team, log_in, seed):
    """Whatever was given to whom before, also what was given on: taken back from the last to the first."""
    rng = Random(seed)
    roermond, kim, pim, people = team
    lou = a_user(roermond, name="Lou")
    users = [kim, pim, lou]
    people = [*people, *(a_participant(roermond, name=name) for name in ("Dilan", "Emre"))]
    for person in people:
        for user in rng.sample(users, rng.randint(0, 3)):
            actions.assign(people=[person], user=user, by=user, now=NOW)
    leader = log_in(a_user(roermond, Role.PROJECT_LEADER, name="Noor"))

    def now():
        return [cared_for(user) for user in users]

    before = []
    for _time in range(4):
        giver = rng.choice([user for user in users if cared_for(user)])
        receiver = rng.choice([user for user in users if user != giver])
        theirs = [person for person in people if person.given_name in cared_for(giver)]
        given = rng.sample(theirs, rng.randint(1, len(theirs)))
        before.append((now(), {each.given_name for each in given}))
        give(leader, to=receiver, people=given, giver=giver, municipality=roermond)
        assert cared_for(giver).isdisjoint(before[-1][1])
        assert cared_for(receiver) >= before[-1][1]
    transfers = list(Transfer.objects.order_by("-done_at"))
    for transfer, (was, given) in zip(transfers, reversed(before), strict=True):
        page = leader.post(reverse("give-back", args=[transfer.pk]), follow=True).content.decode()
        count, name = len(given), transfer.giver.name
        verb = "deelnemer staat" if count == 1 else "deelnemers staan"
        assert notices(page) == [f"{count} {verb} nu bij {name}."]
        assert now() == was
        assert shown_people(leader, roermond) == {user.name: who for user, who in zip(users, was, strict=True)}


def test_sent_twice_is_done_once(team, log_in):
    _roermond, kim, pim, (anna, *_others) = team
    browser = log_in(kim)
    form = {"receiver": str(pim.pk), "people": [str(anna.pk)], "idempotency_key": str(key())}
    assert [browser.post(GIVE, form).status_code for _time in range(2)] == [302, 302]
    assert Transfer.objects.count() == 1


def test_nobody_chosen_no_colleague_and_somebody_elses_are_refused_in_words(team, log_in):
    _roermond, kim, pim, (anna, *_others) = team
    elsewhere = a_municipality("Lochem")
    stranger, theirs = a_user(elsewhere, name="Vreemd"), a_participant(elsewhere, name="Elders")
    actions.assign(people=[theirs], user=stranger, by=stranger, now=NOW)
    browser = log_in(kim)
    assert "Kruis aan wie u doorgeeft." in give(browser, to=pim).content.decode()
    for to, people in ((stranger, [anna]), (kim, [anna]), (pim, [theirs])):
        answer = give(browser, to=to, people=people)
        assert answer.status_code == 400
    page = give(browser, to=pim, people=[theirs], giver=stranger, municipality=elsewhere).content.decode()
    assert "Elders" not in page
    assert "Vreemd" not in page
    assert (cared_for(kim), cared_for(stranger)) == ({"Anna", "Bilal", "Chaima"}, {"Elders"})
    assert not Transfer.objects.exists()


def test_who_has_no_part_in_it_sees_no_transfer_and_gives_nothing_back(team, log_in):
    roermond, kim, pim, (anna, *_others) = team
    give(log_in(kim), to=pim, people=[anna])
    transfer = Transfer.objects.get()
    third = a_user(roermond, name="Derde")
    browser = log_in(third)
    assert "van Kim naar Pim" not in browser.get(GIVE).content.decode()
    assert browser.post(reverse("give-back", args=[transfer.pk])).status_code == 404
    assert browser.post(reverse("give-back", args=[uuid4()])).status_code == 404
    for role in (Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.RESEARCHER):
        assert log_in(a_user(roermond, role)).get(GIVE).status_code == 404
    assert cared_for(pim) == {"Anna"}
