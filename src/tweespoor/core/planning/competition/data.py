"""What a competition instance is made of, and what an answer to it is. All things are numbered from 0.

The week has five days of nine slots; slot 9 is the first of the second day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

DAYS = 5
SLOTS_PER_DAY = 9
SLOTS = DAYS * SLOTS_PER_DAY
LEFT_OUT = -1
"""The slot and the room of an event that is left out."""


@dataclass(frozen=True, kw_only=True)
class Competition:
    """Events to give a slot and a room each.

    `attendance` has the events of each student, `capacities` the seats of each room, `room_features` what each room
    has and `event_features` what each event needs, of `features` in all; `available` has the slots each event may be
    in, and `after` pairs of events of which the first comes before the second in the week.
    """

    capacities: tuple[int, ...]
    features: int
    room_features: tuple[frozenset[int], ...]
    event_features: tuple[frozenset[int], ...]
    attendance: tuple[frozenset[int], ...]
    available: tuple[frozenset[int], ...]
    after: tuple[tuple[int, int], ...]

    @property
    def events(self) -> int:
        """How many events there are."""
        return len(self.event_features)

    @property
    def rooms(self) -> int:
        """How many rooms there are."""
        return len(self.capacities)

    @property
    def students(self) -> int:
        """How many students there are."""
        return len(self.attendance)

    def students_of(self, event: int) -> tuple[int, ...]:
        """The students who attend the event."""
        return self._students[event]

    def rooms_for(self, event: int) -> tuple[int, ...]:
        """The rooms that are large enough for the event and have all it needs."""
        return self._rooms[event]

    def slots_for(self, event: int) -> tuple[int, ...]:
        """The slots in which the event is available."""
        return tuple(sorted(self.available[event]))

    def clashes_of(self, event: int) -> frozenset[int]:
        """The other events that share a student with the event, so that they cannot be in one slot."""
        return self._clashes[event]

    @cached_property
    def _students(self) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in range(self.events)]
        for student, events in enumerate(self.attendance):
            for event in events:
                found[event].append(student)
        return tuple(tuple(students) for students in found)

    @cached_property
    def _rooms(self) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(
                room
                for room, seats in enumerate(self.capacities)
                if seats >= len(self._students[event]) and needed <= self.room_features[room]
            )
            for event, needed in enumerate(self.event_features)
        )

    @cached_property
    def _clashes(self) -> tuple[frozenset[int], ...]:
        return tuple(
            frozenset[int]().union(*(self.attendance[student] for student in students)) - {event}
            for event, students in enumerate(self._students)
        )


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """The slot and the room of each event; both are `LEFT_OUT` for an event that is left out."""

    slots: tuple[int, ...]
    rooms: tuple[int, ...]
