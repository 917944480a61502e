"""What a roosterpuzzel is made of: an instance (who asks for what, when, where) and a plan (who goes where, when).

Times are minutes after midnight, durations minutes, costs points of the score. `None` in a limit means there is none;
`None` in a list of slots, rooms or trainers means that all of them will do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

INSTANCE_FORMAT = "roosterpuzzel/1"
PLAN_FORMAT = "roosterpuzzel-plan/1"


class Term(StrEnum):
    """The terms of the score, lower is better."""

    UNPLACED = "unplaced"
    GROUP_COST = "group_cost"
    OUTSIDE_SEAT = "outside_seat"
    SWITCH = "switch"
    LEVEL_SPREAD = "level_spread"
    DISLIKE = "dislike"
    SINGLE_SESSION_DAY = "single_session_day"
    THIRD_IN_ROW = "third_in_row"
    LATE = "late"
    NO_PRETEACH = "no_preteach"
    MOVED = "moved"


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A stretch of one weekday (1 Monday to 7 Sunday) that can be planned, such as a half-day."""

    id: str
    day: int
    start: int
    end: int
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class Period:
    """A stretch of weeks in which groups run at the same slots every week."""

    id: str
    weeks: int


@dataclass(frozen=True, kw_only=True)
class Location:
    """A place with rooms or classes, in a travel zone."""

    id: str
    zone: str


@dataclass(frozen=True, kw_only=True)
class Room:
    """A room and when it can be used; `taken_in` are the slots per period at which others have it."""

    id: str
    location: str
    capacity: int
    slots: tuple[str, ...] | None = None
    taken_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Trainer:
    """A trainer, when available, and for how many sessions a week at most.

    `taken_in` are the slots per period at which the trainer works elsewhere; those sessions are not counted.
    """

    id: str
    slots: tuple[str, ...] | None = None
    max_sessions: int | None = None
    taken_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LanguageClass:
    """A language class with its fixed lessons, held in all periods."""

    id: str
    location: str
    slots: tuple[str, ...]
    free_seats: int
    provider: str = ""


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A training or course that is held in groups."""

    id: str
    weeks: int
    min_size: int
    max_size: int
    sessions: int = 1
    length: int = 1
    level_min: int = 0
    level_max: int | None = None
    max_level_spread: int | None = None
    rooms: tuple[str, ...] | None = None
    trainers: tuple[str, ...] | None = None
    max_groups: int | None = None
    outside_seats: int = 0
    group_cost: int = 0
    preteach: bool = False
    after: tuple[str, ...] = ()
    slots: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Option:
    """One activity that would meet a demand, and how much it is disliked."""

    activity: str
    dislike: int = 0


@dataclass(frozen=True, kw_only=True)
class Demand:
    """One thing a participant's plan (PIP) asks for: one activity out of `any_of`."""

    weight: int
    any_of: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Someone who takes part: level, home, limits, language class and demands.

    `level` counts from 0 in the instance's levels; `class_id` is the class attended now, `class_options` those the
    participant may switch to; `unavailable_in` adds slots per period to `unavailable`.
    """

    id: str
    level: int
    gender: str
    zone: str
    demands: tuple[Demand, ...]
    max_travel: int | None = None
    max_slots: int | None = None
    class_id: str | None = None
    class_options: tuple[str, ...] = ()
    unavailable: tuple[str, ...] = ()
    unavailable_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same_gender: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What one unit of each term of the score costs."""

    group_cost: int = 1
    outside_seat: int = 20
    switch: int = 15
    level_spread: int = 5
    dislike: int = 10
    single_session_day: int = 2
    third_in_row: int = 3
    late: int = 1
    no_preteach: int = 2
    moved: int = 25


@dataclass(frozen=True, kw_only=True)
class Group:
    """An activity held in one period, every week at the same slots; `slots` has one tuple per weekly session."""

    activity: str
    period: str
    slots: tuple[tuple[str, ...], ...]
    room: str
    trainer: str
    participants: tuple[str, ...]
    outside: int = 0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Groups, the classes of those who switch, and what the plan claims about itself."""

    groups: tuple[Group, ...] = ()
    classes: Mapping[str, str] = field(default_factory=dict)
    score: int | None = None
    bound: int = 0
    breakdown: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Instance:
    """A whole puzzle. `travel[i][j]` is in minutes from zone i to zone j; `previous` is an earlier plan to keep to."""

    name: str
    slots: tuple[Slot, ...]
    periods: tuple[Period, ...]
    levels: tuple[str, ...]
    zones: tuple[str, ...]
    travel: tuple[tuple[int, ...], ...]
    locations: tuple[Location, ...]
    rooms: tuple[Room, ...]
    trainers: tuple[Trainer, ...]
    classes: tuple[LanguageClass, ...]
    activities: tuple[Activity, ...]
    participants: tuple[Participant, ...]
    weights: Weights = field(default_factory=Weights)
    previous: Plan | None = None

    @property
    def demands(self) -> int:
        """How many demands all participants have together."""
        return sum(len(participant.demands) for participant in self.participants)
