"""Marks and sessions: what holds, whatever order it comes in, and what nobody recorded."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.attendance import Mark, SessionState, attended_minutes, holding, minutes_between, standing
from tweespoor.core.vocabulary import Absence
from tweespoor.core.week import Daypart

NINE = datetime(2026, 3, 2, 9, 0)
MONDAY = date(2026, 3, 2)


def a_mark(person, absence, *, made=0, recorded=0, key=None):
    return Mark(
        key=key or f"{person}-{made}-{recorded}",
        person=person,
        absence=absence,
        made_at=NINE + timedelta(minutes=made),
        recorded_at=NINE + timedelta(minutes=recorded),
    )


MARKS = st.lists(
    st.builds(
        a_mark,
        st.sampled_from(["amal", "bilal", "chen"]),
        st.sampled_from([None, *Absence]),
        made=st.integers(0, 5),
        recorded=st.integers(0, 5),
        key=st.uuids().map(str),
    ),
    max_size=12,
)


def test_a_mark_that_arrives_late_does_not_undo_one_that_was_made_after_it():
    late = a_mark("amal", Absence.UNAUTHORISED, made=1, recorded=90)
    newer = a_mark("amal", Absence.LATE, made=20, recorded=20)

    assert holding([newer, late])["amal"].absence is Absence.LATE


def test_a_mark_that_is_taken_back_is_as_if_nobody_had_marked():
    assert holding([a_mark("amal", Absence.PRESENT, made=1), a_mark("amal", None, made=2)]) == {}


@given(marks=MARKS, shuffled=st.randoms())
def test_what_holds_does_not_depend_on_the_order_or_on_what_is_sent_twice(marks, shuffled):
    sent = [*marks, *marks[::2]]
    shuffled.shuffle(sent)

    assert holding(sent) == holding(marks)


@given(marks=MARKS)
def test_nobody_has_a_mark_that_was_made_before_another_of_the_same_person(marks):
    for person, mark in holding(marks).items():
        assert mark.made_at == max(each.made_at for each in marks if each.person == person)


def stands(now, *, marks=(), members=("amal", "bilal"), **more):
    return standing(day=MONDAY, starts=time(9), now=now, members=members, marks=holding(marks), **more)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (datetime(2026, 3, 1, 23, 59), SessionState.TO_COME),
        (datetime(2026, 3, 2, 8, 59), SessionState.TO_COME),
        (datetime(2026, 3, 2, 9, 0), SessionState.UNDER_WAY),
        (datetime(2026, 3, 2, 23, 59), SessionState.UNDER_WAY),
        (datetime(2026, 3, 3, 0, 0), SessionState.NOT_RECORDED),
    ],
)
def test_a_list_without_a_mark_is_to_come_then_under_way_then_not_recorded(now, state):
    found = stands(now)

    assert (found.state, found.there, found.absent, found.open) == (state, 0, 0, 2)


def test_a_list_with_a_few_marks_is_incomplete_and_says_of_nobody_else_that_they_were_absent():
    found = stands(datetime(2026, 3, 3), marks=[a_mark("amal", Absence.LATE)])

    assert (found.state, found.there, found.absent, found.open) == (SessionState.INCOMPLETE, 1, 0, 1)


def test_who_is_planned_to_be_absent_needs_no_mark():
    found = stands(datetime(2026, 3, 2, 10), marks=[a_mark("amal", Absence.PRESENT)], planned={"bilal"})

    assert (found.state, found.there, found.absent, found.open) == (SessionState.RECORDED, 1, 1, 0)


def test_who_comes_although_absence_was_planned_is_there():
    found = stands(
        datetime(2026, 3, 2, 10),
        marks=[a_mark("amal", Absence.PRESENT), a_mark("bilal", Absence.PRESENT)],
        planned={"bilal"},
    )

    assert (found.there, found.absent) == (2, 0)


def test_a_session_that_was_called_off_is_not_one_that_nobody_recorded():
    assert stands(datetime(2026, 3, 9), is_cancelled=True).state is SessionState.CANCELLED


def test_who_came_late_attended_as_long_as_who_was_there_and_who_was_not_there_attended_nothing():
    lasts = minutes_between(Daypart.EVENING.start, Daypart.EVENING.end)

    assert lasts == 150
    assert {each: attended_minutes(each, lasts=lasts) for each in Absence} == {
        Absence.PRESENT: 150,
        Absence.LATE: 150,
        Absence.AUTHORISED: 0,
        Absence.UNAUTHORISED: 0,
    }
