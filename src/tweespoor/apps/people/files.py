"""What a file really is, by its content and not by its name; and how much of an upload is read at all."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, BinaryIO

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2000

TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""The kinds of file that are kept, by the ending of their name, with their media type."""

_STARTS = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_WORD = frozenset({"[Content_Types].xml", "word/document.xml"})


class NotThisFile(ValueError):
    """A file of a kind that is not kept."""


def kind_of(file: BinaryIO) -> str:
    """The kind of a file, a key of `TYPES`, by what is in it.

    Raises:
        NotThisFile: if it is of another kind, damaged, holds macros, or would unpack to more than is reasonable.
    """
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    for first, kind in _STARTS:
        if start.startswith(first):
            return kind
    if start.startswith(b"PK\x03\x04") and _is_word(file):
        file.seek(0)
        return "docx"
    raise NotThisFile


def _is_word(file: BinaryIO) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    names = {part.filename for part in parts}
    has_macros = any(name.lower().endswith((".bin", ".exe", ".js", ".vbs")) for name in names)
    is_reasonable = len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= LARGEST_UNPACKED
    return names >= _WORD and not has_macros and is_reasonable


def name_to_keep(given: str, *, kind: str) -> str:
    """The name under which a file is handed out: letters, digits and a few marks, with the ending of its kind."""
    stem = PurePath(given.replace("\\", "/")).stem
    kept = "".join(letter if letter.isalnum() or letter in " -_." else "-" for letter in stem).strip(" .-")
    return f"{kept[:80] or 'bestand'}.{kind}"


class StopAtLargest(FileUploadHandler):
    """Reads no more of an upload than a file may hold, so that a large one costs no disk; `was_too_large` says so."""

    was_too_large = False

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.read = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin counting."""
        super().new_file(*args, **kwargs)
        self.read = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on, unless the file has become too large."""
        self.read += len(raw_data)
        if self.read > LARGEST_FILE:
            self.was_too_large = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""
