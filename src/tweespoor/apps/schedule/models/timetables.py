"""Timetables that the planner made, with their groups and who is in them."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.scope import ScopedQuerySet, whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models.disruptions import Disruption
from tweespoor.apps.schedule.models.offers import Offer, Period, Trainer
from tweespoor.apps.schedule.models.places import Room
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import Role

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User


class TimetableStatus(models.TextChoices):
    """From asked-for to published."""

    QUEUED = "queued"
    RUNNING = "running"
    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"
    FAILED = "failed"


class Timetable(models.Model):
    """A plan of groups for a programme: a planner's run, its draft, and, published, the timetable in force.

    `version` is the number of the last change by hand that stands; changes above it were undone. A run that
    `keeps_to_base` starts from the timetable it is `based_on`, and keeps what is pinned there. One that was planned
    after a disruption reckons with that: `happened` is its id and no key, so that a timetable does not hang from the
    person whom it is about. `choice` says for which periods and people it was made, by their ids; empty where that is
    all of them. Timetables of several programmes that were made in one puzzle have the same `together`, and of each
    `together_with` has the ids of the other programmes, also when their drafts are gone. Of a run that failed for what
    is pinned, `in_the_way` has per group its `offer`, `number` and `reasons`; the people are its `unplaced`.
    """

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
    name = models.CharField(max_length=80, blank=True)
    based_on = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="copies", null=True, blank=True)
    keeps_to_base = models.BooleanField(default=False)
    happened = models.UUIDField(null=True, blank=True)
    choice = models.JSONField(default=dict, blank=True)
    together = models.UUIDField(null=True, blank=True)
    together_with = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=0)
    in_the_way = models.JSONField(default=list, blank=True)
    bottlenecks_asked_at = models.DateTimeField(null=True, blank=True)
    bottlenecks_found_at = models.DateTimeField(null=True, blank=True)

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

    @property
    def disruption(self) -> Disruption | None:
        """What it reckons with, where that is still there and, on behalf of somebody, where that one may see it."""
        if self.happened is None:
            return None
        rows = Disruption.objects.filter(pk=self.happened)
        with whole_registry(why="what is of nobody in particular may be seen by who sees the draft"):
            found = rows.filter(person__isnull=True).first()
        return found or rows.first()


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


class GroupMode(models.TextChoices):
    """Where the people of a group are."""

    ON_SITE = "on-site", _("op locatie")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("deels online")

    def at(self, where: str) -> str:
        """Where that is, for a group whose own place is `where`."""
        return {GroupMode.ON_SITE: where, GroupMode.HYBRID: f"{where} / online", GroupMode.ONLINE: "online"}[self]


class Group(models.Model):
    """An offer held in a period, in a room, by a trainer, at the same half-days every week.

    `pins` says what a planner that goes on from this timetable keeps: `time`, `room`, `trainer`, `people`. A group that
    is online or hybrid is so from `mode_since` up to and including `mode_until`; an empty day is no limit.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="groups")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="groups")
    number = models.PositiveIntegerField()
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="groups")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="groups")
    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="groups")
    sessions = models.JSONField(default=list)
    outside = models.PositiveIntegerField(default=0)
    pins = models.JSONField(default=list, blank=True)
    mode = models.CharField(max_length=10, choices=GroupMode.choices, default=GroupMode.ON_SITE)
    mode_since = models.DateField(null=True, blank=True)
    mode_until = models.DateField(null=True, blank=True)
    participants = models.ManyToManyField(Person, through="Seat", related_name="groups", blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["period__starts_on", "offer__slug", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["timetable", "offer", "number"], name="one_group_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.offer} {self.number}"

    def mode_on(self, day: date) -> GroupMode:
        """Where the people of the group are on a day."""
        outside = (self.mode_since and day < self.mode_since) or (self.mode_until and day > self.mode_until)
        return GroupMode.ON_SITE if outside else GroupMode(self.mode)


class Seat(models.Model):
    """Somebody who is in a group. Who is `pinned` there stays when a planner goes on; that says nothing of others."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seats")
    pinned = models.BooleanField(default=False)

    class Meta:
        db_table = "schedule_group_participants"
        unique_together: ClassVar = [("group", "person")]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.person_id}"


class Unplaced(models.Model):
    """A demand the planner could not place, with what stood in the way of the nearest possibility.

    `forced` says that no plan at all could place it; `sessions` are the half-days of that possibility, where it is
    one. Of a run that failed for what is pinned, it is a seat that cannot be kept.
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
