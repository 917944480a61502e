"""How full the weeks of a design are, against the limit it sets."""

from __future__ import annotations

from dataclasses import dataclass

from tweespoor.core.designs.data import Block, Design
from tweespoor.core.designs.hours import NOTHING, Load, WeeklyHours, weekly_hours
from tweespoor.core.designs.timeline import HORIZON_WEEKS
from tweespoor.core.designs.values import MINUTES_PER_HOUR
from tweespoor.core.vocabulary import ActivityFamily

COUNTED = tuple(f for f in ActivityFamily if f not in (ActivityFamily.GUIDANCE, ActivityFamily.AFTERCARE))
"""The families that fill a week; guidance and aftercare happen during the other activities."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Weeks after each other that are equally full.

    `load` is the time of the counted families together, `families` of each of them. `unknown` are the blocks of which
    nobody knows the hours: with any, the load is a lower bound. `is_over` is True where everybody is over the limit,
    None where somebody may be, False where nobody is as far as is known.
    """

    first_week: int
    last_week: int
    load: Load
    families: tuple[tuple[ActivityFamily, Load], ...]
    unknown: tuple[Block, ...]
    is_over: bool | None


def stretches(design: Design, *, horizon_weeks: int = HORIZON_WEEKS) -> tuple[Stretch, ...]:
    """The weeks of a design in stretches of the same load, in order."""
    table = weekly_hours(design, horizon_weeks=horizon_weeks)
    found: list[Stretch] = []
    for week in table.weeks:
        one = _week(table, week)
        last = found[-1] if found else None
        if last and (last.families, last.unknown) == (one.families, one.unknown):
            found[-1] = Stretch(
                first_week=last.first_week,
                last_week=week,
                load=one.load,
                families=one.families,
                unknown=one.unknown,
                is_over=one.is_over,
            )
        else:
            found.append(one)
    return tuple(found)


def _week(table: WeeklyHours, week: int) -> Stretch:
    families = tuple((family, table.family(family, week=week)) for family in COUNTED)
    load = sum((each for _family, each in families), start=NOTHING)
    limit = table.design.weekly_limit_hours * MINUTES_PER_HOUR
    return Stretch(
        first_week=week,
        last_week=week,
        load=load,
        families=families,
        unknown=tuple(block for block in table.unknown_in([week]) if block.kind.family in COUNTED),
        is_over=True if load.min_minutes > limit else None if load.max_minutes > limit else False,
    )
