"""Build a timetable by always taking the largest net gain: groups worth opening first, then seats in those there are.

Used as the start of the search, as its way to rebuild what it tore down, and as the peer it must never lose to.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from tweespoor.core.planning.puzzle import Offer, Puzzle, bits
from tweespoor.core.planning.timetable import Meeting, Timetable

Taste = Callable[[int], float]
"""Turns a gain into how attractive it looks; the search adds chance here, the greedy planner does not."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A group worth opening: what it gains in all, where, and with whom."""

    gain: int
    offer: Offer
    room: int
    members: tuple[int, ...]


def greedy(puzzle: Puzzle, *, start: Timetable | None = None, stopped: Callable[[], bool] = lambda: False) -> Timetable:
    """A valid timetable by largest net gain first, from nothing or from a start; what there is when `stopped`."""
    table = start or Timetable(puzzle)
    everybody = range(len(puzzle.people))
    keep_classes(table, people=everybody)
    fill_seats(table, groups=list(table.groups))
    open_groups(table, offers=puzzle.offers, stopped=stopped)
    fill_seats(table, groups=list(table.groups))
    switch_classes(table, people=everybody, stopped=stopped)
    open_groups(table, offers=puzzle.offers, stopped=stopped)
    fill_seats(table, groups=list(table.groups))
    return table


def keep_classes(table: Timetable, *, people: Iterable[int]) -> None:
    """Give back the class of the previous plan where that is cheaper than the present one."""
    for number in people:
        before = table.puzzle.people[number].class_before
        if before is not None and before in table.puzzle.people[number].choices[1:]:
            mark, cost = len(table.changes), table.cost
            if table.can_attend(number, choice=before):
                table.attend(number, choice=before)
            if table.cost >= cost:
                table.back_to(mark)


def open_groups(
    table: Timetable,
    *,
    offers: Iterable[Offer],
    taste: Taste = float,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Open the group that gains most, again and again. What an offer gains is worked out anew when its turn comes."""
    queue: list[tuple[float, int, Opening]] = []
    for offer in offers:
        opening = best_opening(table, offer)
        if opening is not None:
            queue.append((-taste(opening.gain), offer.number, opening))
        if stopped():
            return
    heapq.heapify(queue)
    while queue and not stopped():
        _, number, seen = heapq.heappop(queue)
        opening = best_opening(table, seen.offer)
        if opening is None:
            continue
        if opening.gain < seen.gain:
            heapq.heappush(queue, (-taste(opening.gain), number, opening))
            continue
        hold(table, opening)
        again = best_opening(table, seen.offer)
        if again is not None:
            heapq.heappush(queue, (-taste(again.gain), number, again))


def hold(table: Timetable, opening: Opening) -> Meeting:
    """Open the group with its members, with the free trainer who is of least use elsewhere."""
    offer, sessions = opening.offer, table.trainer_sessions[opening.offer.period]
    trainer = min(table.free_trainers(offer), key=lambda number: (sessions[number], number))
    group = table.open(offer, room=opening.room, trainer=trainer)
    for number in opening.members:
        table.join(number, group=group)
    return group


def best_opening(table: Timetable, offer: Offer) -> Opening | None:
    """The members and room with which a group of this offer gains most; None where it gains nothing."""
    candidates = table.candidates(offer)
    least = table.puzzle.least_members(offer.activity)
    if candidates.bit_count() < least or not table.may_open(offer.activity) or not table.free_trainers(offer):
        return None
    best: Opening | None = None
    gains = {number: table.gain(number, offer=offer) for number in bits(candidates)}
    ranked = sorted(gains, key=lambda number: (-gains[number], number))
    for room in _rooms_worth_trying(table, offer):
        location = table.puzzle.room_location[room]
        able = [number for number in ranked if table.can_come(number, offer=offer, location=location)]
        for pool in _pools(table.puzzle, offer.activity, people=able):
            best = _better(best, _best_window(table, offer, room=room, pool=pool, gains=gains))
    return best


def _better(one: Opening | None, two: Opening | None) -> Opening | None:
    if one is None or two is None:
        return one or two
    return two if two.gain > one.gain else one


def _rooms_worth_trying(table: Timetable, offer: Offer) -> list[int]:
    """Per location the smallest free room that takes the largest group there can be."""
    chosen: dict[int, tuple[int, int, int]] = {}
    for room in table.free_rooms(offer):
        place, capacity = table.puzzle.room_location[room], table.puzzle.instance.rooms[room].capacity
        rank = (-table.puzzle.most_members(offer.activity, room=room), capacity, room)
        chosen[place] = min(chosen.get(place, rank), rank)
    return [room for _, _, room in chosen.values()]


def _pools(puzzle: Puzzle, activity: int, *, people: list[int]) -> list[list[int]]:
    """Who could be in a group together as to gender: those who do not mind, or all of one gender."""
    asking = puzzle.asking[activity]
    if not any(asking >> number & 1 for number in people):
        return [people]
    genders = sorted({puzzle.people[number].gender for number in people})
    single = [[number for number in people if puzzle.people[number].gender == gender] for gender in genders]
    return [[number for number in people if not asking >> number & 1], *single]


def _best_window(
    table: Timetable, offer: Offer, *, room: int, pool: Collection[int], gains: dict[int, int]
) -> Opening | None:
    """The best group over all windows of levels that lie close enough together."""
    puzzle = table.puzzle
    spread = puzzle.instance.activities[offer.activity].max_level_spread
    levels = sorted({puzzle.people[number].level for number in pool})
    best: Opening | None = None
    for low in levels if spread is not None else levels[:1]:
        inside = [n for n in pool if spread is None or low <= puzzle.people[n].level <= low + spread]
        best = _better(best, _group(puzzle, offer, room=room, people=inside, gains=gains))
    return best


def _group(puzzle: Puzzle, offer: Offer, *, room: int, people: list[int], gains: dict[int, int]) -> Opening | None:
    """The first of `people`, best first, as long as they add something; None where no gain is left."""
    activity, weights = puzzle.instance.activities[offer.activity], puzzle.instance.weights
    most, gain = puzzle.most_members(offer.activity, room=room), 0
    members: list[int] = []
    for number in people[:most]:
        added = gains[number] + (weights.outside_seat if len(members) < activity.min_size else 0)
        if added <= 0 and len(members) >= puzzle.least_members(offer.activity):
            break
        members.append(number)
        gain += gains[number]
    if len(members) < puzzle.least_members(offer.activity):
        return None
    levels = [puzzle.people[number].level for number in members]
    gain -= weights.group_cost * activity.group_cost + weights.level_spread * (max(levels) - min(levels))
    gain -= weights.outside_seat * max(0, activity.min_size - len(members))
    return Opening(gain, offer, room, tuple(members)) if gain > 0 else None


def fill_seats(table: Timetable, *, groups: Iterable[Meeting], taste: Taste = float) -> None:
    """Give the seats left in these groups to those who gain by it, the largest gain first."""
    wishes = []
    for order, group in enumerate(groups):
        if group.count < group.most:
            for number in bits(table.candidates(group.offer)):
                gain = table.join_gain(number, group=group)
                if gain > 0 and table.can_join(number, group=group):
                    wishes.append((-taste(gain), number, order, group))
    wishes.sort(key=lambda wish: wish[:3])
    for _, number, _, group in wishes:
        free = table.candidates(group.offer) >> number & 1
        if free and table.can_join(number, group=group) and table.join_gain(number, group=group) > 0:
            table.join(number, group=group)


def switch_classes(table: Timetable, *, people: Iterable[int], stopped: Callable[[], bool] = lambda: False) -> None:
    """Try another class for people with open demands, and keep it where that lowers the score."""
    for number in people:
        person = table.puzzle.people[number]
        if len(person.choices) == 1 or len(table.met[number]) == len(person.weights):
            continue
        for choice in person.choices:
            mark, cost = len(table.changes), table.cost
            if choice == table.attends[number] or not table.can_attend(number, choice=choice):
                continue
            table.attend(number, choice=choice)
            place_person(table, number)
            if table.cost >= cost:
                table.back_to(mark)
        if stopped():
            return


def place_person(table: Timetable, number: int) -> None:
    """Put one person in the groups there are, largest gain first."""
    person = table.puzzle.people[number]
    while True:
        best, chosen = 0, None
        for group in table.groups:
            activity = group.offer.activity
            if activity not in person.demand_of or not table.candidates(group.offer) >> number & 1:
                continue
            gain = table.join_gain(number, group=group)
            if gain > best and table.can_join(number, group=group):
                best, chosen = gain, group
        if chosen is None:
            return
        table.join(number, group=chosen)


def dissolve_undersized(table: Timetable) -> list[Meeting]:
    """Drop the groups that have too few people; those dropped."""
    dropped = table.undersized()
    for group in dropped:
        table.close(group)
    return dropped
