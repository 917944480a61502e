"""Several programmes of a municipality in one puzzle: what they share is used once, and they are published together."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_municipality, a_user
from tests.apps.test_board import groups_of, stands
from tests.apps.test_planning_a_part import breaches, held
from tweespoor.apps.schedule import tasks
from tweespoor.apps.schedule.models import (
    Bottleneck,
    LanguageClass,
    Location,
    Offer,
    Period,
    Room,
    Timetable,
    Trainer,
    TravelTime,
)
from tweespoor.apps.schedule.queries.choosing import who_asks
from tweespoor.apps.schedule.templatetags.schedule import group_name, group_when
from tweespoor.apps.trajectories.models import Programme, Trajectory
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def other(hengelo):
    """A second programme with the same supply under its own rows, and half of the people; some of them are in both."""
    second = Programme.objects.get(pk=hengelo.pk)
    second.pk, second.slug, second.name, second._state.adding = uuid4(), "tweede", "Het tweede programma", True
    second.save()
    give_twins_of_supply(hengelo, second)
    rows = list(Trajectory.objects.filter(programme=hengelo, ended_on__isnull=True).order_by("pk"))
    for row in rows[: len(rows) // 2]:
        if row.pk.int % 4:
            Trajectory.objects.filter(pk=row.pk).update(programme=second)
        else:
            twin(row, programme=second)
    return second


def twin(row, **fields):
    """The same row once more, but for these fields."""
    row.pk, row._state.adding = uuid4() if not isinstance(row.pk, int) else None, True
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def give_twins_of_supply(hengelo, second):
    """All there is to plan with, under rows of the other programme's own."""
    places = {row.pk: twin(row, programme=second) for row in Location.objects.filter(programme=hengelo)}
    trainers = {row.pk: twin(row, programme=second) for row in Trainer.objects.filter(programme=hengelo)}
    for row in [*Period.objects.filter(programme=hengelo), *TravelTime.objects.filter(programme=hengelo)]:
        twin(row, programme=second)
    rooms = {
        row.pk: twin(row, location=places[row.location_id]) for row in Room.objects.filter(location__programme=hengelo)
    }
    for row in LanguageClass.objects.filter(programme=hengelo):
        twin(row, programme=second, location=places[row.location_id])
    for row in Offer.objects.filter(programme=hengelo):
        held_in = [rooms[each.pk] for each in row.rooms.all()]
        given_by = [trainers[each.pk] for each in row.trainers.all()]
        made = twin(row, programme=second)
        made.rooms.set(held_in)
        made.trainers.set(given_by)


def ask(browser, *met):
    data = {"met": met, "idempotency_key": str(uuid4())}
    return browser.post(reverse("start-together", args=["hengelo"]), data, follow=True).content.decode()


def choose(browser, *, periods, people, **sent):
    """Send the form in which periods and people of both programmes are chosen."""
    data = {
        "idempotency_key": str(uuid4()),
        "deel": "1",
        "met": ["tweede"],
        "periode": [str(period.pk) for period in periods],
        "wie": [str(person) for person in people],
        **sent,
    }
    return browser.post(reverse("start-together", args=["hengelo"]), data, follow=True)


def publish(browser, timetable):
    answer = browser.post(reverse("publish-timetable", args=[timetable.programme.slug, timetable.pk]), follow=True)
    timetable.refresh_from_db()
    return answer.content.decode()


def post(browser, name, timetable, *more, **data):
    address = reverse(name, args=[timetable.programme.slug, timetable.pk, *more])
    return browser.post(address, {"idempotency_key": str(uuid4()), **data}, follow=True).content.decode()


def planned():
    """The drafts of the runs that wait, by programme, out of one job."""
    runs = Timetable.objects.filter(status="queued")
    runs.update(seconds=2)
    first = runs.first()
    tasks.plan_timetable.func(str(first.pk))
    made = {row.programme.slug: row for row in Timetable.objects.filter(together=first.together)}
    assert {row.status for row in made.values()} == {"draft"}
    return made


def used(timetables, *, programmes):
    """Every room, trainer and person at every half-day, by names that are the same in both programmes."""
    found = []
    for timetable in timetables:
        for group in groups_of(timetable):
            assert group.period.programme == group.trainer.programme == timetable.programme
            assert timetable.programme in programmes
            for slot in (slot for session in group.sessions for slot in session):
                when = (group.period.starts_on, slot)
                found += [(group.room.location.name, group.room.name, when), (group.trainer.name, when)]
                found += [(person.pk, when) for person in group.participants.unscoped(why="a test")]
    return found


def test_two_programmes_are_planned_in_one_puzzle_and_published_together(leader, hengelo, other):
    before = hengelo.timetables.get()
    page = leader.get(reverse("planner", args=["hengelo"])).content.decode()
    assert "Het tweede programma" in page
    assert "De planner begint zo." in ask(leader, "tweede")
    made = planned()
    assert set(made) == {"hengelo", "tweede"}
    mine, theirs = made["hengelo"], made["tweede"]
    assert groups_of(mine)
    assert groups_of(theirs)
    taken = used(made.values(), programmes=[hengelo, other])
    assert len(taken) == len({*taken})
    for each in made.values():
        assert not breaches(each)
        assert each.placed + each.unplaced.count() == each.demanded
    in_both = who_asks(hengelo) & who_asks(other)
    assert in_both
    board = leader.get(reverse("board", args=["hengelo", mine.pk])).content.decode()
    assert "in één puzzel gemaakt met dat van:" in board
    assert reverse("board", args=["tweede", theirs.pk]) in board
    review = leader.get(reverse("review-timetable", args=["hengelo", mine.pk])).content.decode()
    assert "Samen publiceren" in review
    assert "Dit past niet (meer)" not in review
    answer = leader.post(reverse("publish-timetable", args=["hengelo", mine.pk]), follow=True).content.decode()
    assert "De roosters van Hengelo, Borne en Haaksbergen, Het tweede programma zijn gepubliceerd." in answer
    for each in (before, mine, theirs):
        each.refresh_from_db()
    assert (before.status, mine.status, theirs.status) == ("replaced", "published", "published")
    assert not breaches(mine)
    assert not breaches(theirs)


def test_what_does_not_fit_in_one_of_them_keeps_both_from_being_published(leader, hengelo, other):
    ask(leader, "tweede")
    made = planned()
    group = groups_of(made["tweede"])[0]
    Room.objects.filter(pk=group.room_id).update(half_days=["sun-evening"])
    publish = reverse("publish-timetable", args=["hengelo", made["hengelo"].pk])
    assert "Kijk het eerst na" in leader.post(publish, follow=True).content.decode()
    page = leader.get(reverse("review-timetable", args=["hengelo", made["hengelo"].pk])).content.decode()
    assert f"In het concept van {other.name} past dit niet (meer):" in page
    assert f"{group_name(group)} ({group_when(group)}): " in page
    assert "Publiceren zonder wat niet past" in page
    joint = Timetable.objects.filter(together=made["hengelo"].together)
    assert {*joint.values_list("status", flat=True)} == {"draft"}
    mine = stands(made["hengelo"])
    leader.post(publish, {"weglaten": "ja"})
    assert {*joint.values_list("status", flat=True)} == {"published"}
    assert stands(made["hengelo"]) == mine
    assert group.room_id not in {each.room_id for each in groups_of(made["tweede"])}


def test_a_draft_of_which_the_other_was_thrown_away_is_published_alone(leader, hengelo, other):
    ask(leader, "tweede")
    made = planned()
    leader.post(reverse("discard-timetable", args=["tweede", made["tweede"].pk]))
    review = leader.get(reverse("review-timetable", args=["hengelo", made["hengelo"].pk])).content.decode()
    assert "Samen publiceren" not in review
    leader.post(reverse("publish-timetable", args=["hengelo", made["hengelo"].pk]))
    made["hengelo"].refresh_from_db()
    assert made["hengelo"].status == "published"


def test_a_joint_run_is_stopped_and_refused_as_a_whole(leader, hengelo, other, log_in):
    ask(leader, "tweede")
    assert "De planner is al bezig met dit programma." in ask(leader, "tweede")
    leader.post(reverse("stop-planner", args=["tweede"]))
    assert list(Timetable.objects.filter(status="queued").values_list("stop_asked", flat=True)) == [True, True]
    Timetable.objects.filter(status="queued").update(status="failed")
    assert "Kies ten minste één programma" in ask(leader)
    assert "Kies ten minste één programma" in ask(leader, "lochem", "hengelo", "x\x00")
    first = other.periods.order_by("starts_on").first()
    Period.objects.filter(pk=first.pk).update(starts_on=first.starts_on + timedelta(weeks=1))
    assert "vallen deels over elkaar heen" in ask(leader, "tweede")
    Programme.objects.filter(pk=other.pk).update(municipality=a_municipality("Gemeente Utrecht"))
    assert "Kies ten minste één programma" in ask(leader, "tweede")
    assert not Timetable.objects.filter(status="queued").exists()
    address = reverse("start-together", args=["hengelo"])
    stranger = log_in(a_user(a_municipality("Utrecht"), Role.PROJECT_LEADER))
    assert stranger.post(address, {"met": ["tweede"]}).status_code == 404


def test_some_periods_and_people_of_both_are_planned_and_all_the_rest_is_published_as_it_stood(leader, hengelo, other):
    ask(leader, "tweede")
    before = planned()
    publish(leader, before["hengelo"])
    second = hengelo.periods.order_by("starts_on")[1]
    both = sorted(who_asks(hengelo) & who_asks(other))
    chosen = [*both[:4], *sorted(who_asks(hengelo))[:6], *sorted(who_asks(other))[:6]]
    page = leader.get(reverse("start-together", args=["hengelo"])).content.decode()
    assert f"{second.name} (Het tweede programma)" in page
    assert 'name="wacht"' in page
    assert {str(each) for each in who_asks(hengelo) | who_asks(other) if f'id="wie-{each}"' not in page} == set()
    assert page.count(f'id="wie-{both[0]}"') == 1
    assert "De planner begint zo." in choose(leader, periods=[second], people=chosen).content.decode()
    drafts = planned()
    taken = used(drafts.values(), programmes=[hengelo, other])
    assert len(taken) == len({*taken})
    for slug, draft in drafts.items():
        then = before[slug]
        for period in draft.programme.periods.all():
            without = set(chosen) if period.starts_on == second.starts_on else ()
            assert held(draft, period=period, without=without) == held(then, period=period, without=without)
        assert held(draft, without=chosen)
        assert draft.switches == then.switches
        assert not breaches(draft)
        assert draft.placed + draft.unplaced.count() == draft.demanded
        waiting = {row.person_id: row.reasons for row in draft.unplaced.all() if row.person_id not in chosen}
        assert waiting == {row.person_id: row.reasons for row in then.unplaced.all() if row.person_id in waiting}
        asks, mine = who_asks(draft.programme), who_asks(draft.programme) & set(chosen)
        board = leader.get(reverse("board", args=[slug, draft.pk])).content.decode()
        assert f"alleen {second.name}, {len(mine)} van de {len(asks)} mensen" in board
        assert "in één puzzel gemaakt met dat van:" in board
    assert "gepubliceerd." in publish(leader, drafts["tweede"])
    assert {*Timetable.objects.filter(together=drafts["tweede"].together).values_list("status", flat=True)} == {
        "published"
    }


def test_a_run_that_goes_on_from_one_goes_on_from_all_with_what_is_pinned_in_each(leader, hengelo, other):
    ask(leader, "tweede")
    drafts = planned()
    pinned = {
        slug: next(group for group in groups_of(draft) if group.participants.count()) for slug, draft in drafts.items()
    }
    for slug, group in pinned.items():
        post(leader, "board-pin", drafts[slug], group.pk, vast=["time", "room", "trainer", "people"])
    board = leader.get(reverse("board", args=["tweede", drafts["tweede"].pk])).content.decode()
    assert "Hij gaat ook verder met de concepten die hiermee samen gemaakt zijn" in board
    post(leader, "go-on-from", drafts["tweede"])
    assert "De planner is al bezig met dit programma." in post(leader, "go-on-from", drafts["hengelo"])
    more = planned()
    assert more["hengelo"].together not in (None, drafts["hengelo"].together)
    taken = used(more.values(), programmes=[hengelo, other])
    assert len(taken) == len({*taken})
    for slug, draft in more.items():
        assert draft.based_on == drafts[slug]
        assert not breaches(draft)
        was = pinned[slug]
        same = (was.offer_id, was.period_id, str(was.sessions), was.room_id, was.trainer_id)
        mine = {seat for seat in held(drafts[slug]) if seat[:5] == same}
        assert mine <= held(draft)
        assert any(group.pins for group in groups_of(draft))
    assert "gepubliceerd." in publish(leader, more["hengelo"])
    more["tweede"].refresh_from_db()
    assert more["tweede"].status == "published"


def test_what_is_pinned_in_one_and_cannot_stay_is_told_at_both(leader, hengelo, other):
    ask(leader, "tweede")
    drafts = planned()
    group = next(group for group in groups_of(drafts["tweede"]) if group.participants.count())
    post(leader, "board-pin", drafts["tweede"], group.pk, vast=["time", "room"])
    Room.objects.filter(pk=group.room_id).update(half_days=["sun-evening"])
    post(leader, "go-on-from", drafts["hengelo"])
    tasks.plan_timetable.func(str(Timetable.objects.filter(status="queued").first().pk))
    assert Timetable.objects.filter(status="failed").count() == 2
    for slug, draft in drafts.items():
        board = leader.get(reverse("board", args=[slug, draft.pk])).content.decode()
        assert "De planner kon niet verder" in board
        assert f"{group.offer.name_nl} {group.number}" in board
    assert "Het tweede programma: " in leader.get(reverse("planner", args=["hengelo"])).content.decode()


def test_a_part_and_a_concession_of_drafts_that_belong_together_are_tried_in_all(leader, hengelo, other):
    first = hengelo.periods.order_by("starts_on")[0]
    everybody = who_asks(hengelo) | who_asks(other)
    choose(leader, periods=[first], people=everybody)
    drafts = planned()
    trainer = hengelo.trainers.order_by("pk").first()
    twin_of = other.trainers.get(name=trainer.name)
    row = Bottleneck.objects.create(
        timetable=drafts["hengelo"],
        rank=1,
        kind="trainer-half-day",
        fields={"trainer": str(trainer.pk), "slot": "sat-morning"},
        people=1,
        points=10,
        sentence_nl=f"Als {trainer.pk} ook op zaterdag kan.",
        sentence_en=f"If {trainer.pk} can come on Saturday too.",
    )
    post(leader, "try-bottleneck", drafts["hengelo"], row.pk)
    more = planned()
    for slug, draft in more.items():
        assert draft.choice == drafts[slug].choice
        for period in draft.programme.periods.exclude(starts_on=first.starts_on):
            assert held(draft, period=period) == held(drafts[slug], period=period)
    tried = {slug: draft.bottlenecks.get(rank=0) for slug, draft in more.items()}
    assert tried["hengelo"].fields["trainer"] == str(trainer.pk)
    assert tried["tweede"].fields["trainer"] == str(twin_of.pk)
    assert str(twin_of.pk) in tried["tweede"].sentence_nl
    again = choose(leader, periods=[first], people=sorted(everybody)[:30], van=str(more["hengelo"].pk))
    assert "De planner begint zo." in again.content.decode()
    assert {run.based_on for run in Timetable.objects.filter(status="queued")} == {*more.values()}


def test_nothing_to_plan_in_one_of_them_or_what_is_not_there_is_refused_with_what_to_do(leader, hengelo, other, log_in):
    there, both = list(hengelo.periods.all()), sorted(who_asks(hengelo) & who_asks(other))
    only_here = sorted(who_asks(hengelo) - who_asks(other))

    def said(**sent):
        answer = choose(leader, **{"periods": there, "people": both, **sent})
        assert answer.status_code == 400
        return answer.content.decode()

    assert "Kies ten minste één periode om te plannen." in said(periods=[])
    page = said(people=[])
    assert "Kies ten minste één deelnemer om te plannen." in page
    assert f'value="{both[0]}" checked' not in page
    assert "Kies ten minste één deelnemer om te plannen." in said(people=[uuid4()], wie=["niemand", "x\x00"])
    assert "vraagt niemand een training van Het tweede programma" in said(people=only_here)
    assert "is er niet meer" in said(periode=[str(uuid4()), str(there[0].pk)])
    assert "kan de planner niet verdergaan" in said(van=str(uuid4()))
    assert "Kies ten minste één programma" in said(met=["lochem", "hengelo"])
    later = other.periods.order_by("-starts_on").first()
    Period.objects.filter(pk=later.pk).update(starts_on=later.starts_on + timedelta(weeks=52))
    alone = [each for each in there if each.starts_on == later.starts_on]
    assert "Van Het tweede programma koos u geen periode." in said(periods=alone)
    Period.objects.filter(pk=later.pk).update(starts_on=later.starts_on + timedelta(weeks=1))
    assert "vallen deels over elkaar heen" in said()
    assert not Timetable.objects.filter(status="queued").exists()
    address = reverse("start-together", args=["hengelo"])
    stranger = log_in(a_user(a_municipality("Utrecht"), Role.PROJECT_LEADER))
    assert stranger.get(address).status_code == 404


def test_programmes_without_anything_to_plan_with_cannot_be_chosen(leader, hengelo, other):
    address = reverse("start-together", args=["hengelo"])
    assert 'value="tweede"' in leader.get(address).content.decode()
    Period.objects.filter(programme=other).update(removed_at=timezone.now())
    assert "Geen ander programma" in leader.get(address, {"met": ["tweede", "x"]}).content.decode()
    Period.objects.filter(programme=other).update(removed_at=None)
    Period.objects.filter(programme=hengelo).update(removed_at=timezone.now())
    answer = choose(leader, periods=other.periods.all(), people=who_asks(other))
    assert answer.status_code == 400


def test_choosing_a_part_of_a_draft_that_belongs_to_others_is_choosing_in_all_with_its_choice_filled_in(
    leader, hengelo, other
):
    first = hengelo.periods.order_by("starts_on")[0]
    both = sorted(who_asks(hengelo) & who_asks(other))
    chosen = {*both[:3], *sorted(who_asks(hengelo))[:3], *sorted(who_asks(other))[:3]}
    choose(leader, periods=[first], people=chosen)
    drafts = planned()
    alone, mine = reverse("choose-planned", args=["hengelo"]), drafts["hengelo"]
    joint = f"{reverse('start-together', args=['hengelo'])}?van={mine.pk}&met=tweede"
    for answer in (
        leader.get(alone, {"van": str(mine.pk)}),
        leader.post(alone, {"van": str(mine.pk), "wie": both[:1]}),
    ):
        assert (answer.status_code, answer["Location"]) == (302, joint)
    assert not Timetable.objects.filter(status="queued").exists()
    page = leader.get(alone, {"van": str(mine.pk)}, follow=True).content.decode()
    assert "in één puzzel gemaakt met dat van: Het tweede programma. U plant ze samen." in page
    assert ticked(page, "wie") == {str(each) for each in chosen}
    on = Period.objects.filter(pk__in=ticked(page, "periode"))
    assert [each.starts_on for each in on] == [first.starts_on]
    assert '<option value="gekozen" selected>' in page
    assert (
        ticked(leader.get(joint, {"van": mine.pk, "met": "tweede", "aan": "niemand"}).content.decode(), "wie") == set()
    )
    assert "De planner begint zo." in choose(leader, periods=[first], people=chosen, van=str(mine.pk)).content.decode()
    Timetable.objects.filter(status="queued").delete()
    Period.objects.filter(programme=other).update(removed_at=timezone.now())
    page = leader.get(alone, {"van": str(mine.pk)}).content.decode()
    assert "plant u alleen dit programma" in page
    assert ticked(page, "wie") == {str(each) for each in chosen & who_asks(hengelo)}
    assert ticked(page, "periode") == {str(first.pk)}


def ticked(page, name):
    """The values of the boxes of this name that are ticked."""
    return set(re.findall(rf'name="{name}" value="([^"]+)"[^>]* checked', page))


def publish_a_copy(browser, timetable):
    """Put a copy of a timetable in force, that was made with no other."""
    post(browser, "copy-timetable", timetable)
    copy = Timetable.objects.get(based_on=timetable, status="draft", together=None)
    assert "gepubliceerd." in post(browser, "publish-timetable", copy, weglaten="ja")
    return copy


def test_what_became_of_the_others_since_they_were_made_together_is_told_with_what_to_do(leader, hengelo, other):
    ask(leader, "tweede")
    drafts = planned()
    mine, theirs = drafts["hengelo"], drafts["tweede"]
    assert mine.together_with == [str(other.pk)]

    def review(timetable=mine):
        return leader.get(reverse("review-timetable", args=[timetable.programme.slug, timetable.pk])).content.decode()

    sayings = ("met de hand veranderd", "is weggegooid", "ander rooster gepubliceerd", "geldt niet meer")
    assert not [each for each in sayings if each in review()]
    post(leader, "board-change", theirs, doe="close", groep=str(groups_of(theirs)[0].pk), seen="0")
    assert "Het concept van Het tweede programma is met de hand veranderd" in review()
    assert reverse("review-timetable", args=["tweede", theirs.pk]) in review()
    assert "met de hand veranderd" not in review(theirs)
    post(leader, "board-undo", theirs, seen="1")
    assert "met de hand veranderd" not in review()
    in_force = publish_a_copy(leader, theirs)
    assert "Publiceert u, dan komt het concept daarvoor in de plaats." in review()
    assert "Samen publiceren" in review()
    post(leader, "discard-timetable", theirs)
    assert "Het concept van Het tweede programma, dat hiermee samen gemaakt is, is weggegooid." in review()
    again = f"{reverse('start-together', args=['hengelo'])}?met=tweede"
    assert again in review()
    assert "Samen publiceren" not in review()
    publish(leader, mine)
    first = hengelo.periods.order_by("starts_on")[0]
    choose(leader, periods=[first], people=who_asks(hengelo) | who_asks(other))
    part = planned()
    publish_a_copy(leader, in_force)
    page = review(part["hengelo"])
    assert "Samen publiceren kan dan niet: wat buiten de keuze van dat concept valt" in page
    assert reverse("publish-timetable", args=["hengelo", part["hengelo"].pk]) not in page
    assert "Sinds het concept van Het tweede programma gemaakt is" in publish(leader, part["hengelo"])
    assert part["hengelo"].status == "draft"
    post(leader, "discard-timetable", part["tweede"])
    assert "gepubliceerd." in publish(leader, part["hengelo"])


def test_a_replaced_timetable_of_which_the_other_is_replaced_too_says_so(leader, hengelo, other):
    ask(leader, "tweede")
    drafts = planned()
    publish(leader, drafts["hengelo"])
    for draft in drafts.values():
        publish_a_copy(leader, draft)
    page = leader.get(reverse("review-timetable", args=["hengelo", drafts["hengelo"].pk])).content.decode()
    assert "Het rooster van Het tweede programma, dat hiermee samen gemaakt is, geldt niet meer." in page
