"""Whose week a user may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tweespoor.apps.attendance.queries.sessions import classes_kept, groups_kept
from tweespoor.apps.attendance.rules import LIST_ROLES, LOOKING_ROLES
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.people.queries import purposes_for, visible_people
from tweespoor.apps.schedule.models import LanguageClass, Room, Trainer
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import visible_programmes
from tweespoor.apps.weeks.queries.meetings import Whose
from tweespoor.apps.weeks.rules import WeekKind
from tweespoor.core.access import EMERGENCY_PURPOSES
from tweespoor.core.vocabulary import Role


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Weeks of one kind that a user may see: the kind, and each by its id with its name and what tells it apart."""

    kind: WeekKind
    weeks: tuple[tuple[UUID, str, str], ...]


def shows_weeks(user: User) -> bool:
    """Whether there are weeks beside those of people for the user to see."""
    return bool(organisations_where(user, roles=LIST_ROLES))


def week_of_person(user: User, *, key: UUID) -> Whose | None:
    """A person's week, for who sees the person for a task and not for an emergency; None of who moved away."""
    person = visible_people(user).filter(pk=key, closed_on__isnull=True).first()
    if person is None or purposes_for(user, person=person) == EMERGENCY_PURPOSES:
        return None
    return Whose(WeekKind.PERSON, person)


def whose_week(user: User, *, kind: WeekKind, key: UUID) -> Whose | None:
    """The week of that kind that the user may see; None where there is none to see."""
    if kind is WeekKind.PERSON:
        return week_of_person(user, key=key)
    if kind is WeekKind.ORGANISATION:
        return _organisation(user, key=key)
    rows = {
        WeekKind.GROUP: groups_kept,
        WeekKind.LANGUAGE_CLASS: classes_kept,
        WeekKind.ROOM: _rooms,
        WeekKind.TRAINER: _trainers,
    }[kind](user)
    row = rows.filter(pk=key).first()
    return Whose(kind, row) if row is not None else None


def groups_opened(user: User) -> set[UUID]:
    """The ids of the groups in force whose page the user may open."""
    return set(groups_kept(user).values_list("pk", flat=True))


def shelves(user: User) -> list[Shelf]:
    """The weeks that the user may see, kind by kind; of groups the page of groups has the list."""
    found = [
        Shelf(kind=WeekKind.TRAINER, weeks=_listed(_trainers(user))),
        Shelf(kind=WeekKind.ROOM, weeks=_listed(_rooms(user))),
        Shelf(kind=WeekKind.ORGANISATION, weeks=tuple((each.pk, each.name, "") for each in _organisations(user))),
        Shelf(kind=WeekKind.LANGUAGE_CLASS, weeks=_listed(classes_kept(user).order_by("provider__name", "name"))),
    ]
    return [each for each in found if each.weeks]


def _listed(rows: Iterable[LanguageClass | Room | Trainer]) -> tuple[tuple[UUID, str, str], ...]:
    """By the name and what is beside it; what two programmes call the same, by the programme as well."""
    listed = list(rows)
    often = Counter((each.name, _beside(each)) for each in listed)
    return tuple(
        (each.pk, each.name, beside if often[each.name, beside] == 1 else f"{beside} · {_programme(each).short_name}")
        for each, beside in ((each, _beside(each)) for each in listed)
    )


def _programme(row: LanguageClass | Room | Trainer) -> Programme:
    return row.location.programme if isinstance(row, Room) else row.programme


def _beside(row: LanguageClass | Room | Trainer) -> str:
    match row:
        case LanguageClass():
            return row.provider.name
        case Room():
            return row.location.name
    return row.programme.name


def _rooms(user: User):  # type: ignore[no-untyped-def]
    """The rooms of programmes of the user's municipality."""
    municipal = organisations_where(user, roles=LOOKING_ROLES)
    rows = Room.objects.current().filter(location__programme__municipality__in=municipal)
    return rows.select_related("location__programme").order_by("location__name", "name")


def _trainers(user: User):  # type: ignore[no-untyped-def]
    """The trainers of programmes of the user's municipality, and the user as a trainer."""
    municipal = organisations_where(user, roles=LOOKING_ROLES)
    training = organisations_where(user, roles=[Role.TRAINER])
    mine = Q(user=user, organisation__in=training)
    rows = Trainer.objects.current().filter(Q(programme__municipality__in=municipal) | mine)
    return rows.select_related("programme").order_by("name").distinct()


def _organisations(user: User) -> list[Organisation]:
    """The user's own language provider, and the organisations that give lessons or trainings for the municipality."""
    own = organisations_where(user, roles=[Role.LANGUAGE_PROVIDER])
    programmes = _municipal_programmes(user)
    giving = Q(trainers__programme__in=programmes) | Q(language_classes__programme__in=programmes)
    return list(Organisation.objects.filter(Q(pk__in=own) | giving).distinct().order_by("name"))


def _organisation(user: User, *, key: UUID) -> Whose | None:
    row = next((each for each in _organisations(user) if each.pk == key), None)
    if row is None:
        return None
    if row.pk in organisations_where(user, roles=[Role.LANGUAGE_PROVIDER]):
        return Whose(WeekKind.ORGANISATION, row)
    return Whose(WeekKind.ORGANISATION, row, frozenset(_municipal_programmes(user)))


def _municipal_programmes(user: User) -> list[UUID]:
    municipal = organisations_where(user, roles=LOOKING_ROLES)
    if not municipal:
        return []
    rows: Iterable[Programme] = visible_programmes(user).filter(municipality__in=municipal)
    return [each.pk for each in rows]
