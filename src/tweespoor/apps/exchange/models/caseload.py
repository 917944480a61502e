"""An import of a caseload list, and which column holds what in a municipality's lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.exchange.models.lists import ListInHand
from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.people.rules import REGISTERING_ROLES

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User


class ImportStatus(models.TextChoices):
    """Where an import stands, in the order it goes."""

    SHEET = "sheet"
    COLUMNS = "columns"
    CHECK = "check"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    UNDONE = "undone"
    DISCARDED = "discarded"


OPEN = (ImportStatus.SHEET, ImportStatus.COLUMNS, ImportStatus.CHECK)
"""Somebody is still working at it."""

BUSY = (ImportStatus.QUEUED, ImportStatus.RUNNING)


class ImportQuerySet(models.QuerySet["Import"]):
    """Reads of imports."""

    def visible_to(self, user: User) -> ImportQuerySet:
        """The imports of the municipalities where the user registers."""
        own = user.memberships.filter(role__in=[role.value for role in REGISTERING_ROLES])
        return self.filter(organisation__in=own.values("organisation"))


class Import(ListInHand):
    """A list on its way in, and what became of it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="imports")
    status = models.CharField(max_length=12, choices=ImportStatus.choices, default=ImportStatus.SHEET)
    list_day = models.DateField(null=True)
    heard_at = models.DateTimeField(null=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    failed = models.SlugField(max_length=40, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["organisation", "file_hash"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(status__in=["queued", "running"]),
                name="one_running_import_per_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Somebody is still working at it."""
        return self.status in OPEN

    @property
    def is_busy(self) -> bool:
        """It waits for a worker, or is being worked off."""
        return self.status in BUSY


class ImportedPerson(models.Model):
    """Somebody whom an import added; no foreign key to the person, so that nothing blocks deletion."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="people")
    person = models.UUIDField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "person"], name="imported_once_per_import"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class ColumnMapping(models.Model):
    """Which column holds what in a municipality's lists with these headings, as somebody said it last."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="column_mappings")
    headings = models.CharField(max_length=64)
    targets = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-used_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "headings"], name="one_mapping_per_set_of_headings"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.headings[:8]}"
