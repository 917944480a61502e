"""Keeps to the budget: counts time and work, asks whether to stop, and tells how far solving is."""

from __future__ import annotations

from time import monotonic

from tweespoor.core.planning.result import Budget, Cancelled, Listener, Phase, Progress, StoppedBy

STEPS_PER_WORK = 50
"""Steps of the search that count as one unit of work; some two to eight milliseconds."""
WORK_PER_EXACT_SECOND = 200
"""Units of work that a second of the exact solver's deterministic clock counts for."""
SECONDS_BETWEEN_REPORTS = 0.5
SECONDS_BETWEEN_QUESTIONS = 0.1


class Clock:
    """The time and work of one solve, with its way to cancel it and its listener."""

    def __init__(self, budget: Budget, *, cancelled: Cancelled | None, listener: Listener | None) -> None:
        self.budget = budget
        self.work = 0
        self.stopped_by: StoppedBy | None = None
        self._started = monotonic()
        self._cancelled = cancelled or (lambda: False)
        self._listener = listener
        self._ask_again = 0.0
        self._reported: tuple[float, int] = (-1.0, -1)

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return monotonic() - self._started

    @property
    def by_work_alone(self) -> bool:
        """Only work is limited, so that the outcome must not depend on time."""
        return self.budget.seconds is None

    @property
    def share(self) -> float:
        """How much of the budget is used, 0 to 1."""
        time = self.elapsed / self.budget.seconds if self.budget.seconds else float(self.budget.seconds is not None)
        work = self.work / self.budget.work if self.budget.work else float(self.budget.work is not None)
        return min(1.0, max(time, work))

    @property
    def seconds_left(self) -> float | None:
        """Seconds left, where they are limited."""
        return self.seconds_until(1.0)

    @property
    def work_left(self) -> int | None:
        """Units of work left, where they are limited."""
        return self.work_until(1.0)

    def seconds_until(self, share: float) -> float | None:
        """Seconds left until this share of them is used, where they are limited."""
        return None if self.budget.seconds is None else max(0.0, share * self.budget.seconds - self.elapsed)

    def work_until(self, share: float) -> int | None:
        """Units of work left until this share of them is used, where they are limited."""
        return None if self.budget.work is None else max(0, int(share * self.budget.work) - self.work)

    def stopped(self) -> bool:
        """Time or work is up, or someone cancelled."""
        if self.stopped_by is None and not self.cancelled() and self.share >= 1.0:
            self.stopped_by = StoppedBy.BUDGET
        return self.stopped_by is not None

    def cancelled(self) -> bool:
        """Someone cancelled; the budget is not looked at. The question is passed on some ten times a second."""
        now = self.elapsed
        if self.stopped_by is None and now >= self._ask_again:
            self._ask_again = now + SECONDS_BETWEEN_QUESTIONS
            if self._cancelled():
                self.stopped_by = StoppedBy.CANCELLED
        return self.stopped_by is StoppedBy.CANCELLED

    def report(self, phase: Phase, *, score: int, bound: int, placed: int, demands: int) -> None:
        """Tell the listener, at once when the score is new and otherwise every half second."""
        if self._listener is None:
            return
        now, (then, before) = self.elapsed, self._reported
        if score != before or now - then >= SECONDS_BETWEEN_REPORTS:
            self._reported = (now, score)
            self._listener(
                Progress(
                    phase=phase, score=score, bound=bound, placed=placed, demands=demands, elapsed=now, work=self.work
                )
            )
