"""Which plan holds when, against a slow and obvious reckoning of the same."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.pips import Item, Pip, Signed, Stretch, held, in_force, is_in_week, left_free
from tweespoor.core.vocabulary import ActivityKind

MONDAY = date(2026, 3, 2)
days = st.integers(-30, 30).map(lambda count: MONDAY + timedelta(days=count))
choices = st.sampled_from(["", "sport-or-music", "shop-or-farm"])


@st.composite
def stretches(draw):
    """From a day to a later one, or without an end."""
    starts = draw(days)
    return Stretch(phase="one", starts_on=starts, ends_on=draw(st.none() | days.filter(lambda day: day >= starts)))


@st.composite
def plans(draw):
    """A few blocks, some of them of a choice; each agreed or not."""
    agreed = draw(st.lists(st.tuples(choices, st.none() | stretches(), st.none() | stretches()), max_size=5))
    return Pip(
        items=tuple(
            Item(
                id=f"block-{place}",
                name_nl="Blok",
                name_en="Block",
                kind=ActivityKind.SPORT,
                one_of=one_of,
                proposed=proposed,
                agreed=settled,
            )
            for place, (one_of, proposed, settled) in enumerate(agreed)
        )
    )


@given(st.lists(st.tuples(days, plans()), max_size=5), days)
def test_the_plan_that_was_signed_last_holds_from_its_own_day(signed, on):
    rows = [Signed(on=day, number=number, pip=pip) for number, (day, pip) in enumerate(signed)]
    expected = None
    for row in sorted(rows, key=lambda each: (each.on, each.number)):
        if row.on <= on:
            expected = row.pip
    assert in_force(reversed(rows), on=on) is expected


@given(plans())
def test_a_choice_is_free_until_one_of_it_is_agreed(plan):
    free = left_free(plan)
    for item in plan.items:
        fellows = [each for each in plan.items if each.one_of == item.one_of]
        is_open = bool(item.one_of) and not any(each.agreed for each in fellows)
        assert (item.id in free) is is_open
        found = held(item, is_free=item.id in free)
        assert found == (item.proposed if is_open else item.agreed)


@given(stretches(), days)
def test_a_week_has_the_block_when_one_of_its_seven_days_does(stretch, week):
    seven = [week + timedelta(days=count) for count in range(7)]
    expected = any(stretch.starts_on <= day and (stretch.ends_on is None or day <= stretch.ends_on) for day in seven)
    assert is_in_week(stretch, week=week) is expected
