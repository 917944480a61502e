"""Of which lists an attendance file can be: those of classes, of groups, or of both, that the user keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tweespoor.apps.attendance.queries import Session, sessions_of, sessions_replaced
from tweespoor.apps.exchange.models import FileAbout
from tweespoor.apps.exchange.queries.attendance_files import classes_of, groups_of
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.schedule.models import Group, Timetable, TimetableStatus
from tweespoor.apps.schedule.queries import people_in_classes
from tweespoor.core.tabular import fold
from tweespoor.core.vocabulary import OrganisationKind


@dataclass(frozen=True, kw_only=True)
class FileLists:
    """The sessions of the days of a file; per class or group how it can be called and who is in it now; what a user is
    told that they are called; and which of them are groups."""

    sessions: list[Session]
    names: Mapping[UUID, frozenset[str]]
    members: Mapping[UUID, Collection[UUID]]
    called: list[str]
    groups: frozenset[UUID] = frozenset()


def lists_for(user: User, *, organisation: Organisation, about: str, days: Collection[date]) -> FileLists:
    """The lists that a file of an organisation can be about."""
    if about == FileAbout.CLASSES:
        return _of_classes(user, organisation=organisation, days=days)
    if about == FileAbout.GROUPS:
        return _of_groups(user, organisation=organisation, days=days)
    lessons = _of_classes(user, organisation=organisation, days=days)
    trainings = _of_groups(user, organisation=organisation, days=days)
    return FileLists(
        sessions=[*lessons.sessions, *trainings.sessions],
        names={**lessons.names, **trainings.names},
        members={**lessons.members, **trainings.members},
        called=list(dict.fromkeys([*lessons.called, *trainings.called])),
        groups=trainings.groups,
    )


def _of_classes(user: User, *, organisation: Organisation, days: Collection[date]) -> FileLists:
    classes = classes_of(user, organisation=organisation)
    sessions = sessions_of(classes=classes, first=min(days), last=max(days)) if days else []
    return FileLists(
        sessions=[each for each in sessions if each.day in days],
        names={one.pk: frozenset([fold(one.name)]) for one in classes},
        members={one.pk: people_in_classes([one]) for one in classes},
        called=[one.name for one in classes],
    )


def _of_groups(user: User, *, organisation: Organisation, days: Collection[date]) -> FileLists:
    """Also of timetables that were replaced, on the days on which they were in force."""
    groups = groups_of(user, organisation=organisation)
    sessions = sessions_of(groups=groups, first=min(days), last=max(days)) if days else []
    gone = sessions_replaced(user, first=min(days), last=max(days)) if days else []
    gone = [each for each in gone if _is_of(each, organisation=organisation)]
    sessions = [*_once_in_force(sessions), *gone]
    every = {group.pk: group for group in [*groups, *(each.group for each in gone if each.group)]}
    seats = Group.participants.through.objects.filter(group__in=list(every))
    members: dict[UUID, set[UUID]] = {key: set() for key in every}
    for group, person in seats.values_list("group_id", "person_id"):
        members[group].add(person)
    return FileLists(
        sessions=[each for each in sessions if each.day in days],
        names={key: _names(group) for key, group in every.items()},
        members=members,
        called=list(dict.fromkeys(f"{group.offer.name_nl} {group.number}" for group in every.values())),
        groups=frozenset(every),
    )


def _is_of(session: Session, *, organisation: Organisation) -> bool:
    if organisation.kind == OrganisationKind.MUNICIPALITY:
        return session.programme.municipality_id == organisation.pk
    group = session.group
    return group is not None and group.trainer is not None and group.trainer.organisation_id == organisation.pk


def _once_in_force(sessions: Iterable[Session]) -> list[Session]:
    """Without what was before the timetable came in force, where it replaced another: others met then."""
    listed = list(sessions)
    replacing = set(
        Timetable.objects.filter(
            programme__in={each.programme.pk for each in listed}, status=TimetableStatus.REPLACED
        ).values_list("programme", flat=True)
    )
    return [each for each in listed if each.programme.pk not in replacing or not each.was_before_publishing]


def _names(group: Group) -> frozenset[str]:
    """A training, in either language, with the number of the group or without."""
    names = (group.offer.name_nl, group.offer.name_en)
    return frozenset(fold(each) for name in names if name for each in (name, f"{name} {group.number}"))
