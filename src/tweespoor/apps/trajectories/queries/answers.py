"""Reads of what was said in trajectories: goals reached, judgements and choices; and which of those are still open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tweespoor.apps.people.queries import facts_of_all
from tweespoor.apps.trajectories.bridge import design_of, personal_plan, pip_in, signed_plans
from tweespoor.apps.trajectories.bridge import progress as bridge
from tweespoor.apps.trajectories.bridge.designs import asked_of
from tweespoor.apps.trajectories.models import DesignAnswer, PhaseGoal, PipVersion, Trajectory
from tweespoor.apps.trajectories.models.pips import FINAL, OPEN
from tweespoor.apps.trajectories.models.progress import ProgressQuerySet
from tweespoor.core.designs import DatedPlan, DesignQuestion, questions_of
from tweespoor.core.facts import Fact, Value
from tweespoor.core.pips import PipStatus, Signed, held, left_free

OF_WHOM_THE_CALLER_SEES = "the caller showed that the person, or the programme of which it counts, is visible"


def said_in(trajectories: Iterable[Trajectory]) -> dict[UUID, Mapping[str, Fact[Value]]]:
    """Per trajectory what was said in it, as facts that its design asks for: goals reached, judgements, choices."""
    rows = list(trajectories)
    goals = by_trajectory(PhaseGoal.objects.filter(trajectory__in=rows).as_known())
    answers = by_trajectory(DesignAnswer.objects.filter(trajectory__in=rows).as_known())
    return {row.pk: said_facts(row, goals=goals.get(row.pk, ()), answers=answers.get(row.pk, ())) for row in rows}


def said_facts(
    row: Trajectory, *, goals: Sequence[PhaseGoal], answers: Sequence[DesignAnswer]
) -> Mapping[str, Fact[Value]]:
    """The same of one trajectory, from rows that were read."""
    if not goals and not answers:
        return {}
    return bridge.said_facts(design_of(row.design), goals_kept=goals, answers_kept=answers)


def by_trajectory(rows: ProgressQuerySet) -> dict[UUID, list]:  # type: ignore[type-arg]  # of whatever model
    """Rows per trajectory."""
    found: dict[UUID, list] = defaultdict(list)  # type: ignore[type-arg]
    for row in rows.unscoped(why=OF_WHOM_THE_CALLER_SEES):
        found[row.trajectory_id].append(row)
    return found


def signed_plans_of(trajectories: Iterable[Trajectory]) -> dict[UUID, tuple[Signed, ...]]:
    """Per trajectory the plans that were signed in it; left out where none was.

    A plan holds for the trajectory it was made in: one of another municipality, or of before, is no plan of this one.
    """
    rows = PipVersion.objects.filter(trajectory__in=[row.pk for row in trajectories], status__in=FINAL)
    found: dict[UUID, list[PipVersion]] = defaultdict(list)
    for row in rows.unscoped(why=OF_WHOM_THE_CALLER_SEES):
        if row.trajectory_id is not None:
            found[row.trajectory_id].append(row)
    return {trajectory: signed_plans(versions) for trajectory, versions in found.items()}


@dataclass(frozen=True, kw_only=True)
class PlansKept:
    """The plans of one trajectory: those that were signed, and the blocks agreed in the one that is worked on
    (`drafted`); `versions` are all of the person's plans, whichever trajectory they were made in."""

    signed: tuple[Signed, ...] = ()
    drafted: frozenset[str] = frozenset()
    versions: Sequence[PipVersion] = ()


def plans_kept(trajectories: Iterable[Trajectory]) -> dict[UUID, PlansKept]:
    """Per trajectory its plans, in one query."""
    rows = list(trajectories)
    by_person: dict[UUID, list[PipVersion]] = defaultdict(list)
    found = PipVersion.objects.filter(person__in=[row.person_id for row in rows])
    for version in found.unscoped(why=OF_WHOM_THE_CALLER_SEES):
        by_person[version.person_id].append(version)
    return {row.pk: _plans(row, versions=by_person[row.person_id]) for row in rows}


def _plans(row: Trajectory, *, versions: Sequence[PipVersion]) -> PlansKept:
    mine = [each for each in versions if each.trajectory_id == row.pk]
    working = [each for each in mine if not each.is_final]
    return PlansKept(
        signed=signed_plans(each for each in mine if each.is_final),
        drafted=frozenset(item.id for each in working for item in pip_in(each).agreed_items),
        versions=versions,
    )


def questions_about(trajectory: Trajectory) -> tuple[DesignQuestion, ...]:
    """What a trajectory's design asks a professional about somebody."""
    return questions_of(design_of(trajectory.design))


def open_questions(
    trajectory: Trajectory, *, plan: DatedPlan, drafted: Collection[str] = ()
) -> tuple[DesignQuestion, ...]:
    """What a person's plan (`followed`) waits for a professional to answer.

    What was decided in conversation, in the plan that was signed or the one that is worked on (`drafted`), is not asked
    again.
    """
    agreed = {each.block.id for each in plan.blocks} | set(drafted)
    return _not_decided(questions_about(trajectory), waiting=_waiting(plan), agreed=agreed)


Waiting = Mapping[str, frozenset[str]]
"""What a plan asks, by the key of each question, with the blocks that wait for it."""


def _waiting(plan: DatedPlan) -> Waiting:
    return {
        asked.about: frozenset(
            each.block.id for each in plan.undecided if asked.about in {question.about for question in each.questions}
        )
        for asked in plan.questions
    }


def _not_decided(
    questions: Iterable[DesignQuestion], *, waiting: Waiting, agreed: Collection[str]
) -> tuple[DesignQuestion, ...]:
    """Of the questions that are asked those that the agreed blocks leave open: a choice of which no block is agreed, a
    judgement for which some block still waits."""
    found = []
    for each in questions:
        if each.key not in waiting:
            continue
        blocks = waiting[each.key]
        if each.is_choice:
            is_decided = any(option in agreed for option, _label in each.options)
        else:
            is_decided = bool(blocks) and all(block in agreed for block in blocks)
        if not is_decided:
            found.append(each)
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class AskedOfPerson:
    """What the design of somebody's running trajectory asks a professional: what is open, and what was said (`said`,
    by the keys of questions that are not open)."""

    trajectory: Trajectory
    open: tuple[DesignQuestion, ...]
    said: Mapping[str, Fact[Value]]

    def question(self, key: str) -> DesignQuestion | None:
        """A question of the design by its key, open or answered; None where it asks no such thing."""
        return next((each for each in questions_about(self.trajectory) if each.key == key), None)


def asked_of_people(people: Iterable[UUID]) -> dict[UUID, AskedOfPerson]:
    """Per person who takes part what the design asks a professional; in a fixed number of queries.

    Of several trajectories that run, the one that started last counts.
    """
    found = Trajectory.objects.filter(person__in=list(people), ended_on__isnull=True).select_related("design")
    running = {row.person_id: row for row in found.order_by("started_on", "pk")}
    rows = list(running.values())
    designs = {row.design for row in rows}
    facts = facts_of_all(running, variables=frozenset[str]().union(*(asked_of(design) for design in designs)))
    said, agreed = said_in(rows), _agreed_in(rows)
    proposals = _Proposals()
    asked = {}
    for person, row in running.items():
        waiting = proposals.waiting(row, facts={**facts.get(person, {}), **said[row.pk]})
        questions = questions_about(row)
        open_ones = _not_decided(questions, waiting=waiting, agreed=agreed.get(row.pk, frozenset()))
        settled = {each.key for each in questions} - {each.key for each in open_ones}
        answers = {key: fact for key, fact in said[row.pk].items() if key in settled and fact.is_answered}
        asked[person] = AskedOfPerson(trajectory=row, open=open_ones, said=answers)
    return asked


class _Proposals:
    """What the designs ask people, each kind of person reckoned once: who is told the same about, is asked the same."""

    DATED = frozenset({"settled-on", "birth-date"})
    """Facts that mean something else for who started on another day."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Waiting] = {}

    def waiting(self, row: Trajectory, *, facts: Mapping[str, Fact[Value]]) -> Waiting:
        """What the design asks of somebody of these facts."""
        asked = asked_of(row.design)
        told = frozenset((key, fact.state, fact.value) for key, fact in facts.items() if key in asked)
        alike = (row.design_id, told, row.started_on if asked & self.DATED else None)
        if alike not in self._found:
            self._found[alike] = _waiting(personal_plan(row, facts=facts))
        return self._found[alike]


def _agreed_in(trajectories: Collection[Trajectory]) -> dict[UUID, frozenset[str]]:
    """Per trajectory the blocks that the plan in force has, and those agreed in the one that is worked on.

    A choice that the plan in force leaves free is the planner's: it has all of its blocks.
    """
    standing = [PipStatus.SIGNED.value, *OPEN]
    rows = PipVersion.objects.filter(trajectory__in=[row.pk for row in trajectories], status__in=standing)
    found: dict[UUID, frozenset[str]] = {}
    for row in rows.unscoped(why=OF_WHOM_THE_CALLER_SEES):
        if row.trajectory_id is not None:
            pip = pip_in(row)
            free = left_free(pip) if row.is_final else frozenset()
            agreed = {item.id for item in pip.items if held(item, is_free=item.id in free)}
            found[row.trajectory_id] = found.get(row.trajectory_id, frozenset()) | agreed
    return found
