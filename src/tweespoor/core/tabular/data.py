"""What a file holds: sheets of rows of cells, all of them text; and why a file cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1 << 20

FORMULA = "#FORMULE!"
"""A formula of which the file holds no value; only a spreadsheet program could work it out."""

_ERROR_VALUES = """
#N/A #N/B #VALUE! #WAARDE! #REF! #VERW! #DIV/0! #DEEL/0! #NAME? #NAAM? #NULL! #LEEG! #NUM! #GETAL! #SPILL!
"""
ERROR_VALUES = frozenset(_ERROR_VALUES.split())
"""What Excel shows where a formula went wrong, in English and in Dutch."""


class Reason(StrEnum):
    """Why a file cannot be read."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    PICTURE = "picture"
    PDF = "pdf"
    DOCUMENT = "document"
    OLD_EXCEL = "old-excel"
    OTHER_SPREADSHEET = "other-spreadsheet"
    WEB_PAGE = "web-page"
    ARCHIVE = "archive"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    UNPACKS_TOO_LARGE = "unpacks-too-large"
    ENTITIES = "entities"
    NOT_TEXT = "not-text"
    TOO_MANY_COLUMNS = "too-many-columns"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_CELLS = "too-many-cells"
    LONG_CELL = "long-cell"


class Unreadable(Exception):
    """A file that cannot be read: why, where in it (row and column as in the file) where that is known, what is
    allowed.
    """

    def __init__(self, reason: Reason, *, row: int = 0, column: str = "", limit: int = 0) -> None:
        self.reason, self.row, self.column, self.limit = reason, row, column, limit
        place = f" (row {row}{', column ' + column if column else ''})" if row else ""
        allowed = f"; at most {limit}" if limit else ""
        super().__init__(f"the file cannot be read: {reason.value}{place}{allowed}")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a file may hold at the most; a caseload stays far below.

    `ratio` is how many times larger than packed a workbook may unpack, once it is past `ratio_from` bytes: real ones
    stay under 40, a zip bomb is made of more than 1000.
    """

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 120 * MEGABYTE
    ratio: int = 150
    ratio_from: int = 4 * MEGABYTE
    entries: int = 1000
    sheets: int = 40
    rows: int = 50_000
    columns: int = 200
    cells: int = 1_500_000
    cell_length: int = 2000


@dataclass(frozen=True)
class Row:
    """A row: its number as in the file, counted from 1, and its cells from the first column on."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The text in a column, counted from 0; empty past the end."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(1 for cell in self.cells if cell)


@dataclass(frozen=True)
class Span:
    """Merged cells: rows as in the file and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name (empty in a CSV file), its rows that hold anything, and its merged cells.

    Numbers stand in Dutch notation (`1,5`), real dates as `1990-02-01`, yes and no as `ja` and `nee`. Every cell of a
    merged range holds the text of its first.
    """

    name: str
    rows: tuple[Row, ...]
    spans: tuple[Span, ...] = ()

    @property
    def width(self) -> int:
        """How many columns hold anything."""
        return max((len(row.cells) for row in self.rows), default=0)


def column_letter(column: int) -> str:
    """The name a spreadsheet program gives to a column counted from 0: A, B, ..., Z, AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Collector:
    """Takes the rows of a sheet one by one, tidied, and refuses what is past the limits."""

    def __init__(self, limits: Limits, *, cells_before: int = 0) -> None:
        self.limits = limits
        self.rows: list[Row] = []
        self.count = cells_before

    def add(self, number: int, cells: list[str]) -> None:
        """Keep a row; a row without anything in it is left out.

        Raises:
            Unreadable: if there are too many rows, columns or cells, or one of them is too long.
        """
        tidy = [" ".join(cell.split()) if cell else "" for cell in cells]
        while tidy and not tidy[-1]:
            tidy.pop()
        if not tidy:
            return
        limits = self.limits
        if len(tidy) > limits.columns:
            raise Unreadable(
                Reason.TOO_MANY_COLUMNS, row=number, column=column_letter(len(tidy) - 1), limit=limits.columns
            )
        for column, cell in enumerate(tidy):
            if len(cell) > limits.cell_length:
                raise Unreadable(Reason.LONG_CELL, row=number, column=column_letter(column), limit=limits.cell_length)
        self.count += len(tidy)
        if len(self.rows) >= limits.rows:
            raise Unreadable(Reason.TOO_MANY_ROWS, row=number, limit=limits.rows)
        if self.count > limits.cells:
            raise Unreadable(Reason.TOO_MANY_CELLS, row=number, limit=limits.cells)
        self.rows.append(Row(number, tuple(tidy)))
