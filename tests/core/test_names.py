"""Names are found however they are written, and different names stay apart."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.names import fold, sounds

FAMILIES = [
    "Mohamed Mohammed Muhammad Mohammad Mohamad Muhammed Mohamet",
    "Yusuf Youssef Joesoef Yousef Yosef Yosief Joseph Yousuf",
    "Tesfay Tesfai Tesfaye",
    "Ahmad Achmed Ahmed Ahmet Achmad",
    "Hussein Hoessein Hossein Husain Husayn Hosein",
    "Haile Hayle",
    "Shirin Schirin Sjirin Şirin",
    "Noor Nour Noer Nur",
    "Rachid Rashid Rasjid",
    "Khalid Chalid Khaled Halid",
    "Djamila Jamila Yamila Djamilah",
    "Aïcha Aisha Ayşe Aysha Aischa",
    "Walid Oualid Waleed",
    "Tariq Tarek Tarik",
    "Abdullah Abdoellah Abdulla",
    "Fatima Fatimah Faatima",
    "Johannes Yohannes",
    "Dawit Davit",
    "Khadija Khadidja Chadidja",
]

APART = [
    ("Amina", "Amira"),
    ("Hassan", "Hussein"),
    ("Mahmoud", "Mohamed"),
    ("Hala", "Haile"),
    ("Rami", "Rima"),
    ("Amin", "Amina"),
    ("Said", "Saad"),
    ("Lina", "Lana"),
    ("Nour", "Nora"),
    ("Selam", "Semhar"),
    ("Kibrom", "Filmon"),
]

WORDS = st.text(st.characters(codec="utf-8"), max_size=30)
LATIN = st.text("abcdefghijklmnopqrstuvwxyz", max_size=14)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.split()[0])
def test_spellings_of_one_name_sound_alike(family):
    first, *others = family.split()
    assert [name for name in others if not sounds(first) & sounds(name)] == []


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_names_stay_apart(one, other):
    assert sounds(one)
    assert sounds(one) & sounds(other) == frozenset()


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Müller-Öztürk", "muller ozturk"),
        ("  Al   Nabhan ", "al nabhan"),
        ("İnci Işık", "inci isik"),
        ("Ma'ruf", "maruf"),
        ("O’Neill", "oneill"),
        ("Łukasz Straße", "lukasz strasse"),
        ("RM-0012", "rm 0012"),
        ("محمد", "محمد"),
        ("ኃይለ", "ኃይለ"),
        ("%_", ""),
        ("", ""),
    ],
)
def test_a_name_is_folded_to_what_any_keyboard_has(written, folded):
    assert fold(written) == folded


@given(WORDS)
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(LATIN)
def test_capitals_and_marks_change_neither_the_folding_nor_the_sound(word):
    marked = "".join(letter + "\u0301" for letter in word)
    for other in (word.upper(), word.title(), marked, unicodedata.normalize("NFC", marked)):
        assert fold(other) == fold(word)
        assert sounds(other) == sounds(word)


@given(LATIN)
def test_what_sounds_like_a_skeleton_is_that_skeleton(word):
    for skeleton in sounds(word):
        assert sounds(skeleton) == {skeleton}


@given(LATIN)
def test_a_letter_doubled_sounds_the_same(word):
    consonants = "flmnrw"  # of the others some make one sound with an h or a j
    assert sounds("".join(letter * 2 if letter in consonants else letter for letter in word)) == sounds(word)


def test_a_word_in_another_script_or_with_digits_has_no_sound():
    assert sounds("محمد") == sounds("0012") == sounds("a1") == frozenset()
