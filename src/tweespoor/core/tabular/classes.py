"""Lists of language classes: which column holds what, and what each row says, with every problem by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tweespoor.core.tabular.data import Row, Sheet, column_letter
from tweespoor.core.tabular.fold import fold
from tweespoor.core.tabular.headings import Column, Heading, body_of, columns_of
from tweespoor.core.tabular.lesson_times import read_lesson_times
from tweespoor.core.tabular.problems import Problem, Wrong
from tweespoor.core.tabular.reading import read_cell
from tweespoor.core.vocabulary import variable

NAME, LEVEL, HALF_DAYS, FREE_SEATS, LOCATION = "name", "level", "half_days", "free_seats", "location"
CODE, SWITCH_FROM, HOURS = "code", "switch_from", "hours"
CLASS_TARGETS = (NAME, CODE, LEVEL, HALF_DAYS, FREE_SEATS, LOCATION, SWITCH_FROM)
NEEDED = (NAME, LEVEL, HALF_DAYS)
"""What every class has; without a column for it there is nothing to read."""

_CALLED: Mapping[str, str] = {
    NAME: "naam klas klasnaam naamklas groep groepsnaam class name",
    CODE: "code klascode klassecode groepscode groepcode klasnummer groepsnummer lesgroepcode classcode",
    LEVEL: "niveau taalniveau level",
    HALF_DAYS: "dagdelen dagdeel lestijden lestijd tijden wanneer dagen rooster lesdagen lesmomenten halfdays when",
    FREE_SEATS: "vrijeplaatsen plaatsen vrij plekken vrijeplekken aantalvrij freeseats",
    LOCATION: "gebouw locatie leslocatie lokatie adres location building",
    SWITCH_FROM: "wisselenvanuit wisselen wisselvanuit magwisselenvanuit switchfrom",
}
_LOOKED_AT = 30
_MOST_SEATS = 100
_LONGEST = {NAME: 120, CODE: 40}


@dataclass(frozen=True)
class CellTrouble:
    """A cell that cannot be taken over: its column's letter, what it should hold, what it says, and why not."""

    letter: str
    target: str
    text: str
    problem: Problem


@dataclass(frozen=True)
class ClassDraft:
    """What a row says of a class, by target, and its problems; only a row without any can be taken over.

    Beside the targets it holds `hours`, where the cell of the half-days says when the lessons begin and end. What a row
    does not say is not among its values. `switch_from` are names or codes, as the row has them.
    """

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
    for target in (NAME, CODE):
        drafts = _without_doubles(drafts, target=target, columns=columns)
    return tuple(drafts)


def _without_doubles(drafts: list[ClassDraft], *, target: str, columns: Mapping[str, int]) -> list[ClassDraft]:
    """The drafts, each whose name or code stood there before with that as a problem."""
    seen: set[str] = set()
    marked = []
    for draft in drafts:
        text = str(draft.values.get(target, ""))
        called = fold(text)
        double = CellTrouble(column_letter(columns.get(target, 0)), target, text, Problem(Wrong.WRONG_FORM))
        is_double = bool(called) and called in seen
        marked.append(ClassDraft(draft.row, draft.values, (*draft.problems, double)) if is_double else draft)
        seen.add(called)
    return marked


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
        else:
            values.update(read)
    return ClassDraft(row.number, values, tuple(problems))


def _read(target: str, text: str, *, locations: Mapping[str, str], today: date) -> Mapping[str, object] | Problem:
    """What a cell says, by what it says it of; nothing where an empty one may be."""
    if not text:
        return Problem(Wrong.NO_NAME) if target in NEEDED else {}
    if target == HALF_DAYS:
        return _times(text, today=today)
    read = _read_one(target, text, locations=locations, today=today)
    return read if isinstance(read, Problem) else {target: read}


def _read_one(target: str, text: str, *, locations: Mapping[str, str], today: date) -> object:
    if target in _LONGEST:
        return text if len(text) <= _LONGEST[target] else Problem(Wrong.TOO_LONG)
    if target == LOCATION:
        return locations.get(fold(text)) or Problem(Wrong.NOT_IN_LIST)
    if target == SWITCH_FROM:
        return [part.strip() for part in re.split(r"[;,\n]", text) if part.strip()]
    return _seats(text) if target == FREE_SEATS else _level(text, today=today)


def _level(text: str, *, today: date) -> str | Problem:
    """A level, as the caseload's own columns are read."""
    read = read_cell(variable("speaking-level"), text, today=today)
    if isinstance(read, Problem):
        return read
    return str(read.value) if read.is_known and read.value else Problem(Wrong.NOT_NONE)


def _times(text: str, *, today: date) -> Mapping[str, object] | Problem:
    read = read_lesson_times(text, today=today)
    if isinstance(read, Problem):
        return read
    said: dict[str, object] = {HALF_DAYS: list(read.half_days)}
    if read.hours is not None:
        said[HOURS] = {slug: list(span) for slug, span in read.hours.items()}
    return said


def _seats(text: str) -> int | Problem:
    if not re.fullmatch(r"\d{1,4}", text):
        return Problem(Wrong.NO_WHOLE_NUMBER)
    return int(text) if int(text) <= _MOST_SEATS else Problem(Wrong.NUMBER_TOO_LARGE)
