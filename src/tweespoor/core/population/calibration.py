"""How many people give which answer, per pilot.

From the report (2021) come the number of people per pilot (figure 2.1), the N of every figure, and what the text says
in words (section 2.3, annex 3). The rows below meet all of that; the numbers in them that the text does not give are
invented. `NOBODY_ASKED` counts people whose answer is missing, `NO` people who have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

REFERENCE_DATE: Final = date(2021, 2, 15)
"""The report's reference date (peildatum)."""

NOBODY_ASKED: Final = "?"
NO: Final = "-"

Counts = Mapping[str, int]

AGE_BANDS: Final = {"18-25": (18, 25), "26-35": (26, 35), "36-45": (36, 45), "46-54": (46, 54), "55+": (55, 67)}
"""Ages at the reference date, both ends included; the report's ages run from 18 to 67."""


@dataclass(frozen=True, kw_only=True)
class Pilot:
    """The answers of one pilot's people: per variable how many give each answer; every row adds up to `people`."""

    people: int
    gender: Counts
    age: Counts
    origin: Counts
    education: Counts
    course: Counts
    speaking: Counts
    participation: Counts
    obstacles: Counts
    finished: Counts
    activities: Counts


def _row(names: str, *numbers: int) -> Counts:
    return {name: number for name, number in zip(names.split(), numbers, strict=True) if number}


def _gender(male: int, female: int, missing: int = 0) -> Counts:
    return _row(f"male female {NOBODY_ASKED}", male, female, missing)


def _age(*bands: int) -> Counts:
    return _row("18-25 26-35 36-45 46-54 55+", *bands)


def _education(*answers: int) -> Counts:
    return _row(f"illiterate primary lower-secondary upper-secondary higher {NOBODY_ASKED}", *answers)


def _course(*answers: int) -> Counts:
    return _row(f"following not-started dropped-out finished {NOBODY_ASKED}", *answers)


def _speaking(*levels: int) -> Counts:
    return _row("alfa-b a0 a1 a2 b1", *levels)


def _participation(*answers: int) -> Counts:
    names = f"{NO} volunteering work-experience-place paid internship {NOBODY_ASKED}"
    return _row(names, *answers)


def _some(some: int, none: int, missing: int) -> Counts:
    """People with one or more, people with none, people who were not asked."""
    return _row(f"some {NO} {NOBODY_ASKED}", some, none, missing)


def _finished(yes: int, no: int, missing: int) -> Counts:
    return _row(f"yes no {NOBODY_ASKED}", yes, no, missing)


PILOTS: Final[Mapping[str, Pilot]] = {
    "lochem": Pilot(
        people=42,
        gender=_gender(20, 22),
        age=_age(3, 12, 13, 7, 7),
        origin={"syr": 22, "eri": 9, "irn": 3, "afg": 3, "tur": 2, "other": 3},
        education=_education(11, 9, 9, 6, 3, 4),
        course=_course(25, 9, 3, 2, 3),
        speaking=_speaking(3, 22, 11, 5, 1),
        participation=_participation(31, 5, 1, 1, 1, 3),
        obstacles=_some(20, 12, 10),
        finished=_finished(31, 8, 3),
        activities=_some(18, 10, 14),
    ),
    "nederweert": Pilot(
        people=43,
        gender=_gender(24, 19),
        age=_age(5, 16, 13, 6, 3),
        origin={"syr": 25, "eri": 9, "afg": 2, "irq": 2, "tur": 2, "other": 3},
        education=_education(7, 11, 10, 6, 3, 6),
        course=_course(35, 3, 2, 1, 2),
        speaking={NOBODY_ASKED: 43},
        participation=_participation(28, 2, 6, 2, 1, 4),
        obstacles=_some(22, 11, 10),
        finished=_finished(30, 10, 3),
        activities=_some(19, 8, 16),
    ),
    "drechtsteden": Pilot(
        people=54,
        gender=_gender(31, 22, 1),
        age=_age(6, 20, 17, 8, 3),
        origin={"syr": 27, "eri": 13, "tur": 4, "irn": 3, "som": 2, "afg": 2, "other": 2, NOBODY_ASKED: 1},
        education=_education(9, 14, 13, 8, 4, 6),
        course=_course(22, 13, 12, 2, 5),
        speaking=_speaking(4, 27, 15, 7, 1),
        participation=_participation(40, 3, 2, 2, 1, 6),
        obstacles=_some(38, 8, 8),
        finished=_finished(39, 11, 4),
        activities=_some(24, 12, 18),
    ),
    "hengelo": Pilot(
        people=32,
        gender=_gender(18, 14),
        age=_age(4, 13, 10, 4, 1),
        origin={"syr": 19, "eri": 7, "tur": 2, "yem": 2, "other": 2},
        education=_education(4, 9, 8, 5, 3, 3),
        course=_course(32, 0, 0, 0, 0),
        speaking=_speaking(0, 6, 16, 9, 1),
        participation=_participation(25, 3, 1, 1, 1, 1),
        obstacles=_some(12, 12, 8),
        finished=_finished(9, 3, 20),
        activities=_some(13, 6, 13),
    ),
    "arnhem": Pilot(
        people=62,
        gender=_gender(37, 24, 1),
        age=_age(8, 26, 18, 8, 2),
        origin={"eri": 27, "syr": 25, "eth": 3, "irn": 2, "tur": 2, "other": 2, NOBODY_ASKED: 1},
        education=_education(9, 17, 15, 8, 5, 8),
        course=_course(46, 5, 2, 2, 7),
        speaking=_speaking(5, 18, 25, 12, 2),
        participation=_participation(41, 3, 2, 6, 2, 8),
        obstacles=_some(27, 18, 17),
        finished=_finished(15, 5, 42),
        activities=_some(22, 12, 28),
    ),
    "hoeksche-waard": Pilot(
        people=58,
        gender=_gender(31, 27),
        age=_age(6, 22, 18, 8, 4),
        origin=_row("syr eri irn tur afg irq eth som sdn yem", 17, 12, 6, 5, 5, 3, 3, 3, 2, 2),
        education=_education(16, 14, 11, 7, 4, 6),
        course=_course(46, 6, 1, 1, 4),
        speaking=_speaking(9, 19, 20, 9, 1),
        participation=_participation(45, 4, 1, 1, 1, 6),
        obstacles=_some(33, 13, 12),
        finished=_finished(42, 12, 4),
        activities=_some(26, 12, 20),
    ),
    "vijfheerenlanden": Pilot(
        people=40,
        gender=_gender(22, 18),
        age=_age(5, 17, 13, 4, 1),
        origin={"syr": 24, "eri": 6, "tur": 5, "irn": 3, "other": 2},
        education=_education(0, 5, 9, 13, 10, 3),
        course=_course(19, 16, 1, 2, 2),
        speaking=_speaking(0, 3, 14, 20, 3),
        participation=_participation(30, 5, 1, 1, 1, 2),
        obstacles=_some(14, 18, 8),
        finished=_finished(35, 3, 2),
        activities=_some(17, 10, 13),
    ),
    "midden-brabant": Pilot(
        people=78,
        gender=_gender(46, 30, 2),
        age=_age(11, 31, 23, 9, 4),
        origin={"eri": 32, "syr": 33, "som": 3, "irq": 3, "tur": 2, "other": 3, NOBODY_ASKED: 2},
        education=_education(21, 19, 14, 8, 4, 12),
        course=_course(12, 50, 3, 2, 11),
        speaking=_speaking(11, 27, 28, 11, 1),
        participation=_participation(56, 4, 1, 2, 2, 13),
        obstacles=_some(31, 22, 25),
        finished=_finished(57, 14, 7),
        activities=_some(18, 22, 38),
    ),
    "roermond": Pilot(
        people=43,
        gender=_gender(37, 6),
        age=_age(43, 0, 0, 0, 0),
        origin={"eri": 40, "eth": 2, "sdn": 1},
        education=_education(3, 21, 14, 1, 0, 4),
        course=_course(15, 6, 16, 1, 5),
        speaking=_speaking(3, 10, 19, 10, 1),
        participation=_participation(20, 2, 6, 8, 3, 4),
        obstacles=_some(26, 9, 8),
        finished=_finished(32, 9, 2),
        activities=_some(17, 10, 16),
    ),
}
"""The nine pilots in the order of figure 2.1."""

PROGRAMMES: Final = tuple(PILOTS)

LABELS: Final = {
    "lochem": "Lochem",
    "nederweert": "Nederweert",
    "drechtsteden": "Drechtsteden",
    "hengelo": "Hengelo",
    "arnhem": "Arnhem",
    "hoeksche-waard": "Hoeksche Waard",
    "vijfheerenlanden": "Vijfheerenlanden",
    "midden-brabant": "Midden-Brabant",
    "roermond": "Roermond",
}
"""What the figures call the pilots."""

OBSTACLE_SHARES: Final = {
    "personal": 0.48,
    "mental-health": 0.42,
    "debts": 0.28,
    "physical-health": 0.22,
    "housing": 0.16,
    "family-abroad": 0.16,
    "childcare": 0.14,
    "digital-skills": 0.12,
    "motivation": 0.10,
    "transport": 0.08,
    "no-computer": 0.06,
    "other": 0.05,
    "pregnancy": 0.04,
    "legal": 0.03,
}
"""Of the people with an obstacle, the share with each; the text fixes only that the first two are named most."""

ACTIVITY_SHARES: Final = {
    "health": 0.40,
    "worker-skills": 0.38,
    "labour-market": 0.34,
    "sport": 0.30,
    "language-conversation": 0.28,
    "finance": 0.26,
    "digital": 0.24,
    "vocational": 0.22,
    "applying": 0.18,
    "intercultural": 0.10,
}
"""Of the people who did other activities, the share that did each; invented."""
