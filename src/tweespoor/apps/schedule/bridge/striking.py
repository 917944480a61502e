"""What happened <-> the roosterpuzzel: an instance as it is after it, and a plan repaired with least disturbance.

Periods that are over stay as they were: they are taken out of the puzzle, with what was attended in them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from tweespoor.apps.schedule.bridge.boards import Board
from tweespoor.apps.schedule.bridge.going_on import Found, found_in
from tweespoor.apps.schedule.bridge.pins import pins_of, without_broken
from tweespoor.apps.schedule.models import Disruption, DisruptionKind, Offer, Period
from tweespoor.apps.schedule.own_hours import taken_up_at
from tweespoor.core import planning
from tweespoor.core.planning import disruptions
from tweespoor.core.planning.pins import NO_PINS, PinError, Pins
from tweespoor.core.planning.replan import replan
from tweespoor.core.planning.replanning.closures import Closure
from tweespoor.core.planning.replanning.running import directly_hit

HALF = "half"


@dataclass(frozen=True)
class Struck:
    """A puzzle after something happened: the periods that are not over, with the plan that runs as its `previous`.

    `past` are the groups of the periods that are over, `whole` the instance with those.
    """

    instance: planning.Instance
    closed: tuple[Closure, ...]
    hit: frozenset[str]
    past: tuple[planning.Group, ...]
    whole: planning.Instance

    @property
    def people(self) -> frozenset[UUID]:
        """Whose group or week it breaks."""
        return frozenset(UUID(name) for name in self.hit)


def strike(instance: planning.Instance, *, board: Board, disruption: Disruption, today: date) -> Struck:
    """The puzzle after something happened while a timetable is in force.

    Raises:
        ValueError: if it is about what the puzzle does not have (any more).
    """
    periods = {str(row.pk): row for row in _periods(disruption)}
    over = {name for name, row in periods.items() if _ends(row) < _since(disruption, today=today)}
    whole = after_it(instance, disruption)
    left, past = _without(over, instance=whole, plan=board.plan)
    left = halved(left, disruption)
    closed = closed_by(left, disruption=disruption)
    return Struck(left, closed, directly_hit(left, closed=closed), past, whole)


def after_it(instance: planning.Instance, disruption: Disruption | None) -> planning.Instance:
    """The instance in which a class has its new times, or a participant works; as it is after anything else."""
    plan = instance.previous or planning.Plan()
    if disruption is None:
        return instance
    try:
        if disruption.kind == DisruptionKind.CLASS:
            changed = disruptions.class_moved(
                instance, plan=plan, class_id=str(disruption.language_class_id), slots=_lessons_after(disruption)
            ).instance
        elif disruption.kind == DisruptionKind.JOB:
            changed = instance
            for row in _periods(disruption):
                if _overlaps(row, disruption):
                    changed = disruptions.found_job(
                        changed,
                        plan=plan,
                        participant=str(disruption.person_id),
                        slots=disruption.half_days,
                        period=str(row.pk),
                    ).instance
        else:
            return instance
    except disruptions.UnknownName:
        return instance
    return replace(changed, previous=instance.previous)


def _lessons_after(disruption: Disruption) -> tuple[str, ...]:
    """What the lessons of a class take up at its new times; those at a half-day that it had keep their own hours."""
    moved = disruption.language_class
    return taken_up_at(disruption.half_days, own=moved.hours if moved else {})


def closed_by(instance: planning.Instance, *, disruption: Disruption) -> tuple[Closure, ...]:
    """What of the instance cannot be used, in every period that the days touch.

    Raises:
        ValueError: if it is about what the instance does not have (any more).
    """
    there = {period.id for period in instance.periods}
    return tuple(
        closure
        for period in periods_touched(disruption)
        if str(period.pk) in there
        for closure in _closures(
            instance, disruption=disruption, plan=instance.previous or planning.Plan(), period=str(period.pk)
        )
    )


def periods_touched(disruption: Disruption) -> list[Period]:
    """The periods that the days of a disruption touch, in order of time."""
    return sorted((row for row in _periods(disruption) if _overlaps(row, disruption)), key=lambda row: row.starts_on)


def repair(
    struck: Struck,
    *,
    board: Board,
    seconds: int,
    workers: int,
    progress: Callable[[planning.Progress], None],
    cancelled: Callable[[], bool],
) -> Found:
    """A plan near the one that runs, that keeps to what happened; of what is pinned, all stays that can."""

    def planned(keep: Pins) -> Found:
        result = replan(
            struck.instance,
            keep=keep,
            closed=struck.closed,
            stop=planning.Budget(seconds=seconds),
            workers=workers,
            progress=progress,
            cancelled=cancelled,
        )
        plan = replace(result.plan, groups=(*struck.past, *result.plan.groups))
        return found_in(struck.whole, result=replace(result, plan=plan))

    keep = _kept(board, struck=struck)
    while True:
        try:
            return planned(keep)
        except PinError as fault:
            left = without_broken(keep, fault=fault)
            keep = NO_PINS if left == keep else left


def not_over(board: Board, *, disruption: Disruption, today: date) -> Board:
    """A board without the groups of periods that were over when something happened."""
    since = _since(disruption, today=today)
    left = [number for number, row in enumerate(board.groups) if _ends(row.period) >= since]
    groups = tuple(board.plan.groups[number] for number in left)
    return replace(
        board, groups=tuple(board.groups[number] for number in left), plan=replace(board.plan, groups=groups)
    )


def _kept(board: Board, *, struck: Struck) -> Pins:
    """What is pinned in the periods that are left, without those whom it strikes."""
    pins = pins_of(board, instance=struck.instance)
    left = {period.id for period in struck.instance.periods}
    runs = {(group.activity, name) for group in _groups(struck.instance) for name in group.participants}
    return replace(
        pins,
        groups=tuple(each for each in pins.groups if each.period in left),
        people=tuple(
            each
            for each in pins.people
            if each.participant not in struck.hit and (each.activity, each.participant) in runs
        ),
    )


def _groups(instance: planning.Instance) -> Sequence[planning.Group]:
    return instance.previous.groups if instance.previous else ()


def _periods(disruption: Disruption) -> list[Period]:
    return list(Period.objects.current().filter(programme=disruption.programme))


def _ends(row: Period) -> date:
    return row.starts_on + timedelta(weeks=row.weeks, days=-1)


def _since(disruption: Disruption, *, today: date) -> date:
    """From when on things can change: today, or the day it happened where that was before."""
    return min(today, disruption.first_day)


def _overlaps(row: Period, disruption: Disruption) -> bool:
    return _ends(row) >= disruption.first_day and (disruption.last_day is None or row.starts_on <= disruption.last_day)


def _without(
    over: Collection[str], *, instance: planning.Instance, plan: planning.Plan
) -> tuple[planning.Instance, tuple[planning.Group, ...]]:
    """The instance without the periods that are over and what was attended then, and the groups of those."""
    past = tuple(group for group in plan.groups if group.period in over)
    running = replace(plan, groups=tuple(group for group in plan.groups if group.period not in over))
    attended = {(name, group.activity) for group in past for name in group.participants}
    first = {each.id: each.after for each in instance.activities}
    too_late = {(name, before) for name, activity in attended for before in first.get(activity, ())}
    held = [group.activity for group in past]
    left = replace(
        instance,
        previous=running,
        periods=tuple(period for period in instance.periods if period.id not in over),
        activities=tuple(
            replace(each, max_groups=max(0, each.max_groups - held.count(each.id))) for each in instance.activities
        ),
        participants=tuple(
            _still_wanting(each, attended=attended, too_late=too_late) for each in instance.participants
        ),
    )
    return left, past


def _still_wanting(
    person: planning.Participant, *, attended: Collection[tuple[str, str]], too_late: Collection[tuple[str, str]]
) -> planning.Participant:
    left = []
    for demand in person.demands:
        if any((person.id, option.activity) in attended for option in demand.any_of):
            continue
        options = tuple(option for option in demand.any_of if (person.id, option.activity) not in too_late)
        if options:
            left.append(replace(demand, any_of=options))
    return replace(person, demands=tuple(left))


def _closures(
    instance: planning.Instance, *, disruption: Disruption, plan: planning.Plan, period: str
) -> Iterable[Closure]:
    match disruption.kind:
        case DisruptionKind.TRAINER:
            found = disruptions.trainer_ill(instance, plan=plan, trainer=str(disruption.trainer_id), period=period)
        case DisruptionKind.ROOM:
            found = disruptions.room_closed(instance, plan=plan, room=str(disruption.room_id), period=period)
        case DisruptionKind.LOCATION:
            place = str(disruption.location_id)
            found = disruptions.location_closed(instance, plan=plan, location=place, period=period)
        case _:
            return ()
    return found.closed


def halved_offers(disruption: Disruption | None) -> frozenset[UUID]:
    """The trainings that are held in groups of half the size."""
    treatments = disruption.treatments if disruption is not None else {}
    kinds = [kind for kind, treatment in treatments.items() if treatment == HALF]
    if disruption is None or not kinds:
        return frozenset()
    offers = Offer.objects.filter(programme=disruption.programme, kind__in=kinds)
    return frozenset(offers.values_list("pk", flat=True))


def halved(instance: planning.Instance, disruption: Disruption) -> planning.Instance:
    """The instance in which groups of the kinds that are held half size have half as many people at most."""
    offers = {str(offer) for offer in halved_offers(disruption)}
    if not offers:
        return instance
    return replace(
        instance, activities=tuple(_half(each) if each.id in offers else each for each in instance.activities)
    )


def _half(activity: planning.Activity) -> planning.Activity:
    least, most = half_size(activity.min_size, activity.max_size)
    return replace(activity, max_size=most, min_size=least)


def half_size(least: int, most: int) -> tuple[int, int]:
    """The fewest and the most people of a group of half the size."""
    half = max(1, most // 2)
    return min(least, half), half
