"""The board: a draft is bent by hand, what follows is told first, and what is in force stays until it is published."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.apps.conftest import a_municipality, a_user
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.actions import register_fact
from tweespoor.apps.people.models import PersonFact
from tweespoor.apps.people.queries import visible_people
from tweespoor.apps.schedule import tasks
from tweespoor.apps.schedule.actions import find_bottlenecks
from tweespoor.apps.schedule.models import Bottleneck, Group, Offer, Room, Timetable, Trainer, Zone
from tweespoor.apps.telling.models import Message
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import Role
from tweespoor.core.week import week_grid

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def stands(timetable):
    """Everything a timetable says: per group when, where, with whom and who; who waits."""
    groups = Group.objects.filter(timetable=timetable).unscoped(why="a test").prefetch_related("participants")
    return (
        {
            (
                str(group.offer_id),
                group.number,
                str(group.period_id),
                tuple(map(tuple, group.sessions)),
                str(group.room_id),
                str(group.trainer_id),
                group.outside,
                frozenset(person.pk for person in group.participants.all()),
            )
            for group in groups
        },
        set(timetable.unplaced.values_list("person", "offer")),
    )


def groups_of(timetable):
    return list(Group.objects.filter(timetable=timetable).unscoped(why="a test").order_by("offer__slug", "number"))


def at(name, timetable, *more):
    return reverse(name, args=["hengelo", timetable.pk, *more])


def do(browser, timetable, *, seen=None, **wanted):
    """Carry out a change as the board's form does, and return the page that follows."""
    timetable.refresh_from_db()
    data = {"seen": timetable.version if seen is None else seen, "idempotency_key": str(uuid4()), **wanted}
    return browser.post(at("board-change", timetable), data, follow=True).content.decode()


def asked(browser, timetable, **wanted):
    return browser.get(at("board", timetable), wanted, headers={"HX-Request": "true"}).content.decode()


def a_possible_move(browser, draft):
    """A group and a half-day it can go to and not everybody with it, and what the board says of that."""
    for group in groups_of(draft):
        for half_day in week_grid():
            if half_day.slug != group.sessions[0][0]:
                wanted = {"doe": "move", "groep": str(group.pk), "begin0": half_day.slug}
                told = asked(browser, draft, **wanted)
                leave = told.count("utrecht-unordered-list__item")
                if "Doe dit" in told and 0 < leave < group.participants.count():
                    return group, wanted, told
    raise AssertionError("no group can go anywhere")


def test_the_board_shows_every_group_with_its_size_room_and_trainer(leader, draft):
    page = leader.get(at("board", draft)).content.decode()
    shown = {group.period_id for group in groups_of(draft)}
    for period in shown:
        page = leader.get(at("board", draft), {"tab": str(period)}).content.decode()
        for group in groups_of(draft):
            if group.period_id == period:
                assert page.count(f'data-group="{group.pk}"') == len([s for each in group.sessions for s in each])
                assert group.room.name in page
                assert group.trainer.name in page
    assert "Wie wacht" in page


def test_who_does_not_plan_does_not_see_the_board(hengelo, draft, log_in, client):
    for role in (Role.CASE_MANAGER, Role.TRAINER):
        browser = log_in(User.objects.get(email=f"{role.value}@demo.tweespoor.example"))
        assert browser.get(at("board", draft)).status_code == 404
        assert browser.post(at("board-change", draft), {"doe": "close"}).status_code == 404
    stranger = log_in(a_user(a_municipality("Elders"), Role.PROJECT_LEADER, name="Vreemd"))
    for name in ("board", "review-timetable", "compare-timetables"):
        assert stranger.get(at(name, draft)).status_code == 404


def test_what_a_move_does_is_told_before_it_is_done_and_is_what_happens(leader, draft, hengelo):
    before, in_force = stands(draft), stands(hengelo.timetables.get(status="published"))
    group, wanted, told = a_possible_move(leader, draft)
    assert stands(draft) == before
    members = {person.pk: person for person in group.participants.all()}
    page = do(leader, draft, **wanted)
    assert "Gedaan. U kunt dit ongedaan maken." in page
    group.refresh_from_db()
    assert group.sessions[0][0] == wanted["begin0"]
    stay = {person.pk for person in group.participants.all()}
    gone = set(members) - stay
    assert gone
    for person in gone:
        assert f"{members[person].given_name} {members[person].family_name}: " in told
        assert draft.unplaced.filter(person=person, offer=group.offer).exists()
    assert all(f"{members[person].given_name} {members[person].family_name}: " not in told for person in stay)
    assert stands(hengelo.timetables.get(status="published")) == in_force


def test_changes_are_undone_one_by_one_to_the_beginning_and_done_again(leader, draft):
    beginning = stands(draft)
    score = draft.score
    group, wanted, _told = a_possible_move(leader, draft)
    do(leader, draft, **wanted)
    moved = stands(draft)
    other = next(each for each in groups_of(draft) if each.pk != group.pk)
    person = other.participants.first()
    do(leader, draft, doe="person", groep=str(other.pk), wie=str(person.pk), naar="weg")
    do(leader, draft, doe="close", groep=str(other.pk))
    end = stands(draft)
    assert not Group.objects.filter(pk=other.pk).unscoped(why="a test").exists()
    for _time in range(3):
        draft.refresh_from_db()
        leader.post(at("board-undo", draft), {"seen": draft.version})
    draft.refresh_from_db()
    assert stands(draft) == beginning
    assert draft.score == score
    leader.post(at("board-redo", draft), {"seen": 0})
    assert stands(draft) == moved
    for _time in range(2):
        draft.refresh_from_db()
        leader.post(at("board-redo", draft), {"seen": draft.version})
    assert stands(draft) == end


def test_somebody_who_waits_comes_into_a_group_that_is_opened(leader, draft):
    group = groups_of(draft)[0]
    people = set(group.participants.values_list("pk", flat=True))
    do(leader, draft, doe="close", groep=str(group.pk))
    waited = set(draft.unplaced.filter(offer=group.offer).values_list("person", flat=True))
    assert people <= set(draft.unplaced.filter(offer=group.offer).values_list("person", flat=True))
    begins = {f"begin{number}": session[0] for number, session in enumerate(group.sessions)}
    page = do(leader, draft, doe="open", training=str(group.offer_id), periode=str(group.period_id), **begins)
    assert "Gedaan." in page
    opened = draft.groups.unscoped(why="a test").filter(offer=group.offer).order_by("-number").first()
    joined = set(opened.participants.values_list("pk", flat=True))
    assert group.offer.min_size <= len(joined) + opened.outside
    assert joined <= waited
    assert set(draft.unplaced.filter(offer=group.offer).values_list("person", flat=True)) == waited - joined


def test_a_person_who_does_not_fit_is_refused_with_the_reason_and_stays(leader, draft):
    before = stands(draft)
    for group in groups_of(draft):
        other = next((each for each in groups_of(draft) if each.offer_id != group.offer_id), None)
        outsider = (
            next((p for p in other.participants.all() if p not in group.participants.all()), None) if other else None
        )
        if outsider is not None:
            told = asked(leader, draft, doe="person", groep=str(group.pk), wie=str(outsider.pk))
            page = do(leader, draft, doe="person", groep=str(group.pk), wie=str(outsider.pk))
            if "Dit kan niet" in told:
                assert "Dit kan niet" in page
                assert stands(draft) == before
                return
            draft.refresh_from_db()
            leader.post(at("board-undo", draft), {"seen": draft.version})
            assert stands(draft) == before
    pytest.fail("everybody fits everywhere")


def test_who_does_not_ask_for_a_training_or_was_not_asked_the_level_is_told_apart(leader, draft):
    group = groups_of(draft)[0]
    person = group.participants.first()
    wanted = {"doe": "person", "groep": str(group.pk)}
    do(leader, draft, **wanted, wie=str(person.pk), naar="weg")
    Offer.objects.filter(pk=group.offer_id).update(slug="niet-in-een-plan")
    told = asked(leader, draft, **wanted, wie=str(person.pk))
    assert "Dit kan niet: deze training staat niet in het plan van de deelnemer." in told
    Offer.objects.filter(pk=group.offer_id).update(slug=group.offer.slug)
    PersonFact.objects.filter(person=person, variable="speaking-level").delete()
    told = asked(leader, draft, **wanted, wie=str(person.pk))
    assert "Dit kan niet: het taalniveau is nog niet gevraagd." in told


def test_the_second_of_two_who_move_one_group_is_told_and_nothing_is_lost(leader, draft):
    group, wanted, _told = a_possible_move(leader, draft)
    draft.refresh_from_db()
    seen = draft.version
    do(leader, draft, **wanted)
    after = stands(draft)
    page = do(leader, draft, seen=seen, doe="close", groep=str(group.pk))
    assert "veranderde deze groep net" in page
    assert stands(draft) == after
    others = [each for each in groups_of(draft) if each.pk != group.pk]
    assert "Gedaan." in do(leader, draft, seen=seen, doe="close", groep=str(others[0].pk))


def test_who_drags_a_group_that_a_colleague_just_moved_reads_who_did_and_sees_how_it_is(leader, draft, hengelo):
    group, wanted, _told = a_possible_move(leader, draft)
    draft.refresh_from_db()
    seen = draft.version
    colleague = Client()
    colleague.force_login(a_user(hengelo.municipality, Role.PROJECT_LEADER, name="Ali Collega"))
    assert "Gedaan." in do(colleague, draft, **wanted)
    told = asked(leader, draft, **wanted, seen=seen)
    assert "Ali Collega veranderde deze groep net." in told
    assert "Doe dit" not in told
    assert f"groep={group.pk}" in told
    assert "Laat zien hoe het nu staat" in told
    page = do(leader, draft, seen=seen, doe="close", groep=str(group.pk))
    assert "Ali Collega veranderde deze groep net. Wat u wilde, is niet gedaan." in page
    assert f"groep verplaatst ({group.offer.name_nl} {group.number}, Ali Collega)" in page
    page = do(colleague, draft, seen=seen, doe="close", groep=str(group.pk))
    assert "U veranderde deze groep net zelf, in een ander venster." in page


def test_a_group_that_is_dropped_where_it_stands_changes_nothing(leader, draft):
    group = groups_of(draft)[0]
    wanted = {"doe": "move", "groep": str(group.pk), "begin0": group.sessions[0][0]}
    told = asked(leader, draft, **wanted)
    assert "De groep staat daar al: er verandert niets." in told
    assert "Doe dit" not in told
    do(leader, draft, **wanted)
    draft.refresh_from_db()
    assert (draft.version, draft.changes.count()) == (0, 0)


def test_a_group_of_a_training_of_four_times_a_week_is_opened_at_four_moments(leader, draft):
    offer = groups_of(draft)[0].offer
    period = groups_of(draft)[0].period_id
    Offer.objects.filter(pk=offer.pk).update(sessions=4, half_days=[])
    page = leader.get(at("board", draft)).content.decode()
    assert f"{offer.name_nl} (4 keer per week)" in page
    assert [number for number in range(6) if f'name="begin{number}"' in page] == [0, 1, 2, 3]
    wanted = {"doe": "open", "training": str(offer.pk), "periode": str(period), "begin0": "mon-morning"}
    assert "Deze training is 4 keer per week: kies 4 momenten." in asked(leader, draft, **wanted)
    wanted |= {"begin1": "tue-morning", "begin2": "wed-morning", "begin3": "thu-morning"}
    assert "keer per week: kies" not in asked(leader, draft, **wanted)


def test_a_timetable_in_force_has_the_button_to_make_a_draft_of_it_at_the_top(leader, hengelo):
    in_force = hengelo.timetables.get(status="published")
    page = leader.get(at("board", in_force)).content.decode()
    assert page.index("Maak een concept om te schuiven") < page.index("Wie wacht")


def test_who_publishes_reads_first_how_many_are_told_and_how_many_cannot_be(leader, draft, hengelo):
    group, wanted, _told = a_possible_move(leader, draft)
    do(leader, draft, **wanted)
    in_force = hengelo.timetables.get(status="published")
    before = {each.pk: set(each.participants.values_list("pk", flat=True)) for each in groups_of(in_force)}
    changed = set(next(members for members in before.values() if members >= {p.pk for p in group.participants.all()}))
    PersonFact.objects.filter(person__in=changed, variable__in=["email", "phone"]).delete()
    page = leader.get(at("review-timetable", draft)).content.decode()
    assert f"Voor {len(changed)} deelnemers verandert er iets. Wie te bereiken is, krijgt een bericht." in page
    assert f"Van {len(changed)} is geen adres bekend: bel of spreek die zelf." in page
    done = leader.post(at("publish-timetable", draft), {"idempotency_key": str(uuid4())}, follow=True).content.decode()
    assert "Het rooster is gepubliceerd. Wie er iets van merkt en te bereiken is, krijgt een bericht." in done


def test_a_form_sent_twice_is_done_once(leader, draft):
    group = groups_of(draft)[0]
    person = group.participants.first()
    data = {"doe": "person", "groep": str(group.pk), "wie": str(person.pk), "naar": "weg", "seen": 0}
    key = str(uuid4())
    for _time in range(2):
        page = leader.post(at("board-change", draft), {**data, "idempotency_key": key}, follow=True).content.decode()
    assert "Dit was al gedaan." in page
    assert draft.changes.count() == 1


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {"doe": "close"},
        {"doe": "move", "groep": "geen-groep", "begin0": "mon-morning"},
        {"doe": "person", "groep": str(UUID(int=5)), "wie": str(UUID(int=6))},
        {"doe": "open", "training": str(UUID(int=7)), "periode": "x"},
        {"doe": "iets anders"},
    ],
)
def test_nonsense_changes_nothing_and_is_told(leader, draft, wanted):
    before = stands(draft)
    page = do(leader, draft, **wanted)
    assert "Kies eerst wie of wat" in page or "staat niet (meer) in dit rooster" in page
    assert stands(draft) == before
    assert leader.get(at("board", draft), wanted).status_code == 200


def test_a_moment_that_is_none_is_refused(leader, draft):
    group = groups_of(draft)[0]
    told = asked(leader, draft, doe="move", groep=str(group.pk), begin0="zondagnacht")
    assert "Dit kan niet: deze training kan dan niet" in told


def test_a_timetable_in_force_is_not_bent(leader, hengelo):
    in_force = hengelo.timetables.get()
    before = stands(in_force)
    page = do(leader, in_force, doe="close", groep=str(groups_of(in_force)[0].pk))
    assert "Alleen een concept kan veranderd worden." in page
    assert stands(in_force) == before


def test_a_draft_that_still_fits_is_published_as_it_is(leader, draft, hengelo):
    before = stands(draft)
    page = leader.get(at("review-timetable", draft)).content.decode()
    assert "Voor niemand verandert er iets." in page
    leader.post(at("publish-timetable", draft))
    draft.refresh_from_db()
    assert draft.status == "published"
    assert stands(draft) == before


def test_what_no_longer_fits_is_told_and_left_out_only_when_asked(leader, draft, hengelo):
    manager = User.objects.get(email=f"{Role.CASE_MANAGER.value}@demo.tweespoor.example")
    visible = visible_people(manager).values_list("pk", flat=True)
    group, person = next(
        (group, person) for group in groups_of(draft) for person in group.participants.all() if person.pk in visible
    )
    away = Fact.known((group.sessions[0][0],))
    register_fact(person=person, slug="unavailable-half-days", fact=away, by=manager, now=timezone.now())
    name = f"{person.given_name} {person.family_name}"
    page = leader.get(at("review-timetable", draft)).content.decode()
    assert "Dit past niet (meer)" in page
    assert f"{name}, " in page
    assert "de deelnemer is dan niet beschikbaar" in page
    page = leader.post(at("publish-timetable", draft), follow=True).content.decode()
    assert "Niet alles van dit rooster past nog." in page
    draft.refresh_from_db()
    assert draft.status == "draft"
    leader.post(at("publish-timetable", draft), {"weglaten": "ja"})
    draft.refresh_from_db()
    assert draft.status == "published"
    assert not group.participants.filter(pk=person.pk).exists()
    assert draft.unplaced.filter(person=person, offer=group.offer).exists()


def test_a_group_whose_room_was_taken_away_is_told_and_left_out(leader, draft):
    group = groups_of(draft)[0]
    people = set(group.participants.values_list("pk", flat=True))
    Room.objects.filter(pk=group.room_id).update(removed_at=timezone.now())
    page = leader.get(at("review-timetable", draft)).content.decode()
    assert f"{group.offer.name_nl} {group.number}" in page
    assert "er is dan geen ruimte vrij" in page
    leader.post(at("publish-timetable", draft), {"weglaten": "ja"})
    draft.refresh_from_db()
    assert draft.status == "published"
    assert group.room_id not in draft.groups.unscoped(why="a test").values_list("room", flat=True)
    assert people <= set(draft.unplaced.filter(offer=group.offer).values_list("person", flat=True))


def test_publishing_tells_those_for_whom_something_changes_and_nobody_else(leader, draft, hengelo):
    hengelo.periods.update(weeks=1000)
    group, wanted, _told = a_possible_move(leader, draft)
    members = set(group.participants.values_list("pk", flat=True))
    do(leader, draft, **wanted)
    assert not Message.objects.unscoped(why="a test").exists()
    page = leader.post(at("publish-timetable", draft), follow=True).content.decode()
    assert "Het rooster is gepubliceerd." in page
    told = Message.objects.unscoped(why="a test").values_list("person", "kind")
    assert {person for person, _kind in told} == members
    assert {kind for _person, kind in told} == {"changed"}
    assert DBTaskResult.objects.filter(task_path__endswith="send_waiting").exists()
    assert set(Message.objects.unscoped(why="a test").values_list("day", flat=True)) == {timezone.localdate()}
    leader.post(at("publish-timetable", draft))
    assert Message.objects.unscoped(why="a test").count() == len(members)


def test_two_drafts_are_compared_in_words(leader, draft, hengelo):
    group, wanted, _told = a_possible_move(leader, draft)
    do(leader, draft, **wanted)
    in_force = hengelo.timetables.get(status="published")
    page = leader.get(at("compare-timetables", draft), {"met": str(in_force.pk)}).content.decode()
    assert group.offer.name_nl in page
    assert "Verliest" in page or "gaat van" in page
    assert str(group.offer_id) not in page.replace(f"/{group.offer_id}", "")
    page = leader.get(at("compare-timetables", draft), {"met": "x"}, follow=True).content.decode()
    assert "Kies een rooster om mee te vergelijken." in page


def test_a_planner_that_goes_on_keeps_what_is_pinned(leader, draft):
    group, wanted, _told = a_possible_move(leader, draft)
    do(leader, draft, **wanted)
    group.refresh_from_db()
    leader.post(at("board-pin", draft, group.pk), {"vast": ["time", "room"]})
    group.refresh_from_db()
    assert group.pins == ["time", "room"]
    leader.post(at("go-on-from", draft), {"idempotency_key": str(uuid4())})
    run = Timetable.objects.get(status="queued")
    Timetable.objects.filter(pk=run.pk).update(seconds=2)
    tasks.plan_timetable.func(str(run.pk))
    run.refresh_from_db()
    assert run.status == "draft"
    kept = [each for each in groups_of(run) if each.offer_id == group.offer_id]
    assert (group.sessions, group.room_id) in [(each.sessions, each.room_id) for each in kept]
    assert run.placed + run.unplaced.count() == run.demanded


def test_a_planner_whose_pins_cannot_stay_says_so(leader, draft, hengelo):
    group = groups_of(draft)[0]
    leader.post(at("board-pin", draft, group.pk), {"vast": ["time", "room", "trainer"]})
    leader.post(at("go-on-from", draft), {"idempotency_key": str(uuid4())})
    other = next(each.slug for each in week_grid() if [each.slug] not in group.sessions)
    Trainer.objects.filter(pk=group.trainer_id).update(half_days=[other])  # after it was asked
    run = Timetable.objects.get(status="queued")
    tasks.plan_timetable.func(str(run.pk))
    run.refresh_from_db()
    assert run.status == "failed"
    page = leader.get(reverse("planner", args=[hengelo.slug])).content.decode()
    assert "Maak op het bord iets los." in page
    assert groups_of(draft)[0].pins


def test_a_planner_does_not_go_on_with_a_pinned_group_that_everybody_left(leader, draft):
    group = groups_of(draft)[0]
    for person in list(group.participants.all()):
        do(leader, draft, doe="person", groep=str(group.pk), wie=str(person.pk), naar="weg")
    leader.post(at("board-pin", draft, group.pk), {"vast": ["time"]})
    page = leader.post(at("go-on-from", draft), {"idempotency_key": str(uuid4())}, follow=True).content.decode()
    assert "een groep zonder mensen" in page
    assert not Timetable.objects.filter(status="queued").exists()
    leader.post(at("board-pin", draft, group.pk), {})
    leader.post(at("go-on-from", draft), {"idempotency_key": str(uuid4())})
    assert Timetable.objects.filter(status="queued").exists()


def test_a_draft_is_named_and_thrown_away_and_nothing_else_with_it(leader, draft, hengelo):
    leader.post(at("name-timetable", draft), {"naam": "Ander plan"})
    assert "Ander plan" in leader.get(at("board", draft)).content.decode()
    page = leader.post(at("name-timetable", draft), {"naam": "x" * 81}, follow=True).content.decode()
    assert "hooguit 80 tekens" in page
    leader.post(at("discard-timetable", draft))
    assert hengelo.timetables.count() == 1
    in_force = hengelo.timetables.get()
    page = leader.post(at("discard-timetable", in_force), follow=True).content.decode()
    assert "Alleen een concept" in page
    assert hengelo.timetables.count() == 1


def look_for_bottlenecks(browser, timetable):
    browser.post(at("ask-bottlenecks", timetable), {"idempotency_key": str(uuid4())})
    timetable.refresh_from_db()
    find_bottlenecks(timetable=timetable, clock=timezone.now, seconds=12)
    timetable.refresh_from_db()
    return list(timetable.bottlenecks.all())


def test_what_one_concession_would_gain_is_told_tried_and_changes_nothing(leader, draft, hengelo):
    """The trainer who gives a training is there at no moment: with one half-day, people can take part."""
    group = groups_of(draft)[0]
    Trainer.objects.filter(offers=group.offer).update(half_days=["fri-evening"])
    do(leader, draft, doe="close", groep=str(group.pk))
    for each in groups_of(draft):
        if each.offer_id == group.offer_id or each.trainer.half_days == ["fri-evening"]:
            do(leader, draft, doe="close", groep=str(each.pk))
    page = leader.get(at("bottlenecks", draft)).content.decode()
    assert "Zoek de knelpunten" in page
    rows = look_for_bottlenecks(leader, draft)
    page = leader.get(at("bottlenecks", draft)).content.decode()
    assert rows, "a trainer who is never there is a bottleneck"
    assert [row.people for row in rows] == sorted((row.people for row in rows), reverse=True)
    assert not re.search(
        r"[0-9a-f]{8}-[0-9a-f]{4}", "".join(re.findall(r'<p class="utrecht-paragraph">.*?</p>', page, flags=re.S))
    )
    trainer = next(row for row in rows if row.kind.startswith("trainer-"))
    assert Trainer.objects.get(pk=trainer.fields["trainer"]).name in page
    before = list(Trainer.objects.values_list("pk", "half_days", "max_sessions"))
    leader.post(at("try-bottleneck", draft, trainer.pk), {"idempotency_key": str(uuid4())})
    run = Timetable.objects.get(status="queued")
    Timetable.objects.filter(pk=run.pk).update(seconds=6)
    tasks.plan_timetable.func(str(run.pk))
    run.refresh_from_db()
    draft.refresh_from_db()
    assert run.placed > draft.placed
    assert list(Trainer.objects.values_list("pk", "half_days", "max_sessions")) == before
    assert "Dit concept doet alsof:" in leader.get(at("board", run)).content.decode()
    page = leader.get(at("review-timetable", run)).content.decode()
    assert "Dit past niet (meer)" in page
    assert page.index("Dit concept doet alsof:") < page.index("Dit past niet (meer)")
    page = leader.get(reverse("planner", args=[hengelo.slug])).content.decode()
    assert f"Proef met knelpunt {trainer.rank}" in page
    assert f"{at('compare-timetables', run)}?met={hengelo.timetables.get(status='published').pk}" in page


def test_a_note_to_a_language_school_names_no_participant(leader, draft, hengelo):
    school = hengelo.language_classes.select_related("provider").first()
    person = groups_of(draft)[0].participants.first()
    for rank, kind, fields, who, sentence in (
        (
            1,
            "free-seat",
            {"language_class": str(school.pk)},
            None,
            f"Als {school.provider_id} {school.pk} verplaatst (twee plaatsen, score 94 lager).",
        ),
        (3, "zone-transport", {"zone": "dorp-ver", "minutes": 62}, None, "Als mensen uit dorp-ver kunnen reizen."),
        (2, "participant-half-day", {"slot": "mon-morning"}, person, f"Als {person.pk} kan."),
    ):
        Bottleneck.objects.create(
            timetable=draft,
            rank=rank,
            kind=kind,
            fields=fields,
            person=who,
            people=2,
            points=200,
            sentence_nl=sentence,
            sentence_en="x",
        )
    Zone.objects.create(programme=hengelo, slug="dorp-ver", name="Het verre dorp")
    now = timezone.now()
    Timetable.objects.filter(pk=draft.pk).update(bottlenecks_asked_at=now, bottlenecks_found_at=now)
    page = leader.get(at("bottlenecks", draft)).content.decode()
    notes = re.findall(r"<textarea.*?</textarea>", page, flags=re.S)
    assert len(notes) == 1
    assert f"Beste collega van {school.provider.name}" in notes[0]
    assert f"Als {school.provider.name} {school.name} verplaatst." in notes[0]
    assert f"Als {person.given_name} {person.family_name} kan." in page
    assert person.family_name not in notes[0]
    assert "score" not in notes[0]
    assert "score 94 lager" in page
    assert "Als mensen uit Het verre dorp kunnen reizen." in page


def test_bottlenecks_are_looked_for_once_at_a_time_and_again_when_the_job_was_lost(leader, draft):
    leader.post(at("ask-bottlenecks", draft), {"idempotency_key": str(uuid4())})
    page = leader.post(at("ask-bottlenecks", draft), {"idempotency_key": str(uuid4())}, follow=True).content.decode()
    assert "De knelpunten worden al gezocht." in page
    Timetable.objects.filter(pk=draft.pk).update(bottlenecks_asked_at=timezone.now() - timedelta(hours=1))
    assert "Het zoeken is onderbroken." in leader.get(at("bottlenecks", draft)).content.decode()
    page = leader.post(at("ask-bottlenecks", draft), {"idempotency_key": str(uuid4())}, follow=True).content.decode()
    assert "De knelpunten worden gezocht." in page
    assert leader.post(at("try-bottleneck", draft, uuid4())).status_code == 404


def test_what_a_drag_would_do_costs_as_many_queries_with_twice_the_groups(leader, draft, django_assert_num_queries):
    group, wanted, _told = a_possible_move(leader, draft)
    with CaptureQueriesContext(connection) as before:
        asked(leader, draft, **wanted)
    # On PostgreSQL each change of who asks is a query of its own (the wall, see docs/wall.md).
    assert len([query for query in before.captured_queries if "set_config" not in query["sql"]]) <= 42
    for other in groups_of(draft):
        if other.pk != group.pk:
            members = list(other.participants.all())
            other.pk, other.number, other._state.adding = uuid4(), other.number + 100, True
            other.save()
            other.participants.set(members)
    with django_assert_num_queries(len(before)):
        asked(leader, draft, **wanted)
