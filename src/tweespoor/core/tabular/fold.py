"""Texts made alike, so that what was meant to be the same is found to be: case, diacritics, signs."""

from __future__ import annotations

import unicodedata

_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def fold(text: str) -> str:
    """The letters and digits of a text, without case and diacritics: `Syrië ` and `SYRIE` are the same."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_SPECIAL)
    return "".join(letter for letter in plain if letter.isalnum())
