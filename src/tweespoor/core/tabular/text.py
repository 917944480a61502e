"""CSV files as Dutch spreadsheet programs write them: with semicolons, in Windows-1252, UTF-8 or UTF-16."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from tweespoor.core.plain_cells import bare_cell
from tweespoor.core.tabular.data import Collector, Limits, Reason, Sheet, Unreadable

DELIMITERS = (";", "\t", ",", "|")
"""In the order of preference; a decimal comma makes commas the weakest sign."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_ONE_BYTE = ("cp1252", "cp850", "mac_roman")
"""Excel's "CSV", "CSV (MS-DOS)" and "CSV (Macintosh)"."""

_LETTERS = frozenset("áàâäãéèêëíìîïóòôöõúùûüçñýÿÁÀÂÄÉÈÊËÍÌÎÏÓÒÔÖÚÙÛÜÇÑ")
_SIGNS = frozenset("€’‘“”–—…´°§½²·")
_TRIED_ROWS = 60
_NEARLY_ALL_ZERO = 0.3


def decode(content: bytes) -> str:
    """The text of a file, whatever the usual program it was written with.

    Raises:
        Unreadable: if it is no text.
    """
    text = _decoded(content)
    if "\x00" in text:
        raise Unreadable(Reason.NOT_TEXT, row=text[: text.index("\x00")].count("\n") + 1)
    controls = sum(1 for letter in text[:20_000] if letter < " " and letter not in "\t\r\n\f\v")
    if controls * 20 > len(text[:20_000]):
        raise Unreadable(Reason.NOT_TEXT)
    return text


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(content) % 2 == 0 and content[place:4000:2].count(0) > _NEARLY_ALL_ZERO * len(content[:4000]):
            return _strictly(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _most_like_dutch(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(Reason.NOT_TEXT) from None


def _most_like_dutch(content: bytes) -> str:
    """Of the encodings with one byte a letter the one that gives most letters of Dutch and of names in it."""
    best, most = "", -1
    for encoding in _ONE_BYTE:
        text = content.decode(encoding, errors="replace")
        special = Counter(letter for letter in text if letter > "\x7f")
        good = sum(count for letter, count in special.items() if letter in _LETTERS)
        fair = sum(count for letter, count in special.items() if letter in _SIGNS)
        score = 3 * good + fair - 6 * special["\ufffd"]
        if score > most:
            best, most = text, score
    if not best:
        raise Unreadable(Reason.NOT_TEXT)
    return best


def read_text(content: bytes, *, limits: Limits) -> Sheet:
    """The one sheet of a CSV file.

    Raises:
        Unreadable: if it is no text, or past the limits.
    """
    text = decode(content)
    delimiter, text = _delimiter(text)
    collector = Collector(limits)
    try:
        for number, cells in enumerate(_records(text, delimiter), start=1):
            collector.add(number, [bare_cell(cell) for cell in cells])
    except csv.Error:
        # the one thing left to be wrong: a cell past the csv module's own limit, as after a quote never closed
        raise Unreadable(Reason.LONG_CELL, row=len(collector.rows) + 1, limit=limits.cell_length) from None
    if not collector.rows:
        raise Unreadable(Reason.EMPTY)
    return Sheet("", tuple(collector.rows))


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> tuple[str, str]:
    """What stands between the cells, and the text without Excel's line that says so."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"').lower()
    if said.startswith("sep=") and len(said) == 5:
        return said[4], rest
    if first.strip("\r\ufeff ").lower() == "sep=":
        return "\t", rest
    start = text[:200_000]
    return max(DELIMITERS, key=lambda each: (_evenness(start, each), -DELIMITERS.index(each))), text


def _evenness(text: str, delimiter: str) -> float:
    """How much the records agree about their number of cells, and in how many they then are."""
    widths: Counter[int] = Counter()
    try:
        for record in _records(text, delimiter):
            if any(record):
                widths[len(record)] += 1
            if widths.total() >= _TRIED_ROWS:
                break
    except csv.Error:
        return 0
    return max((share * share / widths.total() * min(width - 1, 8) for width, share in widths.items()), default=0.0)
