"""Several programmes of a municipality in one puzzle: what they share is used once, and they are published together."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.apps.conftest import a_municipality, a_user
from tests.apps.test_board import groups_of, stands
from tests.apps.test_planning_a_part import breaches
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule import tasks
from tweespoor.apps.schedule.models import LanguageClass, Location, Offer, Period, Room, Timetable, Trainer, TravelTime
from tweespoor.apps.schedule.queries.choosing import who_asks
from tweespoor.apps.trajectories.models import Programme, Trajectory
from tweespoor.apps.trajectories.queries import programme_named
from tweespoor.core.vocabulary import Role
from tweespoor.site.demo import load

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def hengelo():
    """The programme of Hengelo, loaded and planned."""
    load(programmes=["hengelo"], seconds=1, seed=1, say=lambda _line: None)
    return programme_named("hengelo")


@pytest.fixture
def leader(hengelo, log_in):
    return log_in(User.objects.get(email=f"{Role.PROJECT_LEADER.value}@demo.tweespoor.example"))


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
    assert "Het rooster is gepubliceerd." in answer
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
