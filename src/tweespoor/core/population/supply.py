"""What there is to plan with in each pilot: zones, schools and their classes, rooms, trainers. All of it invented.

The number of language schools follows the report where it gives one (Hengelo, Vijfheerenlanden and Roermond work with
one school; in Midden-Brabant people were spread over nine), and is invented elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, hypot
from random import Random
from uuid import UUID

from tweespoor.core.population.people import Person, Population
from tweespoor.core.vocabulary import LanguageLevel
from tweespoor.core.week import Daypart, week_grid


@dataclass(frozen=True)
class Zone:
    """A part of a region: where it lies in kilometres, and the share of people who live there."""

    x: float
    y: float
    share: float


@dataclass(frozen=True, kw_only=True)
class Location:
    """A building, in a zone."""

    id: str
    name: str
    zone: str


@dataclass(frozen=True, kw_only=True)
class Room:
    """A room, the people it holds and the half-days it is open."""

    id: str
    name: str
    location: str
    capacity: int
    half_days: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SchoolClass:
    """A language class of a school, with its level, half-days and free seats."""

    id: str
    name: str
    school: str
    location: str
    level: str
    half_days: tuple[str, ...]
    free_seats: int


@dataclass(frozen=True, kw_only=True)
class Supply:
    """Everything a programme can plan with, but trainers; `attends` is each person's class, `options` the classes
    the person may switch to, `travel` minutes between zones."""

    zones: tuple[str, ...]
    travel: Mapping[tuple[str, str], int]
    schools: tuple[str, ...]
    locations: tuple[Location, ...]
    rooms: tuple[Room, ...]
    classes: tuple[SchoolClass, ...]
    attends: Mapping[UUID, str]
    options: Mapping[UUID, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class OfferNeed:
    """A training that needs trainers: about how many groups of it at once, and its sessions a week."""

    id: str
    groups: int
    sessions: int


@dataclass(frozen=True, kw_only=True)
class Trainer:
    """A trainer, the half-days that suit, the sessions a week at most, and the trainings given."""

    name: str
    half_days: tuple[str, ...]
    max_sessions: int
    offers: tuple[str, ...]


_TOWN = {
    "centrum": Zone(0, 0, 40),
    "noord": Zone(1, 4, 20),
    "zuid": Zone(-1, -4, 20),
    "oost": Zone(5, 1, 20),
}
_REGION = {
    "centrum": Zone(0, 0, 45),
    "buitenwijk": Zone(3, 3, 25),
    "dorp-west": Zone(-9, 2, 18),
    "dorp-ver": Zone(-16, -8, 12),
}
ZONES: Mapping[str, Mapping[str, Zone]] = {
    "lochem": _REGION,
    "nederweert": _REGION,
    "drechtsteden": _TOWN,
    "hengelo": _TOWN,
    "arnhem": _TOWN,
    "hoeksche-waard": _REGION,
    "vijfheerenlanden": _REGION,
    "midden-brabant": _TOWN,
    "roermond": _TOWN,
}
"""Invented zones per pilot: a town, or a town with villages."""

SCHOOLS = {
    "lochem": 4,
    "nederweert": 3,
    "drechtsteden": 2,
    "hengelo": 1,
    "arnhem": 4,
    "hoeksche-waard": 2,
    "vijfheerenlanden": 1,
    "midden-brabant": 9,
    "roermond": 1,
}
_SCHOOL_NAMES = "De Brug,Het Kompas,De Linde,Overweg,Het Anker,De Wijzer,Samenspraak,De Sleutel,Het Atelier"
_PATTERNS = (
    "mon-morning wed-morning fri-morning",
    "tue-morning thu-morning fri-morning",
    "mon-afternoon tue-afternoon thu-afternoon",
    "mon-morning tue-morning thu-morning",
    "tue-afternoon wed-morning thu-afternoon",
    "mon-evening wed-evening thu-evening",
    "tue-morning fri-morning",
)
LESSONS = {
    "hengelo": "mon-morning tue-morning thu-morning",
    "vijfheerenlanden": "mon-morning tue-morning wed-morning thu-morning",
    "roermond": "mon-morning tue-morning wed-morning thu-morning",
}
"""Where one school teaches everybody, all classes have these half-days: three, four and four (annex 2)."""
HALF_DAYS = {"drechtsteden": 3}
"""Half-days of lessons a week where the report gives them and schools differ: nine hours (annex 2)."""
PER_CLASS = 13
WITHOUT_CLASS = 0.12
MAY_SWITCH = 0.6
WHEN_AWAY, TOO_FAR, CHANCE = 1.5, 2.0, 1.5
"""What a lesson when somebody is away, a trip too long, and chance weigh beside a level too high or low."""
MINUTES_AT_ALL, MINUTES_PER_KILOMETRE = 8, 3


def pilot_supply(programme: str, *, population: Population, seed: int = 1) -> Supply:
    """What a pilot has to plan with, fitted to its people.

    Raises:
        KeyError: if there is no such pilot.
    """
    random = Random(f"tweespoor supply {seed} {programme}")  # noqa: S311 - an invented supply needs no secrecy
    people = population.of(programme)
    zones = ZONES[programme]
    schools = tuple(f"Taalschool {name}" for name in _SCHOOL_NAMES.split(",")[: SCHOOLS[programme]])
    locations = _locations(programme, schools=schools)
    classes = _classes(programme, schools=schools, people=people, random=random)
    far = _travel_to(classes, locations=locations, zones=zones)
    attends = _attendance(people, classes=classes, far=far, everybody=programme in LESSONS, random=random)
    return Supply(
        zones=tuple(zones),
        travel=_travel(zones),
        schools=schools,
        locations=locations,
        rooms=_rooms(len(people), random=random),
        classes=classes,
        attends=attends,
        options=_options(attends, classes=classes, random=random),
    )


def make_trainers(needs: Sequence[OfferNeed], *, seed: int = 1) -> tuple[Trainer, ...]:
    """Trainers for trainings: enough for the groups that are to be expected, each with half-days of their own."""
    random = Random(f"tweespoor trainers {seed}")  # noqa: S311 - invented trainers need no secrecy
    daytime = [half_day.slug for half_day in week_grid() if half_day.part is not Daypart.EVENING]
    trainers: list[Trainer] = []
    for need in needs:
        for _ in range(max(1, ceil(need.groups * need.sessions / 4))):
            count = random.randint(5, 9)
            free = sorted(random.sample(daytime, count), key=daytime.index)
            trainers.append(
                Trainer(
                    name=f"Trainer {_letters(len(trainers))}",
                    half_days=tuple(free),
                    max_sessions=random.randint(4, 7),
                    offers=(need.id,),
                )
            )
    return tuple(trainers)


def _letters(number: int) -> str:
    """A to Z, then AA to ZZ, and so on."""
    rest, last = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + last)


def _travel(zones: Mapping[str, Zone]) -> dict[tuple[str, str], int]:
    return {
        (origin, destination): 0
        if origin == destination
        else MINUTES_AT_ALL + round(MINUTES_PER_KILOMETRE * hypot(a.x - b.x, a.y - b.y))
        for origin, a in zones.items()
        for destination, b in zones.items()
    }


def _locations(programme: str, *, schools: Sequence[str]) -> tuple[Location, ...]:
    zones = list(ZONES[programme])
    own = (
        Location(id="leerhuis", name="Het Leerhuis", zone=zones[0]),
        Location(id="werkplaats", name="De Werkplaats", zone=zones[-1] if len(zones) < 4 else zones[1]),
    )
    return own + tuple(
        Location(id=_slug(school), name=school, zone=zones[place % 2]) for place, school in enumerate(schools)
    )


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _rooms(people: int, *, random: Random) -> tuple[Room, ...]:
    daytime = [half_day.slug for half_day in week_grid() if half_day.part is not Daypart.EVENING]
    always = tuple(half_day.slug for half_day in week_grid())
    rooms = [
        Room(
            id=f"leerhuis-{place + 1}",
            name=f"Lokaal {place + 1}",
            location="leerhuis",
            capacity=random.choice([12, 14, 16, 20]),
            half_days=always,
        )
        for place in range(max(2, round(people / 25) + 1))
    ]
    rooms.append(
        Room(
            id="werkplaats-1",
            name="Praktijkruimte",
            location="werkplaats",
            capacity=14,
            half_days=tuple(sorted(random.sample(daytime, 8), key=daytime.index)),
        )
    )
    return tuple(rooms)


def _classes(
    programme: str, *, schools: Sequence[str], people: Sequence[Person], random: Random
) -> tuple[SchoolClass, ...]:
    usual = [pattern for pattern in _PATTERNS if len(pattern.split()) == HALF_DAYS.get(programme, len(pattern.split()))]
    patterns = [LESSONS[programme]] if programme in LESSONS else usual
    count = max(len(schools), ceil(len(people) / PER_CLASS))
    levels = sorted(_level(person).rank for person in people) or [LanguageLevel.A1.rank]
    classes = []
    for place in range(count):
        school = schools[place % len(schools)]
        classes.append(
            SchoolClass(
                id=f"klas-{place + 1}",
                name=f"Klas {place + 1}",
                school=school,
                location=_slug(school),
                level=list(LanguageLevel)[levels[min(len(levels) - 1, place * len(levels) // count)]].value,
                half_days=tuple(random.choice(patterns).split()),
                free_seats=random.choice([0, 1, 2, 3]),
            )
        )
    return tuple(classes)


def _level(person: Person) -> LanguageLevel:
    fact = person.facts.get("speaking-level")
    return LanguageLevel.of(str(fact.value)) if fact and fact.value else LanguageLevel.A1


def _travel_to(
    classes: Sequence[SchoolClass], *, locations: Sequence[Location], zones: Mapping[str, Zone]
) -> dict[tuple[str, str], int]:
    """Minutes from each zone to each class."""
    travel = _travel(zones)
    zone_of = {location.id: location.zone for location in locations}
    return {(zone, each.id): travel[zone, zone_of[each.location]] for zone in zones for each in classes}


def _burden(person: Person, school_class: SchoolClass, *, minutes: int) -> float:
    """How badly a class suits somebody: levels too high or low, lessons when the person is away, a trip too long."""
    levels = abs(_level(person).rank - LanguageLevel.of(school_class.level).rank)
    away = person.facts["unavailable-half-days"].value
    clashes = sum(half_day in away for half_day in school_class.half_days) if isinstance(away, tuple) else 0
    longest = person.facts["travel-minutes"].value
    too_far = isinstance(longest, int) and minutes > longest
    return levels + WHEN_AWAY * clashes + TOO_FAR * too_far


def _attendance(
    people: Sequence[Person],
    *,
    classes: Sequence[SchoolClass],
    far: Mapping[tuple[str, str], int],
    everybody: bool,
    random: Random,
) -> dict[UUID, str]:
    """Most people in a class that suits them and still has a seat."""
    seats = {school_class.id: PER_CLASS + 2 for school_class in classes}
    attends: dict[UUID, str] = {}
    for person in people:
        if not everybody and random.random() < WITHOUT_CLASS:
            continue
        burdens = {
            each.id: _burden(person, each, minutes=far[person.zone, each.id]) + CHANCE * random.random()
            for each in classes
            if seats[each.id]
        }
        if burdens:
            chosen = min(burdens, key=burdens.__getitem__)
            seats[chosen] -= 1
            attends[person.id] = chosen
    return attends


def _options(
    attends: Mapping[UUID, str], *, classes: Sequence[SchoolClass], random: Random
) -> dict[UUID, tuple[str, ...]]:
    """Other classes of the same school and about the same level, for those who may switch."""
    by_id = {school_class.id: school_class for school_class in classes}
    options = {}
    for person, class_id in attends.items():
        mine = by_id[class_id]
        rank = LanguageLevel.of(mine.level).rank
        if random.random() < MAY_SWITCH:
            options[person] = tuple(
                other.id
                for other in classes
                if other is not mine
                and other.school == mine.school
                and abs(LanguageLevel.of(other.level).rank - rank) <= 1
            )
    return options
