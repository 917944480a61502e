"""What a municipality delivered to CBS."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tweespoor.apps.organisations.models import Organisation


class Delivery(models.Model):
    """The figures of a quarter, delivered to CBS on a day; `quarter` is the last day of it.

    What was wrong is withdrawn and kept: a deadline that was passed must never go without a trace.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="deliveries")
    quarter = models.DateField()
    delivered_on = models.DateField()
    reference = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-quarter", "-recorded_at", "-id"]
        verbose_name_plural = "deliveries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "quarter"],
                condition=Q(withdrawn_at__isnull=True),
                name="a_quarter_is_delivered_once",
            ),
            models.CheckConstraint(condition=Q(delivered_on__gt=F("quarter")), name="delivered_after_the_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter}: {self.delivered_on}"
