"""What a case manager works with: own people, whom colleagues gave, own views of the list, and questions put off."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Transfer(models.Model):
    """People given from one case manager to another, by one of these two or by who divides the people; both see it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="transfers")
    giver = models.ForeignKey("organisations.User", on_delete=models.CASCADE, related_name="transfers_given")
    receiver = models.ForeignKey("organisations.User", on_delete=models.CASCADE, related_name="transfers_received")
    done_by = models.ForeignKey("organisations.User", on_delete=models.CASCADE, related_name="transfers_done")
    done_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-done_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(giver=models.F("receiver")), name="a_transfer_is_to_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} > {self.receiver_id}"


class Caseload(models.Model):
    """A person in somebody's care, from a day on; `until` is the first day on which that is over.

    `transfer` is what brought the person into this care, where a colleague gave the person; `given_away` is what ended
    it, where the person was given to a colleague. With `given_back` that care goes on, in a row of its own that has the
    same `transfer` as the one that was ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="caseloads")
    user = models.ForeignKey("organisations.User", on_delete=models.CASCADE, related_name="caseloads")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    transfer = models.ForeignKey(Transfer, on_delete=models.SET_NULL, related_name="caseloads", null=True, blank=True)
    given_away = models.ForeignKey(Transfer, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)
    given_back = models.ForeignKey(Transfer, on_delete=models.SET_NULL, related_name="+", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["since"]
        indexes: ClassVar = [models.Index(fields=["user", "until", "person"], name="people_in_a_caseload")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "user"], condition=Q(until__isnull=True), name="once_in_a_caseload_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="a_caseload_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.user_id}"


class SavedView(models.Model):
    """A list of people that somebody comes back to: a name of one's own, and the filters as the page's address has
    them. Never what was searched for: names of people are not kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("organisations.User", on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60)
    filters = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="one_view_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class PostponedQuestion(models.Model):
    """A question about somebody that a user cannot answer yet; it is not put to that user before `until`.

    `variable` is a variable, or a question of the design that somebody follows.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("organisations.User", on_delete=models.CASCADE, related_name="postponed_questions")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="postponed_questions")
    variable = models.SlugField(max_length=100)
    until = models.DateField()

    class Meta:
        ordering: ClassVar = ["until"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "person", "variable"], name="a_question_is_put_off_once"),
        ]

    def __str__(self) -> str:
        return f"{self.variable} until {self.until}"
