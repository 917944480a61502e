"""Hours planned against hours attended, per week and block; all in minutes.

What was attended in a week is recorded as so many minutes, recorded as none, or not recorded. A week without a record
is never counted as a week without attendance: the share attended is taken over the recorded weeks alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tweespoor.core.facts import Fact, FactState


@dataclass(frozen=True, kw_only=True)
class PlannedWeek:
    """A week (by its Monday) in which a block is planned: the minutes at least and at most; None where nobody knows."""

    block: str
    week: date
    least: int | None
    most: int | None


@dataclass(frozen=True, kw_only=True)
class RecordedWeek:
    """What is recorded of the attendance of a block in a week: minutes, or none."""

    block: str
    week: date
    minutes: Fact[int]


@dataclass(frozen=True, kw_only=True)
class HoursCompared:
    """Hours planned and attended up to a day, in minutes.

    `least` to `most` is what was planned in all weeks so far, and `of_least` to `of_most` in those of them of which the
    attendance is recorded; `attended_of` is what of it was attended. `attended` is all that was, in unplanned weeks
    too. `weeks` are the planned weeks so far: in `recorded` of them something is recorded (`none` of these: that there
    was nothing), in the others not; of `unknown` nobody knows how much was planned.
    """

    least: int = 0
    most: int = 0
    attended: int = 0
    of_least: int = 0
    of_most: int = 0
    attended_of: int = 0
    weeks: int = 0
    recorded: int = 0
    none: int = 0
    unknown: int = 0

    @property
    def not_recorded(self) -> int:
        """Planned weeks so far of which nobody recorded the attendance."""
        return self.weeks - self.recorded

    def __add__(self, other: HoursCompared) -> HoursCompared:
        return HoursCompared(
            least=self.least + other.least,
            most=self.most + other.most,
            attended=self.attended + other.attended,
            of_least=self.of_least + other.of_least,
            of_most=self.of_most + other.of_most,
            attended_of=self.attended_of + other.attended_of,
            weeks=self.weeks + other.weeks,
            recorded=self.recorded + other.recorded,
            none=self.none + other.none,
            unknown=self.unknown + other.unknown,
        )


def monday_of(day: date) -> date:
    """The Monday of a day's week: by it a week is called."""
    return day - timedelta(days=day.weekday())


def compare_hours(
    planned: Iterable[PlannedWeek], recorded: Iterable[RecordedWeek], *, until: date
) -> dict[str, HoursCompared]:
    """Per block what was planned and attended in the weeks that are over on a day.

    A week counts once its last day has passed. What is recorded of a week that was not planned counts as attended.
    """
    of_week = {(each.block, each.week): each.minutes for each in recorded if each.minutes.is_answered}
    found: dict[str, HoursCompared] = {}
    seen = set()
    for each in planned:
        if not _is_over(each.week, until=until):
            continue
        seen.add((each.block, each.week))
        row = _of_week(each, minutes=of_week.get((each.block, each.week), Fact.not_asked()))
        found[each.block] = found.get(each.block, HoursCompared()) + row
    for (block, week), minutes in of_week.items():
        if (block, week) not in seen:
            found[block] = found.get(block, HoursCompared()) + HoursCompared(attended=minutes.value or 0)
    return found


def _is_over(week: date, *, until: date) -> bool:
    return week + timedelta(days=7) <= until


def _of_week(planned: PlannedWeek, *, minutes: Fact[int]) -> HoursCompared:
    is_known = planned.least is not None and planned.most is not None
    is_of = is_known and minutes.is_answered
    least, most, attended = planned.least or 0, planned.most or 0, minutes.value or 0
    return HoursCompared(
        least=least,
        most=most,
        attended=attended,
        of_least=least if is_of else 0,
        of_most=most if is_of else 0,
        attended_of=attended if is_of else 0,
        weeks=1,
        recorded=int(minutes.is_answered),
        none=int(minutes.state is FactState.NONE),
        unknown=int(not is_known),
    )
