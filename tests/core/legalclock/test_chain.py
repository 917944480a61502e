"""Deliveries to CBS: a quarter stays until it was delivered, and what was delivered says on which day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.legalclock import Status, municipal_deadlines

DAYS = st.dates(date(2022, 1, 1), date(2040, 12, 31))
"""Days on which the act of 2021 holds."""


def test_a_delivery_in_time_is_met_a_later_one_late_and_one_that_is_missing_stays_passed():
    found = municipal_deadlines(
        on=date(2026, 11, 26),
        since=date(2025, 11, 3),
        delivered={date(2025, 12, 31): date(2026, 1, 12), date(2026, 3, 31): date(2026, 5, 4)},
    )
    assert [(end.isoformat(), each.status, each.met_on) for end, each in found.items()] == [
        ("2025-12-31", Status.MET, date(2026, 1, 12)),
        ("2026-03-31", Status.MET_LATE, date(2026, 5, 4)),
        ("2026-06-30", Status.PASSED, None),
        ("2026-09-30", Status.PASSED, None),
        ("2026-12-31", Status.NOT_STARTED, None),
    ]


def test_nothing_is_owed_of_before_the_act():
    assert next(iter(municipal_deadlines(on=date(2022, 5, 1), since=date(2015, 1, 1)))) == date(2022, 3, 31)


@given(on=DAYS, back=st.integers(0, 4000), delivered=st.sets(st.integers(0, 60)))
def test_every_quarter_is_there_once_and_none_that_is_over_goes_without_a_delivery(on, back, delivered):
    since = max(on - timedelta(days=back), date(2022, 1, 1))
    plain = municipal_deadlines(on=on, since=since)
    ends = list(plain)
    assert ends[0] >= since
    assert ends[-1] >= on
    assert all((later - earlier).days in (90, 91, 92) for earlier, later in pairwise(ends))
    done = {ends[n]: ends[n] + timedelta(days=n) for n in delivered if n < len(ends) - 1}
    found = municipal_deadlines(on=on, since=since, delivered=done)
    assert list(found) == ends
    for end, after in found.items():
        if end in done:
            assert after.met_on == done[end]
            assert after.status is (Status.MET if done[end] <= end + timedelta(days=28) else Status.MET_LATE)
        else:
            assert after == plain[end], "what was delivered of one quarter says nothing of another"
            over = Status.PASSED if on > end + timedelta(days=28) else Status.RUNNING
            assert after.status is (over if end < on else Status.NOT_STARTED)
