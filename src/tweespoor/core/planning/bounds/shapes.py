"""What a day costs by which of its slots are attended."""

from __future__ import annotations

from tweespoor.core.planning.bounds.market import LONELY, THIRD, Market
from tweespoor.core.planning.engine.compiled import compiled


@compiled
def shape_of(market: Market, mask: int) -> int:
    """The cost in parts of a day with these slots attended, by someone with a group in that period."""
    if mask < market.shape.size:
        return int(market.shape[mask])
    cost = market.weights[LONELY] if not mask & (mask - 1) else 0
    thirds = mask & (mask << 1) & (mask << 2)
    while thirds:
        cost += market.weights[THIRD]
        thirds &= thirds - 1
    return int(cost)
