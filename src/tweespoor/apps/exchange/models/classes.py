"""Lists of language classes that were brought in, with what they changed, so that it can be taken back."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.trajectories.models import Programme


class ClassImport(models.Model):
    """A list of a provider's classes that came in.

    `rows` says per class that it changed what its columns were and became: `{"class": id, "before": {...} or null for a
    new class, "after": {...}}`. Of the list itself nothing is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="class_imports")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="class_imports")
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    rows = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.created_at:%Y-%m-%d}"

    @property
    def added(self) -> int:
        """How many classes were new."""
        return sum(each["before"] is None for each in self.rows)

    @property
    def changed(self) -> int:
        """How many classes were there already and changed."""
        return len(self.rows) - self.added
