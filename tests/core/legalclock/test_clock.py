"""What must hold of every case, whatever is in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.legalclock.builders import a_case, an_event, cases, days, events, some_hours
from tweespoor.core.facts import Fact
from tweespoor.core.legalclock import (
    Agreement,
    Event,
    Limit,
    Mark,
    Status,
    Term,
    Words,
    add_months,
    limit,
    next_working_day,
    read,
)
from tweespoor.core.vocabulary import Actor, CaseEventKind, Route

OVER = {Status.PASSED, Status.MET_LATE}


@settings(max_examples=150, deadline=None)
@given(case=cases, on=days, later=st.lists(events(), min_size=1, max_size=4), wait=st.integers(1, 900))
def test_a_later_fact_never_silently_removes_a_passed_deadline(case, on, later, wait):
    _nothing_is_removed(case, on=on, later=later, wait=wait)


REGISTERED = (("registration", "2025-12-18"), ("notice", "2026-01-15"))
OVERRUN = {
    "the text of 2022": a_case(("registration", "2022-09-01")),
    "ten weeks": a_case(*REGISTERED),
    "ten weeks after registration": a_case(("notice", "2026-01-15"), ("registration", "2026-02-01")),
    "two weeks after information": a_case(
        *REGISTERED, ("information-asked", "2026-03-20"), ("information-received", "2026-04-10")
    ),
    "ten weeks after a move": a_case(*REGISTERED, ("pip", "2026-02-02"), ("moved-in", "2026-03-01")),
    "everything of the term": a_case(
        ("pip", "2022-03-02"),
        ("decision-sent", "2022-03-03"),
        ("application-sent", "2022-05-01"),
        ("extension-asked", "2024-10-01"),
        ("person-request", "2023-01-01"),
        ("breach", "2023-01-01"),
        ("benefit", "2022-01-01"),
        progress_talks=Fact.known(3),
    ),
    "the Z route": a_case(("pip", "2022-03-02"), route="self-reliance"),
    "the education route": a_case(("pip", "2022-03-02"), route="education"),
    "an extension and a new term": a_case(
        ("pip", "2022-03-02"),
        an_event("extension-granted", "2024-10-01", months=6),
        an_event("new-term", "2025-10-01", months=6),
    ),
    "an extension granted late": a_case(("pip", "2022-03-02"), an_event("extension-granted", "2025-04-01", months=6)),
    "an objection": a_case(("decision-sent", "2023-03-03"), ("objection", "2023-03-20")),
    "the act of 2013": a_case(("registration", "2019-01-01"), ("duo-term", "2019-02-01"), act="act-2013"),
    "keeping a dossier": a_case(("duty-ended", "2018-01-01")),
}
"""Cases of which terms are over on 1 October 2026."""

LATER = [
    Event(kind=kind, on=date(2026, 10, 2), months=months, until=until, route=route)
    for kind in CaseEventKind
    for months in (None, 6)
    for until in (None, date(2027, 6, 1))
    for route in (Route if kind is CaseEventKind.ROUTE_CHANGED else (None,))
]


@pytest.mark.parametrize("name", OVERRUN)
def test_no_event_of_any_kind_takes_back_what_was_over(name):
    case = OVERRUN[name]
    on = date(2023, 1, 10) if name == "the text of 2022" else date(2026, 10, 1)
    passed = [each for each in read(case, on=on).deadlines if each.status is Status.PASSED]
    assert passed
    for event in LATER:
        _nothing_is_removed(case, on=on, later=[event], wait=1)
        _nothing_is_removed(case, on=on, later=[event], wait=400)


def _nothing_is_removed(case, *, on, later, wait):
    passed = {each.key: each for each in read(case, on=on).deadlines if each.status is Status.PASSED}
    told = case
    for place, event in enumerate(later, start=1):
        day = on + timedelta(days=place)
        end = max(event.until, day) if event.until else None
        told = told.with_event(replace(event, on=day, known_on=day, until=end))
    after = {each.key: each for each in read(told, on=on + timedelta(days=len(later) + wait)).deadlines}
    for key, before in passed.items():
        assert after[key].status in OVER, (before, after[key])
        assert after[key].due == before.due


@settings(max_examples=100, deadline=None)
@given(case=cases, on=days)
def test_every_deadline_says_where_it_stands_how_it_was_found_and_who_must_act(case, on):
    reading = read(case, on=on)
    assert len({each.key for each in reading.deadlines}) == len(reading.deadlines)
    for each in reading.deadlines:
        assert each.derivation.nl
        assert each.derivation.en
        assert each.title.nl
        assert each.who in Actor
        if each.rule != "A":
            assert "te bevestigen" in each.mark.words.nl
        if each.status is Status.UNKNOWN:
            assert "Niet bekend" in each.derivation.nl or each.ask
        if each.status is Status.RUNNING and each.last_day is not None:
            assert on <= each.last_day
            assert each.days_left == (each.last_day - on).days
        if each.status is Status.PASSED:
            assert each.last_day < on
        if each.met_on is not None:
            assert each.met_on <= on


@settings(max_examples=80, deadline=None)
@given(case=cases, on=days)
def test_what_needs_somebody_stands_before_what_does_not(case, on):
    open_ones = [each.is_open and not (each.chance and each.status is Status.PASSED) for each in _of(case, on)]
    assert open_ones == sorted(open_ones, reverse=True)


def _of(case, on):
    return read(case, on=on).deadlines


@settings(max_examples=80, deadline=None)
@given(case=cases, on=days)
def test_what_happens_later_is_not_in_what_is_said_today(case, on):
    so_far = replace(case, events=tuple(each for each in case.events if each.on <= on))
    so_far = replace(so_far, hours=tuple(each for each in case.hours if each.on <= on))
    assert read(case, on=on) == read(so_far, on=on)


@given(start=days, count=st.integers(0, 120))
def test_a_term_of_months_ends_on_the_same_day_or_the_last_of_the_month(start, count):
    end = add_months(start, count)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == count
    assert end.day == start.day or (end + timedelta(days=1)).day == 1
    assert end.day <= start.day


@pytest.mark.parametrize(
    ("start", "term", "end"),
    [
        ("2024-02-29", Term(1, "years"), "2025-02-28"),
        ("2024-02-29", Term(4, "years"), "2028-02-29"),
        ("2023-01-31", Term(1, "months"), "2023-02-28"),
        ("2024-01-31", Term(1, "months"), "2024-02-29"),
        ("2026-08-31", Term(6, "months"), "2027-02-28"),
        ("2026-01-15", Term(10, "weeks"), "2026-03-26"),
        ("2026-03-02", Term(72, "hours"), "2026-03-05"),
    ],
)
def test_month_ends_and_leap_years(start, term, end):
    assert limit(date.fromisoformat(start), term).on == date.fromisoformat(end)


@given(start=days, count=st.integers(1, 12))
def test_an_exclusive_end_has_its_last_day_the_day_before(start, count):
    term = Term(count, "weeks")
    assert limit(start, term).last_day - limit(start, term, inclusive=False).last_day == timedelta(days=1)


@pytest.mark.parametrize(
    ("end", "moved"),
    [
        ("2026-03-28", "2026-03-30"),  # Saturday
        ("2026-04-03", "2026-04-07"),  # Good Friday, Easter
        ("2026-04-27", "2026-04-28"),  # King's day
        ("2025-04-26", "2025-04-28"),  # King's day on Saturday, as the 27th is a Sunday
        ("2026-05-05", "2026-05-06"),  # Liberation day
        ("2026-05-14", "2026-05-15"),  # Ascension
        ("2026-05-25", "2026-05-26"),  # Whit Monday
        ("2026-12-25", "2026-12-28"),  # Christmas, then a weekend
        ("2026-03-26", "2026-03-26"),
    ],
)
def test_with_the_switch_a_short_term_ends_on_a_working_day(end, moved):
    assert next_working_day(date.fromisoformat(end)) == date.fromisoformat(moved)


def test_the_switch_is_off_unless_asked_for_and_never_moves_a_long_term():
    start = date(2026, 1, 17)  # a Saturday
    ten = Term(10, "weeks")
    assert limit(start, ten) == Limit(date(2026, 3, 28))
    assert limit(start, ten, roll=True) == Limit(date(2026, 3, 30), rolled=True)
    assert limit(start, Term(3, "years"), roll=True).on == date(2029, 1, 17)
    assert limit(start, Term(52, "weeks"), roll=True).on == date(2027, 1, 16)
    case = a_case(("registration", "2026-01-01"), ("notice", "2026-01-17"))
    (first,) = read(case, on=date(2026, 2, 1), roll=True).of("C01")
    assert first.due == date(2026, 3, 30)
    assert "Algemene termijnenwet, te bevestigen" in first.derivation.nl


def test_the_derivation_is_a_sentence_in_both_languages():
    case = a_case(("registration", "2025-12-18"), ("notice", "2026-01-15"))
    (first,) = read(case, on=date(2026, 2, 1)).of("C01")
    assert first.derivation.nl == "Kennisgeving van DUO op 15 januari 2026 (Bi 5.3(1)), 10 weken → 26 maart 2026"
    assert first.derivation.en == "DUO’s notice of 15 January 2026 (Bi 5.3(1)), 10 weeks → 26 March 2026"


def test_a_term_that_is_over_asks_whether_it_was_met_where_nobody_said():
    case = a_case(("registration", "2025-12-18"), ("notice", "2026-01-15"))
    (first,) = read(case, on=date(2026, 4, 1)).of("C01")
    assert (first.status, [each.about for each in first.ask]) == (Status.PASSED, ["pip"])
    told = replace(case, none=frozenset({CaseEventKind.PIP}))
    (first,) = read(told, on=date(2026, 4, 1)).of("C01")
    assert (first.status, first.ask) == (Status.PASSED, ())


def test_ten_weeks_are_suspended_while_information_is_awaited():
    case = a_case(("registration", "2025-12-18"), ("notice", "2026-01-15"), ("information-asked", "2026-03-20"))
    (first,) = read(case, on=date(2026, 4, 1)).of("C01")
    assert first.status is Status.SUSPENDED
    late = a_case(
        ("registration", "2025-12-18"),
        ("notice", "2026-01-15"),
        an_event("information-asked", "2026-03-20", known_on=date(2026, 3, 27)),
    )
    (first,) = read(late, on=date(2026, 4, 1)).of("C01")
    assert first.status is Status.PASSED


def test_what_was_over_when_the_duty_ended_stays_and_the_rest_no_longer_holds():
    case = a_case(("pip", "2026-03-02"), ("duty-ended", "2027-01-01"))
    reading = read(case, on=date(2027, 2, 1))
    assert [each.status for each in reading.of("C08")] == [Status.PASSED]
    assert [each.status for each in reading.of("C07")] == [Status.NOT_APPLICABLE]
    assert [each.status for each in reading.of("C21")] == [Status.RUNNING]


def test_an_agreement_of_the_programme_stands_among_the_deadlines_and_is_called_no_law():
    agreed = Agreement(id="evaluation-1", label=Words("Evaluatie", "Evaluation"), due=date(2026, 8, 2))
    reading = read(a_case(("pip", "2026-03-02"), agreements=(agreed,)), on=date(2026, 8, 3))
    (found,) = reading.of("A")
    assert (found.status, found.mark, found.mark.words.nl) == (
        Status.PASSED,
        Mark.AGREED,
        "eigen afspraak, geen wet",
    )


def test_each_question_is_asked_once_and_nothing_is_guessed_without_an_act():
    reading = read(a_case(("notice", "2026-01-15"), act=None), on=date(2026, 2, 1))
    asked = [each.about for each in reading.questions]
    assert asked.count("act") == 1
    bound = [each for each in reading.deadlines if each.rule in ("C01", "C07", "C24", "C25")]
    assert {each.status for each in bound} == {Status.UNKNOWN}
    assert {each.due for each in bound} == {None}


def test_next_holds_what_has_a_day_and_is_open_but_no_chance_that_is_gone():
    case = a_case(("registration", "2025-12-18"), ("notice", "2026-01-15"), ("pip", "2026-03-02"))
    rules = [each.rule for each in read(case, on=date(2027, 10, 1)).next]
    assert rules[0] == "C08"
    assert "C09" not in rules


def test_what_was_missed_before_the_duty_ended_is_kept_but_asks_nothing_of_anybody():
    missed = a_case(("registration", "2025-12-18"), ("notice", "2026-01-15"))
    (passed,) = read(missed, on=date(2026, 5, 1)).of("C01")
    assert passed in read(missed, on=date(2026, 5, 1)).next
    ended = read(missed.with_event(an_event("duty-ended", "2026-04-20")), on=date(2026, 5, 1))
    (kept,) = ended.of("C01")
    assert (kept.status, ended.is_gone(kept), ended.ended_on) == (Status.PASSED, True, date(2026, 4, 20))
    assert [each.rule for each in ended.next] == ["C21"]


def test_a_reading_with_an_effort_that_falls_short_offers_no_scaling_down():
    case = a_case(("pip", "2026-03-02"), hours=(some_hours("nt2", "2027-02-01", 600),), effort=Fact.known(False))
    (found,) = read(case, on=date(2027, 2, 2)).of("C10")
    assert found.status is Status.NOT_APPLICABLE
