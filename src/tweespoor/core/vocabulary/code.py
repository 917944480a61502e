"""What a code list is: an enumeration of slugs, each with its Dutch and English label and its source."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """One term of a code list. Stored as its slug; shown by its label.

    Members are written `NAME = (slug, nl, en, source)`.
    """

    nl: str
    en: str
    source: str

    def __new__(cls, slug: str, nl: str = "", en: str = "", source: str = "") -> Self:
        term = str.__new__(cls, slug)
        term._value_ = slug
        term.nl, term.en, term.source = nl, en, source
        return term

    def label(self, language: str = "nl") -> str:
        """The label in Dutch (`nl`), or in English for any other language."""
        return self.nl if language == "nl" else self.en

    @property
    def term(self) -> tuple[str, str, str, str]:
        """Slug, labels and source, for another list that holds the same term."""
        return self.value, self.nl, self.en, self.source

    @classmethod
    def of(cls, slug: str) -> Self:
        """The term of that slug.

        Raises:
            UnknownTerm: if the list has no such term, naming the terms it has.
        """
        try:
            return cls(slug)
        except ValueError:
            raise UnknownTerm(f"{slug!r} is not one of {', '.join(t.value for t in cls)}") from None


class UnknownTerm(ValueError):
    """A slug that a code list does not hold."""
