"""Deeds on the board: bend a draft by hand, see beforehand what that does, undo and do again, pin."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.queries import facts_of_all
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.actions.kept_changes import Bending, apply_change, keep_change
from tweespoor.apps.schedule.models import BoardChange, Disruption, Group, Offer, Seat, Timetable, TimetableStatus
from tweespoor.apps.schedule.queries import may_plan
from tweespoor.apps.schedule.queries.board import concession_of
from tweespoor.apps.schedule.queries.together import instead_of_others
from tweespoor.apps.schedule.rules import ChangedMeanwhile, Refused
from tweespoor.apps.schedule.wording import on_the_board
from tweespoor.apps.trajectories.queries import wishes_of

WHY = "the board reckons with when people can come, and shows reasons alone"
ON_THE_BOARD = "the caller showed that the programme is visible"
PINS = ("time", "room", "trainer", "people")


@dataclass(frozen=True, kw_only=True)
class Consequences:
    """What a change would do, before it is done; `bent` is None where it cannot be, for the reasons in `refused`."""

    board: bridge.Board
    bent: bridge.Bent | None
    refused: tuple[str, ...] = ()
    puzzle: bridge.Puzzle | None = None


def consequences(*, timetable: Timetable, wanted: bridge.Wanted, seen: int, by: User) -> Consequences:
    """What a change to a draft that was looked at in its version `seen` would do; nothing is kept.

    Raises:
        Refused: if it names what is not there (any more), or changes nothing.
        ChangedMeanwhile: if one of these groups was changed since.
    """
    with whole_registry(why=WHY):
        found = _consequences(timetable, wanted)
        if found.bent is not None:
            _nobody_else_changed(timetable, found, wanted=wanted, seen=seen, by=by)
            _check_something_changes(found.board, found.bent, wanted=wanted)
        return found


def _consequences(timetable: Timetable, wanted: bridge.Wanted) -> Consequences:
    board = bridge.board_of(timetable, to_be_shown=False)
    if wanted.kind == "open":
        _check_how_often(wanted)
    try:
        people = _touched(board, wanted)
        puzzle = _puzzle_of(timetable, people=people)
        if wanted.person in puzzle.without_level and not wanted.away:
            return Consequences(board=board, bent=None, refused=(bridge.LEVEL_NOT_ASKED,))
        instance = bridge.as_if(puzzle.instance, concession_of(timetable))
        bent = bridge.bend_after(board, known=bridge.reckon_with(instance, happened_before(timetable)), wanted=wanted)
    except bridge.StandsInTheWay as refusal:
        return Consequences(board=board, bent=None, refused=refusal.reasons)
    except (KeyError, ValueError):
        raise Refused(_("Die groep of deelnemer staat niet (meer) in dit rooster. Ververs de pagina.")) from None
    return Consequences(board=board, bent=bent, puzzle=puzzle)


def _check_how_often(wanted: bridge.Wanted) -> None:
    """A new group meets as often in a week as its training does."""
    offer = Offer.objects.filter(pk=wanted.offer).first()
    if offer is not None and len(wanted.sessions) != offer.sessions:
        raise Refused(
            ngettext(
                "Deze training is %(count)s keer per week: kies één moment.",
                "Deze training is %(count)s keer per week: kies %(count)s momenten.",
                offer.sessions,
            )
            % {"count": offer.sessions}
        )


def _check_something_changes(board: bridge.Board, bent: bridge.Bent, *, wanted: bridge.Wanted) -> None:
    """A group that is moved does not come where and when it was, with the same people."""
    if wanted.kind != "move" or bent.left or bent.joined:
        return
    number = bent.touched[-1]
    before, after = board.groups[number], bent.groups[number]
    then = {tuple(session) for session in before.sessions}
    placed = (str(before.period_id), then, str(before.room_id), str(before.trainer_id))
    if placed == (after.period, {*after.slots}, after.room, after.trainer):
        raise Refused(_("De groep staat daar al: er verandert niets."))


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
        people |= {*board.timetable.unplaced.values_list("person_id", flat=True)}
    return people


def instance_of(timetable: Timetable, *, people: Iterable[UUID] | None) -> Any:
    """The puzzle of a timetable's programme as it is now, of everybody or of these people."""
    return _puzzle_of(timetable, people=people).instance


def happened_before(timetable: Timetable) -> Disruption | None:
    """What a draft reckons with; nothing, once it is in force."""
    with whole_registry(why=WHY):
        return timetable.disruption if timetable.status == TimetableStatus.DRAFT else None


def _puzzle_of(timetable: Timetable, *, people: Iterable[UUID] | None) -> bridge.Puzzle:
    programme = timetable.programme
    first = programme.periods.current().order_by("starts_on").first()
    wanted = None if people is None else list(people)
    facts = None if wanted is None else facts_of_all(wanted)
    wishes = wishes_of(programme, on=first.starts_on, people=wanted, held=facts) if first else {}
    with whole_registry(why=WHY):
        return bridge.load_puzzle(programme, wishes=wishes, facts=facts, instead=instead_of_others(timetable))


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
        if found.bent is None or found.puzzle is None:
            raise Refused(
                _("Dit kan niet: %(why)s.") % {"why": on_the_board(found.refused, moves_person=wanted.kind == "person")}
            )
        _nobody_else_changed(draft, found, wanted=wanted, seen=seen, by=by)
        _check_something_changes(found.board, found.bent, wanted=wanted)
        bent = Bending(board=found.board, bent=found.bent, puzzle=found.puzzle)
        change = keep_change(draft, bent, kind=wanted.kind, by=by.pk, now=now)
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


def _nobody_else_changed(draft: Timetable, found: Consequences, *, wanted: bridge.Wanted, seen: int, by: User) -> None:
    """Since the user looked, nobody changed a group that this change touches."""
    bent = found.bent
    assert bent is not None
    if seen == draft.version:
        return
    mine = {str(found.board.groups[number].pk) for number in bent.touched if number < len(found.board.groups)}
    mine |= {str(wanted.group)} if wanted.group else set()
    since = list(draft.changes.filter(number__gt=seen))
    undone = seen > draft.version or (seen > 0 and not draft.changes.filter(number=seen).exists())
    theirs = {each["id"] for change in since for each in change.groups}
    if undone or mine & theirs:
        touching = [each.made_by for each in since if mine & {group["id"] for group in each.groups}]
        raise ChangedMeanwhile(_said_meanwhile(touching[-1] if touching else None, by=by))


def _said_meanwhile(who: UUID | None, *, by: User) -> str:
    """Who changed a group since it was looked at, and what to do."""
    if who is None:
        first = _("Er is intussen iets ongedaan gemaakt.")
    elif who == by.pk:
        first = _("U veranderde deze groep net zelf, in een ander venster.")
    else:
        named = User.objects.filter(pk=who).values_list("name", flat=True).first() or _("Iemand anders")
        first = _("%(who)s veranderde deze groep net.") % {"who": named}
    return (
        first
        + " "
        + _("Wat u wilde, is niet gedaan. Kijk hoe de groep nu staat, en verplaats hem opnieuw als dat nog nodig is.")
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
        apply_change(draft, change, forward=forward)
    log.record(
        deed="board-change-redone" if forward else "board-change-undone",
        on=draft,
        by=by.pk,
        now=now,
        detail={"number": change.number},
    )
    return change


@transaction.atomic
def pin(*, group: Group, pins: Iterable[str], people: Collection[UUID] = (), by: User, now: datetime) -> None:
    """Say what of a group, and who in it, a planner that goes on from this draft keeps.

    Raises:
        Refused: if the user does not plan this programme, the timetable is no draft, a pin means nothing, or somebody
            is not in the group (any more).
    """
    wanted = {*pins}
    if not wanted <= {*PINS}:
        raise Refused(_("Vastzetten kan van het moment, het lokaal, de trainer en de deelnemers."))
    draft = draft_for(group.timetable, by=by, now=now)
    group.pins = [each for each in PINS if each in wanted]
    with whole_registry(why=WHY):
        seats = Seat.objects.filter(group=group)
        there = draft.groups.unscoped(why=ON_THE_BOARD).filter(pk=group.pk).update(pins=group.pins)
        seats.update(pinned=False)
        if not there or seats.filter(person__in=people).update(pinned=True) != len({*people}):
            raise Refused(_("Die groep of deelnemer staat niet (meer) in dit rooster. Ververs de pagina."))
    log.record(deed="group-pinned", on=draft, by=by.pk, now=now, detail={"pins": group.pins, "people": len({*people})})
