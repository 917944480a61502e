"""Lessons at hours of their own in the timetable: nobody is planned where one runs on, or too far to reach."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.apps.test_board import groups_of
from tests.apps.test_planning_a_part import breaches
from tests.apps.test_planning_beside_others import planned_anew
from tweespoor.apps.schedule.actions.board import instance_of
from tweespoor.apps.schedule.models import LanguageClass
from tweespoor.core.week import Daypart, HalfDay

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BESIDE = {
    Daypart.MORNING: (Daypart.AFTERNOON, ["11:30", "15:00"]),
    Daypart.AFTERNOON: (Daypart.MORNING, ["10:00", "13:30"]),
    Daypart.EVENING: (Daypart.AFTERNOON, ["14:00", "19:30"]),
}


def somebody_with_a_class(timetable):
    """Somebody in a group who is in a class, with the half-day of the group."""
    for group in groups_of(timetable):
        for person in group.participants.unscoped(why="a test"):
            language_class = LanguageClass.objects.filter(enrolments__person=person, programme=timetable.programme)
            if language_class:
                return person, language_class.get(), HalfDay.parse(group.sessions[0][0])
    raise AssertionError("nobody in a group has a class")


def test_a_lesson_that_runs_on_into_the_half_day_of_a_group_is_in_its_way(leader, hengelo):
    in_force = hengelo.timetables.get()
    person, language_class, met = somebody_with_a_class(in_force)
    part, hours = BESIDE[met.part]
    beside = HalfDay.of(day=met.day, part=part).slug
    in_the_way = "de deelnemer heeft dan taalles"

    def page():
        return leader.get(reverse("review-timetable", args=["hengelo", in_force.pk])).content.decode()

    LanguageClass.objects.filter(pk=language_class.pk).update(half_days=[beside], hours={})
    assert in_the_way not in page()
    LanguageClass.objects.filter(pk=language_class.pk).update(hours={beside: hours})
    assert in_the_way in page()
    assert breaches(in_force)
    draft = planned_anew(leader)
    assert not breaches(draft)
    for group in groups_of(draft):
        if person in group.participants.unscoped(why="a test") and str(person.pk) not in draft.switches:
            assert met.slug not in {slot for session in group.sessions for slot in session}


def test_the_time_to_travel_is_what_the_own_hours_leave(hengelo):
    language_class = LanguageClass.objects.filter(programme=hengelo).first()
    LanguageClass.objects.filter(pk=language_class.pk).update(
        half_days=["mon-morning", "mon-afternoon"],
        hours={"mon-morning": ["08:45", "12:40"], "mon-afternoon": ["12:50", "15:00"]},
    )
    slots = {slot.id: (slot.start, slot.end) for slot in instance_of(hengelo.timetables.get(), people=None).slots}
    assert slots["mon-morning"] == (8 * 60 + 45, 12 * 60 + 40)
    assert slots["mon-afternoon"] == (12 * 60 + 50, 16 * 60)
    assert slots["tue-morning"] == (9 * 60, 12 * 60)
