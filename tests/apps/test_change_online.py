"""Groups go online one by one, with who cannot follow and what people are told; a lockdown is taken back as one."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.apps.conftest import a_municipality, a_user
from tests.apps.test_change import Running, lock_down
from tests.apps.test_taking_back import page_of, take_back, told
from tweespoor.apps.attendance.models import CancelledSession
from tweespoor.apps.schedule.models import Disruption, Group
from tweespoor.apps.telling.models import Message
from tweespoor.apps.telling.own_messages import text_of
from tweespoor.apps.telling.rules import MessageKind
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def running():
    return Running()


@pytest.fixture
def leader(running, log_in):
    return log_in(running.leader)


@pytest.fixture
def second(running):
    """Another group of the same training, at the same evenings, in another room, without people."""
    return Group.objects.create(
        timetable=running.group.timetable,
        offer=running.offer,
        number=2,
        period=running.group.period,
        room=running.another_room(),
        trainer=running.another_trainer(),
        sessions=running.group.sessions,
    )


def wanted(running, *, does, group=None, days=14):
    last = running.tomorrow + timedelta(days=days - 1)
    chosen = str((group or running.group).pk)
    return {"groep": chosen, "doe": does, "van": running.tomorrow.isoformat(), "tot": last.isoformat()}


def set_group(browser, running, **asked):
    sent = wanted(running, **asked) | {"idempotency_key": str(uuid4())}
    return browser.post(reverse("change-set-group", args=[running.programme.slug]), sent, follow=True).content.decode()


def mode_of(running, *, day=None):
    running.group.refresh_from_db()
    return str(running.group.mode_on(day or running.tomorrow))


def test_one_group_goes_online_with_who_cannot_follow_and_its_people_are_told_the_first_and_the_last_day(
    running, second, leader
):
    assert "Een groep gaat online" in page_of(leader, running)
    page = leader.get(reverse("change-group", args=[running.programme.slug]), wanted(running, does="online"))
    page = page.content.decode()
    assert f"{running.offer.name_nl} 1" in page
    assert "2 deelnemers volgen dan (deels) online" in page
    assert "2 deelnemers, 2 berichten" in page
    done = set_group(leader, running, does="online")
    assert "online of weer op locatie: 1; berichten: 2." in done
    assert f"{running.offer.name_nl} 1, van" in done
    second.refresh_from_db()
    assert (mode_of(running), second.mode) == ("online", "on-site")
    row = Message.objects.get(person=running.anna)
    last = running.tomorrow + timedelta(days=13)
    assert (row.kind, row.day, row.until) == ("online", running.tomorrow, last)
    about = {"starts": row.starts, "place": row.place}
    for language in ("nl", "en", "ar", "ti"):
        said = text_of(MessageKind.ONLINE, day=row.day, until=row.until, language=language, **about)
        once = text_of(MessageKind.ONLINE, day=row.day, until=row.day, language=language, **about)
        later = text_of(MessageKind.ONLINE, day=row.day, until=last + timedelta(days=1), language=language, **about)
        assert len({said, once, later}) == 3


def test_a_group_that_is_so_already_is_refused_and_one_that_comes_back_early_is_told(running, leader):
    assert "al zo" in set_group(leader, running, does="as-it-was")
    assert not Disruption.objects.exists()
    set_group(leader, running, does="hybrid")
    assert "online of weer op locatie: 1; berichten: 2." in set_group(leader, running, does="as-it-was", days=3)
    assert told("on-site") == {(running.anna.pk, "De Brug, Zaal 1"), (running.bilal.pk, "De Brug, Zaal 1")}
    assert mode_of(running) == "on-site"


def test_what_a_group_was_before_stays_known_when_it_comes_back(running, leader):
    yesterday = running.today - timedelta(days=1)
    Group.objects.filter(pk=running.group.pk).update(mode="online", mode_since=yesterday, mode_until=None)
    set_group(leader, running, does="as-it-was")
    assert [mode_of(running, day=day) for day in (yesterday, running.today, running.tomorrow)] == [
        "online",
        "online",
        "on-site",
    ]


@pytest.mark.parametrize("change", [{"groep": str(uuid4())}, {"doe": "stop"}, {"tot": "2020-01-01"}, {"van": "x"}])
def test_what_cannot_be_read_is_said_and_nothing_is_done(running, leader, change):
    asked = wanted(running, does="online") | change
    address = reverse("change-group", args=[running.programme.slug])
    assert leader.get(address, asked).status_code == 400
    set_address = reverse("change-set-group", args=[running.programme.slug])
    assert "niet te lezen" in leader.post(set_address, asked, follow=True).content.decode()
    assert not Disruption.objects.exists()


def test_only_who_plans_finds_it_and_only_groups_of_the_programme_are_there(running, log_in):
    other = a_user(a_municipality("Lochem"), Role.PROJECT_LEADER, name="Lot")
    for user in (running.manager, running.provider, other):
        browser = log_in(user)
        assert browser.get(reverse("change-group", args=[running.programme.slug])).status_code == 404
        assert browser.post(reverse("change-set-group", args=[running.programme.slug])).status_code == 404


def test_a_lockdown_that_stops_is_taken_back_as_one_and_everybody_is_told_once_per_half_day(running, leader):
    lock_down(leader, running, applying="stop")
    assert CancelledSession.objects.count() == 14
    assert "Neem dit terug" in page_of(leader, running)
    assert "zoals ze waren: 14; gebleven zoals ze nu zijn: 0." in take_back(leader, running)
    assert not CancelledSession.objects.exists()
    rows = Message.objects.filter(kind="resumed", person=running.anna)
    assert {(row.until - row.day).days for row in rows} == {7}
    assert rows.count() == 7
    assert "toch door, van" in text_of(
        MessageKind.RESUMED,
        day=rows[0].day,
        until=rows[0].until,
        starts=rows[0].starts,
        place=rows[0].place,
        language="nl",
    )


def test_meetings_that_go_on_by_hand_part_the_row_that_is_told_of(running, leader):
    lock_down(leader, running, applying="stop")
    CancelledSession.objects.filter(day=running.tomorrow).delete()
    assert "zoals ze waren: 13; gebleven zoals ze nu zijn: 1." in take_back(leader, running)
    rows = Message.objects.filter(kind="resumed", person=running.anna)
    assert sorted((row.until - row.day).days for row in rows) == [0, 7, 7, 7, 7, 7, 7]


def test_a_lockdown_that_goes_online_is_taken_back_and_people_come_again(running, leader):
    lock_down(leader, running, applying="online")
    assert mode_of(running) == "online"
    assert "zoals ze waren: 14; gebleven zoals ze nu zijn: 0." in take_back(leader, running)
    assert mode_of(running) == "on-site"
    assert told("on-site") == {(running.anna.pk, "De Brug, Zaal 1"), (running.bilal.pk, "De Brug, Zaal 1")}
    assert "Neem dit terug" not in page_of(leader, running)


def test_taking_back_gives_the_mode_of_before_and_leaves_what_was_changed_since(running, leader):
    set_group(leader, running, does="hybrid")
    lock_down(leader, running, applying="online")
    first, second = Disruption.objects.order_by("recorded_at")
    assert "Er is niets meer terug te nemen" in take_back(leader, running, which=first.pk)
    assert mode_of(running) == "online"
    take_back(leader, running, which=second.pk)
    assert mode_of(running) == "hybrid"
    assert Message.objects.filter(kind="hybrid", person=running.anna).count() == 2
    assert "Teruggenomen." in take_back(leader, running, which=first.pk)
    assert mode_of(running) == "on-site"


def test_a_lockdown_of_groups_of_half_the_size_alone_has_nothing_to_take_back(running, leader):
    lock_down(leader, running, applying="half")
    assert "Neem dit terug" not in page_of(leader, running)
