"""A design made out for a person: dates within phases, reasons for what does not apply, questions for what is open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.designs.builders import FACT_OF, a_block, a_phase, design_data, designed, label, read
from tweespoor.core.designs import Demand, Wish, asked_about, classes, demands, instantiate, offers, pilot, pilots
from tweespoor.core.facts import Fact, Value

START = date(2020, 9, 7)

ANSWERS: dict[str, Fact[Value]] = {
    "settled-on": Fact.known(date(2020, 1, 1)),
    "speaking-level": Fact.known("a2"),
    "learnability": Fact.known("low"),
    "target-group": Fact.known("status-holder"),
    "education-in-origin": Fact.known("primary"),
    "route": Fact.known("b1"),
    "obstacles": Fact.known(("debts",)),
    "on-benefit": Fact.known(True),
    "birth-date": Fact.known(date(1999, 5, 5)),
    "phase-goal-phase-1": Fact.known(True),
    "judgement-ready": Fact.known(True),
}


@settings(max_examples=70, deadline=None)
@given(design_data(), st.sets(st.sampled_from(sorted(ANSWERS))))
def test_every_block_is_planned_left_out_with_a_reason_or_undecided_with_a_question(
    data: dict[str, Any], asked: set[str]
) -> None:
    plan = instantiate(read(data), facts={key: ANSWERS[key] for key in asked}, start=START)
    found = [
        *(planned.block.id for planned in plan.blocks),
        *(left.block.id for left in plan.left_out),
        *(open_.block.id for open_ in plan.undecided),
    ]
    assert sorted(found) == sorted(block["id"] for block in data["blocks"])
    assert all(left.reason.nl and left.reason.en for left in plan.left_out)
    assert all(open_.questions for open_ in plan.undecided)
    assert {q.about for open_ in plan.undecided for q in open_.questions} <= {q.about for q in plan.questions}


@settings(max_examples=70, deadline=None)
@given(design_data(choices=False), st.sets(st.sampled_from(sorted(ANSWERS))), st.booleans())
def test_a_fact_that_was_not_asked_never_decides_a_condition(
    data: dict[str, Any], asked: set[str], explicit: bool
) -> None:
    missing = {key: Fact[Value].not_asked() for key in ANSWERS if key not in asked} if explicit else {}
    plan = instantiate(read(data), facts={**{key: ANSWERS[key] for key in asked}, **missing}, start=START)
    needed = {
        block["id"]: {FACT_OF[next(iter(condition))] for condition in block.get("conditions", [])}
        for block in data["blocks"]
    }
    for planned in plan.blocks:
        assert needed[planned.block.id] <= asked
    for open_ in plan.undecided:
        assert all(question.about not in asked for question in open_.questions)


@settings(max_examples=70, deadline=None)
@given(design_data())
def test_dates_of_blocks_and_rhythms_lie_within_the_phases(data: dict[str, Any]) -> None:
    design = read(data)
    plan = instantiate(design, facts=ANSWERS, start=START)
    assert plan.phases[0].start == START
    for earlier, later in zip(plan.phases, plan.phases[1:], strict=False):
        assert later.start == (earlier.end + timedelta(days=1) if earlier.end else later.start)
    for planned in plan.blocks:
        own = [p for p in plan.phases if not planned.block.when.phases or p.phase.id in planned.block.when.phases]
        assert planned.start >= own[0].start
        assert planned.end is None or planned.start <= planned.end
        if own[-1].end is not None:
            assert planned.end is not None
            assert planned.end <= own[-1].end
    assert all(START <= dated.due <= plan.until for dated in plan.cadences)


@settings(max_examples=60, deadline=None)
@given(design_data())
def test_demands_ask_only_for_activities_that_are_offered_and_each_at_most_once(data: dict[str, Any]) -> None:
    design = read(data)
    plan = instantiate(design, facts=ANSWERS, start=START)
    asked = [wish.activity for demand in demands(plan) for wish in demand.any_of]
    assert set(asked) <= {offer.id for offer in offers(design)}
    assert len(asked) == len(set(asked))


@settings(max_examples=60, deadline=None)
@given(design_data())
def test_offers_fit_in_a_week_and_in_their_own_limits(data: dict[str, Any]) -> None:
    for offer in offers(read(data)):
        assert 1 <= offer.sessions <= 5
        assert offer.length >= 1
        assert offer.weeks >= 1
        assert 1 <= offer.min_size <= offer.max_size
        assert offer.level_min.rank <= offer.level_max.rank


def test_the_light_start_of_hoeksche_waard_ends_after_three_months_and_the_course_begins_then() -> None:
    facts: dict[str, Fact[Value]] = {"settled-on": Fact.known(date(2020, 8, 1))}
    plan = instantiate(pilot("hoeksche-waard"), facts=facts, start=START)
    dated = [(total.total.id, total.start, total.end) for total in plan.totals]
    assert dated == [("light-start", START, date(2020, 10, 31)), ("full", date(2020, 11, 1), None)]
    course = plan.by_block["worker-skills"]
    assert (course.start, len(course.weeks)) == (date(2020, 11, 1), 12)
    assert plan.takes_part is True


def test_who_lives_there_longer_than_a_year_is_not_for_hoeksche_waard_and_reads_why() -> None:
    facts: dict[str, Fact[Value]] = {"settled-on": Fact.known(date(2019, 9, 7))}
    plan = instantiate(pilot("hoeksche-waard"), facts=facts, start=START)
    assert plan.takes_part is False
    assert [refusal.nl for refusal in plan.refusals] == ["woont 12 maanden of langer in de gemeente"]


def test_whether_somebody_takes_part_stays_open_until_benefit_is_asked() -> None:
    plan = instantiate(pilot("lochem"), facts={}, start=START)
    assert plan.takes_part is None
    assert "on-benefit" in {question.about for question in plan.questions}
    none: dict[str, Fact[Value]] = {"on-benefit": Fact.none()}
    assert instantiate(pilot("lochem"), facts=none, start=START).takes_part is False


def test_learnability_decides_between_six_and_three_hours_of_extra_language() -> None:
    def extra(facts: dict[str, Fact[Value]]) -> tuple[set[str], set[str]]:
        plan = instantiate(pilot("drechtsteden"), facts=facts, start=START)
        names = {"extra-language-fast", "extra-language-slow"}
        return names & set(plan.by_block), names & {open_.block.id for open_ in plan.undecided}

    assert extra({"learnability": Fact.known("high")}) == ({"extra-language-fast"}, set())
    assert extra({"learnability": Fact.known("low")}) == ({"extra-language-slow"}, set())
    assert extra({}) == (set(), {"extra-language-fast", "extra-language-slow"})


def test_a_professionals_choice_is_asked_until_it_is_made() -> None:
    plan = instantiate(pilot("arnhem"), facts={}, start=START)
    assert {"restaurant", "mask-factory"} <= {open_.block.id for open_ in plan.undecided}
    assert "choice-workplace" in {question.about for question in plan.questions}
    chosen = instantiate(pilot("arnhem"), facts={"choice-workplace": Fact.known("restaurant")}, start=START)
    assert "restaurant" in chosen.by_block
    assert {left.block.id: left.reason.en for left in chosen.left_out}["mask-factory"] == (
        "the choice is Working in the restaurant"
    )


def test_a_free_choice_is_one_demand_and_its_hours_count_once() -> None:
    plan = instantiate(pilot("hengelo"), facts={"on-benefit": Fact.known(True)}, start=START)
    assert demands(plan) == (
        Demand(80, (Wish("module"),)),
        Demand(130, (Wish("vocational-technique"), Wish("vocational-care"))),
    )
    assert plan.hours(week=2).min_minutes == (9 + 3 + 3) * 60
    assert plan.hours(week=2).max_minutes == (9 + 3 + 15) * 60
    picked = instantiate(pilot("hengelo"), facts={"choice-vocational": Fact.known("vocational-care")}, start=START)
    assert demands(picked)[1] == Demand(130, (Wish("vocational-care"),))


def test_arnhems_rhythms_get_their_dates() -> None:
    plan = instantiate(pilot("arnhem"), facts={}, start=START)
    due: dict[str, list[date]] = {}
    for dated in plan.cadences:
        due.setdefault(dated.cadence.id, []).append(dated.due)
    assert due["intake"] == [date(2020, 10, 5)]
    assert due["evaluation"] == [date(2021, 2, 7)]
    assert due["case-meeting"] == [START + timedelta(weeks=4 * count) for count in range(1, 7)]
    assert [dated.due for dated in plan.cadences] == sorted(dated.due for dated in plan.cadences)


def test_a_job_coachs_rhythm_starts_with_the_placement_and_not_before() -> None:
    without = instantiate(pilot("drechtsteden"), facts={}, start=START)
    assert [dated for dated in without.cadences if dated.cadence.id == "job-coach-contact"] == []
    ready: dict[str, Fact[Value]] = {"judgement-ready-to-participate": Fact.known(True)}
    placed = instantiate(pilot("drechtsteden"), facts=ready, start=START)
    dates = [dated.due for dated in placed.cadences if dated.cadence.id == "job-coach-contact"]
    assert dates[:2] == [START + timedelta(weeks=2), START + timedelta(weeks=4)]
    assert len(dates) == 12


def test_routes_of_midden_brabant_follow_the_route_and_wait_for_it() -> None:
    plan = instantiate(pilot("midden-brabant"), facts={"route": Fact.known("education")}, start=START)
    assert "plus-education" in plan.by_block
    reasons = {left.block.id: left.reason.nl for left in plan.left_out}
    assert reasons["plus-z"] == "Leerroute: niet Zelfredzaamheidsroute (Z-route)"
    waiting = instantiate(pilot("midden-brabant"), facts={}, start=START)
    assert {"plus-b1-work", "plus-z", "plus-education"} <= {open_.block.id for open_ in waiting.undecided}


def test_phases_of_roermond_follow_each_other_to_the_day() -> None:
    plan = instantiate(pilot("roermond"), facts={}, start=START)
    dates = [(dated.start, dated.end) for dated in plan.phases]
    assert dates == [
        (date(2020, 9, 7), date(2020, 12, 6)),
        (date(2020, 12, 7), date(2021, 5, 9)),
        (date(2021, 5, 10), date(2021, 10, 10)),
    ]


def test_a_rhythm_can_change_after_a_while() -> None:
    quarter = {"months": 3}
    first = {"id": "a", "label": label(), "about": "participant", "every": {"months": 1}, "lasting": quarter}
    then = {"id": "b", "label": label(), "about": "participant", "every": {"months": 2}, "starts_after": quarter}
    design = designed(phases=[a_phase("phase-1", 40)], cadences=[{**first, "source": "own"}, {**then, "source": "own"}])
    plan = instantiate(design, facts={}, start=date(2021, 1, 1))
    assert [(dated.cadence.id, dated.due) for dated in plan.cadences] == [
        ("a", date(2021, 2, 1)),
        ("a", date(2021, 3, 1)),
        ("a", date(2021, 4, 1)),
        ("b", date(2021, 6, 1)),
        ("b", date(2021, 8, 1)),
        ("b", date(2021, 10, 1)),
    ]


def test_a_block_whose_time_is_over_before_somebody_may_start_is_left_out_with_the_date() -> None:
    design = designed(blocks=[a_block(conditions=[{"settled_at_least_months": 12}])])
    plan = instantiate(design, facts={"settled-on": Fact.known(START)}, start=START)
    assert [left.reason.en for left in plan.left_out] == ["only from 2021-09-07, after this block"]


def test_a_conversation_lesson_is_offered_for_two_and_a_week_of_theme_days_as_whole_days() -> None:
    conversation = {offer.id: offer for offer in offers(pilot("hoeksche-waard"))}["conversation"]
    assert (conversation.min_size, conversation.max_size, conversation.sessions) == (2, 2, 1)
    assert "min_size" not in conversation.assumed
    summer = {offer.id: offer for offer in offers(pilot("hoeksche-waard"))}["summer-school"]
    assert (summer.sessions, summer.length, summer.weeks) == (5, 2, 6)
    sport = {offer.id: offer for offer in offers(pilot("vijfheerenlanden"))}["sport"]
    assert [half_day.slug for half_day in sport.avoid] == ["wed-afternoon"]


def test_what_is_not_stated_about_an_offer_is_named_as_assumed() -> None:
    for design in pilots():
        for offer in offers(design):
            block = design.block(offer.id)
            assert ("sessions" in offer.assumed) >= block.intensity.assumed
            stated_size = block.group.size is not None and block.group.size.stated is not None
            assert ("max_size" in offer.assumed) == (not stated_size)


def test_the_condition_on_the_level_limits_who_a_group_is_planned_for() -> None:
    block = a_block("training", kind="vocational", conditions=[{"speaking_level": {"lowest": "a1", "highest": "b1"}}])
    offer = offers(designed(blocks=[block]))[0]
    assert (offer.level_min.value, offer.level_max.value) == ("a1", "b1")
    assert not {"level_min", "level_max"} & set(offer.assumed)
    high = a_block("training", kind="vocational", conditions=[{"speaking_level": {"lowest": "c1"}}])
    assert offers(designed(blocks=[high]))[0].level_max.value == "c1"


def test_a_class_of_five_hour_lessons_takes_two_half_days_each() -> None:
    spans = {spec.id: spec.half_days for spec in classes(pilot("vijfheerenlanden"))}
    assert (spans["language-a2"].min, spans["language-a2"].max) == (8, 8)
    assert (spans["language-evening"].min, spans["language-evening"].max) == (2, 2)
    assert [part.value for part in classes(pilot("vijfheerenlanden"))[2].dayparts] == ["evening"]


def test_nothing_but_what_a_design_asks_about_decides_what_it_is_for_somebody() -> None:
    for design in pilots():
        asked = asked_about(design)
        everything = instantiate(design, facts=ANSWERS, start=START)
        known = {key: fact for key, fact in ANSWERS.items() if key in asked}
        assert instantiate(design, facts=known, start=START) == everything
        assert {each.about for each in instantiate(design, facts={}, start=START).questions} <= asked


@settings(max_examples=40, deadline=None)
@given(design_data(), st.sets(st.sampled_from(sorted(ANSWERS))))
def test_what_a_design_asks_about_is_enough_and_holds_every_question(data: dict[str, Any], told: set[str]) -> None:
    design = read(data)
    asked = asked_about(design)
    plan = instantiate(design, facts={key: ANSWERS[key] for key in told}, start=START)
    assert instantiate(design, facts={key: ANSWERS[key] for key in told & asked}, start=START) == plan
    assert {each.about for each in plan.questions} <= asked
