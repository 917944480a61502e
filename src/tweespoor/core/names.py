"""How names are written, so that they are found however somebody else wrote them.

    fold("Müller-Öztürk")        # "muller ozturk"
    sounds("Joesoef")            # {"yusaf"}, as of Yusuf and Youssef

A name from another script has as many spellings as there are countries it travelled through: the Dutch write Achmed,
the French Youssef, the Turks Ayşe. `fold` takes away what a keyboard may lack; `sounds` brings spellings of one sound
together by the rules of `SPELLINGS`, keeping what tells names apart: their consonants in order, the first vowel, and
where the other vowels stand (Amina is not Amira, nor is Hassan Hussein).
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ħ": "h", "ə": "e"}
)
_SILENT = frozenset("'’‘`´ʼʻʿʾ")

SPELLINGS: tuple[tuple[str, str, str], ...] = (
    (r"^ou(?=[aei])", "w", "French: Oualid is Walid"),
    (r"sch|sh|sj", "s", "German, English, Dutch: Schirin, Shirin, Sjirin; the Turkish ş comes here as s"),
    (r"(?<=[aeiouy])h$|(?<=[aeiouy])e(?=h$)", "", "a last h is not heard: Fatimah, Abdullah"),
    (r"kh|gh", "h", "one throat sound: Khalid, Halid; Ghebre is Hebre"),
    (r"ph", "f", "Yoseph"),
    (r"th", "t", "Thomas, Tomas"),
    (r"dh", "d", "Dhahir, Dahir"),
    (r"zh", "z", "Zhino, Zino"),
    (r"ij(?![aeiouy])", "i", "Dutch: ij is a vowel"),
    (r"dj|j", "y", "Djamila, Jamila; the Dutch write Joesoef and Jasmin"),
    (r"ck|[cq]", "k", "Tariq, Tarek, Tarick"),
    (r"x", "ks", "Alex, Aleks"),
    (r"v", "w", "Davit, Dawit"),
    (r"(?<=[aeiou])ye$", "y", "Tesfaye, Tesfay"),
    (r"(?<=[bdfghklmnprstwz])y|y(?![aeiou])", "i", "a y that is a vowel: Hayle, Haile; Tesfay, Tesfai"),
    (r"([bdfghklmnprstwyz])\1+", r"\1", "double or single: Mohammed, Mohamed"),
    (r"(?<=[aeiou])t$", "d", "Turkish ends in t: Ahmet, Murat"),
)
"""The rules in their order: what is looked for, what it becomes, and why. `ch` comes before them, read in two ways."""

_VOWELS = re.compile(r"[aeiou]+")
_MOST_ROUNDS = 8
_ALIKE_ENOUGH = 0.8
_LONG_SOUND = 5


def fold(text: str) -> str:
    """The letters and digits of a text without marks or capitals, in words with one space between them.

    Folding what is folded changes nothing. Letters of other scripts than the Latin stay what they are.
    """
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LETTERS)
    kept = "".join(
        letter if letter.isalnum() else " "
        for letter in bare
        if letter not in _SILENT and not unicodedata.category(letter).startswith("M")
    )
    return " ".join(kept.split())


def sounds(word: str) -> frozenset[str]:
    """The skeletons of one word: names that share one sound alike.

    Mostly one; two where `ch` stands in it, which is a throat sound in Achmed and a hiss in Rachid. None where the
    word holds other letters than the Latin, or digits: there the spelling is all there is.
    """
    letters = "".join(fold(word).split())
    if not letters.isascii() or not letters.isalpha():
        return frozenset()
    readings = {letters}
    if "ch" in letters:
        plain = letters.replace("sch", "sh")
        readings = {plain.replace("ch", "h"), plain.replace("ch", "sh")}
    return frozenset(_skeleton(reading) for reading in readings)


def name_sounds(name: str) -> frozenset[str]:
    """How the words of a name sound: who has none in common with another is not looked at further."""
    return frozenset().union(*_heard_as(name))


def whole_name_sounds(name: str) -> frozenset[tuple[str, ...]]:
    """How all words of a name may sound, in whatever order; names that have one in common may be one person's."""
    words = _heard_as(name)
    return frozenset(tuple(sorted(each)) for each in product(*words)) if words else frozenset()


def similar_names(one: str, other: str) -> bool:
    """Whether two full names may be one person's, to be asked and never to be decided.

    Every word of the shorter name sounds like a word of the longer one, in whatever order, or the two are written
    nearly alike.
    """
    short, long = sorted((_heard_as(name) for name in (one, other)), key=len)
    if not short:
        return False
    if all(any(_sound_alike(word, each) for each in long) for word in short):
        return True
    return SequenceMatcher(None, fold(one), fold(other)).ratio() >= _ALIKE_ENOUGH


def _heard_as(name: str) -> list[frozenset[str]]:
    """Per word its skeletons, or where it has none how it is written."""
    return [sounds(word) or frozenset({word}) for word in fold(name).split()]


def _sound_alike(word: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two words share a skeleton, or long ones differ little."""
    if word & other:
        return True
    return any(
        min(len(one), len(two)) >= _LONG_SOUND and SequenceMatcher(None, one, two).ratio() >= _ALIKE_ENOUGH
        for one in word
        for two in other
    )


@lru_cache(maxsize=20_000)
def _skeleton(letters: str) -> str:
    """Apply the rules until nothing changes: what one rule makes can be what another looks for.

    A list of ten thousand people holds the same few thousand words, and is gone through several times.
    """
    for _round in range(_MOST_ROUNDS):
        before = letters
        for pattern, replacement, _why in SPELLINGS:
            letters = re.sub(pattern, replacement, letters)
        letters = _with_plain_vowels(letters)
        if letters == before:
            break
    return letters


def _with_plain_vowels(letters: str) -> str:
    """The first vowel as one of a, ai, i and u; of the others only where they stand."""
    first = True

    def plain(found: re.Match[str]) -> str:
        nonlocal first
        was_first, first = first, False
        return _first_vowel(found[0]) if was_first else "a"

    return _VOWELS.sub(plain, letters)


def _first_vowel(run: str) -> str:
    if run[0] in "ou":
        return "u"
    if run[0] == "i" or run == "ee":
        return "i"
    return "ai" if "i" in run or run.startswith("ae") else "a"
