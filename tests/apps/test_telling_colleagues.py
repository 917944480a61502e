"""What a new timetable tells colleagues: who gives a group that changes and who teaches somebody it changes for."""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.core import mail
from django.utils import timezone

from tests.apps.conftest import a_user
from tests.apps.test_board import a_possible_move, at, do
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models import Enrolment, LanguageClass, Trainer
from tweespoor.apps.telling.models import Notice
from tweespoor.cli import main
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def moved(leader, draft, hengelo):
    """A group of the draft that was moved; every trainer has an account, every class a teacher with one."""
    hengelo.periods.update(weeks=1000)
    for trainer in Trainer.objects.filter(programme=hengelo):
        user = a_user(hengelo.municipality, Role.TRAINER, name=f"Account{trainer.pk.hex[:6]}")
        Trainer.objects.filter(pk=trainer.pk).update(user=user)
    for taught in LanguageClass.objects.filter(programme=hengelo):
        taught.teachers.set([a_user(taught.provider, Role.TRAINER)])
    group, wanted, _told = a_possible_move(leader, draft)
    members = set(group.participants.values_list("pk", flat=True))
    do(leader, draft, **wanted)
    group.members_before = members
    return group


def publish(leader, draft):
    return leader.post(at("publish-timetable", draft), {"idempotency_key": str(uuid4())}, follow=True).content.decode()


def send():
    result = CliRunner().invoke(main, ["tell"], catch_exceptions=False)
    assert result.exit_code == 0
    return {address: sent for sent in mail.outbox for address in sent.to if not address.endswith("@voorbeeld.example")}


def teachers_of(people):
    rows = Enrolment.objects.filter(person__in=people).values_list("language_class__teachers__email", flat=True)
    return set(rows) - {None}


def test_the_trainer_of_a_moved_group_and_the_teachers_of_its_people_are_told_and_nobody_else(moved, leader, draft):
    assert not Notice.objects.exists()
    publish(leader, draft)
    sent = send()
    trainers = {Trainer.objects.get(pk=moved.trainer_id).user.email}
    teachers = teachers_of(moved.members_before)
    colleagues = set(User.objects.filter(notices__isnull=False).values_list("email", flat=True))
    assert teachers
    assert colleagues == trainers | teachers
    assert colleagues <= set(sent)
    others = {user.email for user in User.objects.exclude(email__in=colleagues)}
    assert not others & set(sent)


def test_it_says_from_which_day_and_where_to_look_and_nothing_of_people(moved, leader, draft, hengelo):
    publish(leader, draft)
    sent = send()
    to_trainer = sent[Trainer.objects.get(pk=moved.trainer_id).user.email]
    to_teacher = sent[sorted(teachers_of(moved.members_before))[0]]
    for each in (to_trainer, to_teacher):
        assert each.subject == f"Nieuw rooster van {hengelo.name}"
        assert f" {timezone.localdate().day} " in each.body
        assert str(timezone.localdate().year) in each.body
        assert "log in en kijk bij “Groepen”" in each.body
        assert len(each.to) == 1
    assert "In groepen die u geeft of gaf" in to_trainer.body
    listed = [line for line in to_trainer.body.split("\n") if line.startswith("- ")]
    assert listed
    assert all(moved.offer.name_nl in line for line in listed)
    assert "deelnemers uit uw taalklassen" in to_teacher.body
    counts = {
        f"- {name}: {count} deelnemer"
        for name, count in Counter(
            Enrolment.objects.filter(person__in=moved.members_before).values_list("language_class__name", flat=True)
        ).items()
    }
    listed = {line.removesuffix("s") for line in to_teacher.body.split("\n") if line.startswith("- ")}
    assert listed
    assert listed <= counts
    for person in Person.objects.filter(pk__in=moved.members_before).unscoped(why="a test"):
        assert person.family_name not in to_trainer.body + to_teacher.body


def test_nobody_is_told_twice_however_often_it_is_sent_or_published(moved, leader, draft):
    publish(leader, draft)
    send()
    before = len(mail.outbox)
    publish(leader, draft)
    send()
    assert len(mail.outbox) == before


def test_of_a_class_without_teachers_the_administrators_of_its_school_are_told(moved, leader, draft, hengelo):
    for taught in LanguageClass.objects.filter(programme=hengelo):
        taught.teachers.clear()
    schools = {row.language_class.provider for row in Enrolment.objects.filter(person__in=moved.members_before)}
    users = {a_user(school, Role.ADMINISTRATOR).email for school in schools}
    publish(leader, draft)
    assert users
    assert users <= set(send())


def test_who_publishes_reads_first_which_colleagues_are_told_and_whom_to_tell_oneself(moved, leader, draft, hengelo):
    trainer = Trainer.objects.get(pk=moved.trainer_id)
    other = Trainer.objects.filter(programme=hengelo).exclude(pk=trainer.pk).first()
    page = leader.get(at("review-timetable", draft)).content.decode()
    assert "hebben geen account" not in page
    told = page[page.index("Ook deze collega’s krijgen een bericht") :].split("</p>")[0]
    assert trainer.user.name in told
    assert other.user.name not in told
    Trainer.objects.filter(pk=trainer.pk).update(user=None)
    page = leader.get(at("review-timetable", draft)).content.decode()
    without = page[page.index("Deze trainers hebben geen account") :].split("</p>")[0]
    assert trainer.name in without
    assert other.name not in without


def test_whose_account_was_ended_before_it_was_sent_gets_nothing(moved, leader, draft):
    publish(leader, draft)
    user = Trainer.objects.get(pk=moved.trainer_id).user
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert user.email not in send()
    assert user.notices.get().state == "lapsed"


def test_who_publishes_is_not_told_what_she_did_herself(moved, leader, draft):
    me = User.objects.get(email=f"{Role.PROJECT_LEADER.value}@demo.tweespoor.example")
    Trainer.objects.filter(pk=moved.trainer_id).update(user=me)
    publish(leader, draft)
    assert not me.notices.exists()
    assert Notice.objects.exists()


def test_a_timetable_that_changes_nothing_tells_no_colleague(leader, draft):
    page = publish(leader, draft)
    assert "Het rooster is gepubliceerd." in page
    assert not Notice.objects.exists()
