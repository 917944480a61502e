"""What each figure of the report counts, as data (report 2021, section 2.3 and annex 3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tweespoor.core.vocabulary import (
    ActivityKind,
    Code,
    Country,
    Gender,
    LanguageCourseAtStart,
    LanguageLevel,
    Obstacle,
    ParticipationForm,
)


class Counts(StrEnum):
    """Who makes up N: everybody; who was asked; who has one or more answers."""

    PEOPLE = "people"
    ASKED = "asked"
    WITH_ANSWERS = "with-answers"


@dataclass(frozen=True)
class Category:
    """One category of a figure and the answers that fall in it; `none` says that known to be none falls in it."""

    slug: str
    nl: str
    en: str
    answers: tuple[str, ...] = ()
    none: bool = False

    def label(self, language: str) -> str:
        """The label in Dutch (`nl`), or in English for any other language."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One figure: its number and title, the variable it draws on, its categories in order, and what N counts.

    `ages` says that the value is a date of birth and the categories are ages at the reference date; `ordered` that
    the categories run from low to high; `several` that people can have more than one answer.
    """

    number: str
    nl: str
    en: str
    counts: Counts
    variable: str = ""
    categories: tuple[Category, ...] = ()
    several: bool = False
    ordered: bool = False
    ages: bool = False

    def title(self, language: str) -> str:
        """The title in Dutch (`nl`), or in English for any other language."""
        return self.nl if language == "nl" else self.en


def _terms(terms: Iterable[Code]) -> tuple[Category, ...]:
    return tuple(Category(term.value, term.nl, term.en, (term.value,)) for term in terms)


AGES = (
    Category("18-25", "18–25 jaar", "18–25 years"),
    Category("26-35", "26–35 jaar", "26–35 years"),
    Category("36-45", "36–45 jaar", "36–45 years"),
    Category("46-54", "46–54 jaar", "46–54 years"),
    Category("55+", "55 jaar en ouder", "55 years and over"),
)
AGE_LIMITS = (26, 36, 46, 55)
"""Where each next age band begins; whoever is younger than the first band is in it, as nobody under 18 takes part."""

_MAIN_COUNTRIES = (Country.SYRIA, Country.ERITREA, Country.TURKEY, Country.IRAN, Country.AFGHANISTAN)
COUNTRIES = (
    *_terms(_MAIN_COUNTRIES),
    Category(
        "elsewhere",
        "Ander land",
        "Other country",
        tuple(country.value for country in Country if country not in _MAIN_COUNTRIES),
    ),
)
EDUCATION = (
    Category("illiterate", "Analfabeet", "Illiterate", ("illiterate",)),
    Category("low", "Laag", "Low", ("primary", "lower-secondary")),
    Category("middle", "Middelbaar", "Middle", ("upper-secondary",)),
    Category("high", "Hoog", "High", ("higher",)),
    Category("not-comparable", "Niet te vergelijken", "Not comparable", ("not-comparable",)),
)
LEVELS = (
    Category("alfa", "Alfabetisering", "Literacy", ("alfa-a", "alfa-b", "alfa-c")),
    *_terms((LanguageLevel.A0, LanguageLevel.A1, LanguageLevel.A2)),
    Category("b1-higher", "B1 of hoger", "B1 or higher", ("b1", "b2", "c1", "c2")),
)
PARTICIPATION = (
    Category("not-active", "Niet actief", "Not active", none=True),
    Category("volunteering", "Vrijwilligerswerk", "Volunteering", (ParticipationForm.VOLUNTEERING.value,)),
    Category(
        "work-experience",
        "Stage of werkervaringsplaats",
        "Internship or work-experience place",
        (
            "language-internship",
            "internship",
            "work-experience-place",
            "sheltered-work-experience",
            "trial-placement",
        ),
    ),
    Category("paid", "Betaald werk", "Paid work", ("paid", "paid-with-support", "own-business")),
    Category("other-participation", "Anders", "Other", ("organised-activities", "education")),
)
YES_NO = (
    Category("finished", "Afgerond", "Finished", ("true",)),
    Category("not-finished", "Niet afgerond", "Not finished", ("false",)),
)

MEASURES: tuple[Measure, ...] = (
    Measure(
        number="2.1",
        nl="Aantal geregistreerde deelnemers per pilot",
        en="Registered participants per pilot",
        counts=Counts.PEOPLE,
        categories=(Category("people", "Deelnemers", "Participants"),),
    ),
    Measure(
        number="2.2",
        nl="Geslacht per pilot",
        en="Gender per pilot",
        counts=Counts.ASKED,
        variable="gender",
        categories=_terms(Gender),
    ),
    Measure(
        number="2.3",
        nl="Leeftijd per pilot",
        en="Age per pilot",
        counts=Counts.ASKED,
        variable="birth-date",
        categories=AGES,
        ages=True,
        ordered=True,
    ),
    Measure(
        number="2.4",
        nl="Land van herkomst per pilot",
        en="Country of origin per pilot",
        counts=Counts.ASKED,
        variable="country-of-origin",
        categories=COUNTRIES,
    ),
    Measure(
        number="2.5",
        nl="Opleiding in land van herkomst per pilot",
        en="Education in country of origin per pilot",
        counts=Counts.ASKED,
        variable="education-in-origin",
        categories=EDUCATION,
        ordered=True,
    ),
    Measure(
        number="2.6",
        nl="Persoonlijke belemmeringen, meerdere antwoorden mogelijk",
        en="Personal obstacles, several answers possible",
        counts=Counts.WITH_ANSWERS,
        variable="obstacles",
        categories=_terms(Obstacle),
        several=True,
    ),
    Measure(
        number="2.7",
        nl="Formeel taalonderwijs bij de start per pilot",
        en="Formal language education at the start per pilot",
        counts=Counts.ASKED,
        variable="language-course-at-start",
        categories=_terms(LanguageCourseAtStart),
    ),
    Measure(
        number="2.8",
        nl="Niveau van spreken bij de start per pilot",
        en="Speaking level at the start per pilot",
        counts=Counts.ASKED,
        variable="speaking-level-at-start",
        categories=LEVELS,
        ordered=True,
    ),
    Measure(
        number="2.9",
        nl="Vorm van participatie bij de start per pilot",
        en="Form of participation at the start per pilot",
        counts=Counts.ASKED,
        variable="participation-at-start",
        categories=PARTICIPATION,
    ),
    Measure(
        number="B3.1",
        nl="Deelnemers die de taalcomponent hebben afgerond per pilot",
        en="Participants who finished the language component per pilot",
        counts=Counts.ASKED,
        variable="language-component-finished",
        categories=YES_NO,
    ),
    Measure(
        number="B3.2",
        nl="Deelnemers die andere activiteiten deden, meerdere antwoorden mogelijk",
        en="Participants who did other activities, several answers possible",
        counts=Counts.WITH_ANSWERS,
        variable="other-activities",
        categories=_terms(ActivityKind),
        several=True,
    ),
)
"""The figures of the report that can be drawn from the registry, in its order."""

NUMBERS = tuple(measure.number for measure in MEASURES)
