"""What participants and colleagues were told, and are to be told: outboxes of which rows stay as the record of what was
sent."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.organisations.scope import ScopedQuerySet
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.rules import MUNICIPAL_ROLES
from tweespoor.apps.telling.rules import Channel, Concern, MessageKind, MessageState
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import Purpose

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User


class MessageQuerySet(ScopedQuerySet[Any]):
    """Reads of messages; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> MessageQuerySet:
        """Of the people of the user's municipality whose address and attendance the user may see."""
        reached = Person.objects.visible_to(user, purpose=Purpose.CONTACT).values("pk")
        attending = Person.objects.visible_to(user, purpose=Purpose.ATTENDANCE).values("pk")
        municipal = user.memberships.filter(role__in=MUNICIPAL_ROLES).values("organisation")
        return (
            self._scoped().filter(person__in=reached).filter(person__in=attending, person__municipality__in=municipal)
        )


class Outgoing(models.Model):
    """A row of an outbox: who asked for it when, and how sending it goes."""

    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    state = models.CharField(max_length=20, choices=MessageState, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Message(Outgoing):
    """One message to one person: when and where, and nothing of the person but whom it is for.

    The address is looked up at sending and not kept here. `about` names what the message is about, so that the same is
    never told twice. A message of a changed timetable has no hour and no place of its own, only the day from which it
    holds and `moments`: what is new, gone and elsewhere (`rules.Moment`). What goes on for some time holds up to and
    including `until`, where that is known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=20, choices=MessageKind)
    about = models.CharField(max_length=100)
    day = models.DateField()
    until = models.DateField(null=True, blank=True)
    starts = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    moments = models.JSONField(default=list, blank=True)
    channel = models.CharField(max_length=10, blank=True, choices=Channel)
    language = models.CharField(max_length=5, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "day", "starts"]
        indexes: ClassVar = [models.Index(fields=["state", "try_at"], name="messages_to_send")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "about"], name="the_same_is_told_once"),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT) | (~Q(channel="") & ~Q(language="")),
                name="what_was_sent_went_some_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class Notice(Outgoing):
    """One message to a colleague, by e-mail: from which day another timetable of a programme concerns her, and as what;
    or that meetings she gives change, up to a day.

    `lines` say what changes, of groups and classes; who is in them is read in the application, by those who may.
    `about` names the timetable or the change, so that the same is never told twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey("organisations.User", on_delete=models.CASCADE, related_name="notices")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="notices")
    concern = models.CharField(max_length=20, choices=Concern)
    about = models.CharField(max_length=100)
    day = models.DateField()
    lines = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "day"]
        indexes: ClassVar = [models.Index(fields=["state", "try_at"], name="notices_to_send")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "concern", "about"], name="a_colleague_is_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.concern} {self.day}"
