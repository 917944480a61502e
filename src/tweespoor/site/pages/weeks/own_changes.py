"""What is different in a participant's week, in the participant's language: what is new and what is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import format_date
from babel.lists import format_list
from django.utils import translation

from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.weeks.queries import Changed, Meeting
from tweespoor.site.pages.plan.own_copy import CopyLanguage
from tweespoor.site.pages.weeks import own_week_words as words
from tweespoor.site.pages.weeks.own_week import OwnMeeting, own_meeting


@dataclass(frozen=True, kw_only=True)
class OwnChange:
    """One thing that is new or gone: what it is, on which days of the week, and of what is new from when."""

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
                    *(_change(alike, language=language, is_new=True) for alike in _alike(each.new)),
                    *(_change(alike, language=language, is_new=False) for alike in _alike(each.gone)),
                ),
            )
            for each in found
        ]


def _alike(sessions: Iterable[Session]) -> list[list[Session]]:
    """Those of one training or class at the same hours in the same place together, each in the order of the week."""
    found: dict[tuple[object, ...], list[Session]] = defaultdict(list)
    for each in sorted(sessions, key=lambda one: one.half_day):
        what = each.group.offer_id if each.group else each.whole.pk
        found[what, each.hours, each.place].append(each)
    return list(found.values())


def _change(alike: list[Session], *, language: CopyLanguage, is_new: bool) -> OwnChange:
    first = min(alike, key=lambda each: each.day)
    days = [format_date(each.day, "EEEE", locale=language.locale) for each in alike]
    since = format_date(first.day, "EEEE d MMMM", locale=language.locale)
    return OwnChange(
        is_new=is_new,
        meeting=own_meeting(Meeting(session=first), language=language),
        every=words.EVERY % {"day": format_list(days, locale=language.locale)},
        since=words.FROM % {"day": since} if is_new else "",
    )
