"""How far people are: registered in few taps, by who may, and never overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.apps import dossiers
from tests.apps.conftest import NOW, a_municipality, a_participant, a_school, a_user, key
from tests.apps.dossiers import a_programme
from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.people import queries as people
from tweespoor.apps.people import sharing
from tweespoor.apps.people.models import Sharing
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.schedule import models as schedule
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.apps.trajectories.models import BlockStand, HoursEntry, PhaseChange, Trajectory
from tweespoor.apps.trajectories.rules import Clash
from tweespoor.core.progress import BlockState, Readiness
from tweespoor.core.vocabulary import OrganisationKind, Purpose, ReasonForLeaving, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = timezone.localdate()
START = TODAY - timedelta(weeks=20)


def a_trajectory(*, slug="roermond", started_on=START, partners=(), municipality=None, **facts):
    """Somebody in a programme, with the case manager."""
    municipality = municipality or a_municipality()
    programme = a_programme(municipality, slug=slug, partners=partners)
    person = a_participant(municipality, name="Anna", **facts)
    actions.start_trajectories(programme=programme, people=[person], started={person.pk: started_on}, now=NOW)
    return Trajectory.objects.get(person=person), a_user(municipality)


def stand_of(trajectory, block):
    found = trajectories.progress_of(trajectory, on=TODAY, today=TODAY)
    return next(each.stand for each in found.blocks if each.block.id == block)


def post(browser, name, trajectory, **data):
    url = reverse(name, args=[trajectory.person_id])
    return browser.post(url, {"idempotency_key": key(), **data}, follow=True)


def test_started_and_done_take_two_taps_and_stopped_three(log_in):
    trajectory, robin = a_trajectory()
    browser = log_in(robin)
    page = browser.get(reverse("person", args=[trajectory.person_id])).content.decode()
    assert reverse("progress", args=[trajectory.person_id]) in page
    progress = browser.get(reverse("progress", args=[trajectory.person_id])).content.decode()
    assert f"{date_format(START, 'j F Y')} – " in progress
    said = post(browser, "register-stand", trajectory, onderdeel="sport", stand="started", gezien="")
    assert "Vastgelegd: begonnen." in said.content.decode()
    assert stand_of(trajectory, "sport").state is BlockState.STARTED
    seen = stand_of(trajectory, "sport").key
    reasons = browser.get(reverse("stop-block", args=[trajectory.person_id]) + "?onderdeel=sport").content.decode()
    assert "Gestopt met Sporten onder begeleiding" in reasons
    assert 'name="onderdeel" value="sport"' in reasons
    assert f'name="gezien" value="{seen}"' in reasons
    assert 'name="reden" value="moved"' in reasons
    assert 'name="reden" value="not-registered"' in reasons
    post(
        browser, "register-stand", trajectory, onderdeel="sport", stand="stopped", reden="moved", dag=TODAY, gezien=seen
    )
    stopped = stand_of(trajectory, "sport")
    assert (stopped.state, stopped.reason) == (BlockState.STOPPED, ReasonForLeaving.MOVED)
    assert stand_of(trajectory, "workshops").is_registered is False


def test_a_stand_taken_back_leaves_what_was_before_and_stays_in_the_history(log_in):
    trajectory, robin = a_trajectory()
    about = {"trajectory": trajectory, "block": "sport", "by": None, "now": timezone.now()}
    actions.register_stand(state=BlockState.STARTED, on=START, **about)
    actions.register_stand(state=BlockState.DONE, on=TODAY, **about)
    browser = log_in(robin)
    post(browser, "take-back-stand", trajectory, stand=stand_of(trajectory, "sport").key)
    assert stand_of(trajectory, "sport").state is BlockState.STARTED
    assert BlockStand.objects.count() == 2
    again = post(browser, "take-back-stand", trajectory, stand=str(key()))
    assert again.status_code == 409


def test_who_comes_second_is_shown_both(log_in):
    trajectory, robin = a_trajectory()
    other = a_user(trajectory.person.municipality, name="Pim")
    actions.register_stand(
        trajectory=trajectory, block="sport", state=BlockState.DONE, on=TODAY, by=other, now=timezone.now()
    )
    answer = post(log_in(robin), "register-stand", trajectory, onderdeel="sport", stand="started", gezien="")
    assert answer.status_code == 409
    assert "“klaar”" in answer.content.decode()
    assert "“begonnen”" in answer.content.decode()
    assert stand_of(trajectory, "sport").state is BlockState.DONE


def test_hours_are_recorded_none_and_not_recorded_apart(log_in):
    trajectory, robin = a_trajectory()
    browser = log_in(robin)
    post(browser, "register-hours", trajectory, onderdeel="sport", dag=START + timedelta(weeks=1), uren="7,5")
    post(browser, "register-hours", trajectory, onderdeel="sport", dag=START + timedelta(weeks=2), uren="0")
    found = trajectories.progress_of(trajectory, on=TODAY, today=TODAY)
    sport = next(each for each in found.blocks if each.block.id == "sport")
    assert (sport.hours.recorded, sport.hours.none, sport.hours.attended) == (2, 1, 450)
    assert sport.hours.not_recorded == sport.hours.weeks - 2 > 10
    wrong = post(browser, "register-hours", trajectory, onderdeel="sport", dag=TODAY, uren="veel")
    assert wrong.status_code == 400
    assert "Vul een aantal uren in, bijvoorbeeld 7,5." in wrong.content.decode()
    assert HoursEntry.objects.count() == 2


def test_hours_of_somebody_else_are_replaced_only_on_purpose():
    trajectory, robin = a_trajectory()
    other = a_user(trajectory.person.municipality, name="Pim")
    about = {"trajectory": trajectory, "block": "sport", "day": START, "now": timezone.now()}
    actions.register_hours(minutes=60, by=other, **about)
    with pytest.raises(Clash, match=r"1,0 uur.*2,0 uur"):
        actions.register_hours(minutes=120, by=robin, **about)
    actions.register_hours(minutes=120, by=robin, replaces=True, **about)
    assert [row.minutes for row in HoursEntry.objects.all().as_known()] == [120]
    assert HoursEntry.objects.count() == 2


def test_the_next_phase_is_proposed_with_what_is_unknown_and_never_taken_by_itself(log_in):
    trajectory, robin = a_trajectory(speaking_level="a2", started_on=TODAY - timedelta(weeks=14))
    browser = log_in(robin)

    def going():
        return trajectories.progress_of(trajectory, on=TODAY, today=TODAY).proposal

    assert trajectories.progress_of(trajectory, on=TODAY, today=TODAY).is_registered is False
    post(browser, "change-phase", trajectory, fase="phase-1", dag=START + timedelta(weeks=7), gezien="")
    assert going().readiness is Readiness.ASK
    assert {each.about for each in going().unknown} == {
        "phase-1",
        "language-phase-1",
        "work-experience",
        "cooking-and-budget",
    }
    page = browser.get(reverse("progress", args=[trajectory.person_id])).content.decode()
    assert "Misschien naar:" in page
    post(browser, "register-goal", trajectory, fase="phase-1", gehaald="ja")
    for block in ("language-phase-1", "work-experience", "cooking-and-budget"):
        post(browser, "register-stand", trajectory, onderdeel=block, stand="done", gezien="")
    assert going().readiness is Readiness.READY
    assert trajectories.progress_of(trajectory, on=TODAY, today=TODAY).phase == "phase-1"
    seen = str(PhaseChange.objects.get().pk)
    post(browser, "change-phase", trajectory, fase="phase-2", dag=TODAY, waarom="haalde A2", gezien=seen)
    assert trajectories.progress_of(trajectory, on=TODAY, today=TODAY).phase == "phase-2"
    late = post(browser, "change-phase", trajectory, fase="phase-3", dag=TODAY, gezien=seen)
    assert late.status_code == 409
    assert PhaseChange.objects.count() == 2


def test_the_list_of_people_filters_on_the_registered_phase():
    trajectory, _robin = a_trajectory(started_on=TODAY - timedelta(weeks=14))
    programme = trajectory.programme
    in_first = set(trajectories.in_phase(programme, phase="phase-1", on=TODAY).values_list("person", flat=True))
    assert in_first == set()
    actions.change_phase(trajectory=trajectory, phase="phase-1", on=TODAY, by=None, now=timezone.now())
    for phase, expected in (("phase-1", {trajectory.person_id}), ("phase-2", set())):
        found = trajectories.in_phase(programme, phase=phase, on=TODAY)
        assert set(found.values_list("person", flat=True)) == expected


def test_what_is_done_or_stopped_is_not_asked_of_the_timetable_again():
    trajectory, _robin = a_trajectory(started_on=TODAY)
    before = trajectories.wishes_of(trajectory.programme, on=TODAY)[trajectory.person_id]
    asked = {slug for wish in before for slug in wish.any_of}
    assert "sport" in asked
    about = {"trajectory": trajectory, "on": TODAY, "by": None, "now": timezone.now()}
    actions.register_stand(block="sport", state=BlockState.STARTED, **about)
    assert trajectories.wishes_of(trajectory.programme, on=TODAY)[trajectory.person_id] == before
    actions.register_stand(block="sport", state=BlockState.DONE, **about)
    after = trajectories.wishes_of(trajectory.programme, on=TODAY)[trajectory.person_id]
    assert {slug for wish in after for slug in wish.any_of} == asked - {"sport"}


def test_arnhems_evaluation_after_five_months_is_due_then_missed_then_held(log_in):
    trajectory, robin = a_trajectory(slug="arnhem", started_on=TODAY - timedelta(days=155))
    found = trajectories.progress_of(trajectory, on=TODAY, today=TODAY)
    assert {(each.rhythm, each.state.value) for each in found.moments if each.rhythm == "evaluation"} == {
        ("evaluation", "due")
    }
    later = trajectories.progress_of(trajectory, on=TODAY + timedelta(days=60), today=TODAY)
    assert [each.state.value for each in later.moments if each.rhythm == "evaluation"] == ["missed"]
    browser = log_in(robin)
    post(browser, "hold-evaluation", trajectory, moment="evaluation", dag=TODAY, conclusie="gaat goed", vervolg="stage")
    page = browser.get(reverse("progress", args=[trajectory.person_id])).content.decode()
    assert "gaat goed" in page
    leader = a_user(trajectory.person.municipality, Role.PROJECT_LEADER, name="Lou")
    page = log_in(leader).get(reverse("progress", args=[trajectory.person_id])).content.decode()
    assert "gehouden" in page
    assert "gaat goed" not in page


def test_nederweert_evaluates_every_quarter():
    trajectory, _robin = a_trajectory(slug="nederweert", started_on=TODAY - timedelta(days=200))
    found = trajectories.progress_of(trajectory, on=TODAY, today=TODAY)
    assert [each.state.value for each in found.moments][:2] == ["missed", "missed"]
    assert {each.rhythm for each in found.moments} == {"progress-talk"}


def a_shared_trajectory():
    """Somebody under the act of 2021 whom a language school has in its class."""
    roermond, school = a_municipality(), a_school()
    trajectory, robin = a_trajectory(municipality=roermond, partners=[school], act="act-2021")
    sharing.share(people=[trajectory.person], organisation=school, since=TODAY, now=NOW)
    return trajectory, robin, school


def test_a_language_provider_registers_about_its_own_blocks_and_sees_no_other(log_in):
    trajectory, _robin, school = a_shared_trajectory()
    actions.register_stand(
        trajectory=trajectory, block="sport", state=BlockState.DONE, on=TODAY, by=None, now=timezone.now()
    )
    browser = log_in(a_user(school, Role.LANGUAGE_PROVIDER, name="Sam"))
    page = browser.get(reverse("progress", args=[trajectory.person_id])).content.decode()
    assert "onderdeel-language-phase-1" in page
    assert "onderdeel-sport" not in page
    assert "Stop dit traject" not in page
    post(browser, "register-stand", trajectory, onderdeel="language-phase-1", stand="started", gezien="")
    post(browser, "register-hours", trajectory, onderdeel="language-phase-1", dag=TODAY, uren="16")
    assert stand_of(trajectory, "language-phase-1").state is BlockState.STARTED
    refused = post(browser, "register-stand", trajectory, onderdeel="sport", stand="started", gezien="")
    assert refused.status_code == 400
    assert stand_of(trajectory, "sport").state is BlockState.DONE
    for name in ("change-phase", "end-trajectory", "hold-evaluation", "start-trajectory", "register-goal"):
        assert post(browser, name, trajectory, fase="phase-2", dag=TODAY).status_code == 404


def test_a_school_registers_nothing_about_somebody_under_2013_without_consent(log_in):
    roermond, school = a_municipality(), a_school()
    trajectory, _robin = a_trajectory(municipality=roermond, partners=[school], act="act-2013")
    sharing.share(people=[trajectory.person], organisation=school, since=TODAY, now=NOW)
    sam = a_user(school, Role.LANGUAGE_PROVIDER, name="Sam")
    url = reverse("progress", args=[trajectory.person_id])
    assert log_in(sam).get(url).status_code == 404
    sharing.give_consent(
        person=trajectory.person,
        organisation=school,
        purposes=[Purpose.ATTENDANCE],
        how="getekend",
        on=NOW.date(),
        now=NOW,
    )
    assert log_in(sam).get(url).status_code == 200


def test_a_trajectorys_end_ends_the_sharing_and_partners_see_the_person_four_weeks_more(log_in):
    trajectory, robin, school = a_shared_trajectory()
    Sharing.objects.update(since=START)
    sam = a_user(school, Role.LANGUAGE_PROVIDER, name="Sam")
    ended = TODAY - timedelta(days=28)
    said = post(log_in(robin), "end-trajectory", trajectory, dag=ended, reden="work-found")
    assert "Het traject is gestopt." in said.content.decode()
    trajectory.refresh_from_db()
    assert (trajectory.ended_on, trajectory.reason_for_leaving) == (ended, "work-found")
    assert Sharing.objects.get().until == ended
    assert people.visible_people(sam).exists()
    Sharing.objects.update(until=ended - timedelta(days=1))
    assert not people.visible_people(sam).exists()
    assert {"trajectory-ended", "sharing-ended"} <= set(Entry.objects.values_list("deed", flat=True))


def test_a_partner_of_another_trajectory_that_runs_keeps_seeing_the_person():
    trajectory, robin, school = a_shared_trajectory()
    clinic = a_school("De Kliniek")
    sharing.share(people=[trajectory.person], organisation=clinic, since=TODAY, now=NOW)
    second = a_programme(trajectory.person.municipality, slug="hengelo", partners=[school])
    actions.start_trajectory(person=trajectory.person, programme=second, on=TODAY, by=robin, now=timezone.now())
    actions.end_trajectory(trajectory=trajectory, on=TODAY, reason=None, by=robin, now=timezone.now())
    lasting = Sharing.objects.filter(until=None).values_list("organisation__name", flat=True)
    assert set(lasting) == {school.name}


def test_a_reason_that_nobody_registered_is_said_so_and_can_be_named_later(log_in):
    trajectory, robin, _school = a_shared_trajectory()
    browser = log_in(robin)
    nothing = post(browser, "end-trajectory", trajectory, dag=TODAY, reden="")
    assert nothing.status_code == 400
    post(browser, "end-trajectory", trajectory, dag=TODAY, reden="not-registered")
    page = browser.get(reverse("progress", args=[trajectory.person_id])).content.decode()
    assert "reden niet vastgelegd" in page
    post(browser, "name-reason", trajectory, traject=str(trajectory.pk), reden="moved")
    trajectory.refresh_from_db()
    assert trajectory.reason_for_leaving == "moved"
    with pytest.raises(Refused, match="al vastgelegd"):
        actions.name_reason(trajectory=trajectory, reason=ReasonForLeaving.OTHER, by=robin, now=timezone.now())


def test_a_case_manager_starts_somebody_in_a_programme_of_the_own_municipality_alone(log_in):
    roermond = a_municipality()
    programme, elsewhere = a_programme(roermond), a_programme(a_municipality("Lochem"), slug="lochem")
    person = a_participant(roermond, name="Anna")
    browser = log_in(a_user(roermond))
    url = reverse("start-trajectory", args=[person.pk])
    assert browser.post(url, {"programma": elsewhere.slug, "dag": TODAY}).status_code == 400
    for day in ("0001-01-01", "9999-12-31"):
        impossible = browser.post(url, {"programma": programme.slug, "dag": day, "idempotency_key": key()})
        assert (impossible.status_code, "Controleer het jaar" in impossible.content.decode()) == (400, True)
    browser.post(url, {"programma": programme.slug, "dag": TODAY, "idempotency_key": key()})
    row = Trajectory.objects.get()
    assert (row.person, row.programme, row.design, row.started_on) == (person, programme, programme.design, TODAY)
    again = browser.post(url, {"programma": programme.slug, "dag": TODAY, "idempotency_key": key()})
    assert again.status_code == 400


def test_what_has_yet_to_be_or_was_before_the_start_is_refused():
    trajectory, robin = a_trajectory()
    about = {"trajectory": trajectory, "block": "sport", "state": BlockState.DONE, "by": robin, "now": timezone.now()}
    with pytest.raises(Refused, match="nog niet geweest"):
        actions.register_stand(on=TODAY + timedelta(days=1), **about)
    with pytest.raises(Refused, match="voor het begin"):
        actions.register_stand(on=START - timedelta(days=1), **about)
    with pytest.raises(Refused, match="heeft dit onderdeel niet"):
        actions.register_stand(**{**about, "block": "niets"}, on=TODAY)


def test_the_programme_page_counts_and_links_to_the_people(log_in):
    trajectory, robin = a_trajectory(slug="arnhem", started_on=TODAY - timedelta(days=155))
    url = reverse("programme-progress", args=[trajectory.programme.slug])
    page = log_in(robin).get(url).content.decode()
    assert reverse("progress", args=[trajectory.person_id]) in page
    assert "Anna Voorbeeld" in page
    assert "Nu aan de beurt" in page
    officer = a_user(trajectory.person.municipality, Role.POLICY_OFFICER, name="Luca")
    numbers = log_in(officer).get(url).content.decode()
    assert "Anna" not in numbers
    assert "Nu aan de beurt" in numbers
    stranger = a_user(a_school(), Role.LANGUAGE_PROVIDER, name="Sam")
    assert log_in(stranger).get(url).status_code == 404


def test_the_programme_page_asks_as_much_for_ten_people_as_for_one(log_in, django_assert_max_num_queries):
    trajectory, robin = a_trajectory(slug="arnhem")
    programme = trajectory.programme
    browser = log_in(robin)
    url = reverse("programme-progress", args=[programme.slug])
    with django_assert_max_num_queries(200) as few:
        browser.get(url)
    more = [a_participant(programme.municipality, name=f"Bilal {n}") for n in range(9)]
    actions.start_trajectories(programme=programme, people=more, started={p.pk: START for p in more}, now=NOW)
    with django_assert_max_num_queries(len(few.captured_queries)):
        browser.get(url)


def test_a_trainer_registers_about_the_blocks_of_her_groups(log_in):
    trajectory, _robin = a_trajectory(act="act-2021")
    company = organisations.add_organisation(name="De Werkschakel", kind=OrganisationKind.SHELTERED_WORK)
    jip = a_user(company, Role.TRAINER, name="Jip")
    programme = trajectory.programme
    place = schedule.Location.objects.create(programme=programme, slug="brug", name="De Brug", zone="centrum")
    room = schedule.Room.objects.create(location=place, name="Zaal 1", capacity=12)
    offer = dossiers.an_offer(programme, room=room)
    offer.slug = "sport"
    offer.save()
    timetable = schedule.Timetable.objects.create(programme=programme, asked_at=NOW, seconds=1, status="published")
    dossiers.place_in_group(trajectory.person, offer=offer, timetable=timetable, room=room)
    schedule.Trainer.objects.filter(programme=programme).update(user=jip, organisation=company)
    sharing.share_with_trainer(people=[trajectory.person], organisation=company, user=jip, now=timezone.now())
    browser = log_in(jip)
    page = browser.get(reverse("progress", args=[trajectory.person_id])).content.decode()
    assert "onderdeel-sport" in page
    assert "onderdeel-workshops" not in page
    post(browser, "register-stand", trajectory, onderdeel="sport", stand="started", gezien="")
    assert stand_of(trajectory, "sport").state is BlockState.STARTED
    refused = post(browser, "register-stand", trajectory, onderdeel="workshops", stand="started", gezien="")
    assert refused.status_code == 400
