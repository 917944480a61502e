"""The group activities and language classes of a design, as a timetable needs them.

What a design does not state is filled in from one table of planning defaults; every field filled in is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from tweespoor.core.designs.conditions import LevelBetween
from tweespoor.core.designs.data import Block, Design, Form
from tweespoor.core.designs.timeline import block_weeks, length_of
from tweespoor.core.designs.values import (
    HALF_DAYS_PER_DAY,
    MINUTES_PER_HOUR,
    Intensity,
    IntensityUnit,
    Label,
    Per,
    Span,
)
from tweespoor.core.vocabulary import ActivityFamily, ActivityKind, LanguageLevel
from tweespoor.core.week import Daypart, HalfDay

MAX_DAYS_PER_WEEK = 5


@dataclass(frozen=True, kw_only=True)
class PlanningDefaults:
    """What is assumed of a group activity where its design does not say; ours, not the report's.

    `level_spread` counts steps of the list of language levels. `weight` is what it costs the planner to leave a
    person's demand for it unplaced.
    """

    min_size: int = 6
    max_size: int = 14
    weeks: int = 10
    level_min: LanguageLevel = LanguageLevel.ALFA_A
    level_max: LanguageLevel = LanguageLevel.B2
    level_spread: int = 3
    max_groups: int = 6
    outside_seats: int = 0
    outside_seats_topped_up: int = 4
    group_cost: int = 250
    weight: int = 100


_GENERAL = PlanningDefaults()
DEFAULTS: dict[ActivityKind, PlanningDefaults] = {
    ActivityKind.LANGUAGE_PRACTICAL: PlanningDefaults(max_size=12, level_spread=2, weight=120),
    ActivityKind.LANGUAGE_CONVERSATION: PlanningDefaults(
        min_size=2, max_size=4, level_spread=2, max_groups=30, group_cost=80, weight=120
    ),
    ActivityKind.HEALTH: PlanningDefaults(weeks=6, level_spread=5, weight=80),
    ActivityKind.SPORT: PlanningDefaults(max_size=20, level_spread=9, group_cost=150, weight=60),
    ActivityKind.FINANCE: PlanningDefaults(weeks=6, weight=80),
    ActivityKind.DIGITAL: PlanningDefaults(weeks=6, max_size=12, weight=80),
    ActivityKind.PRACTICAL: PlanningDefaults(level_spread=4, weight=80),
    ActivityKind.INTERCULTURAL: PlanningDefaults(weeks=4, weight=60),
    ActivityKind.VOCATIONAL: PlanningDefaults(max_size=12, group_cost=400, weight=130),
    ActivityKind.SHELTERED: PlanningDefaults(max_size=16, level_spread=9, weight=130),
}
"""Planning defaults per kind of activity; kinds that are not here have the general ones."""


def defaults(kind: ActivityKind) -> PlanningDefaults:
    """The planning defaults of a kind of activity."""
    return DEFAULTS.get(kind, _GENERAL)


@dataclass(frozen=True, kw_only=True)
class OfferSpec:
    """A group activity that must be put in a timetable, as `roosterpuzzel/1` describes activities.

    `ongoing` activities are no course of a fixed length: they run as long as their phases, and whoever makes the
    timetable of a period takes the part that falls in it.

    `sessions` a week on different days, each of `length` half-days, during `weeks`. `assumed` names the fields that
    come from the planning defaults or from an assumed intensity. `dayparts` (when not empty) and `avoid` limit when
    it is held.
    """

    id: str
    label: Label
    kind: ActivityKind
    sessions: int
    length: int
    weeks: int
    min_size: int
    max_size: int
    level_min: LanguageLevel
    level_max: LanguageLevel
    max_level_spread: int
    max_groups: int
    outside_seats: int
    group_cost: int
    ongoing: bool
    preteach: bool
    after: tuple[str, ...]
    dayparts: tuple[Daypart, ...]
    avoid: tuple[HalfDay, ...]
    phases: tuple[str, ...]
    assumed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClassSpec:
    """Formal language lessons, given in a class with its own timetable: half-days a week, and who gives them."""

    id: str
    label: Label
    half_days: Span
    provider_name: str
    phases: tuple[str, ...]
    dayparts: tuple[Daypart, ...]
    assumed: bool


def offers(design: Design) -> tuple[OfferSpec, ...]:
    """The group activities of a design that a timetable must place; formal language lessons are classes instead.

    A group block of which nobody knows how much there is cannot be planned and is left out; `check` warns of it.
    """
    scheduled = {block.id for block in design.blocks if is_offer(block)}
    return tuple(_offer(block, design, scheduled) for block in design.blocks if block.id in scheduled)


def classes(design: Design) -> tuple[ClassSpec, ...]:
    """The formal language lessons of a design."""
    return tuple(
        ClassSpec(
            id=block.id,
            label=block.label,
            half_days=_half_days(block.intensity.value, design.half_day_hours),
            provider_name=block.provider_name,
            phases=block.when.phases,
            dayparts=block.dayparts,
            assumed=block.intensity.assumed,
        )
        for block in design.blocks
        if block.kind is ActivityKind.LANGUAGE_FORMAL and block.intensity.value is not None
    )


def is_offer(block: Block) -> bool:
    """The block is a group activity that a timetable must place."""
    families = (ActivityFamily.GUIDANCE, ActivityFamily.AFTERCARE)
    return (
        block.form is Form.GROUP
        and block.kind is not ActivityKind.LANGUAGE_FORMAL
        and block.kind.family not in families
        and block.intensity.value is not None
    )


def _offer(block: Block, design: Design, scheduled: set[str]) -> OfferSpec:
    assumed: list[str] = []
    table = defaults(block.kind)
    sessions, length = _sessions(block, design.half_day_hours, assumed)
    size = _size(block, table, assumed)
    level_min, level_max = _levels(block, table, assumed)
    return OfferSpec(
        id=block.id,
        label=block.label,
        kind=block.kind,
        sessions=sessions,
        length=length,
        weeks=_weeks(block, design, assumed),
        min_size=size.least,
        max_size=size.max,
        level_min=level_min,
        level_max=level_max,
        max_level_spread=_or_default(block.group.level_spread, table.level_spread, "max_level_spread", assumed),
        max_groups=_or_default(block.group.max_groups, table.max_groups, "max_groups", assumed),
        outside_seats=table.outside_seats_topped_up if block.group.topped_up else table.outside_seats,
        group_cost=table.group_cost,
        ongoing=length_of(block) is None,
        preteach=block.preteach,
        after=tuple(earlier for earlier in block.after if earlier in scheduled),
        dayparts=block.dayparts,
        avoid=block.avoid,
        phases=block.when.phases,
        assumed=(*assumed, "outside_seats", "group_cost"),
    )


def _size(block: Block, table: PlanningDefaults, assumed: list[str]) -> Span:
    """The size of a group; who stands alone in it needs no group, so at least one."""
    given = block.group.size
    if given is None or given.value is None:
        assumed += ["min_size", "max_size"]
        return Span(table.min_size, table.max_size)
    if given.assumed:
        assumed += ["min_size", "max_size"]
    return Span(max(1, given.value.least), max(1, given.value.max))


def _levels(block: Block, table: PlanningDefaults, assumed: list[str]) -> tuple[LanguageLevel, LanguageLevel]:
    """The levels of a group: those of the block, or the bounds of its condition on the speaking level."""
    if block.levels and block.levels.value:
        return block.levels.value[0], block.levels.value[-1]
    bounds = [condition for condition in block.conditions if isinstance(condition, LevelBetween)]
    lowest = next((bound.lowest for bound in bounds if bound.lowest), None)
    highest = next((bound.highest for bound in bounds if bound.highest), None)
    assumed += [name for name, level in (("level_min", lowest), ("level_max", highest)) if level is None]
    return lowest or table.level_min, highest or max(table.level_max, lowest or table.level_max, key=_rank)


def _rank(level: LanguageLevel) -> int:
    return level.rank


def _or_default(value: int | None, default: int, name: str, assumed: list[str]) -> int:
    if value is None:
        assumed.append(name)
        return default
    return value


def _weeks(block: Block, design: Design, assumed: list[str]) -> int:
    running = block_weeks(design)[block.id]
    if running.open_ended or not running.weeks:
        assumed.append("weeks")
        return defaults(block.kind).weeks
    return len(running.weeks)


def _sessions(block: Block, half_day_hours: int, assumed: list[str]) -> tuple[int, int]:
    """Sessions a week and the half-days of each."""
    intensity = block.intensity.value
    assert intensity is not None
    if block.intensity.assumed:
        assumed += ["sessions", "length"]
    elif intensity.per is not Per.WEEK:
        assumed.append("sessions")
    if intensity.unit is IntensityUnit.DAYS:
        days = intensity.amount.max if intensity.per is Per.WEEK else 1
        return min(days, MAX_DAYS_PER_WEEK), HALF_DAYS_PER_DAY
    if intensity.unit is IntensityUnit.SESSIONS:
        count = intensity.amount.max if intensity.per is Per.WEEK else 1
        if intensity.session is None:
            assumed.append("length")
            return min(count, MAX_DAYS_PER_WEEK), 1
        return min(count, MAX_DAYS_PER_WEEK), ceil(intensity.session.max / (half_day_hours * MINUTES_PER_HOUR))
    half_days = _half_days(intensity, half_day_hours).max
    return min(half_days, MAX_DAYS_PER_WEEK), ceil(half_days / MAX_DAYS_PER_WEEK)


def _half_days(intensity: Intensity | None, half_day_hours: int) -> Span:
    """Half-days a week, every session rounded up; one where the length of a session is not known."""
    half_day = half_day_hours * MINUTES_PER_HOUR
    minutes = intensity.minutes_per_week(half_day_minutes=half_day) if intensity else None
    if intensity is None or minutes is None:
        return Span(1, 1)
    if intensity.session and intensity.per is Per.WEEK:
        length = ceil(intensity.session.max / half_day)
        return Span(intensity.amount.least * length, intensity.amount.max * length)
    return Span(ceil(minutes.least / half_day), max(1, ceil(minutes.max / half_day)))
