"""The checker finds every broken rule and counts every point."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.builders import a_plan, an_instance, broken
from tests.core.planning.reference import judge

from tweespoor.core.planning import (
    Activity,
    Budget,
    Demand,
    Group,
    Instance,
    LanguageClass,
    Location,
    Option,
    Participant,
    Period,
    Plan,
    Room,
    Slot,
    Term,
    Trainer,
    check,
    solve,
)

SEEDS = st.integers(0, 10**9)


def agree(instance: Instance, plan: Plan) -> None:
    report = check(instance, plan)
    rules, score = judge(instance, plan)
    assert {breach.rule for breach in report.broken} == rules
    assert report.score == score
    assert report.valid == (not rules)


@settings(max_examples=250, deadline=None)
@given(seed=SEEDS, people=st.integers(0, 6))
def test_any_plan_is_judged_as_by_the_slow_reference(seed: int, people: int) -> None:
    instance = an_instance(seed, people=people)
    rng = Random(seed)
    plan = a_plan(rng, instance)
    agree(instance, plan)
    agree(instance, broken(rng, plan, instance=instance))


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 8))
def test_a_good_plan_with_one_thing_changed_is_judged_as_by_the_slow_reference(seed: int, people: int) -> None:
    instance = an_instance(seed, people=people)
    plan = solve(instance, stop=Budget(work=20), seed=1).plan
    agree(instance, plan)
    rng = Random(seed)
    for _ in range(5):
        agree(instance, broken(rng, plan, instance=instance))


def a_small_town() -> Instance:
    """Two people, one training on Monday, a class on Tuesday morning."""
    return Instance(
        name="small town",
        slots=(
            Slot(id="mon-1", day=1, start=540, end=720),
            Slot(id="mon-2", day=1, start=780, end=960),
            Slot(id="mon-3", day=1, start=960, end=1020, late=True),
            Slot(id="tue-1", day=2, start=540, end=720),
        ),
        periods=(Period(id="p1", weeks=10), Period(id="p2", weeks=10)),
        levels=("A0", "A1", "A2"),
        zones=("centre", "village"),
        travel=((0, 70), (70, 0)),
        locations=(Location(id="house", zone="centre"), Location(id="farm", zone="village")),
        rooms=(Room(id="r1", location="house", capacity=2), Room(id="r2", location="farm", capacity=2)),
        trainers=(Trainer(id="t1", slots=("mon-1", "mon-2", "mon-3"), max_sessions=1), Trainer(id="t2")),
        classes=(
            LanguageClass(id="c1", location="house", slots=("tue-1",), free_seats=0),
            LanguageClass(id="c2", location="house", slots=("mon-1",), free_seats=1),
        ),
        activities=(
            Activity(
                id="skills", weeks=10, min_size=2, max_size=2, max_level_spread=1, outside_seats=1, group_cost=30,
                level_max=1, preteach=True, rooms=("r1", "r2"), trainers=("t1", "t2"), max_groups=1,
            ),
            Activity(id="sport", weeks=10, min_size=1, max_size=9, after=("skills",)),
        ),
        participants=(
            Participant(
                id="anna", level=0, gender="v", zone="centre", max_travel=60, max_slots=3, class_id="c1",
                class_options=("c2",), same_gender=("sport",), unavailable_in={"p2": ("mon-1",)},
                demands=(
                    Demand(weight=100, any_of=(Option(activity="skills", dislike=2),)),
                    Demand(weight=60, any_of=(Option(activity="sport"),)),
                ),
            ),
            Participant(
                id="bilal", level=1, gender="m", zone="centre", unavailable=("mon-3",),
                demands=(Demand(weight=100, any_of=(Option(activity="skills"), Option(activity="sport", dislike=1))),),
            ),
        ),
    )  # fmt: skip


SKILLS = Group(
    activity="skills", period="p1", slots=(("mon-2",),), room="r1", trainer="t1", participants=("anna", "bilal")
)
SPORT = Group(activity="sport", period="p2", slots=(("mon-2",),), room="r1", trainer="t2", participants=("anna",))


def test_the_points_of_a_plan_by_hand() -> None:
    report = check(a_small_town(), Plan(groups=(SKILLS, replace(SPORT, slots=(("mon-3",),)))))
    assert report.valid
    assert {term: points for term, points in report.breakdown.items() if points} == {
        Term.GROUP_COST: 30,
        Term.LEVEL_SPREAD: 5,
        Term.DISLIKE: 20,
        Term.SINGLE_SESSION_DAY: 2 * 5,  # Monday of both in p1, Tuesday of Anna in p1, both days of Anna in p2
        Term.LATE: 1,
        Term.NO_PRETEACH: 2 * 2,
    }


@pytest.mark.parametrize(
    ("rule", "plan"),
    [
        (1, Plan(groups=(replace(SKILLS, trainer="t1", slots=(("tue-1",),), participants=("bilal",), outside=1),))),
        (2, Plan(groups=tuple(replace(SKILLS, period=p, participants=(n,), outside=1) for p, n in
                              (("p1", "anna"), ("p2", "bilal"))))),
        (3, Plan(groups=(replace(SKILLS, participants=("bilal",)),))),
        (5, Plan(groups=(replace(SPORT, participants=("anna", "carla")),))),
        (6, Plan(groups=(replace(SKILLS, slots=(("mon-3",),)),))),
        (8, Plan(groups=(replace(SKILLS, participants=("anna",), room="r2", outside=1),))),
        (10, Plan(groups=(SKILLS, replace(SPORT, period="p1", participants=("bilal",), trainer="t2")))),
        (11, Plan(groups=(replace(SKILLS, period="p2"), replace(SPORT, slots=(("mon-3",),))))),
        (12, Plan(groups=(replace(SPORT, participants=("anna", "bilal")),))),
        (13, Plan(classes={"bilal": "c1"})),
    ],
)  # fmt: skip
def test_each_rule_is_missed_when_it_is_broken(rule: int, plan: Plan) -> None:
    assert rule in {breach.rule for breach in check(a_small_town(), plan).broken}


def test_a_breach_says_which_rule_and_who() -> None:
    report = check(a_small_town(), Plan(classes={"anna": "c2"}))
    assert [str(breach) for breach in report.broken] == [
        "rule 6: anna: is not available for the class switched to in p2"
    ]
