"""What the planner needs to know about people; all of it invented, some of it not asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from tweespoor.core.facts import Fact, Value
from tweespoor.core.population.calibration import REFERENCE_DATE
from tweespoor.core.population.supply import LESSONS
from tweespoor.core.vocabulary import LanguageLevel
from tweespoor.core.week import Daypart, HalfDay, parse_half_days, week_grid

LEVEL_ASKED_WHERE_START_WAS_NOT = 0.7
AVAILABILITY_NOT_ASKED = 0.06
HAS_CHILDREN = {"female": 0.5, "male": 0.3}
USUAL_LOAD = (5, 6, 6, 7, 8)
LOADS = {"roermond": (8, 9, 9, 10), "vijfheerenlanden": (8, 9, 9, 10), "drechtsteden": (7, 8, 9, 10)}
"""Half-days a week that people can manage; more where the design asks for 24 to 36 hours a week (annex 2)."""
HIGHEST_DRAWN = LanguageLevel.B2
SETTLED_AT_MOST = {"hoeksche-waard": 330}
"""Days in the municipality at the most: the design of Hoeksche Waard is for the first year (table 2.2)."""
ONLY_ON_BENEFIT = ("lochem", "nederweert", "hengelo", "midden-brabant")
"""Programmes whose target group is on benefit (table 2.2)."""
ROUTE_NOT_ASKED = 0.3
SECTORS_NOT_ASKED, NO_SECTOR_YET = 0.15, 0.1
SECTORS = {
    "care": 22,
    "hospitality": 18,
    "industry": 16,
    "transport": 14,
    "construction": 10,
    "cleaning": 8,
    "retail": 7,
    "education": 5,
}
"""Sectors people want to work in, and how often; invented. The pilots trained for the first five (annex 2)."""
FAMILY_MIGRANT = 0.1
"""Vijfheerenlanden gives 10% (table 2.2); elsewhere it is invented."""


def planning_facts(
    known: Mapping[str, Fact[Value]], *, programme: str, joined: date, random: Random
) -> dict[str, Fact[Value]]:
    """Level now, availability, load, travel, and where the person stands for the law."""

    def told(value: Value) -> Fact[Value]:
        return Fact.known(value, valid_on=joined, known_on=joined, source="intake")

    only_status_holders = programme in ("lochem", "midden-brabant", "roermond")
    family_migrant = not only_status_holders and random.random() < FAMILY_MIGRANT
    return {
        "speaking-level": _level_now(known["speaking-level-at-start"], joined=joined, random=random),
        "settled-on": told(joined - timedelta(days=random.randrange(20, SETTLED_AT_MOST.get(programme, 700)))),
        "target-group": told("family-migrant" if family_migrant else "status-holder"),
        "act": told("act-2013"),
        "on-benefit": told(programme in ONLY_ON_BENEFIT or (not family_migrant and random.random() < 0.93)),
        "route": _route(programme, told=told, random=random),
        "learnability": _learnability(known["education-in-origin"], joined=joined, random=random),
        **_availability(known["gender"], programme=programme, joined=joined, random=random),
    }


def wished_sectors(whose: str, *, joined: date) -> Fact[Value]:
    """The sectors somebody wants to work in: one to three, none yet, or not asked.

    Drawn by chance of its own, so that a person's other answers do not depend on it.
    """
    random = Random(f"tweespoor sectors {whose}")  # noqa: S311 - invented wishes need no secrecy
    if random.random() < SECTORS_NOT_ASKED:
        return Fact.not_asked()
    if random.random() < NO_SECTOR_YET:
        return Fact.none(valid_on=joined, known_on=joined, source="intake")
    wished = random.choices(list(SECTORS), list(SECTORS.values()), k=random.choice([1, 1, 2, 3]))
    return Fact.known(tuple(dict.fromkeys(wished)), valid_on=joined, known_on=joined, source="intake")


def _route(programme: str, *, told: Callable[[Value], Fact[Value]], random: Random) -> Fact[Value]:
    """Only Midden-Brabant worked with routes before the act of 2021 (annex 2)."""
    if programme != "midden-brabant" or random.random() < ROUTE_NOT_ASKED:
        return Fact.not_asked()
    return told(random.choices(["b1", "self-reliance", "education"], [5, 4, 1])[0])


def _level_now(start: Fact[Value], *, joined: date, random: Random) -> Fact[Value]:
    """The level at the start or somewhat above it, tested in the weeks before the reference date."""
    if start.value is None and random.random() > LEVEL_ASKED_WHERE_START_WAS_NOT:
        return Fact.not_asked()
    levels = list(LanguageLevel)
    began = LanguageLevel.of(str(start.value)) if start.value else random.choice(levels[1:6])
    steps = random.choices([0, 1, 2], [50, 40, 10])[0]
    level = levels[min(began.rank + steps, HIGHEST_DRAWN.rank)]
    tested = max(joined, REFERENCE_DATE - timedelta(days=random.randrange(7, 70)))
    return Fact.known(level.value, valid_on=tested, known_on=tested, source="TOA")


def _learnability(education: Fact[Value], *, joined: date, random: Random) -> Fact[Value]:
    if random.random() < 0.25:
        return Fact.not_asked()
    weights = {
        "illiterate": (8, 2, 0),
        "primary": (5, 5, 1),
        "lower-secondary": (2, 6, 2),
        "upper-secondary": (0, 5, 5),
        "higher": (0, 2, 8),
    }.get(str(education.value), (3, 5, 2))
    value = random.choices(["low", "middle", "high"], weights)[0]
    return Fact.known(value, valid_on=joined, known_on=joined, source="intake")


def _availability(gender: Fact[Value], *, programme: str, joined: date, random: Random) -> dict[str, Fact[Value]]:
    """When the person cannot come (children, work, evenings), how much a week, how far, and with whom."""

    def told(value: Value | None) -> Fact[Value]:
        if value is None:
            return Fact.none(valid_on=joined, known_on=joined, source="intake")
        return Fact.known(value, valid_on=joined, known_on=joined, source="intake")

    same_gender = told(None)
    if random.random() < (0.4 if gender.value == "female" else 0.08):
        same_gender = told(("sport",))
    load = random.choice(LOADS.get(programme, USUAL_LOAD))
    away = _away(str(gender.value), random=random) - set(parse_half_days(LESSONS.get(programme, "").split()))
    unavailable = told(tuple(half_day.slug for half_day in sorted(away)) or None)
    if random.random() < AVAILABILITY_NOT_ASKED:
        unavailable = Fact.not_asked()
    return {
        "unavailable-half-days": unavailable,
        "weekly-half-days": told(load),
        "travel-minutes": told(random.choice([30, 45, 45, 60, 60, 90])),
        "same-gender-activities": same_gender,
    }


def _away(gender: str, *, random: Random) -> set[HalfDay]:
    grid = week_grid()
    evenings = {half_day for half_day in grid if half_day.part is Daypart.EVENING}
    daytime = [half_day for half_day in grid if half_day.part is not Daypart.EVENING]
    away: set[HalfDay] = set()
    if random.random() < HAS_CHILDREN.get(gender, 0.4):
        away |= evenings | {half_day for half_day in daytime if half_day.slug == "wed-afternoon"}
    elif random.random() < 0.5:
        away |= evenings
    if random.random() < 0.15:
        day = random.randrange(1, 6)
        away |= {half_day for half_day in daytime if half_day.day == day}
    if random.random() < 0.15:
        away |= set(random.sample(daytime, 2))
    return away
