"""Messages to colleagues: that another timetable holds from a day on, or that a meeting changes, of what they give.

They are in Dutch, the language that colleagues work in, and go to the address somebody logs in with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from babel.dates import format_date
from django.conf import settings
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.models import User
from tweespoor.apps.telling.models import Notice
from tweespoor.apps.telling.outbox import Outcome, offer, send_rows
from tweespoor.apps.telling.own_messages import words_of
from tweespoor.apps.telling.rules import LOCALES, Concern, Meeting, MessageState
from tweespoor.apps.telling.senders import send_email
from tweespoor.apps.trajectories.models import Programme


def tell_colleagues(
    concerned: Mapping[Concern, Mapping[User, Sequence[str]]],
    *,
    programme: Programme,
    about: str,
    since: date,
    by: UUID | None,
    now: datetime,
) -> None:
    """Tell users that another timetable of a programme concerns them from a day on.

    Each with the Dutch lines that say what of it; they name no participants. `about` names the timetable.
    """
    for concern, users in concerned.items():
        _keep(users, programme=programme, concern=concern, about=about, day=since, by=by, now=now)


def tell_of_meeting(
    users: Iterable[User],
    *,
    programme: Programme,
    what: str,
    change: Promise | str,
    meeting: Meeting,
    about: str,
    by: UUID | None,
    now: datetime,
) -> None:
    """Tell users what changes of a meeting that they give, or of a row of them.

    `what` is the group or class and `change` what happens, both as they are to be read. Of what began already nobody is
    told, and nobody of what she did herself.
    """
    local = timezone.localtime(now)
    if (meeting.day, meeting.starts) <= (local.date(), local.time()):
        return
    lines = [_line(what, change, meeting=meeting)]
    _keep(
        {user: lines for user in users if user.pk != by and user.is_active},
        programme=programme,
        concern=Concern.MEETING,
        about=about,
        day=meeting.until or meeting.day,
        by=by,
        now=now,
    )


def _keep(
    users: Mapping[User, Sequence[str]],
    *,
    programme: Programme,
    concern: Concern,
    about: str,
    day: date,
    by: UUID | None,
    now: datetime,
) -> None:
    rows = [
        Notice(
            user=user,
            programme=programme,
            concern=concern,
            about=about,
            day=day,
            lines=list(lines),
            asked_at=now,
            asked_by=by,
            try_at=now,
        )
        for user, lines in users.items()
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)  # the same, asked twice at one moment


def _line(what: str, change: Promise | str, *, meeting: Meeting) -> str:
    lasts = meeting.until is not None and meeting.until > meeting.day
    with translation.override(settings.LANGUAGE_CODE):
        said = words_of(
            day=meeting.day,
            until=meeting.until,
            starts=meeting.starts,
            place=meeting.place,
            language=settings.LANGUAGE_CODE,
        )
        once = _("%(what)s: %(change)s, %(day)s om %(time)s, %(place)s.")
        lasting = _("%(what)s: %(change)s, van %(day)s tot en met %(until)s om %(time)s, %(place)s.")
        return (lasting if lasts else once) % {
            **said,
            "what": what,
            "change": f"{str(change)[:1].lower()}{str(change)[1:]}",
        }


def send_notices(*, clock: Callable[[], datetime]) -> Counter[MessageState]:
    """Send what waits for colleagues; returns how many messages came to stand where."""
    return send_rows(Notice.objects.select_related("user", "programme"), hand_over=_hand_over, clock=clock)


def _hand_over(notice: Notice, *, now: datetime) -> Outcome:
    shown_for = timedelta(days=0 if notice.concern == Concern.MEETING else 7)
    is_past = notice.day < timezone.localdate(now) - shown_for
    if is_past or not notice.user.is_active:
        return Outcome(state=MessageState.LAPSED, try_at=notice.try_at)

    def carry() -> None:
        subject, text = _said(notice)
        send_email(key=notice.pk, address=notice.user.email, subject=subject, text=text)

    return offer(notice, carry=carry, now=now)


def _said(notice: Notice) -> tuple[str, str]:
    """The subject and the text, in whole sentences."""
    day = format_date(notice.day, "EEEE d MMMM y", locale=LOCALES[settings.LANGUAGE_CODE])
    with translation.override(settings.LANGUAGE_CODE):
        said = {"programme": notice.programme.name, "day": day}
        begin = {
            Concern.TRAINS: _(
                "Vanaf %(day)s geldt een nieuw rooster van %(programme)s. In groepen die u geeft of gaf verandert er "
                "iets:"
            ),
            Concern.TEACHES: _(
                "Vanaf %(day)s geldt een nieuw rooster van %(programme)s. Voor deelnemers uit uw taalklassen verandert "
                "er iets: hun klas, of wanneer zij training hebben. Het gaat om:"
            ),
            Concern.MEETING: _("Er verandert iets in wat u geeft bij %(programme)s:"),
        }[Concern(notice.concern)]
        is_meeting = notice.concern == Concern.MEETING
        subject = (_("Verandering bij %(programme)s") if is_meeting else _("Nieuw rooster van %(programme)s")) % said
        end = (
            _("Wat u geeft, staat in Tweespoor: log in en kijk bij “Aanwezigheid”.")
            if is_meeting
            else _("Wie het zijn, leest u in Tweespoor: log in en kijk bij “Groepen”.")
        )
        text = "\n".join([begin % said, *(f"- {line}" for line in notice.lines), end])
        return " ".join(subject.split()), text
