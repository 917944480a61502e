"""Reads of lists of who was there, on behalf of a user."""

from tweespoor.apps.attendance.queries.lists import (
    AttendanceList,
    Attended,
    Listed,
    PlannedAbsence,
    attendance_list,
    called_off,
    lists_of,
    may_fill_in,
    not_recorded,
    people_expected,
    person_attendance,
    planned_of,
)
from tweespoor.apps.attendance.queries.sessions import (
    Session,
    as_its_maker,
    keeps_lists,
    links_of,
    session_of,
    session_of_link,
    sessions_between,
    standing_link,
)

__all__ = [
    "AttendanceList",
    "Attended",
    "Listed",
    "PlannedAbsence",
    "Session",
    "as_its_maker",
    "attendance_list",
    "called_off",
    "keeps_lists",
    "links_of",
    "lists_of",
    "may_fill_in",
    "not_recorded",
    "people_expected",
    "person_attendance",
    "planned_of",
    "session_of",
    "session_of_link",
    "sessions_between",
    "standing_link",
]
