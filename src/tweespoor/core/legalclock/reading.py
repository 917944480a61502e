"""Read a case from JSON, or say everything that is wrong with it; and the schema and examples of that format.

A key that is left out was not asked; `none` lists events known not to have happened. Days are like 2026-01-15.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Any, TypeVar

from tweespoor.core.facts import Fact
from tweespoor.core.legalclock.case import Agreement, Case, Event, Hours
from tweespoor.core.legalclock.words import Words
from tweespoor.core.vocabulary import Act, Actor, CaseEventKind, HoursKind, Route, TargetGroup

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

LONGEST_MONTHS = 120
MOST_MINUTES = 60 * 24 * 366
EXAMPLES = ("golden", "late-offer", "z-route", "act-2013", "unknown")


class CaseError(ValueError):
    """A file that is no case; `problems` are sentences, each with its place and the remedy."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def read_case(text: str) -> Case:
    """Read a case from the text of a JSON file.

    Raises:
        CaseError: with every problem found.
    """
    try:
        data = json.loads(text)
    except RecursionError:
        raise CaseError(["case: this is nested too deep; follow the schema (tweespoor deadlines --schema)"]) from None
    except ValueError as problem:
        raise CaseError([f"case: this is no JSON ({problem}); check commas and quotation marks there"]) from None
    at = _At(data, "case", [])
    case = _case(at)
    if at.problems:
        raise CaseError(at.problems)
    return case


def example(name: str) -> str:
    """The text of an example case."""
    return (files("tweespoor.core.legalclock") / "examples" / f"{name}.json").read_text(encoding="utf-8")


class _At:
    """A value of the file with its place, that collects problems."""

    def __init__(self, data: Any, place: str, problems: list[str]) -> None:
        self.data, self.place, self.problems = data, place, problems

    def wrong(self, what: str, remedy: str) -> None:
        self.problems.append(f"{self.place}: {what}; {remedy}")

    def fields(self, *known: str) -> Mapping[str, _At]:
        """The values by key; a key that is not known is a problem."""
        if not isinstance(self.data, dict):
            self.wrong("this is no object", f"write one with {', '.join(known)}")
            return {}
        for key in self.data:
            if key not in known:
                self.wrong(f"there is no {key!r}", f"leave it out, or use one of {', '.join(known)}")
        return {key: _At(self.data[key], f"{self.place}.{key}", self.problems) for key in known if key in self.data}

    def items(self) -> list[_At]:
        if not isinstance(self.data, list):
            self.wrong("this is no list", "write it between [ and ]")
            return []
        return [_At(each, f"{self.place}[{place}]", self.problems) for place, each in enumerate(self.data)]

    def term(self, codes: type[E]) -> E | None:
        try:
            return codes(self.data)
        except ValueError:
            self.wrong(f"{self.data!r} is not known", f"use one of {', '.join(codes)}")
            return None

    def day(self) -> date | None:
        try:
            return date.fromisoformat(self.data)
        except (TypeError, ValueError):
            self.wrong(f"{self.data!r} is not a day", "write it like 2026-01-15")
            return None

    def number(self, most: int) -> int | None:
        if isinstance(self.data, int) and not isinstance(self.data, bool) and 0 <= self.data <= most:
            return self.data
        self.wrong(f"{self.data!r} is not a whole number from 0 to {most}", "write such a number")
        return None

    def flag(self) -> bool | None:
        if isinstance(self.data, bool):
            return self.data
        self.wrong(f"{self.data!r} is not true or false", "write true or false, or leave it out where nobody asked")
        return None

    def text(self) -> str:
        if isinstance(self.data, str):
            return self.data
        self.wrong(f"{self.data!r} is no text", "write it between quotation marks")
        return ""


def _fact(at: _At | None, read: Callable[[_At], T | None]) -> Fact[Any]:
    if at is None:
        return Fact.not_asked()
    value = read(at)
    return Fact.not_asked() if value is None else Fact.known(value)


def _case(at: _At) -> Case:
    fields = at.fields(
        "act",
        "targetGroup",
        "route",
        "events",
        "none",
        "hours",
        "agreements",
        "progressTalks",
        "medicalCapMinutes",
        "effort",
    )
    none = (each.term(CaseEventKind) for each in fields["none"].items()) if "none" in fields else ()
    events = [_event(each) for each in fields["events"].items()] if "events" in fields else []
    hours = [_hours(each) for each in fields["hours"].items()] if "hours" in fields else []
    agreed = [_agreement(each) for each in fields["agreements"].items()] if "agreements" in fields else []
    case = Case(
        act=_fact(fields.get("act"), lambda each: each.term(Act)),
        target_group=_fact(fields.get("targetGroup"), lambda each: each.term(TargetGroup)),
        route=_fact(fields.get("route"), lambda each: each.term(Route)),
        events=tuple(each for each in events if each),
        none=frozenset(each for each in none if each),
        hours=tuple(each for each in hours if each),
        agreements=tuple(each for each in agreed if each),
        progress_talks=_fact(fields.get("progressTalks"), lambda each: each.number(100)),
        medical_cap=_fact(fields.get("medicalCapMinutes"), lambda each: each.number(MOST_MINUTES)),
        effort=_fact(fields.get("effort"), _At.flag),
    )
    for kind in sorted(case.none & {each.kind for each in case.events}):
        at.wrong(f"{kind.value!r} stands in both 'events' and 'none'", "leave out one of them")
    return case


def _needs(fields: Mapping[str, _At], at: _At, *keys: str) -> bool:
    lacking = [key for key in keys if key not in fields]
    for key in lacking:
        at.wrong(f"{key!r} is lacking", "add it")
    return not lacking


def _event(at: _At) -> Event | None:
    fields = at.fields("kind", "on", "knownOn", "until", "months", "route", "byCommittee", "evidence")
    if not fields or not _needs(fields, at, "kind", "on"):
        return None
    kind, on = fields["kind"].term(CaseEventKind), fields["on"].day()
    known_on = fields["knownOn"].day() if "knownOn" in fields else None
    until = fields["until"].day() if "until" in fields else None
    if on and until and until < on:
        fields["until"].wrong("this lies before 'on'", "give the last day of the period")
    if on and known_on and known_on < on:
        fields["knownOn"].wrong("this lies before 'on'", "give the day it was written down")
    length = fields["months"].number(LONGEST_MONTHS) if "months" in fields else None
    route = fields["route"].term(Route) if "route" in fields else None
    if kind is CaseEventKind.ROUTE_CHANGED and "route" not in fields:
        at.wrong("'route' is lacking", f"say to which route: {', '.join(Route)}")
    committee = fields["byCommittee"].flag() if "byCommittee" in fields else None
    if kind is None or on is None:
        return None
    return Event(
        kind=kind,
        on=on,
        known_on=known_on,
        until=until,
        months=length,
        route=route,
        by_committee=bool(committee),
        evidence=fields["evidence"].text() if "evidence" in fields else "",
    )


def _hours(at: _At) -> Hours | None:
    fields = at.fields("kind", "on", "minutes", "municipality", "ground", "evidence", "dutchEnvironment")
    if not fields or not _needs(fields, at, "kind", "on", "minutes"):
        return None
    kind, on, minutes = fields["kind"].term(HoursKind), fields["on"].day(), fields["minutes"].number(MOST_MINUTES)
    told = {key: fields[key].text() for key in ("municipality", "ground", "evidence") if key in fields}
    environment: Fact[bool] = _fact(fields.get("dutchEnvironment"), _At.flag)
    if kind is None or on is None or minutes is None:
        return None
    return Hours(kind=kind, on=on, minutes=minutes, dutch_environment=environment, **told)


def _agreement(at: _At) -> Agreement | None:
    fields = at.fields("id", "nl", "en", "due", "done", "who", "source")
    if not fields or not _needs(fields, at, "id", "nl", "en", "due"):
        return None
    due = fields["due"].day()
    done = fields["done"].day() if "done" in fields else None
    who = fields["who"].term(Actor) if "who" in fields else Actor.COLLEGE
    source = fields["source"].text() if "source" in fields else ""
    identity, label = fields["id"].text(), Words(fields["nl"].text(), fields["en"].text())
    if due is None or who is None:
        return None
    return Agreement(id=identity, label=label, due=due, done=done, who=who, source=source)


def case_schema() -> dict[str, Any]:
    """The JSON schema (2020-12) of a case."""
    day, text, flag = {"type": "string", "format": "date"}, {"type": "string"}, {"type": "boolean"}

    def one_of(codes: type[StrEnum]) -> dict[str, Any]:
        return {"enum": [each.value for each in codes]}

    def number(most: int) -> dict[str, Any]:
        return {"type": "integer", "minimum": 0, "maximum": most}

    def object_of(required: list[str], **properties: object) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}

    def list_of(items: object) -> dict[str, Any]:
        return {"type": "array", "items": items}

    event = object_of(
        ["kind", "on"],
        kind=one_of(CaseEventKind),
        on=day,
        knownOn=day,
        until=day,
        months=number(LONGEST_MONTHS),
        route=one_of(Route),
        byCommittee=flag,
        evidence=text,
    )
    spent = object_of(
        ["kind", "on", "minutes"],
        kind=one_of(HoursKind),
        on=day,
        minutes=number(MOST_MINUTES),
        municipality=text,
        ground=text,
        evidence=text,
        dutchEnvironment=flag,
    )
    agreed = object_of(
        ["id", "nl", "en", "due"], id=text, nl=text, en=text, due=day, done=day, who=one_of(Actor), source=text
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case of the legal clock",
        **object_of(
            [],
            act=one_of(Act),
            targetGroup=one_of(TargetGroup),
            route=one_of(Route),
            events=list_of(event),
            none=list_of(one_of(CaseEventKind)),
            hours=list_of(spent),
            agreements=list_of(agreed),
            progressTalks=number(100),
            medicalCapMinutes=number(MOST_MINUTES),
            effort=flag,
        ),
    }
