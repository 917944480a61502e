"""Cells of a CSV that a spreadsheet program takes as text, whatever stands in them."""

from __future__ import annotations

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """The value as a cell: a text that a spreadsheet would run as a formula begins with an apostrophe.

    Numbers stay as they are, also those below zero. Source: OWASP, CSV Injection.
    """
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return text
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
