"""Run the CP-SAT model: on the whole puzzle for an optimal plan and a bound, or on a neighbourhood of a timetable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from threading import Thread

from ortools.sat.python import cp_model

from tweespoor.core.planning.candidates import Candidate
from tweespoor.core.planning.clock import WORK_PER_EXACT_SECOND, Clock
from tweespoor.core.planning.model import Model
from tweespoor.core.planning.neighbourhoods import Neighbourhood
from tweespoor.core.planning.puzzle import Offer, Puzzle
from tweespoor.core.planning.timetable import Meeting, Timetable

SECONDS_BETWEEN_LOOKS = 0.05
MOST_TO_SETTLE = 1.0
"""Seconds of CP-SAT's deterministic clock for one part of the plans."""
SAFETY = 1e-6
"""The solver tells its bound, a whole number, as a float."""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """How long CP-SAT may take: seconds of the clock on the wall, or of its own deterministic clock."""

    seconds: float | None = None
    deterministic: float | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What CP-SAT found: better or not, a bound on the part's cost, and whether that is all proven."""

    improved: bool
    bound: int | None
    proven: bool


def improve(
    table: Timetable,
    *,
    part: Neighbourhood,
    limit: Limit,
    clock: Clock,
    seed: int,
    workers: int,
    listen: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Replace what the free people do by something cheaper, if CP-SAT finds it; else the timetable stays as it is.

    `listen` hears the model's bound as it rises. Cancelling stops CP-SAT within a tenth of a second.
    """
    model = Model(table, people=part.people, offers=part.offers)
    _hint(model)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    if limit.seconds is not None:
        solver.parameters.max_time_in_seconds = limit.seconds
    if limit.deterministic is not None:
        solver.parameters.max_deterministic_time = limit.deterministic
    status = _run(solver, model=model, clock=clock, listen=listen)
    clock.work += 1 + ceil(solver.response_proto.deterministic_time * WORK_PER_EXACT_SECOND)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    bound = ceil(solver.best_objective_bound - SAFETY) if found else None
    return Outcome(improved=found and _apply(model, solver=solver), bound=bound, proven=status == cp_model.OPTIMAL)


class Settler:
    """Finds the best plan with some offers alone, where it beats all found so far; `best` is the best timetable found.

    `work` counts what CP-SAT took. `stop`, from another thread, ends it.
    """

    def __init__(self, puzzle: Puzzle, *, upper: Callable[[], int], seed: int) -> None:
        self.best: Timetable | None = None
        self.work = 0
        self._puzzle = puzzle
        self._upper = upper
        self._seed = seed
        self._solvers: set[cp_model.CpSolver] = set()
        self._stopped = False

    @property
    def cost(self) -> int | None:
        """The score of the best timetable found."""
        return None if self.best is None else self.best.cost

    def settle(self, offers: Sequence[Offer]) -> bool:
        """Look for a better plan with these offers and those who may come to each; whether there is none left."""
        table = Timetable(self._puzzle)
        model = Model(table, people=list(range(len(self._puzzle.people))), offers=list(offers))
        model.model.add(model.score <= self._upper() - 1)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self._seed
        solver.parameters.max_deterministic_time = MOST_TO_SETTLE
        self._solvers.add(solver)
        if self._stopped:
            return False
        status = solver.solve(model.model)
        self._solvers.discard(solver)
        self.work += 1 + ceil(solver.response_proto.deterministic_time * WORK_PER_EXACT_SECOND)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE) and _apply(model, solver=solver)
        if found and (self.best is None or table.cost < self.best.cost):
            self.best = table
        return status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)

    def stop(self) -> None:
        """End what is being settled, and settle nothing more."""
        self._stopped = True
        for solver in list(self._solvers):
            solver.stop_search()


def _run(solver: cp_model.CpSolver, *, model: Model, clock: Clock, listen: Callable[[int], None]) -> object:
    """Solve in a thread of its own, so that this one can tell how far it is and pass on that someone cancels."""
    statuses: list[object] = []
    bounds: list[float] = []
    solver.best_bound_callback = bounds.append
    thread = Thread(target=lambda: statuses.append(solver.solve(model.model)), daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(SECONDS_BETWEEN_LOOKS)
            if bounds:
                listen(ceil(max(bounds) - SAFETY))
            if clock.cancelled():
                solver.stop_search()
    finally:
        solver.stop_search()
        thread.join()
    return statuses[0] if statuses else cp_model.UNKNOWN


def _hint(model: Model) -> None:
    """Start from the timetable as it is."""
    table, hint = model.table, model.model.add_hint
    left: list[Meeting] = list(model.dropped)
    for number, literals in model.attends.items():
        for choice, literal in literals.items():
            hint(literal, choice == table.attends[number])
    for candidate in model.candidates:
        group = candidate.kept or next((each for each in left if _is(candidate, each)), None)
        if candidate.kept is None:
            hint(candidate.held, group is not None)
            for room, literal in candidate.rooms.items() if len(candidate.rooms) > 1 else ():
                hint(literal, group is not None and group.room == room)
            for trainer, literal in candidate.trainers.items() if len(candidate.trainers) > 1 else ():
                hint(literal, group is not None and group.trainer == trainer)
            if group is not None:
                left.remove(group)
        for number, literal in candidate.members.items():
            hint(literal, group is not None and group.members >> number & 1)


def _is(candidate: Candidate, group: Meeting) -> bool:
    return group.offer is candidate.offer and group.room in candidate.rooms and group.trainer in candidate.trainers


def _apply(model: Model, *, solver: cp_model.CpSolver) -> bool:
    """Put the solution in the timetable, or leave the timetable as it was where that is no better."""
    table, cost, mark = model.table, model.table.cost, len(model.table.changes)
    _clear(model)
    for number, literals in model.attends.items():
        choice = next(choice for choice, literal in literals.items() if solver.boolean_value(literal))
        if choice != table.attends[number]:
            table.attend(number, choice=choice)
    for candidate in model.candidates:
        if solver.boolean_value(candidate.held):
            meeting = candidate.kept or _open(table, candidate, solver=solver)
            for number, literal in candidate.members.items():
                if solver.boolean_value(literal):
                    table.join(number, group=meeting)
    if table.cost < cost:
        return True
    table.back_to(mark)
    return False


def _clear(model: Model) -> None:
    """Take the free people out of their groups, and drop the groups that are left to nobody."""
    for number in model.people:
        for group in list(model.table.placed[number].values()):
            model.table.leave(number, group=group)
    for group in model.dropped:
        model.table.close(group)


def _open(table: Timetable, candidate: Candidate, *, solver: cp_model.CpSolver) -> Meeting:
    room = next(room for room, literal in candidate.rooms.items() if solver.boolean_value(literal))
    trainer = next(each for each, literal in candidate.trainers.items() if solver.boolean_value(literal))
    return table.open(candidate.offer, room=room, trainer=trainer)
