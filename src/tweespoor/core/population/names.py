"""Invented names: given names that are common in a region, family names made of syllables."""

from __future__ import annotations

from random import Random

_ARABIC = (
    "Ahmad Bassel Fadi Hadi Imad Jamil Karim Khaled Majd Nabil Omar Rami Samer Tarek Yazan Ziad",
    "Amal Dina Farah Hala Huda Jana Lama Lina Maha Nour Rana Rima Salma Samar Yara Zeina",
)
_TIGRINYA = (
    "Abel Amanuel Biniam Dawit Ermias Filmon Haben Isaias Kibrom Merhawi Nahom Robel Samson Tesfay Yonas Yosief",
    "Abeba Bisrat Eden Feven Helen Luwam Mebrat Merhawit Rahwa Ruta Saba Selam Semhar Tigist Winta Yordanos",
)
_PERSIAN = (
    "Arash Behrouz Dariush Farhad Hamid Jawad Kamran Mehdi Navid Omid Reza Sina",
    "Azadeh Bahar Farzana Laleh Mahin Nasrin Parisa Roya Shirin Soraya Yasmin Zohra",
)
_TURKISH = (
    "Baran Cem Deniz Emre Hakan Kerem Mert Onur Serkan Volkan",
    "Aylin Berfin Dilan Elif Gizem Leyla Rojin Sevda Yildiz Zehra",
)
_SOMALI = (
    "Abdi Farah Guled Hassan Idris Liban Mahad Nuur Said Warsame",
    "Amina Deqa Fartun Hodan Ifrah Ladan Nimo Sahra Ubah Zamzam",
)
_GIVEN = {
    "eri": _TIGRINYA,
    "eth": _TIGRINYA,
    "irn": _PERSIAN,
    "afg": _PERSIAN,
    "tur": _TURKISH,
    "som": _SOMALI,
}
_FIRST = [
    "Al",
    "Ba",
    "Be",
    "Da",
    "Do",
    "El",
    "Fa",
    "Ge",
    "Ha",
    "Ka",
    "Ke",
    "La",
    "Ma",
    "Me",
    "Na",
    "Ra",
    "Sa",
    "Ta",
    "Te",
    "We",
    "Ya",
    "Za",
]
_MIDDLE = ["bar", "da", "de", "ha", "ka", "la", "le", "ma", "mi", "na", "ne", "ra", "ri", "sha", "ta", "va", "za"]
_LAST = [
    "b",
    "d",
    "dan",
    "di",
    "f",
    "han",
    "ja",
    "k",
    "l",
    "lim",
    "m",
    "mar",
    "n",
    "nan",
    "r",
    "rin",
    "s",
    "t",
    "wi",
    "z",
]


def given_name(random: Random, *, origin: str, female: bool) -> str:
    """A given name common in the region of origin."""
    return random.choice(_GIVEN.get(origin, _ARABIC)[1 if female else 0].split())


def family_name(random: Random) -> str:
    """A family name that is nobody's: three syllables."""
    return random.choice(_FIRST) + random.choice(_MIDDLE) + random.choice(_LAST)
