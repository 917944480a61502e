"""Prices, what is chosen at them, and room to work that out in: everything that changes while the bound rises."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tweespoor.core.planning.bounds.market import (
    ACTIVITIES,
    CLASSES,
    DAYS,
    HUGE,
    MOST_ITEMS,
    OFFERS,
    OPTIONS,
    PEOPLE,
    PERIODS,
    ROWS,
    SEATS,
    Market,
    Numbers,
)
from tweespoor.core.planning.engine.compiled import Proxy, Reference, define, handle

Reals = NDArray[np.float64]

MOST_LOAD = 64
"""Weekly slots over all periods that the depth-first bound tells apart; whoever has room for more has room for all."""

# Positions in `Work.now`: the week being worked out.
PERSON, WAY, ROOM, KEPT, LEAST, WEIGHT, LAST_SET, LOAD = range(8)
HALT = 0
"""Position in `Work.control`: other than 0 asks to halt."""


class Work(NamedTuple):
    """The arrays. Prices are whole parts: of seats, of joining a class, of rows.

    `wanted` minus `given` (seats, then classes, then rows) is how the bound changes with each price. `low` and `high`
    limit how many groups the clusters hold, `shut` seats are not used.
    """

    control: Numbers
    now: Numbers
    seat_price: Numbers
    join_price: Numbers
    row_price: Numbers
    wanted: Numbers
    given: Numbers
    low: Numbers
    high: Numbers
    shut: Numbers
    # How much more a plan costs at these prices that uses a seat; what other groups cost beside one of an option.
    extra: Numbers
    rest_beside: Numbers
    # The week chosen.
    chosen: Numbers
    chosen_count: Numbers
    chosen_class: Numbers
    # Weeks by sets of items.
    kept_seat: Numbers
    kept_value: Numbers
    kept_least: Numbers
    kept_bucket: Numbers
    bucket_from: Numbers
    bucket: Numbers
    several: Numbers
    several_rest: Numbers
    picked: Numbers
    place: Numbers
    taken: Numbers
    used: Numbers
    active: Numbers
    banned: Numbers
    set_size: Numbers
    set_clash: Numbers
    set_before: Numbers
    set_after: Numbers
    day_value: Numbers
    day_set: Numbers
    day_count: Numbers
    day_seat: Numbers
    stack: Numbers
    reach_value: Numbers
    reach_set: Numbers
    reach_count: Numbers
    reach_by: Numbers
    week_value: Numbers
    week_set: Numbers
    week_count: Numbers
    week_by: Numbers
    # Weeks depth first.
    first: Numbers
    order: Numbers
    saving: Numbers
    rest: Numbers
    costs: Numbers
    shapes: Numbers
    # Groups.
    sorted_seat: Numbers
    sorted_price: Numbers
    sorted_option: Numbers
    value_at: Numbers
    window: Numbers
    group_value: Numbers
    group_window: Numbers
    group_size: Numbers
    cluster_count: Numbers
    held: Numbers
    held_count: Numbers

    def handle(self) -> Work:
        """The same for compiled code."""
        return handle(self, proxy=WorkProxy)


class WorkReference(Reference):
    """The work in compiled code."""


class WorkProxy(Proxy):
    """The work for compiled code."""


define(WorkProxy, reference=WorkReference, arrays=Work)


def _zeros(*shape: int) -> Numbers:
    return np.zeros(tuple(max(1, each) for each in shape), dtype=np.int64)


def work_for(market: Market, *, control: Numbers) -> Work:
    """Room for every person and option of a market, and no prices yet."""
    seats, classes, rows = market.size(SEATS), market.size(CLASSES), market.size(ROWS)
    clusters = market.size(ACTIVITIES) * (1 + market.size(PERIODS)) + market.size(OFFERS)
    high = _zeros(clusters)
    high[: len(market.cluster_most)] = market.cluster_most[:clusters]
    return Work(
        control=control,
        now=_zeros(8),
        seat_price=_zeros(seats),
        join_price=_zeros(classes),
        row_price=_zeros(rows),
        wanted=np.zeros(seats + classes + rows, dtype=np.int64),
        given=np.zeros(seats + classes + rows, dtype=np.int64),
        low=_zeros(clusters),
        high=high,
        shut=_zeros(seats),
        extra=_zeros(seats),
        rest_beside=_zeros(market.size(OPTIONS)),
        **_week_room(market),
        **_group_room(market, clusters=clusters),
    )


def _longest(starts: Numbers, *, count: int) -> int:
    return int(np.diff(starts[: count + 1]).max(initial=0))


def _week_room(market: Market) -> dict[str, Numbers]:
    people, periods = market.size(PEOPLE), market.size(PERIODS)
    demands = _longest(market.demand_from, count=people) + 2
    seats = _longest(market.seat_from, count=people) + 2
    days, sets = periods * market.size(DAYS), 1 << min(MOST_ITEMS, _longest(market.item_from, count=people))
    return {
        "chosen": _zeros(demands),
        "chosen_count": _zeros(1),
        "chosen_class": _zeros(1),
        "kept_seat": _zeros(seats),
        "kept_value": _zeros(seats),
        "kept_least": _zeros(seats),
        "kept_bucket": _zeros(seats),
        "bucket_from": _zeros(days + 2),
        "bucket": _zeros(seats),
        "several": _zeros(seats),
        "several_rest": _zeros(seats),
        "picked": _zeros(demands),
        "place": _zeros(demands),
        "taken": _zeros(days),
        "used": _zeros(periods),
        "active": _zeros(periods),
        "banned": _zeros(periods),
        "set_size": _zeros(sets),
        "set_clash": _zeros(sets),
        "set_before": _zeros(sets),
        "set_after": _zeros(sets),
        "day_value": HUGE + _zeros(days, sets),
        "day_set": _zeros(days, sets),
        "day_count": _zeros(days),
        "day_seat": _zeros(days, sets, MOST_ITEMS),
        "stack": _zeros(MOST_ITEMS + 2, 4),
        "reach_value": HUGE + _zeros(days + 1, sets),
        "reach_set": _zeros(days + 1, sets),
        "reach_count": _zeros(days + 1),
        "reach_by": _zeros(days + 1, sets),
        "week_value": HUGE + _zeros(periods + 1, sets),
        "week_set": _zeros(periods + 1, sets),
        "week_count": _zeros(periods + 1),
        "week_by": _zeros(periods + 1, sets),
        "first": _zeros(demands + 1),
        "order": _zeros(demands),
        "saving": _zeros(demands),
        "rest": _zeros(demands + 1, MOST_LOAD + 1),
        "costs": _zeros(demands + 1),
        "shapes": _zeros(demands + 1),
    }


def _group_room(market: Market, *, clusters: int) -> dict[str, Numbers]:
    options = market.size(OPTIONS)
    groups = int(market.room_from[options])
    seats = _longest(market.option_from, count=options) + 2
    return {
        "sorted_seat": _zeros(seats),
        "sorted_price": _zeros(seats),
        "sorted_option": _zeros(2),
        "value_at": _zeros(seats),
        "window": _zeros(4),
        "group_value": _zeros(groups),
        "group_window": _zeros(groups, 3),
        "group_size": _zeros(groups),
        "cluster_count": _zeros(clusters),
        "held": _zeros(groups),
        "held_count": _zeros(1),
    }
