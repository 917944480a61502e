"""Why something may not be done with an import, each with a sentence for who asked."""

from __future__ import annotations

from datetime import timedelta

KEPT_FOR = timedelta(days=30)
"""How long the cells of a list that nobody finished are kept."""


class Refused(Exception):
    """A deed that may not be, with a sentence that says why and what to do."""


class Overtaken(Refused):
    """Somebody else changed the import since the page was opened."""
