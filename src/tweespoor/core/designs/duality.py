"""How far language and participation run side by side: what makes a trajectory dual."""

from __future__ import annotations

from dataclasses import dataclass

from tweespoor.core.designs.data import Design
from tweespoor.core.designs.hours import NOTHING, Load, WeeklyHours, is_for_everyone, weekly_hours
from tweespoor.core.designs.timeline import HORIZON_WEEKS
from tweespoor.core.vocabulary import ActivityFamily

_LANGUAGE, _PARTICIPATION = ActivityFamily.LANGUAGE, ActivityFamily.PARTICIPATION


@dataclass(frozen=True)
class WeekCount:
    """Weeks out of `of`: `certain` for everybody, `possible` for somebody."""

    certain: int
    possible: int
    of: int


@dataclass(frozen=True, kw_only=True)
class Duality:
    """Overlap of the language track and the participation track of a design.

    A week is dual where both tracks run. A track runs in a week for certain where everybody has a block of it, and
    possibly where somebody has; hours need not be known for that. `language_beside_preparation` counts weeks in which
    language runs beside preparation for work but not yet beside participation: preparation is not participation.
    `dual_hours` are the hours of both tracks in dual weeks, out of `track_hours` in all weeks (known hours only).
    """

    weeks: int
    language: WeekCount
    participation: WeekCount
    dual: WeekCount
    language_beside_preparation: WeekCount
    dual_hours: Load
    track_hours: Load
    without_hours: tuple[str, ...]
    open_ended: bool

    @property
    def share_of_weeks(self) -> tuple[int, int]:
        """Weeks that can be dual, out of all weeks."""
        return self.dual.possible, self.weeks

    @property
    def share_of_hours(self) -> tuple[int, int]:
        """Minutes of both tracks in dual weeks out of those in all weeks, at the upper end."""
        return self.dual_hours.max_minutes, self.track_hours.max_minutes


def duality(design: Design, *, horizon_weeks: int = HORIZON_WEEKS) -> Duality:
    """Measure the overlap over the design's weeks; of an open-ended phase `horizon_weeks` are looked at."""
    table = weekly_hours(design, horizon_weeks=horizon_weeks)
    language = _runs(table, _LANGUAGE)
    participation = _runs(table, _PARTICIPATION)
    preparation = _runs(table, ActivityFamily.PREPARATION)
    dual_possible = language.possible & participation.possible
    both = [(table.family(_LANGUAGE, week=w) + table.family(_PARTICIPATION, week=w), w) for w in table.weeks]
    return Duality(
        weeks=len(table.weeks),
        language=language.count(table),
        participation=participation.count(table),
        dual=WeekCount(len(language.certain & participation.certain), len(dual_possible), len(table.weeks)),
        language_beside_preparation=WeekCount(
            len((language.certain & preparation.certain) - participation.possible),
            len((language.possible & preparation.possible) - participation.certain),
            len(table.weeks),
        ),
        dual_hours=sum((load for load, week in both if week in dual_possible), start=NOTHING),
        track_hours=sum((load for load, _ in both), start=NOTHING),
        without_hours=_without_hours(table),
        open_ended=any(phase.duration.value is None for phase in design.phases),
    )


@dataclass(frozen=True)
class _Running:
    """The weeks in which a track runs for everybody, and for somebody."""

    certain: frozenset[int]
    possible: frozenset[int]

    def count(self, table: WeeklyHours) -> WeekCount:
        return WeekCount(len(self.certain), len(self.possible), len(table.weeks))


def _runs(table: WeeklyHours, family: ActivityFamily) -> _Running:
    own = {row.running.block.id: row for row in table.blocks.values() if row.running.block.kind.family is family}
    choices = table.design.alternatives
    chosen = {member for choice in choices for member in choice.blocks}
    certain: set[int] = set()
    for block_id, row in own.items():
        if block_id not in chosen and is_for_everyone(row.running.block) and not _can_be_nothing(row.load):
            certain.update(row.running.weeks)
    for choice in choices:
        members = [own.get(member) for member in choice.blocks]
        if all(row and row.running.block.everyone and not _can_be_nothing(row.load) for row in members):
            certain.update(frozenset.intersection(*(frozenset(row.running.weeks) for row in members if row)))
    possible = {week for row in own.values() for week in row.running.weeks}
    return _Running(frozenset(certain), frozenset(possible))


def _can_be_nothing(load: Load | None) -> bool:
    return load is not None and load.min_minutes == 0


def _without_hours(table: WeeklyHours) -> tuple[str, ...]:
    tracks = (_LANGUAGE, _PARTICIPATION)
    return tuple(
        block_id
        for block_id, row in table.blocks.items()
        if row.load is None and row.running.block.kind.family in tracks
    )
