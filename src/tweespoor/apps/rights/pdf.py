"""An overview as an accessible PDF: tagged, with title, language, headings and tables with headers (PDF/UA-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tweespoor.apps.organisations.typesetting import typeset
from tweespoor.apps.rights.access import Section

TEMPLATE = Path(__file__).with_name("access.typ")


def accessible_pdf(
    *,
    title: str,
    author: str,
    language: str,
    introduction: Sequence[str],
    nothing: str,
    sections: Sequence[Section],
) -> bytes:
    """The document as PDF/UA-1."""
    content = {
        "title": title,
        "author": author,
        "language": language,
        "introduction": list(introduction),
        "nothing": nothing,
        "sections": [asdict(section) for section in sections],
    }
    return typeset(TEMPLATE, content)
