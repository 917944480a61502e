"""The planner from the page: asked for, followed, stopped, published - and what refuses it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.apps.conftest import a_municipality, a_user
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.actions import recount_asked, register_fact
from tweespoor.apps.people.models import PersonFact
from tweespoor.apps.people.queries import visible_people
from tweespoor.apps.schedule import tasks
from tweespoor.apps.schedule.actions import plan_at_once
from tweespoor.apps.schedule.models import Group, Timetable
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import Role
from tweespoor.site.demo import UnknownProgramme, load
from tweespoor.site.demo.newcomers import NEWCOMERS

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def demo_user(role):
    return User.objects.get(email=f"{role.value}@demo.tweespoor.example")


def ask(browser, slug, **data):
    return browser.post(reverse("start-planner", args=[slug]), data, follow=True)


def test_the_demonstration_is_loaded_once(hengelo):
    people, timetables = hengelo.trajectories.count(), hengelo.timetables.count()
    load(programmes=["hengelo"], seconds=1, seed=1, say=lambda _line: None)
    assert (hengelo.trajectories.count(), hengelo.timetables.count()) == (people, timetables) == (32, 1)


def test_a_programme_that_is_not_there_is_said(db):
    with pytest.raises(UnknownProgramme, match="there is no programme 'utrecht'; there are lochem"):
        load(programmes=["utrecht"], seconds=1, seed=1, say=lambda _line: None)


def test_everybody_in_a_group_is_free_and_nobody_is_in_two_places(hengelo):
    timetable = hengelo.timetables.get()
    assert timetable.groups.count() > 0
    taken = set()
    for group in timetable.groups.prefetch_related("participants"):
        slots = {slug for session in group.sessions for slug in session}
        assert group.offer.min_size <= group.participants.count() + group.outside
        assert group.participants.count() + group.outside <= min(group.offer.max_size, group.room.capacity)
        for person in group.participants.all():
            lessons = set(person.enrolment.language_class.half_days) if hasattr(person, "enrolment") else set()
            if str(person.pk) not in timetable.switches:
                assert not slots & lessons
            for slot in slots:
                assert (person.pk, group.period_id, slot) not in taken
                taken.add((person.pk, group.period_id, slot))


def test_a_run_asked_for_on_the_page_becomes_a_draft_that_is_published(leader, hengelo):
    before = hengelo.timetables.get()
    page = ask(leader, "hengelo", idempotency_key=str(uuid4()))
    assert "De planner begint zo." in page.content.decode()
    assert DBTaskResult.objects.count() == 1
    run = hengelo.timetables.exclude(pk=before.pk).get()
    run.seconds = 1
    run.save()
    tasks.plan_timetable.func(str(run.pk))
    run.refresh_from_db()
    assert run.status == "draft"
    assert run.placed + run.unplaced.count() == run.demanded
    before.refresh_from_db()
    assert before.status == "published"
    response = leader.post(reverse("publish-timetable", args=["hengelo", run.pk]), follow=True)
    assert "Het rooster is gepubliceerd." in response.content.decode()
    before.refresh_from_db()
    run.refresh_from_db()
    assert (before.status, run.status) == ("replaced", "published")
    assert set(Entry.objects.filter(object_id=str(run.pk)).values_list("deed", flat=True)) == {
        "timetable-asked",
        "timetable-planned",
        "timetable-published",
    }


def test_a_job_done_twice_has_one_effect(leader, hengelo):
    ask(leader, "hengelo", idempotency_key=str(uuid4()))
    run = hengelo.timetables.get(status="queued")
    Timetable.objects.filter(pk=run.pk).update(seconds=1)
    tasks.plan_timetable.func(str(run.pk))
    groups = set(run.groups.values_list("pk", flat=True))
    tasks.plan_timetable.func(str(run.pk))
    assert set(run.groups.values_list("pk", flat=True)) == groups


def test_a_form_sent_twice_starts_the_planner_once(leader, hengelo):
    key = str(uuid4())
    ask(leader, "hengelo", idempotency_key=key)
    Timetable.objects.filter(status="queued").update(status="failed")
    assert "Deze opdracht was al gegeven." in ask(leader, "hengelo", idempotency_key=key).content.decode()
    assert hengelo.timetables.count() == 2


def test_a_second_run_waits_for_the_first(leader, hengelo):
    ask(leader, "hengelo", idempotency_key=str(uuid4()))
    page = ask(leader, "hengelo", idempotency_key=str(uuid4()))
    assert "De planner is al bezig met dit programma." in page.content.decode()
    assert hengelo.timetables.count() == 2


def test_a_run_that_is_stopped_keeps_what_it_found(leader, hengelo):
    ask(leader, "hengelo", idempotency_key=str(uuid4()))
    leader.post(reverse("stop-planner", args=["hengelo"]))
    run = hengelo.timetables.get(status="queued")
    assert run.stop_asked
    assert (
        "De planner stopt en bewaart wat gevonden is."
        in leader.get(reverse("planner-progress", args=["hengelo"])).content.decode()
    )
    tasks.plan_timetable.func(str(run.pk))
    run.refresh_from_db()
    assert run.status == "draft"
    assert run.elapsed < run.seconds


def test_a_run_whose_worker_died_makes_room_for_a_new_one(leader, hengelo):
    ask(leader, "hengelo", idempotency_key=str(uuid4()))
    long_ago = timezone.now() - timedelta(minutes=5)
    hengelo.timetables.filter(status="queued").update(
        status="running", heard_at=long_ago, score=7, placed=1, demanded=2
    )
    page = leader.get(reverse("planner", args=["hengelo"])).content.decode()
    assert "mislukt" in page
    assert page.count("De planner is onderbroken en heeft niets bewaard.") == 2  # above the page, and beside the run
    assert "Het nieuwste rooster (gepubliceerd)" in page
    assert "1 van 2" not in page
    ask(leader, "hengelo", idempotency_key=str(uuid4()))
    assert hengelo.timetables.filter(status="queued").count() == 1
    assert "is onderbroken" not in leader.get(reverse("planner", args=["hengelo"])).content.decode().split("<table")[0]


def test_a_run_that_never_got_a_worker_makes_room_for_a_new_one(leader, hengelo):
    ask(leader, "hengelo", idempotency_key=str(uuid4()))
    hengelo.timetables.filter(status="queued").update(asked_at=timezone.now() - timedelta(minutes=11))
    ask(leader, "hengelo", idempotency_key=str(uuid4()))
    assert set(hengelo.timetables.values_list("status", flat=True)) == {"published", "failed", "queued"}


def test_the_progress_ends_when_the_run_does(leader, hengelo):
    answer = leader.get(reverse("planner-progress", args=["hengelo"]))
    assert answer["HX-Refresh"] == "true"


@pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.TRAINER, Role.POLICY_OFFICER, Role.RESEARCHER])
def test_only_a_project_leader_plans(hengelo, log_in, role):
    browser = log_in(demo_user(role))
    assert browser.get(reverse("planner", args=["hengelo"])).status_code == 404
    assert browser.post(reverse("start-planner", args=["hengelo"])).status_code == 404
    assert hengelo.timetables.count() == 1


def test_a_project_leader_of_elsewhere_finds_nothing(hengelo, log_in):
    browser = log_in(a_user(a_municipality("Zwolle"), Role.PROJECT_LEADER))
    group = Group.objects.first()
    for name, arguments in (("programme", ["hengelo"]), ("planner", ["hengelo"]), ("group", [group.pk])):
        assert browser.get(reverse(name, args=arguments)).status_code == 404
    assert "Geen programma’s" in browser.get(reverse("programmes")).content.decode()


def test_a_trainer_sees_the_own_groups_with_names_and_levels_and_nothing_else(hengelo, log_in):
    trainer = demo_user(Role.TRAINER)
    browser = log_in(trainer)
    own = Group.objects.filter(trainer__user=trainer)
    others = Group.objects.exclude(trainer__user=trainer)
    assert own.exists()
    page = browser.get(reverse("groups")).content.decode()
    assert {str(group.pk) for group in own} == {str(group.pk) for group in Group.objects.all() if str(group.pk) in page}
    for group in others:
        assert browser.get(reverse("group", args=[group.pk])).status_code == 404
    member = own.first().participants.filter(facts__variable="obstacles", facts__state="known").first()
    assert member is not None
    seen = browser.get(reverse("person", args=[member.pk])).content.decode()
    assert member.family_name in seen
    assert "Niveau spreken" in seen
    for hidden in ("Belemmeringen", "Bijstandsuitkering", "Persoonlijke belemmeringen"):
        assert hidden not in seen


def test_a_groups_list_tells_a_level_that_is_none_from_one_that_was_not_asked(hengelo, log_in):
    group = Group.objects.filter(trainer__user=demo_user(Role.TRAINER)).first()
    nobody_asked, is_none, is_known = group.participants.all()[:3]
    for person in (nobody_asked, is_none, is_known):
        person.facts.filter(variable="speaking-level").delete()
    case_manager = demo_user(Role.CASE_MANAGER)
    for person, fact in ((is_none, Fact.none()), (is_known, Fact.known("a1"))):
        register_fact(person=person, slug="speaking-level", fact=fact, by=case_manager, now=timezone.now())
    page = log_in(case_manager).get(reverse("group", args=[group.pk])).content.decode()
    rows = {row: re.sub(r"<[^>]*>", " ", row).split() for row in re.findall(r"<tr.*?</tr>", page, flags=re.S)}
    found = {person.pk: next(rows[row] for row in rows if str(person.pk) in row) for person in group.participants.all()}
    assert found[nobody_asked.pk][-2:] == ["niet", "gevraagd"]
    assert found[is_none.pk][-1] == "geen"
    assert found[is_known.pk][-1] == "A1"


def test_the_hours_of_a_design_say_which_blocks_are_not_counted(hengelo, log_in):
    page = log_in(demo_user(Role.PROJECT_LEADER)).get(reverse("programme", args=["hengelo"])).content.decode()
    assert "waarvan de uren niet bekend zijn. Die tellen niet mee:" in page
    assert "Begeleiding door klantmanager en verrijker, Nazorg door de begeleider." in page
    cells = re.findall(r'data-label="([^"]*)">(?:<strong>)?([^<]*)<', page)
    assert {hours for label, hours in cells if label == "Begeleiding"} == {"?"}
    assert any(hours.endswith(" + ?") for label, hours in cells if label == "Totaal")


def test_why_something_is_not_for_somebody_stays_within_the_municipality(hengelo, log_in):
    person = (
        Group.objects.filter(trainer__user=demo_user(Role.TRAINER)).first().participants.exclude(zone="centrum").first()
    )
    address = reverse("person", args=[person.pk])
    browser = log_in(demo_user(Role.CASE_MANAGER))
    for variable, answer in (("on-benefit", "false"), ("travel-minutes", "0")):
        browser.post(
            reverse("register-fact", args=[person.pk, variable]),
            {"answer": answer, "valid_on": "2021-02-15", "source": "gesprek"},
        )
    plan_at_once(programme=hengelo, seconds=1, seed=1, clock=timezone.now)
    telling = ("Dit traject is voor een andere doelgroep", "de training is verder weg dan de deelnemer kan reizen")
    seen = browser.get(address).content.decode()
    assert all(words in seen for words in telling)
    seen = log_in(demo_user(Role.JOB_COACH)).get(address).content.decode()
    assert telling[0] not in seen
    seen = log_in(demo_user(Role.TRAINER)).get(address).content.decode()
    assert person.family_name in seen
    assert not any(words in seen for words in telling)


def test_a_page_links_to_no_group_its_reader_cannot_open(hengelo, log_in):
    browser = log_in(demo_user(Role.LANGUAGE_PROVIDER))
    person = Group.objects.first().participants.filter(enrolment__isnull=False).first()
    page = browser.get(reverse("person", args=[person.pk])).content.decode()
    assert person.family_name in page
    assert 'href="/groepen/' not in page


def test_a_programmes_page_opens_only_groups_of_ones_own(hengelo, log_in):
    trainer = demo_user(Role.TRAINER)
    page = log_in(trainer).get(reverse("programme", args=["hengelo"])).content.decode()
    own = {str(pk) for pk in Group.objects.filter(trainer__user=trainer).values_list("pk", flat=True)}
    assert {str(group.pk) for group in Group.objects.all() if str(group.pk) in page} == own


@pytest.mark.parametrize("role", [Role.TRAINER, Role.LANGUAGE_PROVIDER, Role.RESEARCHER])
def test_small_numbers_of_a_programme_are_for_its_municipality(hengelo, log_in, role):
    address = reverse("programme", args=["hengelo"])
    assert "Niveau van spreken nu" in log_in(demo_user(Role.POLICY_OFFICER)).get(address).content.decode()
    assert "Niveau van spreken nu" not in log_in(demo_user(role)).get(address).content.decode()


def test_a_persons_page_shows_the_week_with_lessons_and_groups(hengelo, log_in):
    browser = log_in(demo_user(Role.CASE_MANAGER))
    group = hengelo.timetables.get().groups.order_by("period__starts_on").first()
    person = group.participants.filter(enrolment__isnull=False).first()
    page = browser.get(reverse("person", args=[person.pk])).content.decode()
    assert group.offer.name_nl in page
    assert "Formele taalles" in page
    assert person.enrolment.language_class.name in page


def test_a_lesson_at_the_school_itself_names_the_school_once(hengelo, log_in):
    browser = log_in(demo_user(Role.CASE_MANAGER))
    person = hengelo.trajectories.filter(person__enrolment__isnull=False).first().person
    school_class = person.enrolment.language_class

    def said():
        page = browser.get(reverse("person", args=[person.pk])).content.decode()
        entry = re.search(r"Formele taalles.*?</(?:div|li)>", page, re.DOTALL)[0]
        return entry.count(school_class.provider.name)

    school_class.location.name = school_class.provider.name
    school_class.location.save()
    assert said() == 1
    school_class.location.name = "Het Leerhuis"
    school_class.location.save()
    assert said() == 1


def test_what_is_to_be_asked_first_is_one_click_from_its_answer(hengelo, log_in):
    browser = log_in(demo_user(Role.CASE_MANAGER))
    person = hengelo.trajectories.first().person
    PersonFact.objects.filter(person=person, variable="on-benefit").delete()
    page = browser.get(reverse("person", args=[person.pk])).content.decode()
    first = re.search(r"Eerst vragen.*?</ul>", page, re.DOTALL)[0]
    links = re.findall(r'href="([^"]*)"', first)
    decided = reverse("progress", args=[person.pk]) + "#beslissen"
    assert set(links) == {decided, reverse("register-fact", args=[person.pk, "on-benefit"])}
    assert links.count(decided) == first.count("<li") - 1 > 0


def test_a_persons_page_says_where_the_person_is_in_the_weeks_that_it_shows(hengelo, log_in):
    browser = log_in(demo_user(Role.CASE_MANAGER))
    trajectory = hengelo.trajectories.first()
    trajectory.started_on = date(2021, 2, 22)
    trajectory.save()
    first, second = hengelo.periods.all()
    first.starts_on, second.starts_on = date(2021, 3, 1), date(2021, 5, 31)
    first.save()
    second.save()

    def marks():
        page = browser.get(reverse("person", args=[trajectory.person_id])).content.decode()
        lead = re.search(r"paragraph--lead\">(.*?)</p>", page)[1]
        return re.findall(r"tracks__now\"[^>]*>([^<]*)<", page), "(op " in lead

    assert marks() == (["1 maart 2021"], True)
    trajectory.started_on = first.starts_on = timezone.localdate()
    trajectory.save()
    first.save()
    assert marks() == (["nu"], False)


@pytest.mark.parametrize(
    ("sessions", "times"),
    [
        ([["mon-afternoon"], ["thu-afternoon"]], "13.00–16.00"),
        ([["wed-afternoon"], ["fri-morning"]], "ochtend 09.00–12.00, middag 13.00–16.00"),
    ],
)
def test_a_groups_page_gives_the_times_of_all_its_half_days(hengelo, log_in, sessions, times):
    group = hengelo.timetables.get().groups.first()
    group.sessions = sessions
    group.save()
    page = log_in(demo_user(Role.CASE_MANAGER)).get(reverse("group", args=[group.pk])).content.decode()
    assert re.search(r"Wanneer</dt>.*?note\">([^<]*)<", page, re.DOTALL)[1] == times


def test_a_week_says_free_only_where_the_reader_may_know_that_somebody_is(hengelo, log_in):
    group = Group.objects.filter(trainer__user=demo_user(Role.TRAINER)).first()
    person = group.participants.first()
    address = reverse("person", args=[person.pk])

    def week_for(role):
        page = log_in(demo_user(role)).get(address).content.decode()
        cells = re.findall(r'<span class="tweespoor-week__empty">([^<]*)</span>', page)
        notes = [note for note in ("U ziet niet wanneer", "Er is nog niet gevraagd wanneer") if note in page]
        return set(cells), page.count("niet beschikbaar"), notes

    unavailable = person.facts.filter(variable="unavailable-half-days")
    unavailable.update(state="known", value_type="list", value="fri-evening;thu-evening")
    assert week_for(Role.CASE_MANAGER) == ({"vrij"}, 2, [])
    assert week_for(Role.TRAINER) == ({"geen afspraak"}, 0, ["U ziet niet wanneer"])
    unavailable.update(state="none", value_type="", value="")
    assert week_for(Role.CASE_MANAGER) == ({"vrij"}, 0, [])
    unavailable.delete()
    assert week_for(Role.CASE_MANAGER) == ({"geen afspraak"}, 0, ["Er is nog niet gevraagd wanneer"])


def test_who_could_not_be_placed_is_told_why(hengelo, log_in):
    browser = log_in(demo_user(Role.CASE_MANAGER))
    group = hengelo.timetables.get().groups.first()
    person = group.participants.exclude(zone="centrum").first()
    browser.post(
        reverse("register-fact", args=[person.pk, "travel-minutes"]),
        {"answer": "0", "valid_on": "2021-02-15", "source": "gesprek"},
    )
    plan_at_once(programme=hengelo, seconds=1, seed=1, clock=timezone.now)
    page = browser.get(reverse("person", args=[person.pk])).content.decode()
    assert "Wacht nog op een groep" in page
    assert group.offer.name_nl in page
    assert "de training is verder weg dan de deelnemer kan reizen" in page


def test_the_reasons_for_waiting_add_up_to_everybody_who_waits(leader, hengelo):
    timetable = hengelo.timetables.get()
    timetable.unplaced.all().delete()
    offer = hengelo.offers.first()
    codes = ["too-far", "never-free", "lessons", "unavailable", "group-full", "no-room", "no-trainer", "too-far"]
    for trajectory, code in zip(hengelo.trajectories.all(), codes, strict=False):
        timetable.unplaced.create(person=trajectory.person, offer=offer, reasons=[code])
    page = leader.get(reverse("planner", args=["hengelo"])).content.decode()
    assert "8 wensen wachten nog" in page
    said = re.findall(r"<strong>(\d+)×</strong> ([^<]*)<", page)
    assert said[0] == ("2", "de training is verder weg dan de deelnemer kan reizen")
    assert said[-1] == ("2", "een andere reden")
    assert sum(int(count) for count, _why in said) == 8


def test_lists_ask_the_database_the_same_number_of_questions_for_more_rows(hengelo, log_in):
    browser = log_in(demo_user(Role.CASE_MANAGER))
    browser.get(reverse("people"))
    with CaptureQueriesContext(connection) as few:
        page = browser.post(reverse("people"), {"zoek": "HE-000"}).content.decode()
    assert "9 deelnemers" in page
    with CaptureQueriesContext(connection) as many:
        page = browser.post(reverse("people"), {"zoek": "HE-00"}).content.decode()
    assert "32 deelnemers" in page
    assert len(many) == len(few)


def test_who_waits_and_who_was_asked_least_stand_first_where_one_asks_for_it(hengelo, log_in):
    browser = log_in(demo_user(Role.CASE_MANAGER))
    timetable = hengelo.timetables.get()
    timetable.unplaced.all().delete()
    *_others, zara, zita = (each.person for each in hengelo.trajectories.order_by("person__family_name"))
    for offer in list(hengelo.offers.all())[:2]:
        timetable.unplaced.create(person=zara, offer=offer, reasons=["too-far"])
    zita.facts.all().delete()
    recount_asked([zita.pk])

    def rows(sort):
        page = browser.get(reverse("people"), {"sorteer": sort}).content.decode()
        return re.findall(r'role="rowheader".*?href="/mensen/([^/]*)/.*?</tr>', page, re.DOTALL), page

    by_name, _page = rows("naam")
    assert by_name[0] not in (str(zara.pk), str(zita.pk))
    waiting, page = rows("wacht")
    assert waiting[0] == str(zara.pk)
    assert re.findall(r"(\d+) training", page) == ["2"]
    least_asked, _page = rows("gevraagd")
    assert least_asked[0] == str(zita.pk)
    assert set(by_name) == set(waiting) == set(least_asked)
    assert len(by_name) == len(waiting) == len(least_asked) == 32 + len(NEWCOMERS)


def test_a_list_of_people_of_one_programme_does_not_repeat_its_name(hengelo, log_in):
    assert hengelo.name not in log_in(demo_user(Role.CASE_MANAGER)).get(reverse("people")).content.decode()


def test_who_may_see_people_finds_them_in_the_menu(hengelo, log_in):
    for role in (Role.KEY_PERSON, Role.JOB_COACH, Role.RESEARCHER):
        page = log_in(demo_user(role)).get(reverse("programmes")).content.decode()
        in_menu = f'tweespoor-navigation__link" href="{reverse("people")}"' in page
        assert in_menu is visible_people(demo_user(role)).exists() is (role is not Role.RESEARCHER)


def test_people_are_found_by_any_part_of_a_name_or_number(hengelo, log_in):
    browser = log_in(demo_user(Role.CASE_MANAGER))
    person = hengelo.trajectories.first().person
    for text in (person.number, person.family_name[1:].upper(), f"{person.given_name} {person.family_name[:3]}"):
        assert str(person.pk) in browser.post(reverse("people"), {"zoek": text}).content.decode()
    assert "Niemand gevonden" in browser.post(reverse("people"), {"zoek": "zzzz"}).content.decode()


@pytest.mark.parametrize("text", ["\x00", "'; --", "%", "é" * 5000, "<b>"])
def test_an_odd_search_finds_nobody_and_breaks_nothing(hengelo, log_in, text):
    answer = log_in(demo_user(Role.CASE_MANAGER)).post(reverse("people"), {"zoek": text})
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["programma=%00", "sorteer=wachtwoord", "pagina=-1", "pagina=abc", "programma=utrecht"]
)
def test_an_odd_address_shows_the_list(hengelo, log_in, query):
    answer = log_in(demo_user(Role.CASE_MANAGER)).get(f"{reverse('people')}?{query}")
    assert f"{32 + len(NEWCOMERS)} deelnemers" in answer.content.decode()


def test_the_interface_switches_to_english(hengelo, log_in):
    browser = log_in(demo_user(Role.PROJECT_LEADER))
    browser.post(reverse("set_language"), {"language": "en", "next": "/programmas/"})
    page = browser.get(reverse("programme", args=["hengelo"])).content.decode()
    assert "Hours a week" in page
    assert "Uren per week" not in page
