"""What a cell says about one variable: a value, that there is none, nothing - or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from functools import cache

from tweespoor.core.facts import SEPARATOR, Fact, FactState, Value
from tweespoor.core.tabular.data import ERROR_VALUES, FORMULA
from tweespoor.core.tabular.dates import read_date, written
from tweespoor.core.tabular.fold import fold
from tweespoor.core.tabular.problems import Problem, Reading, Wrong
from tweespoor.core.tabular.words import NO, OTHER_COUNTRIES, STATE_WORDS, SYNONYMS, YES
from tweespoor.core.vocabulary import Code, Country, LanguageLevel, ValueKind, Variable
from tweespoor.core.week import DAY_NAMES, DAY_SLUGS, Daypart, HalfDay, week_grid

LARGEST_NUMBER = 10_000
LONGEST_TEXT = 500
_LIKELY = 0.7
_SPLIT_PLAINLY = re.compile(r"\s*[;\n]\s*")
_SPLIT = re.compile(r"\s*(?:[;,/+&\n]|\ben\b|\band\b)\s*")
_NEVER_NONE = frozenset({"gender", "birth-date", "country-of-origin"})
"""Everybody has one: "geen" is a mistake there."""

_STATES = {entry.word: entry.state for entry in STATE_WORDS}


def read_cell(variable: Variable, text: str, *, today: date) -> Reading:
    """What the text of a cell says about a variable. `today` is the last day that a date can be.

    An empty cell is not asked. The words of `STATE_WORDS` mean what stands there, unless the variable has a term or an
    answer of that name of its own ("geen" opleiding is a level of education, "geen" uitkering is no).
    """
    trimmed = text.strip()
    if not trimmed:
        return Fact.not_asked()
    if wrong := wrong_formula(trimmed):
        return wrong
    own = _READERS[variable.kind](variable, trimmed, today)
    state = state_word(trimmed)
    if isinstance(own, Fact) or state is None:
        return own
    if state is FactState.NOT_ASKED:
        return Fact.not_asked()
    return Problem(Wrong.NOT_NONE) if variable.slug in _NEVER_NONE else Fact.none()


def wrong_formula(text: str) -> Problem | None:
    """What is wrong with a formula that has no value, or one that went wrong; None where the text is neither."""
    if text == FORMULA or (text.startswith("=") and len(text) > 1):
        return Problem(Wrong.FORMULA)
    return Problem(Wrong.FORMULA_ERROR) if text.upper() in ERROR_VALUES else None


def state_word(text: str) -> FactState | None:
    """The state a word like "onb." or "n.v.t." stands for; None where it is no such word."""
    plain = " ".join(text.casefold().split())
    return _STATES.get(plain) or _STATES.get(plain.rstrip("."))


def _known(value: Value) -> Fact[Value]:
    return Fact.known(value)


def _read_one(variable: Variable, text: str, _today: date) -> Reading:
    term = _term(variable, text)
    return _known(term) if term is not None else Problem(*_doubtful(variable, text))


def _read_several(variable: Variable, text: str, _today: date) -> Reading:
    whole = _terms(variable, text)
    if whole:
        return _known(whole)
    first: Reading | None = None
    for splits in (_SPLIT_PLAINLY, _SPLIT):
        found = _read_parts(variable, text, [part for part in splits.split(text) if part])
        if isinstance(found, Fact):
            return found
        first = found
    return first or Problem(Wrong.NOT_IN_LIST)


def _read_parts(variable: Variable, text: str, parts: list[str]) -> Reading:
    found: list[str] = []
    for part in parts:
        terms = _terms(variable, part)
        if not terms:
            wrong, proposal = _doubtful(variable, part)
            whole_cell = text.replace(part, proposal) if proposal else ""
            return Problem(wrong, proposal=whole_cell, part=part if len(parts) > 1 else "")
        found.extend(terms)
    return _known(tuple(dict.fromkeys(found))) if found else Problem(Wrong.NOT_IN_LIST)


def _read_yes_no(variable: Variable, text: str, _today: date) -> Reading:
    plain = text.casefold().strip(" .!")
    if plain in YES:
        return _known(True)
    if plain in NO:
        return Fact.none() if variable.no_is_none else _known(False)
    likely = get_close_matches(plain, ("ja", "nee"), n=1, cutoff=_LIKELY)
    first = plain.split(maxsplit=1)[0].strip(",;:") if plain else ""
    proposal = first if first in ("ja", "nee") else (likely[0] if likely else "")
    return Problem(Wrong.NO_YES_OR_NO, proposal=proposal)


def _read_number(variable: Variable, text: str, _today: date) -> Reading:
    plain = text.replace(" ", "").replace("\u00a0", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,0+)?|\d+(,0+)?", plain):
        number = int(plain.partition(",")[0].replace(".", "")[:12])
        return _known(number) if number <= variable.most else Problem(Wrong.NUMBER_TOO_LARGE)
    if re.fullmatch(r"-?\d+[.,]\d+", plain):
        return Problem(Wrong.NO_WHOLE_NUMBER)
    inside = re.fullmatch(r"\D*?(\d{1,4})\D*", text)
    can_be = inside is not None and "-" not in text and int(inside[1]) <= variable.most
    return Problem(Wrong.NO_NUMBER, proposal=inside[1] if inside and can_be else "")


def _read_date(_variable: Variable, text: str, today: date) -> Reading:
    return read_date(text, today=today)


def _read_text(variable: Variable, text: str, _today: date) -> Reading:
    if state_word(text) is not None:
        return Problem(Wrong.NOT_IN_LIST)
    if len(text) > LONGEST_TEXT:
        return Problem(Wrong.TOO_LONG)
    return _known(text) if _is_accepted(variable, text) else Problem(Wrong.WRONG_FORM)


def _is_accepted(variable: Variable, text: str) -> bool:
    """Whether a text has the form that a variable asks for: a postcode, a telephone number, a year."""
    try:
        if variable.accepts:
            variable.accepts(text)
    except ValueError:
        return False
    return True


_READERS: dict[ValueKind, Callable[[Variable, str, date], Reading]] = {
    ValueKind.ONE: _read_one,
    ValueKind.SEVERAL: _read_several,
    ValueKind.YES_NO: _read_yes_no,
    ValueKind.NUMBER: _read_number,
    ValueKind.DATE: _read_date,
    ValueKind.TEXT: _read_text,
}


def _term(variable: Variable, text: str) -> str | None:
    if variable.codes is None or (variable.codes is LanguageLevel and "+" in text):
        return None
    names = _names(variable.codes)
    return names.get(text.casefold()) or names.get(fold(text))


def _terms(variable: Variable, text: str) -> tuple[str, ...]:
    """The answers that a text names: one term, or the half-days of a day."""
    if variable.codes is None and variable.accepts == HalfDay.parse:
        return _half_days().get(fold(text), ())
    if variable.codes is None:
        return (text.strip(),) if text.strip() and _is_accepted(variable, text.strip()) else ()
    term = _term(variable, text)
    return () if term is None else (term,)


@cache
def _names(codes: type[Code]) -> dict[str, str]:
    """Everything a term of the list is called, folded, with its slug; signs are kept where they matter (`<a1`)."""
    found: dict[str, str] = {}
    for word, term in SYNONYMS.get(codes, {}).items():
        found[word] = term.value
        found[fold(word)] = term.value
    for term in codes:
        for name in (term.value, term.nl, term.en):
            found[fold(name)] = term.value
    found.pop("", None)
    return found


@cache
def _half_days() -> dict[str, tuple[str, ...]]:
    """Half-days as they are written: "ma ochtend", "maandagmiddag", "wo" for the whole day."""
    found: dict[str, tuple[str, ...]] = {}
    for half_day in week_grid():
        for name in (half_day.slug, half_day.label("nl"), half_day.label("en")):
            found[fold(name)] = (half_day.slug,)
    for day in range(1, 8):
        names = (DAY_NAMES["nl"][day - 1], DAY_NAMES["nl"][day - 1][:2], DAY_NAMES["en"][day - 1], DAY_SLUGS[day - 1])
        slugs = {part: HalfDay.of(day=day, part=part).slug for part in Daypart}
        for name in names:
            found[fold(name)] = tuple(slugs.values())
            for part in Daypart:
                for called in (part.nl, part.en, part.nl[:3], f"{part.nl}s"):
                    found[fold(name + called)] = (slugs[part],)
    return found


def _doubtful(variable: Variable, text: str) -> tuple[Wrong, str]:
    """What is wrong with a text that is no term, and the term it probably means."""
    if variable.codes is None:
        return Wrong.NOT_IN_LIST, _closest(fold(text), _half_days(), text_of=lambda name: name)
    if variable.codes is LanguageLevel:
        return _doubtful_level(text)
    if variable.codes is Country and fold(text) in OTHER_COUNTRIES:
        return Wrong.NOT_IN_LIST, Country.OTHER.nl
    codes, names = variable.codes, _names(variable.codes)
    return Wrong.NOT_IN_LIST, _closest(fold(text), names, text_of=lambda name: codes.of(names[name]).nl)


def _closest(word: str, names: Iterable[str], *, text_of: Callable[[str], str]) -> str:
    long_enough = [name for name in names if len(name) > 2]
    likely = get_close_matches(word, long_enough, n=1, cutoff=_LIKELY) if len(word) > 2 else []
    return text_of(likely[0]) if likely else ""


def _doubtful_level(text: str) -> tuple[Wrong, str]:
    """`A1+`, `0-A1` and `A1/A2` lie between two levels: the one that was reached is proposed."""
    levels = _names(LanguageLevel)
    plain = text.casefold().replace(" ", "")
    parts = [part for part in re.split(r"[-/]|tot|à|naar|>", plain) if part]
    found = [levels.get(part.strip("+-")) or levels.get(fold(part)) for part in parts]
    known = [LanguageLevel.of(slug) for slug in found if slug]
    if known and len(known) == len(parts):
        return Wrong.BETWEEN_LEVELS, min(known, key=lambda level: level.rank).nl
    return Wrong.NOT_IN_LIST, ""


def shown(variable: Variable, fact: Fact[Value], language: str = "nl") -> str:
    """The text of a fact as it stands in a file: `read_cell` reads it back. Not asked is an empty cell."""
    if not fact.is_answered:
        return ""
    if fact.value is None:
        return "geen" if language == "nl" else "none"
    return _shown_value(variable, fact.value, language)


def _shown_value(variable: Variable, value: Value, language: str) -> str:
    match value:
        case bool():
            yes, no = ("ja", "nee") if language == "nl" else ("yes", "no")
            return yes if value else no
        case date():
            return written(value)
        case tuple():
            return f"{SEPARATOR} ".join(_label(variable, answer, language) for answer in value)
        case str():
            return _label(variable, value, language)
        case _:
            return str(value)


def _label(variable: Variable, answer: str, language: str) -> str:
    if variable.codes is not None:
        return variable.codes.of(answer).label(language)
    return HalfDay.parse(answer).label(language) if variable.accepts == HalfDay.parse else answer
