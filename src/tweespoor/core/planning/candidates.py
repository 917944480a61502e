"""The groups that a model may hold, each with its CP-SAT variables: whether, in which room, with which trainer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from tweespoor.core.planning.puzzle import Offer, Puzzle
from tweespoor.core.planning.timetable import Meeting, Timetable

Literal = cp_model.IntVar


@dataclass(eq=False, slots=True)
class Candidate:
    """A group that may be held, with its variables. `kept` is there where others are in it already."""

    offer: Offer
    held: Literal
    rooms: dict[int, Literal]
    trainers: dict[int, Literal]
    places: dict[int, Literal]
    kept: Meeting | None = None
    base: int = 0
    members: dict[int, Literal] = field(default_factory=dict)


def candidates(
    model: cp_model.CpModel, *, table: Timetable, kept: list[Meeting], free: int, offers: Sequence[Offer]
) -> list[Candidate]:
    """The kept groups that free people could join, and the groups of the offers that rooms and trainers are left for.

    Where several groups of one offer could be held at once, the next is only held if the one before is.
    """
    made = [_kept_candidate(model, table.puzzle, group=g, free=free) for g in kept if g.offer.people & free]
    for offer in offers:
        made.extend(_opened(model, table.puzzle, offer=offer, kept=kept, free=free))
    return made


def _kept_candidate(model: cp_model.CpModel, puzzle: Puzzle, *, group: Meeting, free: int) -> Candidate:
    held = model.new_constant(1)
    return Candidate(
        group.offer,
        held,
        rooms={group.room: held},
        trainers={group.trainer: held},
        places={puzzle.room_location[group.room]: held},
        kept=group,
        base=group.members & ~free,
    )


def _opened(
    model: cp_model.CpModel, puzzle: Puzzle, *, offer: Offer, kept: list[Meeting], free: int
) -> Iterator[Candidate]:
    at_once = [g for g in kept if g.offer.period == offer.period and g.offer.mask & offer.mask]
    rooms = [room for room in offer.rooms if all(group.room != room for group in at_once)]
    trainers = [trainer for trainer in offer.trainers if all(group.trainer != trainer for group in at_once)]
    people = (offer.people & free).bit_count() // puzzle.least_members(offer.activity)
    most = puzzle.instance.activities[offer.activity].max_groups
    before: Candidate | None = None
    for _ in range(min(len(rooms), len(trainers), people, people if most is None else most)):
        candidate = _candidate(model, puzzle, offer=offer, rooms=rooms, trainers=trainers)
        if before is not None:
            model.add_implication(candidate.held, before.held)
        yield candidate
        before = candidate


def _candidate(
    model: cp_model.CpModel, puzzle: Puzzle, *, offer: Offer, rooms: list[int], trainers: list[int]
) -> Candidate:
    held = model.new_bool_var("")
    candidate = Candidate(
        offer,
        held,
        rooms=_one_of(model, rooms, held=held),
        trainers=_one_of(model, trainers, held=held),
        places={},
    )
    by_place: dict[int, list[Literal]] = defaultdict(list)
    for room, literal in candidate.rooms.items():
        by_place[puzzle.room_location[room]].append(literal)
    candidate.places.update(_one_of(model, list(by_place), held=held))
    for place, literals in by_place.items() if len(by_place) > 1 else ():
        model.add(candidate.places[place] == sum(literals))
    return candidate


def _one_of(model: cp_model.CpModel, numbers: list[int], *, held: Literal) -> dict[int, Literal]:
    """A literal per number, one of which is true where the group is held."""
    if len(numbers) == 1:
        return {numbers[0]: held}
    chosen = {number: model.new_bool_var("") for number in numbers}
    model.add(sum(chosen.values()) == held)
    return chosen
