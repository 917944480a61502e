"""Deeds: bringing a checked attendance file in, all of it or nothing, and taking it out again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import nullcontext
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.attendance import actions as attendance
from tweespoor.apps.exchange.actions.attendance_files import forget, locked_file, record
from tweespoor.apps.exchange.models import AttendanceFile, FileStatus, KnownName
from tweespoor.apps.exchange.queries import attendance_check as checks
from tweespoor.apps.exchange.queries import attendance_files as queries
from tweespoor.apps.exchange.queries.attendance_known import digest_of
from tweespoor.apps.exchange.rules import Refused
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import on_behalf_of_somebody, whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.core.tabular import Told
from tweespoor.core.vocabulary import Absence, Purpose

OWN_FILE = "of whom the user's organisation read marks in itself; nobody is shown"


@transaction.atomic
def bring_in(*, row: AttendanceFile, version: int, by: User, now: datetime, key: UUID | None = None) -> AttendanceFile:
    """Put what a checked file says on the lists; afterwards its cells are gone, and counts stay.

    Raises:
        Refused: if a problem or a choice is left, or nothing would change.
        Overtaken: if somebody else changed the file since `version`.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    locked = locked_file(row, version=version, by=by, status=FileStatus.CHECK)
    check = checks.check(locked, by, now=now)
    if not check.is_settled:
        raise Refused(_("Er staat nog iets open. Los dat eerst op, of laat die rijen weg."))
    if not check.coming:
        raise Refused(_("Alles uit dit bestand staat al op de lijsten. Er verandert niets."))
    for reader, told in _by_reader(check).items():
        with on_behalf_of_somebody(reader.pk) if reader else nullcontext():
            attendance.bring_from_file(file=locked.pk, told=told, by=by, now=now)
    _remember_names(locked, check, by=by, now=now)
    locked.counts = _counts(check)
    forget(locked)
    locked.status, locked.finished_at, locked.version = FileStatus.DONE, now, locked.version + 1
    locked.changed_at, locked.changed_by = now, by.pk
    locked.save()
    people = [each.person for each in check.coming if each.person]
    _record_people("attendance-file-read", people, on=locked, by=by, now=now)
    record("attendance-file-done", locked, by=by, now=now, detail=locked.counts)
    return locked


def _by_reader(check: checks.Check) -> dict[User | None, list[attendance.FromFile]]:
    """What comes in, by who let the user stand in; None is the user's own."""
    found: dict[User | None, list[attendance.FromFile]] = defaultdict(list)
    for each in check.coming:
        assert each.session is not None
        found[check.readers.get(each.session.key)].append(_told(each))
    return found


def _remember_names(row: AttendanceFile, check: checks.Check, *, by: User, now: datetime) -> None:
    """Keep whom somebody said that the file means, for the next file; in the place of whom she said before.

    Of whom she sees on the list of a meeting that she took over nothing is kept: that list is all she sees.
    """
    said = {who: person for who, person in row.decisions.get("people", {}).items() if person != checks.SKIP}
    people = {
        each.record.who: each.person
        for each in check.outcomes
        if each.person and each.record.who in said and each.person.pk not in check.known_by_name
    }
    seen = Person.objects.visible_to(by, purpose=Purpose.ATTENDANCE).order_by().values("pk")
    for who, person in people.items():
        name = {"organisation": row.organisation, "digest": digest_of(who, organisation=row.organisation)}
        KnownName.objects.filter(**name, person__in=seen, replaced_by=None).update(replaced_by=row.pk)
        KnownName.objects.create(**name, person=person, file=row.pk, said_at=now, said_by=by.pk)
    _record_people("attendance-name-remembered", people.values(), on=row, by=by, now=now)


def _told(each: checks.Outcome) -> attendance.FromFile:
    assert each.session is not None
    assert each.person is not None
    if each.told is Told.PLANNED:
        is_known = each.listed is not None and each.listed.planned is not None
        return attendance.FromFile(session=each.session, person=each.person.pk, is_planned=not is_known)
    return attendance.FromFile(session=each.session, person=each.person.pk, absence=Absence(each.told.value))


def _counts(check: checks.Check) -> dict[str, int]:
    kinds = checks.Becomes
    conflicts = check.of(kinds.CONFLICT)
    return {
        "added": len(check.of(kinds.ADDED)),
        "changed": len(check.of(kinds.CHANGED)) + sum(1 for each in conflicts if each.comes_in),
        "kept": sum(1 for each in conflicts if not each.comes_in),
        "same": len(check.of(kinds.SAME)),
        "left_out": len(check.of(kinds.LEFT_OUT)),
        "people": len({each.person.pk for each in check.coming if each.person}),
    }


@transaction.atomic
def undo(*, row: AttendanceFile, by: User, now: datetime, key: UUID | None = None) -> None:
    """Take what a file brought off the lists: what stood there before holds again, and what was tapped since stays.

    Raises:
        Refused: if it is not in, or not the user's to take out.
        AlreadyDone: if the request of `key` was carried out before.
    """
    locked = AttendanceFile.objects.select_for_update().select_related("organisation").get(pk=row.pk)
    if not queries.may_work_at(by, row=locked):
        raise Refused(_("U kunt dit bestand niet ongedaan maken."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    if locked.status != FileStatus.DONE:
        raise Refused(_("Dit bestand is niet ingelezen. Er is niets ongedaan te maken."))
    with whole_registry(why=OWN_FILE):  # also of whom she may no longer see
        ids = attendance.take_out_file(file=locked.pk, by=by, now=now)
        _forget_names(locked)
        people = list(Person.objects.filter(pk__in=ids))
    locked.status, locked.version = FileStatus.UNDONE, locked.version + 1
    locked.changed_at, locked.changed_by = now, by.pk
    locked.save()
    _record_people("attendance-file-taken-out", people, on=locked, by=by, now=now)
    record("attendance-file-undone", locked, by=by, now=now, detail={"people": len(ids)})


def _forget_names(row: AttendanceFile) -> None:
    """Forget whom somebody said that the file means: what it replaced holds again, or what replaced it does."""
    said = KnownName.objects.filter(file=row.pk)
    replaced = KnownName.objects.filter(replaced_by=row.pk)
    later = dict(said.exclude(replaced_by=None).values_list("digest", "replaced_by"))
    for digest, file in later.items():
        replaced.filter(digest=digest).update(replaced_by=file)
    replaced.update(replaced_by=None)
    said.delete()


def _record_people(deed: str, people: Iterable[Person], *, on: AttendanceFile, by: User, now: datetime) -> None:
    """One entry per municipality, with everybody of it that the file was about."""
    listed: dict[UUID, dict[UUID, None]] = defaultdict(dict)
    for person in people:
        listed[person.municipality_id][person.pk] = None
    log.record_all(
        log.Deed(deed=deed, on=on, by=by.pk, now=now, people=sorted(ids, key=str), organisation=municipality)
        for municipality, ids in sorted(listed.items(), key=lambda each: str(each[0]))
    )
