"""A file of facts for a person who decides: what happened when, and which terms were met. No sum, no verdict.

For asylum status holders a fine is unlawful but in exceptional cases. Nothing here computes whether one is due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tweespoor.core.legalclock.case import Case, View
from tweespoor.core.legalclock.clock import read
from tweespoor.core.legalclock.deadline import Deadline, Status
from tweespoor.core.legalclock.words import Words, of_code
from tweespoor.core.vocabulary import Actor, CaseEventKind

WARNING = Words(
    "Tweespoor berekent geen boete en zegt niet of iets verwijtbaar is. Bij asielstatushouders is een boete in strijd "
    "met het recht van de Unie, behalve in uitzonderlijke gevallen. Een mens weegt de feiten.",
    "Tweespoor computes no fine and does not say whether anything is culpable. For asylum status holders a fine is "
    "unlawful but in exceptional cases. A human weighs the facts.",
)
SOURCES = (
    Words("Hof van Justitie EU, 4 februari 2025", "Court of Justice of the EU, 4 February 2025"),
    Words("Raad van State, 9 juli 2025 en 18 februari 2026", "Council of State, 9 July 2025 and 18 February 2026"),
)


@dataclass(frozen=True)
class FileLine:
    """Something that happened, on a day."""

    on: date
    words: Words
    evidence: str = ""
    kind: CaseEventKind | None = None


@dataclass(frozen=True, kw_only=True)
class FactsFile:
    """The facts in order, and whose terms were overrun: those of the municipality and DUO beside the person's."""

    lines: tuple[FileLine, ...]
    by_others: tuple[Deadline, ...]
    by_person: tuple[Deadline, ...]
    unknown: tuple[Deadline, ...]
    warning: Words = WARNING
    sources: tuple[Words, ...] = SOURCES


def facts_file(case: Case, *, on: date) -> FactsFile:
    """The file of a case on a day."""
    view = View(case, on)
    lines = [FileLine(each.on, of_code(each.kind), each.evidence, each.kind) for each in view.all(*CaseEventKind)]
    deadlines = read(case, on=on).deadlines
    overrun = [each for each in deadlines if each.status in (Status.PASSED, Status.MET_LATE) and not each.chance]
    return FactsFile(
        lines=tuple(lines),
        by_others=tuple(each for each in overrun if each.who is not Actor.PERSON),
        by_person=tuple(each for each in overrun if each.who is Actor.PERSON),
        unknown=tuple(each for each in deadlines if each.status is Status.UNKNOWN),
    )
