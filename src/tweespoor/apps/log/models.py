"""What was read and done. No foreign keys to what it speaks of, so that nothing blocks deletion."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from tweespoor.apps.log.rules import START


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
    """One deed: who, what, on what, about whom, when, for which organisation. Never holds names or free text.

    `organisation` is the one the actor worked for. What was read of whom by `purposes` (sets of fields) stands in
    `detail`; a list holds the ids of everybody shown there as `listed`, found back through `Mention`. The last three
    fields chain the entries (see `rules`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    organisation = models.UUIDField(null=True)
    deed = models.SlugField(max_length=60)
    object_type = models.SlugField(max_length=60)
    object_id = models.CharField(max_length=60)
    person = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    sequence = models.PositiveBigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-sequence"]
        indexes: ClassVar = [
            models.Index(fields=["person", "-at"]),
            models.Index(fields=["actor", "-at"]),
            models.Index(fields=["organisation", "-at"], name="log_entry_organisation_at"),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.object_type} {self.object_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refused: entries are added by `actions`, which chain them."""
        raise AppendOnlyError("log entries are added by tweespoor.apps.log.actions and never saved again")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: the log is append-only."""
        raise AppendOnlyError("log entries cannot be deleted")

    def content(self) -> dict[str, Any]:
        """What the entry's hash is taken of."""
        return {
            "id": self.id,
            "at": self.at,
            "actor": self.actor,
            "organisation": self.organisation,
            "deed": self.deed,
            "object_type": self.object_type,
            "object_id": self.object_id,
            "person": self.person,
            "detail": self.detail,
        }


class Mention(models.Model):
    """That an entry about a list holds this person: how the entry is found back from the person."""

    person = models.UUIDField()
    sequence = models.PositiveBigIntegerField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-sequence"], name="log_mention_person"),
            models.Index(fields=["sequence"], name="log_mention_sequence"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.person}"


class Chain(models.Model):
    """The one row that says where the chain ends and, after its oldest part was deleted, where it begins.

    The database moves the head itself as entries come in (see `walls`).
    """

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)
    first_kept = models.PositiveBigIntegerField(default=1)
    before = models.CharField(max_length=64, default=START)

    def __str__(self) -> str:
        return f"{self.first_kept} to {self.sequence}"


class DoneRequest(models.Model):
    """A request that changed something, by its idempotency key: sent again, it has no second effect."""

    key = models.UUIDField(primary_key=True)
    user = models.UUIDField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.key)
