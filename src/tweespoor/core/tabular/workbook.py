"""XLSX workbooks, read from their XML as a stream: never unpacked as a whole, never past the limits.

What is read is what a person sees: of a formula the value that was kept with it, of a number with a date's format the
date, of merged cells the text of the first. Nothing outside the file is ever opened: a workbook that declares entities
is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from xml.parsers import expat

from tweespoor.core.tabular.data import FORMULA, Collector, Limits, Reason, Row, Sheet, Span, Unreadable

_CHUNK = 1 << 16
_BUILT_IN_DATES = frozenset({*range(14, 23), 27, 30, 36, 45, 46, 47, 50, 57})
_NO_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General|Standaard', re.IGNORECASE)
_REFERENCE = re.compile(r"^([A-Z]{1,3})([0-9]{1,7})$")
_OTHER_FILES: tuple[tuple[str, Reason], ...] = (
    ("word/document.xml", Reason.DOCUMENT),
    ("ppt/presentation.xml", Reason.DOCUMENT),
    ("xl/workbook.bin", Reason.OTHER_SPREADSHEET),
    ("content.xml", Reason.OTHER_SPREADSHEET),
    ("index/document.iwa", Reason.OTHER_SPREADSHEET),
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, OverflowError, IndexError, OSError)
_LARGEST_SERIAL = 2_958_465
_TEXT_OF_STRING = ("t",)

Attributes = Mapping[str, str]


def read_workbook(content: bytes, *, limits: Limits) -> tuple[Sheet, ...]:
    """The sheets of a workbook that hold anything, in their order; hidden ones too.

    Raises:
        Unreadable: if it is another kind of packed file, encrypted, broken or past the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check_packed(packed, limits=limits)
            return _Workbook(packed, limits).sheets()
    except expat.ExpatError:
        raise Unreadable(Reason.BROKEN) from None
    except (NotImplementedError, RuntimeError):
        raise Unreadable(Reason.ENCRYPTED) from None
    except _BROKEN:
        raise Unreadable(Reason.BROKEN) from None


def _check_packed(packed: zipfile.ZipFile, *, limits: Limits) -> None:
    """What the list of contents says, before anything is unpacked."""
    entries = packed.infolist()
    names = {entry.filename.lower() for entry in entries}
    if len(entries) > limits.entries:
        raise Unreadable(Reason.UNPACKS_TOO_LARGE, limit=limits.entries)
    unpacked = sum(entry.file_size for entry in entries)
    size = sum(entry.compress_size for entry in entries)
    if unpacked > limits.unpacked_bytes or (unpacked > limits.ratio_from and unpacked > limits.ratio * size):
        raise Unreadable(Reason.UNPACKS_TOO_LARGE, limit=limits.unpacked_bytes)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(Reason.ENCRYPTED)
    if "xl/workbook.xml" not in names:
        raise Unreadable(next((reason for name, reason in _OTHER_FILES if name in names), Reason.ARCHIVE))


@dataclass
class _Style:
    """Which of the workbook's cell formats show a number as a date."""

    formats: list[bool]

    def is_date(self, index: str) -> bool:
        place = int(index or 0)
        return 0 <= place < len(self.formats) and self.formats[place]


class _Workbook:
    """One open workbook; counts what it unpacks, so that a list of contents that lies is found out."""

    def __init__(self, packed: zipfile.ZipFile, limits: Limits) -> None:
        self.packed, self.limits = packed, limits
        self.names = {name.lower(): name for name in packed.namelist()}
        self.unpacked = 0
        self.since_1904 = False
        self.listed: list[tuple[str, str]] = []

    def sheets(self) -> tuple[Sheet, ...]:
        self._parse("xl/workbook.xml", start=self._workbook_start)
        targets = self._targets()
        if len(self.listed) > self.limits.sheets:
            raise Unreadable(Reason.UNPACKS_TOO_LARGE, limit=self.limits.sheets)
        strings = self._shared_strings()
        style = self._style()
        found: list[Sheet] = []
        cells = 0
        for name, relation in self.listed:
            part = targets.get(relation, "")
            if part.lower() not in self.names:
                continue
            collector = Collector(self.limits, cells_before=cells)
            reader = _SheetReader(collector, strings=strings, style=style, since_1904=self.since_1904)
            self._parse(part, start=reader.start, end=reader.end, text=reader.text)
            cells = collector.count
            if collector.rows:
                found.append(_with_spans_filled(Sheet(name, tuple(collector.rows), tuple(reader.spans))))
        if not found:
            raise Unreadable(Reason.EMPTY)
        return tuple(found)

    def _workbook_start(self, tag: str, attributes: Attributes) -> None:
        if tag == "workbookPr":
            self.since_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif tag == "sheet":
            self.listed.append((attributes.get("name", ""), attributes.get("id", "")))

    def _targets(self) -> dict[str, str]:
        """Relation id -> part of the package."""
        found: dict[str, str] = {}

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode", "") != "External":
                target = attributes.get("Target", "")
                found[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

        self._parse("xl/_rels/workbook.xml.rels", start=start)
        return found

    def _shared_strings(self) -> list[str]:
        strings: list[str] = []
        if "xl/sharedstrings.xml" not in self.names:
            return strings
        parts: list[str] = []
        state = {"in_text": False, "phonetic": False}

        def start(tag: str, _attributes: Attributes) -> None:
            if tag == "rPh":
                state["phonetic"] = True
            state["in_text"] = tag in _TEXT_OF_STRING and not state["phonetic"]

        def text(data: str) -> None:
            if state["in_text"]:
                parts.append(data)

        def end(tag: str) -> None:
            state["in_text"] = False
            if tag == "rPh":
                state["phonetic"] = False
            elif tag == "si":
                strings.append("".join(parts))
                parts.clear()

        self._parse("xl/sharedStrings.xml", start=start, end=end, text=text)
        return strings

    def _style(self) -> _Style:
        custom: dict[int, bool] = {}
        formats: list[bool] = []
        inside: list[str] = []

        def start(tag: str, attributes: Attributes) -> None:
            inside.append(tag)
            if tag == "numFmt":
                code = attributes.get("formatCode", "")
                custom[int(attributes.get("numFmtId", "0"))] = _shows_date(code)
            elif tag == "xf" and "cellXfs" in inside:
                number = int(attributes.get("numFmtId", "0"))
                formats.append(custom.get(number, number in _BUILT_IN_DATES))

        def end(_tag: str) -> None:
            inside.pop()

        if "xl/styles.xml" in self.names:
            self._parse("xl/styles.xml", start=start, end=end)
        return _Style(formats)

    def _parse(
        self,
        part: str,
        *,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: start(
            tag.rpartition(":")[2], {name.rpartition(":")[2]: value for name, value in attributes.items()}
        )
        if end is not None:
            parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse_entities
        for chunk in self._chunks(part):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _chunks(self, part: str) -> Iterator[bytes]:
        with self.packed.open(self.names[part.lower()]) as stream:
            while chunk := stream.read(_CHUNK):
                self.unpacked += len(chunk)
                if self.unpacked > self.limits.unpacked_bytes:
                    raise Unreadable(Reason.UNPACKS_TOO_LARGE, limit=self.limits.unpacked_bytes)
                yield chunk


def _refuse_entities(*_declared: object) -> None:
    raise Unreadable(Reason.ENTITIES)


def _shows_date(code: str) -> bool:
    """Whether a number format shows a day: it has a year or a day of the month outside its quoted text."""
    return bool(re.search(r"[ydjg]", _NO_DATE.sub("", code), re.IGNORECASE))


class _SheetReader:
    """Hears the elements of one sheet and hands over its rows."""

    def __init__(self, collector: Collector, *, strings: list[str], style: _Style, since_1904: bool) -> None:
        self.collector, self.strings, self.style, self.since_1904 = collector, strings, style, since_1904
        self.spans: list[Span] = []
        self.number = 0
        self.cells: list[str] = []
        self.column = -1
        self.kind = self.styled = ""
        self.value: list[str] = []
        self.has_formula = self.collecting = self.phonetic = False

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        match tag:
            case "row":
                self.number = int(attributes.get("r", self.number + 1))
                self.cells, self.column = [], -1
            case "c":
                place = _REFERENCE.match(attributes.get("r", ""))
                self.column = _column(place[1]) if place else self.column + 1
                self.kind, self.styled = attributes.get("t", "n"), attributes.get("s", "")
                self.value, self.has_formula = [], False
            case "f":
                self.has_formula = True
            case "rPh":
                self.phonetic = True
            case "v" | "t":
                self.collecting = not self.phonetic
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        """Text inside an element."""
        if self.collecting:
            self.value.append(data)

    def end(self, tag: str) -> None:
        """An element ends."""
        match tag:
            case "v" | "t":
                self.collecting = False
            case "rPh":
                self.phonetic = False
            case "c":
                self._keep(self._shown("".join(self.value)))
            case "row":
                self.collector.add(self.number, self.cells)
                self.cells = []

    def _keep(self, shown: str) -> None:
        if not shown:
            return
        limits = self.collector.limits
        if self.column >= limits.columns:
            raise Unreadable(Reason.TOO_MANY_COLUMNS, row=self.number, limit=limits.columns)
        self.cells.extend([""] * (self.column + 1 - len(self.cells)))
        self.cells[self.column] = shown

    def _shown(self, value: str) -> str:
        if not value:
            return FORMULA if self.has_formula and self.kind != "str" else ""
        match self.kind:
            case "s":
                return self.strings[int(value)]
            case "b":
                return "ja" if value == "1" else "nee"
            case "n":
                return self._number(value)
            case "d":
                return value[:10]
            case _:
                return value

    def _number(self, value: str) -> str:
        number = float(value)
        if self.style.is_date(self.styled) and 1 <= number <= _LARGEST_SERIAL:
            return date_of_serial(int(number), since_1904=self.since_1904).isoformat()
        if number == int(number) and abs(number) < 1e15:
            return str(int(number))
        return repr(number).replace(".", ",")

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        begin, end = _REFERENCE.match(first), _REFERENCE.match(last)
        if begin and end and len(self.spans) < self.collector.limits.rows:
            self.spans.append(Span(int(begin[2]), _column(begin[1]), int(end[2]), _column(end[1])))


def date_of_serial(serial: int, *, since_1904: bool = False) -> date:
    """The day that Excel keeps as a number: days since 1900 (with its 29 February 1900), or since 1904."""
    if since_1904:
        return date(1904, 1, 1) + timedelta(days=serial)
    return date(1899, 12, 30) + timedelta(days=serial if serial > 59 else serial + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _with_spans_filled(sheet: Sheet) -> Sheet:
    """The sheet with the text of each merged range in all its cells, inside the area that holds anything."""
    if not sheet.spans:
        return sheet
    grid = {row.number: list(row.cells) for row in sheet.rows}
    last, width = sheet.rows[-1].number, sheet.width
    room = 4 * sum(len(row.cells) for row in sheet.rows) + 10_000
    for span in sheet.spans:
        source = grid.get(span.top, [])
        shown = source[span.left] if span.left < len(source) else ""
        bottom, right = min(span.bottom, last), min(span.right, width - 1)
        room -= max(0, bottom - span.top + 1) * max(0, right - span.left + 1)
        if not shown or room < 0:
            continue
        for number in range(span.top, bottom + 1):
            cells = grid.setdefault(number, [])
            cells.extend([""] * (right + 1 - len(cells)))
            cells[span.left : right + 1] = [shown] * (right + 1 - span.left)
    rows = tuple(Row(number, tuple(grid[number])) for number in sorted(grid))
    return Sheet(sheet.name, rows, sheet.spans)
