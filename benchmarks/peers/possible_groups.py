"""The groups that the straightforward model may hold: every activity in every period at all its possible times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from tweespoor.core.planning import Activity, Instance, Participant

Sessions = tuple[tuple[int, ...], ...]
UNLIMITED = 10**6


@dataclass(frozen=True, kw_only=True)
class PossibleGroup:
    """Up to `copies` groups of an activity at one time, with the rooms, trainers and people (by number) it could have.

    `period` and slots are numbers, in the order of the instance.
    """

    activity: Activity
    period: int
    sessions: Sessions
    rooms: tuple[str, ...]
    trainers: tuple[str, ...]
    people: tuple[int, ...]
    copies: int

    @property
    def slots(self) -> list[int]:
        """All slots of all sessions."""
        return [slot for session in self.sessions for slot in session]


class Possibilities:
    """What each participant, room and trainer could do, from the format's rules on each alone."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.at = {slot.id: number for number, slot in enumerate(instance.slots)}
        self.day = [slot.day for slot in instance.slots]
        self.lessons = {each.id: self.numbers(each.slots) for each in instance.classes}
        self.class_place = {each.id: each.location for each in instance.classes}
        self.room_place = {room.id: room.location for room in instance.rooms}
        self.zones = {zone: number for number, zone in enumerate(instance.zones)}
        self.zone_of = {place.id: self.zones[place.zone] for place in instance.locations}
        self.too_far = [
            (s, here, t, there)
            for s, t in combinations(range(len(self.day)), 2)
            for here, there in product(self.zone_of, repeat=2)
            if self._too_far(s, t, here=here, there=there)
        ]
        """Rule 9: slots and places between which there is too little time to travel."""
        self.away = [self._away(person) for person in instance.participants]
        self.classes = [self._classes(number) for number in range(len(instance.participants))]

    def numbers(self, slots: tuple[str, ...] | None) -> set[int]:
        """The numbers of these slots; all, for None."""
        return set(self.at.values()) if slots is None else {self.at[slot] for slot in slots}

    def reaches(self, number: int, place: str) -> bool:
        """Rule 8: the participant does not travel too far to the place."""
        person = self.instance.participants[number]
        minutes = self.instance.travel[self.zones[person.zone]][self.zone_of[place]]
        return person.max_travel is None or minutes <= person.max_travel

    def most_slots(self, number: int) -> int:
        """The participant's weekly load."""
        most = self.instance.participants[number].max_slots
        return UNLIMITED if most is None else most

    def lessons_of(self, name: str | None) -> set[int]:
        """The slots of a class; none, for no class."""
        return set() if name is None else self.lessons[name]

    def _too_far(self, first: int, then: int, *, here: str, there: str) -> bool:
        one, two = self.instance.slots[first], self.instance.slots[then]
        minutes = self.instance.travel[self.zone_of[here]][self.zone_of[there]]
        return here != there and one.day == two.day and two.start - one.end < minutes

    def groups(self) -> Iterator[PossibleGroup]:
        """Rule 1: activities in periods long enough, at slots that are allowed, with what is available then."""
        for activity in self.instance.activities:
            asking = self._asking(activity)
            for sessions, (number, period) in product(self._times(activity), enumerate(self.instance.periods)):
                if activity.weeks <= period.weeks:
                    found = self._group(activity, period=number, sessions=sessions, asking=asking)
                    if found.copies > 0:
                        yield found

    def _away(self, person: Participant) -> list[set[int]]:
        """Per period the slots in which the person is not available."""
        return [
            self.numbers((*person.unavailable, *person.unavailable_in.get(period.id, ())))
            for period in self.instance.periods
        ]

    def _classes(self, number: int) -> list[str | None]:
        """The class attended now, and those that can be switched to (rules 6, 7, 8 and 13)."""
        person = self.instance.participants[number]
        choices: list[str | None] = [person.class_id]
        for name in dict.fromkeys(person.class_options):
            free = not any(away & self.lessons[name] for away in self.away[number])
            bears = len(self.lessons[name]) <= self.most_slots(number)
            if name != person.class_id and free and bears and self.reaches(number, self.class_place[name]):
                choices.append(name)
        return choices

    def _asking(self, activity: Activity) -> list[int]:
        """The participants who demand the activity and are at a level for it."""
        return [
            number
            for number, person in enumerate(self.instance.participants)
            if any(option.activity == activity.id for demand in person.demands for option in demand.any_of)
            and activity.level_min <= person.level
            and (activity.level_max is None or person.level <= activity.level_max)
        ]

    def _times(self, activity: Activity) -> Iterator[Sessions]:
        """Every choice of sessions of consecutive slots, on different days, in slots the activity may use."""
        allowed = self.numbers(activity.slots)
        per_day: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        for first in range(len(self.day) - activity.length + 1):
            session = tuple(range(first, first + activity.length))
            if len({self.day[slot] for slot in session}) == 1 and allowed.issuperset(session):
                per_day[self.day[first]].append(session)
        for days in combinations(per_day.values(), activity.sessions):
            yield from product(*days)

    def _group(self, activity: Activity, *, period: int, sessions: Sessions, asking: list[int]) -> PossibleGroup:
        slots = {slot for session in sessions for slot in session}
        rooms = tuple(
            room.id
            for room in self.instance.rooms
            if (activity.rooms is None or room.id in activity.rooms)
            and slots <= self.numbers(room.slots)
            and room.capacity >= max(1, activity.min_size)
        )
        trainers = tuple(
            trainer.id
            for trainer in self.instance.trainers
            if (activity.trainers is None or trainer.id in activity.trainers)
            and slots <= self.numbers(trainer.slots)
            and (trainer.max_sessions is None or trainer.max_sessions >= activity.sessions)
        )
        people = tuple(n for n in asking if self._can_come(n, period=period, slots=slots, rooms=rooms))
        least = max(1, activity.min_size - activity.outside_seats)
        most = UNLIMITED if activity.max_groups is None else activity.max_groups
        return PossibleGroup(
            activity=activity,
            period=period,
            sessions=sessions,
            rooms=rooms,
            trainers=trainers,
            people=people,
            copies=min(len(rooms), len(trainers), len(people) // least, most),
        )

    def _can_come(self, number: int, *, period: int, slots: set[int], rooms: tuple[str, ...]) -> bool:
        lessons = [self.lessons_of(name) for name in self.classes[number]]
        most = self.most_slots(number)
        return (
            not slots & self.away[number][period]
            and any(not each & slots and len(each) + len(slots) <= most for each in lessons)
            and any(self.reaches(number, place) for place in {self.room_place[room] for room in rooms})
        )
