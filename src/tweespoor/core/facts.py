"""A fact about a person is known, known to be none, or not (yet) asked.

The pilots' registry could not tell "no obstacle" from "not registered" (report, footnote 4), and its figures had
to leave people out for it. One small type keeps the three apart in models, forms, files and figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar, cast

Value = str | int | bool | date | tuple[str, ...]
T = TypeVar("T", bound=Value)

CELLS = ("state", "type", "value", "valid_on", "known_on", "source")
"""The columns one fact takes in a CSV file, in this order."""

SEPARATOR = ";"


class FactState(StrEnum):
    """What is known: a value, that there is none, or nothing because it was not asked."""

    KNOWN = "known"
    NONE = "none"
    NOT_ASKED = "not-asked"


_STATES = {state.value: state for state in FactState}


class FactError(ValueError):
    """A fact that contradicts itself, or a file's cells that are no fact."""


@dataclass(frozen=True, kw_only=True)
class Fact(Generic[T]):
    """One fact: its state, its value where it has one, and where it comes from.

    `valid_on` is the day the fact is about, `known_on` the day it became known to us; a figure "as of" a date looks
    at both. `source` says who or what told us (a conversation, a test, a register).

    Raises:
        FactError: if a value is given to a fact that has none, or none to a fact that is known; if something that
            was not asked has a date or a source.
    """

    state: FactState
    value: T | None = None
    valid_on: date | None = None
    known_on: date | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.is_known and (self.value is None or self.value == ()):
            raise FactError("a known fact needs a value; say `none` or `not asked` where there is none")
        if not self.is_known and self.value is not None:
            raise FactError(f"a fact that is {self.state} cannot have a value")
        if self.state is FactState.NOT_ASKED and (self.valid_on or self.known_on or self.source):
            raise FactError("what was not asked has no date and no source")
        if isinstance(self.value, tuple) and any(SEPARATOR in part or not part for part in self.value):
            raise FactError(f"an answer in a list cannot be empty or hold {SEPARATOR!r}")

    @classmethod
    def known(
        cls, value: T, *, valid_on: date | None = None, known_on: date | None = None, source: str = ""
    ) -> Fact[T]:
        """A fact with a value; several answers are a tuple of strings."""
        return cls(
            state=FactState.KNOWN,
            value=value,
            valid_on=valid_on,
            known_on=known_on or valid_on,
            source=source,
        )

    @classmethod
    def none(cls, *, valid_on: date | None = None, known_on: date | None = None, source: str = "") -> Fact[T]:
        """It was asked, and there is none: no obstacle, no diploma, no class."""
        return cls(state=FactState.NONE, valid_on=valid_on, known_on=known_on or valid_on, source=source)

    @classmethod
    def not_asked(cls) -> Fact[T]:
        """Nobody asked yet."""
        return cls(state=FactState.NOT_ASKED)

    @property
    def is_known(self) -> bool:
        """There is a value."""
        return self.state is FactState.KNOWN

    @property
    def is_answered(self) -> bool:
        """It was asked: there is a value, or there is none."""
        return self.state is not FactState.NOT_ASKED

    def as_json(self) -> dict[str, str | int | bool | list[str] | None]:
        """The fact as JSON values; `from_json` reads it back."""
        value: str | int | bool | list[str] | None
        match self.value:
            case tuple():
                value = list(self.value)
            case date():
                value = self.value.isoformat()
            case _:
                value = self.value
        return {
            "state": self.state.value,
            "type": _type_name(self.value),
            "value": value,
            "valid_on": self.valid_on.isoformat() if self.valid_on else None,
            "known_on": self.known_on.isoformat() if self.known_on else None,
            "source": self.source or None,
        }

    def as_cells(self) -> tuple[str, str, str, str, str, str]:
        """The fact as the text of the six columns `CELLS`; `from_cells` reads it back."""
        match self.value:
            case None:
                text = ""
            case tuple():
                text = SEPARATOR.join(self.value)
            case date():
                text = self.value.isoformat()
            case bool():
                text = "true" if self.value else "false"
            case _:
                text = str(self.value)
        return (
            self.state.value,
            _type_name(self.value) or "",
            text,
            self.valid_on.isoformat() if self.valid_on else "",
            self.known_on.isoformat() if self.known_on else "",
            self.source,
        )


def from_json(data: Mapping[str, object]) -> Fact[Value]:
    """Read a fact written by `Fact.as_json`.

    Raises:
        FactError: if a field is missing, has another type, or contradicts the state.
    """
    raw = data.get("value")
    if isinstance(raw, list):
        text = SEPARATOR.join(map(str, raw))
    elif isinstance(raw, bool):
        text = "true" if raw else "false"
    else:
        text = "" if raw is None else str(raw)
    cells = {
        name: "" if data.get(name) is None else str(data[name])
        for name in ("state", "type", "valid_on", "known_on", "source")
    }
    return from_cells({**cells, "value": text})


def from_cells(cells: Mapping[str, str]) -> Fact[Value]:
    """Read a fact from the six columns `CELLS` of a CSV file.

    An empty state is read as "not asked" only where every other cell is empty too.

    Raises:
        FactError: if a cell cannot be read, naming the column and what it may hold.
    """
    return from_columns(
        state=cells.get("state", "") or FactState.NOT_ASKED.value,
        kind=cells.get("type", ""),
        text=cells.get("value", ""),
        valid_on=_read_date("valid_on", cells.get("valid_on", "")),
        known_on=_read_date("known_on", cells.get("known_on", "")),
        source=cells.get("source", ""),
    )


def from_columns(
    *, state: str, kind: str, text: str, valid_on: date | None, known_on: date | None, source: str
) -> Fact[Value]:
    """Read a fact from the same columns where the dates are dates already, as a database has them.

    Raises:
        FactError: if a column cannot be read, naming it and what it may hold.
    """
    read = _STATES.get(state)
    if read is None:
        raise FactError(f"column 'state': {state!r} is not one of {', '.join(_STATES)}")
    if read is not FactState.KNOWN and (kind or text):
        raise FactError(f"column 'value': a fact that is {state} cannot have a value, this one has {text!r}")
    value = _read_value(kind, text) if read is FactState.KNOWN else None
    return Fact(state=read, value=value, valid_on=valid_on, known_on=known_on, source=source)


@dataclass(frozen=True)
class Tally:
    """How often each answer was given, with "none" and "not asked" counted apart.

    `answers` counts values; a person with several answers counts once in `known` and once per answer in `answers`.
    """

    answers: Mapping[Value, int] = field(default_factory=dict)
    known: int = 0
    none: int = 0
    not_asked: int = 0

    @property
    def asked(self) -> int:
        """People of whom we know a value or know there is none: the N under a figure."""
        return self.known + self.none

    @property
    def total(self) -> int:
        """Everybody, asked or not."""
        return self.asked + self.not_asked


def tally(facts: Iterable[Fact[T]]) -> Tally:
    """Count facts by answer, keeping "none" apart from "not asked"."""
    answers: Counter[Value] = Counter()
    states: Counter[FactState] = Counter()
    for fact in facts:
        states[fact.state] += 1
        if isinstance(fact.value, tuple):
            answers.update(fact.value)
        elif fact.value is not None:
            answers[fact.value] += 1
    return Tally(
        answers=dict(answers),
        known=states[FactState.KNOWN],
        none=states[FactState.NONE],
        not_asked=states[FactState.NOT_ASKED],
    )


def _type_name(value: Value | None) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "yes-no"
        case int():
            return "number"
        case date():
            return "date"
        case tuple():
            return "list"
        case _:
            return "text"


def _read_value(kind: str, text: str) -> Value:
    match kind:
        case "yes-no" if text in ("true", "false"):
            return text == "true"
        case "number" if text.lstrip("-").isascii() and text.lstrip("-").isdigit():
            return int(text)
        case "date":
            return cast(date, _read_date("value", text))
        case "list" if text:
            return tuple(text.split(SEPARATOR))
        case "text":
            return text
    raise FactError(f"column 'value': cannot read {text!r} as {kind or 'a value without a type'}")


def _read_date(column: str, text: str) -> date | None:
    if not text and column != "value":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FactError(f"column {column!r}: {text!r} is not a date like 2021-02-15") from None
