"""Lists of who was there.

A session is a group or a class at a half-day of a day, and has no row of its own: its list is the marks that were made
on it, and a list without marks was not recorded. Marks are never changed: the one made last holds (`core.attendance`).
"""

from __future__ import annotations

from tweespoor.apps.attendance.models.links import AttendanceLink
from tweespoor.apps.attendance.models.marks import AttendanceMark, CancelledSession, PlannedAbsence

__all__ = ["AttendanceLink", "AttendanceMark", "CancelledSession", "PlannedAbsence"]
