"""Dates as they are written in Dutch lists: 1-2-1990, 01/02/90, 1 feb. 1990, 19900201."""

from __future__ import annotations

import re
from datetime import date

from tweespoor.core.facts import Fact, Value
from tweespoor.core.tabular.fold import fold
from tweespoor.core.tabular.problems import Problem, Reading, Wrong
from tweespoor.core.tabular.workbook import date_of_serial

OLDEST = date(1900, 1, 1)
"""Nothing that a caseload knows happened before."""

OLDEST_AGE = 120
_SERIALS = (8_000, 60_000)
"""The days of 1921 to 2064 as Excel counts them: a number between these in a column of dates may be such a day."""

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan januari january",
            "feb februari february febr",
            "mrt maart march mar maa",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep september sept",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_TIME = re.compile(r"[ T]\d{1,2}[:.]\d{2}([:.]\d{2})?(\.\d+)?Z?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})$")
_YEAR_FIRST = re.compile(r"^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$")
_WITH_NAME = re.compile(r"^(\d{1,2})(?:e|ste|de)?[\s\-./]*([^\W\d_]+)\.?[\s\-./,']*(\d{4}|\d{2})$")
_WEEKDAY = re.compile(r"^(ma|di|wo|do|vr|za|zo)\w*\.?,?\s+(?=\d)", re.IGNORECASE)


def read_date(text: str, *, today: date) -> Reading:
    """The day that a cell says; `today` is the last day that can have been.

    A year of two digits is never taken over without being asked: the century that has been is proposed. Neither is a
    bare number, which may be a day as Excel counts them and may as well be a postcode or a dossier's number: a cell
    that a workbook shows as a date comes here written as one (`workbook.py`).
    """
    bare = _WEEKDAY.sub("", _TIME.sub("", text.strip()))
    if bare.isascii() and bare.isdigit():
        return _from_digits(bare, today=today)
    if match := _YEAR_FIRST.match(bare):
        return _day(int(match[1]), int(match[2]), int(match[3]), today=today)
    if match := _DAY_FIRST.match(bare):
        return _with_year(match[3], int(match[2]), int(match[1]), today=today)
    if match := _WITH_NAME.match(bare):
        month = _MONTHS.get(fold(match[2]))
        if month:
            return _with_year(match[3], month, int(match[1]), today=today)
    if re.fullmatch(r"(ca\.?\s*)?\d{1,3}\s*(jaar|jr\.?|j)", bare, re.IGNORECASE):
        return Problem(Wrong.AGE)
    return Problem(Wrong.NO_DATE)


def _from_digits(digits: str, *, today: date) -> Reading:
    number = int(digits[:12])
    if len(digits) == 8:
        if 1900 <= number // 10_000 <= today.year:
            return _day(number // 10_000, number // 100 % 100, number % 100, today=today)
        return _day(number % 10_000, number // 10_000 % 100, number // 1_000_000, today=today)
    if len(digits) == 5 and _SERIALS[0] <= number <= _SERIALS[1]:
        return _from_serial(number, today=today)
    if len(digits) == 4 and OLDEST.year <= number <= today.year:
        return Problem(Wrong.ONLY_YEAR)
    if len(digits) <= 3 and 0 < number <= OLDEST_AGE:
        return Problem(Wrong.AGE)
    return Problem(Wrong.NO_DATE)


def _from_serial(number: int, *, today: date) -> Reading:
    day = date_of_serial(number)
    can_have_been = OLDEST <= day <= today
    return Problem(Wrong.SERIAL, proposal=written(day)) if can_have_been else Problem(Wrong.NO_DATE)


def _with_year(year: str, month: int, day: int, *, today: date) -> Reading:
    if len(year) == 4:
        return _day(int(year), month, day, today=today)
    for century in (today.year // 100 * 100, today.year // 100 * 100 - 100):
        found = _day(century + int(year), month, day, today=today)
        if isinstance(found, Problem) and found.wrong is not Wrong.FUTURE:
            return Problem(found.wrong)
        if isinstance(found, Fact) and isinstance(found.value, date):
            return Problem(Wrong.SHORT_YEAR, proposal=written(found.value))
    return Problem(Wrong.SHORT_YEAR)


def _day(year: int, month: int, day: int, *, today: date) -> Reading:
    try:
        found = date(year, month, day)
    except ValueError:
        return _no_such_day(year, month, day, today=today)
    if found > today:
        return Problem(Wrong.FUTURE)
    if found < OLDEST:
        return Problem(Wrong.TOO_LONG_AGO)
    known: Fact[Value] = Fact.known(found)
    return known


def _no_such_day(year: int, month: int, day: int, *, today: date) -> Problem:
    """A month after December is a day where the month was written first; a 31 February is nothing at all."""
    if 12 < month <= 31 and 1 <= day <= 12:
        turned = _day(year, day, month, today=today)
        if isinstance(turned, Fact) and isinstance(turned.value, date):
            return Problem(Wrong.MONTH_FIRST, proposal=written(turned.value))
    return Problem(Wrong.NO_SUCH_DAY)


def written(day: date) -> str:
    """A day as a Dutch reader writes it: 01-02-1990."""
    return f"{day.day:02d}-{day.month:02d}-{day.year}"
