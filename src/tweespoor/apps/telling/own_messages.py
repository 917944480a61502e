"""The sentences of messages, in the participant's language: a time and a place, and nothing about the person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _

from tweespoor.apps.telling.models import Message
from tweespoor.apps.telling.rules import LOCALES, MessageKind, Moment, What


def subject_of(kind: MessageKind, *, language: str) -> str:
    """What the message is about, in a few words."""
    with translation.override(language):
        return {
            MessageKind.CHANGED: _("Uw rooster verandert"),
            MessageKind.CANCELLED: _("Gaat niet door"),
            MessageKind.RESUMED: _("Gaat toch door"),
            MessageKind.TOMORROW: _("Morgen"),
            MessageKind.ELSEWHERE: _("Andere plaats"),
            MessageKind.PAUSED: _("Gaat een tijd niet door"),
            MessageKind.ONLINE: _("Wordt online"),
            MessageKind.HYBRID: _("Wordt deels online"),
            MessageKind.ON_SITE: _("Weer op locatie"),
        }[kind]


def message_text(message: Message, *, language: str) -> str:
    """What a message says, in a language."""
    return text_of(
        MessageKind(message.kind),
        day=message.day,
        starts=message.starts,
        place=message.place,
        language=language,
        until=message.until,
        moments=[Moment.of(each) for each in message.moments],
    )


def text_of(
    kind: MessageKind,
    *,
    day: date,
    starts: time | None,
    place: str,
    language: str,
    until: date | None = None,
    moments: Sequence[Moment] = (),
) -> str:
    """The message itself, in whole sentences; what goes on for some time names its first and its last day.

    What changes of a timetable is told by its moments, one on each line, where they are known.
    """
    if moments:
        return _changed(moments, language=language)
    lasts = until is not None and until > day
    with translation.override(language):
        said = words_of(day=day, until=until, starts=starts, place=place, language=language)
        return (_lasting(kind) if lasts else _once(kind)) % said


def _changed(moments: Sequence[Moment], *, language: str) -> str:
    with translation.override(language):
        lines = [
            _of_moment(each)
            % words_of(day=each.day, until=each.until, starts=each.starts, place=each.place, language=language)
            for each in moments
        ]
        return "\n".join([_("Uw rooster verandert."), *lines, _("Vraag uw klantmanager als u iets niet begrijpt.")])


def words_of(*, day: date, until: date | None, starts: time | None, place: str, language: str) -> dict[str, str]:
    """The first and last day, the hour and the place in words; to be asked while that language is the one in force."""
    return {
        "day": format_date(day, "EEEE d MMMM y", locale=LOCALES[language]),
        "until": format_date(until or day, "EEEE d MMMM y", locale=LOCALES[language]),
        "time": _("%(hour)s.%(minute)s uur") % _clock(starts) if starts else "",
        "place": place,
    }


def _clock(starts: time) -> dict[str, str]:
    return {"hour": f"{starts:%H}", "minute": f"{starts:%M}"}


def _of_moment(moment: Moment) -> str:
    """What is said of something that is new, gone or elsewhere: once, for some time, or from now on."""
    if moment.until == moment.day:
        return {
            What.NEW: _("Nieuw: %(day)s om %(time)s, %(place)s."),
            What.GONE: _("Niet meer: %(day)s om %(time)s, %(place)s. U hoeft dan niet te komen."),
            What.MOVED: _("Andere plaats: %(day)s om %(time)s. Kom naar %(place)s."),
        }[moment.what]
    lasting = _("Nieuw: elke week om %(time)s, %(place)s. De eerste keer is %(day)s, de laatste keer %(until)s.")
    going_on = _("Nieuw: elke week om %(time)s, %(place)s. De eerste keer is %(day)s.")
    return {
        What.NEW: going_on if moment.until is None else lasting,
        What.GONE: _("Niet meer: elke week om %(time)s, %(place)s. U hoeft niet meer te komen vanaf %(day)s."),
        What.MOVED: _("Andere plaats: elke week om %(time)s, vanaf %(day)s. Kom naar %(place)s."),
    }[moment.what]


def _once(kind: MessageKind) -> str:
    """What is said of one meeting, or of all from a day on."""
    return {
        MessageKind.CHANGED: _("Uw rooster verandert vanaf %(day)s. Vraag uw klantmanager wat er voor u verandert."),
        MessageKind.CANCELLED: _("Het gaat niet door: %(day)s om %(time)s, %(place)s. U hoeft niet te komen."),
        MessageKind.RESUMED: _("Het gaat toch door: %(day)s om %(time)s, %(place)s. Kom wel."),
        MessageKind.TOMORROW: _("U wordt morgen verwacht: %(day)s om %(time)s, %(place)s."),
        MessageKind.ELSEWHERE: _("Het is op een andere plaats: %(day)s om %(time)s, %(place)s. Kom daarheen."),
        MessageKind.PAUSED: _("Het gaat niet door: %(day)s om %(time)s, %(place)s. U hoeft niet te komen."),
        MessageKind.ONLINE: _(
            "Op %(day)s om %(time)s is het online en niet op deze plaats: %(place)s. U hoort van ons hoe u meedoet."
        ),
        MessageKind.HYBRID: _(
            "Op %(day)s om %(time)s is het deels online en deels op deze plaats: %(place)s. "
            "U hoort van ons wanneer u waar bent."
        ),
        MessageKind.ON_SITE: _("Vanaf %(day)s om %(time)s is het weer op deze plaats: %(place)s. Kom daarheen."),
    }[kind]


def _lasting(kind: MessageKind) -> str:
    """What is said of all that meet from a day up to and including another."""
    said = {
        MessageKind.RESUMED: _("Het gaat toch door, van %(day)s tot en met %(until)s om %(time)s, %(place)s. Kom wel."),
        MessageKind.PAUSED: _(
            "Het gaat een tijd niet door, van %(day)s tot en met %(until)s om %(time)s, %(place)s. "
            "U hoeft dan niet te komen."
        ),
        MessageKind.ONLINE: _(
            "Van %(day)s om %(time)s tot en met %(until)s is het online en niet op deze plaats: %(place)s. "
            "U hoort van ons hoe u meedoet."
        ),
        MessageKind.HYBRID: _(
            "Van %(day)s om %(time)s tot en met %(until)s is het soms online en soms op deze plaats: %(place)s. "
            "U hoort van ons wanneer u waar bent."
        ),
    }
    return said.get(kind) or _once(kind)


def code_text(code: str, *, minutes: int, language: str) -> tuple[str, str]:
    """The subject and the text with which somebody is sent a code to sign in with."""
    with translation.override(language):
        text = _("Uw code is %(code)s. De code werkt %(minutes)s minuten. Geef de code aan niemand.")
        return _("Uw code"), text % {"code": code, "minutes": minutes}
