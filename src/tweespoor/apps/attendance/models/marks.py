"""Marks, sessions that were called off, and absence that was planned."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q

from tweespoor.apps.attendance.rules import GIVING_ROLES
from tweespoor.apps.organisations.scope import ScopedQuerySet
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.rules import MUNICIPAL_ROLES
from tweespoor.apps.schedule.models import Group, LanguageClass
from tweespoor.core.vocabulary import Absence, AbsenceReason, Purpose
from tweespoor.core.week import HalfDay

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User

ABSENCES = [(each.value, each.nl) for each in Absence]
REASONS = [(each.value, each.nl) for each in AbsenceReason]
OF_ONE = Q(group__isnull=True) ^ Q(language_class__isnull=True)
"""A session is one of a group or of a class."""


class MarkQuerySet(ScopedQuerySet[Any]):
    """Reads of marks; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> MarkQuerySet:
        """Of people whose attendance the user may see: all marks for their municipality, for who gives lessons those of
        the own lessons."""
        people = Person.objects.visible_to(user, purpose=Purpose.ATTENDANCE).values("pk")
        municipal = user.memberships.filter(role__in=MUNICIPAL_ROLES).values("organisation")
        giving = user.memberships.filter(role__in=GIVING_ROLES).values("organisation")
        return (
            self._scoped()
            .filter(person__in=people)
            .filter(
                Q(person__municipality__in=municipal)
                | Q(language_class__provider__in=giving)
                | Q(group__trainer__organisation__in=giving)
            )
        )


class AttendanceMark(models.Model):
    """What somebody put on a list about one person; an empty `absence` takes back what was there.

    The id is given by the device that made it, so that what is sent twice is kept once. `made_at` is when it was made
    there, `recorded_at` when it arrived. Made by a user, or by who had a `link`; `file` is the id of
    the school's file that the user read it in from, where there is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attendance_marks")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="attendance_marks", null=True, blank=True)
    language_class = models.ForeignKey(
        LanguageClass, on_delete=models.PROTECT, related_name="attendance_marks", null=True, blank=True
    )
    day = models.DateField()
    half_day = models.CharField(max_length=20)
    absence = models.CharField(max_length=20, blank=True, choices=ABSENCES)
    reason = models.CharField(max_length=20, blank=True, choices=REASONS)
    made_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    link = models.UUIDField(null=True)
    file = models.UUIDField(null=True, blank=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["day", "half_day", "made_at", "recorded_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["group", "day", "half_day"], name="marks_of_a_group_s_session"),
            models.Index(fields=["language_class", "day", "half_day"], name="marks_of_a_class_s_session"),
            models.Index(fields=["person", "day"], name="marks_of_a_person"),
            models.Index(fields=["file"], condition=Q(file__isnull=False), name="marks_of_a_file"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=OF_ONE, name="a_mark_is_of_a_group_or_a_class"),
            models.CheckConstraint(
                condition=Q(reason="") | Q(absence=Absence.AUTHORISED.value), name="only_notice_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(made_at__lte=F("recorded_at")), name="a_mark_is_made_before_it_arrives"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.half_day}: {self.absence or '-'}"


class CancelledSession(models.Model):
    """A session that was called off: nobody is asked who was there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="cancelled", null=True, blank=True)
    language_class = models.ForeignKey(
        LanguageClass, on_delete=models.CASCADE, related_name="cancelled", null=True, blank=True
    )
    day = models.DateField()
    half_day = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["day", "half_day"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=OF_ONE, name="a_cancelled_session_is_of_a_group_or_a_class"),
            models.UniqueConstraint(
                fields=["group", "day", "half_day"], condition=Q(group__isnull=False), name="a_group_cancels_once"
            ),
            models.UniqueConstraint(
                fields=["language_class", "day", "half_day"],
                condition=Q(language_class__isnull=False),
                name="a_class_cancels_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.half_day}"


class PlannedAbsenceQuerySet(ScopedQuerySet[Any]):
    """Reads of planned absence; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> PlannedAbsenceQuerySet:
        """Of the people whose attendance the user may see."""
        people = Person.objects.visible_to(user, purpose=Purpose.ATTENDANCE).values("pk")
        return self._scoped().filter(person__in=people)

    def standing(self) -> PlannedAbsenceQuerySet:
        """What was not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class PlannedAbsence(models.Model):
    """Somebody said beforehand not to come from a day up to and including another, or to one session alone.

    Of one session it holds at the `half_day` of its day alone. `is_own` says that the participant told it on the own
    pages, `file` that it was read in from a file of a school.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="planned_absences")
    first_day = models.DateField()
    last_day = models.DateField()
    half_day = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=20, blank=True, choices=REASONS)
    is_own = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    file = models.UUIDField(null=True, blank=True)

    objects = PlannedAbsenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-first_day"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(half_day="") | Q(first_day=F("last_day")), name="absence_at_a_half_day_is_of_one_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day} - {self.last_day}"

    def covers(self, day: date, half_day: HalfDay) -> bool:
        """Whether the person does not come at this half-day of this day."""
        return self.first_day <= day <= self.last_day and self.half_day in ("", half_day.slug)
