"""A week in parts: one for each group and class in it, so that what several weeks share is reckoned once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tweespoor.apps.attendance.queries import Session, called_off_of, sessions_of
from tweespoor.apps.people.models import Person
from tweespoor.apps.weeks.queries.meetings import (
    Meeting,
    Whose,
    class_in_force,
    classes_of,
    group_in_force,
    groups_of,
)
from tweespoor.apps.weeks.rules import WeekKind


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a week has of one group or class: every meeting, up to the `last` day where there is one, and in the weeks
    of a room, a trainer or an organisation (`of`) those that are there or given by them.

    Two weeks with the same part have the same meetings of it.
    """

    kind: WeekKind
    key: UUID
    last: date | None = None
    of: tuple[WeekKind, UUID] | None = None


def parts_of(whose: Whose) -> list[Part]:
    """What a week is made of: together the parts have the meetings of `meetings_between`, and no other."""
    if isinstance(whose.row, Person):
        known = whose.attending
        groups = [Part(kind=WeekKind.GROUP, key=key, last=last) for key, last in known.groups.items()]
        return groups + [Part(kind=WeekKind.LANGUAGE_CLASS, key=key, last=last) for key, last in known.classes.items()]
    if whose.kind in (WeekKind.GROUP, WeekKind.LANGUAGE_CLASS):
        return [Part(kind=whose.kind, key=whose.row.pk)]
    of = (whose.kind, whose.row.pk)
    found = []
    for kind, rows in ((WeekKind.GROUP, groups_of(whose)), (WeekKind.LANGUAGE_CLASS, classes_of(whose))):
        keys = rows.values_list("pk", flat=True)
        found += [Part(kind=kind, key=key, of=of) for key in dict.fromkeys(keys)]
    return found


def meetings_of(part: Part, *, whose: Whose, first: date, last: date) -> list[Meeting]:
    """The meetings of a part of a week between two days, without who said not to come; none of a group that is no
    longer in force."""
    groups = group_in_force(part.key) if part.kind is WeekKind.GROUP else ()
    classes = class_in_force(part.key) if part.kind is WeekKind.LANGUAGE_CLASS else ()
    until = min(last, part.last) if part.last else last
    sessions: list[Session] = sessions_of(groups=groups, classes=classes, first=first, last=until)
    if part.of is not None:
        sessions = [each for each in sessions if whose.has(each)]
    off = called_off_of(sessions)
    return [Meeting(session=each, is_off=each.key in off) for each in sessions]
