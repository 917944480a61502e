"""What the people of a language class meet next in their trainings, for whoever teaches them the words before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tweespoor.apps.attendance.models import CancelledSession
from tweespoor.apps.attendance.queries.sessions import classes_kept, groups_kept
from tweespoor.apps.attendance.queries.themes import courses_of
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models import Group, LanguageClass, Theme, TimetableStatus
from tweespoor.apps.schedule.queries import day_shown, lesson_days, people_in_classes, periods_of
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import left_of
from tweespoor.core.preteaching import Course, Laid, lesson_before
from tweespoor.core.vocabulary import Purpose
from tweespoor.core.week import HalfDay, monday_of

COUNTED = "it counts who is left out, and shows nobody"
OF_SEEN_PEOPLE = "of people whose class and level the user may see"
LESSONS_SINCE = timedelta(weeks=4)


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """A meeting that people of a class come to, with its theme, and the class's last lesson before it."""

    group: Group
    laid: Laid[Theme]
    people: tuple[Person, ...]
    lesson: tuple[date, HalfDay] | None


@dataclass(frozen=True, kw_only=True)
class AheadWeek:
    """What comes in one week, in order of time."""

    monday: date
    meetings: tuple[Ahead, ...]


@dataclass(frozen=True, kw_only=True)
class ClassAhead:
    """What comes for a class, week by week; `hidden` is how many of the class the user may not see this of."""

    people: tuple[Person, ...]
    hidden: int
    weeks: tuple[AheadWeek, ...]

    @property
    def shown(self) -> list[Person]:
        """Everybody who is named."""
        return list({person: None for week in self.weeks for each in week.meetings for person in each.people})


@dataclass(frozen=True, kw_only=True)
class GroupCourse:
    """A group with its themes and their days."""

    group: Group
    course: Course[Theme]


def day_ahead(programme: Programme, *, today: date) -> date:
    """The day to look ahead from: today, or the first day of the period that is shown where none is under way."""
    return day_shown(periods_of(programme), today=today)


def classes_ahead(user: User) -> list[LanguageClass]:
    """The classes for which the user looks ahead: those whose lists the user keeps."""
    return list(classes_kept(user).order_by("provider__name", "programme__name", "name"))


def class_ahead_of(user: User, *, class_id: UUID) -> LanguageClass | None:
    """One of them; None where there is none to see."""
    return classes_kept(user).filter(pk=class_id).first()


def class_ahead(user: User, *, language_class: LanguageClass, monday: date, weeks: int) -> ClassAhead:
    """What the people of a class meet in their trainings in some weeks; in a fixed number of queries."""
    people, hidden = _people_of(user, language_class=language_class)
    mondays = [monday + timedelta(weeks=week) for week in range(weeks)]
    before = monday + timedelta(weeks=weeks)
    groups, members = _groups_of(people)
    lessons = _lessons(language_class, first=monday - LESSONS_SINCE, before=before)
    found: dict[date, list[Ahead]] = defaultdict(list)
    for key, course in courses_of(groups.values()).items():
        for laid in course.laid:
            if monday <= laid.meeting.day < before:
                found[monday_of(laid.meeting.day)].append(
                    Ahead(
                        group=groups[key],
                        laid=laid,
                        people=tuple(members[key]),
                        lesson=lesson_before(lessons, meeting=laid.meeting),
                    )
                )
    return ClassAhead(
        people=tuple(people),
        hidden=hidden,
        weeks=tuple(AheadWeek(monday=each, meetings=tuple(sorted(found[each], key=_in_time))) for each in mondays),
    )


def _in_time(each: Ahead) -> tuple[date, tuple[HalfDay, ...], str, int]:
    return each.laid.meeting.day, each.laid.meeting.half_days, each.group.offer.name_nl, each.group.number


def _people_of(user: User, *, language_class: LanguageClass) -> tuple[list[Person], int]:
    """Who is in a class of whom the user may see it, by name, and how many others are."""
    with whole_registry(why=COUNTED):
        ids = people_in_classes([language_class])
        ids -= left_of(ids)
        ids = set(Person.objects.filter(pk__in=ids, closed_on__isnull=True).values_list("pk", flat=True))
    seen = Person.objects.visible_to(user, purpose=Purpose.LEVEL).filter(pk__in=ids)
    people = sorted(seen, key=lambda each: (each.given_name, each.family_name, each.number))
    return people, len(ids) - len(people)


def _groups_of(people: Collection[Person]) -> tuple[dict[UUID, Group], Mapping[UUID, list[Person]]]:
    """The groups in force that people are in, and per group who of them are."""
    by_id = {person.pk: person for person in people}
    seats = Group.participants.through.objects.filter(
        person__in=list(by_id), group__timetable__status=TimetableStatus.PUBLISHED
    )
    inside = defaultdict(set)
    for group, person in seats.values_list("group_id", "person_id"):
        inside[group].add(person)
    rows = Group.objects.filter(pk__in=list(inside)).select_related(
        "offer", "period__programme", "room__location", "trainer", "timetable__programme"
    )
    groups = {row.pk: row for row in rows.unscoped(why=OF_SEEN_PEOPLE)}
    return groups, {key: [person for person in people if person.pk in ids] for key, ids in inside.items()}


def _lessons(language_class: LanguageClass, *, first: date, before: date) -> list[tuple[date, HalfDay]]:
    """The lessons of a class that are given: not on holidays, and not called off."""
    off = set(
        CancelledSession.objects.filter(language_class=language_class, day__range=(first, before)).values_list(
            "day", "half_day"
        )
    )
    lessons = lesson_days(language_class, first=first, before=before)
    return [(day, half_day) for day, half_day in lessons if (day, half_day.slug) not in off]


def group_course(user: User, *, group_id: UUID) -> GroupCourse | None:
    """The themes of a group in force with their days; None where the user sees no such group."""
    group = groups_kept(user).select_related("period__programme").filter(pk=group_id).first()
    if group is None:
        return None
    return GroupCourse(group=group, course=courses_of([group])[group.pk])


def groups_with_themes(user: User) -> list[Group]:
    """The groups in force that the user gives or plans, by name."""
    return list(groups_kept(user).order_by("timetable__programme__name", "offer__name_nl", "number"))
