"""With whom people are shared, what they consent to, and access in an emergency."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.rules import PARTNER_ROLES, PERSONAL_ROLES
from tweespoor.core.access import AFTER_SHARING
from tweespoor.core.vocabulary import Purpose, Role

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User


class SharingQuerySet(models.QuerySet["Sharing"]):
    """Reads of with whom people are shared."""

    def active(self) -> SharingQuerySet:
        """Those that last today: begun, and not ended longer ago than a partner needs to finish."""
        today = timezone.localdate()
        lasts = Q(until__isnull=True) | Q(until__gte=today - AFTER_SHARING)
        return self.filter(lasts, since__lte=today)

    def active_for(self, user: User, *, roles: Iterable[Role] = PARTNER_ROLES) -> SharingQuerySet:
        """Those that let this user see somebody in one of these roles: through a partner organisation, or as the
        person's own trainer."""
        partner = organisations_where(user, roles=[role for role in roles if role not in PERSONAL_ROLES])
        personal = organisations_where(user, roles=[role for role in roles if role in PERSONAL_ROLES])
        if not partner and not personal:
            return self.none()
        with_organisation = Q(for_user__isnull=True, organisation__in=partner)
        with_user = Q(for_user=user, organisation__in=personal)
        return self.active().filter(with_organisation | with_user)


class Sharing(models.Model):
    """An organisation that needs a person for its task, while it lasts; `for_user` where only one trainer does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sharings")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sharings")
    for_user = models.ForeignKey(
        "organisations.User", on_delete=models.CASCADE, related_name="sharings", null=True, blank=True
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = SharingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["since"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(until__isnull=True, for_user__isnull=True),
                name="one_sharing_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "for_user"],
                condition=Q(until__isnull=True),
                name="one_sharing_per_trainer",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="a_sharing_ends_after_its_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.organisation_id}"


class Consent(models.Model):
    """A person's consent that an organisation has one set of facts; asked where no act gives a ground.

    `how` tells how it was given ("on paper", "told in a conversation with an interpreter").
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=[(purpose.value, purpose.nl) for purpose in Purpose])
    how = models.CharField(max_length=160)
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    recorded_by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-given_on", "purpose"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation", "purpose"],
                condition=Q(withdrawn_on__isnull=True),
                name="one_consent_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=models.F("given_on")),
                name="a_consent_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} / {self.organisation_id}: {self.purpose}"


class EmergencyAccessQuerySet(models.QuerySet["EmergencyAccess"]):
    """Reads of emergency access."""

    def open_for(self, user: User) -> EmergencyAccessQuerySet:
        """The access that lasts now for a user."""
        return self.filter(user=user, ends_at__gt=timezone.now())


class EmergencyAccess(models.Model):
    """Somebody saw a person outside the usual rules, for a reason; the controller looks at it afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="emergency_accesses")
    user = models.ForeignKey("organisations.User", on_delete=models.PROTECT, related_name="emergency_accesses")
    reason = models.CharField(max_length=500)
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.UUIDField(null=True)

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-begun_at"]
        verbose_name_plural = "emergency accesses"
        indexes: ClassVar = [models.Index(fields=["user", "ends_at"])]

    def __str__(self) -> str:
        return f"{self.user_id} / {self.person_id}"
