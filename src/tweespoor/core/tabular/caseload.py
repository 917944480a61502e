"""A list of people as drafts: each row with its person, its facts, what is wrong in it and what is odd about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from tweespoor.core.facts import Fact, Value
from tweespoor.core.names import name_sounds, similar_names, whole_name_sounds
from tweespoor.core.tabular.data import Row, Sheet
from tweespoor.core.tabular.dates import read_date
from tweespoor.core.tabular.fold import fold
from tweespoor.core.tabular.headings import (
    FAMILY_FIRST,
    FAMILY_NAME,
    GIVEN_FIRST,
    GIVEN_NAME,
    JOINED_ON,
    NAME_PREFIX,
    NUMBER,
    PERSON_TARGETS,
    ZONE,
    Heading,
    body_of,
)
from tweespoor.core.tabular.problems import Problem, Reading, Wrong
from tweespoor.core.tabular.reading import read_cell, state_word, wrong_formula
from tweespoor.core.vocabulary import variable

LONGEST = {NUMBER: 20, GIVEN_NAME: 80, FAMILY_NAME: 80, NAME_PREFIX: 20, ZONE: 60, FAMILY_FIRST: 160, GIVEN_FIRST: 160}

_TOTALS = ("totaal", "totalen", "subtotaal", "eindtotaal", "total", "gemiddelde", "gemiddeld", "som", "aantal")
_NAME_TARGETS = (GIVEN_NAME, FAMILY_NAME, FAMILY_FIRST, GIVEN_FIRST)


class Odd(StrEnum):
    """What is odd about a whole row."""

    TOTAL = "total"
    HEADING_AGAIN = "heading-again"
    DOUBLE = "double"
    NUMBER_TWICE = "number-twice"
    PERHAPS_DOUBLE = "perhaps-double"


LEFT_OUT = frozenset({Odd.TOTAL, Odd.HEADING_AGAIN, Odd.DOUBLE})
"""Rows that are left out unless somebody says otherwise; the other odd ones wait for somebody to say."""


@dataclass(frozen=True)
class Mend:
    """What is read in the place of a cell's text: in one row, or in every row of the column where it stands.

    An empty `to` leaves the cell out.
    """

    column: int
    text: str
    to: str
    row: int | None = None


@dataclass(frozen=True)
class CellProblem:
    """A problem and the cell it is in."""

    row: int
    column: int
    text: str
    problem: Problem


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A row of the list as a person to be."""

    row: int
    number: str = ""
    given_name: str = ""
    family_name: str = ""
    zone: str = ""
    joined_on: date | None = None
    facts: Mapping[str, Fact[Value]] = field(default_factory=dict)
    problems: tuple[CellProblem, ...] = ()
    odd: Odd | None = None
    like_row: int = 0

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def born_on(self) -> date | None:
        """The birth date, where the list has it."""
        fact = self.facts.get("birth-date")
        return fact.value if fact is not None and isinstance(fact.value, date) else None


def drafts_of(
    sheet: Sheet,
    heading: Heading,
    *,
    targets: Mapping[int, str],
    mends: Iterable[Mend] = (),
    today: date,
) -> tuple[Draft, ...]:
    """Every row below the headings as a draft.

    `targets` says what each column taken over holds; `today` is the last day a date can be.
    """
    reader = _Reader(targets, mends, today)
    header = next((row for row in sheet.rows if row.number == heading.row), None)
    found: list[Draft] = []
    for row in body_of(sheet, heading):
        odd = odd_row(row, header)
        draft = reader.draft(row)
        found.append(replace(draft, odd=odd) if odd else draft)
    return _with_doubles(found, {row.number: row.cells for row in sheet.rows})


def odd_row(row: Row, header: Row | None) -> Odd | None:
    """Whether a row says nothing of its own: the headings again, or totals."""
    if header is not None and row.cells == header.cells:
        return Odd.HEADING_AGAIN
    first = next((cell for cell in row.cells if cell), "")
    word = first.casefold().split(maxsplit=1)[0].strip(":") if first else ""
    if word in _TOTALS and row.filled * 2 <= max(len(header.cells) if header else 0, 4):
        return Odd.TOTAL
    return None


class _Reader:
    """Reads rows; the same text in the same column is read once."""

    def __init__(self, targets: Mapping[int, str], mends: Iterable[Mend], today: date) -> None:
        self.targets = dict(targets)
        self.today = today
        self.everywhere: dict[tuple[int, str], str] = {}
        self.in_row: dict[tuple[int, int], tuple[str, str]] = {}
        for mend in mends:
            if mend.row is None:
                self.everywhere[mend.column, mend.text] = mend.to
            else:
                self.in_row[mend.row, mend.column] = (mend.text, mend.to)
        self.read: dict[tuple[str, str], Reading] = {}

    def draft(self, row: Row) -> Draft:
        """One row; of a cell with a problem nothing is taken over."""
        person: dict[str, Value] = {}
        facts: dict[str, Fact[Value]] = {}
        problems: list[CellProblem] = []
        for column, target in self.targets.items():
            text = row.cell(column)
            reading = self._reading(target, self._mended(row.number, column, text))
            if isinstance(reading, Problem):
                problems.append(CellProblem(row.number, column, text, reading))
            elif target not in PERSON_TARGETS:
                if reading.is_answered:
                    facts[target] = reading
            elif reading.value is not None:
                person[target] = reading.value
        given, family = names_of(person)
        if not given and not family and not any(self.targets[each.column] in _NAME_TARGETS for each in problems):
            problems.append(self._nameless(row))
        joined = person.get(JOINED_ON)
        return Draft(
            row=row.number,
            number=str(person.get(NUMBER, "")),
            given_name=given,
            family_name=family,
            zone=str(person.get(ZONE, "")),
            joined_on=joined if isinstance(joined, date) else None,
            facts=facts,
            problems=tuple(problems),
        )

    def _mended(self, row: int, column: int, text: str) -> str:
        own = self.in_row.get((row, column))
        if own is not None and own[0] == text:
            return own[1]
        return self.everywhere.get((column, text), text)

    def _reading(self, target: str, text: str) -> Reading:
        known = self.read.get((target, text))
        if known is None:
            known = read_target(target, text, today=self.today)
            self.read[target, text] = known
        return known

    def _nameless(self, row: Row) -> CellProblem:
        column = next((column for column, target in self.targets.items() if target in _NAME_TARGETS), 0)
        return CellProblem(row.number, column, row.cell(column), Problem(Wrong.NO_NAME))


def read_target(target: str, text: str, *, today: date) -> Reading:
    """What a cell says about a target: a variable, or who the person is."""
    if target not in PERSON_TARGETS:
        return read_cell(variable(target), text, today=today)
    trimmed = text.strip()
    if not trimmed or state_word(trimmed) is not None:
        return Fact.not_asked()
    return wrong_formula(trimmed) or _read_about_person(target, trimmed, today=today)


def _read_about_person(target: str, text: str, *, today: date) -> Reading:
    if target == JOINED_ON:
        return read_date(text, today=today)
    if len(text) > LONGEST[target]:
        return Problem(Wrong.TOO_LONG)
    if target == NUMBER and is_citizen_number(text):
        return Problem(Wrong.CITIZEN_NUMBER)
    known: Fact[Value] = Fact.known(text)
    return known


def is_citizen_number(text: str) -> bool:
    """Whether a text is nine digits that pass the eleven test of the citizen service number (BSN)."""
    digits = text.replace(".", "").replace(" ", "")
    if len(digits) != 9 or not (digits.isascii() and digits.isdigit()) or digits == "0" * 9:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0


def without_citizen_numbers(sheet: Sheet, *, nearly_all: float = 0.8) -> Sheet:
    """The sheet with every column emptied of which (nearly) all cells are citizen service numbers.

    One in eleven numbers of nine digits passes the test by chance: it takes three cells at least, and most of them.
    """
    emptied = []
    for column in range(sheet.width):
        values = [cell for row in sheet.rows if any(map(str.isdigit, cell := row.cell(column)))]
        passing = sum(1 for value in values if is_citizen_number(value))
        if passing >= 3 and passing >= nearly_all * len(values):
            emptied.append(column)
    if not emptied:
        return sheet
    rows = tuple(
        Row(row.number, tuple("" if i in emptied and is_citizen_number(c) else c for i, c in enumerate(row.cells)))
        for row in sheet.rows
    )
    return Sheet(sheet.name, rows, sheet.spans)


def names_of(person: Mapping[str, Value]) -> tuple[str, str]:
    """Given and family name, of the parts that columns hold."""
    given, family = str(person.get(GIVEN_NAME, "")), str(person.get(FAMILY_NAME, ""))
    prefix = str(person.get(NAME_PREFIX, ""))
    if FAMILY_FIRST in person:
        before, _, after = str(person[FAMILY_FIRST]).partition(",")
        given, family = given or after.strip(), family or before.strip()
    elif GIVEN_FIRST in person:
        first, _, rest = str(person[GIVEN_FIRST]).partition(" ")
        given, family = given or first, family or rest.strip()
    return given[:80], f"{prefix} {family}".strip()[:80] if family else ""


@dataclass(frozen=True)
class _Seen:
    """The rows of the list so far: by all cells, by number, by birth date and a sound of the name, and by the whole
    name with whether the row has a number and a birth date.
    """

    cells: dict[tuple[str, ...], int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    born: dict[tuple[date, str], list[Draft]] = field(default_factory=dict)
    named: dict[tuple[tuple[str, ...], bool, bool], int] = field(default_factory=dict)


def _with_doubles(drafts: list[Draft], cells: Mapping[int, tuple[str, ...]]) -> tuple[Draft, ...]:
    """Rows that stood in the list before: word for word, with the same number, or probably the same person."""
    seen = _Seen()
    return tuple(_marked(draft, cells[draft.row], seen) if draft.odd is None else draft for draft in drafts)


def _marked(draft: Draft, cells: tuple[str, ...], seen: _Seen) -> Draft:
    number = fold(draft.number)
    checks: tuple[tuple[Odd, Callable[[], int]], ...] = (
        (Odd.DOUBLE, lambda: seen.cells.get(cells, 0)),
        (Odd.NUMBER_TWICE, lambda: seen.numbers.get(number, 0) if number else 0),
        (Odd.PERHAPS_DOUBLE, lambda: _alike(draft, seen) or _namesake(draft, seen)),
    )
    for odd, earlier in checks:
        if row := earlier():
            return replace(draft, odd=odd, like_row=row)
    seen.cells[cells] = draft.row
    if number:
        seen.numbers[number] = draft.row
    if draft.born_on:
        for sound in name_sounds(draft.name):
            seen.born.setdefault((draft.born_on, sound), []).append(draft)
    for whole in whole_name_sounds(draft.name):
        seen.named.setdefault((whole, bool(draft.number), bool(draft.born_on)), draft.row)
    return draft


def _alike(draft: Draft, seen: _Seen) -> int:
    """The row of somebody born on the same day with a similar name.

    Many people have the first of January as their birth date: only who shares a word of the name is looked at.
    """
    if draft.born_on is None:
        return 0
    near = (other for sound in sorted(name_sounds(draft.name)) for other in seen.born.get((draft.born_on, sound), ()))
    return next((other.row for other in near if similar_names(draft.name, other.name)), 0)


def _namesake(draft: Draft, seen: _Seen) -> int:
    """The row of somebody with the same name, where neither numbers nor birth dates tell the two apart."""
    kinds = [
        (numbered, dated)
        for numbered in (False, True)
        for dated in (False, True)
        if not (numbered and draft.number) and not (dated and draft.born_on)
    ]
    rows = [seen.named.get((whole, *kind), 0) for whole in whole_name_sounds(draft.name) for kind in kinds]
    return min(filter(None, rows), default=0)
