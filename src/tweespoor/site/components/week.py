"""Arranges a week grid: which days and parts of the day are shown, and what stands in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tweespoor.core.week import DAY_NAMES, Daypart, HalfDay
from tweespoor.site.components.data import WeekEntry, WeekGrid

WORKING_DAYS = 5


@dataclass(frozen=True, kw_only=True)
class WeekCell:
    """One half-day: the part's name, what is in it, and whether the person is not available, or known to be free."""

    part: str
    entries: Sequence[WeekEntry]
    unavailable: bool
    free: bool

    @property
    def is_empty(self) -> bool:
        """Nothing here, and nothing known against it."""
        return not self.entries and not self.unavailable


@dataclass(frozen=True, kw_only=True)
class WeekDay:
    """One day with its half-days in order of time, and what stands beside its name."""

    name: str
    beside: str
    cells: Sequence[WeekCell]

    @property
    def is_empty(self) -> bool:
        """Nothing on this day, and the same to be said of each of its parts."""
        return all(cell.is_empty for cell in self.cells) and len({cell.free for cell in self.cells}) == 1


def part_names(*, language: str) -> tuple[str, ...]:
    """The names of the parts of the day, in order of time."""
    return tuple(part.en if language == "en" else part.nl for part in Daypart)


def days_of(grid: WeekGrid, *, language: str) -> tuple[WeekDay, ...]:
    """Monday to Friday, and as much of the weekend as is used."""
    used = [half_day.day for half_day in (*grid.entries, *grid.unavailable)]
    last = max(WORKING_DAYS, *used) if used else WORKING_DAYS
    names = DAY_NAMES[language]
    return tuple(
        WeekDay(
            name=names[day - 1], beside=grid.beside_days.get(day, ""), cells=_cells(grid, day=day, language=language)
        )
        for day in range(1, last + 1)
    )


def _cells(grid: WeekGrid, *, day: int, language: str) -> tuple[WeekCell, ...]:
    cells = []
    for part, name in zip(Daypart, part_names(language=language), strict=True):
        half_day = HalfDay.of(day=day, part=part)
        entries = tuple(grid.entries.get(half_day, ()))
        away, free = half_day in grid.unavailable, half_day in grid.free
        cells.append(WeekCell(part=name, entries=entries, unavailable=away, free=free))
    return tuple(cells)
