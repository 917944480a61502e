"""Why a promise cannot be kept, in a sentence: what stands in the way of a group, or of a person's seat in it."""

from __future__ import annotations

from collections.abc import Iterator

from tweespoor.core.planning.data import Activity, Group
from tweespoor.core.planning.loading import offer_at
from tweespoor.core.planning.pins import PromisedGroup, in_one_text
from tweespoor.core.planning.puzzle import Offer
from tweespoor.core.planning.timetable import Meeting, Timetable


def why_no_group(table: Timetable, group: Group, *, promise: PromisedGroup) -> str:
    """Why a promised group cannot be held any more."""
    reasons = _of_the_instance(table, group)
    offer = offer_at(table.puzzle, group=group)
    if offer is not None:
        reasons = _of_the_timetable(table, offer, promise=promise)
    return next(reasons, f"no room, or no trainer, is left for {group.activity} at its slots in {group.period}")


def _of_the_instance(table: Timetable, group: Group) -> Iterator[str]:
    puzzle, instance = table.puzzle, table.puzzle.instance
    number = puzzle.activity_at.get(group.activity)
    if number is None:
        yield f"there is no activity {group.activity} any more"
        return
    activity = instance.activities[number]
    period = next((each for each in instance.periods if each.id == group.period), None)
    if period is None:
        yield f"there is no period {group.period} any more"
        return
    if activity.weeks > period.weeks:
        yield f"period {period.id} has {period.weeks} weeks, {activity.id} takes {activity.weeks}"
    wrong = sorted({slot for session in group.slots for slot in session} - set(puzzle.slot_at))
    if wrong:
        yield f"there is no slot {wrong[0]} any more"
    elif not _has_shape(activity, group) or _outside(activity.slots, group=group):
        yield f"{activity.id} cannot be held at {in_one_text(group.slots)} any more"
    yield from _of_means(table, group, activity=activity)


def _has_shape(activity: Activity, group: Group) -> bool:
    return len(group.slots) == activity.sessions and all(len(each) == activity.length for each in group.slots)


def _outside(slots: tuple[str, ...] | None, *, group: Group) -> bool:
    return slots is not None and not {slot for session in group.slots for slot in session} <= set(slots)


def _of_means(table: Timetable, group: Group, *, activity: Activity) -> Iterator[str]:
    """The room or the trainer it had is gone, or not there at its slots, and no other is."""
    instance = table.puzzle.instance
    rooms = [room for room in instance.rooms if activity.rooms is None or room.id in activity.rooms]
    open_rooms = [room for room in rooms if not _outside(room.slots, group=group)]
    if not open_rooms:
        yield f"room {group.room} is closed at its slots, and so is every other room for {activity.id}"
    elif all(room.capacity < activity.min_size for room in open_rooms):
        yield f"no room for {activity.id} that is open at its slots holds {activity.min_size} people"
    trainers = [each for each in instance.trainers if activity.trainers is None or each.id in activity.trainers]
    if all(_outside(each.slots, group=group) for each in trainers):
        yield f"trainer {group.trainer} is not there at its slots, and nor is any other trainer of {activity.id}"


def _of_the_timetable(table: Timetable, offer: Offer, *, promise: PromisedGroup) -> Iterator[str]:
    """What other promised groups left, or what the group must have, is not there."""
    puzzle = table.puzzle
    name = puzzle.instance.activities[offer.activity].id
    if not table.may_open(offer.activity):
        yield f"no more than {puzzle.instance.activities[offer.activity].max_groups} groups of {name} may be held"
    rooms, trainers = table.free_rooms(offer), table.free_trainers(offer)
    if promise.room is not None and puzzle.room_at.get(promise.room) not in rooms:
        yield f"room {promise.room} is gone, closed, too small or taken at its slots"
    if promise.trainer is not None and puzzle.trainer_at.get(promise.trainer) not in trainers:
        yield f"trainer {promise.trainer} is gone, away or taken at its slots"
    if not rooms:
        yield f"every room for {name} is taken at its slots by groups that were promised too"
    if not trainers:
        yield f"every trainer of {name} is taken at its slots by groups that were promised too"


def why_no_seat(table: Timetable, number: int, *, group: Meeting) -> str:
    """Why someone cannot be in a group any more."""
    name = table.puzzle.instance.participants[number].id
    reasons = (*_of_the_person(table, number, group=group), *_of_the_group(table, number, group=group))
    return f"{name} {reasons[0] if reasons else 'cannot get there in time, or has it in another order'}"


def _of_the_person(table: Timetable, number: int, *, group: Meeting) -> Iterator[str]:
    puzzle, offer = table.puzzle, group.offer
    person, activity = puzzle.people[number], puzzle.instance.activities[offer.activity]
    period = puzzle.instance.periods[offer.period].id
    if person.demand_of[offer.activity] in table.met[number]:
        yield "has another group for the same demand"
    if person.level < activity.level_min or (activity.level_max is not None and person.level > activity.level_max):
        yield f"has a level that {activity.id} is not open to"
    if offer.mask & person.away[offer.period]:
        yield f"is not available at its slots in {period}"
    if offer.mask & puzzle.lessons_of(table.attends[number]):
        yield "has lessons at its slots"
    if table.taken[offer.period][number] & offer.mask:
        yield f"has another group at its slots in {period}"
    if (table.week(number, period=offer.period) | offer.mask).bit_count() > person.most:
        yield f"has room for {person.most} slots a week in {period}, lessons and groups together"
    if not person.near >> puzzle.room_location[group.room] & 1:
        yield f"cannot travel as far as {puzzle.instance.rooms[group.room].location}"


def _of_the_group(table: Timetable, number: int, *, group: Meeting) -> Iterator[str]:
    puzzle, offer = table.puzzle, group.offer
    person, activity = puzzle.people[number], puzzle.instance.activities[offer.activity]
    if group.count >= group.most:
        yield f"finds no seat: room {puzzle.instance.rooms[group.room].id} has {group.most} for {activity.id}"
    if not group.count:
        return
    spread = max(person.level, group.high) - min(person.level, group.low)
    if activity.max_level_spread is not None and spread > activity.max_level_spread:
        yield "has a level too far from the others who were promised a seat"
    asks = group.asking or puzzle.asking[offer.activity] >> number & 1
    if asks and group.genders[person.gender] < group.count:
        yield "would make the group mixed, which someone in it does not want"
