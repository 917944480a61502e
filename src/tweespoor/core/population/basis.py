"""Where each number of the calibration comes from: the report's text, or nowhere.

    for row in calibration_rows():
        print(row.figure, row.programme, row.answer, row.people, row.basis)

A number is from the text only if the text gives it or leaves no other. Where the text says something in words that a
number has to agree with ("most", "relatively many"), the number is invented and `text_says` holds what it must meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tweespoor.core.population.calibration import NO, NOBODY_ASKED, PILOTS, Counts, Pilot

ALL: Final = "all"
"""The programme of a row about all pilots together."""

ANSWERED, WITH_ONE_OR_MORE = "answered", "with-one-or-more"
ANSWER_NAMES: Final = {NOBODY_ASKED: "not-asked", NO: "none", "some": WITH_ONE_OR_MORE}


class Basis(StrEnum):
    """Whether a number comes from the report's text."""

    FROM_TEXT = "from_text"
    INVENTED = "invented"


@dataclass(frozen=True, kw_only=True)
class CalibrationRow:
    """How many people of a programme give an answer to the variable of a figure, and where that number comes from."""

    figure: str
    variable: str
    programme: str
    answer: str
    people: int
    basis: Basis
    text_says: str = ""


@dataclass(frozen=True, kw_only=True)
class _Figure:
    """A figure: its variable, the pilots' counts it shows, its N, and what the text says about pilots in words.

    `fixed` names the programme and answers whose numbers the text leaves no choice about.
    """

    number: str
    variable: str
    n: int
    says: Mapping[str, str]
    fixed: Mapping[str, tuple[str, ...]]
    only_with_answers: bool = False


_LOW = "most have little schooling"
_A_QUARTER = "over a quarter cannot read or write"
_LARGE_MAJORITY = "a large majority follows a course"
_UNDER_HALF = "fewer than half are registered"

FIGURES: Final[Mapping[str, _Figure]] = {
    "gender": _Figure(
        number="2.2",
        variable="gender",
        n=448,
        says={
            **dict.fromkeys(PILOTS, "more men than women"),
            "roermond": "more men than women, the most of all pilots",
            "lochem": "slightly more women than men",
        },
        fixed={},
    ),
    "age": _Figure(
        number="2.3",
        variable="birth-date",
        n=452,
        says={
            **dict.fromkeys(PILOTS, "most are between 25 and 45; ages run from 18 to 67"),
            "lochem": "most are between 25 and 45; the largest share of 55 and over",
            "roermond": "everybody is 18 to 25",
        },
        fixed={"roermond": ("18-25",)},
    ),
    "origin": _Figure(
        number="2.4",
        variable="country-of-origin",
        n=448,
        says={
            ALL: "Syria and Eritrea are the most frequent",
            "arnhem": "relatively many from Eritrea",
            "midden-brabant": "relatively many from Eritrea",
            "hoeksche-waard": "the most different countries",
            "roermond": "mainly from Eritrea",
        },
        fixed={},
    ),
    "education": _Figure(
        number="2.5",
        variable="education-in-origin",
        n=400,
        says={
            **dict.fromkeys(PILOTS, _LOW),
            **dict.fromkeys(("lochem", "hoeksche-waard", "midden-brabant"), f"{_LOW}; {_A_QUARTER}"),
            "roermond": "nearly all have little schooling",
            "vijfheerenlanden": "the largest group with higher education",
        },
        fixed={},
    ),
    "obstacles": _Figure(
        number="2.6",
        variable="obstacles",
        n=223,
        says={ALL: "personal sphere and mental health are named most"},
        fixed={},
        only_with_answers=True,
    ),
    "course": _Figure(
        number="2.7",
        variable="language-course-at-start",
        n=413,
        says={
            "hengelo": "everybody follows a course",
            **dict.fromkeys(("nederweert", "hoeksche-waard", "arnhem"), _LARGE_MAJORITY),
            "midden-brabant": "few follow a course",
            "roermond": "the most who dropped out",
            "drechtsteden": "the most who dropped out but for Roermond",
        },
        fixed={"hengelo": ("following",)},
    ),
    "speaking": _Figure(
        number="2.8",
        variable="speaking-level-at-start",
        n=409,
        says={
            "lochem": "relatively many at A0",
            "drechtsteden": "relatively many at A0",
            "vijfheerenlanden": "relatively many at A2",
            "nederweert": "left out: the variable was not filled in",
        },
        fixed={"nederweert": (NOBODY_ASKED,)},
    ),
    "participation": _Figure(
        number="2.9",
        variable="participation-at-start",
        n=405,
        says={
            ALL: "78% not active",
            "roermond": "the most paid jobs, and many work-experience places",
            "arnhem": "the most paid jobs but for Roermond",
            "nederweert": "many work-experience places",
            "lochem": "who takes part mostly volunteers",
            "vijfheerenlanden": "who takes part mostly volunteers",
        },
        fixed={},
    ),
    "finished": _Figure(
        number="B3.1",
        variable="language-component-finished",
        n=365,
        says={ALL: "about four fifths finished", "hengelo": _UNDER_HALF, "arnhem": _UNDER_HALF},
        fixed={},
    ),
    "activities": _Figure(
        number="B3.2",
        variable="other-activities",
        n=174,
        says={},
        fixed={},
        only_with_answers=True,
    ),
}
"""By the field of `Pilot`; sources are section 2.3 of the report, for B3.1 and B3.2 section 4.2 and annex 3."""


def calibration_rows() -> tuple[CalibrationRow, ...]:
    """Every number that people are made from: per figure its N, then each pilot's answers."""
    return (*_sizes(), *(row for field, figure in FIGURES.items() for row in _rows(field, figure)))


def _sizes() -> Iterator[CalibrationRow]:
    sizes = {programme: pilot.people for programme, pilot in PILOTS.items()}
    for programme, people in {ALL: sum(sizes.values()), **sizes}.items():
        yield CalibrationRow(
            figure="2.1",
            variable="",
            programme=programme,
            answer="registered",
            people=people,
            basis=Basis.FROM_TEXT,
        )


def _rows(field: str, figure: _Figure) -> Iterator[CalibrationRow]:
    yield CalibrationRow(
        figure=figure.number,
        variable=figure.variable,
        programme=ALL,
        answer=WITH_ONE_OR_MORE if figure.only_with_answers else ANSWERED,
        people=figure.n,
        basis=Basis.FROM_TEXT,
        text_says=figure.says.get(ALL, ""),
    )
    for programme, pilot in PILOTS.items():
        for answer, people in _counts(pilot, field).items():
            fixed = answer in figure.fixed.get(programme, ())
            yield CalibrationRow(
                figure=figure.number,
                variable=figure.variable,
                programme=programme,
                answer=ANSWER_NAMES.get(answer, answer),
                people=people,
                basis=Basis.FROM_TEXT if fixed else Basis.INVENTED,
                text_says=figure.says.get(programme, ""),
            )


def _counts(pilot: Pilot, field: str) -> Counts:
    counts: Counts = getattr(pilot, field)
    return counts
