"""Words in Dutch and English, and days, hours and terms said in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tweespoor.core.vocabulary import Code

_MONTHS = (
    ("januari", "January"),
    ("februari", "February"),
    ("maart", "March"),
    ("april", "April"),
    ("mei", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("augustus", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
)


@dataclass(frozen=True)
class Words:
    """The same said in Dutch and in English."""

    nl: str = ""
    en: str = ""

    def text(self, language: str = "nl") -> str:
        """Dutch (`nl`), or English for any other language."""
        return self.nl if language == "nl" else self.en

    def __add__(self, other: Words) -> Words:
        return Words(self.nl + other.nl, self.en + other.en)

    def __bool__(self) -> bool:
        return bool(self.nl)


def of_code(code: Code) -> Words:
    """The label of a term of a code list."""
    return Words(code.nl, code.en)


def day(on: date) -> Words:
    """A day in words: 26 maart 2026, 26 March 2026."""
    nl, en = _MONTHS[on.month - 1]
    return Words(f"{on.day} {nl} {on.year}", f"{on.day} {en} {on.year}")


def hours(minutes: int) -> Words:
    """Minutes as hours: 62 uur, 62,5 uur."""
    whole, rest = divmod(minutes, 60)
    if not rest:
        return Words(f"{whole} uur", f"{whole} hours")
    said = f"{minutes / 60:.1f}"
    return Words(f"{said.replace('.', ',')} uur", f"{said} hours")


def joined(parts: list[Words], *, by: str = ", ") -> Words:
    """Several words in a row."""
    return Words(by.join(each.nl for each in parts), by.join(each.en for each in parts))
