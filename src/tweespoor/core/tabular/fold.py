"""Texts made alike, so that what was meant to be the same is found to be: case, diacritics, transliteration."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

_ALIKE = (
    ("sch", "s"),
    ("tch", "t"),
    ("kh", "k"),
    ("gh", "g"),
    ("sh", "s"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ch", "k"),
    ("ck", "k"),
    ("dj", "j"),
    ("dz", "z"),
    ("x", "ks"),
    ("q", "k"),
    ("c", "k"),
    ("v", "w"),
    ("p", "b"),
)
"""Letters that one name is written with in several ways, longest first: Khaled and Chaled, Yusuf and Youssef."""

_ALIKE_ENOUGH = 0.8
_LONG_SOUND = 4
_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


def fold(text: str) -> str:
    """The letters and digits of a text, without case and diacritics: `Syrië ` and `SYRIE` are the same."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_SPECIAL)
    return "".join(letter for letter in plain if letter.isalnum())


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return [word for part in re.split(r"[\s\-'’,./]+", text) if (word := fold(part))]


def name_sound(word: str) -> str:
    """What is left of one word of a name when transliterations fall together: Mohamed, Mohammed, Muhammad."""
    sound = fold(word)
    for written, heard in _ALIKE:
        sound = sound.replace(written, heard)
    first, rest = sound[:1], re.sub(r"[aeiouyjhw]", "", sound[1:])
    head = "" if first in ("h", "") else ("a" if first in "aeiouyj" else first)
    return re.sub(r"(.)\1+", r"\1", head + rest)


def name_sounds(name: str) -> frozenset[str]:
    """How the words of a name sound: who has none in common with another is not looked at further."""
    return frozenset(sound for word in words_of(name) if (sound := name_sound(word)))


def similar_names(one: str, other: str) -> bool:
    """Whether two full names may be one person's, to be asked and never to be decided.

    Every word of the shorter name sounds like a word of the longer one, in whatever order, or the two are written
    nearly alike.
    """
    short, long = sorted(([name_sound(word) for word in words_of(name)] for name in (one, other)), key=len)
    if not short:
        return False
    if all(_heard(word, long) for word in short):
        return True
    return SequenceMatcher(None, fold(one), fold(other)).ratio() >= _ALIKE_ENOUGH


def _heard(word: str, others: list[str]) -> bool:
    """Whether a word sounds like one of the others; of a few consonants none may differ, or half of all would do."""
    return word in others or any(
        min(len(word), len(other)) >= _LONG_SOUND and SequenceMatcher(None, word, other).ratio() >= _ALIKE_ENOUGH
        for other in others
    )
