"""What may be with lists of who is there."""

from __future__ import annotations

from datetime import date, timedelta

from tweespoor.core.vocabulary import Role

GIVING_ROLES = (Role.LANGUAGE_PROVIDER, Role.TRAINER)
"""Who gives lessons or trainings, and keeps the lists of those."""

LOOKING_ROLES = (Role.CASE_MANAGER, Role.PROJECT_LEADER)
"""Who keeps every list of a programme of the municipality."""

LIST_ROLES = (*LOOKING_ROLES, *GIVING_ROLES)

FILE_ROLES = (Role.LANGUAGE_PROVIDER, *LOOKING_ROLES)
"""Who reads attendance files in for an organisation: a language school those of its own classes, the municipality those
of its programmes."""

OWN_FILE_ROLES = (Role.TRAINER,)
"""Who reads in files of the groups she gives and the classes she teaches, and sees no file of a colleague."""

FILLED_IN_UNTIL = timedelta(days=90)
"""So long after a session its list can still be filled in or mended: our choice, a quarter."""

KEPT_AHEAD = timedelta(days=1)
"""The lists of today and of so many days after are kept on the device of who gives the lessons, to be opened without a
connection; how long they are kept there stands in frontend/attendance-cache.ts: a day."""

MOST_KEPT = 20
"""So many lists are kept at the most: more than anybody gives in two days."""

NOT_RECORDED_SINCE = timedelta(days=14)
"""So far back a list that nobody filled in is asked for."""


class Refused(Exception):
    """A deed that may not be, with a sentence that says why."""


def can_be_filled_in(day: date, *, today: date) -> bool:
    """Whether marks can be made on the list of a day: not of a day to come, nor of one long ago."""
    return today - FILLED_IN_UNTIL <= day <= today
