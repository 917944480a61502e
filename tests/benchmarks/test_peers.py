"""The peers of the benchmarks are fair: their plans are valid, their bounds hold, they solve what they are given."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.peers import one_model
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.brute_force import a_speck, best_score
from tests.core.planning.builders import an_instance

from tweespoor.core.planning import Budget, check, generate, solve

SEEDS = st.integers(0, 10**9)
TIME_ENOUGH = 120.0


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_the_one_model_finds_and_proves_the_best_of_all_plans(seed: int) -> None:
    instance = a_speck(seed, people=3)
    found, best = one_model.plan(instance, seconds=TIME_ENOUGH), best_score(instance)
    assert found is not None
    assert (found.score, found.bound) == (best, best)
    assert check(instance, found).valid


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_the_one_model_is_never_worse_where_it_proves_the_best(seed: int) -> None:
    instance = an_instance(seed, people=6)
    found, ours = one_model.plan(instance, seconds=TIME_ENOUGH), solve(instance, stop=Budget(work=50))
    assert found is not None
    assert check(instance, found).score == found.score == found.bound
    assert ours.bound <= found.score <= ours.score


def test_the_one_model_has_no_plan_where_there_is_no_time_to_build_it() -> None:
    assert one_model.plan(generate(60, seed=1), seconds=0.0) is None


def test_the_one_model_keeps_to_an_earlier_plan() -> None:
    instance = generate(20, seed=2)
    earlier = solve(instance, stop=Budget(work=50)).plan
    free = replace(instance.weights, moved=10_000)
    again = one_model.plan(replace(instance, previous=earlier, weights=free), seconds=TIME_ENOUGH)
    assert again is not None
    assert again.breakdown["moved"] == 0
