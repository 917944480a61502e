"""How long a participant's way in lasts, and how often somebody may guess."""

from __future__ import annotations

import re
from datetime import timedelta

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters and digits that are not taken for each other."""

CARD_LETTERS = 16
"""So many letters of 32 on a card: 80 bits, which nobody guesses."""

CARD_LASTS = timedelta(days=365)
MOST_CARDS = 3

CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
CODE_GUESSES = 5
CODES_IN_A_WHILE = 3
CODES_KEPT = timedelta(days=30)
"""So long it is kept that a code was asked for; the next one that is sent takes older ones away."""

WHILE = timedelta(minutes=15)

STAYS_IN = timedelta(days=30)
"""So long after signing in a telephone opens the own pages, where nobody signs out: our choice, for a week must be read
on the bus without looking for a card."""

LINKS_WITHIN = timedelta(minutes=15)
"""So long after coming in with a card an account can be linked: a telephone that lies about open links nothing."""

_NOT_A_LETTER = re.compile(r"[^0-9A-Z]")


class Refused(Exception):
    """A deed that may not be, with a sentence that says why."""


def as_typed(secret: str) -> str:
    """The letters of a card, however they were typed."""
    return _NOT_A_LETTER.sub("", secret.upper())


def spelled(letters: str) -> str:
    """The letters of a card in groups of four, to be read and typed."""
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))
