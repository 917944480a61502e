"""Deeds: where somebody stands in a block, the hours attended, phases and their goals, evaluations held."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.trajectories.bridge import design_of
from tweespoor.apps.trajectories.bridge.progress import evaluation_rhythms
from tweespoor.apps.trajectories.models import (
    BlockStand,
    EvaluationMoment,
    HoursEntry,
    PhaseChange,
    PhaseGoal,
    Trajectory,
)
from tweespoor.apps.trajectories.queries.progress import blocks_of
from tweespoor.apps.trajectories.rules import Clash, check_can_decide, check_can_register_block, check_day
from tweespoor.core.progress import BlockState, monday_of
from tweespoor.core.vocabulary import ReasonForLeaving

MOST_MINUTES = 7 * 24 * 60
OF_WHOM_THE_CALLER_SHOWED = "the trajectory was found through a person who is visible"


@transaction.atomic
def register_stand(
    *,
    trajectory: Trajectory,
    block: str,
    state: BlockState,
    on: date,
    by: User | None,
    now: datetime,
    given: Collection[str] = (),
    reason: ReasonForLeaving | None = None,
    source: str = "",
    based_on: str | None = None,
    key: UUID | None = None,
) -> BlockStand:
    """Say where somebody stands in a block from a day on: a change. What the same user said today about the same day
    is corrected by it.

    `given` are the blocks that the user gives this person, for whoever registers only about these. `based_on` is the
    key of the stand that the user saw, empty where there was none; None is not compared.

    Raises:
        Clash: if somebody else registered something about the block since the user looked.
        Refused: if the user does not register about the block, there is no such block, or the day has yet to be or was
            before the trajectory.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_register_block(by, person=trajectory.person, block=block, given=given)
    _check_block(trajectory, block)
    today = timezone.localdate(now)
    check_day(on, today=today, earliest=trajectory.started_on)
    _claim(key, by=by, now=now)
    _lock(trajectory)
    _check_nobody_between(trajectory, block, state=state, based_on=based_on, by=by)
    actor = by.pk if by else None
    own = _stands(trajectory).filter(block=block, valid_on=on, known_on=today, recorded_by=actor)
    own.as_known().update(known_until=today)
    row = BlockStand.objects.create(
        trajectory=trajectory,
        block=block,
        state=state.value,
        reason=reason.value if reason and state is BlockState.STOPPED else "",
        valid_on=on,
        known_on=today,
        source=source,
        recorded_at=now,
        recorded_by=actor,
    )
    _record("stand-registered", row, trajectory=trajectory, by=by, now=now, block=block, state=state.value)
    return row


@transaction.atomic
def take_back_stand(
    *, row: BlockStand, by: User, now: datetime, given: Collection[str] = (), key: UUID | None = None
) -> None:
    """Say that what was registered about a block was wrong: it never was so. What was registered before holds again.

    Raises:
        Refused: if the user does not register about the block, or it was taken back before.
        AlreadyDone: if the request of `key` was carried out before.
    """
    trajectory = row.trajectory
    check_can_register_block(by, person=trajectory.person, block=row.block, given=given)
    _claim(key, by=by, now=now)
    _lock(trajectory)
    held = _stands(trajectory).filter(pk=row.pk).as_known()
    if not held.update(known_until=max(timezone.localdate(now), row.known_on)):
        raise Refused(_("Dit was al teruggenomen. Ververs de pagina om te zien wat er nu staat."))
    _record("stand-taken-back", row, trajectory=trajectory, by=by, now=now, block=row.block, state=row.state)


@transaction.atomic
def register_hours(
    *,
    trajectory: Trajectory,
    block: str,
    day: date,
    minutes: int,
    by: User | None,
    now: datetime,
    given: Collection[str] = (),
    source: str = "",
    replaces: bool = False,
    key: UUID | None = None,
) -> HoursEntry:
    """Record what somebody attended of a block in the week of a day; 0 minutes is recorded as none.

    What was recorded of that week before is corrected by it, and stays in the history; what somebody else recorded
    only where the user `replaces` it.

    Raises:
        Clash: if somebody else recorded other hours of that week.
        Refused: if the user does not register about the block, there is no such block, the week has yet to begin or
            was before the trajectory, or a week has not so many minutes.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_register_block(by, person=trajectory.person, block=block, given=given)
    _check_block(trajectory, block)
    today, week = timezone.localdate(now), monday_of(day)
    check_day(week, today=today, earliest=monday_of(trajectory.started_on))
    if not 0 <= minutes <= MOST_MINUTES:
        raise Refused(_("Zoveel uren heeft een week niet. Vul de uren van één week in."))
    _claim(key, by=by, now=now)
    _lock(trajectory)
    entries = HoursEntry.objects.filter(trajectory=trajectory, block=block, week=week).as_known()
    held = entries.unscoped(why=OF_WHOM_THE_CALLER_SHOWED)
    theirs = held.first()
    if theirs is not None and by is not None and theirs.recorded_by != by.pk and not replaces:
        raise Clash(_hours_clash(mine=minutes, theirs=theirs.minutes))
    held.update(known_until=today)
    row = HoursEntry.objects.create(
        trajectory=trajectory,
        block=block,
        week=week,
        minutes=minutes,
        known_on=today,
        source=source,
        recorded_at=now,
        recorded_by=by.pk if by else None,
    )
    _record("hours-registered", row, trajectory=trajectory, by=by, now=now, block=block, week=week.isoformat())
    return row


@transaction.atomic
def change_phase(
    *,
    trajectory: Trajectory,
    phase: str,
    on: date,
    by: User | None,
    now: datetime,
    based_on: str = "",
    why: str = "",
    key: UUID | None = None,
) -> PhaseChange:
    """Put somebody in a phase from a day on; the phases before stay in the history.

    `based_on` is the key of the change that the user saw last, empty where there was none.

    Raises:
        Clash: if somebody changed the phase since the user looked.
        Refused: if the user does not decide, there is no such phase, or the day is not right.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_decide(by, person=trajectory.person)
    if phase not in {each.id for each in design_of(trajectory.design).phases}:
        raise Refused(_("Dit ontwerp heeft die fase niet. Kies een fase uit de lijst."))
    check_day(on, today=timezone.localdate(now), earliest=trajectory.started_on)
    _claim(key, by=by, now=now)
    _lock(trajectory)
    changes = PhaseChange.objects.filter(trajectory=trajectory).unscoped(why=OF_WHOM_THE_CALLER_SHOWED)
    latest = changes.first()
    if by is not None and (str(latest.pk) if latest else "") != based_on:
        raise Clash(_phase_clash(trajectory, mine=phase, theirs=latest.phase if latest else ""))
    if latest is not None and on < latest.valid_on:
        raise Refused(_("De deelnemer ging daarna al naar een andere fase. Kies een latere dag."))
    row = PhaseChange.objects.create(
        trajectory=trajectory,
        phase=phase,
        valid_on=on,
        why=why,
        recorded_at=now,
        recorded_by=by.pk if by else None,
    )
    _record("phase-changed", row, trajectory=trajectory, by=by, now=now, phase=phase)
    return row


@transaction.atomic
def register_goal(
    *,
    trajectory: Trajectory,
    phase: str,
    reached: bool,
    on: date,
    by: User | None,
    now: datetime,
    key: UUID | None = None,
) -> PhaseGoal:
    """Say whether somebody reached the goal of a phase; said again today, it corrects what the same user said today.

    Raises:
        Refused: if the user does not decide, the phase has no goal, or the day is not right.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_decide(by, person=trajectory.person)
    if phase not in {each.id for each in design_of(trajectory.design).phases if each.goal is not None}:
        raise Refused(_("Deze fase heeft geen doel in het ontwerp."))
    today = timezone.localdate(now)
    check_day(on, today=today, earliest=trajectory.started_on)
    _claim(key, by=by, now=now)
    _lock(trajectory)
    actor = by.pk if by else None
    own = PhaseGoal.objects.filter(trajectory=trajectory, phase=phase, known_on=today, recorded_by=actor).as_known()
    own.unscoped(why=OF_WHOM_THE_CALLER_SHOWED).update(known_until=today)
    row = PhaseGoal.objects.create(
        trajectory=trajectory,
        phase=phase,
        reached=reached,
        valid_on=on,
        known_on=today,
        recorded_at=now,
        recorded_by=actor,
    )
    _record("phase-goal-registered", row, trajectory=trajectory, by=by, now=now, phase=phase)
    return row


@transaction.atomic
def hold_evaluation(
    *,
    trajectory: Trajectory,
    rhythm: str,
    on: date,
    concluded: str,
    next_step: str,
    by: User | None,
    now: datetime,
    key: UUID | None = None,
) -> EvaluationMoment:
    """Keep that an evaluation was held, with what was concluded and what comes next.

    Raises:
        Refused: if the user does not decide, the design has no such rhythm, the day is not right, or it is kept.
        AlreadyDone: if the request of `key` was carried out before.
    """
    check_can_decide(by, person=trajectory.person)
    if rhythm not in {each.id for each in evaluation_rhythms(design_of(trajectory.design))}:
        raise Refused(_("Dit ontwerp heeft dit evaluatiemoment niet. Kies er een uit de lijst."))
    check_day(on, today=timezone.localdate(now), earliest=trajectory.started_on)
    _claim(key, by=by, now=now)
    try:
        with transaction.atomic():
            row = EvaluationMoment.objects.create(
                trajectory=trajectory,
                rhythm=rhythm,
                held_on=on,
                concluded=concluded,
                next_step=next_step,
                recorded_at=now,
                recorded_by=by.pk if by else None,
            )
    except IntegrityError:
        raise Refused(_("Van deze dag is deze evaluatie al vastgelegd.")) from None
    _record("evaluation-held", row, trajectory=trajectory, by=by, now=now, rhythm=rhythm)
    return row


def _check_nobody_between(
    trajectory: Trajectory, block: str, *, state: BlockState, based_on: str | None, by: User | None
) -> None:
    if based_on is None or by is None:
        return
    latest = _stands(trajectory).filter(block=block).as_known().first()
    if latest is None or str(latest.pk) == based_on or latest.recorded_by == by.pk:
        return
    said = {"theirs": _in_words(BlockState(latest.state)), "mine": _in_words(state)}
    raise Clash(
        _("Intussen legde een ander vast: “%(theirs)s”. U koos “%(mine)s”. Kies nog eens als dat klopt.") % said
    )


def _in_words(state: BlockState) -> str:
    return state.label(language_now()).lower()


def _phase_clash(trajectory: Trajectory, *, mine: str, theirs: str) -> str:
    labels = {each.id: each.label.text(language_now()) for each in design_of(trajectory.design).phases}
    said = {"theirs": labels.get(theirs, theirs), "mine": labels[mine]}
    return (
        _("Intussen zette een ander de deelnemer in “%(theirs)s”. U koos “%(mine)s”. Kies nog eens als dat klopt.")
        % said
    )


def _hours_clash(*, mine: int, theirs: int) -> str:
    said = {"theirs": number_format(theirs / 60, 1), "mine": number_format(mine / 60, 1)}
    sentence = _(
        "Een ander legde voor deze week al %(theirs)s uur vast. U vulde %(mine)s uur in. "
        "Kies “vervang” als uw uren kloppen."
    )
    return sentence % said


def _check_block(trajectory: Trajectory, block: str) -> None:
    known = {each.id for each in design_of(trajectory.design).blocks}
    if block not in known and block not in {each.id for each in blocks_of(trajectory)}:
        raise Refused(_("Dit ontwerp heeft dit onderdeel niet. Kies een onderdeel uit de lijst."))


def _stands(trajectory: Trajectory):  # type: ignore[no-untyped-def]  # a query set of stands
    return BlockStand.objects.filter(trajectory=trajectory).unscoped(why=OF_WHOM_THE_CALLER_SHOWED)


def _lock(trajectory: Trajectory) -> None:
    """Nobody else registers about this trajectory until the deed is done."""
    Trajectory.objects.select_for_update().get(pk=trajectory.pk)


def _claim(key: UUID | None, *, by: User | None, now: datetime) -> None:
    if key is not None and by is not None:
        log.claim(key=key, by=by.pk, now=now)


def _record(deed: str, row: object, *, trajectory: Trajectory, by: User | None, now: datetime, **detail: str) -> None:
    log.record(
        deed=deed,
        on=row,
        by=by.pk if by else None,
        now=now,
        person=trajectory.person_id,
        organisation=trajectory.person.municipality_id if by is None else None,
        detail=detail,
    )
