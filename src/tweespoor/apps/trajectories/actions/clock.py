"""Deeds: writing down events of a case and hours, and withdrawing what was wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.trajectories.models import CaseEvent, SpentHours
from tweespoor.apps.trajectories.queries.clock import CLOCK, attended_of, may_note
from tweespoor.core.legalclock import Hours, counts
from tweespoor.core.legalclock.purposes import purpose_of
from tweespoor.core.vocabulary import CaseEventKind, HoursKind, Purpose, Route


@dataclass(frozen=True, kw_only=True)
class NewEvent:
    """An event to write down; see `CaseEvent`."""

    kind: CaseEventKind
    on: date
    until: date | None = None
    months: int | None = None
    route: Route | None = None
    by_committee: bool = False
    about: str = ""
    evidence: str = ""
    noted_on: date | None = None
    """The day it was written down elsewhere, of what is brought from there; today where it is left out."""


@dataclass(frozen=True, kw_only=True)
class NewHours:
    """Hours to write down; see `SpentHours`."""

    kind: HoursKind
    on: date
    minutes: int
    municipality: str
    ground: str
    dutch_environment: bool | None = None
    evidence: str = ""


@transaction.atomic
def note_event(*, person: Person, event: NewEvent, by: User, now: datetime, key: UUID | None = None) -> CaseEvent:
    """Write down an event of a case.

    Raises:
        Refused: if the user does not write down such events of this person.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_note(by, person=person, kind=event.kind):
        raise Refused(_("U kunt bij deze deelnemer geen gebeurtenissen vastleggen."))
    _claim(key, by=by, now=now)
    row = _event_row(person, event, by=by.pk, now=now)
    row.save(force_insert=True)
    _record("case-event-noted", row, by=by, now=now)
    return row


@transaction.atomic
def note_hours(*, person: Person, hours: NewHours, by: User, now: datetime, key: UUID | None = None) -> SpentHours:
    """Write down hours.

    Raises:
        Refused: if the user does not write down hours of this person.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_note(by, person=person):
        raise Refused(_("U kunt bij deze deelnemer geen uren vastleggen."))
    _claim(key, by=by, now=now)
    row = _hours_row(person, hours, by=by.pk, now=now)
    row.save(force_insert=True)
    _record("hours-noted", row, by=by, now=now)
    return row


@transaction.atomic
def bring_cases(
    *,
    events: Mapping[Person, Sequence[NewEvent]],
    hours: Mapping[Person, Sequence[NewHours]] | None = None,
    now: datetime,
    by: User | None = None,
) -> None:
    """Write down many events and hours of people at once, of whom the caller has checked who may; one log entry."""
    key = by.pk if by else None
    spent = hours or {}
    dated = [_event_row(person, each, by=key, now=now) for person, told in events.items() for each in told]
    counted = [_hours_row(person, each, by=key, now=now) for person, told in spent.items() for each in told]
    CaseEvent.objects.bulk_create(dated, batch_size=1000)
    SpentHours.objects.bulk_create(counted, batch_size=1000)
    people = list(dict.fromkeys(person.pk for person in (*events, *spent)))
    detail = {"events": len(dated), "hours": len(counted)}
    log.record(deed="cases-brought", on=CaseEvent, by=key, now=now, people=people, detail=detail)


def pass_on_case(*, old: Person, new: Person, purposes: Collection[Purpose], now: datetime) -> int:
    """Copy what was noted of somebody to the dossier of the municipality that takes the person over; how many rows.

    When each was written down goes along: whether a wait for information was noted in time depends on it. What was
    withdrawn, and what belongs to no set of facts that goes along, stays behind. Hours that follow from progress go
    along as hours that were written down: the law counts them (Bi 3.14), and the other municipality does not keep that
    progress. The caller has checked who may, and logs.
    """
    if CLOCK not in purposes:
        return 0
    events = [
        row
        for row in CaseEvent.objects.standing().filter(person=old)
        if purpose_of(CaseEventKind(row.kind)) in purposes and row.kind != CaseEventKind.AGREEMENT_KEPT
    ]
    hours = list(SpentHours.objects.standing().filter(person=old))
    if Purpose.ATTENDANCE in purposes:
        hours += _as_rows(attended_of(old), now=now)
    for event in events:
        event.pk, event.person, event.recorded_by = uuid4(), new, None
    for spent in hours:
        spent.pk, spent.person, spent.recorded_by, spent.handed_over = uuid4(), new, None, True
    CaseEvent.objects.bulk_create(events, batch_size=1000)
    SpentHours.objects.bulk_create(hours, batch_size=1000)
    return len(events) + len(hours)


def _as_rows(attended: Iterable[Hours], *, now: datetime) -> list[SpentHours]:
    """Hours of weeks as rows of hours, so that the ledger says the same of every day to come.

    What counts stays per week: the day on which a norm was met, and the pace of a forecast, hang on it. What somebody
    has yet to check is told per month, one question each. A week that is not over yet waits for its last day.
    """
    today = timezone.localdate(now)
    found: dict[tuple[HoursKind, date], list[Hours]] = defaultdict(list)
    for each in attended:
        is_over = each.on <= today
        found[each.kind, each.on.replace(day=1) if is_over and counts(each) is None else each.on].append(each)
    return [
        SpentHours(
            kind=kind.value,
            on=max(each.on for each in rows),
            minutes=sum(each.minutes for each in rows),
            municipality=rows[0].municipality[:120],
            ground=rows[0].ground,
            evidence=(_("Uit de voortgang bij %(municipality)s") % {"municipality": rows[0].municipality})[:200],
            recorded_at=now,
        )
        for (kind, _since), rows in sorted(found.items(), key=lambda pair: pair[0][1])
    ]


@transaction.atomic
def withdraw(*, row: CaseEvent | SpentHours, by: User, now: datetime, key: UUID | None = None) -> None:
    """Say that an event or hours were written down wrongly: they no longer count, and are kept.

    Raises:
        Refused: if the user does not write down such events or hours of this person, or it was withdrawn before.
        AlreadyDone: if the request of `key` was carried out before.
    """
    is_event = isinstance(row, CaseEvent)
    if not may_note(by, person=row.person, kind=CaseEventKind(row.kind) if is_event else None):
        raise Refused(_("U kunt dit bij deze deelnemer niet intrekken."))
    _claim(key, by=by, now=now)
    held = type(row).objects.select_for_update().get(pk=row.pk)
    if held.withdrawn_at is not None:
        raise Refused(_("Dit is intussen al ingetrokken."))
    held.withdrawn_at, held.withdrawn_by = now, by.pk
    held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record("case-event-withdrawn" if is_event else "hours-withdrawn", held, by=by, now=now)


@transaction.atomic
def check_hours(*, hours: SpentHours, counts: bool, by: User, now: datetime, key: UUID | None = None) -> None:
    """Say whether participation was in a Dutch-language environment and not in isolation, so that it counts.

    Raises:
        Refused: if the user does not write down hours of this person, or somebody said so in between.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_note(by, person=hours.person):
        raise Refused(_("U kunt bij deze deelnemer geen uren nagaan."))
    _claim(key, by=by, now=now)
    row = SpentHours.objects.select_for_update().get(pk=hours.pk)
    if row.withdrawn_at is not None or row.dutch_environment is not None:
        theirs = _("tellen mee") if row.dutch_environment else _("tellen niet mee")
        raise Refused(
            _("Een ander ging deze uren intussen na: ze %(theirs)s. Klopt dat niet, trek ze in en leg ze opnieuw vast.")
            % {"theirs": theirs}
        )
    row.dutch_environment = counts
    row.save(update_fields=["dutch_environment"])
    _record("hours-checked", row, by=by, now=now)


def _claim(key: UUID | None, *, by: User, now: datetime) -> None:
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)


def _record(deed: str, row: CaseEvent | SpentHours, *, by: User, now: datetime) -> None:
    log.record(
        deed=deed,
        on=row,
        by=by.pk,
        now=now,
        person=row.person_id,
        organisation=row.person.municipality_id,
        detail={"kind": row.kind},
    )


def _event_row(person: Person, event: NewEvent, *, by: UUID | None, now: datetime) -> CaseEvent:
    return CaseEvent(
        person=person,
        kind=event.kind.value,
        on=event.on,
        until=event.until,
        months=event.months,
        route=event.route.value if event.route else "",
        by_committee=event.by_committee,
        about=event.about,
        evidence=event.evidence,
        recorded_at=_noted(event.noted_on, now=now),
        recorded_by=by,
    )


def _hours_row(person: Person, hours: NewHours, *, by: UUID | None, now: datetime) -> SpentHours:
    return SpentHours(
        person=person,
        kind=hours.kind.value,
        on=hours.on,
        minutes=hours.minutes,
        municipality=hours.municipality,
        ground=hours.ground,
        dutch_environment=hours.dutch_environment,
        evidence=hours.evidence,
        recorded_at=now,
        recorded_by=by,
    )


def _noted(on: date | None, *, now: datetime) -> datetime:
    """The moment of writing down: noon of another day, where it was written down elsewhere."""
    if on is None:
        return now
    return timezone.make_aware(datetime.combine(on, time(12)))
