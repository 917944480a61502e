"""The board under attack: two leaders at once, things and people that went away, requests that no form sends."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.apps.conftest import a_municipality
from tests.apps.dossiers import a_programme
from tests.apps.test_board import (
    a_possible_move,
    asked,
    at,
    do,
    groups_of,
    stands,
)
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule import tasks
from tweespoor.apps.schedule.actions import Refused, pin
from tweespoor.apps.schedule.models import Bottleneck, Enrolment, LanguageClass, Offer, Room, Timetable

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def undo(browser, timetable, *, seen=None):
    timetable.refresh_from_db()
    data = {"seen": timetable.version if seen is None else seen, "idempotency_key": str(uuid4())}
    return browser.post(at("board-undo", timetable), data, follow=True).content.decode()


def test_who_looked_before_a_change_was_turned_back_and_another_made_is_told(leader, draft):
    one, two, *_rest = groups_of(draft)
    first, second = one.participants.all()[:2]
    do(leader, draft, doe="person", groep=str(one.pk), wie=str(first.pk), naar="weg")
    draft.refresh_from_db()
    seen = draft.version
    undo(leader, draft)
    do(leader, draft, doe="person", groep=str(one.pk), wie=str(second.pk), naar="weg")
    after = stands(draft)
    page = do(leader, draft, seen=seen, doe="close", groep=str(one.pk))
    assert "veranderde deze groep net" in page
    page = undo(leader, draft, seen=seen)
    assert "Iemand anders veranderde dit concept net." in page
    assert stands(draft) == after
    undo(leader, draft)
    assert "Gedaan." in do(leader, draft, doe="close", groep=str(two.pk))


def test_what_was_pinned_stays_pinned_when_a_move_is_turned_back(leader, draft):
    group, wanted, _told = a_possible_move(leader, draft)
    do(leader, draft, **wanted)
    leader.post(at("board-pin", draft, group.pk), {"vast": ["trainer"]})
    undo(leader, draft)
    group.refresh_from_db()
    assert group.pins == ["trainer"]
    do(leader, draft, doe="close", groep=str(group.pk))
    undo(leader, draft)
    group.refresh_from_db()
    assert group.pins == ["trainer"]


def test_why_somebody_waits_is_known_still_after_a_place_was_given_and_taken_back(leader, draft):
    group, wanted, _told = a_possible_move(leader, draft)
    do(leader, draft, **wanted)

    def waits():
        rows = draft.unplaced.values_list("person", "offer", "reasons")
        return sorted(map(str, rows))

    before = waits()
    begins = {f"begin{number}": session[0] for number, session in enumerate(group.sessions)}
    page = do(leader, draft, doe="open", training=str(group.offer_id), periode=str(group.period_id), **begins)
    assert "Gedaan." in page
    assert waits() != before
    undo(leader, draft)
    assert waits() == before


@pytest.mark.parametrize("name", ["begin²", "begin00", "begin" + "9" * 5000, "begin-1"])
def test_a_field_that_no_form_has_is_no_error(leader, draft, name):
    group = groups_of(draft)[0]
    wanted = {"doe": "move", "groep": str(group.pk), name: "mon-morning"}
    assert leader.get(at("board", draft), wanted, headers={"HX-Request": "true"}).status_code == 200
    assert leader.get(at("board", draft), wanted).status_code == 200
    do(leader, draft, **wanted)


def test_a_name_with_a_character_that_cannot_be_kept_is_no_error(leader, draft, hengelo):
    leader.post(at("name-timetable", draft), {"naam": "Plan\x00 B"})
    draft.refresh_from_db()
    assert draft.name == "Plan B"
    leader.post(at("copy-timetable", draft), {"naam": "Plan\x00 C"})
    assert hengelo.timetables.filter(name="Plan C").exists()


def test_somebody_who_asks_for_nothing_any_more_is_taken_out_of_a_group(leader, draft):
    group = groups_of(draft)[0]
    person = group.participants.first()
    person.facts.filter(variable="speaking-level").delete()
    told = asked(leader, draft, doe="person", groep=str(group.pk), wie=str(person.pk), naar="weg")
    assert "staat niet (meer) in dit rooster" not in told
    do(leader, draft, doe="person", groep=str(group.pk), wie=str(person.pk), naar="weg")
    assert not group.participants.filter(pk=person.pk).exists()


def test_things_that_were_taken_away_are_told_and_worked_round(leader, draft):
    one, _two = groups_of(draft)[:2]
    now = timezone.now()
    Room.objects.filter(pk=one.room_id).update(removed_at=now)
    for name in ("board", "review-timetable"):
        assert leader.get(at(name, draft)).status_code == 200
    told = asked(leader, draft, doe="move", groep=str(one.pk))
    assert "Doe dit" in told or "Dit kan niet" in told
    Offer.objects.filter(pk=one.offer_id).update(removed_at=now)
    for wanted in ({"doe": "move", "groep": str(one.pk)}, {"doe": "close", "groep": str(one.pk)}):
        assert leader.get(at("board", draft), wanted).status_code == 200
    assert "Gedaan." in do(leader, draft, doe="close", groep=str(one.pk))
    undo(leader, draft)
    assert leader.get(at("board", draft), {"groep": str(one.pk)}).status_code == 200
    page = leader.post(at("publish-timetable", draft), {"weglaten": "ja"}, follow=True)
    assert page.status_code == 200
    draft.refresh_from_db()
    assert draft.status == "published"


def test_a_class_that_was_taken_away_does_not_stop_the_board(leader, draft):
    """Somebody who had stopped, and whose class is no more, comes back."""
    used = Enrolment.objects.values_list("language_class", flat=True)
    LanguageClass.objects.filter(pk__in=list(used)).update(removed_at=timezone.now())
    assert leader.get(at("review-timetable", draft)).status_code == 200
    group = groups_of(draft)[0]
    person = group.participants.first()
    told = asked(leader, draft, doe="person", groep=str(group.pk), wie=str(person.pk), naar="weg")
    assert "Doe dit" in told


def test_a_group_that_somebody_closed_meanwhile_cannot_be_pinned(leader, draft):
    group = groups_of(draft)[0]
    do(leader, draft, doe="close", groep=str(group.pk))
    by = User.objects.get(pk=leader.session["_auth_user_id"])
    with pytest.raises(Refused):
        pin(group=group, pins=["time"], by=by, now=timezone.now())


def offered(told):
    """What the form sends with which the board offers to carry out what it told."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', told))


def test_who_drags_what_somebody_else_moved_since_the_board_was_opened_is_told(leader, draft):
    group = groups_of(draft)[0]
    one, two = group.participants.all()[:2]
    page = leader.get(at("board", draft)).content.decode()
    seen = re.search(r'data-version="(\d+)"', page)[1]
    do(leader, draft, doe="person", groep=str(group.pk), wie=str(one.pk), naar="weg")
    after = stands(draft)
    told = asked(leader, draft, doe="person", groep=str(group.pk), wie=str(two.pk), naar="weg", seen=seen)
    assert "veranderde deze groep net" in told
    assert offered(told) == {}
    page = do(leader, draft, seen=int(seen), doe="person", groep=str(group.pk), wie=str(two.pk), naar="weg")
    assert "veranderde deze groep net" in page
    assert stands(draft) == after


def a_bottleneck(timetable):
    return Bottleneck.objects.create(
        timetable=timetable,
        rank=1,
        kind="trainer-half-day",
        fields={"trainer": str(groups_of(timetable)[0].trainer_id), "slot": "fri-evening"},
        people=2,
        points=200,
        sentence_nl="Als de trainer ook dan kan.",
        sentence_en="If the trainer can come then too.",
    )


def test_a_draft_made_as_if_says_so_whatever_becomes_of_where_it_came_from(leader, draft, hengelo):
    row = a_bottleneck(draft)
    leader.post(at("try-bottleneck", draft, row.pk), {"idempotency_key": str(uuid4())})
    run = Timetable.objects.get(status="queued")
    page = leader.post(at("discard-timetable", draft), follow=True).content.decode()
    assert "De planner gaat nu van dit concept verder." in page
    Timetable.objects.filter(pk=run.pk).update(seconds=1)
    tasks.plan_timetable.func(str(run.pk))
    leader.post(at("discard-timetable", draft))
    assert not Timetable.objects.filter(pk=draft.pk).exists()
    says = "Als de trainer ook dan kan."
    assert says in leader.get(at("board", run)).content.decode()
    assert says not in leader.get(at("bottlenecks", run)).content.decode()
    leader.post(at("copy-timetable", run), {"naam": "Nog een"})
    copy = hengelo.timetables.get(name="Nog een")
    leader.post(at("discard-timetable", run))
    assert says in leader.get(at("board", copy)).content.decode()
    leader.post(at("go-on-from", copy), {"idempotency_key": str(uuid4())})
    assert Timetable.objects.get(status="queued").bottlenecks.get(rank=0).sentence_nl == says


def test_pins_go_on_with_the_planner_and_who_left_is_not_kept(leader, draft):
    one, two = groups_of(draft)[:2]
    leader.post(at("board-pin", draft, one.pk), {"vast": ["time", "room"]})
    leader.post(at("board-pin", draft, two.pk), {"vast": ["people"]})
    two.participants.first().facts.filter(variable="speaking-level").delete()
    leader.post(at("go-on-from", draft), {"idempotency_key": str(uuid4())})
    run = Timetable.objects.get(status="queued")
    Timetable.objects.filter(pk=run.pk).update(seconds=1)
    tasks.plan_timetable.func(str(run.pk))
    run.refresh_from_db()
    assert run.status == "draft"
    pinned = {tuple(group.pins): group for group in groups_of(run) if group.pins}
    assert set(pinned) == {("time", "room"), ("people",)}
    kept = pinned[("time", "room")]
    assert (kept.offer_id, kept.sessions, kept.room_id) == (one.offer_id, one.sessions, one.room_id)


def test_a_planner_is_not_sent_on_with_a_pin_on_what_was_taken_away(leader, draft):
    group = groups_of(draft)[0]
    leader.post(at("board-pin", draft, group.pk), {"vast": ["room"]})
    Room.objects.filter(pk=group.room_id).update(removed_at=timezone.now())
    page = leader.post(at("go-on-from", draft), {"idempotency_key": str(uuid4())}, follow=True).content.decode()
    assert "Er is iets vastgezet dat er niet meer is, of" in page
    assert not Timetable.objects.filter(status="queued").exists()


def test_lessons_in_a_class_of_another_programme_are_kept_free(leader, draft):
    group = next(each for each in groups_of(draft) if each.participants.filter(enrolment__isnull=False).exists())
    enrolment = Enrolment.objects.filter(person__in=group.participants.all()).first()
    elsewhere = enrolment.language_class
    elsewhere.pk, elsewhere.half_days = uuid4(), [group.sessions[0][0]]
    elsewhere.programme = a_programme(a_municipality("Elders"))
    elsewhere.save(force_insert=True)
    Enrolment.objects.filter(pk=enrolment.pk).update(language_class=elsewhere)
    page = leader.get(at("review-timetable", draft)).content.decode()
    assert "Dit past niet (meer)" in page
    assert f"{enrolment.person.given_name} {enrolment.person.family_name}, " in page
