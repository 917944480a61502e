"""Invitations, and the log-in providers of organisations."""

from __future__ import annotations

import uuid
from typing import ClassVar

from allauth.socialaccount.models import SocialApp
from django.db import models

from tweespoor.apps.accounts.rules import Audience
from tweespoor.apps.organisations.models import Organisation
from tweespoor.core.vocabulary import Role


class Invitation(models.Model):
    """Somebody asked to work with Tweespoor for an organisation, in one or more roles."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    name = models.CharField(max_length=160)
    roles = models.JSONField()
    invited_by = models.UUIDField(null=True)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-invited_at", "email"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.organisation})"

    @property
    def given_roles(self) -> tuple[Role, ...]:
        """The roles that come with it."""
        return tuple(Role(role) for role in self.roles)


class IdentityProvider(models.Model):
    """An organisation's own log-in (OpenID Connect), of its users or of the participants of a municipality; where it is
    and who we are there stands with django-allauth."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identity_providers")
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.STAFF)
    app = models.OneToOneField(SocialApp, on_delete=models.CASCADE, related_name="identity_provider")

    class Meta:
        ordering: ClassVar = ["organisation__name", "-audience"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "audience"], name="one_provider_for_each_audience"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.app.settings.get('server_url')}"
