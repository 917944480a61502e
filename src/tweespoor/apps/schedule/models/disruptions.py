"""What changes while a timetable is in force: what happened, and who or which room takes over for one meeting."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models.classes import LanguageClass
from tweespoor.apps.schedule.models.offers import Trainer
from tweespoor.apps.schedule.models.places import Location, Room
from tweespoor.apps.trajectories.models import Programme


class DisruptionKind(models.TextChoices):
    """What can happen, by its part of the address."""

    TRAINER = "trainer", _("Een trainer kan niet")
    ROOM = "lokaal", _("Een lokaal is dicht")
    LOCATION = "gebouw", _("Een gebouw is dicht")
    CLASS = "taalklas", _("Een taalklas krijgt andere tijden")
    JOB = "werk", _("Een deelnemer krijgt werk of kan op minder dagdelen")
    LOCKDOWN = "lockdown", _("Een lockdown")
    GROUP = "groep", _("Een groep gaat online, of weer naar de locatie")


class Disruption(models.Model):
    """Something that happened while a timetable was in force, from a day up to and including another, or for good.

    `half_days` are the new times of a class, or those at which a participant works. `treatments` say of a lockdown what
    is done per kind of activity, and of one `group` what is done with its kind. Why a trainer is away is not kept.

    `settled` is what was carried out, to be taken back: the ids of what was `called_off`, of what was `taken_over` the
    stand-in's `id`, `what` (trainer or room), `now` and `before`, and of groups that went online or came back (`modes`)
    the group's `id`, its mode with its days `now` and `before`, and how many `meetings` that is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="disruptions")
    kind = models.CharField(max_length=20, choices=DisruptionKind.choices)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    language_class = models.ForeignKey(LanguageClass, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    group = models.ForeignKey("schedule.Group", on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="disruptions", null=True, blank=True)
    half_days = models.JSONField(default=list, blank=True)
    treatments = models.JSONField(default=dict, blank=True)
    settled = models.JSONField(default=dict, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        ordering: ClassVar = ["-recorded_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="a_disruption_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_day}"


class StandIn(models.Model):
    """Another trainer, or another room, for one meeting of a group of the timetable in force."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey("schedule.Group", on_delete=models.CASCADE, related_name="stand_ins")
    day = models.DateField()
    half_day = models.CharField(max_length=20)
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="stand_ins", null=True, blank=True)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="stand_ins", null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        ordering: ClassVar = ["day", "half_day"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "day", "half_day"], name="one_stand_in_per_meeting"),
            models.CheckConstraint(
                condition=Q(trainer__isnull=False) | Q(room__isnull=False), name="a_stand_in_takes_over_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.day} {self.half_day}"
