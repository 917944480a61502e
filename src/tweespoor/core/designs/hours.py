"""How many hours a week a design takes, per kind of activity, over time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from tweespoor.core.designs.data import Block, Design
from tweespoor.core.designs.timeline import HORIZON_WEEKS, BlockWeeks, block_weeks, phase_weeks
from tweespoor.core.designs.values import MINUTES_PER_HOUR, Label
from tweespoor.core.vocabulary import ActivityFamily, ActivityKind


@dataclass(frozen=True)
class Load:
    """Time in a week, in minutes: `min` what everybody does at least, `max` what somebody does at most."""

    min_minutes: int
    max_minutes: int

    @property
    def min_hours(self) -> float:
        """The lower end in hours."""
        return self.min_minutes / MINUTES_PER_HOUR

    @property
    def max_hours(self) -> float:
        """The upper end in hours."""
        return self.max_minutes / MINUTES_PER_HOUR

    def __add__(self, other: Load) -> Load:
        return Load(self.min_minutes + other.min_minutes, self.max_minutes + other.max_minutes)

    @property
    def words(self) -> Label:
        """The hours in words: 16, 16,5 (in Dutch), or from 15 to 27 as 15–27."""
        ends = [hours_in_words(minutes) for minutes in sorted({self.min_minutes, self.max_minutes})]
        return Label("–".join(each.nl for each in ends), "–".join(each.en for each in ends))


NOTHING = Load(0, 0)


def hours_in_words(minutes: float) -> Label:
    """Minutes as hours, with the decimal mark of each language."""
    said = f"{minutes / MINUTES_PER_HOUR:g}"
    return Label(said.replace(".", ","), said)


@dataclass(frozen=True)
class BlockHours:
    """One block in the table: its weeks, and its time per week; None where nobody knows it."""

    running: BlockWeeks
    load: Load | None

    @property
    def assumed(self) -> bool:
        """The time is an estimate for planning, not a number of the source."""
        return self.running.block.intensity.assumed


@dataclass(frozen=True)
class WeeklyHours:
    """Hours per week of a design.

    A block that is not for everybody counts from 0. Of alternatives the lightest counts in the lower end and the
    heaviest in the upper end, so the lower ends of the kinds can add up to less than that of the total. Blocks of
    which nobody knows the hours are left out and named by `unknown`.
    """

    design: Design
    weeks: tuple[int, ...]
    blocks: Mapping[str, BlockHours]

    def kind(self, kind: ActivityKind, *, week: int) -> Load:
        """The time for one kind of activity in a week."""
        return self._sum(week, lambda block: block.kind is kind)

    def family(self, family: ActivityFamily, *, week: int) -> Load:
        """The time for a family of activities in a week."""
        return self._sum(week, lambda block: block.kind.family is family)

    def some(self, blocks: Collection[str], *, week: int) -> Load:
        """The time of some blocks, by their ids, in a week."""
        return self._sum(week, lambda block: block.id in blocks)

    def total(self, *, week: int) -> Load:
        """The time of all blocks in a week."""
        return self._sum(week, lambda block: True)

    def block(self, block_id: str, *, week: int) -> Load:
        """The time of one block in a week; nothing where it does not run or its hours are not known."""
        row = self.blocks[block_id]
        if row.load is None or week not in row.running.weeks:
            return NOTHING
        return row.load

    def unknown_in(self, weeks: Iterable[int]) -> tuple[Block, ...]:
        """The blocks that run in one of these weeks and of which nobody knows the hours, in the design's order."""
        asked = set(weeks)
        found = {block_id for week in asked for block_id in self.unknown(week=week)}
        return tuple(block for block in self.design.blocks if block.id in found)

    def unknown(self, *, week: int) -> tuple[str, ...]:
        """The ids of the blocks that run in a week and of which nobody knows the hours."""
        return tuple(
            block_id for block_id, row in self.blocks.items() if row.load is None and week in row.running.weeks
        )

    @property
    def kinds(self) -> tuple[ActivityKind, ...]:
        """The kinds that occur, in the order of figure 4.1."""
        used = {row.running.block.kind for row in self.blocks.values()}
        return tuple(kind for kind in ActivityKind if kind in used)

    def _sum(self, week: int, counts: Callable[[Block], bool]) -> Load:
        chosen = {member for choice in self.design.alternatives for member in choice.blocks}
        total = NOTHING
        for block in self.design.blocks:
            if counts(block) and block.id not in chosen:
                load = self.block(block.id, week=week)
                total += load if is_for_everyone(block) else Load(0, load.max_minutes)
        for choice in self.design.alternatives:
            options = [self._option(member, week, counts) for member in choice.blocks]
            least = min((option.min_minutes for option in options), default=0)
            total += Load(least, max((option.max_minutes for option in options), default=0))
        return total

    def _option(self, block_id: str, week: int, counts: Callable[[Block], bool]) -> Load:
        block = self.design.block(block_id)
        if not counts(block):
            return NOTHING
        load = self.block(block_id, week=week)
        return load if block.everyone else Load(0, load.max_minutes)


def weekly_hours(design: Design, *, horizon_weeks: int = HORIZON_WEEKS) -> WeeklyHours:
    """The hours of every week of a design; of an open-ended phase `horizon_weeks` are shown."""
    running = block_weeks(design, horizon_weeks=horizon_weeks)
    last = max((part.last for part in phase_weeks(design, horizon_weeks=horizon_weeks)), default=0)
    rows = {
        block_id: BlockHours(weeks, load_of(weeks.block, half_day_minutes=design.half_day_minutes))
        for block_id, weeks in running.items()
    }
    return WeeklyHours(design, tuple(range(1, last + 1)), rows)


def load_of(block: Block, *, half_day_minutes: int) -> Load | None:
    """The time of a block in a week in which it is held, None where nobody knows it."""
    if block.intensity.value is None:
        return None
    length = block.when.length.value if block.when.length else None
    minutes = block.intensity.value.minutes_per_week(
        half_day_minutes=half_day_minutes, weeks=length.weeks if length else None
    )
    return None if minutes is None else Load(minutes.least, minutes.max)


def is_for_everyone(block: Block) -> bool:
    """Everybody does this block: it has no conditions and is not for some only."""
    return block.everyone and not block.conditions
