"""The numbers a simulation starts from, each with where it comes from.

Sections and figures are those of the evaluation of the pilots with dual trajectories. It gives no minimum group size,
no inflow per month and no distribution of levels in its text; those numbers are assumptions, and say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from tweespoor.core.planning.generate import LESSON_WEEKS, LEVEL_SHARES, SECTORS, TRAININGS
from tweespoor.core.planning.generate import Training as GeneratedTraining
from tweespoor.core.planning.mass.settings import ClassTimetable, Municipality, Provider, Scenario, Training

ARRIVALS_PER_MONTH = 4.0
MUNICIPALITIES = 3
TRAVEL = 30
PROVIDERS = 3
SHARE_ASKING = 0.75
"""Of the share of people a training of the invented puzzles is meant for, the part that asks for it."""
PAIR = 2


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """A number that is used where nothing else is given, and its source, in Dutch and English."""

    name: str
    value: str
    nl: str
    en: str


ASSUMPTIONS = (
    Assumption(
        name="arrivals_per_month",
        value=f"{ARRIVALS_PER_MONTH:g}",
        nl="aanname; figuur 2.1 telt 32 tot 78 deelnemers per pilot tussen augustus 2019 (paragraaf 1.1) en "
        "15 februari 2021, zo'n 1,7 tot 4,2 per maand, inclusief wie er al woonde",
        en="assumption; figure 2.1 counts 32 to 78 participants per pilot between August 2019 (section 1.1) and "
        "15 February 2021, some 1.7 to 4.2 a month, including those who lived there already",
    ),
    Assumption(
        name="municipalities",
        value=str(MUNICIPALITIES),
        nl="Hengelo met Borne en Haaksbergen; Nederweert met Weert en Cranendonck (bijlage 2)",
        en="Hengelo with Borne and Haaksbergen; Nederweert with Weert and Cranendonck (annex 2)",
    ),
    Assumption(
        name="trainings",
        value="arbeidsmarkt, werknemersvaardigheden, gezondheid, financien, digitaal, taalboost, sport, 4 sectors",
        nl="de soorten activiteiten van tabel 2.2 en paragraaf 3.3; hoeveel mensen erom vragen is een aanname",
        en="the kinds of activities of table 2.2 and section 3.3; how many people ask for each is an assumption",
    ),
    Assumption(
        name="weeks, sessions",
        value="6 to 10 weeks, one half-day a week (taalboost: two)",
        nl="Hengelo: één dagdeel module en tien weken één dagdeel vakscholing (bijlage 2); de rest is een aanname",
        en="Hengelo: one half-day module and ten weeks of one half-day vocational training (annex 2); "
        "the rest is an assumption",
    ),
    Assumption(
        name="min_size",
        value="8 (digitaal and taalboost: 6)",
        nl="aanname; paragraaf 3.3 noemt een minimale groepsomvang zonder getal, en groepen van bijna tien en van "
        "vijftien mensen",
        en="assumption; section 3.3 names a minimum group size without a number, and groups of nearly ten and of "
        "fifteen people",
    ),
    Assumption(
        name="outside",
        value="0",
        nl="de vraag is of er uit de eigen doelgroep genoeg massa is; Hoeksche Waard vulde aan met anderen "
        "(paragraaf 3.3), en dat kan in een eigen bestand",
        en="the question is whether the target group itself is large enough; Hoeksche Waard topped up with others "
        "(section 3.3), which a file of one's own can do",
    ),
    Assumption(
        name="level_mix",
        value="alfa 14, A0 27, A1 27, A2 21, B1 8, B2 3",
        nl="aanname; de tekst bij figuur 2.8 geeft geen verdeling",
        en="assumption; the text with figure 2.8 gives no distribution",
    ),
    Assumption(
        name="spread",
        value="a group's levels differ by at most 2 (digitaal, taalboost 1; gezondheid 3; sport 5)",
        nl="aanname; volgens paragraaf 3.3 en 5.3 zijn te grote niveauverschillen niet werkbaar",
        en="assumption; by sections 3.3 and 5.3 differences of level that are too large do not work",
    ),
    Assumption(
        name="providers",
        value="3 per municipality, eight timetables of two or three half-days, 86% attend a class",
        nl="aanname; lessen op verschillende momenten bij verschillende aanbieders (paragraaf 3.3), drie dagdelen "
        "taalles in Hengelo en Drechtsteden (bijlage 2)",
        en="assumption; lessons at different times with different providers (section 3.3), three half-days of "
        "language in Hengelo and Drechtsteden (annex 2)",
    ),
    Assumption(
        name="planning_every_weeks",
        value=str(Scenario.planning_every_weeks),
        nl="aanname; Hoeksche Waard plande per kwartaal, dat is 13 (bijlage 2)",
        en="assumption; Hoeksche Waard planned every quarter, which is 13 (annex 2)",
    ),
    Assumption(
        name="travel",
        value=str(TRAVEL),
        nl="aanname: minuten tussen twee gemeenten; mensen reizen hoogstens 40, 60 of 90 minuten",
        en="assumption: minutes between two municipalities; people travel at most 40, 60 or 90 minutes",
    ),
    Assumption(
        name="rooms, trainers",
        value="2 rooms of 16 and one trainer per training in each municipality",
        nl="aanname, ruim genomen: de vraag gaat over massa, niet over ruimte",
        en="assumption, taken amply: the question is about mass, not about room",
    ),
)


def default_trainings() -> tuple[Training, ...]:
    """The trainings of the invented puzzles that are held in groups, without those for two people."""
    general = (each for each in TRAININGS if each.sizes[1] > PAIR)
    return (*(_training(each) for each in general), *(_training(each, sector=True) for each in SECTORS))


def _training(each: GeneratedTraining, *, sector: bool = False) -> Training:
    return Training(
        name=each.name,
        share=1.0 if sector else each.share * SHARE_ASKING,
        weeks=each.weeks,
        min_size=each.sizes[0],
        max_size=each.sizes[1],
        levels=each.levels,
        spread=each.spread,
        sessions=each.sessions,
        sector=sector,
    )


def default_providers(*, count: int = PROVIDERS) -> tuple[Provider, ...]:
    """Language providers that are equally large and have the same timetables, of which some are more usual."""
    timetables = tuple(ClassTimetable(half_days=half_days, share=share) for half_days, share in LESSON_WEEKS)
    return tuple(Provider(name=f"aanbieder-{number + 1}", timetables=timetables) for number in range(count))


def default_municipality(
    name: str, *, arrivals_per_month: float | tuple[int, ...] = ARRIVALS_PER_MONTH
) -> Municipality:
    """A municipality with the usual mix of levels and providers."""
    return Municipality(
        name=name, arrivals_per_month=arrivals_per_month, level_mix=LEVEL_SHARES, providers=default_providers()
    )


def default_scenario(
    *, arrivals_per_month: float = ARRIVALS_PER_MONTH, municipalities: int = MUNICIPALITIES, months: int = 24
) -> Scenario:
    """So many like municipalities near each other.

    Raises:
        ValueError: if there is no municipality or no month.
    """
    towns = tuple(
        default_municipality(f"gemeente-{number + 1}", arrivals_per_month=arrivals_per_month)
        for number in range(municipalities)
    )
    return Scenario(
        municipalities=towns, trainings=default_trainings(), travel=even_travel(municipalities), months=months
    )


def even_travel(count: int, *, minutes: int = TRAVEL) -> tuple[tuple[int, ...], ...]:
    """As many minutes between any two municipalities, none within one."""
    return tuple(tuple(0 if one == two else minutes for two in range(count)) for one in range(count))
