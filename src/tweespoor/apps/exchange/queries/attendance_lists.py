"""Of which lists an attendance file can be: those of classes, of groups, or of both, that the user keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from tweespoor.apps.attendance.queries import Session, StoodIn, sessions_of, sessions_replaced, stood_in_for
from tweespoor.apps.exchange.models import FileAbout
from tweespoor.apps.exchange.queries.attendance_files import classes_of, groups_of
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.schedule.models import Group, Timetable, TimetableStatus
from tweespoor.apps.schedule.queries import people_by_class
from tweespoor.core.tabular import fold
from tweespoor.core.vocabulary import OrganisationKind


@dataclass(frozen=True, kw_only=True)
class FileLists:
    """The sessions of the days of a file; per class or group how it can be called and who is in it now; what a user is
    told that each is called (`titles`), and all together; and which of them are groups.

    `taken_over` are the lists of meetings at which the user stands in: of those groups these meetings alone.
    """

    sessions: list[Session]
    names: Mapping[UUID, frozenset[str]]
    members: Mapping[UUID, Collection[UUID]]
    titles: Mapping[UUID, str]
    groups: frozenset[UUID] = frozenset()
    taken_over: tuple[StoodIn, ...] = ()

    @property
    def called(self) -> tuple[str, ...]:
        """What they are called, each once."""
        return tuple(dict.fromkeys(self.titles.values()))


def lists_for(
    user: User, *, organisation: Organisation, about: str, days: Collection[date], now: datetime
) -> FileLists:
    """The lists that a file of an organisation can be about."""
    if about == FileAbout.CLASSES:
        return _of_classes(user, organisation=organisation, days=days)
    trainings = _of_groups(user, organisation=organisation, days=days)
    if days:
        found = stood_in_for(organisation, user=user, first=min(days), last=max(days), now=now)
        trainings = _with(trainings, taken_over=[each for each in found if each.list.session.day in days])
    if about == FileAbout.GROUPS:
        return trainings
    lessons = _of_classes(user, organisation=organisation, days=days)
    return FileLists(
        sessions=[*lessons.sessions, *trainings.sessions],
        names={**lessons.names, **trainings.names},
        members={**lessons.members, **trainings.members},
        titles={**lessons.titles, **trainings.titles},
        groups=trainings.groups,
        taken_over=trainings.taken_over,
    )


def _with(trainings: FileLists, *, taken_over: Iterable[StoodIn]) -> FileLists:
    """With the meetings that the user takes over; in such a group is who is on their lists."""
    found = tuple(taken_over)
    groups = {each.list.session.whole.pk: each.list.session.group for each in found}
    names = {key: _names(group) for key, group in groups.items() if group}
    titles = {key: _called(group) for key, group in groups.items() if group}
    return replace(
        trainings,
        names={**trainings.names, **names},
        members={**dict.fromkeys(groups, frozenset()), **trainings.members},
        titles={**trainings.titles, **titles},
        groups=trainings.groups | groups.keys(),
        taken_over=found,
    )


def _of_classes(user: User, *, organisation: Organisation, days: Collection[date]) -> FileLists:
    classes = classes_of(user, organisation=organisation)
    sessions = sessions_of(classes=classes, first=min(days), last=max(days)) if days else []
    return FileLists(
        sessions=[each for each in sessions if each.day in days],
        names={one.pk: frozenset([fold(one.name)]) for one in classes},
        members=people_by_class(classes),
        titles={one.pk: one.name for one in classes},
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
        titles={key: _called(group) for key, group in every.items()},
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


def _called(group: Group) -> str:
    return f"{group.offer.name_nl} {group.number}"


def _names(group: Group) -> frozenset[str]:
    """A training, in either language, with the number of the group or without."""
    names = (group.offer.name_nl, group.offer.name_en)
    return frozenset(fold(each) for name in names if name for each in (name, f"{name} {group.number}"))
