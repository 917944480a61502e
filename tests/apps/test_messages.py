"""Messages to participants: what calling off tells whom, in which language, once, and what happens when it fails."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_municipality, a_participant, a_user
from tests.apps.test_attendance import Scene
from tweespoor.apps.people.actions import add_facts
from tweespoor.apps.telling import actions
from tweespoor.apps.telling.models import Message
from tweespoor.apps.telling.own_messages import text_of
from tweespoor.apps.telling.rules import AGAIN_AFTER, STUCK_AFTER, MessageKind
from tweespoor.cli import main
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

sms = []
"""What the tests' gateway sent."""


class Gateway:
    """An SMS gateway that takes every message."""

    def send(self, *, key, number, text):
        """Keep it."""
        sms.append((number, text))


class Unclear(Gateway):
    """One of which the line breaks after the message went out."""

    def send(self, **message):
        """Keep it, and say nothing back."""
        super().send(**message)
        raise TimeoutError


class Unreachable(BaseEmailBackend):
    """A mail server that is not there."""

    def open(self):
        """Refuse."""
        raise ConnectionRefusedError


@pytest.fixture
def scene(settings):
    sms.clear()
    settings.SMS_SENDER = f"{__name__}.Gateway"
    made = Scene()
    tell(made.anna, email="anna@voorbeeld.example", **{"contact-languages": ("tir",)})
    tell(made.bilal, phone="06 12345678", **{"contact-languages": ("prs", "ara")})
    return made


def tell(person, **facts):
    known = {slug: Fact.known(value, valid_on=timezone.localdate()) for slug, value in facts.items()}
    add_facts(facts={person.pk: known}, by=None, now=timezone.now())


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def run(*arguments):
    result = CliRunner().invoke(main, ["tell", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def states():
    return sorted(Message.objects.values_list("person__given_name", "kind", "state"))


def call_off(scene, log_in, user=None, **more):
    browser = log_in(user or scene.manager)
    return browser.post(scene.of_class(day=tomorrow(), name="class-call-off"), more, follow=True)


def test_who_would_come_is_told_in_the_own_language_that_it_is_off_and_nothing_but_when_and_where(scene, log_in):
    page = call_off(scene, log_in).content.decode()
    assert "krijgt een bericht" in page
    assert states() == [("Anna", "cancelled", "waiting"), ("Bilal", "cancelled", "waiting")]
    run()
    assert [each.to for each in mail.outbox] == [["anna@voorbeeld.example"]]
    said = mail.outbox[0].subject + mail.outbox[0].body
    when = {"day": tomorrow(), "starts": time(9), "place": "De Brug"}
    assert mail.outbox[0].body == text_of(MessageKind.CANCELLED, language="ti", **when)
    assert sms == [("06 12345678", text_of(MessageKind.CANCELLED, language="ar", **when))]
    for private in ("Anna", "Voorbeeld", scene.anna.number, "Klas 1", scene.school.name, "Roermond"):
        assert private not in said


def test_nobody_is_told_the_same_twice(scene, log_in):
    call_off(scene, log_in)
    call_off(scene, log_in)
    run()
    run()
    assert (len(mail.outbox), len(sms)) == (1, 1)


def test_a_lesson_that_is_on_after_all_is_told_and_one_called_off_anew_too(scene, log_in):
    call_off(scene, log_in)
    call_off(scene, log_in, toch="ja")
    call_off(scene, log_in)
    assert [kind for name, kind, _state in states() if name == "Anna"] == ["cancelled", "cancelled", "resumed"]


def test_of_a_lesson_that_is_past_nobody_is_told(scene, log_in):
    yesterday = scene.of_class(day=scene.today - timedelta(days=1), name="class-call-off")
    log_in(scene.manager).post(yesterday)
    assert states() == []


def test_who_said_not_to_come_and_who_stopped_are_told_nothing(scene, log_in):
    scene.anna.planned_absences.create(first_day=tomorrow(), last_day=tomorrow(), recorded_at=timezone.now())
    scene.bilal.trajectories.update(ended_on=scene.today)
    call_off(scene, log_in)
    assert states() == []


def test_a_school_tells_everybody_of_the_lesson_also_whom_it_does_not_see(scene, log_in):
    scene.bilal.sharings.all().delete()
    page = call_off(scene, log_in, user=scene.provider).content.decode()
    assert "Bilal" not in page
    assert [name for name, _kind, _state in states()] == ["Anna", "Bilal"]


def test_everybody_who_is_expected_tomorrow_is_told_so_once_a_day(scene):
    output = run("--tomorrow")
    assert "asked: 4" in output  # a lesson and a training, for two people
    assert "asked: 0" in run("--tomorrow")
    assert (len(mail.outbox), len(sms)) == (2, 2)


def test_what_is_off_is_not_announced_for_tomorrow(scene, log_in):
    call_off(scene, log_in)
    assert "asked: 2" in run("--tomorrow")


def test_without_an_address_the_message_says_so_and_goes_nowhere(scene, log_in, settings):
    settings.SMS_SENDER = ""
    call_off(scene, log_in)
    run()
    assert states() == [("Anna", "cancelled", "sent"), ("Bilal", "cancelled", "no-address")]
    assert sms == []


def test_whom_a_message_did_not_reach_stands_there_for_who_may_see_their_address(scene, log_in, settings):
    settings.SMS_SENDER = ""
    call_off(scene, log_in)
    run()
    seen = {}
    for user in (scene.manager, scene.provider, a_user(scene.roermond, Role.PROJECT_LEADER, name="Pia")):
        page = log_in(user).get(reverse("attendance")).content.decode()
        _before, _title, panel = page.partition("Bel of spreek zelf")
        seen[user.name] = (bool(panel), "Bilal" in panel, "Anna Voorbeeld</a>" in panel)
    assert seen == {"Karin": (True, True, False), "Peter": (False, False, False), "Pia": (False, False, False)}
    page = log_in(scene.manager).get(reverse("attendance")).content.decode()
    assert re.search(r"Bilal Voorbeeld</a> · Gaat niet door: \w+ \d+ \w+, 09\.00<", page)
    Message.objects.update(day=timezone.localdate() - timedelta(days=1))
    assert "Bel of spreek zelf" not in log_in(scene.manager).get(reverse("attendance")).content.decode()


def test_a_mail_server_that_is_away_is_tried_again_later_and_given_up_in_the_end(scene, log_in, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    now = timezone.now()
    meeting = actions.Meeting(key="les", day=timezone.localdate() + timedelta(days=9), starts=time(9), place="De Brug")
    actions.tell_about([scene.anna.pk], kind=MessageKind.CANCELLED, meeting=meeting, by=None, now=now)
    for wait in (timedelta(0), *AGAIN_AFTER):
        now += wait
        assert actions.send_waiting(clock=lambda at=now: at - timedelta(seconds=1)) == {}
        actions.send_waiting(clock=lambda at=now: at)
    assert states() == [("Anna", "cancelled", "failed")]
    page = log_in(scene.manager).get(reverse("person-messages", args=[scene.anna.pk])).content.decode()
    assert "Niet gelukt" in page


def test_what_may_have_gone_out_is_not_sent_again(scene, log_in, settings):
    settings.SMS_SENDER = f"{__name__}.Unclear"
    call_off(scene, log_in)
    run()
    run()
    assert len(sms) == 1
    assert ("Bilal", "cancelled", "unsure") in states()


def test_a_sender_that_was_killed_leaves_a_message_that_is_said_to_be_unsure(scene, log_in):
    call_off(scene, log_in)
    begun = timezone.now() - STUCK_AFTER - timedelta(minutes=1)
    Message.objects.update(state="sending", tried_at=begun)
    run()
    assert {state for _name, _kind, state in states()} == {"unsure"}
    assert (mail.outbox, sms) == ([], [])


def test_a_message_that_comes_too_late_is_not_sent(scene, log_in):
    call_off(scene, log_in)
    actions.send_waiting(clock=lambda: timezone.now() + timedelta(days=3))
    assert {state for _name, _kind, state in states()} == {"lapsed"}
    assert (mail.outbox, sms) == ([], [])


def test_a_changed_timetable_is_told_once_with_the_day_from_which_it_holds(scene):
    change = {"about": str(uuid4()), "since": tomorrow(), "by": None, "now": timezone.now()}
    assert actions.tell_changed(dict.fromkeys([scene.anna.pk, scene.bilal.pk], ()), **change) == 2
    assert actions.tell_changed(dict.fromkeys([scene.anna.pk, scene.bilal.pk], ()), **change) == 0
    run()
    assert (len(mail.outbox), len(sms)) == (1, 1)


def test_the_page_of_messages_says_what_went_out_when_and_to_whom_it_could_not_go(scene, log_in, settings):
    settings.SMS_SENDER = ""
    call_off(scene, log_in)
    run()
    browser = log_in(scene.manager)
    sent = browser.get(reverse("person-messages", args=[scene.anna.pk])).content.decode()
    assert [each in sent for each in ("Gaat niet door", "De Brug", "Verstuurd", "E-mail")] == [True] * 4
    assert "anna@voorbeeld.example" not in sent
    assert "Geen adres" in browser.get(reverse("person-messages", args=[scene.bilal.pk])).content.decode()


def test_of_somebody_without_an_address_the_page_says_what_to_do(scene, log_in):
    nobody_asked = a_participant(scene.roermond, name="Chaim", act="act-2021")
    page = log_in(scene.manager).get(reverse("person-messages", args=[nobody_asked.pk])).content.decode()
    assert "geen e-mailadres of telefoonnummer bekend" in page
    assert reverse("intake", args=[nobody_asked.pk]) in page


def test_messages_are_read_by_the_own_municipality_alone(scene, log_in):
    call_off(scene, log_in)
    assert Message.objects.filter(person=scene.anna).exists()
    address = reverse("person-messages", args=[scene.anna.pk])
    elsewhere = a_user(a_municipality("Gemeente Elders"), name="Els")
    for user in (scene.provider, elsewhere, a_user(scene.roermond, Role.RESEARCHER, name="Rik")):
        assert log_in(user).get(address).status_code == 404, user.name
    assert log_in(scene.manager).get(address).status_code == 200


def test_the_page_of_attendance_leads_to_messages_for_who_may_read_them(scene, log_in):
    page, address = reverse("person-attendance", args=[scene.anna.pk]), reverse("person-messages", args=[scene.anna.pk])
    users = (scene.manager, scene.provider, a_user(scene.roermond, Role.PROJECT_LEADER, name="Pia"))
    shown = {}
    for user in users:
        browser = log_in(user)
        shown[user.name] = (address in browser.get(page).content.decode(), browser.get(address).status_code == 200)
    assert shown == {"Karin": (True, True), "Peter": (False, False), "Pia": (False, False)}


@pytest.mark.parametrize("language", ["nl", "en", "ar", "ti"])
@pytest.mark.parametrize("kind", list(MessageKind))
def test_every_message_is_there_in_every_language(kind, language):
    about = {"day": date(2026, 11, 27), "starts": time(9), "place": "De Brug"}
    said = text_of(kind, language=language, **about)
    assert "2026" in said or "٢٠٢٦" in said
    assert ("De Brug" in said) is (kind is not MessageKind.CHANGED)
    assert language == "nl" or said != text_of(kind, language="nl", **about)


@pytest.mark.parametrize(("language", "at"), [("nl", "om 09.05 uur,"), ("en", "at 09:05,")])
def test_a_time_is_written_as_on_the_pages(language, at):
    about = {"day": date(2026, 11, 27), "starts": time(9, 5), "place": "De Brug"}
    assert at in text_of(MessageKind.CANCELLED, language=language, **about)
