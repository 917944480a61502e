"""The cards, codes and accounts with which participants come in."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tweespoor.apps.accounts.models import IdentityProvider
from tweespoor.apps.people.models import Person


class OwnCard(models.Model):
    """A card with which a participant opens the own pages, until it ends or is withdrawn; of its letters the digest
    alone is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="own_cards")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    ends_on = models.DateField()
    used_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"


class OwnLink(models.Model):
    """An account at the municipality's provider for participants, with which a participant opens the own pages until it
    is withdrawn; of the account a digest alone is kept.

    It was linked by whoever came in with `card`, and ends when that card is withdrawn, or the provider is another one
    than at `issuer`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="own_links")
    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="own_links")
    issuer = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    card = models.ForeignKey(OwnCard, on_delete=models.CASCADE, related_name="links")
    made_at = models.DateTimeField()
    used_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["digest"], condition=Q(withdrawn_at__isnull=True), name="an_account_opens_one_persons_pages"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"

    @property
    def stands(self) -> bool:
        """Whether it opens the own pages."""
        return self.withdrawn_at is None and self.provider.app.settings.get("server_url") == self.issuer


class SentCode(models.Model):
    """A code that was asked for and is sent to the participant's own address; it works once, for some minutes.

    `digest` is empty until it was sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sent_codes")
    digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    guesses = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("asked_at")), name="a_code_ends_after_it_was_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"
