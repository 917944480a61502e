"""Links with which somebody without an account fills in one list."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from tweespoor.apps.attendance.models.marks import OF_ONE
from tweespoor.apps.schedule.models import Group, LanguageClass


class AttendanceLink(models.Model):
    """The list of one group or class on one day, for whoever has the link: it is secret, ends by itself and can be
    withdrawn. Of the secret its digest is kept alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="attendance_links", null=True, blank=True)
    language_class = models.ForeignKey(
        LanguageClass, on_delete=models.CASCADE, related_name="attendance_links", null=True, blank=True
    )
    day = models.DateField()
    half_day = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=OF_ONE, name="a_link_is_of_a_group_or_a_class"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.half_day}"
