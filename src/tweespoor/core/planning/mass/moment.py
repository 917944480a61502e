"""One planning moment as a puzzle: those who wait, and what the groups that still run leave free of weeks and rooms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from tweespoor.core.planning.data import (
    Activity,
    Demand,
    Instance,
    LanguageClass,
    Location,
    Participant,
    Period,
    Room,
    Slot,
    Trainer,
    Weights,
)
from tweespoor.core.planning.generate import SLOTS
from tweespoor.core.planning.mass.arrivals import class_name
from tweespoor.core.planning.mass.settings import HALF_DAYS, LEVELS, Municipality, Scenario, Training

PERIOD = "period"
WEIGHT, WEIGHT_PER_WEEK = 100, 2
"""What a request weighs, and for each week of waiting more: who waits longest comes first."""
GROUP_COST = 20
"""Makes the planner fill a group before it opens another; below a request's weight, so that no group is held back."""
WEIGHTS = Weights(outside_seat=2)
"""Seats for people from outside cost little, as only what a scenario allows decides about them."""


@dataclass(frozen=True, kw_only=True)
class Running:
    """A group from the day it starts to the day it has ended; `host` is the municipality where it meets."""

    training: str
    start: int
    end: int
    half_days: tuple[str, ...]
    host: str
    room: str
    trainer: str
    participants: tuple[str, ...]
    outside: int = 0


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Someone with requests that are still open, by their number; `participant.class_id` is the present class."""

    participant: Participant
    since: int
    open: tuple[int, ...]
    running: tuple[Running, ...] = ()


def puzzle_of(
    scenario: Scenario,
    *,
    towns: tuple[Municipality, ...],
    day: int,
    waiting: Iterable[Waiting],
    running: Iterable[Running],
) -> Instance | None:
    """The puzzle of this day for these municipalities; None where no training has enough people to start a group.

    Demands are the open requests for trainings that enough people of levels near each other ask for: the others cannot
    be met by any plan. Whoever has none of those is left out.
    """
    held, queue = tuple(running), tuple(waiting)
    trainings = tuple(each for each in scenario.trainings if _enough(each, queue=queue))
    names = {each.name for each in trainings}
    people = tuple(_participant(each, scenario=scenario, towns=towns, day=day, names=names) for each in queue)
    if not trainings:
        return None
    places = {town.name: number for number, town in enumerate(scenario.municipalities)}
    return Instance(
        name=f"day {day}",
        slots=SLOTS,
        periods=(Period(id=PERIOD, weeks=max(each.weeks for each in trainings)),),
        levels=LEVELS,
        zones=tuple(town.name for town in towns),
        travel=tuple(tuple(scenario.travel[places[one.name]][places[two.name]] for two in towns) for one in towns),
        locations=tuple(Location(id=town.name, zone=town.name) for town in towns),
        rooms=tuple(_room(town, number=n, running=held) for town in towns for n in range(town.rooms)),
        trainers=tuple(_trainer(name, running=held) for each in trainings for name in _crew(each, towns=towns)),
        classes=tuple(_class(*each) for town in towns for each in _timetables(town)),
        activities=tuple(_activity(each, towns=towns) for each in trainings),
        participants=tuple(each for each in people if each.demands),
        weights=WEIGHTS,
    )


def _enough(training: Training, *, queue: tuple[Waiting, ...]) -> bool:
    """So many people of levels near each other ask for the training that a group could have its minimum."""
    low, high = training.levels
    levels = [
        each.participant.level
        for each in queue
        if low <= each.participant.level <= high and any(training.name in _names(each, demand) for demand in each.open)
    ]
    return any(
        sum(start <= level <= start + training.spread for level in levels) >= training.least for start in set(levels)
    )


def _names(each: Waiting, demand: int) -> tuple[str, ...]:
    return tuple(option.activity for option in each.participant.demands[demand].any_of)


def _participant(
    each: Waiting, *, scenario: Scenario, towns: tuple[Municipality, ...], day: int, names: set[str]
) -> Participant:
    """The person with what can be met of the open requests, and without the time that running groups take."""
    participant, demands = each.participant, []
    weight = WEIGHT + WEIGHT_PER_WEEK * ((day - each.since) // 7)
    for number in each.open:
        options = tuple(option for option in participant.demands[number].any_of if option.activity in names)
        if options:
            demands.append(Demand(weight=weight, any_of=options))
    taken = set(participant.unavailable)
    for group in each.running:
        taken |= _out_of_reach(group, scenario=scenario, towns=towns)
    most = participant.max_slots
    return replace(
        participant,
        demands=tuple(demands),
        unavailable=tuple(slot for slot in HALF_DAYS if slot in taken),
        max_slots=None if most is None else max(0, most - sum(len(group.half_days) for group in each.running)),
    )


def _out_of_reach(group: Running, *, scenario: Scenario, towns: tuple[Municipality, ...]) -> set[str]:
    """The half-days of a running group, and those of the same day that leave too little time for the longest way."""
    names = [town.name for town in scenario.municipalities]
    here = names.index(group.host)
    there = [names.index(town.name) for town in towns]
    longest = max(max(scenario.travel[here][other], scenario.travel[other][here]) for other in there)
    return {
        other.id
        for slot, other in product((slot for slot in SLOTS if slot.id in group.half_days), SLOTS)
        if slot is other or (slot.day == other.day and _between(slot, other) < longest)
    }


def _between(one: Slot, two: Slot) -> int:
    return max(one.start, two.start) - min(one.end, two.end)


def _room(town: Municipality, *, number: int, running: tuple[Running, ...]) -> Room:
    name = f"{town.name}/zaal-{number + 1}"
    taken = {slot for group in running if group.room == name for slot in group.half_days}
    free = tuple(slot for slot in HALF_DAYS if slot not in taken)
    return Room(id=name, location=town.name, capacity=town.room_capacity, slots=free)


def _crew(training: Training, *, towns: tuple[Municipality, ...]) -> tuple[str, ...]:
    return tuple(f"{town.name}/{training.name}/{number + 1}" for town in towns for number in range(training.trainers))


def _trainer(name: str, *, running: tuple[Running, ...]) -> Trainer:
    taken = {slot for group in running if group.trainer == name for slot in group.half_days}
    return Trainer(id=name, slots=tuple(slot for slot in HALF_DAYS if slot not in taken))


def _timetables(town: Municipality) -> Iterable[tuple[str, str, tuple[str, ...], int]]:
    for provider in town.providers:
        for number, timetable in enumerate(provider.timetables):
            name = class_name(town, provider=provider, number=number)
            yield name, town.name, timetable.half_days, timetable.free_seats


def _class(name: str, location: str, half_days: tuple[str, ...], free_seats: int) -> LanguageClass:
    return LanguageClass(id=name, location=location, slots=half_days, free_seats=free_seats)


def _activity(training: Training, *, towns: tuple[Municipality, ...]) -> Activity:
    return Activity(
        id=training.name,
        weeks=training.weeks,
        min_size=training.min_size,
        max_size=training.max_size,
        sessions=training.sessions,
        level_min=training.levels[0],
        level_max=training.levels[1],
        max_level_spread=training.spread,
        trainers=_crew(training, towns=towns),
        outside_seats=training.outside,
        group_cost=GROUP_COST,
    )
