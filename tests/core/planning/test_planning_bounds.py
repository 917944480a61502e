"""The proven bound: never above what a plan can reach, and near it."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.brute_force import a_speck, best_score

from tweespoor.core.planning import generate, greedy_plan
from tweespoor.core.planning.bound import unavoidable
from tweespoor.core.planning.bounds import BoundSearch, bound_at
from tweespoor.core.planning.puzzle import Puzzle

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
