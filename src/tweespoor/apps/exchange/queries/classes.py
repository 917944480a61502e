"""A list of language classes that somebody brings in: its sheets, and what each row says."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tweespoor.apps.exchange.models import ClassImport
from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.schedule.queries import in_programme
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.tabular import (
    CLASS_TARGETS,
    NEEDED,
    CellTrouble,
    ClassDraft,
    Column,
    Heading,
    Limits,
    Reason,
    Row,
    Sheet,
    Unreadable,
    class_columns,
    class_drafts,
    class_heading,
    fold,
    guess_class_columns,
    read_file,
    without_citizen_numbers,
)

MOST_ROWS = 300
LIMITS = Limits(rows=5000, columns=80, cells=100_000)
MOST_SHOWN = 10

__all__ = [
    "CLASS_TARGETS",
    "MOST_ROWS",
    "NEEDED",
    "CellTrouble",
    "ClassDraft",
    "Column",
    "Kept",
    "Reason",
    "Unreadable",
    "columns_in",
    "drafts_in",
    "guessed",
    "imports_of",
    "kept_in",
    "kept_of",
    "stored",
    "with_sheet",
]


@dataclass(frozen=True)
class Kept:
    """The sheets of a file that can be a list of classes, and which one is looked at."""

    sheets: tuple[Sheet, ...]
    chosen: int = 0

    @property
    def sheet(self) -> Sheet:
        """The sheet that is looked at."""
        return self.sheets[self.chosen]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets."""
        return tuple(each.name for each in self.sheets)


def kept_of(content: bytes) -> Kept:
    """The sheets of a file with the one that has the most headings of classes chosen; longer ones are left out.

    Raises:
        Unreadable: if the file is no list, or no sheet is as short as a list of classes can be.
    """
    sheets = [sheet for sheet in read_file(content, limits=LIMITS) if len(sheet.rows) <= MOST_ROWS]
    if not sheets:
        raise Unreadable(Reason.TOO_MANY_ROWS, limit=MOST_ROWS)
    likely = max(range(len(sheets)), key=lambda place: (len(_guessed(sheets[place])), -place))
    return Kept(tuple(without_citizen_numbers(sheet) for sheet in sheets), likely)


def with_sheet(kept: Kept, place: int) -> Kept:
    """The same file with another of its sheets looked at."""
    return replace(kept, chosen=place) if 0 <= place < len(kept.sheets) else kept


def stored(kept: Kept) -> dict[str, Any]:
    """A file as a session keeps it until it is read in."""
    plain = [[sheet.name, [[row.number, row.cells] for row in sheet.rows]] for sheet in kept.sheets]
    packed = zlib.compress(json.dumps(plain, ensure_ascii=False).encode(), level=3)
    return {"sheets": base64.b64encode(packed).decode(), "chosen": kept.chosen}


def kept_in(value: Any) -> Kept | None:
    """The file that a session keeps; None where it keeps none."""
    if not isinstance(value, dict):
        return None
    try:
        plain = json.loads(zlib.decompress(base64.b64decode(value["sheets"])))
    except (KeyError, binascii.Error, zlib.error, ValueError):
        return None
    sheets = tuple(Sheet(name, tuple(Row(number, tuple(cells)) for number, cells in rows), ()) for name, rows in plain)
    return with_sheet(Kept(sheets), int(value.get("chosen", 0))) if sheets else None


def _guessed(sheet: Sheet) -> dict[str, int]:
    return guess_class_columns(sheet, class_heading(sheet)) if sheet.rows else {}


def _read(kept: Kept) -> tuple[Sheet, Heading]:
    return kept.sheet, class_heading(kept.sheet)


def columns_in(kept: Kept) -> tuple[Column, ...]:
    """The columns of the sheet."""
    return class_columns(*_read(kept))


def guessed(kept: Kept) -> dict[str, int]:
    """Per thing that a class has the column that probably holds it."""
    return guess_class_columns(*_read(kept))


def drafts_in(kept: Kept, *, columns: Mapping[str, int], programme: Programme, today: date) -> tuple[ClassDraft, ...]:
    """What each row says."""
    locations = {fold(row.name): str(row.pk) for row in in_programme(programme)["locations"]}
    return class_drafts(*_read(kept), columns=columns, locations=locations, today=today)


def imports_of(programme: Programme, *, providers: Iterable[Organisation]) -> QuerySet[ClassImport]:
    """The lists of these providers that came in last, the latest first."""
    rows = ClassImport.objects.filter(programme=programme, provider__in=list(providers))
    return rows.select_related("provider")
