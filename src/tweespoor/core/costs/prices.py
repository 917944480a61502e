"""What was agreed to pay for a block, from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tweespoor.core.vocabulary import Code

_SOURCE = "own design"


class Per(Code):
    """What an amount is paid for."""

    PERSON_HOUR = ("person-hour", "uur per deelnemer", "hour per participant", _SOURCE)
    GROUP_HOUR = ("group-hour", "uur per groep", "hour per group", _SOURCE)
    GROUP = ("group", "groep", "group", _SOURCE)
    PERSON = ("person", "deelnemer", "participant", _SOURCE)

    @property
    def is_hourly(self) -> bool:
        """It is paid by the hour."""
        return self in (Per.PERSON_HOUR, Per.GROUP_HOUR)

    @property
    def is_for_group(self) -> bool:
        """It is paid once for a whole group."""
        return self in (Per.GROUP, Per.GROUP_HOUR)


@dataclass(frozen=True, kw_only=True)
class Price:
    """A price of a provider for a block, from a day up to and including another (None: without an end).

    Raises:
        ValueError: if it costs less than nothing, or ends before it begins.
    """

    block: str
    provider: str
    per: Per
    cents: int
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.cents < 0:
            raise ValueError("a price is not below zero")
        if self.until is not None and self.until < self.since:
            raise ValueError("a price ends on or after the day it begins")

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


def price_on(prices: Iterable[Price], *, block: str, on: date) -> Price | None:
    """The price of a block that holds on a day: of several the one agreed to begin last; None without one."""
    held = [price for price in prices if price.block == block and price.holds(on)]
    return max(held, key=lambda price: (price.since, price.provider, price.per.value), default=None)
