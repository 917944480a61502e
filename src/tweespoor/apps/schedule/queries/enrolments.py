"""Who attends which language class: of one person, of many, and everybody in the classes of a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import fact_in, row_behind
from tweespoor.apps.schedule.models import Enrolment, Group, LanguageClass, Timetable, TimetableStatus
from tweespoor.apps.schedule.own_hours import lessons_take_up
from tweespoor.apps.schedule.queries.dates import ends_before
from tweespoor.apps.trajectories.models import Trajectory
from tweespoor.core.facts import Fact, Value
from tweespoor.core.names import fold

FIRST_CLASSES = 50
"""So many classes, if they are of the usual size, hold as many people as a search shows."""

MANY_CLASSES = 500
"""So many classes hold a good part of everybody: from here on the class of each person is looked up in turn, until
enough people are found, and the query does not list the classes."""


def class_of(person: Person, *, timetable: Timetable | None) -> LanguageClass | None:
    """The language class a person attends: the one the timetable switches to, or the one enrolled in."""
    switched = timetable.switches.get(str(person.pk)) if timetable else None
    if switched:
        return LanguageClass.objects.select_related("location", "provider").filter(pk=switched).first()
    if person.closed_on is not None:
        return None
    rows = Enrolment.objects.select_related("language_class__location", "language_class__provider")
    enrolment = rows.filter(person=person).first()
    if enrolment is None or not _of_who_goes_on().filter(pk=enrolment.pk).exists():
        return None
    return enrolment.language_class


def class_now(person: Person) -> LanguageClass | None:
    """The language class a person attends now, whichever of the person's programmes moved the person there."""
    running = Trajectory.objects.filter(person=person, ended_on__isnull=True).values("programme")
    in_force = Timetable.objects.filter(programme__in=running, status=TimetableStatus.PUBLISHED)
    return class_of(person, timetable=next(iter(moved_by(in_force, person=person)), None))


COURSE = "language-course"
"""The variable that says in words which course somebody follows; its history is kept as that of every fact."""


@dataclass(frozen=True, kw_only=True)
class CourseNow:
    """The language course somebody follows: the class, where it is one that is registered here, and what was said of it
    in words; `seen` tells whether that is still what a page showed."""

    language_class: LanguageClass | None
    fact: Fact[Value]
    seen: str


def course_now(person: Person) -> CourseNow:
    """The language course somebody follows now."""
    there = class_now(person)
    row = row_behind(person, slug=COURSE)
    return CourseNow(
        language_class=there,
        fact=fact_in(row) if row else Fact.not_asked(),
        seen=f"{there.pk if there else ''}/{row.pk if row else ''}",
    )


def trainings_during(language_class: LanguageClass, *, person: Person, today: date) -> list[Group]:
    """The groups of a person, in timetables in force and not over, that meet while the class has its lessons."""
    taken = set(lessons_take_up(language_class))
    rows = Group.objects.filter(participants=person, timetable__status=TimetableStatus.PUBLISHED)
    groups = rows.select_related("offer", "period").unscoped(why="the caller showed that the person is visible")
    return sorted(
        (
            each
            for each in groups
            if ends_before(each.period) > today and taken & {slug for session in each.sessions for slug in session}
        ),
        key=lambda group: (group.period.starts_on, group.offer.name_nl, group.number),
    )


def moved_by(timetables: QuerySet[Timetable], *, person: Person) -> QuerySet[Timetable]:
    """Of these timetables those that move the person to another class than the one enrolled in."""
    return timetables.filter(switches__has_key=str(person.pk))


def classes_for(person: Person) -> list[LanguageClass]:
    """The classes that a person can be put in: those of the municipality, of the person's own programmes first; none of
    a programme that the person left, where an enrolment would not hold."""
    courses = Trajectory.objects.filter(person=person).values_list("programme", "ended_on")
    own = {programme for programme, ended_on in courses if ended_on is None}
    left = {programme for programme, _ended_on in courses} - own
    rows = LanguageClass.objects.current().filter(programme__municipality=person.municipality_id)
    rows = rows.exclude(programme__in=left)
    found = rows.select_related("provider", "location", "programme").order_by(
        "programme__name", "provider__name", "name"
    )
    return sorted(found, key=lambda each: each.programme_id not in own)


def enrolled(people: Iterable[UUID]) -> dict[UUID, str]:
    """Per person the name of the language class enrolled in; none of who left its programme."""
    rows = _lasting_enrolments().filter(person__in=list(people))
    return dict(rows.values_list("person_id", "language_class__name"))


def in_classes_named(words: Sequence[str]) -> Iterator[Q]:
    """Conditions on people in a class with each of these words in its own name or its school's, one after another: in
    the class of just this name, in the first classes in the order of names, and in all of them.

    A condition is made when it is asked for: where the first classes hold as many people as are shown, nobody is looked
    up in the others. None where there is no such class.
    """
    if not words:
        return
    classes = LanguageClass.objects.filter(_named(words)).alias(other_name=~Q(name__iexact=" ".join(words)))
    first = list(classes.order_by("other_name", "name").values_list("pk", "name")[: FIRST_CLASSES + 1])
    same = [key for key, name in first if fold(name) == " ".join(words)]
    for some in (same, [key for key, _name in first[:FIRST_CLASSES] if key not in same]):
        if some:
            yield _attend(some)
    if len(first) <= FIRST_CLASSES:
        return
    found = list(classes.order_by().values_list("pk", flat=True)[:MANY_CLASSES])
    if len(found) < MANY_CLASSES:
        yield _attend(found)
    else:
        there = _of_who_goes_on().filter(_named(words, of="language_class__"), person=OuterRef("pk"))
        yield Q(Exists(there), closed_on__isnull=True)


def _attend(classes: Sequence[UUID]) -> Q:
    """The condition on people in one of these classes."""
    there = _of_who_goes_on().filter(language_class__in=classes)
    return Q(closed_on__isnull=True, pk__in=there.values("person"))


def _named(words: Sequence[str], *, of: str = "") -> Q:
    """The condition on a class (`of` is the way to it) that each of these words is in its own name or its school's."""
    condition = Q()
    for word in words:
        schools = Organisation.objects.filter(name__icontains=word).order_by().values("pk")
        condition &= Q(**{f"{of}provider__in": schools}) | Q(**{f"{of}name__icontains": word})
    return condition


def _lasting_enrolments() -> QuerySet[Enrolment]:
    """The enrolments of who did not leave the programme of the class, nor the municipality.

    An enrolment stays when somebody stops: it says where the person was, and holds again where the person comes back.
    """
    return _of_who_goes_on().filter(person__closed_on__isnull=True)


def _of_who_goes_on() -> QuerySet[Enrolment]:
    """The enrolments of who did not leave the programme of the class; what ended is looked up first, in an index of its
    own."""
    ended = Trajectory.objects.filter(
        person=OuterRef("person"), programme=OuterRef("language_class__programme"), ended_on__isnull=False
    )
    running = Trajectory.objects.filter(
        person=OuterRef("person"), programme=OuterRef("programme"), ended_on__isnull=True
    )
    return Enrolment.objects.filter(~Exists(ended.filter(~Exists(running))))
