"""The proven bound: never above what a plan can reach, and near it."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.brute_force import a_speck, best_score

from tweespoor.core.planning import Budget, check, generate, greedy_plan
from tweespoor.core.planning.bound import unavoidable
from tweespoor.core.planning.bounds import BoundSearch, bound_at
from tweespoor.core.planning.clock import Clock
from tweespoor.core.planning.exact import Limit, Settler, improve
from tweespoor.core.planning.neighbourhoods import everything
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.timetable import Timetable

seeds = st.integers(0, 10**6)


def a_bound(puzzle: Puzzle, *, upper: int, iterations: int) -> int:
    """The bound after so many iterations."""
    search = BoundSearch(puzzle, upper=lambda: upper, stopped=lambda: False)
    search.run(iterations=iterations)
    return search.bound


@settings(max_examples=30, deadline=None)
@given(seed=seeds)
def test_the_bound_is_never_above_the_best_plan_there_is(seed):
    instance = a_speck(seed, people=3)
    best, puzzle, random = best_score(instance), Puzzle(instance), Random(seed)
    for iterations in (0, 1, 7, 60):
        assert a_bound(puzzle, upper=best, iterations=iterations) <= best
    for scale in (1, 10**2, 10**4, 10**6):
        assert bound_at(puzzle, prices=[random.randint(-scale, scale) for _ in range(200)]) <= best


@settings(max_examples=40, deadline=None)
@given(seed=seeds, above=st.integers(1, 400))
def test_the_bound_is_never_above_the_best_plan_when_plans_are_divided(seed, above):
    instance = a_speck(seed, people=3)
    best = best_score(instance)
    assert a_bound(Puzzle(instance), upper=best + above, iterations=2000) <= best


@pytest.mark.parametrize(("people", "seed"), [(14, 3), (16, 2)])
@pytest.mark.parametrize("threads", [0, 1, 2])
def test_dividing_plans_ends_with_the_best_plan_and_its_proof(people, seed, threads):
    """The greedy plan is not the best one, so that the best has to be found on the way."""
    instance = generate(people, seed=seed)
    puzzle, first = Puzzle(instance), greedy_plan(instance).score

    def upper():
        return first if settler.cost is None else min(first, settler.cost)

    settler = Settler(puzzle, upper=upper, seed=1)
    search = BoundSearch(puzzle, upper=upper, stopped=lambda: False, settle=settler.settle)
    for _ in range(threads):
        search.start()
    while search.running:
        search.wait(60)
    if not threads:
        search.run(iterations=10**6)
    assert search.bound == settler.cost < first
    assert check(instance, settler.best.plan()).score == settler.cost
    assert settler.cost == best_by_one_model(people, seed)


@cache
def best_by_one_model(people, seed):
    """The best score, proven by CP-SAT alone."""
    table = Timetable(Puzzle(generate(people, seed=seed)))
    clock = Clock(Budget(seconds=600), cancelled=None, listener=None)
    outcome = improve(table, part=everything(table), limit=Limit(), clock=clock, seed=1, workers=2)
    assert outcome.proven
    return table.cost


def test_the_bound_is_better_than_what_each_person_apart_cannot_avoid():
    instance = generate(30, seed=3)
    puzzle, score = Puzzle(instance), greedy_plan(instance).score
    assert score is not None
    assert unavoidable(puzzle) < a_bound(puzzle, upper=score, iterations=150) <= score


def test_the_bound_depends_on_nothing_but_the_iterations():
    puzzle = Puzzle(generate(20, seed=5))
    first, second = (a_bound(puzzle, upper=5000, iterations=25) for _ in range(2))
    assert first == second > 0


def test_the_bound_can_be_read_while_it_rises_and_stays_when_stopped():
    puzzle = Puzzle(generate(20, seed=5))
    search = BoundSearch(puzzle, upper=lambda: 10**6, stopped=lambda: search.bound > 0)
    search.start()
    search.stop()
    assert 0 <= search.bound <= a_bound(puzzle, upper=10**6, iterations=200)
