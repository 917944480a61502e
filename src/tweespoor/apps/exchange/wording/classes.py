"""What a list of language classes holds, and what is wrong with its cells, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tweespoor.apps.exchange.queries.classes import CellTrouble, Reason, Unreadable
from tweespoor.apps.exchange.queries.classes_compared import ClassOutcome
from tweespoor.apps.exchange.wording import caseload
from tweespoor.apps.organisations.language import language_now
from tweespoor.core.tabular import Wrong
from tweespoor.core.vocabulary import LanguageLevel
from tweespoor.core.week import parse_half_days

SHOWN = ("name", "code", "level", "half_days", "free_seats", "location", "switch_from")
"""What is shown of a class, in this order; its hours stand with its half-days."""


def target(name: str) -> str:
    """What a column holds."""
    return {
        "name": _("Naam van de klas"),
        "code": _("Code van de taalaanbieder"),
        "level": _("Taalniveau"),
        "half_days": _("Wanneer de klas les heeft"),
        "free_seats": _("Vrije plaatsen"),
        "location": _("Gebouw"),
        "switch_from": _("Wisselen vanuit"),
    }[name]


def trouble(cell: CellTrouble) -> str:
    """What is wrong with a cell, and what to do."""
    match cell.target, cell.problem.wrong:
        case _target, Wrong.NO_NAME | Wrong.NOT_NONE:
            said = _("Hier staat niets. Vul in: %(what)s.") % {"what": target(cell.target)}
        case "name", Wrong.WRONG_FORM:
            said = _("Deze klas staat al eerder in de lijst. Laat er één staan.")
        case "code", Wrong.WRONG_FORM:
            said = _("Deze code staat al eerder in de lijst. Laat er één staan.")
        case "half_days", Wrong.WRONG_FORM:
            said = _("Dit past niet in één dagdeel per les. Schrijf bijvoorbeeld: ma 9.30-12.15, wo middag.")
        case _target, Wrong.NOT_IN_LIST:
            said = _not_in_list(cell.target)
        case _target, wrong:
            said = caseload.wrong(wrong)
    if cell.problem.proposal:
        said = _("%(said)s Bedoelt u %(proposal)s?") % {"said": said, "proposal": cell.problem.proposal}
    return said


def _not_in_list(name: str) -> str:
    found = {
        "level": _("Dit is geen taalniveau. Schrijf bijvoorbeeld: Alfa A, A1 of B1."),
        "half_days": _("Dit is geen dagdeel. Schrijf bijvoorbeeld: ma ochtend, wo middag."),
        "location": _("Dit gebouw is er niet in dit programma. Schrijf de naam zoals hij bij Gebouwen staat."),
        "switch_from": _("Deze klas is er niet en staat niet in de lijst. Schrijf de naam of code van een klas."),
    }
    return found.get(name) or caseload.wrong(Wrong.NOT_IN_LIST)


def unreadable(problem: Unreadable) -> str:
    """Why a file cannot be read, and what to do."""
    if problem.reason is Reason.TOO_MANY_ROWS:
        return _("Deze lijst is te lang: hooguit %(limit)s klassen per keer.") % {"limit": problem.limit}
    return caseload.unreadable(problem)


def changes(outcome: ClassOutcome, *, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What of a known class changes: the column, what it says now, and what it becomes."""
    before, after = dict(outcome.before), dict(outcome.values)
    row = outcome.row
    before |= {name: getattr(row, name) for name in ("half_days", "hours") if name not in before}
    after = {**before, **after}
    changing = {"half_days" if name == "hours" else name for name in outcome.before}
    return [
        (target(name), cell(name, before, names=names), cell(name, after, names=names))
        for name in SHOWN
        if name in changing
    ]


def cell(column: str, values: Mapping[str, Any], *, names: Mapping[str, str]) -> str:
    """What a column of a class says, in words."""
    value = values.get(column)
    match column:
        case "level":
            said = LanguageLevel.of(value).label(language_now()) if value else ""
        case "half_days":
            said = _times(value or (), hours=values.get("hours") or {})
        case "location":
            said = names.get(str(value), "")
        case "switch_from":
            said = ", ".join(sorted(names[key] for key in value or () if key in names))
        case _:
            said = "" if value is None else str(value)
    return said or "–"


def _times(half_days: Any, *, hours: Mapping[str, Any]) -> str:
    """Half-days in order, each with its own hours where it has them."""
    said = []
    for each in parse_half_days(half_days):
        own = "–".join(clock.replace(":", ".") for clock in hours.get(each.slug, ()))
        said.append(f"{each.label(language_now())} {own}".strip())
    return ", ".join(said)
