"""Requests of participants, hand-overs, proposals to delete, and what stays for figures without the person.

People are named by their random id, not by a foreign key: a request and its outcome outlive the dossier.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.rights.rules import (
    RETENTION_ROLES,
    RIGHTS_ROLES,
    HandOverStatus,
    InformedHow,
    Outcome,
    ProposalStatus,
    RequestKind,
)
from tweespoor.apps.rights.terms import RETENTION
from tweespoor.apps.trajectories.models import Programme

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User


class RequestQuerySet(models.QuerySet["Request"]):
    """Reads of requests; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> RequestQuerySet:
        """The requests of the municipalities whose participants' rights the user handles."""
        return self.filter(municipality__in=user.memberships.filter(role__in=RIGHTS_ROLES).values("organisation"))


class Request(models.Model):
    """What a participant asked about the data kept, and how it was settled."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="requests")
    person = models.UUIDField()
    kind = models.CharField(max_length=20, choices=RequestKind.choices)
    received_on = models.DateField()
    due_on = models.DateField()
    note = models.TextField(blank=True)
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True)
    recorded_by = models.UUIDField(null=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [models.Index(fields=["person"], name="rights_request_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, outcome="") | (Q(done_on__isnull=False) & ~Q(outcome="")),
                name="a_settled_request_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=models.F("received_on")),
                name="a_request_is_settled_after_it_came",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.received_on}"


class HandOverQuerySet(models.QuerySet["HandOver"]):
    """Reads of hand-overs; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> HandOverQuerySet:
        """The hand-overs from and to the municipalities whose participants' rights the user handles."""
        own = user.memberships.filter(role__in=RIGHTS_ROLES).values("organisation")
        return self.filter(Q(sender__in=own) | Q(receiver__in=own))


class HandOver(models.Model):
    """A participant who moves to another municipality: proposed by the one, accepted by the other.

    The id is the reference that both sides have in common; `person` is the dossier of the sender, `new_person` that
    of the receiver. `consented` are the sets of facts that go along only because the person agreed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sent_people")
    receiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="received_people")
    person = models.UUIDField()
    new_person = models.UUIDField(null=True)
    informed_on = models.DateField()
    informed_how = models.CharField(max_length=20, choices=InformedHow.choices)
    consented = models.JSONField(default=list)
    status = models.CharField(max_length=12, choices=HandOverStatus.choices, default=HandOverStatus.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-proposed_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(sender=models.F("receiver")), name="a_hand_over_goes_elsewhere"),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(status__in=[HandOverStatus.PROPOSED.value, HandOverStatus.ACCEPTED.value]),
                name="one_hand_over_of_a_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Reads of proposals; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> ProposalQuerySet:
        """The proposals of the municipalities where the user confirms what is deleted."""
        return self.filter(municipality__in=user.memberships.filter(role__in=RETENTION_ROLES).values("organisation"))


class Proposal(models.Model):
    """What can be deleted because its term is over: of one municipality, or of the installation where there is none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposals", null=True)
    status = models.CharField(max_length=12, choices=ProposalStatus.choices, default=ProposalStatus.OPEN)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.made_on}"


class ProposalItem(models.Model):
    """One thing to delete: of a person where there is one, otherwise `rows` rows together.

    `held` says that it waits, because a request of the person is open.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20, choices=[(term.kind, term.kind) for term in RETENTION])
    person = models.UUIDField(null=True)
    rows = models.PositiveIntegerField(default=1)
    ended_on = models.DateField(null=True)
    over_on = models.DateField()
    held = models.BooleanField(default=False)
    done = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["kind", "over_on", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.over_on}"


class KeptPerson(models.Model):
    """Somebody whose dossier was deleted, as far as figures of the past need: no name, no number, a new random id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="kept_people")
    joined_on = models.DateField()

    def __str__(self) -> str:
        return str(self.id)


class KeptFact(models.Model):
    """An answer that figures of the past count; a date of birth is made coarse, sources are left out."""

    kept = models.ForeignKey(KeptPerson, on_delete=models.CASCADE, related_name="facts")
    variable = models.CharField(max_length=60)
    state = models.CharField(max_length=10)
    value = models.TextField(blank=True)
    valid_on = models.DateField()
    known_on = models.DateField()
    known_until = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["-valid_on", "-known_on", "-id"]

    def __str__(self) -> str:
        return f"{self.variable}: {self.state}"
