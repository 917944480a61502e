"""Does a design make sense: do its references exist, do its weeks fit, is a week not too full?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Protocol

from tweespoor.core.designs.conditions import Condition, GoalReached
from tweespoor.core.designs.data import Design, Form, Path
from tweespoor.core.designs.findings import Finding, Severity, line_of
from tweespoor.core.designs.hours import weekly_hours
from tweespoor.core.designs.load import COUNTED
from tweespoor.core.designs.timeline import phase_weeks
from tweespoor.core.designs.values import MINUTES_PER_HOUR, Label

_PHASE = Label("fase", "phase")
_BLOCK = Label("bouwsteen", "block")


class _Named(Protocol):
    """A part of a design that has an id."""

    @property
    def id(self) -> str: ...


def check(design: Design) -> tuple[Finding, ...]:
    """Everything wrong or doubtful in a design, errors and warnings, in the order of the file.

    A design that was read has no errors left; one put together in code may have. Line numbers are those of the file
    the design was read from, 0 where there is none.
    """
    errors = [*_double_ids(design), *_unknown_references(design), *_choices(design), *_weeks(design)]
    warnings = [] if errors else [*_load(design), *_doubts(design)]
    found = [
        Finding(
            severity=finding.severity,
            path=finding.path,
            line=line_of(finding.path, lines=design.lines),
            what=finding.what,
            remedy=finding.remedy,
        )
        for finding in (*errors, *warnings)
    ]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.place)))


def _double_ids(design: Design) -> Iterator[Finding]:
    parts: dict[str, Sequence[_Named]] = {
        "phases": design.phases,
        "blocks": design.blocks,
        "alternatives": design.alternatives,
        "alternations": design.alternations,
        "weekly_totals": design.weekly_totals,
        "cadences": design.cadences,
        "targets": design.targets,
        "costs": design.costs,
        "staff": design.staff,
        "observations": design.observations,
    }
    for name, items in parts.items():
        seen: Counter[str] = Counter()
        for index, item in enumerate(items):
            seen[item.id] += 1
            if seen[item.id] > 1:
                yield _error(
                    (name, index, "id"),
                    Label(f"{item.id!r} wordt twee keer gebruikt", f"{item.id!r} is used twice"),
                    Label("geef elk een eigen id", "give each its own id"),
                )
    blocks = {block.id for block in design.blocks}
    for index, choice in enumerate(design.alternatives):
        if choice.id in blocks:
            yield _error(
                ("alternatives", index, "id"),
                Label(f"{choice.id!r} is ook het id van een bouwsteen", f"{choice.id!r} is the id of a block too"),
                Label("geef er een een andere naam", "rename one"),
            )


def _unknown_references(design: Design) -> Iterator[Finding]:
    phases = {phase.id for phase in design.phases}
    blocks = {block.id for block in design.blocks}
    either = blocks | {choice.id for choice in design.alternatives}
    for index, block in enumerate(design.blocks):
        path: Path = ("blocks", index)
        yield from _unknown((*path, "when", "phases"), block.when.phases, phases, _PHASE)
        yield from _unknown(
            (*path, "after"), block.after, blocks - {block.id}, Label("andere bouwsteen", "other block")
        )
        yield from _unknown((*path, "conditions"), _goals(block.conditions), phases, _PHASE)
    for index, choice in enumerate(design.alternatives):
        yield from _unknown(("alternatives", index, "blocks"), choice.blocks, blocks, _BLOCK)
    for index, turn in enumerate(design.alternations):
        yield from _unknown(
            ("alternations", index, "between"), turn.between, either, Label("bouwsteen of keuze", "block or choice")
        )
    for index, total in enumerate(design.weekly_totals):
        yield from _unknown(("weekly_totals", index, "phases"), total.phases, phases, _PHASE)
        yield from _unknown(("weekly_totals", index, "conditions"), _goals(total.conditions), phases, _PHASE)
    for index, cadence in enumerate(design.cadences):
        yield from _unknown(("cadences", index, "phase"), [cadence.phase] * bool(cadence.phase), phases, _PHASE)
        yield from _unknown(("cadences", index, "block"), [cadence.block] * bool(cadence.block), blocks, _BLOCK)
    for index, cost in enumerate(design.costs):
        yield from _unknown(("costs", index, "block"), [cost.block], blocks, _BLOCK)


def _choices(design: Design) -> Iterator[Finding]:
    for index, choice in enumerate(design.alternatives):
        if len(choice.blocks) < 2:
            yield _error(
                ("alternatives", index, "blocks"),
                Label("een keuze heeft twee bouwstenen nodig", "a choice needs two blocks"),
                Label("voeg nog een bouwsteen toe", "add another block"),
            )
    for index, turn in enumerate(design.alternations):
        if len(turn.between) < 2:
            yield _error(
                ("alternations", index, "between"),
                Label("afwisselen kan met minstens twee bouwstenen", "taking turns needs two blocks"),
                Label("voeg nog een bouwsteen toe", "add another block"),
            )
    chosen = Counter(block for choice in design.alternatives for block in set(choice.blocks))
    turns = Counter(part for turn in design.alternations for part in set(turn.between))
    for block, times in (chosen + turns).items():
        if chosen[block] > 1 or turns[block] > 1 or (chosen[block] and turns[block]):
            yield _error(
                ("alternatives",),
                Label(
                    f"bouwsteen {block!r} staat in {times} keuzes of afwisselingen",
                    f"block {block!r} stands in {times} choices or alternations",
                ),
                Label(
                    "laat hem in één staan; een afwisseling kan de keuze noemen in plaats van de bouwsteen",
                    "let it stand in one; an alternation can name the choice instead of its block",
                ),
            )


def _weeks(design: Design) -> Iterator[Finding]:
    for index, block in enumerate(design.blocks):
        phases = [phase for phase in design.phases if phase.id in block.when.phases or not block.when.phases]
        lengths = [phase.duration.value for phase in phases]
        if any(length is None for length in lengths) or not phases:
            continue
        weeks = sum(length.weeks for length in lengths if length)
        length = block.when.length.value if block.when.length else None
        last = block.when.from_week + (length.weeks if length else 1) - 1
        if last > weeks:
            yield _error(
                ("blocks", index, "when"),
                Label(
                    f"loopt tot week {last} van fasen die {weeks} weken duren",
                    f"runs to week {last} of phases that take {weeks} weeks",
                ),
                Label(
                    "begin eerder, maak het korter, of maak de fase langer",
                    "start it earlier, shorten it, or lengthen the phase",
                ),
            )
    cycle = _cycle(design)
    if cycle:
        yield _error(
            ("blocks",),
            Label(f"{' komt na '.join(cycle)}: dat begint nooit", f"{' comes after '.join(cycle)}: that never starts"),
            Label("haal een 'after' weg", "remove one 'after'"),
        )


def _load(design: Design) -> Iterator[Finding]:
    """The fullest week, guidance and aftercare left out: they happen during the other activities."""
    limit = design.weekly_limit_hours
    table = weekly_hours(design)
    hours = {week: sum(table.family(f, week=week).min_hours for f in COUNTED) for week in table.weeks}
    worst = max(hours, key=lambda week: hours[week], default=None)
    if worst is not None and hours[worst] > limit:
        what = Label(
            f"week {worst} kost minstens {hours[worst]:g} uur, meer dan {limit}",
            f"week {worst} takes at least {hours[worst]:g} hours, more than {limit}",
        )
        yield _warning(
            ("blocks",),
            what,
            Label(
                "spreid de bouwstenen, of verhoog de grens ('weekly_limit_hours')",
                "spread the blocks, or raise 'weekly_limit_hours'",
            ),
        )
    for index, total in enumerate(design.weekly_totals):
        stated = total.minutes.value
        weeks = [w for part in phase_weeks(design) if part.phase.id in total.phases for w in (part.first, part.last)]
        heavy = [week for week in weeks if stated and hours[week] * MINUTES_PER_HOUR > stated.max]
        if heavy:
            what = Label(
                f"de bouwstenen van week {heavy[0]} kosten minstens {hours[heavy[0]]:g} uur, meer dan genoemd",
                f"the blocks of week {heavy[0]} take at least {hours[heavy[0]]:g} hours, more than stated",
            )
            yield _warning(
                ("weekly_totals", index),
                what,
                Label("kijk de intensiteiten en dit totaal na", "look at the intensities and this total again"),
            )


def _doubts(design: Design) -> Iterator[Finding]:
    for index, block in enumerate(design.blocks):
        if block.intensity.value is None and block.form is Form.GROUP:
            yield _warning(
                ("blocks", index, "intensity"),
                Label(
                    "zonder intensiteit kan niemand een groep plannen",
                    "nobody can plan a group without knowing how much there is of it",
                ),
                Label("vul een aanname in, met de reden", "add an assumed intensity with its reason"),
            )


def _unknown(path: Path, names: Iterable[str], known: set[str], what: Label) -> Iterator[Finding]:
    for name in names:
        if name not in known:
            there = ", ".join(sorted(known))
            yield _error(
                path,
                Label(f"er is geen {what.nl} {name!r}", f"there is no {what.en} {name!r}"),
                Label(f"gebruik een van: {there or 'geen'}", f"use one of {there or 'none'}"),
            )


def _goals(conditions: tuple[Condition, ...]) -> list[str]:
    return [condition.phase for condition in conditions if isinstance(condition, GoalReached)]


def _cycle(design: Design) -> list[str]:
    """Blocks that come after each other in a ring, or nothing."""
    try:
        TopologicalSorter({block.id: block.after for block in design.blocks}).prepare()
    except CycleError as error:
        return [str(block) for block in reversed(error.args[1])]
    return []


def _error(path: Path, what: Label, remedy: Label) -> Finding:
    return Finding(path=path, what=what, remedy=remedy)


def _warning(path: Path, what: Label, remedy: Label) -> Finding:
    return Finding(severity=Severity.WARNING, path=path, what=what, remedy=remedy)
