"""Deeds on assessments: adding a result with its report, and taking away one that does not belong here."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import BinaryIO
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.files import kind_of, name_to_keep
from tweespoor.apps.people.models import Assessment, Person
from tweespoor.apps.people.queries.assessments import may_register_instrument
from tweespoor.apps.people.rules import Refused
from tweespoor.core.vocabulary import Assessment as Instrument


def add_assessment(
    *,
    person: Person,
    instrument: Instrument,
    taken_on: date,
    result: str,
    file: BinaryIO | None,
    file_name: str = "",
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> Assessment:
    """Keep the result of an assessment, with its report where there is one.

    Raises:
        Refused: if the user does not register results of this instrument about this person.
        NotThisFile: if the report is of a kind that is not kept.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_register_instrument(by, person=person, instrument=instrument):
        raise Refused(_("U kunt bij deze deelnemer geen toetsen vastleggen."))
    row = Assessment(
        person=person,
        instrument=instrument.value,
        taken_on=taken_on,
        result=result,
        recorded_at=now,
        recorded_by=by.pk,
    )
    if file is not None:
        row.file_type = kind_of(file)
        row.file_name = name_to_keep(file_name, kind=row.file_type)
        row.file = File(file, name=row.file_name)
    try:
        _write(row, by=by, now=now, key=key)
    except BaseException:
        if row.file and row.file._committed:
            row.file.storage.delete(row.file.name)
        raise
    return row


@transaction.atomic
def _write(row: Assessment, *, by: User, now: datetime, key: UUID | None) -> None:
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    row.save(force_insert=True)
    detail = {"instrument": row.instrument, "file": bool(row.file)}
    log.record(deed="assessment-added", on=row, by=by.pk, now=now, person=row.person_id, detail=detail)


@transaction.atomic
def remove_assessment(*, assessment: Assessment, by: User, now: datetime) -> None:
    """Take away an assessment and its report, because it is somebody else's or should not be here.

    Raises:
        Refused: if the user does not register results of this instrument about this person.
    """
    instrument = Instrument(assessment.instrument)
    if not may_register_instrument(by, person=assessment.person, instrument=instrument):
        raise Refused(_("U kunt bij deze deelnemer geen toetsen weghalen."))
    detail = {"instrument": assessment.instrument, "file": bool(assessment.file)}
    log.record(deed="assessment-removed", on=assessment, by=by.pk, now=now, person=assessment.person_id, detail=detail)
    if assessment.file:
        storage, name = assessment.file.storage, assessment.file.name
        transaction.on_commit(lambda: storage.delete(name))
    assessment.delete()


def forget_files(person: Person) -> None:
    """Take the reports of a person's assessments from the disk, once the person is gone."""
    for row in person.assessments.exclude(file=""):
        storage, name = row.file.storage, row.file.name
        transaction.on_commit(partial(storage.delete, name))


@transaction.atomic
def record_download(*, assessment: Assessment, by: User, now: datetime) -> None:
    """Note that somebody took a report along."""
    detail = {"instrument": assessment.instrument}
    log.record(
        deed="assessment-file-read", on=assessment, by=by.pk, now=now, person=assessment.person_id, detail=detail
    )
