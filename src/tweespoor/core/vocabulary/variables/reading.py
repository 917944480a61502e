"""What an answer in a person's own words must look like."""

from __future__ import annotations

import re

_POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{7,18}")
_EMAIL = re.compile(r"[^\s@;]{1,64}@[^\s@;.]+(\.[^\s@;.]+)+")
_YEAR = re.compile(r"(19|20)[0-9]{2}")


def postcode(text: str) -> None:
    """A Dutch postcode.

    Raises:
        ValueError: if it is something else.
    """
    _match(_POSTCODE, text, expected="a postcode like 6041 AB")


def phone(text: str) -> None:
    """A telephone number, Dutch or with its country.

    Raises:
        ValueError: if it is something else.
    """
    _match(_PHONE, text, expected="a telephone number like 06 12345678")


def email(text: str) -> None:
    """An e-mail address.

    Raises:
        ValueError: if it is something else.
    """
    _match(_EMAIL, text, expected="an e-mail address like naam@voorbeeld.nl")


def year(text: str) -> None:
    """A year in which a child can have been born.

    Raises:
        ValueError: if it is something else.
    """
    _match(_YEAR, text, expected="a year like 2015")


def _match(pattern: re.Pattern[str], text: str, *, expected: str) -> None:
    if not pattern.fullmatch(text):
        raise ValueError(f"{text!r} is not {expected}")
