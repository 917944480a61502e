"""What was carried out after something happened is taken back as one, with the messages that say so."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.apps.conftest import a_municipality, a_user
from tests.apps.test_change import Running, carry_out, choices_on, look
from tweespoor.apps.attendance.models import CancelledSession
from tweespoor.apps.schedule.models import Disruption, Group, StandIn
from tweespoor.apps.telling.models import Message
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def running():
    return Running()


@pytest.fixture
def leader(running, log_in):
    return log_in(running.leader)


def page_of(browser, running):
    return browser.get(reverse("change", args=[running.programme.slug])).content.decode()


def take_back(browser, running, *, which=None, key=None):
    sent = {"wat": str(which or Disruption.objects.get().pk), "idempotency_key": str(key or uuid4())}
    address = reverse("change-take-back", args=[running.programme.slug])
    return browser.post(address, sent, follow=True).content.decode()


def happens(browser, running, kind, who, *, days=1, **instead):
    page = look(browser, running, kind, who, days=days)
    chosen = {field: word for field in choices_on(page) for word in instead.values()}
    return carry_out(browser, running, kind, who, page=page, days=days, **chosen)


def told(kind):
    return {(row.person_id, row.place) for row in Message.objects.filter(kind=kind)}


def test_what_was_called_off_takes_place_after_all_and_people_are_told(running, leader):
    happens(leader, running, "trainer", running.trainer, days=2)
    assert CancelledSession.objects.count() == 2
    page = page_of(leader, running)
    assert "Neem dit terug" in page
    done = take_back(leader, running)
    assert "Bijeenkomsten zoals ze waren: 2; gebleven zoals ze nu zijn: 0." in done
    assert not CancelledSession.objects.exists()
    assert {person for person, _place in told("resumed")} == {running.anna.pk, running.bilal.pk}
    page = page_of(leader, running)
    assert "Neem dit terug" not in page
    assert re.search(r"teruggenomen \d", page)


def test_a_stand_in_gives_the_meeting_back_and_nobody_is_told_as_nothing_changed_for_them(running, leader):
    running.another_trainer()
    happens(leader, running, "trainer", running.trainer)
    assert StandIn.objects.count() == 1
    take_back(leader, running)
    assert not StandIn.objects.exists()
    assert not Message.objects.exists()
    assert len(choices_on(look(leader, running, "trainer", running.trainer))) == 1


def test_a_meeting_goes_back_to_its_own_room_and_people_are_told_where(running, leader):
    running.another_room()
    happens(leader, running, "lokaal", running.room)
    assert {place for _person, place in told("elsewhere")} == {"De Brug, Zaal 2"}
    take_back(leader, running)
    assert not StandIn.objects.exists()
    assert told("elsewhere") >= {(running.anna.pk, "De Brug, Zaal 1"), (running.bilal.pk, "De Brug, Zaal 1")}


def test_of_two_things_that_happened_to_one_meeting_one_is_taken_back(running, leader):
    noor = running.another_trainer()
    running.another_room()
    happens(leader, running, "trainer", running.trainer)
    happens(leader, running, "lokaal", running.room)
    take_back(leader, running, which=Disruption.objects.get(kind="lokaal").pk)
    row = StandIn.objects.get()
    assert (row.trainer, row.room) == (noor, None)


def test_what_was_arranged_anew_since_stays(running, leader):
    noor, mo = running.another_trainer(), running.another_trainer("Mo de Wit")
    happens(leader, running, "trainer", running.trainer, met=f"trainer:{noor.pk}")
    happens(leader, running, "trainer", noor, met=f"trainer:{mo.pk}")
    first = Disruption.objects.order_by("recorded_at").first()
    refused = take_back(leader, running, which=first.pk)
    assert "Er is niets meer terug te nemen" in refused
    assert StandIn.objects.get().trainer == mo
    assert Disruption.objects.filter(taken_back_at__isnull=True).count() == 2


def test_a_meeting_does_not_go_back_to_a_room_that_was_given_to_another(running, leader):
    running.another_room()
    happens(leader, running, "lokaal", running.room)
    Group.objects.create(
        timetable=running.group.timetable,
        offer=running.offer,
        number=2,
        period=running.group.period,
        room=running.room,
        trainer=running.another_trainer(),
        sessions=running.group.sessions,
    )
    assert "Er is niets meer terug te nemen" in take_back(leader, running)
    assert StandIn.objects.count() == 1


def test_it_is_taken_back_once_and_only_by_who_plans(running, leader, log_in):
    happens(leader, running, "trainer", running.trainer)
    key = uuid4()
    stranger = a_user(a_municipality("Elders"), Role.PROJECT_LEADER, name="Vreemd")
    for user in (running.manager, stranger):
        address = reverse("change-take-back", args=[running.programme.slug])
        assert log_in(user).post(address, {"wat": str(Disruption.objects.get().pk)}).status_code == 404
    leader = log_in(running.leader)
    assert "niet te lezen" in take_back(leader, running, which="onzin")
    assert "Dit is al teruggenomen, of er is niets" in take_back(leader, running, which=uuid4())
    assert "Teruggenomen." in take_back(leader, running, key=key)
    assert "Dit was al gedaan." in take_back(leader, running, key=key)
    assert "Dit is al teruggenomen, of er is niets" in take_back(leader, running)
    assert Message.objects.filter(kind="resumed").count() == 2
