"""Tear down a small part of the timetable, so that it can be built up otherwise."""

from __future__ import annotations

from tweespoor.core.planning.engine.changes import attend, join, leave, open_group
from tweespoor.core.planning.engine.compiled import compiled
from tweespoor.core.planning.engine.openings import free_trainer, room_is_free
from tweespoor.core.planning.engine.rebuild import empty_group
from tweespoor.core.planning.engine.scratch import Scratch, note_person
from tweespoor.core.planning.engine.seats import can_join
from tweespoor.core.planning.engine.state import COUNT, GROUPS, OFFER, PINNED, ROOM, TRAINER, State, pick
from tweespoor.core.planning.engine.weeks import in_time, is_free
from tweespoor.core.planning.engine.world import NOTHING, RUSHED, World

KINDS = 8
MOST_PEOPLE = 12


@compiled
def some_group(state: State) -> int:
    """A group that may be touched; -1 where none was found."""
    if state.total[GROUPS] == 0:
        return NOTHING
    group = state.active[pick(state, state.total[GROUPS])]
    return NOTHING if state.group[group, PINNED] else group


@compiled
def ruin(world: World, state: State, work: Scratch, kind: int) -> None:
    """One kind of ruin; who and what it changes is noted."""
    if kind == 0:
        for _ in range(1 + pick(state, 2)):
            drop(world, state, work, some_group(state))
    elif kind == 1:
        ruin_kin(world, state, work, 0, 2 + pick(state, 2))
    elif kind == 2:
        for _ in range(2 + pick(state, MOST_PEOPLE - 1)):
            empty_week(world, state, work, pick(state, state.attends.size))
    elif kind == 3:
        ruin_around_unplaced(world, state, work)
    elif kind == 4:
        ruin_kin(world, state, work, 1, 4)
    elif kind == 5:
        ruin_class(world, state, work)
    elif kind == 6:
        ruin_kin(world, state, work, 2, 2 + pick(state, 2))
    else:
        move_group(world, state, work)


@compiled
def drop(world: World, state: State, work: Scratch, group: int) -> None:
    """Close a group, where there is one and all its members may leave."""
    if group == NOTHING:
        return
    for place in range(state.group[group, COUNT]):
        if state.pinned[state.members[group, place]]:
            return
    empty_group(world, state, work, group)


@compiled
def is_kin(world: World, state: State, one: int, two: int, kind: int) -> bool:
    """Two groups of one activity (0), of one trainer in a period (1), or at the same time (2)."""
    a, b = state.group[one, OFFER], state.group[two, OFFER]
    if kind == 0:
        return world.offer_activity[a] == world.offer_activity[b]
    if world.offer_period[a] != world.offer_period[b]:
        return False
    if kind == 1:
        return state.group[one, TRAINER] == state.group[two, TRAINER]
    for first in range(world.offer_sessions[a]):
        for second in range(world.offer_sessions[b]):
            if world.offer_day[a, first] == world.offer_day[b, second]:
                if world.offer_mask[a, first] & world.offer_mask[b, second]:
                    return True
    return False


@compiled
def ruin_kin(world: World, state: State, work: Scratch, kind: int, most: int) -> None:
    """A group and some of its kin."""
    first = some_group(state)
    if first == NOTHING:
        return
    found, start = 0, pick(state, state.total[GROUPS])
    kin = work.kin
    for step in range(state.total[GROUPS]):
        group = state.active[(start + step) % state.total[GROUPS]]
        if group != first and not state.group[group, PINNED] and is_kin(world, state, first, group, kind):
            if found < kin.size and found < most - 1:
                kin[found] = group
                found += 1
    drop(world, state, work, first)
    for at in range(found):
        drop(world, state, work, kin[at])


@compiled
def empty_week(world: World, state: State, work: Scratch, person: int) -> None:
    """Take someone out of all groups."""
    for wish in range(world.wish_from[person], world.wish_from[person + 1]):
        if state.group_of[wish] != NOTHING and not state.pinned[wish]:
            work.changed_group[state.group_of[wish]] = 1
            leave(world, state, wish)
    note_person(work, person)


@compiled
def someone_waiting(world: World, state: State) -> int:
    """Someone with an open demand, found by chance; -1 where none was found."""
    start = pick(state, state.attends.size)
    for step in range(state.attends.size):
        person = (start + step) % state.attends.size
        for demand in range(world.demand_from[person], world.demand_from[person + 1]):
            if state.met[demand] == NOTHING:
                return person
    return NOTHING


@compiled
def ruin_around_unplaced(world: World, state: State, work: Scratch) -> None:
    """Someone with an open demand: the own groups, and groups of the activity that is wanted."""
    person = someone_waiting(world, state)
    if person == NOTHING:
        return
    empty_week(world, state, work, person)
    left = 1 + pick(state, 2)
    for _ in range(8):
        group = some_group(state)
        if group == NOTHING or left == 0:
            continue
        activity = world.offer_activity[state.group[group, OFFER]]
        for wish in range(world.wish_from[person], world.wish_from[person + 1]):
            if world.wish_activity[wish] == activity:
                drop(world, state, work, group)
                left -= 1
                break


@compiled
def can_attend(world: World, state: State, person: int, klass: int) -> bool:
    """The person can change to this class, one of the person's choices, keeping all groups."""
    if state.joiners[klass] + 1 > world.class_seats[klass]:
        return False
    own = klass == world.choices[world.choice_from[person]]
    for period in range(state.taken.shape[1]):
        load = state.load[person, period]
        if load and load + world.lesson_count[klass] > world.person_most[person]:
            return False
        for day in range(state.taken.shape[2]):
            if state.taken[person, period, day] & world.lesson[klass, day]:
                return False
            if not own and world.person_away[person, period, day] & world.lesson[klass, day]:
                return False
    return True


@compiled
def week_in_time(world: World, state: State, person: int) -> bool:
    """All days of all periods can be travelled."""
    for period in range(state.taken.shape[1]):
        for day in range(state.taken.shape[2]):
            if not in_time(world, state, person, period, day, 0, 0):
                return False
    return True


@compiled
def ruin_class(world: World, state: State, work: Scratch) -> None:
    """Someone who can switch attends another class."""
    start = pick(state, state.attends.size)
    for step in range(state.attends.size):
        person = (start + step) % state.attends.size
        first, count = world.choice_from[person], world.choice_from[person + 1] - world.choice_from[person]
        if count > 1:
            klass = world.choices[first + pick(state, count)]
            if pick(state, 2) or not change_class(world, state, person, klass):
                empty_week(world, state, work, person)
                change_class(world, state, person, klass)
            note_person(work, person)
            return


@compiled
def change_class(world: World, state: State, person: int, klass: int) -> bool:
    """Attend another class where that can be; whether it was done."""
    before = state.attends[person]
    if klass == before or not can_attend(world, state, person, klass):
        return False
    attend(world, state, person, klass)
    if world.flags[RUSHED] and not week_in_time(world, state, person):
        attend(world, state, person, before)
        return False
    return True


@compiled
def move_group(world: World, state: State, work: Scratch) -> None:
    """Hold a group at another time, with those of its members who can come then."""
    group = some_group(state)
    if group == NOTHING:
        return
    before, room = state.group[group, OFFER], state.group[group, ROOM]
    activity, count = world.offer_activity[before], state.group[group, COUNT]
    offers = world.offer_from[activity + 1] - world.offer_from[activity]
    offer = world.offer_from[activity] + pick(state, offers)
    kept = work.chosen
    for place in range(count):
        kept[place] = state.members[group, place]
    groups = state.total[GROUPS]
    drop(world, state, work, group)
    if state.total[GROUPS] == groups:
        return
    trainer = free_trainer(world, state, offer)
    if trainer == -2 or not room_is_free(world, state, room, offer):
        return
    again = open_group(world, state, offer, room, trainer)
    for place in range(count):
        wish = kept[place]
        if is_free(world, state, world.wish_person[wish], offer) and can_join(world, state, wish, again):
            join(world, state, wish, again)
    work.changed_group[again] = 1
