"""What may be with timetables and classes."""

from __future__ import annotations


class Refused(Exception):
    """A deed that may not be, with a sentence that says why."""
