"""Whose weeks there are, and how far a calendar reaches."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class WeekKind(models.TextChoices):
    """Whose week it is; the value is the name of the column that holds it."""

    PERSON = "person", _("Deelnemer")
    GROUP = "group", _("Groep")
    LANGUAGE_CLASS = "language_class", _("Taalklas")
    ROOM = "room", _("Lokaal")
    TRAINER = "trainer", _("Trainer")
    ORGANISATION = "organisation", _("Organisatie")


class Refused(Exception):
    """A deed that may not be, with a sentence that says why."""


MOST_FEEDS = 8
"""So many addresses of one week can be open at a time: our choice, a few telephones and a tablet."""

_BACK = timedelta(weeks=2)
_AHEAD = timedelta(weeks=26)


def reach_of_calendar(today: date) -> tuple[date, date]:
    """The first and last day that a subscribed calendar holds.

    It begins on the first day of a quarter, so that the series of a class, which goes on and on, begins on the same day
    from week to week and a calendar knows it again.
    """
    since = today - _BACK
    return date(since.year, since.month - (since.month - 1) % 3, 1), today + _AHEAD
