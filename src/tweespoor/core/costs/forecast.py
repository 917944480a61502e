"""What a year will have cost at its end: what was spent, and what is planned for the rest, as things went so far.

The method. Of every whole month behind us stands what was planned and what was spent. Their sums say how much of a
planned euro is spent: the factor. The rest of the year is what is planned for this month and those that come (of this
month less what was spent in it already), times the factor. Its range is the lowest and the highest factor of any three
months in a row, with 1 (all as planned) always in it; and the plan's own range of hours counts in it too. With fewer
than three whole months that had something planned, nothing can be said from how it went: the rest is then as planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tweespoor.core.costs.money import Month, month_of, rounded

WINDOW = 3
"""Months in a row that a factor is taken over: invoices often come once a quarter."""

Factor = tuple[int, int]
"""So much spent, of so much planned; kept as two whole numbers, so that nothing is rounded on the way."""


class Method(StrEnum):
    """What the rest of the year rests on: the plan alone, or the plan and how it went."""

    AS_PLANNED = "as-planned"
    AS_IT_WENT = "as-it-went"


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What a year will have cost: `spent` so far, and in all `expected`, between `low` and `high`.

    `months` are the whole months behind us that the factor `spent_of` / `planned_of` rests on.
    """

    spent: int
    expected: int
    low: int
    high: int
    method: Method
    months: int
    spent_of: int
    planned_of: int


def expected(
    planned: Mapping[Month, tuple[int, int]], spent: Iterable[tuple[date, int]], *, year: int, on: date
) -> Forecast:
    """What a year will have cost at its end, as seen on a day.

    `planned` is per month the least and the most; `spent` are days with amounts, of which those up to the day count.
    """
    paid = [(day, cents) for day, cents in spent if day <= on and day.year == year]
    so_far = sum(cents for _day, cents in paid)
    of_month: dict[Month, int] = {}
    for day, cents in paid:
        of_month[month_of(day)] = of_month.get(month_of(day), 0) + cents
    now = month_of(on)
    behind = [(year, month) for month in range(1, 13) if (year, month) < now]
    past = [(of_month.get(month, 0), _middle(planned.get(month, (0, 0)))) for month in behind]
    usual, lowest, highest, method = _factors(past)
    ahead = [(year, month) for month in range(1, 13) if (year, month) >= now]
    this_month = of_month.get(now, 0)
    low = _times(_rest(ahead, planned, 0), lowest)
    high = _times(_rest(ahead, planned, 1), highest)
    middle = _times(sum(_middle(planned.get(month, (0, 0))) for month in ahead), usual)
    return Forecast(
        spent=so_far,
        expected=so_far + _still(middle, this_month),
        low=so_far + _still(low, this_month),
        high=so_far + _still(high, this_month),
        method=method,
        months=len([1 for _spent, of in past if of]),
        spent_of=sum(cents for cents, _of in past),
        planned_of=sum(of for _cents, of in past),
    )


def _still(amount: int, spent: int) -> int:
    """What is still to come of an amount of which so much was spent already; never less than nothing."""
    return max(0, amount - max(0, spent))


def _factors(past: Sequence[tuple[int, int]]) -> tuple[Factor, Factor, Factor, Method]:
    """The usual factor, the lowest and the highest; all 1 where too little lies behind us."""
    one: Factor = (1, 1)
    total = (max(0, sum(cents for cents, _of in past)), sum(of for _cents, of in past))
    if len([1 for _cents, of in past if of]) < WINDOW or total[1] == 0:
        return one, one, one, Method.AS_PLANNED
    windows = [one, total]
    for place in range(len(past) - WINDOW + 1):
        part = past[place : place + WINDOW]
        of = sum(each for _cents, each in part)
        if of:
            windows.append((max(0, sum(cents for cents, _of in part)), of))
    lowest = min(windows, key=_exact)
    highest = max(windows, key=_exact)
    return total, lowest, highest, Method.AS_IT_WENT


def _exact(factor: Factor) -> int:
    """A whole number that orders factors: millionths."""
    return factor[0] * 1_000_000 // factor[1]


def _rest(months: Iterable[Month], planned: Mapping[Month, tuple[int, int]], end: int) -> int:
    return sum(planned.get(month, (0, 0))[end] for month in months)


def _middle(amounts: tuple[int, int]) -> int:
    return rounded(sum(amounts), 2)


def _times(cents: int, factor: Factor) -> int:
    return rounded(cents * factor[0], factor[1])
