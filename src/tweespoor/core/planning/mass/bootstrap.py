"""Intervals for what replications measured: draw replications again, with replacement, and see how the answer varies.

The requests of one replication share groups and so are not independent; whole replications are. Quantities are worked
out from all drawn replications pooled, and a difference between arrangements from the same draws for both, which makes
it paired. The interval is the percentile interval, widened for few replications as in Hesterberg, "What teachers should
know about the bootstrap", The American Statistician 69 (2015), section 3.3: the tail is such that for a mean it is as
wide as Student's t interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
DRAWS = 2000
LEVEL = 0.95
FEWEST_REPLICATIONS = 6
"""With fewer, not even the smallest and largest value of a median hold it 95 times in a hundred (2 x 0.5^n)."""


@dataclass(frozen=True)
class Estimate:
    """A value with its 95% interval. Infinite: longer than was looked at."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3g} ({self.low:.3g} to {self.high:.3g})"


def draws(replications: int, *, seed: int) -> Numbers:
    """How often each replication is drawn: row 0 all once, the answer itself; then `DRAWS` rows by chance.

    Raises:
        ValueError: if there are fewer than `FEWEST_REPLICATIONS`.
    """
    if replications < FEWEST_REPLICATIONS:
        raise ValueError(f"a 95% interval needs at least {FEWEST_REPLICATIONS} replications, there are {replications}")
    chance = np.random.default_rng(seed)
    drawn = chance.multinomial(replications, [1 / replications] * replications, size=DRAWS)
    return np.vstack([np.ones((1, replications), dtype=drawn.dtype), drawn]).astype(float)


def interval(values: Numbers, *, replications: int) -> Estimate | None:
    """The interval of a quantity worked out for each row of `draws`; None where some draws have no answer (nan)."""
    if np.isnan(values).any():
        return None
    tail = NormalDist().cdf(-sqrt(replications / (replications - 1)) * student(replications - 1))
    low, high = np.quantile(values[1:], [tail, 1 - tail], method="inverted_cdf")
    return Estimate(float(values[0]), float(low), float(high))


def student(freedom: int) -> float:
    """The value that Student's t with so many degrees of freedom, at least 5, exceeds 2.5 times in a hundred.

    Source: the expansion of Abramowitz and Stegun, "Handbook of mathematical functions" (1964), 26.7.5.
    """
    z = NormalDist().inv_cdf(1 - (1 - LEVEL) / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return float(z + sum(term / freedom**power for power, term in enumerate(terms, start=1)))


def survival(starts: Numbers, last_seen: Numbers) -> Numbers:
    """Kaplan-Meier for many samples at once: the share still waiting after each day, one row per sample; nan if empty.

    `starts[i, d]` and `last_seen[i, d]` count waits of d days that ended with a start, and all waits of d days.
    """
    at_risk = np.cumsum(last_seen[:, ::-1], axis=1)[:, ::-1]
    left = 1 - starts / np.maximum(at_risk, 1)
    return np.where(at_risk[:, :1] > 0, np.cumprod(left, axis=1), np.nan)


def first_day_at(shares: Numbers, *, share: float, rounding: float = 1e-9) -> Numbers:
    """Per row the first day on which at most this share still waits; infinite where there is none, nan where empty."""
    reached = shares <= share + rounding
    days = np.where(reached.any(axis=1), reached.argmax(axis=1).astype(float), np.inf)
    return np.where(np.isnan(shares[:, 0]), np.nan, days)
