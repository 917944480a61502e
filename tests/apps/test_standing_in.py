"""A trainer who stands in keeps the list of that one meeting, and sees nothing else by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.apps.conftest import a_school, a_user
from tests.apps.test_attendance import mark, send
from tests.apps.test_change import Running, carry_out, look
from tweespoor.apps.attendance.models import AttendanceMark
from tweespoor.apps.log.models import Entry
from tweespoor.apps.schedule.models import StandIn
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class StandingIn(Running):
    """Noor, who logs in as a trainer of her own organisation, can take over the meetings of tonight and yesterday."""

    def __init__(self):
        super().__init__()
        self.employer = a_school("Bureau Noor")
        self.noor = a_user(self.employer, Role.TRAINER, name="Noor")
        self.stand_in = self.another_trainer(user=self.noor, organisation=self.employer)

    def stands_in(self, *, day, by=None):
        return StandIn.objects.create(
            group=self.group,
            day=day,
            half_day=self.of_group(day=day).rstrip("/").rsplit("/", 1)[1],
            trainer=self.stand_in,
            recorded_at=self.group.timetable.asked_at,
            recorded_by=(by or self.leader).pk,
        )


@pytest.fixture
def scene():
    return StandingIn()


def test_who_stands_in_sees_and_fills_in_the_list_of_that_day_alone(scene, log_in):
    browser = log_in(scene.noor)
    assert browser.get(scene.of_group()).status_code == 404
    scene.stands_in(day=scene.today)
    page = browser.get(scene.of_group()).content.decode()
    assert "Anna Voorbeeld" in page
    assert "Bilal Voorbeeld" in page
    assert "U valt in voor deze bijeenkomst." in page
    assert "Link maken" not in page
    answer = send(browser, scene.of_group(), mark(scene.anna, "present")).json()
    assert len(answer["kept"]) == 1
    row = AttendanceMark.objects.unscoped(why="a test").get()
    assert (row.person_id, row.absence, row.recorded_by) == (scene.anna.pk, "present", scene.noor.pk)
    for days in (-1, 1):
        assert browser.get(scene.of_group(day=scene.today + timedelta(days=days))).status_code == 404
    listed = Entry.objects.filter(deed="people-listed", actor=scene.noor.pk)
    assert str(scene.anna.pk) in str(listed.values_list("detail", flat=True))


def test_who_stands_in_sees_nothing_else_of_the_people(scene, log_in):
    scene.stands_in(day=scene.today)
    browser = log_in(scene.noor)
    assert browser.get(scene.of_group()).status_code == 200
    assert browser.get(reverse("person", args=[scene.anna.pk])).status_code == 404
    assert "Anna" not in browser.get(reverse("people")).content.decode()
    assert browser.get(reverse("group", args=[scene.group.pk])).status_code == 404
    for name in ("group-call-off", "group-link"):
        assert browser.post(scene.of_group(name=name)).status_code == 404
    assert browser.get(scene.of_class()).status_code == 404


def test_the_overview_names_where_one_stands_in_and_what_is_not_filled_in(scene, log_in):
    browser = log_in(scene.noor)
    overview = reverse("attendance")
    assert "Waar u invalt" not in browser.get(overview).content.decode()
    scene.stands_in(day=scene.today)
    yesterday = scene.today - timedelta(days=1)
    scene.stands_in(day=yesterday)
    page = browser.get(overview).content.decode()
    assert "Waar u invalt" in page
    assert f'href="{scene.of_group()}"' in page
    waiting = page[page.index("Niet geregistreerd") :]
    assert f'href="{scene.of_group(day=yesterday)}"' in waiting
    send(browser, scene.of_group(day=yesterday), mark(scene.anna, "present"), mark(scene.bilal, "late"))
    assert scene.of_group(day=yesterday) not in browser.get(overview).content.decode()


def test_who_stands_in_tomorrow_sees_the_list_tomorrow(scene, log_in):
    browser = log_in(scene.leader)
    page = look(browser, scene, "trainer", scene.trainer)
    carry_out(browser, scene, "trainer", scene.trainer, page=page)
    assert StandIn.objects.get().trainer == scene.stand_in
    assert log_in(scene.noor).get(scene.of_group(day=scene.tomorrow)).status_code == 404


def test_a_list_is_not_shown_when_who_arranged_it_is_gone_or_sees_nobody(scene, log_in):
    browser = log_in(scene.noor)
    row = scene.stands_in(day=scene.today, by=scene.provider)
    page = browser.get(scene.of_group()).content.decode()
    assert "Anna" in page  # the school shares her
    StandIn.objects.filter(pk=row.pk).update(recorded_by=scene.leader.pk)
    scene.leader.is_active = False
    scene.leader.save()
    assert browser.get(scene.of_group()).status_code == 404


def test_a_trainer_of_the_group_itself_and_the_municipality_keep_the_whole_list(scene, log_in):
    scene.stands_in(day=scene.today)
    browser = log_in(scene.manager)
    page = browser.get(scene.of_group()).content.decode()
    assert "Link maken" in page
    assert "U valt in" not in page
