"""What solving takes and gives: how long it may take, how far it is, what came out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tweespoor.core.planning.data import Plan, Term
from tweespoor.core.planning.explain import Unplaced


@dataclass(frozen=True, kw_only=True)
class Budget:
    """When to stop: after so many seconds, after so much work, or whichever comes first.

    A unit of work is `STEPS_PER_WORK` steps of the search or one of the search for the bound; a second of the exact
    solver's own, deterministic clock counts as `WORK_PER_EXACT_SECOND`. With a limit on work and none on time, the same
    seed gives the same plan.
    """

    seconds: float | None = None
    work: int | None = None

    def __post_init__(self) -> None:
        if self.seconds is None and self.work is None:
            raise ValueError("a budget needs seconds or work")
        if min(self.seconds or 0, self.work or 0) < 0:
            raise ValueError("a budget cannot be negative")


class Phase(StrEnum):
    """What the solver is doing."""

    GREEDY = "greedy"
    SEARCH = "search"
    BOUND = "bound"
    EXACT = "exact"


class Status(StrEnum):
    """What is known about the plan: that none is better, or only that it is valid."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"


class StoppedBy(StrEnum):
    """Why solving ended."""

    PROOF = "proof"
    BUDGET = "budget"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far solving is: the best score so far, the proven bound, demands placed, seconds gone, work done."""

    phase: Phase
    score: int
    bound: int
    placed: int
    demands: int
    elapsed: float
    work: int


@dataclass(frozen=True, kw_only=True)
class Result:
    """A valid plan and what is known about it.

    `bound` is proven: no plan scores lower. `unavoidable` is the weight of the demands that nobody could place,
    whatever the others do; the rest of the score is `avoidable` in principle.
    """

    plan: Plan
    score: int
    bound: int
    breakdown: Mapping[Term, int]
    status: Status
    stopped_by: StoppedBy
    method: tuple[Phase, ...]
    placed: int
    demands: int
    greedy_score: int
    unavoidable: int
    elapsed: float
    work: int
    unplaced: tuple[Unplaced, ...] = field(default=())

    @property
    def avoidable(self) -> int:
        """The part of the score that is not forced by demands nobody could place."""
        return self.score - self.unavoidable

    @property
    def gap(self) -> float:
        """How far the score may be above the best there is, as a share of the score; 0 where it is the best."""
        return (self.score - self.bound) / self.score if self.score else 0.0


Listener = Callable[[Progress], None]
Cancelled = Callable[[], bool]
