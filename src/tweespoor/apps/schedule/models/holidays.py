"""Days on which nothing is held."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.schedule.models.kept import SupplyQuerySet, removed_at
from tweespoor.apps.schedule.models.places import Location
from tweespoor.apps.trajectories.models import Programme


class HolidayKind(models.TextChoices):
    """Why nothing is held."""

    SCHOOL = "school-holiday", _("schoolvakantie")
    PUBLIC = "public-holiday", _("feestdag")
    CLOSING = "closing", _("gebouw gesloten")


class Holiday(models.Model):
    """Days, the last one included, without lessons and trainings in a programme; of a closing, at one location."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="holidays")
    name = models.CharField(max_length=80)
    first_day = models.DateField()
    last_day = models.DateField()
    kind = models.CharField(max_length=20, choices=HolidayKind.choices)
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="closings", null=True, blank=True)
    removed_at = removed_at()

    objects = SupplyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["first_day", "name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_day__gte=models.F("first_day")), name="a_holiday_ends_after_start"),
            models.CheckConstraint(
                condition=Q(kind=HolidayKind.CLOSING, location__isnull=False)
                | (~Q(kind=HolidayKind.CLOSING) & Q(location__isnull=True)),
                name="a_closing_is_of_a_location",
            ),
        ]

    def __str__(self) -> str:
        return self.name
