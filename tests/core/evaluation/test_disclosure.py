"""Small numbers stay hidden from somebody who knows all totals; checked by trying every table that fits."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweespoor.core.evaluation import (
    Count,
    FactsTable,
    Suppressed,
    csv_text,
    figure,
    figures,
    hide_small,
    table_text,
)
from tweespoor.core.population import pilot_population, tables

REPORT = date(2021, 2, 15)


def possible(numbers, hidden, *, rows_add_up):
    """For each hidden cell, all values it has in some table with the same totals and the same open cells."""
    cells = [(r, c) for r, row in enumerate(hidden) for c, flag in enumerate(row) if flag]
    columns = range(len(numbers[0]))
    most = {(r, c): sum(numbers[k][c] for k in range(len(numbers)) if hidden[k][c]) for r, c in cells}
    found = {cell: set() for cell in cells}
    for values in product(*(range(most[cell] + 1) for cell in cells)):
        table = [list(row) for row in numbers]
        for (r, c), value in zip(cells, values, strict=True):
            table[r][c] = value
        fits = all(sum(table[r][c] for r in range(len(table))) == sum(row[c] for row in numbers) for c in columns)
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


@given(numbers=tiny, threshold=st.integers(2, 4), rows_add_up=st.booleans())
@settings(max_examples=120, deadline=None)
def test_no_hidden_number_can_be_worked_out_from_the_totals(numbers, threshold, rows_add_up):
    hidden = hide_small(numbers, threshold=threshold, rows_add_up=rows_add_up)
    for row, line in zip(numbers, hidden, strict=True):
        assert all(flag for number, flag in zip(row, line, strict=True) if 0 < number < threshold)
    everything = all(all(line) for line in hidden)
    for (r, c), values in possible(numbers, hidden, rows_add_up=rows_add_up).items():
        column_hidden = all(hidden[k][c] for k in range(len(numbers)))
        row_hidden = all(hidden[r])
        assert len(values) > 1 or everything or (column_hidden and (row_hidden or not rows_add_up))


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


def test_one_programme_alone_gives_no_totals_away():
    table = FactsTable(*tables(pilot_population(seed=1)))
    alone = {"roermond": "Roermond"}
    for found in figures(table, as_of=REPORT, programmes=alone, threshold=10):
        rows = table_text(found, "nl").rows
        assert [row[0] for row in rows] == ["Roermond"]
        for row, cell_row in zip(found.rows, rows, strict=True):
            hidden = sum(isinstance(cell, Suppressed) for cell in row.cells)
            assert cell_row.count("afgeschermd") == hidden


def test_a_programme_with_too_few_people_shows_no_numbers_in_the_csv():
    table = FactsTable(*tables(pilot_population(seed=1)))
    found = figure(table, "2.9", as_of=date(2019, 9, 1), threshold=10)
    lines = [line.split(",") for line in csv_text(found).splitlines()[1:]]
    few = {row.programme for row in found.left_out}
    assert few
    assert {tuple(line[5:]) for line in lines if line[2] in few and line[4] == "hidden"} == {("", "", "", "")}
