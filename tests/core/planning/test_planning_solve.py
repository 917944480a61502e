"""Plans are valid, never worse than greedy, optimal where everything can be tried, repeatable, and stop when told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.brute_force import a_speck, best_score
from tests.core.planning.builders import an_instance
from tests.core.planning.reference import judge

from tweespoor.core.planning import (
    Activity,
    Budget,
    Demand,
    FormatError,
    Instance,
    Location,
    Option,
    Participant,
    Period,
    Phase,
    Plan,
    Progress,
    Reason,
    Result,
    Room,
    Slot,
    Status,
    StoppedBy,
    Trainer,
    check,
    generate,
    greedy_plan,
    read_instance,
    solve,
)
from tweespoor.core.planning.clock import Clock
from tweespoor.core.planning.exact import Limit, improve
from tweespoor.core.planning.greedy import greedy
from tweespoor.core.planning.neighbourhoods import everything
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.search import Search
from tweespoor.core.planning.timetable import Timetable

SEEDS = st.integers(0, 10**9)
TOWN = Path(__file__).parents[2] / "instances" / "two-people.json"


def holds(instance: Instance, result: Result) -> None:
    """What must be true of every result."""
    rules, score = judge(instance, result.plan)
    assert not rules
    assert score == result.score == result.plan.score == sum(result.breakdown.values())
    assert result.bound == result.plan.bound <= result.score <= result.greedy_score
    assert result.unavoidable <= result.score
    open_demands = {(each.participant, each.demand) for each in result.unplaced}
    assert len(open_demands) == len(result.unplaced) == result.demands - result.placed
    assert sum(each.weight for each in result.unplaced) == result.breakdown["unplaced"]


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, people=st.integers(0, 9))
def test_every_plan_keeps_all_rules_and_is_no_worse_than_greedy(seed: int, people: int) -> None:
    instance = an_instance(seed, people=people)
    result = solve(instance, stop=Budget(work=60), seed=seed % 100)
    holds(instance, result)
    assert result.greedy_score == greedy_plan(instance).score


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 3))
def test_a_speck_of_a_puzzle_is_solved_as_by_trying_everything(seed: int, people: int) -> None:
    instance = a_speck(seed, people=people)
    result = solve(instance, stop=Budget(work=2000))
    holds(instance, result)
    assert (result.score, result.bound) == (best_score(instance), result.score)
    assert result.status is Status.OPTIMAL
    assert result.stopped_by is StoppedBy.PROOF


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 9))
def test_the_search_keeps_count_of_the_score_and_all_rules(seed: int, people: int) -> None:
    instance = an_instance(seed, people=people)
    puzzle = Puzzle(instance)
    if not puzzle.offers:
        return
    start = greedy(puzzle)
    search = Search(start, seed=seed)
    assert (search.cost, search.placed) == (start.cost, sum(len(met) for met in start.met))
    table = Timetable(puzzle)
    for heat in (400.0, 40.0, 4.0):
        before = search.cost
        search.steps(100, heat=heat, goal=0)
        search.store(table)
        report = check(instance, table.plan())
        assert report.valid
        assert report.score == table.cost == search.cost <= before
        assert search.placed == sum(len(met) for met in table.met)


def a_day_with_a_detour() -> Instance:
    """One person whose first and last group are only in reach of each other by way of the one between."""
    places = ("north", "middle", "south")
    slots = tuple(Slot(id=f"mon-{n}", day=1, start=540 + 60 * n, end=600 + 60 * n) for n in range(3))
    return Instance(
        name="detour",
        slots=slots,
        periods=(Period(id="p1", weeks=10),),
        levels=("A0",),
        zones=places,
        travel=((0, 0, 90), (0, 0, 0), (90, 0, 0)),
        locations=tuple(Location(id=place, zone=place) for place in places),
        rooms=tuple(
            Room(id=f"room-{place}", location=place, capacity=1, slots=(slot.id,))
            for place, slot in zip(places, slots, strict=True)
        ),
        trainers=(Trainer(id="t1"),),
        classes=(),
        activities=tuple(
            Activity(id=f"at-{place}", weeks=1, min_size=1, max_size=1, rooms=(f"room-{place}",)) for place in places
        ),
        participants=(
            Participant(
                id="anna",
                level=0,
                gender="v",
                zone="middle",
                demands=tuple(
                    Demand(weight=weight, any_of=(Option(activity=f"at-{place}"),))
                    for place, weight in zip(places, (100, 5, 100), strict=True)
                ),
            ),
        ),
    )


def test_nobody_is_left_too_far_away_when_a_visit_between_is_dropped() -> None:
    instance = a_day_with_a_detour()
    table = Timetable(Puzzle(instance))
    search = Search(greedy(table.puzzle), seed=1)
    for _ in range(200):
        search.steps(1, heat=100.0, goal=0)
        search.store(table)
        assert check(instance, table.plan()).valid
    assert search.cost == instance.weights.third_in_row


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 6))
def test_the_exact_model_counts_and_keeps_what_the_checker_does(seed: int, people: int) -> None:
    instance = an_instance(seed, people=people)
    table = Timetable(Puzzle(instance))
    empty = table.cost
    clock = Clock(Budget(work=10**9), cancelled=None, listener=None)
    outcome = improve(table, part=everything(table), limit=Limit(deterministic=10), clock=clock, seed=1, workers=1)
    report = check(instance, table.plan())
    assert outcome.proven
    assert report.valid
    assert outcome.bound == report.score == table.cost
    assert outcome.improved is (table.cost < empty)


@pytest.mark.parametrize("options", [{}, {"providers": 9, "periods": 3}, {"scarce": 0.3}, {"integrated": True}])
def test_larger_puzzles_get_valid_plans_that_beat_greedy(options: dict[str, float]) -> None:
    instance = generate(45, seed=2, **options)  # type: ignore[arg-type]  # the options differ in type
    result = solve(instance, stop=Budget(work=250), seed=3)
    holds(instance, result)
    assert result.score < result.greedy_score
    assert Phase.SEARCH in result.method


def test_a_seed_and_a_work_limit_give_one_plan_however_many_workers() -> None:
    instance = generate(30, seed=1)
    one, two = (solve(instance, stop=Budget(work=400), seed=7, workers=workers) for workers in (1, 2))
    assert one.plan == two.plan
    assert (one.work, one.bound) == (two.work, two.bound)
    assert one.method == (Phase.GREEDY, Phase.BOUND, Phase.SEARCH)


@pytest.mark.parametrize("enough", [0, 1, 5])
def test_cancelling_ends_with_the_best_plan_so_far(enough: int) -> None:
    instance = generate(60, seed=1)
    seen: list[Progress] = []
    result = solve(
        instance, stop=Budget(seconds=3600), progress=seen.append, cancelled=lambda: len(seen) >= enough, workers=2
    )
    holds(instance, result)
    assert result.stopped_by is StoppedBy.CANCELLED
    assert len(seen) >= enough
    assert result.score == min((each.score for each in seen), default=result.score)


def test_cancelling_is_heard_while_the_exact_solver_works() -> None:
    instance = generate(60, seed=1)
    seen: list[Progress] = []
    result = solve(
        instance,
        stop=Budget(work=10**9, seconds=1e9),
        progress=seen.append,
        cancelled=lambda: bool(seen),
    )
    assert result.stopped_by is StoppedBy.CANCELLED


def test_no_time_at_all_still_gives_a_valid_plan() -> None:
    instance = generate(30, seed=1)
    for nothing in (Budget(seconds=0), Budget(work=0)):
        holds(instance, solve(instance, stop=nothing))


def test_progress_only_gets_better() -> None:
    seen: list[Progress] = []
    result = solve(generate(30, seed=1), stop=Budget(work=300), progress=seen.append)
    scores, bounds = [each.score for each in seen], [each.bound for each in seen]
    assert scores == sorted(scores, reverse=True)
    assert bounds == sorted(bounds)
    assert (scores[0], scores[-1]) == (result.greedy_score, result.score)
    assert all(each.bound <= each.score and each.demands == result.demands for each in seen)


def test_nobody_is_planned_where_there_is_nobody() -> None:
    result = solve(generate(0, seed=1), stop=Budget(work=10))
    assert (result.score, result.bound, result.status, result.plan.groups) == (0, 0, Status.OPTIMAL, ())
    assert result.gap == 0


def test_replanning_keeps_to_the_earlier_plan() -> None:
    instance = generate(40, seed=3)
    earlier = solve(instance, stop=Budget(work=200)).plan
    again = solve(replace(instance, previous=earlier), stop=Budget(work=200), seed=9)
    holds(replace(instance, previous=earlier), again)
    assert again.score <= (earlier.score or 0)
    kept = {(g.activity, g.period, g.slots, name) for g in earlier.groups for name in g.participants}
    now = {(g.activity, g.period, g.slots, name) for g in again.plan.groups for name in g.participants}
    assert len(kept & now) > 0.8 * len(kept)


def test_an_instance_that_contradicts_itself_is_refused() -> None:
    wrong = replace(generate(5, seed=1), activities=(Activity(id="a", weeks=1, min_size=3, max_size=2),))
    with pytest.raises(FormatError, match=r"activities\[0\]: min_size 3 is above max_size 2"):
        solve(wrong, stop=Budget(work=1))


@pytest.mark.parametrize("limits", [{}, {"seconds": -1.0}, {"work": -1}])
def test_a_budget_must_be_one(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="a budget"):
        Budget(**limits)


def a_town(change: Callable[[Instance], Instance]) -> Instance:
    return change(read_instance(TOWN.read_text(encoding="utf-8")))


def anna(instance: Instance, **fields: object) -> Instance:
    """The town with something changed about Anna."""
    first, *others = instance.participants
    return replace(instance, participants=(replace(first, **fields), *others))  # type: ignore[arg-type]


def one_wish(instance: Instance) -> Instance:
    """The town where Anna asks for nothing but skills."""
    return anna(instance, demands=instance.participants[0].demands[:1])


def skills(instance: Instance, **fields: object) -> Instance:
    first, *others = instance.activities
    return replace(instance, activities=(replace(first, **fields), *others))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "reason", "forced"),
    [
        (lambda town: skills(town, rooms=()), Reason.CANNOT_BE_HELD, True),
        (lambda town: skills(town, weeks=11), Reason.CANNOT_BE_HELD, True),
        (lambda town: anna(town, level=2), Reason.LEVEL_OUTSIDE, True),
        (lambda town: anna(skills(town, rooms=("r2",)), zone="centre"), Reason.TOO_FAR, True),
        (lambda town: anna(town, unavailable=("mon-1", "mon-2", "mon-3", "tue-1")), Reason.NEVER_FREE, True),
        (lambda town: anna(town, max_slots=1), Reason.WEEKLY_LOAD, True),
        (lambda town: skills(town, min_size=2, outside_seats=0, level_max=0), Reason.TOO_FEW_EVER, True),
        (lambda town: one_wish(skills(town, max_groups=0)), Reason.MOST_GROUPS, False),
        (lambda town: one_wish(skills(town, group_cost=1000)), Reason.NOT_WORTH_IT, False),
    ],
)
def test_an_open_demand_has_its_reason(change: Callable[[Instance], Instance], reason: Reason, *, forced: bool) -> None:
    result = solve(a_town(change), stop=Budget(work=50))
    found = {(each.participant, each.demand): each for each in result.unplaced}
    assert found["anna", 0].nearest[0].reasons == (reason,)
    assert found["anna", 0].forced is forced
    assert found["anna", 0].nearest[0].sentence.startswith("skills")


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 3))
def test_what_is_called_forced_no_plan_can_do(seed: int, people: int) -> None:
    instance = a_speck(seed, people=people)
    forced = {(u.participant, u.demand) for u in solve(instance, stop=Budget(work=30)).unplaced if u.forced}
    number = Random(seed)
    people_of = {person.id: person for person in instance.participants}
    for name, demand in sorted(forced):
        asked = people_of[name].demands[demand]
        dear = replace(people_of[name], demands=(replace(asked, weight=10**6),))
        alone = replace(
            instance,
            participants=tuple(dear if each.id == name else each for each in instance.participants),
        )
        again = solve(alone, stop=Budget(work=100), seed=number.randrange(100))
        assert (name, 0) in {(each.participant, each.demand) for each in again.unplaced}


def test_the_empty_plan_is_a_plan() -> None:
    assert check(generate(20, seed=1), Plan()).valid
