"""Concessions for a choice of periods and people: they gain it there alone, and all the rest stays as it was."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.changes_in_town import SEEDS, a_running_plan
from tests.core.planning.reference import judge
from tests.core.planning.running_town import RUNNING, a_person, a_town
from tests.core.planning.test_planning_choice import a_choice, all_the_rest_is_as_it_was

from tweespoor.core.planning import Budget, Instance, Location, Plan, Room
from tweespoor.core.planning.concessions import (
    Concession,
    Explanation,
    ParticipantHalfDay,
    TrainerHalfDay,
    TravelFurther,
    ZoneTransport,
    explain,
)
from tweespoor.core.planning.replanning.choice import Choice, part_of

SOME_WORK = Budget(work=1500)


def gains(found: Explanation) -> dict[Concession, int]:
    """By how many people each concession that was shown to gain something helps more."""
    return {each.concession: each.gain.people for each in found.concessions if each.gain is not None}


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 8))
def test_with_a_concession_too_only_what_was_chosen_changes(seed: int, people: int) -> None:
    instance, rng = a_running_plan(seed, people=people), Random(seed)
    before, choice = instance.previous, a_choice(rng, instance)
    assert before is not None
    instance = replace(instance, previous=None)
    found = explain(instance, plan=before, choice=choice, top=3, stop=Budget(work=300), seed=seed % 50)
    plans = [(each.concession.apply(instance), each.plan) for each in found.concessions if each.plan is not None]
    for changed, plan in [(instance, found.control), *plans]:
        assert plan is not None
        part = part_of(changed, plan=before, choice=choice)
        assert all(any(pin.means(group) for group in plan.groups) for pin in part.keep.groups)
        after = part.whole(plan)
        assert not judge(changed, after)[0]
        all_the_rest_is_as_it_was(before, after, choice=choice, instance=instance)


def town_where_two_wait() -> Instance:
    """Eef and Fay both wait for sport on Monday morning, in which there is one seat, and cannot come then."""
    town = a_town()
    fay = a_person("fay", ("sport",), unavailable=("ma-o", "ma-m", "wo-o", "wo-m"))
    eef = replace(town.participants[-1], unavailable=fay.unavailable)
    return replace(town, participants=(*town.participants[:-1], eef, fay), previous=None)


def test_only_those_who_were_chosen_are_helped() -> None:
    town = town_where_two_wait()
    for chosen, other in (("eef", "fay"), ("fay", "eef")):
        found = explain(town, plan=RUNNING, choice=Choice(people=frozenset({chosen})), stop=SOME_WORK)
        assert {each.participant for each in found.unplaced} == {chosen}
        helped = gains(found)
        assert helped[ParticipantHalfDay(participant=chosen, slot="ma-o")] == 1
        assert other not in {each.fields().get("participant") for each in helped}
    everybody = explain(town, plan=RUNNING, stop=SOME_WORK)
    assert {each.participant for each in everybody.unplaced} >= {"eef", "fay"}


def test_nobody_gives_up_a_seat_for_somebody_who_was_chosen() -> None:
    """Fay, who asks most, would have a seat in the one group of sport if it were moved or somebody sent away."""
    town = a_town()
    full = replace(RUNNING.groups[0], participants=("ali", "bea", "cas", "gus"))
    fay = a_person("fay", ("sport",), unavailable=("ma-o",))
    fay = replace(fay, demands=(replace(fay.demands[0], weight=1000),))
    town = replace(
        town,
        activities=tuple(replace(each, max_groups=1) for each in town.activities),
        trainers=tuple(replace(each, slots=("ma-o", "wo-o")) for each in town.trainers),
        participants=(*town.participants, fay, a_person("gus", ("sport",))),
        previous=None,
    )
    plan = Plan(groups=(full, RUNNING.groups[1]))
    whole = explain(town, plan=plan, top=2, stop=SOME_WORK)
    assert "fay" in {name for group in whole.control.groups for name in group.participants}
    found = explain(town, plan=plan, choice=Choice(people=frozenset({"fay"})), top=20, stop=SOME_WORK)
    assert gains(found) == {}
    assert {*found.control.groups} == {*plan.groups}


def test_what_helps_in_another_period_alone_is_no_concession_for_the_chosen_one() -> None:
    """In the seat of the first period nothing changes; in the second a group needs two, and one asks."""
    town = town_where_two_wait()
    found = explain(town, plan=RUNNING, choice=Choice(periods=frozenset({"p2"})), stop=SOME_WORK)
    assert ParticipantHalfDay(participant="eef", slot="ma-o") not in gains(found)


def test_a_trainer_who_comes_at_another_moment_of_the_chosen_period_is_found() -> None:
    town = a_town()
    fay = a_person("fay", ("zorg",), unavailable=("ma-o", "wo-o"))
    trainers = tuple(
        replace(each, slots=slots) for each, slots in zip(town.trainers, (("ma-o",), ("wo-o",)), strict=True)
    )
    town = replace(town, trainers=trainers, participants=(*town.participants, fay), previous=None)
    found = explain(town, plan=RUNNING, choice=Choice(periods=frozenset({"p2"})), top=20, stop=SOME_WORK)
    assert gains(found)[TrainerHalfDay(trainer="t1", slot="ma-m")] == 1


def test_of_two_ways_to_travel_further_with_the_same_gain_the_shorter_is_told() -> None:
    town = a_town()
    gus = replace(a_person("gus", ("zorg",), max_travel=30), zone="buiten")
    town = replace(
        town,
        zones=("dorp", "buiten", "stad"),
        travel=((0, 62, 20), (62, 0, 74), (20, 74, 0)),
        locations=(*town.locations, Location(id="markt", zone="stad")),
        rooms=(*town.rooms, Room(id="zaal-3", location="markt", capacity=4)),
        participants=(gus,),
        previous=None,
    )
    found = gains(explain(town, plan=Plan(), top=20, stop=SOME_WORK))
    assert {each for each in found if each.measure == "minutes"} == {
        TravelFurther(participant="gus", minutes=62),
        ZoneTransport(zone="buiten", minutes=62),
    }
