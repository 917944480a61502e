"""What goes between a planner at work and the timetables it makes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from tweespoor.apps.schedule.models import Timetable
from tweespoor.core import planning


class Line:
    """The line between a running planner and the timetables' rows: progress one way, "stop" the other."""

    EVERY = 0.7

    def __init__(self, rows: QuerySet[Timetable], *, clock: Callable[[], datetime]) -> None:
        self.rows = rows
        self.clock = clock
        self.written = -self.EVERY
        self.asked_at: datetime | None = None
        self.stop = False

    def keep(self, progress: planning.Progress) -> None:
        """Write how far the planner is, not more often than somebody could read it."""
        if progress.elapsed - self.written < self.EVERY:
            return
        self.written = progress.elapsed
        self.rows.update(
            heard_at=self.clock(),
            elapsed=progress.elapsed,
            score=progress.score,
            bound=progress.bound,
            placed=progress.placed,
            demanded=progress.demands,
        )

    def asked_to_stop(self) -> bool:
        """Whether somebody pressed stop; asks the database now and then."""
        now = self.clock()
        if self.asked_at is None or (now - self.asked_at).total_seconds() >= self.EVERY:
            self.asked_at = now
            self.stop = self.rows.filter(stop_asked=True).exists()
        return self.stop
