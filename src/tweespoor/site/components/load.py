"""Lays out how full the weeks are: a column per stretch of weeks, a layer per family, and a line for the limit.

Horizontal places are percentages and vertical ones pixels, so that the picture takes any width.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tweespoor.site.components.data import LoadChart, LoadColumn

HEIGHT, BOTTOM = 150, 20
LEAST_HOURS = 10


@dataclass(frozen=True, kw_only=True)
class Layer:
    """One family in one stretch."""

    family: str
    x: str
    y: str
    width: str
    height: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A week number under the picture."""

    x: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """The picture: its layers, the limit's height, and week numbers. Numbers are text, as SVG wants them."""

    layers: tuple[Layer, ...]
    limit_y: str
    limit_text: str
    ticks: tuple[Tick, ...]
    height: int
    text_y: int


def draw(chart: LoadChart) -> Drawing:
    """Place everything; the highest column, or the limit where that is higher, takes the whole height."""
    weeks = max((column.last_week for column in chart.columns), default=1)
    highest = max([LEAST_HOURS, chart.limit * 1.15, *(sum(h for _f, h in c.hours) for c in chart.columns)])
    scale = HEIGHT / highest
    layers = []
    for column in chart.columns:
        top = float(HEIGHT)
        for family, hours in column.hours:
            if not hours:
                continue
            top -= hours * scale
            layers.append(
                Layer(
                    family=family,
                    x=f"{100 * (column.first_week - 1) / weeks:.3f}%",
                    y=f"{top:.1f}",
                    width=f"{100 * (column.last_week - column.first_week + 1) / weeks:.3f}%",
                    height=f"{hours * scale:.1f}",
                    title=column.text,
                )
            )
    return Drawing(
        layers=tuple(layers),
        limit_y=f"{HEIGHT - chart.limit * scale:.1f}",
        limit_text=_("grens: %(hours)s uur") % {"hours": chart.limit},
        ticks=tuple(
            Tick(x=f"{100 * (c.first_week - 1) / weeks:.3f}%", text=str(c.first_week)) for c in _apart(chart, weeks)
        ),
        height=HEIGHT + BOTTOM,
        text_y=HEIGHT + BOTTOM - 5,
    )


def _apart(chart: LoadChart, weeks: int) -> list[LoadColumn]:
    """The columns whose week numbers do not touch: at least a twentieth of the width apart."""
    shown: list[LoadColumn] = []
    last = -weeks
    for column in chart.columns:
        if column.first_week - last >= weeks / 20:
            shown.append(column)
            last = column.first_week
    return shown
