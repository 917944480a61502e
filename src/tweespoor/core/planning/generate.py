"""Invented puzzles shaped like the pilots' situation, of any size, for tests, benchmarks and demonstrations.

Newcomers attend language classes of several providers on fixed half-days; a municipality's learning house and a
sheltered-work company hold trainings beside them. All people, classes and numbers are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import dist
from random import Random

from tweespoor.core.planning.data import (
    Activity,
    Demand,
    Instance,
    LanguageClass,
    Location,
    Option,
    Participant,
    Period,
    Room,
    Slot,
    Trainer,
)

DAYS = ("mon", "tue", "wed", "thu", "fri")
PARTS = (("morning", 540, 720, False), ("afternoon", 780, 960, False), ("evening", 1140, 1290, True))
LEVELS = ("alfa", "A0", "A1", "A2", "B1", "B2")
LEVEL_SHARES = (14, 27, 27, 21, 8, 3)
ZONES = {"centre": (0, 0), "north": (2, 6), "south": (-1, -6), "east": (7, 1), "village": (-13, 2), "hamlet": (-21, -9)}
ZONE_SHARES = (34, 18, 18, 15, 9, 6)
LESSON_WEEKS = (
    ("mon-morning", "wed-morning", "fri-morning"),
    ("tue-morning", "thu-morning", "fri-morning"),
    ("mon-afternoon", "tue-afternoon", "thu-afternoon"),
    ("mon-evening", "wed-evening", "thu-evening"),
    ("mon-morning", "thu-afternoon"),
    ("tue-morning", "fri-morning"),
)
CLASS_SIZE = 12


@dataclass(frozen=True)
class Training:
    """A training as municipalities offer it, and the share of those it is meant for who are to follow it."""

    name: str
    share: float
    weeks: int
    least: int
    most: int
    lowest: int
    highest: int
    spread: int
    cost: int
    preteach: bool = False
    outside: int = 3
    sessions: int = 1
    weight: int = 60
    after: tuple[str, ...] = ()
    practical: bool = False


TRAININGS = (
    Training("labour-market", 0.5, 8, 8, 15, 1, 5, 2, 180, preteach=True),
    Training("employee-skills", 0.5, 10, 8, 14, 1, 5, 2, 220, preteach=True, outside=4, weight=100),
    Training("health", 0.4, 6, 8, 16, 0, 5, 3, 120, outside=4),
    Training("money", 0.35, 6, 8, 15, 1, 5, 2, 120, preteach=True, outside=4),
    Training("digital", 0.3, 8, 6, 12, 0, 5, 1, 160, outside=2),
    Training("language-boost", 0.65, 10, 6, 12, 0, 1, 1, 240, outside=0, sessions=2, weight=100),
    Training("conversation", 0.2, 10, 2, 2, 0, 2, 1, 60, outside=0),
    Training("sport", 0.3, 10, 8, 18, 0, 5, 5, 90, outside=6, practical=True),
)
SECTORS = (
    Training("engineering", 0.35, 10, 8, 12, 1, 5, 2, 300, preteach=True, outside=2, after=("employee-skills",)),
    Training("care", 0.35, 10, 8, 12, 1, 5, 2, 300, preteach=True, outside=2, after=("employee-skills",)),
    Training("logistics", 0.25, 10, 8, 12, 1, 5, 2, 300, preteach=True, outside=2),
)


def generate(
    people: int, *, seed: int, providers: int = 3, periods: int = 2, scarce: float = 1.0, integrated: bool = False
) -> Instance:
    """A puzzle for so many people. `scarce` below 1 gives fewer rooms and trainers; `integrated` gives all language
    classes the same half-days. The same arguments give the same puzzle.

    Raises:
        ValueError: if a number is too small, or there would be no language provider or period.
    """
    if people < 0 or providers < 1 or periods < 1 or not 0 < scarce <= 10:
        raise ValueError("people is at least 0, providers and periods at least 1, scarce above 0 and at most 10")
    key = f"{people}/{seed}/{providers}/{periods}/{scarce}/{integrated}"
    maker = _Maker(people, Random(key), scarce)  # noqa: S311 (invented people, no secrets)
    classes, levels = maker.classes(providers, integrated=integrated)
    rooms = maker.rooms()
    activities, trainers = maker.activities(rooms)
    names = tuple(f"p{number + 1}" for number in range(periods))
    return Instance(
        name=f"{people} invented people, seed {seed}",
        slots=tuple(
            Slot(id=f"{day}-{part}", day=number + 1, start=start, end=end, late=late)
            for number, day in enumerate(DAYS)
            for part, start, end, late in PARTS
        ),
        periods=tuple(Period(id=name, weeks=10) for name in names),
        levels=LEVELS,
        zones=tuple(ZONES),
        travel=tuple(tuple(_minutes(one, two) for two in ZONES) for one in ZONES),
        locations=(
            Location(id="learning-house", zone="centre"),
            Location(id="sheltered-work", zone="east"),
            *(Location(id=f"school-{n}", zone=tuple(ZONES)[n % 4]) for n in range(providers)),
        ),
        rooms=rooms,
        trainers=trainers,
        classes=classes,
        activities=activities,
        participants=tuple(maker.participant(n, classes=classes, levels=levels, periods=names) for n in range(people)),
    )


def _minutes(one: str, two: str) -> int:
    return 0 if one == two else 8 + int(3 * dist(ZONES[one], ZONES[two]))


@dataclass(frozen=True)
class _Maker:
    people: int
    random: Random
    scarce: float

    def _day_slots(self) -> list[str]:
        return [f"{day}-{part}" for day in DAYS for part, _, _, late in PARTS if not late]

    def _chosen(self, slots: list[str], *, count: int) -> tuple[str, ...]:
        """Some of the slots, in their order."""
        chosen = set(self.random.sample(slots, count))
        return tuple(slot for slot in slots if slot in chosen)

    def classes(self, providers: int, *, integrated: bool) -> tuple[tuple[LanguageClass, ...], dict[str, int]]:
        """Language classes, and the level each is meant for."""
        count = max(providers, round(self.people / CLASS_SIZE))
        made = tuple(
            LanguageClass(
                id=f"class-{number}",
                provider=f"provider-{number % providers}",
                location=f"school-{number % providers}",
                slots=LESSON_WEEKS[0] if integrated else self.random.choices(LESSON_WEEKS, (5, 5, 4, 2, 2, 2))[0],
                free_seats=self.random.choice((0, 1, 1, 2, 3)),
            )
            for number in range(count)
        )
        return made, {each.id: min(5, max(0, round(self.random.gauss(1.6, 1.2)))) for each in made}

    def rooms(self) -> tuple[Room, ...]:
        """Rooms of the learning house, and workshops that are only free on some half-days."""
        general = max(2, 1 + round(self.people / 45 * self.scarce))
        workshops = max(1, round(self.people / 80 * self.scarce))
        return (
            *(
                Room(id=f"room-{n}", location="learning-house", capacity=self.random.choice((12, 14, 16, 18)))
                for n in range(general)
            ),
            *(
                Room(
                    id=f"workshop-{n}",
                    location="sheltered-work",
                    capacity=12,
                    slots=self._chosen(self._day_slots(), count=7),
                )
                for n in range(workshops)
            ),
        )

    def activities(self, rooms: tuple[Room, ...]) -> tuple[tuple[Activity, ...], tuple[Trainer, ...]]:
        """The trainings, general and by sector, each with its own trainers."""
        general = tuple(room.id for room in rooms if room.slots is None)
        workshops = tuple(room.id for room in rooms if room.slots is not None)
        activities, trainers = [], []
        for training in (*TRAININGS, *SECTORS):
            crew = self._crew(training)
            trainers.extend(crew)
            usable = workshops if training in SECTORS else (*workshops, *general) if training.practical else general
            activities.append(
                Activity(
                    id=training.name,
                    weeks=training.weeks,
                    min_size=training.least,
                    max_size=training.most,
                    sessions=training.sessions,
                    level_min=training.lowest,
                    level_max=training.highest,
                    max_level_spread=training.spread,
                    rooms=usable,
                    trainers=tuple(trainer.id for trainer in crew),
                    max_groups=1 + round(self.people * training.share / training.least),
                    outside_seats=training.outside,
                    group_cost=training.cost,
                    preteach=training.preteach,
                    after=training.after,
                )
            )
        return tuple(activities), tuple(trainers)

    def _crew(self, training: Training) -> list[Trainer]:
        pairs = 2.5 if training.most <= 2 else 1.0
        count = max(1, round(self.people * training.share * pairs * self.scarce / 35))
        slots = [f"{day}-{part}" for day in DAYS for part, *_ in PARTS]
        crew = []
        for number in range(count):
            free = {*self.random.sample(self._day_slots(), self.random.randint(4, 8))}
            free |= {"tue-evening"} if self.random.random() < 0.3 else set()
            crew.append(
                Trainer(
                    id=f"trainer-{training.name}-{number}",
                    slots=tuple(slot for slot in slots if slot in free),
                    max_sessions=self.random.randint(4, 7),
                )
            )
        return crew

    def participant(
        self, number: int, *, classes: tuple[LanguageClass, ...], levels: dict[str, int], periods: tuple[str, ...]
    ) -> Participant:
        """An invented person with a level, a home, a class, limits and demands."""
        random = self.random
        level = random.choices(range(len(LEVELS)), LEVEL_SHARES)[0]
        gender = "v" if random.random() < 0.42 else "m"
        attends = self._class(level, classes=classes, levels=levels)
        lessons = attends.slots if attends else ()
        same = [each for each in classes if attends and each is not attends and each.provider == attends.provider]
        others = [each.id for each in same if abs(levels[each.id] - level) <= 1]
        late = {}
        if len(periods) > 1 and random.random() < 0.12:
            late = {periods[-1]: self._chosen(self._day_slots(), count=3)}
        return Participant(
            id=f"d{number:05}",
            level=level,
            gender=gender,
            zone=random.choices(tuple(ZONES), ZONE_SHARES)[0],
            max_travel=random.choice((40, 60, 90)),
            max_slots=len(lessons) + random.choice((1, 2, 3, 3, 4)),
            class_id=attends.id if attends else None,
            class_options=tuple(others) if random.random() < 0.6 else (),
            unavailable=self._unavailable(lessons, carer=random.random() < (0.4 if gender == "v" else 0.25)),
            unavailable_in=late,
            same_gender=("sport",) if random.random() < (0.45 if gender == "v" else 0.1) else (),
            demands=self._demands(level),
        )

    def _class(self, level: int, *, classes: tuple[LanguageClass, ...], levels: dict[str, int]) -> LanguageClass | None:
        """A class of about this level; one in seven has none yet."""
        ranked = sorted(classes, key=lambda each: abs(levels[each.id] - level) + 1.5 * self.random.random())
        return self.random.choice(ranked[: max(3, len(ranked) // 4)]) if self.random.random() < 0.86 else None

    def _unavailable(self, lessons: tuple[str, ...], *, carer: bool) -> tuple[str, ...]:
        """Half-days with children, work or other appointments; never those of the lessons attended."""
        away: set[str] = set()
        if carer or self.random.random() < 0.4:
            away |= {f"{day}-evening" for day in DAYS}
        if carer:
            away.add("wed-afternoon")
        if self.random.random() < 0.22:
            day = self.random.choice(DAYS)
            away |= {f"{day}-morning", f"{day}-afternoon"}
        slots = [f"{day}-{part}" for day in DAYS for part, *_ in PARTS]
        return tuple(slot for slot in slots if slot in away and slot not in lessons)

    def _demands(self, level: int) -> tuple[Demand, ...]:
        demands = [
            Demand(weight=training.weight, any_of=(Option(activity=training.name),))
            for training in TRAININGS
            if training.lowest <= level <= training.highest and self.random.random() < training.share
        ]
        if level >= 1 and self.random.random() < 0.45:
            wishes = self.random.sample([sector.name for sector in SECTORS], self.random.choice((1, 2, 2, 3)))
            options = tuple(Option(activity=name, dislike=rank) for rank, name in enumerate(wishes))
            demands.append(Demand(weight=100, any_of=options))
        return tuple(demands)
