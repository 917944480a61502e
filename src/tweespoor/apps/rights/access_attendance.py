"""Who was there, in words for the document that a person gets (GDPR, art. 15)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.rights.wording import Names
from tweespoor.core.week import HalfDay

Cells = Callable[[Any, Names], tuple[str, ...]]


def _mark(row: Any, names: Names) -> tuple[str, ...]:
    what = row.language_class.name if row.group is None else row.group.offer.name_nl
    said = row.get_absence_display() or _("teruggenomen")
    by = names.user(row.recorded_by) if row.recorded_by else _("iemand met een link")
    return (
        what,
        f"{date_format(row.day, 'j F Y')}, {HalfDay.parse(row.half_day).part.label(language_now())}",
        said + (f" ({row.get_reason_display()})" if row.reason else ""),
        date_format(timezone.localtime(row.made_at), "j F Y H.i"),
        by,
    )


def _planned(row: Any, names: Names) -> tuple[str, ...]:
    withdrawn = date_format(timezone.localtime(row.withdrawn_at), "j F Y") if row.withdrawn_at else "–"
    reason = row.get_reason_display() or "–"
    return (date_format(row.first_day, "j F Y"), date_format(row.last_day, "j F Y"), reason, withdrawn)


def _message(row: Any, _names: Names) -> tuple[str, ...]:
    sent = date_format(timezone.localtime(row.tried_at), "j F Y H.i") if row.tried_at else "–"
    until = f" – {date_format(row.until, 'j F Y')}" if row.until else ""
    told = date_format(row.day, "j F Y") + until + (f", {row.starts:%H.%M}" if row.starts else "")
    return (row.get_kind_display(), told, row.place or "–", row.get_state_display(), row.get_channel_display(), sent)


def _disruption(row: Any, names: Names) -> tuple[str, ...]:
    last = date_format(row.last_day, "j F Y") if row.last_day else "–"
    half_days = ", ".join(HalfDay.parse(slug).label(language_now()) for slug in row.half_days)
    days = date_format(row.first_day, "j F Y"), last
    return (row.get_kind_display(), half_days or "–", *days, names.user(row.recorded_by))


ATTENDANCE_TABLES: Mapping[str, tuple[Callable[[], Sequence[str]], Cells]] = {
    "attendance.AttendanceMark": (
        lambda: (_("Les of training"), _("Wanneer"), _("Aanwezig"), _("Vastgelegd op"), _("Vastgelegd door")),
        _mark,
    ),
    "attendance.PlannedAbsence": (
        lambda: (_("Eerste dag"), _("Laatste dag"), _("Reden"), _("Teruggenomen op")),
        _planned,
    ),
    "schedule.Disruption": (
        lambda: (_("Wat"), _("Dagdelen"), _("Eerste dag"), _("Laatste dag"), _("Vastgelegd door")),
        _disruption,
    ),
    "telling.Message": (
        lambda: (_("Bericht"), _("Waarover"), _("Waar"), _("Stand"), _("Hoe"), _("Verstuurd op")),
        _message,
    ),
}
"""Per kind its columns and how a row fills them."""
