"""The search for the highest bound, beside the search for the best plan or on its own.

First one ascent for all plans; when that slows down, plans are divided (`branching`) and each part has its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Lock, Thread

import numpy as np

from tweespoor.core.planning.bounds.ascent import Ascent, Part
from tweespoor.core.planning.bounds.branching import Tree
from tweespoor.core.planning.bounds.market import PARTS, SEATS, Market, Numbers
from tweespoor.core.planning.bounds.opening import market_of
from tweespoor.core.planning.bounds.prices import climb_from, value_at
from tweespoor.core.planning.bounds.work import HALT, work_for
from tweespoor.core.planning.puzzle import Offer, Puzzle

ITERATIONS_AT_ONCE = 10
"""Between these, the best score so far is asked for."""
ITERATIONS_TO_JUDGE = 100
"""After so many, the ascent for all plans is looked at: does it still rise?"""
SLOW = 0.02
"""It does not where it closed no more than this share of what is between the bound and the best score."""
MOST_SEATS_TO_DIVIDE = 1_500
"""Where there are more ways to put one person in a group (some fifty people have so many), one ascent gets further."""
SECONDS_TO_WAIT = 0.1
"""For others, before looking again whether to end."""

Settle = Callable[[Sequence[Offer]], bool]
"""Given the offers with those who may still come to each, see to it that `upper` is no higher than the best plan with
them; whether that is certain."""


class BoundSearch:
    """Raises a proven lower bound on the score of any plan; `bound` can be read at any moment.

    `upper` tells the best score known, where the search ends; `stopped` is asked whether to end. `settle` finds the
    best plan where little is left to choose. `start` (once or more) and `stop` run it in threads of its own, `run` in
    the caller's, repeatably.
    """

    def __init__(
        self,
        puzzle: Puzzle,
        *,
        upper: Callable[[], int],
        stopped: Callable[[], bool],
        settle: Settle = lambda _: False,
    ) -> None:
        self.bound = 0
        self._puzzle = puzzle
        self._upper = upper
        self._stopped = stopped
        self._settle = settle
        self._control = np.zeros(1, dtype=np.int64)
        self._threads: list[Thread] = []
        self._opening = Lock()
        self._market: Market | None = None
        self._ascent: Ascent | None = None
        self._tree: Tree | None = None
        self._ahead = 0
        self._judged = (0, 0)

    def start(self) -> None:
        """Begin, or go on, in one thread more, which leaves the interpreter's lock to others."""
        self._threads.append(Thread(target=self._in_thread, daemon=True))
        self._threads[-1].start()

    def stop(self) -> None:
        """End it, and wait until it has ended; the bound stays."""
        self._control[HALT] = 1
        for thread in self._threads:
            thread.join()

    @property
    def running(self) -> bool:
        """Some thread of it has not ended."""
        return any(thread.is_alive() for thread in self._threads)

    def wait(self, seconds: float) -> None:
        """Wait until some thread of it has ended, at most so long."""
        for thread in self._threads:
            if thread.is_alive():
                thread.join(seconds)
                return

    def run(self, *, iterations: int) -> bool:
        """So many iterations more, in this thread; the outcome depends on nothing but their number and `upper`.

        Dividing plans takes many iterations at once; what was done ahead is not done again. False where there is
        nothing left to do.
        """
        self._ahead -= iterations
        while self._ahead < 0 and not self._done():
            done = self._raise(min(-self._ahead, ITERATIONS_AT_ONCE))
            if done == 0:
                return False
            self._ahead += done
        return True

    def _in_thread(self) -> None:
        """The ascent for all plans, by the thread that comes first; then each thread divides plans."""
        with self._opening:
            while self._tree is None and not self._done():
                if self._raise(ITERATIONS_AT_ONCE) == 0:
                    return
            tree, market = self._tree, self._market
            ascent, self._ascent = self._ascent, None
        if tree is None or market is None:
            return
        ascent = ascent or Ascent(market, control=self._control)
        while not self._done():
            done = tree.grow(ascent)
            self._note(tree.value)
            if done == 0 and not tree.wait(SECONDS_TO_WAIT):
                return

    def _raise(self, iterations: int) -> int:
        """Some iterations more of what is at hand; how many were done, 0 where there is nothing to do."""
        ascent = self._ascent or self._begin()
        if ascent is None:
            return 0
        if self._tree is not None:
            done = self._tree.grow(ascent)
            self._note(self._tree.value)
            return done
        ascent.go(iterations)
        self._note(ascent.value)
        self._judge(ascent, iterations)
        return iterations

    def _begin(self) -> Ascent | None:
        self._market = market_of(self._puzzle)
        if self._market is not None:
            self._ascent = Ascent(self._market, control=self._control)
            self._note(self._ascent.value)
        return self._ascent

    def _judge(self, ascent: Ascent, iterations: int) -> None:
        """Begin to divide plans where the ascent for all of them has slowed down, and they are not too many."""
        market = self._market
        if market is None or market.size(SEATS) > MOST_SEATS_TO_DIVIDE:
            return
        done, value = self._judged[0] + iterations, self._judged[1]
        if done < ITERATIONS_TO_JUDGE:
            self._judged = (done, value)
            return
        rose, left = ascent.value - value, self._upper() * PARTS - ascent.value
        self._judged = (0, ascent.value)
        if rose <= SLOW * left:
            goal = (self._upper() - 1) * PARTS
            ascent.shut(goal=goal)
            self._tree = self._divide(ascent.part(least=ascent.value), market=market)

    def _divide(self, root: Part, *, market: Market) -> Tree:
        def settle(shut: Numbers) -> bool:
            return self._settle(_offers_left(self._puzzle, market=market, shut=shut))

        return Tree(root, market=market, upper=self._upper, settle=settle)

    def _note(self, value: int) -> None:
        self.bound = max(self.bound, -(-value // PARTS))

    def _done(self) -> bool:
        return bool(self._control[HALT]) or self._stopped() or self.bound >= self._upper()


def _offers_left(puzzle: Puzzle, *, market: Market, shut: Numbers) -> list[Offer]:
    """The offers that enough people can come to, with those whose seats are open."""
    coming = [0] * len(puzzle.offers)
    for seat in np.flatnonzero(shut[: market.size(SEATS)] == 0).tolist():
        coming[market.option_offer[market.seat_option[seat]]] |= 1 << int(market.seat_person[seat])
    left = [replace(offer, people=people) for offer, people in zip(puzzle.offers, coming, strict=True)]
    return [each for each in left if each.people.bit_count() >= puzzle.least_members(each.activity)]


def bound_at(puzzle: Puzzle, *, prices: Sequence[int]) -> int:
    """The bound that any prices prove, right or wrong; in parts of a point, repeated for all there are prices for."""
    market = market_of(puzzle)
    if market is None:
        return 0
    work = work_for(market, control=np.zeros(1, dtype=np.int64))
    given = np.resize(np.array([*prices] or [0], dtype=np.float64), len(work.wanted))
    value = int(value_at(market.handle(), work.handle(), climb_from(market, work, prices=given).handle()))
    return max(0, -(-value // PARTS))
