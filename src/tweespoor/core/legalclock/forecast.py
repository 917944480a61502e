"""When the hours will be made, at the pace of the last weeks: a plain calculation that says how certain it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

from tweespoor.core.legalclock.ledger import Account
from tweespoor.core.legalclock.words import Words

LOOK_BACK = 13
"""So many weeks count for the pace: a quarter."""

SHORT = 4
FEW_WEEKS = 8
STEADY = 1.5
"""The quickest pace is at most so many times the slowest, for a forecast that is called steady."""

FURTHEST = timedelta(days=3653)


class Certainty(StrEnum):
    """How much a forecast can be leaned on."""

    STEADY = "steady"
    VARYING = "varying"
    FEW = "few"
    NONE = "none"

    @property
    def words(self) -> Words:
        """In words."""
        return _CERTAINTIES[self]


_CERTAINTIES = {
    Certainty.STEADY: Words("redelijk zeker: het tempo is gelijkmatig", "fairly certain: the pace is steady"),
    Certainty.VARYING: Words("onzeker: het tempo wisselt", "uncertain: the pace varies"),
    Certainty.FEW: Words("onzeker: minder dan acht weken met uren", "uncertain: fewer than eight weeks with hours"),
    Certainty.NONE: Words("niet te zeggen: geen uren in de laatste 13 weken", "cannot be told: no hours of late"),
}


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """`pace` is in minutes a week over the last quarter; the days are where that pace, the quickest and the slowest
    of the last four weeks and the whole quarter, lead to. None where there is no pace or the norm is met."""

    pace: int
    expected: date | None
    earliest: date | None
    latest: date | None
    certainty: Certainty


def forecast(account: Account, *, on: date) -> Forecast:
    """When the norm of an account is met, at the pace of the last weeks."""
    weeks = _weeks(account, on=on)
    known = weeks[-LOOK_BACK:]
    total = sum(known)
    if not account.left or not total:
        certainty = Certainty.STEADY if not account.left else Certainty.NONE
        return Forecast(pace=0, expected=None, earliest=None, latest=None, certainty=certainty)
    paces = [total / len(known), sum(known[-SHORT:]) / len(known[-SHORT:])]
    half = len(known) // 2
    if half >= SHORT:
        paces.append(sum(known[:half]) / half)
    slow, fast = min(paces), max(paces)
    return Forecast(
        pace=round(paces[0]),
        expected=_day(account.left, paces[0], on=on),
        earliest=_day(account.left, fast, on=on),
        latest=_day(account.left, slow, on=on),
        certainty=_certainty(known, slow=slow, fast=fast),
    )


def _weeks(account: Account, *, on: date) -> list[int]:
    """Minutes per week up to a day, from the first week with hours; the last of the list ends on that day."""
    if not account.balance:
        return []
    first = account.balance[0][0]
    count = (on - first).days // 7 + 1
    weeks = [0] * count
    before = 0
    for day, so_far in account.balance:
        weeks[count - 1 - (on - day).days // 7] += so_far - before
        before = so_far
    return weeks


def _certainty(weeks: list[int], *, slow: float, fast: float) -> Certainty:
    if sum(1 for each in weeks if each) < FEW_WEEKS:
        return Certainty.FEW
    return Certainty.STEADY if slow and fast <= STEADY * slow else Certainty.VARYING


def _day(left: int, pace: float, *, on: date) -> date | None:
    """The day the rest is made; None where that is more than ten years away."""
    if not pace or left / pace > FURTHEST.days / 7:
        return None
    return on + timedelta(days=ceil(left * 7 / pace))
