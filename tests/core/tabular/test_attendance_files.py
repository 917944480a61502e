"""Attendance files of schools: columns found, days and times read, words gathered, the long form and the wide one."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.tabular import (
    Heading,
    Mend,
    Problem,
    Told,
    TooManyWords,
    Wrong,
    attendance_heading,
    attendance_records,
    columns_of,
    guess_attendance_columns,
    lasting_headings,
    likely_meaning,
    read_file,
    read_lesson_day,
    read_when,
    words_in,
)
from tweespoor.core.week import Daypart

TODAY = date(2026, 11, 27)
DATA = Path(__file__).resolve().parents[2] / "data"


def sheet_of(name):
    return read_file((DATA / name).read_bytes())[-1]


def looked_at(sheet):
    heading = attendance_heading(sheet, today=TODAY)
    return heading, guess_attendance_columns(columns_of(sheet, heading), today=TODAY)


@pytest.mark.parametrize(
    ("text", "day", "when"),
    [
        ("02-11-2026", date(2026, 11, 2), None),
        ("2-11-26", date(2026, 11, 2), None),
        ("ma 2 nov. 2026 ochtend", date(2026, 11, 2), Daypart.MORNING),
        ("2026-11-02 13:30", date(2026, 11, 2), time(13, 30)),
        ("2026-11-02 00:00:00", date(2026, 11, 2), None),
        ("middag 2/11/2026", date(2026, 11, 2), Daypart.AFTERNOON),
    ],
)
def test_the_day_of_a_lesson_is_read_with_its_part_or_time(text, day, when):
    assert read_lesson_day(text, today=TODAY) == (day, when)


@pytest.mark.parametrize(
    ("text", "wrong", "proposal"),
    [
        ("2-11", Wrong.SHORT_YEAR, "02-11-2026"),
        ("ma 2 nov avond", Wrong.SHORT_YEAR, "02-11-2026 avond"),
        ("14-12", Wrong.SHORT_YEAR, "14-12-2025"),
        ("31-11-2026", Wrong.NO_SUCH_DAY, ""),
        ("28-11-2026", Wrong.FUTURE, ""),
        ("46328", Wrong.SERIAL, "02-11-2026"),
        ("les 4", Wrong.NO_DATE, ""),
        ("ochtend", Wrong.NO_DATE, ""),
    ],
)
def test_a_day_that_is_doubtful_is_a_problem_with_what_is_likely(text, wrong, proposal):
    assert read_lesson_day(text, today=TODAY)[0] == Problem(wrong, proposal=proposal)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("ma ochtend", Daypart.MORNING),
        ("NM", Daypart.AFTERNOON),
        ("’s avonds", Daypart.EVENING),
        ("9.00 - 12.00 uur", time(9)),
        ("9u30", time(9, 30)),
        ("13:15:00", time(13, 15)),
        ("0,375", time(9)),
    ],
)
def test_the_time_of_a_lesson_is_read(text, when):
    assert read_when(text) == when


def test_what_is_no_time_is_a_problem():
    assert [read_when(text) for text in ("les 1", "25:00", "9")] == [Problem(Wrong.NOT_IN_LIST)] * 3


def test_illness_is_absence_with_notice_and_what_can_mean_two_things_is_asked():
    assert {likely_meaning(word) for word in ("Ziek", "z", "ziek gemeld.", "Afwezig MG")} == {Told.AUTHORISED}
    assert [likely_meaning(word) for word in ("A", "0", "x", "afwezig", "nee")] == [None] * 5
    assert likely_meaning(" AANWEZIG ") is Told.PRESENT


def test_a_long_file_is_found_below_its_title_and_read_row_by_row():
    sheet = sheet_of("attendance-long.csv")
    heading, targets = looked_at(sheet)
    assert heading == Heading(4)
    assert targets == {1: "name-family-first", 2: "class", 3: "day", 4: "when", 5: "status"}
    words = {each.word: each.count for each in words_in(sheet, heading, targets=targets)}
    assert words == {"aanwezig": 7, "te laat": 1, "ziek": 1, "afwezig mg": 1, "afwezig": 1}
    records = attendance_records(sheet, heading, targets=targets, today=TODAY)
    assert [record.row for record in records] == [*range(5, 17)]  # not the totals
    assert {record.name for record in records if record.row in (5, 7, 9)} == {"Anna Voorbeeld", "anna voorbeeld"}
    assert {record.row: record.problems[0].problem.wrong for record in records if record.problems} == {
        9: Wrong.SHORT_YEAR,
        11: Wrong.NO_SUCH_DAY,
    }


def test_a_wide_file_is_a_record_per_day_that_says_something():
    sheet = sheet_of("attendance-wide.xlsx")
    heading, targets = looked_at(sheet)
    records = attendance_records(sheet, heading, targets=targets, today=TODAY)
    assert [(record.row, record.name, record.day.day, record.word) for record in records] == [
        (4, "Anna Voorbeeld", 2, "1"),
        (4, "Anna Voorbeeld", 3, "1"),
        (4, "Anna Voorbeeld", 4, "0"),
        (5, "Bilal Voorbeeld", 2, "1"),
        (5, "Bilal Voorbeeld", 3, "z"),
        (5, "Bilal Voorbeeld", 4, "0"),
        (5, "Bilal Voorbeeld", 7, "v"),
    ]


def test_days_above_parts_of_the_day_are_read_together():
    content = ";ma 2-11-2026;;di 3-11-2026;\nNaam;ochtend;middag;ochtend;middag\nAnna;1;0;1;1\n"
    sheet = read_file(content.encode())[0]
    heading, targets = looked_at(sheet)
    records = attendance_records(sheet, heading, targets=targets, today=TODAY)
    assert [(record.day, record.part, record.word) for record in records] == [
        (date(2026, 11, 2), Daypart.MORNING, "1"),
        (date(2026, 11, 2), Daypart.AFTERNOON, "0"),
        (date(2026, 11, 3), Daypart.MORNING, "1"),
        (date(2026, 11, 3), Daypart.AFTERNOON, "1"),
    ]


def test_a_heading_that_is_a_day_without_a_year_is_mended_once_for_its_column():
    sheet = read_file(b"Naam;2-11;3-11\nAnna;1;1\nBilal;1;0\n")[0]
    heading, targets = looked_at(sheet)
    problems = {record.problems[0] for record in attendance_records(sheet, heading, targets=targets, today=TODAY)}
    assert {(problem.row, problem.column, problem.problem.proposal) for problem in problems} == {
        (1, 1, "02-11-2026"),
        (1, 2, "03-11-2026"),
    }
    mends = [Mend(problem.column, problem.text, problem.problem.proposal) for problem in problems]
    records = attendance_records(sheet, heading, targets=targets, mends=mends, today=TODAY)
    assert [(record.day.day, record.problems) for record in records] == [(2, ()), (3, ()), (2, ()), (3, ())]


def test_a_mapping_is_remembered_by_the_headings_that_are_no_days():
    november = read_file(b"Naam;2-11-2026;3-11-2026\nAnna;1;1\n")[0]
    december = read_file(b"Naam;9-11-2026\nAnna;1\n")[0]
    other = read_file(b"Naam;Klas;9-11-2026\nAnna;1;1\n")[0]
    keys = [lasting_headings(columns_of(sheet, Heading(1)), today=TODAY) for sheet in (november, december, other)]
    assert keys[0] == keys[1] != keys[2]


def test_a_column_of_names_is_no_column_of_words():
    rows = "\n".join(f"Anna;2-11-2026;woord {place}" for place in range(41))
    sheet = read_file(f"Naam;Datum;Status\n{rows}\n".encode())[0]
    with pytest.raises(TooManyWords):
        words_in(sheet, Heading(1), targets={0: "name-given-first", 1: "day", 2: "status"})


CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters=';"\n\r\t', exclude_categories=["Cc", "Cs"]), max_size=20
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_whatever_stands_in_a_file_becomes_a_day_or_a_problem(rows):
    content = "Naam;Datum;Dagdeel;Status\n" + "\n".join(";".join(row) for row in rows) + "\nAnna;2-11-2026;;1\n"
    sheet = read_file(content.encode())[0]
    targets = {0: "name-given-first", 1: "day", 2: "when", 3: "status"}
    for record in attendance_records(sheet, Heading(1), targets=targets, today=TODAY):
        assert not record.word or record.problems or (record.day is not None and record.name)
