"""Who may have which sets of facts about a person: one table of legal grounds, and what follows from it."""

from tweespoor.core.access.grounds import (
    AFTER_SHARING,
    EMERGENCY_HOURS,
    EMERGENCY_PURPOSES,
    GROUNDS,
    Ground,
    Recipient,
)
from tweespoor.core.access.page import page
from tweespoor.core.access.purposes import (
    asks_consent,
    consentable,
    purposes_of,
    roles_that_may_see,
    widest_purposes,
)

__all__ = [
    "AFTER_SHARING",
    "EMERGENCY_HOURS",
    "EMERGENCY_PURPOSES",
    "GROUNDS",
    "Ground",
    "Recipient",
    "asks_consent",
    "consentable",
    "page",
    "purposes_of",
    "roles_that_may_see",
    "widest_purposes",
]
