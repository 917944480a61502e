"""Which week is asked for, and whose."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from tweespoor.apps.weeks import queries
from tweespoor.apps.weeks.queries import Whose
from tweespoor.apps.weeks.rules import WeekKind
from tweespoor.core.week import monday_of

PARAMETERS = {
    "person_id": WeekKind.PERSON,
    "group_id": WeekKind.GROUP,
    "class_id": WeekKind.LANGUAGE_CLASS,
    "room_id": WeekKind.ROOM,
    "trainer_id": WeekKind.TRAINER,
    "school_id": WeekKind.ORGANISATION,
}
"""The part of an address that says whose week it is."""

NAMES = {
    WeekKind.PERSON: "person",
    WeekKind.GROUP: "group",
    WeekKind.LANGUAGE_CLASS: "class",
    WeekKind.ROOM: "room",
    WeekKind.TRAINER: "trainer",
    WeekKind.ORGANISATION: "school",
}
"""How the names of the addresses of each kind begin."""

FIRST, LAST = date(2000, 1, 3), date(2099, 12, 21)


def asked(request: HttpRequest, **which: UUID) -> Whose:
    """Whose week an address asks for.

    Raises:
        Http404: where there is none, or none for this user to see.
    """
    ((parameter, key),) = which.items()
    whose = queries.whose_week(request.user, kind=PARAMETERS[parameter], key=key)
    if whose is None:
        raise Http404
    return whose


def monday_asked(request: HttpRequest, *, whose: Whose) -> tuple[date, str]:
    """The Monday of the week that is asked for by any day of it, and what was written where that is no day.

    Where none is asked it is this week, or the first one to come in which there is something.
    """
    today = timezone.localdate()
    said = request.GET.get("week", "").strip()
    if said:
        try:
            day = date.fromisoformat(said)
        except ValueError:
            day = None
        if day is not None and FIRST <= day <= LAST:
            return monday_of(day), ""
    monday = monday_of(today)
    coming = queries.first_day_from(whose, today=monday)
    return monday_of(coming) if coming else monday, said


def last_of(monday: date) -> date:
    """The last day of the week of a Monday."""
    return monday + timedelta(days=6)
