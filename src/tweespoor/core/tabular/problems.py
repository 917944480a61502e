"""What can be wrong with a cell, and what a cell holds where nothing is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tweespoor.core.facts import Fact, Value


class Wrong(StrEnum):
    """What is wrong with a cell."""

    NOT_IN_LIST = "not-in-list"
    NO_DATE = "no-date"
    NO_SUCH_DAY = "no-such-day"
    MONTH_FIRST = "month-first"
    SHORT_YEAR = "short-year"
    ONLY_YEAR = "only-year"
    SERIAL = "serial"
    AGE = "age"
    FUTURE = "future"
    TOO_LONG_AGO = "too-long-ago"
    NO_NUMBER = "no-number"
    NO_WHOLE_NUMBER = "no-whole-number"
    NUMBER_TOO_LARGE = "number-too-large"
    NO_YES_OR_NO = "no-yes-or-no"
    BETWEEN_LEVELS = "between-levels"
    NOT_NONE = "not-none"
    TOO_LONG = "too-long"
    WRONG_FORM = "wrong-form"
    FORMULA = "formula"
    FORMULA_ERROR = "formula-error"
    CITIZEN_NUMBER = "citizen-number"
    NO_NAME = "no-name"


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be taken over as it is.

    `proposal` is a text that can be read in the cell's place, where one is likely; empty where none is. `part` is the
    part of the cell that is meant, where it holds several answers.
    """

    wrong: Wrong
    proposal: str = ""
    part: str = ""


Reading = Fact[Value] | Problem
"""What a cell says: a fact in its three states, or what is wrong with it."""
