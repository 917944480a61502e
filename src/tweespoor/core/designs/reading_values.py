"""Read the small things of a design file: labels, ranges, durations, intensities, conditions, contested values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

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
from tweespoor.core.designs.cursor import Cursor
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
    TimeUnit,
    Version,
)
from tweespoor.core.facts import FactState
from tweespoor.core.vocabulary import LanguageLevel

T = TypeVar("T")
WORDS = {"unknown": FactState.NOT_ASKED, "open": FactState.NONE}
"""The words of the file for what a source does not give."""

ONE_OF_VARIABLES = {
    "learnability": "learnability",
    "target_group": "target-group",
    "education": "education-in-origin",
    "route": "route",
    "obstacles": "obstacles",
}
"""Conditions on one answer out of a list, with the variable each is about."""


def label(at: Cursor) -> Label:
    """A text in two languages."""
    return Label(at["nl"].text, at["en"].text)


def label_optional(at: Cursor, key: str) -> Label | None:
    """A text in two languages under `key`, or None."""
    return optional(at, key, label)


def optional(at: Cursor, key: str, read: Callable[[Cursor], T]) -> T | None:
    """What stands under `key`, or None."""
    return read(at[key]) if at.has(key) else None


def number(at: Cursor, key: str) -> int | None:
    """A whole number under `key`, or None."""
    return at[key].whole_number if at.has(key) else None


def count(at: Cursor) -> Span:
    """A whole number or a range."""
    return _span(at, factor=1)


def hours(at: Cursor) -> Span:
    """Hours or a range of hours, in minutes."""
    return _span(at, factor=MINUTES_PER_HOUR)


def cents(at: Cursor) -> Span:
    """Euros or a range of euros, in cents."""
    return _span(at, factor=CENTS_PER_EURO)


def duration(at: Cursor) -> Duration:
    """A length of time in one unit."""
    unit = next(unit for unit in TimeUnit if at.has(unit.value))
    return Duration(unit, count(at[unit.value]))


def levels(at: Cursor) -> tuple[LanguageLevel, ...]:
    """Language levels, lowest first."""
    found = tuple(LanguageLevel(item.text) for item in at.items())
    if list(found) != sorted(found, key=lambda level: level.rank):
        at.problem(
            Label("de niveaus staan niet op volgorde", "the levels are not in order"),
            Label("schrijf het laagste eerst", "write the lowest first"),
        )
    return found


def intensity(at: Cursor) -> Intensity:
    """How much: exactly one amount, and the length of a session where there is one."""
    keys = [key for key in at.data if key != "session_hours"] if isinstance(at.data, dict) else []
    if len(keys) != 1:
        at.problem(
            Label("een intensiteit heeft precies één hoeveelheid", "an intensity needs exactly one amount"),
            Label("houd er één, zoals 'hours_per_week'", "keep one, like 'hours_per_week'"),
        )
    key = keys[0] if keys else "sessions"
    unit, _, per = key.partition("_per_")
    if unit != IntensityUnit.SESSIONS.value and at.has("session_hours"):
        at.problem(
            Label("'session_hours' hoort bij een aantal keren", "'session_hours' belongs to an amount of sessions"),
            Label("tel keren, of haal het weg", "count sessions, or remove it"),
        )
    return Intensity(
        unit=IntensityUnit(unit),
        per=Per(per) if per else Per.IN_ALL,
        amount=(hours if unit == IntensityUnit.HOURS.value else count)(at[key]),
        session=optional(at, "session_hours", hours),
    )


def given_optional(at: Cursor, key: str, read: Callable[[Cursor], T]) -> Given[T] | None:
    """A value as the source gives it under `key`, or None."""
    return given(at[key], read) if at.has(key) else None


def given(at: Cursor, read: Callable[[Cursor], T]) -> Given[T]:
    """A value as the source gives it: plain, unknown, open, with a source, assumed, or contested."""
    if isinstance(at.data, str) and at.data in WORDS:
        return Given(state=WORDS[at.data])
    if at.has("contested"):
        return _contested(at["contested"], read)
    if not at.has("value"):
        return Given(state=FactState.KNOWN, value=read(at))
    assumed = at.flag("assumed")
    return Given(
        state=WORDS[at.word("says")] if assumed else FactState.KNOWN,
        value=read(at["value"]),
        source=at.word("source"),
        assumed=assumed,
        why=at.word("why"),
    )


def condition(at: Cursor) -> Condition:
    """One condition; its only key says which."""
    kind = next(iter(at.data)) if isinstance(at.data, dict) else ""
    if kind in ONE_OF_VARIABLES:
        return OneOf(ONE_OF_VARIABLES[kind], tuple(item.text for item in at[kind].items()))
    return _CONDITIONS[kind](at[kind])


def _age_between(at: Cursor) -> AgeBetween:
    ages = count(at)
    return AgeBetween(ages.least, ages.max)


def _level_between(at: Cursor) -> LevelBetween:
    lowest = optional(at, "lowest", lambda level: LanguageLevel(level.text))
    highest = optional(at, "highest", lambda level: LanguageLevel(level.text))
    if lowest and highest and lowest.rank > highest.rank:
        at.problem(
            Label("'lowest' is hoger dan 'highest'", "'lowest' is above 'highest'"),
            Label("draai ze om", "swap the two"),
        )
    return LevelBetween(lowest, highest)


def _contested(at: Cursor, read: Callable[[Cursor], T]) -> Given[T]:
    versions = tuple(Version(read(item["value"]), item["source"].text) for item in at.each("values"))
    used = read(at["used"])
    if used not in [version.value for version in versions]:
        at["used"].problem(
            Label("de gebruikte waarde is niet een van de waarden", "the value used is not one of the values"),
            Label("gebruik een ervan, of voeg hem toe met zijn bron", "use one of them, or add it with its source"),
        )
    source = next((version.source for version in versions if version.value == used), "")
    return Given(state=FactState.KNOWN, value=used, source=source, why=at["why"].text, versions=versions)


def _span(at: Cursor, *, factor: int) -> Span:
    if not isinstance(at.data, dict):
        return Span.exactly(_scaled(at, factor=factor))
    minimum = _scaled(at["min"], factor=factor) if at.has("min") else None
    maximum = _scaled(at["max"], factor=factor)
    if minimum is not None and minimum > maximum:
        at.problem(Label("'min' is meer dan 'max'", "'min' is more than 'max'"), Label("draai ze om", "swap the two"))
    return Span(minimum, maximum)


def _scaled(at: Cursor, *, factor: int) -> int:
    return round(at.data * factor) if isinstance(at.data, int | float) else 0


_CONDITIONS: dict[str, Callable[[Cursor], Condition]] = {
    "settled_less_than_months": lambda at: Settled(less_than_months=at.whole_number),
    "settled_at_least_months": lambda at: Settled(at_least_months=at.whole_number),
    "speaking_level": _level_between,
    "age": _age_between,
    "phase_goal": lambda at: GoalReached(at.text),
    "judgement": lambda at: Judgement(at["id"].text, label(at)),
    "on_benefit": lambda at: OnBenefit(at.data is True),
}
