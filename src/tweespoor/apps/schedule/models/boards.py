"""What is kept of work on the board: changes by hand, and the concessions that would help most."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models.offers import Offer
from tweespoor.apps.schedule.models.timetables import Timetable


class BoardChange(models.Model):
    """A change by hand to a draft, with what is needed to undo it and do it again.

    `groups` has per group its `id` and its columns `before` and `after`; None where it was not there. `terms` are the
    points by which the score got worse.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    kind = models.CharField(max_length=20)
    groups = models.JSONField(default=list)
    terms = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["timetable", "number"], name="one_change_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.timetable_id}: {self.number} {self.kind}"


class ChangedSeat(models.Model):
    """Somebody who came into a group, or left it, with a change by hand.

    `waits` tells whether the person waits as long as the person is not in that group: of who came, whether that was so
    before, of who left, whether it is so since. `waits_for` is the training that is waited for then, where that is
    another one that the person asks for instead; `reasons`, `forced` and `sessions` are what is said of it, as of
    `Unplaced`. `pinned` tells whether the person was pinned in the group when leaving it, so that coming back is coming
    back pinned.
    """

    change = models.ForeignKey(BoardChange, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="changed_seats")
    group = models.UUIDField()
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="changed_seats")
    joined = models.BooleanField()
    waits = models.BooleanField(default=True)
    waits_for = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    reasons = models.JSONField(default=list)
    forced = models.BooleanField(default=False)
    sessions = models.JSONField(default=list)
    pinned = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.change_id}: {self.person_id}"


class Bottleneck(models.Model):
    """A single concession that would place more people in a timetable, and how many more.

    That of rank 0 is the one that the timetable itself is planned with, as if it were made.

    `rank` 0 is that with which the timetable itself was planned. `kind` and `fields` say who would do what; where that
    is a participant, it is `person` and not among the fields. The sentences call things by their ids.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="bottlenecks")
    rank = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    fields = models.JSONField(default=dict)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="bottlenecks", null=True, blank=True)
    people = models.IntegerField()
    points = models.IntegerField()
    sentence_nl = models.TextField()
    sentence_en = models.TextField()

    class Meta:
        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["timetable", "rank"], name="one_bottleneck_per_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.timetable_id}: {self.rank} {self.kind}"
