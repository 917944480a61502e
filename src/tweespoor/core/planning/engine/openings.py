"""Which group of an offer is most worth opening now: with which room, trainer and people."""

from __future__ import annotations

from tweespoor.core.planning.engine.changes import join, open_group
from tweespoor.core.planning.engine.compiled import compiled
from tweespoor.core.planning.engine.scratch import BEST_ROOM, POINTS, SIZE, Scratch
from tweespoor.core.planning.engine.state import PEOPLE_A_WORD, State, chance
from tweespoor.core.planning.engine.weeks import can_come, gain, ones
from tweespoor.core.planning.engine.world import GENDER_COUNT, LEVEL_COUNT, LEVELS, NOTHING, OUTSIDE, World


@compiled
def free_trainer(world: World, state: State, offer: int) -> int:
    """The free trainer with the fewest sessions yet; -2 where there is none, -1 where none is needed."""
    activity, period = world.offer_activity[offer], world.offer_period[offer]
    if not world.activity_staffed[activity]:
        return NOTHING
    found, fewest = -2, 1 << 60
    count = world.offer_sessions[offer]
    for place in range(world.trainer_from[activity], world.trainer_from[activity + 1]):
        trainer = world.trainers[place]
        sessions = state.trainer_sessions[trainer, period]
        if sessions >= fewest or sessions + count > world.trainer_most[trainer]:
            continue
        free = True
        for session in range(count):
            if state.trainer_busy[trainer, period, world.offer_day[offer, session]] & world.offer_mask[offer, session]:
                free = False
        if free:
            found, fewest = trainer, sessions
    return found


@compiled
def room_is_free(world: World, state: State, room: int, offer: int) -> bool:
    """Nothing is in the room at the offer's slots."""
    period = world.offer_period[offer]
    for session in range(world.offer_sessions[offer]):
        if state.room_busy[room, period, world.offer_day[offer, session]] & world.offer_mask[offer, session]:
            return False
    return True


@compiled
def find_rooms(world: World, state: State, work: Scratch, offer: int) -> bool:
    """Per place the first free room, which is the smallest that takes the largest group there can be, -1 where there is
    none; whether there is any.
    """
    activity, found = world.offer_activity[offer], False
    work.place_room[:] = NOTHING
    for at in range(world.room_from[activity], world.room_from[activity + 1]):
        room = world.rooms[at]
        place = world.room_location[room]
        if work.place_room[place] == NOTHING and room_is_free(world, state, room, offer):
            work.place_room[place], found = room, True
    return found


@compiled
def list_slots(world: World, work: Scratch, offer: int) -> int:
    """The day and slot of each set of people that says who is busy at a slot of the offer; how many there are."""
    count = 0
    for session in range(world.offer_sessions[offer]):
        mask, slot = world.offer_mask[offer, session], 0
        while mask:
            if mask & 1:
                work.set_at[count, 0], work.set_at[count, 1] = world.offer_day[offer, session], slot
                count += 1
            mask, slot = mask >> 1, slot + 1
    return count


@compiled
def wish_for(world: World, person: int, activity: int) -> int:
    """The wish of someone who has one for this activity."""
    wish = world.wish_from[person]
    while world.wish_activity[wish] != activity:
        wish += 1
    return wish


@compiled
def list_free(world: World, state: State, work: Scratch, offer: int) -> int:
    """The waiting wishes whose people are free; how many there are. Sets of people are cut, which is fast."""
    activity, period = world.offer_activity[offer], world.offer_period[offer]
    slots, count = list_slots(world, work, offer), 0
    for word in range(state.wanting.shape[1]):
        people = state.wanting[activity, word] & ~state.laden[period, world.offer_size[offer], word]
        if people == 0:
            continue
        for at in range(slots):
            people &= ~state.absent[period, work.set_at[at, 0], work.set_at[at, 1], word]
        while people:
            lowest = people & -people
            people ^= lowest
            person = word * PEOPLE_A_WORD + ones(lowest - 1)
            work.wish[count] = wish_for(world, person, activity)
            count += 1
    return count


@compiled
def gather(world: World, state: State, work: Scratch, offer: int) -> int:
    """The waiting wishes whose people are free, the largest gain first; how many there are, 0 where too few."""
    count = list_free(world, state, work, offer)
    if count < world.activity_least[world.offer_activity[offer]]:
        return 0
    for at in range(count):
        work.points[at] = gain(world, state, work.wish[at], offer)
    for at in range(1, count):
        wish, points, to = work.wish[at], work.points[at], at
        while to > 0 and (work.points[to - 1] < points or (work.points[to - 1] == points and work.wish[to - 1] > wish)):
            work.wish[to], work.points[to] = work.wish[to - 1], work.points[to - 1]
            to -= 1
        work.wish[to], work.points[to] = wish, points
    return count


@compiled
def best_opening(world: World, state: State, work: Scratch, offer: int) -> int:
    """The most that a group of this offer can gain now, 0 where nothing; `work.best` and `work.chosen` say how."""
    work.best[POINTS] = 0
    if not may_open(world, state, world.offer_activity[offer]) or free_trainer(world, state, offer) == -2:
        return 0
    if not find_rooms(world, state, work, offer):
        return 0
    count = gather(world, state, work, offer)
    if count == 0:
        return 0
    for place in range(work.place_room.size):
        if work.place_room[place] != NOTHING:
            try_room(world, state, work, offer, work.place_room[place], count)
    return work.best[POINTS]


@compiled
def try_room(world: World, state: State, work: Scratch, offer: int, room: int, count: int) -> None:
    """All gender pools and windows of levels in one room."""
    place, asked = world.room_location[room], False
    for at in range(count):
        wish = work.wish[at]
        work.comes[at] = can_come(world, state, world.wish_person[wish], offer, place)
        asked = asked or (work.comes[at] and world.wish_asks[wish])
    pools = world.flags[GENDER_COUNT] if asked else 0
    for pool in range(-1, pools):
        for at in range(count):
            wish = work.wish[at]
            mine = world.person_gender[world.wish_person[wish]] == pool if pool >= 0 else not world.wish_asks[wish]
            work.able[at] = work.comes[at] and mine
        try_windows(world, work, offer, room, count)


@compiled
def try_windows(world: World, work: Scratch, offer: int, room: int, count: int) -> None:
    """All windows of levels for the people who are able."""
    activity = world.offer_activity[offer]
    spread, levels = world.activity_spread[activity], world.flags[LEVEL_COUNT]
    for low in range(levels):
        there = False
        for at in range(count):
            if work.able[at] and world.person_level[world.wish_person[work.wish[at]]] == low:
                there = True
                break
        if there:
            try_window(world, work, offer, room, count, low, low + spread)
            if low + spread >= levels - 1:
                return


@compiled
def try_window(world: World, work: Scratch, offer: int, room: int, count: int, low: int, high: int) -> None:
    """The best group of the able people of these levels, largest gain first."""
    activity, weights = world.offer_activity[offer], world.weights
    least, size = world.activity_least[activity], world.activity_min[activity]
    most = min(world.activity_max[activity], world.room_capacity[room])
    members, points, lowest, highest = 0, 0, high, low
    for at in range(count):
        if not work.able[at]:
            continue
        level = world.person_level[world.wish_person[work.wish[at]]]
        if level < low or level > high:
            continue
        added = work.points[at] + (weights[OUTSIDE] if members < size else 0)
        if members >= most or (added <= 0 and members >= least):
            break
        work.trial[members] = work.wish[at]
        members, points = members + 1, points + work.points[at]
        lowest, highest = min(lowest, level), max(highest, level)
    if members < least:
        return
    points -= world.activity_cost[activity] + weights[LEVELS] * (highest - lowest)
    points -= weights[OUTSIDE] * max(0, size - members)
    if points > work.best[POINTS]:
        work.best[POINTS], work.best[BEST_ROOM], work.best[SIZE] = points, room, members
        for at in range(members):
            work.chosen[at] = work.trial[at]


@compiled
def hold_best(world: World, state: State, work: Scratch, offer: int) -> int:
    """Open the group that `best_opening` found last; its number."""
    trainer = free_trainer(world, state, offer)
    group = open_group(world, state, offer, work.best[BEST_ROOM], trainer)
    for at in range(work.best[SIZE]):
        join(world, state, work.chosen[at], group)
    return group


@compiled
def taste(state: State, points: int, noise: float) -> int:
    """The gain as it is told, in thousandths."""
    return int(points * (1000.0 + 1000.0 * noise * chance(state)))


@compiled
def may_open(world: World, state: State, activity: int) -> bool:
    """Enough people wait, and one more group may be held."""
    if state.waiting_count[activity] < world.activity_least[activity]:
        return False
    return state.activity_groups[activity] < world.activity_groups[activity]
