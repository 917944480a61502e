"""What happens while a plan runs: whom it hits directly, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.core.planning.changes_in_town import (
    FIRST_AID,
    LITTLE,
)
from tests.core.planning.running_town import RUNNING, a_person, a_town, an_activity

from tweespoor.core.planning import (
    greedy_plan,
    read_instance,
    write_instance,
)
from tweespoor.core.planning.bending import CannotBe, GroupMoved, bend
from tweespoor.core.planning.disruptions import (
    UnknownName,
    capacities_halved,
    class_moved,
    found_job,
    location_closed,
    people_arrived,
    person_left,
    room_closed,
    trainer_ill,
)
from tweespoor.core.planning.replan import Replanned, replan
from tweespoor.core.planning.replanning.closures import read_closures, shut


def the_groups(result: Replanned) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(g.activity, g.slots[0][0], g.participants) for g in result.plan.groups}


def test_an_ill_trainer_is_replaced_and_nobody_is_moved() -> None:
    change = trainer_ill(a_town(), plan=RUNNING, trainer="t1", period="p1")
    result = replan(change.instance, closed=change.closed, stop=LITTLE)
    assert change.hit == {"ali", "bea", "cas"} == set(result.hit)
    assert result.changed == ()
    assert {(g.activity, g.trainer) for g in result.plan.groups} == {("sport", "t2"), ("taal", "t2")}


def test_an_ill_trainer_is_away_in_that_period_alone() -> None:
    later = replace(RUNNING, groups=(replace(RUNNING.groups[0], period="p2"), RUNNING.groups[1]))
    assert trainer_ill(a_town(), plan=later, trainer="t1", period="p1").hit == frozenset()
    assert trainer_ill(a_town(), plan=later, trainer="t1").hit == {"ali", "bea", "cas"}


def test_who_knows_no_closures_finds_what_is_closed_taken_in_that_period_alone() -> None:
    town = a_town()
    closed = read_closures(["trainer:t1@p1", "location:huis@p2"], instance=town)
    left = shut(town, closed)
    held = greedy_plan(replace(left, previous=None)).groups
    assert held
    assert {(each.period, each.trainer) for each in held} == {("p1", "t2")}
    moved = GroupMoved(group=0, period="p1", slots=(("wo-m",),))
    assert bend(left, plan=RUNNING, change=moved).plan.groups[0].trainer == "t2"
    with pytest.raises(CannotBe):
        bend(left, plan=RUNNING, change=replace(moved, period="p2"))
    assert bend(town, plan=RUNNING, change=replace(moved, period="p2")).plan.groups[0].trainer == "t1"
    assert shut(town, ()) is town


def test_a_class_that_moves_hits_those_who_have_something_at_its_new_time() -> None:
    change = class_moved(a_town(), plan=RUNNING, class_id="klas-1", slots=["wo-o"])
    assert change.hit == {"bea", "dik"}
    assert next(each.slots for each in change.instance.classes if each.id == "klas-1") == ("wo-o",)


def test_a_group_that_falls_below_its_minimum_hits_all_who_are_in_it() -> None:
    change = found_job(a_town(), plan=RUNNING, participant="dik", slots=["wo-o"])
    assert change.hit == {"bea", "dik"}
    assert found_job(a_town(), plan=RUNNING, participant="ali", slots=["ma-o"]).hit == {"ali"}


def test_a_group_too_small_is_saved_by_one_who_waits() -> None:
    town = a_town()
    more = replace(town, participants=(*town.participants, a_person("fay", ("taal",))))
    change = person_left(more, plan=RUNNING, participant="dik")
    result = replan(change.instance, new=(), stop=FIRST_AID)
    assert change.hit == {"bea", "dik"}
    assert ("taal", "wo-o", ("bea", "fay")) in the_groups(result)
    assert result.changed == ("fay",)


def test_a_closed_room_and_a_closed_location_hit_those_inside() -> None:
    town = a_town()
    assert room_closed(town, plan=RUNNING, room="zaal-1", period="p1").hit == {"ali", "bea", "cas"}
    assert room_closed(town, plan=RUNNING, room="zaal-1", period="p2").hit == frozenset()
    everything = location_closed(town, plan=RUNNING, location="huis", period="p1")
    assert everything.hit == {"ali", "bea", "cas", "dik"}
    assert {str(each) for each in everything.closed} == {"room:zaal-1@p1", "room:zaal-2@p1"}
    moved = replan(everything.instance, closed=everything.closed, stop=FIRST_AID)
    assert {(g.activity, g.period) for g in moved.plan.groups} == {("sport", "p2"), ("taal", "p2")}
    for_good = location_closed(town, plan=RUNNING, location="huis")
    assert for_good.closed == ()
    assert replan(for_good.instance, stop=LITTLE).plan.groups == ()


def test_halved_capacities_hit_the_groups_that_no_longer_fit() -> None:
    change = capacities_halved(a_town(), plan=RUNNING)
    assert [room.capacity for room in change.instance.rooms] == [2, 2]
    assert change.hit == {"ali", "bea", "cas"}
    assert capacities_halved(a_town(), plan=RUNNING, location="school").hit == frozenset()


def test_a_job_takes_the_first_half_days_without_lessons_until_the_hours_are_made() -> None:
    change = found_job(a_town(), plan=RUNNING, participant="bea", hours=6)
    working = next(each for each in change.instance.participants if each.id == "bea")
    assert working.unavailable == ("ma-o", "wo-o")
    in_one = found_job(a_town(), plan=RUNNING, participant="bea", hours=6, period="p2")
    assert next(each.unavailable_in for each in in_one.instance.participants if each.id == "bea") == {
        "p2": ("ma-o", "wo-o")
    }
    assert (change.hit, in_one.hit) == ({"bea", "dik"}, frozenset())


def test_arrivals_are_placed_and_change_nobody() -> None:
    change = people_arrived(a_town(), plan=RUNNING, people=[a_person("fay", ("sport",)), a_person("gus", ("taal",))])
    result = replan(change.instance, new=change.new, stop=LITTLE)
    assert (change.hit, change.new, result.changed) == (frozenset(), ("fay", "gus"), ())
    assert the_groups(result) == {
        ("sport", "ma-o", ("ali", "bea", "cas", "fay")),
        ("taal", "wo-o", ("bea", "dik", "gus")),
    }
    with pytest.raises(ValueError, match="there is a participant 'ali' already"):
        people_arrived(a_town(), plan=RUNNING, people=[a_person("ali")])


def test_who_leaves_frees_a_seat_for_one_who_waits() -> None:
    town = a_town()
    full = replace(town, activities=(replace(an_activity("sport", least=2), max_size=3), *town.activities[1:]))
    full = replace(full, participants=(*full.participants, a_person("fay", ("sport",), unavailable=("wo-o", "wo-m"))))
    change = person_left(full, plan=RUNNING, participant="ali")
    result = replan(change.instance, new=(), stop=LITTLE)
    assert change.hit == {"ali"}
    assert ("sport", "ma-o", ("bea", "cas", "fay")) in the_groups(result)
    switched = replace(RUNNING, classes={"eef": "klas-2"})
    assert person_left(town, plan=switched, participant="eef").hit == {"eef"}


def test_what_is_not_there_cannot_happen_to_it() -> None:
    town = a_town()
    for happen in (
        lambda: trainer_ill(town, plan=RUNNING, trainer="t9"),
        lambda: trainer_ill(town, plan=RUNNING, trainer="t1", period="p9"),
        lambda: class_moved(town, plan=RUNNING, class_id="klas-1", slots=["zo-o"]),
        lambda: room_closed(town, plan=RUNNING, room="zaal-9"),
        lambda: location_closed(town, plan=RUNNING, location="kelder"),
        lambda: found_job(town, plan=RUNNING, participant="zoe"),
        lambda: person_left(town, plan=RUNNING, participant="zoe"),
    ):
        with pytest.raises(UnknownName, match=r"there is no .* in the instance"):
            happen()


def test_changed_instances_can_be_written_and_read_again() -> None:
    for change in (
        location_closed(a_town(), plan=RUNNING, location="huis"),
        trainer_ill(a_town(), plan=RUNNING, trainer="t1"),
        found_job(a_town(), plan=RUNNING, participant="bea", period="p2"),
    ):
        assert read_instance(write_instance(change.instance)) == change.instance
