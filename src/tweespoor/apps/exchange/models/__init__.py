"""Imports and what is remembered of them."""

from tweespoor.apps.exchange.models.caseload import ColumnMapping, Import, ImportedPerson, ImportStatus

__all__ = ["ColumnMapping", "Import", "ImportStatus", "ImportedPerson"]
