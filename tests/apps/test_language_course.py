"""In which language class somebody is: chosen by the case manager, and what follows from it for school and teacher."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_programme, an_offer, place_in_group, start
from tests.apps.forms_of_pages import form_of
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people.queries import visible_people
from tweespoor.apps.schedule.models import (
    Enrolment,
    Group,
    LanguageClass,
    Location,
    PastEnrolment,
    Period,
    Room,
    Timetable,
    TimetableStatus,
)
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class Scene:
    """A municipality with a programme and two schools that give a class in it, and somebody who is in neither."""

    def __init__(self) -> None:
        self.roermond = a_municipality()
        self.brug, self.gilde = a_school(), a_school("Gilde")
        self.programme = a_programme(self.roermond, partners=[self.brug, self.gilde])
        self.place = Location.objects.create(programme=self.programme, slug="brug", name="De Brug", zone="centrum")
        self.first = self.a_class("Klas 1", self.brug)
        self.other = self.a_class("Klas 9", self.gilde)
        self.anna = a_participant(self.roermond, name="Anna", act="act-2021")
        start(self.anna, self.programme)
        self.kim = a_user(self.roermond, name="Kim")
        self.address = reverse("language-course", args=[self.anna.pk])

    def a_class(self, name, school, *, programme=None):
        return LanguageClass.objects.create(
            programme=programme or self.programme,
            provider=school,
            location=self.place,
            name=name,
            level="a1",
            half_days=["mon-morning", "wed-afternoon"],
            free_seats=3,
        )

    def choose(self, browser, course, *, since=None, seen=None, **more):
        page = browser.get(self.address)
        given = {
            "course": str(getattr(course, "pk", course)),
            "since": (since or timezone.localdate()).isoformat(),
            "based_on": page.context["based_on"] if seen is None else seen,
            **more,
        }
        return browser.post(self.address, given, follow=True)


@pytest.fixture
def scene():
    return Scene()


def seen_by(user):
    return {person.given_name for person in visible_people(user)}


def test_a_class_is_chosen_with_its_lessons_and_stands_in_week_dossier_and_intake(scene, log_in):
    browser = log_in(scene.kim)
    assert "Er is geen taalklas" in browser.get(reverse("person", args=[scene.anna.pk])).content.decode()
    choices = browser.get(scene.address).content.decode()
    assert '<optgroup label="Taalschool De Brug">' in choices
    assert "Klas 1 · A1 · 3 plaatsen vrij · maandagochtend, woensdagmiddag" in choices
    page = scene.choose(browser, scene.first).content.decode()
    assert "zit nu in Taalschool De Brug, Klas 1: maandagochtend, woensdagmiddag." in page
    assert "Er is geen taalklas" not in page
    intake = browser.get(reverse("intake-step", args=[scene.anna.pk, "taal"])).content.decode()
    assert "Taalschool De Brug, Klas 1: maandagochtend, woensdagmiddag" in intake
    assert Entry.objects.get(deed="class-set").detail == {"class": str(scene.first.pk)}


def test_the_school_and_the_teacher_of_the_class_see_who_was_put_in_it_and_the_old_ones_finish_their_work(
    scene, log_in
):
    schools = {each: a_user(each, Role.LANGUAGE_PROVIDER, name="Sam") for each in (scene.brug, scene.gilde)}
    tess = a_user(scene.brug, Role.TRAINER, name="Tess")
    scene.first.teachers.add(tess)
    browser = log_in(scene.kim)
    assert (seen_by(schools[scene.brug]), seen_by(tess)) == (set(), set())
    said = scene.choose(browser, scene.first).content.decode()
    assert "Taalschool De Brug ziet voortaan wat zij voor de lessen nodig heeft." in said
    assert (seen_by(schools[scene.brug]), seen_by(tess), seen_by(schools[scene.gilde])) == ({"Anna"}, {"Anna"}, set())
    said = scene.choose(browser, scene.other).content.decode()
    assert "Gilde ziet voortaan" in said
    assert "Taalschool De Brug kan nog vier weken haar werk afmaken." in said
    assert seen_by(schools[scene.gilde]) == {"Anna"}
    ends = {row.until for row in scene.anna.sharings.filter(organisation=scene.brug)}
    assert ends == {timezone.localdate()}


def test_a_school_that_also_trains_somebody_keeps_seeing_who_leaves_its_class(scene, log_in):
    browser = log_in(scene.kim)
    scene.choose(browser, scene.first)
    room = Room.objects.create(location=scene.place, name="Zaal 1", capacity=12)
    offer = an_offer(scene.programme, room=room)
    trainer = offer.trainers.get()
    trainer.organisation = scene.brug
    trainer.save()
    timetable = Timetable.objects.create(
        programme=scene.programme, status=TimetableStatus.PUBLISHED, asked_at=timezone.now(), seconds=1
    )
    place_in_group(scene.anna, offer=offer, timetable=timetable, room=room)
    assert "vier weken" not in scene.choose(browser, "geen").content.decode()
    assert scene.anna.sharings.get(organisation=scene.brug).until is None


def test_no_course_and_a_course_elsewhere_are_answers_too_and_the_history_keeps_what_was(scene, log_in):
    browser = log_in(scene.kim)
    scene.choose(browser, scene.first)
    scene.choose(browser, "elders", elsewhere="ROC Nijmegen, dinsdagavond")
    assert not Enrolment.objects.filter(person=scene.anna).exists()
    person = browser.get(reverse("person", args=[scene.anna.pk])).content.decode()
    assert "ROC Nijmegen, dinsdagavond" in person
    assert "Er is geen taalklas" in person
    scene.choose(browser, "geen")
    past = browser.get(reverse("fact-history", args=[scene.anna.pk, "language-course"])).content.decode()
    assert "Taalschool De Brug, Klas 1" in past
    assert "ROC Nijmegen, dinsdagavond" in past


def test_a_course_that_is_only_written_down_is_not_said_to_stand_in_the_week(scene, log_in):
    browser = log_in(scene.kim)

    def told():
        page = browser.get(scene.address).content.decode()
        return ("er staan geen lessen van in de week" in page, "De lessen van de klas komen in de week" in page)

    assert told() == (False, True)
    scene.choose(browser, "elders", elsewhere="Taalschool De Brug, Klas 1")
    assert told() == (True, False)
    scene.choose(browser, scene.first)
    assert told() == (False, True)


def test_what_does_not_go_together_is_said_and_nothing_is_kept(scene, log_in):
    browser = log_in(scene.kim)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for course, more, said in [
        ("", {}, "Kies een klas, een andere cursus of geen."),
        ("elders", {}, "Schrijf bij wie de cursus is"),
        (scene.first, {"elsewhere": "ROC"}, "U schreef hier iets én koos iets anders."),
        (scene.first, {"since": tomorrow}, "Deze dag is nog niet geweest."),
        (uuid4(), {}, "Selecteer een geldige keuze"),
    ]:
        page = scene.choose(browser, course, **more)
        assert page.status_code == 400
        assert said in page.content.decode()
    assert not Enrolment.objects.exists()


def test_a_class_of_another_municipality_is_not_to_be_chosen(scene, log_in):
    lochem = a_municipality("Lochem")
    there = scene.a_class("Klas 5", scene.brug, programme=a_programme(lochem, slug="lochem", partners=[scene.brug]))
    browser = log_in(scene.kim)
    assert "Klas 5" not in browser.get(scene.address).content.decode()
    assert scene.choose(browser, there).status_code == 400
    assert log_in(a_user(lochem, name="Lex")).get(scene.address).status_code == 404


def test_the_second_of_two_who_choose_a_class_sees_what_the_first_chose(scene, log_in, client):
    browser = log_in(scene.kim)
    seen = browser.get(scene.address).context["based_on"]
    scene.choose(browser, scene.first)
    page = scene.choose(browser, scene.other, seen=seen)
    assert page.status_code == 409
    text = page.content.decode()
    assert "Intussen staat er:" in text
    assert "Taalschool De Brug, Klas 1: maandagochtend, woensdagmiddag." in text
    assert f'<option value="{scene.other.pk}" selected>' in text
    assert Enrolment.objects.get().language_class == scene.first
    scene.choose(browser, scene.other, seen=page.context["based_on"])
    assert Enrolment.objects.get().language_class == scene.other


def test_what_the_timetable_in_force_said_of_another_class_holds_no_more(scene, log_in):
    second = scene.a_class("Klas 2", scene.brug)
    browser = log_in(scene.kim)
    scene.choose(browser, scene.first)
    other = a_participant(scene.roermond, name="Bilal")
    moved = {str(scene.anna.pk): str(second.pk), str(other.pk): str(second.pk)}
    timetable = Timetable.objects.create(
        programme=scene.programme,
        status=TimetableStatus.PUBLISHED,
        asked_at=timezone.now(),
        seconds=1,
        switches=moved,
    )
    assert "Klas 2: maandagochtend" in browser.get(scene.address).content.decode()
    assert "zit nu in Gilde, Klas 9" in scene.choose(browser, scene.other).content.decode()
    timetable.refresh_from_db()
    assert timetable.switches == {str(other.pk): str(second.pk)}


def test_somebody_stands_in_lists_of_the_class_from_the_day_of_joining_on(scene, log_in):
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    scene.anna.trajectories.update(started_on=monday - timedelta(days=60))
    scene.programme.starts_on = monday - timedelta(days=60)
    scene.programme.save()
    browser = log_in(scene.kim)
    scene.choose(browser, scene.first, since=monday - timedelta(days=7))
    named = []
    for weeks in (1, 2):
        day = monday - timedelta(weeks=weeks)
        page = browser.get(reverse("class-attendance", args=[scene.first.pk, day, "mon-morning"]))
        named.append("Anna" in page.content.decode())
    assert named == [True, False]


def test_saying_the_same_class_again_leaves_since_when_as_it_is(scene, log_in):
    before = timezone.localdate() - timedelta(days=40)
    browser = log_in(scene.kim)
    scene.choose(browser, scene.first, since=before)
    browser.post(
        scene.address,
        {"course": str(scene.first.pk), "since": "", "based_on": browser.get(scene.address).context["based_on"]},
    )
    assert Enrolment.objects.get().since == before
    browser.post(
        scene.address,
        {"course": str(scene.other.pk), "since": "", "based_on": browser.get(scene.address).context["based_on"]},
    )
    assert Enrolment.objects.get().since == timezone.localdate()


def test_any_way_to_the_question_leads_to_the_list_of_classes(scene, log_in):
    browser = log_in(scene.kim)
    there = browser.get(reverse("register-fact", args=[scene.anna.pk, "language-course"]))
    assert (there.status_code, there.url) == (302, scene.address)
    assert scene.address in browser.get(reverse("person", args=[scene.anna.pk])).content.decode()
    assert scene.address in browser.get(reverse("intake-step", args=[scene.anna.pk, "taal"])).content.decode()


def test_saving_the_rest_of_the_step_leaves_the_class_as_it_is(scene, log_in):
    browser = log_in(scene.kim)
    scene.choose(browser, scene.first)
    step = reverse("intake-step", args=[scene.anna.pk, "taal"])
    assert 'name="language-course-key"' not in browser.get(step).content.decode()
    sent = {
        "bron-source": "gesprek",
        "bron-day": timezone.localdate().isoformat(),
        "learnability-key": "",
        "learnability-state": "=high",
    }
    browser.post(step, sent)
    known = browser.get(reverse("person", args=[scene.anna.pk])).content.decode()
    assert "Taalschool De Brug, Klas 1" in known


def a_timetable_that_moves(scene, language_class):
    return Timetable.objects.create(
        programme=scene.programme,
        status=TimetableStatus.PUBLISHED,
        asked_at=timezone.now(),
        seconds=1,
        switches={str(scene.anna.pk): str(language_class.pk)},
    )


def who_is_listed(browser, language_class, day):
    page = browser.get(reverse("class-attendance", args=[language_class.pk, day, "mon-morning"]))
    return "Anna" in page.content.decode()


@pytest.fixture
def last_monday(scene):
    """A Monday that is over, since long after the person began."""
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    scene.anna.trajectories.update(started_on=monday - timedelta(days=90))
    scene.programme.starts_on = monday - timedelta(days=90)
    scene.programme.save()
    return monday - timedelta(days=7)


@pytest.mark.parametrize("course", ["geen", "elders"])
def test_the_school_of_the_class_enrolled_in_sees_nobody_who_was_moved_away_and_stopped(scene, log_in, course):
    browser = log_in(scene.kim)
    scene.choose(browser, scene.first)
    a_timetable_that_moves(scene, scene.other)
    said = scene.choose(browser, course, elsewhere="ROC" if course == "elders" else "").content.decode()
    assert "Taalschool De Brug kan nog vier weken haar werk afmaken." in said
    assert not scene.anna.sharings.filter(until=None).exists()


def test_a_class_of_a_programme_that_was_left_is_not_to_be_chosen(scene, log_in):
    left = a_programme(scene.roermond, slug="lochem", partners=[scene.gilde])
    there = scene.a_class("Klas 7", scene.gilde, programme=left)
    today = timezone.localdate()
    start(scene.anna, left, started_on=today - timedelta(days=200), ended_on=today - timedelta(days=30))
    browser = log_in(scene.kim)
    assert "Klas 7" not in browser.get(scene.address).content.decode()
    assert scene.choose(browser, there).status_code == 400
    assert not scene.anna.sharings.exists()


def test_saving_the_class_that_the_timetable_moved_somebody_to_leaves_the_past_lists(scene, log_in, last_monday):
    second = scene.a_class("Klas 2", scene.brug)
    browser = log_in(scene.kim)
    scene.choose(browser, scene.first, since=last_monday - timedelta(days=60))
    a_timetable_that_moves(scene, second)
    assert who_is_listed(browser, second, last_monday)
    seen = browser.get(scene.address).context["based_on"]
    browser.post(scene.address, {"course": str(second.pk), "since": "", "based_on": seen})
    assert Enrolment.objects.get().language_class == second
    assert who_is_listed(browser, second, last_monday)


def test_who_was_marked_in_the_class_before_stays_on_that_list(scene, log_in, last_monday):
    browser = log_in(scene.kim)
    scene.choose(browser, scene.first, since=last_monday - timedelta(days=60))
    page = reverse("class-attendance", args=[scene.first.pk, last_monday, "mon-morning"])
    form = form_of(browser.get(page), having=f"was-{scene.anna.pk}")
    browser.post(page, form.changed(**{f"mark-{scene.anna.pk}": "present"}))
    scene.choose(browser, scene.other)
    PastEnrolment.objects.all().delete()  # as of who changed class before these were kept
    assert who_is_listed(browser, scene.first, last_monday)
    assert not who_is_listed(browser, scene.first, last_monday - timedelta(days=7))


def test_the_same_form_twice_is_kept_once(scene, log_in):
    browser = log_in(scene.kim)
    seen = browser.get(scene.address).context["based_on"]
    given = {"course": str(scene.first.pk), "based_on": seen, "idempotency_key": str(uuid4())}
    browser.post(scene.address, given)
    assert "Dit was al bewaard." in browser.post(scene.address, given, follow=True).content.decode()


def test_who_had_a_course_elsewhere_gets_a_class_without_emptying_what_stood_there(scene, log_in):
    browser = log_in(scene.kim)
    scene.choose(browser, "elders", elsewhere="ROC Nijmegen")
    assert "zit nu in" in scene.choose(browser, scene.first, elsewhere="ROC Nijmegen").content.decode()


def test_a_list_of_the_class_before_that_nobody_filled_in_still_names_who_was_in_it(scene, log_in, last_monday):
    browser = log_in(scene.kim)
    joined = last_monday - timedelta(days=14)
    scene.choose(browser, scene.first, since=joined)
    scene.choose(browser, scene.other)
    weeks = [last_monday - timedelta(weeks=each) for each in (0, 2, 3)]
    assert [who_is_listed(browser, scene.first, day) for day in weeks] == [True, True, False]
    assert not any(who_is_listed(browser, scene.other, day) for day in weeks)
    scene.choose(browser, scene.other, since=last_monday)
    assert [who_is_listed(browser, scene.first, day) for day in weeks] == [False, True, False]
    assert who_is_listed(browser, scene.other, last_monday)
    scene.choose(browser, "geen")
    assert who_is_listed(browser, scene.other, last_monday)


def test_a_class_that_was_chosen_by_mistake_leaves_nothing_on_its_lists(scene, log_in, last_monday):
    browser = log_in(scene.kim)
    scene.choose(browser, scene.first, since=last_monday)
    scene.choose(browser, scene.other, since=last_monday)
    assert not who_is_listed(browser, scene.first, last_monday)
    assert who_is_listed(browser, scene.other, last_monday)


def test_lists_of_the_class_of_a_programme_that_was_left_keep_who_begins_elsewhere(scene, log_in, last_monday):
    browser = log_in(scene.kim)
    scene.choose(browser, scene.first, since=last_monday - timedelta(days=60))
    second = a_programme(scene.roermond, slug="lochem", partners=[scene.gilde])
    there = scene.a_class("Klas 7", scene.gilde, programme=second)
    scene.anna.trajectories.update(ended_on=last_monday)
    start(scene.anna, second, started_on=last_monday)
    assert who_is_listed(browser, scene.first, last_monday)
    scene.choose(browser, there)
    assert who_is_listed(browser, scene.first, last_monday)


def test_who_was_moved_by_a_timetable_stays_on_the_lists_of_that_class_up_to_the_last_day(scene, log_in, last_monday):
    second = scene.a_class("Klas 2", scene.brug)
    browser = log_in(scene.kim)
    scene.choose(browser, scene.first, since=last_monday - timedelta(days=60))
    a_timetable_that_moves(scene, second)
    scene.choose(browser, scene.other)
    assert who_is_listed(browser, second, last_monday)
    assert not who_is_listed(browser, second, last_monday + timedelta(days=14))


def test_trainings_at_the_time_of_the_new_lessons_are_named(scene, log_in):
    room = Room.objects.create(location=scene.place, name="Zaal 1", capacity=9)
    offer = an_offer(scene.programme, room=room)
    timetable = a_timetable_that_moves(scene, scene.first)
    place_in_group(scene.anna, offer=offer, timetable=timetable, room=room)
    [group] = Group.objects.unscoped(why="a test")
    Group.objects.filter(pk=group.pk).unscoped(why="a test").update(sessions=[["mon-afternoon"]])
    Period.objects.update(starts_on=timezone.localdate() - timedelta(days=1))
    browser = log_in(scene.kim)
    assert "Tegelijk met deze lessen" not in scene.choose(browser, scene.first).content.decode()
    LanguageClass.objects.filter(pk=scene.other.pk).update(hours={"mon-morning": ["09:00", "13:30"]})
    said = scene.choose(browser, scene.other).content.decode()
    assert f"Tegelijk met deze lessen heeft deze deelnemer training: {offer.name_nl} {group.number}." in said
    Period.objects.update(starts_on=timezone.localdate() - timedelta(weeks=60))
    scene.choose(browser, "geen")
    assert "Tegelijk met deze lessen" not in scene.choose(browser, scene.other).content.decode()
