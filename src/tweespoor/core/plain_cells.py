"""Text that a spreadsheet shows and never runs: the one place where formula injection is neutralised.

A spreadsheet program takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula, also
in a CSV file that came from us, and with it whatever somebody typed into a name (OWASP, CSV Injection).
"""

from __future__ import annotations

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK = "'"
"""Before a text it says: this is text. Spreadsheet programs know it; `bare_cell` takes it off again."""


def plain_cell(text: object) -> str:
    """The text of a cell as it can be written to a file that a spreadsheet program opens; a number stays one."""
    written = "" if text is None else str(text)
    if isinstance(text, (int, float)):
        return written
    return MARK + written if written.lstrip(" ").startswith(STARTS_A_FORMULA) else written


def bare_cell(text: str) -> str:
    """The text that `plain_cell` was given."""
    unmarked = text[1:] if text.startswith(MARK) else text
    return unmarked if unmarked.lstrip(" ").startswith(STARTS_A_FORMULA) else text
