"""Deeds: in which language class somebody is, that the course is elsewhere, or that there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.actions import register_fact
from tweespoor.apps.people.models import Person, Sharing
from tweespoor.apps.people.queries import may_register
from tweespoor.apps.people.sharing import end_sharing, share
from tweespoor.apps.schedule.actions.trainers import share_with_trainers
from tweespoor.apps.schedule.models import Enrolment, Group, LanguageClass, PastEnrolment, Timetable, TimetableStatus
from tweespoor.apps.schedule.queries.enrolments import COURSE, classes_for, course_now, moved_by
from tweespoor.apps.schedule.rules import ChangedMeanwhile, Refused
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.facts import Fact, Value


@dataclass(frozen=True, kw_only=True)
class Course:
    """What is said of somebody's language course: a class that is registered here, one that is not (in words), or
    neither where there is none."""

    language_class: UUID | None = None
    elsewhere: str = ""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What became of it: the class the person is in now, and the schools that see the person from, or until, today."""

    language_class: LanguageClass | None
    sees: Organisation | None = None
    saw: tuple[Organisation, ...] = ()


@transaction.atomic
def set_course(
    *,
    person: Person,
    course: Course,
    since: date | None,
    based_on: str,
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> Changed:
    """Put somebody in a language class, or in none; the fact in words says the same, about today.

    `since` is the first day in the class: left out, that is today for another class and stays as it was for the same.
    `based_on` is what the user saw (`CourseNow.seen`). The school of the class sees the person from now on, and her
    teachers do. The schools of the class enrolled in before, and of the one that a timetable in force moved the person
    to, finish their work, unless they train the person too. What that timetable said holds no more.

    Raises:
        Refused: if the user does not register facts about the person, or the class is none of the municipality.
        ChangedMeanwhile: if somebody else said something of the course since the user looked.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if person.closed_on is not None or not may_register(by, person=person):
        raise Refused(_("U kunt bij deze deelnemer geen gegevens vastleggen."))
    with whole_registry(why="nothing is published while somebody gets another class"):
        list(Programme.objects.filter(municipality=person.municipality_id).select_for_update().order_by("pk"))
    Person.objects.unscoped(why="only to lock the row of who was shown").select_for_update().get(pk=person.pk)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    known = course_now(person)
    if known.seen != based_on:
        raise ChangedMeanwhile
    after = _chosen(course, person=person)
    enrolment = Enrolment.objects.select_related("language_class__provider").filter(person=person).first()
    before = {each for each in (known.language_class, enrolment and enrolment.language_class) if each is not None}
    stays = known.language_class is not None and known.language_class == after
    _leave_timetables(person)
    first = since if stays else since or timezone.localdate(now)
    if first is not None:
        was_in = known.language_class or (enrolment.language_class if enrolment else None)
        _keep_past(person, None if stays else was_in, enrolment=enrolment, first=first)
    _write(person, after, enrolment=enrolment, since=first)
    register_fact(person=person, slug=COURSE, fact=_in_words(after, course, now=now), by=by, now=now)
    log.record(
        deed="class-set",
        on=person,
        by=by.pk,
        now=now,
        person=person.pk,
        organisation=person.municipality_id,
        detail={"class": str(after.pk) if after else None},
    )
    changed = _share(person, before=before, after=after, by=by, now=now)
    for programme in {each.programme for each in (*before, after) if each is not None}:
        share_with_trainers(programme=programme, now=now)
    return changed


def _chosen(course: Course, *, person: Person) -> LanguageClass | None:
    if course.language_class is None:
        return None
    found = next((each for each in classes_for(person) if each.pk == course.language_class), None)
    if found is None:
        raise Refused(_("Deze klas is er niet meer. Kies een andere klas."))
    return found


def _leave_timetables(person: Person) -> None:
    in_force = Timetable.objects.filter(status=TimetableStatus.PUBLISHED).order_by("pk").select_for_update()
    for timetable in moved_by(in_force, person=person):
        del timetable.switches[str(person.pk)]
        timetable.save(update_fields=["switches"])


def _keep_past(person: Person, before: LanguageClass | None, *, enrolment: Enrolment | None, first: date) -> None:
    """Keep up to when somebody was in the class before, for the lists of then; nobody was in two at once.

    Of a class that a timetable moved somebody to, the first day is not known.
    """
    last = first - timedelta(days=1)
    past = PastEnrolment.objects.filter(person=person)
    past.filter(since__gt=last).delete()
    past.filter(until__gt=last).update(until=last)
    if before is None:
        return
    since = enrolment.since if enrolment is not None and enrolment.language_class_id == before.pk else None
    if since is None or since <= last:
        PastEnrolment.objects.create(person=person, language_class=before, since=since, until=last)


def _write(person: Person, after: LanguageClass | None, *, enrolment: Enrolment | None, since: date | None) -> None:
    """Keep in which class somebody is; without a day that is as it was, which for who was moved there is not known."""
    if after is None:
        Enrolment.objects.filter(person=person).delete()
    elif enrolment is None:
        Enrolment.objects.create(person=person, language_class=after, since=since)
    elif enrolment.language_class_id == after.pk:
        enrolment.since = since or enrolment.since
        enrolment.save(update_fields=["since"])
    else:
        enrolment.options.clear()
        enrolment.language_class, enrolment.since = after, since
        enrolment.save(update_fields=["language_class", "since"])


def _in_words(after: LanguageClass | None, course: Course, *, now: datetime) -> Fact[Value]:
    today = timezone.localdate(now)
    details = {"valid_on": today, "known_on": today, "source": _("gesprek")}
    if after is not None:
        return Fact.known(f"{after.provider.name}, {after.name}", **details)
    return Fact.known(course.elsewhere, **details) if course.elsewhere else Fact.none(**details)


def _share(
    person: Person, *, before: Iterable[LanguageClass], after: LanguageClass | None, by: User, now: datetime
) -> Changed:
    today = timezone.localdate(now)
    sees, saw = None, []
    lasting = Sharing.objects.filter(person=person, for_user__isnull=True, until__isnull=True)
    if after is not None and not lasting.filter(organisation=after.provider).exists():
        share(people=[person], organisation=after.provider, since=today, by=by, now=now)
        sees = after.provider
    left = {each.provider for each in before} - ({after.provider} if after else set())
    for row in lasting.filter(organisation__in=left).select_related("organisation").order_by("organisation__name"):
        if not _trains(row.organisation, person=person):
            end_sharing(sharing=row, until=max(today, row.since), by=by, now=now)
            saw.append(row.organisation)
    return Changed(language_class=after, sees=sees, saw=tuple(saw))


def _trains(organisation: Organisation, *, person: Person) -> bool:
    """Whether the organisation gives the person a training in a timetable in force."""
    with whole_registry(why="it decides whether an organisation still has a task for a person, and shows nobody"):
        return Group.objects.filter(
            participants=person, trainer__organisation=organisation, timetable__status=TimetableStatus.PUBLISHED
        ).exists()
