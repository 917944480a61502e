"""How long people wait, when for some it is only known that they waited at least so long (right-censored).

The product-limit estimator of Kaplan and Meier, "Nonparametric estimation from incomplete observations", Journal of
the American Statistical Association 53 (1958). Who starts on a day is taken to do so before others are lost from sight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

ROUNDING = 1e-9


@dataclass(frozen=True)
class Curve:
    """The share that still waits, from each of the `days` on; before the first of them everybody does."""

    days: tuple[int, ...]
    shares: tuple[float, ...]

    def still_waiting(self, day: int) -> float:
        """The share that waits longer than so many days; the last share known beyond what was seen."""
        return next(
            (share for at, share in zip(reversed(self.days), reversed(self.shares), strict=True) if at <= day), 1.0
        )

    def quantile(self, share: float) -> float:
        """The first day by which this share (such as 0.5) has started; infinite where that was not seen."""
        return next((at for at, left in zip(self.days, self.shares, strict=True) if left <= 1 - share + ROUNDING), inf)


def kaplan_meier(waits: Iterable[tuple[int, bool]]) -> Curve:
    """The curve for these waits: days, and whether they ended with a start (true) or were last seen then (false)."""
    observed = list(waits)
    starts = Counter(days for days, placed in observed if placed)
    last_seen = Counter(days for days, _ in observed)
    days, shares, share, at_risk = [], [], 1.0, len(observed)
    for day in sorted(last_seen):
        if starts[day]:
            share *= 1 - starts[day] / at_risk
            days.append(day)
            shares.append(share)
        at_risk -= last_seen[day]
    return Curve(tuple(days), tuple(shares))
