"""Attendance files of language schools: which column holds what, and what each cell says of whom, when.

A file has a row per person and lesson (the long form), or a row per person with a column per day (the wide form). What
a school's own words for presence mean is said by somebody, once: here they are only gathered, with what is likely.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from tweespoor.core.facts import Fact, Value
from tweespoor.core.tabular.attendance_cells import read_lesson_day, read_when
from tweespoor.core.tabular.caseload import LONGEST, CellProblem, Mend, is_citizen_number, names_of, odd_row
from tweespoor.core.tabular.data import Row, Sheet
from tweespoor.core.tabular.dates import read_date
from tweespoor.core.tabular.fold import fold
from tweespoor.core.tabular.headings import (
    FAMILY_FIRST,
    FAMILY_NAME,
    GIVEN_FIRST,
    GIVEN_NAME,
    NAME_PREFIX,
    NUMBER,
    Column,
    Heading,
    body_of,
    columns_of,
)
from tweespoor.core.tabular.presence import word_of
from tweespoor.core.tabular.problems import Problem, Wrong
from tweespoor.core.tabular.reading import wrong_formula
from tweespoor.core.week import Daypart

BIRTH_DATE, CLASS, DAY, WHEN, STATUS, OF_DAY = "birth-date", "class", "day", "when", "status", "of-day"
WHO = (NUMBER, GIVEN_NAME, NAME_PREFIX, FAMILY_NAME, FAMILY_FIRST, GIVEN_FIRST, BIRTH_DATE)
ATTENDANCE_TARGETS = (*WHO, CLASS, DAY, WHEN, STATUS, OF_DAY)
"""What a column can hold. `of-day` is a column of the wide form: its heading is the day, its cells are the status; it
is the only one that several columns can be."""

NAMING = (NUMBER, GIVEN_NAME, FAMILY_NAME, FAMILY_FIRST, GIVEN_FIRST)
"""One of these tells who it is."""

_CALLED: Mapping[str, str] = {
    NUMBER: "nummer nr clientnummer klantnummer dossiernummer persoonsnummer deelnemernummer deelnemernr clientnr",
    GIVEN_NAME: "voornaam voornamen roepnaam givenname firstname",
    NAME_PREFIX: "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tv tussenv",
    FAMILY_NAME: "achternaam familienaam geslachtsnaam surname lastname familyname",
    FAMILY_FIRST: "naamachternaamvoornaam achternaamvoornaam",
    GIVEN_FIRST: "naam volledigenaam cursist cursistnaam naamcursist deelnemer naamdeelnemer student leerling name",
    BIRTH_DATE: "geboortedatum gebdatum gebdat geborenop geboren dob birthdate",
    CLASS: "klas klasnaam groep groepsnaam groepscode cursus lesgroep class group",
    DAY: "datum lesdatum dag lesdag datumles date day",
    WHEN: "dagdeel tijd lestijd tijdstip begintijd starttijd van les lesuur time when",
    STATUS: "status aanwezig aanwezigheid presentie absentie aanwezigheidsstatus aa pa registratie attendance presence",
}
_LOOKED_AT = 30
_MOST_WORDS, _LONGEST_WORD = 40, 60
_REPEATED = re.compile(r"\s\(\d+\)$")


class TooManyWords(Exception):
    """What should be the column of presence holds more different words than any school has; `count` is how many."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} different words")
        self.count = count


@dataclass(frozen=True)
class PresenceWord:
    """A word that a school writes for presence, as it is written first, and in how many cells it stands."""

    word: str
    text: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Record:
    """What one cell says: of whom, on which day, and the school's own word for it.

    `column` is that of the word. `day_at`, `when_at` and `class_at` are the row and column of what tells the rest, with
    the text that stands there. An empty `word` says nothing.
    """

    row: int
    column: int
    word: str
    number: str = ""
    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None
    class_name: str = ""
    day: date | None = None
    part: Daypart | None = None
    at: time | None = None
    day_at: tuple[int, int, str] = (0, 0, "")
    when_at: tuple[int, int, str] = (0, 0, "")
    class_at: tuple[int, int, str] = (0, 0, "")
    problems: tuple[CellProblem, ...] = ()

    @property
    def name(self) -> str:
        """The full name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def who(self) -> str:
        """The same for every row about one person, as far as the file tells."""
        return "|".join([fold(self.number), fold(self.name), self.born_on.isoformat() if self.born_on else ""])

    @property
    def key(self) -> str:
        """What tells the cell apart from every other of the sheet."""
        return f"{self.row}:{self.column}"


def attendance_heading(sheet: Sheet, *, today: date) -> Heading:
    """The row with most headings that are known or are days, or else the first; with the row of days just above it."""
    looked_at = sheet.rows[:_LOOKED_AT]
    best = max(looked_at, key=lambda row: (_known(row, today=today), -row.number), default=None)
    if best is None:
        return Heading(0)
    if not _known(best, today=today):
        best = looked_at[0]
    by_number = {row.number: row for row in looked_at}
    below, above = by_number.get(best.number + 1), by_number.get(best.number - 1)
    if below is not None and _days(best, today=today) > 1 and _named(below):
        return Heading(below.number, best.number)
    return Heading(best.number, above.number if above is not None and _days(above, today=today) > 1 else 0)


def _known(row: Row, *, today: date) -> int:
    return _named(row) + (_days(row, today=today) if _named(row) else 0)


def _named(row: Row) -> int:
    return sum(1 for cell in set(row.cells) if _called(cell))


def _days(row: Row, *, today: date) -> int:
    return sum(1 for cell in set(row.cells) if is_day(cell, today=today))


def is_day(label: str, *, today: date) -> bool:
    """Whether a heading is a day, or would be one if it said of which year."""
    if len(label) > _LONGEST_WORD:
        return False
    day, _part = read_lesson_day(_REPEATED.sub("", label), today=today)
    return isinstance(day, date) or bool(day.proposal) or day.wrong in (Wrong.FUTURE, Wrong.NO_SUCH_DAY)


def _called(label: str) -> str | None:
    plain = fold(label)
    return next((target for target, names in _CALLED.items() if plain and plain in names.split()), None)


def guess_attendance_columns(columns: Iterable[Column], *, today: date) -> dict[int, str]:
    """Which column probably holds what: by what it is called, the first of each; days as headings are the wide form."""
    found: dict[int, str] = {}
    for column in columns:
        target = _called(column.label)
        if target == GIVEN_FIRST and any("," in sample for sample in column.samples):
            target = FAMILY_FIRST
        if target is not None and target not in found.values():
            found[column.index] = target
        elif target is None and is_day(column.label, today=today):
            found[column.index] = OF_DAY
    targets = set(found.values())
    if {GIVEN_NAME, FAMILY_NAME} & targets:
        found = {index: target for index, target in found.items() if target not in (GIVEN_FIRST, FAMILY_FIRST)}
    leave = (OF_DAY,) if {DAY, STATUS} <= targets else (DAY, STATUS) if OF_DAY in targets else ()
    return {index: target for index, target in found.items() if target not in leave}


def lasting_headings(columns: Iterable[Column], *, today: date) -> str:
    """What a mapping is remembered by: the headings that are no days, which are others in every file."""
    return "|".join(sorted(fold(column.label) for column in columns if not is_day(column.label, today=today)))


def words_in(sheet: Sheet, heading: Heading, *, targets: Mapping[int, str]) -> tuple[PresenceWord, ...]:
    """The words for presence that stand in the file, those met most first.

    Raises:
        TooManyWords: if there are so many that the column must hold something else.
    """
    counts: Counter[str] = Counter()
    texts: dict[str, str] = {}
    header = _row(sheet, heading.row)
    for row in body_of(sheet, heading):
        if odd_row(row, header):
            continue
        for column, target in targets.items():
            text = row.cell(column)
            if target in (STATUS, OF_DAY) and (word := word_of(text)):
                counts[word] += 1
                texts.setdefault(word, text)
    if len(counts) > _MOST_WORDS:
        raise TooManyWords(len(counts))
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    return tuple(PresenceWord(word[:_LONGEST_WORD], texts[word][:_LONGEST_WORD], counts[word]) for word in ordered)


def _row(sheet: Sheet, number: int) -> Row | None:
    return next((row for row in sheet.rows if row.number == number), None)


def attendance_records(
    sheet: Sheet, heading: Heading, *, targets: Mapping[int, str], mends: Iterable[Mend] = (), today: date
) -> tuple[Record, ...]:
    """What every cell of presence says; rows of totals and headings again are left out."""
    reader = _Reader(sheet, heading, targets=targets, mends=mends, today=today)
    header = _row(sheet, heading.row)
    return tuple(
        record for row in body_of(sheet, heading) if not odd_row(row, header) for record in reader.records(row)
    )


class _Reader:
    """Reads rows; a heading that is a day is read as a cell of its own."""

    def __init__(
        self, sheet: Sheet, heading: Heading, *, targets: Mapping[int, str], mends: Iterable[Mend], today: date
    ) -> None:
        self.heading, self.today = heading, today
        self.labels = {column.index: column.label for column in columns_of(sheet, heading)}
        self.place = {target: column for column, target in targets.items() if target != OF_DAY}
        self.wide = [column for column, target in sorted(targets.items()) if target == OF_DAY]
        self.mends = {(mend.column, mend.text): mend.to for mend in mends if mend.row is None}
        self.mends_in = {(mend.row, mend.column, mend.text): mend.to for mend in mends if mend.row is not None}
        self.days: dict[str, tuple[date | Problem, Daypart | time | None]] = {}

    def records(self, row: Row) -> list[Record]:
        """The records of a row: one, or in the wide form one per day."""
        person, problems = self._person(row)
        if not self.wide:
            status, day = self.place.get(STATUS, -1), self.place.get(DAY, -1)
            at = (row.number, day, row.cell(day) if day >= 0 else "")
            return [self._record(row, status, at, person, problems)]
        return [
            self._record(row, column, (self.heading.row, column, self.labels.get(column, "")), person, problems)
            for column in self.wide
            if row.cell(column)
        ]

    def _record(
        self,
        row: Row,
        column: int,
        day_at: tuple[int, int, str],
        person: Mapping[str, Value],
        problems: Iterable[CellProblem],
    ) -> Record:
        word = word_of(row.cell(column)) if column >= 0 else ""
        when_at, class_at = self._at(row, WHEN), self._at(row, CLASS)
        found = [*problems]
        day, when = self._day(self._mended(*day_at))
        if isinstance(day, Problem):
            found.append(CellProblem(*day_at, day))
        if when_at[2] and (said := self._mended(*when_at)):
            own = read_when(said)
            if isinstance(own, Problem):
                found.append(CellProblem(*when_at, own))
            else:
                when = own
        given, family = names_of(person)
        born = person.get(BIRTH_DATE)
        return Record(
            row=row.number,
            column=column,
            word=word,
            number=str(person.get(NUMBER, "")),
            given_name=given,
            family_name=family,
            born_on=born if isinstance(born, date) else None,
            class_name=self._mended(*class_at) if class_at[2] else "",
            day=day if isinstance(day, date) else None,
            part=when if isinstance(when, Daypart) else None,
            at=when if isinstance(when, time) else None,
            day_at=day_at,
            when_at=when_at,
            class_at=class_at,
            problems=tuple(found) if word else (),
        )

    def _at(self, row: Row, target: str) -> tuple[int, int, str]:
        column = self.place.get(target, -1)
        return (row.number, column, row.cell(column) if column >= 0 else "")

    def _day(self, text: str) -> tuple[date | Problem, Daypart | time | None]:
        plain = _REPEATED.sub("", text)
        if plain not in self.days:
            self.days[plain] = read_lesson_day(plain, today=self.today)
        return self.days[plain]

    def _mended(self, row: int, column: int, text: str) -> str:
        return self.mends_in.get((row, column, text), self.mends.get((column, text), text))

    def _person(self, row: Row) -> tuple[dict[str, Value], list[CellProblem]]:
        person: dict[str, Value] = {}
        problems = []
        for target in WHO:
            column = self.place.get(target, -1)
            text = row.cell(column) if column >= 0 else ""
            said = self._mended(row.number, column, text) if text else ""
            read = read_who(target, said, today=self.today)
            if isinstance(read, Problem):
                problems.append(CellProblem(row.number, column, text, read))
            elif read is not None:
                person[target] = read
        if not problems and not set(NAMING) & set(person):
            column = next((self.place[target] for target in NAMING if target in self.place), 0)
            problems.append(CellProblem(row.number, column, row.cell(column), Problem(Wrong.NO_NAME)))
        return person, problems


def read_who(target: str, text: str, *, today: date) -> Value | Problem | None:
    """What a cell says of who it is; None where it says nothing."""
    if not text or text in ("-", "?"):
        return None
    if wrong := wrong_formula(text):
        return wrong
    if target == BIRTH_DATE:
        read = read_date(text, today=today)
        return read if isinstance(read, Problem) else read.value if isinstance(read, Fact) else None
    if len(text) > LONGEST[target]:
        return Problem(Wrong.TOO_LONG)
    if target == NUMBER and is_citizen_number(text):
        return Problem(Wrong.CITIZEN_NUMBER)
    return text
