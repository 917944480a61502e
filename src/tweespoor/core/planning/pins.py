"""What was promised: groups, people or times that a new plan keeps, whatever the score.

A pin is said in terms of the plan that runs (the instance's `previous`):

    person:d001                      the person keeps the class and all stays
    person:d001/sport                the person stays in the group of sport
    group:sport@p1/ma-o              the group is held in that period at those slots, with whoever is in it
    group:sport@p1/ma-o:room:trainer the same, in its present room and with its present trainer
    slots:sport@ma-o                 every group of sport at those slots stays at them, in its period

Sessions of a week are parted by commas, the slots of one session by a plus: `ma-o+ma-m,wo-o`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tweespoor.core.planning.data import Group, Instance, Participant, Plan
from tweespoor.core.planning.puzzle import Puzzle

Slots = tuple[tuple[str, ...], ...]


class PinError(ValueError):
    """Pins that mean nothing, or cannot be kept; one sentence each in `faults`, beginning with the pin's text."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def in_one_text(slots: Slots) -> str:
    """Slots as pins name them: `ma-o+ma-m,wo-o`."""
    return ",".join("+".join(session) for session in slots)


@dataclass(frozen=True, kw_only=True)
class PersonPin:
    """A participant stays in the group of an activity; without an activity, in all groups and in the class."""

    participant: str
    activity: str | None = None

    def __str__(self) -> str:
        return f"person:{self.participant}" + (f"/{self.activity}" if self.activity is not None else "")


@dataclass(frozen=True, kw_only=True)
class GroupPin:
    """A group is held in its period at its slots; in this room and with this trainer, where they are given."""

    activity: str
    period: str
    slots: Slots
    room: str | None = None
    trainer: str | None = None

    def __str__(self) -> str:
        flags = (":room" if self.room is not None else "") + (":trainer" if self.trainer is not None else "")
        return f"group:{self.activity}@{self.period}/{in_one_text(self.slots)}{flags}"

    def means(self, group: Group) -> bool:
        """This group is pinned by it."""
        same = (group.activity, group.period, sorted(group.slots)) == (self.activity, self.period, sorted(self.slots))
        return same and self.room in (None, group.room) and self.trainer in (None, group.trainer)


@dataclass(frozen=True, kw_only=True)
class SlotsPin:
    """Every group of an activity at these slots stays at them, in its period."""

    activity: str
    slots: Slots

    def __str__(self) -> str:
        return f"slots:{self.activity}@{in_one_text(self.slots)}"

    def means(self, group: Group) -> bool:
        """This group is pinned by it."""
        return group.activity == self.activity and sorted(group.slots) == sorted(self.slots)


@dataclass(frozen=True, kw_only=True)
class Pins:
    """All that was promised."""

    people: tuple[PersonPin, ...] = ()
    groups: tuple[GroupPin, ...] = ()
    slots: tuple[SlotsPin, ...] = ()


NO_PINS = Pins()
"""Nothing was promised."""


def read_pins(texts: Iterable[str], *, instance: Instance) -> Pins:
    """Pins from their text form, for the plan that runs: the instance's `previous`.

    Raises:
        PinError: with a sentence for every text that names nothing in that plan.
    """
    known = _known(instance)
    people: dict[PersonPin, None] = {}
    groups: dict[GroupPin, None] = {}
    slots: dict[SlotsPin, None] = {}
    faults = []
    for text in dict.fromkeys(texts):
        if text not in known:
            faults.append(_names_nothing(text))
        for pin in known.get(text, ()):
            if isinstance(pin, PersonPin):
                people[pin] = None
            elif isinstance(pin, GroupPin):
                groups[pin] = None
            else:
                slots[pin] = None
    if faults:
        raise PinError(*faults)
    return Pins(people=tuple(people), groups=tuple(groups), slots=tuple(slots))


def _names_nothing(text: str) -> str:
    kind = text.partition(":")[0]
    wanted = {
        "person": "nobody in the plan that runs; write person:ID, or person:ID/ACTIVITY for one group of the person",
        "group": "no group of the plan that runs; write group:ACTIVITY@PERIOD/SLOTS as the plan has them",
        "slots": "no group of the plan that runs; write slots:ACTIVITY@SLOTS as the plan has them",
    }
    return f"{text}: names {wanted.get(kind, 'nothing; a pin begins with person:, group: or slots:')}"


def _known(instance: Instance) -> dict[str, list[PersonPin | GroupPin | SlotsPin]]:
    """Every text that means something in the plan that runs. Looked up whole, as ids may hold any character."""
    plan = instance.previous or Plan()
    pins: list[PersonPin | GroupPin | SlotsPin] = []
    names = [*(each.id for each in instance.participants), *plan.classes]
    for group in plan.groups:
        for room in (None, group.room):
            for trainer in (None, group.trainer):
                pins.append(
                    GroupPin(
                        activity=group.activity, period=group.period, slots=group.slots, room=room, trainer=trainer
                    )
                )
        pins.append(SlotsPin(activity=group.activity, slots=group.slots))
        pins += [PersonPin(participant=name, activity=group.activity) for name in group.participants]
        names += group.participants
    pins += [PersonPin(participant=name) for name in names]
    known: dict[str, list[PersonPin | GroupPin | SlotsPin]] = {}
    for pin in dict.fromkeys(pins):
        known.setdefault(str(pin), []).append(pin)
    return known


@dataclass(frozen=True)
class PromisedGroup:
    """A group that may not be closed or moved, with the room and trainer it must keep, if any; `said` is the pin."""

    said: str
    room: str | None = None
    trainer: str | None = None


@dataclass(frozen=True)
class Promised:
    """Pins in numbers, each with the text of the pin that says so.

    `groups` are positions in the groups of the plan that runs: these may not be closed or moved. `seats` are pairs of
    a person and an activity (numbers of the puzzle): the person may not leave that group, and the group is among
    `groups`. `classes` are the people who keep the class they have in that plan.
    """

    groups: dict[int, PromisedGroup]
    seats: dict[tuple[int, int], str]
    classes: dict[int, str]


def promised(puzzle: Puzzle, pins: Pins) -> Promised:
    """What the pins mean for the plan that runs.

    Raises:
        PinError: with a sentence for every pin that names nothing in that plan, or nothing that is left.
    """
    found = Promised({}, {}, {})
    faults: list[str] = []
    plan = puzzle.instance.previous or Plan()
    group_pins: tuple[GroupPin | SlotsPin, ...] = (*pins.groups, *pins.slots)
    for pin in group_pins:
        faults += _promise_groups(found, pin, plan=plan)
    for person in pins.people:
        faults += _promise_person(found, person, puzzle=puzzle, plan=plan)
    if faults:
        raise PinError(*faults)
    return found


def _promise_groups(found: Promised, pin: GroupPin | SlotsPin, *, plan: Plan) -> Iterator[str]:
    meant = [place for place, group in enumerate(plan.groups) if pin.means(group)]
    if not meant:
        yield _names_nothing(str(pin))
    for place in meant:
        before = found.groups.get(place, PromisedGroup(str(pin)))
        room, trainer = (pin.room, pin.trainer) if isinstance(pin, GroupPin) else (None, None)
        found.groups[place] = PromisedGroup(str(pin), before.room or room, before.trainer or trainer)


def _promise_person(found: Promised, pin: PersonPin, *, puzzle: Puzzle, plan: Plan) -> Iterator[str]:
    name, said = pin.participant, str(pin)
    number = puzzle.person_at.get(name)
    if number is None:
        yield f"{said}: cannot be kept: {name} is not a participant (any more)"
        return
    stays = [
        (place, group.activity)
        for place, group in enumerate(plan.groups)
        if name in group.participants and pin.activity in (None, group.activity)
    ]
    if not stays and pin.activity is not None:
        yield _names_nothing(said)
    participant = puzzle.instance.participants[number]
    for place, activity in stays:
        if not _asks_for(participant, activity=activity):
            yield f"{said}: cannot be kept: {name} has no demand for {activity} any more"
            continue
        found.groups.setdefault(place, PromisedGroup(said))
        found.seats[number, puzzle.activity_at[activity]] = said
    if pin.activity is None:
        found.classes[number] = said


def _asks_for(participant: Participant, *, activity: str) -> bool:
    return any(option.activity == activity for demand in participant.demands for option in demand.any_of)
