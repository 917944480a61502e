"""Change a design part by part: put, remove and move parts, start from another design, join the work of two people.

Every function gives a new design. What comes out may not make sense yet (`check`, or reading it back, says so).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from tweespoor.core.designs.conditions import Condition, GoalReached
from tweespoor.core.designs.data import (
    Alternation,
    Alternatives,
    Block,
    Cadence,
    Cost,
    Design,
    Phase,
    Staff,
    Target,
    WeeklyTotal,
)
from tweespoor.core.designs.values import Given, Label
from tweespoor.core.facts import FactState

Part = Phase | Block | Alternatives | Alternation | WeeklyTotal | Cadence | Target | Cost | Staff
"""A part of a design that has an id and can be put in its section."""

OWN_DESIGN = "eigen ontwerp"
"""The source of what a municipality decides itself."""

LONGEST_ID = 60


class Section(StrEnum):
    """The lists of parts a design is made of, by the name of their field."""

    PHASES = "phases"
    BLOCKS = "blocks"
    ALTERNATIVES = "alternatives"
    ALTERNATIONS = "alternations"
    WEEKLY_TOTALS = "weekly_totals"
    CADENCES = "cadences"
    TARGETS = "targets"
    COSTS = "costs"
    STAFF = "staff"


_SECTION_OF: dict[type[Any], Section] = {
    Phase: Section.PHASES,
    Block: Section.BLOCKS,
    Alternatives: Section.ALTERNATIVES,
    Alternation: Section.ALTERNATIONS,
    WeeklyTotal: Section.WEEKLY_TOTALS,
    Cadence: Section.CADENCES,
    Target: Section.TARGETS,
    Cost: Section.COSTS,
    Staff: Section.STAFF,
}


def parts(design: Design, section: Section) -> tuple[Part, ...]:
    """The parts of a section in their order."""
    found: tuple[Part, ...] = getattr(design, section.value)
    return found


def part(design: Design, section: Section, part_id: str) -> Part:
    """The part of that id.

    Raises:
        KeyError: if the section has none.
    """
    return {each.id: each for each in parts(design, section)}[part_id]


def put(design: Design, new: Part) -> Design:
    """Put a part in its section: in the place of the one of the same id, or last."""
    section = _SECTION_OF[type(new)]
    before = parts(design, section)
    if any(each.id == new.id for each in before):
        return _with(design, section, [new if each.id == new.id else each for each in before])
    return _with(design, section, [*before, new])


def remove(design: Design, section: Section, part_id: str) -> Design:
    """Take a part out, and everything that makes no sense without it.

    With a block go its costs and rhythms, and choices and alternations that have only one left. With a phase go the
    blocks, totals and rhythms of that phase alone, and the conditions that wait for its goal.
    """
    result = _with(design, section, [each for each in parts(design, section) if each.id != part_id])
    match section:
        case Section.PHASES:
            return _without_phase(result, part_id)
        case Section.BLOCKS | Section.ALTERNATIVES:
            return _without_references(result, part_id)
    return result


def move(design: Design, section: Section, part_id: str, *, by: int) -> Design:
    """Move a part so many places down its section (up where negative), as far as it goes.

    Raises:
        KeyError: if the section has no such part.
    """
    moved = part(design, section, part_id)
    others = [each for each in parts(design, section) if each.id != part_id]
    place = min(max(parts(design, section).index(moved) + by, 0), len(others))
    return _with(design, section, [*others[:place], moved, *others[place:]])


def free_id(design: Design, section: Section, text: str) -> str:
    """A short name made of `text` that no part of the section has; blocks and choices share their names."""
    names = (Section.BLOCKS, Section.ALTERNATIVES)
    taken = {each.id for name in (names if section in names else (section,)) for each in parts(design, name)}
    plain = short_name(text)
    number = 1
    found = plain
    while found in taken:
        number += 1
        found = f"{plain[: LONGEST_ID - 4]}-{number}"
    return found


def short_name(text: str) -> str:
    """A text as a short name: small letters, digits and hyphens, starting with a letter."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    name = words if re.match(r"[a-z]", words) else f"deel-{words}".rstrip("-")
    return name[: LONGEST_ID - 4].rstrip("-")


def derive(design: Design, *, design_id: str, title: Label, municipality: str) -> Design:
    """A design of a municipality's own, that starts as another one is.

    What the source counts and states about the other programme does not hold for the new one, and is left out; each
    part keeps its source, so that one can see what it was taken from.
    """
    people = replace(design.participants, registered=Given(state=FactState.NOT_ASKED))
    return replace(
        design,
        id=design_id,
        title=title,
        source=f"{OWN_DESIGN}; {design.source}"[:300],
        municipalities=(municipality,),
        participants=people,
        observations=(),
        statements={},
        name="",
        lines={},
    )


class Clash(Exception):
    """Two people changed the same part in two ways; `places` are the section and id of each (no id: the section)."""

    def __init__(self, places: Sequence[tuple[str, str]]) -> None:
        self.places = tuple(places)
        super().__init__(", ".join(f"{section} {part_id}".strip() for section, part_id in places))


def join(base: Design, *, mine: Design, theirs: Design) -> Design:
    """Both changes to `base`, mine and theirs.

    Raises:
        Clash: if both changed the same part, each in another way.
    """
    places: list[tuple[str, str]] = []
    changes: dict[str, Any] = {}
    sections = {section.value for section in Section}
    for each in fields(Design):
        name = each.name
        old, my, their = getattr(base, name), getattr(mine, name), getattr(theirs, name)
        if not each.compare:
            continue
        if name in sections:
            joined, clashes = _joined(old, my, their)
            places += [(name, part_id) for part_id in clashes]
            changes[name] = joined
        elif my in (old, their):
            changes[name] = their
        elif their == old:
            changes[name] = my
        else:
            places.append((name, ""))
    if places:
        raise Clash(places)
    return replace(theirs, **changes, lines={})


def _joined(
    old: tuple[Part, ...], mine: tuple[Part, ...], theirs: tuple[Part, ...]
) -> tuple[tuple[Part, ...], list[str]]:
    """The parts of one section with both changes, and the ids of parts changed in two ways."""
    base, my, their = ({each.id: each for each in parts} for parts in (old, mine, theirs))
    kept: dict[str, Part | None] = {}
    clashes = []
    for part_id in {**base, **their, **my}:
        before, ours, others = base.get(part_id), my.get(part_id), their.get(part_id)
        if ours not in (before, others) and others != before:
            clashes.append(part_id)
        kept[part_id] = others if ours == before else ours
    order = list(my) if list(their) == list(base) else [*their, *my]
    ids = [part_id for part_id in dict.fromkeys([*order, *their, *my]) if kept[part_id] is not None]
    return tuple(each for part_id in ids if (each := kept[part_id]) is not None), clashes


class How(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


def differences(before: Design, after: Design) -> tuple[tuple[Section, Part, How], ...]:
    """The parts that were added, removed or changed, in the order of the sections."""
    found: list[tuple[Section, Part, How]] = []
    for section in Section:
        old = {each.id: each for each in parts(before, section)}
        new = {each.id: each for each in parts(after, section)}
        found += [(section, each, How.REMOVED) for key, each in old.items() if key not in new]
        found += [(section, each, How.ADDED) for key, each in new.items() if key not in old]
        found += [(section, each, How.CHANGED) for key, each in new.items() if key in old and old[key] != each]
    return tuple(found)


def _with(design: Design, section: Section, items: Sequence[Part]) -> Design:
    changed: dict[str, Any] = {section.value: tuple(items), "lines": {}}
    return replace(design, **changed)


def _without_references(design: Design, gone: str) -> Design:
    """Without what refers to a block or choice that is gone."""
    blocks = tuple(replace(b, after=tuple(a for a in b.after if a != gone)) for b in design.blocks)
    choices = tuple(replace(c, blocks=tuple(b for b in c.blocks if b != gone)) for c in design.alternatives)
    turns = tuple(replace(t, between=tuple(b for b in t.between if b != gone)) for t in design.alternations)
    dropped = [choice.id for choice in choices if len(choice.blocks) < 2]
    result = replace(
        design,
        blocks=blocks,
        alternatives=tuple(c for c in choices if len(c.blocks) > 1),
        alternations=tuple(t for t in turns if len(t.between) > 1),
        costs=tuple(c for c in design.costs if c.block != gone),
        cadences=tuple(c for c in design.cadences if c.block != gone),
    )
    for choice in dropped:
        if choice != gone:
            result = _without_references(result, choice)
    return result


def _without_phase(design: Design, gone: str) -> Design:
    def others(phases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(phase for phase in phases if phase != gone)

    only_there = [block.id for block in design.blocks if block.when.phases == (gone,)]
    design = replace(
        design,
        blocks=tuple(
            replace(b, when=replace(b.when, phases=others(b.when.phases)), conditions=_not_waiting(b.conditions, gone))
            for b in design.blocks
            if b.id not in only_there
        ),
        weekly_totals=tuple(
            replace(t, phases=others(t.phases), conditions=_not_waiting(t.conditions, gone))
            for t in design.weekly_totals
            if t.phases != (gone,)
        ),
        cadences=tuple(c for c in design.cadences if c.phase != gone),
    )
    for block in only_there:
        design = _without_references(design, block)
    return design


def _not_waiting(conditions: tuple[Condition, ...], phase: str) -> tuple[Condition, ...]:
    return tuple(c for c in conditions if not (isinstance(c, GoalReached) and c.phase == phase))
