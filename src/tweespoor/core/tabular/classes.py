"""Lists of language classes: which column holds what, and what each row says, with every problem by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tweespoor.core.tabular.data import Row, Sheet, column_letter
from tweespoor.core.tabular.fold import fold
from tweespoor.core.tabular.headings import Column, Heading, body_of, columns_of
from tweespoor.core.tabular.problems import Problem, Wrong
from tweespoor.core.tabular.reading import read_cell
from tweespoor.core.vocabulary import variable

NAME, LEVEL, HALF_DAYS, FREE_SEATS, LOCATION = "name", "level", "half_days", "free_seats", "location"
CLASS_TARGETS = (NAME, LEVEL, HALF_DAYS, FREE_SEATS, LOCATION)
NEEDED = (NAME, LEVEL, HALF_DAYS)
"""What every class has; without a column for it there is nothing to read."""

_CALLED: Mapping[str, str] = {
    NAME: "naam klas klasnaam naamklas groep groepsnaam class name",
    LEVEL: "niveau taalniveau level",
    HALF_DAYS: "dagdelen lestijden wanneer dagen rooster lesdagen lesmomenten halfdays when",
    FREE_SEATS: "vrijeplaatsen plaatsen vrij plekken vrijeplekken aantalvrij freeseats",
    LOCATION: "gebouw locatie leslocatie lokatie adres location building",
}
_LOOKED_AT = 30
_MOST_SEATS = 100
_READ_AS = {LEVEL: "speaking-level", HALF_DAYS: "unavailable-half-days"}


@dataclass(frozen=True)
class CellTrouble:
    """A cell that cannot be taken over: its column's letter, what it should hold, what it says, and why not."""

    letter: str
    target: str
    text: str
    problem: Problem


@dataclass(frozen=True)
class ClassDraft:
    """What a row says of a class, by target, and its problems; only a row without any can be taken over."""

    row: int
    values: Mapping[str, object]
    problems: tuple[CellTrouble, ...]


def class_heading(sheet: Sheet) -> Heading:
    """The first row with at least two known headings, or else the first row."""
    rows = sheet.rows[:_LOOKED_AT]
    found = next((row for row in rows if sum(_target(cell) is not None for cell in row.cells) > 1), None)
    return Heading((found or rows[0]).number)


def guess_class_columns(sheet: Sheet, heading: Heading) -> dict[str, int]:
    """Per target the column that is called so, the first of each."""
    found: dict[str, int] = {}
    for column in columns_of(sheet, heading):
        target = _target(column.label)
        if target is not None:
            found.setdefault(target, column.index)
    return found


def class_columns(sheet: Sheet, heading: Heading) -> tuple[Column, ...]:
    """The columns of a list of classes."""
    return columns_of(sheet, heading)


def class_drafts(
    sheet: Sheet, heading: Heading, *, columns: Mapping[str, int], locations: Mapping[str, str], today: date
) -> tuple[ClassDraft, ...]:
    """What every row below the headings says. `locations` are the buildings there are: folded name to id."""
    drafts = [_draft(row, columns=columns, locations=locations, today=today) for row in body_of(sheet, heading)]
    seen: dict[str, int] = {}
    marked = []
    for draft in drafts:
        name = fold(str(draft.values.get(NAME, "")))
        twice = bool(name) and name in seen
        seen.setdefault(name, draft.row)
        text = str(draft.values.get(NAME, ""))
        double = CellTrouble(column_letter(columns.get(NAME, 0)), NAME, text, Problem(Wrong.WRONG_FORM))
        marked.append(ClassDraft(draft.row, draft.values, (*draft.problems, double)) if twice else draft)
    return tuple(marked)


def _target(label: str) -> str | None:
    plain = fold(label)
    return next((target for target, names in _CALLED.items() if plain and plain in names.split()), None)


def _draft(row: Row, *, columns: Mapping[str, int], locations: Mapping[str, str], today: date) -> ClassDraft:
    values: dict[str, object] = {}
    problems = []
    for target, column in columns.items():
        text = row.cell(column).strip()
        read = _read(target, text, locations=locations, today=today)
        if isinstance(read, Problem):
            problems.append(CellTrouble(column_letter(column), target, text, read))
        elif read is not None:
            values[target] = read
    return ClassDraft(row.number, values, tuple(problems))


def _read(target: str, text: str, *, locations: Mapping[str, str], today: date) -> object:
    """What a cell says; None where an empty one may be."""
    if not text:
        return Problem(Wrong.NO_NAME) if target in NEEDED else None
    if target == NAME:
        return text if len(text) <= 120 else Problem(Wrong.TOO_LONG)
    if target == LOCATION:
        return locations.get(fold(text)) or Problem(Wrong.NOT_IN_LIST)
    if target == FREE_SEATS:
        return _seats(text)
    return _read_term(target, text, today=today)


def _read_term(target: str, text: str, *, today: date) -> object:
    """A level, or half-days, as the caseload's own columns are read."""
    read = read_cell(variable(_READ_AS[target]), text, today=today)
    if isinstance(read, Problem):
        return read
    if not read.is_known or not read.value:
        return Problem(Wrong.NOT_NONE)
    return list(read.value) if isinstance(read.value, tuple) else str(read.value)


def _seats(text: str) -> int | Problem:
    if not re.fullmatch(r"\d{1,4}", text):
        return Problem(Wrong.NO_WHOLE_NUMBER)
    return int(text) if int(text) <= _MOST_SEATS else Problem(Wrong.NUMBER_TOO_LARGE)
