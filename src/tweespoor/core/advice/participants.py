"""One participant: what is known, and what can be concluded about level, learnability and free half-days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import LanguageLevel, Learnability, LearnabilityTest

CLASS, CASE_MANAGER = "class", "case-manager"
"""What is registered about people beside the variables of the vocabulary."""

LEVEL, LEARNABILITY, LEARNABILITY_TEST = "speaking-level", "learnability", "learnability-test"
AWAY, SECTORS, OBSTACLES = "unavailable-half-days", "wished-sectors", "obstacles"
VARIABLES = (LEVEL, LEARNABILITY, LEARNABILITY_TEST, AWAY, SECTORS, OBSTACLES)
"""The variables of the vocabulary that the advice reads."""

_NOTHING: Fact[Value] = Fact.not_asked()

RANK_OF = {level.value: rank for rank, level in enumerate(LanguageLevel)}
PACE_OF = {term.value: place for place, term in enumerate(Learnability)}
LEVELS = range(len(LanguageLevel))
LEARNING = range(len(Learnability))
NO_LEVEL = -1
"""Asked, and there is none: it fits no group and reaches no level."""
BY_TEST = {
    LearnabilityTest.B1_ATTAINABLE.value: Learnability.HIGH.value,
    LearnabilityTest.B1_NOT_ATTAINABLE.value: Learnability.LOW.value,
}
"""What DUO's test counts as where nobody estimated the learnability."""


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


def possible_levels(person: Participant) -> frozenset[int]:
    """The levels somebody can have: the one that is known or none at all, any of these where nobody asked."""
    fact = person.fact(LEVEL)
    if fact.value is not None:
        return frozenset({RANK_OF[str(fact.value)]})
    return frozenset({NO_LEVEL}) if fact.is_answered else frozenset({NO_LEVEL, *LEVELS})


def possible_learnings(person: Participant) -> frozenset[int]:
    """The same of learnability, as estimated or else by DUO's test."""
    fact = person.fact(LEARNABILITY)
    value = fact.value if fact.value is not None else BY_TEST.get(str(person.fact(LEARNABILITY_TEST).value))
    if value is not None:
        return frozenset({PACE_OF[str(value)]})
    return frozenset({NO_LEVEL}) if fact.is_answered else frozenset({NO_LEVEL, *LEARNING})


def is_free(person: Participant, half_day: str, class_of: Mapping[str, LanguageClass]) -> bool | None:
    """Whether somebody is free at a half-day; None where that depends on what was not asked."""
    if _is_away(person, half_day) or half_day in (_lessons(person, class_of) or ()):
        return False
    known = person.fact(AWAY).is_answered and person.fact(CLASS).is_answered
    return True if known else None


def classes_that_free(person: Participant, half_day: str, class_of: Mapping[str, LanguageClass]) -> Sequence[str]:
    """The classes that would free a half-day for somebody who certainly has nothing else but a lesson then."""
    lessons = _lessons(person, class_of) or frozenset()
    if half_day not in lessons or not person.fact(AWAY).is_answered or _is_away(person, half_day):
        return ()
    return [each for each in person.options if half_day not in class_of[each].half_days]


def might_be_free(person: Participant, half_day: str, class_of: Mapping[str, LanguageClass]) -> bool:
    """Whether it depends on what was not asked if somebody is free then, perhaps in another class."""
    if _is_away(person, half_day) or (person.fact(AWAY).is_answered and person.fact(CLASS).is_answered):
        return False
    if half_day not in (_lessons(person, class_of) or ()):
        return True
    return any(half_day not in class_of[each].half_days for each in person.options)


def _is_away(person: Participant, half_day: str) -> bool:
    away = person.fact(AWAY).value
    return isinstance(away, tuple) and half_day in away


def _lessons(person: Participant, class_of: Mapping[str, LanguageClass]) -> frozenset[str] | None:
    own = person.fact(CLASS).value
    return class_of[str(own)].half_days if own is not None else None
