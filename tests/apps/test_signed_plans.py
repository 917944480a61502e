"""What was signed is what counts: progress, hours planned, costs and wishes follow a signed plan from its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import NOW, TODAY, a_municipality, a_user
from tests.apps.plans import a_draft, a_newcomer, a_signed_plan
from tweespoor.apps.people.queries import latest_fact
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.apps.trajectories.actions import pips as deeds
from tweespoor.apps.trajectories.bridge import design_of
from tweespoor.apps.trajectories.models import DesignVersion, Trajectory
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.apps.trajectories.queries import progress
from tweespoor.apps.trajectories.queries.costs import costs_of_person
from tweespoor.core import designs, pips
from tweespoor.core.costs import Per
from tweespoor.core.progress import BlockState
from tweespoor.core.vocabulary import ActivityKind, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

START = date(2021, 2, 1)
LATER = date(2021, 4, 5)


def a_person():
    municipality = a_municipality("Hengelo")
    kim = a_user(municipality, name="Kim")
    return a_newcomer(municipality), kim


def the_trajectory(person):
    return Trajectory.objects.select_related("programme", "design").get(person=person)


def block_of(person, slug):
    return next(each for each in progress.blocks_of(the_trajectory(person)) if each.id == slug)


def a_group_block(person):
    """A training that the design proposes and the planner places."""
    wishes = trajectories.wishes_of(the_trajectory(person).programme, on=TODAY)[person.pk]
    return next(wish.any_of[0] for wish in wishes if len(wish.any_of) == 1)


def sign(person, change, *, by, on, reason=""):
    """Sign a plan in which the items are as `change` makes them."""
    row = a_draft(person, by=by, **({"reason": reason} if reason else {}))
    pip = plans.pip_of(row)
    mine = replace(pip, items=change(pip.items))
    based_on = pips.fingerprint(pip, part="items")
    deeds.save_part(version=row, part="items", mine=mine, based_on=based_on, by=by, now=timezone.now())
    row.refresh_from_db()
    signing = deeds.Signing(participant=str(person), case_manager="Kim", signed_on=on)
    return deeds.sign_pip(version=row, signing=signing, based_on=row.revision, by=by, now=timezone.now())


def with_hours(slug, minutes):
    def change(items):
        return tuple(
            replace(item, agreed=replace(item.agreed or item.proposed, least=minutes, most=minutes))
            if item.id == slug
            else item
            for item in items
        )

    return change


def without(slug):
    return lambda items: tuple(replace(item, agreed=None) if item.id == slug else item for item in items)


def test_hours_planned_follow_each_plan_while_it_held():
    person, kim = a_person()
    slug = a_group_block(person)
    designed = block_of(person, slug)
    assert designed.least not in (60, 120)
    sign(person, with_hours(slug, 60), by=kim, on=TODAY)
    sign(person, with_hours(slug, 120), by=kim, on=LATER, reason="circumstances")
    held = block_of(person, slug)
    assert (held.least, held.most) == (120, 120)
    by_time = {week: held.minutes(week) for week in held.weeks}
    assert set(by_time) == set(designed.weeks)
    assert {minutes for week, minutes in by_time.items() if week < TODAY} == {(designed.least, designed.most)}
    assert {minutes for week, minutes in by_time.items() if TODAY <= week < LATER} == {(60, 60)}
    assert {minutes for week, minutes in by_time.items() if week >= LATER} == {(120, 120)}


def test_what_was_left_out_is_no_longer_wished_for_and_keeps_its_past():
    person, kim = a_person()
    slug = a_group_block(person)
    programme = the_trajectory(person).programme
    before = block_of(person, slug)
    sign(person, without(slug), by=kim, on=TODAY)
    wished = {each for wish in trajectories.wishes_of(programme, on=TODAY)[person.pk] for each in wish.any_of}
    assert slug not in wished
    held = block_of(person, slug)
    assert held.in_plan is False
    assert held.weeks == tuple(week for week in before.weeks if week < TODAY)


def test_a_plan_signed_as_proposed_changes_nothing():
    person, kim = a_person()
    row = the_trajectory(person)
    blocks = {each.id: (each.weeks, each.least, each.most) for each in progress.blocks_of(row) if each.in_plan}
    wishes = trajectories.wishes_of(row.programme, on=TODAY)
    a_signed_plan(person, by=kim)
    after = {each.id: (each.weeks, each.least, each.most) for each in progress.blocks_of(row) if each.in_plan}
    assert after == blocks
    assert trajectories.wishes_of(row.programme, on=TODAY) == wishes


def test_costs_follow_the_signed_plan_from_its_day():
    person, kim = a_person()
    slug = a_group_block(person)
    row = the_trajectory(person)
    actions.agree_price(
        programme=row.programme,
        provider=row.programme.municipality,
        block=slug,
        per=Per.PERSON_HOUR,
        cents=1000,
        since=START,
        until=None,
        by=None,
        now=NOW,
    )
    designed = block_of(person, slug)
    sign(person, with_hours(slug, 60), by=kim, on=TODAY)
    before = sum(1 for week in designed.weeks if week < TODAY) * designed.least // 60
    after = sum(1 for week in designed.weeks if week >= TODAY)
    assert costs_of_person(row, on=TODAY).least == 1000 * (before + after)


def test_what_was_added_in_conversation_counts_and_is_registered_about():
    person, kim = a_person()

    def add(items):
        stretch = pips.Stretch(phase="", starts_on=TODAY, ends_on=TODAY + timedelta(weeks=4), least=90, most=90)
        own = pips.Item(
            id="eigen-1",
            name_nl="Zwemles",
            name_en="Swimming lessons",
            kind=ActivityKind.SPORT,
            origin=pips.Origin.ADDED,
            agreed=stretch,
        )
        return (*items, own)

    row = the_trajectory(person)
    about = {"trajectory": row, "block": "eigen-1", "state": BlockState.STARTED, "on": TODAY, "by": kim}
    with pytest.raises(Exception, match="Dit ontwerp heeft dit onderdeel niet"):
        actions.register_stand(now=timezone.now(), **about)
    sign(person, add, by=kim, on=TODAY)
    own = block_of(person, "eigen-1")
    assert own.in_plan
    assert own.minutes(own.weeks[0]) == (90, 90)
    assert len(own.weeks) == 5
    actions.register_stand(now=timezone.now(), **about)


def a_next_version(version):
    """The same design without its guidance."""
    design = design_of(version)
    blocks = tuple(each for each in design.blocks if each.id != "guidance")
    text = designs.write_design(replace(design, blocks=blocks))
    return DesignVersion.objects.create(
        organisation=version.organisation, slug=version.slug, version=2, text=text, saved_at=NOW
    )


def test_who_has_a_signed_plan_keeps_it_in_another_version_and_the_page_says_so(log_in):
    person, kim = a_person()
    signed = a_signed_plan(person, by=kim)
    row = the_trajectory(person)
    leader = a_user(row.programme.municipality, Role.PROJECT_LEADER, name="Lia")
    version = a_next_version(row.design)
    page = log_in(leader).get(reverse("design-move", args=[version.pk])).content.decode()
    assert "1 deelnemer heeft een getekend plan (PIP)." in page
    assert "Plan getekend op 15 februari 2021: dat blijft gelden." in page
    before = {each.id: each.weeks for each in progress.blocks_of(row) if each.in_plan}
    Trajectory.objects.filter(pk=row.pk).update(design=version)
    after = {each.id: each.weeks for each in progress.blocks_of(the_trajectory(person)) if each.in_plan}
    assert after == before
    pip = plans.pip_of(signed)
    assert set(after) == {item.id for item in pip.agreed_items} | pips.left_free(pip)


def test_a_next_plan_stands_beside_what_the_design_proposes_by_now():
    person, kim = a_person()
    slug = a_group_block(person)
    sign(person, lambda items: tuple(item for item in items if item.id != slug), by=kim, on=TODAY)
    draft = deeds.begin_pip(person=person, reason="circumstances", by=kim, now=NOW)
    item = next(each for each in plans.pip_of(draft).items if each.id == slug)
    assert item.departure is pips.Departure.OPEN


def test_a_plan_signed_by_the_application_itself_gives_the_clock_its_day():
    person, _kim = a_person()
    a_signed_plan(person, by=None)
    assert latest_fact(person, slug="pip-established-on").value == TODAY
    a_signed_plan(person, by=None, signed_on=LATER, now=timezone.now(), reason="circumstances")
    assert latest_fact(person, slug="pip-established-on").value == TODAY
