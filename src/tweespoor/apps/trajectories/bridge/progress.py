"""Rows <-> what `core.progress` reckons with: blocks in plain data, stands, hours, phases, evaluations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tweespoor.apps.trajectories.bridge.designs import Facts, phase_on
from tweespoor.apps.trajectories.models import (
    BlockStand,
    DesignAnswer,
    EvaluationMoment,
    HoursEntry,
    PhaseChange,
    PhaseGoal,
)
from tweespoor.core import designs, progress
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import ActivityFamily, ActivityKind, OrganisationKind, ReasonForLeaving

ACCOMPANIES = (ActivityFamily.GUIDANCE, ActivityFamily.AFTERCARE)
"""Families that go along with a phase: nobody waits for their end."""

OFTEN_WEEKS = 4
"""A rhythm that comes back sooner is contact, no evaluation: a talk every week, a case meeting every three weeks."""


Minutes = tuple[int | None, int | None]
"""The least and the most minutes of a week, None where nobody knows."""


@dataclass(frozen=True, kw_only=True)
class BlockInPlan:
    """A block as somebody's plan has it: its weeks (by their first day) and the minutes a week, None where
    unknown.

    `by_week` holds the minutes of each week where the plan changed; else every week has `least` to `most`. A block
    that is in the plan no longer keeps the weeks of before.

    `in_plan` is False for a block of the design that does not apply, or of which nobody decided yet whether it does.
    `one_of` names a choice that is still free.
    """

    id: str
    nl: str
    en: str
    kind: ActivityKind
    start: date | None = None
    end: date | None = None
    weeks: tuple[date, ...] = ()
    least: int | None = None
    most: int | None = None
    is_group: bool = False
    group_size: int | None = None
    provider: OrganisationKind | None = None
    phases: tuple[str, ...] = ()
    in_plan: bool = True
    one_of: str = ""
    by_week: Mapping[date, Minutes] = field(default_factory=dict)

    def minutes(self, week: date) -> Minutes:
        """The minutes planned in a week that begins on a day."""
        return self.by_week.get(week, (self.least, self.most))

    def label(self, language: str) -> str:
        """The block's name."""
        return self.nl if language == "nl" else self.en


def blocks(plan: designs.DatedPlan) -> tuple[BlockInPlan, ...]:
    """All blocks of a plan's design, those that apply with their dates, in the design's order."""
    by_id = plan.by_block
    return tuple(
        _planned(by_id[each.id], plan=plan) if each.id in by_id else outside(each) for each in _all_blocks(plan)
    )


def _all_blocks(plan: designs.DatedPlan) -> Iterable[designs.Block]:
    """The design's blocks, and those that a signed plan has beside them."""
    known = {each.id for each in plan.design.blocks}
    return (*plan.design.blocks, *(each.block for each in plan.blocks if each.block.id not in known))


def _planned(planned: designs.PlannedBlock, *, plan: designs.DatedPlan) -> BlockInPlan:
    size = planned.block.group.size
    return BlockInPlan(
        id=planned.block.id,
        nl=planned.block.label.nl,
        en=planned.block.label.en,
        kind=planned.block.kind,
        start=planned.start,
        end=planned.end,
        weeks=tuple(plan.week_start(week) for week in planned.weeks),
        least=planned.hours.min_minutes if planned.hours else None,
        most=planned.hours.max_minutes if planned.hours else None,
        is_group=planned.block.form is designs.Form.GROUP,
        group_size=size.value.max if size and size.value and planned.block.form is designs.Form.GROUP else None,
        provider=planned.block.provider,
        phases=planned.block.when.phases,
        one_of=planned.one_of,
    )


def outside(block: designs.Block) -> BlockInPlan:
    """A block that is not in somebody's plan."""
    return BlockInPlan(
        id=block.id,
        nl=block.label.nl,
        en=block.label.en,
        kind=block.kind,
        is_group=block.form is designs.Form.GROUP,
        provider=block.provider,
        phases=block.when.phases,
        in_plan=False,
    )


def statements(rows: Iterable[BlockStand]) -> list[progress.Statement]:
    """Rows as the core's statements; of two about the same day the one registered last counts."""
    return [
        progress.Statement(
            block=row.block,
            state=progress.BlockState(row.state),
            valid_on=row.valid_on,
            known_on=row.known_on,
            known_until=row.known_until,
            reason=ReasonForLeaving(row.reason) if row.reason else None,
            source=row.source,
            place=place,
            key=str(row.pk),
        )
        for place, row in enumerate(sorted(rows, key=lambda each: (each.recorded_at, str(each.pk))))
    ]


def recorded_weeks(rows: Iterable[HoursEntry]) -> list[progress.RecordedWeek]:
    """Rows as recorded weeks: no minutes is recorded as none."""
    return [
        progress.RecordedWeek(
            block=row.block, week=row.week, minutes=Fact.known(row.minutes) if row.minutes else Fact.none()
        )
        for row in rows
    ]


def planned_weeks(found: Iterable[BlockInPlan]) -> list[progress.PlannedWeek]:
    """The calendar weeks in which blocks are planned."""
    return [
        progress.PlannedWeek(block=each.id, week=progress.monday_of(week), least=least, most=most)
        for each in found
        for week in each.weeks
        for least, most in (each.minutes(week),)
    ]


def goals(rows: Iterable[PhaseGoal]) -> dict[str, bool]:
    """Per phase whether its goal is reached, by the row that holds."""
    ordered = sorted(rows, key=lambda row: (row.valid_on, row.known_on, row.recorded_at))
    return {row.phase: row.reached for row in ordered}


def goal_facts(reached: Mapping[str, bool]) -> Facts:
    """Goals as the facts that a design's conditions ask for."""
    return {f"phase-goal-{phase}": Fact.known(value) if value else Fact.none() for phase, value in reached.items()}


def answers(rows: Iterable[DesignAnswer]) -> dict[str, DesignAnswer]:
    """Per question of a design the row that holds."""
    ordered = sorted(rows, key=lambda row: (row.valid_on, row.known_on, row.recorded_at))
    return {row.question: row for row in ordered}


def said_facts(
    design: designs.Design, *, goals_kept: Iterable[PhaseGoal], answers_kept: Iterable[DesignAnswer]
) -> Facts:
    """What was said in a trajectory, as the facts that its design asks for beside those of the person."""
    held_answers = answers(answers_kept)
    said = {
        question.key: question.fact(held_answers[question.key].answer)
        for question in designs.questions_of(design)
        if question.key in held_answers
    }
    return {**goal_facts(goals(goals_kept)), **said}


def changes(rows: Iterable[PhaseChange]) -> list[progress.Change]:
    """Rows as changes of phase."""
    ordered = sorted(rows, key=lambda row: (row.recorded_at, str(row.pk)))
    return [progress.Change(phase=row.phase, valid_on=row.valid_on, place=place) for place, row in enumerate(ordered)]


def current_phase(plan: designs.DatedPlan, rows: Iterable[PhaseChange], *, on: date) -> tuple[str, bool]:
    """The phase somebody is in on a day, and whether it is registered; else it follows from the dates of the plan."""
    registered = progress.registered_phase(changes(rows), on=on)
    if registered in {each.phase.id for each in plan.phases}:
        return str(registered), True
    return phase_on(plan, on=on), False


def phase_specs(plan: designs.DatedPlan, *, stands: Mapping[str, progress.Stand]) -> tuple[progress.PhaseSpec, ...]:
    """The phases of a plan, with what leaving each one waits for.

    Guidance and aftercare are waited for by nobody, nor is a choice of which nothing is registered.
    """
    ids = [each.phase.id for each in plan.phases]
    specs = []
    for place, dated in enumerate(plan.phases):
        later = set(ids[place + 1 :])
        own = tuple(
            each.block.id
            for each in plan.blocks
            if dated.phase.id in each.block.when.phases
            and not later & set(each.block.when.phases)
            and each.block.kind.family not in ACCOMPANIES
            and (not each.one_of or each.block.id in stands)
        )
        levels = dated.phase.levels.value if dated.phase.levels else None
        specs.append(
            progress.PhaseSpec(
                id=dated.phase.id,
                ends_on=dated.end,
                has_goal=dated.phase.goal is not None,
                level=min(levels, key=lambda level: level.rank) if levels else None,
                own_blocks=own,
            )
        )
    return tuple(specs)


def evaluations_due(plan: designs.DatedPlan) -> list[progress.Due]:
    """The days on which a plan asks for an evaluation: its rhythms that come once, or not more often than monthly."""
    return [progress.Due(rhythm=each.cadence.id, on=each.due) for each in plan.cadences if is_evaluation(each.cadence)]


def is_evaluation(cadence: designs.Cadence) -> bool:
    """Whether a rhythm is one of evaluations rather than of contact."""
    if cadence.about is not designs.About.PARTICIPANT:
        return False
    return cadence.every is None or cadence.every.weeks > OFTEN_WEEKS


def evaluation_rhythms(design: designs.Design) -> tuple[designs.Cadence, ...]:
    """The rhythms of evaluation of a design."""
    return tuple(each for each in design.cadences if is_evaluation(each))


def held(rows: Iterable[EvaluationMoment]) -> list[progress.Held]:
    """Rows as evaluations held."""
    return [progress.Held(rhythm=row.rhythm, on=row.held_on, key=str(row.pk)) for row in rows]
