"""Reads of what happens while a timetable is in force, on behalf of who plans it."""

from tweespoor.apps.change.queries.lockdowns import (
    Locked,
    by_kind,
    kinds_in_force,
    locked_by,
    told_by,
    treatment_of,
)
from tweespoor.apps.change.queries.meetings import (
    Hit,
    Key,
    ToTell,
    groups_with,
    happened_in,
    hits_of,
    people_seen,
    people_that_can,
    proposed,
    reached,
    registers,
    rows_called_off,
    rows_that_can,
    to_tell,
)

__all__ = [
    "Hit",
    "Key",
    "Locked",
    "ToTell",
    "by_kind",
    "groups_with",
    "happened_in",
    "hits_of",
    "kinds_in_force",
    "locked_by",
    "people_seen",
    "people_that_can",
    "proposed",
    "reached",
    "registers",
    "rows_called_off",
    "rows_that_can",
    "to_tell",
    "told_by",
    "treatment_of",
]
