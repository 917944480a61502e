"""The hours still to be made, as a line going down to nothing, with the line that the term asks for beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 600, 180
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 12, 26


@dataclass(frozen=True)
class Mark:
    """A place on an axis with its words."""

    at: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, kw_only=True)
class BurnDown:
    """The picture: a stepped line of what is left, the straight one, and today. In units of its own view box."""

    left: str
    plan: str
    forecast: str
    today: float
    hours: tuple[Mark, ...]
    days: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - BOTTOM
    side: int = LEFT


def burn_down(
    balance: Sequence[tuple[date, int]],
    *,
    norm: int,
    start: date,
    end: date,
    today: date,
    expected: date | None,
    words: Sequence[str],
) -> BurnDown | None:
    """The picture of an account between the start and the end of the term; None where there is nothing to draw.

    `words` are the first and last day in words.
    """
    if not norm or end <= start:
        return None
    first = min([start, *(day for day, _minutes in balance)])
    last = max([end, *([expected] if expected else [])])

    def x(day: date) -> float:
        share = (min(max(day, first), last) - first).days / (last - first).days
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(minutes: int) -> float:
        return round(TOP + (1 - max(0, minutes) / norm) * (HEIGHT - TOP - BOTTOM), 1)

    points, left = [(x(first), y(norm))], norm
    for day, so_far in balance:
        points += [(x(day), y(left)), (x(day), y(norm - so_far))]
        left = norm - so_far
    now = min(max(today, first), last)
    points.append((x(now), y(left)))
    ahead = [(x(now), y(left)), (x(expected), y(0))] if expected and left > 0 else []
    return BurnDown(
        left=_line(points),
        plan=_line([(x(start), y(norm)), (x(end), y(0))]),
        forecast=_line(ahead),
        today=x(now),
        hours=tuple(Mark(y(minutes), str(minutes // 60), "end") for minutes in (0, norm // 2, norm)),
        days=(Mark(x(start), words[0], "start"), Mark(x(end), words[1], "end")),
    )


def _line(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
