"""The deed of adding one participant from a page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people.actions import NewPerson, add_people
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries.registering import municipalities_to_add_to
from tweespoor.apps.people.rules import Refused


def add_person(
    *, new: NewPerson, municipality: Organisation, by: User, now: datetime, key: UUID | None = None
) -> Person:
    """Add one participant to a municipality of which the user is a case manager.

    Raises:
        Refused: if the user adds nobody to this municipality, or the number is somebody's already.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not municipalities_to_add_to(by).filter(pk=municipality.pk).exists():
        raise Refused(_("U kunt in deze gemeente geen deelnemers toevoegen."))
    try:
        with transaction.atomic():
            if key is not None:
                log.claim(key=key, by=by.pk, now=now)
            return add_people(people=[new], municipality=municipality, by=by, now=now)[0]
    except IntegrityError:
        raise Refused(_("Dit nummer is al van een andere deelnemer van deze gemeente.")) from None
