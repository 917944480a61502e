"""Reads of how far people are: per person, and of a whole programme. The caller has checked who reads whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.people.models import Person, Sharing
from tweespoor.apps.people.queries import facts_of_all, purposes_for
from tweespoor.apps.trajectories.bridge import (
    BlockInPlan,
    blocks_over_time,
    design_of,
    followed,
    personal_plan,
)
from tweespoor.apps.trajectories.bridge import progress as bridge
from tweespoor.apps.trajectories.models import (
    BlockStand,
    DesignAnswer,
    EvaluationMoment,
    HoursEntry,
    PhaseChange,
    PhaseGoal,
    Programme,
    Trajectory,
)
from tweespoor.apps.trajectories.queries.answers import (
    OF_WHOM_THE_CALLER_SEES,
    PlansKept,
    by_trajectory,
    open_questions,
    plans_kept,
    questions_about,
    said_facts,
    said_in,
    signed_plans_of,
)
from tweespoor.core.designs import DatedPlan, DesignQuestion
from tweespoor.core.facts import Fact, Value
from tweespoor.core.progress import (
    EvaluationState,
    HoursCompared,
    Moment,
    PhaseFacts,
    Proposal,
    Stand,
    all_stands,
    compare_hours,
    moments,
    proposal,
)
from tweespoor.core.vocabulary import ActivityFamily, OrganisationKind, Purpose, Role

AHEAD = timedelta(weeks=26)
"""So far ahead of a day a plan without an end is looked at."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is registered in one trajectory, as rows."""

    stands: Sequence[BlockStand] = ()
    hours: Sequence[HoursEntry] = ()
    changes: Sequence[PhaseChange] = ()
    goals: Sequence[PhaseGoal] = ()
    answers: Sequence[DesignAnswer] = ()
    evaluations: Sequence[EvaluationMoment] = ()


@dataclass(frozen=True, kw_only=True)
class BlockProgress:
    """One block: how the plan has it, where the person stands, and its hours; `recorded` are the weeks' minutes."""

    block: BlockInPlan
    stand: Stand
    hours: HoursCompared
    is_running: bool
    recorded: Mapping[date, int]

    @property
    def is_due(self) -> bool:
        """By the plan it has begun, and nobody registered anything."""
        return self.is_running and not self.stand.is_registered


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far one person is on a day.

    `phase` is the id of the phase, `is_registered` whether somebody registered it or it follows from dates; `proposal`
    is the next phase with its conditions, None where there is none.
    """

    trajectory: Trajectory
    plan: DatedPlan
    phase: str
    is_registered: bool
    blocks: tuple[BlockProgress, ...]
    proposal: Proposal | None
    moments: tuple[Moment, ...]
    kept: Kept
    plans: PlansKept

    @property
    def answers(self) -> Mapping[str, DesignAnswer]:
        """What was answered to the questions of the design, by their keys."""
        return bridge.answers(self.kept.answers)

    @property
    def said(self) -> Mapping[str, Fact[Value]]:
        """What was said in the trajectory, as facts that its design asks for."""
        return said_facts(self.trajectory, goals=self.kept.goals, answers=self.kept.answers)

    @property
    def open_questions(self) -> tuple[DesignQuestion, ...]:
        """What the design asks a professional about this person, and nobody answered."""
        return open_questions(self.trajectory, plan=self.plan, drafted=self.plans.drafted)

    @property
    def settled_questions(self) -> tuple[DesignQuestion, ...]:
        """What it asked and somebody answered, where the answer still settles it."""
        waiting = {each.key for each in self.open_questions}
        answers = self.answers
        return tuple(
            each
            for each in questions_about(self.trajectory)
            if each.key not in waiting and each.key in answers and each.said(answers[each.key].answer)
        )

    @property
    def hours(self) -> HoursCompared:
        """The hours of all blocks together."""
        return sum((each.hours for each in self.blocks), HoursCompared())

    @property
    def waiting(self) -> tuple[Moment, ...]:
        """Evaluations that are due or were missed."""
        return tuple(each for each in self.moments if each.state in (EvaluationState.DUE, EvaluationState.MISSED))


def plan_facts(
    trajectories: Iterable[Trajectory],
    *,
    said: Mapping[UUID, Mapping[str, Fact[Value]]] | None = None,
    held: Mapping[UUID, Mapping[str, Fact[Value]]] | None = None,
) -> dict[UUID, dict]:  # type: ignore[type-arg]  # facts of any value
    """Per trajectory what its plan is made of: the facts about the person, and what was said in the trajectory.

    `said` is per trajectory the latter (`said_in`) and `held` per person all that is known, where the caller read it
    already.
    """
    rows = list(trajectories)
    facts = facts_of_all([row.person_id for row in rows]) if held is None else held
    about = said_in(rows) if said is None else said
    return {row.pk: {**facts.get(row.person_id, {}), **about.get(row.pk, {})} for row in rows}


def plans_of(trajectories: Iterable[Trajectory], *, until: date | None = None) -> dict[UUID, DatedPlan]:
    """Per trajectory the plan that holds now: the signed one, or where none is, what the design proposes.

    Without an end, it is written out up to `until`.
    """
    rows = list(trajectories)
    facts = plan_facts(rows)
    signed = signed_plans_of(rows)
    return {
        row.pk: followed(personal_plan(row, facts=facts[row.pk], until=until), signed=signed.get(row.pk, ()))
        for row in rows
    }


def blocks_of_all(
    trajectories: Iterable[Trajectory], *, until: date | None = None
) -> dict[UUID, tuple[BlockInPlan, ...]]:
    """Per trajectory its blocks as they hold now, with their weeks of every time: before a plan was signed those of the
    design, from then on those of each plan while it held.

    Every page that shows blocks reads them from here.
    """
    rows = list(trajectories)
    facts = plan_facts(rows)
    signed = signed_plans_of(rows)
    return {
        row.pk: blocks_over_time(personal_plan(row, facts=facts[row.pk], until=until), signed=signed.get(row.pk, ()))
        for row in rows
    }


def blocks_of(trajectory: Trajectory) -> tuple[BlockInPlan, ...]:
    """The blocks of a person's plan, and those of the design that are not in it."""
    return blocks_of_all([trajectory])[trajectory.pk]


def stands_now(trajectories: Iterable[Trajectory], *, today: date) -> dict[UUID, dict[str, Stand]]:
    """Per trajectory and block where the person stands, as known now."""
    found: dict[UUID, list[BlockStand]] = defaultdict(list)
    rows = BlockStand.objects.filter(trajectory__in=list(trajectories)).as_known()
    for row in rows.unscoped(why=OF_WHOM_THE_CALLER_SEES):
        found[row.trajectory_id].append(row)
    return {
        trajectory: all_stands(bridge.statements(each), on=today, known_on=today) for trajectory, each in found.items()
    }


def phases_now(trajectories: Iterable[Trajectory], *, on: date) -> dict[UUID, str]:
    """Per trajectory the phase that is registered on a day; left out where none is."""
    rows = PhaseChange.objects.filter(trajectory__in=list(trajectories), valid_on__lte=on)
    found: dict[UUID, str] = {}
    for row in rows.unscoped(why=OF_WHOM_THE_CALLER_SEES).order_by("valid_on", "recorded_at", "id"):
        found[row.trajectory_id] = row.phase
    return found


def registered_phase_of(*, on: date) -> Subquery:
    """The phase registered last on a day, for a query of trajectories."""
    rows = PhaseChange.objects.filter(trajectory=OuterRef("pk"), valid_on__lte=on)
    return Subquery(rows.unscoped(why="it narrows a list that is scoped itself").values("phase")[:1])


def progress_of(
    trajectory: Trajectory, *, on: date, today: date, held: Mapping[str, Fact[Value]] | None = None
) -> Progress:
    """How far a person is: planned hours and evaluations as of a day, what is registered as of today.

    `held` is all that is known of the person, where the caller read it already.
    """
    about = None if held is None else {trajectory.person_id: held}
    return all_progress([trajectory], on=on, today=today, held=about)[0]


def all_progress(
    trajectories: Iterable[Trajectory],
    *,
    on: date,
    today: date,
    held: Mapping[UUID, Mapping[str, Fact[Value]]] | None = None,
) -> list[Progress]:
    """How far all these people are; in a fixed number of queries."""
    rows = list(trajectories)
    kept = _kept(rows)
    said = {row.pk: said_facts(row, goals=kept[row.pk].goals, answers=kept[row.pk].answers) for row in rows}
    facts = plan_facts(rows, said=said, held=held)
    plans = plans_kept(rows)
    return [
        _progress(row, kept=kept[row.pk], facts=facts[row.pk], plans=plans[row.pk], on=on, today=today) for row in rows
    ]


def _kept(trajectories: Sequence[Trajectory]) -> dict[UUID, Kept]:
    about = Q(trajectory__in=[row.pk for row in trajectories])
    stands = by_trajectory(BlockStand.objects.filter(about).as_known())
    hours = by_trajectory(HoursEntry.objects.filter(about).as_known())
    changes = by_trajectory(PhaseChange.objects.filter(about))
    goals = by_trajectory(PhaseGoal.objects.filter(about).as_known())
    answers = by_trajectory(DesignAnswer.objects.filter(about).as_known())
    evaluations = by_trajectory(EvaluationMoment.objects.filter(about))
    return {
        row.pk: Kept(
            stands=stands.get(row.pk, ()),
            hours=hours.get(row.pk, ()),
            changes=changes.get(row.pk, ()),
            goals=goals.get(row.pk, ()),
            answers=answers.get(row.pk, ()),
            evaluations=evaluations.get(row.pk, ()),
        )
        for row in trajectories
    }


def _progress(
    row: Trajectory,
    *,
    kept: Kept,
    facts: Mapping[str, Fact[Value]],
    plans: PlansKept,
    on: date,
    today: date,
) -> Progress:
    proposed = personal_plan(row, facts=facts, until=on + AHEAD)
    plan = followed(proposed, signed=plans.signed)
    later = max(on, today)
    stands = all_stands(bridge.statements(kept.stands), on=later, known_on=later)
    phase, is_registered = bridge.current_phase(plan, kept.changes, on=later if kept.changes else on)
    found = blocks_over_time(proposed, signed=plans.signed)
    compared = compare_hours(bridge.planned_weeks(found), bridge.recorded_weeks(kept.hours), until=on)
    known = PhaseFacts(
        goals=bridge.goals(kept.goals), level=facts.get("speaking-level", Fact.not_asked()), stands=stands
    )
    return Progress(
        trajectory=row,
        plan=plan,
        phase=phase,
        is_registered=is_registered,
        blocks=tuple(
            BlockProgress(
                block=each,
                stand=stands.get(each.id, Stand()),
                hours=compared.get(each.id, HoursCompared()),
                is_running=each.start is not None and each.start <= on,
                recorded={entry.week: entry.minutes for entry in kept.hours if entry.block == each.id},
            )
            for each in found
        ),
        proposal=proposal(phase, phases=bridge.phase_specs(plan, stands=stands), facts=known, on=on),
        moments=moments(bridge.evaluations_due(plan), bridge.held(kept.evaluations), on=on),
        kept=kept,
        plans=plans,
    )


def progress_in(programme: Programme, *, on: date, today: date) -> list[Progress]:
    """How far everybody is who takes part in a programme now."""
    rows = Trajectory.objects.filter(programme=programme, ended_on__isnull=True).select_related("design")
    return all_progress(rows, on=on, today=today)


def trajectories_of(person: Person) -> list[Trajectory]:
    """Every trajectory of a person, the newest first."""
    rows = person.trajectories.select_related("programme__municipality", "design")
    return list(rows.order_by("-started_on", "-id"))


def programmes_to_start(person: Person) -> list[Programme]:
    """The programmes of a person's municipality in which the person is not now."""
    running = person.trajectories.filter(ended_on__isnull=True).values("programme")
    programmes = Programme.objects.filter(municipality=person.municipality_id).exclude(pk__in=running)
    return list(programmes.unscoped(why="the person's own municipality's").select_related("design"))


def blocks_given(user: User, *, person: Person, blocks: Iterable[BlockInPlan]) -> frozenset[str]:
    """The blocks that a language provider of which the user is one gives this person.

    Those are the blocks that the design has given by an organisation of that kind; where it names none, the lessons in
    Dutch. A trainer's blocks are known by the timetable.
    """
    if Purpose.ATTENDANCE not in purposes_for(user, person=person):
        return frozenset()
    schools = organisations_where(user, roles=[Role.LANGUAGE_PROVIDER])
    shared = Sharing.objects.active_for(user, roles=[Role.LANGUAGE_PROVIDER]).filter(person=person)
    kinds = set(
        Organisation.objects.filter(pk__in=schools & set(shared.values_list("organisation", flat=True))).values_list(
            "kind", flat=True
        )
    )
    return frozenset(each.id for each in blocks if _giver(each) in kinds)


def _giver(block: BlockInPlan) -> str:
    if block.provider is not None:
        return block.provider.value
    is_language = block.kind.family is ActivityFamily.LANGUAGE
    return OrganisationKind.LANGUAGE_PROVIDER.value if is_language else ""


def phase_labels(trajectory: Trajectory, *, language: str) -> dict[str, str]:
    """The phases of a trajectory's design by their id."""
    return {each.id: each.label.text(language) for each in design_of(trajectory.design).phases}


def rhythm_labels(trajectory: Trajectory, *, language: str) -> dict[str, str]:
    """The rhythms of evaluation of a trajectory's design by their id."""
    return {each.id: each.label.text(language) for each in bridge.evaluation_rhythms(design_of(trajectory.design))}


def stand_rows(trajectory: Trajectory, *, user: User) -> list[BlockStand]:
    """The stands of a trajectory that count now, where the user sees the person."""
    return list(BlockStand.objects.visible_to(user).filter(trajectory=trajectory).as_known())
