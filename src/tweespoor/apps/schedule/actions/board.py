"""Deeds on the board: bend a draft by hand, see beforehand what that does, undo and do again, pin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.models import BoardChange, ChangedSeat, Group, Timetable, TimetableStatus, Unplaced
from tweespoor.apps.schedule.queries import may_plan
from tweespoor.apps.schedule.queries.board import concession_of
from tweespoor.apps.schedule.queries.together import instead_of_others
from tweespoor.apps.schedule.rules import ChangedMeanwhile, Refused
from tweespoor.apps.schedule.wording import on_the_board
from tweespoor.apps.trajectories.queries import wishes_of

WHY = "the board reckons with when people can come, and shows reasons alone"
ON_THE_BOARD = "the caller showed that the programme is visible"
MODE = ("mode", "mode_since", "mode_until")
PINS = ("time", "room", "trainer", "people")


@dataclass(frozen=True, kw_only=True)
class Consequences:
    """What a change would do, before it is done; `bent` is None where it cannot be, for the reasons in `refused`."""

    board: bridge.Board
    bent: bridge.Bent | None
    refused: tuple[str, ...] = ()


def consequences(*, timetable: Timetable, wanted: bridge.Wanted) -> Consequences:
    """What a change to a draft would do; nothing is kept.

    Raises:
        Refused: if it names what is not there (any more).
    """
    with whole_registry(why=WHY):
        return _consequences(timetable, wanted)


def _consequences(timetable: Timetable, wanted: bridge.Wanted) -> Consequences:
    board = bridge.board_of(timetable)
    try:
        people = _touched(board, wanted)
        puzzle = _puzzle_of(timetable, people=people)
        if wanted.person in puzzle.without_level and not wanted.away:
            return Consequences(board=board, bent=None, refused=(bridge.LEVEL_NOT_ASKED,))
        instance = bridge.as_if(puzzle.instance, concession_of(timetable))
        bent = bridge.bend(board, instance=instance, wanted=wanted)
    except bridge.CannotBe as refusal:
        return Consequences(board=board, bent=None, refused=tuple(reason.value for reason in refusal.reasons))
    except (KeyError, ValueError):
        raise Refused(_("Die groep of deelnemer staat niet (meer) in dit rooster. Ververs de pagina.")) from None
    return Consequences(board=board, bent=bent)


def _touched(board: bridge.Board, wanted: bridge.Wanted) -> set[UUID]:
    """The people whom a change can concern: all others stay as they are."""
    people: set[UUID] = set()
    if wanted.group is not None:
        people |= {*board.members(wanted.group)}
    if wanted.person is not None:
        people.add(wanted.person)
        for row in board.groups:
            members = board.members(row.pk)
            if wanted.person in members:
                people |= {*members}
    if wanted.kind == "open":
        waiting = board.timetable.unplaced.filter(offer=wanted.offer)
        people |= {*waiting.values_list("person_id", flat=True)}
    return people


def instance_of(timetable: Timetable, *, people: Iterable[UUID] | None) -> Any:
    """The puzzle of a timetable's programme as it is now, of everybody or of these people."""
    return _puzzle_of(timetable, people=people).instance


def _puzzle_of(timetable: Timetable, *, people: Iterable[UUID] | None) -> bridge.Puzzle:
    programme = timetable.programme
    first = programme.periods.current().order_by("starts_on").first()
    wanted = None if people is None else list(people)
    wishes = wishes_of(programme, on=first.starts_on, people=wanted) if first else {}
    with whole_registry(why=WHY):
        puzzle = bridge.load_puzzle(programme, wishes=wishes, instead=instead_of_others(timetable))
    with whole_registry(why=WHY):
        happened = timetable.disruption if timetable.status == TimetableStatus.DRAFT else None
    return replace(puzzle, instance=bridge.after_it(puzzle.instance, happened))


@transaction.atomic
def change_board(
    *, timetable: Timetable, wanted: bridge.Wanted, seen: int, by: User, now: datetime, key: UUID | None = None
) -> BoardChange:
    """Carry out a change to a draft that was looked at in its version `seen`.

    Raises:
        Refused: if the user does not plan this programme, the timetable is no draft, or the rules do not allow it.
        ChangedMeanwhile: if somebody else changed one of these groups since.
        AlreadyDone: if the request of `key` was carried out before.
    """
    draft = draft_for(timetable, by=by, now=now, key=key)
    with whole_registry(why=WHY):
        found = _consequences(draft, wanted)
        if found.bent is None:
            raise Refused(
                _("Dit kan niet: %(why)s.") % {"why": on_the_board(found.refused, moves_person=wanted.kind == "person")}
            )
        _nobody_else_changed(draft, found, wanted=wanted, seen=seen)
        change = _keep(draft, found, kind=wanted.kind, by=by, now=now)
    log.record(deed="board-changed", on=draft, by=by.pk, now=now, detail={"kind": wanted.kind, "number": change.number})
    return change


def draft_for(timetable: Timetable, *, by: User, now: datetime, key: UUID | None = None) -> Timetable:
    """A draft that the user may change, locked.

    Raises:
        Refused: if the user does not plan its programme, or it is no draft.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_plan(by, programme=timetable.programme):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    draft = Timetable.objects.select_for_update(of=["self"]).select_related("programme").get(pk=timetable.pk)
    if draft.status != TimetableStatus.DRAFT:
        raise Refused(_("Alleen een concept kan veranderd worden. Maak eerst een concept van dit rooster."))
    return draft


def _nobody_else_changed(draft: Timetable, found: Consequences, *, wanted: bridge.Wanted, seen: int) -> None:
    """Since the user looked, nobody changed a group that this change touches."""
    bent = found.bent
    assert bent is not None
    mine = {str(found.board.groups[number].pk) for number in bent.touched if number < len(found.board.groups)}
    mine |= {str(wanted.group)} if wanted.group else set()
    since = draft.changes.filter(number__gt=seen)
    undone = seen > draft.version or (seen > 0 and not draft.changes.filter(number=seen).exists())
    theirs = {each["id"] for change in since for each in change.groups}
    if undone or mine & theirs:
        raise ChangedMeanwhile(_("Iemand anders veranderde deze groep net. Kijk eerst hoe hij nu staat."))


def _keep(draft: Timetable, found: Consequences, *, kind: str, by: User, now: datetime) -> BoardChange:
    bent, board = found.bent, found.board
    assert bent is not None
    highest = draft.changes.aggregate(highest=Max("number"))["highest"] or 0  # no number stands for two changes
    draft.changes.filter(number__gt=draft.version).delete()
    waited = {(row.person_id, row.offer_id): row.reasons for row in draft.unplaced.all()}
    rows: list[dict[str, Any]] = []
    seats: list[ChangedSeat] = []
    if bent.closed is not None:
        row = board.groups[bent.closed]
        rows.append({"id": str(row.pk), "before": _columns(row), "after": None})
        seats += [_seat(row, person, joined=False) for person in board.members(row.pk)]
    reasons = {(each.person, each.offer): list(each.reasons) for each in bent.left}
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
        seats += [
            _seat(row, person, joined=True, reasons=waited.get((person, row.offer_id), []))
            for person in sorted(members - was)
        ]
        seats += [
            _seat(row, person, joined=False, reasons=reasons.get((person, row.offer_id), []))
            for person in sorted(was - members)
        ]
    change = BoardChange.objects.create(
        timetable=draft,
        number=highest + 1,
        made_at=now,
        made_by=by.pk,
        kind=kind,
        groups=rows,
        terms=bent.terms,
    )
    for seat in seats:
        seat.change = change
    ChangedSeat.objects.bulk_create(seats)
    _apply(draft, change, forward=True)
    return change


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


def _seat(row: Group, person: UUID, *, joined: bool, reasons: list[str] | None = None) -> ChangedSeat:
    return ChangedSeat(group=row.pk, offer_id=row.offer_id, person_id=person, joined=joined, reasons=reasons or [])


def _apply(draft: Timetable, change: BoardChange, *, forward: bool) -> None:
    """Carry a kept change out, or turn it back."""
    seats = list(change.seats.all())
    came = [seat for seat in seats if seat.joined == forward]
    went = [seat for seat in seats if seat.joined != forward]
    for seat in went:
        Group.participants.through.objects.filter(group=seat.group, person=seat.person_id).delete()
    for each in change.groups:
        columns = each["after" if forward else "before"]
        if columns is None:
            draft.groups.unscoped(why=ON_THE_BOARD).filter(pk=each["id"]).delete()
            continue
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
    through = Group.participants.through
    through.objects.bulk_create([through(group_id=seat.group, person_id=seat.person_id) for seat in came])
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


def _keep_waiting(draft: Timetable, *, came: list[ChangedSeat], went: list[ChangedSeat]) -> None:
    """Who came waits no more; who went waits, unless the same person came into another group of the same training."""
    arrived = {(seat.person_id, seat.offer_id) for seat in came}
    for person, offer in arrived:
        draft.unplaced.filter(person=person, offer=offer).delete()
    elsewhere = {person for person, _offer in arrived}
    waits = [seat for seat in went if seat.person_id not in elsewhere]
    known = set(draft.unplaced.filter(person__in=[seat.person_id for seat in waits]).values_list("person", "offer"))
    Unplaced.objects.bulk_create(
        Unplaced(timetable=draft, person_id=seat.person_id, offer_id=seat.offer_id, reasons=seat.reasons)
        for seat in waits
        if (seat.person_id, seat.offer_id) not in known
    )


@transaction.atomic
def undo(*, timetable: Timetable, seen: int, by: User, now: datetime, key: UUID | None = None) -> BoardChange:
    """Turn the last change by hand back.

    Raises:
        Refused: if the user does not plan this programme, the timetable is no draft, or there is nothing to undo.
        ChangedMeanwhile: if somebody else changed the draft since.
        AlreadyDone: if the request of `key` was carried out before.
    """
    return _walk(timetable, seen=seen, by=by, now=now, key=key, forward=False)


@transaction.atomic
def redo(*, timetable: Timetable, seen: int, by: User, now: datetime, key: UUID | None = None) -> BoardChange:
    """Do the change again that was undone last; raises as `undo` does."""
    return _walk(timetable, seen=seen, by=by, now=now, key=key, forward=True)


def _walk(timetable: Timetable, *, seen: int, by: User, now: datetime, key: UUID | None, forward: bool) -> BoardChange:
    draft = draft_for(timetable, by=by, now=now, key=key)
    if draft.version != seen:
        raise ChangedMeanwhile(_("Iemand anders veranderde dit concept net. Kijk eerst hoe het nu staat."))
    kept = draft.changes.order_by("number")
    change = kept.filter(number__gt=seen).first() if forward else kept.filter(number=seen).first()
    if change is None:
        raise Refused(_("Er is niets om opnieuw te doen.") if forward else _("Er is niets om ongedaan te maken."))
    with whole_registry(why=WHY):
        _apply(draft, change, forward=forward)
    log.record(
        deed="board-change-redone" if forward else "board-change-undone",
        on=draft,
        by=by.pk,
        now=now,
        detail={"number": change.number},
    )
    return change


@transaction.atomic
def pin(*, group: Group, pins: Iterable[str], by: User, now: datetime) -> None:
    """Say what of a group a planner that goes on from this draft keeps.

    Raises:
        Refused: if the user does not plan this programme, the timetable is no draft, or a pin means nothing.
    """
    wanted = {*pins}
    if not wanted <= {*PINS}:
        raise Refused(_("Vastzetten kan van het moment, het lokaal, de trainer en de deelnemers."))
    draft = draft_for(group.timetable, by=by, now=now)
    group.pins = [each for each in PINS if each in wanted]
    if not draft.groups.unscoped(why=ON_THE_BOARD).filter(pk=group.pk).update(pins=group.pins):
        raise Refused(_("Die groep of deelnemer staat niet (meer) in dit rooster. Ververs de pagina."))
    log.record(deed="group-pinned", on=draft, by=by.pk, now=now, detail={"pins": group.pins})
