"""The search for the highest bound, beside the search for the best plan or on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Thread

import numpy as np

from tweespoor.core.planning.bounds.market import PARTS, Market, Numbers
from tweespoor.core.planning.bounds.opening import market_of
from tweespoor.core.planning.bounds.prices import VALUE, ascend, begin, climb_from, share_costs, value_at
from tweespoor.core.planning.bounds.work import HALT, work_for
from tweespoor.core.planning.data import Plan
from tweespoor.core.planning.puzzle import Puzzle

ITERATIONS_AT_ONCE = 10
"""Between these, the best score so far is asked for."""


class BoundSearch:
    """Raises a proven lower bound on the score of any plan; `bound` can be read at any moment.

    `upper` tells the best score known, where the search ends; `stopped` is asked whether to end.
    `start` and `stop` run it in a thread of its own, `run` in the caller's, repeatably.
    """

    def __init__(self, puzzle: Puzzle, *, upper: Callable[[], int], stopped: Callable[[], bool]) -> None:
        self.bound = 0
        self.plan: Plan | None = None
        self._puzzle = puzzle
        self._upper = upper
        self._stopped = stopped
        self._control = np.zeros(1, dtype=np.int64)
        self._thread: Thread | None = None
        self._ascent: _Ascent | None = None

    def start(self) -> None:
        """Begin in a thread of its own, which leaves the interpreter's lock to others."""
        self._thread = Thread(target=self._raise, kwargs={"iterations": None}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it, and wait until it has ended; the bound stays."""
        self._control[HALT] = 1
        if self._thread is not None:
            self._thread.join()

    def run(self, *, iterations: int) -> None:
        """So many iterations more, in this thread; the outcome depends on nothing but their number and `upper`."""
        self._raise(iterations=iterations)

    def _raise(self, *, iterations: int | None) -> None:
        ascent = self._ascent or self._begin()
        if ascent is None:
            return
        left = iterations
        self._note(ascent.value)
        while (left is None or left > 0) and not self._done():
            count = ITERATIONS_AT_ONCE if left is None else min(left, ITERATIONS_AT_ONCE)
            left = None if left is None else left - count
            ascent.go(count)
            self._note(ascent.value)

    def _begin(self) -> _Ascent | None:
        market = market_of(self._puzzle)
        self._ascent = None if market is None else _Ascent(market, control=self._control)
        return self._ascent

    def _note(self, value: int) -> None:
        self.bound = max(self.bound, -(-value // PARTS))

    def _done(self) -> bool:
        return bool(self._control[HALT]) or self._stopped() or self.bound >= self._upper()


class _Ascent:
    """The compiled ascent with everything it works on."""

    def __init__(self, market: Market, *, control: Numbers) -> None:
        work = work_for(market, control=control)
        climb = climb_from(market, work, prices=share_costs(market))
        self._state = climb.state
        self._parts = (market.handle(), work.handle(), climb.handle())
        begin(*self._parts)

    @property
    def value(self) -> int:
        """The highest value so far, in parts; whole, and small enough to be exact."""
        return int(self._state[VALUE])

    def go(self, iterations: int) -> None:
        """So many iterations more."""
        ascend(*self._parts, iterations)


def bound_at(puzzle: Puzzle, *, prices: Sequence[int]) -> int:
    """The bound that any prices prove, right or wrong; in parts of a point, repeated for all there are prices for."""
    market = market_of(puzzle)
    if market is None:
        return 0
    work = work_for(market, control=np.zeros(1, dtype=np.int64))
    given = np.resize(np.array([*prices] or [0], dtype=np.float64), len(work.wanted))
    value = int(value_at(market.handle(), work.handle(), climb_from(market, work, prices=given).handle()))
    return max(0, -(-value // PARTS))
