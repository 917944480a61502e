"""What is pinned on a board, and what of it cannot be kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from tweespoor.apps.schedule.bridge.boards import Board, Leaves, Misfit, board_of, no_longer_fits
from tweespoor.apps.schedule.models import Group, Seat, Timetable
from tweespoor.core import planning
from tweespoor.core.planning.pins import GroupPin, PersonPin, PinError, Pins


class PinsInTheWay(ValueError):
    """What is pinned cannot be kept together (any more): these people in their groups, and these groups."""

    def __init__(self, *, people: tuple[Leaves, ...], groups: tuple[Misfit, ...]) -> None:
        self.people, self.groups = people, groups
        super().__init__("what is pinned cannot be kept")


def pins_of(board: Board, *, instance: planning.Instance) -> Pins:
    """What is pinned on a board, for a planner that goes on from it; who does not ask for it any more is not kept."""
    asks = asked_for(instance)
    pinned = {(group, str(person)) for group, person in board.pinned}  # beside people a part has stand-ins for others
    people: list[PersonPin] = []
    groups: list[GroupPin] = []
    for row, group in zip(board.groups, board.plan.groups, strict=True):
        pins = {*row.pins}
        if pins & {"time", "room", "trainer"}:
            groups.append(_group_pin(group, pins))
        people += [
            PersonPin(participant=name, activity=group.activity)
            for name in group.participants
            if ("people" in pins or (row.pk, name) in pinned) and (name, group.activity) in asks
        ]
    return Pins(people=tuple(people), groups=tuple(dict.fromkeys(groups)))


def asked_for(instance: planning.Instance) -> set[tuple[str, str]]:
    """Who asks for which activities."""
    return {
        (each.id, option.activity)
        for each in instance.participants
        for demand in each.demands
        for option in demand.any_of
    }


def _group_pin(group: planning.Group, pins: Collection[str]) -> GroupPin:
    return GroupPin(
        activity=group.activity,
        period=group.period,
        slots=group.slots,
        room=group.room if "room" in pins else None,
        trainer=group.trainer if "trainer" in pins else None,
    )


def pins_on_what_is_gone(board: Board) -> bool:
    """Something is pinned that was taken away (a training, a period, a room, a trainer), or a group without people."""
    with_somebody = {group for group, _person in board.pinned}
    for row, group in zip(board.groups, board.plan.groups, strict=True):
        if row.pins and not group.participants:
            return True
        pinned = [
            row.offer if row.pins or row.pk in with_somebody else None,
            row.period if {"time", "room", "trainer"} & {*row.pins} else None,
            row.room if "room" in row.pins else None,
            row.trainer if "trainer" in row.pins else None,
        ]
        if any(each is not None and each.removed_at is not None for each in pinned):
            return True
    return False


def save_pins(before: Board, *, timetable: Timetable) -> None:
    """What was pinned on a board is pinned in the timetable that was made from it."""
    after = board_of(timetable)
    free = list(range(len(after.groups)))
    for row, group in zip(before.groups, before.plan.groups, strict=True):
        if not row.pins:
            continue
        likely = [number for number in free if _holds(row, group, after.plan.groups[number])]
        if likely:
            same = max(
                likely, key=lambda number: len({*group.participants} & {*after.plan.groups[number].participants})
            )
            free.remove(same)
            after.groups[same].pins = row.pins
            after.groups[same].save(update_fields=["pins"])
    rows = {row.pk: row for row in before.groups}
    for group, person in before.pinned:
        was = rows[group]
        for same in after.groups:
            if (same.offer_id, same.period_id, sorted(same.sessions)) == (
                was.offer_id,
                was.period_id,
                sorted(was.sessions),
            ):
                Seat.objects.filter(group=same, person=person).update(pinned=True)


def _holds(row: Group, group: planning.Group, found: planning.Group) -> bool:
    """A group of the new plan has all that was pinned of one of the old, but for its people."""
    pins = {*row.pins}
    return found.activity == group.activity and (
        not pins & {"time", "room", "trainer"}
        or (
            (found.period, sorted(found.slots)) == (group.period, sorted(group.slots))
            and ("room" not in pins or found.room == group.room)
            and ("trainer" not in pins or found.trainer == group.trainer)
        )
    )


def not_asked_for(board: Board, *, instance: planning.Instance) -> tuple[Leaves, ...]:
    """Who is pinned in a group and does not ask for its training (any more)."""
    asks, offer_of = asked_for(instance), {row.pk: row.offer_id for row in board.groups}
    return tuple(
        Leaves(person=person, offer=offer_of[group])
        for group, person in sorted(board.pinned)
        if (str(person), str(offer_of[group])) not in asks
    )


def in_the_way(board: Board, *, instance: planning.Instance, pins: Pins, fault: PinError) -> PinsInTheWay:
    """Which of the pins cannot be kept, with what stands in the way of it where that is one thing."""
    found = no_longer_fits(board, instance=instance)
    of_people = {(each.person, each.offer): each.reasons for each in (*found.people, *found.with_groups)}
    of_groups = {misfit.group.pk: misfit.reasons for misfit in found.groups}
    broken = _broken(pins, fault)
    people = [(UUID(pin.participant), UUID(str(pin.activity))) for pin in broken.people]
    groups = [
        row
        for row, group in zip(board.groups, board.plan.groups, strict=True)
        if any(pin.means(group) for pin in broken.groups)
    ]
    return PinsInTheWay(
        people=tuple(Leaves(person=who, offer=what, reasons=of_people.get((who, what), ())) for who, what in people),
        groups=tuple(Misfit(group=row, reasons=of_groups.get(row.pk, ())) for row in groups),
    )


def _broken(pins: Pins, fault: PinError) -> Pins:
    def is_named(pin: PersonPin | GroupPin) -> bool:
        return any(sentence.startswith(f"{pin}: ") for sentence in fault.faults)

    return Pins(
        people=tuple(pin for pin in pins.people if is_named(pin)),
        groups=tuple(pin for pin in pins.groups if is_named(pin)),
    )


def without_broken(pins: Pins, *, fault: PinError) -> Pins:
    """The pins but for those that cannot be kept."""
    broken = _broken(pins, fault)
    return replace(
        pins,
        people=tuple(pin for pin in pins.people if pin not in broken.people),
        groups=tuple(pin for pin in pins.groups if pin not in broken.groups),
    )
