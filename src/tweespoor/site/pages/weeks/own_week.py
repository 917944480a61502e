"""A participant's week in the participant's language: what, when, where, with whom, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from babel.dates import format_date
from django.db.models.fields.files import FieldFile
from django.utils import translation

from tweespoor.apps.attendance.queries import Session
from tweespoor.apps.schedule.models import GroupMode
from tweespoor.apps.weeks.queries import DayOff, Meeting
from tweespoor.core.vocabulary import ActivityKind
from tweespoor.site.pages.plan import own_copy_words
from tweespoor.site.pages.plan.own_copy import CopyLanguage
from tweespoor.site.pages.weeks import own_week_words as words

DAYS = 7
WORKING_DAYS = 5


@dataclass(frozen=True, kw_only=True)
class OwnMeeting:
    """A lesson or training: pictogram, plain name, the Dutch name, times, place, the way there in words and as a
    picture, with whom.

    `number` is that of the group, and empty of a class. `key` tells it apart from every other: day, half-day and of
    which group or class.
    """

    key: str
    icon: str
    family: str
    title: str
    dutch: str
    number: str
    times: str
    place: str
    address: str
    route: str
    picture: FieldFile | None
    who: str
    is_off: bool
    is_away: bool
    location: UUID

    @property
    def picture_name(self) -> str:
        """What tells this picture of the place apart from one of before."""
        return (self.picture.name or "")[-8:] if self.picture else ""

    @property
    def way(self) -> str:
        """The way there in words, for who does not see the picture."""
        return self.route or self.address or self.place


@dataclass(frozen=True, kw_only=True)
class OwnDay:
    """A day: its name with its date, what is held, and what it is called where it is free."""

    day: date
    name: str
    meetings: tuple[OwnMeeting, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OwnWeek:
    """A week in one language; pages and documents show the same."""

    language: CopyLanguage
    title: str
    stretch: str
    days: tuple[OwnDay, ...]

    @property
    def is_empty(self) -> bool:
        """There is no lesson and no training in it."""
        return not any(day.meetings for day in self.days)


def own_week(meetings: Sequence[Meeting], *, off: Iterable[DayOff], monday: date, language: CopyLanguage) -> OwnWeek:
    """The week from a Monday on in a language."""
    by_day: dict[date, list[Meeting]] = defaultdict(list)
    for each in meetings:
        by_day[each.session.day].append(each)
    notes: dict[date, list[DayOff]] = defaultdict(list)
    for one in off:
        notes[one.day].append(one)
    with translation.override(language.code):
        return OwnWeek(
            language=language,
            title=str(words.CALENDAR),
            stretch=stretch(monday, language=language),
            days=tuple(
                OwnDay(
                    day=day,
                    name=format_date(day, "EEEE d MMMM", locale=language.locale),
                    meetings=tuple(own_meeting(each, language=language) for each in by_day[day]),
                    notes=tuple(_note(each) for each in notes[day]),
                )
                for day in _days(monday, used=by_day)
            ),
        )


def own_meeting(meeting: Meeting, *, language: CopyLanguage) -> OwnMeeting:
    """A meeting in the language that is active."""
    session = meeting.session
    begins, ends = session.hours
    kind = kind_of(session)
    is_there = session.mode != GroupMode.ONLINE
    return OwnMeeting(
        key=f"{session.day.isoformat()}-{session.half_day.slug}-{session.whole.pk}",
        icon=kind.value,
        family=session.family,
        title=str(own_copy_words.KINDS[kind]),
        dutch=dutch_name(session, english=language.code == "en"),
        number=str(session.group.number) if session.group else "",
        times=f"{begins:%H.%M}–{ends:%H.%M}",
        place=session.place,
        address=session.location.address if is_there else "",
        route=session.location.route if is_there else "",
        picture=session.location.picture if is_there and session.location.picture else None,
        who=words.WITH % {"name": _giver(session)} if _giver(session) != session.place else "",
        is_off=meeting.is_off,
        is_away=meeting.absence is not None,
        location=session.location.pk,
    )


def stretch(monday: date, *, language: CopyLanguage) -> str:
    """From when to when a week is, in words."""
    first, last = (
        format_date(day, "d MMMM y", locale=language.locale) for day in (monday, monday + timedelta(days=DAYS - 1))
    )
    return words.WEEK_OF % {"first": first, "last": last}


def kind_of(session: Session) -> ActivityKind:
    """The kind of activity of a session: that of the training, or formal lessons."""
    return ActivityKind(session.group.offer.kind) if session.group else ActivityKind.LANGUAGE_FORMAL


def dutch_name(session: Session, *, english: bool = False) -> str:
    """What a session is called on the board of the building: the training, or the class."""
    if session.group:
        return session.group.offer.name_en if english else session.group.offer.name_nl
    return session.whole.name


def _giver(session: Session) -> str:
    return session.trainer.name if session.trainer else str(session.whole.provider)


def _note(off: DayOff) -> str:
    if off.place:
        return words.CLOSED % {"place": f"{off.place} ({off.name})"}
    return words.FREE % {"name": off.name}


def _days(monday: date, *, used: Iterable[date]) -> list[date]:
    """Monday to Friday, and as much of the weekend as is used."""
    last = max([WORKING_DAYS, *(each.isoweekday() for each in used)])
    return [monday + timedelta(days=number) for number in range(last)]
