"""What there is to plan with, and the timetables made of it.

Half-days are stored as their slugs (`mon-morning`), in lists.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.organisations.scope import ScopedQuerySet
from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import ActivityKind, LanguageLevel, Role

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User

LEVELS = [(level.value, level.nl) for level in LanguageLevel]


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

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class LanguageClass(models.Model):
    """A language class of a provider with its fixed half-days; its teachers see who is in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="language_classes")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="language_classes")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="language_classes")
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=10, choices=LEVELS)
    half_days = models.JSONField(default=list)
    free_seats = models.PositiveIntegerField(default=0)
    teachers = models.ManyToManyField("organisations.User", related_name="taught_classes", blank=True)

    class Meta:
        ordering: ClassVar = ["name"]
        verbose_name_plural = "language classes"

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """A person in a language class, and the classes the person may switch to."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="enrolment")
    language_class = models.ForeignKey(LanguageClass, on_delete=models.PROTECT, related_name="enrolments")
    options = models.ManyToManyField(LanguageClass, related_name="possible_enrolments", blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} / {self.language_class_id}"


class Period(models.Model):
    """A stretch of weeks in which timetables do not change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="periods")
    name = models.CharField(max_length=80)
    starts_on = models.DateField()
    weeks = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["starts_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "starts_on"], name="one_period_per_start"),
            models.CheckConstraint(condition=Q(weeks__gte=1), name="a_period_lasts"),
        ]

    def __str__(self) -> str:
        return self.name


class Offer(models.Model):
    """A training that groups can be formed for; `slug` is the design's name for it.

    `half_days` are those at which it may be held; an empty list is all of them.
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
    rooms = models.ManyToManyField(Room, related_name="offers", blank=True)
    trainers = models.ManyToManyField(Trainer, related_name="offers", blank=True)
    after = models.ManyToManyField("self", symmetrical=False, related_name="before", blank=True)

    class Meta:
        ordering: ClassVar = ["slug"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "slug"], name="one_offer_per_slug"),
            models.CheckConstraint(
                condition=Q(min_size__gte=1) & Q(max_size__gte=models.F("min_size")), name="offer_sizes_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name_nl


class TimetableStatus(models.TextChoices):
    """From asked-for to published."""

    QUEUED = "queued"
    RUNNING = "running"
    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"
    FAILED = "failed"


class Timetable(models.Model):
    """A plan of groups for a programme: a planner's run, its draft, and, published, the timetable in force."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="timetables")
    status = models.CharField(max_length=12, choices=TimetableStatus.choices, default=TimetableStatus.QUEUED)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField()
    seed = models.PositiveIntegerField(default=1)
    stop_asked = models.BooleanField(default=False)
    heard_at = models.DateTimeField(null=True, blank=True)
    elapsed = models.FloatField(default=0)
    score = models.PositiveBigIntegerField(null=True, blank=True)
    bound = models.PositiveBigIntegerField(null=True, blank=True)
    breakdown = models.JSONField(default=dict)
    placed = models.PositiveIntegerField(null=True, blank=True)
    demanded = models.PositiveIntegerField(null=True, blank=True)
    unavoidable = models.PositiveBigIntegerField(null=True, blank=True)
    method = models.CharField(max_length=60, blank=True)
    switches = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(status="published"), name="one_published_timetable"
            ),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(status__in=["queued", "running"]), name="one_planner_run_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.asked_at:%Y-%m-%d %H:%M}"


class GroupQuerySet(ScopedQuerySet["Group"]):
    """Reads of groups; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> GroupQuerySet:
        """Groups of the user's municipality; for trainers the groups they give, in published timetables."""
        municipal = user.memberships.filter(role__in=[Role.CASE_MANAGER, Role.PROJECT_LEADER]).values("organisation")
        training = user.memberships.filter(role=Role.TRAINER).values("organisation")
        return (
            self._scoped()
            .filter(
                Q(timetable__programme__municipality__in=municipal)
                | Q(trainer__user=user, trainer__organisation__in=training, timetable__status=TimetableStatus.PUBLISHED)
            )
            .distinct()
        )


class Group(models.Model):
    """An offer held in a period, in a room, by a trainer, at the same half-days every week."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="groups")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="groups")
    number = models.PositiveIntegerField()
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="groups")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="groups")
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="groups")
    sessions = models.JSONField(default=list)
    outside = models.PositiveIntegerField(default=0)
    participants = models.ManyToManyField(Person, related_name="groups", blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["period__starts_on", "offer__slug", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["timetable", "offer", "number"], name="one_group_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.offer} {self.number}"


class Unplaced(models.Model):
    """A demand the planner could not place, with what stood in the way of the nearest possibility.

    `forced` says that no plan at all could place it; `sessions` are the half-days of that possibility, where it is
    one.
    """

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="unplaced")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="unplaced")
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="unplaced")
    reasons = models.JSONField(default=list)
    forced = models.BooleanField(default=False)
    sessions = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["offer__slug", "person__family_name", "person__given_name"]

    def __str__(self) -> str:
        return f"{self.person_id}: {', '.join(self.reasons)}"
