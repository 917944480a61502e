"""Who arrives when: invented people with a level, a language class, limits and requests, drawn by chance.

Each person has a stream of chance of their own, and so have the times of arrival of each municipality. Hence the same
people arrive whether municipalities plan alone or together, whatever the trainings cost, and a larger inflow brings the
same people sooner: differences between two simulations are not differences of luck (common random numbers).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tweespoor.core.planning.data import Demand, Option, Participant
from tweespoor.core.planning.generate import DAY_SLOTS, DAYS, LATE_SLOTS
from tweespoor.core.planning.mass.settings import (
    DAYS_PER_MONTH,
    HALF_DAYS,
    LEVELS,
    ClassTimetable,
    Municipality,
    Provider,
    Scenario,
    Training,
)

CLASS_SHARE = 0.86
WILLING_TO_SWITCH = 0.6
WOMEN = 0.42
CHILDREN = {"v": 0.55, "m": 0.35}
FARTHEST = (40, 60, 90)
HALF_DAYS_BESIDE_LESSONS = (1, 2, 3, 3, 4)
SECTORS_NAMED = (1, 2, 2, 3)
"""The mixes of the invented puzzles (`generate`): all are assumptions."""


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """Someone who arrives on a day and asks for trainings; what the demands weigh is left to the planning moment."""

    day: int
    municipality: str
    participant: Participant


def draw_arrivals(scenario: Scenario, *, replication: int, seed: int) -> tuple[Arrival, ...]:
    """All who arrive before the last day, in the order of their days. The same arguments give the same people."""
    arrivals = [
        Arrival(
            day=day,
            municipality=town.name,
            participant=_participant(
                scenario, town=town, number=number, chance=_chance(seed, replication, town.name, str(number))
            ),
        )
        for town in scenario.municipalities
        for number, day in enumerate(_days(town, last=scenario.last_day, chance=_chance(seed, replication, town.name)))
    ]
    return tuple(sorted(arrivals, key=lambda arrival: arrival.day))


def class_name(town: Municipality, *, provider: Provider, number: int) -> str:
    """The id of a provider's class with this timetable."""
    return f"{town.name}/{provider.name}/{number + 1}"


def _chance(*parts: object) -> Random:
    return Random("mass " + " ".join(str(part) for part in parts))  # noqa: S311 (a simulation, not a secret)


def _days(town: Municipality, *, last: int, chance: Random) -> Iterator[int]:
    """The day of each arrival, until the last day."""
    times = _counted(town.arrivals_per_month) if isinstance(town.arrivals_per_month, tuple) else _poisson(town, chance)
    for time in times:
        if time >= last:
            return
        yield int(time)


def _poisson(town: Municipality, chance: Random) -> Iterator[float]:
    rate, time = town.arrivals_per_month, 0.0
    while isinstance(rate, (int, float)) and rate > 0:
        time += chance.expovariate(1.0) * DAYS_PER_MONTH / rate
        yield time


def _counted(counts: tuple[int, ...]) -> Iterator[float]:
    month = 0
    while any(counts):
        count = counts[month % len(counts)]
        yield from ((month + (number + 0.5) / count) * DAYS_PER_MONTH for number in range(count))
        month += 1


def _participant(scenario: Scenario, *, town: Municipality, number: int, chance: Random) -> Participant:
    level = chance.choices(range(len(LEVELS)), town.level_mix)[0]
    gender = "v" if chance.random() < WOMEN else "m"
    attends = _class(town, chance=chance)
    lessons = attends[1].half_days if attends else ()
    away = _away(gender, chance=chance) - set(lessons)
    return Participant(
        id=f"{town.name}/{number + 1}",
        level=level,
        gender=gender,
        zone=town.name,
        class_id=attends[0] if attends else None,
        class_options=attends[2] if attends and chance.random() < WILLING_TO_SWITCH else (),
        max_travel=chance.choice(FARTHEST),
        max_slots=len(lessons) + chance.choice(HALF_DAYS_BESIDE_LESSONS),
        unavailable=tuple(slot for slot in HALF_DAYS if slot in away),
        demands=tuple(_demands(scenario, level=level, chance=chance)),
    )


def _class(town: Municipality, *, chance: Random) -> tuple[str, ClassTimetable, tuple[str, ...]] | None:
    """The class attended, its timetable, and the classes to which one could change; one in seven has none yet."""
    if chance.random() >= CLASS_SHARE or not town.providers:
        return None
    provider = chance.choices(town.providers, [each.share for each in town.providers])[0]
    numbers = range(len(provider.timetables))
    number = chance.choices(numbers, [each.share for each in provider.timetables])[0]
    others = (class_name(town, provider=provider, number=other) for other in numbers if other != number)
    options = tuple(others) if provider.switching else ()
    return class_name(town, provider=provider, number=number), provider.timetables[number], options


def _away(gender: str, *, chance: Random) -> set[str]:
    """Half-days with children, work or other appointments."""
    away: set[str] = set()
    if chance.random() < CHILDREN[gender] * 0.7:
        away |= {"wo-m", *LATE_SLOTS}
    elif chance.random() < 0.5:
        away |= set(LATE_SLOTS)
    if chance.random() < 0.22:
        day = chance.choice(DAYS)
        away |= {f"{day}-o", f"{day}-m"}
    if chance.random() < 0.10:
        away |= set(chance.sample(DAY_SLOTS, 2))
    return away


def _demands(scenario: Scenario, *, level: int, chance: Random) -> Iterator[Demand]:
    """One request for each training wanted, and at most one for any of a few sectors; chance is drawn for all alike."""
    for training in scenario.trainings:
        asks = chance.random() < training.share
        if asks and not training.sector and _suits(training, level=level):
            yield Demand(weight=0, any_of=(Option(activity=training.name),))
    sectors = [each for each in scenario.trainings if each.sector and _suits(each, level=level) and each.share > 0]
    if chance.random() < scenario.sector_share and sectors:
        wanted = _some(sectors, count=chance.choice(SECTORS_NAMED), chance=chance)
        options = tuple(Option(activity=each.name, dislike=rank) for rank, each in enumerate(wanted))
        yield Demand(weight=0, any_of=options)


def _suits(training: Training, *, level: int) -> bool:
    return training.levels[0] <= level <= training.levels[1]


def _some(sectors: list[Training], *, count: int, chance: Random) -> list[Training]:
    """So many different sectors, the usual ones more often."""
    left = list(sectors)
    chosen: list[Training] = []
    while left and len(chosen) < count:
        chosen.append(left.pop(chance.choices(range(len(left)), [each.share for each in left])[0]))
    return chosen
