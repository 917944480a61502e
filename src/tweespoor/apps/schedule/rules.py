"""What may be with timetables, classes and all there is to plan with."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

PINS_IN_THE_WAY = "pins-in-the-way"
"""What a planner's run failed for: what is pinned cannot be kept together."""
LOST = "lost"
"""What else: the program or the computer stopped while it ran."""


class Refused(Exception):
    """A deed that may not be, with a sentence that says why."""


class ChangedMeanwhile(Exception):
    """Somebody else said something else since the user looked; nothing was kept."""


class Touches(Exception):
    """What a deed would touch, in sentences: it is done when the user says so once more."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(" ".join(self.sentences))


class SupplyKind(StrEnum):
    """The kinds of things that a programme plans with, by their part of the address, in the order of the page."""

    CLASSES = "taalklassen"
    OFFERS = "trainingen"
    TRAINERS = "trainers"
    LOCATIONS = "gebouwen"
    ROOMS = "lokalen"
    PERIODS = "perioden"
    HOLIDAYS = "vakanties"
    ZONES = "zones"
