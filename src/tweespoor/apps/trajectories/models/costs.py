"""What programmes pay: prices agreed, budgets, amounts spent, and the purse for breakthroughs. Amounts are in cents."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.organisations.scope import ScopedQuerySet
from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.models.programmes import Programme
from tweespoor.apps.trajectories.rules import ALL_COSTS_ROLES, PARTNER_COSTS_ROLES
from tweespoor.core.costs import Need, Per, RequestState

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User

INVOICE = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9./_-]*$")
"""A reference of an invoice: letters, digits and marks without spaces, so that no name fits in it by accident."""


class PaidQuerySet(ScopedQuerySet[models.Model]):
    """Reads of prices and amounts; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> PaidQuerySet:
        """All of the municipalities whose costs the user may see; of others what is the user's own organisation's."""
        own = user.memberships.filter(role__in=ALL_COSTS_ROLES).values("organisation")
        partner = user.memberships.filter(role__in=PARTNER_COSTS_ROLES).values("organisation")
        return self._scoped().filter(Q(programme__municipality__in=own) | Q(provider__in=partner))


class PriceAgreement(models.Model):
    """What a provider is paid for a block, per what, and from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="prices")
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="prices")
    block = models.SlugField(max_length=80)
    per = models.CharField(max_length=20, choices=[(per.value, per.nl) for per in Per])
    cents = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    objects = PaidQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["block", "-valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "provider", "block", "valid_from"], name="one_price_agreed_per_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="a_price_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block}: {self.cents} per {self.per}"


class Budget(models.Model):
    """What a programme may cost in a year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="budgets")
    year = models.PositiveSmallIntegerField()
    cents = models.PositiveBigIntegerField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "year"], name="one_budget_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.year}"


class Spending(models.Model):
    """An amount spent (below zero: a credit), with the people it was for: one, the members of a group, or nobody.

    What turned out wrong is not deleted: `withdrawn_at` says from when it no longer counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="spendings")
    provider = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="spendings", null=True, blank=True
    )
    block = models.SlugField(max_length=80, blank=True)
    spent_on = models.DateField()
    cents = models.BigIntegerField()
    invoice = models.CharField(max_length=40, blank=True, validators=[INVOICE])
    people = models.ManyToManyField(Person, related_name="spendings", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True)

    objects = PaidQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-spent_on", "-recorded_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(cents=0), name="an_amount_spent_is_not_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.spent_on}: {self.cents}"


class Purse(models.Model):
    """A small purse of a programme, to spend quickly on what stands in people's way; one at a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="purses")
    cents = models.PositiveIntegerField()
    per_person_cents = models.PositiveIntegerField(null=True, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-since"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(until__isnull=True), name="one_purse_at_a_time_per_programme"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="a_purse_ends_after_its_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.cents}"


class PurseRequestQuerySet(ScopedQuerySet["PurseRequest"]):
    """Reads of requests; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> PurseRequestQuerySet:
        """Those for people whom the user sees as somebody of their municipality; partners see none."""
        people = Person.objects.visible_to(user).values("pk")
        own = user.memberships.filter(role__in=ALL_COSTS_ROLES).values("organisation")
        return self._scoped().filter(person__in=people, purse__programme__municipality__in=own)


class PurseRequest(models.Model):
    """Money asked from the purse for somebody: what for, and what was decided by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purse = models.ForeignKey(Purse, on_delete=models.CASCADE, related_name="requests")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="purse_requests")
    need = models.CharField(max_length=20, choices=[(need.value, need.nl) for need in Need])
    what = models.CharField(max_length=160, blank=True)
    cents = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=[(state.value, state.nl) for state in RequestState], default=RequestState.ASKED.value
    )
    why = models.CharField(max_length=160, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True)

    objects = PurseRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="a_request_is_for_an_amount"),
            models.CheckConstraint(
                condition=Q(state=RequestState.ASKED.value, decided_at__isnull=True)
                | (~Q(state=RequestState.ASKED.value) & Q(decided_at__isnull=False)),
                name="a_decision_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need}: {self.cents}"
