"""What a calendar is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A lesson or training on one day, in local time.

    `key` is the same for the meetings of one group or class at one half-day of the week, and never changes: a calendar
    knows by it what it has already.

    Raises:
        ValueError: if it does not end after it begins.
    """

    key: str
    day: date
    begins: time
    ends: time
    title: str
    place: str = ""
    note: str = ""
    is_cancelled: bool = False

    def __post_init__(self) -> None:
        if self.ends <= self.begins:
            raise ValueError(f"a meeting ends after it begins, not from {self.begins} to {self.ends}")
