"""What a variable is: the shape of its value, what it may be, how it is asked, and whose task it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, cast

from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary.code import Code, UnknownTerm

LONGEST_TEXT = 500
LARGEST_NUMBER = 10_000


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

    `question` is how the fact is asked for, in Dutch and English; `source` says why it is asked. A number is at most
    `most`. `no_is_none` says that the question is whether something is there: "no" is kept as known to be none, never
    as a value. `dated` says that the answer has a day of its own (a test's, a decision's), asked beside it.
    """

    slug: str
    nl: str
    en: str
    kind: ValueKind
    purpose: Purpose
    question_nl: str
    question_en: str
    source: str
    codes: type[Code] | None = None
    accepts: Callable[[str], object] | None = None
    most: int = LARGEST_NUMBER
    no_is_none: bool = False
    dated: bool = False

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
        if self.kind is ValueKind.NUMBER and not 0 <= cast(int, fact.value) <= self.most:
            raise InvalidValue(f"{self.slug}: {fact.value} is not from 0 to {self.most}")
        if self.no_is_none and fact.value is False:
            raise InvalidValue(f"{self.slug}: say that there is none, instead of no")
        answers = fact.value if isinstance(fact.value, tuple) else (fact.value,)
        for answer in answers:
            self._check_answer(answer)

    def _check_answer(self, answer: Value) -> None:
        if not isinstance(answer, str):
            return
        if len(answer) > LONGEST_TEXT:
            raise InvalidValue(f"{self.slug}: {len(answer)} characters, more than {LONGEST_TEXT}")
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


def variable_of(
    slug: str,
    *,
    nl: tuple[str, str],
    en: tuple[str, str],
    kind: ValueKind,
    purpose: Purpose,
    source: str,
    **details: Any,
) -> Variable:
    """A variable written shortly: label and question together per language."""
    return Variable(
        slug=slug,
        nl=nl[0],
        en=en[0],
        kind=kind,
        purpose=purpose,
        question_nl=nl[1],
        question_en=en[1],
        source=source,
        **details,
    )
