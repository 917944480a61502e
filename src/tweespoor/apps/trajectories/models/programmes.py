"""Programmes, and the people in them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.organisations.scope import ScopedQuerySet
from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.models.designs import DesignVersion
from tweespoor.core.vocabulary import ReasonForLeaving

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User


class ProgrammeQuerySet(ScopedQuerySet["Programme"]):
    """Reads of programmes; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> ProgrammeQuerySet:
        """Programmes of the municipalities the user works for, and those the user's organisations take part in."""
        organisations = user.memberships.values("organisation")
        return self._scoped().filter(Q(municipality__in=organisations) | Q(partners__in=organisations)).distinct()


class Programme(models.Model):
    """A programme of a municipality and its partners, following one design; figures call it by its short name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    short_name = models.CharField(max_length=40)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    partners = models.ManyToManyField(Organisation, related_name="partner_programmes", blank=True)
    design = models.ForeignKey(DesignVersion, on_delete=models.PROTECT, related_name="programmes")
    starts_on = models.DateField()

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Trajectory(models.Model):
    """One person in one programme, in the design version the person started in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="trajectories")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="trajectories")
    design = models.ForeignKey(DesignVersion, on_delete=models.PROTECT, related_name="trajectories")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    reason_for_leaving = models.CharField(
        max_length=40, blank=True, choices=[(reason.value, reason.nl) for reason in ReasonForLeaving]
    )

    class Meta:
        ordering: ClassVar = ["started_on", "id"]
        verbose_name_plural = "trajectories"
        indexes: ClassVar = [
            models.Index(fields=["person", "programme"], condition=Q(ended_on__isnull=False), name="ended_trajectories")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "programme"],
                condition=Q(ended_on__isnull=True),
                name="one_running_trajectory_per_programme",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("started_on")),
                name="a_trajectory_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.programme_id}"
