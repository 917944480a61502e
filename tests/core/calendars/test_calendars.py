"""Calendars, read back with a library of another hand and expanded meeting by meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

from tweespoor.core.calendars import Meeting, icalendar, series_of

MADE = datetime(2026, 10, 1, 12, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Amsterdam")
TUESDAY = date(2026, 10, 20)


def a_meeting(*, day=TUESDAY, key="groep", begins=time(9), ends=time(12), title="Een vak leren", **more):
    return Meeting(key=key, day=day, begins=begins, ends=ends, title=title, **more)


def written(meetings, **more):
    return icalendar(meetings, name="Mijn week", language="nl", made_at=MADE, **more)


def expanded(content):
    """What a telephone shows: each meeting with its moment, its words, and whether it is struck out."""
    calendar = IcsCalendarStream.calendar_from_ics(content.decode())
    return sorted(
        (each.dtstart, each.dtend, each.summary, each.location or "", each.status is EventStatus.CANCELLED)
        for each in calendar.timeline
    )


def meant(meetings):
    return sorted(
        (
            datetime.combine(each.day, each.begins, tzinfo=ZONE),
            datetime.combine(each.day, each.ends, tzinfo=ZONE),
            each.title,
            each.place,
            each.is_cancelled,
        )
        for each in meetings
    )


HOURS = st.sampled_from(
    [(time(9), time(12)), (time(13), time(16)), (time(19), time(21, 30)), (time(9, 30), time(12, 15))]
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=90).map(
    lambda text: text.strip() or "les"
)


@st.composite
def weeks_of_meetings(draw):
    found = {}
    for number in range(draw(st.integers(0, 4))):
        first = draw(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
        begins, ends = draw(HOURS)
        title, place = draw(TEXTS), draw(TEXTS)
        for week, is_off in draw(st.dictionaries(st.integers(0, 40), st.booleans(), min_size=1, max_size=20)).items():
            day = first + timedelta(weeks=week)
            found[number, day] = a_meeting(
                key=f"groep {number}", day=day, begins=begins, ends=ends, title=title, place=place, is_cancelled=is_off
            )
    return list(found.values())


@given(weeks_of_meetings())
def test_a_calendar_shows_every_meeting_at_its_moment_and_no_other(meetings):
    assert expanded(written(meetings)) == meant(meetings)


@given(weeks_of_meetings())
def test_every_meeting_is_in_one_series(meetings):
    found = series_of(meetings)
    assert sorted((each.first.key, day) for each in found for day in each.days) == sorted(
        (each.key, each.day) for each in meetings
    )


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28)])
def test_nine_is_nine_before_and_after_the_clock_changes(change):
    days = [change + timedelta(days=offset) for offset in (-5, 2, 9)]
    shown = expanded(written([a_meeting(day=day) for day in days]))
    assert [begins.astimezone(ZONE).time() for begins, *_ in shown] == [time(9)] * 3
    assert len({begins.utcoffset() for begins, *_ in shown}) == 2


def test_the_rules_of_the_time_zone_in_the_file_are_those_of_the_country():
    """Read without knowing the zone by its name, as a calendar does that does not."""
    content = written([a_meeting(day=TUESDAY + timedelta(weeks=week)) for week in range(-40, 20)]).decode()
    unknown = content.replace("Europe/Amsterdam", "Ergens/Anders")
    calendar = IcsCalendarStream.calendar_from_ics(unknown)
    offsets = {each.dtstart.date(): each.dtstart.utcoffset() for each in calendar.timeline}
    assert len(offsets) == 60
    assert offsets == {day: datetime.combine(day, time(9), tzinfo=ZONE).utcoffset() for day in offsets}


def test_what_is_off_is_struck_out_and_says_so():
    meetings = [a_meeting(), a_meeting(day=TUESDAY + timedelta(weeks=1), is_cancelled=True)]
    shown = expanded(written(meetings, cancelled_title="Gaat niet door: %(title)s"))
    assert [(title, off) for *_, title, _place, off in shown] == [
        ("Een vak leren", False),
        ("Gaat niet door: Een vak leren", True),
    ]


def test_a_series_keeps_its_identity_when_a_week_falls_out_or_is_called_off():
    def identities(meetings):
        return {each.uid for each in IcsCalendarStream.calendar_from_ics(written(meetings).decode()).events}

    weeks = [TUESDAY + timedelta(weeks=week) for week in range(6)]
    before = identities([a_meeting(day=day) for day in weeks])
    after = identities([a_meeting(day=day, is_cancelled=day == weeks[4]) for day in weeks if day != weeks[2]])
    assert before == after
    assert len(before) == 1


def test_words_of_any_language_and_any_mark_come_through():
    title = "تعلم مهنة; ሞያ ምምሃር, “x”\\n"
    [(_begins, _ends, shown, place, _off)] = expanded(written([a_meeting(title=title, place="A\\B; C, D")]))
    assert (shown, place) == (title, "A\\B; C, D")


def test_a_calendar_of_nothing_is_a_calendar():
    assert expanded(written([])) == []


def test_a_meeting_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends after it begins"):
        a_meeting(begins=time(12), ends=time(9))


def test_two_meetings_that_no_calendar_can_tell_apart_are_refused():
    with pytest.raises(ValueError, match="two meetings"):
        written([a_meeting(), a_meeting()])
