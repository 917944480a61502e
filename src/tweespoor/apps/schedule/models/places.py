"""Buildings, their rooms, and travel between zones."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.people.models.assessments import private_files
from tweespoor.apps.schedule.models.kept import SupplyQuerySet, one_current, removed_at
from tweespoor.apps.trajectories.models import Programme


def name_of_picture(_location: Location, _given: str) -> str:
    """A name that is another one for each picture."""
    name = uuid.uuid4().hex
    return f"places/{name[:2]}/{name}"


class Location(models.Model):
    """A building where lessons or trainings are held, in one zone of the programme's region.

    `route` says in plain words how to get there, and `picture` shows it (see `pictures.py`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="locations")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    zone = models.SlugField(max_length=60)
    address = models.CharField(max_length=200, blank=True)
    route = models.CharField(max_length=300, blank=True)
    picture = models.FileField(storage=private_files, upload_to=name_of_picture, blank=True)
    removed_at = removed_at()

    objects = SupplyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [one_current("programme", "slug", name="one_location_per_slug")]

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """A part of the region that people travel from and to, with the coordinates (WGS 84) of its middle where known.

    People and locations name their zone by its slug, for a postcode area its four digits.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="zones")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    removed_at = removed_at()

    objects = SupplyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            one_current("programme", "slug", name="one_zone_per_slug"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="a_zone_lies_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TravelFactors(models.Model):
    """How fast people travel in a programme's region, in tenths of a minute per kilometre as the crow flies."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="travel_factors")
    bicycle = models.PositiveIntegerField(default=50)
    car = models.PositiveIntegerField(default=20)
    public_transport = models.PositiveIntegerField(default=40)

    class Meta:
        verbose_name_plural = "travel factors"

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.bicycle}, {self.car}, {self.public_transport}"


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
    removed_at = removed_at()

    objects = SupplyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
