"""Lists of who was there in words."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tweespoor.apps.attendance.queries import AttendanceList, Session
from tweespoor.apps.organisations.language import language_now
from tweespoor.core.attendance import Mark, SessionState
from tweespoor.core.week import HalfDay

LOOKS = {
    SessionState.TO_COME: "neutral",
    SessionState.UNDER_WAY: "neutral",
    SessionState.RECORDED: "ok",
    SessionState.INCOMPLETE: "warning",
    SessionState.NOT_RECORDED: "danger",
    SessionState.CANCELLED: "neutral",
}


def title_of(session: Session) -> str:
    """The training with its group's number, or the class."""
    if session.group:
        name = session.group.offer.name_en if language_now() == "en" else session.group.offer.name_nl
        return f"{name} {session.group.number}"
    return str(session.whole)


def where(session: Session) -> str:
    """The place and who gives it, where these are not the same."""
    given = session.trainer.name if session.trainer else session.whole.provider.name
    return " · ".join(dict.fromkeys([session.place, given]))


def when(session: Session) -> str:
    """A day with its times: donderdag 26 november 2026, 09.00–12.00."""
    return f"{date_format(session.day, 'l j F Y')}, {times(session)}"


def times(session: Session) -> str:
    """From when to when: 09.00–12.00."""
    begins, ends = session.hours
    return f"{begins:%H.%M}–{ends:%H.%M}"


def day_and_part(day: date, half_day: HalfDay) -> str:
    """A day with its part: donderdagochtend 26 november 2026."""
    language = language_now()
    separator = " " if language == "nl" else ", "
    return f"{half_day.label(language)}{separator}{date_format(day, 'j F Y')}"


def source_of(mark: Mark | None) -> str:
    """Where a mark is from that was not tapped on a list; empty of one that was."""
    if mark is None or not mark.from_file:
        return ""
    return _("Uit een bestand, ingelezen op %(day)s") % {"day": date_format(mark.recorded_at, "j F Y")}


def counted(found: AttendanceList) -> str:
    """How many were there, were absent and are not filled in."""
    standing = found.standing
    if found.is_cancelled:
        return ""
    if not found.listed:
        return _("Er staat niemand op deze lijst.")
    if standing.open == len(found.listed):
        return ngettext("%(count)s deelnemer", "%(count)s deelnemers", standing.open) % {"count": standing.open}
    if standing.state is SessionState.TO_COME and not standing.there:
        everybody = ngettext("%(count)s deelnemer", "%(count)s deelnemers", len(found.listed)) % {
            "count": len(found.listed)
        }
        away = ngettext("%(count)s komt niet", "%(count)s komen niet", standing.absent) % {"count": standing.absent}
        return f"{everybody}, {away}"
    parts = [
        ngettext("%(count)s was er", "%(count)s waren er", standing.there) % {"count": standing.there},
        ngettext("%(count)s niet", "%(count)s niet", standing.absent) % {"count": standing.absent},
    ]
    if standing.open:
        parts.append(_("%(count)s nog in te vullen") % {"count": standing.open})
    return ", ".join(parts)
