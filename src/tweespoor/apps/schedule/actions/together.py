"""Deeds: asking the planner for several programmes of a municipality in one puzzle, and running it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.actions import planning
from tweespoor.apps.schedule.models import Period, Timetable, TimetableStatus
from tweespoor.apps.schedule.queries import may_plan
from tweespoor.apps.schedule.rules import Refused
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import Wish, wishes_of


@transaction.atomic
def ask_together(
    *, programmes: Sequence[Programme], by: User, now: datetime, key: UUID | None = None, seed: int = 1
) -> list[Timetable]:
    """Ask the planner for a timetable of each of these programmes, out of one puzzle; the runs wait for one worker.

    Raises:
        Refused: if the user does not plan all of them, they are not of one municipality, their periods lie partly over
            each other, or a run of one of them is under way.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if len({programme.pk for programme in programmes}) < 2:
        raise Refused(_("Kies ten minste één programma om samen mee te plannen."))
    if not all(may_plan(by, programme=programme) for programme in programmes):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    if len({programme.municipality_id for programme in programmes}) > 1:
        raise Refused(_("Alleen programma’s van dezelfde gemeente kunnen samen gepland worden."))
    try:
        bridge.periods_in_order(programmes)
    except bridge.PeriodsCross as crossing:
        raise Refused(
            _(
                "%(one)s en %(other)s vallen deels over elkaar heen. Geef die perioden dezelfde eerste dag en evenveel "
                "weken, of plan de programma’s apart."
            )
            % {"one": _named(crossing.one), "other": _named(crossing.other)}
        ) from None
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    together, runs = uuid4(), []
    for programme in programmes:
        planning.reap(programme=programme, now=now)
        runs.append(planning.queue(programme, by=by.pk, now=now, seconds=settings.PLANNER_SECONDS, seed=seed))
    Timetable.objects.filter(pk__in=[run.pk for run in runs]).update(together=together)
    for run in runs:
        run.together = together
    return runs


def _named(period: Period) -> str:
    return f"{period.name} ({period.programme.name})"


def plan(*, timetable: Timetable, clock: Callable[[], datetime], workers: int = planning.WORKERS) -> None:
    """Run the planner for a queued timetable, and for those asked for together with it, as `planning.plan` does."""
    if timetable.together is None:
        planning.plan(timetable=timetable, clock=clock, workers=workers)
        return
    runs = Timetable.objects.filter(together=timetable.together)
    if not runs.filter(status=TimetableStatus.QUEUED).update(status=TimetableStatus.RUNNING, heard_at=clock()):
        return
    try:
        begun = runs.filter(status=TimetableStatus.RUNNING).select_related("programme").order_by("pk")
        _solve(list(begun), clock=clock, workers=workers)
    except Exception:
        runs.filter(status=TimetableStatus.RUNNING).update(status=TimetableStatus.FAILED)
        raise


def _solve(runs: Sequence[Timetable], *, clock: Callable[[], datetime], workers: int) -> None:
    line = planning.Line(Timetable.objects.filter(pk__in=[run.pk for run in runs]), clock=clock)
    found = bridge.plan_together(
        [run.programme for run in runs],
        wishes=[_wishes(run.programme) for run in runs],
        seconds=runs[0].seconds,
        seed=runs[0].seed,
        workers=workers,
        progress=line.keep,
        cancelled=line.asked_to_stop,
    )
    with transaction.atomic():
        for run, each in zip(runs, found, strict=True):
            planning.keep_result(run, found=each, board=None, now=clock())


def _wishes(programme: Programme) -> dict[UUID, tuple[Wish, ...]]:
    first = programme.periods.current().order_by("starts_on").first()
    return wishes_of(programme, on=first.starts_on) if first else {}
