"""What who gives a meeting is told: that it is off, elsewhere, or that she stands in; and what she did herself, not."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_user
from tests.apps.test_change import Running, lock_down, look
from tests.apps.test_taking_back import happens, take_back
from tweespoor.apps.schedule.models import Trainer
from tweespoor.apps.telling.models import Notice
from tweespoor.cli import main
from tweespoor.core.vocabulary import Role
from tweespoor.core.week import DAY_SLUGS

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Given(Running):
    """A running programme of which the trainer of the group has an account, and the class a teacher with one."""

    def __init__(self) -> None:
        super().__init__()
        self.jip = self.with_account(self.trainer, "Jip")
        self.teacher = a_user(self.school, Role.TRAINER, name="Mo")
        self.language_class.teachers.set([self.teacher])

    def with_account(self, trainer, name):
        user = a_user(self.roermond, Role.TRAINER, name=name)
        Trainer.objects.filter(pk=trainer.pk).update(user=user)
        return user


@pytest.fixture
def running():
    return Given()


@pytest.fixture
def leader(running, log_in):
    return log_in(running.leader)


def mails():
    """Per address what was sent to a colleague since the last time."""
    before = len(mail.outbox)
    result = CliRunner().invoke(main, ["tell"], catch_exceptions=False)
    assert result.exit_code == 0
    found = defaultdict(list)
    for sent in mail.outbox[before:]:
        for address in sent.to:
            found[address].append(f"{sent.subject}\n{sent.body}")
    return {address: "\n".join(each) for address, each in found.items() if address.endswith("@demo.tweespoor.example")}


def test_the_trainer_reads_that_a_meeting_is_off_and_that_it_is_on_after_all(running, leader):
    assert "Ook wie dit geeft en een account heeft, krijgt een mail" in look(
        leader, running, "trainer", running.trainer
    )
    happens(leader, running, "trainer", running.trainer, days=8)
    sent = mails()
    assert set(sent) == {running.jip.email}
    body = sent[running.jip.email]
    assert body.startswith(f"Verandering bij {running.programme.name}\n")
    assert f"{running.offer.name_nl} {running.group.number}: gaat een tijd niet door, van " in body
    assert running.room.name in body
    assert running.anna.family_name not in body
    assert " uur, " in body
    take_back(leader, running)
    assert "gaat toch door" in mails()[running.jip.email]
    assert Notice.objects.filter(user=running.jip).exists()


def test_who_takes_over_reads_that_she_stands_in_and_later_that_she_need_not(running, leader):
    noor = running.with_account(running.another_trainer(), "Noor")
    happens(leader, running, "trainer", running.trainer)
    sent = mails()
    assert set(sent) == {noor.email}
    assert f"{running.offer.name_nl} {running.group.number}: u valt in, " in sent[noor.email]
    take_back(leader, running)
    sent = mails()
    assert "u hoeft niet meer in te vallen" in sent[noor.email]
    assert "u geeft dit weer zelf" in sent[running.jip.email]


def test_who_gives_a_meeting_reads_in_which_other_room_it_is(running, leader):
    running.another_room()
    happens(leader, running, "lokaal", running.room)
    body = mails()[running.jip.email]
    assert "andere plaats" in body
    assert "Zaal 2" in body


def test_in_a_lockdown_the_trainer_is_told_once_per_half_day(running, leader):
    lock_down(leader, running, applying="stop")
    lines = [line for notice in Notice.objects.filter(user=running.jip) for line in notice.lines]
    assert len(lines) == len(set(lines)) == 7


def call_off_lesson(scene, browser, *, day):
    address = reverse("class-call-off", args=[scene.language_class.pk, day, f"{DAY_SLUGS[day.weekday()]}-morning"])
    assert browser.post(address, follow=True).status_code == 200


def test_the_teachers_of_a_class_are_told_what_a_colleague_called_off_and_not_what_they_did_themselves(running, log_in):
    tomorrow = timezone.localdate() + timedelta(days=1)
    call_off_lesson(running, log_in(running.provider), day=tomorrow)
    assert "Klas 1: gaat niet door" in mails()[running.teacher.email]
    call_off_lesson(running, log_in(running.teacher), day=tomorrow + timedelta(days=1))
    assert Notice.objects.filter(user=running.teacher).count() == 1


def test_of_what_is_over_nobody_is_told_and_what_was_not_sent_in_time_lapses(running, log_in):
    browser, today = log_in(running.provider), timezone.localdate()
    call_off_lesson(running, browser, day=today - timedelta(days=1))
    assert not Notice.objects.exists()
    call_off_lesson(running, browser, day=today + timedelta(days=1))
    Notice.objects.update(day=today - timedelta(days=1))
    assert running.teacher.email not in mails()
    assert Notice.objects.get().state == "lapsed"
