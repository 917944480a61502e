"""Money of programmes, in whole cents: planned, realised, expected, and the small purse for breakthroughs.

Rounding happens once, where hours become money: half a cent goes up. What is divided after that (over people, weeks,
months) is divided by largest remainder, so that the parts add up to the whole, always.
"""

from tweespoor.core.costs.forecast import Forecast, Method, expected
from tweespoor.core.costs.money import Month, divide, for_minutes, month_of, spread
from tweespoor.core.costs.planned import (
    Part,
    Planned,
    PlannedLine,
    Unpriced,
    WhyUnpriced,
    planned_costs,
)
from tweespoor.core.costs.prices import Per, Price, price_on
from tweespoor.core.costs.purse import Balance, Need, Purse, Request, RequestState, Shortfall, balance, shortfall
from tweespoor.core.costs.realised import Payment, RealisedLine, by, realised_lines

__all__ = [
    "Balance",
    "Forecast",
    "Method",
    "Month",
    "Need",
    "Part",
    "Payment",
    "Per",
    "Planned",
    "PlannedLine",
    "Price",
    "Purse",
    "RealisedLine",
    "Request",
    "RequestState",
    "Shortfall",
    "Unpriced",
    "WhyUnpriced",
    "balance",
    "by",
    "divide",
    "expected",
    "for_minutes",
    "month_of",
    "planned_costs",
    "price_on",
    "realised_lines",
    "shortfall",
    "spread",
]
