"""Build up: open the groups and give away the seats that gain most, and drop groups that stay too small."""

from __future__ import annotations

from tweespoor.core.planning.engine.changes import close_group, leave
from tweespoor.core.planning.engine.compiled import compiled
from tweespoor.core.planning.engine.openings import best_opening, hold_best, may_open, taste
from tweespoor.core.planning.engine.scratch import FREED, Scratch, note_person
from tweespoor.core.planning.engine.seats import fill_seats, list_wishes
from tweespoor.core.planning.engine.state import COUNT, GROUPS, OFFER, PINNED, State, chance
from tweespoor.core.planning.engine.weeks import is_free
from tweespoor.core.planning.engine.world import NOTHING, World

BLINK = 0.12
"""How often a group that could be opened is overlooked, so that rebuilding does not end where it began."""
NOISE = 0.25
"""Gains are told up to this share too high, at random."""
ROUNDS = 4


@compiled
def worth_a_look(world: World, state: State, work: Scratch, offer: int) -> bool:
    """Something changed for groups of this offer: someone who waits and is free, or a room or trainer."""
    activity, period = world.offer_activity[offer], world.offer_period[offer]
    if work.counts[FREED]:
        for session in range(world.offer_sessions[offer]):
            if work.freed[period, world.offer_day[offer, session]] & world.offer_mask[offer, session]:
                return True
    wish = work.first[activity]
    while wish != NOTHING:
        if is_free(world, state, world.wish_person[wish], offer):
            return True
        wish = work.following[wish]
    return False


@compiled
def tell(state: State, work: Scratch, offer: int, gains: int, noise: float) -> None:
    """Note what a group of this offer would gain now, and how that is told."""
    work.seen[offer] = gains
    work.value[offer] = taste(state, gains, noise) if gains else 0


@compiled
def most_told(world: World, state: State, work: Scratch) -> int:
    """The offer that is told to gain most; -1 where none gains."""
    chosen, most = NOTHING, 0
    for activity in range(world.offer_from.size - 1):
        if may_open(world, state, activity):
            for offer in range(world.offer_from[activity], world.offer_from[activity + 1]):
                if work.value[offer] > most:
                    chosen, most = offer, work.value[offer]
    return chosen


@compiled
def open_groups(world: World, state: State, work: Scratch, blink: float, noise: float) -> None:
    """Open groups where something changed, what is told to gain most first, until none gains any more.

    What an offer gains is worked out anew when its turn comes, and if that is less it waits for another turn.
    """
    list_wishes(world, state, work)
    for activity in range(world.offer_from.size - 1):
        if may_open(world, state, activity):
            for offer in range(world.offer_from[activity], world.offer_from[activity + 1]):
                work.value[offer] = 0
                if worth_a_look(world, state, work, offer) and chance(state) >= blink:
                    tell(state, work, offer, best_opening(world, state, work, offer), noise)
    while True:
        chosen = most_told(world, state, work)
        if chosen == NOTHING:
            return
        seen, now = work.seen[chosen], best_opening(world, state, work, chosen)
        if now >= seen:
            work.changed_group[hold_best(world, state, work, chosen)] = 1
            now = best_opening(world, state, work, chosen)
        tell(state, work, chosen, now, noise)


@compiled
def empty_group(world: World, state: State, work: Scratch, group: int) -> None:
    """Send everybody away from a group and drop it."""
    offer = state.group[group, OFFER]
    while state.group[group, COUNT]:
        wish = state.members[group, state.group[group, COUNT] - 1]
        leave(world, state, wish)
        note_person(work, world.wish_person[wish])
    for session in range(world.offer_sessions[offer]):
        work.freed[world.offer_period[offer], world.offer_day[offer, session]] |= world.offer_mask[offer, session]
    work.counts[FREED] += 1
    close_group(world, state, group)


@compiled
def dissolve_undersized(world: World, state: State, work: Scratch) -> int:
    """Drop the groups that have too few people; how many there were."""
    dropped, at = 0, 0
    while at < state.total[GROUPS]:
        group = state.active[at]
        activity = world.offer_activity[state.group[group, OFFER]]
        if state.group[group, COUNT] < world.activity_least[activity] and not state.group[group, PINNED]:
            empty_group(world, state, work, group)
            dropped += 1
        else:
            at += 1
    return dropped


@compiled
def rebuild(world: World, state: State, work: Scratch, blink: float, noise: float) -> None:
    """Fill seats and open groups where something changed, until nothing gains any more."""
    for _ in range(ROUNDS):
        if chance(state) < 0.5:
            fill_seats(world, state, work, noise)
        open_groups(world, state, work, blink, noise)
        fill_seats(world, state, work, noise)
        if dissolve_undersized(world, state, work) == 0:
            return
    dissolve_undersized(world, state, work)
