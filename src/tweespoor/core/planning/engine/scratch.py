"""Room to work in, made once and used at every step; and what changed during the step."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tweespoor.core.planning.engine.compiled import Proxy, Reference, compiled, define, handle
from tweespoor.core.planning.engine.state import State
from tweespoor.core.planning.engine.world import Numbers, World


class Scratch(NamedTuple):
    """Room to work in: candidates, rooms and slots of one offer, the best group found, seats wanted, gains told."""

    wish: Numbers
    points: Numbers
    comes: Numbers
    able: Numbers
    best: Numbers
    chosen: Numbers
    trial: Numbers
    place_room: Numbers
    set_at: Numbers
    value: Numbers
    seen: Numbers
    seat_wish: Numbers
    seat_group: Numbers
    seat_taste: Numbers
    seat_order: Numbers
    people: Numbers
    kin: Numbers
    counts: Numbers
    changed: Numbers
    changed_group: Numbers
    freed: Numbers
    first: Numbers
    following: Numbers

    def handle(self) -> Scratch:
        """The same for compiled code."""
        return handle(self, proxy=ScratchProxy)


class ScratchReference(Reference):
    """Room to work in, in compiled code."""


class ScratchProxy(Proxy):
    """Room to work in, for compiled code."""


define(ScratchProxy, reference=ScratchReference, arrays=Scratch)


# Positions in `Scratch.best`.
POINTS, BEST_ROOM, SIZE = range(3)
# Positions in `Scratch.counts`.
PEOPLE, FREED, SEATS = range(3)


def scratch_for(world: World, state: State) -> Scratch:
    """Room to work in for this puzzle."""
    wishes, members = len(world.wish_person), state.members.shape[1]

    def zeros(count: int) -> Numbers:
        return np.zeros(count, dtype=np.int64)

    seats = 4 * wishes + 64
    return Scratch(
        wish=zeros(wishes),
        points=zeros(wishes),
        comes=zeros(wishes),
        able=zeros(wishes),
        best=zeros(3),
        chosen=zeros(members + 1),
        trial=zeros(members + 1),
        place_room=zeros(len(world.minutes)),
        set_at=zeros(2 * int(world.offer_size.max())).reshape(-1, 2),
        value=zeros(len(world.offer_activity)),
        seen=zeros(len(world.offer_activity)),
        seat_wish=zeros(seats),
        seat_group=zeros(seats),
        seat_taste=zeros(seats),
        seat_order=zeros(seats),
        people=zeros(len(state.attends)),
        kin=zeros(len(state.active)),
        counts=zeros(3),
        changed=zeros(len(state.attends)),
        changed_group=zeros(len(state.active)),
        freed=np.zeros(state.busy.shape[1:], dtype=np.int64),
        first=zeros(len(world.activity_min)),
        following=zeros(wishes),
    )


@compiled
def forget_changes(work: Scratch) -> None:
    """Begin a step in which nothing has changed as yet."""
    for at in range(work.counts[PEOPLE]):
        work.changed[work.people[at]] = 0
    work.counts[PEOPLE], work.counts[FREED] = 0, 0
    work.changed_group[:] = 0
    work.freed[:] = 0


@compiled
def note_person(work: Scratch, person: int) -> None:
    """Someone's week changed."""
    if not work.changed[person]:
        work.changed[person] = 1
        work.people[work.counts[PEOPLE]] = person
        work.counts[PEOPLE] += 1
