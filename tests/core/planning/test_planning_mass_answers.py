"""What replications of the queue say together, and what may be claimed about it."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isclose

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.mass_towns import a_scenario, a_town, somebody, sport

from tweespoor.core.planning.mass import (
    Arrangement,
    Estimate,
    History,
    Measure,
    Outcome,
    Wait,
    findings,
    kaplan_meier,
    run_queue,
    simulate,
    summarise,
)
from tweespoor.core.planning.mass.bootstrap import draws, interval, student, survival

ALONE, TOGETHER, NO_MINIMUM = Arrangement.ALONE, Arrangement.TOGETHER, Arrangement.NO_MINIMUM
WAITS = st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=15)


@pytest.mark.parametrize(
    ("waits", "shares", "median"),
    [
        ([(1, True), (2, False), (3, True), (4, False), (5, True)], {0: 1, 1: 0.8, 4: 0.8 * 2 / 3, 5: 0}, 5),
        ([(2, True), (2, False), (4, True), (6, False)], {1: 1, 2: 0.75, 4: 0.375, 99: 0.375}, 4),
        ([(3, True), (3, True), (7, False), (7, False)], {2: 1, 3: 0.5}, 3),
        ([(9, False), (4, False)], {0: 1, 9: 1}, inf),
        ([(0, True)], {0: 0}, 0),
        ([], {0: 1}, inf),
    ],
)  # fmt: skip
def test_the_estimator_gives_what_a_calculation_by_hand_gives(
    waits: list[tuple[int, bool]], shares: dict[int, float], median: float
) -> None:
    curve = kaplan_meier(waits)
    assert {day: pytest.approx(share) for day, share in shares.items()} == {d: curve.still_waiting(d) for d in shares}
    assert curve.quantile(0.5) == median


@given(st.lists(st.integers(0, 30), min_size=1, max_size=20), st.integers(0, 35))
@settings(deadline=None, max_examples=60)
def test_where_everybody_starts_the_estimate_is_the_plain_share(days: list[int], after: int) -> None:
    curve = kaplan_meier([(each, True) for each in days])
    assert isclose(curve.still_waiting(after), sum(each > after for each in days) / len(days), abs_tol=1e-9)


@given(WAITS, WAITS)
@settings(deadline=None, max_examples=60)
def test_estimates_for_many_samples_at_once_agree_with_the_plain_estimator(
    one: list[tuple[int, bool]], two: list[tuple[int, bool]]
) -> None:
    starts = np.array([[sum(w == (day, True) for w in row) for day in range(14)] for row in (one, two)], dtype=float)
    last = np.array([[sum(w[0] == day for w in row) for day in range(14)] for row in (one, two)], dtype=float)
    for waits, shares in zip((one, two), survival(starts, last), strict=True):
        if waits:
            assert [pytest.approx(kaplan_meier(waits).still_waiting(day)) for day in range(14)] == list(shares)
        else:
            assert np.isnan(shares).all()


@pytest.mark.parametrize(("freedom", "value"), [(5, 2.571), (9, 2.262), (19, 2.093), (30, 2.042), (1000, 1.962)])
def test_the_tail_of_students_t_is_that_of_the_tables(freedom: int, value: float) -> None:
    assert student(freedom) == pytest.approx(value, abs=0.001)


def test_the_interval_of_a_mean_is_about_as_wide_as_students() -> None:
    measured = np.array([3.1, 4.0, 2.2, 5.6, 3.9, 4.4, 2.8, 3.3, 4.9, 3.8, 4.1, 2.9])
    found = interval(draws(12, seed=4) @ measured / 12, replications=12)
    assert found is not None
    half = student(11) * measured.std(ddof=1) / 12**0.5
    assert found.value == pytest.approx(measured.mean())
    assert found.low == pytest.approx(measured.mean() - half, abs=0.12 * half)
    assert found.high == pytest.approx(measured.mean() + half, abs=0.12 * half)


def an_outcome(alone: list[list[int | None]], together: list[list[int | None]], *, months: int = 12) -> Outcome:
    """Waits of each replication in days; None for who never starts and is seen for the whole time."""
    scenario = a_scenario(a_town("noord"), a_town("zuid"), months=months)

    def history(waits: list[int | None]) -> History:
        return History(
            waits=tuple(
                Wait(
                    person=str(number),
                    municipality="noord",
                    trainings=("sport",),
                    arrived=0,
                    days=scenario.last_day if days is None else days,
                    placed=days is not None,
                )
                for number, days in enumerate(waits)
            ),
            groups=(),
        )

    histories = {each: tuple(map(history, rows)) for each, rows in ((ALONE, alone), (TOGETHER, together))}
    return Outcome(scenario=scenario, seed=1, histories=histories)


def test_estimates_are_what_a_calculation_by_hand_gives() -> None:
    summary = summarise(an_outcome([[30, 100, 200, None]] * 6, [[30, 40, 50, 400 - 40]] * 6))
    alone, together = summary.overall.estimates[ALONE], summary.overall.estimates[TOGETHER]
    less = summary.overall.minus_alone[TOGETHER]
    assert (summary.requests, summary.people) == (24, 24)
    assert [alone[each] for each in (Measure.STILL_3, Measure.STILL_6, Measure.STILL_12)] == [
        Estimate(each, each, each) for each in (0.75, 0.5, 0.25)
    ]
    assert alone[Measure.MEDIAN] == Estimate(*[100 / 30.4375] * 3)
    assert together[Measure.STILL_6] == Estimate(0.25, 0.25, 0.25)
    assert less[Measure.STILL_6] == Estimate(-0.25, -0.25, -0.25)
    assert alone[Measure.GROUPS] == Estimate(0, 0, 0)
    assert alone[Measure.GROUP_SIZE] is None
    assert summary.municipalities["noord"].estimates[ALONE] == alone
    assert summary.municipalities["zuid"].estimates[ALONE][Measure.MEDIAN] is None


def test_a_difference_is_paired_so_that_luck_with_arrivals_cancels_out() -> None:
    rows: list[list[int | None]] = [[10] * n + [300] * (20 - n) for n in (2, 5, 8, 11, 14, 17)]
    better: list[list[int | None]] = [
        [10] * (len(row) - row.count(300) + 2) + [300] * (row.count(300) - 2) for row in rows
    ]
    overall = summarise(an_outcome(rows, better)).overall
    alone, less = overall.estimates[ALONE][Measure.STILL_6], overall.minus_alone[TOGETHER][Measure.STILL_6]
    assert alone is not None
    assert less is not None
    assert alone.high - alone.low > 0.3
    assert (less.value, less.low, less.high) == (pytest.approx(-0.1), pytest.approx(-0.1), pytest.approx(-0.1))


def test_what_was_not_followed_or_not_reached_is_not_given_a_number() -> None:
    short = summarise(an_outcome([[None, None, 10]] * 6, [[10, 10, 10]] * 6, months=6)).overall
    assert short.estimates[ALONE][Measure.STILL_12] is None
    assert short.estimates[ALONE][Measure.MEDIAN] == Estimate(inf, inf, inf)
    assert short.minus_alone[TOGETHER][Measure.MEDIAN] == Estimate(-inf, -inf, -inf)
    both = summarise(an_outcome([[None]] * 6, [[None]] * 6)).overall
    assert both.minus_alone[TOGETHER][Measure.MEDIAN] is None


def test_the_answer_is_the_estimators_over_all_who_came_after_the_warm_up() -> None:
    trainings = (sport(min_size=5, share=0.8), replace(sport(min_size=4, share=0.6), name="taal"))
    town = a_town(arrivals_per_month=(5,))
    scenario = a_scenario(town, trainings=trainings, warm_up_months=3, months=4)
    outcome = simulate(scenario, replications=6, arrangements=(ALONE,))
    waits = [(number, wait) for number, each in enumerate(outcome.histories[ALONE]) for wait in each.waits]
    later = [(number, wait) for number, wait in waits if wait.arrived >= scenario.first_day]
    assert len(later) < len(waits)
    first: dict[tuple[int, str], list[Wait]] = {}
    for number, wait in later:
        first.setdefault((number, wait.person), []).append(wait)
    firsts = [
        min(((each.days, True) for each in mine if each.placed), default=(mine[0].days, False))
        for mine in first.values()
    ]
    summary = summarise(outcome)
    found = summary.overall.estimates[ALONE]
    plain = kaplan_meier((wait.days, wait.placed) for _, wait in later)
    assert (summary.requests, summary.people) == (len(later), len(first))
    assert found[Measure.STILL_3].value == pytest.approx(plain.still_waiting(91))
    assert found[Measure.MEDIAN].value == pytest.approx(plain.quantile(0.5) / 30.4375)
    assert found[Measure.FIRST_MEDIAN].value == pytest.approx(kaplan_meier(firsts).quantile(0.5) / 30.4375)
    assert found[Measure.FIRST_MEDIAN].value < found[Measure.MEDIAN].value
    groups = [group for each in outcome.histories[ALONE] for group in each.groups if group.start >= scenario.first_day]
    assert found[Measure.GROUPS].value == pytest.approx(len(groups) / 6 / 4 * 12)
    assert found[Measure.GROUP_SIZE].value == pytest.approx(sum(len(g.participants) for g in groups) / len(groups))


def test_the_same_seed_gives_the_same_answer() -> None:
    scenario = a_scenario(trainings=(sport(min_size=5, share=0.8),), months=3)
    one, two, three = (summarise(simulate(scenario, replications=6, seed=seed)) for seed in (1, 1, 2))
    assert one == replace(two, outcome=one.outcome)
    assert one.outcome == two.outcome
    assert one.overall != three.overall


def test_the_search_takes_the_place_of_the_greedy_planner() -> None:
    people = [somebody(n) for n in range(16)]
    greedy, searched = (run_queue(a_scenario(months=1, work=w), arrivals=people, arrangement=ALONE) for w in (0, 20))
    assert sum(wait.placed for wait in greedy.waits) == 12
    assert sum(wait.placed for wait in searched.waits) == 16


@pytest.mark.parametrize(
    ("replications", "arrangements", "said"), [(5, (ALONE,), "at least 6"), (6, (), "at least one")]
)
def test_too_little_to_simulate_is_refused(replications: int, arrangements: tuple[Arrangement, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        simulate(a_scenario(), replications=replications, arrangements=arrangements)


ROWS = st.lists(st.lists(st.sampled_from([20, 150, 250, None]), min_size=3, max_size=6), min_size=6, max_size=6)


@given(ROWS, ROWS)
@settings(deadline=None, max_examples=8)
def test_no_sentence_claims_more_than_its_interval_shows(
    alone: list[list[int | None]], together: list[list[int | None]]
) -> None:
    summary = summarise(an_outcome(alone, together))
    said = " ".join(findings(summary, language="en"))
    points, months = (summary.overall.minus_alone[TOGETHER][each] for each in (Measure.STILL_6, Measure.MEDIAN))
    assert points is not None
    assert ("shortens the wait" in said) == (points.high < 0)
    assert ("lengthens the wait" in said) == (points.low > 0)
    assert ("months shorter" in said) == (months is not None and months.high < 0)
    assert ("months longer" in said) == (months is not None and months.low > 0)
    shown = summary.trainings["sport"].estimates[ALONE][Measure.STILL_6]
    assert shown is not None
    assert ("alone, more than half" in said) == (shown.low > 0.5)


def test_findings_are_said_in_dutch_and_english() -> None:
    summary = summarise(an_outcome([[200, 200, 200, 20]] * 6, [[20, 20, 20, 200]] * 6))
    assert findings(summary, language="nl") == (
        "Als elke gemeente apart plant, wacht na zes maanden naar schatting nog 75% (75 tot 75%) van de aanvragen op "
        "een groep.",
        "Als alle gemeenten samen plannen, wacht na zes maanden naar schatting nog 25% (25 tot 25%) van de aanvragen "
        "op een groep.",
        "Samen plannen verkort het wachten: na zes maanden wachten 50 (50 tot 50) procentpunt minder aanvragen.",
        "Samen is de mediane wachttijd 5,9 (5,9 tot 5,9) maanden korter.",
        "Of groepen samen groter of kleiner zijn, is met 6 herhalingen niet te zeggen.",
        "Als elke gemeente apart plant, wacht na zes maanden meer dan de helft van de aanvragen nog voor: "
        "sport 75% (75 tot 75%).",
        "Als alle gemeenten samen plannen, is voor geen enkele training aangetoond dat na zes maanden meer dan de "
        "helft nog wacht.",
    )
    assert findings(summary, language="en")[3] == "Together, the median wait is 5.9 (5.9 to 5.9) months shorter."
