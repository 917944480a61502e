"""Language classes and who is in them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models.kept import SupplyQuerySet, removed_at
from tweespoor.apps.schedule.models.levels import LEVELS
from tweespoor.apps.schedule.models.places import Location
from tweespoor.apps.trajectories.models import Programme


class LanguageClass(models.Model):
    """A language class of a provider with its fixed half-days; its teachers see who is in it.

    `hours` are the begin and end per half-day (`{"mon-morning": ["09:30", "12:15"]}`) where they differ from the
    half-day's own. Whoever is in a class of `switch_from` may switch to this one. `code` is what its provider calls it
    in its own lists, where it has one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="language_classes")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="language_classes")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="language_classes")
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=10, choices=LEVELS)
    half_days = models.JSONField(default=list)
    hours = models.JSONField(default=dict, blank=True)
    free_seats = models.PositiveIntegerField(default=0)
    teachers = models.ManyToManyField("organisations.User", related_name="taught_classes", blank=True)
    switch_from = models.ManyToManyField("self", symmetrical=False, related_name="switch_to", blank=True)
    removed_at = removed_at()

    objects = SupplyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name_plural = "language classes"

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """A person in a language class, since which day where that is known, and the classes the person may switch to."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="enrolment")
    language_class = models.ForeignKey(LanguageClass, on_delete=models.PROTECT, related_name="enrolments")
    since = models.DateField(null=True, blank=True)
    options = models.ManyToManyField(LanguageClass, related_name="possible_enrolments", blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} / {self.language_class_id}"


class PastEnrolment(models.Model):
    """A class that a person was in before, up to and including a day, for the lists of then; without `since` it is not
    known from when on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="past_enrolments")
    language_class = models.ForeignKey(LanguageClass, on_delete=models.PROTECT, related_name="past_enrolments")
    since = models.DateField(null=True, blank=True)
    until = models.DateField()

    class Meta:
        ordering: ClassVar = ["until"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(since__isnull=True) | models.Q(until__gte=models.F("since")),
                name="a_past_enrolment_ends_after_its_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.language_class_id}"
