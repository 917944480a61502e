"""Trajectory designs as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest

from tweespoor.core.designs import (
    Answer,
    Block,
    Cell,
    Comparison,
    Design,
    Given,
    Phase,
    cost_per_person,
    duality,
    given_in_words,
    in_words,
    weekly_hours,
)

WORDS = {
    "absent": {"nl": "nee", "en": "no"},
    "present": {"nl": "ja", "en": "yes"},
    "group": {"nl": "groep", "en": "group"},
    "individual": {"nl": "individueel", "en": "individual"},
    "or": {"nl": "of", "en": "or"},
    "used": {"nl": "gebruikt", "en": "used"},
    "phases": {"nl": "Fasen", "en": "Phases"},
    "blocks": {"nl": "Bouwstenen", "en": "Building blocks"},
    "contested": {"nl": "Waar de bron zichzelf tegenspreekt", "en": "Where the source contradicts itself"},
    "week": {"nl": "uur in week", "en": "hours in week"},
    "unknown_hours": {"nl": "Niet meegeteld (?), uren onbekend", "en": "Not counted (?), hours unknown"},
    "participants": {"nl": "Deelnemers: beoogd, geregistreerd", "en": "Participants: aimed at, registered"},
    "dual": {"nl": "Weken met taal en participatie", "en": "Weeks with language and participation"},
    "cost": {"nl": "Onderdelen zonder prijs", "en": "Blocks without a price"},
}
CELL_WIDTH = 22
LABEL_WIDTH = 36
WEEKS_SHOWN = 6


def describe(design: Design, *, language: str) -> str:
    """A design on a page: phases, blocks, hours, and where its source contradicts itself."""
    return "\n".join(_lines(design, language))


def comparison_table(comparison: Comparison, *, language: str) -> str:
    """A row per activity and number, a column per design; an asterisk marks where the source contradicts itself."""
    widths = [LABEL_WIDTH, *(CELL_WIDTH for _ in comparison.designs)]
    lines = list(_columns(["", *(design.id for design in comparison.designs)], widths))
    for row in (*comparison.numbers, *comparison.activities):
        cells = [cell_text(cell, language=language) for cell in row.cells]
        lines += _columns([row.label.text(language), *cells], widths)
    return "\n".join(lines)


def cell_text(cell: Cell, *, language: str) -> str:
    """A cell in words: `?` where the source does not say."""
    if cell.answer is Answer.UNKNOWN:
        return "?"
    if cell.answer is Answer.ABSENT:
        return WORDS["absent"][language]
    words = cell.words.text(language) if cell.words else WORDS["present"][language]
    return f"{words} *" if cell.contested else words


def _lines(design: Design, language: str) -> Iterator[str]:
    people = design.participants
    yield f"{design.id}: {design.title.text(language)} ({', '.join(design.municipalities)})"
    yield design.summary.text(language)
    yield people.label.text(language)
    numbers = [given_in_words(given, language) for given in (people.target, people.registered)]
    yield f"{WORDS['participants'][language]}: {', '.join(numbers)}"
    yield f"\n{WORDS['phases'][language]}"
    yield from (f"  {_phase(phase, language)}" for phase in design.phases)
    yield f"\n{WORDS['blocks'][language]}"
    yield from (f"  {_block(block, language)}" for block in design.blocks)
    yield ""
    yield from _numbers(design, language)
    yield f"\n{WORDS['contested'][language]}"
    yield from (f"  {line}" for line in _contested(design, language))


def _numbers(design: Design, language: str) -> Iterator[str]:
    table = weekly_hours(design)
    step = max(1, len(table.weeks) // WEEKS_SHOWN)
    for week in table.weeks[::step]:
        more = " + ?" if table.unknown(week=week) else ""
        yield f"{table.total(week=week).words.text(language)}{more} {WORDS['week'][language]} {week}"
    unknown = table.unknown_in(table.weeks)
    if unknown:
        yield f"{WORDS['unknown_hours'][language]}: {', '.join(block.label.text(language) for block in unknown)}"
    weeks = duality(design).dual
    yield f"{WORDS['dual'][language]}: {weeks.certain}-{weeks.possible} / {weeks.of}"
    cost = cost_per_person(design)
    yield f"{WORDS['cost'][language]}: {len(cost.unknown)} / {len(design.blocks)}"


def _phase(phase: Phase, language: str) -> str:
    return f"{phase.label.text(language)}: {given_in_words(phase.duration, language)}"


def _block(block: Block, language: str) -> str:
    kind = block.kind.label(language)
    form = WORDS[block.form.value][language]
    return f"{block.label.text(language)} [{kind}, {form}]: {given_in_words(block.intensity, language)}"


def _contested(design: Design, language: str) -> Iterator[str]:
    people = design.participants
    found: list[tuple[str, Given[object] | None]] = [
        (people.label.text(language), people.age),
        (WORDS["participants"][language], people.target),
        (WORDS["participants"][language], people.registered),
    ]
    for phase in design.phases:
        found += [(phase.label.text(language), given) for given in (phase.duration, phase.levels)]
    found += [(block.label.text(language), block.intensity) for block in design.blocks]
    found += [(seen.label.text(language), seen.count) for seen in design.observations]
    for label, given in found:
        if given is not None and given.is_contested:
            versions = [f"{in_words(version.value, language)} ({version.source})" for version in given.versions]
            values = f" {WORDS['or'][language]} ".join(versions)
            yield f"{label}: {values}; {WORDS['used'][language]}: {in_words(given.value, language)} - {given.why}"


def _columns(texts: list[str], widths: list[int]) -> Iterator[str]:
    """The lines of one row, each text wrapped within its column."""
    wrapped = [textwrap.wrap(text, width) or [""] for text, width in zip(texts, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        yield "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
