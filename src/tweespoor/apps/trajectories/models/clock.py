"""What the legal clock counts from: dated events of a case, and the hours of the Z route."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.people.models import Person
from tweespoor.core.vocabulary import CaseEventKind, HoursKind, Route


class StandingQuerySet(models.QuerySet["Noted"]):
    """Reads of what was noted; the caller starts at people who are visible."""

    def standing(self) -> StandingQuerySet:
        """What was not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Noted(models.Model):
    """Something written down about a person on a day, with its evidence.

    What was wrong is withdrawn and kept: a deadline that was passed must never go without a trace.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    on = models.DateField()
    evidence = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        abstract = True


class CaseEvent(Noted):
    """A dated event of a case.

    `until` ends a period, `months` is the length of an extension or a new term, `route` that of a change. `about` is
    the id of the programme's own agreement that was kept.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="case_events")
    kind = models.CharField(max_length=40, choices=[(each.value, each.nl) for each in CaseEventKind])
    until = models.DateField(null=True, blank=True)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    route = models.CharField(max_length=20, blank=True, choices=[(each.value, each.nl) for each in Route])
    by_committee = models.BooleanField(default=False)
    about = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["on", "recorded_at", "id"]
        indexes: ClassVar = [models.Index(fields=["person", "on"], name="events_of_a_case")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("on")), name="an_event_ends_after_its_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class SpentHours(Noted):
    """Hours of one kind up to a day, with the ground on which they count and the municipality they were made in.

    `dutch_environment` is asked of participation (Bi 3.14(2)(b)); None is not asked. `handed_over` says that another
    municipality passed them on, when the person moved.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="spent_hours")
    kind = models.CharField(max_length=20, choices=[(each.value, each.nl) for each in HoursKind])
    minutes = models.PositiveIntegerField()
    municipality = models.CharField(max_length=120)
    ground = models.CharField(max_length=120)
    dutch_environment = models.BooleanField(null=True, blank=True)
    handed_over = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["on", "recorded_at", "id"]
        verbose_name_plural = "spent hours"
        indexes: ClassVar = [models.Index(fields=["person", "on"], name="hours_of_a_case")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minutes__gt=0), name="hours_are_more_than_none"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
