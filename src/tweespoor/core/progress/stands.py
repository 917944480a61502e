"""Where somebody stands in a block, of everything that was ever registered about it.

A statement holds from `valid_on` until a later one (a change). It counts as known from `known_on` until `known_until`,
the day it was found wrong (a correction): as known from that day on it never held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tweespoor.core.vocabulary import Code, ReasonForLeaving

_SOURCE = "own design"


class BlockState(Code):
    """How far somebody is with a block; that nobody registered anything is no state of this list."""

    PLANNED = ("planned", "Gepland", "Planned", _SOURCE)
    STARTED = ("started", "Begonnen", "Started", _SOURCE)
    DONE = ("done", "Klaar", "Done", _SOURCE)
    STOPPED = ("stopped", "Gestopt", "Stopped", _SOURCE)

    @property
    def is_over(self) -> bool:
        """Nothing more comes of the block."""
        return self in (BlockState.DONE, BlockState.STOPPED)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """Something registered about one block.

    `reason` is why somebody stopped, None where nobody registered why. Of two statements about the same day that
    became known on the same day, the one with the later `place` counts. `key` tells the row it comes from.
    """

    block: str
    state: BlockState
    valid_on: date
    known_on: date
    known_until: date | None = None
    reason: ReasonForLeaving | None = None
    source: str = ""
    place: int = 0
    key: str = ""

    @property
    def order(self) -> tuple[date, date, int]:
        """What holds is the statement that is last in this order."""
        return self.valid_on, self.known_on, self.place

    def counts(self, *, known_on: date) -> bool:
        """Whether it was known on that day, and not yet found wrong."""
        return self.known_on <= known_on and (self.known_until is None or known_on < self.known_until)


@dataclass(frozen=True, kw_only=True)
class Stand:
    """What holds of a block: its state since a day, or None where nobody registered anything."""

    state: BlockState | None = None
    since: date | None = None
    reason: ReasonForLeaving | None = None
    source: str = ""
    key: str = ""

    @property
    def is_registered(self) -> bool:
        """Somebody registered where the person stands."""
        return self.state is not None

    @property
    def is_over(self) -> bool:
        """It is registered that the block is done or stopped."""
        return self.state is not None and self.state.is_over


NOT_REGISTERED = Stand()


def stand(statements: Iterable[Statement], *, block: str, on: date, known_on: date) -> Stand:
    """Where somebody stands in a block on a day, as known on a day."""
    return all_stands(statements, on=on, known_on=known_on).get(block, NOT_REGISTERED)


def all_stands(statements: Iterable[Statement], *, on: date, known_on: date) -> dict[str, Stand]:
    """Per block about which something is registered what holds on a day, as known on a day."""
    last: dict[str, Statement] = {}
    for each in statements:
        if each.valid_on > on or not each.counts(known_on=known_on):
            continue
        if each.block not in last or last[each.block].order < each.order:
            last[each.block] = each
    return {
        block: Stand(state=each.state, since=each.valid_on, reason=each.reason, source=each.source, key=each.key)
        for block, each in last.items()
    }
