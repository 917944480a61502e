"""An instance of the competition as the engine's world: events are activities with one group, students are people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from tweespoor.core.planning.competition.data import DAYS, SLOTS_PER_DAY, Competition
from tweespoor.core.planning.engine.world import (
    FIXED,
    LATE,
    LONELY,
    NO_EARLIER_CLASS,
    THIRD,
    Numbers,
    World,
    cut,
    numbers,
    shape_table,
)
from tweespoor.core.planning.puzzle import NO_CLASS, UNLIMITED

LEFT_OUT_COSTS = 10_000_000
"""Points for one student who misses one event; more than all soft costs of a week together for any number of students
that an instance can be read with."""


def world_of(competition: Competition) -> World:
    """The arrays of an instance, in which everybody who attends an event must attend it."""
    return World(
        **_week(competition), **_people(competition), **_wishes(competition), **_events(competition),
        **_offers(competition), **_supply(competition),
    )  # fmt: skip


def _week(competition: Competition) -> dict[str, Numbers]:
    weights = np.zeros(8, dtype=np.int64)
    weights[[LATE, LONELY, THIRD]] = 1
    most = max((len(competition.students_of(event)) for event in range(competition.events)), default=1)
    starts = 60 * np.arange(DAYS * SLOTS_PER_DAY, dtype=np.int64).reshape(DAYS, SLOTS_PER_DAY)
    flags = numbers([0, 0, 1, 1, SLOTS_PER_DAY, most, 1, 0])
    flags[FIXED] = 1
    return {
        "weights": weights,
        "flags": flags,
        "shape": shape_table(SLOTS_PER_DAY, lonely=1, third=1),
        "minutes": np.zeros((1, 1), dtype=np.int64),
        "slot_start": starts,
        "slot_end": starts + 60,
    }


def _people(competition: Competition) -> dict[str, Numbers]:
    count = competition.students
    return {
        "person_level": numbers([0] * count),
        "person_gender": numbers([0] * count),
        "person_most": numbers([UNLIMITED] * count),
        "person_near": np.ones((max(1, count), 1), dtype=np.int64),
        "person_away": np.zeros((max(1, count), 1, DAYS), dtype=np.int64),
        "person_class_before": numbers([NO_EARLIER_CLASS] * count),
        "choice_from": np.arange(count + 1, dtype=np.int64),
        "choices": numbers([0] * count),
    }


def _wishes(competition: Competition) -> dict[str, Numbers]:
    attended = [sorted(events) for events in competition.attendance]
    wish_from, activities = cut(attended)
    count = int(wish_from[-1])
    return {
        "wish_from": wish_from,
        "wish_person": numbers(student for student, events in enumerate(attended) for _ in events),
        "wish_activity": activities,
        "wish_demand": np.arange(max(1, count), dtype=np.int64),
        "wish_value": numbers([LEFT_OUT_COSTS] * count),
        "wish_asks": numbers([0] * count),
        "wish_kept": numbers([0] * count),
        "kept_from": np.zeros(count + 1, dtype=np.int64),
        "kept_offer": numbers([]),
        "demand_from": wish_from,
        "demand_weight": numbers([LEFT_OUT_COSTS] * count),
    }


def _events(competition: Competition) -> dict[str, Numbers]:
    count = competition.events
    sizes = [len(competition.students_of(event)) for event in range(count)]
    return {
        "activity_min": numbers(sizes),
        "activity_max": numbers(sizes),
        "activity_least": numbers(sizes),
        "activity_spread": numbers([UNLIMITED] * count),
        "activity_cost": numbers([0] * count),
        "activity_preteach": numbers([0] * count),
        "activity_groups": numbers([1] * count),
        "activity_staffed": numbers([0] * count),
        **_lists("wishers", "wishers", rows=_wishers(competition)),
        **_lists("room", "rooms", rows=_rooms(competition)),
        **_lists("trainer", "trainers", rows=[[] for _ in range(count)]),
        **_lists("after", "after", rows=_others(count, pairs=[(second, first) for first, second in competition.after])),
        **_lists("before", "before", rows=_others(count, pairs=competition.after)),
    }


def _lists(one: str, many: str, *, rows: Sequence[Sequence[int]]) -> dict[str, Numbers]:
    """The two arrays of something that events have varying numbers of."""
    starts, values = cut(rows)
    return {f"{one}_from": starts, many: values}


def _others(count: int, *, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The second of the pairs in which each is the first."""
    found: list[list[int]] = [[] for _ in range(count)]
    for one, other in pairs:
        found[one].append(other)
    return found


def _wishers(competition: Competition) -> list[list[int]]:
    """The wishes of each event; they are numbered by student and then by event."""
    attended = [event for events in competition.attendance for event in sorted(events)]
    return _others(competition.events, pairs=((event, wish) for wish, event in enumerate(attended)))


def _rooms(competition: Competition) -> list[list[int]]:
    """The rooms for each event, those that fewest other events can have first."""
    fitting = [competition.rooms_for(event) for event in range(competition.events)]
    asked = Counter(room for rooms in fitting for room in rooms)
    return [sorted(rooms, key=lambda room: (asked[room], room)) for rooms in fitting]


def _offers(competition: Competition) -> dict[str, Numbers]:
    slots = [
        competition.slots_for(event) if competition.rooms_for(event) else () for event in range(competition.events)
    ]
    offer_from, when = cut(slots)
    count = len(when)
    return {
        "offer_from": offer_from,
        "offer_activity": numbers(event for event, each in enumerate(slots) for _ in each),
        "offer_period": numbers([0] * count),
        "offer_when": when,
        "offer_sessions": numbers([1] * count),
        "offer_size": numbers([1] * count),
        "offer_late": (when % SLOTS_PER_DAY == SLOTS_PER_DAY - 1).astype(np.int64),
        "offer_day": (when // SLOTS_PER_DAY)[:, None],
        "offer_mask": (1 << when % SLOTS_PER_DAY)[:, None],
    }


def _supply(competition: Competition) -> dict[str, Numbers]:
    return {
        "lesson": np.zeros((1, DAYS), dtype=np.int64),
        "lesson_count": numbers([0]),
        "lesson_shape": numbers([0]),
        "class_location": numbers([NO_CLASS]),
        "class_seats": numbers([UNLIMITED]),
        "room_capacity": numbers(competition.capacities),
        "room_location": numbers([0] * competition.rooms),
        "room_away": np.zeros((max(1, competition.rooms), DAYS), dtype=np.int64),
        "trainer_away": np.zeros((1, DAYS), dtype=np.int64),
        "trainer_most": numbers([UNLIMITED]),
    }
