"""Turn a plan back into a timetable, to go on from it or to explain it."""

from __future__ import annotations

from collections.abc import Sequence

from tweespoor.core.planning.data import Group, Plan
from tweespoor.core.planning.greedy import dissolve_undersized
from tweespoor.core.planning.puzzle import Offer, Puzzle
from tweespoor.core.planning.timetable import Timetable


def timetable_of(puzzle: Puzzle, *, plan: Plan) -> Timetable:
    """The timetable of a valid plan."""
    table = Timetable(puzzle)
    for name, attends in plan.classes.items():
        number, choice = puzzle.person_at[name], puzzle.class_at[attends]
        if choice != table.attends[number]:
            table.attend(number, choice=choice)
    for group in plan.groups:
        offer = offer_at(puzzle, group=group)
        if offer is None:
            raise ValueError(f"a group of {group.activity} cannot be held at {group.slots}: the plan is not valid")
        room, trainer = puzzle.room_at[group.room], puzzle.trainer_at[group.trainer]
        meeting = table.open(offer, room=room, trainer=trainer)
        for name in group.participants:
            table.join(puzzle.person_at[name], group=meeting)
    return table


def what_is_left(puzzle: Puzzle, *, plan: Plan) -> Timetable:
    """The timetable of an earlier plan, as far as it still keeps the rules; whatever does not is left out."""
    table = Timetable(puzzle)
    _switch(table, plan=plan)
    for group in plan.groups:
        _hold(table, group=group)
    while dissolve_undersized(table):
        pass
    return table


def _switch(table: Timetable, *, plan: Plan) -> None:
    """Switch classes in rounds, as one who leaves may make room for another."""
    puzzle = table.puzzle
    waiting = [
        (puzzle.person_at[name], puzzle.class_at[attends])
        for name, attends in plan.classes.items()
        if name in puzzle.person_at and attends in puzzle.class_at
    ]
    waiting = [(number, choice) for number, choice in waiting if choice in puzzle.people[number].choices[1:]]
    while waiting:
        left = []
        for number, choice in waiting:
            if table.can_attend(number, choice=choice):
                table.attend(number, choice=choice)
            else:
                left.append((number, choice))
        if len(left) == len(waiting):
            return
        waiting = left


def _hold(table: Timetable, *, group: Group) -> None:
    offer = offer_at(table.puzzle, group=group)
    if offer is None or not table.may_open(offer.activity):
        return
    room, trainer = table.puzzle.room_at.get(group.room), table.puzzle.trainer_at.get(group.trainer)
    rooms, trainers = table.free_rooms(offer), table.free_trainers(offer)
    if not rooms or not trainers:
        return
    meeting = table.open(
        offer,
        room=room if room in rooms else rooms[0],
        trainer=trainer if trainer in trainers else trainers[0],
    )
    for name in group.participants:
        number = table.puzzle.person_at.get(name)
        if number is None or not table.candidates(offer) >> number & 1:
            continue
        if table.can_join(number, group=meeting):
            table.join(number, group=meeting)


def offer_at(puzzle: Puzzle, *, group: Group, offers_of: Sequence[tuple[Offer, ...]] | None = None) -> Offer | None:
    """The offer of the group's activity, period and slots, out of the puzzle's or out of those given per activity."""
    activity, period = puzzle.activity_at.get(group.activity), puzzle.period_at.get(group.period)
    if activity is None:
        return None
    sessions = tuple(sorted(tuple(puzzle.slot_at.get(slot, -1) for slot in each) for each in group.slots))
    offers = (puzzle.offers_of if offers_of is None else offers_of)[activity]
    return next((each for each in offers if each.period == period and each.sessions == sessions), None)
