"""The route-change radar: eighteen months in which a route can still be changed, and what speaks for it by then.

It reminds and asks. It never says that a route must change: that is for the case manager with the participant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tweespoor.core.facts import Fact
from tweespoor.core.legalclock.case import Case, Event, Kind, View
from tweespoor.core.legalclock.chapters.route_change import CHANGE, REMINDERS, SCALING_MINUTES, nt2_minutes
from tweespoor.core.legalclock.chapters.term import term_of
from tweespoor.core.legalclock.words import Words
from tweespoor.core.vocabulary import HoursKind, Route


class Stage(StrEnum):
    """How near the end of the eighteen months is."""

    UNKNOWN = "unknown"
    BEFORE_PIP = "before-pip"
    OPEN = "open"
    REMIND = "remind"
    LAST_CALL = "last-call"
    CLOSED = "closed"
    ALWAYS = "always"

    @property
    def words(self) -> Words:
        """In words."""
        return _STAGES[self]


_STAGES = {
    Stage.UNKNOWN: Words("Niet bekend: vraag op welke dag het PIP is vastgesteld", "Not known: ask the day of the PIP"),
    Stage.BEFORE_PIP: Words("Begint met het PIP", "Starts with the PIP"),
    Stage.OPEN: Words("Wisselen kan nog", "A change is still possible"),
    Stage.REMIND: Words("Bespreek nu of de leerroute past", "Discuss now whether the route fits"),
    Stage.LAST_CALL: Words("Laatste maand om te wisselen", "Last month to change"),
    Stage.CLOSED: Words("Wisselen kan niet meer", "A change is no longer possible"),
    Stage.ALWAYS: Words("Van de onderwijsroute naar B1 kan altijd", "From education to B1 is possible at any time"),
}


@dataclass(frozen=True)
class Progress:
    """How far somebody is with something the plan asks: done of planned, both in the same unit."""

    label: Words
    done: int
    planned: int
    expected: int

    @property
    def is_behind(self) -> bool:
        """Less was done than the plan expects by now."""
        return self.done < self.expected


@dataclass(frozen=True, kw_only=True)
class Radar:
    """Where the route stands. `reminders` are the days of 15 and 17 months, `limit` the day it can no longer change.

    `nt2` are minutes of Dutch lessons towards `scaling_from`; `scaling` says that A2 may be discussed. `effort` is what
    a person decided of it.
    """

    stage: Stage
    start: date | None
    reminders: tuple[date, ...]
    limit: date | None
    changes: tuple[Event, ...]
    nt2: int
    nt2_known: bool
    scaling: bool
    effort: Fact[bool]
    progress: tuple[Progress, ...]
    scaling_from: int = SCALING_MINUTES


def radar(case: Case, *, on: date, planned: int | None = None) -> Radar:
    """The radar of a case on a day; `planned` is the number of minutes of Dutch lessons in the plan for the term."""
    view = View(case, on)
    term = term_of(view)
    start = term.start if term else None
    limit = CHANGE.after(start) if start else None
    reminders = tuple(each.after(start) for each in REMINDERS) if start else ()
    nt2 = nt2_minutes(view)
    known = bool(view.hours_of(HoursKind.NT2))
    return Radar(
        stage=_stage(view, reminders=reminders, limit=limit),
        start=start,
        reminders=reminders,
        limit=limit,
        changes=tuple(view.all(Kind.ROUTE_CHANGED)),
        nt2=nt2,
        nt2_known=known,
        scaling=view.route is Route.B1 and nt2 >= SCALING_MINUTES and case.effort.value is not False,
        effort=case.effort,
        progress=_progress(view, nt2=nt2, known=known, planned=planned),
    )


def _stage(view: View, *, reminders: tuple[date, ...], limit: date | None) -> Stage:
    if limit is None:
        return Stage.BEFORE_PIP if view.answer(Kind.PIP).is_answered else Stage.UNKNOWN
    if view.route is Route.EDUCATION:
        return Stage.ALWAYS
    if view.on >= limit:
        return Stage.CLOSED
    remind, last = reminders
    if view.on >= last:
        return Stage.LAST_CALL
    return Stage.REMIND if view.on >= remind else Stage.OPEN


def _progress(view: View, *, nt2: int, known: bool, planned: int | None) -> tuple[Progress, ...]:
    """Dutch lessons against the plan, as if the plan were spread evenly over the term."""
    term = term_of(view)
    if term is None or planned is None or not known:
        return ()
    gone = min((view.on - term.start).days, (term.original_end - term.start).days)
    expected = planned * max(0, gone) // (term.original_end - term.start).days
    return (Progress(Words("Taalles", "Dutch lessons"), nt2, planned, expected),)
