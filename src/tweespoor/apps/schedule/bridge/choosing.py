"""A run for some periods and people of a programme: the rest of the timetable it goes on from stays as it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from tweespoor.apps.schedule.bridge.boards import Board, Leaves, Misfit, NoLongerFits, leaves, pinned_in
from tweespoor.apps.schedule.bridge.going_on import METHOD, Found
from tweespoor.apps.schedule.bridge.pins import PinsInTheWay, in_the_way, not_asked_for, pins_of
from tweespoor.apps.schedule.bridge.puzzles import UnplacedRow, unplaced_rows
from tweespoor.apps.schedule.models import Timetable
from tweespoor.core import planning
from tweespoor.core.planning.bending import what_does_not_fit
from tweespoor.core.planning.explain import reasons_in
from tweespoor.core.planning.pins import NO_PINS, PinError, Pins
from tweespoor.core.planning.reasons import Reason
from tweespoor.core.planning.replan import replan
from tweespoor.core.planning.replanning.choice import AsBefore, Choice, Part, part_of

NOT_CHOSEN = "not-chosen"
"""Why somebody waits who took no part in a run."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The periods and people that a run is for (None is all of them), out of how many people who ask, and the
    timetable that was in force then: the rest is as it was in that one."""

    periods: frozenset[UUID] | None
    people: frozenset[UUID] | None
    of: int
    in_force: UUID | None

    def as_kept(self) -> dict[str, Any]:
        """As the column of a timetable."""
        return {
            "periods": None if self.periods is None else sorted(map(str, self.periods)),
            "people": None if self.people is None else sorted(map(str, self.people)),
            "of": self.of,
            "in_force": str(self.in_force) if self.in_force else None,
        }


def chosen_of(timetable: Timetable) -> Chosen | None:
    """What a timetable was made for; None where it is for all periods and everybody."""
    kept = timetable.choice
    if not kept:
        return None
    periods, people, in_force = kept["periods"], kept["people"], kept["in_force"]
    return Chosen(
        periods=None if periods is None else frozenset(map(UUID, periods)),
        people=None if people is None else frozenset(map(UUID, people)),
        of=kept["of"],
        in_force=UUID(in_force) if in_force else None,
    )


def choice_of(chosen: Chosen) -> Choice:
    """What was chosen, in the words of the puzzle."""
    return Choice(
        periods=None if chosen.periods is None else frozenset(map(str, chosen.periods)),
        people=None if chosen.people is None else frozenset(map(str, chosen.people)),
    )


def board_chosen(board: Board, chosen: Chosen) -> Board:
    """The groups of a board that a run may change."""
    choice = choice_of(chosen)
    free = [place for place, group in enumerate(board.plan.groups) if not choice.keeps(group)]
    return _at(board, free, groups=[board.plan.groups[place] for place in free])


def _at(board: Board, places: Iterable[int], *, groups: Iterable[planning.Group]) -> Board:
    rows = tuple(board.groups[place] for place in places)
    there = {row.pk for row in rows}
    pinned = frozenset((group, person) for group, person in board.pinned if group in there)
    return replace(board, groups=rows, plan=replace(board.plan, groups=tuple(groups)), pinned=pinned)


def plan_chosen(
    instance: planning.Instance,
    *,
    board: Board | None,
    chosen: Chosen,
    seconds: int,
    seed: int,
    workers: int,
    progress: Callable[[planning.Progress], None],
    cancelled: Callable[[], bool],
) -> Found:
    """A plan in which only what was chosen differs from the board's, or without a board only that is planned.

    Where others stay in groups of the chosen periods, the planner mends the board's plan; else it plans those periods
    as a puzzle of their own.

    Raises:
        PinsInTheWay: if what is pinned cannot be kept together (any more); it says what.
    """
    if board is not None and (gone := pinned_in_vain(board, instance=instance, chosen=chosen)):
        raise PinsInTheWay(people=gone, groups=())
    part = part_of(instance, plan=board.plan if board else planning.Plan(), choice=choice_of(chosen))
    solved = solve_part(
        part, board=board, seconds=seconds, seed=seed, workers=workers, progress=progress, cancelled=cancelled
    )
    return found_for(instance, board, solved=solved, whole=part.whole(solved.plan), choice=part.choice)


@dataclass(frozen=True, kw_only=True)
class SolvedPart:
    """A plan of a part, and of who waits in it the reasons, by person and training; `valid` where they are known."""

    plan: planning.Plan
    told: Mapping[tuple[UUID, UUID], UnplacedRow]
    valid: bool
    elapsed: float
    method: str


def solve_part(
    part: Part,
    *,
    board: Board | None,
    seconds: int,
    seed: int,
    workers: int,
    progress: Callable[[planning.Progress], None],
    cancelled: Callable[[], bool],
) -> SolvedPart:
    """A plan of the part, with what is pinned on the board that the part was made from.

    Raises:
        PinsInTheWay: if what is pinned cannot be kept together (any more); it says what.
    """
    held = None if board is None else _held(part, board)
    by_hand = NO_PINS if held is None else pins_of(held, instance=part.instance)
    keep = _also_pinned(part, by_hand)
    if keep == NO_PINS:
        solved = planning.solve(
            part.instance if part.places else replace(part.instance, previous=None),
            stop=planning.Budget(seconds=seconds),
            seed=seed,
            workers=workers,
            progress=progress,
            cancelled=cancelled,
        )
        method = ", ".join(phase.value for phase in solved.method)
        return _solved(part, plan=solved.plan, elapsed=solved.elapsed, method=method)
    try:
        mended = replan(
            part.instance,
            keep=keep,
            new=_who_waits(part.instance),
            most_changed=len(part.instance.participants),
            stop=planning.Budget(seconds=seconds),
            seed=seed,
            workers=workers,
            progress=progress,
            cancelled=cancelled,
        )
    except PinError as fault:
        if held is None:
            raise
        raise in_the_way(held, instance=part.instance, pins=by_hand, fault=fault) from fault
    return _solved(part, plan=mended.plan, elapsed=mended.elapsed, method=METHOD)


def _solved(part: Part, *, plan: planning.Plan, elapsed: float, method: str) -> SolvedPart:
    valid = planning.check(part.instance, plan).valid
    rows = unplaced_rows(reasons_in(part.instance, plan=plan)) if valid else []
    told = {(row.person, row.offer): row for row in rows}
    return SolvedPart(plan=plan, told=told, valid=valid, elapsed=elapsed, method=method)


def _held(part: Part, board: Board) -> Board | None:
    """The board as the part of it that a run is for; None where that starts from nothing."""
    before = part.instance.previous
    return None if before is None else _at(board, part.places, groups=before.groups)


def _also_pinned(part: Part, by_hand: Pins) -> Pins:
    """What was chosen not to change, and what is pinned by hand among the rest."""
    return Pins(
        people=tuple(dict.fromkeys((*part.keep.people, *by_hand.people))),
        groups=tuple(dict.fromkeys((*part.keep.groups, *by_hand.groups))),
    )


def pinned_in_vain(board: Board, *, instance: planning.Instance, chosen: Chosen) -> tuple[Leaves, ...]:
    """Who was chosen, is pinned in a group of the chosen periods, and does not ask for its training (any more)."""
    periods = chosen.periods
    places = [place for place, row in enumerate(board.groups) if periods is None or row.period_id in periods]
    asked = _at(board, places, groups=[board.plan.groups[place] for place in places])
    found = not_asked_for(asked, instance=instance)
    return tuple(each for each in found if chosen.people is None or each.person in chosen.people)


def _attended(plan: planning.Plan) -> set[tuple[str, str]]:
    return {(name, group.activity) for group in plan.groups for name in group.participants}


def _open(instance: planning.Instance, plan: planning.Plan) -> list[tuple[planning.Participant, planning.Demand]]:
    attended = _attended(plan)
    return [
        (each, demand)
        for each in instance.participants
        for demand in each.demands
        if not any((each.id, option.activity) in attended for option in demand.any_of)
    ]


def _who_waits(instance: planning.Instance) -> set[str]:
    return {each.id for each, _demand in _open(instance, instance.previous or planning.Plan())}


def found_for(
    instance: planning.Instance, board: Board | None, *, solved: SolvedPart, whole: planning.Plan, choice: Choice
) -> Found:
    """The whole plan of a programme, held against its instance, and who waits; of who took no part, as on the board."""
    report = planning.check(instance, whole)
    waiting = list(_waiting(instance, board, solved=solved, whole=whole, choice=choice))
    seats = sum(len(group.participants) for group in whole.groups)  # those kept for a wish that is no more among them
    return Found(
        plan=whole,
        unplaced=waiting,
        elapsed=solved.elapsed,
        score=report.score,
        bound=None,
        breakdown={term.value: points for term, points in report.breakdown.items()},
        placed=seats,
        demanded=seats + len(waiting),
        unavoidable=None,
        method=solved.method,
    )


def _waiting(
    instance: planning.Instance, board: Board | None, *, solved: SolvedPart, whole: planning.Plan, choice: Choice
) -> Iterable[UnplacedRow]:
    """Who waits, with the reasons of this run; of who took no part, those there were before."""
    before = {(row.person_id, row.offer_id): row for row in board.timetable.unplaced.all()} if board else {}
    for each, demand in _open(instance, whole):
        keys = [(UUID(each.id), UUID(option.activity)) for option in demand.any_of]
        takes_part = choice.has_person(each.id)
        row = next((solved.told[key] for key in keys if key in solved.told), None)
        old = next((before[key] for key in keys if key in before), None)
        if row is not None and takes_part:
            yield row
        elif old is not None and not takes_part:
            sessions = tuple(tuple(session) for session in old.sessions)
            yield UnplacedRow(old.person_id, old.offer_id, tuple(old.reasons), forced=old.forced, sessions=sessions)
        else:
            open_still = () if not solved.valid else (Reason.ORDER.value,)
            yield UnplacedRow(*keys[0], open_still if takes_part else (NOT_CHOSEN,), forced=False)


def chosen_no_longer_fits(
    board: Board, *, instance: planning.Instance, chosen: Chosen, before: Board | None
) -> NoLongerFits:
    """Hold what a run was for, and what was changed by hand, against what is registered now.

    What is outside the choice, and in the timetable in force too, stays whether it fits or not.
    """
    then = before.plan if before else planning.Plan()
    part = part_of(instance, plan=board.plan, choice=AsBefore(choice=choice_of(chosen), before=then))
    left = part.instance.previous or planning.Plan()
    found = what_does_not_fit(part.instance, plan=left)
    gone = {number for number, _ in found.groups}
    stays = [place for number, place in enumerate(part.places) if number not in gone]
    kept, outside = {}, {}
    for place, group in zip(stays, found.plan.groups, strict=True):
        row, was = board.groups[place], board.plan.groups[place]
        there = [name for name in was.participants if name in group.participants or part.choice.keeps_seat(was, name)]
        kept[row.pk] = tuple(map(UUID, there))
        outside[row.pk] = row.outside if place in part.pinned else group.outside
    return NoLongerFits(
        people=leaves(found.people),
        groups=tuple(
            Misfit(group=board.groups[part.places[number]], reasons=tuple(reason.value for reason in reasons))
            for number, reasons in found.groups
        ),
        with_groups=leaves(found.with_groups),
        switches=tuple(map(UUID, found.switches)),
        short=tuple(
            (board.groups[stays[each.group]], each.lacking)
            for each in found.short
            if stays[each.group] not in part.pinned
        ),
        kept=kept,
        outside=outside,
        pinned=pinned_in(board),
    )
