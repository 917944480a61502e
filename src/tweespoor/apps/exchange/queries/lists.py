"""What stands in a list or file that somebody works at, whatever is brought in from it."""

from __future__ import annotations

from tweespoor.apps.exchange.bridge import caseload as bridge
from tweespoor.apps.exchange.models import ListInHand
from tweespoor.core.tabular import Sheet

FIRST_ROWS = 12


def sheets(row: ListInHand) -> tuple[Sheet, ...]:
    """The sheets of the file."""
    return bridge.sheets_of(row)


def chosen_sheet(row: ListInHand) -> Sheet:
    """The sheet that was chosen."""
    found = bridge.sheets_of(row)
    return found[row.sheet] if row.sheet < len(found) else Sheet("", ())


def first_rows(row: ListInHand) -> list[tuple[int, list[str]]]:
    """The first rows of the chosen sheet, each with its number, to find the headings in."""
    sheet = chosen_sheet(row)
    width = min(sheet.width, FIRST_ROWS)
    return [(each.number, [each.cell(column) for column in range(width)]) for each in sheet.rows[:FIRST_ROWS]]
