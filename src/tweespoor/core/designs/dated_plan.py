"""A design made out for one person from a start date: what applies when, what does not and why, what is still open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tweespoor.core.designs.conditions import Question
from tweespoor.core.designs.data import Block, Cadence, Design, Phase, WeeklyTotal
from tweespoor.core.designs.hours import Load
from tweespoor.core.designs.values import Label


@dataclass(frozen=True, kw_only=True)
class DatedPhase:
    """A phase with its dates; `end` is its last day, None where it has no end."""

    phase: Phase
    start: date
    end: date | None
    assumed: bool


@dataclass(frozen=True, kw_only=True)
class PlannedBlock:
    """A block that applies, from `start` to `end` (its last day; None without an end).

    `weeks` are the weeks of the trajectory it is held in (with gaps where it takes turns). `hours` per week is None
    where nobody knows them. `one_of` names the choice it belongs to while that choice is still free.
    """

    block: Block
    start: date
    end: date | None
    weeks: tuple[int, ...]
    hours: Load | None
    assumed: bool
    one_of: str = ""


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A block that does not apply, and why."""

    block: Block
    reason: Label


@dataclass(frozen=True, kw_only=True)
class Undecided:
    """A block of which nobody can say yet whether it applies: these questions settle it."""

    block: Block
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class DatedCadence:
    """One date on which something of a cadence is due."""

    cadence: Cadence
    due: date


@dataclass(frozen=True, kw_only=True)
class DatedTotal:
    """What the source states about a week as a whole, from `start` to `end` (last day; None without an end)."""

    total: WeeklyTotal
    start: date
    end: date | None


@dataclass(frozen=True, kw_only=True)
class DatedPlan:
    """A design for one person from `start`: a proposal that people decide on, with every open question named.

    `takes_part` is False where a condition of the design itself is not met (with `refusals`), None where it cannot be
    judged yet. `until` is how far rhythms without an end are written out.
    """

    design: Design
    start: date
    until: date
    takes_part: bool | None
    refusals: tuple[Label, ...]
    phases: tuple[DatedPhase, ...]
    blocks: tuple[PlannedBlock, ...]
    left_out: tuple[LeftOut, ...]
    undecided: tuple[Undecided, ...]
    totals: tuple[DatedTotal, ...]
    cadences: tuple[DatedCadence, ...]
    questions: tuple[Question, ...]

    def hours(self, *, week: int) -> Load:
        """Hours of the blocks that apply in a week of the trajectory; of a free choice, lightest to heaviest."""
        total = Load(0, 0)
        choices: dict[str, list[Load]] = {}
        for planned in self.blocks:
            load = planned.hours if planned.hours and week in planned.weeks else Load(0, 0)
            if planned.one_of:
                choices.setdefault(planned.one_of, []).append(load)
            else:
                total += load
        for loads in choices.values():
            least = min(load.min_minutes for load in loads)
            total += Load(least, max(load.max_minutes for load in loads))
        return total

    def week_start(self, week: int) -> date:
        """The first day of a week of the trajectory, counted from 1."""
        return self.start + timedelta(weeks=week - 1)

    @property
    def by_block(self) -> Mapping[str, PlannedBlock]:
        """The blocks that apply, by id."""
        return {planned.block.id: planned for planned in self.blocks}
