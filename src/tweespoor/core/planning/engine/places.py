"""Rooms for whole groups in one slot: where none is free, others in the slot change rooms to make one free."""

from __future__ import annotations

from tweespoor.core.planning.engine.board import Board
from tweespoor.core.planning.engine.compiled import compiled
from tweespoor.core.planning.engine.world import NOTHING, World

UNSEEN = -2


@compiled
def seat(world: World, board: Board, group: int, slot: int) -> bool:
    """Give a group a room in the slot, where that can be; whether it was done."""
    row = board.occupant[slot]
    for place in range(world.room_from[group], world.room_from[group + 1]):
        room = world.rooms[place]
        if row[room] == NOTHING:
            row[room], board.room[group] = group, room
            return True
    return seat_by_moving(world, board, group, slot)


@compiled
def seat_by_moving(world: World, board: Board, group: int, slot: int) -> bool:
    """Give a group a room by letting others move on, the first along the shortest way to a free room."""
    free = way_to_room(world, board, group, slot)
    if free == NOTHING:
        return False
    move_on(board, group, slot, free)
    return True


@compiled
def way_to_room(world: World, board: Board, group: int, slot: int) -> int:
    """The free room at the end of the shortest way for a group to get a room, -1 where there is none.

    A room counts as free if who is in it clashes with the group, and so has to leave anyhow.
    """
    row, road, came = board.occupant[slot], board.road, board.from_room
    came[:] = UNSEEN
    found, at, asks, here = 0, 0, group, NOTHING
    while True:
        for place in range(world.room_from[asks], world.room_from[asks + 1]):
            room = world.rooms[place]
            if came[room] == UNSEEN:
                came[room] = here
                if row[room] == NOTHING or board.clash[group, row[room]]:
                    return room
                road[found] = room
                found += 1
        if at == found:
            return NOTHING
        here = road[at]
        asks = row[here]
        at += 1


@compiled
def move_on(board: Board, group: int, slot: int, free: int) -> None:
    """Along the way found to the free room everybody takes the next room, and the group the first."""
    row, room = board.occupant[slot], free
    while board.from_room[room] != NOTHING:
        before = board.from_room[room]
        row[room] = row[before]
        board.room[row[room]] = room
        room = before
    row[room], board.room[group] = group, room


@compiled
def keep_rooms(board: Board, place: int, slot: int) -> None:
    """Remember who is in which room in the slot, in one of three places."""
    for room in range(board.kept.shape[1]):
        board.kept[place, room] = board.occupant[slot, room]


@compiled
def rooms_as_kept(board: Board, place: int, slot: int) -> None:
    """Put everybody back in the room that was remembered."""
    for room in range(board.kept.shape[1]):
        group = board.kept[place, room]
        board.occupant[slot, room] = group
        if group != NOTHING:
            board.room[group] = room
