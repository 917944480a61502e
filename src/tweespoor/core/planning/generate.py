"""Invented puzzles shaped like the pilots' situation, of any size, for tests, benchmarks and demonstrations.

Newcomers attend language classes of several providers on fixed half-days; a municipality's learning house and a
sheltered-work company hold trainings beside them. All people, classes and numbers are invented. The same arguments
give the same puzzle, to the last draw of chance those of the format's own generator, so that measurements compare.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
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

DAYS = ("ma", "di", "wo", "do", "vr")
PARTS = (("o", 540, 720, False), ("m", 780, 960, False), ("a", 1140, 1290, True))
"""Morning, afternoon and late evening: name, start and end in minutes after midnight, late or not."""
SLOTS = tuple(
    Slot(id=f"{day}-{part}", day=number, start=start, end=end, late=late)
    for number, day in enumerate(DAYS, start=1)
    for part, start, end, late in PARTS
)
ALL_SLOTS = tuple(slot.id for slot in SLOTS)
DAY_SLOTS = tuple(slot.id for slot in SLOTS if not slot.late)
LATE_SLOTS = tuple(slot.id for slot in SLOTS if slot.late)
LEVELS = ("alfa", "A0", "A1", "A2", "B1", "B2")
LEVEL_SHARES = (14, 27, 27, 21, 8, 3)
ZONES = {
    "centrum": (0, 0),
    "noord": (2, 6),
    "zuid": (-1, -6),
    "oost": (7, 1),
    "dorp-west": (-13, 2),
    "dorp-ver": (-21, -9),
}
"""Where each zone lies; a step takes three minutes, and leaving a zone eight."""
ZONE_SHARES = (34, 18, 18, 15, 9, 6)
ZONES_WITH_SCHOOLS = ("centrum", "noord", "zuid", "oost")
LESSON_WEEKS = (
    (("ma-o", "wo-o", "vr-o"), 5.0),
    (("di-o", "do-o", "vr-o"), 5.0),
    (("ma-m", "di-m", "do-m"), 3.0),
    (("ma-o", "di-o", "do-o"), 4.0),
    (("di-m", "wo-m", "do-m"), 2.0),
    (("ma-a", "wo-a", "do-a"), 1.5),
    (("ma-o", "do-m"), 2.0),
    (("di-o", "vr-o"), 2.0),
)
"""The half-days of a class, and how usual they are."""
WEEKS_PER_PERIOD = 10
PEOPLE_PER_CLASS, SPARE_CLASSES = 14, 1.15
PEOPLE_PER_ROOM, PEOPLE_PER_WORKSHOP, PEOPLE_PER_TRAINER = 45, 80, 50
SHARE_FOLLOWING = 0.75
"""Of those a training is meant for, the part that has it in the plan (PIP) is this times the training's own share."""


@dataclass(frozen=True, kw_only=True)
class Training:
    """A training as municipalities offer it. `share` is the part of the people it is meant for."""

    name: str
    share: float
    cost: int
    weeks: int = 10
    sizes: tuple[int, int] = (8, 12)
    levels: tuple[int, int] = (1, 5)
    spread: int = 2
    preteach: bool = True
    outside: int = 2
    sessions: int = 1
    weight: int = 60
    after: tuple[str, ...] = ()


TRAININGS = (
    Training(name="arbeidsmarkt", share=0.70, cost=180, weeks=8, sizes=(8, 15), outside=3),
    Training(name="werknemersvaardigheden", share=0.65, cost=220, sizes=(8, 14), outside=4, weight=100),
    Training(
        name="gezondheid",
        share=0.55,
        cost=120,
        weeks=6,
        sizes=(8, 16),
        levels=(0, 5),
        spread=3,
        preteach=False,
        outside=4,
    ),
    Training(name="financien", share=0.45, cost=120, weeks=6, sizes=(8, 15), outside=4),
    Training(name="digitaal", share=0.40, cost=160, weeks=8, sizes=(6, 12), levels=(0, 5), spread=1, preteach=False),
    Training(
        name="taalboost",
        share=0.90,
        cost=240,
        sizes=(6, 12),
        levels=(0, 1),
        spread=1,
        preteach=False,
        outside=0,
        sessions=2,
        weight=100,
    ),
    Training(name="conversatie", share=0.25, cost=60, sizes=(2, 2), levels=(0, 2), spread=1, preteach=False, outside=0),
    Training(name="sport", share=0.40, cost=90, sizes=(8, 18), levels=(0, 5), spread=5, preteach=False, outside=6),
)
SECTORS = (
    Training(name="techniek", share=0.35, cost=300, after=("werknemersvaardigheden",)),
    Training(name="zorg", share=0.35, cost=300, after=("werknemersvaardigheden",)),
    Training(name="logistiek", share=0.25, cost=300),
    Training(name="horeca", share=0.25, cost=300),
)
"""Trainings for a sector of work, in the workshops; a participant asks for one out of a few."""
LARGEST_PAIR = 2
TRAINERS_OF_PAIRS = 2.5
"""Trainings held in twos take so many times the trainers."""


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
    scarce = float(scarce)
    chance = Random(f"roosterpuzzel {people} {seed} {providers} {periods} {scarce} {integrated}")  # noqa: S311 (no secret)
    maker = _Maker(people=people, random=chance, scarce=scarce, periods=periods)
    classes = maker.classes(providers, integrated=integrated)
    rooms = maker.rooms()
    activities, trainers = maker.activities(rooms)
    return Instance(
        name=f"n{people}-s{seed}-a{providers}-p{periods}-{scarce}{'-int' if integrated else ''}",
        slots=SLOTS,
        periods=tuple(Period(id=f"p{number + 1}", weeks=WEEKS_PER_PERIOD) for number in range(periods)),
        levels=LEVELS,
        zones=tuple(ZONES),
        travel=tuple(tuple(_minutes(one, two) for two in ZONES) for one in ZONES),
        locations=_locations(providers),
        rooms=rooms,
        trainers=trainers,
        classes=classes,
        activities=activities,
        participants=tuple(maker.participant(number, classes=classes) for number in range(people)),
    )


def _minutes(one: str, two: str) -> int:
    (x, y), (u, v) = ZONES[one], ZONES[two]
    return 0 if one == two else 8 + int(3 * sqrt((x - u) ** 2 + (y - v) ** 2))


def _locations(providers: int) -> tuple[Location, ...]:
    schools = (
        Location(id=f"school-{number}", zone=ZONES_WITH_SCHOOLS[number % len(ZONES_WITH_SCHOOLS)])
        for number in range(providers)
    )
    return (Location(id="leerhuis", zone="centrum"), Location(id="sw-bedrijf", zone="oost"), *schools)


def _sorted(slots: set[str]) -> tuple[str, ...]:
    """The slots in the order of the week."""
    return tuple(slot for slot in ALL_SLOTS if slot in slots)


@dataclass(frozen=True, kw_only=True)
class _Maker:
    """Draws all that chance decides. The order of the draws is part of what is made: another order, another puzzle."""

    people: int
    random: Random
    scarce: float
    periods: int
    level_of: dict[str, int] = field(default_factory=dict)
    """The level each class is meant for."""

    def classes(self, providers: int, *, integrated: bool) -> tuple[LanguageClass, ...]:
        """Language classes, shared out over the providers."""
        count = max(providers, round(self.people / PEOPLE_PER_CLASS * SPARE_CLASSES))
        return tuple(self._class(number, provider=number % providers, integrated=integrated) for number in range(count))

    def _class(self, number: int, *, provider: int, integrated: bool) -> LanguageClass:
        weeks, shares = zip(*LESSON_WEEKS, strict=True)
        lessons = weeks[0] if integrated else self.random.choices(weeks, shares)[0]
        made = LanguageClass(
            id=f"klas-{number}",
            provider=f"aanbieder-{provider}",
            location=f"school-{provider}",
            slots=lessons,
            free_seats=self.random.choice((0, 1, 1, 2, 3)),
        )
        self.level_of[made.id] = min(5, max(0, round(self.random.gauss(1.6, 1.2))))
        return made

    def rooms(self) -> tuple[Room, ...]:
        """Rooms of the learning house, and workshops that are only free on some half-days."""
        general = max(2, round(self.people / PEOPLE_PER_ROOM * self.scarce) + 1)
        workshops = max(1, round(self.people / PEOPLE_PER_WORKSHOP * self.scarce))
        return (
            *(
                Room(id=f"leerhuis-{number}", location="leerhuis", capacity=self.random.choice((12, 14, 16, 18)))
                for number in range(general)
            ),
            *(
                Room(
                    id=f"praktijk-{number}",
                    location="sw-bedrijf",
                    capacity=12,
                    slots=tuple(self.random.sample(DAY_SLOTS, 7)),
                )
                for number in range(workshops)
            ),
        )

    def activities(self, rooms: tuple[Room, ...]) -> tuple[tuple[Activity, ...], tuple[Trainer, ...]]:
        """The trainings, general and by sector, each with its own trainers."""
        general = tuple(room.id for room in rooms if room.location == "leerhuis")
        workshops = tuple(room.id for room in rooms if room.location == "sw-bedrijf")
        usable = {"sport": (*workshops, *general), **dict.fromkeys((sector.name for sector in SECTORS), workshops)}
        activities, trainers = [], []
        for training in (*TRAININGS, *SECTORS):
            crew = self._crew(training)
            trainers.extend(crew)
            activities.append(self._activity(training, rooms=usable.get(training.name, general), crew=crew))
        return tuple(activities), tuple(trainers)

    def _activity(self, training: Training, *, rooms: tuple[str, ...], crew: list[Trainer]) -> Activity:
        return Activity(
            id=training.name,
            weeks=training.weeks,
            min_size=training.sizes[0],
            max_size=training.sizes[1],
            sessions=training.sessions,
            level_min=training.levels[0],
            level_max=training.levels[1],
            max_level_spread=training.spread,
            rooms=rooms,
            trainers=tuple(trainer.id for trainer in crew),
            max_groups=max(1, round(self.people * training.share / training.sizes[0]) + 1),
            outside_seats=training.outside,
            group_cost=training.cost,
            preteach=training.preteach,
            after=training.after,
        )

    def _crew(self, training: Training) -> list[Trainer]:
        share = training.share * (TRAINERS_OF_PAIRS if training.sizes[1] <= LARGEST_PAIR else 1)
        count = max(1, round(self.people * share / PEOPLE_PER_TRAINER * self.scarce))
        return [self._trainer(f"trainer-{training.name}-{number}") for number in range(count)]

    def _trainer(self, name: str) -> Trainer:
        free = set(self.random.sample(DAY_SLOTS, self.random.randint(4, 8)))
        if self.random.random() < 0.3:
            free.add("di-a")
        return Trainer(id=name, slots=_sorted(free), max_sessions=self.random.randint(4, 7))

    def participant(self, number: int, *, classes: tuple[LanguageClass, ...]) -> Participant:
        """An invented person with a level, a home, a class, limits and demands."""
        random = self.random
        level = random.choices(range(len(LEVELS)), LEVEL_SHARES)[0]
        gender = "v" if random.random() < 0.42 else "m"
        zone = random.choices(tuple(ZONES), ZONE_SHARES)[0]
        attends = self._attended(level, classes=classes)
        lessons = attends.slots if attends else ()
        away = self._away(gender)
        demands = self._demands(level)
        return Participant(
            id=f"d{number:05d}",
            level=level,
            gender=gender,
            zone=zone,
            class_id=attends.id if attends else None,
            unavailable=_sorted(away - set(lessons)),
            demands=demands,
            unavailable_in=self._away_later(),
            max_travel=random.choice((40, 60, 90)),
            max_slots=len(lessons) + random.choice((1, 2, 3, 3, 4)),
            class_options=self._other_classes(level, attends=attends, classes=classes),
            same_gender=("sport",) if random.random() < (0.45 if gender == "v" else 0.1) else (),
        )

    def _attended(self, level: int, *, classes: tuple[LanguageClass, ...]) -> LanguageClass | None:
        """A class of about this level; one in seven has none yet."""
        ranked = sorted(classes, key=lambda each: abs(self.level_of[each.id] - level) + self.random.random() * 1.5)
        near = ranked[: max(3, len(classes) // 4)]
        return self.random.choice(near) if self.random.random() < 0.86 else None

    def _other_classes(
        self, level: int, *, attends: LanguageClass | None, classes: tuple[LanguageClass, ...]
    ) -> tuple[str, ...]:
        """Classes of the same provider and about this level, for those who may switch."""
        if self.random.random() >= 0.6 or attends is None:
            return ()
        others = [each for each in classes if each is not attends and each.provider == attends.provider]
        return tuple(each.id for each in others if abs(self.level_of[each.id] - level) <= 1)

    def _away(self, gender: str) -> set[str]:
        """Half-days with children, work or other appointments."""
        away: set[str] = set()
        children = self.random.random() < (0.55 if gender == "v" else 0.35)
        if children and self.random.random() < 0.7:
            away |= {"wo-m", *LATE_SLOTS}
        elif self.random.random() < 0.5:
            away |= set(LATE_SLOTS)
        if self.random.random() < 0.22:
            day = self.random.choice(DAYS)
            away |= {f"{day}-o", f"{day}-m"}
        if self.random.random() < 0.10:
            away |= set(self.random.sample(DAY_SLOTS, 2))
        return away

    def _away_later(self) -> dict[str, tuple[str, ...]]:
        """Half-days away in the last period only, where there are more."""
        if self.periods > 1 and self.random.random() < 0.12:
            return {f"p{self.periods}": _sorted(set(self.random.sample(DAY_SLOTS, 3)))}
        return {}

    def _demands(self, level: int) -> tuple[Demand, ...]:
        demands = [
            Demand(weight=training.weight, any_of=(Option(activity=training.name),))
            for training in TRAININGS
            if training.levels[0] <= level <= training.levels[1]
            and self.random.random() < training.share * SHARE_FOLLOWING
        ]
        if level >= 1 and self.random.random() < 0.45:
            wishes = self.random.sample([sector.name for sector in SECTORS], self.random.choice((1, 2, 2, 3)))
            options = tuple(Option(activity=name, dislike=rank) for rank, name in enumerate(wishes))
            demands.append(Demand(weight=100, any_of=options))
        return tuple(demands)
