"""Marks on a list of who is there, and which of them holds.

A mark is made where there may be no connection and sent when there is: it can arrive hours later, more than once, and
after a mark that was made after it. None is ever overwritten. Of one person the mark that was *made* last holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tweespoor.core.vocabulary import Absence, AbsenceReason


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What somebody put on the list about one person; no `absence` takes back what was there.

    `key` is given by the device that made it, so that a mark sent twice is one mark. `made_at` is when it was tapped,
    by the clock of that device, never after it was `recorded_at`. `from_file` says that it was no tap, but came in
    with a file of a school.
    """

    key: str
    person: str
    absence: Absence | None
    made_at: datetime
    recorded_at: datetime
    reason: AbsenceReason | None = None
    by: str = ""
    from_file: bool = False

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """The mark that is last in this order holds."""
        return self.made_at, self.recorded_at, self.key


def holding(marks: Iterable[Mark]) -> dict[str, Mark]:
    """Per person the mark that holds; who has none, or whose last one takes it back, is left out."""
    latest: dict[str, Mark] = {}
    for mark in marks:
        other = latest.get(mark.person)
        if other is None or other.order < mark.order:
            latest[mark.person] = mark
    return {person: mark for person, mark in latest.items() if mark.absence is not None}
