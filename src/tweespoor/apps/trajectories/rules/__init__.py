"""May this be? Who reads and signs plans, who registers how far people are, and who sees and manages what it costs."""

from tweespoor.apps.trajectories.rules.costs import (
    ALL_COSTS_ROLES,
    MANAGING_COSTS_ROLES,
    PARTNER_COSTS_ROLES,
    can_manage_costs,
    check_can_ask_purse,
    check_can_manage_costs,
)
from tweespoor.apps.trajectories.rules.pips import Reading, Refused, check_can_sign, reading
from tweespoor.apps.trajectories.rules.progress import (
    GIVING_ROLES,
    Clash,
    check_can_decide,
    check_can_register_block,
    check_day,
    check_year,
)

__all__ = [
    "ALL_COSTS_ROLES",
    "GIVING_ROLES",
    "MANAGING_COSTS_ROLES",
    "PARTNER_COSTS_ROLES",
    "Clash",
    "Reading",
    "Refused",
    "can_manage_costs",
    "check_can_ask_purse",
    "check_can_decide",
    "check_can_manage_costs",
    "check_can_register_block",
    "check_can_sign",
    "check_day",
    "check_year",
    "reading",
]
