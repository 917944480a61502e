"""Three ways out of the timetable puzzle that pilots took (report, section 3.3, annex 2), on the demonstration's data.

Drechtsteden's schools could not move lessons, so trainings went around them. Hengelo took a class as the group.
Hoeksche Waard topped small groups up with people of other target groups.
"""

from __future__ import annotations

from collections import Counter
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.forms_of_pages import form_of
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule import tasks
from tweespoor.apps.schedule.models import Bottleneck, LanguageClass, Offer, Timetable
from tweespoor.apps.trajectories.queries import programme_named
from tweespoor.core.vocabulary import Role
from tweespoor.site.demo import load

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Case:
    """A pilot's programme, its project leader, and the pages she goes through."""

    def __init__(self, slug, log_in):
        load(programmes=[slug], seconds=1, seed=1, say=lambda _line: None)
        self.programme = programme_named(slug)
        self.browser = log_in(User.objects.get(email=f"{Role.PROJECT_LEADER.value}@demo.tweespoor.example"))

    def at(self, name, *more):
        return reverse(name, args=[self.programme.slug, *more])

    def read(self, name, *more):
        return " ".join(self.browser.get(self.at(name, *more)).content.decode().split())

    def only(self, people):
        """Everybody else leaves the programme."""
        self.programme.trajectories.exclude(person__in=people).delete()

    def planned(self):
        """The draft that the planner makes when she asks for it."""
        self.browser.post(self.at("start-planner"), {"idempotency_key": str(uuid4())})
        run = Timetable.objects.get(status="queued")
        Timetable.objects.filter(pk=run.pk).update(seconds=2)
        tasks.plan_timetable.func(str(run.pk))
        run.refresh_from_db()
        assert run.status == "draft"
        return run

    def publish(self, draft):
        answer = self.browser.post(
            self.at("publish-timetable", draft.pk), {"idempotency_key": str(uuid4())}, follow=True
        )
        assert "Het rooster is gepubliceerd." in answer.content.decode()


@pytest.fixture
def case(log_in):
    return lambda slug: Case(slug, log_in)


def groups_of(timetable):
    return list(timetable.groups.unscoped(why="a test").select_related("offer", "room"))


def members(group):
    return list(group.participants.unscoped(why="a test").select_related("enrolment__language_class"))


def half_days(group):
    return {slug for session in group.sessions for slug in session}


def lessons_of(person):
    return set(person.enrolment.language_class.half_days) if hasattr(person, "enrolment") else set()


def in_lessons(timetable):
    """Who is in a group while the own class has its lesson."""
    return [
        person
        for group in groups_of(timetable)
        for person in members(group)
        if str(person.pk) not in timetable.switches and half_days(group) & lessons_of(person)
    ]


def test_drechtsteden_lets_lessons_be_and_trainings_go_around_them(case):
    """The school moves a class; the timetable in force no longer fits, a new one does, and the class stays as it is."""
    case = case("drechtsteden")
    in_force = case.programme.timetables.get()
    group = next(each for each in groups_of(in_force) if each.offer.name_nl == "Trainingen bij de Werkshop")
    one = Counter(each.enrolment.language_class for each in members(group) if lessons_of(each)).most_common(1)[0][0]
    assert in_lessons(in_force) == []
    form = form_of(case.browser.get(case.at("supply-row", "taalklassen", one.pk)), having="half_days")
    moved = {**form.changed(half_days=sorted(half_days(group))[:3]), "idempotency_key": str(uuid4())}
    told = case.browser.post(case.at("supply-row", "taalklassen", one.pk), moved)
    assert told.status_code == 409
    assert "in deze klas komen op een ander moment." in told.content.decode()
    meant = {**form_of(told, having="half_days").changed(), "idempotency_key": str(uuid4())}
    case.browser.post(case.at("supply-row", "taalklassen", one.pk), meant)
    assert in_lessons(in_force)
    lessons = dict(LanguageClass.objects.values_list("pk", "half_days"))
    draft = case.planned()
    assert in_lessons(draft) == []
    assert draft.placed > 0
    assert dict(LanguageClass.objects.values_list("pk", "half_days")) == lessons
    case.publish(draft)
    in_force.refresh_from_db()
    assert in_force.status == "replaced"


def test_drechtsteden_asks_the_school_in_words_it_understands(case):
    """Where moving one class would help, the note names school, class and half-days, and no participant or score."""
    case = case("drechtsteden")
    timetable = case.programme.timetables.get()
    one = case.programme.language_classes.select_related("provider").first()
    Bottleneck.objects.create(
        timetable=timetable,
        rank=1,
        kind="class-moved",
        fields={"language_class": str(one.pk), "from_slot": "wed-morning", "to_slot": "mon-morning"},
        people=2,
        points=94,
        sentence_nl=f"Als {one.provider_id} {one.pk} verplaatst, kunnen twee mensen meer meedoen (score 94 lager).",
        sentence_en="x",
    )
    now = timezone.now()
    Timetable.objects.filter(pk=timetable.pk).update(bottlenecks_asked_at=now, bottlenecks_found_at=now)
    page = case.read("bottlenecks", timetable.pk)
    assert f"Beste collega van {one.provider.name}," in page
    asked = f"Als {one.provider.name} {one.name} verplaatst, kunnen twee mensen meer meedoen."
    assert asked in page


def test_hengelo_takes_a_class_as_the_group(case):
    """The people of one class alone make groups, each at half-days at which that class has no lesson."""
    case = case("hengelo")
    in_classes = Counter(
        row.person.enrolment.language_class
        for row in case.programme.trajectories.select_related("person__enrolment__language_class")
        if hasattr(row.person, "enrolment")
    )
    one, size = in_classes.most_common(1)[0]
    people = list(one.enrolments.values_list("person", flat=True))
    case.only(people)
    draft = case.planned()
    groups = groups_of(draft)
    assert groups
    for group in groups:
        assert {person.pk for person in members(group)} <= set(people)
        assert not half_days(group) & set(one.half_days)
    assert max(len(members(group)) for group in groups) >= size - 2
    case.publish(draft)


def test_hoeksche_waard_tops_a_small_group_up_with_others(case):
    """Four who ask for a training that needs six: with seats for others it begins, without them it does not."""
    case = case("hoeksche-waard")
    in_force = case.programme.timetables.get()
    group = next(each for each in groups_of(in_force) if each.offer.outside_seats >= 2 and len(members(each)) >= 4)
    case.only([person.pk for person in members(group)[:4]])
    draft = case.planned()
    mine = next(each for each in groups_of(draft) if each.offer == group.offer)
    assert (len(members(mine)), mine.outside) == (4, mine.offer.min_size - 4)
    words = f"En {mine.outside} plaatsen voor mensen uit andere doelgroepen."
    assert words in " ".join(case.browser.get(reverse("group", args=[mine.pk])).content.decode().split())
    assert f"4 + {mine.outside} voor anderen" in case.read("planner")
    Offer.objects.filter(programme=case.programme).update(outside_seats=0)
    without = case.planned()
    assert group.offer not in {each.offer for each in groups_of(without)}
    assert without.placed < draft.placed
    case.publish(draft)
