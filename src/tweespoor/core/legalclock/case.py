"""A case as the clock reads it: what is known of somebody, in dated events that are evidence, in three states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from tweespoor.core.facts import Fact
from tweespoor.core.legalclock.words import Words
from tweespoor.core.vocabulary import Act, Actor, CaseEventKind, HoursKind, Route, TargetGroup

Kind = CaseEventKind

_NOT_ASKED: Fact[Any] = Fact.not_asked()

ASKED = (Kind.NOTICE, Kind.REGISTRATION, Kind.PIP, Kind.BENEFIT, Kind.BIRTH_DATE, Kind.DUO_TERM)
"""Events that are asked of everybody: one that is not there was not asked, unless it is known to be none.

Every other event is written down when it happens: one that is not there has not been written down."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened on a day, with its evidence.

    `known_on` is the day it was written down, the day itself where it is left out. `until` ends a period. `months` is
    the length of an extension or of a new term, `route` that of a change; `by_committee` of an objection.
    """

    kind: CaseEventKind
    on: date
    known_on: date | None = None
    until: date | None = None
    months: int | None = None
    route: Route | None = None
    by_committee: bool = False
    evidence: str = ""

    @property
    def logged_on(self) -> date:
        """The day it was written down."""
        return self.known_on or self.on


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Hours that were followed or spent, up to and including a day.

    `municipality` is that where they were made, `ground` why they count (an article, a transfer). `dutch_environment`
    is asked of participation: whether it was in a Dutch-language environment and not in isolation (Bi 3.14(2)(b)).
    """

    kind: HoursKind
    on: date
    minutes: int
    municipality: str = ""
    ground: str = ""
    evidence: str = ""
    dutch_environment: Fact[bool] = _NOT_ASKED


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A day that a programme or the people concerned agreed on: no law. `who` must see to it, `source` says where."""

    id: str
    label: Words
    due: date
    done: date | None = None
    who: Actor = Actor.COLLEGE
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything the clock knows of one person.

    `none` are the events known not to have happened. `progress_talks` is the number in the PIP. `medical_cap` limits
    the participation hours of the Z route, in minutes (a partial medical release). `effort` is whether somebody has
    made sufficient effort, as a person decided (Wi 17(3)).
    """

    act: Fact[str] = _NOT_ASKED
    target_group: Fact[str] = _NOT_ASKED
    route: Fact[str] = _NOT_ASKED
    events: tuple[Event, ...] = ()
    none: frozenset[CaseEventKind] = frozenset()
    hours: tuple[Hours, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    progress_talks: Fact[int] = _NOT_ASKED
    medical_cap: Fact[int] = _NOT_ASKED
    effort: Fact[bool] = _NOT_ASKED

    def with_event(self, event: Event) -> Case:
        """The same case after one more event."""
        return replace(self, events=(*self.events, event), none=self.none - {event.kind})


def _in_order(event: Event) -> tuple[date, date]:
    return event.on, event.logged_on


@dataclass(frozen=True)
class View:
    """A case as it stood at the end of a day: what happened later is not in it. `roll` is the Algemene termijnenwet."""

    case: Case
    on: date
    roll: bool = False

    def all(self, *kinds: CaseEventKind) -> list[Event]:
        """The events of these kinds so far, in order."""
        if len(kinds) == 1:
            return self._so_far.get(kinds[0], [])
        found = [each for kind in kinds for each in self._so_far.get(kind, ())]
        return sorted(found, key=_in_order)

    @cached_property
    def _so_far(self) -> dict[CaseEventKind, list[Event]]:
        """Per kind the events so far, in order."""
        found: dict[CaseEventKind, list[Event]] = {}
        for each in sorted(self.case.events, key=_in_order):
            if each.on <= self.on:
                found.setdefault(each.kind, []).append(each)
        return found

    def first(self, *kinds: CaseEventKind, since: date | None = None) -> Event | None:
        """The first event of these kinds, on or after a day."""
        return next((each for each in self.all(*kinds) if since is None or each.on >= since), None)

    def answer(self, kind: CaseEventKind) -> Fact[date]:
        """The day of the first such event; none where it is known not to have happened, else not asked."""
        event = self.first(kind)
        if event is not None:
            return Fact.known(event.on)
        return Fact.none() if kind in self.case.none else Fact.not_asked()

    def pairs(
        self, kinds: Iterable[CaseEventKind], *, settled: Iterable[CaseEventKind]
    ) -> list[tuple[Event, Event | None]]:
        """Each event with the one that settled it: in order, and never the same one twice."""
        endings = list(self.all(*settled))
        found: list[tuple[Event, Event | None]] = []
        for event in self.all(*kinds):
            ending = next((each for each in endings if each.on >= event.on), None)
            if ending is not None:
                endings.remove(ending)
            found.append((event, ending))
        return found

    def hours_of(self, *kinds: HoursKind) -> list[Hours]:
        """The hours of these kinds so far, in order."""
        found = [each for each in self.case.hours if each.kind in kinds and each.on <= self.on]
        return sorted(found, key=lambda each: each.on)

    @property
    def act(self) -> Act | None:
        """The act, None where nobody asked."""
        return Act(self.case.act.value) if self.case.act.value else None

    @property
    def target_group(self) -> TargetGroup | None:
        """The target group, None where nobody asked."""
        return TargetGroup(self.case.target_group.value) if self.case.target_group.value else None

    @property
    def route(self) -> Route | None:
        """The route now, None where nobody asked or it is not decided."""
        return self.route_on(self.on)

    def route_on(self, day: date) -> Route | None:
        """The route on a day: by the changes, before the first of them the one that the first left, where known."""
        changes = [each for each in self.all(Kind.ROUTE_CHANGED) if each.on <= day and each.route]
        if changes:
            return changes[-1].route
        return Route(self.case.route.value) if self.case.route.value else None
