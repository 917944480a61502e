"""The plan that runs, taken over into a changed puzzle: what still holds of it, and who is directly hit.

First the groups that can be held just as they were, then the others with another room or trainer, and in them everybody
who can still come. Directly hit is whose group or week the change breaks: the members of a group that cannot go on in
its room, with its trainer, at its slots or with so few people; whoever cannot attend a group or the class any more; and
whoever left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from tweespoor.core.planning.data import Group, Instance, Plan
from tweespoor.core.planning.loading import offer_at, timetable_of
from tweespoor.core.planning.pins import NO_PINS, PinError, Pins, Promised, PromisedGroup, promised
from tweespoor.core.planning.puzzle import Offer, Puzzle
from tweespoor.core.planning.replanning.closures import Closure, close, set_offers
from tweespoor.core.planning.replanning.refusals import why_no_group, why_no_seat
from tweespoor.core.planning.rules import check
from tweespoor.core.planning.timetable import Meeting, Timetable


@dataclass(frozen=True)
class Running:
    """What still holds of the plan that runs.

    `hit` names those directly hit. `groups` may not be closed or moved, `seats` are pairs of a person and an activity
    that may not be parted, `classes` are people who may not switch: the promises, found again in the timetable.
    """

    table: Timetable
    hit: frozenset[str]
    groups: frozenset[Meeting]
    seats: frozenset[tuple[int, int]]
    classes: frozenset[int]


def puzzle_for(instance: Instance, *, closed: Collection[Closure] = (), keep: Pins = NO_PINS) -> Puzzle:
    """The instance in numbers, without what is closed, and with an offer for every promised group however small.

    Raises:
        PinError: if a pin means nothing.
    """
    puzzle = Puzzle(instance)
    close(puzzle, closed)
    plan = instance.previous or Plan()
    kept = [plan.groups[place] for place in promised(puzzle, keep).groups]
    wanted = [offer_at(puzzle, group=group, offers_of=puzzle.holdable) for group in kept]
    set_offers(puzzle, numbers={offer.number for offer in (*puzzle.offers, *wanted) if offer is not None})
    return puzzle


def directly_hit(instance: Instance, *, closed: Collection[Closure] = ()) -> frozenset[str]:
    """Whose group or week of the plan that runs, the instance's `previous`, the change breaks."""
    return take_over(puzzle_for(instance, closed=closed)).hit


def take_over(puzzle: Puzzle, *, keep: Pins = NO_PINS) -> Running:
    """What still holds of the plan that runs. Groups may be left with too few people (`Timetable.undersized`).

    Raises:
        PinError: with a sentence for every promise that cannot be kept, and why.
    """
    promises = promised(puzzle, keep)
    taken = _TakeOver(puzzle, promises=promises)
    if taken.faults and promises.groups:
        taken = _TakeOver(puzzle, promises=promises, promised_first=True)
    if taken.faults:
        raise PinError(*dict.fromkeys(taken.faults))
    return Running(
        table=taken.table,
        hit=frozenset(taken.hit),
        groups=frozenset(taken.meetings[place] for place in promises.groups),
        seats=frozenset(promises.seats),
        classes=frozenset(promises.classes),
    )


@dataclass
class _TakeOver:
    """One way to take the plan over: promised groups may choose their room first, or after those that need none."""

    puzzle: Puzzle
    promises: Promised
    promised_first: bool = False
    table: Timetable = field(init=False)
    plan: Plan = field(init=False)
    meetings: dict[int, Meeting] = field(default_factory=dict)
    hit: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.table = Timetable(self.puzzle)
        self.plan = self.puzzle.instance.previous or Plan()
        if self._still_holds():
            self.table = timetable_of(self.puzzle, plan=self.plan)
            self.meetings = dict(enumerate(self.table.groups))
        else:
            self._attend()
            self._hold()
            self._seat()
            self._count()
        self.table.changes.clear()

    def _still_holds(self) -> bool:
        """The plan that runs keeps all rules and uses nothing that is closed."""
        for group in self.plan.groups:
            offer = offer_at(self.puzzle, group=group)
            if offer is None or self.puzzle.room_at.get(group.room) not in offer.rooms:
                return False
            if self.puzzle.trainer_at.get(group.trainer) not in offer.trainers:
                return False
        return check(self.puzzle.instance, self.plan).valid

    # Classes

    def _attend(self) -> None:
        """Everybody in the class of the plan that runs, in rounds, as one who leaves may make room for another."""
        known, promised_classes = self.puzzle.person_at, self.promises.classes
        waiting = {known[name]: attends for name, attends in self.plan.classes.items() if name in known}
        order = sorted(waiting, key=lambda number: (number not in promised_classes, number))
        while order:
            left = [number for number in order if not self._attends(number, name=waiting[number])]
            if len(left) == len(order):
                break
            order = left
        for number in order:
            name = self.puzzle.instance.participants[number].id
            self.hit.add(name)
            if number in promised_classes:
                said = promised_classes[number]
                self.faults.append(f"{said}: cannot be kept: {name} cannot attend class {waiting[number]} any more")

    def _attends(self, number: int, *, name: str) -> bool:
        choice, table = self.puzzle.class_at.get(name), self.table
        if choice is None or choice not in self.puzzle.people[number].choices:
            return False
        if choice != table.attends[number] and not table.can_attend(number, choice=choice):
            return False
        if choice != table.attends[number]:
            table.attend(number, choice=choice)
        return True

    # Groups

    def _hold(self) -> None:
        groups = range(len(self.plan.groups))
        kept = [place for place in groups if place in self.promises.groups]
        others = [place for place in groups if place not in self.promises.groups]
        in_turn = ((kept, True), (others, True), (kept, False), (others, False))
        for places, exact in sorted(in_turn, key=lambda turn: turn[0] is others) if self.promised_first else in_turn:
            for place in places:
                if place not in self.meetings:
                    self._open(place, exact=exact)
        for place in groups:
            if place not in self.meetings:
                self.hit.update(self.plan.groups[place].participants)
        for place in kept:
            if place not in self.meetings:
                self._cannot_hold(place)

    def _open(self, place: int, *, exact: bool) -> None:
        """Hold a group, just as it was or else as near to that as can be."""
        group, table = self.plan.groups[place], self.table
        offer = offer_at(self.puzzle, group=group)
        if offer is None or not table.may_open(offer.activity):
            return
        rooms, trainers = self._rooms(offer, place=place, exact=exact), self._trainers(offer, place=place, exact=exact)
        if rooms and trainers:
            self.meetings[place] = table.open(offer, room=rooms[0], trainer=trainers[0])
            if not exact:
                self.hit.update(group.participants)

    def _rooms(self, offer: Offer, *, place: int, exact: bool) -> list[int]:
        """Free rooms the group may have, the best first: its own, enough seats, the same place, no larger than need."""
        group, puzzle = self.plan.groups[place], self.puzzle
        own = puzzle.room_at.get(group.room)
        only = exact or self.promises.groups.get(place, PromisedGroup("")).room is not None
        free = [room for room in self.table.free_rooms(offer) if not only or room == own]

        def rank(room: int) -> tuple[bool, int, bool, int, int]:
            seats = min(len(group.participants), puzzle.most_members(offer.activity, room=room))
            elsewhere = own is None or puzzle.room_location[room] != puzzle.room_location[own]
            return room != own, -seats, elsewhere, puzzle.instance.rooms[room].capacity, room

        return sorted(free, key=rank)

    def _trainers(self, offer: Offer, *, place: int, exact: bool) -> list[int]:
        """Free trainers the group may have, the best first: its own, then who has the least to do."""
        own = self.puzzle.trainer_at.get(self.plan.groups[place].trainer)
        only = exact or self.promises.groups.get(place, PromisedGroup("")).trainer is not None
        sessions = self.table.trainer_sessions[offer.period]
        free = [each for each in self.table.free_trainers(offer) if not only or each == own]
        return sorted(free, key=lambda each: (each != own, sessions[each], each))

    def _cannot_hold(self, place: int) -> None:
        promise, group = self.promises.groups[place], self.plan.groups[place]
        why = why_no_group(self.table, group, promise=promise)
        self.faults.append(f"{promise.said}: cannot be kept: {why}")

    # People

    def _seat(self) -> None:
        """Everybody back in the groups, promised seats first; in rounds, as one visit may make another reachable."""
        waiting = [(place, name) for place in self.meetings for name in self._members(place)]
        waiting.sort(key=lambda seat: not self._is_promised(*seat))
        while waiting:
            left = [(place, name) for place, name in waiting if not self._joins(place, name=name)]
            if len(left) == len(waiting):
                break
            waiting = left
        for place, name in waiting:
            self.hit.add(name)
            if self._is_promised(place, name):
                self._cannot_seat(place, name=name)

    def _members(self, place: int) -> Iterable[str]:
        return dict.fromkeys(self.plan.groups[place].participants)

    def _seat_of(self, place: int, name: str) -> tuple[int, int] | None:
        number = self.puzzle.person_at.get(name)
        return None if number is None else (number, self.puzzle.activity_at[self.plan.groups[place].activity])

    def _is_promised(self, place: int, name: str) -> bool:
        return self._seat_of(place, name) in self.promises.seats

    def _joins(self, place: int, *, name: str) -> bool:
        number, group = self.puzzle.person_at.get(name), self.meetings[place]
        if number is None or not self.table.candidates(group.offer) >> number & 1:
            return False
        if not self.table.can_join(number, group=group):
            return False
        self.table.join(number, group=group)
        return True

    def _cannot_seat(self, place: int, *, name: str) -> None:
        seat = self._seat_of(place, name)
        if seat is not None:
            why = why_no_seat(self.table, seat[0], group=self.meetings[place])
            self.faults.append(f"{self.promises.seats[seat]}: cannot be kept: {why}")

    # What is broken

    def _count(self) -> None:
        """Note who is hit by what became of the groups and of those who left."""
        known = self.puzzle.person_at
        named = {*self.plan.classes, *(name for group in self.plan.groups for name in group.participants)}
        self.hit.update(named - set(known))
        for place, meeting in self.meetings.items():
            group, promise = self.plan.groups[place], self.promises.groups.get(place)
            short = meeting.count < self.puzzle.least_members(meeting.offer.activity)
            if _too_many(group, meeting=meeting) or (short and promise is None):
                self.hit.update(group.participants)
            if promise is not None and not meeting.count:
                self.faults.append(f"{promise.said}: cannot be kept: nobody is left in the group")


def _too_many(group: Group, *, meeting: Meeting) -> bool:
    return len(group.participants) > meeting.most
