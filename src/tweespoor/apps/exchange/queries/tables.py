"""Tables with amounts as files that a spreadsheet opens: CSV, and an XLSX workbook with a sheet per table.

Text goes through `plain_cell`, so that nothing somebody typed is run as a formula. Amounts are numbers, made of whole
cents without a float in between.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from tweespoor.apps.exchange.queries.people_list import BYTE_ORDER_MARK
from tweespoor.core.plain_cells import plain_cell

LONGEST_TITLE = 31
"""So long can the name of a sheet be, for Excel."""
WIDE, NARROW = 36, 16


@dataclass(frozen=True)
class Amount:
    """An amount of money in cents."""

    cents: int

    @property
    def text(self) -> str:
        """As Dutch Excel reads it."""
        whole, rest = divmod(abs(self.cents), 100)
        return f"{'-' if self.cents < 0 else ''}{whole},{rest:02d}"


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with its name and head."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | Amount]]


def as_csv(tables: Sequence[Table]) -> str:
    """The tables below each other, each under its name, as Dutch Excel reads them: with semicolons."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    for place, table in enumerate(tables):
        if place:
            writer.writerow([])
        writer.writerow([plain_cell(table.name)])
        writer.writerow([plain_cell(each) for each in table.head])
        for row in table.rows:
            writer.writerow([each.text if isinstance(each, Amount) else plain_cell(each) for each in row])
    return BYTE_ORDER_MARK + file.getvalue()


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """The tables as a workbook, a sheet each."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(table.name[:LONGEST_TITLE])
        for column, text in enumerate(table.head, start=1):
            _write(sheet.cell(row=1, column=column), text)
            sheet.cell(row=1, column=column).font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(column)].width = WIDE if column == 1 else NARROW
        for place, row in enumerate(table.rows, start=2):
            for column, value in enumerate(row, start=1):
                _write(sheet.cell(row=place, column=column), value)
        sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(cell: Cell, value: str | Amount) -> None:
    if isinstance(value, Amount):
        cell.value = Decimal(value.cents) / 100
        cell.number_format = "#,##0.00"
        return
    cell.value = plain_cell(value)
    cell.data_type = "s"
