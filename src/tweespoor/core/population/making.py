"""Make people that add up to the calibration exactly, whatever the seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from tweespoor.core.population.planning_facts import planning_facts
from tweespoor.core.population.supply import ZONES

FIRST_DAY = date(2019, 8, 5)
"""The pilots started in August 2019 (section 1.1)."""
LAST_DAY = date(2020, 11, 30)
OLDEST = 67


def pilot_population(*, seed: int = 1) -> Population:
    """The 452 people of the nine pilots; every N of the report holds for every seed."""
    return _make({programme: pilot.people for programme, pilot in PILOTS.items()}, seed=seed)


def make_people(count: int, *, seed: int = 1) -> Population:
    """Any number of people, spread over the pilots and over answers like the 452.

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
    return _make(sizes, seed=seed)


def _make(sizes: Mapping[str, int], *, seed: int) -> Population:
    people: list[Person] = []
    for programme, size in sizes.items():
        random = Random(f"tweespoor {seed} {programme} {size}")  # noqa: S311 - invented people need no secrecy
        people += _programme(programme, size=size, random=random)
    return Population(tuple(people), seed)


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


def _programme(programme: str, *, size: int, random: Random) -> list[Person]:
    answers = _draw(PILOTS[programme], size=size, random=random)
    prefix = "".join(part[0] for part in programme.split("-")).upper() + programme[1].upper()
    zones = ZONES[programme]
    people = []
    for place in range(size):
        joined = FIRST_DAY + timedelta(days=random.randrange((LAST_DAY - FIRST_DAY).days))
        facts = _facts(answers, place, programme=programme, joined=joined, random=random)
        female = answers.gender[place] == "female" or (answers.gender[place] == NOBODY_ASKED and random.random() < 0.4)
        people.append(
            Person(
                id=UUID(int=random.getrandbits(128), version=4),
                number=f"{prefix}-{place + 1:04d}",
                programme=programme,
                given_name=given_name(random, origin=answers.origin[place], female=female),
                family_name=family_name(random),
                zone=random.choices(list(zones), [zone.share for zone in zones.values()])[0],
                joined_on=joined,
                facts=facts,
            )
        )
    return people


def _draw(pilot: Pilot, *, size: int, random: Random) -> _Answers:
    def each(counts: Counts) -> list[str]:
        """The counted answers, repeated to the size that is asked and shuffled."""
        answers = [answer for answer, count in counts.items() for _ in range(count)]
        random.shuffle(answers)
        answers = (answers * (size // len(answers) + 1))[:size]
        random.shuffle(answers)
        return answers

    return _Answers(
        gender=each(pilot.gender),
        age=each(pilot.age),
        origin=each(pilot.origin),
        education=each(pilot.education),
        course=each(pilot.course),
        speaking=each(pilot.speaking),
        participation=each(pilot.participation),
        obstacles=_several(each(pilot.obstacles), shares=OBSTACLE_SHARES, random=random),
        finished=each(pilot.finished),
        activities=_several(each(pilot.activities), shares=ACTIVITY_SHARES, random=random),
    )


def _several(drawn: Sequence[str], *, shares: Mapping[str, float], random: Random) -> list[tuple[str, ...] | str]:
    """Give everybody who has some one or more answers, so that each answer has its share of those people."""
    having = [place for place, answer in enumerate(drawn) if answer == "some"]
    given: dict[int, list[str]] = {place: [] for place in having}
    named = [name for name, share in shares.items() for _ in range(round(share * len(having)))]
    random.shuffle(named)
    empty = list(having)
    random.shuffle(empty)
    for name in named:
        place = empty.pop() if empty else random.choice(having)
        if name not in given[place]:
            given[place].append(name)
    for place in empty:
        given[place].append(next(iter(shares)))
    order = list(shares)
    result: list[tuple[str, ...] | str] = list(drawn)
    for place, names in given.items():
        result[place] = tuple(sorted(names, key=order.index))
    return result


def _facts(answers: _Answers, place: int, *, programme: str, joined: date, random: Random) -> dict[str, Fact[Value]]:
    asked = joined + timedelta(days=random.randrange(21))
    later = asked + timedelta(days=random.randrange((REFERENCE_DATE - asked).days))
    youngest, oldest = AGE_BANDS[answers.age[place]]

    def at_intake(answer: str) -> Fact[Value]:
        return _fact(answer, valid_on=joined, known_on=asked, source="intake")

    facts: dict[str, Fact[Value]] = {
        "birth-date": Fact.known(
            _birth_date(youngest, oldest, first=answers.age.index(answers.age[place]) == place, random=random),
            valid_on=joined,
            known_on=asked,
            source="intake",
        ),
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


def _birth_date(youngest: int, oldest: int, *, first: bool, random: Random) -> date:
    """A birthday that gives an age in the band at the reference date; the first of a band reaches its extreme."""
    age = random.randint(youngest, oldest)
    if first:
        age = OLDEST if oldest == OLDEST else youngest
    days = random.randrange(1, 364)
    return REFERENCE_DATE.replace(year=REFERENCE_DATE.year - age) - timedelta(days=days)
