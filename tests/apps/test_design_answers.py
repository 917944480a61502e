"""What a design asks a professional: judged, chosen, changed and taken back, and what follows in the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.apps.conftest import a_municipality, a_participant, a_school, a_user, key
from tests.apps.dossiers import a_programme, start
from tests.apps.plans import a_draft, a_signed_plan
from tests.apps.test_progress import START, a_trajectory, post
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people import actions as people
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories.actions import pips as deeds
from tweespoor.apps.trajectories.models import DesignAnswer, PipVersion
from tweespoor.apps.trajectories.queries import pips
from tweespoor.apps.trajectories.queries import progress as trajectories
from tweespoor.apps.trajectories.queries.answers import asked_of_people
from tweespoor.core.designs import PILOT_IDS
from tweespoor.core.pips import Departure, fingerprint
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = timezone.localdate()
NEEDS_COACH = "Krijgt de deelnemer dit: Jobcoaching?"


def page_of(browser, trajectory):
    return " ".join(browser.get(reverse("progress", args=[trajectory.person_id])).content.decode().split())


def answer(browser, trajectory, question, said, *, seen="", at="progress", **more):
    return post(browser, "answer-question", trajectory, vraag=question, antwoord=said, gezien=seen, terug=at, **more)


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


def plan_page(browser, trajectory):
    return " ".join(browser.get(reverse("plan", args=[trajectory.person_id])).content.decode().split())


def departures(trajectory):
    row = PipVersion.objects.get(person=trajectory.person, status__in=["draft", "discussed"])
    return {item.id: item.departure for item in pips.pip_of(row).items}


def test_the_plan_asks_what_is_open_and_shows_what_was_asked_with_when_and_by_whom(log_in):
    trajectory, robin = a_trajectory()
    browser = log_in(robin)
    page = plan_page(browser, trajectory)
    assert NEEDS_COACH in page
    assert "Keuze na fase 1" in page
    said = answer(browser, trajectory, "judgement-aftercare", "no", at="plan")
    assert said.request["PATH_INFO"] == reverse("plan", args=[trajectory.person_id])
    assert "Het antwoord is bewaard. Het voorstel voor het plan volgt." in said.content.decode()
    page = plan_page(browser, trajectory)
    assert page.index("Beslist (1)") < page.index(NEEDS_COACH)
    assert f"sinds {date_format(TODAY, 'j F Y')} · {robin.name}" in page
    back = answer(browser, trajectory, "judgement-aftercare", "", seen=str(DesignAnswer.objects.get().pk), at="plan")
    assert "Beslist (" not in back.content.decode()


def test_a_plan_that_is_worked_on_follows_and_has_to_be_discussed_again(log_in):
    trajectory, robin = a_trajectory(act="act-2021", target_group="status-holder", on_benefit=True)
    row = a_draft(trajectory.person, by=robin)
    deeds.mark_discussed(version=row, on=TODAY, by=robin, now=timezone.now())
    assert departures(trajectory)["aftercare"] is Departure.OPEN
    browser = log_in(robin)
    said = answer(browser, trajectory, "judgement-aftercare", "yes", at="plan").content.decode()
    assert "Het plan waaraan gewerkt wordt, volgt." in said
    assert departures(trajectory)["aftercare"] is Departure.AS_PROPOSED
    row.refresh_from_db()
    assert (row.status, row.discussed_on) == ("draft", None)
    answer(browser, trajectory, "choice-dual-track", "internship", at="plan")
    assert "education-or-work" not in departures(trajectory)
    assert departures(trajectory)["internship"] is Departure.AS_PROPOSED
    kept = DesignAnswer.objects.get(question="judgement-aftercare")
    answer(browser, trajectory, "judgement-aftercare", "", seen=str(kept.pk))
    assert departures(trajectory)["aftercare"] is Departure.OPEN
    assert Entry.objects.filter(deed="pip-changed", person=trajectory.person_id).count() >= 3


def test_what_was_chosen_in_the_draft_is_not_asked_again(log_in):
    trajectory, robin = a_trajectory()
    row = deeds.begin_pip(person=trajectory.person, by=robin, now=timezone.now())
    plan = pips.pip_of(row)
    chosen = tuple(
        replace(item, agreed=item.proposed) if item.id in ("aftercare", "internship") else item for item in plan.items
    )
    deeds.save_part(
        version=row,
        part="items",
        mine=replace(plan, items=chosen),
        based_on=fingerprint(plan, part="items"),
        by=robin,
        now=timezone.now(),
    )
    browser = log_in(robin)
    for page in (plan_page(browser, trajectory), page_of(browser, trajectory)):
        assert "Wat u beslist" not in page


def test_what_a_signed_plan_decides_is_not_asked_again(log_in):
    trajectory, robin = a_trajectory(act="act-2021", target_group="status-holder", on_benefit=True)
    row = a_draft(trajectory.person, by=robin)
    plan = pips.pip_of(row)
    chosen = tuple(replace(each, agreed=each.proposed) if each.id == "internship" else each for each in plan.items)
    based_on = fingerprint(plan, part="items")
    deeds.save_part(
        version=row,
        part="items",
        mine=replace(plan, items=chosen),
        based_on=based_on,
        by=robin,
        now=timezone.now(),
    )
    row.refresh_from_db()
    signing = deeds.Signing(participant="Anna", case_manager="Kim", signed_on=TODAY)
    deeds.sign_pip(version=row, signing=signing, based_on=row.revision, by=robin, now=timezone.now())
    browser = log_in(robin)
    programme = browser.get(reverse("programme-progress", args=[trajectory.programme.slug])).content.decode()
    for page in (plan_page(browser, trajectory), page_of(browser, trajectory), programme):
        assert "Keuze na fase 1" not in page
        assert NEEDS_COACH in page, "of what the plan does not have, nobody said so"
    (asked,) = asked_of_people([trajectory.person_id]).values()
    assert [each.key for each in asked.open] == ["judgement-aftercare"]


def test_a_choice_that_a_signed_plan_leaves_free_is_the_planners_and_asked_nowhere(log_in):
    trajectory, robin = a_trajectory(act="act-2021", target_group="status-holder", on_benefit=True)
    a_signed_plan(trajectory.person, by=robin, signed_on=TODAY, now=timezone.now())
    found = trajectories.progress_of(trajectory, on=TODAY, today=TODAY)
    (asked,) = asked_of_people([trajectory.person_id]).values()
    assert [each.key for each in asked.open] == ["judgement-aftercare"]
    assert asked.open == found.open_questions


def test_a_signed_plan_stays_as_it_is_and_the_next_begins_with_the_answer(log_in):
    trajectory, robin = a_trajectory(act="act-2021", target_group="status-holder", on_benefit=True)
    row = a_signed_plan(trajectory.person, by=robin, signed_on=TODAY, now=timezone.now())
    before = PipVersion.objects.get(pk=row.pk).content
    said = answer(log_in(robin), trajectory, "judgement-aftercare", "yes", at="plan").content.decode()
    assert "Het getekende plan verandert niet; een nieuw plan begint ermee." in said
    assert PipVersion.objects.get(pk=row.pk).content == before
    deeds.begin_pip(person=trajectory.person, reason="phase", by=robin, now=timezone.now())
    assert departures(trajectory)["aftercare"] is Departure.AS_PROPOSED


@pytest.mark.parametrize("at", ["plan", "progress"])
def test_about_a_trajectory_that_stopped_nothing_is_decided_any_more(log_in, at):
    trajectory, robin = a_trajectory()
    actions.end_trajectory(trajectory=trajectory, on=TODAY, reason=None, by=robin, now=timezone.now())
    browser = log_in(robin)
    said = answer(browser, trajectory, "judgement-aftercare", "yes", at=at, traject=trajectory.pk)
    assert said.status_code == 409
    assert "Dit traject is gestopt." in said.content.decode()
    start(trajectory.person, a_programme(trajectory.person.municipality), started_on=TODAY)
    said = answer(browser, trajectory, "judgement-aftercare", "yes", at=at, traject=trajectory.pk)
    assert said.status_code == 409, "the answer was about the trajectory of before"
    with pytest.raises(Refused, match="gestopt"):
        actions.answer_design(
            trajectory=trajectory, question="judgement-aftercare", answer="yes", on=TODAY, by=robin, now=timezone.now()
        )
    assert not DesignAnswer.objects.exists()


def test_taking_back_twice_takes_back_one_answer(log_in):
    trajectory, robin = a_trajectory()
    about = {"trajectory": trajectory, "question": "judgement-aftercare", "by": robin}
    week = timedelta(days=7)
    actions.answer_design(answer="no", on=TODAY - week, now=timezone.now() - week, **about)
    row = actions.answer_design(answer="yes", on=TODAY, now=timezone.now(), **about)
    browser = log_in(robin)
    answer(browser, trajectory, "judgement-aftercare", "", seen=str(row.pk))
    again = answer(browser, trajectory, "judgement-aftercare", "", seen=str(row.pk))
    assert again.status_code == 409
    assert "Dit is intussen al veranderd." in again.content.decode()
    assert "aftercare" in left_out(trajectory), "what held before holds again, and was not taken back too"


def test_who_reads_part_of_the_plan_reads_no_questions_in_it(log_in):
    trajectory, _robin = a_trajectory()
    leader = log_in(a_user(trajectory.person.municipality, Role.PROJECT_LEADER, name="Lou"))
    page = plan_page(leader, trajectory)
    assert "Nog geen plan" in page
    assert "Wat u beslist" not in page
    assert answer(leader, trajectory, "judgement-aftercare", "yes", at="plan").status_code == 404


@pytest.mark.parametrize("slug", PILOT_IDS)
def test_what_many_are_asked_at_once_is_what_each_is_asked_alone(slug):
    roermond = a_municipality()
    programme = a_programme(roermond, slug=slug)
    told = [{}, {"on_benefit": True}, {"on_benefit": True, "learnability": "high"}, {"speaking_level": "b1"}]
    people = [a_participant(roermond, name=f"P{place}", **facts) for place, facts in enumerate(told * 2)]
    for place, person in enumerate(people):
        row = start(person, programme, started_on=START + timedelta(weeks=place))
        question = trajectories.questions_about(row)[0] if trajectories.questions_about(row) and place > 3 else None
        if question:
            said = {"trajectory": row, "question": question.key, "on": TODAY, "by": None, "now": timezone.now()}
            actions.answer_design(answer=question.options[place % 2][0], **said)
    asked = asked_of_people([person.pk for person in people])
    for found in trajectories.progress_in(programme, on=TODAY, today=TODAY):
        mine = asked[found.trajectory.person_id]
        assert mine.open == found.open_questions
        assert set(mine.said) == {each.key for each in found.settled_questions}
