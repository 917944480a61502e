"""What was done. No foreign keys to what it speaks of, so that nothing blocks deletion."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or delete a log entry."""


class AppendOnlyQuerySet(models.QuerySet["Entry"]):
    """A query set that can add and read, nothing else."""

    def update(self, **kwargs: Any) -> int:
        """Refused: the log is append-only."""
        raise AppendOnlyError("log entries cannot be changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused: the log is append-only."""
        raise AppendOnlyError("log entries cannot be deleted")


class Entry(models.Model):
    """One deed: who, what, on what, about whom, when. Never holds names or free text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    deed = models.SlugField(max_length=60)
    object_type = models.SlugField(max_length=60)
    object_id = models.CharField(max_length=60)
    person = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["person", "-at"]), models.Index(fields=["actor", "-at"])]

    def __str__(self) -> str:
        return f"{self.deed} {self.object_type} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; an entry that is there already cannot be saved again."""
        if not self._state.adding:
            raise AppendOnlyError("log entries cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: the log is append-only."""
        raise AppendOnlyError("log entries cannot be deleted")


class DoneRequest(models.Model):
    """A request that changed something, by its idempotency key: sent again, it has no second effect."""

    key = models.UUIDField(primary_key=True)
    user = models.UUIDField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.key)
