"""Own hours in half-days: what they take up, and how long a half-day is with them."""

from __future__ import annotations

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.hours import half_day_hours, hours_in_use, taken_up
from tweespoor.core.week import Daypart, HalfDay, week_grid

MORNING, AFTERNOON, EVENING = (HalfDay.of(day=1, part=part) for part in Daypart)
half_days = st.sampled_from(week_grid())
hours = (
    st.tuples(st.integers(0, 95), st.integers(0, 95))
    .filter(lambda both: both[0] != both[1])
    .map(lambda both: tuple(time(quarter // 4, quarter % 4 * 15) for quarter in sorted(both)))
)


def test_a_lesson_takes_up_the_half_days_it_runs_on_into():
    assert taken_up(MORNING, hours=(time(9, 30), time(13))) == (MORNING,)
    assert taken_up(MORNING, hours=(time(9, 30), time(13, 15))) == (MORNING, AFTERNOON)
    assert taken_up(AFTERNOON, hours=(time(11), time(15))) == (MORNING, AFTERNOON)
    assert taken_up(EVENING, hours=(time(8), time(22))) == (MORNING, AFTERNOON, EVENING)


def test_a_half_day_is_as_long_as_what_can_be_in_it():
    used = {MORNING: [(time(9, 30), time(11, 30)), (time(10), time(12, 45))], AFTERNOON: [(time(14), time(15))]}
    found = hours_in_use((MORNING, AFTERNOON, EVENING), by=used)
    assert found[MORNING] == (time(9, 30), time(12, 45))
    assert found[AFTERNOON] == (time(14), time(15))
    assert found[EVENING] == half_day_hours(EVENING)


def test_what_begins_in_the_pause_does_not_begin_before_the_morning_has_ended():
    used = {MORNING: [(time(9), time(12, 50))], AFTERNOON: [(time(12, 15), time(15))]}
    assert hours_in_use(week_grid(), by=used)[AFTERNOON] == (time(12, 50), time(15))


@given(st.dictionaries(half_days, st.lists(hours, max_size=3)))
def test_the_half_days_of_a_day_follow_each_other_and_hold_what_is_in_them(used):
    found = hours_in_use(week_grid(), by=used)
    for earlier, later in zip(week_grid(), week_grid()[1:], strict=False):
        assert earlier.day != later.day or found[earlier][1] <= found[later][0]
    for half_day, (begin, end) in found.items():
        assert begin < end
        for first, last in used.get(half_day, ()):
            inside = first < half_day.part.end and last > half_day.part.start
            if inside and taken_up(half_day, hours=(first, last)) == (half_day,):
                assert end >= last


@given(half_days, half_days, hours, hours)
def test_two_things_in_one_hour_take_up_one_half_day_or_meet_in_a_pause(one, other, first, second):
    begin, end = max(first[0], second[0]), min(first[1], second[1])
    apart = not set(taken_up(one, hours=first)) & set(taken_up(other, hours=second))
    if one.day == other.day and begin < end and apart:
        assert not any(begin < part.end and end > part.start for part in Daypart)
