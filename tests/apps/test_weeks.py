"""Everybody's week on the calendar: on the screen, on paper, and behind a secret address that a calendar reads."""

from __future__ import annotations

import io
import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus
from pypdf import PdfReader

from tests.apps.conftest import a_municipality, a_user
from tests.apps.test_attendance import Scene, a_class_of_that_name_in
from tests.apps.test_messages import tell
from tweespoor.apps.attendance import actions as attendance
from tweespoor.apps.attendance.queries import session_of
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations.models import Membership
from tweespoor.apps.schedule.models import (
    Enrolment,
    Group,
    Holiday,
    LanguageClass,
    PastEnrolment,
    Room,
    StandIn,
    Timetable,
    Trainer,
)
from tweespoor.apps.trajectories.models import Trajectory
from tweespoor.apps.weeks.models import CalendarFeed
from tweespoor.core.vocabulary import Role
from tweespoor.core.week import DAY_SLUGS, HalfDay, monday_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ZONE = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def phone():
    """A telephone that nobody logged in with."""
    return Client()


def week_of(whole, kind="person", *, name="", **query):
    address = reverse(f"{kind}-week{name}", args=[whole.pk])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


def read(browser, address):
    return browser.get(address).content.decode()


def calendar_of(browser, address):
    """What a telephone shows of an address: moment, title and place of each meeting, and whether it is struck out."""
    response = browser.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = IcsCalendarStream.calendar_from_ics(response.content.decode())
    return [
        (each.dtstart, each.summary, each.location or "", each.status is EventStatus.CANCELLED)
        for each in found.timeline
    ]


def an_address(browser, whole, kind="person", *, language="nl"):
    """Make an address of a week as its page does, and return the path that is shown."""
    page = browser.post(week_of(whole, kind, name="-feeds"), {"taal": language}).content.decode()
    return re.search(r"<code>http://testserver(/agenda/[\w-]+\.ics)</code>", page)[1]


def call_off(scene, *, day):
    half_day = HalfDay.parse(f"{DAY_SLUGS[day.weekday()]}-evening")
    session = session_of(scene.manager, day=day, half_day=half_day, group_id=scene.group.pk)
    attendance.call_off(session=session, by=scene.manager, now=timezone.now())


def test_a_persons_week_shows_lessons_and_trainings_on_their_days(scene, log_in):
    page = read(log_in(scene.manager), week_of(scene.anna))
    monday = monday_of(scene.today)
    assert page.count("Klas 1") == page.count("19.00–21.30") == 7
    assert f"{monday.day} " in page
    assert "De Brug, Zaal 1" in page


def test_own_hours_of_a_training_are_in_the_week_and_in_the_calendar(scene, log_in, phone):
    scene.group.offer.hours = {"evening": ["18:30", "20:15"]}
    scene.group.offer.save()
    browser = log_in(scene.manager)
    page = read(browser, week_of(scene.anna))
    assert page.count("18.30–20.15") == 7  # one training every evening; the class has the half-day's hours
    assert "18.30–20.15" in read(browser, reverse("group", args=[scene.group.pk]))
    begins = [each[0].astimezone(ZONE).time() for each in calendar_of(phone, an_address(browser, scene.anna))]
    assert begins.count(time(18, 30)) == 7 * scene.group.offer.weeks
    assert time(19) not in begins


def test_what_was_called_off_is_struck_out_and_what_is_a_holiday_is_not_there(scene, log_in):
    monday = monday_of(scene.today) + timedelta(weeks=1)
    call_off(scene, day=monday)
    Holiday.objects.create(
        programme=scene.programme,
        name="Dag van de brug",
        kind="public-holiday",
        first_day=monday + timedelta(days=2),
        last_day=monday + timedelta(days=2),
    )
    page = read(log_in(scene.manager), week_of(scene.anna, week=monday))
    assert page.count("tweespoor-week__entry--off") == 1
    assert "Gaat niet door" in page
    assert "Dag van de brug" in page
    assert page.count("19.00–21.30") == 6


def test_who_said_not_to_come_is_shown_to_who_may_see_attendance(scene, log_in):
    monday = monday_of(scene.today) + timedelta(weeks=1)
    scene.anna.planned_absences.create(
        first_day=monday, last_day=monday, half_day="mon-evening", recorded_at=timezone.now()
    )
    page = read(log_in(scene.manager), week_of(scene.anna, week=monday))
    assert page.count("Komt niet, is gezegd") == 1  # the evening, not the morning of that day
    assert "Komt niet, is gezegd" not in read(log_in(scene.manager), week_of(scene.bilal, week=monday))


def test_a_day_that_is_no_day_gets_a_sentence_and_this_week(scene, log_in):
    response = log_in(scene.manager).get(week_of(scene.anna, week="volgende"))
    assert response.status_code == 400
    assert "is geen dag" in response.content.decode()
    assert "Klas 1" in response.content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_out_of_any_calendar_is_refused(scene, log_in, day):
    assert log_in(scene.manager).get(week_of(scene.anna, week=day)).status_code == 400


def test_rooms_trainers_classes_groups_and_schools_have_a_week_too(scene, log_in):
    browser = log_in(scene.manager)
    trainer = scene.group.trainer
    trainer.organisation = scene.school
    trainer.save()
    for whole, kind, lessons, trainings in (
        (scene.group, "group", 0, 7),
        (scene.language_class, "class", 7, 0),
        (scene.group.room, "room", 0, 7),
        (trainer, "trainer", 0, 7),
        (scene.school, "school", 7, 7),
    ):
        page = read(browser, week_of(whole, kind))
        assert (page.count("09.00–12.00"), page.count("19.00–21.30")) == (lessons, trainings), kind
        assert "Anna" not in page


def test_the_overview_leads_to_every_week_that_opens_and_to_no_other(scene, log_in):
    browser = log_in(scene.provider)
    page = read(browser, reverse("weeks"))
    assert week_of(scene.language_class, "class") in page
    assert week_of(scene.school, "school") in page
    assert "/lokalen/" not in page
    assert browser.get(week_of(scene.group.room, "room")).status_code == 404
    for url in re.findall(r'href="(/(?:klassen|organisaties|trainers)/[^"]+)"', page):
        assert browser.get(url).status_code == 200


def test_a_school_tells_the_weeks_of_classes_of_one_name_apart(scene, log_in):
    school = log_in(scene.provider)
    assert "Klas 1</a> · Taalschool De Brug<" in school.get(reverse("weeks")).content.decode()
    a_class_of_that_name_in(scene, a_municipality("Hengelo"))
    page = school.get(reverse("weeks")).content.decode()
    assert set(re.findall(r"Klas 1</a> · ([^<]+)", page)) == {
        "Taalschool De Brug · Roermond",
        "Taalschool De Brug · Hengelo",
    }


def test_a_school_sees_of_its_week_what_is_its_own(scene, log_in):
    page = read(log_in(scene.provider), week_of(scene.school, "school"))
    assert page.count("09.00–12.00") == 7
    assert "19.00–21.30" not in page  # somebody else gives the training
    stranger = a_user(a_municipality(name="Elders"))
    assert log_in(stranger).get(week_of(scene.school, "school")).status_code == 404


def test_the_week_of_somebody_who_stopped_is_empty(scene, log_in):
    Trajectory.objects.filter(person=scene.anna).update(ended_on=scene.today - timedelta(days=1))
    page = read(log_in(scene.manager), week_of(scene.anna, week=scene.today + timedelta(weeks=1)))
    assert "In deze week is er geen les en geen training." in page


def test_a_class_that_the_timetable_moves_somebody_to_is_in_the_week(scene, log_in):
    other = scene.a_class("Klas 2", provider=scene.school)
    Timetable.objects.filter(pk=scene.group.timetable_id).update(switches={str(scene.anna.pk): str(other.pk)})
    page = read(log_in(scene.manager), week_of(scene.anna))
    assert "Klas 2" in page
    assert "Klas 1" not in page


def test_the_sheet_for_the_fridge_says_what_when_and_where_in_the_language_asked(scene, log_in):
    scene.place.address, scene.place.route = "Kade 1", "Neem bus 4."
    scene.place.save()
    browser = log_in(scene.manager)
    for language, words in (("nl", "Mijn week"), ("en", "My week"), ("ti", "ሰሙነይ")):
        response = browser.get(week_of(scene.anna, name="-pdf", taal=language))
        assert response["Content-Type"] == "application/pdf"
        pdf = PdfReader(io.BytesIO(response.content))
        text = "".join(page.extract_text() for page in pdf.pages)
        assert words in text
        assert all(said in text for said in ("19.00–21.30", "De Brug, Zaal 1", "Kade 1", "Neem bus 4."))
        assert pdf.trailer["/Root"]["/Lang"] == language
    assert browser.get(week_of(scene.anna, name="-pdf", taal="xx")).status_code == 404
    assert browser.get(week_of(scene.group, "group", name="-pdf", taal="ar")).status_code == 404


def test_on_paper_the_week_of_a_trainer_or_school_names_the_group_and_that_of_a_trainer_not_her_own_name(scene, log_in):
    browser = log_in(scene.manager)
    trainer = scene.group.trainer

    def on_paper(whose, kind):
        pdf = PdfReader(io.BytesIO(browser.get(week_of(whose, kind, name="-pdf", taal="nl")).content))
        return "".join(page.extract_text() for page in pdf.pages)

    of_trainer, of_group = on_paper(trainer, "trainer"), on_paper(scene.group, "group")
    assert "Solliciteren 1" in of_trainer
    assert f"Met {trainer.name}" not in of_trainer
    assert f"Met {trainer.name}" in of_group


def test_a_calendar_holds_every_meeting_at_its_moment_without_names(scene, log_in, phone):
    address = an_address(log_in(scene.manager), scene.anna)
    shown = calendar_of(phone, address)
    period = scene.group.period
    evenings = [each for each in shown if each[0].astimezone(ZONE).time() == time(19)]
    expected = [
        datetime.combine(period.starts_on + timedelta(days=number), time(19), tzinfo=ZONE)
        for number in range(7 * scene.group.offer.weeks)
    ]
    assert [begins for begins, *_ in evenings] == expected
    assert {place for _begins, _title, place, _off in evenings} == {"De Brug, Zaal 1"}
    assert len(shown) > len(evenings)
    content = phone.get(address).content.decode()
    assert not any(name in content for name in ("Anna", "Bilal", scene.anna.number, scene.anna.family_name))


def test_a_calendar_follows_what_is_called_off_and_what_becomes_a_holiday(scene, log_in, phone):
    address = an_address(log_in(scene.manager), scene.anna)
    off, free = (monday_of(scene.today) + timedelta(weeks=1, days=number) for number in (0, 1))
    call_off(scene, day=off)
    Holiday.objects.create(programme=scene.programme, name="Dag", kind="public-holiday", first_day=free, last_day=free)
    after = calendar_of(phone, address)
    [(begins, title)] = [(begins, title) for begins, title, _place, is_off in after if is_off]
    assert begins == datetime.combine(off, time(19), tzinfo=ZONE)
    assert title.startswith("Gaat niet door: ")
    assert [each for each in after if each[0].astimezone(ZONE).date() == free] == []


def test_a_calendar_of_a_participant_is_in_the_participants_language(scene, log_in, phone):
    tell(scene.anna, **{"contact-languages": ("ara",)})
    browser = log_in(scene.manager)
    assert '<option value="ar" lang="ar" selected>' in read(browser, week_of(scene.anna))
    titles = {title for _begins, title, *_ in calendar_of(phone, an_address(browser, scene.anna, language="ar"))}
    assert any("\u0600" <= letter <= "\u06ff" for title in titles for letter in title)


def test_a_calendar_that_was_read_is_not_sent_again_until_something_changes(scene, log_in, phone):
    address = an_address(log_in(scene.manager), scene.anna)
    tag = phone.get(address)["ETag"]
    again = phone.get(address, headers={"If-None-Match": f"W/{tag}"})
    assert again.status_code == 304
    call_off(scene, day=scene.today + timedelta(days=1))
    assert phone.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_an_address_that_was_guessed_or_withdrawn_is_not_found(scene, log_in, phone):
    browser = log_in(scene.manager)
    address = an_address(browser, scene.anna)
    assert phone.get("/agenda/geraden.ics").status_code == 404
    [feed] = CalendarFeed.objects.all()
    assert feed.digest not in address
    assert browser.post(week_of(scene.anna, name="-feeds"), {"intrekken": feed.pk}).status_code == 302
    assert phone.get(address).status_code == 404
    assert (
        "werkt al niet meer"
        in browser.post(week_of(scene.anna, name="-feeds"), {"intrekken": feed.pk}, follow=True).content.decode()
    )
    noted = Entry.objects.filter(deed__startswith="calendar-feed").order_by("sequence")
    assert list(noted.values_list("deed", "person")) == [
        ("calendar-feed-opened", scene.anna.pk),
        ("calendar-feed-withdrawn", scene.anna.pk),
    ]


def test_an_address_of_who_moved_to_another_municipality_is_not_found(scene, log_in, phone):
    address = an_address(log_in(scene.manager), scene.anna)
    scene.anna.closed_on = scene.today
    scene.anna.save()
    assert phone.get(address).status_code == 404


def test_an_address_of_a_group_shows_what_its_maker_sees_and_nothing_once_that_ends(scene, log_in, phone):
    address = an_address(log_in(scene.manager), scene.group, "group")
    assert len(calendar_of(phone, address)) == 7 * scene.group.offer.weeks
    Membership.objects.filter(user=scene.manager).delete()
    assert calendar_of(phone, address) == []


def test_a_group_of_a_timetable_that_was_replaced_leaves_the_calendar(scene, log_in, phone):
    address = an_address(log_in(scene.manager), scene.group, "group")
    Timetable.objects.filter(pk=scene.group.timetable_id).update(status="replaced")
    assert calendar_of(phone, address) == []


def test_the_addresses_of_a_colleague_are_not_shown_and_cannot_be_withdrawn(scene, log_in):
    an_address(log_in(scene.manager), scene.group, "group")
    [feed] = CalendarFeed.objects.all()
    browser = log_in(a_user(scene.roermond, Role.PROJECT_LEADER, name="Petra"))
    assert str(feed.pk) not in read(browser, week_of(scene.group, "group"))
    browser.post(week_of(scene.group, "group", name="-feeds"), {"intrekken": feed.pk})
    assert CalendarFeed.objects.standing().count() == 1


def test_who_does_not_register_about_a_person_makes_no_address(scene, log_in):
    browser = log_in(scene.provider)
    assert "Maak een adres" not in read(browser, week_of(scene.anna))
    assert browser.post(week_of(scene.anna, name="-feeds"), {"taal": "nl"}).status_code == 404
    assert CalendarFeed.objects.count() == 0


def test_there_is_an_end_to_the_addresses_of_one_week(scene, log_in):
    browser = log_in(scene.manager)
    for _number in range(8):
        an_address(browser, scene.anna)
    page = browser.post(week_of(scene.anna, name="-feeds"), {"taal": "nl"}, follow=True).content.decode()
    assert "Er zijn al 8 adressen" in page
    assert CalendarFeed.objects.count() == 8


def test_a_language_that_is_not_there_makes_no_address(scene, log_in):
    browser = log_in(scene.manager)
    assert (
        "Kies een taal"
        in browser.post(week_of(scene.group, "group", name="-feeds"), {"taal": "ar"}, follow=True).content.decode()
    )
    assert CalendarFeed.objects.count() == 0


def test_nobody_is_in_a_calendar_who_is_in_another_group(scene, log_in, phone):
    Group.participants.through.objects.filter(person=scene.anna).delete()
    Enrolment.objects.filter(person=scene.anna).delete()
    assert calendar_of(phone, an_address(log_in(scene.manager), scene.anna)) == []


def test_another_room_and_trainer_for_one_meeting_are_in_their_weeks_and_in_the_calendar(scene, log_in, phone):
    day = monday_of(scene.today) + timedelta(weeks=1)
    elsewhere = Room.objects.create(location=scene.place, name="Zaal 9", capacity=12)
    other = Trainer.objects.create(programme=scene.programme, name="Invaller", max_sessions=3)
    StandIn.objects.create(
        group=scene.group,
        day=day,
        half_day="mon-evening",
        room=elsewhere,
        trainer=other,
        recorded_at=timezone.now(),
        recorded_by=scene.manager.pk,
    )
    browser = log_in(scene.manager)
    for whole, kind, meetings in (
        (scene.group.room, "room", 6),
        (scene.group.trainer, "trainer", 6),
        (elsewhere, "room", 1),
        (other, "trainer", 1),
    ):
        page = read(browser, week_of(whole, kind, week=day))
        assert page.count("19.00–21.30") == meetings, (kind, whole.name)
    shown = calendar_of(phone, an_address(browser, scene.anna))
    moved = [begins.date() for begins, _title, place, _off in shown if place == "De Brug, Zaal 9"]
    assert moved == [day]


def test_who_follows_online_is_sent_to_no_building(scene, log_in, phone):
    scene.place.address = "Kade 1"
    scene.place.save()
    Group.objects.filter(pk=scene.group.pk).update(mode="online")
    address = an_address(log_in(scene.manager), scene.group, "group")
    places = {place for _begins, _title, place, _off in calendar_of(phone, address)}
    assert places == {"online"}


def test_a_class_is_in_the_week_and_the_calendar_from_the_day_it_began_until_it_was_left(scene, log_in, phone):
    browser, monday = log_in(scene.manager), monday_of(scene.today)
    Enrolment.objects.filter(person=scene.anna).update(since=monday - timedelta(weeks=1))
    before = LanguageClass.objects.create(
        programme=scene.programme,
        provider=scene.school,
        location=scene.group.room.location,
        name="Klas van toen",
        level="a1",
        half_days=["sat-morning"],
    )
    PastEnrolment.objects.create(
        person=scene.anna, language_class=before, since=None, until=monday - timedelta(weeks=1, days=1)
    )
    names = [Enrolment.objects.get(person=scene.anna).language_class.name, before.name]
    found = {
        back: [name in read(browser, week_of(scene.anna, week=monday - timedelta(weeks=back))) for name in names]
        for back in (0, 1, 2)
    }
    assert found == {0: [True, False], 1: [True, False], 2: [False, True]}
    shown = calendar_of(phone, an_address(browser, scene.anna))
    days = [begins.astimezone(ZONE) for begins, *_ in shown if begins.astimezone(ZONE).time() == time(9)]
    began = monday - timedelta(weeks=1)
    assert {day.weekday() for day in days if day.date() < began} == {5}
    assert {day.weekday() for day in days if began <= day.date() < monday} == set(range(7))
