"""Raise the bound: prices of seats, classes and rows at which people and activities want the same.

Whatever the prices, what the cheapest weeks and the cheapest groups cost together is a bound (weak duality). To raise
it, what people want more of than activities give is made dearer, and the other way round: a subgradient method with
momentum (the drift of each price is a running average of its slack) and a step of its own for each price (by the
root of its mean squared slack), which gets smaller with the iterations.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tweespoor.core.planning.bounds.groups import add_members, cheapest_groups
from tweespoor.core.planning.bounds.market import (
    ACTIVITIES,
    CLASSES,
    HUGE,
    OPTIONS,
    OUTSIDE,
    PARTS,
    PEOPLE,
    ROWS,
    SEATS,
    Market,
)
from tweespoor.core.planning.bounds.weeks import cheapest_week
from tweespoor.core.planning.bounds.work import HALT, Reals, Work
from tweespoor.core.planning.engine.compiled import Proxy, Reference, compiled, define, handle


class Climb(NamedTuple):
    """Where the ascent is: the best prices, those tried, what moves them, and the groups of clusters on average."""

    best: Reals
    trial: Reals
    drift: Reals
    swing: Reals
    counts: Reals
    state: Reals

    def handle(self) -> Climb:
        """The same for compiled code."""
        return handle(self, proxy=ClimbProxy)


class ClimbReference(Reference):
    """A climb in compiled code."""


class ClimbProxy(Proxy):
    """A climb for compiled code."""


define(ClimbProxy, reference=ClimbReference, arrays=Climb)

# Positions in `Climb.state`: the highest value so far and the last one, the size of the first step, the iterations.
VALUE, LAST, STEP, ITERATION = range(4)
DRIFT = 0.05
SWING = 0.01
COUNTED = 0.02
"""What the last slack, its square, and the last number of groups count for in their averages."""
STEADY = 1e-3
SLOWER = 200
"""After so many iterations steps are a third of what they were."""
FIRST_STEP = 4.0
"""Points; divided by the number of groups that options can hold at once, which all give the same seats at first."""


def climb_from(market: Market, work: Work, *, prices: Reals) -> Climb:
    """A climb that starts at these prices."""
    groups = len(market.group_option) / max(1, market.size(OPTIONS))
    return Climb(
        best=prices.copy(),
        trial=prices.copy(),
        drift=np.zeros(len(prices)),
        swing=np.zeros(len(prices)),
        counts=np.zeros(len(work.cluster_count)),
        state=np.array([0.0, 0.0, PARTS * FIRST_STEP / max(1.0, groups), 0.0]),
    )


def share_costs(market: Market) -> Reals:
    """Per seat the least share in its group's cost that a member can ever pay; classes and rows for nothing."""
    seats, options, weight = market.size(SEATS), market.size(OPTIONS), int(market.weights[OUTSIDE])
    shares = np.zeros(max(1, options))
    for option in range(options):
        activity = int(market.option_activity[option])
        first, last = int(market.activity_from[activity]), int(market.activity_from[activity + 1])
        most = int(market.room_capacity[market.room_from[first] : market.room_from[last]].max())
        sizes = np.arange(int(market.activity_least[activity]), most + 1)
        outside = np.maximum(0, int(market.activity_min[activity]) - sizes)
        shares[option] = ((market.activity_cost[activity] + weight * outside) / sizes).min(initial=HUGE)
    prices = np.zeros(seats + market.size(CLASSES) + market.size(ROWS))
    prices[:seats] = np.floor(shares[market.seat_option[:seats]])
    return prices


@compiled
def value_at(market: Market, work: Work, climb: Climb) -> int:
    """The bound in parts that the prices tried, rounded to whole parts, prove; what is chosen is noted.

    It is -HUGE, no bound at all, where `work.control` asks to halt meanwhile, and at least HUGE where no plan is left.
    """
    _round(market, work, climb.trial)
    work.wanted[:] = 0
    work.given[:] = 0
    total = market.constant[0] + _value_of_limits(market, work)
    for person in range(market.sizes[PEOPLE]):
        if work.control[HALT]:
            return -HUGE
        total += cheapest_week(market, work, person)
        _note_week(market, work, person)
    for activity in range(market.sizes[ACTIVITIES]):
        if work.control[HALT]:
            return -HUGE
        value = cheapest_groups(market, work, activity)
        if value >= HUGE:
            return HUGE
        total += value
        _note_groups(market, work)
    return int(total)


@compiled
def _round(market: Market, work: Work, prices: Reals) -> None:
    seats, classes = market.sizes[SEATS], market.sizes[CLASSES]
    for seat in range(seats):
        work.seat_price[seat] = int(np.rint(prices[seat]))
    for number in range(classes):
        work.join_price[number] = max(0, int(np.rint(prices[seats + number])))
    for row in range(market.sizes[ROWS]):
        work.row_price[row] = max(0, int(np.rint(prices[seats + classes + row])))


@compiled
def _value_of_limits(market: Market, work: Work) -> int:
    """What the limits on classes and rows are worth at these prices, below 0."""
    seats, classes, total = market.sizes[SEATS], market.sizes[CLASSES], 0
    for number in range(classes):
        work.given[seats + number] = market.class_seats[number]
        total -= work.join_price[number] * market.class_seats[number]
    for row in range(market.sizes[ROWS]):
        work.given[seats + classes + row] = market.row_most[row]
        total -= work.row_price[row] * market.row_most[row]
    return int(total)


@compiled
def _note_week(market: Market, work: Work, person: int) -> None:
    """Note the seats and the class that a person wants."""
    for place in range(work.chosen_count[0]):
        work.wanted[work.chosen[place]] += 1
    before, after, seats = market.person_class[person], work.chosen_class[0], market.sizes[SEATS]
    if before != after and before >= 0:
        work.wanted[seats + before] -= 1
    if before != after and after >= 0:
        work.wanted[seats + after] += 1


@compiled
def _note_groups(market: Market, work: Work) -> None:
    """Note the seats that an activity's groups give, and the rows they use."""
    first = market.sizes[SEATS] + market.sizes[CLASSES]
    for place in range(work.held_count[0]):
        group = work.held[place]
        option = market.group_option[group]
        add_members(market, work, group)
        for use in range(market.use_from[option], market.use_from[option + 1]):
            work.wanted[first + market.use_row[use]] += market.use_amount[use]


@compiled
def begin(market: Market, work: Work, climb: Climb) -> None:
    """Start from the best prices, with no memory of what was chosen before."""
    climb.trial[:] = climb.best
    climb.drift[:] = 0.0
    climb.swing[:] = 0.0
    climb.state[VALUE] = climb.state[LAST] = float(value_at(market, work, climb))
    climb.counts[:] = work.cluster_count


@compiled
def ascend(market: Market, work: Work, climb: Climb, iterations: int) -> None:
    """So many steps, each followed by a new value; `begin` goes before."""
    state = climb.state
    for _ in range(iterations):
        if work.control[HALT] or state[LAST] >= HUGE:
            return
        _step(market, work, climb)
        state[LAST] = float(value_at(market, work, climb))
        state[ITERATION] += 1
        if state[LAST] > state[VALUE]:
            state[VALUE] = state[LAST]
            climb.best[:] = climb.trial
        for cluster in range(climb.counts.size):
            climb.counts[cluster] += COUNTED * (work.cluster_count[cluster] - climb.counts[cluster])


@compiled
def _step(market: Market, work: Work, climb: Climb) -> None:
    """Move every price along its drift, the more so the steadier it is."""
    seats = market.sizes[SEATS]
    step = climb.state[STEP] * (SLOWER / (SLOWER + climb.state[ITERATION])) ** 1.5
    for place in range(climb.trial.size):
        slack = float(work.wanted[place] - work.given[place])
        climb.drift[place] += DRIFT * (slack - climb.drift[place])
        climb.swing[place] += SWING * (slack * slack - climb.swing[place])
        price = climb.trial[place] + step * climb.drift[place] / np.sqrt(climb.swing[place] + STEADY)
        climb.trial[place] = price if place < seats else max(0.0, price)
