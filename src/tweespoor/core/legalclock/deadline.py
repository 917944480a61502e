"""What the clock says: a deadline with its status, how it was found, what follows, and who must act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tweespoor.core.legalclock.terms import Limit
from tweespoor.core.legalclock.words import Words
from tweespoor.core.vocabulary import Actor, CaseEventKind


class Mark(StrEnum):
    """How certain a rule is. No lawyer has signed any: all are to be confirmed."""

    READ = "R"
    STATED = "S"
    KNOWLEDGE = "K"
    AGREED = "-"

    @property
    def words(self) -> Words:
        """The mark in words."""
        return _MARKS[self]


_MARKS = {
    Mark.READ: Words("gelezen in de wetstekst, te bevestigen", "read in the text of the law, to be confirmed"),
    Mark.STATED: Words("uit een tweede bron, te bevestigen", "from a secondary source, to be confirmed"),
    Mark.KNOWLEDGE: Words("algemene kennis, te bevestigen", "general knowledge, to be confirmed"),
    Mark.AGREED: Words("eigen afspraak, geen wet", "own agreement, no law"),
}


class Status(StrEnum):
    """Where a deadline stands."""

    PASSED = "passed"
    RUNNING = "running"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"
    NOT_STARTED = "not-started"
    MET_LATE = "met-late"
    MET = "met"
    NOT_APPLICABLE = "not-applicable"

    @property
    def words(self) -> Words:
        """The status in a word or two."""
        return _STATUSES[self]


_STATUSES = {
    Status.PASSED: Words("verlopen", "passed"),
    Status.RUNNING: Words("loopt", "running"),
    Status.SUSPENDED: Words("opgeschort", "suspended"),
    Status.UNKNOWN: Words("niet bekend", "not known"),
    Status.NOT_STARTED: Words("nog niet begonnen", "not yet started"),
    Status.MET_LATE: Words("te laat gehaald", "met too late"),
    Status.MET: Words("gehaald", "met"),
    Status.NOT_APPLICABLE: Words("niet van toepassing", "not applicable"),
}


@dataclass(frozen=True)
class Question:
    """What has to be asked before the clock can tell: the slug of an event or of a variable, and the question."""

    about: str
    words: Words


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """One deadline of a case on a day.

    `key` tells it apart from the others of its rule; `limit` is None where the law names no day, or nobody knows it.
    `earliest` is a lower bound of a limit that is not known. `opens` is the first day it can be met. `chance` is a
    deadline that closes a possibility instead of a duty. `reminders` are days from which to speak of it (our choice).
    `ask` is what is not known, `settled_by` the event that settles it.
    """

    key: str
    rule: str
    title: Words
    article: str
    mark: Mark
    text_read: date | None
    who: Actor
    consequence: Words
    status: Status
    derivation: Words
    limit: Limit | None = None
    earliest: date | None = None
    opens: date | None = None
    met_on: date | None = None
    days_left: int | None = None
    chance: bool = False
    reminders: tuple[date, ...] = ()
    ask: tuple[Question, ...] = ()
    settled_by: CaseEventKind | None = None

    @property
    def due(self) -> date | None:
        """The day the law's term ends, counted in or out as `limit` says."""
        return self.limit.on if self.limit else None

    @property
    def last_day(self) -> date | None:
        """The last day that is in time."""
        return self.limit.last_day if self.limit else None

    @property
    def is_open(self) -> bool:
        """Something is still to be done, or could be."""
        return self.status in (Status.PASSED, Status.RUNNING, Status.SUSPENDED, Status.UNKNOWN)

    @property
    def urgency(self) -> tuple[int, date, str]:
        """What needs somebody first comes first: missed duties, then by the day that comes next."""
        rank = _RANK[self.status] + (4 if self.chance and self.status is Status.PASSED else 0)
        return rank, self.last_day or self.earliest or self.opens or date.max, self.key


_RANK = {
    Status.PASSED: 0,
    Status.RUNNING: 1,
    Status.UNKNOWN: 2,
    Status.SUSPENDED: 3,
    Status.NOT_STARTED: 5,
    Status.MET_LATE: 6,
    Status.MET: 7,
    Status.NOT_APPLICABLE: 8,
}
