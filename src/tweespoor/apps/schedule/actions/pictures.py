"""Deeds: the small picture of the way to a building."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule.models import Location
from tweespoor.apps.schedule.pictures import NotAPicture, TooLargeAPicture, as_kept
from tweespoor.apps.schedule.queries.supply import changeable_rows
from tweespoor.apps.schedule.rules import Refused, SupplyKind
from tweespoor.apps.trajectories.models import Programme


def set_picture(
    *, programme: Programme, location: UUID, file: BinaryIO, by: User, now: datetime, key: UUID | None = None
) -> None:
    """Give a building a picture; it takes the place of the one there was, whose file goes.

    Raises:
        Refused: if the user does not change the building, the file is no picture, or the way there is not in words yet:
            those are what a participant has who does not see the picture.
        AlreadyDone: if the request of `key` was carried out before.
    """
    _changeable(programme, location, by=by)
    try:
        content = as_kept(file)
    except NotAPicture:
        raise Refused(
            _("Dit bestand is geen PNG, JPEG of WebP, of het is beschadigd. Kies een ander plaatje.")
        ) from None
    except TooLargeAPicture:
        raise Refused(
            _("Dit plaatje heeft meer dan 40 miljoen beeldpunten. Maak het kleiner en kies het opnieuw.")
        ) from None
    stored = ""
    try:
        with transaction.atomic():
            if key is not None:
                log.claim(key=key, by=by.pk, now=now)
            row = _changeable(programme, location, by=by, held=True)
            if not row.route:
                raise Refused(
                    _("Schrijf eerst hoe iemand er komt. Dat lezen deelnemers die het plaatje niet kunnen zien.")
                )
            before = row.picture.name
            row.picture.save("weg.jpg", ContentFile(content), save=False)
            stored = row.picture.name
            _keep(row, before=before, programme=programme, by=by, now=now)
    except BaseException:
        if stored:
            row.picture.storage.delete(stored)
        raise


@transaction.atomic
def remove_picture(*, programme: Programme, location: UUID, by: User, now: datetime) -> None:
    """Take the picture of a building away, and its file.

    Raises:
        Refused: if the user does not change the building.
    """
    row = _changeable(programme, location, by=by, held=True)
    before = row.picture.name
    if before:
        row.picture = ""
        _keep(row, before=before, programme=programme, by=by, now=now)


def _changeable(programme: Programme, location: UUID, *, by: User, held: bool = False) -> Location:
    rows = changeable_rows(by, programme=programme, kind=SupplyKind.LOCATIONS).current().filter(pk=location)
    row: Location | None = (rows.select_for_update() if held else rows).first()
    if row is None:
        raise Refused(_("U kunt dit niet veranderen."))
    return row


def _keep(row: Location, *, before: str, programme: Programme, by: User, now: datetime) -> None:
    row.save(update_fields=["picture"])
    storage = row.picture.storage
    if before:
        transaction.on_commit(lambda: storage.delete(before))
    log.record(
        deed="supply-row-changed",
        on=row,
        by=by.pk,
        now=now,
        organisation=programme.municipality_id,
        detail={"columns": ["picture"]},
    )
