"""Trainings that groups can be formed for, who gives them, and the periods they are given in."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.schedule.models.kept import SupplyQuerySet, one_current, removed_at
from tweespoor.apps.schedule.models.levels import LEVELS
from tweespoor.apps.schedule.models.places import Room
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import ActivityKind


class Trainer(models.Model):
    """Somebody who gives trainings in a programme, with the half-days that suit and the sessions a week at most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="trainers")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="trainers", null=True, blank=True
    )
    user = models.ForeignKey(
        "organisations.User", on_delete=models.SET_NULL, related_name="trainer_in", null=True, blank=True
    )
    name = models.CharField(max_length=120)
    half_days = models.JSONField(default=list)
    max_sessions = models.PositiveIntegerField()
    removed_at = removed_at()

    objects = SupplyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Period(models.Model):
    """A stretch of weeks in which timetables do not change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="periods")
    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    weeks = models.PositiveIntegerField()
    removed_at = removed_at()

    objects = SupplyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            one_current("programme", "starts_on", name="one_period_per_start"),
            models.CheckConstraint(condition=Q(weeks__gte=1), name="a_period_lasts"),
        ]

    def __str__(self) -> str:
        return self.name


class Offer(models.Model):
    """A training that groups can be formed for; `slug` is the design's name for it.

    `half_days` are those at which it may be held; an empty list is all of them. `hours` are the begin and end per part
    of the day (`{"morning": ["09:30", "11:30"]}`) where they differ from the half-day's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="offers")
    slug = models.SlugField(max_length=80)
    name_nl = models.CharField(max_length=160)
    name_en = models.CharField(max_length=160)
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.nl) for kind in ActivityKind])
    sessions = models.PositiveIntegerField(default=1)
    length = models.PositiveIntegerField(default=1)
    weeks = models.PositiveIntegerField()
    min_size = models.PositiveIntegerField()
    max_size = models.PositiveIntegerField()
    level_min = models.CharField(max_length=10, choices=LEVELS)
    level_max = models.CharField(max_length=10, choices=LEVELS)
    max_level_spread = models.PositiveIntegerField()
    max_groups = models.PositiveIntegerField()
    outside_seats = models.PositiveIntegerField(default=0)
    group_cost = models.PositiveIntegerField(default=0)
    preteach = models.BooleanField(default=False)
    half_days = models.JSONField(default=list)
    hours = models.JSONField(default=dict, blank=True)
    rooms = models.ManyToManyField(Room, related_name="offers", blank=True)
    trainers = models.ManyToManyField(Trainer, related_name="offers", blank=True)
    after = models.ManyToManyField("self", symmetrical=False, related_name="before", blank=True)
    removed_at = removed_at()

    objects = SupplyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["slug"]
        constraints: ClassVar = [
            one_current("programme", "slug", name="one_offer_per_slug"),
            models.CheckConstraint(
                condition=Q(min_size__gte=1) & Q(max_size__gte=models.F("min_size")), name="offer_sizes_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name_nl
