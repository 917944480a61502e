"""What others have of rooms and trainers in a period is theirs, whoever plans and however."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.brute_force import a_speck, best_score
from tests.core.planning.builders import a_plan, an_instance, broken, with_others
from tests.core.planning.reference import judge
from tests.core.planning.running_town import RUNNING, a_town

from tweespoor.core.planning import Budget, Plan, check, generate, greedy_plan, read_instance, solve, write_instance
from tweespoor.core.planning.bending import what_does_not_fit
from tweespoor.core.planning.greedy import greedy
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.reasons import Reason
from tweespoor.core.planning.replan import replan
from tweespoor.core.planning.search import Search, can_search

SEEDS = st.integers(0, 10**9)


@settings(max_examples=150, deadline=None)
@given(seed=SEEDS, people=st.integers(0, 6))
def test_any_plan_is_judged_as_by_the_slow_reference(seed: int, people: int) -> None:
    instance, rng = with_others(seed, an_instance(seed, people=people)), Random(seed)
    plan = a_plan(rng, instance)
    for each in (plan, broken(rng, plan, instance=instance), greedy_plan(an_instance(seed, people=people))):
        report = check(instance, each)
        assert ({breach.rule for breach in report.broken}, report.score) == judge(instance, each)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 8))
def test_every_planner_leaves_to_others_what_is_theirs(seed: int, people: int) -> None:
    instance = with_others(seed, an_instance(seed, people=people))
    assert not judge(instance, solve(instance, stop=Budget(work=20), seed=1).plan)[0]
    before = greedy_plan(an_instance(seed, people=people))
    changed = replan(replace(instance, previous=before), stop=Budget(work=20), most_changed=people)
    assert not judge(instance, changed.plan)[0]
    left = what_does_not_fit(instance, plan=before).plan
    assert judge(instance, left)[0] <= {3}
    puzzle = Puzzle(instance)
    if can_search(puzzle):
        table, search = greedy(puzzle), Search(greedy(puzzle), seed=seed)
        search.steps(80, heat=100.0, goal=0)
        search.store(table)
        assert not judge(instance, table.plan())[0]


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 3))
def test_a_speck_of_a_puzzle_is_solved_as_by_trying_everything(seed: int, people: int) -> None:
    instance = with_others(seed, a_speck(seed, people=people))
    result = solve(instance, stop=Budget(work=2000), seed=1)
    assert result.score == best_score(instance)
    assert result.bound <= result.score


def test_a_larger_puzzle_keeps_away_from_all_that_others_have() -> None:
    alone = generate(60, seed=5)
    theirs = solve(alone, stop=Budget(work=30), seed=1).plan
    busy: dict[str, dict[str, tuple[str, ...]]] = {}
    for group in theirs.groups:
        slots = tuple(slot for session in group.slots for slot in session)
        for thing in (f"room {group.room}", f"trainer {group.trainer}"):
            periods = busy.setdefault(thing, {})
            periods[group.period] = (*periods.get(group.period, ()), *slots)
    instance = replace(
        alone,
        rooms=tuple(replace(each, taken_in=busy.get(f"room {each.id}", {})) for each in alone.rooms),
        trainers=tuple(replace(each, taken_in=busy.get(f"trainer {each.id}", {})) for each in alone.trainers),
    )
    plan = solve(instance, stop=Budget(work=60), seed=2).plan
    assert plan.groups
    assert not judge(instance, plan)[0]
    assert judge(instance, theirs)[0] == {10}


def test_a_plan_that_runs_makes_way_where_others_came_first() -> None:
    town = a_town()
    taken = replace(
        town, rooms=(replace(town.rooms[0], taken_in={"p1": ("ma-o",)}), town.rooms[1]), trainers=town.trainers
    )
    assert [reasons for _, reasons in what_does_not_fit(taken, plan=RUNNING).groups] == [(Reason.NO_ROOM,)]
    changed = replan(taken, stop=Budget(work=40)).plan
    assert not judge(taken, changed)[0]
    assert {(group.activity, group.room) for group in changed.groups} == {("sport", "zaal-2"), ("taal", "zaal-2")}


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_a_file_keeps_what_others_have(seed: int) -> None:
    instance = with_others(seed, an_instance(seed))
    assert read_instance(write_instance(instance)) == instance
    assert "taken_in" not in write_instance(replace(an_instance(seed), previous=Plan()))
