"""The ways to change a timetable, each of which keeps up the score and can be undone.

Every change keeps the hard rules but one: a group may for a while have too few people. Every change is noted, and
`back_to` undoes all since a mark.
"""

from __future__ import annotations

from tweespoor.core.planning.engine.compiled import compiled
from tweespoor.core.planning.engine.state import (
    ASKING,
    AT,
    ATTEND,
    CLOSE,
    COST,
    COUNT,
    GROUPS,
    HIGH,
    JOIN,
    LEAVE,
    LOW,
    NOTED,
    OFFER,
    OPEN,
    PINNED,
    PLACED,
    ROOM,
    SPARE,
    TRAINER,
    State,
    tell_busy,
    tell_load,
    tell_wanting,
)
from tweespoor.core.planning.engine.weeks import day_shape, gain, untaught
from tweespoor.core.planning.engine.world import (
    LEVELS,
    MOVED,
    NO_EARLIER_CLASS,
    NOTHING,
    OUTSIDE,
    SWITCH,
    UNTAUGHT,
    World,
)


@compiled
def note(state: State, kind: int, one: int, two: int, three: int, four: int) -> None:
    """Remember a change."""
    at = state.total[NOTED]
    if at < state.notes.shape[0]:
        state.notes[at, 0], state.notes[at, 1], state.notes[at, 2] = kind, one, two
        state.notes[at, 3], state.notes[at, 4] = three, four
    state.total[NOTED] = at + 1


@compiled
def group_terms(world: World, state: State, group: int) -> int:
    """What the group itself costs beside its fixed cost: seats filled from outside and levels apart."""
    activity = world.offer_activity[state.group[group, OFFER]]
    outside = max(0, world.activity_min[activity] - state.group[group, COUNT])
    spread = state.group[group, HIGH] - state.group[group, LOW]
    return world.weights[OUTSIDE] * outside + world.weights[LEVELS] * spread


@compiled
def open_group(world: World, state: State, offer: int, room: int, trainer: int) -> int:
    """Hold a group, as yet with nobody in it; its number."""
    state.total[SPARE] -= 1
    group = state.spare[state.total[SPARE]]
    activity, period = world.offer_activity[offer], world.offer_period[offer]
    row = state.group[group]
    row[OFFER], row[ROOM], row[TRAINER], row[COUNT] = offer, room, trainer, 0
    row[LOW], row[HIGH], row[ASKING], row[PINNED] = 0, 0, 0, 0
    row[AT] = state.total[GROUPS]
    state.active[state.total[GROUPS]] = group
    state.total[GROUPS] += 1
    state.activity_groups[activity] += 1
    for session in range(world.offer_sessions[offer]):
        day, mask = world.offer_day[offer, session], world.offer_mask[offer, session]
        state.room_busy[room, period, day] |= mask
        if trainer != NOTHING:
            state.trainer_busy[trainer, period, day] |= mask
    if trainer != NOTHING:
        state.trainer_sessions[trainer, period] += world.offer_sessions[offer]
    state.total[COST] += world.activity_cost[activity] + group_terms(world, state, group)
    note(state, OPEN, group, offer, room, trainer)
    return group


@compiled
def close_group(world: World, state: State, group: int) -> None:
    """Drop a group that nobody is in."""
    row = state.group[group]
    offer, room, trainer = row[OFFER], row[ROOM], row[TRAINER]
    activity, period = world.offer_activity[offer], world.offer_period[offer]
    state.total[COST] -= world.activity_cost[activity] + group_terms(world, state, group)
    for session in range(world.offer_sessions[offer]):
        day, mask = world.offer_day[offer, session], world.offer_mask[offer, session]
        state.room_busy[room, period, day] &= ~mask
        if trainer != NOTHING:
            state.trainer_busy[trainer, period, day] &= ~mask
    if trainer != NOTHING:
        state.trainer_sessions[trainer, period] -= world.offer_sessions[offer]
    state.activity_groups[activity] -= 1
    state.total[GROUPS] -= 1
    last = state.active[state.total[GROUPS]]
    state.active[row[AT]] = last
    state.group[last, AT] = row[AT]
    state.spare[state.total[SPARE]] = group
    state.total[SPARE] += 1
    note(state, CLOSE, group, offer, room, trainer)


@compiled
def stop_waiting(world: World, state: State, wish: int) -> None:
    """Take a wish off the list of those waiting for its activity."""
    activity = world.wish_activity[wish]
    state.waiting_count[activity] -= 1
    swap_waiting(state, wish, world.wishers_from[activity], state.waiting_count[activity])
    tell_wanting(world, state, wish, False)


@compiled
def start_waiting(world: World, state: State, wish: int) -> None:
    """Put a wish on the list of those waiting for its activity."""
    activity = world.wish_activity[wish]
    swap_waiting(state, wish, world.wishers_from[activity], state.waiting_count[activity])
    state.waiting_count[activity] += 1
    tell_wanting(world, state, wish, True)


@compiled
def swap_waiting(state: State, wish: int, start: int, at: int) -> None:
    """Change places with the wish at this place of the list, whose first part is waiting."""
    other, before = state.waiting[start + at], state.waiting_at[wish]
    state.waiting[start + before], state.waiting_at[other] = other, before
    state.waiting[start + at], state.waiting_at[wish] = wish, at


@compiled
def note_demand(world: World, state: State, wish: int, met: bool) -> None:
    """The demand of this wish is met by it, or open again."""
    demand, person = world.wish_demand[wish], world.wish_person[wish]
    state.met[demand] = wish if met else NOTHING
    state.total[PLACED] += 1 if met else -1
    for other in range(world.wish_from[person], world.wish_from[person + 1]):
        if world.wish_demand[other] == demand and state.waiting_at[other] != NOTHING:
            if met:
                stop_waiting(world, state, other)
            else:
                start_waiting(world, state, other)


@compiled
def occupy(world: World, state: State, person: int, group: int, step: int) -> None:
    """Someone's slots of the group become taken (1) or free (-1)."""
    offer = state.group[group, OFFER]
    period, klass = world.offer_period[offer], state.attends[person]
    holder = group if step > 0 else NOTHING
    for session in range(world.offer_sessions[offer]):
        day, mask = world.offer_day[offer, session], world.offer_mask[offer, session]
        state.taken[person, period, day] ^= mask
        fixed = world.person_away[person, period, day] | world.lesson[klass, day]
        state.busy[person, period, day] = fixed | state.taken[person, period, day]
        tell_busy(state, person, period, day, mask)
        for bit in range(state.holder.shape[3]):
            if mask >> bit & 1:
                state.holder[person, period, day, bit] = holder
    state.load[person, period] += step * world.offer_size[offer]
    tell_load(world, state, person, period)
    state.held[person, period] += step


@compiled
def count_in(world: World, state: State, wish: int, group: int, step: int) -> None:
    """The group's size, levels and genders with one more (1) or less (-1)."""
    person, row = world.wish_person[wish], state.group[group]
    level = world.person_level[person]
    row[COUNT] += step
    state.levels[group, level] += step
    state.genders[group, world.person_gender[person]] += step
    row[ASKING] += step * world.wish_asks[wish]
    if row[COUNT] == 0:
        row[LOW], row[HIGH] = 0, 0
    elif step > 0 and row[COUNT] == 1:
        row[LOW], row[HIGH] = level, level
    elif step > 0:
        row[LOW], row[HIGH] = min(row[LOW], level), max(row[HIGH], level)
    else:
        while state.levels[group, row[LOW]] == 0:
            row[LOW] += 1
        while state.levels[group, row[HIGH]] == 0:
            row[HIGH] -= 1


@compiled
def join(world: World, state: State, wish: int, group: int) -> None:
    """Put the person of a wish in a group; the rules must allow it."""
    person, offer = world.wish_person[wish], state.group[group, OFFER]
    state.total[COST] -= gain(world, state, wish, offer) + group_terms(world, state, group)
    place = state.group[group, COUNT]
    state.members[group, place] = wish
    state.place_in[wish], state.group_of[wish] = place, group
    count_in(world, state, wish, group, 1)
    state.total[COST] += group_terms(world, state, group)
    note_demand(world, state, wish, True)
    occupy(world, state, person, group, 1)
    note(state, JOIN, wish, group, 0, 0)


@compiled
def leave(world: World, state: State, wish: int) -> None:
    """Take the person of a wish out of the group."""
    person, group = world.wish_person[wish], state.group_of[wish]
    occupy(world, state, person, group, -1)
    note_demand(world, state, wish, False)
    state.total[COST] -= group_terms(world, state, group)
    count_in(world, state, wish, group, -1)
    place, last = state.place_in[wish], state.members[group, state.group[group, COUNT]]
    state.members[group, place], state.place_in[last] = last, place
    state.group_of[wish] = NOTHING
    state.total[COST] += gain(world, state, wish, state.group[group, OFFER]) + group_terms(world, state, group)
    note(state, LEAVE, wish, group, 0, 0)


@compiled
def class_terms(world: World, state: State, person: int) -> int:
    """What depends on the class: the switch, keeping the earlier one, the weeks, teaching beforehand."""
    klass, weights = state.attends[person], world.weights
    cost = weights[SWITCH] if klass != world.choices[world.choice_from[person]] else 0
    before = world.person_class_before[person]
    if before not in (NO_EARLIER_CLASS, klass):
        cost += weights[MOVED]
    for period in range(state.held.shape[1]):
        if state.held[person, period]:
            for day in range(state.taken.shape[2]):
                cost += day_shape(world, state.taken[person, period, day] | world.lesson[klass, day])
    for wish in range(world.wish_from[person], world.wish_from[person + 1]):
        if state.group_of[wish] != NOTHING and world.activity_preteach[world.wish_activity[wish]]:
            cost += weights[UNTAUGHT] * untaught(world, klass, state.group[state.group_of[wish], OFFER])
    return cost


@compiled
def attend(world: World, state: State, person: int, klass: int) -> None:
    """Change to a class; the rules must allow it."""
    before = state.attends[person]
    state.total[COST] -= class_terms(world, state, person)
    state.joiners[before] -= 1
    state.joiners[klass] += 1
    state.attends[person] = klass
    for period in range(state.busy.shape[1]):
        for day in range(state.busy.shape[2]):
            fixed = world.person_away[person, period, day] | world.lesson[klass, day]
            state.busy[person, period, day] = fixed | state.taken[person, period, day]
            tell_busy(state, person, period, day, -1)
        tell_load(world, state, person, period)
    state.total[COST] += class_terms(world, state, person)
    note(state, ATTEND, person, before, 0, 0)


@compiled
def back_to(world: World, state: State, mark: int) -> None:
    """Undo all changes since so many had been noted."""
    while state.total[NOTED] > mark:
        at = state.total[NOTED] - 1
        kind, one, two = state.notes[at, 0], state.notes[at, 1], state.notes[at, 2]
        if kind == JOIN:
            leave(world, state, one)
        elif kind == LEAVE:
            join(world, state, one, two)
        elif kind == OPEN:
            close_group(world, state, one)
        elif kind == CLOSE:
            open_group(world, state, two, state.notes[at, 3], state.notes[at, 4])
        else:
            attend(world, state, one, two)
        state.total[NOTED] = at
