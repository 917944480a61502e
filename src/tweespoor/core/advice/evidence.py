"""What the advice rests on: the people of a programme with what was asked of them, and the classes there are."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from tweespoor.core.advice.grouping import most_seated
from tweespoor.core.advice.participants import (
    CLASS,
    LanguageClass,
    Participant,
    classes_that_free,
    is_free,
    might_be_free,
    possible_learnings,
    possible_levels,
)
from tweespoor.core.week import week_grid

HALF_DAYS = tuple(half_day.slug for half_day in week_grid())


class AdviceError(ValueError):
    """Evidence or a threshold that cannot be, naming what, where and what may be."""


@dataclass(frozen=True)
class Bar:
    """One part of a distribution: what it is of (a slug), the people who certainly count, and those who might."""

    slug: str
    certain: int
    possible: int


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The people of one programme, or of several together, and the classes they attend or may switch to.

    `as_of` is the day on which it stands; inflow is counted up to it.

    Raises:
        AdviceError: if two people or classes have one id, or somebody is in a class that is not there.
    """

    people: tuple[Participant, ...]
    classes: tuple[LanguageClass, ...] = ()
    as_of: date

    def __post_init__(self) -> None:
        _each_once("participant", (person.id for person in self.people))
        _each_once("class", (each.id for each in self.classes))
        for person in self.people:
            own = person.fact(CLASS).value
            for place, each in (("class", own), *(("options", option) for option in person.options)):
                if each is not None and each not in self.class_of:
                    raise AdviceError(f"participant {person.id}, {place}: there is no class {each!r}")

    @cached_property
    def class_of(self) -> Mapping[str, LanguageClass]:
        """The classes by their ids."""
        return {each.id: each for each in self.classes}

    @cached_property
    def levels(self) -> Mapping[str, frozenset[int]]:
        """Per person the levels that person can have."""
        return {person.id: possible_levels(person) for person in self.people}

    @cached_property
    def learnings(self) -> Mapping[str, frozenset[int]]:
        """Per person the learnability that person can have."""
        return {person.id: possible_learnings(person) for person in self.people}

    @cached_property
    def free(self) -> Mapping[str, tuple[bool | None, ...]]:
        """Per half-day of the week whether each person is free; None where that depends on what was not asked."""
        return {each: tuple(is_free(person, each, self.class_of) for person in self.people) for each in HALF_DAYS}

    @cached_property
    def free_bars(self) -> tuple[Bar, ...]:
        """Per half-day of the week how many people are free, and how many more might be."""
        return tuple(
            Bar(half_day, states.count(True), states.count(True) + states.count(None))
            for half_day, states in self.free.items()
        )

    @cached_property
    def switching_bars(self) -> tuple[Bar, ...]:
        """The same, where people may switch to another class that has a seat."""
        seats = {each.id: each.free_seats for each in self.classes}
        found = []
        for bar in self.free_bars:
            wishes = {person.id: classes_that_free(person, bar.slug, self.class_of) for person in self.people}
            gained = len(most_seated({person: each for person, each in wishes.items() if each}, seats=seats))
            unknown = sum(might_be_free(person, bar.slug, self.class_of) for person in self.people)
            found.append(Bar(bar.slug, bar.certain + gained, bar.certain + gained + unknown))
        return tuple(found)

    def newcomers(self, *, months: int) -> Evidence:
        """Only the people who joined in so many months up to `as_of`, those of that day included."""
        place = self.as_of.year * 12 + self.as_of.month - 1 - months
        year, month = place // 12, place % 12 + 1
        since = date(year, month, min(self.as_of.day, monthrange(year, month)[1]))
        return replace(
            self,
            people=tuple(
                each for each in self.people if each.joined_on is not None and since < each.joined_on <= self.as_of
            ),
        )

    def with_neighbours(self, others: Iterable[Evidence]) -> Evidence:
        """The people and classes of this programme and of others taken together; who is in two of them counts once."""
        every = [self, *others]
        people = {person.id: person for each in reversed(every) for person in each.people}
        classes = {one.id: one for each in reversed(every) for one in each.classes}
        return replace(self, people=tuple(people.values()), classes=tuple(classes.values()))


def _each_once(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise AdviceError(f"{what} {each} occurs twice; ids are used once")
        seen.add(each)


@dataclass(frozen=True, kw_only=True)
class PlannerFound:
    """What a plan of the planner says: of the wishes that people have, how many it places, and in how many groups.

    `waits` is what stood in the way of the wishes left open, each reason with how often, most often first.
    """

    people: int
    placed_people: int
    demanded: int
    placed: int
    groups: int
    weeks: int
    waits: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class WaitFound:
    """What a simulation of arrivals says of one way to plan: the median wait in months, and who waits after six.

    None where it could not be said; each with the ends of its 95% interval.
    """

    together: bool
    median_months: tuple[float, float, float] | None
    waiting_after_6: tuple[float, float, float] | None


@dataclass(frozen=True, kw_only=True)
class Inflow:
    """How many people joined in each of the last months, as `(year, month)`; the month of `as_of` is not over yet
    and is left out. `unknown` are people of whom it is not known."""

    months: tuple[tuple[tuple[int, int], int], ...]
    unknown: int = field(default=0)

    @property
    def people(self) -> int:
        """All who joined in these months."""
        return sum(count for _month, count in self.months)

    def weeks_to_fill(self, size: int) -> int | None:
        """About how many weeks it takes until so many people have come; None where nobody came."""
        weeks = 52 * len(self.months)
        return -(-size * weeks // (12 * self.people)) if self.people else None


def inflow(evidence: Evidence, *, months: int = 12) -> Inflow:
    """Who joined in the last full months before `as_of`."""
    year, month = evidence.as_of.year, evidence.as_of.month
    counts: dict[tuple[int, int], int] = {}
    for _each in range(months):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        counts[year, month] = 0
    for person in evidence.people:
        if person.joined_on is not None and (key := (person.joined_on.year, person.joined_on.month)) in counts:
            counts[key] += 1
    return Inflow(
        months=tuple(sorted(counts.items())), unknown=sum(person.joined_on is None for person in evidence.people)
    )
