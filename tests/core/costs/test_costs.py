"""Money in whole cents: whatever is divided, planned, spent and expected adds up."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.costs import (
    Method,
    Part,
    Payment,
    Per,
    Price,
    Purse,
    Request,
    RequestState,
    Shortfall,
    WhyUnpriced,
    balance,
    by,
    divide,
    expected,
    for_minutes,
    planned_costs,
    price_on,
    realised_lines,
    shortfall,
    spread,
)

MONDAY = date(2021, 1, 4)
WEEK = timedelta(weeks=1)
cents = st.integers(-10_000_000, 10_000_000)
weights = st.lists(st.integers(0, 1000), min_size=1, max_size=12)


@given(cents, weights)
def test_what_is_divided_adds_up_and_nobody_is_a_cent_off(amount, over):
    parts = divide(amount, over)
    shares = over if any(over) else [1] * len(over)
    assert sum(parts) == amount
    for part, weight in zip(parts, shares, strict=True):
        assert abs(part - Fraction(amount * weight, sum(shares))) < 1


def test_of_equal_remainders_the_first_gets_the_cent():
    assert divide(100, [1, 1, 1]) == (34, 33, 33)
    assert divide(-100, [1, 1, 1]) == (-34, -33, -33)


def test_money_is_divided_over_somebody():
    with pytest.raises(ValueError, match="at least one part"):
        divide(100, [])


@given(st.integers(0, 20_000), st.integers(0, 100_000))
def test_half_a_cent_goes_up(price, minutes):
    exact = Fraction(price * minutes, 60)
    assert -Fraction(1, 2) < for_minutes(price, minutes) - exact <= Fraction(1, 2)


@given(cents, st.lists(st.integers(0, 60), min_size=1, max_size=30))
def test_what_is_spread_over_weeks_adds_up_over_the_months(amount, places):
    assert sum(spread(amount, [MONDAY + place * WEEK for place in places]).values()) == amount


@st.composite
def plans(draw):
    """Parts of plans, and prices of which some hold only a while."""
    parts = [
        Part(
            person=f"person-{draw(st.integers(0, 4))}-{place}",
            block=draw(st.sampled_from(["language", "sport"])),
            weeks=tuple(MONDAY + week * WEEK for week in sorted(draw(st.sets(st.integers(0, 30), max_size=12)))),
            **draw(
                st.sampled_from([{"least": None, "most": None}, {"least": 60, "most": 90}, {"least": 50, "most": 50}])
            ),
            group_size=draw(st.sampled_from([None, 1, 3])),
        )
        for place in range(draw(st.integers(0, 6)))
    ]
    prices = [
        Price(
            block=draw(st.sampled_from(["language", "sport"])),
            provider=draw(st.sampled_from(["school", "company"])),
            per=draw(st.sampled_from(Per)),
            cents=draw(st.integers(0, 99_999)),
            since=MONDAY + draw(st.integers(0, 20)) * WEEK,
        )
        for _each in range(draw(st.integers(0, 3)))
    ]
    return parts, prices


@given(plans())
def test_planned_costs_add_up_whichever_way_they_are_added(plan):
    parts, prices = plan
    lines = planned_costs(parts, prices).lines
    for end in ("least", "most"):
        total = sum(getattr(line, end) for line in lines)
        for key in ("person", "block", "provider", "month"):
            values = {getattr(line, key) for line in lines}
            assert total == sum(sum(getattr(e, end) for e in lines if getattr(e, key) == value) for value in values)
    assert all(0 <= line.least <= line.most for line in lines)


@given(plans())
def test_every_week_of_a_plan_is_priced_or_named_without_a_price(plan):
    parts, prices = plan
    found = planned_costs(parts, prices)
    unpriced = {}
    for each in found.unpriced:
        unpriced[each.person, each.block] = unpriced.get((each.person, each.block), 0) + each.weeks
    for part in parts:
        first = price_on(prices, block=part.block, on=part.weeks[0]) if part.weeks else None
        if first is not None and not first.per.is_hourly:
            expected_without = 0
        else:
            held = [price_on(prices, block=part.block, on=week) for week in part.weeks]
            hourly = len([price for price in held if price and price.per.is_hourly])
            expected_without = len(part.weeks) - (hourly if part.least is not None else 0)
        assert unpriced.get((part.person, part.block), 0) == expected_without


def a_part(person, *, weeks=10, minutes=180, size=None):
    return Part(
        person=person,
        block="language",
        weeks=tuple(MONDAY + week * WEEK for week in range(weeks)),
        least=minutes,
        most=minutes,
        group_size=size,
    )


def a_price(per, amount, *, since=MONDAY, until=None):
    return Price(block="language", provider="school", per=per, cents=amount, since=since, until=until)


@pytest.mark.parametrize(
    ("per", "amount", "total"),
    [
        (Per.PERSON, 50_000, 150_000),
        (Per.PERSON_HOUR, 1_250, 3 * 10 * 3 * 1_250),
        (Per.GROUP, 90_001, 2 * 90_001),
        (Per.GROUP_HOUR, 10_000, 2 * 10 * 3 * 10_000),
    ],
)
def test_three_people_in_groups_of_two_for_ten_weeks_of_three_hours(per, amount, total):
    lines = planned_costs([a_part(name, size=2) for name in ("a", "b", "c")], [a_price(per, amount)]).lines
    assert sum(line.least for line in lines) == sum(line.most for line in lines) == total
    assert {line.person for line in lines} == {"a", "b", "c"}


def test_a_price_by_the_hour_changes_from_its_day_and_one_for_the_block_does_not():
    later = MONDAY + 4 * WEEK
    hourly = [
        a_price(Per.PERSON_HOUR, 1_000, until=later - timedelta(days=1)),
        a_price(Per.PERSON_HOUR, 2_000, since=later),
    ]
    assert sum(line.least for line in planned_costs([a_part("a")], hourly).lines) == 4 * 3_000 + 6 * 6_000
    whole = [a_price(Per.PERSON, 10_000), a_price(Per.PERSON, 20_000, since=later)]
    assert sum(line.least for line in planned_costs([a_part("a")], whole).lines) == 10_000


def test_a_part_without_a_price_or_without_hours_is_named_and_never_free():
    without = planned_costs([a_part("a")], [])
    assert (without.lines, [each.why for each in without.unpriced]) == ((), [WhyUnpriced.NO_PRICE])
    hours = planned_costs([a_part("a", minutes=None)], [a_price(Per.PERSON_HOUR, 1_000)])
    assert [each.why for each in hours.unpriced] == [WhyUnpriced.NO_HOURS]


@given(st.lists(st.tuples(st.integers(0, 300), cents, st.text("abcde", max_size=4)), max_size=6))
def test_what_was_spent_adds_up_over_people_and_blocks(paid):
    payments = [
        Payment(on=MONDAY + timedelta(days=day), cents=amount, block=f"block-{amount % 3}", people=tuple(people))
        for day, amount, people in paid
    ]
    lines = realised_lines(payments)
    total = sum(each.cents for each in payments)
    for key in (lambda line: line.person, lambda line: line.block, lambda line: line.on.month):
        assert sum(by(lines, key).values()) == total


months = st.dictionaries(
    st.integers(1, 12).map(lambda month: (2021, month)),
    st.tuples(st.integers(0, 100_000), st.integers(0, 100_000)).map(lambda pair: tuple(sorted(pair))),
)


@given(months, st.lists(st.tuples(st.integers(0, 364), st.integers(-50_000, 100_000))), st.integers(0, 364))
def test_a_forecast_lies_in_its_range_and_is_no_less_than_what_was_spent(planned, paid, day):
    spent = [(date(2021, 1, 1) + timedelta(days=each), amount) for each, amount in paid]
    on = date(2021, 1, 1) + timedelta(days=day)
    found = expected(planned, spent, year=2021, on=on)
    assert found.spent == sum(amount for each, amount in spent if each <= on)
    assert found.spent <= found.low <= found.expected <= found.high


def test_without_three_months_behind_us_the_rest_is_as_planned():
    planned = {(2021, month): (1_000, 1_200) for month in range(1, 13)}
    found = expected(planned, [(date(2021, 1, 20), 500)], year=2021, on=date(2021, 3, 1))
    assert found.method is Method.AS_PLANNED
    assert (found.expected, found.low, found.high) == (500 + 11_000, 500 + 10_000, 500 + 12_000)


def test_the_rest_of_the_year_goes_as_it_went_between_the_cheapest_and_the_dearest_quarter():
    planned = {(2021, month): (1_000, 1_000) for month in range(1, 13)}
    spent = [(date(2021, month, 10), amount) for month, amount in enumerate([500, 500, 500, 1_500, 1_500, 1_500], 1)]
    found = expected(planned, spent, year=2021, on=date(2021, 7, 1))
    assert found.method is Method.AS_IT_WENT
    assert (found.expected, found.low, found.high) == (6_000 + 6_000, 6_000 + 3_000, 6_000 + 9_000)


def test_next_year_is_as_planned():
    planned = {(2022, 1): (1_000, 1_000)}
    assert expected(planned, [], year=2022, on=date(2021, 7, 1)).expected == 1_000


requests = st.lists(
    st.builds(
        Request,
        key=st.uuids().map(str),
        person=st.sampled_from("ab"),
        cents=st.integers(1, 900),
        state=st.sampled_from(RequestState),
    ),
    unique_by=lambda request: request.key,
    max_size=8,
)


@given(st.integers(1, 2_000), st.none() | st.integers(1, 1_000), requests)
def test_a_purse_never_gives_more_than_it_holds_nor_one_person_more_than_the_limit(whole, limit, asked):
    purse = Purse(cents=whole, per_person=limit)
    given_now = [Request(**{**vars(each), "state": RequestState.ASKED}) for each in asked]
    for place, each in enumerate(given_now):
        if shortfall(purse, given_now, each) is None:
            given_now[place] = Request(**{**vars(each), "state": RequestState.APPROVED})
    stand = balance(purse, given_now)
    assert stand.approved + stand.left == whole
    assert stand.left >= 0
    for person in "ab":
        of = sum(e.cents for e in given_now if e.person == person and e.state is RequestState.APPROVED)
        assert limit is None or of <= limit
    for each in given_now:
        if each.state is RequestState.ASKED:
            assert shortfall(purse, given_now, each) in (Shortfall.PURSE, Shortfall.PERSON)


def test_what_was_decided_is_not_decided_again():
    approved = Request(key="1", person="a", cents=100, state=RequestState.APPROVED)
    assert shortfall(Purse(cents=1_000), [approved], approved) is Shortfall.DECIDED
