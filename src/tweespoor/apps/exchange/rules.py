"""Why something may not be done with an import, each with a sentence for who asked."""

from __future__ import annotations

from datetime import timedelta

KEPT_FOR = timedelta(days=30)
"""How long the cells of a list that nobody finished are kept."""

FILE_KEPT_FOR = timedelta(days=7)
"""How long those of an attendance file are: schools write illness in it, which nobody needs to keep."""

FILE_REACHES_BACK = timedelta(days=366)
"""So long ago a lesson in an attendance file can be: our choice, a year, for schools send them per course."""


class Refused(Exception):
    """A deed that may not be, with a sentence that says why and what to do."""


class Overtaken(Refused):
    """Somebody else changed the import since the page was opened."""
