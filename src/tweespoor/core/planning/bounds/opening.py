"""Make a market of a puzzle: the same facts as arrays, split into what people choose and what activities choose."""

from __future__ import annotations

import numpy as np

from tweespoor.core.planning.bounds.market import PARTS, Market, Numbers, Option, by_day, cut, numbers
from tweespoor.core.planning.bounds.rows import row_arrays
from tweespoor.core.planning.bounds.wishes import shape, wish_arrays
from tweespoor.core.planning.puzzle import UNLIMITED, Puzzle, bits

MOST_POINTS = 1 << 40
"""Puzzles in which more points than this are at stake would not fit in 64 bits."""
MOST_SLOTS_A_DAY = 62
TABLE_SLOTS = 12
"""The shape of days with at most so many slots is looked up in a table."""
MOST_SEATS = 1_500_000


def market_of(puzzle: Puzzle) -> Market | None:
    """The arrays of a puzzle; None where its bound cannot be worked out this way.

    That is where only a sample of the offers is known, and where numbers would not fit.
    """
    if not puzzle.complete or not _fits(puzzle):
        return None
    options = options_of(puzzle)
    return Market(
        **_sizes(puzzle, options=options),
        **wish_arrays(puzzle, options=options),
        **_options(puzzle, options=options),
        **_activities(puzzle, options=options),
        **row_arrays(puzzle, options=options),
    )


def options_of(puzzle: Puzzle) -> list[Option]:
    """Every offer at every location where it can be held, in the order of the offers."""
    options = []
    capacity = [room.capacity for room in puzzle.instance.rooms]
    for offer in puzzle.offers:
        people = list(bits(offer.people))
        for place in sorted({puzzle.room_location[room] for room in offer.rooms}):
            here = [room for room in offer.rooms if puzzle.room_location[room] == place]
            rooms = tuple(sorted(here, key=lambda room: (-capacity[room], room)))
            near = tuple(number for number in people if puzzle.people[number].near >> place & 1)
            if len(near) >= puzzle.least_members(offer.activity):
                options.append(Option(offer=offer, location=place, rooms=rooms, people=near))
    return options


def _fits(puzzle: Puzzle) -> bool:
    """Costs and prices fit in 64 bits, days in masks, and everything in memory."""
    longest = max((puzzle.day.count(day) for day in set(puzzle.day)), default=0)
    places = max(1, len(set(puzzle.room_location)))
    seats = sum(offer.people.bit_count() for offer in puzzle.offers) * places
    return _stakes(puzzle) < MOST_POINTS and longest <= MOST_SLOTS_A_DAY and seats <= MOST_SEATS


def _stakes(puzzle: Puzzle) -> int:
    """More points than any part of any plan could cost."""
    weights, instance, people = puzzle.instance.weights, puzzle.instance, puzzle.people
    wishes = len(people) + sum(len(person.demand_of) for person in people)
    slots = (len(instance.slots) + 1) * (len(instance.periods) + 1) * (len(people) + 1)
    dislike = max((dislike for each in people for dislike in each.dislikes.values()), default=0)
    kept = 1 + max((len(then) for each in people for then in each.kept.values()), default=0)
    per_wish = [
        weights.switch + weights.moved * kept + weights.dislike * dislike + weights.level_spread * len(instance.levels),
        max((weights.group_cost * each.group_cost for each in instance.activities), default=0),
        max((weights.outside_seat * each.min_size for each in instance.activities), default=0),
    ]
    per_slot = weights.single_session_day + weights.third_in_row + weights.late + weights.no_preteach
    return sum(sum(each.weights) for each in people) + slots * per_slot + wishes * sum(per_wish)


def _sizes(puzzle: Puzzle, *, options: list[Option]) -> dict[str, Numbers]:
    instance, weights = puzzle.instance, puzzle.instance.weights
    levels = max((each.level for each in puzzle.people), default=0) + 1
    genders = max((each.gender for each in puzzle.people), default=0) + 1
    seats = sum(len(option.people) for option in options)
    kept = sum(len(then) for person in puzzle.people for then in person.kept.values())
    rows = len(row_arrays(puzzle, options=options)["row_most"])
    return {
        "sizes": numbers(
            [len(puzzle.people), seats, len(options), len(instance.activities), max(1, len(instance.periods)),
             max(1, len(set(puzzle.day))), len(instance.classes), rows, levels, genders, len(puzzle.offers)]
        ),
        "weights": PARTS * numbers(
            [weights.single_session_day, weights.third_in_row, weights.no_preteach, weights.outside_seat,
             weights.level_spread]
        ),
        "constant": numbers([PARTS * weights.moved * kept]),
        "class_seats": numbers(each.free_seats for each in instance.classes),
    }  # fmt: skip


def _options(puzzle: Puzzle, *, options: list[Option]) -> dict[str, Numbers]:
    activities, asking = puzzle.instance.activities, puzzle.asking
    sessions = max((len(option.offer.sessions) for option in options), default=1)
    days = np.zeros((max(1, len(options)), sessions), dtype=np.int64)
    masks = np.zeros_like(days)
    for number, option in enumerate(options):
        for place, session in enumerate(option.offer.sessions):
            row = by_day(puzzle, sum(1 << slot for slot in session))
            days[number, place] = next(day for day, mask in enumerate(row) if mask)
            masks[number, place] = row[days[number, place]]
    offers = {offer.number: position for position, offer in enumerate(puzzle.offers)}
    everybody = len(puzzle.people)
    room_from, room_capacity = cut(
        [
            [min(everybody, puzzle.most_members(each.offer.activity, room=r)) for r in each.rooms[: each.most]]
            for each in options
        ]
    )
    return {
        "option_offer": numbers(offers[each.offer.number] for each in options),
        "option_activity": numbers(each.offer.activity for each in options),
        "option_period": numbers(each.offer.period for each in options),
        "option_sessions": numbers(len(each.offer.sessions) for each in options),
        "option_day": days,
        "option_mask": masks,
        "option_size": numbers(each.offer.size for each in options),
        "option_taught": numbers(activities[each.offer.activity].preteach for each in options),
        "option_asked": numbers(
            any(asking[each.offer.activity] >> person & 1 for person in each.people) for each in options
        ),
        "room_from": room_from,
        "room_capacity": room_capacity,
        "group_option": numbers(number for number, each in enumerate(options) for _ in range(each.most)),
    }


def _activities(puzzle: Puzzle, *, options: list[Option]) -> dict[str, Numbers]:
    instance, weights = puzzle.instance, puzzle.instance.weights
    count = len(instance.activities)
    starts = np.zeros(count + 1, dtype=np.int64)
    for option in options:
        starts[option.offer.activity + 1] += 1
    after = np.zeros((max(1, count), max(1, count)), dtype=np.int64)
    for number, earlier in enumerate(puzzle.after):
        after[number, list(earlier)] = 1
    longest = max((puzzle.day.count(day) for day in set(puzzle.day)), default=0)
    table = 1 << longest if longest <= TABLE_SLOTS else 1
    lonely, third = weights.single_session_day, weights.third_in_row
    spreads = [UNLIMITED if each.max_level_spread is None else each.max_level_spread for each in instance.activities]
    most = [UNLIMITED if each.max_groups is None else each.max_groups for each in instance.activities]
    periods = max(1, len(instance.periods))
    return {
        "activity_from": np.cumsum(starts),
        "activity_min": numbers(each.min_size for each in instance.activities),
        "activity_least": numbers(puzzle.least_members(number) for number in range(count)),
        "activity_spread": numbers(spreads),
        "activity_cost": PARTS * numbers(weights.group_cost * each.group_cost for each in instance.activities),
        "cluster_most": numbers(
            [*most, *([UNLIMITED] * count * periods), *(min(len(o.rooms), len(o.trainers)) for o in puzzle.offers)]
        ),
        "after": after,
        "shape": PARTS * numbers(shape(mask, lonely=lonely, third=third) for mask in range(table)),
    }
