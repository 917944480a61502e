"""A timetable's rows <-> a plan that is bent by hand, compared, and held against what has changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tweespoor.apps.schedule.models import Group, GroupMode, Seat, Timetable
from tweespoor.core import planning
from tweespoor.core.planning import bending
from tweespoor.core.planning.difference import Difference, difference

CannotBe = bending.CannotBe
OF_A_BOARD = "the caller showed that the programme is visible; the board reckons with all groups"


@dataclass(frozen=True)
class Board:
    """A timetable as a plan; `groups` are its rows, in the plan's order, `pinned` who is pinned in which group."""

    timetable: Timetable
    groups: tuple[Group, ...]
    plan: planning.Plan
    pinned: frozenset[tuple[UUID, UUID]] = frozenset()

    def place(self, group: UUID) -> int:
        """The position of a group in the plan.

        Raises:
            KeyError: if the timetable has no such group.
        """
        return {row.pk: number for number, row in enumerate(self.groups)}[group]

    def members(self, group: UUID) -> tuple[UUID, ...]:
        """Who is in a group."""
        return tuple(UUID(name) for name in self.plan.groups[self.place(group)].participants)


def board_of(timetable: Timetable, *, to_be_shown: bool = True) -> Board:
    """A timetable's groups and switches as a plan; the rows with what they name, where they are `to_be_shown`."""
    found = timetable.groups.unscoped(why=OF_A_BOARD).order_by("offer__slug", "number", "pk")
    named = ("offer", "period", "room__location", "trainer")
    rows = tuple(found.select_related(*named) if to_be_shown else found)
    members: dict[UUID, list[str]] = defaultdict(list)
    pinned: set[tuple[UUID, UUID]] = set()
    seats = Seat.objects.filter(group__timetable=timetable)
    for group, person, is_pinned in seats.values_list("group_id", "person_id", "pinned"):
        members[group].append(str(person))
        pinned |= {(group, person)} if is_pinned else set()
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
    plan = planning.Plan(groups=groups, classes=dict(timetable.switches))
    return Board(timetable=timetable, groups=rows, plan=plan, pinned=frozenset(pinned))


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

    `with_groups` are the people in the groups that do not fit. `kept` has per group that stays its members. `pinned`
    are the people, with the training, who are pinned in their group.
    """

    people: tuple[Leaves, ...]
    groups: tuple[Misfit, ...]
    with_groups: tuple[Leaves, ...]
    switches: tuple[UUID, ...]
    short: tuple[tuple[Group, int], ...]
    kept: dict[UUID, tuple[UUID, ...]]
    outside: dict[UUID, int]
    pinned: frozenset[tuple[UUID, UUID]] = frozenset()

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
        pinned=pinned_in(board),
    )


def pinned_in(board: Board) -> frozenset[tuple[UUID, UUID]]:
    """The people, with the training, who are pinned in their group."""
    offer_of = {row.pk: row.offer_id for row in board.groups}
    return frozenset((person, offer_of[group]) for group, person in board.pinned if group in offer_of)


def differences(before: Board | None, after: Board, *, instance: planning.Instance) -> Difference:
    """What changes for whom when one timetable takes the place of another, or of none."""
    return difference(instance, before=before.plan if before else planning.Plan(), after=after.plan)


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
