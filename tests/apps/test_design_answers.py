"""What a design asks a professional: judged, chosen, changed and taken back, and what follows in the plan."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.apps.conftest import a_participant, a_school, a_user, key
from tests.apps.test_progress import START, a_trajectory, post
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import actions as people
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories.models import DesignAnswer
from tweespoor.apps.trajectories.queries import pips
from tweespoor.apps.trajectories.queries import progress as trajectories
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = timezone.localdate()
NEEDS_COACH = "Krijgt de deelnemer dit: Jobcoaching?"


def page_of(browser, trajectory):
    return " ".join(browser.get(reverse("progress", args=[trajectory.person_id])).content.decode().split())


def answer(browser, trajectory, question, said, *, seen=""):
    return post(browser, "answer-question", trajectory, vraag=question, antwoord=said, gezien=seen)


def plan_of(trajectory):
    return trajectories.plans_of([trajectory])[trajectory.pk]


def in_plan(trajectory):
    return {each.block.id for each in plan_of(trajectory).blocks}


def left_out(trajectory):
    return {each.block.id for each in plan_of(trajectory).left_out}


def test_a_judgement_is_asked_once_answered_with_a_tap_and_the_plan_follows(log_in):
    trajectory, robin = a_trajectory()
    browser = log_in(robin)
    dossier = browser.get(reverse("person", args=[trajectory.person_id])).content.decode()
    assert reverse("progress", args=[trajectory.person_id]) + "#beslissen" in dossier
    page = page_of(browser, trajectory)
    assert NEEDS_COACH in page
    assert "aftercare" not in in_plan(trajectory) | left_out(trajectory), "nobody said so yet: neither in it nor out"
    answer(browser, trajectory, "judgement-aftercare", "yes")
    assert "aftercare" in in_plan(trajectory)
    page = page_of(browser, trajectory)
    assert page.index("Beslist (1)") < page.index(NEEDS_COACH), "what was asked is shown, and not asked again"


def test_no_is_an_answer_and_not_the_same_as_not_asked(log_in):
    trajectory, robin = a_trajectory()
    browser = log_in(robin)
    answer(browser, trajectory, "judgement-aftercare", "no")
    assert "aftercare" in left_out(trajectory)
    row = DesignAnswer.objects.get()
    answer(browser, trajectory, "judgement-aftercare", "", seen=str(row.pk))
    assert "aftercare" not in in_plan(trajectory) | left_out(trajectory)
    assert DesignAnswer.objects.get().known_until == TODAY, "what was taken back stays in the history"


def test_a_block_is_chosen_and_the_proposed_plan_has_it_and_not_the_other(log_in):
    trajectory, robin = a_trajectory()
    browser = log_in(robin)
    before = {each.id for each in pips.proposal_for(trajectory.person).items}
    assert {"internship", "education-or-work"} <= before
    answer(browser, trajectory, "choice-dual-track", "internship")
    after = {each.id: each for each in pips.proposal_for(trajectory.person).items}
    assert "education-or-work" not in after
    assert "internship" in after
    assert "Taal- of werkstage</span>" in page_of(browser, trajectory)


def test_an_answer_of_today_corrects_ones_own_and_one_of_before_stays_in_the_history():
    trajectory, robin = a_trajectory()
    about = {"trajectory": trajectory, "question": "judgement-aftercare", "by": robin}
    before = timezone.now() - timedelta(days=7)
    actions.answer_design(answer="no", on=TODAY - timedelta(days=7), now=before, **about)
    actions.answer_design(answer="yes", on=TODAY, now=timezone.now(), **about)
    actions.answer_design(answer="no", on=TODAY, now=timezone.now(), **about)
    rows = list(DesignAnswer.objects.order_by("recorded_at").values_list("answer", "known_until"))
    assert rows == [("no", None), ("yes", TODAY), ("no", None)]
    actions.answer_design(answer="yes", on=TODAY, now=timezone.now(), **about)
    actions.answer_design(answer="", on=TODAY, now=timezone.now(), **about)
    assert "aftercare" in left_out(trajectory), "what held before holds again"


def test_who_comes_second_sees_both_answers_and_nothing_is_lost(log_in):
    trajectory, robin = a_trajectory()
    actions.answer_design(
        trajectory=trajectory, question="judgement-aftercare", answer="yes", on=TODAY, by=None, now=timezone.now()
    )
    said = answer(log_in(robin), trajectory, "judgement-aftercare", "no", seen="")
    assert said.status_code == 409
    assert "Intussen antwoordde een ander: “Ja”. U koos “Nee”." in said.content.decode()
    assert DesignAnswer.objects.get().answer == "yes"


@pytest.mark.parametrize(
    ("question", "said", "words"),
    [
        ("judgement-nergens", "yes", "stelt deze vraag niet"),
        ("judgement-aftercare", "misschien", "hoort niet bij de vraag"),
        ("choice-dual-track", "yes", "hoort niet bij de vraag"),
        ("judgement-aftercare", "", "nog niet beantwoord"),
        ("", "yes", "Kies een vraag en een antwoord"),
        ("a b", "yes", "Kies een vraag en een antwoord"),
    ],
)
def test_what_the_design_does_not_ask_is_refused_in_words(log_in, question, said, words):
    trajectory, robin = a_trajectory()
    found = answer(log_in(robin), trajectory, question, said)
    assert found.status_code == 400
    assert words in found.content.decode()
    assert not DesignAnswer.objects.exists()


def test_only_who_decides_about_somebody_answers_and_a_school_reads_nothing_of_it(log_in):
    school = a_school()
    trajectory, robin = a_trajectory(partners=[school])
    people.share(people=[trajectory.person], organisation=school, since=START, now=timezone.now())
    teacher = log_in(a_user(school, Role.LANGUAGE_PROVIDER, name="Sam"))
    assert NEEDS_COACH not in page_of(teacher, trajectory)
    assert answer(teacher, trajectory, "judgement-aftercare", "yes").status_code == 404
    leader = log_in(a_user(trajectory.person.municipality, Role.PROJECT_LEADER, name="Lou"))
    assert NEEDS_COACH in page_of(leader, trajectory)
    assert answer(leader, trajectory, "judgement-aftercare", "yes").status_code == 404
    url = reverse("answer-question", args=[a_participant(trajectory.person.municipality, name="Bo").pk])
    data = {"vraag": "judgement-aftercare", "antwoord": "yes", "idempotency_key": key()}
    assert log_in(robin).post(url, data).status_code == 404, "who is in no trajectory is asked nothing"
    assert not DesignAnswer.objects.exists()


def test_the_programme_counts_of_how_many_a_question_is_open(log_in):
    trajectory, robin = a_trajectory()
    browser = log_in(robin)
    url = reverse("programme-progress", args=[trajectory.programme.slug])
    page = " ".join(browser.get(url).content.decode().split())
    assert NEEDS_COACH in page
    assert reverse("progress", args=[trajectory.person_id]) + "#beslissen" in page
    answer(browser, trajectory, "judgement-aftercare", "no")
    assert NEEDS_COACH not in browser.get(url).content.decode()


def test_an_answer_is_in_the_log_with_its_question_and_without_what_was_said(log_in):
    trajectory, robin = a_trajectory()
    answer(log_in(robin), trajectory, "judgement-aftercare", "no")
    entry = Entry.objects.get(deed="design-question-answered")
    assert (entry.person, entry.detail) == (trajectory.person_id, {"question": "judgement-aftercare"})
