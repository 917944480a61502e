"""Reading the log."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from tweespoor.apps.log.models import Entry


def entries_about(person: UUID) -> QuerySet[Entry]:
    """What was done about one person, newest first. The caller has checked that the reader may see the person."""
    return Entry.objects.filter(person=person)
