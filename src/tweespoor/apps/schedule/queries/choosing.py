"""Reads for a run for some periods and people: who asks for what is planned, and what a draft was made for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from uuid import UUID

from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import NAMES, visible_people
from tweespoor.apps.people.queries.caseloads import managers_of
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.models import Period, Timetable, TimetableStatus
from tweespoor.apps.schedule.queries.board import levels_of
from tweespoor.apps.schedule.queries.enrolments import enrolled
from tweespoor.apps.schedule.queries.timetables import periods_of, published_timetable
from tweespoor.apps.schedule.queries.together import drafts_together
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import wishes_of
from tweespoor.core.vocabulary import LanguageLevel

WHO_ASKS = "the planner reckons with everybody in the programme"
CAN_GO_ON_FROM = (TimetableStatus.DRAFT, TimetableStatus.PUBLISHED, TimetableStatus.REPLACED)
SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Somebody who asks for a training that is planned, with what a project leader chooses by.

    `waits` is for how many trainings the person waits in the timetable that is gone on from; `programmes` are the names
    of the programmes in which that is asked, where it was asked in several.
    """

    person: Person
    level: LanguageLevel | None
    manager: UUID | None
    language_class: str
    waits: int
    programmes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MadeFor:
    """What a timetable was made for, to be shown: names of periods, and how many people of how many who asked; None
    where that was all of them."""

    periods: tuple[str, ...] | None
    people: int | None
    of: int


def who_asks(programme: Programme) -> frozenset[UUID]:
    """Everybody in a programme whose plan asks for a training that is planned."""
    first = programme.periods.current().order_by("starts_on").first()
    if first is None:
        return frozenset()
    offered = set(programme.offers.current().values_list("slug", flat=True))
    with whole_registry(why=WHO_ASKS):
        wishes = wishes_of(programme, on=first.starts_on)
    return frozenset(person for person, asked in wishes.items() if any(offered & {*wish.any_of} for wish in asked))


def askers(programme: Programme, *, user: User, base: Timetable | None) -> list[Asker]:
    """Those of them whom the user sees, by name."""
    people = list(visible_people(user).filter(pk__in=who_asks(programme)).order_by(*NAMES))
    ids = [person.pk for person in people]
    levels, managers, classes = levels_of(ids), managers_of(ids), enrolled(ids)
    waiting = Counter(base.unplaced.values_list("person_id", flat=True)) if base else Counter[UUID]()
    return [
        Asker(
            person=person,
            level=levels.get(person.pk),
            manager=managers.get(person.pk),
            language_class=classes.get(person.pk, ""),
            waits=waiting[person.pk],
        )
        for person in people
    ]


def askers_together(programmes: Sequence[Programme], *, user: User, base: Timetable | None) -> list[Asker]:
    """Who asks for a training in one of these programmes, of those whom the user sees, by name; once each.

    They wait in the timetables in force, or in `base` and the drafts that were made with it.
    """
    drafts = {each.programme_id: each for each in drafts_together(base)} if base else {}
    found: dict[UUID, Asker] = {}
    for programme in programmes:
        timetable = drafts.get(programme.pk) if base else published_timetable(programme)
        for each in askers(programme, user=user, base=timetable):
            before = found.get(each.person.pk)
            found[each.person.pk] = replace(
                each,
                waits=each.waits + (before.waits if before else 0),
                programmes=(*(before.programmes if before else ()), programme.name),
            )
    return sorted(found.values(), key=lambda each: attrgetter(*NAMES)(each.person))


def names_of_managers(rows: list[Asker]) -> list[tuple[UUID, str]]:
    """The case managers of these people, by name."""
    named = User.objects.filter(pk__in={row.manager for row in rows if row.manager})
    return [(user.pk, user.name) for user in named.order_by("name", "pk")]


def gone_on_from(programme: Programme) -> list[Timetable]:
    """The timetables that a run can go on from: the one in force, then the others, newest first."""
    rows = programme.timetables.filter(status__in=CAN_GO_ON_FROM)
    in_force = published_timetable(programme)
    others = rows.exclude(status=TimetableStatus.PUBLISHED)[:SHOWN]
    return [*([in_force] if in_force else []), *others]


def made_for(timetable: Timetable) -> MadeFor | None:
    """What a timetable was made for; None where it is for all periods and everybody."""
    chosen = bridge.chosen_of(timetable)
    if chosen is None:
        return None
    names = None
    if chosen.periods is not None and not {each.pk for each in periods_of(timetable.programme)} <= chosen.periods:
        names = tuple(Period.objects.filter(pk__in=chosen.periods).values_list("name", flat=True))
    people = len(chosen.people) if chosen.people is not None else chosen.of
    return MadeFor(periods=names, people=people if people < chosen.of else None, of=chosen.of)


def chosen_in(drafts: Sequence[Timetable]) -> tuple[set[UUID] | None, set[UUID] | None]:
    """The periods and the people that a run which goes on from these drafts is for; None where that is all of them."""
    chosen = [bridge.chosen_of(each) for each in drafts if each.status == TimetableStatus.DRAFT]
    periods = [each.periods for each in chosen if each is not None and each.periods is not None]
    people = [each.people for each in chosen if each is not None and each.people is not None]
    return set[UUID]().union(*periods) if periods else None, set[UUID]().union(*people) if people else None


def is_overtaken(timetable: Timetable) -> bool:
    """A draft for some periods and people was made when another timetable was in force: the rest of it is of then."""
    chosen = bridge.chosen_of(timetable)
    if chosen is None or timetable.status != TimetableStatus.DRAFT:
        return False
    in_force = published_timetable(timetable.programme)
    return chosen.in_force != (in_force.pk if in_force else None)
