"""Buildings, their rooms, and travel between zones."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from tweespoor.apps.trajectories.models import Programme


class Location(models.Model):
    """A building where lessons or trainings are held, in one zone of the programme's region."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="locations")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    zone = models.SlugField(max_length=60)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "slug"], name="one_location_per_slug"),
        ]

    def __str__(self) -> str:
        return self.name


class TravelTime(models.Model):
    """Minutes of travel between two zones of a programme's region, in one direction."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="travel_times")
    origin = models.SlugField(max_length=60)
    destination = models.SlugField(max_length=60)
    minutes = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "origin", "destination"], name="one_travel_time_per_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.origin} - {self.destination}: {self.minutes}"


class Room(models.Model):
    """A room with the number of people it holds and the half-days it is open."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=120)
    capacity = models.PositiveIntegerField()
    half_days = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
