"""Planning one programme keeps away from what published timetables of the municipality's other programmes use."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.apps.conftest import a_municipality
from tests.apps.dossiers import a_programme
from tests.apps.test_board import groups_of
from tests.apps.test_planning_a_part import breaches, held, planned, publish
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.actions.board import instance_of
from tweespoor.apps.schedule.models import Group, LanguageClass, Location, Offer, Period, Room, Timetable, Trainer
from tweespoor.core.week import week_grid

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WEEK = [half_day.slug for half_day in week_grid()]


def another_programme(group, *, municipality, people=(), slots=WEEK, status="published", room=None, trainer=None):
    """A programme with a timetable in which the group's trainer and room are taken at these half-days, under the names
    they have there or others, in the group's period."""
    programme = a_programme(municipality)
    there = Location.objects.create(
        programme=programme, slug="daar", name=f" {group.room.location.name.upper()}", zone="centrum"
    )
    names = {"name_nl": "Iets anders", "name_en": "Something else", "kind": "applying", "level_min": "a0"}
    sizes = {"weeks": 4, "min_size": 1, "max_size": 9, "level_max": "b1", "max_level_spread": 5, "max_groups": 3}
    row = Group.objects.create(
        timetable=Timetable.objects.create(
            programme=programme, asked_at=group.timetable.asked_at, seconds=1, status=status
        ),
        offer=Offer.objects.create(programme=programme, slug="anders", **names, **sizes),
        number=1,
        period=Period.objects.create(
            programme=programme, name="Anders", starts_on=group.period.starts_on + timedelta(weeks=1), weeks=4
        ),
        room=Room.objects.create(location=there, name=room or group.room.name, capacity=9),
        trainer=Trainer.objects.create(
            programme=programme,
            organisation=group.trainer.organisation,
            name=trainer or group.trainer.name,
            max_sessions=20,
        ),
        sessions=[[slot] for slot in slots],
    )
    row.participants.set(people)
    return row


def planned_anew(browser):
    browser.post(reverse("start-planner", args=["hengelo"]), {"idempotency_key": str(uuid4())})
    return planned()


def test_a_room_and_a_trainer_that_another_programme_has_are_not_planned_and_not_published(leader, hengelo):
    in_force = hengelo.timetables.get()
    first, second = hengelo.periods.order_by("starts_on")[:2]
    group = next(each for each in groups_of(in_force) if each.period == first)
    theirs = another_programme(group, municipality=hengelo.municipality)
    draft = planned_anew(leader)
    used = {(each.period_id, each.room_id) for each in groups_of(draft)}
    used |= {(each.period_id, each.trainer_id) for each in groups_of(draft)}
    assert groups_of(draft)
    assert not used & {(first.pk, group.room_id), (first.pk, group.trainer_id)}
    assert not breaches(draft)
    assert {breach.rule for breach in breaches(in_force)} == {10}
    leader.post(reverse("copy-timetable", args=["hengelo", in_force.pk]), {"naam": "Zoals het was"})
    copy = Timetable.objects.get(name="Zoals het was")
    page = leader.get(reverse("review-timetable", args=["hengelo", copy.pk])).content.decode()
    assert f"{group.trainer.name} is dan van {theirs.timetable.programme.name}" in page
    assert "Kijk het eerst na" in publish(leader, copy)
    assert in_force.status == "published"
    leader.post(reverse("publish-timetable", args=["hengelo", copy.pk]), {"weglaten": "ja"})
    copy.refresh_from_db()
    assert copy.status == "published"
    assert not [
        each
        for each in groups_of(copy)
        if each.period_id == first.pk and (each.room_id == group.room_id or each.trainer_id == group.trainer_id)
    ]
    assert held(copy, period=second) == held(in_force, period=second)


def test_whoever_is_in_two_programmes_is_in_one_place_at_a_time(leader, hengelo):
    in_force = hengelo.timetables.get()
    group = groups_of(in_force)[0]
    person = group.participants.unscoped(why="a test").first()
    slots = [slot for session in group.sessions for slot in session]
    another_programme(
        group, municipality=hengelo.municipality, people=[person], slots=slots, room="Elders", trainer="Iemand anders"
    )
    page = leader.get(reverse("review-timetable", args=["hengelo", in_force.pk])).content.decode()
    assert "de deelnemer is dan niet beschikbaar" in page
    draft = planned_anew(leader)
    for each in groups_of(draft):
        if each.period_id == group.period_id and person in each.participants.unscoped(why="a test"):
            assert not {slot for session in each.sessions for slot in session} & {*slots}
    assert not breaches(draft)


def test_the_seats_of_a_class_are_given_once(hengelo):
    own, other = list(LanguageClass.objects.filter(programme=hengelo))[:2]
    mover = Person.objects.unscoped(why="a test").filter(enrolment__language_class=other).first()
    theirs = another_programme(groups_of(hengelo.timetables.get())[0], municipality=hengelo.municipality, slots=[])
    same = LanguageClass.objects.create(
        programme=theirs.timetable.programme,
        provider=own.provider,
        location=theirs.room.location,
        name=own.name.upper(),
        level=own.level,
        half_days=own.half_days,
        free_seats=own.free_seats,
    )

    def seats():
        found = {each.id: each.free_seats for each in instance_of(hengelo.timetables.get(), people=None).classes}
        return found[str(own.pk)], found[str(other.pk)]

    before = seats()
    LanguageClass.objects.filter(pk=own.pk).update(free_seats=before[0] + 2)
    theirs.timetable.switches = {str(mover.pk): str(same.pk)}
    theirs.timetable.save()
    assert seats() == (before[0] + 1, before[1] + 1)


def test_drafts_other_municipalities_other_names_and_other_weeks_are_in_nobodys_way(hengelo):
    in_force = hengelo.timetables.get()
    first = hengelo.periods.order_by("starts_on")[0]
    group = next(each for each in groups_of(in_force) if each.period == first)
    another_programme(group, municipality=hengelo.municipality, status="draft")
    another_programme(group, municipality=a_municipality("Gemeente Utrecht"))
    another_programme(group, municipality=hengelo.municipality, room="Elders", trainer="Iemand anders")
    later = another_programme(group, municipality=hengelo.municipality)
    Period.objects.filter(pk=later.period_id).update(starts_on=first.starts_on - timedelta(weeks=4))
    assert not breaches(in_force)
