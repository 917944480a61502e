"""What the simulation of group trainings is given: municipalities, the people who arrive there, trainings, and time.

Levels are positions in `LEVELS`, half-days ids of `HALF_DAYS`, travel is in minutes, shares are parts of one. Where a
list of alternatives has shares, only their proportions count.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tweespoor.core.planning.generate import ALL_SLOTS as HALF_DAYS
from tweespoor.core.planning.generate import LEVELS

__all__ = [
    "HALF_DAYS",
    "LEVELS",
    "Arrangement",
    "ClassTimetable",
    "Municipality",
    "Provider",
    "Scenario",
    "Training",
    "days_in",
]

DAYS_PER_MONTH = 365.25 / 12


class Arrangement(StrEnum):
    """Who forms groups: each municipality of its own people, all together, or each alone without a minimum size.

    The last is no way to plan but a measure: what people wait even so is not for want of others.
    """

    ALONE = "alone"
    TOGETHER = "together"
    NO_MINIMUM = "no-minimum"


def days_in(months: float) -> int:
    """The whole days that are nearest to so many months."""
    return round(months * DAYS_PER_MONTH)


@dataclass(frozen=True, kw_only=True)
class Training:
    """A training held in groups.

    `share` is the part of the people with a level between `levels` who ask for it; for trainings of a `sector` it is
    how usual the choice is, as a person asks for one out of a few. A group runs for `weeks` with `sessions` half-days a
    week, and starts with `min_size` people, of whom at most `outside` may come from other target groups. `trainers`
    is how many groups each municipality can hold at the same half-day.
    """

    name: str
    share: float
    weeks: int = 10
    min_size: int = 8
    max_size: int = 12
    levels: tuple[int, int] = (0, len(LEVELS) - 1)
    spread: int = 2
    sessions: int = 1
    outside: int = 0
    sector: bool = False
    trainers: int = 1

    @property
    def least(self) -> int:
        """The fewest people of the municipalities themselves that a group starts with."""
        return max(1, self.min_size - self.outside)


@dataclass(frozen=True, kw_only=True)
class ClassTimetable:
    """The fixed half-days of a language class, and how many can join it from other classes at a planning moment."""

    half_days: tuple[str, ...]
    share: float = 1.0
    free_seats: int = 1


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A language provider in a municipality; `switching` where people can change to another of its timetables."""

    name: str
    timetables: tuple[ClassTimetable, ...]
    share: float = 1.0
    switching: bool = True


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """A municipality with its newcomers, language providers and rooms.

    `arrivals_per_month` is a mean (people then arrive by chance, as a Poisson process) or the number of each month,
    over again when the list is used up (people then arrive evenly over the month). `level_mix` has a share per level.
    """

    name: str
    arrivals_per_month: float | tuple[int, ...]
    level_mix: tuple[float, ...]
    providers: tuple[Provider, ...]
    rooms: int = 2
    room_capacity: int = 16


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """All that a simulation needs to know. `travel[i][j]` is in minutes from municipality i to municipality j.

    Every `planning_every_weeks` groups are formed of those who wait and start at once. People who arrive in the
    `warm_up_months` fill the queue but are not counted; those of the `months` after are. `sector_share` is the part of
    the people who ask for a training of a sector of work. `work` is what the search may do at each planning moment;
    0 leaves it at the greedy planner.

    Raises:
        ValueError: if the parts do not fit together.
    """

    municipalities: tuple[Municipality, ...]
    trainings: tuple[Training, ...]
    travel: tuple[tuple[int, ...], ...]
    months: int = 24
    warm_up_months: int = 12
    planning_every_weeks: int = 4
    sector_share: float = 0.45
    work: int = 0

    def __post_init__(self) -> None:
        names = [each.name for each in self.municipalities]
        if not names or len(set(names)) < len(names):
            raise ValueError("a scenario needs municipalities, each with a name of its own")
        if len({each.name for each in self.trainings}) < len(self.trainings):
            raise ValueError("each training needs a name of its own")
        if any("/" in name for name in (*names, *(each.name for each in self.trainings))):
            raise ValueError("names of municipalities and trainings hold no '/'")
        if [len(row) for row in self.travel] != [len(names)] * len(names):
            raise ValueError(f"travel needs {len(names)} rows of {len(names)} minutes, one for each municipality")
        if any(len(town.level_mix) != len(LEVELS) or max(town.level_mix) <= 0 for town in self.municipalities):
            raise ValueError(f"level_mix needs {len(LEVELS)} shares, one for each level, of which one above 0")
        if min(self.months, self.planning_every_weeks) < 1 or min(self.warm_up_months, self.work) < 0:
            raise ValueError("months and planning_every_weeks are at least 1, warm_up_months and work at least 0")

    @property
    def first_day(self) -> int:
        """The day from which arrivals are counted."""
        return days_in(self.warm_up_months)

    @property
    def last_day(self) -> int:
        """The day on which the simulation ends."""
        return self.first_day + days_in(self.months)
