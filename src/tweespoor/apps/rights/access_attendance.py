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
    if row.file:
        by = _("%(who)s, uit een bestand") % {"who": by}
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
    first = date_format(row.first_day, "j F Y")
    if row.half_day:
        first = f"{first}, {HalfDay.parse(row.half_day).part.label(language_now())}"
    told = (
        _("u zelf")
        if row.is_own
        else _("wie de les of training geeft, in een bestand")
        if row.file
        else _("een medewerker")
    )
    return (first, date_format(row.last_day, "j F Y"), reason, told, withdrawn)


def _known_name(row: Any, names: Names) -> tuple[str, ...]:
    said = date_format(timezone.localtime(row.said_at), "j F Y")
    return (names.organisation(row.organisation_id), said, names.user(row.said_by) if row.said_by else "–")


def _feed(row: Any, names: Names) -> tuple[str, ...]:
    by = names.user(row.made_by) if row.made_by else _("u zelf")
    ends = date_format(timezone.localtime(row.withdrawn_at), "j F Y") if row.withdrawn_at else "–"
    read = date_format(row.read_on, "j F Y") if row.read_on else "–"
    return (date_format(timezone.localtime(row.made_at), "j F Y"), by, read, ends)


def _card(row: Any, names: Names) -> tuple[str, ...]:
    made = date_format(timezone.localtime(row.made_at), "j F Y")
    used = date_format(row.used_on, "j F Y") if row.used_on else "–"
    ends = date_format(timezone.localtime(row.withdrawn_at), "j F Y") if row.withdrawn_at else "–"
    return (made, names.user(row.made_by) if row.made_by else "–", date_format(row.ends_on, "j F Y"), used, ends)


def _link(row: Any, _names: Names) -> tuple[str, ...]:
    used = date_format(row.used_on, "j F Y") if row.used_on else "–"
    ends = date_format(timezone.localtime(row.withdrawn_at), "j F Y") if row.withdrawn_at else "–"
    return (row.issuer, date_format(timezone.localtime(row.made_at), "j F Y"), used, ends)


def _code(row: Any, _names: Names) -> tuple[str, ...]:
    used = date_format(timezone.localtime(row.used_at), "j F Y H.i") if row.used_at else "–"
    return (date_format(timezone.localtime(row.asked_at), "j F Y H.i"), used)


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
        lambda: (_("Eerste dag"), _("Laatste dag"), _("Reden"), _("Gezegd door"), _("Teruggenomen op")),
        _planned,
    ),
    "exchange.KnownName": (lambda: (_("Bestanden van"), _("Onthouden op"), _("Gezegd door")), _known_name),
    "schedule.Disruption": (
        lambda: (_("Wat"), _("Dagdelen"), _("Eerste dag"), _("Laatste dag"), _("Vastgelegd door")),
        _disruption,
    ),
    "portal.OwnCard": (
        lambda: (_("Gemaakt op"), _("Gemaakt door"), _("Werkt tot"), _("Laatst gebruikt op"), _("Ingetrokken op")),
        _card,
    ),
    "portal.OwnLink": (
        lambda: (_("Inlogdienst"), _("Gekoppeld op"), _("Laatst gebruikt op"), _("Ontkoppeld op")),
        _link,
    ),
    "portal.SentCode": (lambda: (_("Gevraagd op"), _("Gebruikt op")), _code),
    "weeks.CalendarFeed": (
        lambda: (_("Gemaakt op"), _("Gemaakt door"), _("Laatst gelezen op"), _("Ingetrokken op")),
        _feed,
    ),
    "telling.Message": (
        lambda: (_("Bericht"), _("Waarover"), _("Waar"), _("Stand"), _("Hoe"), _("Verstuurd op")),
        _message,
    ),
}
"""Per kind its columns and how a row fills them."""
