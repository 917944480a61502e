"""Make people that add up to the calibration exactly, whatever the seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from tweespoor.core.facts import Fact, Value
from tweespoor.core.population.calibration import (
    ACTIVITY_SHARES,
    AGE_BANDS,
    NO,
    NOBODY_ASKED,
    OBSTACLE_SHARES,
    PILOTS,
    REFERENCE_DATE,
    Counts,
    Pilot,
)
from tweespoor.core.population.names import family_name, given_name
from tweespoor.core.population.people import Person, Population
from tweespoor.core.population.planning_facts import planning_facts, wished_sectors
from tweespoor.core.population.supply import ZONES
from tweespoor.core.vocabulary import LanguageLevel

FIRST_DAY = date(2019, 8, 5)
"""The pilots started in August 2019 (section 1.1)."""
LAST_DAY = date(2020, 11, 30)
YOUNGEST, OLDEST = 18, 67
ADULT = timedelta(days=6575)
"""Eighteen years, rounded up to whole days."""
GRADUATED = 22
"""Nobody younger has finished higher education."""
PREGNANT = ("18-25", "26-35", "36-45")
SCHOOLING = {"illiterate": 0.0, "primary": 1.0, "lower-secondary": 1.6, "upper-secondary": 2.4, "higher": 3.2}
"""How much earlier schooling counts for the level at the start, beside chance; invented."""
UNKNOWN_SCHOOLING = 1.5


def pilot_population(*, seed: int = 1) -> Population:
    """The 452 people of the nine pilots; every N of the report holds for every seed."""
    return Population(tuple(_each({name: pilot.people for name, pilot in PILOTS.items()}, seed=seed)), seed)


def make_people(count: int, *, seed: int = 1) -> Population:
    """Any number of people, spread over the pilots and over answers like the 452.

    Raises:
        ValueError: if `count` is negative.
    """
    return Population(tuple(each_person(count, seed=seed)), seed)


def each_person(count: int, *, seed: int = 1) -> Iterator[Person]:
    """The people of `make_people` one after the other, so that a million need not be in memory at once.

    Raises:
        ValueError: if `count` is negative.
    """
    if count < 0:
        raise ValueError(f"{count} is no number of people")
    total = sum(pilot.people for pilot in PILOTS.values())
    sizes: dict[str, int] = {}
    given = before = 0
    for programme, pilot in PILOTS.items():
        before += pilot.people
        sizes[programme] = count * before // total - given
        given += sizes[programme]
    return _each(sizes, seed=seed)


def _each(sizes: Mapping[str, int], *, seed: int) -> Iterator[Person]:
    for programme, size in sizes.items():
        random = Random(f"tweespoor {seed} {programme} {size}")  # noqa: S311 - invented people need no secrecy
        yield from _programme(programme, size=size, random=random)


@dataclass(frozen=True)
class _Answers:
    """Per variable one drawn answer per person, in the order of the people."""

    gender: Sequence[str]
    age: Sequence[str]
    origin: Sequence[str]
    education: Sequence[str]
    course: Sequence[str]
    speaking: Sequence[str]
    participation: Sequence[str]
    obstacles: Sequence[tuple[str, ...] | str]
    finished: Sequence[str]
    activities: Sequence[tuple[str, ...] | str]


def _programme(programme: str, *, size: int, random: Random) -> Iterator[Person]:
    answers = _draw(PILOTS[programme], size=size, random=random)
    prefix = "".join(part[0] for part in programme.split("-")).upper() + programme[1].upper()
    zones = ZONES[programme]
    for place in range(size):
        born = _birth_date(answers, place, random=random)
        first_day = max(FIRST_DAY, born + ADULT)
        joined = first_day + timedelta(days=random.randint(0, (LAST_DAY - first_day).days))
        facts = _facts(answers, place, born=born, programme=programme, joined=joined, random=random)
        female = answers.gender[place] == "female" or (answers.gender[place] == NOBODY_ASKED and random.random() < 0.4)
        number = f"{prefix}-{place + 1:04d}"
        yield Person(
            id=UUID(int=random.getrandbits(128), version=4),
            number=number,
            programme=programme,
            given_name=given_name(random, origin=answers.origin[place], female=female),
            family_name=family_name(random),
            zone=random.choices(list(zones), [zone.share for zone in zones.values()])[0],
            joined_on=joined,
            facts={**facts, "wished-sectors": wished_sectors(number, joined=joined)},
        )


def _draw(pilot: Pilot, *, size: int, random: Random) -> _Answers:
    def each(counts: Counts) -> list[str]:
        """The counted answers, repeated to the size that is asked and shuffled."""
        answers = [answer for answer, count in counts.items() for _ in range(count)]
        random.shuffle(answers)
        answers = (answers * (size // len(answers) + 1))[:size]
        random.shuffle(answers)
        return answers

    gender, age, education = each(pilot.gender), each(pilot.age), each(pilot.education)

    def fits(obstacle: str, place: int) -> bool:
        return obstacle != "pregnancy" or (gender[place] == "female" and age[place] in PREGNANT)

    return _Answers(
        gender=gender,
        age=age,
        origin=each(pilot.origin),
        education=education,
        course=each(pilot.course),
        speaking=_by_schooling(each(pilot.speaking), education=education, random=random),
        participation=each(pilot.participation),
        obstacles=_several(each(pilot.obstacles), shares=OBSTACLE_SHARES, fits=fits, random=random),
        finished=each(pilot.finished),
        activities=_several(each(pilot.activities), shares=ACTIVITY_SHARES, random=random),
    )


def _by_schooling(levels: Sequence[str], *, education: Sequence[str], random: Random) -> list[str]:
    """The same levels, the lower ones more often for who had less schooling, literacy levels for who cannot read."""
    order = {answer: place for place, answer in enumerate((NOBODY_ASKED, *LanguageLevel))}
    literacy = sum(level.startswith("alfa") for level in levels)
    noise = [random.gauss(0, 1) for _ in levels]
    people = sorted(range(len(levels)), key=lambda place: (education[place] != "illiterate", noise[place]))
    people[literacy:] = sorted(
        people[literacy:], key=lambda place: SCHOOLING.get(education[place], UNKNOWN_SCHOOLING) + noise[place]
    )
    result = list(levels)
    for place, level in zip(people, sorted(levels, key=order.__getitem__), strict=True):
        result[place] = level
    return result


def _several(
    drawn: Sequence[str],
    *,
    shares: Mapping[str, float],
    random: Random,
    fits: Callable[[str, int], bool] = lambda _name, _place: True,
) -> list[tuple[str, ...] | str]:
    """Give everybody who has some one or more answers that fit; each answer goes to its share of those people.

    Who would be left without any has the first, the one that is named most.
    """
    having = [place for place, answer in enumerate(drawn) if answer == "some"]
    given: dict[int, list[str]] = {place: [] for place in having}
    for name, share in shares.items():
        fitting = [place for place in having if fits(name, place)]
        for place in random.sample(fitting, min(len(fitting), round(share * len(having)))):
            given[place].append(name)
    first = next(iter(shares))
    result: list[tuple[str, ...] | str] = list(drawn)
    for place, names in given.items():
        result[place] = tuple(names) or (first,)
    return result


def _facts(
    answers: _Answers, place: int, *, born: date, programme: str, joined: date, random: Random
) -> dict[str, Fact[Value]]:
    asked = joined + timedelta(days=random.randrange(21))
    later = asked + timedelta(days=random.randrange((REFERENCE_DATE - asked).days))

    def at_intake(answer: str) -> Fact[Value]:
        return _fact(answer, valid_on=joined, known_on=asked, source="intake")

    facts: dict[str, Fact[Value]] = {
        "birth-date": Fact.known(born, valid_on=joined, known_on=asked, source="intake"),
        "gender": at_intake(answers.gender[place]),
        "country-of-origin": at_intake(answers.origin[place]),
        "education-in-origin": at_intake(answers.education[place]),
        "language-course-at-start": at_intake(answers.course[place]),
        "speaking-level-at-start": at_intake(answers.speaking[place]),
        "participation-at-start": at_intake(answers.participation[place]),
        "obstacles": _list_fact(answers.obstacles[place], valid_on=joined, known_on=asked, source="intake"),
        "other-activities": _list_fact(answers.activities[place], valid_on=later, known_on=later, source="programma"),
    }
    finished = answers.finished[place]
    facts["language-component-finished"] = (
        Fact.not_asked()
        if finished == NOBODY_ASKED
        else Fact.known(finished == "yes", valid_on=later, known_on=later, source="programma")
    )
    return {**facts, **planning_facts(facts, programme=programme, joined=joined, random=random)}


def _fact(answer: str, *, valid_on: date, known_on: date, source: str) -> Fact[Value]:
    if answer == NOBODY_ASKED:
        return Fact.not_asked()
    if answer == NO:
        return Fact.none(valid_on=valid_on, known_on=known_on, source=source)
    return Fact.known(answer, valid_on=valid_on, known_on=known_on, source=source)


def _list_fact(answer: tuple[str, ...] | str, *, valid_on: date, known_on: date, source: str) -> Fact[Value]:
    if isinstance(answer, tuple):
        return Fact.known(answer, valid_on=valid_on, known_on=known_on, source=source)
    return _fact(answer, valid_on=valid_on, known_on=known_on, source=source)


def _birth_date(answers: _Answers, place: int, *, random: Random) -> date:
    """A birthday that gives an age in the band at the reference date; the first of a band reaches its extreme.

    Everybody turns 18 in time to join.
    """
    band = answers.age[place]
    youngest, oldest = AGE_BANDS[band]
    if answers.education[place] == "higher":
        youngest = max(youngest, GRADUATED)
    age = random.randint(youngest, oldest)
    if answers.age.index(band) == place:
        age = OLDEST if oldest == OLDEST else youngest
    at_least = (REFERENCE_DATE - LAST_DAY).days + 1 if age == YOUNGEST else 1
    return REFERENCE_DATE.replace(year=REFERENCE_DATE.year - age) - timedelta(days=random.randrange(at_least, 364))
