"""A file's sheets, whatever it turns out to be."""

from __future__ import annotations

from tweespoor.core.tabular.data import Limits, Reason, Sheet, Unreadable
from tweespoor.core.tabular.kinds import is_workbook
from tweespoor.core.tabular.text import read_text
from tweespoor.core.tabular.workbook import read_workbook

_LIMITS = Limits()


def read_file(content: bytes, *, limits: Limits = _LIMITS) -> tuple[Sheet, ...]:
    """The sheets of a CSV file or XLSX workbook that hold anything, at least one.

    Raises:
        Unreadable: if it is neither, encrypted, broken, or past the limits; it says which.
    """
    if len(content) > limits.file_bytes:
        raise Unreadable(Reason.TOO_LARGE, limit=limits.file_bytes)
    if is_workbook(content):
        return read_workbook(content, limits=limits)
    return (read_text(content, limits=limits),)
