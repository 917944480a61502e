"""Three groups change slots in a ring: where slots are full and groups have an order, no two may change places."""

from __future__ import annotations

from math import log

from tweespoor.core.planning.engine.board import Board
from tweespoor.core.planning.engine.chains import may_go
from tweespoor.core.planning.engine.compiled import compiled
from tweespoor.core.planning.engine.ejections import weeks_without
from tweespoor.core.planning.engine.places import keep_rooms, rooms_as_kept, seat
from tweespoor.core.planning.engine.state import COST, State, chance, pick
from tweespoor.core.planning.engine.world import NOTHING, World


@compiled
def rotate(world: World, board: Board, state: State, heat: float) -> bool:
    """Try three groups, found by chance, each in the slot of the next; back to what was if that is too much worse."""
    one, two, three = pick(state, board.slot.size), pick(state, board.slot.size), pick(state, board.slot.size)
    first, second, third = board.slot[one], board.slot[two], board.slot[three]
    if NOTHING in (first, second, third) or second in (first, third) or third == first:
        return False
    before, allowed = state.total[COST], -heat * log(1.0 - chance(state))
    keep_rooms(board, 0, first)
    keep_rooms(board, 1, second)
    keep_rooms(board, 2, third)
    for group in (one, two, three):
        lift(board, state, group)
    if (
        lay(world, board, state, one, second)
        and lay(world, board, state, two, third)
        and lay(world, board, state, three, first)
        and state.total[COST] - before <= allowed
    ):
        return True
    for group in (one, two, three):
        if board.slot[group] != NOTHING:
            lift(board, state, group)
    rooms_as_kept(board, 0, first)
    rooms_as_kept(board, 1, second)
    rooms_as_kept(board, 2, third)
    for group, slot in ((one, first), (two, second), (three, third)):
        board.slot[group] = slot
        weeks_without(board, group, slot)
    state.total[COST] = before
    return False


@compiled
def lift(board: Board, state: State, group: int) -> None:
    """The group has no slot for a moment."""
    slot = board.slot[group]
    state.total[COST] -= weeks_without(board, group, slot)
    board.occupant[slot, board.room[group]] = NOTHING
    board.slot[group] = NOTHING


@compiled
def lay(world: World, board: Board, state: State, group: int, slot: int) -> bool:
    """The group gets the slot, where nobody is in its way and there is a room; whether it was done."""
    if not may_go(world, board, group, slot):
        return False
    for room in range(board.occupant.shape[1]):
        other = board.occupant[slot, room]
        if other != NOTHING and board.clash[group, other]:
            return False
    if not seat(world, board, group, slot):
        return False
    board.slot[group] = slot
    state.total[COST] -= weeks_without(board, group, slot)
    return True
