"""What a view fills in so that a component can show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tweespoor.core.facts import FactState
from tweespoor.core.week import HalfDay


@dataclass(frozen=True, kw_only=True)
class WeekEntry:
    """One thing in a week: a lesson, a training, a shift. `family` is a slug of `ActivityFamily`; what `is_off` is
    struck out, and says so in `detail`."""

    title: str
    family: str
    place: str = ""
    who: str = ""
    times: str = ""
    detail: str = ""
    url: str = ""
    is_off: bool = False


@dataclass(frozen=True, kw_only=True)
class WeekGrid:
    """A week of half-days; `caption` says whose and which week. Several entries may share a half-day.

    `free` are the half-days of which it is known that the person can come; of a half-day that is in none of the three
    nobody knows, or the reader may not. `beside_days` is what stands beside a day's name, by its number (1 to 7): the
    date, or that it is a holiday.
    """

    caption: str
    entries: Mapping[HalfDay, Sequence[WeekEntry]]
    unavailable: frozenset[HalfDay] = frozenset()
    free: frozenset[HalfDay] = frozenset()
    beside_days: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TrackPhase:
    """A phase of a design: its name and its first and last week, counted from 1; no last week where it is open."""

    name: str
    start_week: int
    end_week: int | None = None


@dataclass(frozen=True, kw_only=True)
class TrackBar:
    """A building block in time, from its first to its last week inclusive; no last week where it goes on.

    `family` is a slug of `ActivityFamily`. Intensity is `hours_min` to `hours_max` of `unit` (hours a week where
    `unit` is empty), or nothing where it is not known.
    """

    label: str
    family: str
    start_week: int
    end_week: int | None = None
    hours_min: float | None = None
    hours_max: float | None = None
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Tracks:
    """A design, or one person's plan, as two tracks along weeks.

    `current_week` marks where somebody is, with the day in `current_day`, or with "nu" where it is empty.
    """

    caption: str
    bars: Sequence[TrackBar]
    phases: Sequence[TrackPhase] = ()
    current_week: int | None = None
    current_day: str = ""


@dataclass(frozen=True, kw_only=True)
class LoadColumn:
    """Weeks after each other that are equally full: hours a week per family (its slug), and the same in words."""

    first_week: int
    last_week: int
    hours: Sequence[tuple[str, float]]
    text: str


@dataclass(frozen=True, kw_only=True)
class LoadChart:
    """How full the weeks are, against a limit in hours a week."""

    caption: str
    columns: Sequence[LoadColumn]
    limit: int


@dataclass(frozen=True, kw_only=True)
class ShownFact:
    """A fact as a page shows it; `url` is where it can be answered or changed, empty where the reader may not."""

    label: str
    state: FactState | str
    text: str = ""
    valid_on: date | None = None
    source: str = ""
    url: str = ""


@dataclass(frozen=True)
class ShownQuestion:
    """A question nobody asked yet; `url` is empty where the reader does not register."""

    label: str
    url: str


class PlannerState(StrEnum):
    """Where a planner's run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPING = "stopping"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Nothing will change any more."""
        return self in (PlannerState.FINISHED, PlannerState.STOPPED, PlannerState.FAILED)


@dataclass(frozen=True, kw_only=True)
class PlannerProgress:
    """A planner's run while it goes on, and its outcome.

    Scores count penalties: lower is better, and `bound` is proven to be the lowest any plan can have. `url` answers
    with this component alone, refreshed; `stop_url` takes a POST. `reason` says in a sentence why a run failed.
    """

    state: PlannerState | str
    placed: int
    demands: int
    elapsed_seconds: float
    limit_seconds: float
    best_score: int | None = None
    bound: int | None = None
    url: str = ""
    stop_url: str = ""
    reason: str = ""

    @property
    def gap(self) -> float | None:
        """How much lower the score could be at the most, as a share of the score; None where nobody knows."""
        if self.best_score is None or self.bound is None:
            return None
        return (self.best_score - self.bound) / self.best_score if self.best_score else 0.0


@dataclass(frozen=True, kw_only=True)
class KeyFigure:
    """A number or a word that answers the page's question, with its label; `note` says of how many, or as of when."""

    label: str
    value: int | str
    note: str = ""
    url: str = ""

    @property
    def is_words(self) -> bool:
        """There is no number in it: words take more room, and are shown smaller."""
        return not any(letter.isdigit() for letter in str(self.value))


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a distribution: the people who certainly count, and with those who might."""

    label: str
    certain: int
    possible: int


@dataclass(frozen=True, kw_only=True)
class Distribution:
    """How many `of` all people fall in each part; `needed` is the number a bar is held to, None where there is none."""

    caption: str
    head: str
    parts: Sequence[Part]
    of: int
    needed: int | None = None


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column's head; a link in it sorts. `sorted` is "ascending", "descending" or empty."""

    label: str
    url: str = ""
    sorted: str = ""
    numeric: bool = False


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file beside a figure or a table."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure with its notes, its table and its files.

    The picture is `svg` (made by us, without style attributes: they are blocked) or the address `image_url`;
    `alternative` says in a sentence what it shows.
    """

    name: str
    title: str
    alternative: str
    svg: str = ""
    image_url: str = ""
    notes: Sequence[str] = ()
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[object]] = field(default_factory=tuple)
    downloads: Sequence[Download] = ()
