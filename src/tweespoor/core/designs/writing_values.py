"""Write the small things of a design as plain values: labels, ranges, durations, intensities, conditions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from tweespoor.core.designs.conditions import (
    AgeBetween,
    Condition,
    GoalReached,
    Judgement,
    LevelBetween,
    OnBenefit,
    OneOf,
    Settled,
)
from tweespoor.core.designs.reading_values import ONE_OF_VARIABLES, WORDS
from tweespoor.core.designs.values import (
    CENTS_PER_EURO,
    MINUTES_PER_HOUR,
    Duration,
    Given,
    Intensity,
    IntensityUnit,
    Label,
    Per,
    Span,
)
from tweespoor.core.vocabulary import LanguageLevel

T = TypeVar("T")
_WORD_OF = {state: word for word, state in WORDS.items()}
_KEY_OF = {variable: key for key, variable in ONE_OF_VARIABLES.items()}


def label_data(label: Label) -> dict[str, str]:
    """A text in two languages."""
    return {"nl": label.nl, "en": label.en}


def count_data(span: Span) -> Any:
    """A whole number or a range."""
    return _span(span, factor=1)


def hours_data(span: Span) -> Any:
    """Minutes as hours."""
    return _span(span, factor=MINUTES_PER_HOUR)


def euros_data(span: Span) -> Any:
    """Cents as euros."""
    return _span(span, factor=CENTS_PER_EURO)


def duration_data(duration: Duration) -> dict[str, Any]:
    """A length of time."""
    return {duration.unit.value: count_data(duration.count)}


def levels_data(levels: tuple[LanguageLevel, ...]) -> list[str]:
    """Language levels."""
    return [level.value for level in levels]


def intensity_data(intensity: Intensity) -> dict[str, Any]:
    """An intensity in the unit it was written in."""
    suffix = "" if intensity.per is Per.IN_ALL else f"_per_{intensity.per.value}"
    write = hours_data if intensity.unit is IntensityUnit.HOURS else count_data
    data = {f"{intensity.unit.value}{suffix}": write(intensity.amount)}
    if intensity.session:
        data["session_hours"] = hours_data(intensity.session)
    return data


def given_data(given: Given[T], write: Callable[[T], Any]) -> Any:
    """A value as the source gives it: plain, unknown, open, with a source, assumed, or contested."""
    if given.value is None:
        return _WORD_OF[given.state]
    if given.versions:
        values = [{"value": write(version.value), "source": version.source} for version in given.versions]
        return {"contested": {"values": values, "used": write(given.value), "why": given.why}}
    if not (given.assumed or given.source or given.why):
        return write(given.value)
    return {
        "value": write(given.value),
        **({"source": given.source} if given.source else {}),
        **({"assumed": True, "says": _WORD_OF[given.state]} if given.assumed else {}),
        **({"why": given.why} if given.why else {}),
    }


def condition_data(condition: Condition) -> dict[str, Any]:
    """One condition under its key."""
    match condition:
        case Settled(less_than_months=int() as months):
            return {"settled_less_than_months": months}
        case Settled():
            return {"settled_at_least_months": condition.at_least_months}
        case LevelBetween():
            bounds = {"lowest": condition.lowest, "highest": condition.highest}
            return {"speaking_level": {key: level.value for key, level in bounds.items() if level}}
        case OneOf():
            return {_KEY_OF[condition.variable]: list(condition.values)}
        case OnBenefit():
            return {"on_benefit": condition.expected}
    return _named_condition_data(condition)


def _named_condition_data(condition: AgeBetween | GoalReached | Judgement) -> dict[str, Any]:
    match condition:
        case AgeBetween():
            return {"age": {"min": condition.youngest, "max": condition.oldest}}
        case GoalReached():
            return {"phase_goal": condition.phase}
    return {"judgement": {"id": condition.id, **label_data(condition.text)}}


def _span(span: Span, *, factor: int) -> Any:
    if span.is_exact:
        return _number(span.max, factor)
    low = {} if span.min is None else {"min": _number(span.min, factor)}
    return {**low, "max": _number(span.max, factor)}


def _number(value: int, factor: int) -> int | float:
    return value // factor if value % factor == 0 else value / factor
