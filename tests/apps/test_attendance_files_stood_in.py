"""A meeting that a trainer takes over can be in her attendance file, and no other of that group."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_participant, a_user
from tests.apps.dossiers import start
from tests.apps.test_attendance import a_new_timetable, at_noon, mark, send
from tests.apps.test_attendance_files import NAMED, OF_GROUPS, Desk, figures, stands_of_group
from tests.apps.test_standing_in import StandingIn
from tweespoor.apps.attendance.models import AttendanceMark
from tweespoor.apps.exchange.models import KnownName
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import sharing
from tweespoor.apps.schedule import models as schedule
from tweespoor.apps.trajectories.models import HoursEntry
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def scene():
    return StandingIn()


@pytest.fixture
def desk(scene, log_in):
    """Noor, who took over yesterday's meeting and gives no group herself."""
    scene.stands_in(day=scene.today - timedelta(days=1))
    return Desk(scene, log_in(scene.noor))


def to_check(desk, *rows, about="groups", **data):
    return desk.to_check(desk.of(*rows, head=OF_GROUPS), targets=NAMED, about=about, **data)


def test_the_meeting_that_she_took_over_comes_in_with_its_hours_and_goes_out_again(scene, desk):
    rows = (("Anna Voorbeeld", 1, "Solliciteren 1", "aanwezig"), ("Bilal Voorbeeld", 1, "Solliciteren", "mg"))
    page = to_check(desk, *rows)
    assert figures(page)["Op de lijsten erbij"] == "2"
    assert "Ingelezen, van 2 deelnemers." in desk.start()
    assert stands_of_group(scene, desk, ago=1) == {"Anna Voorbeeld": "present", "Bilal Voorbeeld": "authorised"}
    found = AttendanceMark.objects.unscoped(why="a test")
    assert {(row.person_id, row.day, row.recorded_by, row.file) for row in found} == {
        (person.pk, desk.day(1), scene.noor.pk, desk.row.pk) for person in (scene.anna, scene.bilal)
    }
    assert HoursEntry.objects.get(trajectory__person=scene.anna, known_until=None).minutes == 150
    desk.post("undo", idempotency_key=str(uuid4()))
    assert stands_of_group(scene, desk, ago=1) == {"Anna Voorbeeld": "", "Bilal Voorbeeld": ""}
    assert not HoursEntry.objects.filter(known_until=None).exists()


def test_no_other_meeting_of_the_group_comes_in_and_the_row_says_why(scene, desk):
    page = to_check(
        desk, ("Anna Voorbeeld", 1, "Solliciteren", "aanwezig"), ("Anna Voorbeeld", 2, "Solliciteren", "aanwezig")
    )
    assert (figures(page)["Op de lijsten erbij"], figures(page)["Na te kijken"]) == ("1", "1")
    assert "u viel toen niet in, of het is langer dan drie maanden geleden. Laat de rijen weg." in page
    desk.decide("rest-weg")
    desk.start()
    assert AttendanceMark.objects.unscoped(why="a test").get().day == desk.day(1)


def test_of_who_is_on_the_list_she_sees_the_name_alone_and_of_who_is_not_nothing(scene, desk):
    eva = a_participant(scene.roermond, name="Eva", act="act-2021")
    start(eva, scene.programme, started_on=scene.today - timedelta(weeks=4))
    page = to_check(
        desk,
        ("Eva Voorbeeld", 1, "Solliciteren", "aanwezig"),
        ("Ana Voorbeeld", 1, "Solliciteren", "aanwezig"),
        (scene.bilal.number, 1, "Solliciteren", "aanwezig"),
    )
    assert "Deze deelnemer staat niet op een lijst die u bijhoudt." in page
    offered = re.findall(r'<option value="[0-9a-f-]{36}">([^<]+)</option>', page)
    assert set(offered) == {"Anna Voorbeeld", "Bilal Voorbeeld"}
    assert "Dit is Anna Voorbeeld<" in page
    assert str(eva.pk) not in page
    assert scene.anna.number not in page
    assert figures(page)["Op de lijsten erbij"] == "0"  # a number says nothing of whom she does not know
    listed = Entry.objects.filter(deed="people-listed", actor=scene.noor.pk)
    assert str(scene.anna.pk) in str(listed.values_list("detail", flat=True))


def test_a_tap_on_that_list_is_never_changed_unless_she_chooses_so(scene, desk):
    send(desk.browser, scene.of_group(day=desk.day(1)), mark(scene.anna, "present"))
    page = to_check(desk, ("Anna Voorbeeld", 1, "Solliciteren", "zb"))
    assert figures(page)["Anders dan op de lijst"] == "1"
    assert "Er staat nog iets open." in desk.start()
    desk.decide("bestand")
    desk.start()
    assert stands_of_group(scene, desk, ago=1)["Anna Voorbeeld"] == "unauthorised"
    desk.post("undo", idempotency_key=str(uuid4()))
    assert stands_of_group(scene, desk, ago=1)["Anna Voorbeeld"] == "present"


def test_who_she_said_a_name_on_that_list_is_is_not_kept(scene, desk):
    page = to_check(desk, ("Moeder van Sam", 1, "Solliciteren", "aanwezig"))
    desk.decide("wie", wie=re.search(r'name="wie" value="([^"]+)"', page)[1], deelnemer=scene.anna.pk)
    desk.start()
    assert stands_of_group(scene, desk, ago=1)["Anna Voorbeeld"] == "present"
    assert not KnownName.objects.exists()


def test_it_comes_in_beside_the_meetings_of_her_own_groups(scene, desk):
    own = scene.another_group("Bewegen", slug="werk", part="afternoon")
    own.trainer = scene.stand_in
    own.save()
    eva = a_participant(scene.roermond, name="Eva", act="act-2021")
    start(eva, scene.programme, started_on=scene.today - timedelta(weeks=4))
    own.participants.set([eva])
    sharing.share_with_trainer(people=[eva], organisation=scene.employer, user=scene.noor, now=timezone.now())
    rows = [
        ("Anna Voorbeeld", 1, "Solliciteren", "aanwezig"),
        ("Eva Voorbeeld", 1, "Bewegen", "te laat"),
        ("Eva Voorbeeld", 2, "", "aanwezig"),
    ]
    page = to_check(desk, *rows, about="both")
    assert figures(page)["Na te kijken"] == "0"
    desk.start()
    found = AttendanceMark.objects.unscoped(why="a test").values_list("person", "group", "day", "absence")
    assert set(found) == {
        (scene.anna.pk, scene.group.pk, desk.day(1), "present"),
        (eva.pk, own.pk, desk.day(1), "late"),
        (eva.pk, own.pk, desk.day(2), "present"),
    }
    hours = HoursEntry.objects.filter(known_until=None)
    assert set(hours.values_list("trajectory__person", "block")) == {(scene.anna.pk, "sport"), (eva.pk, "werk")}


def test_a_meeting_of_a_timetable_that_was_replaced_since_comes_in(scene, desk):
    a_new_timetable(scene, on=at_noon(scene.today))
    to_check(desk, ("Anna Voorbeeld", 1, "Solliciteren", "aanwezig"))
    desk.start()
    assert AttendanceMark.objects.unscoped(why="a test").get().group == scene.group


def test_it_is_in_no_file_of_another_organisation_or_colleague_or_once_who_arranged_it_is_gone(scene, desk, log_in):
    row = ("Anna Voorbeeld", 1, "Solliciteren", "aanwezig")
    unknown = "Deze deelnemer staat niet op een lijst die u bijhoudt."
    other = a_user(scene.school, Role.TRAINER, name="Olga")
    scene.noor.memberships.create(organisation=scene.school, role=Role.TRAINER.value)
    page = to_check(desk, row, organisation=str(scene.school.pk))
    assert (unknown in page, str(scene.anna.pk) in page) == (True, False)
    desk.post("discard")
    for colleague in (other, a_user(scene.employer, Role.TRAINER, name="Tom")):
        page = to_check(Desk(scene, log_in(colleague)), row)
        assert (unknown in page, str(scene.anna.pk) in page) == (True, False)
    desk = Desk(scene, log_in(scene.noor))
    page = to_check(desk, row, organisation=str(scene.employer.pk))
    assert figures(page)["Op de lijsten erbij"] == "1"
    scene.leader.is_active = False
    scene.leader.save()
    assert unknown in desk.check()
    assert not AttendanceMark.objects.unscoped(why="a test").exists()


def test_a_meeting_of_longer_than_a_quarter_ago_is_hers_no_longer(scene, log_in):
    period = scene.group.period
    period.starts_on -= timedelta(weeks=20)
    period.weeks += 20
    period.save()
    schedule.Offer.objects.filter(pk=scene.offer.pk).update(weeks=40)
    for ago in (91, 90):
        scene.stands_in(day=scene.today - timedelta(days=ago))
    desk = Desk(scene, log_in(scene.noor))
    page = to_check(desk, *(("Anna Voorbeeld", ago, "Solliciteren", "aanwezig") for ago in (91, 90)))
    assert (figures(page)["Op de lijsten erbij"], figures(page)["Na te kijken"]) == ("1", "1")
    assert "langer dan drie maanden geleden" in page


def test_the_trainer_of_the_group_and_the_municipality_bring_that_meeting_in_too(scene, log_in):
    scene.stands_in(day=scene.today - timedelta(days=1))
    desk = Desk(scene, log_in(scene.manager))
    page = to_check(desk, ("Anna Voorbeeld", 1, "Solliciteren", "aanwezig"))
    assert figures(page)["Op de lijsten erbij"] == "1"
    assert schedule.StandIn.objects.count() == 1
    desk.start()
    assert AttendanceMark.objects.unscoped(why="a test").get().recorded_by == scene.manager.pk
    assert desk.browser.get(reverse("attendance-file", args=[desk.row.pk])).status_code == 200
