"""What was promised holds whatever the score, or is refused by name and with the reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.changes_in_town import (
    FIRST_AID,
    LITTLE,
    SEEDS,
    a_class_moves,
    a_running_plan,
    something_happens,
    stays,
)
from tests.core.planning.reference import judge
from tests.core.planning.running_town import RUNNING, a_group, a_person, a_town, an_activity

from tweespoor.core.planning import (
    Budget,
    Instance,
    Plan,
    Room,
    Trainer,
)
from tweespoor.core.planning.disruptions import (
    class_moved,
    found_job,
    person_left,
    room_closed,
    trainer_ill,
)
from tweespoor.core.planning.pins import GroupPin, PersonPin, PinError, Pins, SlotsPin, in_one_text, read_pins
from tweespoor.core.planning.replan import Replanned, replan


def some_pins(rng: Random, instance: Instance) -> list[str]:
    """Promises about the plan that runs, as texts."""
    assert instance.previous is not None
    group = rng.choice(instance.previous.groups)
    name, times = rng.choice(group.participants), in_one_text(group.slots)
    return rng.sample(
        [
            f"person:{name}",
            f"person:{name}/{group.activity}",
            f"group:{group.activity}@{group.period}/{times}",
            f"group:{group.activity}@{group.period}/{times}:room:trainer",
            f"slots:{group.activity}@{times}",
        ],
        rng.choice([1, 1, 2]),
    )


@settings(max_examples=150, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 8))
def test_promises_hold_whatever_the_score_or_are_refused_by_name(seed: int, people: int) -> None:
    rng = Random(seed)
    change = something_happens(rng, a_running_plan(seed, people=people))
    instance, texts = change.instance, some_pins(rng, change.instance)
    assert instance.previous is not None
    try:
        pins = read_pins(texts, instance=instance)
        result = replan(instance, keep=pins, closed=change.closed, new=change.new, stop=LITTLE, most_changed=people)
    except PinError as error:
        faults = error.faults
    else:
        faults = ()
        promised_are_kept(pins, before=instance.previous, result=result, instance=instance)
    assert all(any(fault.startswith(f"{text}: ") for text in texts) for fault in faults)


def promised_are_kept(pins: Pins, *, before: Plan, result: Replanned, instance: Instance) -> None:
    after = result.plan
    rules, score = judge(instance, after)
    assert rules <= {3}
    assert score == result.score
    assert bool(rules) == bool(result.below_minimum)
    assert {each.rule for each in result.below_minimum} <= {3}
    for person in pins.people:
        promised = {key: n for key, n in stays(before, person.participant).items() if person.activity in (None, key[0])}
        assert not Counter(promised) - stays(after, person.participant)
        if person.activity is None:
            own = next(each.class_id for each in instance.participants if each.id == person.participant)
            attended = [plan.classes.get(person.participant, own) for plan in (before, after)]
            assert attended[0] == attended[1]
    for pin in (*pins.groups, *pins.slots):
        wanted = Counter((g.activity, g.period, tuple(sorted(g.slots))) for g in before.groups if pin.means(g))
        assert not wanted - Counter((g.activity, g.period, tuple(sorted(g.slots))) for g in after.groups)
    for pin in pins.groups:
        held = [
            g
            for g in after.groups
            if (g.activity, g.period, sorted(g.slots)) == (pin.activity, pin.period, sorted(pin.slots))
        ]
        assert any(pin.room in (None, g.room) and pin.trainer in (None, g.trainer) for g in held)


def kept(*texts: str, town: Instance, **options: object) -> Replanned:
    return replan(town, keep=read_pins(texts, instance=town), stop=LITTLE, **options)  # type: ignore[arg-type]


def refused(*texts: str, town: Instance) -> tuple[str, ...]:
    with pytest.raises(PinError) as refusal:
        kept(*texts, town=town)
    return refusal.value.faults


def test_pins_are_read_as_they_are_written() -> None:
    town = a_town()
    assert read_pins(["person:ali", "person:bea/taal"], instance=town) == Pins(
        people=(PersonPin(participant="ali"), PersonPin(participant="bea", activity="taal"))
    )
    sport = GroupPin(activity="sport", period="p1", slots=(("ma-o",),))
    assert read_pins(["group:sport@p1/ma-o", "slots:sport@ma-o"], instance=town) == Pins(
        groups=(sport,), slots=(SlotsPin(activity="sport", slots=(("ma-o",),)),)
    )
    assert read_pins(["group:sport@p1/ma-o:room:trainer"], instance=town) == Pins(
        groups=(replace(sport, room="zaal-1", trainer="t1"),)
    )


def test_pins_may_name_ids_with_any_character_and_several_sessions() -> None:
    twice = replace(RUNNING.groups[0], slots=(("ma-o", "ma-m"), ("wo-o",)), participants=("ali @p1/x", "بدر"))
    town = replace(a_town(), previous=Plan(groups=(twice,)))
    pins = read_pins(["person:ali @p1/x", "person:بدر/sport", "group:sport@p1/ma-o+ma-m,wo-o:room"], instance=town)
    assert [each.participant for each in pins.people] == ["ali @p1/x", "بدر"]
    assert pins.groups == (GroupPin(activity="sport", period="p1", slots=twice.slots, room="zaal-1"),)


def test_every_pin_that_names_nothing_is_told_with_what_to_write() -> None:
    with pytest.raises(PinError) as refusal:
        read_pins(
            ["person:zoe", "group:sport@p2/ma-o", "slots:zorg@ma-o", "room:zaal-1", "person:ali"], instance=a_town()
        )
    assert refusal.value.faults == (
        "person:zoe: names nobody in the plan that runs; "
        "write person:ID, or person:ID/ACTIVITY for one group of the person",
        "group:sport@p2/ma-o: names no group of the plan that runs; "
        "write group:ACTIVITY@PERIOD/SLOTS as the plan has them",
        "slots:zorg@ma-o: names no group of the plan that runs; write slots:ACTIVITY@SLOTS as the plan has them",
        "room:zaal-1: names nothing; a pin begins with person:, group: or slots:",
    )


def test_a_promise_that_cannot_be_kept_is_refused_with_the_reason() -> None:
    town = a_town()
    closed = replace(town, rooms=tuple(replace(room, slots=("ma-m", "wo-o")) for room in town.rooms))
    assert refused("group:sport@p1/ma-o", town=closed) == (
        "group:sport@p1/ma-o: cannot be kept: room zaal-1 is closed at its slots, and so is every other room for sport",
    )
    one_left = replace(town, rooms=(Room(id="zaal-2", location="huis", capacity=4),))
    assert refused("group:sport@p1/ma-o:room", "slots:taal@wo-o", town=one_left) == (
        "group:sport@p1/ma-o:room: cannot be kept: room zaal-1 is gone, closed, too small or taken at its slots",
    )
    nobody = replace(town, trainers=(Trainer(id="t1", slots=("wo-m",)),))
    assert refused("person:ali", town=nobody) == (
        "person:ali: cannot be kept: trainer t1 is not there at its slots, and nor is any other trainer of sport",
    )
    away = found_job(town, plan=RUNNING, participant="ali", slots=["ma-o"]).instance
    assert refused("person:ali", town=away) == ("person:ali: cannot be kept: ali is not available at its slots in p1",)
    left = person_left(town, plan=RUNNING, participant="ali").instance
    assert refused("person:ali/sport", town=left) == (
        "person:ali/sport: cannot be kept: ali is not a participant (any more)",
    )
    moved = class_moved(town, plan=RUNNING, class_id="klas-1", slots=["ma-o"]).instance
    assert refused("person:bea", town=moved) == ("person:bea: cannot be kept: bea has lessons at its slots",)
    small = replace(town, rooms=tuple(replace(room, capacity=2) for room in town.rooms))
    assert refused("person:ali", "person:bea", "person:cas", town=small) == (
        "person:cas: cannot be kept: cas finds no seat: room zaal-1 has 2 for sport",
    )
    fewer = replace(town, activities=tuple(replace(each, slots=("wo-m",)) for each in town.activities))
    assert refused("slots:sport@ma-o", town=fewer) == (
        "slots:sport@ma-o: cannot be kept: sport cannot be held at ma-o any more",
    )


def test_a_promised_group_goes_on_below_its_minimum_and_that_is_named() -> None:
    town = a_town()
    left = person_left(town, plan=RUNNING, participant="dik").instance
    for stop in (FIRST_AID, LITTLE):
        without = replan(left, stop=stop)
        assert [g.activity for g in without.plan.groups] == ["sport"]
        assert without.below_minimum == ()
    promised = kept("group:taal@p1/wo-o", town=left)
    assert [(g.activity, g.participants, g.outside) for g in promised.plan.groups] == [
        ("sport", ("ali", "bea", "cas"), 0),
        ("taal", ("bea",), 0),
    ]
    assert [str(each) for each in promised.below_minimum] == [
        "rule 3: group 1 (taal): has 1 participants and 0 from outside, needs 2 to 4"
    ]
    assert judge(left, promised.plan) == ({3}, promised.score)


def test_a_promised_group_of_which_nobody_is_left_is_refused() -> None:
    town = a_town()
    gone = replace(town, participants=tuple(each for each in town.participants if each.id not in ("bea", "dik")))
    gone = replace(gone, participants=(*gone.participants, a_person("fay", ("taal",)), a_person("gus", ("taal",))))
    assert refused("slots:taal@wo-o", town=gone) == ("slots:taal@wo-o: cannot be kept: nobody is left in the group",)


def test_a_promised_room_goes_before_those_that_merely_have_one() -> None:
    """Both groups are at one time, one room closes: the promised group gets the one that is left."""
    together = Plan(groups=(RUNNING.groups[0], a_group("taal", "ma-o", ("dik", "eef"), room="zaal-2", trainer="t2")))
    town = a_town()
    people = (
        *town.participants[:1],
        a_person("cas", ("sport",)),
        a_person("dik", ("taal",)),
        a_person("eef", ("taal",)),
    )
    groups = (replace(together.groups[0], participants=("ali", "cas")), together.groups[1])
    town = replace(town, participants=people, previous=replace(together, groups=groups))
    one_room = room_closed(town, plan=town.previous or Plan(), room="zaal-1").instance
    without, with_pin = replan(one_room, stop=LITTLE), kept("person:ali", town=one_room)
    assert ("taal", "ma-o") in {(g.activity, g.slots[0][0]) for g in without.plan.groups}
    assert ("sport", "ma-o") in {(g.activity, g.slots[0][0]) for g in with_pin.plan.groups}


def test_a_larger_plan_keeps_its_promises_through_every_neighbourhood() -> None:
    moved, plan = a_class_moves()
    group = max((g for g in plan.groups if not moved.hit & {*g.participants}), key=lambda g: len(g.participants))
    texts = [
        f"group:{group.activity}@{group.period}/{in_one_text(group.slots)}:room:trainer",
        *(f"person:{name}" for name in group.participants[:3]),
    ]
    pins = read_pins(texts, instance=moved.instance)
    result = replan(moved.instance, keep=pins, most_changed=45, stop=Budget(work=150))
    assert result.changed
    promised_are_kept(pins, before=plan, result=result, instance=moved.instance)


def test_a_promised_class_is_kept_where_another_would_gain() -> None:
    """Dik, whose trainer falls ill, could join zorg by going to another class."""
    town = a_town()
    dik = a_person("dik", ("taal",), ("zorg",), class_id="klas-1", class_options=("klas-2",))
    people = tuple(dik if each.id == "dik" else each for each in town.participants)
    zorg = a_group("zorg", "ma-m", ("cas",))
    plan = Plan(groups=(replace(RUNNING.groups[0], participants=("ali", "bea")), RUNNING.groups[1], zorg))
    afternoon = replace(an_activity("zorg", least=1), slots=("ma-m",))
    town = replace(town, activities=(*town.activities[:2], afternoon), participants=people, previous=plan)
    ill = trainer_ill(town, plan=plan, trainer="t2", period="p1")
    for stop in (FIRST_AID, LITTLE):
        without = replan(ill.instance, closed=ill.closed, stop=stop)
        assert dict(without.plan.classes) == {"dik": "klas-2"}
        promised = replan(
            ill.instance, closed=ill.closed, keep=read_pins(["person:dik"], instance=ill.instance), stop=stop
        )
        assert dict(promised.plan.classes) == {}


def test_a_promised_seat_goes_before_others_where_seats_are_lost() -> None:
    town = a_town()
    small = replace(town, rooms=tuple(replace(room, capacity=2) for room in town.rooms))
    result = kept("person:cas/sport", town=small)
    assert [g.participants for g in result.plan.groups if (g.activity, g.slots) == ("sport", (("ma-o",),))] in (
        [("ali", "cas")],
        [("bea", "cas")],
    )
