"""A week in parts: one for each group and class in it, so that what several weeks share is reckoned once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tweespoor.apps.attendance.queries import Session, Span, called_off_of, sessions_of
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

ALWAYS = Span(None, None)


@dataclass(frozen=True, kw_only=True)
class Part:
    """What a week has of one group or class: every meeting, or of a person those within one of the `spans`, and in the
    weeks of a room, a trainer or an organisation (`of`) those that are there or given by them.

    Two weeks with the same part have the same meetings of it.
    """

    kind: WeekKind
    key: UUID
    spans: tuple[Span, ...] = (ALWAYS,)
    of: tuple[WeekKind, UUID] | None = None


def parts_of(whose: Whose, *, first: date) -> list[Part]:
    """What a week is made of from a day on: together the parts have the meetings of `meetings_between`, and no other.

    What began before that day is the same part for all who are in it, whenever they came.
    """
    if isinstance(whose.row, Person):
        known = whose.attending
        both = ((WeekKind.GROUP, known.groups), (WeekKind.LANGUAGE_CLASS, known.classes))
        return [
            Part(kind=kind, key=key, spans=spans)
            for kind, found in both
            for key, of in found.items()
            if (spans := _from(of, first=first))
        ]
    if whose.kind in (WeekKind.GROUP, WeekKind.LANGUAGE_CLASS):
        return [Part(kind=whose.kind, key=whose.row.pk)]
    of = (whose.kind, whose.row.pk)
    found = []
    for kind, rows in ((WeekKind.GROUP, groups_of(whose)), (WeekKind.LANGUAGE_CLASS, classes_of(whose))):
        keys = rows.values_list("pk", flat=True)
        found += [Part(kind=kind, key=key, of=of) for key in dict.fromkeys(keys)]
    return found


def _from(spans: Iterable[Span], *, first: date) -> tuple[Span, ...]:
    left = (each for each in spans if each.last is None or first <= each.last)
    return tuple(each if each.first and each.first > first else each._replace(first=None) for each in left)


def meetings_of(part: Part, *, whose: Whose, first: date, last: date) -> list[Meeting]:
    """The meetings of a part of a week between two days, without who said not to come; none of a group that is no
    longer in force."""
    groups = group_in_force(part.key) if part.kind is WeekKind.GROUP else ()
    classes = class_in_force(part.key) if part.kind is WeekKind.LANGUAGE_CLASS else ()
    found: list[Session] = sessions_of(groups=groups, classes=classes, first=first, last=last)
    sessions = [each for each in found if any(span.covers(each.day) for span in part.spans)]
    if part.of is not None:
        sessions = [each for each in sessions if whose.has(each)]
    off = called_off_of(sessions)
    return [Meeting(session=each, is_off=each.key in off) for each in sessions]
