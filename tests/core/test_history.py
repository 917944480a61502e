"""What holds, on a day, as known on a day: against a reference that asks every statement in turn."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tweespoor.core.evaluation import FactsTable
from tweespoor.core.facts import Fact, FactState
from tweespoor.core.history import OBSTACLES, Statement, holding, obstacle_sets, with_obstacles
from tweespoor.core.vocabulary import Obstacle, obstacle_variable

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
START = date(2021, 1, 1)
DAYS = st.integers(0, 5).map(lambda days: START + timedelta(days=days))
KINDS = [Obstacle.DEBTS, Obstacle.HOUSING, Obstacle.LEGAL]


@st.composite
def said(draw, variables=("speaking-level",)):
    """Some statements about one person, in the order of the register; some were corrected later."""
    found = []
    for place in range(draw(st.integers(0, 7))):
        variable = draw(st.sampled_from(list(variables)))
        valid_on, known_on = draw(DAYS), draw(DAYS)
        until = draw(st.none() | DAYS)
        if until is not None and until < known_on:
            until = known_on
        fact = draw(st.sampled_from(answers(variable)))
        found.append(
            Statement(
                variable=variable,
                fact=fact,
                valid_on=valid_on,
                known_on=known_on,
                known_until=until,
                place=place,
                key=str(place),
            )
        )
    return found


def answers(variable):
    if variable == OBSTACLES:
        return [Fact.none(), Fact.known(("debts",)), Fact.known(("debts", "housing")), Fact.known(("legal",))]
    if variable.startswith("obstacle-"):
        return [Fact.none(), Fact.known(True)]
    return [Fact.none(), *[Fact.known(level) for level in ("a1", "a2", "b1")]]


def slowly(statements, *, variable, on, known_on):
    """The statement that holds: walk through all of them, in plain words."""
    best = None
    for each in statements:
        if each.variable != variable:
            continue
        if each.known_on > known_on:
            continue  # nobody knew it yet
        if each.known_until is not None and each.known_until <= known_on:
            continue  # it was known to be wrong
        if each.valid_on > on:
            continue  # it is about a later day
        if best is None:
            best = each
        elif each.valid_on > best.valid_on:
            best = each  # a change since
        elif each.valid_on == best.valid_on and each.known_on > best.known_on:
            best = each  # the same day, told later
        elif (each.valid_on, each.known_on) == (best.valid_on, best.known_on) and each.place > best.place:
            best = each
    return best


@PATIENT
@given(said(("speaking-level", "route")), DAYS, DAYS)
def test_what_holds_is_what_a_slow_reader_finds(statements, on, known_on):
    held = holding(statements, on=on, known_on=known_on)
    for variable in ("speaking-level", "route"):
        assert held.get(variable) == slowly(statements, variable=variable, on=on, known_on=known_on)


@settings(PATIENT, max_examples=60)
@given(said(), DAYS, DAYS)
def test_the_figures_table_agrees_with_the_slow_reader(statements, on, known_on):
    people = pl.DataFrame(
        [("p", "roermond", START)],
        schema={"person": pl.String, "programme": pl.String, "joined_on": pl.Date},
        orient="row",
    )
    schema = {
        "person": pl.String,
        "variable": pl.String,
        "state": pl.String,
        "value": pl.String,
        "valid_on": pl.Date,
        "known_on": pl.Date,
        "known_until": pl.Date,
    }
    rows = [
        ("p", s.variable, s.fact.state.value, s.fact.value or "", s.valid_on, s.known_on, s.known_until)
        for s in statements
    ]
    answers_then = FactsTable(people, pl.DataFrame(rows, schema=schema, orient="row")).as_of(on, known_on=known_on)
    best = slowly(statements, variable="speaking-level", on=on, known_on=known_on)
    found = answers_then.answers.select("state", "value").rows()
    assert found == ([] if best is None else [(best.fact.state.value, best.fact.value or "")])


def slow_set(statements, *, on, known_on):
    """The set of obstacles, kind by kind, in plain words; None where nobody asked."""
    stated = slowly(statements, variable=OBSTACLES, on=on, known_on=known_on)
    there, asked = set(), 0
    for kind in Obstacle:
        own = slowly(statements, variable=obstacle_variable(kind), on=on, known_on=known_on)
        own_is_later = own is not None and (stated is None or own.order > stated.order)
        if own_is_later:
            asked += 1
            if own.fact.is_known:
                there.add(kind.value)
        elif stated is not None and stated.fact.is_known and kind.value in stated.fact.value:
            there.add(kind.value)
    if there:
        return there
    return set() if stated is not None or asked == len(Obstacle) else None


ABOUT = (OBSTACLES, *[obstacle_variable(kind) for kind in KINDS])


def as_set(statement):
    if statement is None or not statement.fact.is_answered:
        return None
    return set(statement.fact.value or ())


@PATIENT
@given(said(ABOUT), DAYS, DAYS)
def test_the_set_follows_from_the_kinds_and_from_sets_told_before(statements, on, known_on):
    told = with_obstacles(holding(statements, on=on, known_on=known_on))
    assert as_set(told.get(OBSTACLES)) == slow_set(statements, on=on, known_on=known_on)


@PATIENT
@given(said(ABOUT), DAYS, DAYS)
def test_the_sets_over_time_say_on_every_day_what_the_kinds_say(statements, on, known_on):
    rows = obstacle_sets(statements)
    held = slowly(rows, variable=OBSTACLES, on=on, known_on=known_on)
    assert as_set(held) == slow_set(statements, on=on, known_on=known_on)


def test_a_set_that_is_none_says_so_of_every_kind():
    row = Statement(variable=OBSTACLES, fact=Fact.none(), valid_on=START, known_on=START)
    told = with_obstacles({OBSTACLES: row})
    assert {told[obstacle_variable(kind)].fact.state for kind in Obstacle} == {FactState.NONE}
    assert told[OBSTACLES] is row
