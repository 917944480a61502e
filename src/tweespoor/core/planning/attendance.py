"""What a plan says: which class everyone attends, in which groups, and where everyone is at each slot.

Made for the checker from the format's words alone, and forgiving: a plan that breaks rules still has a score. Groups
that name an unknown activity, period, room or trainer count for nobody; unknown slots are left out; where a plan puts
someone in two groups of one activity, the later one counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tweespoor.core.planning.data import Activity, Group, Instance, LanguageClass, Participant, Plan, Room, Trainer


class Seat(NamedTuple):
    """Where someone is during a slot; `chosen` unless it is a lesson of the class attended now."""

    location: str
    chosen: bool


@dataclass(frozen=True)
class Held:
    """A group whose activity, period, room and trainer are known; `sessions` holds positions of slots in the week."""

    number: int
    group: Group
    activity: Activity
    room: Room
    trainer: Trainer
    sessions: tuple[tuple[int, ...], ...]

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"group {self.number} ({self.activity.id})"

    @property
    def slots(self) -> list[int]:
        """The positions of all its slots."""
        return [slot for session in self.sessions for slot in session]


@dataclass(frozen=True)
class Attendance:
    """A plan beside its instance, with everything looked up."""

    instance: Instance
    plan: Plan
    at: dict[str, int]
    held: tuple[Held, ...]
    people: dict[str, Participant]
    classes: dict[str, LanguageClass]
    class_of: dict[str, str | None]
    groups_of: dict[str, dict[str, Held]] = field(default_factory=dict)

    def switched(self, participant: Participant) -> bool:
        """The plan moves this participant to another class."""
        return self.class_of[participant.id] != participant.class_id

    def lessons(self, participant: Participant) -> set[int]:
        """Positions of the slots with lessons of the class attended in this plan."""
        attends = self.class_of[participant.id]
        return {self.at[slot] for slot in self.classes[attends].slots} if attends else set()

    def groups_in(self, participant: Participant, *, period: str) -> list[Held]:
        """The groups this participant attends in a period."""
        groups = self.groups_of.get(participant.id, {}).values()
        return [held for held in groups if held.group.period == period]

    def week(self, participant: Participant, *, period: str) -> dict[int, Seat]:
        """Where this participant is at each slot attended in a week of a period."""
        attends = self.class_of[participant.id]
        week: dict[int, Seat] = {}
        if attends:
            seat = Seat(self.classes[attends].location, self.switched(participant))
            week = dict.fromkeys(self.lessons(participant), seat)
        for held in self.groups_in(participant, period=period):
            week |= dict.fromkeys(held.slots, Seat(held.room.location, True))
        return week


def attendance(instance: Instance, *, plan: Plan) -> Attendance:
    """Look up everything the plan says."""
    at = {slot.id: number for number, slot in enumerate(instance.slots)}
    people = {participant.id: participant for participant in instance.participants}
    view = Attendance(
        instance=instance,
        plan=plan,
        at=at,
        held=_held(instance, plan=plan, at=at),
        people=people,
        classes={each.id: each for each in instance.classes},
        class_of={name: participant.class_id for name, participant in people.items()},
    )
    for name, attends in plan.classes.items():
        if name in people and attends in people[name].class_options:
            view.class_of[name] = attends
    for held in view.held:
        for name in held.group.participants:
            if name in people:
                view.groups_of.setdefault(name, {})[held.activity.id] = held
    return view


def _held(instance: Instance, *, plan: Plan, at: dict[str, int]) -> tuple[Held, ...]:
    activities = {activity.id: activity for activity in instance.activities}
    rooms = {room.id: room for room in instance.rooms}
    trainers = {trainer.id: trainer for trainer in instance.trainers}
    periods = {period.id for period in instance.periods}
    held = []
    for number, group in enumerate(plan.groups):
        activity, room, trainer = (
            activities.get(group.activity),
            rooms.get(group.room),
            trainers.get(group.trainer),
        )
        if activity is None or room is None or trainer is None or group.period not in periods:
            continue
        known = [session for session in group.slots if all(slot in at for slot in session)]
        sessions = tuple(tuple(at[slot] for slot in session) for session in known)
        held.append(Held(number, group, activity, room, trainer, sessions))
    return tuple(held)
