"""Read an instance (`.tim`) and an answer (`.sln`) of the competition; faults name the line and what stands there.

A `.tim` is whole numbers with white space between: how many events, rooms, features and students; the seats of each
room; then five tables, row after row: student x event attendance, room x feature, event x feature, event x slot
availability, and event x event order, in which 1 says that the row's event comes before the column's, and -1 after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tweespoor.core.planning.competition.data import LEFT_OUT, SLOTS, Assignment, Competition
from tweespoor.core.planning.fields import FormatError

MOST = 100_000
"""No file has more events, rooms, features or students, or more seats in a room."""
_WHOLE = re.compile(r"-?[0-9]{1,9}", re.ASCII)
Rows = list[list[int]]


def read_tim(text: str) -> Competition:
    """The instance in the text of a `.tim` file.

    Raises:
        FormatError: if a number is missing, too many or none, is out of range, or the order contradicts itself.
    """
    numbers = _Numbers(text)
    counts = ("events", "rooms", "features", "students")
    events, rooms, features, students = numbers.row(4, low=0, high=MOST, name=lambda n: f"the number of {counts[n]}")
    numbers.expect(4 + rooms + events * (students + features + SLOTS + events) + rooms * features)
    capacities = numbers.row(rooms, low=0, high=MOST, name=lambda room: f"the seats of room {room}")
    return Competition(
        capacities=tuple(capacities),
        features=features,
        attendance=_sets(numbers.table("attendance of student {} in event {}", rows=students, columns=events)),
        room_features=_sets(numbers.table("room {} having feature {}", rows=rooms, columns=features)),
        event_features=_sets(numbers.table("event {} needing feature {}", rows=events, columns=features)),
        available=_sets(numbers.table("availability of event {} in slot {}", rows=events, columns=SLOTS)),
        after=_after(numbers.table("order of events {} and {}", rows=events, columns=events, low=-1)),
    )


def read_sln(text: str, *, competition: Competition) -> Assignment:
    """The answer in the text of a `.sln` file: a line per event, with slot and room, or twice -1 if it is left out.

    Raises:
        FormatError: if there is not just one line per event, or one that names no slot and room that exist.
    """
    lines = [(number, line.split()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) != competition.events:
        raise FormatError(f"the file has {len(lines)} lines of a slot and a room for {competition.events} events")
    places = [_place(words, line=line, rooms=competition.rooms) for line, words in lines]
    return Assignment(slots=tuple(slot for slot, _ in places), rooms=tuple(room for _, room in places))


def _place(words: list[str], *, line: int, rooms: int) -> tuple[int, int]:
    if len(words) != 2 or not all(_WHOLE.fullmatch(word) for word in words):
        raise FormatError(f"line {line}: expected two whole numbers, a slot and a room, found {' '.join(words)[:40]!r}")
    slot, room = int(words[0]), int(words[1])
    if not LEFT_OUT <= slot < SLOTS or not LEFT_OUT <= room < rooms:
        raise FormatError(f"line {line}: slot {slot}, room {room}: slots are 0 to {SLOTS - 1}, rooms 0 to {rooms - 1}")
    if (slot == LEFT_OUT) != (room == LEFT_OUT):
        raise FormatError(f"line {line}: slot {slot}, room {room}: an event that is left out has -1 for both")
    return slot, room


@dataclass
class _Numbers:
    """The numbers of a file, taken from the front, each with the line it stands on."""

    text: str

    def __post_init__(self) -> None:
        lines = enumerate(self.text.splitlines(), start=1)
        self._words = [(line, word) for line, content in lines for word in content.split()]
        self._next = 0

    def expect(self, count: int) -> None:
        """The whole file has so many numbers."""
        if len(self._words) != count:
            raise FormatError(
                f"the file has {len(self._words)} numbers; {count} are needed for the events, rooms, features and "
                "students it begins with"
            )

    def row(self, count: int, *, low: int, high: int, name: Callable[[int], str]) -> list[int]:
        """The next numbers, none below `low` or above `high`; `name` says what the n-th of them is."""
        words = self._words[self._next : self._next + count]
        if len(words) < count:
            raise FormatError(f"the file ends where {name(len(words))} should stand")
        self._next += count
        return list(self._checked(words, low=low, high=high, name=name))

    def table(self, name: str, *, rows: int, columns: int, low: int = 0) -> Rows:
        """The next rows of numbers up to 1; `name` says what a number is, with a place for its row and column."""

        def named(row: int) -> Callable[[int], str]:
            return lambda column: name.format(row, column)

        return [self.row(columns, low=low, high=1, name=named(row)) for row in range(rows)]

    def _checked(
        self, words: list[tuple[int, str]], *, low: int, high: int, name: Callable[[int], str]
    ) -> Iterator[int]:
        for number, (line, word) in enumerate(words):
            if not _WHOLE.fullmatch(word):
                raise FormatError(f"line {line}: {name(number)}: expected a whole number, found {word[:40]!r}")
            value = int(word)
            if not low <= value <= high:
                raise FormatError(f"line {line}: {name(number)}: expected {low} to {high}, found {value}")
            yield value


def _sets(table: Rows) -> tuple[frozenset[int], ...]:
    """The columns that hold 1, for each row."""
    return tuple(frozenset(column for column, value in enumerate(row) if value) for row in table)


def _after(table: Rows) -> tuple[tuple[int, int], ...]:
    """The pairs of events of which the first comes before the second."""
    found = set()
    for row, values in enumerate(table):
        for column, value in enumerate(values):
            if value:
                found.add((row, column) if value > 0 else (column, row))
    for first, second in sorted(found):
        if (second, first) in found:
            what = "itself" if first == second else f"event {second} and after it"
            raise FormatError(f"order of events {first} and {second}: event {first} is to be before {what}")
    return tuple(sorted(found))
