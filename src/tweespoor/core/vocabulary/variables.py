"""The variables of which facts about people are kept, and what a value of each may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary.activities import ActivityKind, ParticipationForm
from tweespoor.core.vocabulary.code import Code, UnknownTerm
from tweespoor.core.vocabulary.language import (
    Education,
    LanguageCourseAtStart,
    LanguageLevel,
    Learnability,
)
from tweespoor.core.vocabulary.law import Act, ReasonForLeaving, Route, TargetGroup
from tweespoor.core.vocabulary.people import Country, Gender, Obstacle
from tweespoor.core.week import HalfDay


class ValueKind(StrEnum):
    """The shape of a variable's value."""

    ONE = "one"
    SEVERAL = "several"
    YES_NO = "yes-no"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class Purpose(Code):
    """The set of fields a variable belongs to; access is granted per set and role."""

    BASIC = ("basic", "Basisgegevens", "Basic data", "GDPR art. 5(1)(c)")
    CONTACT = ("contact", "Contactgegevens", "Contact data", "Besluit inburgering 2021, art. 9.2")
    LEVEL = ("level", "Niveau en klas", "Level and class", "Besluit inburgering 2021, art. 9.2")
    ATTENDANCE = ("attendance", "Aanwezigheid", "Attendance", "Besluit inburgering 2021, art. 9.2")
    AVAILABILITY = ("availability", "Beschikbaarheid", "Availability", "GDPR art. 5(1)(c)")
    WORK = ("work", "Werk en wensen", "Work and wishes", "Wet inburgering 2021, art. 15")
    BENEFIT = (
        "benefit",
        "Uitkering, wet en route",
        "Benefit, act and route",
        "Participatiewet; Wet inburgering 2021",
    )
    FINANCE = ("finance", "Geldzaken", "Finance", "Participatiewet, art. 56a")
    OBSTACLES = ("obstacles", "Belemmeringen", "Obstacles", "Wet inburgering 2021, art. 15")
    HEALTH = ("health", "Gezondheid", "Health", "Wet inburgering 2021, art. 37")
    OUTCOMES = ("outcomes", "Activiteiten en uitkomsten", "Activities and outcomes", "Wet inburgering 2021")
    NOTES = ("notes", "Doelen en notities", "Goals and notes", "Wet inburgering 2021, art. 15")


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One variable: its slug, labels, the shape of its value and, where it has one, its code list.

    `question` is how the fact is asked for, in Dutch and English.
    """

    slug: str
    nl: str
    en: str
    kind: ValueKind
    purpose: Purpose
    question_nl: str
    question_en: str
    codes: type[Code] | None = None
    accepts: Callable[[str], object] | None = None

    def label(self, language: str = "nl") -> str:
        """The name in Dutch (`nl`), or in English for any other language."""
        return self.nl if language == "nl" else self.en

    def question(self, language: str = "nl") -> str:
        """The question in Dutch (`nl`), or in English for any other language."""
        return self.question_nl if language == "nl" else self.question_en

    def check(self, fact: Fact[Value]) -> None:
        """Refuse a fact whose value this variable cannot have.

        Raises:
            InvalidValue: naming the variable, the value and what is allowed.
        """
        if fact.value is None:
            return
        if not isinstance(fact.value, _TYPE_OF[self.kind]) or (
            self.kind is ValueKind.NUMBER and isinstance(fact.value, bool)
        ):
            raise InvalidValue(f"{self.slug}: {fact.value!r} is not a value of kind {self.kind.value}")
        answers = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        for answer in answers:
            self._check_answer(answer)

    def _check_answer(self, answer: Value) -> None:
        if not isinstance(answer, str):
            return
        try:
            if self.codes:
                self.codes.of(answer)
            if self.accepts:
                self.accepts(answer)
        except (UnknownTerm, ValueError) as problem:
            raise InvalidValue(f"{self.slug}: {problem}") from None


class InvalidValue(ValueError):
    """A value that a variable cannot have."""


_TYPE_OF: dict[ValueKind, type] = {
    ValueKind.ONE: str,
    ValueKind.SEVERAL: tuple,
    ValueKind.YES_NO: bool,
    ValueKind.NUMBER: int,
    ValueKind.DATE: date,
    ValueKind.TEXT: str,
}

_ONE, _SEVERAL = ValueKind.ONE, ValueKind.SEVERAL


def _variable(
    slug: str,
    *,
    nl: tuple[str, str],
    en: tuple[str, str],
    kind: ValueKind,
    purpose: Purpose,
    codes: type[Code] | None = None,
    accepts: Callable[[str], object] | None = None,
) -> Variable:
    return Variable(
        slug=slug,
        nl=nl[0],
        en=en[0],
        kind=kind,
        purpose=purpose,
        question_nl=nl[1],
        question_en=en[1],
        codes=codes,
        accepts=accepts,
    )


VARIABLES: tuple[Variable, ...] = (
    _variable(
        "gender",
        nl=("Geslacht", "Wat is het geslacht?"),
        en=("Gender", "What is the gender?"),
        kind=_ONE,
        purpose=Purpose.BASIC,
        codes=Gender,
    ),
    _variable(
        "birth-date",
        nl=("Geboortedatum", "Wat is de geboortedatum?"),
        en=("Date of birth", "What is the date of birth?"),
        kind=ValueKind.DATE,
        purpose=Purpose.BASIC,
    ),
    _variable(
        "country-of-origin",
        nl=("Land van herkomst", "Uit welk land komt de deelnemer?"),
        en=("Country of origin", "Which country does the participant come from?"),
        kind=_ONE,
        purpose=Purpose.BASIC,
        codes=Country,
    ),
    _variable(
        "settled-on",
        nl=("In de gemeente sinds", "Sinds wanneer woont de deelnemer in de gemeente?"),
        en=("In the municipality since", "Since when does the participant live in the municipality?"),
        kind=ValueKind.DATE,
        purpose=Purpose.BASIC,
    ),
    _variable(
        "education-in-origin",
        nl=("Opleiding in land van herkomst", "Wat is de hoogste opleiding in het land van herkomst?"),
        en=("Education in country of origin", "What is the highest education in the country of origin?"),
        kind=_ONE,
        purpose=Purpose.BASIC,
        codes=Education,
    ),
    _variable(
        "target-group",
        nl=("Doelgroep", "Is de deelnemer asielstatushouder of gezinsmigrant?"),
        en=("Target group", "Is the participant a status holder or a family migrant?"),
        kind=_ONE,
        purpose=Purpose.BENEFIT,
        codes=TargetGroup,
    ),
    _variable(
        "act",
        nl=("Wet", "Onder welke wet valt de deelnemer?"),
        en=("Act", "Which act is the participant obliged under?"),
        kind=_ONE,
        purpose=Purpose.BENEFIT,
        codes=Act,
    ),
    _variable(
        "route",
        nl=("Leerroute", "Welke leerroute volgt de deelnemer?"),
        en=("Route", "Which route does the participant follow?"),
        kind=_ONE,
        purpose=Purpose.BENEFIT,
        codes=Route,
    ),
    _variable(
        "on-benefit",
        nl=("Bijstandsuitkering", "Heeft de deelnemer een bijstandsuitkering?"),
        en=("On benefit", "Is the participant on benefit?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.BENEFIT,
    ),
    _variable(
        "learnability",
        nl=("Leerbaarheid", "Hoe schat u de leerbaarheid in?"),
        en=("Learnability", "How do you estimate the learnability?"),
        kind=_ONE,
        purpose=Purpose.LEVEL,
        codes=Learnability,
    ),
    _variable(
        "speaking-level",
        nl=("Niveau spreken", "Wat is het niveau van spreken nu?"),
        en=("Speaking level", "What is the speaking level now?"),
        kind=_ONE,
        purpose=Purpose.LEVEL,
        codes=LanguageLevel,
    ),
    _variable(
        "speaking-level-at-start",
        nl=("Niveau spreken bij de start", "Wat was het niveau van spreken bij de start?"),
        en=("Speaking level at the start", "What was the speaking level at the start?"),
        kind=_ONE,
        purpose=Purpose.LEVEL,
        codes=LanguageLevel,
    ),
    _variable(
        "language-course-at-start",
        nl=("Formeel taalonderwijs bij de start", "Volgde de deelnemer taalonderwijs bij de start?"),
        en=("Language course at the start", "Did the participant follow a language course at the start?"),
        kind=_ONE,
        purpose=Purpose.LEVEL,
        codes=LanguageCourseAtStart,
    ),
    _variable(
        "participation-at-start",
        nl=("Participatie bij de start", "Deed de deelnemer bij de start al mee, en hoe?"),
        en=("Participation at the start", "Did the participant take part at the start, and how?"),
        kind=_ONE,
        purpose=Purpose.OUTCOMES,
        codes=ParticipationForm,
    ),
    _variable(
        "obstacles",
        nl=("Persoonlijke belemmeringen", "Welke belemmeringen heeft de deelnemer?"),
        en=("Personal obstacles", "Which obstacles does the participant have?"),
        kind=_SEVERAL,
        purpose=Purpose.OBSTACLES,
        codes=Obstacle,
    ),
    _variable(
        "language-component-finished",
        nl=("Taalcomponent afgerond", "Heeft de deelnemer de taalcomponent afgerond?"),
        en=("Language component finished", "Has the participant finished the language component?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.OUTCOMES,
    ),
    _variable(
        "other-activities",
        nl=("Andere activiteiten", "Aan welke andere activiteiten deed de deelnemer mee?"),
        en=("Other activities", "Which other activities did the participant take part in?"),
        kind=_SEVERAL,
        purpose=Purpose.OUTCOMES,
        codes=ActivityKind,
    ),
    _variable(
        "reason-for-leaving",
        nl=("Reden van uitval", "Waarom is de deelnemer gestopt?"),
        en=("Reason for leaving", "Why did the participant leave?"),
        kind=_ONE,
        purpose=Purpose.OUTCOMES,
        codes=ReasonForLeaving,
    ),
    _variable(
        "unavailable-half-days",
        nl=("Niet beschikbaar", "Op welke dagdelen kan de deelnemer niet?"),
        en=("Not available", "In which half-days is the participant not available?"),
        kind=_SEVERAL,
        purpose=Purpose.AVAILABILITY,
        accepts=HalfDay.parse,
    ),
    _variable(
        "weekly-half-days",
        nl=("Dagdelen per week", "Hoeveel dagdelen per week kan de deelnemer aan, taalles meegerekend?"),
        en=("Half-days a week", "How many half-days a week can the participant manage, lessons included?"),
        kind=ValueKind.NUMBER,
        purpose=Purpose.AVAILABILITY,
    ),
    _variable(
        "travel-minutes",
        nl=("Reistijd", "Hoeveel minuten kan de deelnemer hoogstens reizen?"),
        en=("Travel time", "How many minutes can the participant travel at most?"),
        kind=ValueKind.NUMBER,
        purpose=Purpose.AVAILABILITY,
    ),
    _variable(
        "same-gender-activities",
        nl=(
            "Alleen met eigen geslacht",
            "Welke activiteiten wil de deelnemer alleen met het eigen geslacht doen?",
        ),
        en=("Own gender only", "Which activities does the participant do with the own gender only?"),
        kind=_SEVERAL,
        purpose=Purpose.AVAILABILITY,
        codes=ActivityKind,
    ),
)

_BY_SLUG = {variable.slug: variable for variable in VARIABLES}


def variable(slug: str) -> Variable:
    """The variable of that slug.

    Raises:
        UnknownTerm: if there is none, naming the variables there are.
    """
    try:
        return _BY_SLUG[slug]
    except KeyError:
        raise UnknownTerm(f"{slug!r} is not a variable; there are {', '.join(_BY_SLUG)}") from None
