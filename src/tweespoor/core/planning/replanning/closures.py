"""What cannot be used in one period: a trainer who is ill, a room that is closed.

The format says when rooms and trainers can be used in a week, for all periods alike. A closure is an input of
re-planning beside the instance. It only takes possibilities away, so that a plan that keeps to it is a plan of the
instance too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from tweespoor.core.planning.data import Instance, Room, Trainer
from tweespoor.core.planning.puzzle import Offer, Puzzle

AnyOf = TypeVar("AnyOf", Room, Trainer)


class Closes(StrEnum):
    """What a closure is about."""

    TRAINER = "trainer"
    ROOM = "room"


class ClosureError(ValueError):
    """A closure that names nothing of the instance; the sentence begins with the text it was given as."""


@dataclass(frozen=True, kw_only=True)
class Closure:
    """A trainer or room that is not to be used in a period."""

    closes: Closes
    id: str
    period: str

    def __str__(self) -> str:
        return f"{self.closes}:{self.id}@{self.period}"


def read_closures(texts: Iterable[str], *, instance: Instance) -> tuple[Closure, ...]:
    """Closures from texts like `trainer:t1@p1`, `room:hall-2@p1` and `location:leerhuis@p1` (all its rooms).

    Raises:
        ClosureError: at the first text that names no trainer, room or location and period of the instance.
    """
    known = _texts(instance)
    found: dict[Closure, None] = {}
    for text in texts:
        if text not in known:
            raise ClosureError(
                f"{text!r} names nothing that can be closed; write trainer:ID@PERIOD, room:ID@PERIOD or "
                f"location:ID@PERIOD, with a period out of {', '.join(each.id for each in instance.periods)}"
            )
        found |= dict.fromkeys(known[text])
    return tuple(found)


def _texts(instance: Instance) -> dict[str, tuple[Closure, ...]]:
    """Every text that can be given, with what it closes."""
    known: dict[str, tuple[Closure, ...]] = {}
    for period in instance.periods:
        rooms = {room.id: Closure(closes=Closes.ROOM, id=room.id, period=period.id) for room in instance.rooms}
        for location in instance.locations:
            inside = tuple(rooms[room.id] for room in instance.rooms if room.location == location.id)
            known[f"location:{location.id}@{period.id}"] = inside
        trainers = [Closure(closes=Closes.TRAINER, id=each.id, period=period.id) for each in instance.trainers]
        known |= {str(each): (each,) for each in (*rooms.values(), *trainers)}
    return known


def close(puzzle: Puzzle, closures: Collection[Closure]) -> None:
    """Take the closed rooms and trainers out of the puzzle's offers, and the offers that are left without either."""
    rooms = {(puzzle.room_at[c.id], puzzle.period_at[c.period]) for c in closures if c.closes is Closes.ROOM}
    trainers = {(puzzle.trainer_at[c.id], puzzle.period_at[c.period]) for c in closures if c.closes is Closes.TRAINER}

    def rest(offers: Iterable[Offer]) -> tuple[Offer, ...]:
        left = (
            replace(
                offer,
                rooms=tuple(room for room in offer.rooms if (room, offer.period) not in rooms),
                trainers=tuple(each for each in offer.trainers if (each, offer.period) not in trainers),
            )
            for offer in offers
        )
        return tuple(offer for offer in left if offer.rooms and offer.trainers)

    if closures:
        puzzle.holdable = tuple(rest(offers) for offers in puzzle.holdable)
        set_offers(puzzle, numbers={offer.number for offer in puzzle.offers})


def shut(instance: Instance, closures: Collection[Closure]) -> Instance:
    """The instance in which others have what is closed, all the week of its period: for those who know no closures."""
    if not closures:
        return instance
    week = tuple(slot.id for slot in instance.slots)
    periods: dict[tuple[Closes, str], list[str]] = defaultdict(list)
    for closure in closures:
        periods[closure.closes, closure.id].append(closure.period)

    def taken(closes: Closes, each: AnyOf) -> AnyOf:
        if (closes, each.id) not in periods:
            return each
        return replace(each, taken_in={**each.taken_in, **dict.fromkeys(periods[closes, each.id], week)})

    return replace(
        instance,
        rooms=tuple(taken(Closes.ROOM, each) for each in instance.rooms),
        trainers=tuple(taken(Closes.TRAINER, each) for each in instance.trainers),
    )


def set_offers(puzzle: Puzzle, *, numbers: Collection[int]) -> None:
    """Let the puzzle's offers be those of its holdable ones that have these numbers."""
    puzzle.offers_of = tuple(tuple(each for each in offers if each.number in numbers) for offers in puzzle.holdable)
    puzzle.offers = tuple(offer for offers in puzzle.offers_of for offer in offers)
