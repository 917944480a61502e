"""What a new timetable tells each person: which moments of the week are new, gone and elsewhere."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from tests.apps.test_board import a_possible_move, at, do
from tweespoor.apps.schedule.models import Enrolment, Group, LanguageClass, Room, Trainer
from tweespoor.apps.telling.models import Message
from tweespoor.apps.telling.own_messages import text_of
from tweespoor.apps.telling.rules import MOST_MOMENTS, MessageKind, Moment, What
from tweespoor.core.week import parse_half_days

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def running(hengelo):
    """Hengelo in periods that go on for years, so that every group has meetings to come."""
    hengelo.periods.update(weeks=1000)
    hengelo.offers.update(weeks=1000)
    return hengelo


def told(person):
    return Message.objects.unscoped(why="a test").get(person=person)


def moments(person):
    return [Moment.of(each) for each in told(person).moments]


def publish(leader, draft):
    page = leader.post(at("publish-timetable", draft), follow=True).content.decode()
    assert "Het rooster is gepubliceerd." in page


def said(message, *, language="nl"):
    kept = [Moment.of(each) for each in message.moments]
    return text_of(MessageKind.CHANGED, day=message.day, starts=None, place="", language=language, moments=kept)


def test_who_is_in_a_group_that_moves_reads_when_it_was_and_when_it_is(running, leader, draft):
    group, wanted, _told = a_possible_move(leader, draft)
    was = parse_half_days(group.sessions[0])[0]
    do(leader, draft, **wanted)
    publish(leader, draft)
    group = Group.objects.unscoped(why="a test").select_related("room__location").get(pk=group.pk)
    goes_to = parse_half_days(group.sessions[0])[0]
    stay = set(group.participants.values_list("pk", flat=True))
    assert stay
    for person in stay:
        gone = [each for each in moments(person) if each.what is What.GONE]
        new = [each for each in moments(person) if each.what is What.NEW]
        assert was.day in {each.day.isoweekday() for each in gone}
        assert {(goes_to.day, f"{group.room.location.name}, {group.room.name}")} <= {
            (each.day.isoweekday(), each.place) for each in new
        }
        assert all(each.day >= timezone.localdate() for each in moments(person))
        assert said(told(person)).count("\n") == len(moments(person)) + 1


def test_who_loses_a_place_reads_what_is_no_more_and_of_nothing_new(running, leader, draft):
    group, wanted, _told = a_possible_move(leader, draft)
    before = set(group.participants.values_list("pk", flat=True))
    do(leader, draft, **wanted)
    publish(leader, draft)
    out = before - set(Group.objects.unscoped(why="a test").get(pk=group.pk).participants.values_list("pk", flat=True))
    assert out
    for person in out:
        assert {each.what for each in moments(person)} == {What.GONE}
        assert "Niet meer: elke week om " in said(told(person))
        assert "U hoeft niet meer te komen vanaf " in said(told(person))


def a_filled_group(draft):
    groups = Group.objects.filter(timetable=draft).unscoped(why="a test").select_related("room__location")
    return next(each for each in groups if each.participants.exists())


def test_where_only_the_room_changes_the_message_names_the_new_place_alone(running, leader, draft):
    group = a_filled_group(draft)
    room = Room.objects.create(location=group.room.location, name="Zaal Oost", capacity=50, half_days=[])
    Group.objects.filter(pk=group.pk).unscoped(why="a test").update(room=room)
    Group.objects.unscoped(why="a test").get(pk=group.pk).offer.rooms.add(room)
    publish(leader, draft)
    person = group.participants.first()
    assert {(each.what, each.place) for each in moments(person.pk)} == {
        (What.MOVED, f"{group.room.location.name}, Zaal Oost")
    }
    assert "Andere plaats: elke week om " in said(told(person.pk))
    assert f"Kom naar {group.room.location.name}, Zaal Oost." in said(told(person.pk))


def test_where_only_the_trainer_changes_no_moment_is_told_as_changed(running, leader, draft):
    group = a_filled_group(draft)
    other = Trainer.objects.create(programme=running, name="Nieuwe trainer", max_sessions=10, half_days=[])
    Group.objects.filter(pk=group.pk).unscoped(why="a test").update(trainer=other)
    group.offer.trainers.add(other)
    publish(leader, draft)
    message = told(group.participants.first().pk)
    assert message.moments == []
    assert "Vraag uw klantmanager wat er voor u verandert." in said(message)


def test_who_switches_class_reads_which_lessons_are_no_more_and_which_are_new(running, leader, draft):
    enrolment = Enrolment.objects.filter(
        language_class__programme=running, person__in=draft.groups.unscoped(why="a test").values("participants")
    ).first()
    old = enrolment.language_class
    other = LanguageClass.objects.create(
        programme=running,
        provider=old.provider,
        location=old.location,
        name="Avondklas",
        level=old.level,
        half_days=["mon-evening"],
        hours={"mon-evening": ["18:30", "20:30"]},
        free_seats=9,
    )
    enrolment.options.add(other)
    draft.switches = {**draft.switches, str(enrolment.person_id): str(other.pk)}
    draft.save()
    publish(leader, draft)
    found = moments(enrolment.person_id)
    new = [each for each in found if each.what is What.NEW]
    assert [(each.day.isoweekday(), each.starts, each.until) for each in new] == [(1, time(18, 30), None)]
    gone = {each.day.isoweekday() for each in found if each.what is What.GONE}
    assert gone == {each.day for each in parse_half_days(old.half_days)}


def test_what_is_over_is_not_told_as_changed(running, leader, draft):
    group = a_filled_group(draft)
    people = set(group.participants.values_list("pk", flat=True))
    running.offers.filter(pk=group.offer_id).update(weeks=1)
    running.periods.filter(pk=group.period_id).update(starts_on=timezone.localdate() - timedelta(weeks=5))
    do(leader, draft, doe="close", groep=str(group.pk))
    publish(leader, draft)
    assert people
    for person in people:
        assert told(person).moments == []


MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize("language", ["nl", "en", "ar", "ti"])
@pytest.mark.parametrize("what", list(What))
@pytest.mark.parametrize("until", [MONDAY, MONDAY + timedelta(weeks=3), None])
def test_every_moment_is_said_in_every_language_with_its_hour_and_place(language, what, until):
    moment = Moment(what=what, day=MONDAY, until=until, starts=time(13, 15), place="Stadhuis, zaal 2")
    other = Moment(what=what, day=MONDAY, until=until, starts=time(9), place="Buurthuis")
    text = text_of(MessageKind.CHANGED, day=MONDAY, starts=None, place="", language=language, moments=[moment, other])
    lines = text.split("\n")
    assert len(lines) == 4
    assert "13:15" in lines[1] or "13.15" in lines[1]
    assert "Stadhuis, zaal 2" in lines[1]
    assert "Buurthuis" in lines[2]
    assert "2026" in lines[1]
    if language != "nl":
        assert not {"Nieuw", "Niet", "Andere", "Uw", "Vraag"} & set(text.replace(":", " ").split())


def test_a_moment_is_kept_as_it_is_read():
    moment = Moment(what=What.NEW, day=MONDAY, until=None, starts=time(9), place="Stadhuis")
    assert Moment.of(moment.kept()) == moment
    assert MOST_MOMENTS >= 2
