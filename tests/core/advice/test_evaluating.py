"""The evaluator: sound whatever was not asked, monotone where the tree promises it, and every change is real."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain, combinations, product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.core.advice.builders import (
    ANSWERS,
    CLASSES,
    IDS,
    NOT_ASKED,
    SLOTS,
    THRESHOLDS,
    completed,
    everybody,
    evidence_of,
    people,
    somebody,
)
from tweespoor.core.advice import (
    CHOICES,
    CLASS,
    GROUP_OR_INDIVIDUAL,
    THRESHOLD_OF,
    AdviceError,
    Answer,
    advise,
    evaluate,
    groups_that_could_meet,
    inflow,
)
from tweespoor.core.advice import THRESHOLDS as ALL_THRESHOLDS
from tweespoor.core.advice.grouping import in_level_groups, most_seated
from tweespoor.core.facts import Fact
from tweespoor.core.week import week_grid

PATIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
"""A person has many answers to draw, which takes a while on a machine that is busy."""

ALL_SLOTS = [half_day.slug for half_day in week_grid()]


def findings(advices):
    return {name: finding for advice in advices for name, finding in advice.findings.items()}


def tree(evidence, **thresholds):
    return evaluate(
        GROUP_OR_INDIVIDUAL, evidence, thresholds={slug.replace("_", "-"): value for slug, value in thresholds.items()}
    )


@PATIENT
@given(st.data(), people(), THRESHOLDS)
def test_no_answer_can_bring_a_number_outside_its_bounds_or_an_answer_round(data, evidence, thresholds):
    before = advise(evidence, thresholds=thresholds)
    after = advise(data.draw(completed(evidence)), thresholds=thresholds)
    for name, finding in findings(after).items():
        asked = findings(before)[name]
        assert finding.measured.is_certain
        assert asked.measured.low <= finding.measured.low <= asked.measured.high
        assert asked.answer in (finding.answer, Answer.UNKNOWN)
    for known, unknown in zip(after, before, strict=True):
        assert set(known.outcomes) <= set(unknown.outcomes)
        assert set(known.path) <= set(unknown.path)
        assert len(known.outcomes) == 1 or not evidence.people


@PATIENT
@given(people(), THRESHOLDS)
def test_asking_whom_it_says_answers_the_questions_on_the_way(evidence, thresholds):
    for advice in advise(evidence, thresholds=thresholds):
        asked = {(missing.variable, person) for missing in advice.to_ask for person in missing.people}
        told = evidence_of(
            *(
                replace(
                    person,
                    facts={
                        **person.facts,
                        **{slug: Fact.none() for slug in ANSWERS if (slug, person.id) in asked},
                    },
                )
                for person in evidence.people
            )
        )
        unknown = [name for name in advice.path if advice.findings[name].answer is Answer.UNKNOWN]
        again = evaluate(advice.choice, told, thresholds=thresholds)
        assert [name for name in unknown if again.findings[name].answer is Answer.UNKNOWN and told.people] == []
        assert bool(asked) == (bool(unknown) and bool(evidence.people))


@settings(parent=PATIENT, max_examples=25)
@given(people(most=5), THRESHOLDS)
def test_every_claimed_change_turns_the_answer_round_and_none_nearer_does(evidence, thresholds):
    for advice in advise(evidence, thresholds=thresholds):
        for change in advice.changes:
            before = advice.findings[change.question].answer
            assert {before, change.answer} == {Answer.YES, Answer.NO}
            if change.threshold:
                applied = evaluate(
                    advice.choice, evidence, thresholds={**advice.thresholds, change.threshold: change.after}
                )
                nearer = range(
                    min(change.before, change.after) + (change.after < change.before),
                    max(change.before, change.after) + (change.after < change.before),
                )
                tried = [
                    evaluate(advice.choice, evidence, thresholds={**advice.thresholds, change.threshold: value})
                    for value in nearer
                ]
            else:
                applied = evaluate(
                    advice.choice, evidence, thresholds=thresholds, assumed={change.question: change.after}
                )
                nearer = range(min(change.before, change.after), max(change.before, change.after) + 1)
                tried = [
                    evaluate(advice.choice, evidence, thresholds=thresholds, assumed={change.question: value})
                    for value in nearer
                    if value != change.after
                ]
            assert applied.findings[change.question].answer is change.answer
            assert tuple(each.id for each in applied.outcomes) == change.outcomes
            assert change.answer not in [each.findings[change.question].answer for each in tried]


@settings(parent=PATIENT, max_examples=15)
@given(people(most=5), THRESHOLDS)
def test_an_answer_without_a_change_of_threshold_has_none_within_the_ends(evidence, thresholds):
    advice = evaluate(GROUP_OR_INDIVIDUAL, evidence, thresholds=thresholds)
    for name in advice.path:
        finding = advice.findings[name]
        slug = finding.question.against
        claimed = [change for change in advice.changes if change.question == name and change.threshold == slug]
        if finding.answer is Answer.UNKNOWN:
            continue
        known = THRESHOLD_OF[slug]
        answers = {
            evaluate(GROUP_OR_INDIVIDUAL, evidence, thresholds={**advice.thresholds, slug: value}).findings[name].answer
            for value in range(known.least, known.most + 1)
        }
        assert bool(claimed) == ({Answer.YES, Answer.NO} <= answers)


@PATIENT
@given(people(), st.integers(1, 6))
def test_a_larger_least_size_never_makes_more_mass(evidence, size):
    smaller, larger = (tree(evidence, group_size=each).findings["mass"].measured for each in (size, size + 1))
    assert larger.low <= smaller.low
    assert larger.high <= smaller.high


@PATIENT
@given(people(), st.sampled_from(["a0", "a1", "b1"]), THRESHOLDS)
def test_one_more_person_never_leaves_fewer_people_in_groups(evidence, level, thresholds):
    more = evidence_of(*evidence.people, somebody("new", speaking_level=level))
    before, after = (evaluate(GROUP_OR_INDIVIDUAL, each, thresholds=thresholds).findings for each in (evidence, more))
    for name in ("mass", "own-class", "sectors", "timetable"):
        assert after[name].measured.low >= before[name].measured.low


@PATIENT
@given(people(), st.sampled_from(IDS), THRESHOLDS)
def test_a_class_that_somebody_may_switch_to_never_makes_the_timetable_worse(evidence, each, thresholds):
    assume(evidence.people)
    first, *others = evidence.people
    flexible = evidence_of(replace(first, options=tuple({*first.options, each})), *others)
    before, after = (
        evaluate(GROUP_OR_INDIVIDUAL, one, thresholds=thresholds).findings["switching"].measured
        for one in (evidence, flexible)
    )
    assert after.low >= before.low
    assert after.high >= before.high


@PATIENT
@given(people(), THRESHOLDS)
def test_switching_class_never_leaves_fewer_free_together_than_staying(evidence, thresholds):
    found = evaluate(GROUP_OR_INDIVIDUAL, evidence, thresholds=thresholds).findings
    assert found["switching"].measured.low >= found["timetable"].measured.low
    assert found["switching"].measured.high >= found["timetable"].measured.high


@PATIENT
@given(people(), THRESHOLDS)
def test_who_is_free_more_often_never_leaves_fewer_free_together(evidence, thresholds):
    freer = evidence_of(
        *(replace(each, facts={**each.facts, "unavailable-half-days": Fact.none()}) for each in evidence.people)
    )
    before, after = (
        evaluate(GROUP_OR_INDIVIDUAL, each, thresholds=thresholds).findings["timetable"].measured
        for each in (evidence, freer)
    )
    assert after.low >= before.low


@PATIENT
@given(people(), THRESHOLDS)
def test_groups_that_could_meet_hold_no_more_people_than_fit_groups_by_level(evidence, thresholds):
    groups = groups_that_could_meet(evidence, thresholds=thresholds)
    assert groups.people <= evaluate(GROUP_OR_INDIVIDUAL, evidence, thresholds=thresholds).findings["mass"].measured.low


@given(st.dictionaries(st.integers(0, 6), st.integers(0, 4), max_size=7), st.integers(1, 4), st.integers(0, 3))
def test_groups_by_level_hold_as_many_people_as_any_groups_could(levels, size, spread):
    groups = in_level_groups(levels, size=size, spread=spread)
    for group in groups:
        ranks = [levels[each] for each in group]
        assert len(group) >= size
        assert max(ranks) - min(ranks) <= spread
    members = list(chain.from_iterable(groups))
    assert len(members) == len(set(members))
    assert len(members) == most_in_groups(levels, size=size, spread=spread)


def most_in_groups(levels, *, size, spread):
    """The same by trying everything: the first person is left out, or in a group with any others."""
    if not levels:
        return 0
    first, *others = sorted(levels)
    best = most_in_groups({each: levels[each] for each in others}, size=size, spread=spread)
    for company in chain.from_iterable(combinations(others, count) for count in range(size - 1, len(others) + 1)):
        inside = {first, *company}
        ranks = [levels[each] for each in inside]
        if max(ranks) - min(ranks) <= spread:
            left = {each: rank for each, rank in levels.items() if each not in inside}
            best = max(best, len(inside) + most_in_groups(left, size=size, spread=spread))
    return best


@given(
    st.lists(st.lists(st.sampled_from("abc"), unique=True), max_size=5),
    st.fixed_dictionaries({each: st.integers(0, 2) for each in "abc"}),
)
def test_as_many_people_get_a_seat_as_any_seating_gives(wishes, seats):
    most = 0
    for seating in product(*[[None, *wish] for wish in wishes]):
        if all(seating.count(each) <= room for each, room in seats.items()):
            most = max(most, sum(each is not None for each in seating))
    assert len(most_seated(dict(enumerate(wishes)), seats=seats)) == most


def test_where_nobody_was_asked_nothing_is_said_and_everybody_is_to_be_asked():
    advices = advise(evidence_of(*everybody(20)))
    assert {finding.answer for finding in findings(advices).values()} == {Answer.UNKNOWN}
    for advice in advices:
        assert advice.outcome is None
        assert set(advice.outcomes) == set(advice.choice.outcomes)
        assert advice.changes == ()
        assert {len(missing.people) for missing in advice.to_ask} == {20}


def test_too_few_people_are_too_few_whatever_their_levels():
    found = tree(evidence_of(*everybody(7))).findings["mass"]
    assert (found.answer, found.measured.low, found.measured.high) == (Answer.NO, 0, 0)


def test_of_nobody_nothing_is_said_and_nobody_is_to_be_asked():
    for advice in advise(evidence_of()):
        assert {finding.answer for finding in advice.findings.values()} == {Answer.UNKNOWN}
        assert advice.to_ask == ()


def ready(number, *, level="a1", **facts):
    usual = {"class_": "one", "unavailable_half_days": Fact.none(), "wished_sectors": ("care",)}
    return somebody(number, speaking_level=level, learnability="middle", **{**usual, **facts})


def test_eight_alike_people_can_be_a_group():
    advice = tree(evidence_of(*(ready(number) for number in range(8))))
    assert advice.path == ("levels", "timetable", "sectors")
    assert advice.outcome.id == "feasible"


def test_two_levels_of_eight_people_are_mass_enough_and_of_seven_are_not():
    def half(count):
        return [ready(number, level="alfa-a" if number % 2 else "b1") for number in range(2 * count)]

    assert tree(evidence_of(*half(8))).outcome.id == "feasible"
    assert (tree(evidence_of(*half(7))).path, tree(evidence_of(*half(7))).outcome.id) == (("levels", "mass"), "hard")


def test_low_and_high_learnability_are_large_differences_at_one_level():
    def of(learning):
        return [
            replace(ready(number), facts={**ready(number).facts, "learnability": Fact.known(learning[number % 2])})
            for number in range(16)
        ]

    assert tree(evidence_of(*of(("low", "middle")))).findings["levels"].answer is Answer.NO
    assert tree(evidence_of(*of(("low", "high")))).findings["levels"].answer is Answer.YES


def test_the_test_of_duo_counts_where_nobody_estimated_learnability():
    def tested(number, result):
        facts = {**ready(number).facts, "learnability": NOT_ASKED, "learnability-test": Fact.known(result)}
        return replace(ready(number), facts=facts)

    same = tree(evidence_of(*(tested(number, "b1-attainable") for number in range(8)))).findings["levels"]
    assert (same.answer, same.measured.missing) == (Answer.NO, ())


def test_whoever_may_switch_to_a_class_with_a_seat_is_free_after_switching():
    free = {"unavailable_half_days": tuple(slot for slot in ALL_SLOTS if slot != "tue-morning")}
    stays = [ready(number, class_="two", **free, options=()) for number in range(3)]
    moves = [ready(number, class_="two", **free, options=("one",)) for number in range(3, 6)]
    found = tree(evidence_of(*stays, *moves), shared_half_days=1).findings
    assert found["timetable"].measured.low == 0
    assert found["switching"].measured.low == 1, "one seat is free in that class"


def test_the_distribution_over_half_days_is_told_whole():
    found = tree(
        evidence_of(
            somebody(1, class_="one", unavailable_half_days=("mon-afternoon",)),
            somebody(2, class_="two", unavailable_half_days=Fact.none()),
            somebody(3, class_="three"),
            somebody(4),
        )
    ).findings["timetable"]
    bars = {bar.slug: (bar.certain, bar.possible) for bar in found.measured.spreads[0].bars}
    assert len(bars) == len(ALL_SLOTS)
    assert {slot: bars[slot] for slot in SLOTS} == {
        "mon-morning": (1, 2),
        "mon-afternoon": (1, 3),
        "tue-morning": (1, 2),
    }
    assert {(missing.variable, missing.people) for missing in found.measured.missing} == {
        (CLASS, ("p4",)),
        ("unavailable-half-days", ("p3", "p4")),
    }


def test_inflow_is_counted_over_the_full_months_before_the_day():
    joined = [date(year, month, 10) for year, month in [(2021, 2), (2021, 1), (2020, 2), (2020, 1), (2020, 6)]]
    found = inflow(evidence_of(*(somebody(place, joined=day) for place, day in enumerate(joined)), somebody("x")))
    assert (found.people, found.unknown, len(found.months)) == (3, 1, 12)
    assert found.weeks_to_fill(3) == 52
    assert found.weeks_to_fill(8) == 139
    assert inflow(evidence_of()).weeks_to_fill(8) is None


def test_newcomers_are_those_of_the_last_months():
    days = [date(2020, 8, 10), date(2020, 9, 10), date(2021, 2, 10), date(2021, 3, 10)]
    evidence = evidence_of(*(somebody(place, joined=day) for place, day in enumerate(days)), somebody("x"))
    assert [person.id for person in evidence.newcomers(months=6).people] == ["p1", "p2"]


def test_what_cannot_be_is_refused_with_what_and_where():
    with pytest.raises(AdviceError, match="participant p1, class: there is no class 'nowhere'"):
        evidence_of(somebody(1, class_="nowhere"))
    with pytest.raises(AdviceError, match="participant p1, options: there is no class 'nowhere'"):
        evidence_of(somebody(1, options=["nowhere"]))
    with pytest.raises(AdviceError, match="participant p1 occurs twice"):
        evidence_of(somebody(1), somebody(1))
    with pytest.raises(AdviceError, match="class one occurs twice"):
        evidence_of(classes=(*CLASSES, CLASSES[0]))
    with pytest.raises(AdviceError, match="there is no threshold 'size'; there are level-spread"):
        tree(evidence_of(), size=3)
    with pytest.raises(AdviceError, match="threshold group-size: 0 is not from 1 to 40"):
        tree(evidence_of(), group_size=0)


def test_the_trees_are_whole():
    for choice in CHOICES:
        names = {*choice.question_of, *choice.outcome_of}
        ways = {way for question in choice.questions for way in (question.yes, question.no)}
        assert {choice.first, *ways} == names, choice.id
        assert {slug for question in choice.questions for slug in question.thresholds} <= set(THRESHOLD_OF)
        for each in (choice, *choice.questions, *choice.outcomes):
            assert each.text.nl
            assert each.text.en
            assert each.section
    used = {slug for choice in CHOICES for question in choice.questions for slug in question.thresholds}
    assert {each.slug for each in ALL_THRESHOLDS} - used == {"newcomer-months"}
    for each in ALL_THRESHOLDS:
        assert each.least <= each.default <= each.most
        assert each.source.nl
        assert each.source.en
