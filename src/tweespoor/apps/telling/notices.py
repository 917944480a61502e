"""Messages to colleagues: that another timetable holds from a day on, and that it concerns what they give.

They are in Dutch, the language that colleagues work in, and go to the address somebody logs in with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from babel.dates import format_date
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.models import User
from tweespoor.apps.telling.models import Notice
from tweespoor.apps.telling.outbox import Outcome, offer, send_rows
from tweespoor.apps.telling.rules import LOCALES, Concern, MessageState
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
) -> int:
    """Tell users that another timetable of a programme concerns them from a day on; how many messages that is.

    Each with the Dutch lines that say what of it; they name no participants. `about` names the timetable.
    """
    rows = [
        Notice(
            user=user,
            programme=programme,
            concern=concern,
            about=about,
            day=since,
            lines=list(lines),
            asked_at=now,
            asked_by=by,
            try_at=now,
        )
        for concern, users in concerned.items()
        for user, lines in users.items()
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def send_notices(*, clock: Callable[[], datetime]) -> Counter[MessageState]:
    """Send what waits for colleagues; returns how many messages came to stand where."""
    return send_rows(Notice.objects.select_related("user", "programme"), hand_over=_hand_over, clock=clock)


def _hand_over(notice: Notice, *, now: datetime) -> Outcome:
    is_past = notice.day < timezone.localdate(now) - timedelta(days=7)
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
        }[Concern(notice.concern)]
        end = _("Wie het zijn, leest u in Tweespoor: log in en kijk bij “Groepen”.")
        subject = _("Nieuw rooster van %(programme)s") % said
        text = "\n".join([begin % said, *(f"- {line}" for line in notice.lines), end])
        return " ".join(subject.split()), text
