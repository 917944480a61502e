"""Write an instance (`.tim`) and an answer (`.sln`) in the competition's formats."""

from __future__ import annotations

from collections.abc import Iterator

from tweespoor.core.planning.competition.data import SLOTS, Assignment, Competition


def write_sln(assignment: Assignment) -> str:
    """The text of a `.sln` file: a line per event, with its slot and its room."""
    pairs = zip(assignment.slots, assignment.rooms, strict=True)
    return "".join(f"{slot} {room}\n" for slot, room in pairs)


def write_tim(competition: Competition) -> str:
    """The text of a `.tim` file, with a row of a table on each line."""
    return "".join(" ".join(map(str, row)) + "\n" for row in _rows(competition))


def _rows(competition: Competition) -> Iterator[list[int]]:
    events = competition.events
    yield [events, competition.rooms, competition.features, competition.students]
    yield list(competition.capacities)
    yield from _table(competition.attendance, columns=events)
    yield from _table(competition.room_features, columns=competition.features)
    yield from _table(competition.event_features, columns=competition.features)
    yield from _table(competition.available, columns=SLOTS)
    after = set(competition.after)
    for row in range(events):
        yield [((row, column) in after) - ((column, row) in after) for column in range(events)]


def _table(sets: tuple[frozenset[int], ...], *, columns: int) -> Iterator[list[int]]:
    """A row per set, with 1 where it holds the column."""
    for each in sets:
        yield [int(column in each) for column in range(columns)]
