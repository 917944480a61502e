"""What every list on its way in has: its cells while somebody works at them, and what was decided about them."""

from __future__ import annotations

import uuid

from django.db import models


class ListInHand(models.Model):
    """A list on its way in. What stands in its cells is kept until it is in, thrown away, or too old; then only counts.

    `kept` holds the cells, `mends` and `decisions` what was decided about them; `version` counts the changes, so that
    somebody who saves over another's change is told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_hash = models.CharField(max_length=64)
    kept = models.BinaryField(null=True)
    sheet = models.PositiveIntegerField(default=0)
    heading_row = models.PositiveIntegerField(default=0)
    group_row = models.PositiveIntegerField(default=0)
    targets = models.JSONField(default=dict)
    mends = models.JSONField(default=list)
    decisions = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    class Meta:
        abstract = True
