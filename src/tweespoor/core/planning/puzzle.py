"""An instance in numbers: positions instead of ids, bit masks instead of lists, and every group that could be held.

Bit `s` of a mask of slots is slot `s` of the week; bit `p` of a mask of people is participant `p`. What does not depend
on a plan (levels, travel, unavailable slots) is worked out here once, for the model and the search alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from random import Random

from tweespoor.core.planning.data import Activity, Instance, Participant

NO_CLASS = -1
GONE = -2
UNLIMITED = 10**9
MOST_TIMES = 3000
"""Ways to spread an activity's sessions over a week that are considered at most; beyond, a fixed sample is."""

Session = tuple[int, ...]
Sessions = tuple[Session, ...]


def bits(mask: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(positions: Session | list[int] | set[int]) -> int:
    """The mask with these bits set."""
    mask = 0
    for position in positions:
        mask |= 1 << position
    return mask


@dataclass(frozen=True, slots=True)
class Offer:
    """A group that could be held: an activity in a period at certain slots; who could come, where, with whom."""

    number: int
    activity: int
    period: int
    sessions: Sessions
    mask: int
    size: int
    late: int
    rooms: tuple[int, ...]
    trainers: tuple[int, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Person:
    """A participant in numbers. `choices` are the classes that can be attended, the present one first."""

    level: int
    gender: int
    near: int
    most: int
    away: tuple[int, ...]
    choices: tuple[int, ...]
    demand_of: dict[int, int]
    weights: tuple[int, ...]
    dislikes: dict[int, int]
    kept: dict[int, tuple[tuple[int, Sessions], ...]]
    class_before: int | None


class Puzzle:
    """Everything about an instance that stays the same whatever the plan."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.slot_at = {slot.id: number for number, slot in enumerate(instance.slots)}
        self.period_at = {period.id: number for number, period in enumerate(instance.periods)}
        self.activity_at = {activity.id: number for number, activity in enumerate(instance.activities)}
        self.class_at = {each.id: number for number, each in enumerate(instance.classes)}
        self.room_at = {room.id: number for number, room in enumerate(instance.rooms)}
        self.trainer_at = {trainer.id: number for number, trainer in enumerate(instance.trainers)}
        self.person_at = {person.id: number for number, person in enumerate(instance.participants)}
        self.location_at = {location.id: number for number, location in enumerate(instance.locations)}
        self.every_slot = (1 << len(instance.slots)) - 1
        self.day = tuple(slot.day for slot in instance.slots)
        self.late_mask = mask_of([number for number, slot in enumerate(instance.slots) if slot.late])
        self.day_masks = tuple(
            mask_of([number for number, day in enumerate(self.day) if day == each]) for each in sorted(set(self.day))
        )
        self.earlier = tuple(self._earlier(slot) for slot in range(len(self.day)))
        self.room_location = tuple(self.location_at[room.location] for room in instance.rooms)
        self.lessons = tuple(self.mask(each.slots) for each in instance.classes)
        self.class_location = tuple(self.location_at[each.location] for each in instance.classes)
        self.minutes = self._minutes()
        self.room_taken = self._taken([room.taken_in for room in instance.rooms])
        self.trainer_taken = self._taken([trainer.taken_in for trainer in instance.trainers])
        genders = sorted({each.gender for each in instance.participants})
        self._gender_at = {gender: number for number, gender in enumerate(genders)}
        self._kept = self._previous()
        self.people = tuple(self._person(participant) for participant in instance.participants)
        self.after = tuple(tuple(self.activity_at[name] for name in each.after) for each in instance.activities)
        self.before = tuple(
            tuple(number for number, names in enumerate(self.after) if each in names) for each in range(len(self.after))
        )
        self.asking = tuple(self._asking(activity) for activity in instance.activities)
        self.complete = True
        self.holdable = tuple(tuple(offers) for offers in self._holdable())
        numbers = range(len(instance.activities))
        self.offers = tuple(
            offer for number in numbers for offer in self.holdable[number] if self._has_enough_people(offer)
        )
        self.offers_of = tuple(
            tuple(offer for offer in self.offers if offer.activity == number)
            for number in range(len(instance.activities))
        )

    def mask(self, slots: tuple[str, ...] | None) -> int:
        """The mask of these slots; of all slots for None."""
        return self.every_slot if slots is None else mask_of([self.slot_at[slot] for slot in slots])

    def _taken(self, taken: list[Mapping[str, tuple[str, ...]]]) -> tuple[tuple[int, ...], ...]:
        """Per period and room or trainer the slots at which others have it."""
        return tuple(tuple(self.mask(each.get(period.id, ())) for each in taken) for period in self.instance.periods)

    def lessons_of(self, number: int) -> int:
        """The lessons of a class; none for no class."""
        return self.lessons[number] if number != NO_CLASS else 0

    def most_members(self, activity: int, *, room: int) -> int:
        """How many fit in a group in this room."""
        return min(self.instance.activities[activity].max_size, self.instance.rooms[room].capacity)

    def least_members(self, activity: int) -> int:
        """How many participants a group needs, with all outside seats filled."""
        each = self.instance.activities[activity]
        return max(1, each.min_size - each.outside_seats)

    def untaught(self, sessions: Sessions, *, lessons: int) -> int:
        """How many sessions have no earlier lesson on their day."""
        return sum(not self.earlier[session[0]] & lessons for session in sessions)

    def kept(self, person: int, *, activity: int, period: int, sessions: Sessions) -> int:
        """How often the previous plan had this person in the activity at just this period and these slots."""
        return self.people[person].kept.get(activity, ()).count((period, sessions))

    def leaves_class(self, person: int, *, choice: int) -> bool:
        """Attending this class differs from the previous plan."""
        before = self.people[person].class_before
        return before is not None and before != choice

    @cached_property
    def rushed(self) -> bool:
        """Somewhere the time between two slots of a day may be too short to travel."""
        return any(
            self.day[one] == self.day[two] and self.gap(one, two) < minutes
            for row in self.minutes
            for minutes in row
            for one, two in combinations(range(len(self.day)), 2)
        )

    @cached_property
    def detours_pay(self) -> bool:
        """Going by a third place can be quicker, so that dropping a visit can break a day."""
        places = range(len(self.minutes))
        return any(
            self.minutes[a][c] > self.minutes[a][b] + self.minutes[b][c] for a, b, c in product(places, places, places)
        )

    def gap(self, one: int, two: int) -> int:
        """Minutes between the end of one slot and the start of a later one."""
        return self.instance.slots[two].start - self.instance.slots[one].end

    def _earlier(self, slot: int) -> int:
        return mask_of([other for other in range(slot) if self.day[other] == self.day[slot]])

    def _minutes(self) -> tuple[tuple[int, ...], ...]:
        """Minutes between locations; none from a location to itself."""
        zone = {name: number for number, name in enumerate(self.instance.zones)}
        at = [zone[location.zone] for location in self.instance.locations]
        return tuple(
            tuple(self.instance.travel[a][b] if i != j else 0 for j, b in enumerate(at)) for i, a in enumerate(at)
        )

    def _previous(self) -> dict[tuple[str, str], list[tuple[int, Sessions]]]:
        """The period and sessions a participant had for an activity; -1 for what is no more."""
        kept: dict[tuple[str, str], list[tuple[int, Sessions]]] = {}
        for group in self.instance.previous.groups if self.instance.previous else ():
            sessions = tuple(sorted(tuple(self.slot_at.get(slot, -1) for slot in each) for each in group.slots))
            for name in group.participants:
                then = (self.period_at.get(group.period, -1), sessions)
                kept.setdefault((name, group.activity), []).append(then)
        return kept

    def _person(self, each: Participant) -> Person:
        zone = self.instance.zones.index(each.zone)
        most = UNLIMITED if each.max_travel is None else each.max_travel
        zones = {name: number for number, name in enumerate(self.instance.zones)}
        near = mask_of(
            [n for n, at in enumerate(self.instance.locations) if self.instance.travel[zone][zones[at.zone]] <= most]
        )
        away = tuple(
            self.mask(each.unavailable) | self.mask(each.unavailable_in.get(period.id, ()))
            for period in self.instance.periods
        )
        options = [(self.activity_at[o.activity], n, o.dislike) for n, d in enumerate(each.demands) for o in d.any_of]
        return Person(
            level=each.level,
            gender=self._gender_at[each.gender],
            near=near,
            most=UNLIMITED if each.max_slots is None else each.max_slots,
            away=away,
            choices=self._choices(each, near=near, away=away),
            demand_of={activity: number for activity, number, _ in options},
            weights=tuple(demand.weight for demand in each.demands),
            dislikes={activity: dislike for activity, _, dislike in options},
            kept={
                a: tuple(self._kept[each.id, self.instance.activities[a].id])
                for a, _, _ in options
                if (each.id, self.instance.activities[a].id) in self._kept
            },
            class_before=self._class_before(each),
        )

    def _class_before(self, each: Participant) -> int | None:
        """The class in the previous plan; one that is no more counts as no choice at all. None without such a plan."""
        if self.instance.previous is None:
            return None
        then = self.instance.previous.classes.get(each.id, each.class_id)
        return NO_CLASS if then is None else self.class_at.get(then, GONE)

    def _choices(self, each: Participant, *, near: int, away: tuple[int, ...]) -> tuple[int, ...]:
        """The class attended now, and those that can be switched to whatever else is planned."""
        now = NO_CLASS if each.class_id is None else self.class_at[each.class_id]
        choices = [now]
        for name in each.class_options:
            number = self.class_at[name]
            lessons = self.lessons[number]
            fits = each.max_slots is None or lessons.bit_count() <= each.max_slots
            free = not any(lessons & mask for mask in away)
            if number != now and fits and free and near >> self.class_location[number] & 1:
                choices.append(number)
        return tuple(choices)

    def _asking(self, activity: Activity) -> int:
        """The people who ask for one gender in this activity."""
        people = self.instance.participants
        return mask_of([number for number, each in enumerate(people) if activity.id in each.same_gender])

    def _has_enough_people(self, offer: Offer) -> bool:
        return offer.people.bit_count() >= self.least_members(offer.activity)

    def _holdable(self) -> Iterator[list[Offer]]:
        """Per activity the groups that a room and a trainer could be found for, whoever would come."""
        count = 0
        for number, activity in enumerate(self.instance.activities):
            offers = []
            rooms = [n for n in self._allowed(activity.rooms, self.room_at) if self._big_enough(activity, room=n)]
            trainers = list(self._allowed(activity.trainers, self.trainer_at))
            for sessions in self._times(activity, number=number):
                for period, each in enumerate(self.instance.periods):
                    if activity.weeks > each.weeks:
                        continue
                    offer = self._offer(
                        count, activity=number, period=period, sessions=sessions, rooms=rooms, trainers=trainers
                    )
                    if offer.rooms and offer.trainers:
                        count += 1
                        offers.append(offer)
            yield offers

    def _allowed(self, names: tuple[str, ...] | None, at: dict[str, int]) -> tuple[int, ...]:
        return tuple(at.values()) if names is None else tuple(at[name] for name in names)

    def _big_enough(self, activity: Activity, *, room: int) -> bool:
        return self.instance.rooms[room].capacity >= max(1, activity.min_size)

    def _offer(
        self, count: int, *, activity: int, period: int, sessions: Sessions, rooms: list[int], trainers: list[int]
    ) -> Offer:
        mask = mask_of([slot for session in sessions for slot in session])
        size = mask.bit_count()
        taken = self.room_taken[period]
        free = tuple(n for n in rooms if not mask & (taken[n] | ~self.mask(self.instance.rooms[n].slots)))
        places = mask_of([self.room_location[n] for n in free])
        each = self.instance.activities[activity]
        people = [
            number
            for number, person in enumerate(self.people)
            if activity in person.demand_of
            and each.level_min <= person.level
            and (each.level_max is None or person.level <= each.level_max)
            and person.near & places
            and not mask & person.away[period]
            and any(self._can_attend(person, choice, mask) for choice in person.choices)
        ]
        return Offer(
            number=count,
            activity=activity,
            period=period,
            sessions=sessions,
            mask=mask,
            size=size,
            late=(mask & self.late_mask).bit_count(),
            rooms=free,
            trainers=tuple(
                n
                for n in trainers
                if not mask & (self.trainer_taken[period][n] | ~self.mask(self.instance.trainers[n].slots))
                and (self.instance.trainers[n].max_sessions or UNLIMITED) >= len(sessions)
                and self.instance.trainers[n].max_sessions != 0
            ),
            people=mask_of(people),
        )

    def _can_attend(self, person: Person, choice: int, mask: int) -> bool:
        lessons = self.lessons_of(choice)
        return not lessons & mask and (lessons | mask).bit_count() <= person.most

    def _times(self, activity: Activity, *, number: int) -> list[Sessions]:
        """All ways to place the sessions in a week, on different days, of consecutive slots that are allowed."""
        allowed = self.mask(activity.slots)
        per_day: dict[int, list[Session]] = {}
        for start in range(len(self.day) - activity.length + 1):
            session = tuple(range(start, start + activity.length))
            if self.day[session[0]] == self.day[session[-1]] and not mask_of(session) & ~allowed:
                per_day.setdefault(self.day[start], []).append(session)
        count = _elementary(activity.sessions, [len(sessions) for sessions in per_day.values()])
        if count <= MOST_TIMES:
            days = combinations(per_day.values(), activity.sessions)
            return [sessions for chosen in days for sessions in product(*chosen)]
        self.complete = False
        return self._sample(activity, number=number, per_day=list(per_day.values()))

    def _sample(self, activity: Activity, *, number: int, per_day: list[list[Session]]) -> list[Sessions]:
        rng = Random(number)  # noqa: S311 (a sample, not a secret)
        names = {then for each in self.people for _, then in each.kept.get(number, ())}
        usual = {session for sessions in per_day for session in sessions}
        found = {sessions for sessions in names if len(sessions) == activity.sessions and set(sessions) <= usual}
        while len(found) < MOST_TIMES:
            days = sorted(rng.sample(range(len(per_day)), activity.sessions))
            found.add(tuple(rng.choice(per_day[day]) for day in days))
        return sorted(found)


def _elementary(size: int, counts: list[int]) -> int:
    """In how many ways one can be taken from each of `size` of the days."""
    ways = [1] + [0] * size
    for count in counts:
        for taken in range(size, 0, -1):
            ways[taken] += ways[taken - 1] * count
    return ways[size]
