"""Several programmes of a municipality in one puzzle: what they share is used once, and each gets a plan of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, TypeVar
from uuid import UUID

from tweespoor.apps.schedule.bridge.going_on import Found, found_of
from tweespoor.apps.schedule.bridge.others import days_of, same_building, same_class, same_room, same_trainer
from tweespoor.apps.schedule.bridge.puzzles import load_puzzle, without_level_rows
from tweespoor.apps.schedule.models import LanguageClass, Location, Period, Room, Trainer
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import Wish
from tweespoor.core import planning
from tweespoor.core.planning.joining import Joined, join

Row = TypeVar("Row")


class PeriodsCross(ValueError):
    """Two programmes have periods that lie partly over each other: no puzzle has both."""

    def __init__(self, one: Period, other: Period) -> None:
        self.one, self.other = one, other
        super().__init__(f"{one.pk} and {other.pk} overlap and are not the same")


def periods_in_order(programmes: Sequence[Programme]) -> list[Period]:
    """The periods of several programmes in order of time, those of the same days beside each other.

    Raises:
        PeriodsCross: if two overlap that are not of the same days.
    """
    rows = list(Period.objects.current().filter(programme__in=programmes).order_by("starts_on", "weeks", "pk"))
    for one, other in combinations(rows, 2):
        (starts, ends), (begins, stops) = days_of(one), days_of(other)
        if starts < stops and begins < ends and (starts, ends) != (begins, stops):
            raise PeriodsCross(one, other)
    return rows


def plan_together(
    programmes: Sequence[Programme],
    *,
    wishes: Sequence[Mapping[UUID, Sequence[Wish]]],
    seconds: int,
    seed: int,
    workers: int,
    progress: Callable[[planning.Progress], None],
    cancelled: Callable[[], bool],
) -> list[Found]:
    """A plan per programme, out of one puzzle of all.

    Raises:
        PeriodsCross: if their periods lie partly over each other.
    """
    nothing = dict.fromkeys([programme.pk for programme in programmes])
    puzzles = [
        load_puzzle(programme, wishes=each, instead=nothing) for programme, each in zip(programmes, wishes, strict=True)
    ]
    joined = _joined(programmes, [puzzle.instance for puzzle in puzzles])
    result = planning.solve(
        joined.instance,
        stop=planning.Budget(seconds=seconds),
        seed=seed,
        workers=workers,
        progress=progress,
        cancelled=cancelled,
    )
    found = []
    parts = zip(joined.leave_to_each_other(result.plan), joined.split(result.plan), strict=True)
    for (part, plan), puzzle, programme, asked in zip(parts, puzzles, programmes, wishes, strict=True):
        method = ", ".join(phase.value for phase in result.method)
        each = found_of(part, plan=plan, elapsed=result.elapsed, method=method)
        each.unplaced.extend(without_level_rows(puzzle, wishes=asked, programme=programme))
        found.append(each)
    return found


def _joined(programmes: Sequence[Programme], instances: Sequence[planning.Instance]) -> Joined:
    periods = periods_in_order(programmes)
    same = _one_id(periods, lambda one, other: days_of(one) == days_of(other))
    buildings = Location.objects.filter(programme__in=programmes).order_by("pk")
    rooms = Room.objects.current().filter(location__programme__in=programmes).select_related("location").order_by("pk")
    trainers = Trainer.objects.current().filter(programme__in=programmes).order_by("pk")
    classes = LanguageClass.objects.current().filter(programme__in=programmes).order_by("pk")
    order = list(dict.fromkeys(same.get(str(each.pk), str(each.pk)) for each in periods))
    same |= _one_id(buildings, same_building, of=lambda each: each.programme_id)
    same |= _one_id(rooms, same_room, of=lambda each: each.location.programme_id)
    same |= _one_id(trainers, same_trainer, of=lambda each: each.programme_id)
    same |= _one_id(classes, same_class, of=lambda each: each.programme_id)
    return join(instances, same=same, order=order)


def _one_id(
    rows: Iterable[Any], same: Callable[[Any, Any], bool], *, of: Callable[[Any], UUID] = lambda each: each.programme_id
) -> dict[str, str]:
    """The id of the first row of those that are the same, in different programmes; of each programme one."""
    found: dict[str, str] = {}
    first: list[tuple[Any, set[UUID]]] = []
    for row in rows:
        twin = next((each for each in first if of(row) not in each[1] and same(each[0], row)), None)
        if twin is None:
            first.append((row, {of(row)}))
        else:
            twin[1].add(of(row))
            found[str(row.pk)] = str(twin[0].pk)
    return found
