"""A list of language classes that somebody brings in: what stands in it, and what each row would become."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

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
)

MOST_ROWS = 300
LIMITS = Limits(rows=MOST_ROWS, columns=40, cell_length=400)

__all__ = [
    "CLASS_TARGETS",
    "NEEDED",
    "CellTrouble",
    "ClassDraft",
    "Column",
    "Reason",
    "Unreadable",
    "columns_in",
    "drafts_in",
    "guessed",
    "kept_of",
]


def kept_of(content: bytes) -> list[list[Any]]:
    """The rows of a file's first sheet, as a session keeps them until they are read in.

    Raises:
        Unreadable: if the file is no list, or longer than a list of classes can be.
    """
    sheet = read_file(content, limits=LIMITS)[0]
    return [[row.number, list(row.cells)] for row in sheet.rows]


def _sheet(kept: list[list[Any]]) -> tuple[Sheet, Heading]:
    sheet = Sheet("", tuple(Row(number, tuple(cells)) for number, cells in kept))
    return sheet, class_heading(sheet)


def columns_in(kept: list[list[Any]]) -> tuple[Column, ...]:
    """The columns of the list."""
    return class_columns(*_sheet(kept))


def guessed(kept: list[list[Any]]) -> dict[str, int]:
    """Per thing that a class has the column that probably holds it."""
    return guess_class_columns(*_sheet(kept))


def drafts_in(
    kept: list[list[Any]], *, columns: Mapping[str, int], programme: Programme, today: date
) -> tuple[ClassDraft, ...]:
    """What each row would become."""
    locations = {fold(row.name): str(row.pk) for row in in_programme(programme)["locations"]}
    sheet, heading = _sheet(kept)
    return class_drafts(sheet, heading, columns=columns, locations=locations, today=today)
