"""On which days a group or a class meets: every week of its period, not on holidays."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError

from tests.apps.conftest import NOW, a_municipality, a_school
from tests.apps.dossiers import a_programme
from tweespoor.apps.schedule.models import (
    Group,
    Holiday,
    HolidayKind,
    LanguageClass,
    Location,
    Offer,
    Period,
    Room,
    Timetable,
    Trainer,
)
from tweespoor.apps.schedule.queries import holidays_of, lesson_days, session_days, session_half_days
from tweespoor.core.week import HalfDay

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Scene:
    """A group of a training, in a room of one of two buildings."""

    def __init__(self) -> None:
        self.programme = a_programme(a_municipality())
        self.here, self.there = (
            Location.objects.create(programme=self.programme, slug=slug, name=slug, zone="centrum")
            for slug in ("hier", "daar")
        )
        self.room = Room.objects.create(location=self.here, name="Lokaal 1", capacity=10)
        self.trainer = Trainer.objects.create(programme=self.programme, name="Tess", max_sessions=4)
        self.timetable = Timetable.objects.create(programme=self.programme, asked_at=NOW, seconds=1)

    def group(self, *, starts_on, period_weeks, weeks, sessions):
        offer = Offer.objects.create(
            programme=self.programme,
            slug="sport",
            name_nl="Sport",
            name_en="Sport",
            kind="sport",
            weeks=weeks,
            min_size=1,
            max_size=10,
            level_min="a1",
            level_max="b1",
            max_level_spread=3,
            max_groups=1,
        )
        period = Period.objects.create(programme=self.programme, name="Blok 1", starts_on=starts_on, weeks=period_weeks)
        return Group.objects.create(
            timetable=self.timetable,
            offer=offer,
            number=1,
            period=period,
            room=self.room,
            trainer=self.trainer,
            sessions=sessions,
        )

    def off(self, first, last=None, *, location=None):
        kind = HolidayKind.CLOSING if location else HolidayKind.SCHOOL
        return Holiday.objects.create(
            programme=self.programme, name="Vrij", first_day=first, last_day=last or first, kind=kind, location=location
        )


@pytest.fixture
def scene():
    return Scene()


def test_a_group_meets_every_week_of_its_training_at_each_of_its_half_days(scene):
    group = scene.group(
        starts_on=date(2026, 9, 7),
        period_weeks=8,
        weeks=2,
        sessions=[["mon-morning"], ["thu-morning", "thu-afternoon"]],
    )
    assert session_days(group) == [date(2026, 9, 7), date(2026, 9, 10), date(2026, 9, 14), date(2026, 9, 17)]
    assert session_half_days(group)[1:3] == [
        (date(2026, 9, 10), HalfDay.parse("thu-morning")),
        (date(2026, 9, 10), HalfDay.parse("thu-afternoon")),
    ]


def test_what_falls_on_a_holiday_inside_a_period_is_made_up_while_the_period_lasts(scene):
    group = scene.group(starts_on=date(2026, 10, 5), period_weeks=4, weeks=3, sessions=[["tue-morning"]])
    scene.off(date(2026, 10, 12), date(2026, 10, 16))
    assert session_days(group) == [date(2026, 10, 6), date(2026, 10, 20), date(2026, 10, 27)]
    scene.off(date(2026, 10, 27))
    assert session_days(group) == [date(2026, 10, 6), date(2026, 10, 20)]


def test_the_first_and_the_last_day_of_a_holiday_are_free(scene):
    group = scene.group(
        starts_on=date(2026, 9, 7),
        period_weeks=1,
        weeks=1,
        sessions=[["mon-morning"], ["fri-morning"], ["wed-morning"]],
    )
    scene.off(date(2026, 9, 7), date(2026, 9, 8))
    scene.off(date(2026, 9, 10), date(2026, 9, 11))
    assert session_days(group) == [date(2026, 9, 9)]


def test_a_period_over_new_year_goes_on_into_the_next_one(scene):
    group = scene.group(starts_on=date(2026, 12, 14), period_weeks=5, weeks=5, sessions=[["fri-morning"]])
    scene.off(date(2026, 12, 21), date(2027, 1, 1))
    assert session_days(group) == [date(2026, 12, 18), date(2027, 1, 8), date(2027, 1, 15)]


@pytest.mark.parametrize("starts_on", [date(2026, 3, 23), date(2026, 10, 19)])
def test_the_week_in_which_the_clock_changes_is_a_week_like_any_other(scene, starts_on):
    group = scene.group(starts_on=starts_on, period_weeks=2, weeks=2, sessions=[["sun-morning"], ["mon-evening"]])
    days = session_days(group)
    assert [(day - starts_on).days for day in days] == [0, 6, 7, 13]
    zone = ZoneInfo("Europe/Amsterdam")
    offsets = {datetime.combine(day, HalfDay.parse("sun-morning").part.start, zone).utcoffset() for day in days}
    assert len(offsets) == 2


def test_a_period_that_begins_in_the_middle_of_a_week_leaves_the_days_before_it_out(scene):
    group = scene.group(
        starts_on=date(2026, 9, 9), period_weeks=1, weeks=1, sessions=[["mon-morning"], ["fri-morning"]]
    )
    assert session_days(group) == [date(2026, 9, 11), date(2026, 9, 14)]


def test_a_closed_building_stops_its_own_groups_alone(scene):
    group = scene.group(starts_on=date(2026, 9, 7), period_weeks=2, weeks=2, sessions=[["mon-morning"]])
    scene.off(date(2026, 9, 7), location=scene.there)
    assert session_days(group) == [date(2026, 9, 7), date(2026, 9, 14)]
    scene.off(date(2026, 9, 7), location=scene.here)
    assert session_days(group) == [date(2026, 9, 14)]


def test_another_programmes_holiday_is_not_ours(scene):
    group = scene.group(starts_on=date(2026, 9, 7), period_weeks=1, weeks=1, sessions=[["mon-morning"]])
    other = a_programme(a_municipality("Lochem"), slug="lochem")
    Holiday.objects.create(
        programme=other, name="Vrij", first_day=date(2026, 9, 7), last_day=date(2026, 9, 7), kind=HolidayKind.SCHOOL
    )
    assert session_days(group) == [date(2026, 9, 7)]


def test_many_groups_are_reckoned_with_one_look_at_the_holidays(scene, django_assert_num_queries):
    scene.group(starts_on=date(2026, 9, 7), period_weeks=1, weeks=1, sessions=[["mon-morning"]])
    group = Group.objects.select_related("period", "offer", "room__location").get()
    holidays = holidays_of(scene.programme)
    with django_assert_num_queries(0):
        assert session_days(group, holidays=holidays) == [date(2026, 9, 7)]


def test_a_class_has_no_lessons_on_holidays(scene):
    taught = LanguageClass.objects.create(
        programme=scene.programme,
        provider=a_school(),
        location=scene.here,
        name="Klas 1",
        level="a1",
        half_days=["mon-morning", "wed-evening"],
    )
    scene.off(date(2026, 9, 14))
    assert lesson_days(taught, first=date(2026, 9, 8), before=date(2026, 9, 17)) == [
        (date(2026, 9, 9), HalfDay.parse("wed-evening")),
        (date(2026, 9, 16), HalfDay.parse("wed-evening")),
    ]


def test_a_closing_is_of_a_location_and_a_holiday_is_of_none(scene):
    with pytest.raises(IntegrityError):
        Holiday.objects.create(
            programme=scene.programme,
            name="Dicht",
            first_day=date(2026, 9, 7),
            last_day=date(2026, 9, 7),
            kind=HolidayKind.CLOSING,
        )
