"""A draft after something happened: it keeps to that, changes few people, and is published as any other."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.demonstrations import load_once
from tests.apps.test_board import groups_of, stands
from tests.apps.test_planning_a_part import breaches
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import PersonFact
from tweespoor.apps.schedule import tasks
from tweespoor.apps.schedule.actions import struck_by
from tweespoor.apps.schedule.actions.board import instance_of
from tweespoor.apps.schedule.bridge import reckon_with
from tweespoor.apps.schedule.models import Disruption, Enrolment, LanguageClass, Period, Timetable
from tweespoor.apps.trajectories.queries import programme_named
from tweespoor.core.vocabulary import Role
from tweespoor.core.week import monday_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def hengelo():
    """The programme of Hengelo, loaded and planned, of which the first period has begun this week."""
    load_once("hengelo")
    programme = programme_named("hengelo")
    periods = list(Period.objects.filter(programme=programme).order_by("starts_on"))
    moved = monday_of(timezone.localdate()) - periods[0].starts_on
    for period in reversed(periods) if moved.days > 0 else periods:
        period.starts_on += moved
        period.save()
    return programme


@pytest.fixture
def leader(hengelo, log_in):
    return log_in(User.objects.get(email=f"{Role.PROJECT_LEADER.value}@demo.tweespoor.example"))


def planned(browser, happened, **sent):
    """The draft that the planner makes after something happened."""
    data = {"idempotency_key": str(uuid4()), "van": timezone.localdate().isoformat(), **sent}
    page = browser.get(reverse("change-happened", args=["hengelo", happened]), data)
    assert page.status_code == 200
    answer = browser.post(reverse("change-draft", args=["hengelo", happened]), data, follow=True).content.decode()
    assert "De planner maakt een concept" in answer
    run = Timetable.objects.get(status="queued")
    Timetable.objects.filter(pk=run.pk).update(seconds=3)
    tasks.plan_timetable.func(str(run.pk))
    run.refresh_from_db()
    assert run.status == "draft"
    return run, page.content.decode()


def lose(before, after):
    """Who loses a moment, training or period that the person had."""

    def weeks(timetable):
        found = {}
        for group in groups_of(timetable):
            for person in group.participants.values_list("pk", flat=True):
                found.setdefault(person, set()).add((group.offer_id, group.period_id, str(sorted(group.sessions))))
        return found

    then, now = weeks(before), weeks(after)
    return {person for person in then if then[person] - now.get(person, set())}


def test_a_trainer_who_is_away_for_long_has_no_group_in_that_period_and_few_people_move(leader, hengelo):
    in_force = hengelo.timetables.get(status="published")
    first = Period.objects.filter(programme=hengelo).order_by("starts_on").first()
    group = next(each for each in groups_of(in_force) if each.period_id == first.pk)
    stood = stands(in_force)
    draft, _page = planned(leader, "trainer", wie=str(group.trainer_id), tot=(timezone.localdate()).isoformat())
    assert not [each for each in groups_of(draft) if each.trainer_id == group.trainer_id and each.period_id == first.pk]
    hit = struck_by(Disruption.objects.get(), now=timezone.now())
    assert {*group.participants.values_list("pk", flat=True)} <= hit
    assert len(lose(in_force, draft)) <= len(hit) * 1.1
    assert stands(in_force) == stood
    assert draft.name.startswith("Een trainer kan niet: ")
    assert draft.based_on == in_force
    assert "Nakijken en publiceren" in leader.get(reverse("board", args=["hengelo", draft.pk])).content.decode()


def test_a_class_that_moves_has_its_new_times_when_the_draft_is_published(leader, hengelo):
    enrolment = Enrolment.objects.filter(language_class__programme=hengelo).first()
    one = enrolment.language_class
    old, new = list(one.half_days), ["thu-evening", "fri-afternoon"]
    draft, page = planned(leader, "taalklas", wie=str(one.pk), dagdelen=new)
    assert "Nu niemand" in page
    one.refresh_from_db()
    assert one.half_days == old
    review = leader.get(reverse("review-timetable", args=["hengelo", draft.pk])).content.decode()
    assert "Dit past niet (meer)" not in review
    leader.post(reverse("publish-timetable", args=["hengelo", draft.pk]), {"idempotency_key": str(uuid4())})
    draft.refresh_from_db()
    one.refresh_from_db()
    assert (draft.status, one.half_days) == ("published", new)


def test_a_class_that_moves_keeps_a_lesson_that_runs_on_into_another_half_day(leader, hengelo):
    one = Enrolment.objects.filter(language_class__programme=hengelo).first().language_class
    LanguageClass.objects.filter(pk=one.pk).update(
        half_days=["mon-morning", "wed-afternoon"], hours={"mon-morning": ["09:00", "14:00"]}
    )
    draft, _page = planned(leader, "taalklas", wie=str(one.pk), dagdelen=["mon-morning", "fri-afternoon"])
    after = reckon_with(instance_of(draft, people=None), draft.disruption).instance
    slots = next(each.slots for each in after.classes if each.id == str(one.pk))
    assert {*slots} == {"mon-morning", "mon-afternoon", "fri-afternoon"}
    leader.post(reverse("publish-timetable", args=["hengelo", draft.pk]), {"idempotency_key": str(uuid4())})
    draft.refresh_from_db()
    assert draft.status == "published"
    assert not breaches(draft)


@pytest.mark.parametrize("role", [Role.PROJECT_LEADER, Role.CASE_MANAGER])
def test_who_gets_a_job_is_placed_elsewhere_and_who_may_registers_it(leader, hengelo, role):
    user = User.objects.get(email=f"{Role.PROJECT_LEADER.value}@demo.tweespoor.example")
    if role is Role.CASE_MANAGER:
        user.memberships.create(organisation=hengelo.municipality, role=role.value)
    in_force = hengelo.timetables.get(status="published")
    group = next(each for each in groups_of(in_force) if each.participants.exists())
    person = group.participants.first()
    half_days = [slug for session in group.sessions for slug in session]
    draft, page = planned(leader, "werk", wie=str(person.pk), dagdelen=half_days, tot="")
    assert f"{person.given_name} {person.family_name}" in page
    assert ("vraag de klantmanager" in page) == (role is Role.PROJECT_LEADER)
    busy = {
        slug
        for each in groups_of(draft)
        if each.participants.filter(pk=person.pk).exists()
        for session in each.sessions
        for slug in session
    }
    assert not busy & {*half_days}
    said = PersonFact.objects.filter(person=person, variable="unavailable-half-days").first()
    assert ({*half_days} <= {*(said.value.split(";") if said else ())}) == (role is Role.CASE_MANAGER)
    assert person.family_name not in draft.name
    assert Disruption.objects.get().person == person


def test_groups_of_half_the_size_are_halved_in_the_draft_and_stay_in_force_till_then(leader, hengelo):
    in_force = hengelo.timetables.get(status="published")
    group = max(groups_of(in_force), key=lambda each: each.participants.count())
    kind, stood = group.offer.kind, stands(in_force)
    kinds = {each.offer.kind for each in groups_of(in_force)}
    data = {"van": timezone.localdate().isoformat(), "tot": (timezone.localdate() + timedelta(weeks=4)).isoformat()}
    data |= {f"soort-{each}": "half" if each == kind else "as-it-was" for each in kinds}
    leader.post(reverse("change-lock-down", args=["hengelo"]), {"idempotency_key": str(uuid4()), **data})
    run = Timetable.objects.get(status="queued")
    Timetable.objects.filter(pk=run.pk).update(seconds=3)
    tasks.plan_timetable.func(str(run.pk))
    run.refresh_from_db()
    halved = [each for each in groups_of(run) if each.offer.kind == kind]
    assert run.status == "draft"
    assert group.participants.count() > group.offer.max_size // 2
    assert [each for each in halved if each.participants.count() > each.offer.max_size // 2] == []
    assert stands(in_force) == stood
