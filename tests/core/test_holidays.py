"""Holidays are those of the calendar, and half-days fall on their weekday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.holidays import easter_sunday, public_holidays
from tweespoor.core.week import Daypart, HalfDay, dates_of


def test_the_holidays_of_2026_are_those_of_the_calendar():
    assert [(each.on.isoformat(), each.label("nl")) for each in public_holidays(2026)] == [
        ("2026-01-01", "Nieuwjaarsdag"),
        ("2026-04-03", "Goede Vrijdag"),
        ("2026-04-06", "Tweede paasdag"),
        ("2026-04-27", "Koningsdag"),
        ("2026-05-05", "Bevrijdingsdag"),
        ("2026-05-14", "Hemelvaartsdag"),
        ("2026-05-25", "Tweede pinksterdag"),
        ("2026-12-25", "Eerste kerstdag"),
        ("2026-12-26", "Tweede kerstdag"),
    ]


def test_kings_day_on_a_sunday_is_kept_on_saturday():
    assert date(2025, 4, 26) in {each.on for each in public_holidays(2025)}
    assert date(2025, 4, 27) not in {each.on for each in public_holidays(2025)}


@pytest.mark.parametrize("day", ["2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20", "2038-04-25"])
def test_easter_is_when_it_was_or_will_be(day):
    assert easter_sunday(int(day[:4])).isoformat() == day


HALF_DAYS = st.builds(
    lambda day, part: HalfDay.of(day=day, part=part), st.integers(1, 7), st.sampled_from(list(Daypart))
)


@given(HALF_DAYS, st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(-20, 400))
def test_a_half_day_falls_on_all_its_weekdays_of_a_stretch_and_no_others(half_day, first, length):
    stretch = [first + timedelta(days=each) for each in range(max(0, length))]
    before = first + timedelta(days=length)
    assert list(dates_of(half_day, first=first, before=before)) == [
        each for each in stretch if each.isoweekday() == half_day.day
    ]
