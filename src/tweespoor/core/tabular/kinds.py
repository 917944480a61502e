"""What a file is, by what is in it and never by its name."""

from __future__ import annotations

import re

from tweespoor.core.tabular.data import Reason, Unreadable

ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS: tuple[tuple[bytes, Reason], ...] = (
    (b"\x89PNG", Reason.PICTURE),
    (b"\xff\xd8\xff", Reason.PICTURE),
    (b"GIF8", Reason.PICTURE),
    (b"BM", Reason.PICTURE),
    (b"II*\x00", Reason.PICTURE),
    (b"MM\x00*", Reason.PICTURE),
    (b"\x00\x00\x01\x00", Reason.PICTURE),
    (b"%PDF", Reason.PDF),
    (b"{\\rtf", Reason.DOCUMENT),
    (b"\x1f\x8b", Reason.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Reason.ARCHIVE),
    (b"Rar!", Reason.ARCHIVE),
    (b"PK\x05\x06", Reason.ARCHIVE),
)
_INSIDE_OLE: tuple[tuple[str, Reason], ...] = (
    ("EncryptedPackage", Reason.ENCRYPTED),
    ("Workbook", Reason.OLD_EXCEL),
    ("Book", Reason.OLD_EXCEL),
    ("WordDocument", Reason.DOCUMENT),
)
_MARKUP = re.compile(rb"<(!doctype|html|table|meta|\?xml|svg|[\w]+:?workbook)\b", re.IGNORECASE)


def is_workbook(content: bytes) -> bool:
    """Whether the content is packed as a workbook is; if not, it is text.

    Raises:
        Unreadable: if it is something that holds no table we can read, saying what it is.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable(Reason.EMPTY)
    if content.startswith(ZIP):
        return True
    if content.startswith(_OLE):
        raise Unreadable(_inside_ole(content))
    # A table can begin with the letters BM as well; a picture has zeros in its head.
    for beginning, reason in _BEGINNINGS:
        if content.startswith(beginning) and (beginning != b"BM" or b"\x00" in content[:32]):
            raise Unreadable(reason)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        raise Unreadable(Reason.PICTURE)
    if content[4:8] == b"ftyp":
        raise Unreadable(Reason.PICTURE)
    head = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _MARKUP.match(head):
        raise Unreadable(Reason.PICTURE if head[:4].lower() == b"<svg" else Reason.WEB_PAGE)
    return False


def _inside_ole(content: bytes) -> Reason:
    """The old container of Microsoft holds workbooks, documents and encrypted files of today."""
    for name, reason in _INSIDE_OLE:
        if name.encode("utf-16-le") in content:
            return reason
    return Reason.DOCUMENT
