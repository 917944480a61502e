"""Which theme falls on which meeting: what is called off moves the themes after it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.preteaching import Meeting, lay, lesson_before, meetings_on
from tweespoor.core.week import HalfDay

MORNING, AFTERNOON = HalfDay.parse("mon-morning"), HalfDay.parse("mon-afternoon")
MONDAYS = [date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 21)]


def a_meeting(day, *, is_off=False):
    return Meeting(day, (MORNING,), is_off)


def test_each_theme_goes_to_the_next_meeting_that_is_held():
    first, second, third = MONDAYS
    course = lay(["brief", "bellen"], meetings=[a_meeting(third), a_meeting(first), a_meeting(second, is_off=True)])
    assert [(each.meeting.day, each.theme, each.number) for each in course.laid] == [
        (first, "brief", 1),
        (second, None, 0),
        (third, "bellen", 2),
    ]
    assert course.left_over == ()


def test_themes_without_a_meeting_are_left_over_and_meetings_without_a_theme_have_none():
    assert lay(["brief", "bellen"], meetings=[a_meeting(MONDAYS[0])]).left_over == ("bellen",)
    assert [each.theme for each in lay([], meetings=map(a_meeting, MONDAYS)).laid] == [None, None, None]


@given(themes=st.lists(st.integers(), max_size=12), off=st.lists(st.booleans(), max_size=12))
def test_no_theme_is_lost_or_given_twice_and_their_order_stays(themes, off):
    days = [date.fromordinal(737000 + place) for place in range(len(off))]
    course = lay(themes, meetings=[a_meeting(day, is_off=each) for day, each in zip(days, off, strict=True)])
    held = [each for each in course.laid if not each.meeting.is_off]
    given_at = [each.theme for each in held if each.theme is not None]
    assert [*given_at, *course.left_over] == themes
    assert [each.number for each in held] == list(range(1, len(held) + 1))


def test_half_days_of_one_session_are_one_meeting():
    wednesday = HalfDay.parse("wed-morning")
    found = meetings_on(
        [(MONDAYS[0], AFTERNOON), (MONDAYS[0], MORNING), (date(2026, 9, 9), wednesday)],
        sessions=[[MORNING, AFTERNOON], [wednesday]],
    )
    assert found == [Meeting(MONDAYS[0], (MORNING, AFTERNOON)), Meeting(date(2026, 9, 9), (wednesday,))]


def test_the_lesson_before_a_meeting_may_be_on_the_same_day_and_not_at_the_same_time():
    meeting = Meeting(MONDAYS[1], (AFTERNOON,))
    lessons = [(day, MORNING) for day in MONDAYS]
    assert lesson_before(lessons, meeting=meeting) == (MONDAYS[1], MORNING)
    assert lesson_before(lessons, meeting=a_meeting(MONDAYS[1])) == (MONDAYS[0], MORNING)
    assert lesson_before([], meeting=meeting) is None
