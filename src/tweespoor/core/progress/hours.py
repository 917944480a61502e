"""Hours planned against hours attended, per week and block; all in minutes.

What was attended in a week is recorded as so many minutes, recorded as none, or not recorded. A week without a record
is never counted as a week without attendance: the share attended is taken over the recorded weeks alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    weeks: dict[str, list[PlannedWeek]] = defaultdict(list)
    for each in planned:
        if _is_over(each.week, until=until):
            weeks[each.block].append(each)
    answers: dict[str, dict[date, Fact[int]]] = defaultdict(dict)
    for record in recorded:
        if record.minutes.is_answered:
            answers[record.block][record.week] = record.minutes
    blocks = list(weeks) + [block for block in answers if block not in weeks]
    return {block: _of_block(weeks.get(block, ()), answers=answers.get(block, {})) for block in blocks}


def _is_over(week: date, *, until: date) -> bool:
    return week + timedelta(days=7) <= until


def _of_block(planned: Sequence[PlannedWeek], *, answers: Mapping[date, Fact[int]]) -> HoursCompared:
    """One block, of the weeks planned so far, and of what is answered of any week."""
    known = [each for each in planned if each.least is not None and each.most is not None]
    of = [each for each in known if each.week in answers]
    recorded = [answers[each.week] for each in planned if each.week in answers]
    return HoursCompared(
        least=sum(each.least or 0 for each in planned),
        most=sum(each.most or 0 for each in planned),
        attended=sum(minutes.value or 0 for minutes in answers.values()),
        of_least=sum(each.least or 0 for each in of),
        of_most=sum(each.most or 0 for each in of),
        attended_of=sum(answers[each.week].value or 0 for each in of),
        weeks=len(planned),
        recorded=len(recorded),
        none=len([minutes for minutes in recorded if minutes.state is FactState.NONE]),
        unknown=len(planned) - len(known),
    )
