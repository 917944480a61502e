"""The planner for some periods and people: only those change, all the rest is published as it stands."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_municipality, a_user
from tests.apps.test_board import groups_of, look_for_bottlenecks, stands
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule import tasks
from tweespoor.apps.schedule.actions.board import instance_of
from tweespoor.apps.schedule.bridge import board_of
from tweespoor.apps.schedule.models import Room, Timetable, Trainer
from tweespoor.apps.schedule.queries.choosing import who_asks
from tweespoor.apps.trajectories.models import Trajectory
from tweespoor.core.planning import check
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def choose(browser, *, periods, people, **sent):
    """Send the form in which periods and people are chosen."""
    data = {
        "idempotency_key": str(uuid4()),
        "periode": [str(period.pk) for period in periods],
        "wie": [str(person) for person in people],
        **sent,
    }
    return browser.post(reverse("choose-planned", args=["hengelo"]), data, follow=True)


def planned(seconds=1):
    """The draft of the run that waits."""
    run = Timetable.objects.get(status="queued")
    Timetable.objects.filter(pk=run.pk).update(seconds=seconds)
    tasks.plan_timetable.func(str(run.pk))
    run.refresh_from_db()
    assert run.status == "draft"
    return run


def breaches(timetable):
    """What the plan's own checker says of a timetable, as things are registered now."""
    return check(instance_of(timetable, people=None), board_of(timetable).plan).broken


def held(timetable, *, period=None, without=()):
    """Who is where when with whom, in one period or in all."""
    rows = [group for group in groups_of(timetable) if period in (None, group.period)]
    return {
        (group.offer_id, group.period_id, str(group.sessions), group.room_id, group.trainer_id, person.pk)
        for group in rows
        for person in group.participants.unscoped(why="a test")
        if person.pk not in without
    }


def publish(browser, timetable):
    answer = browser.post(reverse("publish-timetable", args=["hengelo", timetable.pk]), follow=True)
    timetable.refresh_from_db()
    return answer.content.decode()


def test_only_one_period_is_planned_and_the_other_is_published_as_it_stood(leader, hengelo):
    in_force = hengelo.timetables.get()
    first, second = hengelo.periods.order_by("starts_on")[:2]
    before = stands(in_force)
    page = choose(leader, periods=[second], people=who_asks(hengelo)).content.decode()
    assert "De planner begint zo." in page
    draft = planned()
    assert stands(in_force) == before
    assert held(draft, period=first) == held(in_force, period=first)
    assert held(draft, period=first)
    assert not breaches(draft)
    assert draft.placed + draft.unplaced.count() == draft.demanded
    for name in ("board", "review-timetable"):
        shown = leader.get(reverse(name, args=["hengelo", draft.pk])).content.decode()
        assert f"alleen {second.name}" in shown
        assert "mensen." not in shown.split("gemaakt voor een deel:")[1].split("<")[0]
    assert f"(alleen {second.name})" in leader.get(reverse("planner", args=["hengelo"])).content.decode()
    assert "Het rooster is gepubliceerd." in publish(leader, draft)
    assert held(draft, period=first) == held(in_force, period=first)


def test_only_some_people_are_planned_and_all_others_keep_time_place_trainer_and_class(leader, hengelo):
    in_force = hengelo.timetables.get()
    asking = sorted(who_asks(hengelo))
    chosen = [*asking[:6], *in_force.unplaced.values_list("person_id", flat=True)]
    choose(leader, periods=hengelo.periods.all(), people=chosen)
    draft = planned()
    assert held(draft, without=chosen) == held(in_force, without=chosen)
    kept = {name: where for name, where in in_force.switches.items() if name not in {str(each) for each in chosen}}
    assert {name: where for name, where in draft.switches.items() if name not in {str(x) for x in chosen}} == kept
    assert not breaches(draft)
    assert draft.placed >= in_force.placed
    count = f"{len(set(chosen))} van de {len(asking)} mensen"
    assert count in leader.get(reverse("board", args=["hengelo", draft.pk])).content.decode()
    waiting = {row.person_id: row.reasons for row in draft.unplaced.all() if row.person_id not in set(chosen)}
    assert waiting == {row.person_id: row.reasons for row in in_force.unplaced.all() if row.person_id in waiting}
    assert "Het rooster is gepubliceerd." in publish(leader, draft)
    assert held(draft, without=chosen) == held(in_force, without=chosen)


def test_what_no_longer_fits_outside_the_choice_is_published_as_it_stands(leader, hengelo):
    in_force = hengelo.timetables.get()
    first, second = hengelo.periods.order_by("starts_on")[:2]
    group = next(each for each in groups_of(in_force) if each.period == first)
    gone = group.participants.unscoped(why="a test").first()
    Trajectory.objects.filter(person=gone).update(ended_on=timezone.localdate())
    other = next(each for each in groups_of(in_force) if each.period == first and each.room_id != group.room_id)
    Room.objects.filter(pk=other.room_id).update(removed_at=timezone.now())
    before = held(in_force, period=first)
    choose(leader, periods=[second], people=who_asks(hengelo))
    draft = planned()
    assert held(draft, period=first) == before
    page = leader.get(reverse("review-timetable", args=["hengelo", draft.pk])).content.decode()
    assert "Dit past niet (meer)" not in page
    assert "Het rooster is gepubliceerd." in publish(leader, draft)
    assert held(draft, period=first) == before


def test_what_was_chosen_is_held_against_what_is_registered_when_it_is_published(leader, hengelo):
    second = hengelo.periods.order_by("starts_on")[1]
    choose(leader, periods=[second], people=who_asks(hengelo))
    draft = planned()
    group = next(each for each in groups_of(draft) if each.period == second)
    gone = group.participants.unscoped(why="a test").first()
    Trajectory.objects.filter(person=gone).update(ended_on=timezone.localdate())
    page = leader.get(reverse("review-timetable", args=["hengelo", draft.pk])).content.decode()
    assert "Dit past niet (meer)" in page
    assert "Kijk het eerst na" in publish(leader, draft)
    first = hengelo.periods.order_by("starts_on")[0]
    before = held(draft, period=first)
    data = {"weglaten": "ja", "idempotency_key": str(uuid4())}
    leader.post(reverse("publish-timetable", args=["hengelo", draft.pk]), data)
    draft.refresh_from_db()
    assert draft.status == "published"
    assert held(draft, period=first) == before
    assert gone.pk not in {seat[-1] for seat in held(draft, period=second)}


def test_of_two_drafts_side_by_side_the_second_does_not_turn_the_first_back(leader, hengelo):
    first, second = hengelo.periods.order_by("starts_on")[:2]
    choose(leader, periods=[first], people=who_asks(hengelo))
    one = planned()
    choose(leader, periods=[second], people=who_asks(hengelo))
    other = planned()
    assert "Het rooster is gepubliceerd." in publish(leader, one)
    review = leader.get(reverse("review-timetable", args=["hengelo", other.pk])).content.decode()
    assert "is een ander rooster gepubliceerd" in review
    assert ">Publiceren<" not in review
    assert "is een ander rooster gepubliceerd" in publish(leader, other)
    assert other.status == "draft"
    choose(leader, periods=[second], people=who_asks(hengelo))
    again = planned()
    assert "Het rooster is gepubliceerd." in publish(leader, again)
    assert held(again, period=first) == held(one, period=first)


def test_a_run_that_goes_on_from_such_a_draft_is_for_the_same_choice(leader, hengelo):
    first, second = hengelo.periods.order_by("starts_on")[:2]
    choose(leader, periods=[second], people=who_asks(hengelo))
    draft = planned()
    leader.post(reverse("go-on-from", args=["hengelo", draft.pk]), {"idempotency_key": str(uuid4())})
    more = planned()
    assert more.choice == draft.choice
    assert held(more, period=first) == held(draft, period=first)
    leader.post(reverse("copy-timetable", args=["hengelo", more.pk]), {"naam": "Kopie"})
    assert Timetable.objects.get(name="Kopie").choice == draft.choice
    assert "Het rooster is gepubliceerd." in publish(leader, more)
    leader.post(reverse("copy-timetable", args=["hengelo", more.pk]), {"naam": "Heel"})
    assert Timetable.objects.get(name="Heel").choice == {}


def test_a_draft_can_be_gone_on_from_with_what_is_pinned_in_it(leader, hengelo):
    leader.post(reverse("copy-timetable", args=["hengelo", hengelo.timetables.get().pk]), {"naam": "Proef"})
    draft = hengelo.timetables.get(status="draft")
    first = hengelo.periods.order_by("starts_on")[0]
    pinned = next(group for group in groups_of(draft) if group.period == first)
    pins = {"vast": ["time", "room", "trainer", "people"]}
    leader.post(reverse("board-pin", args=["hengelo", draft.pk, pinned.pk]), pins)
    choose(leader, periods=[first], people=who_asks(hengelo), van=str(draft.pk))
    made = planned()
    assert {seat for seat in held(draft) if seat[0] == pinned.offer_id and seat[1] != first.pk} <= held(made)
    mine = {(pinned.offer_id, first.pk, str(pinned.sessions), pinned.room_id, pinned.trainer_id)}
    now = {seat for seat in held(made) if seat[:5] in mine}
    assert now >= {seat for seat in held(draft) if seat[:5] in mine}
    assert not breaches(made)


def test_without_a_timetable_only_what_was_chosen_is_planned(leader, hengelo):
    hengelo.timetables.all().delete()
    second = hengelo.periods.order_by("starts_on")[1]
    asking = sorted(who_asks(hengelo))
    choose(leader, periods=[second], people=asking[:20])
    draft = planned()
    assert {group.period for group in groups_of(draft)} <= {second}
    assert {seat[-1] for seat in held(draft)} <= set(asking[:20])
    assert not breaches(draft)
    assert draft.placed + draft.unplaced.count() == draft.demanded
    others = [row.reasons for row in draft.unplaced.all() if row.person_id in asking[20:]]
    assert ["not-chosen"] in others


def test_the_list_is_narrowed_by_who_waits_and_by_level_class_and_case_manager(leader, hengelo):
    address = reverse("choose-planned", args=["hengelo"])
    asking = who_asks(hengelo)

    def listed(**narrowed):
        page = leader.get(address, narrowed).content.decode()
        return {str(each) for each in asking if f'id="wie-{each}"' in page}, page

    everybody, page = listed()
    assert everybody == {str(each) for each in asking}
    assert page.count('name="wie"') == page.count(" checked") - len(hengelo.periods.all())
    waiting, _page = listed(wacht="1")
    assert waiting == {str(each) for each in hengelo.timetables.get().unplaced.values_list("person", flat=True)}
    enrolment = Person.objects.unscoped(why="a test").filter(enrolment__isnull=False, pk__in=asking).first().enrolment
    in_class, _page = listed(klas=enrolment.language_class.name)
    assert str(enrolment.person_id) in in_class
    assert in_class < everybody
    level, page = listed(niveau="A1", aan="niemand")
    assert level < everybody
    assert "checked" not in page.split("Welke mensen?")[1]
    assert listed(klantmanager=str(uuid4()))[0] == set()


def test_nothing_chosen_or_what_is_not_there_is_refused_with_what_to_do(leader, hengelo):
    there = list(hengelo.periods.all())
    somebody = sorted(who_asks(hengelo))[:1]
    nothing = choose(leader, periods=[], people=somebody)
    assert nothing.status_code == 400
    assert "Kies ten minste één periode om te plannen." in nothing.content.decode()
    assert f'value="{somebody[0]}" checked' in nothing.content.decode()
    assert "Kies ten minste één deelnemer om te plannen." in choose(leader, periods=there, people=[]).content.decode()
    for wrong in ({"wie": ["niemand", str(uuid4())]}, {"periode": [str(uuid4())]}, {"periode": ["x\x00"]}):
        assert choose(leader, periods=there, people=somebody, **wrong).status_code == 400
    assert (
        "kan de planner niet verdergaan"
        in choose(leader, periods=there, people=somebody, van=str(uuid4())).content.decode()
    )
    assert not Timetable.objects.filter(status="queued").exists()


def test_who_does_not_plan_does_not_choose(hengelo, log_in):
    address = reverse("choose-planned", args=["hengelo"])
    stranger = log_in(a_user(a_municipality("Utrecht"), Role.PROJECT_LEADER))
    assert stranger.get(address).status_code == stranger.post(address).status_code == 404
    for role in (Role.CASE_MANAGER, Role.TRAINER):
        browser = log_in(User.objects.get(email=f"{role.value}@demo.tweespoor.example"))
        assert browser.get(address).status_code == browser.post(address).status_code == 404


def test_a_group_from_which_somebody_left_stays_with_all_others_in_it(leader, hengelo):
    in_force = hengelo.timetables.get()
    group = max(groups_of(in_force), key=lambda each: each.participants.count())
    gone = group.participants.unscoped(why="a test").first()
    Trajectory.objects.filter(person=gone).update(ended_on=timezone.localdate())
    there = {person.pk for person in group.participants.unscoped(why="a test")}
    chosen = sorted(who_asks(hengelo) - there)[:8]
    before = held(in_force, without=chosen)
    choose(leader, periods=hengelo.periods.all(), people=chosen)
    assert held(planned(), without=chosen) == before


def test_bottlenecks_of_a_part_are_about_that_part_and_are_tried_for_it(leader, hengelo):
    """Who was in a group whose trainer cannot come any more is planned again; nothing is said of others who wait."""
    in_force = hengelo.timetables.get()
    group = next(each for each in groups_of(in_force) if each.participants.count())
    chosen = {person.pk for person in group.participants.unscoped(why="a test")}
    Trainer.objects.filter(offers=group.offer).update(half_days=["fri-evening"])
    choose(leader, periods=[group.period], people=chosen)
    draft = planned()
    assert draft.unplaced.exclude(person__in=chosen).exists()
    rows = look_for_bottlenecks(leader, draft)
    assert rows
    assert max(row.people for row in rows) > 0
    assert {row.person_id for row in rows if row.person_id} <= chosen
    page = leader.get(reverse("bottlenecks", args=["hengelo", draft.pk])).content.decode()
    assert f"gemaakt voor een deel: alleen {group.period.name}, {len(chosen)} van de" in page
    assert "De knelpunten gaan alleen daarover" in page
    leader.post(reverse("try-bottleneck", args=["hengelo", draft.pk, rows[0].pk]), {"idempotency_key": str(uuid4())})
    tried = planned(seconds=4)
    assert tried.choice == draft.choice
    assert tried.bottlenecks.get(rank=0).fields == rows[0].fields
    assert held(tried, without=chosen) == held(draft, without=chosen)
    for period in hengelo.periods.exclude(pk=group.period_id):
        assert held(tried, period=period) == held(draft, period=period)
    assert tried.placed >= draft.placed + rows[0].people
    assert (
        "gemaakt voor een deel"
        not in leader.get(reverse("bottlenecks", args=["hengelo", in_force.pk])).content.decode()
    )
