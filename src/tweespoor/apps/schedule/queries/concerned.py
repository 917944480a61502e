"""Which colleagues a new timetable concerns: who gives a group that changes, who teaches somebody it changes for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import administrators_of
from tweespoor.apps.schedule.models import LanguageClass, Timetable, Trainer
from tweespoor.core.planning.difference import Difference


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """The users who are told as trainer and as teacher, and who is not: trainers and classes without an account.

    Of a class without teachers with an account, the administrators of its school are told as its teachers.
    """

    trainers: tuple[User, ...] = ()
    teachers: tuple[User, ...] = ()
    trainers_without: tuple[Trainer, ...] = ()
    classes_without: tuple[LanguageClass, ...] = ()

    @property
    def told(self) -> tuple[User, ...]:
        """Everybody who is told, each once, by name."""
        return tuple(sorted({*self.trainers, *self.teachers}, key=lambda user: (user.name, str(user.pk))))

    @property
    def anybody(self) -> bool:
        """Whether it concerns any colleague at all."""
        return any((self.trainers, self.teachers, self.trainers_without, self.classes_without))


def concerned_by(changed: Difference, *, after: Timetable, by: User) -> Concerned:
    """Whom of the colleagues what changes concerns; not `by`, who makes it so."""
    given = list(Trainer.objects.filter(pk__in=_trainers(changed)).select_related("user"))
    trainers = {each.user for each in given if each.user is not None and each.user.is_active}
    rows = LanguageClass.objects.filter(pk__in=_classes(changed, after=after)).select_related("provider")
    teachers: set[User] = set()
    without = []
    for taught in rows.prefetch_related("teachers"):
        of_class = {user for user in taught.teachers.all() if user.is_active} or set(administrators_of(taught.provider))
        teachers |= of_class
        if not of_class:
            without.append(taught)
    return Concerned(
        trainers=_by_name(trainers - {by}),
        teachers=_by_name(teachers - {by}),
        trainers_without=tuple(each for each in given if each.user is None or not each.user.is_active),
        classes_without=tuple(without),
    )


def _by_name(users: Iterable[User]) -> tuple[User, ...]:
    return tuple(sorted(users, key=lambda user: (user.name, str(user.pk))))


def _trainers(changed: Difference) -> set[UUID]:
    """Who gave or gives a group that is not as it was."""
    groups = (group for each in changed.groups for group in (each.before, each.after) if group is not None)
    return {UUID(group.trainer) for group in groups}


def _classes(changed: Difference, *, after: Timetable) -> set[UUID]:
    """The classes of those whose groups or class differ, both classes of who switches."""
    people = {each.participant: each for each in changed.people if each.changed}
    classes: set[str | None] = set()
    for each in changed.instance.participants:
        if each.id in people:
            classes.add(after.switches.get(each.id, each.class_id))
            for change in people[each.id].changes:
                classes |= {change.class_before, change.class_after}
    return {UUID(each) for each in classes if each}
