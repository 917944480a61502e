"""What cells say: values, the three states, and what is wrong - never a silent guess."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tweespoor.core.facts import Fact
from tweespoor.core.tabular import STATE_WORDS, TARGETS, Problem, Wrong, read_cell, read_target, shown
from tweespoor.core.vocabulary import VARIABLES, ValueKind, variable
from tweespoor.core.week import week_grid

TODAY = date(2026, 11, 26)


def read(slug, text):
    return read_cell(variable(slug), text, today=TODAY)


def value(slug, text):
    reading = read(slug, text)
    assert isinstance(reading, Fact), reading
    return reading.value if reading.is_answered else None


@pytest.mark.parametrize(
    "text",
    [
        "1-2-1990",
        "01-02-1990",
        "01/02/1990",
        "1.2.1990",
        "1990-02-01",
        "1990-02-01 00:00:00",
        "1 februari 1990",
        "1 feb. 1990",
        "1-feb-1990",
        "do 1 februari 1990",
        "19900201",
        "01021990",
    ],
)
def test_a_date_is_read_however_it_is_written(text):
    assert value("birth-date", text) == date(1990, 2, 1)


@pytest.mark.parametrize(
    ("text", "wrong", "proposal"),
    [
        ("31-02-1990", Wrong.NO_SUCH_DAY, ""),
        ("00-00-1987", Wrong.NO_SUCH_DAY, ""),
        ("12/25/1990", Wrong.MONTH_FIRST, "25-12-1990"),
        ("01/02/90", Wrong.SHORT_YEAR, "01-02-1990"),
        ("01/02/05", Wrong.SHORT_YEAR, "01-02-2005"),
        ("27-11-26", Wrong.SHORT_YEAR, "27-11-1926"),
        ("31-02-90", Wrong.NO_SUCH_DAY, ""),
        ("1987", Wrong.ONLY_YEAR, ""),
        ("32905", Wrong.SERIAL, "01-02-1990"),
        ("43210", Wrong.SERIAL, "20-04-2018"),
        ("46353", Wrong.NO_DATE, ""),
        ("34", Wrong.AGE, ""),
        ("34 jaar", Wrong.AGE, ""),
        ("27-11-2026", Wrong.FUTURE, ""),
        ("1-1-1899", Wrong.TOO_LONG_AGO, ""),
        ("binnenkort", Wrong.NO_DATE, ""),
        ("geen", Wrong.NOT_NONE, ""),
        ("#FORMULE!", Wrong.FORMULA, ""),
        ("=A1", Wrong.FORMULA, ""),
        ("#VERW!", Wrong.FORMULA_ERROR, ""),
    ],
)
def test_a_date_that_cannot_be_taken_over_says_why(text, wrong, proposal):
    assert read("birth-date", text) == Problem(wrong, proposal=proposal)


@pytest.mark.parametrize(
    ("slug", "text", "expected"),
    [
        ("gender", "m", "male"),
        ("gender", " V ", "female"),
        ("gender", "Vrouw", "female"),
        ("speaking-level", "a1", "a1"),
        ("speaking-level", "Alfa-B", "alfa-b"),
        ("speaking-level", "alfa b", "alfa-b"),
        ("country-of-origin", "Syrie", "syr"),
        ("country-of-origin", "SYRIË", "syr"),
        ("country-of-origin", "Syrisch", "syr"),
        ("country-of-origin", "Eritrea", "eri"),
        ("on-benefit", "j", True),
        ("on-benefit", "x", True),
        ("on-benefit", "1", True),
        ("on-benefit", "Nee", False),
        ("on-benefit", "0", False),
        ("on-benefit", "geen", False),
        ("education-in-origin", "geen", "primary"),
        ("target-group", "statushouder", "status-holder"),
        ("act", "Wet inburgering 2021", "act-2021"),
        ("route", "Z-route", "self-reliance"),
        ("obstacles", "Schulden; huisvesting", ("debts", "housing")),
        ("obstacles", "schulden, woning en schuld", ("debts", "housing")),
        ("unavailable-half-days", "ma ochtend, vrijdagmiddag", ("mon-morning", "fri-afternoon")),
        ("unavailable-half-days", "wo", ("wed-morning", "wed-afternoon", "wed-evening")),
        ("weekly-half-days", "6", 6),
        ("weekly-half-days", "6,0", 6),
        ("travel-minutes", "1.200", 1200),
    ],
)
def test_a_cell_is_read_by_the_code_lists_and_their_synonyms(slug, text, expected):
    assert value(slug, text) == expected


@pytest.mark.parametrize(
    ("slug", "text", "wrong", "proposal"),
    [
        ("gender", "vrw", Wrong.NOT_IN_LIST, "Vrouw"),
        ("gender", "m/v", Wrong.NOT_IN_LIST, ""),
        ("speaking-level", "A1+", Wrong.BETWEEN_LEVELS, "A1"),
        ("speaking-level", "0-A1", Wrong.BETWEEN_LEVELS, "A0"),
        ("speaking-level", "A1/A2", Wrong.BETWEEN_LEVELS, "A1"),
        ("speaking-level", "C9", Wrong.NOT_IN_LIST, ""),
        ("country-of-origin", "Marokko", Wrong.NOT_IN_LIST, "Ander land"),
        ("country-of-origin", "Eritea", Wrong.NOT_IN_LIST, "Eritrea"),
        ("on-benefit", "misschien", Wrong.NO_YES_OR_NO, ""),
        ("on-benefit", "ja, sinds mei", Wrong.NO_YES_OR_NO, "ja"),
        ("weekly-half-days", "6,5", Wrong.NO_WHOLE_NUMBER, ""),
        ("weekly-half-days", "ca. 6", Wrong.NO_NUMBER, "6"),
        ("weekly-half-days", "-3", Wrong.NO_NUMBER, ""),
        ("weekly-half-days", "99999", Wrong.NUMBER_TOO_LARGE, ""),
    ],
)
def test_what_is_in_doubt_is_asked_with_what_is_likely(slug, text, wrong, proposal):
    assert read(slug, text) == Problem(wrong, proposal=proposal)


def test_of_several_answers_the_wrong_one_is_named():
    assert read("obstacles", "schulden; maan") == Problem(Wrong.NOT_IN_LIST, part="maan")


@pytest.mark.parametrize("entry", STATE_WORDS, ids=lambda entry: entry.word)
def test_a_word_for_no_answer_means_what_the_table_says(entry):
    reading = read("learnability", entry.word.upper())
    assert isinstance(reading, Fact)
    assert (reading.state, bool(entry.source)) == (entry.state, True)


def test_an_empty_cell_was_not_asked():
    assert not read("on-benefit", "  ").is_answered


@given(st.sampled_from(TARGETS), st.text(max_size=40))
@settings(max_examples=400, deadline=None)
def test_whatever_stands_in_a_cell_gives_a_fact_its_variable_can_have_or_a_problem(target, text):
    reading = read_target(target, text, today=TODAY)
    if isinstance(reading, Problem):
        if reading.proposal:
            assert isinstance(read_target(target, reading.proposal, today=TODAY), Fact | Problem)
    elif target in {each.slug for each in VARIABLES}:
        variable(target).check(reading)


@given(st.sampled_from(TARGETS), st.text(st.sampled_from("ABC019+-/ vrwmajne,.;")))
@example("wished-hours", ";90")
@settings(max_examples=400, deadline=None)
def test_a_proposal_can_be_read(target, text):
    reading = read_target(target, text, today=TODAY)
    if isinstance(reading, Problem) and reading.proposal and not reading.part:
        assert isinstance(read_target(target, reading.proposal, today=TODAY), Fact)


TEXTS = {"phone": "06 12345678", "postcode": "6041 AB", "email": "anna@voorbeeld.example"}


def _answers_without_codes(each):
    return ["2015", "2018"] if each.slug.endswith("-years") else [h.slug for h in week_grid(days=7)]


def facts():
    def of(each):
        match each.kind:
            case ValueKind.ONE:
                return st.sampled_from(list(each.codes)).map(lambda term: term.value)
            case ValueKind.SEVERAL:
                terms = [term.value for term in each.codes] if each.codes else _answers_without_codes(each)
                return st.lists(st.sampled_from(terms), min_size=1, unique=True).map(tuple)
            case ValueKind.YES_NO:
                return st.just(True) if each.no_is_none else st.booleans()
            case ValueKind.NUMBER:
                return st.integers(0, each.most)
            case ValueKind.DATE:
                return st.dates(date(1900, 1, 1), TODAY)
            case _:
                return st.just(TEXTS.get(each.slug, "een tekst"))

    return st.sampled_from(VARIABLES).flatmap(lambda each: st.tuples(st.just(each), of(each)))


@given(facts(), st.sampled_from(["nl", "en"]))
@settings(max_examples=300, deadline=None)
def test_every_answer_that_is_written_is_read_back(about, language):
    each, answer = about
    assert read_cell(each, shown(each, Fact.known(answer), language), today=TODAY) == Fact.known(answer)
