"""Deeds: marks on a list, and calling a session off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tweespoor.apps.attendance.actions.hours import bring_hours
from tweespoor.apps.attendance.actions.telling import tell_people_of, tell_people_of_all
from tweespoor.apps.attendance.models import AttendanceLink, AttendanceMark, CancelledSession
from tweespoor.apps.attendance.queries import AttendanceList, Session, may_fill_in
from tweespoor.apps.attendance.queries.lists import OF_SEEN_PEOPLE
from tweespoor.apps.attendance.rules import Refused
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.telling.rules import MessageKind
from tweespoor.core.vocabulary import Absence, AbsenceReason


@dataclass(frozen=True, kw_only=True)
class NewMark:
    """A mark as it comes in; no `absence` takes back what was there.

    `age` is how long ago it was made, by the clock of the device: a clock that is wrong then does no harm.
    """

    key: UUID
    person: UUID
    absence: Absence | None
    reason: AbsenceReason | None = None
    age: timedelta = timedelta(0)


@dataclass(kw_only=True)
class Recorded:
    """Which marks are kept (now, or already before), and why others are not, by their keys."""

    kept: list[UUID] = field(default_factory=list)
    refused: dict[UUID, str] = field(default_factory=dict)


@transaction.atomic
def record_marks(
    *,
    on: AttendanceList,
    marks: Sequence[NewMark],
    by: User | None,
    now: datetime,
    link: AttendanceLink | None = None,
) -> Recorded:
    """Put marks on a list that the user keeps. What was sent before is kept once; what cannot be is refused by itself.

    The hours of the people follow, in the week of the session.

    Raises:
        Refused: if nothing can be put on this list: it is of a day to come, or of too long ago.
    """
    session = on.session
    if not may_fill_in(session, now=now):
        raise Refused(_("Deze lijst kan nu niet ingevuld worden: de dag moet nog komen, of is te lang geleden."))
    listed = {each.person.pk for each in on.listed}
    before = {
        row.pk: row
        for row in AttendanceMark.objects.filter(pk__in=[each.key for each in marks]).unscoped(why=OF_SEEN_PEOPLE)
    }
    found, added = Recorded(), []
    for each in {mark.key: mark for mark in marks}.values():
        if each.key in before:
            _kept_before(found, each, row=before[each.key], session=session)
        elif each.person not in listed:
            found.refused[each.key] = _("Deze deelnemer staat niet meer op de lijst. Ververs de pagina.")
        else:
            added.append(_row(each, session=session, by=by, link=link, now=now))
            found.kept.append(each.key)
    AttendanceMark.objects.bulk_create(added, ignore_conflicts=True)  # the same, sent twice at one moment
    people = sorted({row.person_id for row in added}, key=str)
    if people:
        bring_hours(session=session, people=people, by=by, now=now)
        log.record(
            deed="attendance-recorded",
            on=session.whole,
            by=by.pk if by else None,
            now=now,
            people=people,
            organisation=None if by else session.programme.municipality_id,
            detail={**_when(session), "link": str(link.pk) if link else ""},
        )
    return found


def _kept_before(found: Recorded, mark: NewMark, *, row: AttendanceMark, session: Session) -> None:
    held = (row.person_id, row.group_id or row.language_class_id, row.day, row.half_day)
    if held == (mark.person, *session.key):
        found.kept.append(mark.key)
    else:
        found.refused[mark.key] = _("Dit stond al op een andere lijst. Ververs de pagina en kies opnieuw.")


def _row(
    mark: NewMark, *, session: Session, by: User | None, link: AttendanceLink | None, now: datetime
) -> AttendanceMark:
    has_reason = mark.absence is Absence.AUTHORISED and mark.reason is not None
    return AttendanceMark(
        id=mark.key,
        person_id=mark.person,
        absence=mark.absence.value if mark.absence else "",
        reason=mark.reason.value if has_reason and mark.reason else "",
        made_at=now - max(mark.age, timedelta(0)),
        recorded_at=now,
        recorded_by=by.pk if by else None,
        link=link.pk if link else None,
        **session.columns,
    )


@transaction.atomic
def call_off(*, session: Session, by: User, now: datetime) -> None:
    """Say that a session did not, or will not, take place: nobody is asked who was there, and who would come is told.

    Marks that were made before stay, and count no more while it is called off.

    Raises:
        Refused: if it was called off before.
    """
    row = _call_off(session, by=by, now=now)
    tell_people_of(session, kind=MessageKind.CANCELLED, about=f"cancelled:{row.pk}", by=by, now=now)


@transaction.atomic
def call_off_row(*, sessions: Sequence[Session], by: User, now: datetime) -> int:
    """Call off sessions of one group or class at one half-day that follow each other; people are told once of all.

    Returns how many people are told.

    Raises:
        Refused: if one of them was called off before.
    """
    rows = [_call_off(session, by=by, now=now) for session in sessions]
    about = f"cancelled:{rows[0].pk}"
    if len(sessions) == 1:
        return tell_people_of(sessions[0], kind=MessageKind.CANCELLED, about=about, by=by, now=now)
    return tell_people_of_all(sessions, kind=MessageKind.PAUSED, about=about, by=by, now=now)


def _call_off(session: Session, *, by: User, now: datetime) -> CancelledSession:
    try:
        with transaction.atomic():
            row = CancelledSession.objects.create(**session.columns, recorded_at=now, recorded_by=by.pk)
    except IntegrityError:
        raise Refused(_("Deze bijeenkomst was al afgezegd.")) from None
    _record("session-called-off", row, session=session, by=by, now=now)
    return row


@transaction.atomic
def take_back_call_off(*, session: Session, by: User, now: datetime) -> None:
    """Say that a session that was called off takes place after all.

    Raises:
        Refused: if it was not called off.
    """
    called_off = _take_back(session, by=by, now=now)
    tell_people_of(session, kind=MessageKind.RESUMED, about=f"resumed:{called_off}", by=by, now=now)


@transaction.atomic
def take_back_row(*, sessions: Sequence[Session], by: User, now: datetime) -> int:
    """Say that sessions of one group or class at one half-day, in order of time, take place after all; people are told
    once of all.

    Returns how many people are told.

    Raises:
        Refused: if one of them was not called off.
    """
    first, *_more = [_take_back(session, by=by, now=now) for session in sessions]
    return tell_people_of_all(sessions, kind=MessageKind.RESUMED, about=f"resumed:{first}", by=by, now=now)


def _take_back(session: Session, *, by: User, now: datetime) -> UUID:
    """Say that a session takes place; the id of the row that said otherwise."""
    row = CancelledSession.objects.filter(**session.columns).first()
    if row is None:
        raise Refused(_("Deze bijeenkomst was niet afgezegd."))
    called_off = row.pk
    CancelledSession.objects.filter(pk=called_off).delete()
    _record("session-takes-place", row, session=session, by=by, now=now)
    return called_off


def _record(deed: str, row: CancelledSession, *, session: Session, by: User, now: datetime) -> None:
    people = _people_marked(session)
    log.record(
        deed=deed, on=row, by=by.pk, now=now, organisation=session.programme.municipality_id, detail=_when(session)
    )
    bring_hours(session=session, people=people, by=by, now=now)


def _people_marked(session: Session) -> list[UUID]:
    rows = AttendanceMark.objects.filter(**session.columns).unscoped(why=OF_SEEN_PEOPLE)
    return sorted(set(rows.values_list("person_id", flat=True)), key=str)


def _when(session: Session) -> dict[str, str]:
    return {"day": session.day.isoformat(), "half_day": session.half_day.slug}
