"""Completeness: what counts for whom, what is asked next, and which few answers complete most people."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.completeness import (
    QUESTIONS,
    Counted,
    Known,
    ToAsk,
    Use,
    count_person,
    count_variables,
    five_minutes,
    missing,
    next_question,
    question_about,
)
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import VARIABLES

SLUGS = tuple(variable.slug for variable in VARIABLES)


def somebody(person="amina", *, variables=SLUGS, takes_part=True, **facts):
    known = {
        slug.replace("_", "-"): value if isinstance(value, Fact) else Fact.known(value) for slug, value in facts.items()
    }
    return Known(person=person, facts=known, variables=variables, takes_part=takes_part)


def test_known_none_and_not_asked_are_three_counts():
    about = somebody(variables=("gender", "obstacles", "country-of-origin"), gender="female", obstacles=Fact.none())
    assert count_person(about) == Counted(known=1, none=1, not_asked=1)
    assert (count_person(about).asked, count_person(about).of) == (2, 3)


@pytest.mark.parametrize(
    ("variable", "somebody_it_is_asked_of", "somebody_it_is_not_asked_of"),
    [
        ("route", somebody(act="act-2021"), somebody(act="act-2013")),
        ("reason-for-leaving", somebody(takes_part=False), somebody(takes_part=True)),
        ("unavailable-half-days", somebody(takes_part=True), somebody(takes_part=False)),
        ("speaking-level", somebody(takes_part=True), somebody(takes_part=False)),
    ],
)
def test_a_question_is_asked_of_whom_it_makes_sense_to_ask(
    variable, somebody_it_is_asked_of, somebody_it_is_not_asked_of
):
    assert variable in missing(somebody_it_is_asked_of)
    assert variable not in missing(somebody_it_is_not_asked_of)
    assert variable not in count_variables([somebody_it_is_not_asked_of])


def test_the_route_is_asked_while_nobody_knows_the_act():
    assert "route" in missing(somebody())
    assert "route" in missing(somebody(act=Fact.none()))


def test_an_answer_counts_also_where_it_would_not_be_asked():
    about = somebody(variables=("act", "route"), act="act-2013", route="b1")
    assert count_person(about) == Counted(known=2)


def test_what_may_not_be_seen_is_not_counted_and_not_asked():
    about = somebody(variables=("gender",))
    assert count_person(about) == Counted(not_asked=1)
    assert missing(about) == ("gender",)


def test_the_law_comes_before_the_planner_and_that_before_the_figures():
    asked = missing(somebody())
    uses = [question_about(variable).use for variable in asked]
    assert uses == sorted(uses)
    assert {Use.LAW, Use.PLANNER, Use.FIGURES} <= set(uses)
    assert next_question(somebody()) == "act"
    assert next_question(somebody(act="act-2013")) == "target-group"


def test_nothing_is_left_to_ask_of_who_is_complete():
    about = somebody(variables=("gender",), gender="female")
    assert next_question(about) is None


def test_what_was_put_off_is_not_asked():
    assert next_question(somebody(), put_off=[ToAsk("amina", "act")]) == "target-group"
    assert next_question(somebody(), put_off=[ToAsk("bilal", "act")]) == "act"


def test_a_variable_that_the_table_does_not_name_is_asked_last():
    asked = missing(somebody(variables=("shoe-size", *(each.variable for each in QUESTIONS))))
    assert asked[-1] == "shoe-size"


def test_the_table_names_every_variable_once_with_a_reason_in_both_languages():
    named = [question.variable for question in QUESTIONS]
    assert len(named) == len(set(named))
    assert set(named) <= set(SLUGS)
    assert all(question.reason("nl") and question.reason("en") for question in QUESTIONS)


def test_a_programme_is_counted_per_variable():
    people = [
        somebody("amina", variables=("act", "route"), act="act-2013"),
        somebody("bilal", variables=("act", "route"), act="act-2021", route="b1"),
        somebody("chaima", variables=("act", "route")),
    ]
    assert count_variables(people) == {
        "act": Counted(known=2, not_asked=1),
        "route": Counted(known=1, not_asked=1),
    }


def test_the_five_minutes_complete_who_lacks_least_and_spend_the_rest_on_what_weighs_most():
    variables = ("act", "gender", "country-of-origin")
    people = [
        somebody("amina", variables=variables, act="act-2021", gender="female"),
        somebody("bilal", variables=variables, act="act-2021"),
        somebody("chaima", variables=variables),
    ]
    asked = five_minutes(people, questions=4)
    assert asked.completes == ("amina", "bilal")
    assert asked.questions == (
        ToAsk("amina", "country-of-origin"),
        ToAsk("bilal", "gender"),
        ToAsk("bilal", "country-of-origin"),
        ToAsk("chaima", "act"),
    )


def test_somebody_with_a_question_put_off_is_not_said_to_be_completed():
    people = [somebody("amina", variables=("act", "gender"))]
    asked = five_minutes(people, put_off=[ToAsk("amina", "act")])
    assert (asked.questions, asked.completes) == ((ToAsk("amina", "gender"),), ())


@given(
    st.lists(st.sets(st.sampled_from(SLUGS[:6]), max_size=5), max_size=6),
    st.integers(0, 9),
)
def test_no_other_choice_of_questions_completes_more_people(gaps, questions):
    people = [somebody(str(place), variables=tuple(sorted(gap)), takes_part=False) for place, gap in enumerate(gaps)]
    lacking = {about.person: len(missing(about)) for about in people if missing(about)}
    best = max(
        size
        for size in range(len(lacking) + 1)
        for group in combinations(lacking, size)
        if sum(lacking[person] for person in group) <= questions
    )
    asked = five_minutes(people, questions=questions)
    assert len(asked.completes) == best
    assert len(asked.questions) == len(set(asked.questions)) == min(questions, sum(lacking.values()))


def test_the_manual_shows_the_table_as_it_stands():
    page = (Path(__file__).resolve().parents[3] / "docs" / "completeness.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| [^|]*\(`([^`]*)`\) \| ([a-z]+) \| [^|]* \| ([^|]*) \|$", page, re.MULTILINE)
    assert shown == [(each.variable, each.use.name.lower(), each.reason("en")) for each in QUESTIONS]
