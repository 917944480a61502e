"""Small numbers stay hidden from somebody who knows all totals; checked by trying every table that fits."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.evaluation import attacker
from tweespoor.core.evaluation import (
    Count,
    FactsTable,
    LeftOutBecause,
    Suppressed,
    TableText,
    csv_text,
    figure,
    figures,
    hide_small,
    notes,
    svg,
    table_text,
    title,
)
from tweespoor.core.evaluation.table import FACT_COLUMNS, PEOPLE_COLUMNS
from tweespoor.core.population import pilot_population, tables

REPORT = date(2021, 2, 15)
JOINED = date(2020, 1, 6)


def possible(numbers, hidden, *, rows_add_up, columns):
    """For each hidden cell, all values it has in some table with the same known totals and the same open cells."""
    cells = [(r, c) for r, row in enumerate(hidden) for c, flag in enumerate(row) if flag]
    known = columns if len(numbers) > 1 else ()

    def most(row, column):
        if column in known:
            return sum(line[column] for line, flags in zip(numbers, hidden, strict=True) if flags[column])
        return sum(n for n, flag in zip(numbers[row], hidden[row], strict=True) if flag) + (not rows_add_up)

    found = {cell: set() for cell in cells}
    for values in product(*(range(most(*cell) + 1) for cell in cells)):
        table = [list(row) for row in numbers]
        for (r, c), value in zip(cells, values, strict=True):
            table[r][c] = value
        fits = all(sum(row[c] for row in table) == sum(row[c] for row in numbers) for c in known)
        if rows_add_up:
            fits = fits and all(sum(a) == sum(b) for a, b in zip(table, numbers, strict=True))
        if fits:
            for cell, value in zip(cells, values, strict=True):
                found[cell].add(value)
    return found


cell = st.integers(0, 5)
tiny = st.one_of(
    st.lists(st.lists(cell, min_size=3, max_size=3), min_size=1, max_size=2),
    st.lists(st.lists(cell, min_size=2, max_size=2), min_size=3, max_size=3),
)


@given(
    numbers=tiny, threshold=st.integers(2, 4), rows_add_up=st.booleans(), columns=st.none() | st.sets(st.integers(0, 1))
)
@settings(max_examples=150, deadline=None)
def test_no_hidden_number_can_be_worked_out_from_the_totals(numbers, threshold, rows_add_up, columns):
    hidden = hide_small(numbers, threshold=threshold, rows_add_up=rows_add_up, columns=columns)
    for row, line in zip(numbers, hidden, strict=True):
        assert all(flag for number, flag in zip(row, line, strict=True) if 0 < number < threshold)
    everything = all(all(line) for line in hidden)
    known = range(len(numbers[0])) if columns is None else columns
    for (r, c), values in possible(numbers, hidden, rows_add_up=rows_add_up, columns=known).items():
        column_hidden = all(hidden[k][c] for k in range(len(numbers)))
        row_hidden = all(hidden[r])
        assert len(values) > 1 or everything or (column_hidden and (row_hidden or not rows_add_up))


NAMES = ("lochem", "arnhem", "roermond")
GENDERS = ("male", "female", "other", "none", "not-asked")
OBSTACLES = ("debts", "debts;housing", "housing", "debts;debts", "none", "not-asked")


def registry(variable, answers):
    """A table of facts with one person per answer, programme by programme."""
    people, facts = [], []
    for programme, given_answers in answers.items():
        for place, answer in enumerate(given_answers):
            person = f"{programme}-{place}"
            people.append((person, programme, JOINED))
            if answer != "not-asked":
                state, value = ("none", "") if answer == "none" else ("known", answer)
                facts.append((person, variable, state, value, JOINED, JOINED))
    return FactsTable(
        pl.DataFrame(people, schema=PEOPLE_COLUMNS, orient="row"),
        pl.DataFrame(facts, schema=FACT_COLUMNS, orient="row"),
    )


def answers_from(codes):
    counts = st.lists(st.integers(0, 7), min_size=len(codes), max_size=len(codes))
    people = counts.map(lambda ns: [code for code, n in zip(codes, ns, strict=True) for _ in range(n)])
    return st.lists(people, min_size=1, max_size=3).map(lambda rows: dict(zip(NAMES, rows, strict=False)))


@pytest.mark.parametrize(("number", "codes"), [("2.2", GENDERS), ("2.6", OBSTACLES)])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_who_tries_everything_that_fits_a_figure_finds_no_small_number(number, codes, data):
    variable = "gender" if codes is GENDERS else "obstacles"
    table = registry(variable, data.draw(answers_from(codes)))
    exact = figure(table, number, as_of=REPORT)
    seen = figure(table, number, as_of=REPORT, threshold=5)
    tried = attacker.may_be(seen)
    for row, true in zip(seen.rows, exact.rows, strict=True):
        if not isinstance(row.people, int):
            assert 0 < true.people < 5
            continue
        real = {"none": true.none, "not_asked": true.not_asked}
        real |= {
            category.slug: cell.n
            for category, cell in zip(exact.categories, true.cells, strict=True)
            if isinstance(cell, Count)
        }
        small = {name for name, n in real.items() if 0 < n < 5 and (row.programme, name) in tried}
        assert {name for name in small if len(tried[row.programme, name]) < 2} == set()


def test_nothing_is_hidden_where_no_number_is_small():
    assert hide_small([[10, 20], [30, 0]], threshold=10) == [[False, False], [False, False]]


def test_one_small_number_takes_others_along():
    hidden = hide_small([[3, 20, 30], [25, 26, 27], [28, 29, 31]], threshold=5)
    assert hidden[0][0]
    assert sum(hidden[0]) >= 2
    assert sum(row[0] for row in hidden) >= 2


@pytest.mark.parametrize(("numbers", "threshold"), [([[1]], 0), ([[-1]], 5)])
def test_what_makes_no_sense_is_refused(numbers, threshold):
    with pytest.raises(ValueError, match="threshold"):
        hide_small(numbers, threshold=threshold)


def test_hidden_cells_of_a_figure_are_never_zero_and_never_small_ones_left():
    table = FactsTable(*tables(pilot_population(seed=1)))
    for found in figures(table, as_of=REPORT, threshold=10):
        exact = figure(table, found.measure.number, as_of=REPORT)
        for row, true in zip(found.rows, exact.rows, strict=True):
            for cell, real in zip(row.cells, true.cells, strict=True):
                if isinstance(cell, Count):
                    assert cell == real
                    assert cell.n == 0 or cell.n >= 10
                if isinstance(real, Count) and 0 < real.n < 10:
                    assert isinstance(cell, Suppressed)


def everything_shown(found):
    """All that a reader gets of a figure: title, notes, table, CSV and picture."""
    words = [title(found, "nl"), *notes(found, "nl"), csv_text(found), svg(found)]
    return "\n".join([*words, *(" | ".join(row) for row in table_text(found, "nl").rows)])


def numbers_in(text):
    return {int(found) for found in re.findall(r"(?<![\w.#-])\d+(?![\w.%-])", re.sub(r"<[^>]*>", " ", text))}


@pytest.mark.parametrize("number", ["2.1", "2.2"])
def test_a_programme_with_too_few_people_shows_no_number_anywhere(number):
    table = registry("gender", {"lochem": ["male"] * 30 + ["female"] * 25, "arnhem": ["male"] * 7})
    assert 7 in numbers_in(everything_shown(figure(table, number, as_of=REPORT)))
    found = figure(table, number, as_of=REPORT, threshold=10)
    seen = everything_shown(found)
    assert {7, 37, 62} & numbers_in(seen) == set()
    assert "Weggelaten: arnhem telt te weinig deelnemers om te tonen, en telt niet mee in N." in seen
    assert found.n == 55


def test_a_programme_of_which_too_few_answered_shows_only_its_people():
    answers = {"lochem": ["male"] * 30, "arnhem": ["male"] * 4 + ["female"] * 3 + ["not-asked"] * 6}
    found = figure(registry("gender", answers), "2.2", as_of=REPORT, threshold=10)
    assert ("arnhem", *["afgeschermd"] * 6, "13") in table_text(found, "nl").rows
    assert "Weggelaten: arnhem (N=13) heeft van te weinig deelnemers een antwoord om te tonen." in notes(found, "nl")
    assert {4, 6, 7, 37} & numbers_in(everything_shown(found)) == set()


def test_few_with_none_and_few_not_asked_are_hidden_with_what_would_tell_them():
    answers = {"lochem": ["male"] * 30 + ["female"] * 25 + ["none"] * 2 + ["not-asked"] * 3}
    found = figure(registry("gender", answers), "2.2", as_of=REPORT, threshold=10)
    assert table_text(found, "nl") == TableText(
        ("Pilot", "Man", "Vrouw", "geen", "niet gevraagd", "N", "deelnemers"),
        (("lochem", "30 (50%)", "afgeschermd", "afgeschermd", "afgeschermd", "afgeschermd", "60"),),
    )
    assert title(found, "nl") == "Figuur 2.2 Geslacht per pilot (N afgeschermd)"
    assert {2, 3, 25, 55, 57} & numbers_in(everything_shown(found)) == set()


def test_many_with_none_and_many_not_asked_are_shown():
    answers = {"lochem": ["male"] * 30 + ["female"] * 25 + ["none"] * 12 + ["not-asked"] * 13}
    found = figure(registry("gender", answers), "2.2", as_of=REPORT, threshold=10)
    assert table_text(found, "nl").rows == (("lochem", "30 (38%)", "25 (31%)", "12", "13", "67", "80"),)
    assert found.n == 67


def test_an_answer_that_everybody_gave_does_not_tell_how_few_were_not_asked():
    table = registry("obstacles", {"lochem": ["debts"] * 12 + ["not-asked"] * 3})
    found = figure(table, "2.6", as_of=REPORT, threshold=10)
    assert len(attacker.may_be(found)["lochem", "not_asked"]) > 1
    assert {3, 12} & numbers_in(everything_shown(found)) == set()


def test_hidden_numbers_stand_in_the_picture_as_hidden_and_who_was_not_asked_as_such():
    answers = {"lochem": ["male"] * 30 + ["female"] * 25 + ["other"] * 2 + ["not-asked"] * 28}
    drawn = svg(figure(registry("gender", answers), "2.2", as_of=REPORT, threshold=10))
    assert all(words in drawn for words in ("Niet gevraagd", "Afgeschermd", "Aandeel van alle deelnemers", "n=85"))


def test_few_answers_that_came_in_later_are_not_counted_out():
    table = registry("gender", {"lochem": ["male"] * 30})
    late = [(f"lochem-{place}", "gender", "known", "female", REPORT, date(2021, 4, 1)) for place in range(12)]
    for some, words in ((3, "Enkele antwoorden over deze tijd"), (12, "12 antwoorden over deze tijd")):
        facts = pl.concat([table.facts, pl.DataFrame(late[:some], schema=FACT_COLUMNS, orient="row")])
        found = figure(FactsTable(table.people, facts), "2.2", as_of=REPORT, threshold=10)
        assert next(note for note in notes(found, "nl") if "later binnen" in note).startswith(words)


def test_one_programme_alone_gives_no_totals_away():
    table = FactsTable(*tables(pilot_population(seed=1)))
    alone = {"roermond": "Roermond"}
    for found in figures(table, as_of=REPORT, programmes=alone, threshold=10):
        assert [row[0] for row in table_text(found, "nl").rows] == ["Roermond"]
        unseen = any(isinstance(row.of, Suppressed) for row in found.rows)
        assert isinstance(found.n, Suppressed) == unseen


def test_a_programme_with_too_few_people_shows_no_numbers_in_the_csv():
    table = FactsTable(*tables(pilot_population(seed=1)))
    found = figure(table, "2.9", as_of=date(2019, 9, 1), threshold=10)
    lines = list(csv.DictReader(io.StringIO(csv_text(found))))
    few = {row.programme for row in found.left_out if row.left_out is LeftOutBecause.TOO_FEW}
    assert few
    for line in lines:
        if line["programme"] in few:
            assert line["state"] == "hidden"
            assert {line[name] for name in ("n", "of", "none", "not_asked", "people")} == {""}
