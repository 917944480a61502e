"""A plan under construction: groups with people in them, its score kept up with every change, and a way back.

Everything here keeps the hard rules, but that a group may for a while have too few people; `undersized` names those.
Every change is noted, and `back_to` undoes all since a mark.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from tweespoor.core.planning.data import Group, Plan
from tweespoor.core.planning.puzzle import NO_CLASS, Offer, Puzzle, bits


@dataclass(slots=True, eq=False)
class Meeting:
    """A group in the timetable: its offer, room and trainer, and who is in it."""

    offer: Offer
    room: int
    trainer: int
    most: int
    members: int = 0
    count: int = 0
    levels: Counter[int] = field(default_factory=Counter)
    genders: Counter[int] = field(default_factory=Counter)
    asking: int = 0
    low: int = 0
    high: int = 0


Change = tuple[str, int, Meeting | None, int]


class Timetable:
    """Who attends which class and which groups, changed step by step."""

    def __init__(self, puzzle: Puzzle) -> None:
        people, periods, slots = len(puzzle.people), len(puzzle.instance.periods), len(puzzle.day)
        self.puzzle = puzzle
        self.attends = [person.choices[0] for person in puzzle.people]
        self.net = [0] * len(puzzle.lessons)
        self.groups: dict[Meeting, None] = {}
        self.groups_per_activity = [0] * len(puzzle.instance.activities)
        self.placed: list[dict[int, Meeting]] = [{} for _ in range(people)]
        self.met: list[set[int]] = [set() for _ in range(people)]
        self.taken = [[0] * people for _ in range(periods)]
        self.room_taken = [list(row) for row in puzzle.room_taken]
        self.trainer_taken = [list(row) for row in puzzle.trainer_taken]
        self.trainer_sessions = [[0] * len(puzzle.instance.trainers) for _ in range(periods)]
        self.sizes = sorted({offer.size for offer in puzzle.offers})
        self.busy = [[0] * slots for _ in range(periods)]
        self.full = [dict.fromkeys(self.sizes, 0) for _ in range(periods)]
        self.wanting = [0] * len(puzzle.instance.activities)
        self.changes: list[Change] = []
        self._shapes: dict[int, int] = {}
        self.cost = self._cost_of_nothing()
        for number in range(people):
            self._note_lessons(number, lessons=puzzle.lessons_of(self.attends[number]))
            for activity in puzzle.people[number].demand_of:
                self.wanting[activity] |= 1 << number

    def _cost_of_nothing(self) -> int:
        people = self.puzzle.people
        stays = sum(self.puzzle.leaves_class(number, choice=each.choices[0]) for number, each in enumerate(people))
        kept = sum(len(then) for person in people for then in person.kept.values())
        weights = sum(sum(person.weights) for person in people)
        return weights + self.puzzle.instance.weights.moved * (stays + kept)

    # What a week costs, and who could come

    def shape(self, week: int) -> int:
        """What the days of a week with a group in it cost: lonely sessions and three in a row."""
        known = self._shapes.get(week)
        if known is None:
            weights = self.puzzle.instance.weights
            lonely = sum((week & day).bit_count() == 1 for day in self.puzzle.day_masks)
            rows = [week & day for day in self.puzzle.day_masks]
            thirds = sum((row & row << 1 & row << 2).bit_count() for row in rows)
            known = weights.single_session_day * lonely + weights.third_in_row * thirds
            self._shapes[week] = known
        return known

    def week(self, number: int, *, period: int) -> int:
        """All slots someone attends in a week of a period."""
        return self.taken[period][number] | self.puzzle.lessons_of(self.attends[number])

    def gain(self, number: int, *, offer: Offer) -> int:
        """How much lower the score gets with this person in a group of this offer, the group's own terms apart."""
        puzzle, person = self.puzzle, self.puzzle.people[number]
        weights, taken = puzzle.instance.weights, self.taken[offer.period][number]
        lessons = puzzle.lessons_of(self.attends[number])
        gain = person.weights[person.demand_of[offer.activity]]
        gain -= weights.dislike * person.dislikes[offer.activity] + weights.late * offer.late
        gain -= self.shape(taken | lessons | offer.mask) - (self.shape(taken | lessons) if taken else 0)
        if puzzle.instance.activities[offer.activity].preteach:
            gain -= weights.no_preteach * puzzle.untaught(offer.sessions, lessons=lessons)
        if person.kept:
            period, sessions = offer.period, offer.sessions
            gain += weights.moved * puzzle.kept(number, activity=offer.activity, period=period, sessions=sessions)
        return gain

    def candidates(self, offer: Offer) -> int:
        """The people with an open demand who are free at the offer's slots, before travel between places and order."""
        free = self.wanting[offer.activity] & offer.people & ~self.full[offer.period][offer.size]
        busy = self.busy[offer.period]
        for session in offer.sessions:
            for slot in session:
                free &= ~busy[slot]
        return free

    def can_come(self, number: int, *, offer: Offer, location: int) -> bool:
        """A candidate can travel to the place, and has what must come before and after in other periods."""
        puzzle, placed = self.puzzle, self.placed[number]
        if not puzzle.people[number].near >> location & 1:
            return False
        for earlier in puzzle.after[offer.activity]:
            if earlier in placed and placed[earlier].offer.period >= offer.period:
                return False
        for later in puzzle.before[offer.activity]:
            if later in placed and placed[later].offer.period <= offer.period:
                return False
        return not puzzle.rushed or self.in_time(number, period=offer.period, visit=(offer.mask, location))

    def can_join(self, number: int, *, group: Meeting) -> bool:
        """A candidate of the group's offer fits in: a seat, the levels, the gender, the way there."""
        level, activity = self.puzzle.people[number].level, self.puzzle.instance.activities[group.offer.activity]
        if group.count >= group.most:
            return False
        if group.count:
            spread = max(level, group.high) - min(level, group.low)
            if activity.max_level_spread is not None and spread > activity.max_level_spread:
                return False
            asks = self.puzzle.asking[group.offer.activity] >> number & 1
            if (asks or group.asking) and group.genders[self.puzzle.people[number].gender] < group.count:
                return False
        return self.can_come(number, offer=group.offer, location=self.puzzle.room_location[group.room])

    def join_gain(self, number: int, *, group: Meeting) -> int:
        """How much lower the whole score gets when this person joins."""
        weights, level = self.puzzle.instance.weights, self.puzzle.people[number].level
        gain = self.gain(number, offer=group.offer)
        if group.count < self.puzzle.instance.activities[group.offer.activity].min_size:
            gain += weights.outside_seat
        if group.count:
            wider = max(level, group.high) - min(level, group.low) - (group.high - group.low)
            gain -= weights.level_spread * wider
        return gain

    def in_time(
        self, number: int, *, period: int, visit: tuple[int, int] | None = None, attends: int | None = None
    ) -> bool:
        """The week can be travelled, with one more visit (slots, place), or with another class."""
        puzzle = self.puzzle
        attends = self.attends[number] if attends is None else attends
        own = puzzle.people[number].choices[0] == attends
        where: dict[int, tuple[int, bool]] = {}
        if attends != NO_CLASS:
            where = dict.fromkeys(bits(puzzle.lessons[attends]), (puzzle.class_location[attends], not own))
        for group in self.placed[number].values():
            if group.offer.period == period:
                where |= dict.fromkeys(bits(group.offer.mask), (puzzle.room_location[group.room], True))
        if visit is not None:
            where |= dict.fromkeys(bits(visit[0]), (visit[1], True))
        stops = sorted(where.items())
        for (one, (here, _)), (two, (there, _)) in pairwise(stops):
            if puzzle.day[one] == puzzle.day[two] and puzzle.gap(one, two) < puzzle.minutes[here][there]:
                return False
        return True

    # Rooms and trainers

    def free_rooms(self, offer: Offer) -> list[int]:
        """Rooms of the offer with nothing at its slots."""
        taken = self.room_taken[offer.period]
        return [room for room in offer.rooms if not taken[room] & offer.mask]

    def free_trainers(self, offer: Offer) -> list[int]:
        """Trainers of the offer with nothing at its slots and sessions left in the week."""
        taken, sessions = self.trainer_taken[offer.period], self.trainer_sessions[offer.period]
        trainers, count = self.puzzle.instance.trainers, len(offer.sessions)
        found = []
        for number in offer.trainers:
            most = trainers[number].max_sessions
            if not taken[number] & offer.mask and (most is None or sessions[number] + count <= most):
                found.append(number)
        return found

    def may_open(self, activity: int) -> bool:
        """The activity may have one more group."""
        most = self.puzzle.instance.activities[activity].max_groups
        return most is None or self.groups_per_activity[activity] < most

    # Changes

    def open(self, offer: Offer, *, room: int, trainer: int) -> Meeting:
        """Hold a group, as yet with nobody in it."""
        group = Meeting(offer, room, trainer, self.puzzle.most_members(offer.activity, room=room))
        self._open(group)
        self.changes.append(("open", 0, group, 0))
        return group

    def close(self, group: Meeting) -> None:
        """Send everybody away and drop the group."""
        for number in list(bits(group.members)):
            self.leave(number, group=group)
        self._close(group)
        self.changes.append(("close", 0, group, 0))

    def join(self, number: int, *, group: Meeting) -> None:
        """Put someone in a group where `can_join` and `candidates` allow it."""
        self._join(number, group)
        self.changes.append(("join", number, group, 0))

    def leave(self, number: int, *, group: Meeting) -> None:
        """Take someone out of a group."""
        self._leave(number, group)
        self.changes.append(("leave", number, group, 0))

    def can_attend(self, number: int, *, choice: int) -> bool:
        """The person can change to this class, one of the person's choices, keeping all groups."""
        puzzle, person = self.puzzle, self.puzzle.people[number]
        if choice != NO_CLASS and self.net[choice] + 1 > puzzle.instance.classes[choice].free_seats:
            return False
        lessons = puzzle.lessons_of(choice)
        for period, taken in enumerate(row[number] for row in self.taken):
            if taken & lessons or (taken and (taken | lessons).bit_count() > person.most):
                return False
            if puzzle.rushed and not self.in_time(number, period=period, attends=choice):
                return False
        return True

    def attend(self, number: int, *, choice: int) -> None:
        """Change to a class where `can_attend` allows it."""
        before = self.attends[number]
        self._attend(number, choice)
        self.changes.append(("attend", number, None, before))

    def back_to(self, mark: int) -> None:
        """Undo all changes since `len(changes)` was `mark`."""
        while len(self.changes) > mark:
            kind, number, group, before = self.changes.pop()
            if group is None:
                self._attend(number, before)
            elif kind == "join":
                self._leave(number, group)
            elif kind == "leave":
                self._join(number, group)
            elif kind == "open":
                self._close(group)
            else:
                self._open(group)

    def undersized(self) -> list[Meeting]:
        """Groups with nobody, or fewer people than outside seats can make up for."""
        least = self.puzzle.least_members
        return [group for group in self.groups if group.count < least(group.offer.activity)]

    def _outside(self, group: Meeting) -> int:
        return max(0, self.puzzle.instance.activities[group.offer.activity].min_size - group.count)

    def _group_terms(self, group: Meeting) -> int:
        weights = self.puzzle.instance.weights
        return weights.outside_seat * self._outside(group) + weights.level_spread * (group.high - group.low)

    def _open(self, group: Meeting) -> None:
        offer, instance = group.offer, self.puzzle.instance
        self.groups[group] = None
        self.groups_per_activity[offer.activity] += 1
        self.room_taken[offer.period][group.room] |= offer.mask
        self.trainer_taken[offer.period][group.trainer] |= offer.mask
        self.trainer_sessions[offer.period][group.trainer] += len(offer.sessions)
        self.cost += instance.weights.group_cost * instance.activities[offer.activity].group_cost
        self.cost += self._group_terms(group)

    def _close(self, group: Meeting) -> None:
        offer, instance = group.offer, self.puzzle.instance
        del self.groups[group]
        self.groups_per_activity[offer.activity] -= 1
        self.room_taken[offer.period][group.room] &= ~offer.mask
        self.trainer_taken[offer.period][group.trainer] &= ~offer.mask
        self.trainer_sessions[offer.period][group.trainer] -= len(offer.sessions)
        self.cost -= instance.weights.group_cost * instance.activities[offer.activity].group_cost
        self.cost -= self._group_terms(group)

    def _join(self, number: int, group: Meeting) -> None:
        offer, person = group.offer, self.puzzle.people[number]
        self.cost -= self.gain(number, offer=offer) + self._group_terms(group)
        self._count_in(number, group, step=1)
        self.cost += self._group_terms(group)
        self.placed[number][offer.activity] = group
        self._note_demand(number, demand=person.demand_of[offer.activity], met=True)
        self.taken[offer.period][number] |= offer.mask
        self._note_slots(number, period=offer.period, mask=offer.mask)

    def _leave(self, number: int, group: Meeting) -> None:
        offer, person = group.offer, self.puzzle.people[number]
        del self.placed[number][offer.activity]
        self._note_demand(number, demand=person.demand_of[offer.activity], met=False)
        self.taken[offer.period][number] &= ~offer.mask
        self._note_slots(number, period=offer.period, mask=offer.mask)
        self.cost -= self._group_terms(group)
        self._count_in(number, group, step=-1)
        self.cost += self.gain(number, offer=offer) + self._group_terms(group)

    def _count_in(self, number: int, group: Meeting, *, step: int) -> None:
        person = self.puzzle.people[number]
        group.members ^= 1 << number
        group.count += step
        group.levels[person.level] += step
        group.genders[person.gender] += step
        group.asking += step * (self.puzzle.asking[group.offer.activity] >> number & 1)
        levels = [level for level, count in group.levels.items() if count]
        group.low, group.high = (min(levels), max(levels)) if levels else (0, 0)

    def _note_demand(self, number: int, *, demand: int, met: bool) -> None:
        (self.met[number].add if met else self.met[number].discard)(demand)
        for activity, each in self.puzzle.people[number].demand_of.items():
            if each == demand:
                self.wanting[activity] ^= 1 << number

    def _note_slots(self, number: int, *, period: int, mask: int) -> None:
        """Someone became busy or free at these slots."""
        busy, bit = self.busy[period], 1 << number
        for slot in bits(mask):
            busy[slot] ^= bit
        self._note_load(number, period=period)

    def _note_load(self, number: int, *, period: int) -> None:
        left = self.puzzle.people[number].most - self.week(number, period=period).bit_count()
        full, bit = self.full[period], 1 << number
        for size in self.sizes:
            full[size] = full[size] & ~bit if size <= left else full[size] | bit

    def _note_lessons(self, number: int, *, lessons: int) -> None:
        """Lessons came or went."""
        for period in range(len(self.taken)):
            self._note_slots(number, period=period, mask=lessons)

    def _class_terms(self, number: int) -> int:
        """What depends on the class: the switch itself, keeping the earlier class, the weeks, teaching beforehand."""
        puzzle, person, attends = self.puzzle, self.puzzle.people[number], self.attends[number]
        weights, lessons = puzzle.instance.weights, puzzle.lessons_of(attends)
        cost = weights.switch * (attends != person.choices[0]) + weights.moved * puzzle.leaves_class(
            number, choice=attends
        )
        cost += sum(self.shape(row[number] | lessons) for row in self.taken if row[number])
        for activity, group in self.placed[number].items():
            if puzzle.instance.activities[activity].preteach:
                cost += weights.no_preteach * puzzle.untaught(group.offer.sessions, lessons=lessons)
        return cost

    def _attend(self, number: int, choice: int) -> None:
        before, lessons = self.attends[number], self.puzzle.lessons_of
        self.cost -= self._class_terms(number)
        for each, step in ((before, -1), (choice, 1)):
            if each != NO_CLASS:
                self.net[each] += step
        self.attends[number] = choice
        self._note_lessons(number, lessons=lessons(before) ^ lessons(choice))
        self.cost += self._class_terms(number)

    def plan(self) -> Plan:
        """The plan as it stands, in the order of time."""
        instance, puzzle = self.puzzle.instance, self.puzzle
        groups = sorted(self.groups, key=lambda group: (group.offer.period, group.offer.sessions, group.room))
        return Plan(
            groups=tuple(
                Group(
                    activity=instance.activities[group.offer.activity].id,
                    period=instance.periods[group.offer.period].id,
                    slots=tuple(tuple(instance.slots[slot].id for slot in each) for each in group.offer.sessions),
                    room=instance.rooms[group.room].id,
                    trainer=instance.trainers[group.trainer].id,
                    participants=tuple(instance.participants[number].id for number in bits(group.members)),
                    outside=self._outside(group),
                )
                for group in groups
            ),
            classes={
                instance.participants[number].id: instance.classes[choice].id
                for number, choice in enumerate(self.attends)
                if choice != puzzle.people[number].choices[0]
            },
        )
