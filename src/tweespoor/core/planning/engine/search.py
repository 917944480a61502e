"""The search itself: ruin, rebuild, and keep what is better or, while it is still hot, a little worse.

After Schrimpf, Schneider, Stamm-Wilbrandt and Dueck, "Record breaking optimization results using the ruin and recreate
principle", Journal of Computational Physics 159 (2000); the way chance enters the rebuilding ("blinks") after
Christiaens and Vanden Berghe, "Slack induction by string removals", Transportation Science 54 (2020).
"""

from __future__ import annotations

from math import exp
from typing import NamedTuple

import numpy as np

from tweespoor.core.planning.engine.board import SETTLED, WAITING, Board, note_places
from tweespoor.core.planning.engine.chains import change_slots
from tweespoor.core.planning.engine.changes import back_to
from tweespoor.core.planning.engine.compiled import Proxy, Reference, compiled, define, handle
from tweespoor.core.planning.engine.ejections import exchange_waiting, place_waiting
from tweespoor.core.planning.engine.rebuild import BLINK, NOISE, rebuild
from tweespoor.core.planning.engine.rotations import rotate
from tweespoor.core.planning.engine.ruin import KINDS, ruin, week_in_time
from tweespoor.core.planning.engine.scratch import Scratch, forget_changes
from tweespoor.core.planning.engine.state import (
    ATTEND,
    COST,
    GROUPS,
    LEAVE,
    NOTED,
    OFFER,
    PLACED,
    ROOM,
    TRAINER,
    State,
    chance,
    pick,
)
from tweespoor.core.planning.engine.world import DETOURS_PAY, FIXED, Numbers, World

SHIFTS_PER_EJECTION = 20
"""While groups wait for a place, they get one at the expense of others once in so many steps."""
SHIFTS_PER_ROTATION = 50
"""Three groups change slots in a ring once in so many steps."""


class Best(NamedTuple):
    """The best timetable seen: its score, its groups (number, offer, room, trainer), who is in them, the classes."""

    total: Numbers
    group: Numbers
    group_of: Numbers
    attends: Numbers
    tried: Numbers
    kept: Numbers

    def handle(self) -> Best:
        """The same for compiled code."""
        return handle(self, proxy=BestProxy)


class BestReference(Reference):
    """The best timetable, in compiled code."""


class BestProxy(Proxy):
    """The best timetable, for compiled code."""


define(BestProxy, reference=BestReference, arrays=Best)


def best_for(state: State) -> Best:
    """Room to remember the best timetable, as yet worse than anything."""
    return Best(
        total=np.array([1 << 60, 0, 0], dtype=np.int64),
        group=np.zeros((len(state.active), 4), dtype=np.int64),
        group_of=np.zeros_like(state.group_of),
        attends=np.zeros_like(state.attends),
        tried=np.zeros(KINDS, dtype=np.int64),
        kept=np.zeros(KINDS, dtype=np.int64),
    )


@compiled
def remember(state: State, best: Best) -> None:
    """The present timetable is the best."""
    best.total[COST], best.total[PLACED], best.total[GROUPS] = (
        state.total[COST],
        state.total[PLACED],
        state.total[GROUPS],
    )
    for at in range(state.total[GROUPS]):
        group = state.active[at]
        best.group[at, 0], best.group[at, 1] = group, state.group[group, OFFER]
        best.group[at, 2], best.group[at, 3] = state.group[group, ROOM], state.group[group, TRAINER]
    best.group_of[:] = state.group_of
    best.attends[:] = state.attends


@compiled
def still_in_time(world: World, state: State) -> bool:
    """Where going by a third place can be quicker, those who dropped a visit are not late for the next."""
    if not world.flags[DETOURS_PAY]:
        return True
    for at in range(state.total[NOTED]):
        kind, one = state.notes[at, 0], state.notes[at, 1]
        if kind == LEAVE and not week_in_time(world, state, world.wish_person[one]):
            return False
        if kind == ATTEND and not week_in_time(world, state, one):
            return False
    return True


@compiled
def search(
    world: World, state: State, work: Scratch, board: Board, best: Best, steps: int, heat: float, goal: int
) -> int:
    """So many steps at this heat, or fewer where the best reaches the goal; how many were done.

    A step moves whole groups, which is judged before it is done, or it ruins and rebuilds, which is judged after.
    """
    fixed = world.flags[FIXED]
    for step in range(steps):
        if best.total[COST] <= goal:
            return step
        if fixed:
            change_groups(world, board, state, heat)
        else:
            ruin_and_rebuild(world, state, work, best, heat)
        if state.total[COST] < best.total[COST]:
            if fixed:
                note_places(board, state)
            remember(state, best)
    return steps


@compiled
def change_groups(world: World, board: Board, state: State, heat: float) -> None:
    """Groups change slots; while some wait, once in a while one gets a place at the expense of others."""
    if pick(state, SHIFTS_PER_ROTATION) == 0:
        rotate(world, board, state, heat)
    elif board.counts[WAITING] == 0 or pick(state, SHIFTS_PER_EJECTION):
        change_slots(world, board, state, heat)
    elif board.counts[SETTLED]:
        exchange_waiting(world, board, state, heat)
    else:
        place_waiting(world, board, state)


@compiled
def ruin_and_rebuild(world: World, state: State, work: Scratch, best: Best, heat: float) -> None:
    """Tear down a part and build it up; back to what was if that is too much worse."""
    state.total[NOTED] = 0
    forget_changes(work)
    before = state.total[COST]
    kind = pick(state, KINDS)
    ruin(world, state, work, kind)
    rebuild(world, state, work, BLINK, NOISE)
    worse = state.total[COST] - before
    best.tried[kind] += 1
    if (worse > 0 and chance(state) >= exp(-worse / heat)) or not still_in_time(world, state):
        back_to(world, state, 0)
    elif state.total[COST] < best.total[COST]:
        best.kept[kind] += 1
