"""How long people wait for a group, in queues that can be followed by hand, and who arrives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.mass_towns import a_scenario, a_town, somebody, sport, waited

from tweespoor.core.planning import Demand, Option
from tweespoor.core.planning.mass import (
    Arrangement,
    ClassTimetable,
    Provider,
    Running,
    Training,
    default_scenario,
    draw_arrivals,
    even_travel,
    kaplan_meier,
    run_queue,
)

ALL = tuple(f"{day}-{part}" for day in ("ma", "di", "wo", "do", "vr") for part in "oma")
ALONE, TOGETHER, NO_MINIMUM = Arrangement.ALONE, Arrangement.TOGETHER, Arrangement.NO_MINIMUM


@given(st.lists(st.integers(0, 300), min_size=1, max_size=12), st.integers(1, 13))
@settings(deadline=None, max_examples=25)
def test_free_people_without_a_minimum_wait_until_the_next_planning_moment(days: list[int], every: int) -> None:
    scenario = a_scenario(trainings=(sport(min_size=1),), planning_every_weeks=every)
    history = run_queue(scenario, arrivals=[somebody(n, day=d) for n, d in enumerate(days)], arrangement=ALONE)
    assert waited(history) == {f"dorp/{n}": -d % (7 * every) for n, d in enumerate(days)}


def test_a_group_starts_at_the_first_moment_after_the_last_who_was_needed_came() -> None:
    people = [somebody(n, day=10 * n) for n in range(8)]
    history = run_queue(a_scenario(), arrivals=people, arrangement=ALONE)
    assert waited(history) == {f"dorp/{n}": 84 - 10 * n for n in range(8)}
    assert [(group.start, group.end, len(group.participants)) for group in history.groups] == [(84, 154, 8)]
    assert set(waited(run_queue(a_scenario(), arrivals=people[:7], arrangement=ALONE)).values()) == {None}


def test_two_towns_with_four_people_each_only_start_together() -> None:
    scenario = a_scenario(a_town("noord"), a_town("zuid"))
    people = [somebody(n, town=town) for town in ("noord", "zuid") for n in range(4)]
    alone, together = (run_queue(scenario, arrivals=people, arrangement=each) for each in (ALONE, TOGETHER))
    assert set(waited(alone).values()) == {None}
    assert alone.groups == ()
    assert set(waited(together).values()) == {0}
    assert {wait.municipality for wait in together.waits} == {"noord", "zuid"}


def test_who_cannot_travel_so_far_does_not_fill_the_group_of_another_town() -> None:
    towns = (a_town("noord"), a_town("zuid", rooms=0))
    people = [somebody(n, town=town, max_travel=40) for town in ("noord", "zuid") for n in range(4)]
    near, far = (a_scenario(*towns, travel=even_travel(2, minutes=minutes)) for minutes in (40, 41))
    assert set(waited(run_queue(near, arrivals=people, arrangement=TOGETHER)).values()) == {0}
    assert set(waited(run_queue(far, arrivals=people, arrangement=TOGETHER)).values()) == {None}


def test_a_level_nobody_can_be_placed_at_is_censored_and_not_counted_as_no_wait() -> None:
    scenario = a_scenario(trainings=(sport(min_size=1, levels=(2, 5)),))
    history = run_queue(scenario, arrivals=[somebody(1, day=5, level=1)], arrangement=ALONE)
    (wait,) = history.waits
    assert (wait.days, wait.placed) == (scenario.last_day - 5, False)
    assert kaplan_meier([(wait.days, wait.placed)]).still_waiting(200) == 1


def test_levels_that_are_too_far_apart_do_not_make_a_group() -> None:
    people = [somebody(n, level=0 if n < 4 else 3) for n in range(8)]
    wide, narrow = (a_scenario(trainings=(sport(spread=spread),)) for spread in (3, 2))
    assert set(waited(run_queue(wide, arrivals=people, arrangement=ALONE)).values()) == {0}
    assert set(waited(run_queue(narrow, arrivals=people, arrangement=ALONE)).values()) == {None}


def test_people_from_other_target_groups_fill_a_group_up() -> None:
    people = [somebody(n) for n in range(5)]
    for outside, held in ((2, []), (3, [(5, 3)])):
        scenario = a_scenario(trainings=(sport(outside=outside),))
        groups = run_queue(scenario, arrivals=people, arrangement=ALONE).groups
        assert [(len(group.participants), group.outside) for group in groups] == held


def test_without_a_minimum_size_a_single_person_starts() -> None:
    people = [somebody(1, day=3)]
    assert waited(run_queue(a_scenario(), arrivals=people, arrangement=NO_MINIMUM)) == {"dorp/1": 25}
    assert waited(run_queue(a_scenario(), arrivals=people, arrangement=ALONE)) == {"dorp/1": None}


@given(st.integers(0, 30), st.integers(0, 12))
@settings(deadline=None, max_examples=25)
def test_more_people_alike_never_mean_fewer_who_start(count: int, more: int) -> None:
    fewer, larger = (
        run_queue(a_scenario(months=1), arrivals=[somebody(n) for n in range(total)], arrangement=ALONE)
        for total in (count, count + more)
    )
    assert sum(wait.placed for wait in larger.waits) >= sum(wait.placed for wait in fewer.waits)


def test_who_waits_longest_comes_first() -> None:
    busy = {"unavailable": (*(f"{day}-{part}" for day in ("di", "wo", "do", "vr") for part in "oma"), "ma-m", "ma-a")}
    scenario = a_scenario(trainings=(sport(min_size=2, max_size=2),), months=2)
    people = [somebody(n, day=day, **busy) for n, day in enumerate((27, 9, 20))]
    assert waited(run_queue(scenario, arrivals=people, arrangement=ALONE)) == {
        "dorp/0": None,
        "dorp/1": 19,
        "dorp/2": 8,
    }


def test_between_groups_on_one_day_there_is_time_for_the_longest_way() -> None:
    monday = (*(f"{day}-{part}" for day in ("di", "wo", "do", "vr") for part in "oma"), "ma-a")
    trainings = (sport(min_size=1), Training(name="taal", share=1, min_size=2, spread=5))
    taal = Demand(weight=0, any_of=(Option(activity="taal"),))
    first, second = (somebody(n, town="noord", day=10 * n, unavailable=monday) for n in (0, 1))
    both = replace(first, participant=replace(first.participant, demands=(*first.participant.demands, taal)))
    late = replace(second, participant=replace(second.participant, demands=(taal,)))
    for minutes, start in ((60, 28), (61, 84)):
        scenario = a_scenario(
            a_town("noord"), a_town("zuid"), trainings=trainings, travel=even_travel(2, minutes=minutes)
        )
        groups = run_queue(scenario, arrivals=[both, late], arrangement=TOGETHER).groups
        assert [(group.training, group.start) for group in groups] == [("sport", 0), ("taal", start)]


def test_waiting_longer_counts_for_more_than_a_week_that_looks_better() -> None:
    lessons = Provider(name="school", timetables=(ClassTimetable(half_days=("ma-m",)),))
    away = (*(f"{day}-{part}" for day in ("di", "wo", "do", "vr") for part in "oma"), "ma-a")
    scenario = a_scenario(a_town(providers=(lessons,)), trainings=(sport(min_size=1, max_size=1),), months=1)
    longest = somebody(1, day=1, unavailable=(*away, "ma-m"))
    tidiest = somebody(2, day=20, unavailable=away, class_id="dorp/school/1")
    history = run_queue(scenario, arrivals=[longest, tidiest], arrangement=ALONE)
    assert waited(history) == {"dorp/1": 27, "dorp/2": None}


def test_a_class_with_a_free_seat_lets_people_make_room_for_a_group() -> None:
    away = tuple(f"{day}-{part}" for day in ("di", "wo", "do", "vr") for part in "oma")
    busy = {"class_id": "dorp/school/1", "unavailable": (*away[:-1], "ma-m", "ma-a")}
    lessons = (ClassTimetable(half_days=("ma-o",)), ClassTimetable(half_days=("vr-a",)))
    scenario = a_scenario(
        a_town(providers=(Provider(name="school", timetables=lessons),)), trainings=(sport(min_size=1, max_size=1),)
    )
    fixed, flexible = somebody(1, **busy), somebody(2, class_options=("dorp/school/2",), **busy)
    history = run_queue(scenario, arrivals=[replace(fixed, day=0)], arrangement=ALONE)
    assert {group.half_days for group in history.groups} == {("vr-a",)}
    crowded = replace(flexible, participant=replace(flexible.participant, unavailable=(*away[:-1], "ma-m", "ma-a")))
    assert waited(run_queue(scenario, arrivals=[crowded], arrangement=ALONE)) == {"dorp/2": 0}


def test_who_changed_class_for_a_group_has_the_new_lessons_from_then_on() -> None:
    lessons = (ClassTimetable(half_days=("ma-o",)), ClassTimetable(half_days=("vr-o",)))
    trainings = (sport(min_size=2), Training(name="taal", share=1, min_size=2, spread=5))
    scenario = a_scenario(a_town(providers=(Provider(name="school", timetables=lessons),)), trainings=trainings)
    taal = Demand(weight=0, any_of=(Option(activity="taal"),))
    pupil = somebody(1, class_id="dorp/school/1", class_options=("dorp/school/2",), max_slots=3)
    asks_both = replace(pupil, participant=replace(pupil.participant, demands=(*pupil.participant.demands, taal)))
    monday = [somebody(n, unavailable=tuple(each for each in ALL if each != "ma-o")) for n in (2, 3)]
    friday = somebody(4, day=5, unavailable=tuple(each for each in ALL if each != "vr-o"))
    asks_taal = replace(friday, participant=replace(friday.participant, demands=(taal,)))
    history = run_queue(scenario, arrivals=[asks_both, *monday, asks_taal], arrangement=ALONE)
    first, *rest = history.groups
    assert (first.training, first.half_days, first.end, len(first.participants)) == ("sport", ("ma-o",), 70, 3)
    assert all(group.start >= first.end for group in rest)


def test_someone_from_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="no municipality 'elders'"):
        run_queue(a_scenario(), arrivals=[somebody(1, town="elders")], arrangement=ALONE)


def _clash(one: Running, two: Running) -> bool:
    return one.start < two.end and two.start < one.end and bool(set(one.half_days) & set(two.half_days))


@pytest.mark.parametrize("arrangement", list(Arrangement))
@pytest.mark.parametrize("every", [2, 13])
def test_nobody_and_nothing_is_ever_in_two_places_and_every_group_is_allowed(
    arrangement: Arrangement, every: int
) -> None:
    scenario = replace(default_scenario(months=9, municipalities=2), warm_up_months=0, planning_every_weeks=every)
    people = {each.participant.id: each for each in draw_arrivals(scenario, replication=3, seed=8)}
    history = run_queue(scenario, arrivals=people.values(), arrangement=arrangement)
    trainings = {each.name: each for each in scenario.trainings}
    assert len(history.groups) > 5
    for one, two in combinations(history.groups, 2):
        shared = {*one.participants, one.room, one.trainer} & {*two.participants, two.room, two.trainer}
        assert not (shared and _clash(one, two)), (one, two)
    for group in history.groups:
        training, members = trainings[group.training], [people[name] for name in group.participants]
        levels = {each.participant.level for each in members}
        assert (1 if arrangement is NO_MINIMUM else training.min_size) <= len(members) <= training.max_size
        assert (
            training.levels[0] <= min(levels) <= max(levels) <= min(training.levels[1], min(levels) + training.spread)
        )
        for each in members:
            assert each.day <= group.start
            assert not set(group.half_days) & set(each.participant.unavailable)
            assert arrangement is TOGETHER or each.municipality == group.host
    placed = Counter((each, group.training, group.start) for group in history.groups for each in group.participants)
    assert max(placed.values()) == 1
    starts = Counter((name, start) for name, _, start in placed)
    assert starts == Counter((wait.person, wait.arrived + wait.days) for wait in history.waits if wait.placed)


@pytest.mark.parametrize("every", [2, 13])
def test_nobody_gets_more_half_days_a_week_than_is_bearable(every: int) -> None:
    scenario = replace(default_scenario(months=9, municipalities=1), warm_up_months=0, planning_every_weeks=every)
    still = tuple(
        replace(each, participant=replace(each.participant, class_options=()))
        for each in draw_arrivals(scenario, replication=1, seed=2)
    )
    history = run_queue(scenario, arrivals=still, arrangement=NO_MINIMUM)
    lessons = {
        f"{town.name}/{provider.name}/{number}": timetable.half_days
        for town in scenario.municipalities
        for provider in town.providers
        for number, timetable in enumerate(provider.timetables, start=1)
    }
    assert history.groups
    for each in still:
        person, mine = each.participant, [g for g in history.groups if each.participant.id in g.participants]
        for day in {group.start for group in mine}:
            week = [slot for group in mine if group.start <= day < group.end for slot in group.half_days]
            week += lessons.get(person.class_id or "", ())
            assert len(set(week)) == len(week) <= (person.max_slots or 0)


# Who arrives


def test_one_seed_brings_the_same_people_and_another_brings_others() -> None:
    scenario = default_scenario(months=2)
    assert draw_arrivals(scenario, replication=0, seed=1) == draw_arrivals(scenario, replication=0, seed=1)
    for other in ({"replication": 1, "seed": 1}, {"replication": 0, "seed": 2}):
        one, two = (
            {each.participant.id: each for each in draw_arrivals(scenario, **which)}
            for which in ({"replication": 0, "seed": 1}, other)
        )
        alike = [one[name].participant == two[name].participant for name in set(one) & set(two)]
        assert sum(alike) < len(alike) / 4


def test_a_larger_inflow_brings_the_same_people_sooner() -> None:
    few, many = (
        {
            each.participant.id: each
            for each in draw_arrivals(default_scenario(arrivals_per_month=n), replication=0, seed=1)
        }
        for n in (4, 8)
    )
    assert len(many) > len(few) > 300
    assert {name: each.participant for name, each in few.items()} == {name: many[name].participant for name in few}
    assert all(many[name].day <= each.day for name, each in few.items())


def test_as_many_people_come_as_are_told() -> None:
    counted = a_scenario(a_town(arrivals_per_month=(3, 0, 5)), months=7)
    days = [each.day for each in draw_arrivals(counted, replication=0, seed=1)]
    assert list(Counter(int(day / 30.4375) for day in days).items()) == [(0, 3), (2, 5), (3, 3), (5, 5), (6, 3)]
    drawn = [len(draw_arrivals(a_scenario(months=60), replication=n, seed=1)) for n in range(12)]
    assert sum(drawn) / 12 / 60 == pytest.approx(4.0, abs=4 * (4 / 720) ** 0.5)
    assert draw_arrivals(a_scenario(a_town(arrivals_per_month=0.0)), replication=0, seed=1) == ()
