"""What is taken away stays: timetables name it, and it can be put back."""

from __future__ import annotations

from typing import Any

from django.db import models


class SupplyQuerySet(models.QuerySet[Any]):
    """Reads of what there is to plan with."""

    def current(self) -> SupplyQuerySet:
        """What is there now, without what was taken away."""
        return self.filter(removed_at__isnull=True)

    def removed(self) -> SupplyQuerySet:
        """What was taken away, the latest first."""
        return self.filter(removed_at__isnull=False).order_by("-removed_at")


def removed_at() -> models.DateTimeField[Any, Any]:
    """When a row was taken away; empty while it is there."""
    return models.DateTimeField(null=True, blank=True)


def one_current(*fields: str, name: str) -> models.UniqueConstraint:
    """What is there now differs in these columns; what was taken away may be alike."""
    return models.UniqueConstraint(fields=fields, condition=models.Q(removed_at__isnull=True), name=name)
