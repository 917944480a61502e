"""What is kept of a change by hand: carried out, turned back and carried out again, with all that was there before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Max

from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.models import BoardChange, ChangedSeat, Group, Seat, Timetable, Unplaced

ON_THE_BOARD = "the caller showed that the programme is visible"
MODE = ("mode", "mode_since", "mode_until")


@dataclass(frozen=True, kw_only=True)
class Bending:
    """A board, the same after a change, and the puzzle it was judged in."""

    board: bridge.Board
    bent: bridge.Bent
    puzzle: bridge.Puzzle


def keep_change(draft: Timetable, bending: Bending, *, kind: str, by: UUID, now: datetime) -> BoardChange:
    """Carry a change out, and keep what is needed to undo it."""
    bent, board = bending.bent, bending.board
    highest = draft.changes.aggregate(highest=Max("number"))["highest"] or 0  # no number stands for two changes
    draft.changes.filter(number__gt=draft.version).delete()
    rows: list[dict[str, Any]] = []
    seats: list[ChangedSeat] = []
    if bent.closed is not None:
        row = board.groups[bent.closed]
        rows.append({"id": str(row.pk), "before": _columns(row), "after": None})
        seats += [_seat(row, person, joined=False) for person in board.members(row.pk)]
    for number in bent.touched:
        group = bent.groups[number]
        members = {UUID(name) for name in group.participants}
        if number < len(board.groups):
            row = board.groups[number]
            before: dict[str, Any] | None = _columns(row)
            was = {*board.members(row.pk)}
        else:
            row, before, was = _new_row(draft, group), None, set()
        _set(row, group)
        rows.append({"id": str(row.pk), "before": before, "after": _columns(row)})
        seats += [_seat(row, person, joined=True) for person in sorted(members - was)]
        seats += [_seat(row, person, joined=False) for person in sorted(was - members)]
    change = BoardChange.objects.create(
        timetable=draft, number=highest + 1, made_at=now, made_by=by, kind=kind, groups=rows, terms=bent.terms
    )
    _say_who_waits(draft, seats, bending=bending)
    for seat in seats:
        seat.change = change
    ChangedSeat.objects.bulk_create(seats)
    apply_change(draft, change, forward=True)
    return change


def _say_who_waits(draft: Timetable, seats: Iterable[ChangedSeat], *, bending: Bending) -> None:
    """Per seat whether its person waits when not in it, for which training, and what is said of that."""
    people = {seat.person_id for seat in seats}
    waited: dict[UUID, list[Unplaced]] = {person: [] for person in people}
    for row in draft.unplaced.filter(person__in=people):
        waited[row.person_id].append(row)
    reasons = {(each.person, each.offer): list(each.reasons) for each in bending.bent.left}
    came = {(seat.person_id, seat.offer_id) for seat in seats if seat.joined}
    for seat in seats:
        same = {*bending.puzzle.alternatives(seat.person_id, offer=seat.offer_id)}
        if seat.joined:
            _as_it_was(seat, _waits(waited[seat.person_id], offers=(seat.offer_id, *same)))
        else:
            seat.waits = bool(same) and not any((seat.person_id, offer) in came for offer in same)
            seat.reasons = reasons.get((seat.person_id, seat.offer_id), [])


def _waits(rows: Iterable[Unplaced], *, offers: Iterable[UUID]) -> Unplaced | None:
    """The row of these that is for the first of these trainings that one is for."""
    of = {row.offer_id: row for row in rows}
    return next((of[offer] for offer in offers if offer in of), None)


def _as_it_was(seat: ChangedSeat, row: Unplaced | None) -> None:
    seat.waits = row is not None
    if row is not None:
        seat.waits_for_id = row.offer_id
        seat.reasons, seat.forced, seat.sessions = row.reasons, row.forced, row.sessions


def _new_row(draft: Timetable, group: Any) -> Group:
    numbers = draft.groups.unscoped(why=ON_THE_BOARD).filter(offer=UUID(group.activity))
    highest = numbers.aggregate(highest=Max("number"))["highest"] or 0
    return Group(id=uuid4(), timetable=draft, offer_id=UUID(group.activity), number=highest + 1)


def _set(row: Group, group: Any) -> None:
    row.period_id, row.room_id, row.trainer_id = UUID(group.period), UUID(group.room), UUID(group.trainer)
    row.sessions, row.outside = [list(session) for session in group.slots], group.outside


def _columns(row: Group) -> dict[str, Any]:
    return {
        "offer": str(row.offer_id),
        "number": row.number,
        "period": str(row.period_id),
        "room": str(row.room_id),
        "trainer": str(row.trainer_id),
        "sessions": row.sessions,
        "outside": row.outside,
        "pins": row.pins,
        **{name: _plain(getattr(row, name)) for name in MODE},
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _seat(row: Group, person: UUID, *, joined: bool) -> ChangedSeat:
    return ChangedSeat(group=row.pk, offer_id=row.offer_id, person_id=person, joined=joined)


def apply_change(draft: Timetable, change: BoardChange, *, forward: bool) -> None:
    """Carry a kept change out, or turn it back."""
    seats = list(change.seats.all())
    came = [seat for seat in seats if seat.joined == forward]
    went = [seat for seat in seats if seat.joined != forward]
    _leave(went)
    for each in change.groups:
        _put(draft, each, forward=forward)
    change.save(update_fields=["groups"])
    Seat.objects.bulk_create(Seat(group_id=seat.group, person_id=seat.person_id, pinned=seat.pinned) for seat in came)
    _keep_waiting(draft, came=came, went=went)
    sign = 1 if forward else -1
    below = draft.changes.filter(number__lt=change.number).aggregate(highest=Max("number"))["highest"] or 0
    draft.version = change.number if forward else below
    if draft.score is not None:
        draft.score = max(0, draft.score + sign * sum(change.terms.values()))
    draft.breakdown = {
        term: max(0, draft.breakdown.get(term, 0) + sign * change.terms.get(term, 0))
        for term in {*draft.breakdown, *change.terms}
    }
    if draft.placed is not None:
        draft.placed = max(0, draft.placed + len(came) - len(went))
    draft.save(update_fields=["version", "score", "breakdown", "placed"])


def _leave(went: list[ChangedSeat]) -> None:
    """Who goes leaves the seat, and would come back pinned where the person was."""
    taken = Seat.objects.filter(group__in={seat.group for seat in went}, person__in={seat.person_id for seat in went})
    there = {(seat.group_id, seat.person_id): seat for seat in taken}
    left = [(seat, there[seat.group, seat.person_id]) for seat in went if (seat.group, seat.person_id) in there]
    for seat, row in left:
        seat.pinned = row.pinned
    Seat.objects.filter(pk__in=[row.pk for _seat, row in left]).delete()
    ChangedSeat.objects.bulk_update([seat for seat, _row in left], ["pinned"])


def _put(draft: Timetable, each: dict[str, Any], *, forward: bool) -> None:
    """Give a group the columns it had before or after a change; one that goes is remembered with its pins."""
    here, there = ("after", "before") if forward else ("before", "after")
    columns, rows = each[here], draft.groups.unscoped(why=ON_THE_BOARD).filter(pk=each["id"])
    if columns is None:
        each[there] = next((_columns(row) for row in rows), each[there])
        rows.delete()
        return
    fields = {
        "timetable": draft,
        "offer_id": UUID(columns["offer"]),
        "number": columns["number"],
        "period_id": UUID(columns["period"]),
        "room_id": UUID(columns["room"]),
        "trainer_id": UUID(columns["trainer"]),
        "sessions": columns["sessions"],
        "outside": columns["outside"],
    }
    Group.objects.unscoped(why=ON_THE_BOARD).update_or_create(
        pk=UUID(each["id"]),
        defaults=fields,
        create_defaults={
            **fields,
            "pins": columns["pins"],
            **{name: columns[name] for name in MODE if name in columns},
        },
    )


def _keep_waiting(draft: Timetable, *, came: list[ChangedSeat], went: list[ChangedSeat]) -> None:
    """Who came waits no more; who went waits again, with what was said of it, where the person waits without it."""
    for seat in came:
        if seat.waits:
            draft.unplaced.filter(person=seat.person_id, offer=seat.waits_for_id or seat.offer_id).delete()
    elsewhere = {seat.person_id for seat in came}
    waits = [seat for seat in went if seat.waits and seat.person_id not in elsewhere]
    known = set(draft.unplaced.filter(person__in=[seat.person_id for seat in waits]).values_list("person", "offer"))
    Unplaced.objects.bulk_create(
        Unplaced(
            timetable=draft,
            person_id=seat.person_id,
            offer_id=seat.waits_for_id or seat.offer_id,
            reasons=seat.reasons,
            forced=seat.forced,
            sessions=seat.sessions,
        )
        for seat in waits
        if (seat.person_id, seat.waits_for_id or seat.offer_id) not in known
    )
