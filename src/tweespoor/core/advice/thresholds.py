"""The thresholds of the advice: each a whole number with its default, its source and the ends it stays within.

The report asks its questions in words, without numbers: nearly all defaults are assumptions, and say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tweespoor.core.advice.evidence import AdviceError
from tweespoor.core.vocabulary import LanguageLevel


@dataclass(frozen=True)
class Text:
    """The same words in Dutch and in English."""

    nl: str
    en: str

    def text(self, language: str) -> str:
        """In Dutch (`nl`), or in English for any other language."""
        return self.nl if language == "nl" else self.en


class Unit(StrEnum):
    """What a threshold counts."""

    PERCENT = "percent"
    PEOPLE = "people"
    STEPS = "steps"
    HALF_DAYS = "half-days"
    CASE_MANAGERS = "case-managers"
    MONTHS = "months"
    LEVEL = "level"


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A number that can be changed: its name, default, where that comes from, and the least and most it can be."""

    slug: str
    label: Text
    unit: Unit
    default: int
    least: int
    most: int
    source: Text


def _share(slug: str, *, nl: str, en: str, default: int, source: Text) -> Threshold:
    return Threshold(
        slug=slug, label=Text(nl, en), unit=Unit.PERCENT, default=default, least=1, most=100, source=source
    )


THRESHOLDS: tuple[Threshold, ...] = (
    Threshold(
        slug="level-spread",
        label=Text("Niveaus die in één groep mogen verschillen", "Steps of level that may differ in one group"),
        unit=Unit.STEPS,
        default=1,
        least=0,
        most=len(LanguageLevel) - 1,
        source=Text(
            "aanname; deelnemers vragen “een groep met bijna hetzelfde niveau” (3.3), zonder getal",
            "assumption; participants ask for “a group with nearly the same level” (3.3), without a number",
        ),
    ),
    Threshold(
        slug="learnability-spread",
        label=Text("Stappen leerbaarheid die in één groep mogen verschillen", "Steps of learnability in one group"),
        unit=Unit.STEPS,
        default=1,
        least=0,
        most=2,
        source=Text(
            "aanname: laag en hoog niet samen; 3.3 noemt “leerbaar en minder leerbaar” door elkaar onwerkbaar",
            "assumption: low and high not together; 3.3 calls a mixture of learnabilities unworkable",
        ),
    ),
    _share(
        "together-share",
        nl="Deel van de mensen dat samen in één groep past (%)",
        en="Share of people who fit one group together (%)",
        default=75,
        source=Text("aanname; 5.3 noemt “grote verschillen” zonder getal", "assumption; 5.3 gives no number"),
    ),
    Threshold(
        slug="group-size",
        label=Text("Minimale groepsgrootte", "Minimum size of a group"),
        unit=Unit.PEOPLE,
        default=8,
        least=1,
        most=40,
        source=Text(
            "aanname; 3.3 noemt een minimale groepsomvang zonder getal, en groepen van bijna tien en van vijftien",
            "assumption; 3.3 names a minimum size without a number, and groups of nearly ten and of fifteen",
        ),
    ),
    _share(
        "in-groups-share",
        nl="Deel van de mensen dat in niveaugroepen past (%)",
        en="Share of people who fit groups by level (%)",
        default=75,
        source=Text("aanname; 5.3 noemt “voldoende massa” zonder getal", "assumption; 5.3 gives no number"),
    ),
    _share(
        "same-time-share",
        nl="Deel van de mensen dat op hetzelfde dagdeel vrij is (%)",
        en="Share of people who are free at the same half-day (%)",
        default=75,
        source=Text(
            "aanname; 5.3 noemt “zoveel mogelijk hetzelfde taalrooster” zonder getal",
            "assumption; 5.3 says “the same timetable as far as possible”, without a number",
        ),
    ),
    Threshold(
        slug="shared-half-days",
        label=Text("Gedeelde vrije dagdelen die nodig zijn", "Shared free half-days that are needed"),
        unit=Unit.HALF_DAYS,
        default=5,
        least=1,
        most=15,
        source=Text(
            "het meeste dat een pilot vraagt: Roermond vijf naast de taallessen (2.1); Drechtsteden vier, Hengelo twee",
            "the most that a pilot asks: Roermond five beside the lessons (2.1); Drechtsteden four, Hengelo two",
        ),
    ),
    Threshold(
        slug="class-size",
        label=Text("Mensen die nodig zijn om een taalklas te vullen", "People needed to fill a language class"),
        unit=Unit.PEOPLE,
        default=15,
        least=1,
        most=60,
        source=Text(
            "aanname; 3.1 noemt klassen “groot genoeg om de docent te bekostigen” zonder getal; "
            "Vijfheerenlanden begon met ongeveer twintig",
            "assumption; 3.1 says “large enough to pay the teacher” without a number; "
            "Vijfheerenlanden started with about twenty",
        ),
    ),
    Threshold(
        slug="newcomer-months",
        label=Text("Maanden instroom die samen kunnen beginnen", "Months of inflow that can begin together"),
        unit=Unit.MONTHS,
        default=6,
        least=1,
        most=36,
        source=Text(
            "aanname: langer wacht niemand op een groep; de samenvatting noemt “voldoende instroom” zonder getal",
            "assumption: nobody waits longer for a group; the summary says “enough inflow”, without a number",
        ),
    ),
    _share(
        "sector-share",
        nl="Deel van de mensen dat in een sectorgroep past (%)",
        en="Share of people who fit a group of a sector (%)",
        default=50,
        source=Text(
            "aanname; 5.3 noemt interesse in verschillende sectoren zonder getal",
            "assumption; 5.3 names interest in different sectors without a number",
        ),
    ),
    Threshold(
        slug="few-managers",
        label=Text("Klantmanagers dat nog “enkele” is", "Case managers that are still “a few”"),
        unit=Unit.CASE_MANAGERS,
        default=2,
        least=1,
        most=20,
        source=Text(
            "Lochem en Hoeksche Waard: twee klantmanagers; 3.1 noemt “één of enkele”",
            "Lochem and Hoeksche Waard: two case managers; 3.1 says “one or a few”",
        ),
    ),
    _share(
        "concentrated-share",
        nl="Deel van de mensen bij die klantmanagers (%)",
        en="Share of people with those case managers (%)",
        default=75,
        source=Text("aanname; 3.1 en 5.3 geven geen getal", "assumption; 3.1 and 5.3 give no number"),
    ),
    _share(
        "provider-share",
        nl="Deel van de mensen bij één taalaanbieder (%)",
        en="Share of people with one language provider (%)",
        default=75,
        source=Text(
            "aanname; in de drie geïntegreerde pilots zaten alle cursisten bij één aanbieder (3.3)",
            "assumption; in the three integrated pilots all were with one provider (3.3)",
        ),
    ),
    Threshold(
        slug="basic-level",
        label=Text("Niveau spreken om mee te kunnen doen", "Speaking level needed to take part"),
        unit=Unit.LEVEL,
        default=LanguageLevel.A1.rank,
        least=0,
        most=len(LanguageLevel) - 1,
        source=Text(
            "aanname; 4.4 noemt “enige basale kennis” zonder niveau",
            "assumption; 4.4 says “some basic knowledge” without a level",
        ),
    ),
    _share(
        "basic-share",
        nl="Deel van de mensen op dat niveau (%)",
        en="Share of people at that level (%)",
        default=75,
        source=Text("aanname; 4.4 geeft geen getal", "assumption; 4.4 gives no number"),
    ),
    _share(
        "in-order-share",
        nl="Deel van de mensen zonder belemmering (%)",
        en="Share of people without an obstacle (%)",
        default=50,
        source=Text(
            "aanname; 4.4 noemt “basis op orde”; in de pilots had 49% een belemmering (figuur 2.6)",
            "assumption; 4.4 says “the basics in order”; 49% had an obstacle in the pilots (figure 2.6)",
        ),
    ),
    Threshold(
        slug="work-level",
        label=Text("Niveau spreken dat werkgevers vragen", "Speaking level that employers ask"),
        unit=Unit.LEVEL,
        default=LanguageLevel.A2.rank,
        least=0,
        most=len(LanguageLevel) - 1,
        source=Text(
            "trainingen op de markt vragen bijvoorbeeld A2 (3.3); 5.3 vraagt of mensen “al wat Nederlands” spreken",
            "trainings on the market ask A2, for example (3.3); 5.3 asks whether people speak “some Dutch already”",
        ),
    ),
    _share(
        "work-share",
        nl="Deel van de mensen op dat niveau (%)",
        en="Share of people at that level (%)",
        default=50,
        source=Text(
            "aanname; in Vijfheerenlanden zat “een meerderheid” rond A2 (4.4)",
            "assumption; in Vijfheerenlanden “a majority” was around A2 (4.4)",
        ),
    ),
)
"""All thresholds, in the order in which a form asks them. Numbers between brackets are the report's sections."""

THRESHOLD_OF: Mapping[str, Threshold] = {each.slug: each for each in THRESHOLDS}
DEFAULTS: Mapping[str, int] = {each.slug: each.default for each in THRESHOLDS}


def with_defaults(given: Mapping[str, int]) -> dict[str, int]:
    """All thresholds: those given, the default for the others.

    Raises:
        AdviceError: if there is no such threshold, or it cannot have that value.
    """
    for slug, value in given.items():
        known = THRESHOLD_OF.get(slug)
        if known is None:
            raise AdviceError(f"there is no threshold {slug!r}; there are {', '.join(THRESHOLD_OF)}")
        if not known.least <= value <= known.most:
            raise AdviceError(f"threshold {slug}: {value} is not from {known.least} to {known.most}")
    return {**DEFAULTS, **given}
