"""A calendar that was read before shows every change at once, whoever made it and however."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.apps.conftest import a_user
from tests.apps.test_attendance import Scene
from tests.apps.test_weeks import an_address, calendar_of, call_off
from tweespoor.apps.attendance.models import CancelledSession
from tweespoor.apps.organisations.models import Membership, Organisation
from tweespoor.apps.organisations.queries import forget_memberships
from tweespoor.apps.schedule import models as schedule
from tweespoor.apps.trajectories.models import Programme, Trajectory
from tweespoor.apps.weeks.models import CalendarFeed
from tweespoor.core.vocabulary import Role
from tweespoor.core.week import DAY_SLUGS
from tweespoor.site.pages.weeks.feed import written_calendars, written_parts

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def phone():
    """A telephone that nobody logged in with."""
    return Client()


def text_of(browser, address):
    """The lines of a calendar, without when it was written."""
    lines = browser.get(address).content.decode().splitlines()
    return [each for each in lines if not each.startswith(("DTSTAMP", "LAST-MODIFIED"))]


def soon(scene):
    return scene.today + timedelta(days=1)


def evening(day):
    return f"{DAY_SLUGS[day.weekday()]}-evening"


def change(rows, **columns):
    """Change rows as a whole, past every model's own `save`, as no signal sees."""
    assert rows.update(**columns)


def a_stand_in(scene):
    other = schedule.Room.objects.create(location=scene.place, name="Zaal 9", capacity=12)
    schedule.StandIn.objects.create(
        group=scene.group,
        day=soon(scene),
        half_day=evening(soon(scene)),
        room=other,
        recorded_at=timezone.now(),
        recorded_by=scene.manager.pk,
    )


def a_holiday(scene, **more):
    days = {"first_day": soon(scene), "last_day": soon(scene)}
    schedule.Holiday.objects.create(
        **{"programme": scene.programme, "name": "Dag", "kind": "public-holiday", **days, **more}
    )


def of(model, row):
    return model.objects.filter(pk=row.pk)


def another_timetable(scene):
    change(of(schedule.Timetable, scene.group.timetable), status="replaced")
    new = schedule.Timetable.objects.create(
        programme=scene.programme, asked_at=timezone.now(), seconds=1, status="published"
    )
    group = schedule.Group.objects.get(pk=scene.group.pk)
    group.pk, group.timetable, group.sessions = uuid4(), new, [["wed-afternoon"]]
    group.save(force_insert=True)
    group.participants.set([scene.anna])


CHANGES = {
    "a meeting is called off": lambda s: call_off(s, day=soon(s)),
    "a meeting goes on after all": lambda s: CancelledSession.objects.all().delete(),
    "another room for a day": a_stand_in,
    "a holiday": a_holiday,
    "a holiday is taken away": lambda s: change(schedule.Holiday.objects.all(), removed_at=timezone.now()),
    "a building closes": lambda s: a_holiday(s, kind="closing", location=s.place),
    "the address of a building": lambda s: change(of(schedule.Location, s.place), address="Kade 1"),
    "the name of a building": lambda s: change(of(schedule.Location, s.place), name="De Sluis"),
    "the name of a room": lambda s: change(of(schedule.Room, s.group.room), name="Zaal 2"),
    "another room": lambda s: change(
        of(schedule.Group, s.group),
        room=schedule.Room.objects.create(location=s.place, name="Zaal 3", capacity=9),
    ),
    "other half-days": lambda s: change(of(schedule.Group, s.group), sessions=[["tue-morning"]]),
    "online": lambda s: change(of(schedule.Group, s.group), mode="online"),
    "the name of a training": lambda s: change(of(schedule.Offer, s.group.offer), name_nl="Iets anders"),
    "the hours of a training": lambda s: change(
        of(schedule.Offer, s.group.offer), hours={"evening": ["20:00", "21:00"]}
    ),
    "the length of a training": lambda s: change(of(schedule.Offer, s.group.offer), weeks=1),
    "another period": lambda s: change(
        of(schedule.Period, s.group.period), starts_on=s.group.period.starts_on + timedelta(weeks=1)
    ),
    "another timetable is published": another_timetable,
    "out of a group": lambda s: s.group.participants.remove(s.anna),
    "other half-days of a class": lambda s: change(
        of(schedule.LanguageClass, s.language_class), half_days=["mon-evening"]
    ),
    "other hours of a class": lambda s: change(
        of(schedule.LanguageClass, s.language_class), hours={"mon-morning": ["10:00", "11:00"]}
    ),
    "the name of a class": lambda s: change(of(schedule.LanguageClass, s.language_class), name="Klas 9"),
    "a class ends": lambda s: change(of(schedule.LanguageClass, s.language_class), removed_at=timezone.now()),
    "out of a class": lambda s: schedule.Enrolment.objects.filter(person=s.anna).delete(),
    "into another class": lambda s: change(
        schedule.Enrolment.objects.filter(person=s.anna), language_class=s.a_class("Klas 2", provider=s.school)
    ),
    "moved to another class by the timetable": lambda s: change(
        of(schedule.Timetable, s.group.timetable),
        switches={str(s.anna.pk): str(s.a_class("Klas 2", provider=s.school).pk)},
    ),
    "stopped in the programme": lambda s: change(Trajectory.objects.filter(person=s.anna), ended_on=s.today),
    "the programme begins": lambda s: change(of(Programme, s.programme), starts_on=s.today + timedelta(weeks=2)),
    "another language": lambda s: change(CalendarFeed.objects.all(), language="en"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_calendar_that_was_read_shows_a_change_at_once(scene, log_in, phone, kind):
    if kind == "a meeting goes on after all":
        call_off(scene, day=soon(scene))
    if kind == "a holiday is taken away":
        a_holiday(scene)
    address = an_address(log_in(scene.manager), scene.anna)
    before = text_of(phone, address)
    tag = phone.get(address)["ETag"]
    assert phone.get(address, headers={"If-None-Match": tag}).status_code == 304
    CHANGES[kind](scene)
    after = phone.get(address, headers={"If-None-Match": tag})
    assert after.status_code == 200
    shown = text_of(phone, address)
    assert shown != before
    written_calendars.forget()
    written_parts.forget()
    assert text_of(phone, address) == shown


def test_a_calendar_shows_what_it_showed_once_a_change_is_undone(scene, log_in, phone):
    address = an_address(log_in(scene.manager), scene.anna)
    before = calendar_of(phone, address)
    for name, expected in (("De Sluis", False), ("De Brug", True), ("De Sluis", False), ("De Brug", True)):
        change(of(schedule.Location, scene.place), name=name)
        assert (calendar_of(phone, address) == before) is expected


@pytest.mark.parametrize("ends", ["withdrawn", "moved away"])
def test_a_calendar_that_was_read_is_gone_at_once(scene, log_in, phone, ends):
    address = an_address(log_in(scene.manager), scene.anna)
    assert [phone.get(address).status_code for _time in range(2)] == [200, 200]
    if ends == "withdrawn":
        change(CalendarFeed.objects.all(), withdrawn_at=timezone.now())
    else:
        scene.anna.closed_on = scene.today
        scene.anna.save()
    assert phone.get(address).status_code == 404


@pytest.mark.parametrize("kind", ["group", "class", "room", "trainer", "school"])
def test_a_calendar_of_its_maker_is_empty_once_the_maker_sees_the_week_no_more(scene, log_in, phone, kind):
    trainer = scene.group.trainer
    trainer.organisation = scene.school
    trainer.save()
    whole = {
        "group": scene.group,
        "class": scene.language_class,
        "room": scene.group.room,
        "trainer": trainer,
        "school": scene.school,
    }[kind]
    leader = a_user(scene.roermond, Role.PROJECT_LEADER, name="Petra")
    address = an_address(log_in(leader), whole, kind)
    assert len(calendar_of(phone, address)) > 0
    assert phone.get(address).status_code == 200
    change(Membership.objects.filter(user=leader), organisation=Organisation.objects.get(pk=scene.school.pk))
    forget_memberships()
    assert calendar_of(phone, address) == []
    change(Membership.objects.filter(user=leader), organisation=scene.roermond)
    leader.is_active = False
    leader.save()
    assert calendar_of(phone, address) == []


def test_a_calendar_says_it_is_another_only_where_it_is(scene, log_in, phone):
    address = an_address(log_in(scene.manager), scene.anna)
    tag = phone.get(address)["ETag"]
    change(of(schedule.Location, scene.place), route="Neem bus 4.")  # a calendar has no way there
    assert phone.get(address, headers={"If-None-Match": f'"een ander", W/{tag}'}).status_code == 304
    assert phone.get(address, headers={"If-None-Match": "*"}).status_code == 304
    assert phone.get(address, headers={"If-None-Match": '"een ander"'}).status_code == 200


def test_reading_again_writes_nothing_and_asks_no_more_than_the_first_time(scene, log_in, phone):
    address = an_address(log_in(scene.manager), scene.anna)
    phone.get(address)
    written_calendars.forget()
    written_parts.forget()
    with CaptureQueriesContext(connection) as first:
        phone.get(address)
    with CaptureQueriesContext(connection) as again:
        phone.get(address)
    asked = [each["sql"] for each in again.captured_queries]
    assert 0 < len(asked) <= len(first.captured_queries)
    assert all(each.startswith("SELECT") for each in asked)


@pytest.mark.parametrize("kind", ["the name of a room", "a meeting is called off", "a holiday", "other half-days"])
def test_everybody_in_a_group_is_shown_its_change_whoever_reads_first(scene, log_in, phone, kind):
    other = scene.bilal
    scene.group.participants.add(other)
    browser = log_in(scene.manager)
    addresses = [an_address(browser, each) for each in (scene.anna, other)]
    before = [calendar_of(phone, each) for each in addresses]
    CHANGES[kind](scene)
    after = [calendar_of(phone, each) for each in addresses]
    assert [one != then for one, then in zip(after, before, strict=True)] == [True, True]
    alone = [each for each in after[1] if each not in after[0]]
    assert len(after[1]) > 0
    assert alone == []


def test_of_a_group_that_both_are_in_who_stopped_has_no_more_than_was(scene, log_in, phone):
    other = scene.bilal
    scene.group.participants.add(other)
    browser = log_in(scene.manager)
    whole, stopped = (an_address(browser, each) for each in (scene.anna, other))
    assert calendar_of(phone, stopped)[-1][0].date() > scene.today
    change(Trajectory.objects.filter(person=other), ended_on=scene.today)
    days = [begins.date() for begins, *_rest in calendar_of(phone, stopped)]
    assert days
    assert max(days) <= scene.today < calendar_of(phone, whole)[-1][0].date()


def test_the_calendar_of_a_room_has_of_a_group_that_others_read_what_is_in_the_room(scene, log_in, phone):
    browser = log_in(scene.manager)
    addresses = {
        whole: an_address(browser, whole, kind)
        for whole, kind in ((scene.group, "group"), (scene.group.room, "room"), (scene.group.trainer, "trainer"))
    }
    before = {whole: len(calendar_of(phone, address)) for whole, address in addresses.items()}
    assert len(set(before.values())) == 1
    a_stand_in(scene)
    after = {whole: len(calendar_of(phone, address)) - before[whole] for whole, address in addresses.items()}
    assert after == {scene.group: 0, scene.group.room: -1, scene.group.trainer: 0}
