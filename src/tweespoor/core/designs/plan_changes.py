"""What changes for a person who goes on in another version of a design."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tweespoor.core.designs.data import Block
from tweespoor.core.designs.dated_plan import DatedPlan, PlannedBlock
from tweespoor.core.designs.hours import Load, load_of


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a block stands in a plan: its hours a week (None where nobody knows), and its dates where it is planned.

    `planned` is None for a block that is still undecided.
    """

    block: Block
    hours: Load | None
    planned: PlannedBlock | None


@dataclass(frozen=True, kw_only=True)
class BlockChange:
    """A block in both plans that is not the same in both."""

    before: Standing
    after: Standing

    @property
    def other_hours(self) -> bool:
        """The hours a week are others."""
        return self.before.hours != self.after.hours

    @property
    def other_dates(self) -> bool:
        """It is held in other weeks, or its dates came or went with a decision."""
        return _dates(self.before) != _dates(self.after)


@dataclass(frozen=True, kw_only=True)
class PlanChanges:
    """Blocks that come and go for a person, and those with other hours or dates; `end`: the last day before, after."""

    added: tuple[Standing, ...]
    dropped: tuple[Standing, ...]
    changed: tuple[BlockChange, ...]
    end: tuple[date | None, date | None]

    @property
    def is_nothing(self) -> bool:
        """The plan stays as it is."""
        return not (self.added or self.dropped or self.changed or self.end[0] != self.end[1])


def plan_changes(before: DatedPlan, after: DatedPlan) -> PlanChanges:
    """Compare two plans of one person, block by block; a block that does not apply counts as not there."""
    old, new = _standings(before), _standings(after)
    both = [BlockChange(before=old[key], after=each) for key, each in new.items() if key in old]
    return PlanChanges(
        added=tuple(each for key, each in new.items() if key not in old),
        dropped=tuple(each for key, each in old.items() if key not in new),
        changed=tuple(each for each in both if each.other_hours or each.other_dates),
        end=(before.phases[-1].end, after.phases[-1].end),
    )


def _standings(plan: DatedPlan) -> dict[str, Standing]:
    planned = [Standing(block=each.block, hours=each.hours, planned=each) for each in plan.blocks]
    minutes = plan.design.half_day_minutes
    undecided = [
        Standing(block=each.block, hours=load_of(each.block, half_day_minutes=minutes), planned=None)
        for each in plan.undecided
    ]
    return {each.block.id: each for each in (*planned, *undecided)}


def _dates(standing: Standing) -> tuple[date, date | None, tuple[int, ...]] | None:
    planned = standing.planned
    return (planned.start, planned.end, planned.weeks) if planned else None
