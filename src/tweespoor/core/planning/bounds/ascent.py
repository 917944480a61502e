"""One ascent of the bound, in a part of all plans.

A part is given by how many groups each cluster must and may have, and by which seats are shut.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tweespoor.core.planning.bounds.fixing import shut_seats
from tweespoor.core.planning.bounds.market import HUGE, SEATS, Market, Numbers
from tweespoor.core.planning.bounds.prices import ITERATION, LAST, STEP, VALUE, ascend, begin, climb_from, share_costs
from tweespoor.core.planning.bounds.work import Reals, work_for


@dataclass(frozen=True, eq=False)
class Part:
    """A part of all plans, with what is known of it.

    `value` is its bound in parts of a point, `prices` prove it, `counts` are the groups of clusters on average, `torn`
    how much people and groups disagree about each seat.
    """

    value: int
    low: Numbers
    high: Numbers
    shut: Numbers
    prices: Reals
    counts: Reals
    torn: Reals

    @property
    def empty(self) -> bool:
        """There is no plan in it."""
        return self.value >= HUGE


class Ascent:
    """The compiled ascent with everything it works on; one at a time uses it."""

    def __init__(self, market: Market, *, control: Numbers) -> None:
        work = work_for(market, control=control)
        climb = climb_from(market, work, prices=share_costs(market))
        self._market, self._work, self._climb = market, work, climb
        self._parts = (market.handle(), work.handle(), climb.handle())
        self._first_step = float(climb.state[STEP])
        work.high[:] = np.minimum(work.high, market.size(SEATS))  # each group has somebody in a seat of its own
        begin(*self._parts)

    @property
    def value(self) -> int:
        """The highest value so far, in parts; whole, and small enough to be exact. HUGE where no plan is left."""
        state = self._climb.state
        return HUGE if state[LAST] >= HUGE else int(state[VALUE])

    def go(self, iterations: int) -> None:
        """So many iterations more."""
        ascend(*self._parts, iterations)

    def enter(self, part: Part, *, after: int) -> None:
        """Go on from a part's prices, with steps as small as after so many iterations."""
        work, climb = self._work, self._climb
        work.low[:], work.high[:], work.shut[:] = part.low, part.high, part.shut
        climb.best[:], climb.counts[:] = part.prices, part.counts
        climb.state[STEP], climb.state[ITERATION] = self._first_step, after
        begin(*self._parts)
        climb.counts[:] = part.counts

    def shut(self, *, goal: int) -> int:
        """Shut the seats without which every plan of at most `goal` parts can do; how many."""
        return int(shut_seats(*self._parts, goal))

    def part(self, *, least: int) -> Part:
        """What is known now; the bound is at least `least`, that of a larger part."""
        work, climb = self._work, self._climb
        return Part(
            value=max(least, self.value),
            low=work.low.copy(),
            high=work.high.copy(),
            shut=work.shut.copy(),
            prices=climb.best.copy(),
            counts=climb.counts.copy(),
            torn=np.abs(climb.drift[: self._market.size(SEATS)]),
        )
