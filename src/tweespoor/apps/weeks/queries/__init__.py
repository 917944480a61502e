"""Reads of weeks and of the addresses with which calendars subscribe to them."""

from tweespoor.apps.weeks.queries.changed import Changed, changed_for
from tweespoor.apps.weeks.queries.feeds import digest_of, feed_of, feeds_of, whose_of
from tweespoor.apps.weeks.queries.finding import Shelf, groups_opened, shelves, shows_weeks, whose_week
from tweespoor.apps.weeks.queries.meetings import DayOff, Meeting, Whose, days_off, first_day_from, meetings_between
from tweespoor.apps.weeks.queries.parts import Part, meetings_of, parts_of

__all__ = [
    "Changed",
    "DayOff",
    "Meeting",
    "Part",
    "Shelf",
    "Whose",
    "changed_for",
    "days_off",
    "digest_of",
    "feed_of",
    "feeds_of",
    "first_day_from",
    "groups_opened",
    "meetings_between",
    "meetings_of",
    "parts_of",
    "shelves",
    "shows_weeks",
    "whose_of",
    "whose_week",
]
