"""Imports and what is remembered of them."""

from tweespoor.apps.exchange.models.attendance import (
    FILE_OPEN,
    AttendanceFile,
    FileAbout,
    FileStatus,
    KnownName,
    SchoolWord,
)
from tweespoor.apps.exchange.models.caseload import ColumnMapping, Import, ImportedPerson, ImportStatus
from tweespoor.apps.exchange.models.classes import ClassImport
from tweespoor.apps.exchange.models.lists import ListInHand

__all__ = [
    "FILE_OPEN",
    "AttendanceFile",
    "ClassImport",
    "ColumnMapping",
    "FileAbout",
    "FileStatus",
    "Import",
    "ImportStatus",
    "ImportedPerson",
    "KnownName",
    "ListInHand",
    "SchoolWord",
]
