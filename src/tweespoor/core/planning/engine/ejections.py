"""A group that waits gets a place, and those in the way wait in its stead.

Those give way who were hardest to place so far: each time a group finds no free place its burden grows, and the place
is taken where the burdens of those who have to leave are least. After Nagata and Braysy, "A powerful route
minimization heuristic for the vehicle routing problem with time windows", Operations Research Letters 37 (2009).
"""

from __future__ import annotations

from math import log

from tweespoor.core.planning.engine.board import WAITING, Board
from tweespoor.core.planning.engine.chains import flip
from tweespoor.core.planning.engine.compiled import compiled
from tweespoor.core.planning.engine.places import keep_rooms, rooms_as_kept, seat, way_to_room
from tweespoor.core.planning.engine.state import COST, GROUPS, PLACED, State, chance, pick
from tweespoor.core.planning.engine.world import NOTHING, World

NOWHERE = 1 << 60


@compiled
def place_waiting(world: World, board: Board, state: State) -> None:
    """Give the group that waits last a place, at the expense of others if need be."""
    last = board.counts[WAITING] - 1
    group = board.waiting[last]
    slot, least = cheapest_slot(world, board, state, group)
    if least > 0:
        board.burden[group] += 1
    if slot == NOTHING or (least > 0 and board.weight[group] == 0):
        other = pick(state, last + 1)
        board.waiting[last], board.waiting[other] = board.waiting[other], group
        return
    board.counts[WAITING] -= 1
    clear(world, board, state, group, slot)
    put(world, board, state, group, slot)


@compiled
def exchange_waiting(world: World, board: Board, state: State, heat: float) -> None:
    """Try a place for a group that waits, at the expense of others; back to what was if that is too much worse."""
    last, slot = board.counts[WAITING] - 1, pick(state, board.day.size)
    some = pick(state, last + 1)
    group = board.waiting[some]
    if board.offer_at[group, slot] == NOTHING:
        return
    before, allowed = state.total[COST], -heat * log(1.0 - chance(state))
    board.waiting[some], board.waiting[last] = board.waiting[last], group
    board.counts[WAITING] = last
    keep_rooms(board, 0, slot)
    clear(world, board, state, group, slot)
    put(world, board, state, group, slot)
    if state.total[COST] - before > allowed:
        take_out(board, state, group)
        rooms_as_kept(board, 0, slot)
        for at in range(last, board.counts[WAITING] - 1):
            bring_back(board, state, board.waiting[at])
        board.waiting[last] = group
        board.counts[WAITING] = last + 1


@compiled
def cheapest_slot(world: World, board: Board, state: State, group: int) -> tuple[int, int]:
    """Where those who have to leave for the group have the least burden, and that burden; by chance among equals."""
    slot, least, ties = NOTHING, NOWHERE, 0
    for other in range(board.day.size):
        if board.offer_at[group, other] != NOTHING:
            burden = burden_at(world, board, state, group, other, least)
            if burden < least:
                slot, least, ties = other, burden, 1
            elif burden == least:
                ties += 1
                if pick(state, ties) == 0:
                    slot = other
    return slot, least


@compiled
def burden_at(world: World, board: Board, state: State, group: int, slot: int, most: int) -> int:
    """The burden of those who have to leave for the group; it is not told further than that it is above `most`."""
    burden = 0
    for room in range(board.occupant.shape[1]):
        other = board.occupant[slot, room]
        if other != NOTHING and board.clash[group, other]:
            burden += board.burden[other]
    for place in range(world.after_from[group], world.after_from[group + 1]):
        if board.slot[world.after[place]] >= slot:
            burden += board.burden[world.after[place]]
    for place in range(world.before_from[group], world.before_from[group + 1]):
        other = board.slot[world.before[place]]
        if other != NOTHING and other <= slot:
            burden += board.burden[world.before[place]]
    if burden <= most and way_to_room(world, board, group, slot) == NOTHING:
        burden += board.burden[least_in_room(world, board, state, group, slot)]
    return burden


@compiled
def least_in_room(world: World, board: Board, state: State, group: int, slot: int) -> int:
    """Who has the least burden of those in a room that the group could have; by chance among equals."""
    found, ties = NOTHING, 0
    for place in range(world.room_from[group], world.room_from[group + 1]):
        other = board.occupant[slot, world.rooms[place]]
        ties += 1
        if found == NOTHING or board.burden[other] < board.burden[found]:
            found, ties = other, 1
        elif board.burden[other] == board.burden[found] and pick(state, ties) == 0:
            found = other
    return found


@compiled
def clear(world: World, board: Board, state: State, group: int, slot: int) -> None:
    """Everybody in the way of the group waits."""
    for room in range(board.occupant.shape[1]):
        other = board.occupant[slot, room]
        if other != NOTHING and board.clash[group, other]:
            take_out(board, state, other)
    for place in range(world.after_from[group], world.after_from[group + 1]):
        if board.slot[world.after[place]] >= slot:
            take_out(board, state, world.after[place])
    for place in range(world.before_from[group], world.before_from[group + 1]):
        other = world.before[place]
        if board.slot[other] != NOTHING and board.slot[other] <= slot:
            take_out(board, state, other)
    if way_to_room(world, board, group, slot) == NOTHING:
        take_out(board, state, least_in_room(world, board, state, group, slot))


@compiled
def take_out(board: Board, state: State, group: int) -> None:
    """The group waits, next in turn."""
    slot = board.slot[group]
    board.slot_before[group], board.room_before[group] = slot, board.room[group]
    state.total[COST] += board.weight[group] - weeks_without(board, group, slot)
    state.total[PLACED] -= board.people_from[group + 1] - board.people_from[group]
    state.total[GROUPS] -= 1
    board.occupant[slot, board.room[group]] = NOTHING
    board.slot[group], board.room[group] = NOTHING, NOTHING
    board.waiting[board.counts[WAITING]] = group
    board.counts[WAITING] += 1


@compiled
def put(world: World, board: Board, state: State, group: int, slot: int) -> None:
    """The group gets the slot, in which there must be a room for it."""
    seat(world, board, group, slot)
    count_in(board, state, group, slot)


@compiled
def bring_back(board: Board, state: State, group: int) -> None:
    """The group gets back the slot and the room that it was taken out of."""
    slot, room = board.slot_before[group], board.room_before[group]
    board.occupant[slot, room], board.room[group] = group, room
    count_in(board, state, group, slot)


@compiled
def count_in(board: Board, state: State, group: int, slot: int) -> None:
    """The group is in the slot: its people's weeks, and what is counted."""
    board.slot[group] = slot
    state.total[COST] -= board.weight[group] + weeks_without(board, group, slot)
    state.total[PLACED] += board.people_from[group + 1] - board.people_from[group]
    state.total[GROUPS] += 1


@compiled
def weeks_without(board: Board, group: int, slot: int) -> int:
    """Flip the slot in the weeks of the group's people; how much lower the weeks cost now."""
    day, less = board.day[slot], 0
    for place in range(board.people_from[group], board.people_from[group + 1]):
        less += board.shape[day, board.week[day, board.people[place]]]
    flip(board, group, slot)
    for place in range(board.people_from[group], board.people_from[group + 1]):
        less -= board.shape[day, board.week[day, board.people[place]]]
    return less
