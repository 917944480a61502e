"""Branch and bound: plans are divided by how many groups they hold and who sits where, and each part is bounded.

The part with the lowest bound is divided first, so that the bound of all rises with every step. It is divided by the
number of groups of an activity; where these are decided, of an activity in a period; then of an offer; then by a seat.
Seats that no better plan can use are shut on the way. A part with few seats left is settled exactly.

The prices come from the larger part, so that a few iterations are enough (the Lagrangian kind of branch and bound;
Fisher, "The Lagrangian relaxation method for solving integer programming problems", Management Science 27, 1981).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from threading import Condition

import numpy as np

from tweespoor.core.planning.bounds.ascent import Ascent, Part
from tweespoor.core.planning.bounds.market import ACTIVITIES, PARTS, PERIODS, SEATS, Market, Numbers

ITERATIONS = 140
"""Of the ascent in each new part, in tens until it is no longer needed."""
AFTER = 150
"""How far the steps have become smaller where the ascent in a new part begins."""
UNDECIDED = 0.08
"""How far from a whole number the groups of a cluster must be on average for plans to be divided by it."""
SMALLEST = 1e-9
"""People and groups disagree about a seat by more than this, or not at all."""
FEW_SEATS = 120
"""Parts with at most so many seats are settled exactly."""

Settle = Callable[[Numbers], bool]
"""Given which seats are shut, find the best plan with the others, where it is better than the best known; whether that
is done."""


class Tree:
    """The parts that may still hold a better plan. Several threads may `grow` it, each with an ascent of its own."""

    def __init__(self, root: Part, *, market: Market, upper: Callable[[], int], settle: Settle) -> None:
        self._market = market
        self._upper = upper
        self._settle = settle
        self._lock = Condition()
        self._made = 0
        self._heap: list[tuple[int, int, Part]] = [(root.value, 0, root)]
        self._busy: dict[int, int] = {}
        self._stuck: list[int] = []

    @property
    def value(self) -> int:
        """The lowest bound of all parts, in parts of a point; the best score where none is left."""
        with self._lock:
            open_values = [*self._busy.values(), *self._stuck, *(part[0] for part in self._heap[:1])]
        return min([self._upper() * PARTS, *open_values])

    def wait(self, seconds: float) -> bool:
        """Wait, at most so long, while others divide parts; whether there is or may soon be something to divide."""
        with self._lock:
            if not self._heap and self._busy:
                self._lock.wait(seconds)
            return bool(self._heap or self._busy)

    def grow(self, ascent: Ascent) -> int:
        """Divide the part with the lowest bound; how many iterations that took, 0 where there is none to divide now."""
        with self._lock:
            if not self._heap:
                return 0
            value, number, part = heapq.heappop(self._heap)
            self._busy[number] = value
        children, iterations = self._divided(part, ascent=ascent)
        with self._lock:
            del self._busy[number]
            self._lock.notify_all()
            for child in children:
                self._made += 1
                heapq.heappush(self._heap, (child.value, self._made, child))
        return iterations

    @property
    def _goal(self) -> int:
        return (self._upper() - 1) * PARTS

    def _divided(self, part: Part, *, ascent: Ascent) -> tuple[list[Part], int]:
        """The smaller parts that may hold a better plan, and how many iterations it took to know."""
        if part.value > self._goal:
            return [], 1
        seats = self._market.size(SEATS)
        children = _smaller(part, market=self._market)
        few = seats - int(part.shut[:seats].sum()) <= FEW_SEATS
        if (few or not children) and self._settle(part.shut):
            return [], ITERATIONS
        if not children:
            with self._lock:
                self._stuck.append(part.value)
            return [], 1
        found, iterations = [], 1
        for child in children:
            smaller, took = self._climbed(child, ascent=ascent)
            iterations += took
            if smaller.value <= self._goal:
                found.append(smaller)
        return found, iterations

    def _climbed(self, part: Part, *, ascent: Ascent) -> tuple[Part, int]:
        """The part with a better bound and fewer seats."""
        ascent.enter(part, after=AFTER)
        done = 0
        while done < ITERATIONS and ascent.value <= self._goal:
            ascent.go(10)
            done += 10
        if ascent.value <= self._goal:
            ascent.shut(goal=self._goal)
        return ascent.part(least=part.value), done


def _smaller(part: Part, *, market: Market) -> list[Part]:
    """The two parts to divide a part into; none where nothing is left to divide it by."""
    cluster = _undecided(part, market=market, least=UNDECIDED)
    if cluster is not None:
        return _by_groups(part, cluster=cluster)
    seat = _most_torn(part, market=market, least=SMALLEST)
    if seat is not None:
        return _by_seat(part, seat=seat, market=market)
    # People and groups agree, but rooms or trainers are asked too much of.
    cluster = _undecided(part, market=market, least=0.0)
    if cluster is not None:
        return _by_groups(part, cluster=cluster)
    seat = _most_torn(part, market=market, least=0.0)
    return [] if seat is None else _by_seat(part, seat=seat, market=market)


def _undecided(part: Part, *, market: Market, least: float) -> int | None:
    """The cluster whose groups are furthest from a whole number, at the least so far; of the widest kind with one."""
    activities, periods = market.size(ACTIVITIES), market.size(PERIODS)
    ends = (0, activities, activities * (1 + periods), len(part.counts))
    away = np.abs(part.counts - np.rint(part.counts))
    away[part.low >= part.high] = -1.0
    for start, end in pairwise(ends):
        if end > start and away[start:end].max() >= least:
            return start + int(away[start:end].argmax())
    return None


def _most_torn(part: Part, *, market: Market, least: float) -> int | None:
    """The seat that people and groups disagree about most, at the least so much; none is the last of its demand."""
    seats = market.size(SEATS)
    if not seats:
        return None
    is_open = part.shut[:seats] == 0
    left = np.bincount(market.seat_demand[:seats], weights=is_open)
    torn = np.where(is_open & (left[market.seat_demand[:seats]] > 1), part.torn, -1.0)
    return int(torn.argmax()) if torn.max() >= least else None


def _by_groups(part: Part, *, cluster: int) -> list[Part]:
    """Plans with few groups of a cluster, and plans with more."""
    few = int(np.floor(part.counts[cluster]))
    few = min(max(few, int(part.low[cluster])), int(part.high[cluster]) - 1)
    low, high = part.low.copy(), part.high.copy()
    low[cluster], high[cluster] = few + 1, few
    return [replace(part, high=high), replace(part, low=low)]


def _by_seat(part: Part, *, seat: int, market: Market) -> list[Part]:
    """Plans without a seat, and plans without all others of its demand."""
    without, only = part.shut.copy(), part.shut.copy()
    without[seat] = 1
    only[: market.size(SEATS)][market.seat_demand[: market.size(SEATS)] == market.seat_demand[seat]] = 1
    only[seat] = part.shut[seat]
    return [replace(part, shut=without), replace(part, shut=only)]
