"""Sets data in a Typst template as an accessible PDF: tagged, with title and language (PDF/UA-1).

The fonts come along with the application: Latin, Arabic and Ge'ez script look the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

LAST_EUROPEAN = 0x24F
"""The last letter that every font of a document holds; what comes after it may depend on the machine's fonts."""

SCRIPTS = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F))
"""Letters beyond those that the application's own fonts hold: Arabic and Ethiopic."""


def typeset(template: Path, content: Mapping[str, Any]) -> bytes:
    """The document as PDF/UA-1; `content` reaches the template as data, never as markup.

    A letter for which there is no font stands as its number ("[U+1F600]"): the standard forbids a document with
    letters that cannot be shown.
    """
    text = json.dumps(content, ensure_ascii=False)
    try:
        return _compiled(template, text)
    except typst.TypstError:
        return _compiled(template, "".join(_spelled(letter) for letter in text))


def _spelled(letter: str) -> str:
    code = ord(letter)
    is_shown = code <= LAST_EUROPEAN or letter in "–—‘’“”…€" or any(low <= code <= high for low, high in SCRIPTS)
    return letter if is_shown else f"[U+{code:04X}]"


def _compiled(template: Path, content: str) -> bytes:
    made = typst.compile(template, font_paths=[settings.FONTS], sys_inputs={"content": content}, pdf_standards=["ua-1"])
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made
