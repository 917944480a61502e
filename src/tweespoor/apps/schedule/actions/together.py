"""Deeds: plan several programmes of a municipality in one puzzle, whole, in part or going on from drafts of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.actions import planning
from tweespoor.apps.schedule.models import Bottleneck, Period, Timetable, TimetableStatus
from tweespoor.apps.schedule.queries import may_plan, published_timetable
from tweespoor.apps.schedule.queries.board import concession_of
from tweespoor.apps.schedule.queries.choosing import who_asks
from tweespoor.apps.schedule.queries.together import drafts_together, made_with
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
    check_together(programmes, by=by)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    runs = []
    for programme in programmes:
        planning.reap(programme=programme, now=now)
        runs.append(planning.queue(programme, by=by.pk, now=now, seconds=settings.PLANNER_SECONDS, seed=seed))
    return belong_together(runs)


@transaction.atomic
def ask_part_together(
    *,
    programmes: Sequence[Programme],
    periods: Collection[UUID],
    people: Collection[UUID],
    base: Timetable | None,
    by: User,
    now: datetime,
    key: UUID | None = None,
    seed: int = 1,
) -> list[Timetable]:
    """Ask the planner for a draft of each of these programmes in which only these periods and people are planned.

    A period of one programme stands for those of the same days in the others. The rest is as in the timetables in
    force; or with `base`, one of the drafts that were made together for just these programmes, as in those drafts.

    Raises:
        Refused: as `ask_together` does, or if there is nothing to plan in one of the programmes.
        AlreadyDone: if the request of `key` was carried out before.
    """
    rows = check_together(programmes, by=by)
    bases = _bases(programmes, base)
    chosen = _chosen_of_each(programmes, rows, periods=periods, people=people)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    runs = []
    for programme in programmes:
        planning.reap(programme=programme, now=now)
        own, here = bases[programme.pk], chosen[programme.pk]
        if own is not None and own.status == TimetableStatus.DRAFT:
            with whole_registry(why=planning.WHY):
                planning.check_pins(own, chosen=here)
        seconds = settings.PLANNER_SECONDS
        runs.append(planning.queue(programme, by=by.pk, now=now, seconds=seconds, seed=seed, base=own, chosen=here))
    return belong_together(runs)


@transaction.atomic
def go_on_from(
    *, timetable: Timetable, by: User, now: datetime, key: UUID | None = None, tries: Bottleneck | None = None
) -> Timetable:
    """Go on from a draft as `planning.go_on_from` does; from drafts that were made together, with all of them in one
    puzzle. With `tries` each programme that has what the concession is about is planned as if it were made.

    Returns the run of the draft's own programme.

    Raises:
        Refused: as `planning.go_on_from` does; or if the user does not plan one of the programmes.
        AlreadyDone: if the request of `key` was carried out before.
    """
    others = made_with(timetable)
    if not others:
        return planning.go_on_from(timetable=timetable, by=by, now=now, key=key, tries=tries)
    drafts = [timetable, *others]
    check_together([draft.programme for draft in drafts], by=by)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    runs = []
    for draft in drafts:
        planning.reap(programme=draft.programme, now=now)
        with whole_registry(why=planning.WHY):
            planning.check_pins(draft, chosen=bridge.chosen_of(draft))
            tried = _in_words_of(draft, tries) or concession_of(draft)
        seconds = settings.PLANNER_SECONDS
        runs.append(
            planning.queue(
                draft.programme, by=by.pk, now=now, seconds=seconds, seed=draft.seed, base=draft, tries=tried
            )
        )
    return belong_together(runs)[0]


def check_together(programmes: Sequence[Programme], *, by: User) -> list[Period]:
    """These programmes can be planned in one puzzle by the user; their periods in order of time.

    Raises:
        Refused: if they cannot.
    """
    if len({programme.pk for programme in programmes}) < 2:
        raise Refused(_("Kies ten minste één programma om samen mee te plannen."))
    if not all(may_plan(by, programme=programme) for programme in programmes):
        raise Refused(_("U kunt voor dit programma geen rooster maken."))
    if len({programme.municipality_id for programme in programmes}) > 1:
        raise Refused(_("Alleen programma’s van dezelfde gemeente kunnen samen gepland worden."))
    try:
        return bridge.periods_in_order(programmes)
    except bridge.PeriodsCross as crossing:
        raise Refused(
            _(
                "%(one)s en %(other)s vallen deels over elkaar heen. Geef die perioden dezelfde eerste dag en evenveel "
                "weken, of plan de programma’s apart."
            )
            % {"one": _named(crossing.one), "other": _named(crossing.other)}
        ) from None


def _named(period: Period) -> str:
    return f"{period.name} ({period.programme.name})"


def belong_together(runs: Sequence[Timetable]) -> list[Timetable]:
    """Let runs wait for one worker, to be planned in one puzzle; the same runs."""
    together = uuid4()
    for run in runs:
        run.together = together
        run.together_with = [str(each.programme_id) for each in runs if each.pk != run.pk]
        run.save(update_fields=["together", "together_with"])
    return list(runs)


def _bases(programmes: Sequence[Programme], base: Timetable | None) -> dict[UUID, Timetable | None]:
    """Per programme the timetable that is gone on from."""
    if base is None:
        return {programme.pk: published_timetable(programme) for programme in programmes}
    drafts = {draft.programme_id: draft for draft in drafts_together(base)}
    if {*drafts} != {programme.pk for programme in programmes}:
        raise Refused(_("Van dat rooster kan de planner niet verdergaan. Kies een ander."))
    return {**drafts}


def _chosen_of_each(
    programmes: Sequence[Programme], rows: Sequence[Period], *, periods: Collection[UUID], people: Collection[UUID]
) -> dict[UUID, bridge.Chosen]:
    """What was chosen, per programme; said in full where it is all of one programme and not of another."""
    if not periods:
        raise Refused(_("Kies ten minste één periode om te plannen."))
    if not {*periods} <= {row.pk for row in rows}:
        raise Refused(_("Een periode die u koos, is er niet meer. Kies opnieuw."))
    asking = {programme.pk: who_asks(programme) for programme in programmes}
    everybody = frozenset[UUID]().union(*asking.values())
    if not {*people} & everybody:
        raise Refused(_("Kies ten minste één deelnemer om te plannen."))
    days = {bridge.days_of(row) for row in rows if row.pk in periods}
    on = [row for row in rows if bridge.days_of(row) in days]
    found = {}
    for programme in programmes:
        own, here = frozenset(row.pk for row in on if row.programme_id == programme.pk), asking[programme.pk]
        _something_to_plan(programme, periods=own, people=here & {*people})
        in_force = published_timetable(programme)
        found[programme.pk] = bridge.Chosen(
            periods=None if len(on) == len(rows) else own,
            people=None if everybody <= {*people} else here & {*people},
            of=len(here),
            in_force=in_force.pk if in_force else None,
        )
    return found


def _something_to_plan(programme: Programme, *, periods: Collection[UUID], people: Collection[UUID]) -> None:
    """Raises Refused where nothing of a programme was chosen."""
    if not periods:
        raise Refused(
            _("Van %(programme)s koos u geen periode. Kies er een, of plan zonder dit programma.")
            % {"programme": programme.name}
        )
    if not people:
        raise Refused(
            _(
                "Van de mensen die u koos, vraagt niemand een training van %(programme)s. Kies er iemand bij, of plan "
                "zonder dit programma."
            )
            % {"programme": programme.name}
        )


def _in_words_of(draft: Timetable, tries: Bottleneck | None) -> Bottleneck | None:
    """The concession as the draft's own programme has it; None where that has nothing to do with it."""
    if tries is None or tries.timetable_id == draft.pk:
        return tries
    words = bridge.twins(tries.timetable.programme, draft.programme)
    return bridge.in_other_words(tries, words, people=who_asks(draft.programme))


def plan(*, timetable: Timetable, clock: Callable[[], datetime], workers: int = planning.WORKERS) -> None:
    """Run the planner for a queued timetable, and for those asked for together with it, as `planning.plan` does."""
    if timetable.together is None:
        planning.plan(timetable=timetable, clock=clock, workers=workers)
        return
    together = Timetable.objects.filter(together=timetable.together)
    if not together.filter(status=TimetableStatus.QUEUED).update(status=TimetableStatus.RUNNING, heard_at=clock()):
        return
    running = together.filter(status=TimetableStatus.RUNNING)
    runs = list(running.select_related("programme", "based_on").order_by("pk"))
    try:
        _solve(runs, clock=clock, workers=workers)
    except bridge.PinsInTheWay as found:
        _keep_what_is_in_the_way(runs, found=found)
    except Exception:
        running.update(status=TimetableStatus.FAILED)
        raise


def _solve(runs: Sequence[Timetable], *, clock: Callable[[], datetime], workers: int) -> None:
    line = planning.Line(Timetable.objects.filter(pk__in=[run.pk for run in runs]), clock=clock)
    boards = [_board(run) for run in runs]
    found = bridge.plan_together(
        [
            bridge.Run(
                programme=run.programme,
                wishes=_wishes(run.programme),
                board=board,
                chosen=bridge.chosen_of(run),
                happened=run.disruption,
                concession=concession_of(run),
            )
            for run, board in zip(runs, boards, strict=True)
        ],
        seconds=runs[0].seconds,
        seed=runs[0].seed,
        workers=workers,
        progress=line.keep,
        cancelled=line.asked_to_stop,
    )
    with transaction.atomic():
        for run, board, each in zip(runs, boards, found, strict=True):
            planning.keep_result(run, found=each, board=board, now=clock())


def _board(run: Timetable) -> bridge.Board | None:
    return bridge.board_of(run.based_on) if run.keeps_to_base and run.based_on is not None else None


@transaction.atomic
def _keep_what_is_in_the_way(runs: Sequence[Timetable], *, found: bridge.PinsInTheWay) -> None:
    """All runs have failed; each keeps what of its own programme is in the way."""
    for run in runs:
        offers = {*run.programme.offers.values_list("pk", flat=True)}
        own = bridge.PinsInTheWay(
            people=tuple(each for each in found.people if each.offer in offers),
            groups=tuple(each for each in found.groups if each.group.offer_id in offers),
        )
        planning.keep_what_is_in_the_way(run, found=own)


def _wishes(programme: Programme) -> Mapping[UUID, tuple[Wish, ...]]:
    first = programme.periods.current().order_by("starts_on").first()
    return wishes_of(programme, on=first.starts_on) if first else {}
