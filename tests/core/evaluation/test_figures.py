"""The figures: the report's N, nothing unknown counted as none, and as of a date on both axes."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.evaluation import reference
from tweespoor.core.evaluation import (
    MEASURES,
    Count,
    FactsTable,
    LeftOutBecause,
    NotAsked,
    TableError,
    UnknownFigure,
    completeness,
    csv_text,
    figure,
    figures,
    notes,
    png,
    svg,
    table_text,
    title,
)
from tweespoor.core.population import LABELS, pilot_population, tables

REPORT = date(2021, 2, 15)
REPORT_N = {
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
PEOPLE = {"person": pl.String, "programme": pl.String, "joined_on": pl.Date}
FACTS = {
    "person": pl.String,
    "variable": pl.String,
    "state": pl.String,
    "value": pl.String,
    "valid_on": pl.Date,
    "known_on": pl.Date,
}


@pytest.fixture(scope="module")
def pilots():
    return FactsTable(*tables(pilot_population(seed=1)))


def table_of(people, facts=()):
    return FactsTable(
        pl.DataFrame(people, schema=PEOPLE, orient="row"), pl.DataFrame(list(facts), schema=FACTS, orient="row")
    )


def somebody(*names, programme="lochem"):
    return [(name, programme, date(2020, 1, 1)) for name in names]


def a_fact(person, variable, value, *, state="known", valid_on=date(2020, 2, 1), known_on=None):
    return (person, variable, state, value, valid_on, known_on or valid_on)


def counts(found, programme=None):
    rows = [row for row in found.rows if programme in (None, row.programme)]
    return {
        category.slug: sum(row.cells[place].n for row in rows if isinstance(row.cells[place], Count))
        for place, category in enumerate(found.categories)
    }


@pytest.mark.parametrize("number", REPORT_N)
def test_the_figures_rest_on_as_many_people_as_in_the_report(pilots, number):
    assert figure(pilots, number, as_of=REPORT).n == REPORT_N[number]


def test_all_figures_come_in_the_reports_order(pilots):
    assert [each.measure.number for each in figures(pilots, as_of=REPORT)] == list(REPORT_N)


def test_nederweert_is_left_out_of_2_8_because_it_did_not_ask(pilots):
    found = figure(pilots, "2.8", as_of=REPORT, programmes=LABELS)
    assert [(row.programme, row.left_out, row.people) for row in found.left_out] == [
        ("nederweert", LeftOutBecause.NOT_FILLED_IN, 43)
    ]
    assert all(isinstance(cell, NotAsked) for cell in found.left_out[0].cells)
    assert "Weggelaten: Nederweert (N=43) heeft deze variabele niet ingevuld." in notes(found, "nl")


def test_hengelo_and_arnhem_are_left_out_of_b3_1_but_count_in_its_n(pilots):
    found = figure(pilots, "B3.1", as_of=REPORT)
    assert {(row.programme, row.left_out) for row in found.left_out} == {
        ("hengelo", LeftOutBecause.UNDER_HALF),
        ("arnhem", LeftOutBecause.UNDER_HALF),
    }
    assert found.n == 365
    assert sum(row.of for row in found.shown) == 333


def test_78_percent_of_405_was_not_active(pilots):
    found = figure(pilots, "2.9", as_of=REPORT)
    assert round(100 * counts(found)["not-active"] / found.n) == 78


def test_none_is_not_counted_with_not_asked():
    table = table_of(
        somebody("anna", "bilal", "chaza", "dawit"),
        [a_fact("anna", "obstacles", "debts;housing"), a_fact("bilal", "obstacles", "", state="none")],
    )
    row = figure(table, "2.6", as_of=REPORT).rows[0]
    assert (row.of, row.none, row.not_asked) == (1, 1, 2)


def test_several_answers_of_one_person_count_once_in_n():
    table = table_of(somebody("anna"), [a_fact("anna", "obstacles", "debts;housing")])
    found = figure(table, "2.6", as_of=REPORT)
    assert found.n == 1
    assert (counts(found)["debts"], counts(found)["housing"]) == (1, 1)


def test_an_answer_given_twice_by_one_person_counts_once():
    table = table_of(
        somebody("anna", "bilal"), [a_fact(name, "obstacles", "debts;debts") for name in ("anna", "bilal")]
    )
    found = figure(table, "2.6", as_of=REPORT)
    assert counts(found)["debts"] == 2
    assert table_text(found, "nl").rows[0] == ("lochem", "2 (100%)", "0", "0", "2")


def test_exactly_half_registered_is_enough():
    asked = [a_fact("anna", "gender", "female"), a_fact("bilal", "gender", "male")]
    half = figure(table_of(somebody("anna", "bilal", "chaza", "dawit"), asked), "2.2", as_of=REPORT)
    assert half.left_out == ()
    fewer = figure(table_of(somebody("anna", "bilal", "chaza", "dawit", "eden"), asked), "2.2", as_of=REPORT)
    assert [row.left_out for row in fewer.left_out] == [LeftOutBecause.UNDER_HALF]


def test_a_later_answer_does_not_change_a_figure_of_then():
    facts = [
        a_fact("anna", "speaking-level-at-start", "a0"),
        a_fact("anna", "speaking-level-at-start", "a2", valid_on=date(2021, 3, 1)),
    ]
    table = table_of(somebody("anna"), facts)
    assert counts(figure(table, "2.8", as_of=REPORT))["a0"] == 1
    assert counts(figure(table, "2.8", as_of=date(2021, 3, 1)))["a2"] == 1


def test_an_answer_about_then_that_came_in_later_is_told_and_counts_only_when_asked_for():
    late = a_fact("anna", "gender", "female", valid_on=date(2021, 1, 1), known_on=date(2021, 4, 1))
    table = table_of(somebody("anna"), [late])
    then = figure(table, "2.2", as_of=REPORT)
    assert (then.n, then.late_facts) == (0, 1)
    assert any("kwamen pas later binnen" in note for note in notes(then, "nl"))
    now = figure(table, "2.2", as_of=REPORT, known_on=date(2021, 4, 1))
    assert (now.n, now.late_facts) == (1, 0)


def test_who_joined_later_does_not_count():
    table = table_of([*somebody("anna"), ("bilal", "lochem", date(2021, 3, 1))])
    assert figure(table, "2.1", as_of=REPORT).n == 1


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("1995-02-15", "26-35"),
        ("1995-02-16", "18-25"),
        ("1966-02-15", "55+"),
        ("1966-02-16", "46-54"),
        ("2000-02-29", "18-25"),
    ],
)
def test_somebody_is_a_year_older_from_the_birthday_on(born, expected):
    found = figure(table_of(somebody("anna"), [a_fact("anna", "birth-date", born)]), "2.3", as_of=REPORT)
    assert [slug for slug, n in counts(found).items() if n] == [expected]


people = st.lists(
    st.tuples(st.sampled_from(["lochem", "arnhem", "roermond"]), st.dates(date(2020, 1, 1), date(2021, 6, 1))),
    min_size=1,
    max_size=9,
)
ANSWERS = {
    "gender": ["male", "female", "other"],
    "birth-date": ["1960-05-05", "1995-02-15", "1995-02-16", "2001-12-31"],
    "obstacles": ["debts", "debts;housing", "housing;debts;housing", "personal;legal;other"],
    "participation-at-start": ["paid", "volunteering", "education", "internship"],
    "language-component-finished": ["true", "false"],
    "education-in-origin": ["illiterate", "primary", "higher", "not-comparable"],
}


@st.composite
def registries(draw):
    rows = [(f"p{place}", *row) for place, row in enumerate(draw(people))]
    facts = []
    for person, *_ in rows:
        for variable, answers in ANSWERS.items():
            for _ in range(draw(st.integers(0, 2))):
                none = variable in ("obstacles", "participation-at-start") and draw(st.booleans())
                valid = draw(st.dates(date(2020, 1, 1), date(2021, 6, 1)))
                facts.append(
                    a_fact(
                        person,
                        variable,
                        "" if none else draw(st.sampled_from(answers)),
                        state="none" if none else "known",
                        valid_on=valid,
                        known_on=valid + timedelta(days=draw(st.integers(0, 60))),
                    )
                )
    return rows, facts


@given(registry=registries(), as_of=st.dates(date(2020, 3, 1), date(2021, 6, 1)))
@settings(max_examples=40, deadline=None)
def test_every_figure_agrees_with_counting_by_hand(registry, as_of):
    rows, facts = registry
    table = table_of(rows, facts)
    plain_people = [dict(zip(PEOPLE, row, strict=True)) for row in rows]
    plain_facts = [dict(zip(FACTS, fact, strict=True)) for fact in facts]
    for found in figures(table, as_of=as_of):
        expected = reference.count(found.measure, plain_people, plain_facts, as_of=as_of, known_on=as_of)
        assert {row.programme for row in found.rows} == set(expected)
        assert found.n == sum(of for _cells, of, _not_asked, _left_out in expected.values())
        for row in found.rows:
            cells, of, not_asked, left_out = expected[row.programme]
            assert (row.of, row.not_asked, row.left_out is not None) == (of, not_asked, left_out)
            if not left_out:
                assert {
                    category.slug: cell.n
                    for category, cell in zip(found.categories, row.cells, strict=True)
                    if isinstance(cell, Count) and cell.n
                } == {slug: n for slug, n in cells.items() if n}


@given(registry=registries())
@settings(max_examples=25, deadline=None)
def test_shares_of_one_answer_figures_add_up_to_the_whole(registry):
    for found in figures(table_of(*registry), as_of=date(2021, 6, 1)):
        for row in found.shown:
            total = sum(cell.n for cell in row.cells if isinstance(cell, Count))
            if found.measure.several:
                assert total >= row.of
            else:
                assert total == row.of


def test_a_figure_that_is_not_there_is_refused_with_those_there_are(pilots):
    with pytest.raises(UnknownFigure, match=r"there is no figure '9\.9'; there are 2\.1, 2\.2"):
        figure(pilots, "9.9", as_of=REPORT)


@pytest.mark.parametrize(
    ("people", "facts", "words"),
    [
        (somebody("anna", "anna"), [], "'anna' stands there twice"),
        (somebody("anna"), [a_fact("bilal", "gender", "male")], "'bilal' is not among the people"),
        (somebody("anna"), [a_fact("anna", "gender", "vrouw")], "variable 'gender': 'vrouw' is not one of male"),
        (somebody("anna"), [a_fact("anna", "obstacles", "debts;rain")], "'rain' is not one of"),
        (somebody("anna"), [a_fact("anna", "birth-date", "31-12-1990")], "is not a date like"),
        (somebody("anna"), [a_fact("anna", "on-benefit", "ja")], "'ja' is not one of true, false"),
        (somebody("anna"), [a_fact("anna", "shoe-size", "41")], "'shoe-size' is not one of"),
        (somebody("anna"), [a_fact("anna", "gender", "male", state="perhaps")], "'perhaps' is not one of known, none"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(people, facts, words):
    with pytest.raises(TableError) as refusal:
        table_of(people, facts)
    assert words in str(refusal.value)


def test_a_table_with_a_missing_column_is_refused():
    with pytest.raises(TableError, match="people: column 'joined_on' is missing"):
        FactsTable(pl.DataFrame({"person": ["anna"], "programme": ["lochem"]}), pl.DataFrame(schema=FACTS))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_figure_is_drawn_without_scripts_or_things_from_elsewhere(pilots, language):
    for found in figures(pilots, as_of=REPORT, programmes=LABELS):
        drawn = svg(found, language)
        assert drawn.startswith("<svg")
        assert "Hoeksche Waard" in drawn or found.measure.several
        assert found.measure.title(language).split(",")[0] in drawn
        for foreign in ("<script", "http://www.w3.org/1999/xhtml", "@import", "url(http"):
            assert foreign not in drawn


def test_a_figure_is_a_png_too(pilots):
    assert png(figure(pilots, "2.1", as_of=REPORT)).startswith(b"\x89PNG")


def test_the_table_beside_a_figure_holds_the_same_numbers(pilots):
    found = figure(pilots, "2.5", as_of=REPORT, programmes=LABELS)
    table = table_text(found, "nl")
    assert table.head == ("Pilot", "Analfabeet", "Laag", "Middelbaar", "Hoog", "geen", "niet gevraagd", "N")
    assert ("Lochem", "11 (29%)", "18 (47%)", "6 (16%)", "3 (8%)", "0", "4", "38") in table.rows
    assert table.rows[-1] == ("Totaal getoond", "80", "222", "62", "36", "0", "52", "400")
    assert all(len(row) == len(table.head) for row in table.rows)


def test_the_csv_tells_counted_hidden_and_left_out_apart(pilots):
    rows = list(csv.DictReader(io.StringIO(csv_text(figure(pilots, "2.8", as_of=REPORT, threshold=10)))))
    assert {row["state"] for row in rows} == {"count", "hidden", "left-out"}
    assert all((row["n"] != "") == (row["state"] == "count") for row in rows)


def test_titles_and_notes_are_there_in_two_languages(pilots):
    found = figure(pilots, "2.8", as_of=REPORT, programmes=LABELS)
    assert title(found, "nl") == "Figuur 2.8 Niveau van spreken bij de start per pilot (N=409)"
    assert title(found, "en") == "Figure 2.8 Speaking level at the start per pilot (N=409)"
    assert notes(found, "en")[:2] == (
        "As of 15 February 2021.",
        "Left out: Nederweert (N=43) did not fill this variable in.",
    )


def test_every_measure_places_every_answer_in_one_category():
    for measure in MEASURES:
        answers = [answer for category in measure.categories for answer in category.answers]
        assert len(answers) == len(set(answers))


def test_completeness_says_what_was_asked_per_programme(pilots):
    found = completeness(pilots, as_of=REPORT, variables=("speaking-level-at-start", "obstacles", "gender"))
    assert found["nederweert", "speaking-level-at-start"].asked == (0, 43)
    assert found["lochem", "gender"].asked == (42, 42)
    lochem = found["lochem", "obstacles"]
    assert (lochem.known, lochem.none, lochem.not_asked) == (20, 12, 10)
