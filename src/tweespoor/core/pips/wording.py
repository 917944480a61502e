"""Days, hours and answers in words: Dutch, or English for any other language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tweespoor.core.facts import Fact, Value
from tweespoor.core.pips.data import Stretch
from tweespoor.core.pips.requirements import Requirement

MINUTES = 60
_MONTHS_NL = "januari februari maart april mei juni juli augustus september oktober november december"
_MONTHS_EN = "January February March April May June July August September October November December"


@dataclass(frozen=True)
class Words:
    """A text in Dutch and in English."""

    nl: str
    en: str

    def text(self, language: str = "nl") -> str:
        """The Dutch text (`nl`), or the English one for any other language."""
        return self.nl if language == "nl" else self.en


def day_in_words(day: date, language: str = "nl") -> str:
    """A day as people write it: 26 maart 2026."""
    months = _MONTHS_NL if language == "nl" else _MONTHS_EN
    return f"{day.day} {months.split()[day.month - 1]} {day.year}"


def period_in_words(stretch: Stretch, language: str = "nl") -> str:
    """From when to when."""
    start = day_in_words(stretch.starts_on, language)
    if stretch.ends_on is None:
        return f"vanaf {start}" if language == "nl" else f"from {start}"
    end = day_in_words(stretch.ends_on, language)
    return f"{start} tot en met {end}" if language == "nl" else f"{start} to {end}"


def hours_in_words(stretch: Stretch, language: str = "nl") -> str:
    """How many hours a week; that they are not known where nobody said."""
    if stretch.least is None or stretch.most is None:
        return "uren nog niet bekend" if language == "nl" else "hours not known yet"
    ends = sorted({stretch.least, stretch.most})
    numbers = (" tot " if language == "nl" else " to ").join(_number(minutes, language) for minutes in ends)
    return f"{numbers} uur per week" if language == "nl" else f"{numbers} hours a week"


def answer_in_words(requirement: Requirement, fact: Fact[Value], language: str = "nl") -> str:
    """What was decided, that there is none, or that it is not decided."""
    if not fact.is_answered:
        return "nog niet beslist" if language == "nl" else "not decided yet"
    if not fact.is_known:
        return requirement.none_nl if language == "nl" else requirement.none_en
    match fact.value:
        case bool():
            yes, no = ("ja", "nee") if language == "nl" else ("yes", "no")
            return yes if fact.value else no
        case int():
            return f"{fact.value} {requirement.unit_nl if language == 'nl' else requirement.unit_en}".strip()
    if requirement.codes is not None:
        return requirement.codes.of(str(fact.value)).label(language)
    return str(fact.value)


def _number(minutes: int, language: str) -> str:
    text = f"{minutes / MINUTES:.1f}".removesuffix(".0")
    return text.replace(".", ",") if language == "nl" else text
