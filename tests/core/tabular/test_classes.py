"""Lists of classes: columns found by what they are called, and every row a class or its problems."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.tabular import (
    Wrong,
    class_drafts,
    class_heading,
    guess_class_columns,
    read_file,
)

TODAY = date(2026, 9, 1)
HEAD = "Klas;Niveau;Dagdelen;Vrije plaatsen;Gebouw"
COLUMNS = {"name": 0, "level": 1, "half_days": 2, "free_seats": 3, "location": 4}

BOTH = {"mon-morning": ["09:30", "12:15"], "wed-afternoon": ["13:15", "16:00"]}


def drafts_of(*rows):
    sheet = read_file("\n".join((HEAD, *rows, "")).encode())[0]
    heading = class_heading(sheet)
    columns = guess_class_columns(sheet, heading)
    return class_drafts(sheet, heading, columns=columns, locations={"leerhuis": "1"}, today=TODAY)


def test_columns_are_found_by_what_they_are_called():
    sheet = read_file(f"Lijst van de school\n\n{HEAD}\nX;A1;ma ochtend;1;Leerhuis\n".encode())[0]
    assert class_heading(sheet).row == 3
    assert guess_class_columns(sheet, class_heading(sheet)) == COLUMNS


def test_a_row_says_a_class():
    (draft,) = drafts_of("Alfa;alfa b;ma ochtend, di;3;LEERHUIS")
    assert draft.problems == ()
    assert draft.values == {
        "name": "Alfa",
        "level": "alfa-b",
        "half_days": ["mon-morning", "tue-morning", "tue-afternoon", "tue-evening"],
        "free_seats": 3,
        "location": "1",
    }


def test_a_class_that_stands_there_twice_is_a_problem_the_second_time():
    first, second = drafts_of("Alfa;A1;ma ochtend;;", "ALFA;A2;di ochtend;;")
    assert first.problems == ()
    assert [(cell.letter, cell.problem.wrong) for cell in second.problems] == [("A", Wrong.WRONG_FORM)]


@pytest.mark.parametrize(
    ("said", "half_days", "hours"),
    [
        ("ma 9.30-12.15, wo 13:15 - 16:00", ["mon-morning", "wed-afternoon"], BOTH),
        ("di 19.00 uur tot 21.30 uur", ["tue-evening"], {}),
        ("do ochtend 9-11; do ochtend 11.15-12.30", ["thu-morning"], {"thu-morning": ["09:00", "12:30"]}),
        ("vr middag en ma 9u30-12u", ["mon-morning", "fri-afternoon"], {"mon-morning": ["09:30", "12:00"]}),
        ("maandagavond (18.00-20.00)", ["mon-evening"], {"mon-evening": ["18:00", "20:00"]}),
    ],
)
def test_days_with_hours_are_half_days_with_their_own_hours(said, half_days, hours):
    (draft,) = drafts_of(f'Alfa;A1;"{said}";;')
    assert draft.problems == ()
    assert (draft.values["half_days"], draft.values["hours"]) == (half_days, hours)


@pytest.mark.parametrize(
    "said", ["ma 12.00-9.00", "ma 9.00-16.00", "9.00-12.00", "ma 25.00-26.00", "ma, di 9-12", "ma 9"]
)
def test_hours_that_are_no_lesson_are_a_problem(said):
    (draft,) = drafts_of(f'Alfa;A1;"{said}";;')
    assert [cell.target for cell in draft.problems] == ["half_days"]


def test_a_list_can_name_the_schools_own_code_and_who_may_switch():
    sheet = read_file(b"Code;Klas;Niveau;Tijden;Wisselen vanuit\nK1;A;A1;ma ochtend;\nk 1;B;A1;di ochtend;K1, C\n")[0]
    heading = class_heading(sheet)
    first, second = class_drafts(sheet, heading, columns=guess_class_columns(sheet, heading), locations={}, today=TODAY)
    assert first.values["code"] == "K1"
    assert "switch_from" not in first.values
    assert second.values["switch_from"] == ["K1", "C"]
    assert [(cell.letter, cell.problem.wrong) for cell in second.problems] == [("A", Wrong.WRONG_FORM)]


CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters=';"\n\r\t', exclude_categories=["Cc", "Cs"]), max_size=20
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_whatever_a_list_holds_every_row_is_a_whole_class_or_says_what_is_wrong(rows):
    for draft in drafts_of(*(";".join(("x" + row[0], *row[1:])) for row in rows)):
        said = set(draft.values) | {cell.target for cell in draft.problems}
        assert {"name", "level", "half_days"} <= said
        if not draft.problems:
            assert draft.values["level"]
            assert draft.values["half_days"]
