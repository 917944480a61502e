"""Lays a distribution out as bars beside its table: what is certain, and what might be beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tweespoor.site.components.data import Distribution, Part


@dataclass(frozen=True)
class DrawnPart:
    """A part with its bars, as widths in percent of all people; `mark` is where the number needed lies, or empty."""

    part: Part
    certain: str
    possible: str
    mark: str


def draw(distribution: Distribution) -> Sequence[DrawnPart]:
    """Every part with its bars."""
    mark = _percent(distribution.needed, of=distribution.of) if distribution.needed is not None else ""
    return [
        DrawnPart(
            part=part,
            certain=_percent(part.certain, of=distribution.of),
            possible=_percent(part.possible, of=distribution.of),
            mark=mark,
        )
        for part in distribution.parts
    ]


def _percent(number: int, *, of: int) -> str:
    share = 100 * number / of if of else 0.0
    return f"{min(100.0, max(0.0, share)):.1f}%"
