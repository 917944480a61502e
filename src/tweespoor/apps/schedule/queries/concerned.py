"""Which colleagues a new timetable concerns: who gives a group that changes, who teaches somebody it changes for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import administrators_of
from tweespoor.apps.schedule.models import LanguageClass, Timetable, Trainer
from tweespoor.core.planning.difference import Difference


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """The users who are told as trainer and as teacher, and who is not: trainers and classes without an account.

    Of each trainer the ids by which her groups name her; of each teacher her classes, with for how many people of each
    something changes. Of a class without teachers with an account, the administrators of its school are told.
    """

    trainers: Mapping[User, frozenset[str]] = field(default_factory=dict)
    teachers: Mapping[User, Mapping[LanguageClass, int]] = field(default_factory=dict)
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
    trainers: dict[User, frozenset[str]] = {}
    for each in given:
        if each.user is not None and each.user.is_active:
            trainers[each.user] = trainers.get(each.user, frozenset()) | {str(each.pk)}
    counts = Counter(_classes(changed, after=after))
    rows = LanguageClass.objects.filter(pk__in=counts).select_related("provider").prefetch_related("teachers")
    teachers: dict[User, dict[LanguageClass, int]] = {}
    without = []
    for taught in rows:
        of_class = [user for user in taught.teachers.all() if user.is_active] or administrators_of(taught.provider)
        for user in of_class:
            teachers.setdefault(user, {})[taught] = counts[taught.pk]
        if not of_class:
            without.append(taught)
    return Concerned(
        trainers={user: names for user, names in trainers.items() if user != by},
        teachers={user: classes for user, classes in teachers.items() if user != by},
        trainers_without=tuple(each for each in given if each.user is None or not each.user.is_active),
        classes_without=tuple(without),
    )


def _classes(changed: Difference, *, after: Timetable) -> Iterator[UUID]:
    """The classes of those whose groups or class differ, both classes of who switches, once for each person."""
    people = {each.participant: each for each in changed.people if each.changed}
    for each in changed.instance.participants:
        if each.id in people:
            classes: set[str | None] = {after.switches.get(each.id, each.class_id)}
            for change in people[each.id].changes:
                classes |= {change.class_before, change.class_after}
            yield from (UUID(name) for name in classes if name)


def _trainers(changed: Difference) -> set[UUID]:
    """Who gave or gives a group that is not as it was."""
    groups = (group for each in changed.groups for group in (each.before, each.after) if group is not None)
    return {UUID(group.trainer) for group in groups}
