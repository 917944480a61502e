"""The chart of a programme's costs in a year: what was planned and spent so far, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.dates import MONTHS
from django.utils.formats import number_format

from tweespoor.apps.trajectories.queries.costs import Costs

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 720, 280, 76, 28, 14
LINES = 4


@dataclass(frozen=True, kw_only=True)
class Chart:
    """The year as lines: points of what was planned and spent so far, the budget, and the range at its end."""

    width: int
    height: int
    planned: str
    realised: str
    budget: int | None
    range_top: int | None
    range_bottom: int | None
    expected: int | None
    right: int
    marks: Sequence[tuple[int, str]]
    months: Sequence[tuple[int, str]]
    left: int = LEFT


def chart_of(found: Costs) -> Chart:
    """The chart of a year's costs."""
    values = [each.planned_so_far for each in found.months] + [each.realised_so_far or 0 for each in found.months]
    highest = max([1, *values, found.budget or 0, found.forecast.high])
    right = WIDTH - 60

    def x(month: int) -> int:
        return LEFT + month * (right - LEFT) // 12

    now = x(found.on.month - 1) + found.on.day * (right - LEFT) // (12 * 31)

    def y(cents: int) -> int:
        return HEIGHT - BOTTOM - max(0, cents) * (HEIGHT - BOTTOM - TOP) // highest

    spent = [
        (min(x(each.month), now) if found.on.year == found.year else x(each.month), y(each.realised_so_far or 0))
        for each in found.months
        if each.realised_so_far is not None
    ]
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        planned=" ".join(f"{x(each.month)},{y(each.planned_so_far)}" for each in found.months),
        realised=" ".join(f"{across},{down}" for across, down in [(x(0), y(0)), *spent]),
        budget=y(found.budget) if found.budget is not None else None,
        range_top=y(found.forecast.high),
        range_bottom=y(found.forecast.low),
        expected=y(found.forecast.expected),
        right=right,
        marks=[(y(highest * each // LINES), short(highest * each // LINES)) for each in range(LINES + 1)],
        months=[(x(each.month), str(MONTHS[each.month])[:1].upper()) for each in found.months],
    )


def short(cents: int) -> str:
    """An amount in whole euros."""
    return f"€ {number_format(cents // 100, use_l10n=True, force_grouping=True)}"
