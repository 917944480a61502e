"""Several programmes of a municipality in one puzzle: what they share is used once, and each gets a plan of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeVar
from uuid import UUID

from tweespoor.apps.schedule.bridge.boards import Board
from tweespoor.apps.schedule.bridge.bottlenecks import as_if
from tweespoor.apps.schedule.bridge.choosing import Chosen, choice_of, found_for, pinned_in_vain, solve_part
from tweespoor.apps.schedule.bridge.going_on import Found, found_of, go_on
from tweespoor.apps.schedule.bridge.others import days_of, same_building, same_class, same_room, same_trainer
from tweespoor.apps.schedule.bridge.pins import PinsInTheWay
from tweespoor.apps.schedule.bridge.puzzles import load_puzzle, without_level_rows
from tweespoor.apps.schedule.bridge.reckoning import reckon_with
from tweespoor.apps.schedule.models import Bottleneck, Disruption, LanguageClass, Location, Period, Room, Trainer
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import Wish
from tweespoor.core import planning
from tweespoor.core.planning.joining import Joined, join
from tweespoor.core.planning.replanning.choice_of_several import part_of_several

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


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a programme brings to a puzzle of several: its wishes; and the timetable that is gone on from, the choice of
    periods and people, what happened and the concession that it is planned with, where there are any."""

    programme: Programme
    wishes: Mapping[UUID, Sequence[Wish]]
    board: Board | None = None
    chosen: Chosen | None = None
    happened: Disruption | None = None
    concession: Bottleneck | None = None


def plan_together(
    runs: Sequence[Run],
    *,
    seconds: int,
    seed: int,
    workers: int,
    progress: Callable[[planning.Progress], None],
    cancelled: Callable[[], bool],
) -> list[Found]:
    """A plan per programme, out of one puzzle of all: from nothing, from the timetables that are gone on from, or for
    what was chosen of each, with all the rest as it is there.

    Raises:
        PeriodsCross: if their periods lie partly over each other.
        PinsInTheWay: if what is pinned cannot be kept together (any more); it says what, of all programmes.
    """
    nothing = dict.fromkeys([run.programme.pk for run in runs])
    puzzles = [load_puzzle(run.programme, wishes=run.wishes, instead=nothing) for run in runs]
    instances = [
        reckon_with(as_if(puzzle.instance, run.concession), run.happened).instance
        for puzzle, run in zip(puzzles, runs, strict=True)
    ]
    joined = _joined([run.programme for run in runs], instances)
    search = _Search(seconds=seconds, seed=seed, workers=workers, progress=progress, cancelled=cancelled)
    if any(run.chosen is not None for run in runs):
        found = _for_what_was_chosen(joined, runs, search=search)
    elif any(run.board is not None for run in runs):
        found = _going_on(joined, runs, search=search)
    else:
        found = _from_nothing(joined, search=search)
    for each, puzzle, run in zip(found, puzzles, runs, strict=True):
        each.unplaced.extend(without_level_rows(puzzle, wishes=run.wishes, programme=run.programme))
    return found


@dataclass(frozen=True, kw_only=True)
class _Search:
    seconds: int
    seed: int
    workers: int
    progress: Callable[[planning.Progress], None]
    cancelled: Callable[[], bool]


def _from_nothing(joined: Joined, *, search: _Search) -> list[Found]:
    result = planning.solve(
        joined.instance,
        stop=planning.Budget(seconds=search.seconds),
        seed=search.seed,
        workers=search.workers,
        progress=search.progress,
        cancelled=search.cancelled,
    )
    method = ", ".join(phase.value for phase in result.method)
    return _each_of(joined, result.plan, elapsed=result.elapsed, method=method)


def _going_on(joined: Joined, runs: Sequence[Run], *, search: _Search) -> list[Found]:
    """Better plans than those of the boards, with what is pinned on each as it is."""
    found = go_on(
        joined.instance,
        board=_one_board(joined, runs),
        seconds=search.seconds,
        workers=search.workers,
        progress=search.progress,
        cancelled=search.cancelled,
    )
    return _each_of(joined, found.plan, elapsed=found.elapsed, method=found.method)


def _each_of(joined: Joined, plan: planning.Plan, *, elapsed: float, method: str) -> list[Found]:
    parts = zip(joined.leave_to_each_other(plan), joined.split(plan), strict=True)
    return [found_of(part, plan=own, elapsed=elapsed, method=method) for part, own in parts]


def _for_what_was_chosen(joined: Joined, runs: Sequence[Run], *, search: _Search) -> list[Found]:
    everything = Chosen(periods=None, people=None, of=0, in_force=None)
    choices = [run.chosen or everything for run in runs]
    gone = [
        each
        for run, part, chosen in zip(runs, joined.parts, choices, strict=True)
        if run.board is not None
        for each in pinned_in_vain(run.board, instance=part, chosen=chosen)
    ]
    if gone:
        raise PinsInTheWay(people=tuple(gone), groups=())
    plans = [run.board.plan if run.board is not None else planning.Plan() for run in runs]
    several = part_of_several(joined, plans=plans, choices=[choice_of(each) for each in choices])
    solved = solve_part(
        several.part,
        board=_one_board(joined, runs) if any(run.board is not None for run in runs) else None,
        seconds=search.seconds,
        seed=search.seed,
        workers=search.workers,
        progress=search.progress,
        cancelled=search.cancelled,
    )
    whole, own = several.wholes(solved.plan)
    return [
        found_for(instance, run.board, solved=solved, whole=plan, choice=several.part.choice)
        for instance, run, plan in zip(joined.leave_to_each_other(whole), runs, own, strict=True)
    ]


def _one_board(joined: Joined, runs: Sequence[Run]) -> Board:
    """The boards of several programmes as one, in the words of the whole."""
    boards = [run.board for run in runs if run.board is not None]
    return Board(
        timetable=boards[0].timetable,
        groups=tuple(row for board in boards for row in board.groups),
        plan=joined.as_one(board.plan for board in boards),
        pinned=frozenset(each for board in boards for each in board.pinned),
    )


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


def twins(programme: Programme, other: Programme) -> dict[str, str]:
    """Of the rooms, trainers and classes of a programme that another has too, the id there."""
    rooms = Room.objects.current().select_related("location").order_by("pk")
    trainers, classes = Trainer.objects.current().order_by("pk"), LanguageClass.objects.current().order_by("pk")
    kinds: list[tuple[Any, Any, Callable[[Any, Any], bool]]] = [
        (rooms.filter(location__programme=programme), rooms.filter(location__programme=other), same_room),
        (trainers.filter(programme=programme), trainers.filter(programme=other), same_trainer),
        (classes.filter(programme=programme), classes.filter(programme=other), same_class),
    ]
    return {
        str(row.pk): str(twin.pk)
        for own, theirs, same in kinds
        for row in own
        for twin in [next((each for each in theirs if same(row, each)), None)]
        if twin is not None
    }
