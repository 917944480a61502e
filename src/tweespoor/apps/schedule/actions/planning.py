"""Deeds: asking the planner for a timetable, stopping it, publishing what it made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.actions.carrying_over import carry_over
from tweespoor.apps.schedule.actions.line import Line
from tweespoor.apps.schedule.actions.trainers import share_with_trainers
from tweespoor.apps.schedule.models import Bottleneck, Disruption, Timetable, TimetableStatus
from tweespoor.apps.schedule.queries import may_plan
from tweespoor.apps.schedule.queries.board import concession_of
from tweespoor.apps.schedule.queries.choosing import is_overtaken
from tweespoor.apps.schedule.rules import LOST, PINS_IN_THE_WAY, Refused
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import wishes_of
from tweespoor.core import planning

SILENT_AFTER = timedelta(seconds=60)
"""A run that was not heard of for so long has lost its worker."""

WAITS_AT_MOST = timedelta(minutes=10)
"""A run that waited for so long gets no worker any more."""

WORKERS = 2
UNDER_WAY = (TimetableStatus.QUEUED, TimetableStatus.RUNNING)
WHY = "the planner reckons with everybody in the programme"


@transaction.atomic
def ask_timetable(
    *, programme: Programme, by: User, now: datetime, key: UUID | None = None, seed: int = 1
) -> Timetable:
    """Ask the planner for a timetable; the run waits for a worker.

    Raises:
        Refused: if the user does not plan this programme, or a run is under way.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_plan(by, programme=programme):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    reap(programme=programme, now=now)
    return queue(programme, by=by.pk, now=now, seconds=settings.PLANNER_SECONDS, seed=seed)


@transaction.atomic
def go_on_from(
    *, timetable: Timetable, by: User, now: datetime, key: UUID | None = None, tries: Bottleneck | None = None
) -> Timetable:
    """Ask the planner for a new draft that begins as this one and keeps what is pinned in it; with `tries`, as if that
    concession were made.

    Raises:
        Refused: if the user does not plan this programme, this is no draft, or a run is under way.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_plan(by, programme=timetable.programme):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    if timetable.status != TimetableStatus.DRAFT and tries is None:
        raise Refused(_("De planner gaat alleen van een concept verder."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    reap(programme=timetable.programme, now=now)
    with whole_registry(why=WHY):
        if timetable.status == TimetableStatus.DRAFT:
            check_pins(timetable, chosen=bridge.chosen_of(timetable))
        concession = tries or concession_of(timetable)
    return queue(
        timetable.programme,
        by=by.pk,
        now=now,
        seconds=settings.PLANNER_SECONDS,
        seed=timetable.seed,
        base=timetable,
        tries=concession,
    )


def check_pins(timetable: Timetable, *, chosen: bridge.Chosen | None) -> None:
    """What is pinned in a draft, as far as a run may change it, is there.

    Raises:
        Refused: if it is not.
    """
    board = bridge.board_of(timetable)
    if bridge.pins_on_what_is_gone(board if chosen is None else bridge.board_chosen(board, chosen)):
        raise Refused(_("Er is iets vastgezet dat er niet meer is, of een groep zonder mensen. Maak die groep los."))


def queue(
    programme: Programme,
    *,
    by: UUID | None,
    now: datetime,
    seconds: int,
    seed: int,
    base: Timetable | None = None,
    tries: Bottleneck | None = None,
    disruption: Disruption | None = None,
    chosen: bridge.Chosen | None = None,
    name: str = "",
) -> Timetable:
    """Keep a run that waits for a worker; one that goes on from a draft is for the same choice, where none is named."""
    if chosen is None and base is not None and base.status == TimetableStatus.DRAFT:
        chosen = bridge.chosen_of(base)
    happened = disruption.pk if disruption else None
    if base is not None and happened is None and base.status == TimetableStatus.DRAFT:
        happened = base.happened
    try:
        with transaction.atomic():
            timetable = Timetable.objects.create(
                programme=programme,
                asked_at=now,
                asked_by=by,
                heard_at=now,
                seconds=seconds,
                seed=seed,
                based_on=base,
                keeps_to_base=base is not None,
                happened=happened,
                choice=chosen.as_kept() if chosen else {},
                name=name,
            )
    except IntegrityError:
        raise Refused(_("De planner is al bezig met dit programma.")) from None
    if tries is not None:
        with whole_registry(why=WHY):
            keep_concession(tries, timetable=timetable)
    log.record(deed="timetable-asked", on=timetable, by=by, now=now, detail={"seconds": seconds})
    return timetable


def keep_concession(row: Bottleneck | None, *, timetable: Timetable) -> None:
    """Give a timetable a concession of its own to be planned with: it stays when others look anew, or throw away."""
    if row is None:
        return
    Bottleneck.objects.create(
        timetable=timetable,
        rank=0,
        kind=row.kind,
        fields=row.fields,
        person_id=row.person_id,
        people=row.people,
        points=row.points,
        sentence_nl=row.sentence_nl,
        sentence_en=row.sentence_en,
    )


@transaction.atomic
def stop(*, timetable: Timetable, by: User, now: datetime) -> None:
    """Ask a run to stop; it keeps the best it has found.

    Raises:
        Refused: if the user does not plan this programme.
    """
    if not may_plan(by, programme=timetable.programme):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    same = Q(together=timetable.together) if timetable.together else Q(pk=timetable.pk)
    Timetable.objects.filter(same, status__in=UNDER_WAY).update(stop_asked=True)
    log.record(deed="timetable-stopped", on=timetable, by=by.pk, now=now)


@transaction.atomic
def publish(*, timetable: Timetable, by: User | None, now: datetime, key: UUID | None = None) -> None:
    """Make a draft the timetable in force, in the place of the one there was.

    Raises:
        Refused: if the user does not plan this programme, or the timetable is no draft.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if by is not None and not may_plan(by, programme=timetable.programme):
        raise Refused(_("U kunt voor dit programma geen rooster publiceren."))
    if key is not None and by is not None:
        log.claim(key=key, by=by.pk, now=now)
    locked = Timetable.objects.select_for_update().get(pk=timetable.pk)
    if locked.status not in (TimetableStatus.DRAFT, TimetableStatus.REPLACED):
        raise Refused(_("Alleen een rooster dat klaar is en nog niet geldt, kan gepubliceerd worden."))
    if is_overtaken(locked):
        raise Refused(
            _(
                "Sinds dit concept gemaakt is, is een ander rooster gepubliceerd. Wat buiten de keuze van dit concept "
                "valt, zou weer worden zoals het daarvoor was. Maak uw keuze opnieuw, vanaf het rooster dat nu geldt."
            )
        )
    in_force = Timetable.objects.filter(programme=locked.programme, status=TimetableStatus.PUBLISHED)
    for before in in_force:
        carry_over(before=before, after=locked, now=now)
    in_force.update(status=TimetableStatus.REPLACED)
    locked.status = TimetableStatus.PUBLISHED
    locked.published_at = now
    locked.save(update_fields=["status", "published_at"])
    log.record(deed="timetable-published", on=locked, by=by.pk if by else None, now=now)
    share_with_trainers(programme=locked.programme, now=now)


def plan_at_once(*, programme: Programme, seconds: int, seed: int, clock: Callable[[], datetime]) -> Timetable:
    """Plan a programme here and now and publish what was found; for jobs in bulk, without a user.

    Raises:
        Refused: if a run is under way.
    """
    timetable = queue(programme, by=None, now=clock(), seconds=seconds, seed=seed)
    plan(timetable=timetable, clock=clock)
    timetable.refresh_from_db()
    publish(timetable=timetable, by=None, now=clock())
    return timetable


def reap(*, programme: Programme, now: datetime) -> int:
    """Mark runs that lost their worker, or never got one, as failed, so that a new one can start.

    Returns how many; writes only where there is one.
    """
    lost = Timetable.objects.filter(
        Q(status=TimetableStatus.RUNNING, heard_at__lt=now - SILENT_AFTER)
        | Q(status=TimetableStatus.QUEUED, asked_at__lt=now - WAITS_AT_MOST),
        programme=programme,
    )
    nothing_kept = dict.fromkeys(["score", "bound", "placed", "demanded"])
    return lost.update(status=TimetableStatus.FAILED, method=LOST, **nothing_kept) if lost.exists() else 0


def plan(*, timetable: Timetable, clock: Callable[[], datetime], workers: int = WORKERS) -> None:
    """Run the planner for a queued timetable and keep what it found as a draft.

    Where what is pinned cannot be kept together, the run has failed, its `method` says so, and it keeps what that is.

    Progress is kept in the timetable's row while the planner works; when somebody asked to stop, the best plan found
    so far is the result. Groups are saved in one transaction, at the end.
    """
    started = Timetable.objects.filter(pk=timetable.pk, status=TimetableStatus.QUEUED).update(
        status=TimetableStatus.RUNNING, heard_at=clock()
    )
    if not started:
        return
    timetable.refresh_from_db()
    try:
        _solve(timetable, clock=clock, workers=workers)
    except bridge.PinsInTheWay as found:
        keep_what_is_in_the_way(timetable, found=found)
    except Exception:
        Timetable.objects.filter(pk=timetable.pk).update(status=TimetableStatus.FAILED)
        raise


@transaction.atomic
def keep_what_is_in_the_way(timetable: Timetable, *, found: bridge.PinsInTheWay) -> None:
    """The run has failed for what is pinned, and keeps what of it is in the way."""
    in_the_way = [
        {"offer": str(each.group.offer_id), "number": each.group.number, "reasons": list(each.reasons)}
        for each in found.groups
    ]
    Timetable.objects.filter(pk=timetable.pk).update(
        status=TimetableStatus.FAILED, method=PINS_IN_THE_WAY, in_the_way=in_the_way
    )
    rows = [
        bridge.UnplacedRow(person=each.person, offer=each.offer, reasons=each.reasons, forced=False)
        for each in found.people
    ]
    bridge.save_unplaced(rows, timetable=timetable)


def _solve(timetable: Timetable, *, clock: Callable[[], datetime], workers: int) -> None:
    programme = timetable.programme
    first = programme.periods.current().order_by("starts_on").first()
    wishes = wishes_of(programme, on=first.starts_on) if first else {}
    puzzle = bridge.load_puzzle(programme, wishes=wishes)
    line = Line(Timetable.objects.filter(pk=timetable.pk), clock=clock)
    base = timetable.based_on if timetable.keeps_to_base else None
    board = bridge.board_of(base) if base is not None else None
    happened, chosen = timetable.disruption, bridge.chosen_of(timetable)
    if board is not None and base is not None and base.status != TimetableStatus.DRAFT and happened is not None:
        today = timezone.localdate(clock())
        struck = bridge.strike(puzzle.instance, board=board, disruption=happened, today=today)
        found = bridge.repair(
            struck,
            board=board,
            seconds=timetable.seconds,
            workers=workers,
            progress=line.keep,
            cancelled=line.asked_to_stop,
        )
    elif chosen is not None:
        instance = bridge.as_if(puzzle.instance, concession_of(timetable))
        found = bridge.plan_chosen(
            bridge.reckon_with(instance, happened).instance,
            board=board,
            chosen=chosen,
            seconds=timetable.seconds,
            seed=timetable.seed,
            workers=workers,
            progress=line.keep,
            cancelled=line.asked_to_stop,
        )
    elif board is not None:
        found = bridge.go_on_after(
            bridge.as_if(puzzle.instance, concession_of(timetable)),
            board=board,
            disruption=happened,
            today=timezone.localdate(clock()),
            seconds=timetable.seconds,
            workers=workers,
            progress=line.keep,
            cancelled=line.asked_to_stop,
        )
    else:
        found = _from_nothing(timetable, puzzle.instance, line=line, workers=workers)
    found.unplaced.extend(bridge.without_level_rows(puzzle, wishes=wishes, programme=programme))
    keep_result(timetable, found=found, board=board, now=clock())


def _from_nothing(timetable: Timetable, instance: planning.Instance, *, line: Line, workers: int) -> bridge.Found:
    result = planning.solve(
        instance,
        stop=planning.Budget(seconds=timetable.seconds),
        seed=timetable.seed,
        workers=workers,
        progress=line.keep,
        cancelled=line.asked_to_stop,
    )
    return bridge.Found(
        plan=result.plan,
        unplaced=bridge.unplaced_rows(result.unplaced),
        elapsed=result.elapsed,
        score=result.score,
        bound=result.bound,
        breakdown={term.value: points for term, points in result.breakdown.items()},
        placed=result.placed,
        demanded=result.demands,
        unavoidable=result.unavoidable,
        method=", ".join(phase.value for phase in result.method),
    )


@transaction.atomic
def keep_result(timetable: Timetable, *, found: bridge.Found, board: bridge.Board | None, now: datetime) -> None:
    """Keep what a run found as a draft; nothing where the run was given up meanwhile."""
    row = Timetable.objects.select_for_update(of=["self"]).get(pk=timetable.pk)
    if row.status != TimetableStatus.RUNNING:
        return
    bridge.save_groups(found.plan, timetable=row)
    if board is not None:
        bridge.save_pins(board, timetable=row)
        bridge.save_modes(board, timetable=row)
    bridge.save_unplaced(found.unplaced, timetable=row)
    row.status = TimetableStatus.DRAFT
    row.heard_at = now
    row.elapsed = found.elapsed
    row.score, row.bound = found.score, found.bound
    row.breakdown = found.breakdown
    row.placed, row.demanded = found.placed, found.demanded
    row.unavoidable = found.unavoidable
    row.method = found.method
    row.save()
    log.record(
        deed="timetable-planned",
        on=row,
        by=row.asked_by,
        now=now,
        detail={"score": found.score, "bound": found.bound, "placed": found.placed},
    )
