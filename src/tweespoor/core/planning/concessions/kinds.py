"""The single concessions that somebody could make, each able to apply itself to an instance.

Every one but a moved lesson only loosens limits: a plan that was valid stays valid.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol, TypeVar

from tweespoor.core.planning.data import Activity, Instance, LanguageClass, Participant, Room, Trainer


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)


def changed(items: tuple[T, ...], name: str, change: Callable[[T], T]) -> tuple[T, ...]:
    """The items with the one of this name changed.

    Raises:
        ValueError: if none has this name.
    """
    if name not in {item.id for item in items}:
        raise ValueError(f"there is no {name!r} in the instance")
    return tuple(change(item) if item.id == name else item for item in items)


class Concession(ABC):
    """One thing that one party would do differently. `kind` is its code; its fields say who, what and how much.

    `measure` is the field that says how much, in kinds of which one can be more of the same than another.
    """

    kind: ClassVar[str]
    measure: ClassVar[str] = ""

    def fields(self) -> dict[str, str | int]:
        """Who, what and how much, by name."""
        return dict(vars(self))

    def asks_more_than(self, other: Concession) -> bool:
        """It is the same as the other, but for more of it."""
        if not self.measure or type(self) is not type(other):
            return False
        mine, theirs = self.fields(), other.fields()
        return int(mine.pop(self.measure)) > int(theirs.pop(self.measure)) and mine == theirs

    @abstractmethod
    def apply(self, instance: Instance) -> Instance:
        """The instance in which it is so.

        Raises:
            ValueError: if the instance does not have the class, trainer, room, activity or participant it is about.
        """


@dataclass(frozen=True, kw_only=True)
class LessonMoved(Concession):
    """A class has one weekly lesson at another slot."""

    kind: ClassVar[str] = "lesson-moved"
    language_class: str
    from_slot: str
    to_slot: str

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the lesson moved."""

        def move(each: LanguageClass) -> LanguageClass:
            slots = {*each.slots} - {self.from_slot} | {self.to_slot}
            return replace(each, slots=tuple(slot.id for slot in instance.slots if slot.id in slots))

        return replace(instance, classes=changed(instance.classes, self.language_class, move))


@dataclass(frozen=True, kw_only=True)
class ClassOpened(Concession):
    """Those who attend one class may switch to another, where their level lies among the levels there."""

    kind: ClassVar[str] = "class-opened"
    from_class: str
    to_class: str

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the class among the options of those people."""
        people = instance.participants
        for name in self.who(instance):
            people = changed(people, name, self._with_option)
        return replace(instance, participants=people)

    def _with_option(self, person: Participant) -> Participant:
        return replace(person, class_options=(*person.class_options, self.to_class))

    def who(self, instance: Instance) -> tuple[str, ...]:
        """The people who get the option."""
        if not {self.from_class, self.to_class} <= {each.id for each in instance.classes}:
            raise ValueError(f"there is no {self.from_class!r} or no {self.to_class!r} in the instance")
        there = [each.level for each in instance.participants if each.class_id == self.to_class]
        return tuple(
            each.id
            for each in instance.participants
            if each.class_id == self.from_class
            and self.to_class not in each.class_options
            and there
            and min(there) <= each.level <= max(there)
        )


@dataclass(frozen=True, kw_only=True)
class FreeSeat(Concession):
    """A class has one more free seat."""

    kind: ClassVar[str] = "free-seat"
    language_class: str

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the seat."""

        def add(each: LanguageClass) -> LanguageClass:
            return replace(each, free_seats=each.free_seats + 1)

        return replace(instance, classes=changed(instance.classes, self.language_class, add))


@dataclass(frozen=True, kw_only=True)
class TrainerHalfDay(Concession):
    """A trainer can come at one more slot."""

    kind: ClassVar[str] = "trainer-half-day"
    trainer: str
    slot: str

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the slot."""

        def add(each: Trainer) -> Trainer:
            return replace(each, slots=with_slot(instance, each.slots, slot=self.slot))

        return replace(instance, trainers=changed(instance.trainers, self.trainer, add))


@dataclass(frozen=True, kw_only=True)
class TrainerSession(Concession):
    """A trainer gives one more session a week."""

    kind: ClassVar[str] = "trainer-session"
    trainer: str

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the session."""

        def add(each: Trainer) -> Trainer:
            return each if each.max_sessions is None else replace(each, max_sessions=each.max_sessions + 1)

        return replace(instance, trainers=changed(instance.trainers, self.trainer, add))


@dataclass(frozen=True, kw_only=True)
class RoomHalfDay(Concession):
    """A room can be used at one more slot."""

    kind: ClassVar[str] = "room-half-day"
    room: str
    slot: str

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the slot."""

        def add(each: Room) -> Room:
            return replace(each, slots=with_slot(instance, each.slots, slot=self.slot))

        return replace(instance, rooms=changed(instance.rooms, self.room, add))


@dataclass(frozen=True, kw_only=True)
class RoomLarger(Concession):
    """A room, or a larger one in its place, holds more people."""

    kind: ClassVar[str] = "room-larger"
    measure: ClassVar[str] = "seats"
    room: str
    seats: int

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the seats."""

        def add(each: Room) -> Room:
            return replace(each, capacity=each.capacity + self.seats)

        return replace(instance, rooms=changed(instance.rooms, self.room, add))


@dataclass(frozen=True, kw_only=True)
class OutsideSeat(Concession):
    """One more seat in an activity's groups may be filled with somebody from outside."""

    kind: ClassVar[str] = "outside-seat"
    activity: str

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the seat."""

        def add(each: Activity) -> Activity:
            return replace(each, outside_seats=each.outside_seats + 1)

        return replace(instance, activities=changed(instance.activities, self.activity, add))


@dataclass(frozen=True, kw_only=True)
class SmallerMinimum(Concession):
    """An activity's groups may have one person fewer."""

    kind: ClassVar[str] = "smaller-minimum"
    activity: str

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the lower minimum."""

        def lower(each: Activity) -> Activity:
            return replace(each, min_size=max(0, each.min_size - 1))

        return replace(instance, activities=changed(instance.activities, self.activity, lower))


@dataclass(frozen=True, kw_only=True)
class ParticipantHalfDay(Concession):
    """A participant can come at a slot at which there are now children to look after, work or something else."""

    kind: ClassVar[str] = "participant-half-day"
    participant: str
    slot: str

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the slot free."""

        def free(each: Participant) -> Participant:
            return available(each, slot=self.slot)

        return replace(instance, participants=changed(instance.participants, self.participant, free))


@dataclass(frozen=True, kw_only=True)
class EveningOpened(Concession):
    """Rooms, trainers and activities can be used on one more evening; people's own time stays as it is."""

    kind: ClassVar[str] = "evening-opened"
    slot: str

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the evening open."""

        def more(slots: tuple[str, ...] | None) -> tuple[str, ...] | None:
            return with_slot(instance, slots, slot=self.slot)

        return replace(
            instance,
            rooms=tuple(replace(each, slots=more(each.slots)) for each in instance.rooms),
            trainers=tuple(replace(each, slots=more(each.slots)) for each in instance.trainers),
            activities=tuple(replace(each, slots=more(each.slots)) for each in instance.activities),
        )


@dataclass(frozen=True, kw_only=True)
class EveningFreed(Concession):
    """Everybody can come on one evening, for instance because children are looked after then."""

    kind: ClassVar[str] = "evening-freed"
    slot: str

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the evening free."""
        return replace(instance, participants=tuple(available(each, slot=self.slot) for each in instance.participants))


@dataclass(frozen=True, kw_only=True)
class TravelFurther(Concession):
    """A participant travels so many minutes at most."""

    kind: ClassVar[str] = "travel-further"
    measure: ClassVar[str] = "minutes"
    participant: str
    minutes: int

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the higher limit."""

        def raise_limit(each: Participant) -> Participant:
            return travelling(each, minutes=self.minutes)

        return replace(instance, participants=changed(instance.participants, self.participant, raise_limit))


@dataclass(frozen=True, kw_only=True)
class ZoneTransport(Concession):
    """All people from one zone can travel so many minutes, for instance because they are driven."""

    kind: ClassVar[str] = "zone-transport"
    measure: ClassVar[str] = "minutes"
    zone: str
    minutes: int

    def apply(self, instance: Instance) -> Instance:
        """The same instance with the higher limits."""
        people = instance.participants
        further = tuple(travelling(p, minutes=self.minutes) if p.zone == self.zone else p for p in people)
        return replace(instance, participants=further)


KINDS: tuple[type[Concession], ...] = (
    LessonMoved, ClassOpened, FreeSeat, TrainerHalfDay, TrainerSession, RoomHalfDay, RoomLarger, OutsideSeat,
    SmallerMinimum, ParticipantHalfDay, EveningOpened, EveningFreed, TravelFurther, ZoneTransport,
)  # fmt: skip
"""Every kind of concession."""


def with_slot(instance: Instance, slots: tuple[str, ...] | None, *, slot: str) -> tuple[str, ...] | None:
    """The slots and one more, in the order of the week; None stays all."""
    return None if slots is None else tuple(each.id for each in instance.slots if each.id in {*slots, slot})


def available(person: Participant, *, slot: str) -> Participant:
    """The participant without this slot among those not available, in any period."""
    return replace(
        person,
        unavailable=tuple(each for each in person.unavailable if each != slot),
        unavailable_in={
            period: tuple(each for each in slots if each != slot) for period, slots in person.unavailable_in.items()
        },
    )


def travelling(person: Participant, *, minutes: int) -> Participant:
    """The participant with a limit on travel of at least so many minutes."""
    limit = person.max_travel
    return person if limit is None else replace(person, max_travel=max(limit, minutes))
