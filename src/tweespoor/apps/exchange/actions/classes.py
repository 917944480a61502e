"""Deeds: bringing in a list of language classes, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.exchange.queries.classes import ClassDraft
from tweespoor.apps.exchange.rules import Refused
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.schedule import actions as schedule
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.apps.trajectories.models import Programme


@transaction.atomic
def bring_classes(
    *,
    programme: Programme,
    provider: Organisation,
    location: UUID,
    drafts: Sequence[ClassDraft],
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> int:
    """Add a class per row; `location` is the building of those whose row names none. Returns how many were added.

    Raises:
        Refused: if a row has a problem or cannot be added; it says which row, and nothing was added.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    if not drafts or any(draft.problems for draft in drafts):
        raise Refused(_("Er zijn nog rijen die niet kloppen. Er is niets ingelezen."))
    for draft in drafts:
        values = {"free_seats": 0, "hours": {}, "location": str(location), **draft.values, "provider": str(provider.pk)}
        try:
            schedule.add_row(programme=programme, kind=SupplyKind.CLASSES, values=values, by=by, now=now)
        except schedule.Refused as refusal:
            said = {"row": draft.row, "why": str(refusal)}
            raise Refused(_("Rij %(row)s: %(why)s Er is niets ingelezen.") % said) from None
    return len(drafts)
