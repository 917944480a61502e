"""The table says of every number whether the report gives it, and its numbers are those of the people."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict

import pytest
from click.testing import CliRunner

from tweespoor.cli import main
from tweespoor.core.facts import FactState
from tweespoor.core.population import PROGRAMMES, REFERENCE_DATE, Basis, calibration_rows, pilot_population
from tweespoor.core.vocabulary import variable

BANDS = ((25, "18-25"), (35, "26-35"), (45, "36-45"), (54, "46-54"), (67, "55+"))


def answer_of(person, slug):
    """What the table calls the answer of a person."""
    fact = person.facts[slug]
    if fact.state is not FactState.KNOWN:
        return fact.state.value
    if slug == "birth-date":
        born = fact.value
        had_birthday = (born.month, born.day) <= (REFERENCE_DATE.month, REFERENCE_DATE.day)
        age = REFERENCE_DATE.year - born.year - (not had_birthday)
        return next(band for oldest, band in BANDS if age <= oldest)
    if isinstance(fact.value, tuple):
        return "with-one-or-more"
    return {True: "yes", False: "no"}.get(fact.value, fact.value)


@pytest.mark.parametrize("seed", [1, 8])
def test_the_people_are_those_of_the_table(seed):
    people = pilot_population(seed=seed).people
    said = defaultdict(dict)
    for row in calibration_rows():
        if row.variable and row.programme != "all":
            said[row.variable, row.programme][row.answer] = row.people
    seen = {
        (slug, programme): Counter(answer_of(person, slug) for person in people if person.programme == programme)
        for slug, programme in said
    }
    assert seen == said
    assert len(said) == 10 * 9


def test_only_what_the_text_fixes_is_marked_as_coming_from_it():
    rows = [row for row in calibration_rows() if row.basis is Basis.FROM_TEXT]
    totals = {row.figure: row.people for row in rows if row.programme == "all"}
    assert totals == {
        "2.1": 452,
        "2.2": 448,
        "2.3": 452,
        "2.4": 448,
        "2.5": 400,
        "2.6": 223,
        "2.7": 413,
        "2.8": 409,
        "2.9": 405,
        "B3.1": 365,
        "B3.2": 174,
    }
    sizes = {row.programme: row.people for row in rows if row.figure == "2.1" and row.programme != "all"}
    assert tuple(sizes) == PROGRAMMES
    bars = {(row.figure, row.programme, row.answer) for row in rows if row.figure != "2.1" and row.programme != "all"}
    assert bars == {
        ("2.3", "roermond", "18-25"),
        ("2.7", "hengelo", "following"),
        ("2.8", "nederweert", "not-asked"),
    }


def test_a_number_from_the_text_that_holds_for_a_whole_pilot_is_the_size_of_the_pilot():
    sizes = {row.programme: row.people for row in calibration_rows() if row.figure == "2.1"}
    for row in calibration_rows():
        if row.basis is Basis.FROM_TEXT and row.programme != "all":
            assert row.people == sizes[row.programme]


def test_every_figure_is_about_a_variable_there_is():
    assert {variable(row.variable).slug for row in calibration_rows() if row.figure != "2.1"} == {
        row.variable for row in calibration_rows() if row.variable
    }


def test_the_table_can_be_read_on_the_command_line():
    shown = CliRunner().invoke(main, ["population", "calibration"])
    assert shown.exit_code == 0
    rows = list(csv.DictReader(shown.output.splitlines()))
    assert len(rows) == len(calibration_rows())
    assert rows[1] == {
        "figure": "2.1",
        "variable": "",
        "programme": "lochem",
        "answer": "registered",
        "people": "42",
        "basis": "from_text",
        "text_says": "",
    }
    assert {row["basis"] for row in rows} == {"from_text", "invented"}
