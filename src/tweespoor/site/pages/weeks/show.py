"""From the meetings of a week to what the week component shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.attendance.wording import times, title_of
from tweespoor.apps.weeks.queries import DayOff, Meeting
from tweespoor.apps.weeks.rules import WeekKind
from tweespoor.core.week import HalfDay
from tweespoor.site.components.data import WeekEntry, WeekGrid


def shown_week(
    meetings: Sequence[Meeting],
    *,
    kind: WeekKind,
    off: Iterable[DayOff],
    monday: date,
    caption: str,
    shows_absence: bool,
    address: Callable[[Session], str],
) -> WeekGrid:
    """A week with its dates; `address` is where a session's own page is, empty where the reader has none."""
    entries: dict[HalfDay, list[WeekEntry]] = defaultdict(list)
    for each in meetings:
        entries[each.session.half_day].append(_entry(each, kind=kind, shows_absence=shows_absence, address=address))
    notes: dict[int, list[str]] = defaultdict(list)
    for one in off:
        notes[one.day.isoweekday()].append(f"{one.name} ({one.place})" if one.place else one.name)
    days = {
        number + 1: " · ".join([date_format(monday + timedelta(days=number), "j F"), *notes[number + 1]])
        for number in range(7)
    }
    return WeekGrid(caption=caption, entries=entries, beside_days=days)


def _entry(meeting: Meeting, *, kind: WeekKind, shows_absence: bool, address: Callable[[Session], str]) -> WeekEntry:
    session = meeting.session
    said = []
    if meeting.is_off:
        said.append(_("Gaat niet door"))
    if meeting.absence and shows_absence:
        said.append(_("Komt niet, is gezegd"))
    who = session.trainer.name if session.trainer else session.whole.provider.name
    return WeekEntry(
        title=title_of(session),
        family=session.family,
        place=session.place if kind is not WeekKind.ROOM else "",
        who=who if kind is not WeekKind.TRAINER and who != session.place else "",
        times=times(session),
        detail=" · ".join(said),
        url=address(session),
        is_off=meeting.is_off,
    )
