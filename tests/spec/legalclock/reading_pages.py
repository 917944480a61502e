"""Reads the tables of the manual's pages about legal terms: what is known of a case, and what the clock says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tweespoor.core.facts import Fact
from tweespoor.core.legalclock import Case, Deadline, Event, Hours, Status
from tweespoor.core.vocabulary import Act, CaseEventKind, HoursKind, Route, TargetGroup

PAGES = Path(__file__).resolve().parents[3] / "docs" / "handleiding" / "wettelijke-termijnen"

FACTS = {
    "wet 2021": {"act": Fact.known(Act.ACT_2021.value)},
    "wet 2013": {"act": Fact.known(Act.ACT_2013.value)},
    "asielstatushouder": {"target_group": Fact.known(TargetGroup.STATUS_HOLDER.value)},
    "gezinsmigrant": {"target_group": Fact.known(TargetGroup.FAMILY_MIGRANT.value)},
    "B1-route": {"route": Fact.known(Route.B1.value)},
    "onderwijsroute": {"route": Fact.known(Route.EDUCATION.value)},
    "Z-route": {"route": Fact.known(Route.SELF_RELIANCE.value)},
    "gemeente": {},
}
_DAY = r"(\d\d-\d\d-\d{4})"
_EVENT = re.compile(
    rf"(?P<kind>.+?) (?P<on>{_DAY})( vastgelegd (?P<known>{_DAY}))?"
    r"( (?P<months>\d+) maanden)?(?P<committee> met commissie)?"
)
_HOURS = re.compile(rf"(?P<kind>.+?) (?P<hours>\d+) uur op (?P<on>{_DAY})(?P<unchecked> niet nagegaan)?")
KINDS = {each.nl: each for each in CaseEventKind}
HOURS = {each.nl: each for each in HoursKind}


@dataclass(frozen=True)
class Row:
    """One row of a table: a case on a day, and what the clock says of one rule."""

    page: str
    rule: str
    name: str
    known: str
    on: date
    term: str
    standing: str

    def __str__(self) -> str:
        return f"{self.rule} {self.name}"


def rows() -> list[Row]:
    """Every row of every page."""
    found = []
    for page in sorted(PAGES.glob("*.md")):
        rule = ""
        for line in page.read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                rule = line[3:6]
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if line.startswith("| ") and len(cells) == 5 and cells[0] != "geval" and rule.startswith("C"):
                found.append(Row(page.stem, rule, cells[0], cells[1], day_of(cells[2]), cells[3], cells[4]))
    return found


def day_of(text: str) -> date:
    """A day like 26-03-2026."""
    day, month, year = text.split("-")
    return date(int(year), int(month), int(day))


def said(on: date | None) -> str:
    """The same the other way round."""
    return on.strftime("%d-%m-%Y") if on else "–"


def case_of(known: str) -> Case:
    """The case that the words of a row describe: parts between semicolons."""
    case = Case()
    for part in known.split("; "):
        case = _with(case, part.strip())
    return case


def _with(case: Case, part: str) -> Case:
    if part in FACTS:
        return replace(case, **FACTS[part])
    if part.startswith("geen "):
        return replace(case, none=case.none | {KINDS[part.removeprefix("geen ")]})
    if match := re.fullmatch(r"(\d+) voortgangsgesprekken in het PIP", part):
        return replace(case, progress_talks=Fact.known(int(match[1])))
    if match := re.fullmatch(r"hoogstens (\d+) uur participatie", part):
        return replace(case, medical_cap=Fact.known(60 * int(match[1])))
    if (match := _HOURS.fullmatch(part)) and match["kind"] in HOURS:
        environment = Fact.not_asked() if match["unchecked"] else Fact.known(True)
        spent = Hours(
            kind=HOURS[match["kind"]],
            on=day_of(match["on"]),
            minutes=60 * int(match["hours"]),
            ground="Bi 3.14",
            dutch_environment=environment,
        )
        return replace(case, hours=(*case.hours, spent))
    match = _EVENT.fullmatch(part)
    assert match, f"cannot read {part!r}"
    return case.with_event(
        Event(
            kind=KINDS[match["kind"]],
            on=day_of(match["on"]),
            known_on=day_of(match["known"]) if match["known"] else None,
            months=int(match["months"]) if match["months"] else None,
            by_committee=bool(match["committee"]),
        )
    )


def term_of(deadline: Deadline) -> str:
    """The column `termijn` of a deadline."""
    if deadline.limit is None:
        return f"op zijn vroegst {said(deadline.earliest)}" if deadline.earliest else "–"
    return said(deadline.due) if deadline.limit.inclusive else f"tot {said(deadline.due)}"


def standing_of(deadline: Deadline) -> str:
    """The column `stand` of a deadline."""
    word = deadline.status.words.nl
    if deadline.met_on:
        return f"{word} {said(deadline.met_on)}"
    match deadline.status:
        case Status.RUNNING if deadline.days_left is not None:
            return f"{word}, {deadline.days_left} dagen"
        case Status.NOT_STARTED if deadline.opens:
            return f"{word} vanaf {said(deadline.opens)}"
        case Status.UNKNOWN if deadline.ask:
            return f"{word}: {', '.join(each.about for each in deadline.ask)}"
    return word
