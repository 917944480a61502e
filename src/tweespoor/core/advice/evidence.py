"""What the advice rests on: the people of a programme with what was asked of them, and the classes there are."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from tweespoor.core.facts import Fact, Value

CLASS, CASE_MANAGER = "class", "case-manager"
"""What is registered about people beside the variables of the vocabulary."""

LEVEL, LEARNABILITY, LEARNABILITY_TEST = "speaking-level", "learnability", "learnability-test"
AWAY, SECTORS, OBSTACLES = "unavailable-half-days", "wished-sectors", "obstacles"
VARIABLES = (LEVEL, LEARNABILITY, LEARNABILITY_TEST, AWAY, SECTORS, OBSTACLES)
"""The variables of the vocabulary that the advice reads."""

_NOTHING: Fact[Value] = Fact.not_asked()


class AdviceError(ValueError):
    """Evidence or a threshold that cannot be, naming what, where and what may be."""


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody, with facts by the slug of their variable; `class` and `case-manager` are two more, that hold an id.

    What is missing was not asked. `options` are the ids of the classes this person may switch to.
    """

    id: str
    facts: Mapping[str, Fact[Value]]
    options: tuple[str, ...] = ()
    joined_on: date | None = None

    def fact(self, slug: str) -> Fact[Value]:
        """What is known of one variable."""
        return self.facts.get(slug, _NOTHING)


@dataclass(frozen=True, kw_only=True)
class LanguageClass:
    """A language class: its provider, the half-days of its lessons (slugs), and the seats that are free."""

    id: str
    provider: str
    half_days: frozenset[str]
    free_seats: int


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
