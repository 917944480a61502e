"""The checker of the competition: its hard rules, distance to feasibility and soft costs, from their description alone.

It knows nothing of the search, so that it can judge it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from tweespoor.core.planning.competition.data import DAYS, LEFT_OUT, SLOTS, SLOTS_PER_DAY, Assignment, Competition

Day = list[bool]
"""Whether a student has an event, for each slot of a day."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the checker found.

    `broken` has a sentence for each breach of a hard rule. `distance` is the number of students who should have
    attended the events left out, counted once for each. The soft costs are points.
    """

    broken: tuple[str, ...]
    distance: int
    last_slot: int
    in_a_row: int
    single: int

    @property
    def valid(self) -> bool:
        """No hard rule is broken; events may be left out."""
        return not self.broken

    @property
    def soft(self) -> int:
        """The sum of the soft costs."""
        return self.last_slot + self.in_a_row + self.single

    @property
    def cost(self) -> tuple[int, int]:
        """What answers are compared on, lower is better: distance first, then soft cost."""
        return self.distance, self.soft


def judge(competition: Competition, assignment: Assignment) -> Verdict:
    """Hold an assignment against every rule and count what it costs.

    Raises:
        ValueError: if the assignment has not one slot and one room per event.
    """
    if not len(assignment.slots) == len(assignment.rooms) == competition.events:
        raise ValueError(
            f"{len(assignment.slots)} slots and {len(assignment.rooms)} rooms for {competition.events} events"
        )
    at = {event: slot for event, slot, _ in _placed(competition, assignment)}
    days = [day for events in competition.attendance for day in _week({at[event] for event in events & at.keys()})]
    return Verdict(
        broken=tuple(breach for rule in _RULES for breach in rule(competition, assignment)),
        distance=sum(len(events - at.keys()) for events in competition.attendance),
        last_slot=sum(day[-1] for day in days),
        in_a_row=sum(day[slot] and day[slot - 1] and day[slot - 2] for day in days for slot in range(2, len(day))),
        single=sum(day.count(True) == 1 for day in days),
    )


def _week(attended: set[int]) -> Iterator[Day]:
    """The days of a student with events in these slots."""
    for day in range(DAYS):
        yield [day * SLOTS_PER_DAY + slot in attended for slot in range(SLOTS_PER_DAY)]


def _placed(competition: Competition, assignment: Assignment) -> Iterator[tuple[int, int, int]]:
    """Event, slot and room of each event that is not left out, and is in a slot and room that exist."""
    for event, (slot, room) in enumerate(zip(assignment.slots, assignment.rooms, strict=True)):
        if 0 <= slot < SLOTS and 0 <= room < competition.rooms:
            yield event, slot, room


def _existing(competition: Competition, assignment: Assignment) -> Iterator[str]:
    """An event is in a slot and a room that exist, or left out."""
    placed = {event for event, _, _ in _placed(competition, assignment)}
    for event, place in enumerate(zip(assignment.slots, assignment.rooms, strict=True)):
        if event not in placed and place != (LEFT_OUT, LEFT_OUT):
            yield f"event {event} is in slot {place[0]} and room {place[1]}, which do not both exist"


def _one_event_per_student(competition: Competition, assignment: Assignment) -> Iterator[str]:
    """No student attends two events at once."""
    at = {event: slot for event, slot, _ in _placed(competition, assignment)}
    for student, events in enumerate(competition.attendance):
        for one, other in combinations(sorted(events & at.keys()), 2):
            if at[one] == at[other]:
                yield f"student {student} has events {one} and {other} both in slot {at[one]}"


def _fitting_room(competition: Competition, assignment: Assignment) -> Iterator[str]:
    """The room has a seat for everybody and every feature that the event needs."""
    for event, _, room in _placed(competition, assignment):
        students, seats = len(competition.students_of(event)), competition.capacities[room]
        if students > seats:
            yield f"event {event} has {students} students in room {room}, which has {seats} seats"
        for feature in sorted(competition.event_features[event] - competition.room_features[room]):
            yield f"event {event} needs feature {feature}, which room {room} lacks"


def _one_event_per_room(competition: Competition, assignment: Assignment) -> Iterator[str]:
    """There is at most one event in a room in a slot."""
    for (one, *here), (other, *there) in combinations(_placed(competition, assignment), 2):
        if here == there:
            yield f"events {one} and {other} are both in room {here[1]} in slot {here[0]}"


def _available_slot(competition: Competition, assignment: Assignment) -> Iterator[str]:
    """Events are only in slots in which they are available."""
    for event, slot, _ in _placed(competition, assignment):
        if slot not in competition.available[event]:
            yield f"event {event} is in slot {slot}, in which it is not available"


def _in_order(competition: Competition, assignment: Assignment) -> Iterator[str]:
    """An event that is to be before another is in an earlier slot, where both are placed."""
    at = {event: slot for event, slot, _ in _placed(competition, assignment)}
    for first, second in competition.after:
        if first in at and second in at and at[first] >= at[second]:
            yield f"event {first} is to be before event {second}, but they are in slots {at[first]} and {at[second]}"


_RULES: tuple[Callable[[Competition, Assignment], Iterator[str]], ...] = (
    _existing,
    _one_event_per_student,
    _fitting_room,
    _one_event_per_room,
    _available_slot,
    _in_order,
)
