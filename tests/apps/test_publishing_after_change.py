"""A timetable is published while a trainer is ill, a room is closed or a group is online: what was arranged holds."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.test_change import Running, choices_on, look
from tests.apps.test_change_online import set_group
from tests.apps.test_taking_back import happens, page_of, take_back, told
from tweespoor.apps.attendance.models import CancelledSession
from tweespoor.apps.schedule import actions
from tweespoor.apps.schedule.models import Disruption, Group, StandIn, Timetable
from tweespoor.apps.telling.models import Message
from tweespoor.core.week import DAY_SLUGS

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def running():
    return Running()


@pytest.fixture
def leader(running, log_in):
    return log_in(running.leader)


def a_draft(running):
    """A draft that begins as the timetable in force, with its one group."""
    in_force = Timetable.objects.get(programme=running.programme, status="published")
    draft = actions.copy_timetable(timetable=in_force, name="Kopie", by=running.leader, now=timezone.now())
    return draft, Group.objects.unscoped(why="test").get(timetable=draft)


def address(running, draft, *, of):
    return reverse(of, args=[running.programme.slug, draft.pk])


def publish(running, draft):
    actions.publish(timetable=draft, by=running.leader, now=timezone.now())


def test_what_was_called_off_stays_called_off_and_can_still_be_taken_back(running, leader):
    happens(leader, running, "trainer", running.trainer, days=2)
    draft, group = a_draft(running)
    publish(running, draft)
    assert {(row.group_id, row.day) for row in CancelledSession.objects.all()} == {
        (group.pk, running.tomorrow),
        (group.pk, running.tomorrow + timedelta(days=1)),
    }
    page = leader.get(reverse("attendance"), {"dag": running.tomorrow.isoformat()}).content.decode()
    assert "Ging niet door" in page or "fgezegd" in page
    assert not choices_on(look(leader, running, "trainer", running.trainer, days=2))
    assert "Bijeenkomsten zoals ze waren: 2" in take_back(leader, running)
    assert {person for person, _place in told("resumed")} == {running.anna.pk, running.bilal.pk}


def test_who_takes_over_still_does_unless_the_new_timetable_needs_him_elsewhere(running, leader):
    noor = running.another_trainer()
    happens(leader, running, "trainer", running.trainer)
    draft, group = a_draft(running)
    publish(running, draft)
    row = StandIn.objects.get()
    assert (row.group_id, row.trainer) == (group.pk, noor)
    draft, group = a_draft(running)
    other = running.another_room()
    Group.objects.create(
        timetable=draft,
        offer=running.offer,
        number=2,
        period=group.period,
        room=other,
        trainer=noor,
        sessions=group.sessions,
    )
    publish(running, draft)
    assert not StandIn.objects.filter(group=group).exists()
    assert len(choices_on(look(leader, running, "trainer", running.trainer))) == 1


def test_a_group_that_is_online_for_some_weeks_stays_so_until_that_is_taken_back(running, leader):
    draft, group = a_draft(running)
    set_group(leader, running, does="online")
    publish(running, draft)
    group.refresh_from_db()
    assert str(group.mode_on(running.tomorrow)) == "online"
    assert group.mode_until == running.tomorrow + timedelta(days=13)
    take_back(leader, running)
    group.refresh_from_db()
    assert str(group.mode_on(running.tomorrow)) == "on-site"
    assert told("on-site")


def test_a_meeting_that_got_another_room_goes_on_and_looking_the_draft_over_says_what_is_hit_anew(running, leader):
    happens(leader, running, "trainer", running.trainer, days=2)
    draft, group = a_draft(running)
    looked_over = leader.get(address(running, draft, of="review-timetable")).content.decode()
    assert "Er is eerder iets geregeld" not in looked_over
    group.room = running.another_room()
    group.save()
    looked_over = leader.get(address(running, draft, of="review-timetable")).content.decode()
    assert re.search(r"Er is eerder iets geregeld: Jip Smit kan niet of is dicht, van \d", looked_over)
    assert f"{running.offer.name_nl} 1 (" in looked_over
    publish(running, draft)
    assert not CancelledSession.objects.filter(group=group).exists()
    page = page_of(leader, running)
    link = re.search(r'href="([^"]+)">Wat dit nu nog raakt', page)[1].replace("&amp;", "&")
    assert len(choices_on(leader.get(link).content.decode())) == 2
    Disruption.objects.update(last_day=running.today - timedelta(days=1), first_day=running.today - timedelta(days=3))
    assert "Wat dit nu nog raakt" not in page_of(leader, running)


def test_what_began_stays_with_the_timetable_that_was_in_force_then(running, leader):
    yesterday = running.today - timedelta(days=1)
    before = running.group
    for day in (yesterday, running.tomorrow):
        slug = f"{DAY_SLUGS[day.weekday()]}-evening"
        CancelledSession.objects.create(group=before, day=day, half_day=slug, recorded_at=timezone.now())
    draft, group = a_draft(running)
    publish(running, draft)
    assert {(row.group_id, row.day) for row in CancelledSession.objects.all()} == {
        (before.pk, yesterday),
        (group.pk, running.tomorrow),
    }
    assert not Message.objects.filter(kind="resumed").exists()


def test_a_link_that_was_given_for_a_meeting_to_come_still_opens_its_list(running, leader, client):
    slug = f"{DAY_SLUGS[running.tomorrow.weekday()]}-evening"
    asked = reverse("group-link", args=[running.group.pk, running.tomorrow, slug])
    made = leader.post(asked, follow=True).content.decode()
    secret = re.search(r"/aanwezig/([\w-]+)/", made)[1]
    draft, _group = a_draft(running)
    publish(running, draft)
    opened = client.get(reverse("attendance-by-link", args=[secret]))
    assert opened.status_code == 200
    assert "Anna Voorbeeld" in opened.content.decode()
