"""What the law asks of a plan: one table, each row with its article and how certain it is.

Certainty: R read in a dated text of the law (Wet: text of 1-1-2023; Besluit: text of 2-4-2026), S stated in a secondary
source, K general knowledge, "-" our own choice, no law. What is not R is shown as "te bevestigen".
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from tweespoor.core.facts import Fact, Value
from tweespoor.core.pips.data import Case
from tweespoor.core.vocabulary import Act, Purpose, Route, TargetGroup, ValueKind
from tweespoor.core.vocabulary.code import Code

TO_CONFIRM = "te bevestigen"
"""How a rule is marked of which no dated text was read."""

_CONTENT = "Wet inburgering 2021, art. 15; Besluit inburgering 2021, art. 5.3"
_LARGEST = 5000


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One thing that a plan must say, and where that stands.

    `kind` is the shape of the answer. `may_be_none` says that "there is none" is an answer, with `none_nl` and
    `none_en` as its words. `least` is what the law asks at the least, `most` what a number can be. `purpose` is the set
    of facts it belongs to, which decides who sees it. `groups` are the target groups it is asked of and `routes` the
    routes, all where None; while group or route is not known, it is asked only where it is asked of all.
    """

    slug: str
    act: Act
    nl: str
    en: str
    question_nl: str
    question_en: str
    kind: ValueKind
    source: str
    mark: str
    purpose: Purpose = Purpose.BENEFIT
    codes: type[Code] | None = None
    groups: frozenset[TargetGroup] | None = None
    routes: frozenset[Route] | None = None
    may_be_none: bool = False
    none_nl: str = "geen"
    none_en: str = "none"
    unit_nl: str = ""
    unit_en: str = ""
    least: int = 0
    most: int = _LARGEST

    def label(self, language: str = "nl") -> str:
        """The name in Dutch (`nl`), or in English for any other language."""
        return self.nl if language == "nl" else self.en

    def question(self, language: str = "nl") -> str:
        """The question in Dutch (`nl`), or in English for any other language."""
        return self.question_nl if language == "nl" else self.question_en

    @property
    def is_certain(self) -> bool:
        """A dated text of the law was read."""
        return self.mark == "R"

    @property
    def is_law(self) -> bool:
        """It stands in a law, not only in our own choice."""
        return self.mark != "-"

    def allows(self, fact: Fact[Value]) -> bool:
        """Whether a fact can be the answer."""
        if not fact.is_answered:
            return True
        if not fact.is_known:
            return self.may_be_none
        return self._allows_value(fact.value)

    def _allows_value(self, value: Value | None) -> bool:
        match self.kind:
            case ValueKind.YES_NO:
                return isinstance(value, bool)
            case ValueKind.NUMBER:
                return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= self.most
        if not isinstance(value, str) or not value.strip():
            return False
        return self.codes is None or value in [each.value for each in self.codes]


_STATUS_HOLDER = frozenset({TargetGroup.STATUS_HOLDER})

REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement(
        slug="route",
        act=Act.ACT_2021,
        nl="Leerroute",
        en="Route",
        question_nl="Welke leerroute volgt de deelnemer?",
        question_en="Which route does the participant follow?",
        kind=ValueKind.ONE,
        codes=Route,
        source=_CONTENT,
        mark="R",
    ),
    Requirement(
        slug="route-hours",
        act=Act.ACT_2021,
        nl="Intensiteit van de leerroute",
        en="Intensity of the route",
        question_nl="Hoeveel uur taalles per week krijgt de deelnemer?",
        question_en="How many hours of language lessons a week does the participant get?",
        kind=ValueKind.NUMBER,
        groups=_STATUS_HOLDER,
        unit_nl="uur per week",
        unit_en="hours a week",
        source=_CONTENT,
        mark="R",
    ),
    Requirement(
        slug="guidance",
        act=Act.ACT_2021,
        nl="Begeleiding",
        en="Guidance",
        question_nl="Welke begeleiding krijgt de deelnemer, en van wie?",
        question_en="Which guidance does the participant get, and from whom?",
        kind=ValueKind.TEXT,
        may_be_none=True,
        none_nl="geen begeleiding nodig",
        none_en="no guidance needed",
        source=_CONTENT,
        mark="R",
    ),
    Requirement(
        slug="pvt-hours",
        act=Act.ACT_2021,
        nl="Uren participatieverklaringstraject (PVT)",
        en="Hours of the participation statement (PVT)",
        question_nl="Hoeveel uur PVT krijgt de deelnemer in totaal?",
        question_en="How many hours of PVT does the participant get in all?",
        kind=ValueKind.NUMBER,
        unit_nl="uur",
        unit_en="hours",
        least=12,
        source="Besluit inburgering 2021, art. 3.1; Regeling inburgering 2021, art. 3.1",
        mark="R",
    ),
    Requirement(
        slug="map-hours",
        act=Act.ACT_2021,
        nl="Uren module arbeidsmarkt en participatie (MAP)",
        en="Hours of the labour market module (MAP)",
        question_nl="Hoeveel praktijkuren MAP doet de deelnemer in totaal?",
        question_en="How many practical hours of MAP does the participant do in all?",
        kind=ValueKind.NUMBER,
        routes=frozenset({Route.B1, Route.SELF_RELIANCE}),
        unit_nl="uur",
        unit_en="hours",
        least=40,
        source="Besluit inburgering 2021, art. 3.2; Wet inburgering 2021, art. 8(3)",
        mark="R",
    ),
    Requirement(
        slug="childcare",
        act=Act.ACT_2021,
        nl="Kinderopvang en voorschoolse educatie (VVE)",
        en="Childcare and early education (VVE)",
        question_nl="Wat is afgesproken over kinderopvang en VVE?",
        question_en="What was agreed about childcare and early education?",
        kind=ValueKind.TEXT,
        may_be_none=True,
        none_nl="geen opvang of VVE nodig",
        none_en="no childcare or early education needed",
        purpose=Purpose.AVAILABILITY,
        source=_CONTENT,
        mark="R",
    ),
    Requirement(
        slug="progress-talks",
        act=Act.ACT_2021,
        nl="Voortgangsgesprekken",
        en="Progress talks",
        question_nl="Hoeveel voortgangsgesprekken zijn er in het hele traject?",
        question_en="How many progress talks are there in the whole trajectory?",
        kind=ValueKind.NUMBER,
        unit_nl="gesprekken",
        unit_en="talks",
        most=100,
        source="Besluit inburgering 2021, art. 5.3(4)",
        mark="R",
    ),
    Requirement(
        slug="benefit-decisions",
        act=Act.ACT_2021,
        nl="Besluiten over de uitkering",
        en="Decisions on the benefit",
        question_nl="Welke besluiten over de bijstand horen bij dit plan?",
        question_en="Which decisions on the benefit belong to this plan?",
        kind=ValueKind.TEXT,
        may_be_none=True,
        none_nl="geen besluiten over de bijstand",
        none_en="no decisions on the benefit",
        source=_CONTENT,
        mark="R",
    ),
    Requirement(
        slug="unburdening",
        act=Act.ACT_2021,
        nl="Financieel ontzorgen",
        en="Financial unburdening",
        question_nl="Wat is besloten over financieel ontzorgen, en tot wanneer?",
        question_en="What was decided about financial unburdening, and until when?",
        kind=ValueKind.TEXT,
        groups=_STATUS_HOLDER,
        may_be_none=True,
        none_nl="geen ontzorgen: geen bijstand",
        none_en="no unburdening: no benefit",
        purpose=Purpose.FINANCE,
        source="Participatiewet, art. 56a",
        mark="R",
    ),
    Requirement(
        slug="a2-exams",
        act=Act.ACT_2021,
        nl="Examens op A2 en KNM in de Z-route",
        en="Exams at A2 and KNM in the Z route",
        question_nl="Mag de deelnemer examens op A2 en KNM doen?",
        question_en="May the participant take exams at A2 and KNM?",
        kind=ValueKind.YES_NO,
        routes=frozenset({Route.SELF_RELIANCE}),
        source=_CONTENT,
        mark="R",
    ),
)
"""What a plan under the act of 2021 contains."""

LIGHT: tuple[Requirement, ...] = (
    Requirement(
        slug="course",
        act=Act.ACT_2013,
        nl="Zelf gekozen taalcursus",
        en="Course of own choice",
        question_nl="Welke taalcursus koos de deelnemer?",
        question_en="Which language course did the participant choose?",
        kind=ValueKind.TEXT,
        may_be_none=True,
        none_nl="nog geen cursus gekozen",
        none_en="no course chosen yet",
        source="Wet inburgering 2013: eigen keuze van de cursus",
        mark="S",
    ),
    Requirement(
        slug="pvt-done",
        act=Act.ACT_2013,
        nl="Participatieverklaring getekend",
        en="Participation statement signed",
        question_nl="Heeft de deelnemer de participatieverklaring getekend?",
        question_en="Did the participant sign the participation statement?",
        kind=ValueKind.YES_NO,
        source="Wet inburgering 2013: binnen een jaar na inschrijving",
        mark="S",
    ),
    Requirement(
        slug="guidance",
        act=Act.ACT_2013,
        nl="Begeleiding",
        en="Guidance",
        question_nl="Welke begeleiding krijgt de deelnemer, en van wie?",
        question_en="Which guidance does the participant get, and from whom?",
        kind=ValueKind.TEXT,
        may_be_none=True,
        none_nl="geen begeleiding nodig",
        none_en="no guidance needed",
        source="eigen keuze, geen wettelijke eis",
        mark="-",
    ),
    Requirement(
        slug="progress-talks",
        act=Act.ACT_2013,
        nl="Voortgangsgesprekken",
        en="Progress talks",
        question_nl="Hoeveel voortgangsgesprekken zijn er in het hele traject?",
        question_en="How many progress talks are there in the whole trajectory?",
        kind=ValueKind.NUMBER,
        unit_nl="gesprekken",
        unit_en="talks",
        most=100,
        source="eigen keuze, geen wettelijke eis",
        mark="-",
    ),
)
"""What a plan under the act of 2013 (PIP-light) can say; no law asks for that plan."""


def is_light(case: Case) -> bool:
    """Whether the plan is a PIP-light: under the act of 2013, and while nobody asked under which act (less is kept)."""
    return case.act is not Act.ACT_2021


def required(case: Case, *, route: Route | None) -> tuple[Requirement, ...]:
    """What is asked of the plan of such a case with such a route, in order."""
    table = LIGHT if is_light(case) else REQUIREMENTS
    return tuple(each for each in table if _holds(each.groups, case.group) and _holds(each.routes, route))


def requirement(slug: str, *, case: Case) -> Requirement:
    """The requirement of that name.

    Raises:
        KeyError: if there is none for such a case.
    """
    return {each.slug: each for each in (LIGHT if is_light(case) else REQUIREMENTS)}[slug]


def _holds(asked: Collection[str] | None, has: str | None) -> bool:
    return asked is None or has in asked
