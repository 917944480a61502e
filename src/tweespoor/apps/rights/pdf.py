"""An overview as an accessible PDF: tagged, with title, language, headings and tables with headers (PDF/UA-1)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import typst

from tweespoor.apps.rights.access import Section

TEMPLATE = Path(__file__).with_name("access.typ")
LAST_EUROPEAN = 0x24F
"""The last letter that every font of the document holds; what comes after it depends on the machine's fonts."""


def accessible_pdf(
    *,
    title: str,
    author: str,
    language: str,
    introduction: Sequence[str],
    nothing: str,
    sections: Sequence[Section],
) -> bytes:
    """The document as PDF/UA-1.

    A letter for which the machine has no font stands as its number ("[U+1230]"): the standard forbids a document with
    letters that cannot be shown.
    """
    content = json.dumps(
        {
            "title": title,
            "author": author,
            "language": language,
            "introduction": list(introduction),
            "nothing": nothing,
            "sections": [asdict(section) for section in sections],
        },
        ensure_ascii=False,
    )
    try:
        return _compiled(content)
    except typst.TypstError:
        return _compiled("".join(_spelled(letter) for letter in content))


def _spelled(letter: str) -> str:
    is_plain = ord(letter) <= LAST_EUROPEAN or letter in "–—‘’“”…€"
    return letter if is_plain else f"[U+{ord(letter):04X}]"


def _compiled(content: str) -> bytes:
    made = typst.compile(TEMPLATE, sys_inputs={"content": content}, pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made
