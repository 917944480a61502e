"""Deed: a municipality takes all its data along, in open formats."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.rights.leaving import write_zip
from tweespoor.apps.rights.queries import administered_municipalities
from tweespoor.apps.rights.rules import Refused


@whole_registry(why="a municipality takes all its own data along")
def take_along(*, municipality: Organisation, into: IO[bytes], by: User | None, now: datetime) -> dict[str, int]:
    """Write everything that belongs to a municipality into a zip file; returns the number of rows per table.

    `by` is None for whoever runs the installation. The entry in the log comes first, so that nobody takes anything
    unseen; the rows are read without a transaction, which would keep everybody else waiting.

    Raises:
        Refused: if the user does not administer this municipality.
    """
    if by is not None and municipality not in administered_municipalities(by):
        raise Refused(_("U kunt de gegevens van deze gemeente niet meenemen."))
    log.record(
        deed="data-taken-along",
        on=municipality,
        by=by.pk if by else None,
        now=now,
        organisation=municipality.pk,
    )
    return write_zip(municipality, into=into, now=now)
