"""Whatever was attended, typed and moved: the ledger before a move is the ledger after it, and nothing counts twice."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.apps.conftest import NOW, a_municipality, a_user
from tests.apps.dossiers import a_programme, start
from tests.apps.test_moving_with_hours import a_newcomer
from tweespoor.apps.rights import actions as rights
from tweespoor.apps.rights.rules import InformedHow
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories.models import HoursEntry, SpentHours
from tweespoor.apps.trajectories.queries.clock import clock_of
from tweespoor.core.vocabulary import Purpose

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MONDAY, WEEK = date(2026, 3, 2), timedelta(weeks=1)
LESSONS, WORK, SPORT = "language-phase-1", "work-experience", "sport"
SEARCH = settings(
    max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

minutes = st.integers(min_value=1, max_value=40 * 60)
weeks = st.integers(min_value=-30, max_value=0)
attended = st.dictionaries(st.tuples(st.sampled_from([LESSONS, WORK, SPORT]), weeks), minutes, max_size=12)
typed = st.lists(
    st.tuples(st.sampled_from(["nt2", "knm", "map", "participation"]), st.integers(-200, 6), minutes), max_size=3
)
weekdays = st.integers(min_value=0, max_value=6)


def at(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def attend(person, weeks_attended, *, since=MONDAY):
    """Keep hours as the lists of who was there keep them: `weeks_attended` by block and weeks since a Monday."""
    trajectory = person.trajectories.latest("started_on")
    HoursEntry.objects.bulk_create(
        HoursEntry(
            trajectory=trajectory,
            block=block,
            week=since + timedelta(weeks=week),
            minutes=spent,
            known_on=since,
            source="presentielijst",
            recorded_at=NOW,
        )
        for (block, week), spent in weeks_attended.items()
    )


def write_down(person, hours, *, since=MONDAY):
    SpentHours.objects.bulk_create(
        SpentHours(
            person=person,
            kind=kind,
            on=since + timedelta(days=day),
            minutes=spent,
            municipality=person.municipality.name,
            ground="Bi 3.14",
            recorded_at=NOW,
        )
        for kind, day, spent in hours
    )


def move(person, *, to, on, number):
    """Hand a person over and take the person over, on a day."""
    row = rights.propose_hand_over(
        person=person,
        receiver=to,
        informed_on=on,
        informed_how=InformedHow.LETTER,
        consented=[],
        by=a_user(person.municipality, name=f"van {number}"),
        now=at(on),
    )
    return rights.accept(hand_over=row, number=number, by=a_user(to, name=f"naar {number}"), now=at(on))


def said_of(person, *, on):
    """What the page of the deadlines says of the hours on a day."""
    clock = clock_of(person, purposes=frozenset(Purpose), on=on)
    kept = clock.ledger
    return {
        "lessons": (kept.course.counted, kept.course.reached_on, kept.course.left),
        "balance": kept.course.balance,
        "participation": (kept.participation.counted, kept.participation.to_check, kept.participation.reached_on),
        "shares": {each.municipality: (each.course, each.participation) for each in kept.shares},
        "pace": clock.course,
        "600 hours": clock.radar.nt2,
    }


@pytest.fixture
def towns():
    """Two municipalities with a programme each, and somebody in the first."""
    here, there = a_municipality("Gemeente Roermond"), a_municipality("Gemeente Lochem")
    person = a_newcomer(here)
    start(person, a_programme(here, slug="roermond"), started_on=MONDAY - timedelta(weeks=40))
    return person, here, there, a_programme(there, slug="roermond")


@given(hours=attended, written=typed, weekday=weekdays, again=weekdays)
@SEARCH
def test_a_move_and_a_second_one_change_nothing_on_any_day_to_come(towns, hours, written, weekday, again):
    person, here, there, _programme = towns
    with transaction.atomic():
        attend(person, hours)
        write_down(person, written)
        moved = MONDAY + timedelta(days=weekday)
        days = [moved + timedelta(days=after) for after in (-1, 0, 1, 2, 6, 7, 40)]
        before = [said_of(person, on=day) for day in days[1:]]
        the_day_before = said_of(person, on=days[0])
        new = move(person, to=there, on=moved, number="L-1")
        assert [said_of(new, on=day) for day in days[1:]] == before
        if weekday:
            assert said_of(new, on=days[0])["lessons"] == the_day_before["lessons"]
        back = move(new, to=here, on=moved + timedelta(days=again), number="R-9")
        assert [said_of(back, on=day) for day in days[1:]] == before
        transaction.set_rollback(True)


@given(
    hours=attended,
    after=st.dictionaries(st.tuples(st.just(LESSONS), st.integers(0, 10)), minutes, max_size=6),
    weekday=weekdays,
)
@example(hours={(LESSONS, -1): 300, (LESSONS, 0): 60}, after={(LESSONS, 0): 90}, weekday=2)
@SEARCH
def test_what_is_attended_at_both_sides_of_moves_is_added_once(towns, hours, after, weekday):
    person, here, there, programme = towns
    moved, later = MONDAY + timedelta(days=weekday), MONDAY + timedelta(weeks=20)
    made = sum(spent for (block, _week), spent in hours.items() if block == LESSONS)
    with transaction.atomic():
        attend(person, hours)
        new = move(person, to=there, on=moved, number="L-1")
        start(new, programme, started_on=MONDAY)
        attend(new, after)
        assert said_of(new, on=later)["lessons"][0] == made + sum(after.values())
        back = move(new, to=here, on=later, number="R-9")
        assert said_of(back, on=later)["lessons"][0] == made + sum(after.values())
        assert set(said_of(back, on=later)["shares"]) <= {here.name, there.name}
        transaction.set_rollback(True)


@given(
    hours=st.dictionaries(st.tuples(st.just(LESSONS), weeks), minutes, min_size=1, max_size=8),
    weekday=weekdays,
)
@SEARCH
def test_the_same_weeks_brought_in_again_by_the_receiver_count_once(towns, hours, weekday):
    person, _here, there, programme = towns
    last = max(week for _block, week in hours)
    with transaction.atomic():
        attend(person, hours)
        new = move(person, to=there, on=MONDAY + timedelta(days=weekday), number="L-1")
        start(new, programme, started_on=MONDAY - timedelta(weeks=40))
        attend(new, {about: spent for about, spent in hours.items() if about[1] < last})
        assert said_of(new, on=MONDAY + timedelta(weeks=3))["lessons"][0] == sum(hours.values())
        transaction.set_rollback(True)


def test_who_moves_in_the_middle_of_a_week_keeps_the_weeks_before_it_at_once(towns):
    person, _here, there, _programme = towns
    attend(person, {(LESSONS, -1): 600, (LESSONS, 0): 120, (WORK, -1): 480, (WORK, 0): 60}, since=MONDAY + WEEK)
    wednesday = MONDAY + WEEK + timedelta(days=2)
    new = move(person, to=there, on=wednesday, number="L-1")
    said = said_of(new, on=wednesday)
    assert (said["lessons"][0], said["participation"][1]) == (600, 480)
    said = said_of(new, on=wednesday + timedelta(days=4))
    assert (said["lessons"][0], said["participation"][1]) == (720, 540)


def test_the_day_the_hours_were_made_stays_the_day_they_were_made(towns):
    person, _here, there, _programme = towns
    attend(person, {(LESSONS, week): 40 * 60 for week in range(-26, -2)})
    reached = said_of(person, on=MONDAY)["lessons"][1]
    assert reached == date(2026, 1, 18), "which is not the last Sunday of a month"
    assert said_of(move(person, to=there, on=MONDAY, number="L-1"), on=MONDAY)["lessons"][1] == reached


def test_participation_to_be_checked_is_one_question_a_month(towns):
    person, _here, there, _programme = towns
    attend(person, {(WORK, week): 60 for week in range(-12, 0)})
    new = move(person, to=there, on=MONDAY, number="L-1")
    assert [(row.on, row.minutes) for row in new.spent_hours.order_by("on")] == [
        (date(2025, 12, 28), 180),
        (date(2026, 1, 25), 240),
        (date(2026, 2, 22), 240),
        (date(2026, 3, 1), 60),
    ]


def test_what_the_sender_mends_after_the_move_stays_with_the_sender(towns):
    person, _here, there, _programme = towns
    attend(person, {(LESSONS, -3): 600})
    new = move(person, to=there, on=MONDAY, number="L-1")
    attend(person, {(LESSONS, -1): 300})
    assert said_of(new, on=MONDAY)["lessons"][0] == 600
    wrong = new.spent_hours.get()
    actions.clock.withdraw(row=wrong, by=a_user(there, name="Bo"), now=at(MONDAY))
    write_down(new, [("nt2", -1, 900)])
    assert said_of(new, on=MONDAY)["lessons"][0] == 900
