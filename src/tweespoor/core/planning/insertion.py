"""Put one more person in a timetable in the best way, leaving everybody else where they are."""

from __future__ import annotations

from collections.abc import Container, Iterator

from tweespoor.core.planning.puzzle import Offer, Sessions, bits
from tweespoor.core.planning.timetable import Meeting, Timetable


def insert_best(
    table: Timetable, number: int, *, activity: int, times: Container[tuple[int, Sessions]] | None = None
) -> int | None:
    """Put the person in a group of the activity where that costs least, opening one and changing class if need be.

    Returns how much lower the score gets (below 0 where it gets higher); None, and nothing changed, where it cannot be.
    Others with an open demand may join a group that is opened; nobody is moved. `times` are the periods and sessions
    to look at, all if left out.
    """
    before, best, chosen = table.cost, None, None
    for way in _ways(table, activity=activity):
        offer = way.offer if isinstance(way, Meeting) else way[0]
        if times is not None and (offer.period, offer.sessions) not in times:
            continue
        for choice in table.puzzle.people[number].choices:
            mark = len(table.changes)
            if insert(table, number, way=way, choice=choice) and (best is None or table.cost < best):
                best, chosen = table.cost, (way, choice)
            table.back_to(mark)
    if best is None or chosen is None:
        return None
    insert(table, number, way=chosen[0], choice=chosen[1])
    return before - best


Way = Meeting | tuple[Offer, int]
"""A group to join, or an offer and a room to open one in."""


def _ways(table: Timetable, *, activity: int) -> Iterator[Way]:
    yield from [group for group in table.groups if group.offer.activity == activity]
    for offer in table.puzzle.offers_of[activity]:
        for room in table.free_rooms(offer):
            yield offer, room


def insert(table: Timetable, number: int, *, way: Way, choice: int) -> bool:
    """Put the person there, attending that class, with the members that gain most; False, undone, if it cannot be."""
    mark = len(table.changes)
    if choice != table.attends[number]:
        if not table.can_attend(number, choice=choice):
            return False
        table.attend(number, choice=choice)
    done = _join(table, number, group=way) if isinstance(way, Meeting) else _open(table, number, way[0], room=way[1])
    if not done:
        table.back_to(mark)
    return done


def _join(table: Timetable, number: int, *, group: Meeting) -> bool:
    if not table.candidates(group.offer) >> number & 1 or not table.can_join(number, group=group):
        return False
    table.join(number, group=group)
    return True


def _open(table: Timetable, number: int, offer: Offer, *, room: int) -> bool:
    place, trainers = table.puzzle.room_location[room], table.free_trainers(offer)
    if not table.candidates(offer) >> number & 1:
        return False
    able = [each for each in bits(table.candidates(offer)) if table.can_come(each, offer=offer, location=place)]
    if number not in able or not trainers or not table.may_open(offer.activity):
        return False
    gains = {each: table.gain(each, offer=offer) for each in able}
    best: tuple[int, ...] = ()
    mark, lowest = len(table.changes), None
    for others in _companies(table, number, offer=offer, able=able):
        _hold(table, number, offer=offer, room=room, ranked=sorted(others, key=lambda each: (-gains[each], each)))
        group = table.placed[number][offer.activity]
        enough = group.count >= table.puzzle.least_members(offer.activity)
        if enough and (lowest is None or table.cost < lowest):
            lowest, best = table.cost, tuple(bits(group.members))
        table.back_to(mark)
    if lowest is None:
        return False
    group = table.open(offer, room=room, trainer=trainers[0])
    for each in best:
        table.join(each, group=group)
    return True


def _hold(table: Timetable, number: int, *, offer: Offer, room: int, ranked: list[int]) -> None:
    """Open the group with the person and the others in their order, as long as they are needed or add something."""
    seat = table.puzzle.instance.weights.outside_seat
    least, paid = table.puzzle.least_members(offer.activity), table.puzzle.instance.activities[offer.activity].min_size
    group = table.open(offer, room=room, trainer=table.free_trainers(offer)[0])
    table.join(number, group=group)
    for each in ranked:
        adds = table.gain(each, offer=offer) + (seat if group.count < paid else 0)
        if table.can_join(each, group=group) and (group.count < least or adds > 0):
            table.join(each, group=group)


def _companies(table: Timetable, number: int, *, offer: Offer, able: list[int]) -> Iterator[list[int]]:
    """The others who could be with the person in one group: by every range of levels, and by gender."""
    puzzle, person = table.puzzle, table.puzzle.people[number]
    spread, asking = puzzle.instance.activities[offer.activity].max_level_spread, puzzle.asking[offer.activity]
    others = [each for each in able if each != number]
    pools = [[each for each in others if puzzle.people[each].gender == person.gender]]
    if not asking >> number & 1:
        pools.append([each for each in others if not asking >> each & 1])
    levels = sorted({puzzle.people[each].level for each in able})
    for low in [level for level in levels if level <= person.level]:
        for high in [level for level in levels if level >= person.level]:
            if spread is None or high - low <= spread:
                for pool in pools:
                    yield [each for each in pool if low <= puzzle.people[each].level <= high]
