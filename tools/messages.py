"""The interface's sentences: collect them, bring the English catalogue up to date, and say what lacks a translation.

usage: python -m tools.messages [--check]

Django's own `makemessages` needs GNU gettext on the machine; this needs only Babel, which is locked with the rest.
The sentences in the source are Dutch, so that only English needs a catalogue.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "tweespoor"
CATALOGUE = SOURCE / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

FIRST = datetime(2026, 11, 24, tzinfo=UTC)
"""The catalogue's stated date; a fixed one, so that an update changes sentences only."""

Message = tuple[str, int, str | tuple[str, ...], str | None]


def sentences() -> Iterator[Message]:
    """Every sentence of the interface: file, line, the sentence (or singular and plural), and its context."""
    if not settings.configured:
        settings.configure()
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py":
            yield from _extract(path, path.read_text(encoding="utf-8"))
        elif path.suffix == ".html":
            yield from _extract(path, templatize(path.read_text(encoding="utf-8"), origin=str(path)))


def _extract(path: Path, code: str) -> Iterator[Message]:
    file = io.BytesIO(code.encode("utf-8"))
    for line, message, _comments, context in extract("python", file, keywords=KEYWORDS, options={"encoding": "utf-8"}):
        yield str(path.relative_to(ROOT)), line, message, context


def collected() -> Catalog:
    """A fresh catalogue of all sentences, without translations."""
    catalog = Catalog(
        locale="en",
        header_comment="# English translations of Tweespoor's interface, whose sentences are Dutch in the source.",
        project="Tweespoor",
        version="0",
        msgid_bugs_address="",
        last_translator="Tweespoor maintainers",
        language_team="English",
        creation_date=FIRST,
        revision_date=FIRST,
        fuzzy=False,
    )
    for file, _line, message, context in sentences():
        flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", str(message)) else []
        catalog.add(message, locations=[(file, None)], context=context, flags=flags)
    return catalog


def lacking(catalog: Catalog) -> list[str]:
    """The sentences without a (complete) translation in `catalog`."""
    found = []
    for message in collected():
        if not message.id:
            continue
        translated = catalog.get(message.id, message.context)
        strings = translated.string if translated else ""
        complete = all(strings) if isinstance(strings, (tuple, list)) else bool(strings)
        if not complete:
            found.append(str(message.id))
    return found


def read_catalogue() -> Catalog:
    """The English catalogue as it stands."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def update() -> Catalog:
    """Bring the catalogue up to date: new sentences in, gone ones out, translations kept."""
    fresh = collected()
    if CATALOGUE.exists():
        for message in read_catalogue():
            known = fresh.get(message.id, message.context) if message.id else None
            if known is not None and message.string:
                known.string = message.string
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, fresh, width=110, sort_output=True, omit_header=False, include_lineno=False)
    return fresh


def main(arguments: list[str]) -> int:
    """Update the catalogue, or with --check leave it; print what lacks a translation."""
    catalog = read_catalogue() if "--check" in arguments else update()
    missing = lacking(catalog)
    for sentence in missing:
        print(f"{CATALOGUE.relative_to(ROOT)}: no English for {sentence!r}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
