"""Read an instance or a plan from its file, strictly, and tell every fault with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from typing import TypeVar

from tweespoor.core.planning.data import (
    INSTANCE_FORMAT,
    PLAN_FORMAT,
    Activity,
    Demand,
    Group,
    Instance,
    LanguageClass,
    Location,
    Option,
    Participant,
    Period,
    Plan,
    Room,
    Slot,
    Trainer,
    Weights,
)
from tweespoor.core.planning.fields import LARGEST_COST, FormatError, Place, parse_json

T = TypeVar("T")

_SECTIONS = (
    "slots", "periods", "levels", "zones", "travel", "locations",
    "rooms", "trainers", "classes", "activities", "participants", "weights",
)  # fmt: skip


def read_instance(text: str) -> Instance:
    """The instance in the text of a file.

    Raises:
        FormatError: with every fault and its place.
    """
    root = Place(parse_json(text), "")
    known = root.is_object(required=("format", *_SECTIONS), optional=("name", "previous"))
    instance = _instance(root) if known else None
    if instance is None or root.faults:
        raise FormatError(*root.faults)
    return instance


def read_plan(text: str) -> Plan:
    """The plan in the text of a file. That what it names exists is a rule of the plan, not of its format.

    Raises:
        FormatError: with every fault and its place.
    """
    root = Place(parse_json(text), "")
    plan = _plan(root, required=("format", "groups", "score"))
    if root.faults:
        raise FormatError(*root.faults)
    return plan


@dataclass(frozen=True)
class _Names:
    """The ids of each kind that the file defines, to hold references against."""

    of: dict[str, dict[str, int]] = field(default_factory=dict)

    def define(self, places: Iterable[Place], *, kind: str) -> None:
        """Note the ids of a kind; one that is used twice is a fault."""
        numbers = self.of.setdefault(kind, {})
        for number, place in enumerate(places):
            if not isinstance(place.value, str):
                continue
            if place.value in numbers:
                place.fault(f"the {kind} {place.value!r} is there twice")
            numbers.setdefault(place.value, number)

    def reference(self, place: Place, *, kind: str) -> str:
        """The id at `place`, which must be of this kind."""
        name = place.text()
        if name and name not in self.of[kind]:
            place.fault(f"unknown {kind} {name!r}")
        return name

    def references(self, place: Place, *, kind: str) -> tuple[str, ...]:
        """A list of ids of this kind, each once."""
        names: list[str] = []
        for item in place.items():
            name = self.reference(item, kind=kind)
            if name and name in names:
                item.fault(f"the {kind} {name!r} is there twice")
            names.append(name)
        return tuple(names)


def _instance(root: Place) -> Instance:
    if root.at("format").text() not in ("", INSTANCE_FORMAT):
        root.at("format").fault(f"expected {INSTANCE_FORMAT!r}, found {root.at('format').value!r}")
    names = _names(root)
    slots = _slots(root.at("slots"))
    slots_of_day = Counter(slot.day for slot in slots)
    return Instance(
        name=root.at("name").unless_missing(lambda: root.at("name").text(empty=True), default=""),
        slots=slots,
        periods=_each(root.at("periods"), _period),
        levels=tuple(item.text() for item in root.at("levels").items()),
        zones=tuple(item.text() for item in root.at("zones").items()),
        travel=_travel(root.at("travel"), zones=len(names.of["zone"])),
        locations=_each(root.at("locations"), lambda place: _location(place, names=names)),
        rooms=_each(root.at("rooms"), lambda place: _room(place, names=names)),
        trainers=_each(root.at("trainers"), lambda place: _trainer(place, names=names)),
        classes=_each(root.at("classes"), lambda place: _class(place, names=names)),
        activities=_each(root.at("activities"), lambda place: _activity(place, names=names, slots_of_day=slots_of_day)),
        participants=_each(root.at("participants"), lambda place: _participant(place, names=names)),
        weights=_weights(root.at("weights")),
        previous=root.at("previous").unless_null(lambda: _plan(root.at("previous"), required=("groups",))),
    )


def _names(root: Place) -> _Names:
    """All ids, before anything refers to them."""
    names = _Names()
    for section, kind in (("levels", "level"), ("zones", "zone")):
        places = list(root.at(section).items()) if isinstance(root.at(section).value, list) else []
        names.define(places, kind=kind)
    for section, kind in (
        ("slots", "slot"), ("periods", "period"), ("locations", "location"), ("rooms", "room"),
        ("trainers", "trainer"), ("classes", "class"), ("activities", "activity"), ("participants", "participant"),
    ):  # fmt: skip
        places = list(root.at(section).items()) if isinstance(root.at(section).value, list) else []
        names.define([place.at("id") for place in places], kind=kind)
    return names


def _each(place: Place, read: Callable[[Place], T | None]) -> tuple[T, ...]:
    found = (read(item) for item in place.items())
    return tuple(item for item in found if item is not None)


def _slots(place: Place) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for item in place.items():
        if not item.is_object(required=("id", "day", "start", "end"), optional=("late",)):
            continue
        slot = Slot(
            id=item.at("id").text(),
            day=item.at("day").whole(at_least=1, at_most=7),
            start=item.at("start").clock(),
            end=item.at("end").clock(),
            late=item.at("late").unless_missing(item.at("late").flag, default=False),
        )
        _in_order(item, slot=slot, before=slots[-1] if slots else None)
        slots.append(slot)
    return tuple(slots)


def _in_order(item: Place, *, slot: Slot, before: Slot | None) -> None:
    if slot.end <= slot.start and all(isinstance(item.at(key).value, str) for key in ("start", "end")):
        item.fault("it ends before it starts")
    if before is None or slot.day > before.day:
        return
    if slot.day < before.day or slot.start < before.start:
        item.fault(f"slots must be sorted by day and start; {before.id!r} comes after {slot.id!r}")
    elif slot.start < before.end:
        item.fault(f"it overlaps slot {before.id!r}")


def _period(place: Place) -> Period | None:
    if not place.is_object(required=("id", "weeks")):
        return None
    return Period(id=place.at("id").text(), weeks=place.at("weeks").whole(at_least=1))


def _travel(place: Place, *, zones: int) -> tuple[tuple[int, ...], ...]:
    rows = []
    for row in place.items():
        minutes = tuple(cell.whole() for cell in row.items())
        if isinstance(row.value, list) and len(minutes) != zones:
            row.fault(f"has {len(minutes)} numbers for {zones} zones")
        rows.append(minutes)
    if isinstance(place.value, list) and len(rows) != zones:
        place.fault(f"has {len(rows)} rows for {zones} zones")
    return tuple(rows)


def _location(place: Place, *, names: _Names) -> Location | None:
    if not place.is_object(required=("id", "zone")):
        return None
    return Location(id=place.at("id").text(), zone=names.reference(place.at("zone"), kind="zone"))


def _when(place: Place, *, names: _Names) -> tuple[str, ...] | None:
    slots = place.at("slots")
    return slots.unless_null(lambda: names.references(slots, kind="slot"))


def _room(place: Place, *, names: _Names) -> Room | None:
    if not place.is_object(required=("id", "location", "capacity"), optional=("slots", "taken_in")):
        return None
    return Room(
        id=place.at("id").text(),
        location=names.reference(place.at("location"), kind="location"),
        capacity=place.at("capacity").whole(),
        slots=_when(place, names=names),
        taken_in=_in_periods(place.at("taken_in"), names=names),
    )


def _trainer(place: Place, *, names: _Names) -> Trainer | None:
    if not place.is_object(required=("id",), optional=("slots", "max_sessions", "taken_in")):
        return None
    most = place.at("max_sessions")
    return Trainer(
        id=place.at("id").text(),
        slots=_when(place, names=names),
        max_sessions=most.unless_missing(most.whole, default=None),
        taken_in=_in_periods(place.at("taken_in"), names=names),
    )


def _class(place: Place, *, names: _Names) -> LanguageClass | None:
    if not place.is_object(required=("id", "location", "slots", "free_seats"), optional=("provider",)):
        return None
    return LanguageClass(
        id=place.at("id").text(),
        location=names.reference(place.at("location"), kind="location"),
        slots=names.references(place.at("slots"), kind="slot"),
        free_seats=place.at("free_seats").whole(),
        provider=place.at("provider").unless_missing(lambda: place.at("provider").text(empty=True), default=""),
    )


_ACTIVITY_OPTIONAL = (
    "sessions", "length", "level_min", "level_max", "max_level_spread", "rooms", "trainers",
    "max_groups", "outside_seats", "group_cost", "preteach", "after", "slots",
)  # fmt: skip


def _activity(place: Place, *, names: _Names, slots_of_day: Counter[int]) -> Activity | None:
    faults_before = len(place.faults)
    if not place.is_object(required=("id", "weeks", "min_size", "max_size"), optional=_ACTIVITY_OPTIONAL):
        return None

    def number(key: str, *, at_least: int = 0, default: int = 0, at_most: int = 1_000_000_000) -> int:
        at = place.at(key)
        return at.unless_missing(lambda: at.whole(at_least=at_least, at_most=at_most), default=default)

    def limit(key: str) -> int | None:
        at = place.at(key)
        return at.unless_missing(at.whole, default=None)

    rooms, trainers, after = place.at("rooms"), place.at("trainers"), place.at("after")
    activity = Activity(
        id=place.at("id").text(),
        weeks=number("weeks", at_least=1, default=1),
        min_size=number("min_size"),
        max_size=number("max_size", at_least=1, default=1),
        sessions=number("sessions", at_least=1, default=1),
        length=number("length", at_least=1, default=1),
        level_min=number("level_min"),
        level_max=limit("level_max"),
        max_level_spread=limit("max_level_spread"),
        rooms=rooms.unless_null(lambda: names.references(rooms, kind="room")),
        trainers=trainers.unless_null(lambda: names.references(trainers, kind="trainer")),
        max_groups=limit("max_groups"),
        outside_seats=number("outside_seats"),
        group_cost=number("group_cost", at_most=LARGEST_COST),
        preteach=place.at("preteach").unless_missing(place.at("preteach").flag, default=False),
        after=after.unless_missing(lambda: names.references(after, kind="activity"), default=()),
        slots=_when(place, names=names),
    )
    if len(place.faults) == faults_before:
        _can_be_meant(place, activity=activity, slots_of_day=slots_of_day)
    return activity


def _can_be_meant(place: Place, *, activity: Activity, slots_of_day: Counter[int]) -> None:
    """Numbers that contradict each other."""
    if activity.min_size > activity.max_size:
        place.fault(f"min_size {activity.min_size} is above max_size {activity.max_size}")
    if activity.level_max is not None and activity.level_min > activity.level_max:
        place.fault(f"level_min {activity.level_min} is above level_max {activity.level_max}")
    if activity.id in activity.after:
        place.at("after").fault("an activity cannot come after itself")
    if activity.sessions > len(slots_of_day):
        days = len(slots_of_day)
        place.at("sessions").fault(f"{activity.sessions} sessions on different days, but the week has {days}")
    if activity.length > max(slots_of_day.values(), default=0):
        place.at("length").fault(f"no day has {activity.length} slots")


_MAY_BE = ("max_travel", "max_slots", "class", "class_options", "unavailable", "unavailable_in", "same_gender")


def _participant(place: Place, *, names: _Names) -> Participant | None:
    if not place.is_object(required=("id", "level", "gender", "zone", "demands"), optional=_MAY_BE):
        return None

    def listed(key: str, *, kind: str) -> tuple[str, ...]:
        at = place.at(key)
        return at.unless_missing(lambda: names.references(at, kind=kind), default=())

    travel, most, attends = (place.at(key) for key in ("max_travel", "max_slots", "class"))
    return Participant(
        id=place.at("id").text(),
        level=place.at("level").whole(at_most=max(len(names.of["level"]) - 1, 0)),
        gender=place.at("gender").text(),
        zone=names.reference(place.at("zone"), kind="zone"),
        max_travel=travel.unless_missing(travel.whole, default=None),
        max_slots=most.unless_missing(most.whole, default=None),
        class_id=attends.unless_null(lambda: names.reference(attends, kind="class")),
        class_options=listed("class_options", kind="class"),
        unavailable=listed("unavailable", kind="slot"),
        unavailable_in=_in_periods(place.at("unavailable_in"), names=names),
        same_gender=listed("same_gender", kind="activity"),
        demands=_demands(place.at("demands"), names=names),
    )


def _in_periods(place: Place, *, names: _Names) -> dict[str, tuple[str, ...]]:
    found = {}
    for period, slots in place.entries():
        if period not in names.of["period"]:
            slots.fault(f"unknown period {period!r}")
        found[period] = names.references(slots, kind="slot")
    return found


def _demands(place: Place, *, names: _Names) -> tuple[Demand, ...]:
    demands: list[Demand] = []
    seen: set[str] = set()
    for item in place.items():
        if not item.is_object(required=("weight", "any_of")):
            continue
        options = _each(item.at("any_of"), lambda option: _option(option, names=names, seen=seen))
        if item.at("any_of").value == []:
            item.at("any_of").fault("a demand names at least one activity")
        demands.append(Demand(weight=item.at("weight").whole(), any_of=options))
    return tuple(demands)


def _option(place: Place, *, names: _Names, seen: set[str]) -> Option | None:
    if not place.is_object(required=("activity",), optional=("dislike",)):
        return None
    activity = names.reference(place.at("activity"), kind="activity")
    if activity and activity in seen:
        place.at("activity").fault(f"the participant asks for activity {activity!r} twice; it may be named once")
    seen.add(activity)
    dislike = place.at("dislike")
    points = dislike.unless_missing(lambda: dislike.whole(at_most=LARGEST_COST), default=0)
    return Option(activity=activity, dislike=points)


def _weights(place: Place) -> Weights:
    names = tuple(each.name for each in fields(Weights))
    if not place.is_object(required=names):
        return Weights()
    return Weights(**{name: place.at(name).whole(at_most=LARGEST_COST) for name in names})


def _plan(root: Place, *, required: tuple[str, ...]) -> Plan:
    """A plan, alone or as an instance's `previous`, where what it names may be gone by now."""
    optional = tuple(key for key in ("format", "score", "bound", "breakdown", "classes") if key not in required)
    if not root.is_object(required=required, optional=optional):
        return Plan()
    form, classes, score, bound, terms = (root.at(key) for key in ("format", "classes", "score", "bound", "breakdown"))
    if form.unless_missing(form.text, default="") not in ("", PLAN_FORMAT):
        form.fault(f"expected {PLAN_FORMAT!r}, found {form.value!r}")
    return Plan(
        groups=_each(root.at("groups"), _group),
        classes=classes.unless_missing(lambda: {key: at.text() for key, at in classes.entries()}, default={}),
        score=score.unless_missing(lambda: _claim(score), default=None),
        bound=bound.unless_missing(lambda: _claim(bound), default=0),
        breakdown=terms.unless_missing(lambda: {key: _claim(at) for key, at in terms.entries()}, default={}),
    )


def _claim(place: Place) -> int:
    """A whole number the plan claims; a wrong claim is found by the check, not here."""
    return place.whole(at_least=-(10**18), at_most=10**18)


def _group(place: Place) -> Group | None:
    required = ("activity", "period", "slots", "room", "trainer", "participants")
    if not place.is_object(required=required, optional=("outside",)):
        return None
    outside = place.at("outside")
    return Group(
        activity=place.at("activity").text(),
        period=place.at("period").text(),
        slots=tuple(tuple(slot.text() for slot in session.items()) for session in place.at("slots").items()),
        room=place.at("room").text(),
        trainer=place.at("trainer").text(),
        participants=tuple(person.text() for person in place.at("participants").items()),
        outside=outside.unless_missing(lambda: _claim(outside), default=0),
    )
