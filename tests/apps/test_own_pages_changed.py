"""What is different since another timetable came in force: said on the own week, in words, in four languages."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.apps.test_attendance import Scene
from tests.apps.test_own_pages import come_in
from tweespoor.apps.schedule.models import Group, Room, Timetable
from tweespoor.apps.trajectories.models import Trajectory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def scene():
    cache.clear()
    found = Scene()
    Timetable.objects.update(published_at=timezone.now() - timedelta(days=30))
    return found


@pytest.fixture
def phone():
    """A telephone that nobody logged in with."""
    return Client()


def replaced(scene, *, sessions=(("wed-afternoon",),), people=None, ago=timedelta(days=1), room=None, switches=None):
    """Another timetable, published some time ago in the place of the one there was: the group at other half-days."""
    now = timezone.now()
    Timetable.objects.filter(status="published").update(status="replaced")
    new = Timetable.objects.create(
        programme=scene.programme,
        asked_at=now,
        seconds=1,
        status="published",
        published_at=now - ago,
        switches=switches or {},
    )
    group = Group.objects.get(pk=scene.group.pk)
    group.pk, group.timetable = uuid4(), new
    group.sessions = [list(each) for each in sessions]
    group.room = room or group.room
    group.save(force_insert=True)
    group.participants.set([scene.anna] if people is None else people)
    return new


def changes(scene, phone, *, person=None, language="nl"):
    """What the own week says is new or gone: the verdict, and the words beside it."""
    come_in(scene, phone, person)
    phone.post(reverse("own-language"), {"taal": language})
    page = phone.get(reverse("own-week")).content.decode()
    found = re.findall(r'tweespoor-mine__change--(new|gone)">(.*?)</div></div>', page, re.DOTALL)
    return page, [
        (verdict, re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>|<[^>]+>", " ", text, flags=re.DOTALL)).strip())
        for verdict, text in found
    ]


def test_what_is_new_and_what_is_gone_is_said_with_day_time_and_place(scene, phone):
    replaced(scene)
    page, found = changes(scene, phone)
    assert "Uw rooster is veranderd" in page
    new = [text for verdict, text in found if verdict == "new"]
    gone = [text for verdict, text in found if verdict == "gone"]
    assert len(new) == 1
    assert all(
        said in new[0] for said in ("Nieuw", "Elke woensdag", "13.00–16.00", "Vanaf woensdag", "De Brug, Zaal 1")
    )
    assert len(gone) == 1
    days = "Elke maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag en zondag"
    assert all(said in gone[0] for said in ("Niet meer", "19.00–21.30", days))
    assert "Vanaf" not in gone[0]
    assert [verdict for verdict, _text in found] == ["new", "gone"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Your timetable has changed", "New", "Every Wednesday", "No longer")),
        ("ar", ("تغيّر جدولك", "جديد", "كل الأربعاء", "لم يعد موجودًا")),
        ("ti", ("መደብ ሰዓትካ ተቐይሩ", "ሓድሽ", "ነፍሲ ወከፍ ረቡዕ", "ደጊም የለን")),
    ],
)
def test_it_is_said_in_the_language_of_the_participant(scene, phone, language, said):
    replaced(scene)
    page, found = changes(scene, phone, language=language)
    assert all(each in page for each in said)
    assert len(found) == 2


def test_what_stays_is_not_called_new(scene, phone):
    replaced(scene, sessions=scene.group.sessions)
    page, found = changes(scene, phone)
    assert found == []
    assert "Uw rooster is veranderd" not in page


def test_another_room_is_a_change(scene, phone):
    room = Room.objects.create(location=scene.place, name="Zaal 9", capacity=12)
    replaced(scene, sessions=scene.group.sessions[:1], room=room)
    _page, found = changes(scene, phone)
    assert [("Zaal 9" in text) for verdict, text in found if verdict == "new"] == [True]


def test_who_dropped_out_of_a_group_reads_that_it_is_gone_and_nobody_elses_change(scene, phone):
    replaced(scene, sessions=scene.group.sessions, people=[scene.anna])
    assert changes(scene, phone, person=scene.anna)[1] == []
    _page, found = changes(scene, Client(), person=scene.bilal)
    assert {verdict for verdict, _text in found} == {"gone"}


def test_another_class_is_a_change_too(scene, phone):
    other = scene.a_class("Klas 2", provider=scene.school)
    replaced(scene, sessions=scene.group.sessions, switches={str(scene.anna.pk): str(other.pk)})
    _page, found = changes(scene, phone)
    assert {("Klas 2" in text, "Klas 1" in text, verdict) for verdict, text in found} == {
        (True, False, "new"),
        (False, True, "gone"),
    }


def test_after_a_week_it_is_the_own_week_and_no_news(scene, phone):
    replaced(scene, ago=timedelta(days=8))
    assert changes(scene, phone)[1] == []


def test_a_first_timetable_changes_nothing(scene, phone):
    Timetable.objects.update(published_at=timezone.now())
    assert changes(scene, phone)[1] == []


def test_two_timetables_in_a_week_count_as_one_change(scene, phone):
    replaced(scene, ago=timedelta(days=3))
    scene.group.refresh_from_db()
    replaced(scene, sessions=scene.group.sessions, ago=timedelta(days=1))
    assert changes(scene, phone)[1] == []


def test_who_stopped_in_the_programme_is_told_of_no_change(scene, phone):
    replaced(scene)
    Trajectory.objects.filter(person=scene.anna).update(ended_on=scene.today)
    assert changes(scene, phone)[1] == []


def test_a_draft_changes_nothing(scene, phone):
    new = replaced(scene)
    Timetable.objects.filter(pk=new.pk).update(status="draft", published_at=None)
    Timetable.objects.filter(pk=scene.group.timetable_id).update(status="published")
    assert changes(scene, phone)[1] == []
