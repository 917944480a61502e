"""Who was at a session: marks that may arrive late, twice or out of order, and sessions that nobody recorded.

A session that nobody recorded is something else than one that nobody came to, and so is one that was called off.
"""

from tweespoor.core.attendance.marks import Mark, holding
from tweespoor.core.attendance.sessions import (
    LINK_LASTS_DAYS,
    SessionState,
    Standing,
    attended_minutes,
    minutes_between,
    standing,
)

__all__ = [
    "LINK_LASTS_DAYS",
    "Mark",
    "SessionState",
    "Standing",
    "attended_minutes",
    "holding",
    "minutes_between",
    "standing",
]
