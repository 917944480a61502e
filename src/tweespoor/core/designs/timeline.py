"""Which block runs in which weeks of a design, counted from 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tweespoor.core.designs.data import Block, Design, Phase
from tweespoor.core.designs.values import Per

HORIZON_WEEKS = 26
"""Weeks shown of a phase whose length is open or unknown."""


@dataclass(frozen=True)
class PhaseWeeks:
    """The first and last week of a phase; `open_ended` where its length is not known and the horizon is shown."""

    phase: Phase
    first: int
    last: int
    open_ended: bool


@dataclass(frozen=True)
class BlockWeeks:
    """The weeks in which a block runs, in order; `open_ended` where it goes on with an open-ended phase.

    `possible` are all weeks it could be held in: a block of fixed length can start later than its first week.
    """

    block: Block
    weeks: tuple[int, ...]
    possible: tuple[int, ...]
    open_ended: bool


def phase_weeks(design: Design, *, horizon_weeks: int = HORIZON_WEEKS) -> tuple[PhaseWeeks, ...]:
    """The phases one after the other; a phase of open or unknown length takes `horizon_weeks`."""
    result: list[PhaseWeeks] = []
    first = 1
    for phase in design.phases:
        length = phase.duration.value.weeks if phase.duration.value else horizon_weeks
        result.append(PhaseWeeks(phase, first, first + length - 1, phase.duration.value is None))
        first += length
    return tuple(result)


def block_weeks(design: Design, *, horizon_weeks: int = HORIZON_WEEKS) -> Mapping[str, BlockWeeks]:
    """The weeks of every block, by its id."""
    phases = phase_weeks(design, horizon_weeks=horizon_weeks)
    return {block.id: _weeks_of(block, design, phases) for block in design.blocks}


def length_of(block: Block) -> int | None:
    """The number of weeks a block is held in, None where it runs as long as its phases."""
    if block.when.length is not None and block.when.length.value is not None:
        return block.when.length.value.weeks
    intensity = block.intensity.value
    return intensity.weeks_in_all if intensity and intensity.per is Per.IN_ALL else None


def _weeks_of(block: Block, design: Design, phases: tuple[PhaseWeeks, ...]) -> BlockWeeks:
    own = [part for part in phases if not block.when.phases or part.phase.id in block.when.phases]
    weeks = [week for part in own for week in range(part.first, part.last + 1)][block.when.from_week - 1 :]
    possible = tuple(_own_turns(block, design, weeks))
    length = length_of(block)
    open_ended = length is None and bool(own) and own[-1].open_ended
    return BlockWeeks(block, possible[:length], possible, open_ended)


def _own_turns(block: Block, design: Design, weeks: list[int]) -> list[int]:
    """The weeks in which the block has its turn; all weeks where it takes no turns."""
    names = {block.id} | {choice.id for choice in design.alternatives if block.id in choice.blocks}
    for alternation in design.alternations:
        for index, part in enumerate(alternation.between):
            if part in names:
                turn, count = alternation.turn_weeks, len(alternation.between)
                return [week for place, week in enumerate(weeks) if place // turn % count == index]
    return weeks
