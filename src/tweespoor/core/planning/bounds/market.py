"""The puzzle taken apart in two: people who choose weeks, and activities that choose groups, joined by seats alone.

An *option* is an offer (activity, period, sessions) at one location. A *seat* is one person in one option. A *way* of
attending class is a set of lessons that a person can have; classes with the same lessons share it. An *item* is a
part of one person's demand that is met on one day: seats of one item differ in when and where alone. A *row* is a limit
on how many groups some options can have together, because they need the same rooms or trainers. A *cluster* is what
groups are counted over: an activity, an activity in a period, or an offer. Costs are in parts of a point. What belongs
to one thing of varying length stands in one long array, cut by a `..._from` array that is one longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tweespoor.core.planning.engine.compiled import Proxy, Reference, define, handle
from tweespoor.core.planning.puzzle import Offer, Puzzle, bits

Numbers = NDArray[np.int64]

PARTS = 1024
"""Prices and costs are counted in this part of a point, in whole numbers."""
HUGE = 1 << 60
"""More than any cost."""
MOST_ITEMS = 8
"""Sets of up to so many items of a person are looked up in a table."""

# Positions in `Market.sizes`.
PEOPLE, SEATS, OPTIONS, ACTIVITIES, PERIODS, DAYS, CLASSES, ROWS, LEVELS, GENDERS, OFFERS = range(11)
# Positions in `Market.weights`.
LONELY, THIRD, UNTAUGHT, OUTSIDE, SPREAD = range(5)


class Market(NamedTuple):
    """The arrays; the first index is what the name's first word says."""

    sizes: Numbers
    weights: Numbers
    constant: Numbers
    person_level: Numbers
    person_gender: Numbers
    person_most: Numbers
    person_class: Numbers
    demand_from: Numbers
    demand_weight: Numbers
    item_from: Numbers
    item_clash: Numbers
    item_size: Numbers
    item_demand: Numbers
    item_activity: Numbers
    item_before: Numbers
    item_after: Numbers
    way_from: Numbers
    way_lessons: Numbers
    way_count: Numbers
    way_shape: Numbers
    attend_from: Numbers
    attend_class: Numbers
    attend_cost: Numbers
    seat_from: Numbers
    seat_person: Numbers
    seat_option: Numbers
    seat_demand: Numbers
    seat_item: Numbers
    seat_cost: Numbers
    seat_asks: Numbers
    option_from: Numbers
    option_seats: Numbers
    option_offer: Numbers
    option_activity: Numbers
    option_period: Numbers
    option_sessions: Numbers
    option_day: Numbers
    option_mask: Numbers
    option_size: Numbers
    option_taught: Numbers
    option_asked: Numbers
    room_from: Numbers
    room_capacity: Numbers
    group_option: Numbers
    activity_from: Numbers
    activity_min: Numbers
    activity_least: Numbers
    activity_spread: Numbers
    activity_cost: Numbers
    cluster_most: Numbers
    class_seats: Numbers
    use_from: Numbers
    use_row: Numbers
    use_amount: Numbers
    row_most: Numbers
    after: Numbers
    shape: Numbers

    def handle(self) -> Market:
        """The same for compiled code."""
        return handle(self, proxy=MarketProxy)

    def size(self, which: int) -> int:
        """How many there are of something, as a plain number."""
        return int(self.sizes[which])


class MarketReference(Reference):
    """A market in compiled code."""


class MarketProxy(Proxy):
    """A market for compiled code."""


define(MarketProxy, reference=MarketReference, arrays=Market)


@dataclass(frozen=True, slots=True)
class Option:
    """An offer at one location, with the rooms there (largest first) and those who could come."""

    offer: Offer
    location: int
    rooms: tuple[int, ...]
    people: tuple[int, ...]

    @property
    def most(self) -> int:
        """How many groups can be held at once at the most."""
        return min(len(self.rooms), len(self.offer.trainers))


def numbers(values: Iterable[int]) -> Numbers:
    """An array of whole numbers; never quite empty, so that compiled code can always index it."""
    return np.array([*values] or [0], dtype=np.int64)


def cut(rows: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """Where each row starts, and rows of varying length as one long array."""
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    return starts, numbers(value for row in rows for value in row)


def by_day(puzzle: Puzzle, mask: int) -> list[int]:
    """A mask of slots of the week as one mask per day that has slots."""
    days = sorted(set(puzzle.day))
    row = [0] * max(1, len(days))
    for slot in bits(mask):
        row[days.index(puzzle.day[slot])] |= 1 << (slot - puzzle.day.index(puzzle.day[slot]))
    return row
