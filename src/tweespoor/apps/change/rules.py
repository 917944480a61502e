"""What may be done about a meeting that cannot go on as it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

MOST_MEETINGS = 300
"""So many meetings are looked at on one page; more are asked for in two parts."""

LONGEST = timedelta(days=366)
"""So long something can last that is settled meeting by meeting: our choice."""


HAPPENED_AGO = timedelta(days=31)
"""So long ago something can have begun: our choice."""


STANDS_IN = _("U valt in")
STANDS_IN_NO_MORE = _("U hoeft niet meer in te vallen")
GIVES_IT_AGAIN = _("U geeft dit weer zelf")
"""What trainers are told of a meeting that another takes over, or takes over no more."""


class Refused(Exception):
    """A deed that may not be, with a sentence that says why."""


class Deed(StrEnum):
    """What is done about one meeting, by its word in the form."""

    NOTHING = "niets"
    CALL_OFF = "afzeggen"
    TRAINER = "trainer"
    ROOM = "lokaal"


@dataclass(frozen=True)
class Choice:
    """What is done about one meeting; `who` is the trainer or the room that takes over."""

    deed: Deed
    who: UUID | None = None

    @property
    def word(self) -> str:
        """The choice as a form sends it."""
        return f"{self.deed.value}:{self.who}" if self.who else self.deed.value

    @classmethod
    def read(cls, word: str) -> Choice | None:
        """The choice that a form sent; None where it is none."""
        deed, _colon, who = word.partition(":")
        try:
            return cls(Deed(deed), UUID(who) if who else None)
        except ValueError:
            return None
