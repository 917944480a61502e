"""Rows <-> marks of the core."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from tweespoor.apps.attendance.models import AttendanceMark
from tweespoor.core.attendance import Mark, holding
from tweespoor.core.vocabulary import Absence, AbsenceReason


def mark_of(row: AttendanceMark) -> Mark:
    """The mark a row holds."""
    return Mark(
        key=str(row.pk),
        person=str(row.person_id),
        absence=Absence(row.absence) if row.absence else None,
        reason=AbsenceReason(row.reason) if row.reason else None,
        made_at=timezone.localtime(row.made_at),
        recorded_at=timezone.localtime(row.recorded_at),
        by=str(row.recorded_by or row.link or ""),
        from_file=row.file is not None,
    )


def holding_marks(rows: Iterable[AttendanceMark]) -> dict[str, Mark]:
    """Per person of one session the mark that holds."""
    return holding(mark_of(row) for row in rows)
