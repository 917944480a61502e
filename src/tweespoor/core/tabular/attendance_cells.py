"""Days and times of lessons as schools write them: 02-11, ma 2 nov ochtend, 9.00 - 12.00, 's middags."""

from __future__ import annotations

import re
from datetime import date, time

from tweespoor.core.tabular.dates import read_date, written
from tweespoor.core.tabular.fold import fold
from tweespoor.core.tabular.problems import Problem, Wrong
from tweespoor.core.tabular.reading import wrong_formula
from tweespoor.core.week import Daypart

_PARTS = {
    name: part
    for part, names in (
        (Daypart.MORNING, "ochtend ochtends sochtends morgen smorgens voormiddag vm och morning am"),
        (Daypart.AFTERNOON, "middag middags smiddags namiddag nm mid afternoon pm"),
        (Daypart.EVENING, "avond avonds savonds av avo evening"),
    )
    for name in names.split()
}
_WEEKDAY = re.compile(r"^(ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?[,\s]+", re.IGNORECASE)
_TIME = re.compile(r"^(\d{1,2})\s*(?:[:.u]\s*(\d{2})?|uur)(?![\d])", re.IGNORECASE)
_TIME_BEHIND = re.compile(r"[ T]\d{1,2}[:.]\d{2}(:\d{2})?$")
_FRACTION = re.compile(r"^0[.,]\d{1,17}$")
_WITHOUT_YEAR = re.compile(r"^(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[^\W\d_]+)\.?[-/]?$")
_RECENT_YEARS = 2


def read_lesson_day(text: str, *, today: date) -> tuple[date | Problem, Daypart | time | None]:
    """The day of a lesson, with the part of the day or the time where the same cell says it.

    Lessons are not long ago: of a year in two digits there is no doubt. Where the year is not there, the last such day
    is proposed; `today` is the last day that can have been.
    """
    bare = text.strip()
    if wrong := wrong_formula(bare):
        return wrong, None
    bare, part = _without_part(bare)
    if not bare:
        return Problem(Wrong.NO_DATE), part
    read = read_date(bare, today=today)
    if not isinstance(read, Problem):
        return (read.value if isinstance(read.value, date) else Problem(Wrong.NO_DATE)), part
    if read.wrong is Wrong.SHORT_YEAR and read.proposal:
        again = read_date(read.proposal, today=today)
        if not isinstance(again, Problem) and isinstance(again.value, date):
            recent = today.year - again.value.year <= _RECENT_YEARS
            return (again.value if recent else Problem(Wrong.FUTURE)), part
    if read.wrong is Wrong.NO_DATE and (match := _WITHOUT_YEAR.match(_WEEKDAY.sub("", bare))):
        return _in_which_year(match[1], match[2], today=today, part=part) or read, part
    return read, part


def _without_part(text: str) -> tuple[str, Daypart | time | None]:
    """The text without a first or last word that is a part of the day, or a time at its end; and which it is."""
    if (match := _TIME_BEHIND.search(text)) and match[0].strip(" T").rstrip("0:."):
        at = read_when(match[0].strip(" T"))
        return text[: match.start()], None if isinstance(at, Problem) else at
    words = text.replace("(", " ").replace(")", " ").split()
    for place in (-1, 0):
        if words and (part := _PARTS.get(fold(words[place]))):
            del words[place]
            return " ".join(words), part
    return " ".join(words), None


def _in_which_year(day: str, month: str, *, today: date, part: Daypart | time | None) -> Problem | None:
    said = part.nl if isinstance(part, Daypart) else f"{part:%H:%M}" if part else ""
    for year in (today.year, today.year - 1):
        read = read_date(f"{day}-{month}-{year}" if month.isdigit() else f"{day} {month} {year}", today=today)
        if not isinstance(read, Problem) and isinstance(read.value, date):
            return Problem(Wrong.SHORT_YEAR, proposal=f"{written(read.value)} {said}".strip())
        if read.wrong not in (Wrong.FUTURE, Wrong.NO_SUCH_DAY) if isinstance(read, Problem) else True:
            return None
    return None


def read_when(text: str) -> Daypart | time | Problem:
    """The part of the day, or the time at which a lesson begins."""
    if wrong := wrong_formula(text.strip()):
        return wrong
    bare = _WEEKDAY.sub("", text.strip())
    if part := _PARTS.get(fold(bare)):
        return part
    if _FRACTION.match(bare):
        minutes = round(float(bare.replace(",", ".")) * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    if match := _TIME.match(bare):
        hour, minute = int(match[1]), int(match[2] or 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    return Problem(Wrong.NOT_IN_LIST)
