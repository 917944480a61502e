"""A puzzle as plain arrays, for compiled code: nothing in here changes while searching.

A *wish* is one way to meet one demand of one person: (person, activity). Days are numbered over the days that have
slots, and the slots of a day are the bits of a mask. What belongs to one thing of varying length stands in one long
array, cut by a `..._from` array that is one longer than there are things.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tweespoor.core.planning.data import Activity
from tweespoor.core.planning.engine.compiled import Proxy, Reference, define, handle
from tweespoor.core.planning.puzzle import NO_CLASS, UNLIMITED, Offer, Puzzle

Numbers = NDArray[np.int64]

MOST_SLOTS_A_DAY = 62
"""A day's slots are bits of a signed 64-bit number."""
TABLE_SLOTS = 12
"""The shape of days with at most so many slots is looked up in a table."""
NOTHING = -1
NO_EARLIER_CLASS = -3

# Positions in `World.weights`.
OUTSIDE, LEVELS, SWITCH, LATE, UNTAUGHT, MOVED, LONELY, THIRD = range(8)
# Positions in `World.flags`.
RUSHED, DETOURS_PAY, LEVEL_COUNT, GENDER_COUNT, DAY_SLOTS, MEMBERS, PERIODS, FIXED = range(8)


class World(NamedTuple):
    """The arrays; the first index is what the name's first word says, times are days and masks of slots."""

    weights: Numbers
    flags: Numbers
    shape: Numbers
    person_level: Numbers
    person_gender: Numbers
    person_most: Numbers
    person_near: Numbers
    person_away: Numbers
    person_class_before: Numbers
    choice_from: Numbers
    choices: Numbers
    wish_from: Numbers
    wish_person: Numbers
    wish_activity: Numbers
    wish_demand: Numbers
    wish_value: Numbers
    wish_asks: Numbers
    wish_kept: Numbers
    kept_from: Numbers
    kept_offer: Numbers
    demand_from: Numbers
    demand_weight: Numbers
    activity_min: Numbers
    activity_max: Numbers
    activity_least: Numbers
    activity_spread: Numbers
    activity_cost: Numbers
    activity_preteach: Numbers
    activity_groups: Numbers
    activity_staffed: Numbers
    wishers_from: Numbers
    wishers: Numbers
    offer_from: Numbers
    room_from: Numbers
    rooms: Numbers
    trainer_from: Numbers
    trainers: Numbers
    after_from: Numbers
    after: Numbers
    before_from: Numbers
    before: Numbers
    offer_activity: Numbers
    offer_period: Numbers
    offer_when: Numbers
    offer_sessions: Numbers
    offer_size: Numbers
    offer_late: Numbers
    offer_day: Numbers
    offer_mask: Numbers
    lesson: Numbers
    lesson_count: Numbers
    lesson_shape: Numbers
    class_location: Numbers
    class_seats: Numbers
    room_capacity: Numbers
    room_location: Numbers
    room_away: Numbers
    trainer_away: Numbers
    trainer_most: Numbers
    minutes: Numbers
    slot_start: Numbers
    slot_end: Numbers

    def handle(self) -> World:
        """The same for compiled code."""
        return handle(self, proxy=WorldProxy)


class WorldReference(Reference):
    """A world in compiled code."""


class WorldProxy(Proxy):
    """A world for compiled code."""


define(WorldProxy, reference=WorldReference, arrays=World)


def numbers(values: Iterable[int]) -> Numbers:
    """An array of whole numbers; never quite empty, so that compiled code can always index it."""
    return np.array([*values] or [0], dtype=np.int64)


def cut(rows: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """Rows of varying length as one long array, and where each row starts."""
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    return starts, numbers(value for row in rows for value in row)


class Grid:
    """The week of an instance, as days and bits."""

    def __init__(self, puzzle: Puzzle) -> None:
        days = sorted(set(puzzle.day))
        self.day = tuple(days.index(day) for day in puzzle.day)
        self.days = max(1, len(days))
        self.bit = tuple(slot - self.day.index(day) for slot, day in enumerate(self.day))
        self.most = max(self.bit, default=0) + 1

    @property
    def fits(self) -> bool:
        """Every day's slots fit in a mask."""
        return self.most <= MOST_SLOTS_A_DAY

    def row(self, mask: int) -> list[int]:
        """A mask of slots of the week as one mask per day."""
        row = [0] * self.days
        for slot, day in enumerate(self.day):
            if mask >> slot & 1:
                row[day] |= 1 << self.bit[slot]
        return row


def shape_table(slots: int, *, lonely: int, third: int) -> Numbers:
    """What each mask of a day's slots costs: one slot only, and slots right after two others; [0] where too many."""
    if slots > TABLE_SLOTS:
        return numbers([0])
    masks = range(1 << slots)
    return numbers(lonely * (m.bit_count() == 1) + third * (m & m << 1 & m << 2).bit_count() for m in masks)


def world_of(puzzle: Puzzle) -> World:
    """The arrays of a puzzle. `Grid(puzzle).fits` must hold."""
    grid = Grid(puzzle)
    return World(
        **_week(puzzle, grid=grid),
        **_people(puzzle, grid=grid),
        **_wishes(puzzle),
        **_activities(puzzle),
        **_offers(puzzle, grid=grid),
        **_supply(puzzle, grid=grid),
    )


def _week(puzzle: Puzzle, *, grid: Grid) -> dict[str, Numbers]:
    weights, instance = puzzle.instance.weights, puzzle.instance
    starts, ends = np.zeros((2, grid.days, grid.most), dtype=np.int64)
    for slot, each in enumerate(instance.slots):
        starts[grid.day[slot], grid.bit[slot]] = each.start
        ends[grid.day[slot], grid.bit[slot]] = each.end
    levels = max((each.level for each in instance.participants), default=0) + 1
    genders = max((each.gender for each in puzzle.people), default=0) + 1
    return {
        "weights": numbers(
            [weights.outside_seat, weights.level_spread, weights.switch, weights.late, weights.no_preteach,
             weights.moved, weights.single_session_day, weights.third_in_row]
        ),
        "flags": numbers(
            [puzzle.rushed, puzzle.rushed and puzzle.detours_pay, levels, genders, grid.most, _largest(puzzle),
             max(1, len(instance.periods)), 0]
        ),
        "shape": shape_table(grid.most, lonely=weights.single_session_day, third=weights.third_in_row),
        "minutes": np.array(puzzle.minutes or [[0]], dtype=np.int64),
        "slot_start": starts,
        "slot_end": ends,
    }  # fmt: skip


def _largest(puzzle: Puzzle) -> int:
    """How many members the largest group can have."""
    most = 1
    for number, activity in enumerate(puzzle.instance.activities):
        wishers = sum(number in person.demand_of for person in puzzle.people)
        most = max(most, min(activity.max_size, wishers))
    return most


def _people(puzzle: Puzzle, *, grid: Grid) -> dict[str, Numbers]:
    count, places = len(puzzle.people), max(1, len(puzzle.minutes))
    periods = max(1, len(puzzle.instance.periods))
    near = np.zeros((max(1, count), places), dtype=np.int64)
    away = np.zeros((max(1, count), periods, grid.days), dtype=np.int64)
    for number, person in enumerate(puzzle.people):
        near[number] = [person.near >> place & 1 for place in range(places)]
        for period, mask in enumerate(person.away):
            away[number, period] = grid.row(mask)
    choice_from, choices = cut([person.choices for person in puzzle.people])
    return {
        "person_level": numbers(person.level for person in puzzle.people),
        "person_gender": numbers(person.gender for person in puzzle.people),
        "person_most": numbers(person.most for person in puzzle.people),
        "person_near": near,
        "person_away": away,
        "person_class_before": numbers(
            NO_EARLIER_CLASS if person.class_before is None else person.class_before for person in puzzle.people
        ),
        "choice_from": choice_from,
        "choices": choices,
    }


def _wishes(puzzle: Puzzle) -> dict[str, Numbers]:
    weights = puzzle.instance.weights
    same = {(o.activity, o.period, o.sessions): o.number for o in puzzle.offers}
    position = {offer.number: place for place, offer in enumerate(puzzle.offers)}
    wishes = [
        (number, activity, demand)
        for number, person in enumerate(puzzle.people)
        for activity, demand in sorted(person.demand_of.items())
    ]
    first, demands = [0], 0
    for person in puzzle.people:
        demands += len(person.weights)
        first.append(demands)
    kept, times = [], []
    for number, activity, _ in wishes:
        then = puzzle.people[number].kept.get(activity, ())
        times.append(len(then))
        kept.append([position[same[activity, *when]] for when in then if (activity, *when) in same])
    kept_from, kept_offer = cut(kept)
    wish_from = np.zeros(len(puzzle.people) + 1, dtype=np.int64)
    for number, _, _ in wishes:
        wish_from[number + 1] += 1
    people = puzzle.people
    return {
        "wish_from": np.cumsum(wish_from),
        "wish_person": numbers(number for number, _, _ in wishes),
        "wish_activity": numbers(activity for _, activity, _ in wishes),
        "wish_demand": numbers(first[number] + demand for number, _, demand in wishes),
        "wish_value": numbers(
            people[n].weights[demand] - weights.dislike * people[n].dislikes[activity] for n, activity, demand in wishes
        ),
        "wish_asks": numbers(puzzle.asking[activity] >> number & 1 for number, activity, _ in wishes),
        "wish_kept": numbers(times),
        "kept_from": kept_from,
        "kept_offer": kept_offer,
        "demand_from": numbers(first),
        "demand_weight": numbers(weight for person in people for weight in person.weights),
    }


def _activities(puzzle: Puzzle) -> dict[str, Numbers]:
    instance, activities = puzzle.instance, puzzle.instance.activities
    room_from, room_numbers = cut([_rooms(each, puzzle=puzzle) for each in activities])
    trainer_from, trainers = cut([_allowed(each.trainers, puzzle.trainer_at) for each in activities])
    after_from, after = cut(puzzle.after)
    before_from, before = cut(puzzle.before)
    wishers_from, wisher_numbers = cut(_wishers(puzzle))
    spread = [UNLIMITED if each.max_level_spread is None else each.max_level_spread for each in activities]
    return {
        "activity_min": numbers(each.min_size for each in activities),
        "activity_max": numbers(each.max_size for each in activities),
        "activity_least": numbers(puzzle.least_members(number) for number in range(len(activities))),
        "activity_spread": numbers(spread),
        "activity_cost": numbers(instance.weights.group_cost * each.group_cost for each in activities),
        "activity_preteach": numbers(each.preteach for each in activities),
        "activity_groups": numbers(UNLIMITED if a.max_groups is None else a.max_groups for a in activities),
        "activity_staffed": numbers(1 for _ in activities),
        "wishers_from": wishers_from,
        "wishers": wisher_numbers,
        "room_from": room_from,
        "rooms": room_numbers,
        "trainer_from": trainer_from,
        "trainers": trainers,
        "after_from": after_from,
        "after": after,
        "before_from": before_from,
        "before": before,
    }


def _wishers(puzzle: Puzzle) -> list[list[int]]:
    """Per activity the wishes that could ever be met."""
    possible = [0] * len(puzzle.instance.activities)
    for offer in puzzle.offers:
        possible[offer.activity] |= offer.people
    wishers: list[list[int]] = [[] for _ in possible]
    wish = 0
    for number, person in enumerate(puzzle.people):
        for activity in sorted(person.demand_of):
            if possible[activity] >> number & 1:
                wishers[activity].append(wish)
            wish += 1
    return wishers


def _rooms(activity: Activity, *, puzzle: Puzzle) -> list[int]:
    """The rooms for an activity: those that take the largest group first, and of these the smallest."""
    rooms = puzzle.instance.rooms
    fitting = [n for n in _allowed(activity.rooms, puzzle.room_at) if rooms[n].capacity >= max(1, activity.min_size)]
    return sorted(fitting, key=lambda n: (-min(rooms[n].capacity, activity.max_size), rooms[n].capacity))


def _allowed(names: tuple[str, ...] | None, at: dict[str, int]) -> list[int]:
    return list(at.values()) if names is None else [at[name] for name in names]


def _offers(puzzle: Puzzle, *, grid: Grid) -> dict[str, Numbers]:
    offers: Sequence[Offer] = puzzle.offers
    sessions = max((len(offer.sessions) for offer in offers), default=1)
    days = np.zeros((max(1, len(offers)), sessions), dtype=np.int64)
    masks = np.zeros_like(days)
    for number, offer in enumerate(offers):
        for place, session in enumerate(offer.sessions):
            days[number, place] = grid.day[session[0]]
            masks[number, place] = sum(1 << grid.bit[slot] for slot in session)
    offer_from = np.zeros(len(puzzle.instance.activities) + 1, dtype=np.int64)
    for offer in offers:
        offer_from[offer.activity + 1] += 1
    return {
        "offer_from": np.cumsum(offer_from),
        "offer_activity": numbers(offer.activity for offer in offers),
        "offer_period": numbers(offer.period for offer in offers),
        "offer_when": numbers(offer.period for offer in offers),
        "offer_sessions": numbers(len(offer.sessions) for offer in offers),
        "offer_size": numbers(offer.size for offer in offers),
        "offer_late": numbers(offer.late for offer in offers),
        "offer_day": days,
        "offer_mask": masks,
    }


def _supply(puzzle: Puzzle, *, grid: Grid) -> dict[str, Numbers]:
    instance = puzzle.instance
    weights = instance.weights
    lesson = np.zeros((len(instance.classes) + 1, grid.days), dtype=np.int64)
    for number, mask in enumerate(puzzle.lessons):
        lesson[number] = grid.row(mask)
    shapes = [0] * (len(instance.classes) + 1)
    for number, row in enumerate(lesson[:-1].tolist()):
        lonely = sum(mask.bit_count() == 1 for mask in row)
        thirds = sum((mask & mask << 1 & mask << 2).bit_count() for mask in row)
        shapes[number] = weights.single_session_day * lonely + weights.third_in_row * thirds
    return {
        "lesson": lesson,
        "lesson_count": numbers([*(mask.bit_count() for mask in puzzle.lessons), 0]),
        "lesson_shape": numbers(shapes),
        "class_location": numbers([*puzzle.class_location, NO_CLASS]),
        "class_seats": numbers([*(each.free_seats for each in instance.classes), UNLIMITED]),
        "room_capacity": numbers(room.capacity for room in instance.rooms),
        "room_location": numbers(puzzle.room_location),
        "room_away": _closed(puzzle, [room.slots for room in instance.rooms], grid=grid),
        "trainer_away": _closed(puzzle, [trainer.slots for trainer in instance.trainers], grid=grid),
        "trainer_most": numbers(
            UNLIMITED if trainer.max_sessions is None else trainer.max_sessions for trainer in instance.trainers
        ),
    }


def _closed(puzzle: Puzzle, slots: list[tuple[str, ...] | None], *, grid: Grid) -> Numbers:
    """When rooms or trainers cannot be had."""
    away = np.zeros((max(1, len(slots)), grid.days), dtype=np.int64)
    for number, names in enumerate(slots):
        away[number] = grid.row(puzzle.every_slot & ~puzzle.mask(names))
    return away
