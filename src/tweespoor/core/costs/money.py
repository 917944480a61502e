"""Amounts in whole cents: hours into money, and money divided so that the parts add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

MINUTES_PER_HOUR = 60

Month = tuple[int, int]
"""A calendar month: its year, and its number from 1."""


def month_of(day: date) -> Month:
    """The month a day is in."""
    return day.year, day.month


def for_minutes(cents_per_hour: int, minutes: int) -> int:
    """What so many minutes cost at a price per hour; half a cent goes up."""
    return rounded(cents_per_hour * minutes, MINUTES_PER_HOUR)


def rounded(amount: int, over: int) -> int:
    """`amount / over` in whole cents, half a cent up (away from zero for a credit); without a float in between."""
    sign = -1 if amount < 0 else 1
    return sign * ((2 * abs(amount) + over) // (2 * over))


def divide(cents: int, weights: Sequence[int]) -> tuple[int, ...]:
    """An amount divided in proportion to weights, by largest remainder: the parts add up to the amount.

    Of equal remainders the first gets the cent. Without any weight above zero the parts are equal.

    Raises:
        ValueError: if there is nobody to divide over, or a weight is below zero.
    """
    if not weights or min(weights) < 0:
        raise ValueError("an amount is divided over at least one part, and no part weighs less than nothing")
    if not any(weights):
        weights = [1] * len(weights)
    sign, whole, total = (-1 if cents < 0 else 1), abs(cents), sum(weights)
    parts = [whole * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: -(whole * weights[place] % total))
    for place in order[: whole - sum(parts)]:
        parts[place] += 1
    return tuple(sign * part for part in parts)


def spread(cents: int, weeks: Iterable[date]) -> dict[Month, int]:
    """An amount spread evenly over weeks, each in the month of its first day; the months add up to the amount.

    Raises:
        ValueError: if there are no weeks.
    """
    counts = Counter(month_of(week) for week in weeks)
    months = sorted(counts)
    return dict(zip(months, divide(cents, [counts[month] for month in months]), strict=True))
