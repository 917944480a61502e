"""Who moves takes along the hours that count for the law and how far the person was; blocks that went still count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import NOW, a_municipality, a_participant, a_school, a_user
from tests.apps.dossiers import a_programme, start
from tests.apps.test_signed_plans import sign
from tweespoor.apps.people import actions as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.rights import actions as rights
from tweespoor.apps.rights.rules import InformedHow
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories.actions.moving import move_people
from tweespoor.apps.trajectories.models import DesignVersion, HoursEntry, SpentHours, StandElsewhere
from tweespoor.apps.trajectories.queries.clock import clock_of, readings_of
from tweespoor.core import designs
from tweespoor.core.designs import pilot_text
from tweespoor.core.facts import Fact
from tweespoor.core.pips import Item, Origin, Stretch
from tweespoor.core.progress import BlockState
from tweespoor.core.vocabulary import ActivityKind, Purpose, ReasonForLeaving, Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = timezone.localdate()
LESSONS, WORK = "language-phase-1", "work-experience"
MONDAYS = [TODAY - timedelta(days=TODAY.weekday(), weeks=back) for back in (9, 6, 2)]


def days(count):
    return TODAY + timedelta(days=count)


def a_newcomer(municipality, *, name="Amina"):
    return a_participant(
        municipality,
        name=name,
        act="act-2021",
        target_group="status-holder",
        settled_on=days(-390),
        duty_notice_on=days(-380),
        pip_established_on=days(-320),
        route="self-reliance",
        birth_date=date(1994, 5, 3),
    )


def attend(person, *, minutes, block=LESSONS, weeks=MONDAYS):
    trajectory = person.trajectories.latest("started_on")
    for week in weeks:
        actions.register_hours(
            trajectory=trajectory, block=block, day=week, minutes=minutes, by=None, now=timezone.now()
        )


def propose(person, *, to, consented=()):
    """Propose to hand a person over."""
    return rights.propose_hand_over(
        person=person,
        receiver=to,
        informed_on=TODAY,
        informed_how=InformedHow.CONVERSATION,
        consented=list(consented),
        by=a_user(person.municipality, name="Kim"),
        now=timezone.now(),
    )


def move(person, *, to, number, consented=()):
    """Hand a person over, and take the person over."""
    row = propose(person, to=to, consented=consented)
    return rights.accept(hand_over=row, number=number, by=a_user(to, name="Lou"), now=timezone.now())


def minutes_of(person, *, on=TODAY):
    """Counted lessons and participation, and participation still to be checked."""
    found = clock_of(person, purposes=frozenset(Purpose), on=on).ledger
    return found.course.counted, found.participation.counted, found.participation.to_check


@pytest.fixture
def amina():
    town = a_municipality("Gemeente Roermond")
    person = a_newcomer(town)
    start(person, a_programme(town, slug="roermond"), started_on=days(-140))
    return person


def test_the_ledger_after_a_move_says_what_it_said_the_day_before(amina, log_in):
    attend(amina, minutes=600)
    attend(amina, minutes=240, block=WORK)
    before = minutes_of(amina)
    assert before == (1800, 0, 720)
    lochem = a_municipality("Gemeente Lochem")
    new = move(amina, to=lochem, number="L-1")
    assert minutes_of(new) == before
    page = log_in(a_user(lochem, name="Bo")).get(reverse("deadlines", args=[new.pk])).content.decode()
    assert "Gemeente Roermond" in page
    assert {row.evidence for row in new.spent_hours.all()} == {"Uit de voortgang bij Gemeente Roermond"}


def test_what_is_attended_after_the_move_is_added_and_nothing_counts_twice(amina):
    attend(amina, minutes=600)
    attend(amina, minutes=120, weeks=[TODAY])
    lochem = a_municipality("Gemeente Lochem")
    new = move(amina, to=lochem, number="L-1")
    start(new, a_programme(lochem, slug="roermond"), started_on=TODAY - timedelta(days=TODAY.weekday()))
    attend(new, minutes=300, weeks=[TODAY])
    sunday = TODAY - timedelta(days=TODAY.weekday()) + timedelta(days=6)
    assert minutes_of(new, on=sunday)[0] == 1800 + 120 + 300, "the week of the move counts here too"
    back = move(new, to=amina.municipality, number="R-9")
    assert minutes_of(back, on=sunday)[0] == 1800 + 120 + 300, "and back again"


def test_what_was_typed_and_what_was_attended_before_the_move_are_not_added_up_twice(amina):
    attend(amina, minutes=600)
    SpentHours.objects.create(
        person=amina,
        kind="nt2",
        on=MONDAYS[1] + timedelta(days=6),
        minutes=1500,
        municipality="Gemeente Roermond",
        ground="Bi 3.14",
        recorded_at=NOW,
    )
    before = minutes_of(amina)
    assert before[0] == 1500 + 600, "what was typed holds up to its day, and the week after it is added"
    assert minutes_of(move(amina, to=a_municipality("Gemeente Lochem"), number="L-1")) == before


def test_how_far_somebody_was_goes_along_by_name_and_is_shown_where_it_came_from(amina, log_in):
    trajectory = amina.trajectories.get()
    about = {"trajectory": trajectory, "by": None, "now": timezone.now()}
    actions.register_stand(
        block="sport", state=BlockState.STOPPED, reason=ReasonForLeaving.TOO_HEAVY, on=days(-50), **about
    )
    attend(amina, minutes=90)
    lochem = a_municipality("Gemeente Lochem")
    new = move(amina, to=lochem, number="L-1")
    browser = log_in(a_user(lochem, name="Bo"))
    page = " ".join(browser.get(reverse("progress", args=[new.pk])).content.decode().split())
    assert "Bij Gemeente Roermond" in page
    assert "Sporten onder begeleiding" in page
    assert "Gestopt: te zwaar naast de taalles" in page
    assert "4,5 uur gevolgd" in page
    assert "Workshops zelfredzaamheid" not in page, "of what nobody registered nothing is said"
    school = a_school()
    people.share(people=[new], organisation=school, since=TODAY, now=timezone.now())
    teacher = log_in(a_user(school, Role.LANGUAGE_PROVIDER, name="Sam"))
    assert "Gemeente Roermond" not in teacher.get(reverse("person", args=[new.pk])).content.decode()
    further = move(new, to=a_municipality("Gemeente Weert"), number="W-1")
    assert StandElsewhere.objects.filter(person=further, municipality="Gemeente Roermond").count() == 2
    assert Person.objects.get(pk=amina.pk).stands_elsewhere.count() == 0


def test_the_person_is_told_beforehand_what_goes_along(amina, log_in):
    a_municipality("Gemeente Lochem")
    page = log_in(a_user(amina.municipality, name="Kim")).get(reverse("hand-over", args=[amina.pk])).content.decode()
    assert "de uren die voor de wet tellen" in page


def test_a_block_that_a_later_version_of_the_design_no_longer_has_still_counts(amina):
    attend(amina, minutes=600)
    trajectory = amina.trajectories.get()
    old = trajectory.design
    newer = DesignVersion.objects.create(
        organisation=old.organisation,
        slug=old.slug,
        version=2,
        text=pilot_text("roermond").replace(LESSONS, "lessons-by-another-name"),
        saved_at=timezone.now(),
    )
    leader = a_user(amina.municipality, Role.PROJECT_LEADER, name="Lou")
    move_people(version=newer, trajectories=[trajectory.pk], by=leader, now=timezone.now())
    assert amina.trajectories.get().design_id == newer.pk
    assert minutes_of(amina)[0] == 1800
    assert clock_of(amina, purposes=frozenset(Purpose), on=TODAY).lessons.attended == 1800


def test_a_whole_caseload_costs_as_many_questions_as_two_people(amina, django_assert_max_num_queries):
    kim = a_user(amina.municipality, name="Kim")
    programme = amina.trajectories.get().programme
    listed = [amina]
    for place in range(8):
        person = a_newcomer(amina.municipality, name=f"Bo{place}")
        start(person, programme, started_on=days(-140))
        attend(person, minutes=60, block="sport")
        listed.append(person)
    with django_assert_max_num_queries(16):
        readings_of(listed, for_user=kim, on=TODAY)


def test_obstacles_and_notes_of_the_progress_stay_behind(amina):
    actions.answer_design(
        trajectory=amina.trajectories.get(),
        question="judgement-aftercare",
        answer="yes",
        on=TODAY,
        by=None,
        now=timezone.now(),
    )
    new = move(amina, to=a_municipality("Gemeente Lochem"), number="L-1")
    assert not new.stands_elsewhere.exists()
    assert not new.trajectories.exists()
    assert Fact.known("self-reliance").value in {fact.value for fact in new.facts.filter(variable="route")}


def a_version(old, *, number, text):
    """A later version of a design."""
    return DesignVersion.objects.create(
        organisation=old.organisation, slug=old.slug, version=number, text=text, saved_at=timezone.now()
    )


def brought(person, *, block, minutes=600):
    """Hours that a list brought in, which asks no design."""
    trajectory = person.trajectories.latest("started_on")
    HoursEntry.objects.create(
        trajectory=trajectory,
        block=block,
        week=MONDAYS[0],
        minutes=minutes,
        known_on=TODAY,
        source="presentielijst",
        recorded_at=NOW,
    )


def test_a_block_of_a_version_that_somebody_never_was_in_counts(amina):
    """Groups follow the programme's version; who started before it is in an older one."""
    old = amina.trajectories.get().design
    a_version(
        old,
        number=2,
        text=pilot_text("roermond").replace(LESSONS, "lessons-anew").replace(f"id: {WORK}", "id: work-anew"),
    )
    brought(amina, block="lessons-anew")
    brought(amina, block="work-anew", minutes=60)
    assert minutes_of(amina) == (600, 0, 60)
    assert clock_of(amina, purposes=frozenset(Purpose), on=TODAY).lessons.attended == 600
    new = move(amina, to=a_municipality("Gemeente Lochem"), number="L-1")
    assert minutes_of(new) == (600, 0, 60)
    names = {block.id: block.label.nl for block in designs.read_design(old.text, name=old.slug).blocks}
    assert {row.name_nl for row in new.stands_elsewhere.all()} == {names[LESSONS], names[WORK]}


def test_what_was_added_in_a_signed_plan_alone_counts_by_its_kind(amina):
    sign(
        amina,
        lambda items: (
            *items,
            an_item("eigen-1", ActivityKind.LANGUAGE_FORMAL),
            an_item("eigen-2", ActivityKind.SPORT),
        ),
        by=a_user(amina.municipality, name="Kim"),
        on=days(-100),
    )
    learn(amina, route="self-reliance")
    attend(amina, block="eigen-1", minutes=90)
    attend(amina, block="eigen-2", minutes=90)
    assert minutes_of(amina) == (270, 0, 0)
    assert clock_of(amina, purposes=frozenset(Purpose), on=TODAY).lessons.attended == 270
    new = move(amina, to=a_municipality("Gemeente Lochem"), number="L-1")
    assert minutes_of(new) == (270, 0, 0)
    assert {(row.name_nl, row.minutes) for row in new.stands_elsewhere.all()} == {("eigen-1", 270), ("eigen-2", 270)}


def learn(person, **facts):
    """Make facts known of somebody in place of those of before."""
    for slug, value in facts.items():
        person.facts.filter(variable=slug).update(value=value)


def an_item(slug, kind):
    """Something that the case manager and the participant agreed on, and no design knows."""
    agreed = Stretch(phase="phase-1", starts_on=days(-120), ends_on=None, least=60, most=90)
    return Item(id=slug, name_nl=slug, name_en=slug, kind=kind, origin=Origin.ADDED, agreed=agreed)


def test_blocks_that_no_design_of_now_has_cost_no_more_questions_for_more_people(amina):
    kim = a_user(amina.municipality, name="Kim")
    programme = amina.trajectories.get().programme
    a_version(programme.design, number=2, text=pilot_text("roermond").replace(LESSONS, "lessons-anew"))
    listed = [amina]
    for place in range(8):
        listed.append(a_newcomer(amina.municipality, name=f"Bo{place}"))
        start(listed[-1], programme, started_on=days(-140))
    for person in listed:
        brought(person, block="lessons-anew")
        brought(person, block="nobody-knows")
    counted = []
    for people_listed in (listed[:2], listed):
        with CaptureQueriesContext(connection) as asked:
            readings_of(people_listed, for_user=kim, on=TODAY)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_why_somebody_stopped_goes_along_but_of_health_only_with_consent(amina):
    about = {"trajectory": amina.trajectories.get(), "by": None, "now": timezone.now(), "on": days(-50)}
    stopped = {"state": BlockState.STOPPED, **about}
    actions.register_stand(block="sport", reason=ReasonForLeaving.PHYSICAL_HEALTH, **stopped)
    actions.register_stand(block=WORK, reason=ReasonForLeaving.WORK_FOUND, **stopped)
    new = move(amina, to=a_municipality("Gemeente Lochem"), number="L-1", consented=["health"])
    told = {row.kind: row.reason for row in new.stands_elsewhere.all()}
    assert set(told.values()) == {"physical-health", "work-found"}
    further = move(new, to=a_municipality("Gemeente Weert"), number="W-1")
    assert set(further.stands_elsewhere.values_list("state", "reason")) == {("stopped", ""), ("stopped", "work-found")}


@pytest.mark.parametrize("act", ["act-2013", None])
def test_under_the_older_act_states_go_along_and_hours_attended_do_not(amina, act, log_in):
    if act is None:
        amina.facts.filter(variable="act").delete()
    else:
        learn(amina, act=act)
    attend(amina, minutes=600)
    actions.register_stand(
        trajectory=amina.trajectories.get(),
        block="sport",
        state=BlockState.DONE,
        on=days(-5),
        by=None,
        now=timezone.now(),
    )
    lochem = a_municipality("Gemeente Lochem")
    page = log_in(a_user(amina.municipality, name="Kim")).get(reverse("hand-over", args=[amina.pk])).content.decode()
    assert "De gevolgde uren gaan dan alleen mee als de deelnemer dat goedvindt." in page
    new = move(amina, to=lochem, number="L-1")
    assert not new.spent_hours.exists()
    assert set(new.stands_elsewhere.values_list("state", "minutes")) == {("done", 0)}


def test_under_the_older_act_hours_attended_go_along_with_consent(amina):
    learn(amina, act="act-2013")
    attend(amina, minutes=600)
    new = move(amina, to=a_municipality("Gemeente Lochem"), number="L-1", consented=["attendance"])
    assert sum(row.minutes for row in new.spent_hours.all()) == 1800


def test_the_page_of_a_closed_dossier_says_that_what_is_mended_stays_there(amina, log_in):
    move(amina, to=a_municipality("Gemeente Lochem"), number="L-1")
    page = log_in(a_user(amina.municipality, name="Kim")).get(reverse("hand-over", args=[amina.pk])).content.decode()
    assert "gaat niet vanzelf mee" in page


def test_the_receiver_reads_that_the_hours_come_along_before_taking_over(amina, log_in):
    lochem = a_municipality("Gemeente Lochem")
    row = propose(amina, to=lochem)
    page = log_in(a_user(lochem, name="Lou")).get(reverse("received-hand-over", args=[row.pk])).content.decode()
    assert "De uren die voor de wet tellen komen mee per soort" in page
