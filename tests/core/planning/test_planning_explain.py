"""Every open demand has its reasons, and they are the ones that bind: without them the person can be placed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.builders import an_instance

from tweespoor.apps.schedule import wording
from tweespoor.core.planning import Budget, Demand, Group, Instance, Option, Plan, check, generate, greedy_plan, solve
from tweespoor.core.planning.explain import Nearest, Reason, Unplaced, reasons_in
from tweespoor.core.planning.insertion import insert_best
from tweespoor.core.planning.loading import timetable_of
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.reasons import CLAUSES
from tweespoor.core.planning.without import without

SEEDS = st.integers(0, 10**9)
OF_COST = {Reason.NOT_WORTH_IT, Reason.NOT_TRIED}
FORCED_ONLY = {Reason.NEVER_FREE, Reason.WEEKLY_LOAD, Reason.TOO_FEW_EVER}
REMOVABLE = [reason for reason in Reason if reason not in OF_COST | FORCED_ONLY]


def a_case(seed: int, *, people: int) -> tuple[Instance, Plan]:
    """A tiny puzzle with a valid plan that is often not the best: greedy, and now and then a group short."""
    rng, instance = Random(seed), an_instance(seed, people=people)
    plan = greedy_plan(instance)
    if plan.groups and rng.random() < 0.4:
        gone = rng.choice(plan.groups)
        fewer = replace(plan, groups=tuple(group for group in plan.groups if group is not gone))
        plan = fewer if check(instance, fewer).valid else plan
    return instance, plan


def by_trying_everything(instance: Instance, plan: Plan, nearest: Nearest) -> Iterator[Plan]:
    """Every valid plan with the person placed at that time in that activity, and everybody else as they were."""
    person = next(each for each in instance.participants if each.id == nearest.participant)
    sessions = sorted(nearest.slots)
    for attends in {plan.classes.get(person.id, person.class_id), person.class_id, *person.class_options}:
        classes = {name: each for name, each in plan.classes.items() if name != person.id}
        classes |= {person.id: attends} if attends is not None and attends != person.class_id else {}
        tried = replace(plan, classes=classes)
        for groups in [*joined(plan, nearest, sessions), *opened(instance, plan, nearest)]:
            changed = replace(tried, groups=tuple(sized(instance, group) for group in groups))
            if check(instance, changed).valid:
                yield changed


def joined(plan: Plan, nearest: Nearest, sessions: list[tuple[str, ...]]) -> Iterator[list[Group]]:
    for number, group in enumerate(plan.groups):
        same = (group.activity, group.period) == (nearest.activity, nearest.period)
        if same and sorted(group.slots) == sessions:
            more = replace(group, participants=(*group.participants, nearest.participant))
            yield [*plan.groups[:number], more, *plan.groups[number + 1 :]]


def opened(instance: Instance, plan: Plan, nearest: Nearest) -> Iterator[list[Group]]:
    others = [
        each.id
        for each in instance.participants
        if each.id != nearest.participant
        and any(nearest.activity in {option.activity for option in demand.any_of} for demand in each.demands)
    ]
    for room in instance.rooms:
        for trainer in instance.trainers:
            for count in range(len(others) + 1):
                for members in combinations(others, count):
                    group = Group(
                        activity=nearest.activity,
                        period=nearest.period,
                        slots=nearest.slots,
                        room=room.id,
                        trainer=trainer.id,
                        participants=(nearest.participant, *members),
                    )
                    yield [*plan.groups, group]


def sized(instance: Instance, group: Group) -> Group:
    """The group with as many seats from outside as it needs."""
    least = next(each.min_size for each in instance.activities if each.id == group.activity)
    return replace(group, outside=max(0, least - len(group.participants)))


def can_be_placed(instance: Instance, plan: Plan, nearest: Nearest, *, lifted: Iterable[Reason]) -> bool:
    changed, same_plan = without(instance, plan=plan, nearest=nearest, reasons=lifted)
    assert check(changed, same_plan).valid
    return any(True for _ in by_trying_everything(changed, same_plan, nearest))


def with_a_place(found: tuple[Unplaced, ...]) -> Iterator[Nearest]:
    """All possibilities that are named with a time."""
    for unplaced in found:
        yield from (each for each in (*unplaced.nearest, *unplaced.also) if each.period)


@settings(max_examples=70, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 5))
def test_without_its_reasons_a_person_can_be_placed_and_with_any_of_them_not(seed: int, people: int) -> None:
    instance, plan = a_case(seed, people=people)
    for nearest in with_a_place(reasons_in(instance, plan=plan)):
        assert can_be_placed(instance, plan, nearest, lifted=nearest.obstacles), nearest
        for reason in set(nearest.obstacles) - OF_COST:
            left = [other for other in nearest.obstacles if other is not reason]
            assert not can_be_placed(instance, plan, nearest, lifted=left), (nearest, reason)


def a_possibility(rng: Random, instance: Instance, plan: Plan, nearest: Nearest) -> Nearest:
    """Any time at which the activity may be held, at any place with a room for it, in any group, with any class."""
    activity = next(each for each in instance.activities if each.id == nearest.activity)
    periods = [each for each in instance.periods if each.weeks >= activity.weeks] or list(instance.periods)
    period = rng.choice(periods).id
    starts = range(len(instance.slots) - activity.length + 1)
    runs = [instance.slots[start : start + activity.length] for start in starts]
    times = [
        tuple(tuple(slot.id for slot in run) for run in chosen)
        for chosen in combinations(runs, activity.sessions)
        if len({slot.day for run in chosen for slot in run}) == activity.sessions
        and all(len({slot.day for slot in run}) == 1 for run in chosen)
    ]
    usual = [time for time in times if activity.slots is None or {s for run in time for s in run} <= {*activity.slots}]
    slots = rng.choice(usual or times)
    places = [room.location for room in instance.rooms if activity.rooms is None or room.id in activity.rooms]
    rooms = [group.room for group in plan.groups if (group.period, sorted(group.slots)) == (period, sorted(slots))]
    return replace(
        nearest,
        period=period,
        slots=slots,
        location=rng.choice(places or [each.id for each in instance.locations]),
        room=rng.choice(rooms) if rooms else "",
        language_class=rng.choice(["", *(each.id for each in instance.classes)]),
    )


@settings(max_examples=70, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 5))
def test_a_reason_that_is_not_named_does_not_help_alone(seed: int, people: int) -> None:
    instance, plan = a_case(seed, people=people)
    rng = Random(seed)
    for unplaced in reasons_in(instance, plan=plan):
        for nearest in unplaced.nearest:
            named = {r for each in unplaced.also if each.activity == nearest.activity for r in each.obstacles}
            named |= {*nearest.obstacles} if len(nearest.obstacles) == 1 else set()
            if not nearest.period or named & OF_COST:
                continue
            reason = rng.choice([each for each in REMOVABLE if each not in named])
            elsewhere = a_possibility(rng, instance, plan, nearest)
            if not (reason in {Reason.GROUP_FULL, Reason.ROOM_FULL} and not elsewhere.room):
                assert not can_be_placed(instance, plan, elsewhere, lifted=[reason]), (nearest, elsewhere, reason)


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 5))
def test_what_is_not_worth_it_costs_just_so_much_more(seed: int, people: int) -> None:
    instance, plan = a_case(seed, people=people)
    now = check(instance, plan).score
    rng = Random(seed)
    for nearest in with_a_place(reasons_in(instance, plan=plan)):
        if not OF_COST & {*nearest.obstacles}:
            continue
        best = min(check(instance, each).score for each in by_trying_everything(instance, plan, nearest))
        assert nearest.loss == max(0, best - now)
        assert (nearest.obstacles == (Reason.NOT_TRIED,)) == (best < now)
        elsewhere = a_possibility(rng, instance, plan, nearest)
        assert all(check(instance, each).score >= best for each in by_trying_everything(instance, plan, elsewhere))
        worth, same_plan = without(instance, plan=plan, nearest=nearest)
        tried = [check(worth, each).score for each in by_trying_everything(worth, same_plan, nearest)]
        assert min(tried) < check(worth, same_plan).score


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS, people=st.integers(0, 9))
def test_every_open_demand_has_reasons_and_a_placed_one_has_none(seed: int, people: int) -> None:
    instance, plan = a_case(seed, people=people)
    inside = {(group.activity, name) for group in plan.groups for name in group.participants}
    unmet = [
        (person.id, number)
        for person in instance.participants
        for number, demand in enumerate(person.demands)
        if not any((option.activity, person.id) in inside for option in demand.any_of)
    ]
    found = reasons_in(instance, plan=plan)
    assert [(each.participant, each.demand) for each in found] == unmet
    for unplaced in found:
        person = next(each for each in instance.participants if each.id == unplaced.participant)
        wanted = tuple(option.activity for option in person.demands[unplaced.demand].any_of)
        assert tuple(each.activity for each in unplaced.nearest) == wanted
        for nearest in unplaced.nearest:
            assert nearest.reasons
            assert nearest.sentence_in("nl").startswith(nearest.activity)
            assert nearest.sentence_in("nl") != nearest.sentence_in("en") == nearest.sentence


@pytest.mark.parametrize("scarce", [1.0, 0.3])
def test_in_a_municipality_everybody_can_be_placed_without_the_reasons(scarce: float) -> None:
    instance = generate(40, seed=2, scarce=scarce)
    plan = greedy_plan(instance)
    placed = {(group.activity, name) for group in plan.groups for name in group.participants}
    found = reasons_in(instance, plan=plan)
    assert len(found) > 10
    for nearest in with_a_place(found):
        changed, same_plan = without(instance, plan=plan, nearest=nearest)
        puzzle = Puzzle(changed)
        table = timetable_of(puzzle, plan=same_plan)
        person, activity = puzzle.person_at[nearest.participant], puzzle.activity_at[nearest.activity]
        assert insert_best(table, person, activity=activity) is not None, nearest
        after = table.plan()
        assert check(changed, after).valid
        still = {(group.activity, name.rstrip("+")) for group in after.groups for name in group.participants}
        assert placed | {(nearest.activity, nearest.participant)} <= still


def test_a_plan_with_everybody_placed_has_no_reasons() -> None:
    instance, plan = an_easy_one()
    assert check(instance, plan).breakdown["unplaced"] == 0
    assert reasons_in(instance, plan=plan) == ()


def an_easy_one() -> tuple[Instance, Plan]:
    """One person who asks for one thing, which is free to give."""
    whole = generate(40, seed=1)
    sport = next(each for each in whole.activities if each.id == "sport")
    wish = Demand(weight=60, any_of=(Option(activity="sport"),))
    instance = replace(
        whole,
        activities=(replace(sport, min_size=1, outside_seats=0, group_cost=0),),
        participants=(replace(whole.participants[0], demands=(wish,), max_travel=None, max_slots=None),),
    )
    return instance, solve(instance, stop=Budget(work=50)).plan


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reason_has_its_words(language: str) -> None:
    assert set(CLAUSES[language]) == set(Reason)


def test_the_interface_says_the_same_as_the_command() -> None:
    assert {reason: wording.SENTENCES.get(reason.value) for reason in Reason} == CLAUSES["nl"]
