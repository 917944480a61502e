"""The deed of taking a list of people out, which the log keeps."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tweespoor.apps.exchange.queries import people_list as queries
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User


@transaction.atomic
def export_people(*, by: User, programme: str, language: str, now: datetime) -> str:
    """The people the user may see, as CSV; that it was taken out, and about how many, stays in the log."""
    people = queries.people_of(by, programme=programme)
    text = queries.people_csv(people, user=by, language=language)
    log.record(deed="people-exported", on=by, by=by.pk, now=now, people=[each.pk for each in people])
    return text
