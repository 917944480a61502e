"""The interface's sentences: collect them, bring the catalogues up to date, and say what lacks a translation.

usage: python -m tools.messages [--check]

Django's own `makemessages` needs GNU gettext on the machine; this needs only Babel, which is locked with the rest.
The sentences in the source are Dutch, so that the interface needs an English catalogue only. The participant's own copy
of a plan, messages, and the participant's own week exist in Arabic and Tigrinya too: their catalogues hold the
sentences of the files named `own_copy*`, `own_messages*`, `own_pages*` and `own_week*` alone.
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
LOCALE = SOURCE / "site" / "locale"
OWN_WORDS = ("own_copy", "own_messages", "own_pages", "own_week")
"""How the files begin whose sentences a participant reads in the own language."""

LANGUAGES = {"en": "English", "ar": "Arabic", "ti": "Tigrinya"}
UNCHECKED = ("ar", "ti")
"""Catalogues of what participants read alone, which no native speaker has read yet."""

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


def catalogue(language: str) -> Path:
    """The file of a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def collected(language: str = "en") -> Catalog:
    """A fresh catalogue of all sentences of a language, without translations."""
    about = (
        "what a participant reads (the own copy of a plan, messages, the own week)"
        if language in UNCHECKED
        else "Tweespoor's interface"
    )
    comment = f"# {LANGUAGES[language]} translations of {about}, whose sentences are Dutch in the source."
    if language in UNCHECKED:
        comment += "\n# To be checked by a native speaker: nobody whose mother tongue it is has read them yet."
    catalog = Catalog(
        locale=language,
        header_comment=comment,
        project="Tweespoor",
        version="0",
        msgid_bugs_address="",
        last_translator="Tweespoor maintainers",
        language_team=LANGUAGES[language],
        creation_date=FIRST,
        revision_date=FIRST,
        fuzzy=False,
    )
    for file, _line, message, context in sentences():
        if language in UNCHECKED and not Path(file).name.startswith(OWN_WORDS):
            continue
        flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", str(message)) else []
        catalog.add(message, locations=[(file, None)], context=context, flags=flags)
    return catalog


def lacking(catalog: Catalog, language: str = "en") -> list[str]:
    """The sentences without a (complete) translation in `catalog`."""
    found = []
    for message in collected(language):
        if not message.id:
            continue
        translated = catalog.get(message.id, message.context)
        strings = translated.string if translated else ""
        complete = all(strings) if isinstance(strings, (tuple, list)) else bool(strings)
        if not complete:
            found.append(str(message.id))
    return found


def read_catalogue(language: str = "en") -> Catalog:
    """The catalogue of a language as it stands."""
    with catalogue(language).open("rb") as file:
        return read_po(file, locale=language)


def update(language: str = "en") -> Catalog:
    """Bring a catalogue up to date: new sentences in, gone ones out, translations kept."""
    fresh = collected(language)
    path = catalogue(language)
    if path.exists():
        for message in read_catalogue(language):
            known = fresh.get(message.id, message.context) if message.id else None
            if known is not None and message.string:
                known.string = message.string
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, fresh, width=110, sort_output=True, omit_header=False, include_lineno=False)
    return fresh


def main(arguments: list[str]) -> int:
    """Update the catalogues, or with --check leave them; print what lacks a translation."""
    is_complete = True
    for language, name in LANGUAGES.items():
        catalog = read_catalogue(language) if "--check" in arguments else update(language)
        for sentence in lacking(catalog, language):
            is_complete = False
            print(f"{catalogue(language).relative_to(ROOT)}: no {name} for {sentence!r}")
    return 0 if is_complete else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
