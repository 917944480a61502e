"""Stands, hours, phases and evaluations, against slow and obvious reckonings of the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.facts import Fact
from tweespoor.core.progress import (
    GRACE_DAYS,
    NOTICE_DAYS,
    BlockState,
    Change,
    ConditionKind,
    Due,
    EvaluationState,
    Held,
    HoursCompared,
    PhaseFacts,
    PhaseSpec,
    PlannedWeek,
    Readiness,
    RecordedWeek,
    Stand,
    Statement,
    all_stands,
    compare_hours,
    moments,
    monday_of,
    proposal,
    registered_phase,
    stand,
)
from tweespoor.core.vocabulary import LanguageLevel, ReasonForLeaving

MONDAY = date(2021, 3, 1)
WEEK = timedelta(weeks=1)
days = st.integers(0, 40).map(lambda count: MONDAY + timedelta(days=count))
blocks = st.sampled_from(["language", "sport"])


@st.composite
def statements(draw):
    """What several people registered, in the order in which they did; some of it was found wrong later."""
    made = []
    for place in range(draw(st.integers(0, 8))):
        known_on = draw(days)
        made.append(
            Statement(
                block=draw(blocks),
                state=draw(st.sampled_from(BlockState)),
                valid_on=draw(days),
                known_on=known_on,
                known_until=draw(st.none() | st.integers(0, 20).map(lambda n, day=known_on: day + timedelta(days=n))),
                place=place,
            )
        )
    return made


@given(statements(), blocks, days, days)
def test_what_holds_is_the_last_of_what_counts(said, block, on, known_on):
    counted = [
        each
        for each in said
        if each.block == block
        and each.valid_on <= on
        and each.known_on <= known_on
        and not (each.known_until and each.known_until <= known_on)
    ]
    expected = sorted(counted, key=lambda each: (each.valid_on, each.known_on, each.place))
    found = stand(said, block=block, on=on, known_on=known_on)
    assert found.state == (expected[-1].state if expected else None)
    assert found.is_registered is bool(expected)


def test_a_change_holds_from_its_day_and_a_correction_as_if_it_had_never_been_otherwise():
    wrong = Statement(
        block="sport", state=BlockState.DONE, valid_on=MONDAY, known_on=MONDAY, known_until=MONDAY + timedelta(days=3)
    )
    stopped = Statement(
        block="sport",
        state=BlockState.STOPPED,
        reason=ReasonForLeaving.TOO_HEAVY,
        valid_on=MONDAY + timedelta(days=7),
        known_on=MONDAY + timedelta(days=7),
        place=1,
    )
    last = MONDAY + timedelta(days=10)
    assert stand([wrong, stopped], block="sport", on=MONDAY, known_on=MONDAY).state is BlockState.DONE
    assert stand([wrong, stopped], block="sport", on=MONDAY, known_on=last).is_registered is False
    assert all_stands([wrong, stopped], on=last, known_on=last)["sport"].reason is ReasonForLeaving.TOO_HEAVY


@st.composite
def weeks_of_hours(draw):
    """Weeks planned, and weeks recorded, of which some were not planned."""
    planned = {
        (draw(blocks), MONDAY + timedelta(weeks=draw(st.integers(0, 8)))): draw(
            st.none() | st.tuples(st.integers(0, 600), st.integers(0, 600)).map(sorted)
        )
        for _each in range(draw(st.integers(0, 8)))
    }
    recorded = {
        (draw(blocks), MONDAY + timedelta(weeks=draw(st.integers(0, 8)))): draw(
            st.sampled_from([Fact.none(), Fact.not_asked()]) | st.integers(1, 900).map(Fact.known)
        )
        for _each in range(draw(st.integers(0, 8)))
    }
    return planned, recorded


@given(weeks_of_hours(), days)
def test_hours_agree_with_counting_them_by_hand(weeks, until):
    planned, recorded = weeks
    found = compare_hours(
        [
            PlannedWeek(block=block, week=week, least=span[0] if span else None, most=span[1] if span else None)
            for (block, week), span in planned.items()
        ],
        [RecordedWeek(block=block, week=week, minutes=fact) for (block, week), fact in recorded.items()],
        until=until,
    )
    for block in ("language", "sport"):
        over = {week: span for (each, week), span in planned.items() if each == block and week + WEEK <= until}
        own = {week: fact for (each, week), fact in recorded.items() if each == block and fact.is_answered}
        row = found.get(block, HoursCompared())
        assert row.weeks == len(over)
        assert row.recorded == len(over.keys() & own.keys())
        assert row.not_recorded == len(over.keys() - own.keys())
        assert (row.least, row.most) == tuple(sum(span[end] for span in over.values() if span) for end in (0, 1))
        of = [week for week, span in over.items() if span and week in own]
        assert row.of_least == sum(over[week][0] for week in of)
        assert row.attended_of == sum(own[week].value or 0 for week in of)
        assert row.attended == sum(fact.value or 0 for fact in own.values())


def test_a_week_nobody_recorded_is_no_week_without_attendance():
    planned = [PlannedWeek(block="sport", week=MONDAY + timedelta(weeks=n), least=120, most=180) for n in range(3)]
    recorded = [
        RecordedWeek(block="sport", week=MONDAY, minutes=Fact.known(60)),
        RecordedWeek(block="sport", week=MONDAY + WEEK, minutes=Fact.none()),
    ]
    found = compare_hours(planned, recorded, until=MONDAY + 3 * WEEK)["sport"]
    assert (found.attended_of, found.of_least, found.of_most) == (60, 240, 360)
    assert (found.recorded, found.none, found.not_recorded) == (2, 1, 1)


def test_a_week_is_called_by_its_monday():
    assert {monday_of(MONDAY + timedelta(days=n)) for n in range(7)} == {MONDAY}


GOAL = PhaseSpec(id="one", ends_on=MONDAY, has_goal=True, level=LanguageLevel.A2, own_blocks=("language", "sport"))
TWO = PhaseSpec(id="two")
ALL_KNOWN = PhaseFacts(
    goals={"one": True},
    level=Fact.known("b1"),
    stands={"language": Stand(state=BlockState.DONE), "sport": Stand(state=BlockState.STOPPED)},
)


def test_the_next_phase_is_proposed_once_every_condition_holds():
    found = proposal("one", phases=[GOAL, TWO], facts=ALL_KNOWN, on=MONDAY + WEEK)
    assert found is not None
    assert (found.following, found.readiness, found.unknown) == ("two", Readiness.READY, ())
    early = proposal("one", phases=[GOAL, TWO], facts=ALL_KNOWN, on=MONDAY)
    assert early is not None
    assert early.readiness is Readiness.NOT_YET


def test_what_nobody_knows_is_asked_and_counts_neither_way():
    found = proposal("one", phases=[GOAL, TWO], facts=PhaseFacts(), on=MONDAY + WEEK)
    assert found is not None
    assert found.readiness is Readiness.ASK
    assert [each.kind for each in found.unknown] == [
        ConditionKind.GOAL,
        ConditionKind.LEVEL,
        ConditionKind.BLOCK,
        ConditionKind.BLOCK,
    ]


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"goals": {"one": False}}, ConditionKind.GOAL),
        ({"level": Fact.known("a1")}, ConditionKind.LEVEL),
        ({"level": Fact.none()}, ConditionKind.LEVEL),
        ({"stands": {**ALL_KNOWN.stands, "sport": Stand(state=BlockState.STARTED)}}, ConditionKind.BLOCK),
    ],
)
def test_one_condition_that_does_not_hold_is_enough_to_wait(changed, kind):
    facts = PhaseFacts(**{"goals": ALL_KNOWN.goals, "level": ALL_KNOWN.level, "stands": ALL_KNOWN.stands, **changed})
    found = proposal("one", phases=[GOAL, TWO], facts=facts, on=MONDAY + WEEK)
    assert found is not None
    assert found.readiness is Readiness.NOT_YET
    assert [each.kind for each in found.conditions if each.met is False] == [kind]


def test_there_is_nothing_to_propose_after_the_last_phase_or_without_a_condition():
    assert proposal("two", phases=[GOAL, TWO], facts=ALL_KNOWN, on=MONDAY) is None
    assert proposal("two", phases=[TWO, GOAL], facts=ALL_KNOWN, on=MONDAY) is None
    assert proposal("gone", phases=[GOAL, TWO], facts=ALL_KNOWN, on=MONDAY) is None


@given(st.lists(st.tuples(st.sampled_from(["one", "two", "three"]), days), max_size=6), days)
def test_the_phase_is_the_one_registered_last(changes, on):
    rows = [Change(phase=phase, valid_on=day, place=place) for place, (phase, day) in enumerate(changes)]
    past = sorted((row for row in rows if row.valid_on <= on), key=lambda row: (row.valid_on, row.place))
    assert registered_phase(rows, on=on) == (past[-1].phase if past else None)


@given(st.sets(days, max_size=5), st.lists(days, max_size=6), days)
def test_no_evaluation_settles_two_and_none_is_settled_twice(due, held, on):
    rows = [Held(rhythm="talk", on=day, key=str(place)) for place, day in enumerate(held)]
    found = moments([Due(rhythm="talk", on=day) for day in due], rows, on=on)
    assert {each.due for each in found if each.due} == due
    keys = [each.held.key for each in found if each.held]
    assert sorted(keys) == sorted(row.key for row in rows)
    for each in found:
        assert (each.state is EvaluationState.HELD) is (each.held is not None)
        if each.held and each.due:
            earlier = [day for day in due if day < each.due]
            later = [day for day in due if day > each.due]
            assert all(day < each.held.on for day in earlier)
            assert all(each.held.on < day for day in later)
    assert [each.due or each.held.on for each in found] == sorted(each.due or each.held.on for each in found)


@pytest.mark.parametrize(
    ("later", "state"),
    [
        (-NOTICE_DAYS - 1, EvaluationState.COMING),
        (-NOTICE_DAYS, EvaluationState.DUE),
        (GRACE_DAYS, EvaluationState.DUE),
        (GRACE_DAYS + 1, EvaluationState.MISSED),
    ],
)
def test_an_evaluation_comes_is_due_and_is_missed(later, state):
    found = moments([Due(rhythm="talk", on=MONDAY)], [], on=MONDAY + timedelta(days=later))
    assert [each.state for each in found] == [state]
