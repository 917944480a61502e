"""The code lists say what the field says, in two languages, with their source."""

from __future__ import annotations

from datetime import date

import pytest

from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import (
    CODE_LISTS,
    VARIABLES,
    ActivityFamily,
    ActivityKind,
    InvalidValue,
    LanguageLevel,
    LifeDomain,
    Obstacle,
    ParticipationForm,
    UnknownTerm,
    variable,
)
from tweespoor.core.week import HalfDay, parse_half_days, week_grid


@pytest.mark.parametrize("codes", CODE_LISTS, ids=lambda codes: codes.__name__)
def test_every_term_has_two_labels_and_a_source(codes):
    assert len(list(codes)) > 1
    for term in codes:
        assert term.nl.strip(), term
        assert term.en.strip(), term
        assert term.source.strip(), term
        assert term.value == term.value.lower()
        assert codes.of(term.value) is term
    assert len({term.nl for term in codes}) == len(list(codes))


def test_an_unknown_term_is_refused_with_the_terms_there_are():
    with pytest.raises(UnknownTerm, match="'A2' is not one of alfa-a, alfa-b"):
        LanguageLevel.of("A2")


def test_levels_run_from_literacy_to_c2():
    assert LanguageLevel.ALFA_A.rank < LanguageLevel.A0.rank < LanguageLevel.A2.rank < LanguageLevel.C2.rank


def test_every_kind_of_activity_stands_in_figure_4_1():
    assert {kind.family for kind in ActivityKind} == set(ActivityFamily)
    for form in ParticipationForm:
        assert ActivityKind(form.value).family is ActivityFamily.PARTICIPATION


def test_paid_work_beside_the_course_is_the_fifth_rung():
    assert ParticipationForm.PAID.rung() == 6
    assert ParticipationForm.PAID.rung(beside_integration_course=True) == 5
    assert ParticipationForm.VOLUNTEERING.rung() == 4
    assert ParticipationForm.ORGANISED_ACTIVITIES.rung() == 3


def test_all_twelve_words_for_the_eleven_life_domains_are_kept():
    assert len(list(LifeDomain)) == 12


def test_obstacles_hold_the_kinds_the_report_names():
    assert {Obstacle.PERSONAL, Obstacle.MENTAL_HEALTH, Obstacle.DEBTS, Obstacle.CHILDCARE} <= set(Obstacle)


def test_every_variable_has_its_question_in_two_languages():
    for each in VARIABLES:
        assert each.question("nl").endswith("?")
        assert each.question("en").endswith("?")
        assert each.label("nl") != ""


@pytest.mark.parametrize(
    ("slug", "value"),
    [
        ("gender", "vrouw"),
        ("gender", ("female",)),
        ("birth-date", "1990-01-01"),
        ("obstacles", "debts"),
        ("obstacles", ("debts", "weather")),
        ("weekly-half-days", True),
        ("unavailable-half-days", ("woensdag",)),
        ("on-benefit", "true"),
    ],
)
def test_a_variable_refuses_what_it_cannot_hold(slug, value):
    with pytest.raises(InvalidValue, match=slug):
        variable(slug).check(Fact.known(value))


def test_a_variable_takes_what_it_can_hold():
    variable("gender").check(Fact.known("female"))
    variable("birth-date").check(Fact.known(date(1990, 1, 1)))
    variable("obstacles").check(Fact.known(("debts", "housing")))
    variable("unavailable-half-days").check(Fact.known(("wed-afternoon",)))
    variable("obstacles").check(Fact.none())


def test_an_unknown_variable_is_refused():
    with pytest.raises(UnknownTerm, match="'shoe-size' is not a variable"):
        variable("shoe-size")


def test_half_days_are_written_read_and_ordered_by_time():
    grid = week_grid()
    assert len(grid) == 15
    assert parse_half_days([half_day.slug for half_day in reversed(grid)]) == grid
    assert HalfDay.parse("wed-afternoon").label("nl") == "woensdagmiddag"
    assert HalfDay.parse("wed-afternoon").label("en") == "Wednesday afternoon"


@pytest.mark.parametrize("slug", ["woensdag", "wed", "wed-noon", "", "8-morning"])
def test_something_else_is_no_half_day(slug):
    with pytest.raises(ValueError, match="is not a half-day"):
        HalfDay.parse(slug)
