"""Reads of the themes of trainings: who sees and keeps them, and what they say.

The project leader of the municipality keeps those of every training, whoever gives a training those of that one; a
case manager reads them. A language teacher meets them on the page that looks ahead (`apps/attendance`).
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q

from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.schedule.models import Offer, SupplyQuerySet, Theme, Trainer
from tweespoor.apps.schedule.queries.supply import READING_ROLES, digest, may_change_supply, may_read_supply
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import Role

PROVIDING_ROLES = (Role.TRAINER, Role.LANGUAGE_PROVIDER)
"""Roles that keep the themes of the trainings that their organisation gives."""


def given_by(user: User) -> Exists:
    """The condition on a training that one of its trainers works where the user gives trainings."""
    own = organisations_where(user, roles=PROVIDING_ROLES)
    return Exists(Trainer.objects.current().filter(offers=OuterRef("pk"), organisation__in=own))


def trainings_with_themes(user: User, *, programme: Programme) -> SupplyQuerySet:
    """The trainings of a programme of which the user sees the themes, with how many there are and how many meetings."""
    rows = Offer.objects.current().filter(programme=programme)
    if not may_read_supply(user, programme=programme):
        rows = rows.filter(given_by(user))
    return rows.annotate(theme_count=Count("themes"), meeting_count=F("sessions") * F("weeks")).order_by("name_nl")


def sees_themes(user: User, *, programme: Programme) -> bool:
    """Whether there are trainings in a programme of which the user sees the themes."""
    return may_read_supply(user, programme=programme) or trainings_with_themes(user, programme=programme).exists()


def may_change_themes(user: User, *, offer: Offer) -> bool:
    """Whether the user keeps the themes of a training: the project leader, and who gives it."""
    if may_change_supply(user, programme=offer.programme):
        return True
    return Offer.objects.filter(given_by(user), pk=offer.pk).exists()


def themes_of(offer: Offer) -> list[Theme]:
    """The themes of a training, in their order."""
    return list(offer.themes.all())


def themes_of_all(offers: Iterable[UUID]) -> dict[UUID, list[Theme]]:
    """Per training its themes, in their order."""
    found: dict[UUID, list[Theme]] = {}
    for row in Theme.objects.filter(offer__in=set(offers)):
        found.setdefault(row.offer_id, []).append(row)
    return found


def themes_seen(offer: Offer) -> str:
    """What tells whether the themes of a training still say what they said: a short digest."""
    return digest({str(row.number): [row.title, row.words] for row in themes_of(offer)})


def trainings_to_copy(user: User, *, offer: Offer) -> SupplyQuerySet:
    """Other trainings whose themes the user sees, those that were taken away too: themes can be copied from them."""
    municipal = organisations_where(user, roles=READING_ROLES)
    rows = Offer.objects.filter(Q(programme__municipality__in=municipal) | Q(given_by(user))).exclude(pk=offer.pk)
    rows = rows.annotate(theme_count=Count("themes")).filter(theme_count__gt=0)
    return rows.select_related("programme").order_by("name_nl", "programme__name")
