"""Who gains most by a seat that is left."""

from __future__ import annotations

import numpy as np

from tweespoor.core.planning.engine.changes import join
from tweespoor.core.planning.engine.compiled import compiled
from tweespoor.core.planning.engine.openings import taste
from tweespoor.core.planning.engine.scratch import PEOPLE, SEATS, Scratch
from tweespoor.core.planning.engine.state import ASKING, COUNT, GROUPS, HIGH, LOW, OFFER, ROOM, State
from tweespoor.core.planning.engine.weeks import can_come, gain, is_free
from tweespoor.core.planning.engine.world import LEVELS, NOTHING, OUTSIDE, World


@compiled
def list_wishes(world: World, state: State, work: Scratch) -> None:
    """Per activity, the waiting wishes of the people whose weeks changed."""
    work.first[:] = NOTHING
    for at in range(work.counts[PEOPLE]):
        person = work.people[at]
        for wish in range(world.wish_from[person], world.wish_from[person + 1]):
            activity = world.wish_activity[wish]
            if state.waiting_at[wish] != NOTHING and state.met[world.wish_demand[wish]] == NOTHING:
                work.following[wish] = work.first[activity]
                work.first[activity] = wish


@compiled
def is_full(world: World, state: State, group: int) -> bool:
    """No seat is left, or the room has none."""
    row = state.group[group]
    most = world.activity_max[world.offer_activity[row[OFFER]]]
    return row[COUNT] >= min(most, world.room_capacity[row[ROOM]])


@compiled
def can_join(world: World, state: State, wish: int, group: int) -> bool:
    """Someone who waits and is free fits in: a seat, the levels, the gender, the way there."""
    row, person = state.group[group], world.wish_person[wish]
    activity = world.wish_activity[wish]
    if is_full(world, state, group):
        return False
    if row[COUNT]:
        level = world.person_level[person]
        if max(level, row[HIGH]) - min(level, row[LOW]) > world.activity_spread[activity]:
            return False
        if world.wish_asks[wish] or row[ASKING]:
            if state.genders[group, world.person_gender[person]] < row[COUNT]:
                return False
    if not is_free(world, state, person, row[OFFER]):
        return False
    return can_come(world, state, person, row[OFFER], world.room_location[row[ROOM]])


@compiled
def join_gain(world: World, state: State, wish: int, group: int) -> int:
    """How much lower the whole score gets when this wish is met in this group."""
    row = state.group[group]
    points = gain(world, state, wish, row[OFFER])
    if row[COUNT] < world.activity_min[world.wish_activity[wish]]:
        points += world.weights[OUTSIDE]
    if row[COUNT]:
        level = world.person_level[world.wish_person[wish]]
        wider = max(level, row[HIGH]) - min(level, row[LOW]) - (row[HIGH] - row[LOW])
        points -= world.weights[LEVELS] * wider
    return points


@compiled
def want_seat(world: World, state: State, work: Scratch, wish: int, group: int, noise: float) -> None:
    """Note that someone who waits would gain by a seat in this group, where that is so."""
    at = work.counts[SEATS]
    if at < work.seat_wish.size and can_join(world, state, wish, group):
        points = join_gain(world, state, wish, group)
        if points > 0:
            work.seat_wish[at], work.seat_group[at] = wish, group
            work.seat_taste[at] = -taste(state, points, noise)
            work.counts[SEATS] += 1


@compiled
def list_seats(world: World, state: State, work: Scratch, noise: float) -> None:
    """Who gains by which seat, in groups that changed or for people whose weeks did."""
    work.counts[SEATS] = 0
    list_wishes(world, state, work)
    for at in range(state.total[GROUPS]):
        group = state.active[at]
        activity = world.offer_activity[state.group[group, OFFER]]
        if is_full(world, state, group):
            continue
        if work.changed_group[group]:
            start = world.wishers_from[activity]
            for place in range(start, start + state.waiting_count[activity]):
                want_seat(world, state, work, state.waiting[place], group, noise)
        else:
            wish = work.first[activity]
            while wish != NOTHING:
                want_seat(world, state, work, wish, group, noise)
                wish = work.following[wish]


@compiled
def fill_seats(world: World, state: State, work: Scratch, noise: float) -> None:
    """Give the seats that are left to those who gain by it, the largest gain first."""
    list_seats(world, state, work, noise)
    count = work.counts[SEATS]
    if count == 0:
        return
    order = np.argsort(work.seat_taste[:count], kind="mergesort")
    for at in order:
        wish, group = work.seat_wish[at], work.seat_group[at]
        waits = state.met[world.wish_demand[wish]] == NOTHING
        if waits and can_join(world, state, wish, group) and join_gain(world, state, wish, group) > 0:
            join(world, state, wish, group)
