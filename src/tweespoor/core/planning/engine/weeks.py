"""What a person's week costs and allows: what a group in it gains, whether it can be borne, ordered and travelled."""

from __future__ import annotations

from tweespoor.core.planning.engine.compiled import compiled
from tweespoor.core.planning.engine.state import OFFER, ROOM, State
from tweespoor.core.planning.engine.world import LATE, LONELY, MOVED, NOTHING, RUSHED, THIRD, UNTAUGHT, World


@compiled
def ones(mask: int) -> int:
    """How many bits are set."""
    mask = mask - ((mask >> 1) & 0x5555555555555555)
    mask = (mask & 0x3333333333333333) + ((mask >> 2) & 0x3333333333333333)
    mask = (mask + (mask >> 4)) & 0x0F0F0F0F0F0F0F0F
    return ((mask * 0x0101010101010101) >> 56) & 0x7F


@compiled
def day_shape(world: World, mask: int) -> int:
    """What a day with these slots costs."""
    if world.shape.size > 1:
        return world.shape[mask]
    lonely = world.weights[LONELY] if mask != 0 and mask & (mask - 1) == 0 else 0
    return lonely + world.weights[THIRD] * ones(mask & (mask << 1) & (mask << 2))


@compiled
def untaught(world: World, klass: int, offer: int) -> int:
    """How many of the offer's sessions have no earlier lesson on their day."""
    count = 0
    for session in range(world.offer_sessions[offer]):
        mask = world.offer_mask[offer, session]
        if world.lesson[klass, world.offer_day[offer, session]] & ((mask & -mask) - 1) == 0:
            count += 1
    return count


@compiled
def week_cost(world: World, state: State, person: int, offer: int) -> int:
    """How much the shape of the week costs more with the offer than without."""
    period, klass = world.offer_period[offer], state.attends[person]
    first = state.held[person, period] == 0
    cost = world.lesson_shape[klass] if first else 0
    for session in range(world.offer_sessions[offer]):
        day = world.offer_day[offer, session]
        week = world.lesson[klass, day] | state.taken[person, period, day]
        cost += day_shape(world, week | world.offer_mask[offer, session]) - day_shape(world, week)
    return cost


@compiled
def gain(world: World, state: State, wish: int, offer: int) -> int:
    """How much lower the score gets with this wish met at this offer, the group's own terms apart."""
    person, weights = world.wish_person[wish], world.weights
    points = world.wish_value[wish] - weights[LATE] * world.offer_late[offer]
    points -= week_cost(world, state, person, offer)
    if world.activity_preteach[world.wish_activity[wish]]:
        points -= weights[UNTAUGHT] * untaught(world, state.attends[person], offer)
    for place in range(world.kept_from[wish], world.kept_from[wish + 1]):
        if world.kept_offer[place] == offer:
            points += weights[MOVED]
    return points


@compiled
def is_free(world: World, state: State, person: int, offer: int) -> bool:
    """The person is free at all slots of the offer, and bears so many more."""
    period = world.offer_period[offer]
    load = state.load[person, period] + world.lesson_count[state.attends[person]] + world.offer_size[offer]
    if load > world.person_most[person]:
        return False
    for session in range(world.offer_sessions[offer]):
        if state.busy[person, period, world.offer_day[offer, session]] & world.offer_mask[offer, session]:
            return False
    return True


@compiled
def in_order(world: World, state: State, person: int, offer: int) -> bool:
    """What must come before and after is in other periods."""
    activity, when = world.offer_activity[offer], world.offer_when[offer]
    if world.after_from[activity] == world.after_from[activity + 1]:
        if world.before_from[activity] == world.before_from[activity + 1]:
            return True
    for wish in range(world.wish_from[person], world.wish_from[person + 1]):
        group = state.group_of[wish]
        if group == NOTHING:
            continue
        other, then = world.wish_activity[wish], world.offer_when[state.group[group, OFFER]]
        for place in range(world.after_from[activity], world.after_from[activity + 1]):
            if world.after[place] == other and then >= when:
                return False
        for place in range(world.before_from[activity], world.before_from[activity + 1]):
            if world.before[place] == other and then <= when:
                return False
    return True


@compiled
def in_time(world: World, state: State, person: int, period: int, day: int, visit: int, place: int) -> bool:
    """The day can be travelled, with one more visit (a mask of slots; 0 for none) at a place."""
    klass = state.attends[person]
    own = klass == world.choices[world.choice_from[person]]
    last, here, fixed = NOTHING, NOTHING, False
    for bit in range(state.holder.shape[3]):
        if visit >> bit & 1:
            there, planned = place, True
        elif world.lesson[klass, day] >> bit & 1:
            there, planned = world.class_location[klass], not own
        elif state.holder[person, period, day, bit] != NOTHING:
            there, planned = world.room_location[state.group[state.holder[person, period, day, bit], ROOM]], True
        else:
            continue
        if last != NOTHING and there != here and (planned or fixed):
            if world.slot_start[day, bit] - world.slot_end[day, last] < world.minutes[here, there]:
                return False
        last, here, fixed = bit, there, planned
    return True


@compiled
def can_come(world: World, state: State, person: int, offer: int, place: int) -> bool:
    """Someone who is free can get to the place, in time and in the right order."""
    if not world.person_near[person, place] or not in_order(world, state, person, offer):
        return False
    if world.flags[RUSHED]:
        period = world.offer_period[offer]
        for session in range(world.offer_sessions[offer]):
            day = world.offer_day[offer, session]
            if not in_time(world, state, person, period, day, world.offer_mask[offer, session], place):
                return False
    return True
