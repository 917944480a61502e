"""A planner that was interrupted goes on with what it was asked for: the same choice, draft, name and programmes."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_municipality, a_user
from tests.apps.test_planning_a_part import choose, held, planned, publish
from tests.apps.test_planning_together import ask, other
from tweespoor.apps.schedule.models import Timetable
from tweespoor.apps.schedule.queries.choosing import who_asks
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PLANNER = reverse("planner", args=["hengelo"])
BUTTON = "Ga verder met deze opdracht"

__all__ = ["other"]


def interrupt(browser):
    """The run that waits, or all that wait together, whose worker was killed at work; and what the page then shows."""
    waiting = list(Timetable.objects.filter(status="queued"))
    long_ago = timezone.now() - timedelta(minutes=5)
    Timetable.objects.filter(status="queued").update(status="running", heard_at=long_ago)
    for each in waiting:
        page = browser.get(reverse("planner", args=[each.programme.slug])).content.decode()
        each.refresh_from_db()
        assert each.status == "failed"
    return next(each for each in waiting if each.programme.slug == "hengelo"), page


def go_on(browser, run, *, key=None):
    data = {"onderbroken": str(run.pk), "idempotency_key": str(key or uuid4())}
    return browser.post(reverse("start-planner", args=["hengelo"]), data, follow=True).content.decode()


def test_a_run_for_a_part_goes_on_with_the_same_part(leader, hengelo):
    in_force = hengelo.timetables.get()
    first, second = hengelo.periods.order_by("starts_on")[:2]
    people = sorted(who_asks(hengelo))[:9]
    choose(leader, periods=[second], people=people)
    run, page = interrupt(leader)
    assert BUTTON in page
    key = uuid4()
    go_on(leader, run, key=key)
    assert "Deze opdracht was al gegeven." in go_on(leader, run, key=key)
    assert "De planner is al bezig" in go_on(leader, run)
    made = planned()
    assert (made.choice, made.based_on) == (run.choice, in_force)
    assert held(made, period=first) == held(in_force, period=first)
    assert held(made, period=second) - held(in_force, period=second) == {
        seat for seat in held(made, period=second) - held(in_force, period=second) if seat[-1] in people
    }
    assert BUTTON not in leader.get(PLANNER).content.decode()


def test_a_run_that_went_on_from_a_draft_goes_on_from_that_draft(leader, hengelo):
    leader.post(reverse("copy-timetable", args=["hengelo", hengelo.timetables.get().pk]), {"naam": "Proef"})
    draft = hengelo.timetables.get(status="draft")
    leader.post(reverse("go-on-from", args=["hengelo", draft.pk]), {"idempotency_key": str(uuid4())})
    run, _page = interrupt(leader)
    go_on(leader, run)
    again = Timetable.objects.get(status="queued")
    assert (again.based_on, again.keeps_to_base, again.seed) == (draft, True, run.seed)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_programmes_that_were_planned_together_go_on_together(leader, hengelo, other):
    ask(leader, "tweede")
    run, _page = interrupt(leader)
    go_on(leader, run)
    again = list(Timetable.objects.filter(status="queued"))
    assert {each.programme for each in again} == {hengelo, other}
    assert len({each.together for each in again} - {None, run.together}) == 1
    assert {each.together_with[0] for each in again} == {str(hengelo.pk), str(other.pk)}


def test_what_it_went_on_from_has_to_be_there_and_in_force_still(leader, hengelo):
    in_force = hengelo.timetables.get()
    leader.post(reverse("copy-timetable", args=["hengelo", in_force.pk]), {"naam": "Proef"})
    draft = hengelo.timetables.get(status="draft")
    leader.post(reverse("go-on-from", args=["hengelo", draft.pk]), {"idempotency_key": str(uuid4())})
    run, _page = interrupt(leader)
    choose(leader, periods=[hengelo.periods.first()], people=who_asks(hengelo))
    of_part, _page = interrupt(leader)
    publish(leader, draft)
    assert "is een ander rooster gepubliceerd" in go_on(leader, of_part)
    Timetable.objects.filter(pk=run.pk).update(based_on=None)
    assert "is er niet meer. Begin met een ander." in go_on(leader, run)
    assert "Deze opdracht is niet onderbroken." in go_on(leader, draft)
    assert not Timetable.objects.filter(status="queued").exists()


def test_only_who_plans_the_programme_lets_it_go_on(leader, hengelo, log_in):
    choose(leader, periods=[hengelo.periods.first()], people=who_asks(hengelo))
    run, _page = interrupt(leader)
    for sent in ("geen", str(uuid4())):
        answer = leader.post(reverse("start-planner", args=["hengelo"]), {"onderbroken": sent})
        assert answer.status_code == 404
    stranger = log_in(a_user(a_municipality("Utrecht"), Role.PROJECT_LEADER))
    answer = stranger.post(reverse("start-planner", args=["hengelo"]), {"onderbroken": str(run.pk)})
    assert answer.status_code == 404
    assert not Timetable.objects.filter(status="queued").exists()
