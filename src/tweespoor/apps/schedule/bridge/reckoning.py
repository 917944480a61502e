"""A draft after something happened: the board, the checking and a planner that goes on reckon with it as the planner
did that made it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from tweespoor.apps.schedule.bridge.boards import Bent, Board, CannotBe, Leaves, NoLongerFits, Wanted, bend
from tweespoor.apps.schedule.bridge.going_on import Found, found_of, go_on
from tweespoor.apps.schedule.bridge.striking import after_it, closed_by, halved, halved_offers, not_over, strike
from tweespoor.apps.schedule.models import Disruption, Group
from tweespoor.core import planning
from tweespoor.core.planning.reasons import Reason
from tweespoor.core.planning.replanning.closures import Closes, Closure, shut

ROOM_CLOSED, TRAINER_AWAY, HALF_FULL = "room-closed", "trainer-away", "half-full"
BECAUSE = {Reason.NO_ROOM: ROOM_CLOSED, Reason.NO_TRAINER: TRAINER_AWAY, Reason.GROUP_FULL: HALF_FULL}
"""What stands in the way, where nothing would had it not happened."""


class StandsInTheWay(Exception):
    """A change by hand that cannot be; `reasons` are the codes of what stands in the way."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(", ".join(reasons))


@dataclass(frozen=True)
class Reckoned:
    """A puzzle after something happened: `instance`, and `otherwise`, with nothing closed and no group halved."""

    instance: planning.Instance
    otherwise: planning.Instance
    closed: frozenset[Closure] = frozenset()

    def why_shut(self, group: planning.Group) -> tuple[str, ...]:
        """Why a group cannot be where it is: its room is closed in its period, its trainer is away."""
        found = []
        if Closure(closes=Closes.ROOM, id=group.room, period=group.period) in self.closed:
            found.append(ROOM_CLOSED)
        if Closure(closes=Closes.TRAINER, id=group.trainer, period=group.period) in self.closed:
            found.append(TRAINER_AWAY)
        return tuple(found)


def reckon_with(instance: planning.Instance, disruption: Disruption | None) -> Reckoned:
    """The puzzle as it is after something happened; closures hold for all periods that the days touch.

    What is about something that is not there (any more) closes nothing.
    """
    if disruption is None:
        return Reckoned(instance, instance)
    after = after_it(instance, disruption)
    try:
        closed = closed_by(after, disruption=disruption)
    except ValueError:
        closed = ()
    return Reckoned(shut(halved(after, disruption), closed), after, frozenset(closed))


def bend_after(board: Board, *, known: Reckoned, wanted: Wanted) -> Bent:
    """What a change by hand does.

    Raises:
        StandsInTheWay: with what does; what happened is named where it would be possible without that.
        ValueError, KeyError: if the change names what is not there.
    """
    if wanted.kind == "person" and wanted.group is not None and not wanted.away:
        shut_for = known.why_shut(board.plan.groups[board.place(wanted.group)])
        if shut_for:
            raise StandsInTheWay(*shut_for)
    try:
        return bend(board, instance=known.instance, wanted=wanted)
    except CannotBe as refusal:
        reasons, without = refusal.reasons, refusal.reasons
    if known.otherwise is not known.instance and not BECAUSE.keys().isdisjoint(reasons):
        try:
            without = ()
            bend(board, instance=known.otherwise, wanted=wanted)
        except CannotBe as refusal:
            without = refusal.reasons
    raise StandsInTheWay(*(_named(reason, happened=reason not in without) for reason in reasons))


def _named(reason: Reason, *, happened: bool) -> str:
    return BECAUSE[reason] if happened and reason in BECAUSE else reason.value


def with_what_happened(found: NoLongerFits, *, known: Reckoned, disruption: Disruption | None) -> NoLongerFits:
    """What does not fit, with what happened named as the reason where it is that."""
    if disruption is None:
        return found
    offers = halved_offers(disruption)

    def of_group(group: Group, reasons: Iterable[str]) -> tuple[str, ...]:
        at = {"period": str(group.period_id)}
        is_closed = {
            Reason.NO_ROOM.value: Closure(closes=Closes.ROOM, id=str(group.room_id), **at) in known.closed,
            Reason.NO_TRAINER.value: Closure(closes=Closes.TRAINER, id=str(group.trainer_id), **at) in known.closed,
        }
        return tuple(_named(Reason(each), happened=is_closed.get(each, False)) for each in reasons)

    def of_person(each: Leaves) -> Leaves:
        is_halved = each.offer in offers
        return replace(each, reasons=tuple(_named(Reason(code), happened=is_halved) for code in each.reasons))

    return replace(
        found,
        groups=tuple(replace(each, reasons=of_group(each.group, each.reasons)) for each in found.groups),
        people=tuple(of_person(each) for each in found.people),
    )


def still_to_come(
    instance: planning.Instance, *, board: Board, disruption: Disruption | None, today: date
) -> tuple[planning.Instance, Board]:
    """The puzzle and the board after something happened, without the periods that were over then.

    They are as they were where it is about something that is not there (any more).
    """
    if disruption is None:
        return instance, board
    try:
        struck = strike(replace(instance, previous=None), board=board, disruption=disruption, today=today)
    except ValueError:
        return instance, board
    left = replace(shut(struck.instance, struck.closed), previous=None)
    return left, not_over(board, disruption=disruption, today=today)


def go_on_after(
    instance: planning.Instance,
    *,
    board: Board,
    disruption: Disruption | None,
    today: date,
    seconds: int,
    workers: int,
    progress: Callable[[planning.Progress], None],
    cancelled: Callable[[], bool],
) -> Found:
    """A better plan than the board's, that keeps to what happened too; periods that were over then stay as they were.

    Raises:
        PinsInTheWay: if what is pinned cannot be kept together (any more); it says what.
    """
    left, rest = still_to_come(instance, board=board, disruption=disruption, today=today)
    found = go_on(left, board=rest, seconds=seconds, workers=workers, progress=progress, cancelled=cancelled)
    if disruption is None:
        return found
    there = {row.pk for row in rest.groups}
    past = [group for row, group in zip(board.groups, board.plan.groups, strict=True) if row.pk not in there]
    plan = replace(found.plan, groups=(*past, *found.plan.groups))
    return found_of(after_it(instance, disruption), plan=plan, elapsed=found.elapsed, method=found.method)
