"""Plans of persons (PIP) by version, and who signed them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.organisations.scope import ScopedQuerySet
from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.models.programmes import Trajectory
from tweespoor.core.pips import Party, PipStatus, ReasonForChange

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User

OPEN = (PipStatus.DRAFT.value, PipStatus.DISCUSSED.value)
FINAL = (PipStatus.SIGNED.value, PipStatus.REPLACED.value)


class PipVersionQuerySet(ScopedQuerySet["PipVersion"]):
    """Reads of plans; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> PipVersionQuerySet:
        """The plans of the people the user sees; what of a plan, is decided by the sets of facts."""
        return self._scoped().filter(person__in=Person.objects.visible_to(user))


class PipVersion(models.Model):
    """One version of a person's plan, kept as one document (`content`, see `core.pips.storage`).

    A signed version never changes (the database refuses it, `migrations/0004_pips`): a change is a new version with
    its `reason`. `revision` counts the saves, so that two people who edit at once find each other. `act`,
    `target_group` and `route` are those it was made under. `received_from` names the municipality that passed the plan
    on; `words_erased_on` is the day on which goals and agreements were taken out, because their term was over.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="pips")
    trajectory = models.ForeignKey(Trajectory, on_delete=models.SET_NULL, null=True, blank=True, related_name="pips")
    number = models.PositiveIntegerField()
    status = models.CharField(
        max_length=12, choices=[(each.value, each.nl) for each in PipStatus], default=PipStatus.DRAFT.value
    )
    act = models.CharField(max_length=20, blank=True)
    target_group = models.CharField(max_length=20, blank=True)
    route = models.CharField(max_length=20, blank=True)
    content = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=20, blank=True, choices=[(each.value, each.nl) for each in ReasonForChange])
    reason_text = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    discussed_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    without_participant = models.CharField(max_length=300, blank=True)
    replaced_on = models.DateField(null=True, blank=True)
    received_from = models.CharField(max_length=160, blank=True)
    words_erased_on = models.DateField(null=True, blank=True)

    objects = PipVersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["person", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "number"], name="one_plan_of_a_number"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(status__in=OPEN), name="one_plan_is_worked_on_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(status=PipStatus.SIGNED.value), name="one_plan_in_force_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, signed_on__isnull=True) | Q(status__in=FINAL, signed_on__isnull=False),
                name="a_signed_plan_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(status=PipStatus.REPLACED.value) | Q(replaced_on__isnull=False),
                name="a_replaced_plan_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} v{self.number}"

    @property
    def is_final(self) -> bool:
        """It was signed, and never changes."""
        return self.status in FINAL


class PipSignature(models.Model):
    """Who signed a version, on screen, by name and date; `person` is the plan's, for who may see the row.

    `interpreter` says whether an interpreter was there, and `language` into which language.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(PipVersion, on_delete=models.CASCADE, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="pip_signatures")
    party = models.CharField(max_length=20, choices=[(each.value, each.nl) for each in Party])
    name = models.CharField(max_length=160)
    signed_on = models.DateField()
    interpreter = models.BooleanField(default=False)
    language = models.CharField(max_length=10, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["version", "-party"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "party"], name="one_signature_per_party"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.party}"
