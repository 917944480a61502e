"""Pre-teaching: themes of trainings, their days, and what the language teacher sees of what comes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from tests.apps.conftest import NOW, a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_programme, an_offer, start
from tweespoor.apps.attendance.models import CancelledSession
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations.actions import add_organisation
from tweespoor.apps.people import sharing
from tweespoor.apps.schedule import models as schedule
from tweespoor.apps.schedule.actions import NewTheme, keep_themes, publish, set_teachers
from tweespoor.core.vocabulary import OrganisationKind, Role
from tweespoor.core.week import monday_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]

THEMES = [
    NewTheme(title="De sollicitatiebrief", words="de brief\nde vacature\nIk solliciteer naar de baan."),
    NewTheme(title="Bellen met een bedrijf", words="de telefoon\nMag ik u iets vragen?"),
    NewTheme(title="Het gesprek", words="de afspraak"),
]


class Scene:
    """A class on Tuesday and Thursday morning and a training on Thursday afternoon, from this week on, for three weeks.

    Anna and Bilal are in the class and the training, Chaima in the class alone, Dunya in the training alone.
    """

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.monday = monday_of(self.today) + timedelta(weeks=1)
        self.roermond, self.school = a_municipality(), a_school()
        self.company = add_organisation(name="De Werkschakel", kind=OrganisationKind.SHELTERED_WORK)
        self.programme = a_programme(self.roermond, partners=[self.school, self.company])
        names = ("Anna", "Bilal", "Chaima", "Dunya")
        self.anna, self.bilal, self.chaima, self.dunya = self.people = [
            a_participant(self.roermond, name=name, act="act-2021", obstacles=("debts",)) for name in names
        ]
        for person in self.people:
            start(person, self.programme, started_on=self.today - timedelta(weeks=4))
        sharing.share(people=self.people[:3], organisation=self.school, since=self.today, now=timezone.now())
        self.place = schedule.Location.objects.create(
            programme=self.programme, slug="brug", name="De Brug", zone="centrum"
        )
        self.room = schedule.Room.objects.create(location=self.place, name="Zaal 1", capacity=12)
        self.language_class = self.a_class("Klas 1", self.people[:3])
        self.offer = an_offer(self.programme, room=self.room)
        self.offer.weeks = 3
        self.offer.save()
        self.trainer = self.offer.trainers.first()
        self.trainer.organisation = self.company
        self.trainer.save()
        self.period = schedule.Period.objects.create(
            programme=self.programme, name="Nu", starts_on=self.monday, weeks=6
        )
        self.timetable = schedule.Timetable.objects.create(
            programme=self.programme, asked_at=NOW, seconds=1, status="published"
        )
        self.group = self.a_group(self.timetable, at="thu-afternoon", people=[self.anna, self.bilal, self.dunya])
        keep_themes(offer=self.offer, themes=THEMES, by=None, now=NOW)
        self.teacher = self.a_teacher()
        self.leader = a_user(self.roermond, Role.PROJECT_LEADER, name="Lena")

    def a_class(self, name, people):
        one = schedule.LanguageClass.objects.create(
            programme=self.programme,
            provider=self.school,
            location=self.place,
            name=name,
            level="a1",
            half_days=["tue-morning", "thu-morning"],
        )
        for person in people:
            schedule.Enrolment.objects.create(person=person, language_class=one)
        return one

    def a_group(self, timetable, *, at, people, number=1):
        group = schedule.Group.objects.create(
            timetable=timetable,
            offer=self.offer,
            number=number,
            period=self.period,
            room=self.room,
            trainer=self.trainer,
            sessions=[[at]],
        )
        group.participants.set(people)
        return group

    def a_teacher(self):
        teacher = a_user(self.school, Role.TRAINER, name="Docent")
        administrator = a_user(self.school, Role.ADMINISTRATOR, name="Beheer")
        set_teachers(language_class=self.language_class, teachers=[teacher.pk], by=administrator, now=timezone.now())
        return teacher

    def day(self, week, weekday=3):
        return self.monday + timedelta(weeks=week, days=weekday)

    def call_off(self, week):
        CancelledSession.objects.create(
            group=self.group, day=self.day(week), half_day="thu-afternoon", recorded_at=timezone.now()
        )

    @property
    def ahead(self):
        return reverse("class-lookahead", args=[self.language_class.pk])

    @property
    def themes(self):
        return reverse("offer-themes", args=[self.programme.slug, self.offer.pk])


@pytest.fixture
def scene():
    return Scene()


def read(browser, address, **sent):
    return browser.get(address, sent).content.decode()


def text(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def meetings(page):
    """The meetings of the page that looks ahead, each as one line."""
    return [text(each) for each in re.findall(r"<article.*?</article>", page, flags=re.S)]


def dates(browser, group):
    """Per row of a group's page its number, its day and its theme."""
    page = read(browser, reverse("group-themes", args=[group.pk]))
    rows = re.findall(r"<tr class=\"utrecht-table__row\".*?</tr>", page, flags=re.S)
    found = []
    for row in rows[-len(re.findall("rowheader", page)) :]:
        head, when, theme, _words = (text(each) for each in re.findall(r"<t[hd] .*?</t[hd]>", row, flags=re.S))
        found.append((head.split()[0], when, theme))
    return found


def said(day, part="middag", name="donderdag"):
    with override("nl"):
        return f"{name}{part} {date_format(day, 'j F Y')}"


def test_the_teacher_reads_which_theme_comes_when_for_how_many_of_the_class_and_what_to_practise(scene, log_in):
    page = read(log_in(scene.teacher), scene.ahead, dag=scene.monday.isoformat())
    first, second, third = meetings(page)
    assert first == (
        "De sollicitatiebrief In de taalles de brief de vacature Ik solliciteer naar de baan. "
        f"Oefen dit uiterlijk in de les van {said(scene.day(0), 'ochtend')}. "
        "In de training Voorbereiding op werk · Solliciteren 1 · bijeenkomst 1 "
        f"{said(scene.day(0))} 2 deelnemers van deze klas: Anna Voorbeeld, Bilal Voorbeeld"
    )
    assert ["Bellen met een bedrijf" in second, said(scene.day(1)) in second] == [True, True]
    assert "Het gesprek" in third
    assert "Niemand van deze klas heeft deze week een training." in page


def test_weeks_without_any_training_are_told_at_once(scene, log_in):
    later = scene.monday + timedelta(weeks=60)
    page = read(log_in(scene.teacher), scene.ahead, dag=later.isoformat())
    assert "Niemand van deze klas heeft een training in deze vier weken (Week van" in page
    assert "heeft deze week een training" not in page


def test_a_meeting_called_off_moves_the_themes_after_it(scene, log_in):
    browser = log_in(scene.teacher)
    scene.call_off(1)
    page = read(browser, scene.ahead, dag=scene.monday.isoformat())
    first, second, third = meetings(page)
    assert "De sollicitatiebrief" in first
    assert ["Afgezegd: de thema’s schuiven door" in second, "Bellen" in second] == [True, False]
    assert ["Bellen met een bedrijf" in third, "bijeenkomst 2" in third] == [True, True]
    leader = log_in(scene.leader)
    assert dates(leader, scene.group) == [
        ("1", said(scene.day(0)), "De sollicitatiebrief"),
        ("afgezegd", said(scene.day(1)), "–"),
        ("2", said(scene.day(2)), "Bellen met een bedrijf"),
    ]
    page = text(read(leader, reverse("group-themes", args=[scene.group.pk])))
    assert "Voor deze thema’s is geen bijeenkomst meer: Het gesprek" in page


def test_a_holiday_moves_the_themes_with_the_meetings(scene, log_in):
    schedule.Holiday.objects.create(
        programme=scene.programme,
        name="Vakantie",
        first_day=scene.day(1, 0),
        last_day=scene.day(1, 6),
        kind="school-holiday",
    )
    assert dates(log_in(scene.leader), scene.group) == [
        ("1", said(scene.day(0)), "De sollicitatiebrief"),
        ("2", said(scene.day(2)), "Bellen met een bedrijf"),
        ("3", said(scene.day(3)), "Het gesprek"),
    ]


def a_later_timetable(scene, *, on, at, number=7):
    """Another timetable, published on a day of the period, with the group's people at another half-day."""
    later = schedule.Timetable.objects.create(programme=scene.programme, asked_at=NOW, seconds=1, status="draft")
    group = scene.a_group(later, at=at, people=[scene.anna, scene.bilal], number=number)
    others = scene.a_group(later, at="mon-evening", people=[scene.dunya], number=1)
    publish(timetable=later, by=None, now=timezone.make_aware(datetime.combine(on, datetime.min.time())))
    return group, others


def test_a_timetable_published_before_the_period_takes_over_whole(scene, log_in):
    group, _others = a_later_timetable(scene, on=scene.monday - timedelta(days=2), at="wed-morning")
    browser = log_in(scene.leader)
    assert [row[:2] for row in dates(browser, group)] == [
        (str(week + 1), said(scene.day(week, 2), "ochtend", "woensdag")) for week in range(3)
    ]
    assert browser.get(reverse("group-themes", args=[scene.group.pk])).status_code == 404


def test_themes_given_before_a_timetable_changed_are_not_given_again(scene, log_in):
    scene.timetable.published_at = timezone.make_aware(datetime.combine(scene.monday, datetime.min.time()))
    scene.timetable.save()
    group, others = a_later_timetable(scene, on=scene.day(1, 1), at="wed-morning")
    browser = log_in(scene.leader)
    assert dates(browser, group) == [
        ("1", said(scene.day(0)), "De sollicitatiebrief"),
        ("2", said(scene.day(1, 2), "ochtend", "woensdag"), "Bellen met een bedrijf"),
        ("3", said(scene.day(2, 2), "ochtend", "woensdag"), "Het gesprek"),
    ]
    assert dates(browser, others)[:2] == [
        ("1", said(scene.day(0)), "De sollicitatiebrief"),
        ("2", said(scene.day(2, 0), "avond", "maandag"), "Bellen met een bedrijf"),
    ]


def test_a_group_of_new_people_begins_with_the_first_theme(scene, log_in):
    scene.timetable.published_at = timezone.make_aware(datetime.combine(scene.monday, datetime.min.time()))
    scene.timetable.save()
    later = schedule.Timetable.objects.create(programme=scene.programme, asked_at=NOW, seconds=1, status="draft")
    group = scene.a_group(later, at="wed-morning", people=[scene.chaima])
    publish(timetable=later, by=None, now=timezone.make_aware(datetime.combine(scene.day(1, 1), datetime.min.time())))
    assert dates(log_in(scene.leader), group)[0] == (
        "1",
        said(scene.day(1, 2), "ochtend", "woensdag"),
        "De sollicitatiebrief",
    )


def test_the_lesson_to_practise_in_is_one_that_is_given(scene, log_in):
    CancelledSession.objects.create(
        language_class=scene.language_class, day=scene.day(0), half_day="thu-morning", recorded_at=timezone.now()
    )
    page = read(log_in(scene.teacher), scene.ahead, dag=scene.monday.isoformat())
    assert said(scene.day(0, 1), "ochtend", "dinsdag") in meetings(page)[0]


def test_who_may_not_be_seen_is_counted_and_not_named(scene, log_in):
    old = a_participant(scene.roermond, name="Oud", act="act-2013")
    start(old, scene.programme)
    sharing.share(people=[old], organisation=scene.school, since=scene.today, now=timezone.now())
    schedule.Enrolment.objects.create(person=old, language_class=scene.language_class)
    scene.group.participants.add(old)
    page = read(log_in(scene.teacher), scene.ahead, dag=scene.monday.isoformat())
    assert "1 deelnemer van deze klas telt hier niet mee" in page
    assert ["Oud Voorbeeld" in page, "Dunya" in page] == [False, False]
    assert "2 deelnemers van deze klas: Anna Voorbeeld, Bilal Voorbeeld" in text(page)
    municipal = read(log_in(scene.leader), scene.ahead, dag=scene.monday.isoformat())
    assert "3 deelnemers van deze klas: Anna Voorbeeld, Bilal Voorbeeld, Oud Voorbeeld" in text(municipal)


def test_who_stopped_is_not_expected(scene, log_in):
    scene.bilal.trajectories.update(ended_on=scene.today - timedelta(days=1), reason_for_leaving="moved")
    page = read(log_in(scene.teacher), scene.ahead, dag=scene.monday.isoformat())
    assert "1 deelnemer van deze klas: Anna Voorbeeld" in meetings(page)[0]


def test_looking_ahead_is_in_the_log_and_shows_nothing_but_names_and_trainings(scene, log_in):
    page = read(log_in(scene.teacher), scene.ahead, dag=scene.monday.isoformat())
    assert "chuld" not in page
    entry = Entry.objects.filter(deed="people-listed", actor=scene.teacher.pk).get()
    assert set(entry.detail["listed"]) == {str(scene.anna.pk), str(scene.bilal.pk)}
    assert entry.detail["purposes"] == ["level"]


def test_a_class_of_thirty_costs_no_more_questions_than_one_of_three(scene, log_in, django_assert_num_queries):
    browser = log_in(a_user(scene.school, Role.LANGUAGE_PROVIDER, name="Peter"))
    address = f"{scene.ahead}?dag={scene.monday.isoformat()}"
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    for number in range(20):
        person = a_participant(scene.roermond, name=f"Nog{number}", act="act-2021")
        start(person, scene.programme)
        sharing.share(people=[person], organisation=scene.school, since=scene.today, now=timezone.now())
        schedule.Enrolment.objects.create(person=person, language_class=scene.language_class)
        scene.a_group(scene.timetable, at="fri-morning", people=[person], number=number + 2)
    with django_assert_num_queries(len(few)):
        page = browser.get(address).content.decode()
    assert len(meetings(page)) == 3 * 21


def test_another_school_and_another_municipality_look_ahead_for_nobody_here(scene, log_in):
    elsewhere = a_municipality("Lochem")
    strangers = [
        a_user(a_school("Andere school"), Role.LANGUAGE_PROVIDER, name="Peter"),
        a_user(elsewhere, Role.PROJECT_LEADER, name="Lies"),
        a_user(scene.school, Role.TRAINER, name="Andere docent"),
    ]
    for stranger in strangers:
        browser = log_in(stranger)
        for address in (scene.ahead, scene.themes, reverse("group-themes", args=[scene.group.pk])):
            assert browser.get(address).status_code == 404
    assert log_in(a_user(scene.school, Role.LANGUAGE_PROVIDER, name="Peter")).get(scene.ahead).status_code == 200


def test_a_day_that_does_not_exist_is_said_and_the_usual_weeks_are_shown(scene, log_in):
    response = log_in(scene.teacher).get(scene.ahead, {"dag": "2026-02-31"})
    assert response.status_code == 400
    assert "Die dag bestaat niet. Schrijf een dag als 2026-11-23." in response.content.decode()
    assert meetings(response.content.decode())


def form(browser, address):
    """What the form of themes holds, as it would be sent."""
    page = read(browser, address)
    found = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'name="(titel-\d+)" id="[^"]*" value="([^"]*)"', page))
    found |= {
        name: value.strip()
        for name, value in re.findall(r'<textarea [^>]*name="(woorden-\d+)"[^>]*>(.*?)</textarea>', page, flags=re.S)
    }
    return found


def titles(scene):
    return [row.title for row in scene.offer.themes.all()]


def test_who_gives_the_training_changes_moves_and_removes_its_themes(scene, log_in):
    browser = log_in(a_user(scene.company, Role.TRAINER, name="Tess"))
    sent = form(browser, scene.themes)
    page = browser.post(scene.themes, {**sent, "omhoog": "2"}).content.decode()
    assert "Dit is nog niet bewaard." in page
    assert re.findall(r'name="titel-\d+" id="[^"]*" value="([^"]+)"', page) == [
        "Bellen met een bedrijf",
        "De sollicitatiebrief",
        "Het gesprek",
    ]
    assert titles(scene) == [each.title for each in THEMES]
    sent |= {"titel-1": "Bellen", "titel-2": "", "woorden-2": "", "titel-4": "Afscheid"}
    response = browser.post(scene.themes, sent, follow=True)
    assert "De thema’s zijn bewaard." in response.content.decode()
    assert titles(scene) == ["Bellen", "Het gesprek", "Afscheid"]
    assert "Dit was al bewaard." in browser.post(scene.themes, sent, follow=True).content.decode()
    entry = Entry.objects.get(deed="themes-kept", actor__isnull=False)
    assert (entry.object_id, entry.detail) == (str(scene.offer.pk), {"themes": 3})


def test_a_row_can_be_put_between_and_more_rows_asked_for_without_keeping_anything(scene, log_in):
    browser = log_in(scene.leader)
    sent = form(browser, scene.themes)
    page = browser.post(scene.themes, {**sent, "ertussen": "1"}).content.decode()
    assert re.findall(r'name="titel-([12])" id="[^"]*" value="([^"]*)"', page) == [
        ("1", ""),
        ("2", "De sollicitatiebrief"),
    ]
    more = browser.post(scene.themes, {**sent, "meer": "1"}).content.decode()
    assert f'name="rijen" value="{int(sent["rijen"]) + 10}"' in more
    assert titles(scene) == [each.title for each in THEMES]


def test_words_without_a_theme_are_refused_with_the_place(scene, log_in):
    browser = log_in(scene.leader)
    sent = form(browser, scene.themes) | {"titel-2": "", "idempotency_key": str(uuid4())}
    response = browser.post(scene.themes, sent)
    assert response.status_code == 400
    assert "Bijeenkomst 2: Dit thema heeft geen titel. Vul er een in, of haal de woorden weg." in text(
        response.content.decode()
    )
    too_long = browser.post(scene.themes, {**sent, "titel-2": "x" * 121})
    assert (too_long.status_code, titles(scene)) == (400, [each.title for each in THEMES])


def test_two_people_at_once_both_see_what_the_other_wrote(scene, log_in):
    browser = log_in(scene.leader)
    sent = form(browser, scene.themes)
    keep_themes(offer=scene.offer, themes=[NewTheme(title="Van een ander")], by=None, now=NOW)
    response = browser.post(scene.themes, {**sent, "titel-1": "Van mij"})
    page = response.content.decode()
    assert response.status_code == 409
    assert ["Van een ander" in page, "Van mij" in page, titles(scene)] == [True, True, ["Van een ander"]]
    again = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    browser.post(scene.themes, {**sent, **again, "titel-1": "Van mij"})
    assert titles(scene)[0] == "Van mij"


def test_themes_are_copied_from_an_earlier_training_and_kept_when_saved(scene, log_in):
    before = scene.offer.after.first() or schedule.Offer.objects.exclude(pk=scene.offer.pk).first()
    address = reverse("offer-themes", args=[scene.programme.slug, before.pk])
    browser = log_in(scene.leader)
    assert "Solliciteren" in read(browser, address)
    sent = form(browser, f"{address}?van={scene.offer.pk}")
    assert sent["titel-1"] == "De sollicitatiebrief"
    assert before.themes.count() == 0
    browser.post(address, sent)
    assert [row.title for row in before.themes.all()] == [each.title for each in THEMES]
    assert before.themes.first().words == THEMES[0].words
    assert browser.get(f"{address}?van={uuid4()}").status_code == 404


def test_a_case_manager_reads_the_themes_and_changes_none(scene, log_in):
    browser = log_in(a_user(scene.roermond, name="Karin"))
    page = read(browser, scene.themes)
    assert ["De sollicitatiebrief" in page, "<textarea" in page] == [True, False]
    assert browser.post(scene.themes, {"rijen": "0"}).status_code == 404
    assert len(titles(scene)) == 3


def test_a_trainer_of_another_organisation_keeps_no_themes_here(scene, log_in):
    other = add_organisation(name="Andere trainer", kind=OrganisationKind.SHELTERED_WORK)
    scene.programme.partners.add(other)
    assert log_in(a_user(other, Role.TRAINER, name="Tom")).get(scene.themes).status_code == 404


def test_the_lists_lead_there(scene, log_in):
    page = read(log_in(scene.teacher), reverse("lookahead"))
    assert scene.ahead in page
    page = read(log_in(scene.leader), reverse("themes", args=[scene.programme.slug]))
    assert ["Solliciteren" in page, scene.themes in page] == [True, True]
    page = read(log_in(scene.leader), reverse("lookahead"))
    assert reverse("group-themes", args=[scene.group.pk]) in page
