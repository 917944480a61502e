"""A timetable's rows <-> a plan that is bent by hand, compared, and held against what has changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from tweespoor.apps.schedule.models import Group, GroupMode, Timetable
from tweespoor.core import planning
from tweespoor.core.planning import bending
from tweespoor.core.planning.difference import Difference, difference
from tweespoor.core.planning.pins import GroupPin, PersonPin, Pins, SlotsPin

CannotBe = bending.CannotBe
OF_A_BOARD = "the caller showed that the programme is visible; the board reckons with all groups"


@dataclass(frozen=True)
class Board:
    """A timetable as a plan; `groups` are its rows, in the plan's order."""

    timetable: Timetable
    groups: tuple[Group, ...]
    plan: planning.Plan

    def place(self, group: UUID) -> int:
        """The position of a group in the plan.

        Raises:
            KeyError: if the timetable has no such group.
        """
        return {row.pk: number for number, row in enumerate(self.groups)}[group]

    def members(self, group: UUID) -> tuple[UUID, ...]:
        """Who is in a group."""
        return tuple(UUID(name) for name in self.plan.groups[self.place(group)].participants)


def board_of(timetable: Timetable) -> Board:
    """A timetable's groups and switches as a plan."""
    rows = tuple(
        timetable.groups.unscoped(why=OF_A_BOARD)
        .select_related("offer", "period", "room__location", "trainer")
        .order_by("offer__slug", "number", "pk")
    )
    members: dict[UUID, list[str]] = defaultdict(list)
    seats = Group.participants.through.objects.filter(group__timetable=timetable)
    for group, person in seats.values_list("group_id", "person_id"):
        members[group].append(str(person))
    groups = tuple(
        planning.Group(
            activity=str(row.offer_id),
            period=str(row.period_id),
            slots=tuple(tuple(session) for session in row.sessions),
            room=str(row.room_id),
            trainer=str(row.trainer_id),
            participants=tuple(sorted(members[row.pk])),
            outside=row.outside,
        )
        for row in rows
    )
    return Board(timetable=timetable, groups=rows, plan=planning.Plan(groups=groups, classes=dict(timetable.switches)))


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A change that somebody wants. `kind` is `move`, `person`, `close` or `open`.

    For a person, `group` is where the person goes, or with `away` where the person leaves from.
    """

    kind: str
    group: UUID | None = None
    person: UUID | None = None
    away: bool = False
    offer: UUID | None = None
    period: UUID | None = None
    sessions: tuple[tuple[str, ...], ...] = ()
    room: UUID | None = None
    trainer: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Leaves:
    """Somebody who leaves a group or comes into one; with the reasons where the person cannot stay."""

    person: UUID
    offer: UUID
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Shortage:
    """A group (its position in the new plan) that lacks so many people."""

    group: int
    lacking: int


@dataclass(frozen=True, kw_only=True)
class Bent:
    """A board after a change; `groups` is the new plan, position by position, `touched` those that changed."""

    groups: tuple[planning.Group, ...]
    touched: tuple[int, ...]
    closed: int | None
    left: tuple[Leaves, ...]
    joined: tuple[Leaves, ...]
    short: tuple[Shortage, ...]
    terms: dict[str, int]

    @property
    def score(self) -> int:
        """By how many points the plan gets worse."""
        return sum(self.terms.values())


def bend(board: Board, *, instance: planning.Instance, wanted: Wanted) -> Bent:
    """What a change does.

    Raises:
        CannotBe: with what stands in the way.
        ValueError, KeyError: if the change names what is not there.
    """
    found = bending.bend(instance, plan=board.plan, change=_change(board, wanted))
    return Bent(
        groups=found.plan.groups,
        touched=found.touched,
        closed=found.closed,
        left=leaves(found.dropped),
        joined=leaves(found.joined),
        short=tuple(Shortage(group=each.group, lacking=each.lacking) for each in found.short),
        terms={term.value: points for term, points in found.terms.items()},
    )


def _change(board: Board, wanted: Wanted) -> bending.Change:
    room = str(wanted.room) if wanted.room else None
    trainer = str(wanted.trainer) if wanted.trainer else None
    if wanted.kind == "open":
        return bending.GroupOpened(
            activity=str(wanted.offer), period=str(wanted.period), slots=wanted.sessions, room=room, trainer=trainer
        )
    if wanted.group is None:
        raise ValueError("this change is of a group")
    place = board.place(wanted.group)
    if wanted.kind == "close":
        return bending.GroupClosed(group=place)
    if wanted.kind == "person":
        where = {"out_of": place} if wanted.away else {"to": place}
        return bending.PersonMoved(participant=str(wanted.person), **where)
    return bending.GroupMoved(group=place, period=str(wanted.period), slots=wanted.sessions, room=room, trainer=trainer)


def leaves(rows: Iterable[bending.Dropped]) -> tuple[Leaves, ...]:
    """People who leave or come, as the board tells them."""
    return tuple(
        Leaves(
            person=UUID(each.participant),
            offer=UUID(each.activity),
            reasons=tuple(reason.value for reason in each.reasons),
        )
        for each in rows
    )


@dataclass(frozen=True, kw_only=True)
class Misfit:
    """A group that cannot be held as it is, and why."""

    group: Group
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class NoLongerFits:
    """What of a timetable does not fit (any more): people in groups, groups, switches of class; and who lacks people.

    `with_groups` are the people in the groups that do not fit. `kept` has per group that stays its members.
    """

    people: tuple[Leaves, ...]
    groups: tuple[Misfit, ...]
    with_groups: tuple[Leaves, ...]
    switches: tuple[UUID, ...]
    short: tuple[tuple[Group, int], ...]
    kept: dict[UUID, tuple[UUID, ...]]
    outside: dict[UUID, int]

    @property
    def nothing(self) -> bool:
        """Everything fits."""
        return not (self.people or self.groups or self.switches)


def no_longer_fits(board: Board, *, instance: planning.Instance) -> NoLongerFits:
    """Hold a timetable against what is registered now."""
    found = bending.what_does_not_fit(instance, plan=board.plan)
    gone = {number for number, _ in found.groups}
    stays = [row for number, row in enumerate(board.groups) if number not in gone]
    return NoLongerFits(
        people=leaves(found.people),
        groups=tuple(
            Misfit(group=board.groups[number], reasons=tuple(reason.value for reason in reasons))
            for number, reasons in found.groups
        ),
        with_groups=leaves(found.with_groups),
        switches=tuple(UUID(name) for name in found.switches),
        short=tuple((stays[each.group], each.lacking) for each in found.short),
        kept={
            row.pk: tuple(UUID(name) for name in group.participants)
            for row, group in zip(stays, found.plan.groups, strict=True)
        },
        outside={row.pk: group.outside for row, group in zip(stays, found.plan.groups, strict=True)},
    )


def differences(before: Board | None, after: Board, *, instance: planning.Instance) -> Difference:
    """What changes for whom when one timetable takes the place of another, or of none."""
    return difference(instance, before=before.plan if before else planning.Plan(), after=after.plan)


def pins_of(board: Board, *, instance: planning.Instance) -> Pins:
    """What is pinned on a board, for a planner that goes on from it; who does not ask for it any more is not kept."""
    asks = {
        (each.id, option.activity)
        for each in instance.participants
        for demand in each.demands
        for option in demand.any_of
    }
    people: list[PersonPin] = []
    groups: list[GroupPin] = []
    slots: list[SlotsPin] = []
    for row, group in zip(board.groups, board.plan.groups, strict=True):
        pins = {*row.pins}
        if pins & {"time", "room", "trainer"}:
            groups.append(_group_pin(group, pins))
        if "people" in pins:
            people += [
                PersonPin(participant=name, activity=group.activity)
                for name in group.participants
                if (name, group.activity) in asks
            ]
    return Pins(people=tuple(people), groups=tuple(dict.fromkeys(groups)), slots=tuple(slots))


def _group_pin(group: planning.Group, pins: Sequence[str] | set[str]) -> GroupPin:
    return GroupPin(
        activity=group.activity,
        period=group.period,
        slots=group.slots,
        room=group.room if "room" in pins else None,
        trainer=group.trainer if "trainer" in pins else None,
    )


def pins_on_what_is_gone(board: Board) -> bool:
    """Something is pinned that was taken away (a training, a period, a room, a trainer), or a group without people."""
    for row, group in zip(board.groups, board.plan.groups, strict=True):
        if row.pins and not group.participants:
            return True
        pinned = [
            row.offer if row.pins else None,
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


def save_modes(before: Board, *, timetable: Timetable) -> None:
    """Groups that were online or hybrid are so in the timetable that was made from it: those of the same training and
    period with most of the same people."""
    after = board_of(timetable)
    free = list(range(len(after.groups)))
    for row, group in zip(before.groups, before.plan.groups, strict=True):
        same = [
            number
            for number in free
            if (after.plan.groups[number].activity, after.plan.groups[number].period) == (group.activity, group.period)
        ]
        if row.mode == GroupMode.ON_SITE or not same:
            continue
        most = max(same, key=lambda number: len({*group.participants} & {*after.plan.groups[number].participants}))
        free.remove(most)
        found = after.groups[most]
        found.mode, found.mode_since, found.mode_until = row.mode, row.mode_since, row.mode_until
        found.save(update_fields=["mode", "mode_since", "mode_until"])


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
