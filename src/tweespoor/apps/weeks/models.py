"""Addresses with which a calendar subscribes to a week."""

from __future__ import annotations

import uuid
from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.organisations.scope import ScopedQuerySet
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models import Group, LanguageClass, Room, Trainer
from tweespoor.apps.weeks.rules import WeekKind

OF_ONE = reduce(or_, (Q(**{f"{each.value}__isnull": each is not kind for each in WeekKind}) for kind in WeekKind))


class CalendarFeedQuerySet(ScopedQuerySet["CalendarFeed"]):
    """Reads of addresses; on behalf of somebody only the application's own (`unscoped`)."""

    def standing(self) -> CalendarFeedQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class CalendarFeed(models.Model):
    """A secret address of somebody's week, for whoever has it, until it is withdrawn; of the secret its digest alone is
    kept.

    That of a participant belongs to the participant. Every other one shows what its maker may see, for as long as that
    is so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calendar_feeds", null=True, blank=True)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="calendar_feeds", null=True, blank=True)
    language_class = models.ForeignKey(
        LanguageClass, on_delete=models.CASCADE, related_name="calendar_feeds", null=True, blank=True
    )
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="calendar_feeds", null=True, blank=True)
    trainer = models.ForeignKey(Trainer, on_delete=models.CASCADE, related_name="calendar_feeds", null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="calendar_feeds", null=True, blank=True
    )
    language = models.CharField(max_length=5)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    read_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=OF_ONE, name="a_feed_is_of_one_week"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(made_by__isnull=False), name="a_feed_has_a_maker"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind.value} {self.made_at:%Y-%m-%d}"

    @property
    def kind(self) -> WeekKind:
        """Whose week it is."""
        return next(kind for kind in WeekKind if getattr(self, f"{kind.value}_id"))
