"""Headings below titles, columns by their names, rows that are odd, names that may be one person's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tweespoor.core.names import similar_names
from tweespoor.core.tabular import (
    Heading,
    Mend,
    Odd,
    Row,
    Sheet,
    columns_of,
    drafts_of,
    guess_columns,
    guess_heading,
    heading_key,
    is_citizen_number,
    read_file,
    without_citizen_numbers,
)

DATA = Path(__file__).resolve().parents[2] / "data"
TODAY = date(2026, 11, 26)


def a_sheet(*rows):
    return Sheet("", tuple(Row(place, tuple(cells)) for place, cells in enumerate(rows, start=1) if any(cells)))


def drafted(sheet, mends=()):
    heading = guess_heading(sheet)
    return drafts_of(sheet, heading, targets=guess_columns(columns_of(sheet, heading)), mends=mends, today=TODAY)


def test_headings_are_found_below_a_title_and_an_empty_row():
    sheet = a_sheet(("Caseload 2026",), (), ("Nr", "Voornaam", "Achternaam"), ("1", "Amal", "Barakat"))
    assert guess_heading(sheet) == Heading(3)


def test_of_merged_headings_the_lower_row_counts_and_the_upper_one_makes_it_precise():
    sheet = read_file((DATA / "caseload-merged-headings.xlsx").read_bytes())[0]
    heading = guess_heading(sheet)
    columns = columns_of(sheet, heading)
    assert heading == Heading(4, 3)
    assert [column.label for column in columns] == [
        "Nr",
        "Voornaam",
        "Achternaam",
        "Geboortedatum",
        "Spreken",
        "Niveau Bij start",
        "Bijstand",
        "Dagdelen per week",
    ]
    assert guess_columns(columns)[5] == "speaking-level-at-start"


def test_headings_that_say_nothing_we_know_are_still_headings():
    assert guess_heading(a_sheet(("lijst",), ("aa", "bb", "cc"), ("1", "2", "3"))) == Heading(2)


def test_empty_and_repeated_headings_get_names_of_their_own():
    sheet = a_sheet(("Nr", "", "Naam", "Naam", "", ""), ("1", "x", "a", "b", "", "y"))
    assert [column.label for column in columns_of(sheet, Heading(1))] == ["Nr", "B", "Naam", "Naam (2)", "F"]


def test_every_target_is_guessed_once_and_an_age_never():
    sheet = a_sheet(
        ("Clientnr", "Voornamen", "Achternaam", "Naam", "Leeftijd", "BSN", "Geb. datum", "M/V", "Nationaliteit"),
        ("1", "Amal", "Barakat", "Amal Barakat", "36", "111222333", "1-2-1990", "v", "Syrisch"),
    )
    assert guess_columns(columns_of(sheet, Heading(1))) == {
        0: "number",
        1: "given-name",
        2: "family-name",
        6: "birth-date",
        7: "gender",
        8: "country-of-origin",
    }


def test_the_same_headings_in_another_order_are_the_same():
    one, other = a_sheet(("Nr", "Naam"), ("1", "x")), a_sheet(("naam ", "NR"), ("x", "1"))
    assert heading_key(columns_of(one, Heading(1))) == heading_key(columns_of(other, Heading(1)))


@pytest.mark.parametrize(
    ("head", "cell", "name"),
    [
        ("Naam", "Amal el Barakat", ("Amal", "el Barakat")),
        ("Naam", "Barakat, Amal", ("Amal", "Barakat")),
        ("Naam (achternaam, voornaam)", "Barakat, Amal", ("Amal", "Barakat")),
        ("Naam (voornaam achternaam)", "Amal el Barakat", ("Amal", "el Barakat")),
    ],
)
def test_a_full_name_is_divided_by_how_it_is_written(head, cell, name):
    draft = drafted(a_sheet(("Nr", head), ("1", cell)))[0]
    assert (draft.given_name, draft.family_name) == name


def test_a_prefix_belongs_to_the_family_name():
    draft = drafted(a_sheet(("Voornaam", "Tussenvoegsel", "Achternaam"), ("Amal", "van der", "Berg")))[0]
    assert draft.family_name == "van der Berg"


def test_odd_rows_are_marked_with_what_they_are():
    head = ("Nr", "Voornaam", "Achternaam", "Geboortedatum", "Geslacht")
    sheet = a_sheet(
        head,
        ("1", "Mohamed", "Ali", "1-2-1990", "m"),
        ("1", "Mohamed", "Ali", "1-2-1990", "m"),
        head,
        ("1", "Piet", "Bakker", "1-2-1970", "m"),
        ("4", "Ali", "Muhammad", "1-2-1990", "m"),
        ("5", "Totaal", "Voetbal", "1-2-1991", "m"),
        ("Totaal", "5"),
    )
    assert [(draft.row, draft.odd, draft.like_row) for draft in drafted(sheet)] == [
        (2, None, 0),
        (3, Odd.DOUBLE, 2),
        (4, Odd.HEADING_AGAIN, 0),
        (5, Odd.NUMBER_TWICE, 2),
        (6, Odd.PERHAPS_DOUBLE, 2),
        (7, None, 0),
        (8, Odd.TOTAL, 0),
    ]


@pytest.mark.parametrize(
    ("first", "second", "like_row"),
    [
        (("", "Mohamed", "Ali", ""), ("", "Muhammad", "Aly", ""), 2),
        (("1", "Mohamed", "Ali", "1-2-1990"), ("", "Ali", "Mohammed", ""), 2),
        (("", "Mohamed", "Ali", ""), ("7", "Mohamed", "Ali", "1-2-1990"), 2),
        (("1", "Mohamed", "Ali", ""), ("2", "Mohamed", "Ali", ""), 0),
        (("", "Mohamed", "Ali", "1-2-1990"), ("", "Mohamed", "Ali", "3-4-1991"), 0),
        (("", "Mohamed", "Ali", ""), ("", "Mohamed", "Haddad", ""), 0),
    ],
)
def test_a_name_that_comes_again_is_asked_about_where_no_number_or_birth_date_tells_apart(first, second, like_row):
    drafts = drafted(a_sheet(("Nr", "Voornaam", "Achternaam", "Geboortedatum"), first, second))
    assert (drafts[1].odd, drafts[1].like_row) == ((Odd.PERHAPS_DOUBLE, 2) if like_row else (None, 0))


def test_among_many_born_on_the_first_of_january_the_one_that_is_alike_is_found():
    letters = "bdfgklmnrstz"
    name = [f"{a}a{b}e{c}i" for a in letters for b in letters for c in letters]
    rows = [(one, other, "1-1-1990") for one, other in zip(name, reversed(name), strict=True)]
    drafts = drafted(a_sheet(("Voornaam", "Achternaam", "Geboortedatum"), *rows, ("Babebo", "Zezezi", "1-1-1990")))
    assert drafts[-1].like_row == 2


def test_a_mend_counts_for_its_column_and_text_or_for_one_cell():
    sheet = a_sheet(("Voornaam", "Geslacht"), ("Amal", "vrw"), ("Dina", "vrw"), ("Omar", "mnn"))
    mends = [Mend(1, "vrw", "Vrouw"), Mend(1, "vrw", "", row=3)]
    drafts = drafted(sheet, mends)
    assert [draft.facts.get("gender") and draft.facts["gender"].value for draft in drafts] == ["female", None, None]
    assert [len(draft.problems) for draft in drafts] == [0, 0, 1]


def test_a_row_without_a_name_is_a_problem_of_its_own():
    (problem,) = drafted(a_sheet(("Nr", "Voornaam", "Achternaam"), ("1", "?", "onbekend")))[0].problems
    assert (problem.row, problem.column, problem.problem.wrong) == (2, 1, "no-name")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohamed Ali", "Muhammad Aly"),
        ("Mohammed al-Masri", "al Masri, Mohamed"),
        ("Khaled Hassan", "Chaled Hasan"),
        ("Yusuf Ibrahim", "Youssef Ibrahim"),
        ("René Müller", "Rene Muller"),
        ("Zaynab Husayn", "Zeinab Hussein"),
    ],
)
def test_names_written_otherwise_may_be_one_persons(one, other):
    assert similar_names(one, other)
    assert similar_names(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Amina Yusuf", "Bilal Youssef"), ("Sara Haile", "Selam Haile"), ("Piet Bakker", "Jan Smit"), ("", "Amal")],
)
def test_other_names_are_other_people(one, other):
    assert not similar_names(one, other)


def test_citizen_service_numbers_are_known_by_the_eleven_test():
    assert is_citizen_number("111222333")
    assert is_citizen_number("1234.56.782")
    assert not is_citizen_number("111222334")
    assert not is_citizen_number("000000000")


def test_a_column_of_citizen_service_numbers_is_emptied_and_no_other():
    rows = [("Kenmerk", "Nr"), ("111222333", "100000001"), ("123456782", "100000002"), ("999994669", "100000004")]
    emptied = without_citizen_numbers(a_sheet(*rows))
    assert [row.cells for row in emptied.rows] == [
        ("Kenmerk", "Nr"),
        ("", "100000001"),
        ("", "100000002"),
        ("", "100000004"),
    ]
