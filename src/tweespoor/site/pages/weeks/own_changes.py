"""What is different in a participant's week, in the participant's language: what is new and what is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import format_date
from django.utils import translation

from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.weeks.queries import Changed, Meeting
from tweespoor.site.pages.plan.own_copy import CopyLanguage
from tweespoor.site.pages.weeks import own_week_words as words
from tweespoor.site.pages.weeks.own_week import OwnMeeting, own_meeting


@dataclass(frozen=True, kw_only=True)
class OwnChange:
    """One thing that is new or gone: what it is, on which day of the week, and of what is new from when."""

    is_new: bool
    meeting: OwnMeeting
    every: str
    since: str


@dataclass(frozen=True, kw_only=True)
class OwnChanges:
    """What changed on a day; what is new stands first."""

    said: str
    changes: tuple[OwnChange, ...]


def own_changes(found: Iterable[Changed], *, language: CopyLanguage) -> list[OwnChanges]:
    """What changed, in a language."""
    with translation.override(language.code):
        return [
            OwnChanges(
                said=words.CHANGED_ON % {"day": format_date(each.on, "EEEE d MMMM", locale=language.locale)},
                changes=(
                    *(_change(one, language=language, is_new=True) for one in each.new),
                    *(_change(one, language=language, is_new=False) for one in each.gone),
                ),
            )
            for each in found
        ]


def _change(session: Session, *, language: CopyLanguage, is_new: bool) -> OwnChange:
    meeting = own_meeting(Meeting(session=session), language=language)
    day = format_date(session.day, "EEEE", locale=language.locale)
    first = format_date(session.day, "EEEE d MMMM", locale=language.locale)
    return OwnChange(
        is_new=is_new,
        meeting=meeting,
        every=words.EVERY % {"day": day},
        since=words.FROM % {"day": first} if is_new else "",
    )
