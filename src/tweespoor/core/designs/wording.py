"""Amounts, durations and what a source says about them, in words: Dutch for the interface, or English."""

from __future__ import annotations

from tweespoor.core.designs.values import (
    MINUTES_PER_HOUR,
    Duration,
    Given,
    Intensity,
    IntensityUnit,
    Label,
    Per,
    Span,
    TimeUnit,
)
from tweespoor.core.facts import FactState
from tweespoor.core.vocabulary import Code

_TIME = {
    TimeUnit.DAYS: (Label("dag", "day"), Label("dagen", "days")),
    TimeUnit.WEEKS: (Label("week", "week"), Label("weken", "weeks")),
    TimeUnit.MONTHS: (Label("maand", "month"), Label("maanden", "months")),
    TimeUnit.YEARS: (Label("jaar", "year"), Label("jaar", "years")),
}
_UNIT = {
    IntensityUnit.HOURS: (Label("uur", "hour"), Label("uur", "hours")),
    IntensityUnit.HALF_DAYS: (Label("dagdeel", "half-day"), Label("dagdelen", "half-days")),
    IntensityUnit.DAYS: (Label("dag", "day"), Label("dagen", "days")),
    IntensityUnit.SESSIONS: (Label("keer", "session"), Label("keer", "sessions")),
}
_PER = {
    Per.WEEK: Label("per week", "a week"),
    Per.MONTH: Label("per maand", "a month"),
    Per.IN_ALL: Label("in totaal", "in all"),
}
_AT_MOST = Label("hoogstens", "at most")
_TO = Label("tot", "to")
_OF = Label("van", "of")
_ASSUMED = Label("aanname", "assumed")
_MISSING = {
    FactState.NOT_ASKED: Label("de bron zegt het niet", "the source does not say"),
    FactState.NONE: Label("bewust open gelaten", "left open on purpose"),
}


def in_words(value: object, language: str = "nl") -> str:
    """A range, duration, intensity, label, code or list of these, as people read it; `5`, `3 tot 4 weken`."""
    match value:
        case Span():
            return _span(value, language, factor=1)
        case Duration():
            return f"{_span(value.count, language, factor=1)} {_counted(_TIME[value.unit], value.count, language)}"
        case Intensity():
            return _intensity(value, language)
        case tuple():
            return ", ".join(in_words(part, language) for part in value)
    return _term(value, language)


def given_in_words(given: Given[object], language: str = "nl") -> str:
    """What is used in words, marked where it is our assumption; or that the source does not say, or left it open."""
    if given.value is None:
        return _MISSING[given.state].text(language)
    words = in_words(given.value, language)
    return f"{words} ({_ASSUMED.text(language)})" if given.assumed else words


def hours_in_words(minutes: Span, language: str = "nl") -> str:
    """A range of minutes as hours."""
    return f"{_span(minutes, language, factor=MINUTES_PER_HOUR)} {_counted_hours(minutes, language)}"


def _term(value: object, language: str) -> str:
    match value:
        case Label():
            return value.text(language)
        case Code():
            return value.label(language)
    return str(value)


def _intensity(value: Intensity, language: str) -> str:
    factor = MINUTES_PER_HOUR if value.unit is IntensityUnit.HOURS else 1
    unit = _counted(_UNIT[value.unit], value.amount, language, factor=factor)
    amount = f"{_span(value.amount, language, factor=factor)} {unit}"
    session = f" {_OF.text(language)} {hours_in_words(value.session, language)}" if value.session else ""
    return f"{amount}{session} {_PER[value.per].text(language)}"


def _counted_hours(minutes: Span, language: str) -> str:
    return _counted(_UNIT[IntensityUnit.HOURS], minutes, language, factor=MINUTES_PER_HOUR)


def _counted(words: tuple[Label, Label], span: Span, language: str, *, factor: int = 1) -> str:
    one, several = words
    return (one if span.is_exact and span.max == factor else several).text(language)


def _span(span: Span, language: str, *, factor: int) -> str:
    high = _number(span.max, factor, language)
    if span.is_exact:
        return high
    if span.min is None:
        return f"{_AT_MOST.text(language)} {high}"
    return f"{_number(span.min, factor, language)} {_TO.text(language)} {high}"


def _number(value: int, factor: int, language: str) -> str:
    text = f"{value / factor:g}" if factor > 1 else str(value)
    return text.replace(".", ",") if language == "nl" else text
