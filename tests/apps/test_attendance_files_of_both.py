"""Attendance files with lessons and trainings in them: one reading, all or nothing, and one undo."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.apps.conftest import a_participant, a_user
from tests.apps.test_attendance import Scene
from tests.apps.test_attendance_files import Desk, figures, stands, stands_of_group
from tweespoor.apps.attendance.models import AttendanceMark
from tweespoor.apps.exchange.models import AttendanceFile
from tweespoor.apps.schedule import models as schedule
from tweespoor.apps.schedule.actions import set_teachers
from tweespoor.apps.trajectories.models import HoursEntry
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HEAD = "Naam;Datum;Groep;Dagdeel;Status"
NAMED = {0: "name-given-first", 1: "day", 2: "class", 3: "when", 4: "status"}
MIXED = (
    ("Anna Voorbeeld", 1, "Klas 1", "", "aanwezig"),
    ("Bilal Voorbeeld", 1, "klas 1", "ochtend", "mg"),
    ("Anna Voorbeeld", 1, "Solliciteren 1", "", "te laat"),
    ("Bilal Voorbeeld", 2, "Solliciteren", "", "aanwezig"),
)


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def desk(scene, log_in):
    return Desk(scene, log_in(scene.manager))


def to_check(desk, *rows):
    return desk.to_check(desk.of(*rows, head=HEAD), targets=NAMED, about="both")


def on_the_lists(page):
    """Per class or group what is shown to come on its lists: how many sessions, and how often each of the meanings."""
    table = page[page.index("Dit komt op de lijsten") :]
    rows = re.findall(r'<th [^>]*role="rowheader"[^>]*>([^<]+)</th>(.*?)</tr>', table, re.DOTALL)
    return {name: [int(count) for count in re.findall(r">(\d+)</td>", rest)] for name, rest in rows}


def test_a_file_of_lessons_and_trainings_comes_in_in_one_go_and_goes_out_in_one(scene, desk):
    page = to_check(desk, *MIXED)
    assert figures(page)["Op de lijsten erbij"] == "4"
    assert on_the_lists(page) == {"Klas 1": [1, 1, 0, 1, 0, 0], "Solliciteren 1": [2, 1, 1, 0, 0, 0]}
    assert "Ingelezen, van 2 deelnemers." in desk.start()
    assert stands(scene, desk, ago=1) == {"Anna Voorbeeld": "present", "Bilal Voorbeeld": "authorised"}
    assert stands_of_group(scene, desk, ago=1) == {"Anna Voorbeeld": "late", "Bilal Voorbeeld": ""}
    assert stands_of_group(scene, desk, ago=2) == {"Anna Voorbeeld": "", "Bilal Voorbeeld": "present"}
    hours = HoursEntry.objects.filter(trajectory__person=scene.anna, known_until=None)
    assert sorted(hours.values_list("minutes", flat=True)) == [150, 180]  # a training and a lesson
    desk.post("undo", idempotency_key=str(uuid4()))
    for ago in (1, 2):
        assert set(stands(scene, desk, ago=ago).values()) == {""}
        assert set(stands_of_group(scene, desk, ago=ago).values()) == {""}
    assert not HoursEntry.objects.filter(known_until=None).exists()


def test_what_is_wrong_with_a_row_of_one_kind_holds_up_those_of_the_other(scene, desk):
    to_check(desk, *MIXED, ("Anna Voorbeeld", 2, "Yoga", "", "aanwezig"))
    assert "Er staat nog iets open." in desk.start()
    assert not AttendanceMark.objects.exists()
    desk.decide("rest-weg")
    desk.start()
    assert AttendanceMark.objects.count() == 4


def test_a_row_that_names_neither_class_nor_group_is_of_the_one_that_meets_then(scene, desk):
    to_check(desk, ("Anna Voorbeeld", 1, "", "ochtend", "aanwezig"), ("Anna Voorbeeld", 1, "", "19:00", "te laat"))
    desk.start()
    assert stands(scene, desk, ago=1)["Anna Voorbeeld"] == "present"
    assert stands_of_group(scene, desk, ago=1)["Anna Voorbeeld"] == "late"


def test_a_row_that_can_be_of_a_lesson_or_a_training_is_asked_about(scene, desk):
    page = to_check(desk, ("Anna Voorbeeld", 1, "", "", "aanwezig"), ("Bilal Voorbeeld", 1, "Klas 1", "", "mg"))
    assert "Anna Voorbeeld heeft op" in page
    assert (
        "meer lessen of bijeenkomsten: Klas 1 of Solliciteren 1. Zet in het bestand een kolom met de klas of groep"
        in page
    )
    assert figures(page)["Na te kijken"] == "1"
    desk.start()
    assert not AttendanceMark.objects.exists()


def test_a_problem_is_said_in_the_words_of_what_its_row_is_about(scene, desk):
    scene.another_group("Bewegen", slug="werk", part="afternoon")
    schedule.Enrolment.objects.filter(person=scene.bilal).delete()
    eva = a_participant(scene.roermond, name="Eva", act="act-2021")
    rows = (
        (("Anna Voorbeeld", 1, "Yoga", "", "aanwezig"), "Een klas of groep met de naam “Yoga” houdt u niet bij."),
        (("Anna Voorbeeld", 1, "Klas 1", "avond", "aanwezig"), "is er op dit dagdeel geen les van Klas 1."),
        (
            ("Anna Voorbeeld", 1, "Solliciteren", "ochtend", "aanwezig"),
            "komt Solliciteren 1 op dit dagdeel niet bijeen",
        ),
        (
            ("Anna Voorbeeld", 1, "", "middag", "aanwezig"),
            "is er op dit dagdeel geen les of bijeenkomst van Klas 1 of Solliciteren 1.",
        ),
        (("Bilal Voorbeeld", 1, "Klas 1", "", "aanwezig"), "Bilal Voorbeeld zit niet in Klas 1."),
        (("Bilal Voorbeeld", 1, "Bewegen", "", "aanwezig"), "Bilal Voorbeeld zit niet in Bewegen."),
        (
            (f"{eva.given_name} Voorbeeld", 1, "", "", "aanwezig"),
            "Eva Voorbeeld zit niet in een van deze klassen of groepen.",
        ),
        (("Anna Voorbeeld", 400, "", "", "aanwezig"), "is langer dan een jaar geleden."),
    )
    page = to_check(desk, *(row for row, _said in rows))
    found = re.findall(r'<p class="utrecht-paragraph">([^<]+) <span class="tweespoor-mend__rows">\(rij (\d+)\)', page)
    why = {int(row): said for said, row in found}
    assert set(why) == set(range(2, 2 + len(rows)))
    assert [number for number, (_row, said) in enumerate(rows, start=2) if said not in why[number]] == []


def test_a_trainer_who_teaches_a_class_too_brings_both_in_and_nothing_of_a_colleague(scene, log_in):
    tess = a_user(scene.school, Role.TRAINER, name="Tess")
    scene.group.trainer.organisation, scene.group.trainer.user = scene.school, tess
    scene.group.trainer.save()
    administrator = a_user(scene.school, Role.ADMINISTRATOR, name="Ad")
    set_teachers(
        language_class=scene.language_class, teachers=[tess.pk], by=administrator, now=scene.group.timetable.asked_at
    )
    scene.a_class("Klas 2", provider=scene.school)
    desk = Desk(scene, log_in(tess))
    page = to_check(desk, *MIXED, ("Anna Voorbeeld", 1, "Klas 2", "", "aanwezig"))
    assert on_the_lists(page) == {"Klas 1": [1, 1, 0, 1, 0, 0], "Solliciteren 1": [2, 1, 1, 0, 0, 0]}
    assert "Een klas of groep met de naam “Klas 2” houdt u niet bij." in page
    desk.decide("rest-weg")
    desk.start()
    assert AttendanceMark.objects.count() == 4
    petra = log_in(scene.provider)  # the school sees no file of its trainers
    assert petra.get(reverse("attendance-file", args=[desk.row.pk])).status_code == 404


def test_a_language_school_is_not_asked_what_is_in_its_file(scene, log_in):
    desk = Desk(scene, log_in(scene.provider))
    assert "door elkaar" not in desk.browser.get(reverse("attendance-files")).content.decode()
    desk.choose(desk.of(*MIXED, head=HEAD), about="both")
    assert [row.about for row in AttendanceFile.objects.all()] == ["classes"]


def test_the_same_file_brought_in_as_one_kind_before_changes_nothing_of_that_kind(scene, desk):
    content = desk.of(*MIXED, head=HEAD)
    desk.to_check(content, targets=NAMED, about="classes")
    desk.decide("rest-weg")
    desk.start()
    page = desk.to_check(content, targets=NAMED, about="both")
    assert (figures(page)["Staat er al zo"], figures(page)["Op de lijsten erbij"]) == ("2", "2")


def test_checking_both_asks_as_much_of_the_database_for_many_rows_as_for_few(scene, desk):
    asked = []
    for days in (2, 15):
        rows = (
            (f"{who} Voorbeeld", ago, of, "", "mg")
            for who in ("Anna", "Bilal")
            for of in ("Klas 1", "Solliciteren")
            for ago in range(1, days)
        )
        to_check(desk, *rows)
        with CaptureQueriesContext(connection) as queries:
            desk.browser.get(reverse("attendance-file-check", args=[desk.row.pk]))
        asked.append(len(queries))
    assert asked[0] == asked[1]
