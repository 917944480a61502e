"""How far people are: stands per block, hours attended, phases and their goals, evaluations held.

What is registered is never overwritten: a change is a newer row, a correction ends what was known (`known_until`).
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q

from tweespoor.apps.organisations.scope import ScopedQuerySet
from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.models.programmes import Trajectory
from tweespoor.core.progress import BlockState
from tweespoor.core.vocabulary import ReasonForLeaving

if TYPE_CHECKING:
    from datetime import date

    from tweespoor.apps.organisations.models import User

REASONS = [(reason.value, reason.nl) for reason in ReasonForLeaving]


class ProgressQuerySet(ScopedQuerySet[Any]):
    """Reads of what is registered in trajectories; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> ProgressQuerySet:
        """What is registered about the people whom the user may see; which parts of it, the caller decides."""
        people = Person.objects.visible_to(user).values("pk")
        return self._scoped().filter(trajectory__person__in=people)

    def as_known(self, on: date | None = None) -> ProgressQuerySet:
        """What counts as known on a day (now, where none is given)."""
        if on is None:
            return self.filter(known_until__isnull=True)
        return self.filter(Q(known_until__isnull=True) | Q(known_until__gt=on), known_on__lte=on)


class BlockStand(models.Model):
    """Where somebody stands in a block from a day on; no row at all means: not registered.

    `reason` is why somebody stopped, empty where nobody registered why.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="stands")
    block = models.SlugField(max_length=80)
    state = models.CharField(max_length=10, choices=[(state.value, state.nl) for state in BlockState])
    reason = models.CharField(max_length=40, blank=True, choices=REASONS)
    valid_on = models.DateField()
    known_on = models.DateField()
    known_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=160, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-valid_on", "-known_on", "-recorded_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["trajectory", "block", "-valid_on"], name="where_somebody_stands")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reason="") | Q(state=BlockState.STOPPED.value), name="only_who_stopped_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(known_until__isnull=True) | Q(known_until__gte=F("known_on")),
                name="a_stand_is_known_before_it_is_corrected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block}: {self.state}"


class HoursEntry(models.Model):
    """What somebody attended of a block in the week of a Monday; zero minutes is recorded as none.

    No row at all means: not recorded. `source` says where it comes from: typed in, a list, the attendance of a group.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="hours")
    block = models.SlugField(max_length=80)
    week = models.DateField()
    minutes = models.PositiveIntegerField()
    known_on = models.DateField()
    known_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=160, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-week", "block"]
        verbose_name_plural = "hours entries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["trajectory", "block", "week"],
                condition=Q(known_until__isnull=True),
                name="one_record_of_hours_a_week",
            ),
            models.CheckConstraint(condition=Q(minutes__lte=7 * 24 * 60), name="a_week_has_so_many_minutes"),
            models.CheckConstraint(
                condition=Q(known_until__isnull=True) | Q(known_until__gte=F("known_on")),
                name="hours_are_known_before_they_are_corrected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block} {self.week}: {self.minutes} min"


class PhaseChange(models.Model):
    """Somebody went to a phase on a day, with why; the last one holds, the others are its history."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="phase_changes")
    phase = models.SlugField(max_length=80)
    valid_on = models.DateField()
    why = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-valid_on", "-recorded_at", "-id"]

    def __str__(self) -> str:
        return f"{self.phase} from {self.valid_on}"


class PhaseGoal(models.Model):
    """Whether the goal of a phase is reached; no row at all means: not asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="phase_goals")
    phase = models.SlugField(max_length=80)
    reached = models.BooleanField()
    valid_on = models.DateField()
    known_on = models.DateField()
    known_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-valid_on", "-known_on", "-recorded_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(known_until__isnull=True) | Q(known_until__gte=F("known_on")),
                name="a_goal_is_known_before_it_is_corrected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phase}: {self.reached}"


class DesignAnswer(models.Model):
    """What a professional answered to a question that a design asks (`core/designs/questions`): yes, no, or a block.

    No row that is known at all means: not asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="design_answers")
    question = models.SlugField(max_length=100)
    answer = models.SlugField(max_length=80)
    valid_on = models.DateField()
    known_on = models.DateField()
    known_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-valid_on", "-known_on", "-recorded_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(known_until__isnull=True) | Q(known_until__gte=F("known_on")),
                name="an_answer_is_known_before_it_is_corrected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"


class EvaluationMoment(models.Model):
    """An evaluation that was held: of which rhythm, when, what was concluded, and what comes next."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="evaluations")
    rhythm = models.SlugField(max_length=80)
    held_on = models.DateField()
    concluded = models.CharField(max_length=500, blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-held_on", "rhythm"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trajectory", "rhythm", "held_on"], name="one_evaluation_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.rhythm} {self.held_on}"
