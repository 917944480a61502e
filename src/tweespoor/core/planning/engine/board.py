"""Where whole groups stand in a world of fixed groups, held so that moving several at once is quickly judged.

In such a world (flag FIXED) everybody who attends an activity must be in its one group, which has one session. So the
groups alone are the timetable: a slot and a room for each, and per person and day a mask of the slots taken. `State`
keeps the score and the row of chance; the many arrays it has for groups that change their people would cost most of
the speed, and hold nothing more.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tweespoor.core.planning.engine.compiled import Proxy, Reference, compiled, define, handle
from tweespoor.core.planning.engine.state import GROUPS, OFFER, ROOM, TRAINER, State
from tweespoor.core.planning.engine.world import FIXED, LATE, NOTHING, Numbers, World, cut

Small = NDArray[Any]
"""Whole numbers of fewer bits, so that more of them stay near the processor."""

# Positions in `Board.counts`.
WAITING, CHAIN, STAMP, SETTLED = range(4)


class Board(NamedTuple):
    """The arrays. Groups are numbered as their activities, slots over the whole week.

    Fixed: which offer holds a group in a slot, which groups share people, who is in a group and where it fits, what a
    day's mask costs. Searched: slot and room per group, groups per slot and room, masks per day and person, and the
    groups that wait for a place, the last of which is next. The rest is room to work in.
    """

    offer_at: Small
    clash: Small
    day: Numbers
    bit: Numbers
    people_from: Numbers
    people: Small
    weight: Numbers
    shape: Small
    slot: Numbers
    room: Numbers
    occupant: Small
    week: Small
    waiting: Numbers
    burden: Numbers
    counts: Numbers
    chain: Numbers
    mark: Numbers
    kept: Small
    road: Numbers
    from_room: Numbers
    slot_before: Numbers
    room_before: Numbers

    def handle(self) -> Board:
        """The same for compiled code."""
        return handle(self, proxy=BoardProxy)


class BoardReference(Reference):
    """A board in compiled code."""


class BoardProxy(Proxy):
    """A board for compiled code."""


define(BoardProxy, reference=BoardReference, arrays=Board)


def board_for(world: World) -> Board:
    """A board on which no group has a place as yet; without groups, where they are not fixed."""
    groups = len(world.activity_min) if world.flags[FIXED] else 0
    slots = int(world.offer_when.max()) + 1
    rooms = len(world.room_capacity)
    day, bit = _slots(world, slots=slots)
    people_from, people = _people(world, groups=groups)
    waiting = _hardest_last(world, groups=groups)
    return Board(
        offer_at=_offers(world, groups=groups, slots=slots),
        clash=_clashes(world, groups=groups),
        day=day,
        bit=bit,
        people_from=people_from,
        people=people.astype(np.int32),
        weight=_weights(world, groups=groups),
        shape=_shape(world).astype(np.int16),
        slot=np.full(groups, NOTHING, dtype=np.int64),
        room=np.full(groups, NOTHING, dtype=np.int64),
        occupant=np.full((slots, rooms), NOTHING, dtype=np.int32),
        week=np.zeros((world.person_away.shape[2], len(world.person_level)), dtype=np.int16),
        waiting=waiting,
        burden=np.ones(groups, dtype=np.int64),
        counts=np.array([len(waiting), 0, 0, 0], dtype=np.int64),
        chain=np.zeros(groups, dtype=np.int64),
        mark=np.zeros(groups, dtype=np.int64),
        kept=np.zeros((3, rooms), dtype=np.int32),
        road=np.zeros(rooms, dtype=np.int64),
        from_room=np.zeros(rooms, dtype=np.int64),
        slot_before=np.zeros(groups, dtype=np.int64),
        room_before=np.zeros(groups, dtype=np.int64),
    )


def _slots(world: World, *, slots: int) -> tuple[Numbers, Numbers]:
    """The day and the bit in the day's mask of each slot."""
    day, bit = np.zeros((2, slots), dtype=np.int64)
    day[world.offer_when], bit[world.offer_when] = world.offer_day[:, 0], world.offer_mask[:, 0]
    return day, bit


def _offers(world: World, *, groups: int, slots: int) -> Small:
    offer_at = np.full((groups, slots), NOTHING, dtype=np.int32)
    if groups:
        offers = np.arange(world.offer_from[-1])
        offer_at[world.offer_activity[offers], world.offer_when[offers]] = offers
    return offer_at


def _people(world: World, *, groups: int) -> tuple[Numbers, Numbers]:
    """Who attends each group."""
    attend: list[list[int]] = [[] for _ in range(groups)]
    if groups:
        for wish in range(int(world.wish_from[-1])):
            attend[world.wish_activity[wish]].append(int(world.wish_person[wish]))
    return cut(attend)


def _clashes(world: World, *, groups: int) -> Small:
    clash = np.zeros((groups, groups), dtype=np.int8)
    if groups:
        for first, last in zip(world.wish_from[:-1], world.wish_from[1:], strict=True):
            attended = world.wish_activity[first:last]
            clash[np.ix_(attended, attended)] = 1
        np.fill_diagonal(clash, 0)
    return clash


def _weights(world: World, *, groups: int) -> Numbers:
    """What it costs to leave out each group."""
    weight = np.zeros(groups, dtype=np.int64)
    if groups:
        wishes = np.arange(world.wish_from[-1])
        np.add.at(weight, world.wish_activity[wishes], world.demand_weight[world.wish_demand[wishes]])
    return weight


def _shape(world: World) -> Numbers:
    """What each mask of a day's slots costs, late slots among them, per day."""
    masks = np.arange(len(world.shape))
    shape = np.repeat(world.shape[None, :], world.person_away.shape[2], axis=0)
    late = world.offer_late > 0
    for day, mask in set(zip(world.offer_day[late, 0].tolist(), world.offer_mask[late, 0].tolist(), strict=True)):
        shape[day] += world.weights[LATE] * (masks & mask > 0)
    return shape


def _hardest_last(world: World, *, groups: int) -> Numbers:
    """The groups that can have a place, those with the fewest ways to have one last."""
    ways = np.diff(world.offer_from)[:groups] * np.diff(world.room_from)[:groups] if groups else np.zeros(0)
    order = np.argsort(-ways, kind="stable")
    return order[ways[order] > 0].astype(np.int64)


def put_back(world: World, board: Board, *, groups: Numbers) -> None:
    """Only these groups have a place: number, offer and room of each, as `Best` remembers them."""
    board.slot[:], board.room[:], board.occupant[:], board.week[:] = NOTHING, NOTHING, NOTHING, 0
    for group, offer, room in groups[:, :3].tolist():
        slot = int(world.offer_when[offer])
        board.slot[group], board.room[group], board.occupant[slot, room] = slot, room, group
        people = board.people[board.people_from[group] : board.people_from[group + 1]]
        board.week[board.day[slot], people] |= board.bit[slot].astype(board.week.dtype)
    waiting = [group for group in _hardest_last(world, groups=len(board.slot)) if board.slot[group] == NOTHING]
    board.waiting[: len(waiting)] = waiting
    board.counts[WAITING] = len(waiting)


@compiled
def note_places(board: Board, state: State) -> None:
    """The groups of the state are those on the board."""
    held = 0
    for group in range(board.slot.size):
        if board.slot[group] != NOTHING:
            row = state.group[group]
            row[OFFER], row[ROOM], row[TRAINER] = board.offer_at[group, board.slot[group]], board.room[group], NOTHING
            state.active[held] = group
            held += 1
    state.total[GROUPS] = held
