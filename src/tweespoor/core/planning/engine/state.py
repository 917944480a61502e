"""The timetable while it is searched: who attends what, what is taken, what it costs.

`changes` has the ways to change it. The score is kept up with every change.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tweespoor.core.planning.engine.compiled import Proxy, Reference, compiled, define, handle
from tweespoor.core.planning.engine.world import (
    DAY_SLOTS,
    GENDER_COUNT,
    LEVEL_COUNT,
    MEMBERS,
    MOVED,
    NO_EARLIER_CLASS,
    NOTHING,
    PERIODS,
    Numbers,
    World,
)

# Positions in `State.total`.
COST, PLACED, GROUPS, SPARE, NOTED = range(5)
# Positions in a group's row.
OFFER, ROOM, TRAINER, COUNT, LOW, HIGH, ASKING, AT, PINNED = range(9)
PEOPLE_A_WORD = 63
"""So many people are the bits of one signed 64-bit number, where sets of people are kept."""
# What is noted.
JOIN, LEAVE, OPEN, CLOSE, ATTEND = range(5)


class State(NamedTuple):
    """The arrays of a timetable; `group` has a row per group that could be held at once.

    `wanting`, `absent` and `laden` say again, as sets of people, who waits for an activity, who is busy at a slot, and
    who does not bear so many slots more in a period.
    """

    total: Numbers
    random: Numbers
    attends: Numbers
    joiners: Numbers
    taken: Numbers
    busy: Numbers
    load: Numbers
    held: Numbers
    holder: Numbers
    met: Numbers
    group_of: Numbers
    place_in: Numbers
    pinned: Numbers
    group: Numbers
    members: Numbers
    levels: Numbers
    genders: Numbers
    spare: Numbers
    active: Numbers
    activity_groups: Numbers
    waiting: Numbers
    waiting_count: Numbers
    waiting_at: Numbers
    wanting: Numbers
    absent: Numbers
    laden: Numbers
    room_busy: Numbers
    trainer_busy: Numbers
    trainer_sessions: Numbers
    notes: Numbers

    def handle(self) -> State:
        """The same for compiled code."""
        return handle(self, proxy=StateProxy)


class StateReference(Reference):
    """A timetable in compiled code."""


class StateProxy(Proxy):
    """A timetable for compiled code."""


define(StateProxy, reference=StateReference, arrays=State)


def empty_state(world: World, *, seed: int, pinned: Numbers | None = None) -> State:
    """A timetable with nothing in it: everybody in the present class, every demand open."""
    people, days = world.person_away.shape[0], world.person_away.shape[2]
    periods, wishes = int(world.flags[PERIODS]), len(world.wish_person)
    groups, words = most_groups(world), -(-people // PEOPLE_A_WORD)

    def zeros(*shape: int) -> Numbers:
        return np.zeros(shape, dtype=np.int64)

    state = State(
        total=zeros(5),
        random=np.array([seed * 2862933555777941757 % (1 << 61) + 3037000493], dtype=np.int64),
        attends=world.choices[world.choice_from[:-1]].copy() if len(world.choice_from) > 1 else zeros(1),
        joiners=zeros(len(world.class_seats)),
        taken=zeros(people, periods, days),
        busy=zeros(people, periods, days),
        load=zeros(people, periods),
        held=zeros(people, periods),
        holder=np.full((people, periods, days, int(world.flags[DAY_SLOTS])), NOTHING, dtype=np.int64),
        met=np.full(len(world.demand_weight), NOTHING, dtype=np.int64),
        group_of=np.full(wishes, NOTHING, dtype=np.int64),
        place_in=zeros(wishes),
        pinned=zeros(wishes) if pinned is None else pinned.astype(np.int64),
        group=zeros(groups, 9),
        members=zeros(groups, int(world.flags[MEMBERS])),
        levels=zeros(groups, int(world.flags[LEVEL_COUNT])),
        genders=zeros(groups, int(world.flags[GENDER_COUNT])),
        spare=np.arange(groups, dtype=np.int64)[::-1].copy(),
        active=zeros(groups),
        activity_groups=zeros(len(world.activity_min)),
        waiting=world.wishers.copy(),
        waiting_count=np.diff(world.wishers_from) if len(world.wishers_from) > 1 else zeros(1),
        waiting_at=zeros(wishes),
        wanting=zeros(len(world.activity_min), words),
        absent=zeros(periods, days, int(world.flags[DAY_SLOTS]), words),
        laden=zeros(periods, int(world.offer_size.max()) + 1, words),
        room_busy=np.repeat(world.room_away[:, None, :], periods, axis=1).copy(),
        trainer_busy=np.repeat(world.trainer_away[:, None, :], periods, axis=1).copy(),
        trainer_sessions=zeros(len(world.trainer_most), periods),
        notes=zeros(64 + 8 * wishes + 8 * groups + 4 * people, 5),
    )
    begin(world.handle(), state.handle())
    return state


def most_groups(world: World) -> int:
    """How many groups could be held at once at the most.

    Those who leave their groups in a step may be in new ones before the old ones, by then too small, are dropped. A
    group that is fixed may be of nobody.
    """
    wishers = np.diff(world.wishers_from)
    if len(wishers) == 0:
        return 1
    least = np.maximum(1, world.activity_least[: len(wishers)])
    return int(np.minimum(world.activity_groups[: len(wishers)], 2 * (wishers // least) + 1).sum()) + 1


@compiled
def begin(world: World, state: State) -> None:
    """Set the score and what hangs together for a timetable with nothing in it."""
    state.total[SPARE] = state.spare.size
    cost = 0
    for demand in range(world.demand_from[world.demand_from.size - 1]):
        cost += world.demand_weight[demand]
    for person in range(world.choice_from.size - 1):
        before, now = world.person_class_before[person], state.attends[person]
        if before not in (NO_EARLIER_CLASS, now):
            cost += world.weights[MOVED]
        for wish in range(world.wish_from[person], world.wish_from[person + 1]):
            cost += world.weights[MOVED] * world.wish_kept[wish]
        for period in range(state.busy.shape[1]):
            for day in range(state.busy.shape[2]):
                state.busy[person, period, day] = world.person_away[person, period, day] | world.lesson[now, day]
                tell_busy(state, person, period, day, -1)
            tell_load(world, state, person, period)
    state.waiting_at[:] = NOTHING
    for activity in range(world.wishers_from.size - 1):
        start = world.wishers_from[activity]
        for place in range(start, world.wishers_from[activity + 1]):
            state.waiting_at[state.waiting[place]] = place - start
            tell_wanting(world, state, state.waiting[place], True)
    state.total[COST] = cost


# Sets of people


@compiled
def tell_busy(state: State, person: int, period: int, day: int, mask: int) -> None:
    """Bring the sets of who is busy at these slots of a day up to date with someone's week."""
    word, bit = person // PEOPLE_A_WORD, 1 << (person % PEOPLE_A_WORD)
    busy = state.busy[person, period, day]
    for slot in range(state.absent.shape[2]):
        if mask >> slot & 1:
            if busy >> slot & 1:
                state.absent[period, day, slot, word] |= bit
            else:
                state.absent[period, day, slot, word] &= ~bit


@compiled
def tell_load(world: World, state: State, person: int, period: int) -> None:
    """Bring the sets of who does not bear so many slots more up to date with someone's week."""
    word, bit = person // PEOPLE_A_WORD, 1 << (person % PEOPLE_A_WORD)
    left = world.person_most[person] - state.load[person, period] - world.lesson_count[state.attends[person]]
    for size in range(state.laden.shape[1]):
        if size > left:
            state.laden[period, size, word] |= bit
        else:
            state.laden[period, size, word] &= ~bit


@compiled
def tell_wanting(world: World, state: State, wish: int, waits: bool) -> None:
    """Bring the set of who waits for an activity up to date with a wish."""
    person, activity = world.wish_person[wish], world.wish_activity[wish]
    word, bit = person // PEOPLE_A_WORD, 1 << (person % PEOPLE_A_WORD)
    if waits:
        state.wanting[activity, word] |= bit
    else:
        state.wanting[activity, word] &= ~bit


# Chance


@compiled
def chance(state: State) -> float:
    """A number from 0 up to 1, the next of this state's own row."""
    state.random[0] = state.random[0] * 6364136223846793005 + 1442695040888963407
    return ((state.random[0] >> 22) & 0x1FFFFFFFFFF) / 2199023255552.0


@compiled
def pick(state: State, count: int) -> int:
    """One of 0 to count - 1."""
    return min(int(chance(state) * count), count - 1)
