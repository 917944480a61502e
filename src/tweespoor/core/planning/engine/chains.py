"""Whole groups change slots: one moves, two change places, or all in a chain of clashes do.

Between two slots, a group that goes takes the place in time of those in the other slot who share people with it, these
of others in the first, and so on: the chain of Kempe. It is known what a chain costs before anything is moved, and
whoever has a group of the chain in both slots notices nothing.
"""

from __future__ import annotations

from math import log

from tweespoor.core.planning.engine.board import CHAIN, STAMP, Board
from tweespoor.core.planning.engine.compiled import compiled
from tweespoor.core.planning.engine.places import keep_rooms, rooms_as_kept, seat
from tweespoor.core.planning.engine.state import COST, State, chance, pick
from tweespoor.core.planning.engine.world import NOTHING, World

LONGEST = 24
"""No more groups are moved at once."""


@compiled
def change_slots(world: World, board: Board, state: State, heat: float) -> bool:
    """Try one change between two slots found by chance; whether it was made."""
    group = pick(state, board.slot.size)
    there = pick(state, board.day.size)
    here = board.slot[group]
    if here in (NOTHING, there) or not may_go(world, board, group, there):
        return False
    allowed = -heat * log(1.0 - chance(state))
    board.counts[STAMP] += 1
    board.counts[CHAIN] = 0
    link(board, group)
    other = board.occupant[there, pick(state, board.occupant.shape[1])]
    if other != NOTHING and chance(state) < 0.5:
        if not may_go(world, board, other, here):
            return False
        link(board, other)
    if not grow(world, board, here, there):
        return False
    worse = change(board, here, there, allowed)
    if worse > allowed or not move(world, board, here, there):
        return False
    state.total[COST] += worse
    return True


@compiled
def may_go(world: World, board: Board, group: int, slot: int) -> bool:
    """The group can be held in the slot, and what comes before and after it stays in order."""
    if board.offer_at[group, slot] == NOTHING:
        return False
    for place in range(world.after_from[group], world.after_from[group + 1]):
        if board.slot[world.after[place]] >= slot:
            return False
    for place in range(world.before_from[group], world.before_from[group + 1]):
        other = board.slot[world.before[place]]
        if other != NOTHING and other <= slot:
            return False
    return True


@compiled
def link(board: Board, group: int) -> None:
    """The group is one of the chain."""
    board.mark[group] = board.counts[STAMP]
    board.chain[board.counts[CHAIN]] = group
    board.counts[CHAIN] += 1


@compiled
def grow(world: World, board: Board, here: int, there: int) -> bool:
    """Make the chain whole; False where it becomes too long, or one of its groups cannot go."""
    chain, mark, occupant, clash, slot = board.chain, board.mark, board.occupant, board.clash, board.slot
    stamp, count, at = board.counts[STAMP], board.counts[CHAIN], 0
    while at < count:
        group = chain[at]
        home = slot[group]
        goal = here + there - home
        for room in range(occupant.shape[1]):
            other = occupant[goal, room]
            if other != NOTHING and clash[group, other] and mark[other] != stamp:
                if count == LONGEST or not may_go(world, board, other, home):
                    return False
                mark[other] = stamp
                chain[count] = other
                count += 1
        at += 1
    board.counts[CHAIN] = count
    return True


@compiled
def change(board: Board, here: int, there: int, allowed: float) -> int:
    """How much the weeks cost more when the chain is moved."""
    week, shape, people, people_from = board.week, board.shape, board.people, board.people_from
    worse = 0
    for at in range(board.counts[CHAIN]):
        group = board.chain[at]
        home = board.slot[group]
        goal = here + there - home
        day, new_day, bit, new_bit = board.day[home], board.day[goal], board.bit[home], board.bit[goal]
        for place in range(people_from[group], people_from[group + 1]):
            person = people[place]
            mask, new_mask = week[day, person], week[new_day, person]
            if new_mask & new_bit:
                continue
            if day == new_day:
                worse += shape[day, mask ^ bit ^ new_bit] - shape[day, mask]
            else:
                worse += shape[day, mask ^ bit] - shape[day, mask]
                worse += shape[new_day, new_mask ^ new_bit] - shape[new_day, new_mask]
    return worse


@compiled
def move(world: World, board: Board, here: int, there: int) -> bool:
    """Move the chain where all find rooms; whether it was done."""
    keep_rooms(board, 0, here)
    keep_rooms(board, 1, there)
    for at in range(board.counts[CHAIN]):
        group = board.chain[at]
        board.occupant[board.slot[group], board.room[group]] = NOTHING
    for at in range(board.counts[CHAIN]):
        group = board.chain[at]
        if not seat(world, board, group, here + there - board.slot[group]):
            rooms_as_kept(board, 0, here)
            rooms_as_kept(board, 1, there)
            return False
    for at in range(board.counts[CHAIN]):
        flip(board, board.chain[at], board.slot[board.chain[at]])
        board.slot[board.chain[at]] = here + there - board.slot[board.chain[at]]
        flip(board, board.chain[at], board.slot[board.chain[at]])
    return True


@compiled
def flip(board: Board, group: int, slot: int) -> None:
    """Everybody of the group gets the slot taken, or free."""
    row, bit = board.week[board.day[slot]], board.bit[slot]
    for place in range(board.people_from[group], board.people_from[group + 1]):
        row[board.people[place]] ^= bit
