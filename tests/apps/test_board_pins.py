"""One person pinned in a group: she stays when the planner goes on, others may move, and nothing by hand loses it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.test_board import (
    at,
    do,
    groups_of,
    stands,
)
from tests.apps.test_board_attacked import undo
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.actions import register_fact
from tweespoor.apps.people.queries import visible_people
from tweespoor.apps.schedule import tasks
from tweespoor.apps.schedule.models import Offer, Room, Seat, Timetable
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def redo(browser, timetable):
    timetable.refresh_from_db()
    browser.post(at("board-redo", timetable), {"seen": timetable.version})


def pin(browser, timetable, group, *people, vast=()):
    data = {"vast": list(vast), "wie": [str(person.pk) for person in people]}
    return browser.post(at("board-pin", timetable, group.pk), data, follow=True).content.decode()


def pinned(timetable):
    """Who is pinned in which group of a timetable."""
    return set(Seat.objects.filter(group__timetable=timetable, pinned=True).values_list("group__offer", "person"))


def go_on(browser, timetable, *, seconds=2):
    """A run of the planner that goes on from a draft, as it ended."""
    browser.post(at("go-on-from", timetable), {"idempotency_key": str(uuid4())})
    run = Timetable.objects.get(status="queued")
    Timetable.objects.filter(pk=run.pk).update(seconds=seconds)
    tasks.plan_timetable.func(str(run.pk))
    run.refresh_from_db()
    return run


def test_one_person_is_pinned_and_let_go_and_the_card_says_so(leader, draft):
    group = groups_of(draft)[0]
    person, other = group.participants.all()[:2]
    page = pin(leader, draft, group, person)
    assert "Bewaard wat vaststaat." in page
    assert "1 persoon vast" in page
    assert pinned(draft) == {(group.offer_id, person.pk)}
    pin(leader, draft, group, person, other)
    page = leader.get(at("board", draft), {"groep": str(group.pk)}).content.decode()
    assert "2 personen vast" in page
    pin(leader, draft, group)
    assert pinned(draft) == set()


def test_who_is_not_in_the_group_is_not_pinned_there(leader, draft):
    group = groups_of(draft)[0]
    person = group.participants.first()
    do(leader, draft, doe="person", groep=str(group.pk), wie=str(person.pk), naar="weg")
    for wie in (str(person.pk), str(uuid4()), "niemand"):
        page = leader.post(at("board-pin", draft, group.pk), {"wie": wie}, follow=True).content.decode()
        assert "staat niet (meer) in dit rooster" in page
    assert pinned(draft) == set()


def test_a_pinned_person_is_pinned_after_undoing_and_doing_again(leader, draft):
    group = groups_of(draft)[0]
    person = group.participants.first()
    pin(leader, draft, group, person, vast=["room"])
    do(leader, draft, doe="person", groep=str(group.pk), wie=str(person.pk), naar="weg")
    assert pinned(draft) == set()
    undo(leader, draft)
    assert pinned(draft) == {(group.offer_id, person.pk)}
    do(leader, draft, doe="close", groep=str(group.pk))
    undo(leader, draft)
    assert pinned(draft) == {(group.offer_id, person.pk)}
    group.refresh_from_db()
    assert group.pins == ["room"]


def test_what_was_pinned_in_a_group_that_was_opened_by_hand_comes_back_with_it(leader, draft):
    group = groups_of(draft)[0]
    begins = {f"begin{number}": session[0] for number, session in enumerate(group.sessions)}
    do(leader, draft, doe="close", groep=str(group.pk))
    do(leader, draft, doe="open", training=str(group.offer_id), periode=str(group.period_id), **begins)
    opened = draft.groups.unscoped(why="a test").filter(offer=group.offer).order_by("-number").first()
    person = opened.participants.first()
    pin(leader, draft, opened, person, vast=["time"])
    undo(leader, draft)
    assert pinned(draft) == set()
    redo(leader, draft)
    opened.refresh_from_db()
    assert opened.pins == ["time"]
    assert pinned(draft) == {(group.offer_id, person.pk)}


def test_a_copy_of_a_draft_has_the_same_people_pinned(leader, draft, hengelo):
    group = groups_of(draft)[0]
    person = group.participants.first()
    pin(leader, draft, group, person)
    leader.post(at("copy-timetable", draft), {"naam": "Twee"})
    assert pinned(hengelo.timetables.get(name="Twee")) == {(group.offer_id, person.pk)}


@pytest.mark.parametrize("is_pinned", [True, False])
def test_a_planner_that_goes_on_keeps_who_is_pinned_and_nobody_for_it(leader, draft, is_pinned):
    """A training that would need more people than ask for it is held for nobody but who is pinned in it."""
    offers = [group.offer_id for group in groups_of(draft)]
    group = next(each for each in groups_of(draft) if offers.count(each.offer_id) == 1)
    person = group.participants.first()
    pin(leader, draft, group, *([person] if is_pinned else []))
    Room.objects.update(capacity=900)
    Offer.objects.filter(pk=group.offer_id).update(min_size=800, max_size=900, outside_seats=0)
    run = go_on(leader, draft)
    assert run.status == "draft"
    assert pinned(run) == ({(group.offer_id, person.pk)} if is_pinned else set())
    seats = Seat.objects.filter(group__timetable=run, group__offer=group.offer_id, person=person)
    held = [(seat.group.sessions, seat.group.period_id) for seat in seats]
    assert held == ([(group.sessions, group.period_id)] if is_pinned else [])


def test_a_planner_that_cannot_keep_a_person_says_who_and_why(leader, draft, hengelo):
    manager = User.objects.get(email=f"{Role.CASE_MANAGER.value}@demo.tweespoor.example")
    visible = visible_people(manager).values_list("pk", flat=True)
    group, person, other = next(
        (group, person, next(each for each in group.participants.all() if each != person))
        for group in groups_of(draft)
        for person in group.participants.all()
        if person.pk in visible
    )
    pin(leader, draft, group, person, other)
    away = Fact.known(tuple(slug for session in group.sessions for slug in session))
    register_fact(person=person, slug="unavailable-half-days", fact=away, by=manager, now=timezone.now())
    run = go_on(leader, draft)
    assert run.status == "failed"
    told = f"{person.given_name} {person.family_name}, {group.offer.name_nl}: de deelnemer is dan niet beschikbaar"
    for address in (at("board", draft), reverse("planner", args=[hengelo.slug])):
        page = leader.get(address).content.decode()
        assert told in page
        assert page.count("dit is vastgezet en kan niet zo blijven") == 1
        notice = page[page.index("dit is vastgezet") :].split("</ul>")[0]
        assert f"{other.given_name} {other.family_name}" not in notice
    assert pinned(draft) == {(group.offer_id, person.pk), (group.offer_id, other.pk)}
    pin(leader, draft, group, other)
    assert go_on(leader, draft).status == "draft"
    assert "dit is vastgezet" not in leader.get(at("board", draft)).content.decode()


def test_a_planner_says_who_is_pinned_in_what_she_does_not_ask_for(leader, draft):
    group = groups_of(draft)[0]
    person = group.participants.first()
    pin(leader, draft, group, person)
    Offer.objects.filter(pk=group.offer_id).update(slug="niet-in-een-plan")
    run = go_on(leader, draft)
    assert run.status == "failed"
    page = leader.get(at("board", draft)).content.decode()
    name = f"{person.given_name} {person.family_name}"
    assert f"{name}, {group.offer.name_nl}: vraagt deze training niet (meer)" in page


def test_a_planner_that_cannot_keep_a_group_says_which(leader, draft):
    group = groups_of(draft)[0]
    pin(leader, draft, group, vast=["time", "trainer"])
    run_before = stands(draft)
    leader.post(at("go-on-from", draft), {"idempotency_key": str(uuid4())})
    group.trainer.half_days = ["fri-evening"]
    group.trainer.save()
    run = Timetable.objects.get(status="queued")
    tasks.plan_timetable.func(str(run.pk))
    page = leader.get(at("board", draft)).content.decode()
    assert f"{group.offer.name_nl} {group.number}: er is dan geen trainer vrij" in page
    assert stands(draft) == run_before


def test_checking_before_publishing_says_that_who_falls_out_was_pinned(leader, draft):
    manager = User.objects.get(email=f"{Role.CASE_MANAGER.value}@demo.tweespoor.example")
    visible = visible_people(manager).values_list("pk", flat=True)
    group, person = next(
        (group, person) for group in groups_of(draft) for person in group.participants.all() if person.pk in visible
    )
    away = Fact.known((group.sessions[0][0],))
    register_fact(person=person, slug="unavailable-half-days", fact=away, by=manager, now=timezone.now())
    assert "(stond vast)" not in leader.get(at("review-timetable", draft)).content.decode()
    pin(leader, draft, group, person)
    page = leader.get(at("review-timetable", draft)).content.decode()
    assert f"{person.given_name} {person.family_name}, {group.offer.name_nl} (stond vast): " in page


def test_undoing_brings_back_what_the_planner_said_of_who_waited(leader, draft):
    group = groups_of(draft)[0]
    person = group.participants.first()
    do(leader, draft, doe="person", groep=str(group.pk), wie=str(person.pk), naar="weg")
    said = {"reasons": ["other-group"], "forced": True, "sessions": [["mon-morning"]]}
    draft.unplaced.filter(person=person, offer=group.offer).update(**said)
    do(leader, draft, doe="person", groep=str(group.pk), wie=str(person.pk))
    assert not draft.unplaced.filter(person=person, offer=group.offer).exists()
    undo(leader, draft)
    assert draft.unplaced.values(*said).get(person=person, offer=group.offer) == said


def test_who_asks_for_a_training_no_more_does_not_wait_for_it_when_taken_out(leader, draft):
    group = groups_of(draft)[0]
    person, other = group.participants.all()[:2]
    do(leader, draft, doe="person", groep=str(group.pk), wie=str(other.pk), naar="weg")
    assert draft.unplaced.filter(person=other, offer=group.offer).exists()
    Offer.objects.filter(pk=group.offer_id).update(slug="niet-in-een-plan")
    before = stands(draft)
    do(leader, draft, doe="person", groep=str(group.pk), wie=str(person.pk), naar="weg")
    assert not draft.unplaced.filter(person=person, offer=group.offer).exists()
    undo(leader, draft)
    assert stands(draft) == before
