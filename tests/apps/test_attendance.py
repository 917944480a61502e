"""Lists of who was there: today's, sent twice, by link, planned absence, called off, and the hours that follow."""

from __future__ import annotations

import json
import re
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import NOW, a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_programme, an_offer, start
from tweespoor.apps.attendance.models import AttendanceLink, AttendanceMark
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import sharing
from tweespoor.apps.schedule import models as schedule
from tweespoor.apps.schedule.actions import set_teachers
from tweespoor.apps.trajectories.actions import LISTS, register_hours
from tweespoor.apps.trajectories.models import HoursEntry
from tweespoor.core.vocabulary import Role
from tweespoor.core.week import DAY_SLUGS, monday_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Scene:
    """A class and a group that meet every day of the week, in the morning and the evening, with two people in each."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.roermond, self.school = a_municipality(), a_school()
        self.programme = a_programme(self.roermond, partners=[self.school])
        self.anna, self.bilal = (a_participant(self.roermond, name=name, act="act-2021") for name in ("Anna", "Bilal"))
        for person in (self.anna, self.bilal):
            start(person, self.programme, started_on=self.today - timedelta(weeks=4))
        sharing.share(people=[self.anna, self.bilal], organisation=self.school, since=self.today, now=timezone.now())
        self.place = schedule.Location.objects.create(
            programme=self.programme, slug="brug", name="De Brug", zone="centrum"
        )
        self.language_class = self.a_class("Klas 1", provider=self.school)
        for person in (self.anna, self.bilal):
            schedule.Enrolment.objects.create(person=person, language_class=self.language_class)
        self.group = self.a_group()
        self.manager = a_user(self.roermond, name="Karin")
        self.provider = a_user(self.school, Role.LANGUAGE_PROVIDER, name="Peter")

    def a_class(self, name, *, provider):
        return schedule.LanguageClass.objects.create(
            programme=self.programme,
            provider=provider,
            location=self.place,
            name=name,
            level="a1",
            half_days=[f"{day}-morning" for day in DAY_SLUGS],
        )

    def a_group(self):
        room = schedule.Room.objects.create(location=self.place, name="Zaal 1", capacity=12)
        offer = an_offer(self.programme, room=room)
        offer.slug = "sport"  # a block of the design
        offer.save()
        timetable = schedule.Timetable.objects.create(
            programme=self.programme, asked_at=NOW, seconds=1, status="published"
        )
        period = schedule.Period.objects.create(
            programme=self.programme, name="Nu", starts_on=monday_of(self.today) - timedelta(weeks=3), weeks=8
        )
        group = self.meets_daily(timetable=timetable, offer=offer, period=period, room=room, part="evening")
        group.participants.set([self.anna, self.bilal])
        return group

    def meets_daily(self, *, part, offer, **of):
        return schedule.Group.objects.create(
            **of,
            offer=offer,
            number=1,
            trainer=offer.trainers.first(),
            sessions=[[f"{day}-{part}"] for day in DAY_SLUGS],
        )

    def another_group(self, name, *, slug, part):
        """A group of another training, beside the scene's own."""
        own = self.group
        offer = schedule.Offer.objects.get(pk=own.offer_id)
        offer.pk, offer._state.adding = None, True
        offer.slug, offer.name_nl, offer.name_en = slug, name, name
        offer.save()
        offer.trainers.set([own.trainer])
        return self.meets_daily(timetable=own.timetable, offer=offer, period=own.period, room=own.room, part=part)

    def of_class(self, *, day=None, name="class-attendance"):
        return self.address(name, self.language_class, day=day, part="morning")

    def of_group(self, *, day=None, name="group-attendance"):
        return self.address(name, self.group, day=day, part="evening")

    def address(self, name, whole, *, day=None, part):
        day = day or self.today
        return reverse(name, args=[whole.pk, day, f"{DAY_SLUGS[day.weekday()]}-{part}"])


@pytest.fixture
def scene():
    return Scene()


def mark(person, absence, *, key=None, age=0, **more):
    return {"key": str(key or uuid4()), "person": str(person.pk), "absence": absence, "age": age, **more}


def send(browser, address, *marks):
    return browser.post(address, json.dumps({"marks": list(marks)}), content_type="application/json")


def chosen(page):
    """Per name on a list the answer that stands."""
    people = re.split(r"<fieldset", page)[1:]
    return {
        re.search(r"<legend[^>]*>([^<]+)", each)[1]: re.search(r'value="([^"]*)" checked', each)[1] for each in people
    }


def read(browser, address):
    return browser.get(address).content.decode()


def test_todays_lists_stand_under_each_other_and_say_that_nobody_filled_them_in_yet(scene, log_in):
    page = read(log_in(scene.manager), reverse("attendance"))
    assert [page.index("Klas 1") < page.index("Solliciteren 1"), "2 deelnemers" in page] == [True, True]
    waiting = page[page.index("Niet geregistreerd") :]
    assert scene.of_class(day=scene.today - timedelta(days=1)) in waiting
    assert scene.of_class() not in waiting


def test_a_form_without_script_keeps_a_whole_class_in_one_request_and_twice_sent_once(scene, log_in):
    browser = log_in(scene.provider)
    key = str(uuid4())
    sent = {
        "idempotency_key": key,
        f"mark-{scene.anna.pk}": "present",
        f"mark-{scene.bilal.pk}": "authorised",
        f"reden-{scene.bilal.pk}": "work",
        f"was-{scene.anna.pk}": ":",
        f"was-{scene.bilal.pk}": ":",
    }
    page = browser.post(scene.of_class(), sent, follow=True).content.decode()
    assert "Bewaard: 2 deelnemers." in page
    assert chosen(page) == {"Anna Voorbeeld": "present", "Bilal Voorbeeld": "authorised"}
    assert "1 was er, 1 niet" in page
    browser.post(scene.of_class(), sent)
    assert AttendanceMark.objects.count() == 2


def test_the_others_were_there_marks_who_has_no_mark_and_nobody_else(scene, log_in):
    browser = log_in(scene.provider)
    send(browser, scene.of_class(), mark(scene.bilal, "unauthorised"))
    sent = {
        "allemaal": "1",
        "idempotency_key": str(uuid4()),
        f"mark-{scene.bilal.pk}": "unauthorised",
        f"was-{scene.bilal.pk}": "unauthorised:",
    }
    browser.post(scene.of_class(), sent)
    assert chosen(read(browser, scene.of_class())) == {"Anna Voorbeeld": "present", "Bilal Voorbeeld": "unauthorised"}


def test_marks_that_arrive_late_or_twice_leave_what_was_tapped_last(scene, log_in):
    browser = log_in(scene.provider)
    early, late = mark(scene.anna, "unauthorised", age=3600), mark(scene.anna, "late", age=60)
    told = {"kept": [late["key"]], "refused": {}, "count": "1 was er, 0 niet, 1 nog in te vullen"}
    assert send(browser, scene.of_class(), late).json() == told
    assert send(browser, scene.of_class(), early, late).json()["kept"] == [early["key"], late["key"]]
    assert chosen(read(browser, scene.of_class()))["Anna Voorbeeld"] == "late"
    send(browser, scene.of_class(), mark(scene.anna, ""))
    assert chosen(read(browser, scene.of_class()))["Anna Voorbeeld"] == ""


def test_a_mark_about_somebody_who_is_not_on_the_list_is_refused_and_the_others_are_kept(scene, log_in):
    stranger = a_participant(a_municipality("Lochem"), name="Chaima", act="act-2021")
    foreign, ours = mark(stranger, "present"), mark(scene.anna, "present")
    answer = send(log_in(scene.provider), scene.of_class(), foreign, ours).json()
    assert answer["kept"] == [ours["key"]]
    assert "niet meer op de lijst" in answer["refused"][foreign["key"]]
    assert not AttendanceMark.objects.filter(person=stranger).exists()


def test_a_key_that_stood_on_another_list_is_refused(scene, log_in):
    browser, key = log_in(scene.provider), uuid4()
    yesterday = scene.of_class(day=scene.today - timedelta(days=1))
    send(browser, yesterday, mark(scene.anna, "present", key=key))
    answer = send(browser, scene.of_class(), mark(scene.anna, "present", key=key)).json()
    assert list(answer["refused"]) == [str(key)]


@pytest.mark.parametrize(
    "body",
    [
        '{"marks": [{"key": "x", "age": 1' + "0" * 400 + "}]}",
        " ",
        "[]",
        "{}",
        '{"marks": 1}',
        '{"marks": [1]}',
        '{"marks": [{"key": "x"}]}',
        '{"marks":' + "[" * 5000,
    ],
)
def test_what_is_no_list_of_marks_is_said_and_keeps_nothing(scene, log_in, body):
    answer = log_in(scene.provider).post(scene.of_class(), body, content_type="application/json")
    assert (answer.status_code, bool(answer.json()["error"])) == (400, True)
    assert AttendanceMark.objects.count() == 0


def test_a_day_to_come_or_without_a_session_cannot_be_filled_in(scene, log_in):
    browser = log_in(scene.provider)
    tomorrow = scene.today + timedelta(days=1)
    answer = send(browser, scene.of_class(day=tomorrow), mark(scene.anna, "present"))
    assert (answer.status_code, "moet nog komen" in answer.json()["error"]) == (409, True)
    other_part = reverse("class-attendance", args=[scene.language_class.pk, scene.today, "mon-evening"])
    assert browser.get(other_part).status_code == 404
    for wrong in ("2026-02-31", "0001-01-01", "9999-12-31", "x"):
        assert browser.get(reverse("attendance"), {"dag": wrong}).status_code == 400
    for wrong in ("2026-02-31", "0001-01-01", "9999-12-31"):
        address = scene.of_class().replace(scene.today.isoformat(), wrong)
        assert (address, browser.get(address).status_code) == (address, 404)


def test_a_group_is_asked_about_from_the_day_its_timetable_was_published(scene, log_in):
    browser, yesterday = log_in(scene.manager), scene.today - timedelta(days=1)
    assert scene.of_group(day=yesterday) in read(browser, reverse("attendance"))
    schedule.Timetable.objects.update(published_at=timezone.now())
    assert scene.of_group(day=yesterday) not in read(browser, reverse("attendance"))


def test_a_school_keeps_its_own_classes_alone_and_a_teacher_hers(scene, log_in):
    other = scene.a_class("Klas 9", provider=a_school("Taalhuis"))
    browser = log_in(scene.provider)
    assert browser.get(scene.address("class-attendance", other, part="morning")).status_code == 404
    assert browser.get(scene.of_group()).status_code == 404
    teacher = a_user(scene.school, Role.TRAINER, name="Tess")
    assert log_in(teacher).get(scene.of_class()).status_code == 404
    administrator = a_user(scene.school, Role.ADMINISTRATOR, name="Ad")
    set_teachers(language_class=scene.language_class, teachers=[teacher.pk], by=administrator, now=timezone.now())
    assert "Anna" in read(log_in(teacher), scene.of_class())
    assert log_in(administrator).get(scene.of_class()).status_code == 404


def a_class_of_that_name_in(scene, municipality):
    """A class of the same school, called as the scene's own, in a programme elsewhere; with one person in it."""
    other = a_programme(municipality, partners=[scene.school])
    place = schedule.Location.objects.create(programme=other, slug="kerk", name="De Kerk", zone="centrum")
    twin = schedule.LanguageClass.objects.get(pk=scene.language_class.pk)
    twin.pk, twin._state.adding, twin.programme, twin.location = uuid4(), True, other, place
    twin.save()
    dirk = a_participant(municipality, name="Dirk", act="act-2021")
    start(dirk, other, started_on=scene.today - timedelta(weeks=4))
    sharing.share(people=[dirk], organisation=scene.school, since=scene.today, now=timezone.now())
    schedule.Enrolment.objects.create(person=dirk, language_class=twin)


def test_a_school_tells_classes_of_one_name_apart_by_their_programme(scene, log_in):
    school = log_in(scene.provider)
    assert " · Roermond<" not in read(school, reverse("attendance"))
    a_class_of_that_name_in(scene, a_municipality("Hengelo"))
    shown = re.findall(r"De (?:Brug|Kerk) · [^<]+", read(school, reverse("attendance")))
    assert {each.split(" · ")[-1] for each in shown} == {"Roermond", "Hengelo"}


def test_who_did_not_consent_under_the_old_act_is_counted_and_not_shown(scene, log_in):
    chaima = a_participant(scene.roermond, name="Chaima", act="act-2013")
    sharing.share(people=[chaima], organisation=scene.school, since=scene.today, now=timezone.now())
    schedule.Enrolment.objects.create(person=chaima, language_class=scene.language_class)
    page = read(log_in(scene.provider), scene.of_class())
    assert ("Chaima" in page, "1 deelnemer staat niet op deze lijst" in page) == (False, True)
    assert "Chaima" in read(log_in(scene.manager), scene.of_class())


def test_a_link_opens_one_list_without_an_account_and_shows_names_alone(scene, log_in, client):
    page = log_in(scene.provider).post(scene.of_class(name="class-link")).content.decode()
    link = re.search(r'value="http://testserver(/aanwezig/[^"]+)"', page)[1]
    client.logout()
    shown = client.get(link)
    assert "Anna Voorbeeld" in shown.content.decode()
    assert scene.anna.number not in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store, private"
    assert send(client, link, mark(scene.anna, "late")).status_code == 200
    row = AttendanceMark.objects.get()
    assert (row.recorded_by, row.link) == (None, AttendanceLink.objects.get().pk)
    assert client.get(scene.of_class()).status_code == 302
    assert link.split("/")[2] not in str(AttendanceLink.objects.values())


def test_a_link_that_ended_was_withdrawn_or_whose_maker_is_gone_opens_nothing(scene, log_in, client):
    def a_link():
        page = log_in(scene.provider).post(scene.of_class(name="class-link")).content.decode()
        return re.search(r'value="http://testserver(/aanwezig/[^"]+)"', page)[1]

    assert client.get("/aanwezig/nergens/").status_code == 404
    first = a_link()
    row = AttendanceLink.objects.get()
    log_in(scene.provider).post(scene.of_class(name="class-link"), {"intrekken": str(row.pk)})
    client.logout()
    assert client.get(first).status_code == 404
    second = a_link()
    AttendanceLink.objects.update(ends_at=timezone.now())
    assert client.get(second).status_code == 404
    third = a_link()
    client.logout()
    assert client.get(third).status_code == 200
    scene.provider.is_active = False
    scene.provider.save()
    assert client.get(third).status_code == 404
    assert "werkt niet meer" in client.get(third).content.decode()


def test_planned_absence_needs_no_mark_and_can_be_taken_back(scene, log_in):
    browser = log_in(scene.manager)
    days = {"eerste_dag": scene.today.isoformat(), "laatste_dag": (scene.today + timedelta(days=2)).isoformat()}
    sent = {**days, "reden": "work", "idempotency_key": str(uuid4())}
    browser.post(reverse("plan-absence", args=[scene.anna.pk]), sent)
    page = read(browser, scene.of_class())
    assert "Komt niet, gezegd tot en met" in page
    send(browser, scene.of_class(), mark(scene.bilal, "present"))
    assert "Geregistreerd" in read(browser, scene.of_class())
    mine = read(browser, reverse("person-attendance", args=[scene.anna.pk]))
    row = re.search(r'name="afwezigheid" value="([^"]+)"', mine)[1]
    browser.post(reverse("withdraw-absence", args=[scene.anna.pk]), {"afwezigheid": row})
    assert "Komt niet, gezegd" not in read(browser, scene.of_class())
    again = browser.post(reverse("withdraw-absence", args=[scene.anna.pk]), {"afwezigheid": row})
    assert again.status_code == 409


def test_absence_that_ends_before_it_begins_is_refused_with_a_sentence(scene, log_in):
    days = {"eerste_dag": scene.today.isoformat(), "laatste_dag": (scene.today - timedelta(days=1)).isoformat()}
    answer = log_in(scene.manager).post(reverse("plan-absence", args=[scene.anna.pk]), days)
    assert (answer.status_code, "De laatste dag ligt voor de eerste" in answer.content.decode()) == (400, True)
    assert log_in(scene.provider).post(reverse("plan-absence", args=[scene.anna.pk]), days).status_code == 404


def test_of_a_session_to_come_it_says_when_its_list_opens_who_does_not_come_and_who_hears_that_it_is_off(scene, log_in):
    browser = log_in(scene.manager)
    next_week = scene.today + timedelta(days=7)
    days = {"eerste_dag": next_week.isoformat(), "laatste_dag": next_week.isoformat(), "reden": "work"}
    browser.post(reverse("plan-absence", args=[scene.anna.pk]), days)
    page = read(browser, scene.of_class(day=next_week))
    assert "Deze lijst kan nog niet ingevuld worden. Dat kan op" in page
    assert "2 deelnemers, 1 komt niet" in page
    assert "iedereen die zou komen en te bereiken is, krijgt een bericht" in page
    assert "Ging het niet door?" not in page
    assert "Ging het niet door?" in read(browser, scene.of_class(day=scene.today - timedelta(days=1)))


def test_a_session_that_is_called_off_asks_for_no_list_and_can_take_place_after_all(scene, log_in):
    browser = log_in(scene.provider)
    yesterday = scene.today - timedelta(days=1)
    browser.post(scene.of_class(day=yesterday, name="class-call-off"))
    page = read(browser, reverse("attendance"))
    assert scene.of_class(day=yesterday) not in page
    assert "Ging niet door" in read(browser, scene.of_class(day=yesterday))
    browser.post(scene.of_class(day=yesterday, name="class-call-off"), {"toch": "1"})
    assert scene.of_class(day=yesterday) in read(browser, reverse("attendance"))


def test_who_stopped_stands_on_the_lists_of_before_and_on_none_after(scene, log_in):
    browser, before = log_in(scene.provider), scene.today - timedelta(days=3)
    row = scene.anna.trajectories.get()
    row.ended_on = scene.today - timedelta(days=1)
    row.save()
    assert set(chosen(read(browser, scene.of_class(day=before)))) == {"Anna Voorbeeld", "Bilal Voorbeeld"}
    page = read(browser, scene.of_class())
    assert (set(chosen(page)), "staat niet op deze lijst" in page) == ({"Bilal Voorbeeld"}, False)


def hours(person, block):
    rows = HoursEntry.objects.filter(trajectory__person=person, block=block).as_known()
    return {row.week: (row.minutes, row.source) for row in rows}


def test_hours_of_the_week_follow_from_the_lists_and_go_when_the_marks_are_taken_back(scene, log_in):
    browser = log_in(scene.manager)
    week = monday_of(scene.today)
    send(browser, scene.of_group(), mark(scene.anna, "late"), mark(scene.bilal, "unauthorised"))
    assert hours(scene.anna, "sport") == {week: (150, LISTS)}
    assert hours(scene.bilal, "sport") == {week: (0, LISTS)}
    browser.post(scene.of_group(name="group-call-off"))
    assert hours(scene.anna, "sport") == {}
    browser.post(scene.of_group(name="group-call-off"), {"toch": "1"})
    assert hours(scene.anna, "sport") == {week: (150, LISTS)}
    send(browser, scene.of_group(), mark(scene.anna, ""))
    assert hours(scene.anna, "sport") == {}


def test_hours_that_somebody_typed_in_stay(scene, log_in):
    trajectory = scene.anna.trajectories.get()
    typed = {"day": scene.today, "minutes": 240, "by": scene.manager, "now": timezone.now()}
    register_hours(trajectory=trajectory, block="sport", **typed)
    send(log_in(scene.manager), scene.of_group(), mark(scene.anna, "present"))
    assert hours(scene.anna, "sport") == {monday_of(scene.today): (240, "")}


def test_what_was_marked_stands_on_the_persons_page_for_the_municipality_and_the_school_its_own(scene, log_in):
    send(log_in(scene.manager), scene.of_group(), mark(scene.anna, "unauthorised"))
    send(log_in(scene.provider), scene.of_class(), mark(scene.anna, "present"))
    address = reverse("person-attendance", args=[scene.anna.pk])
    municipal, school = read(log_in(scene.manager), address), read(log_in(scene.provider), address)
    assert ("Solliciteren" in municipal, "Klas 1" in municipal) == (True, True)
    assert ("Solliciteren" in school, "Klas 1" in school) == (False, True)


def test_who_filled_in_a_list_stands_in_the_log_without_a_name(scene, log_in):
    send(log_in(scene.provider), scene.of_class(), mark(scene.anna, "present"))
    entry = Entry.objects.get(deed="attendance-recorded")
    assert entry.actor == scene.provider.pk
    assert entry.detail["listed"] == [str(scene.anna.pk)]
    assert "Anna" not in json.dumps(entry.detail)


MORNING_EVENING = ("morning", "evening")


def at_noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def a_new_timetable(scene, *, on):
    """Another timetable in force since a day; the scene's was published two weeks ago."""
    scene.group.timetable.published_at = timezone.now() - timedelta(days=14)
    scene.group.timetable.status = "replaced"
    scene.group.timetable.save()
    schedule.Timetable.objects.create(
        programme=scene.programme, asked_at=NOW, seconds=1, status="published", published_at=on
    )


def test_the_list_of_a_timetable_that_was_replaced_is_found_on_its_days_and_filled_in(scene, log_in):
    yesterday, browser = scene.today - timedelta(days=1), log_in(scene.manager)
    a_new_timetable(scene, on=timezone.now())
    page = read(browser, f"{reverse('attendance')}?dag={yesterday}")
    assert scene.of_group(day=yesterday) in page[page.index("Van een eerder rooster") :]
    address = scene.of_group(day=yesterday)
    assert send(browser, address, mark(scene.anna, "present")).status_code == 200
    assert chosen(read(browser, address))["Anna Voorbeeld"] == "present"
    assert HoursEntry.objects.get(trajectory__person=scene.anna, block="sport").minutes == 150


def test_a_timetable_that_was_replaced_has_no_lists_of_days_on_which_it_did_not_hold(scene, log_in):
    browser = log_in(scene.manager)
    a_new_timetable(scene, on=at_noon(scene.today - timedelta(days=3)))
    assert "Van een eerder rooster" not in read(browser, reverse("attendance"))
    assert browser.get(scene.of_group()).status_code == 404
    assert browser.get(scene.of_group(day=scene.today - timedelta(days=3))).status_code == 404
    assert browser.get(scene.of_group(day=scene.today - timedelta(days=4))).status_code == 200
    assert browser.get(scene.of_group(day=scene.today - timedelta(days=20))).status_code == 404


def test_lists_of_a_timetable_that_was_replaced_are_for_who_kept_them(scene, log_in):
    yesterday = scene.today - timedelta(days=1)
    a_new_timetable(scene, on=timezone.now())
    trainer = a_user(scene.school, Role.TRAINER, name="Tess")
    scene.group.trainer.organisation, scene.group.trainer.user = scene.school, trainer
    scene.group.trainer.save()
    assert log_in(trainer).get(scene.of_group(day=yesterday)).status_code == 200
    for stranger in (
        scene.provider,
        a_user(scene.school, Role.TRAINER, name="Tom"),
        a_user(a_municipality("Lochem"), name="Lies"),
    ):
        browser = log_in(stranger)
        assert browser.get(scene.of_group(day=yesterday)).status_code == 404
        assert "Van een eerder rooster" not in read(browser, f"{reverse('attendance')}?dag={yesterday}")


def test_on_the_day_of_the_new_timetable_the_old_one_has_what_began_before(scene, log_in):
    yesterday, browser = scene.today - timedelta(days=1), log_in(scene.manager)
    scene.group.sessions = [[f"{day}-{part}"] for day in DAY_SLUGS for part in ("morning", "evening")]
    scene.group.save()
    a_new_timetable(scene, on=at_noon(yesterday))
    morning, evening = (scene.address("group-attendance", scene.group, day=yesterday, part=p) for p in MORNING_EVENING)
    assert [browser.get(each).status_code for each in (morning, evening)] == [200, 404]
    page = read(browser, reverse("attendance"))
    assert [each in page for each in (morning, evening)] == [True, False]


def test_a_list_of_a_timetable_that_was_replaced_is_asked_for_until_it_is_filled_in_or_called_off(scene, log_in):
    browser = log_in(scene.manager)
    before, yesterday = (scene.today - timedelta(days=days) for days in (2, 1))
    a_new_timetable(scene, on=at_noon(scene.today))

    def asked():
        waiting = read(browser, reverse("attendance"))
        waiting = waiting[waiting.index("Niet geregistreerd") :]
        return [scene.of_group(day=day) in waiting for day in (before, yesterday)]

    assert asked() == [True, True]
    assert "van een rooster dat daarna vervangen is" in read(browser, scene.of_group(day=yesterday))
    assert "van een rooster dat daarna vervangen is" not in read(browser, scene.of_class(day=yesterday))
    send(browser, scene.of_group(day=before), mark(scene.anna, "present"), mark(scene.bilal, "late"))
    assert asked() == [False, True]
    browser.post(scene.of_group(day=yesterday, name="group-call-off"))
    assert asked() == [False, False]


def test_who_no_longer_sees_the_people_of_a_timetable_that_was_replaced_is_not_asked(scene, log_in):
    yesterday = scene.today - timedelta(days=1)
    trainer = a_user(scene.school, Role.TRAINER, name="Tess")
    scene.group.trainer.organisation, scene.group.trainer.user = scene.school, trainer
    scene.group.trainer.save()
    assert scene.of_group(day=yesterday) in read(log_in(trainer), reverse("attendance"))
    a_new_timetable(scene, on=at_noon(scene.today))
    assert scene.of_group(day=yesterday) not in read(log_in(trainer), reverse("attendance"))


@pytest.mark.parametrize("made", ["before the timetable was replaced", "afterwards"])
def test_a_link_opens_a_list_of_a_timetable_that_was_replaced_and_the_hours_follow(scene, log_in, client, made):
    yesterday, browser = scene.today - timedelta(days=1), log_in(scene.manager)

    def a_link():
        page = browser.post(scene.of_group(day=yesterday, name="group-link")).content.decode()
        return re.search(r'value="http://testserver(/aanwezig/[^"]+)"', page)[1]

    link = a_link() if made.startswith("before") else None
    a_new_timetable(scene, on=at_noon(scene.today))
    link = link or a_link()
    assert send(client, link, mark(scene.anna, "present")).status_code == 200
    assert chosen(read(client, link))["Anna Voorbeeld"] == "present"
    assert HoursEntry.objects.get(trajectory__person=scene.anna, block="sport").minutes == 150


def test_who_stood_in_keeps_the_list_of_that_meeting_when_the_timetable_is_replaced(scene, log_in):
    yesterday = scene.today - timedelta(days=1)
    tess = a_user(scene.school, Role.TRAINER, name="Tess")
    other = schedule.Trainer.objects.create(
        programme=scene.programme, name="Tess", max_sessions=3, user=tess, organisation=scene.school
    )
    for day in (yesterday, scene.today - timedelta(days=40)):
        schedule.StandIn.objects.create(
            group=scene.group,
            day=day,
            half_day=f"{DAY_SLUGS[day.weekday()]}-evening",
            trainer=other,
            recorded_at=timezone.now(),
            recorded_by=scene.manager.pk,
        )
    a_new_timetable(scene, on=at_noon(scene.today))
    browser = log_in(tess)
    assert scene.of_group(day=yesterday) in read(browser, reverse("attendance"))
    assert send(browser, scene.of_group(day=yesterday), mark(scene.anna, "present")).status_code == 200
    assert browser.get(scene.of_group(day=scene.today - timedelta(days=2))).status_code == 404
    assert browser.get(scene.of_group(day=scene.today - timedelta(days=40))).status_code == 404
