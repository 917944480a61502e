"""Meetings as a calendar that telephones and computers subscribe to (iCalendar, RFC 5545)."""

from tweespoor.core.calendars.data import Meeting
from tweespoor.core.calendars.series import Series, series_of
from tweespoor.core.calendars.writing import calendar_of, calendar_part, icalendar

__all__ = ["Meeting", "Series", "calendar_of", "calendar_part", "icalendar", "series_of"]
