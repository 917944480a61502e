"""The groups of one period as a file for FET, and FET's answer as groups again.

The n-th slot of a day is its hour n, and hours that a day does not have are breaks. Every participant is what FET calls
a year, every weekly session an activity. Things go by their numbers, so that any id will do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

from tweespoor.core.planning import Group, Instance, Plan

VERSION = "6.0.0"
"""The version of the file format that is written; later programs read it."""
ALWAYS = "100"
"""The weight of a constraint that must be kept, in percent."""
SEATS = 10_000
"""Rooms are large here: each group's own list of rooms has those that are large enough."""


class FetFile:
    """A file for FET with the groups of a plan in one period."""

    def __init__(self, instance: Instance, *, plan: Plan, period: str) -> None:
        self.instance = instance
        self.period = period
        self.groups = [group for group in plan.groups if group.period == period]
        self.time = _times(instance)
        self.slot_at = {time: slot for slot, time in self.time.items()}
        self.activities = {activity.id: activity for activity in instance.activities}
        self.rooms = {room.id: f"room {number}" for number, room in enumerate(instance.rooms)}
        self.trainers = {trainer.id: f"trainer {number}" for number, trainer in enumerate(instance.trainers)}
        self.people = {person.id: f"person {number}" for number, person in enumerate(instance.participants)}
        self.classes = {person.id: plan.classes.get(person.id, person.class_id) for person in instance.participants}
        sessions = [number for number, group in enumerate(self.groups) for _ in group.slots]
        self.group_of = dict(enumerate(sessions, start=1))
        """The number of the group of each activity of FET."""

    def content(self) -> bytes:
        """The whole file."""
        busy = {name for group in self.groups for name in group.participants}
        days, hours = zip(*self.slot_at, strict=True)
        root = ET.Element("fet", version=VERSION)
        _say(root, Mode="Official", Institution_Name="puzzle")
        _list(root, "Days_List", (_say(ET.Element("Day"), Name=day) for day in dict.fromkeys(days)), count="Days")
        by_number = sorted(set(hours), key=int)
        _list(root, "Hours_List", (_say(ET.Element("Hour"), Name=hour) for hour in by_number), count="Hours")
        _list(root, "Subjects_List", [_say(ET.Element("Subject"), Name="group")])
        _list(root, "Teachers_List", (_say(ET.Element("Teacher"), Name=name) for name in self.trainers.values()))
        years = (_say(ET.Element("Year"), Name=self.people[name], Number_of_Students=1) for name in sorted(busy))
        _list(root, "Students_List", years)
        _list(root, "Activities_List", (self._session(number) for number in self.group_of))
        rooms = (_say(ET.Element("Room"), Name=name, Capacity=SEATS) for name in self.rooms.values())
        _list(root, "Rooms_List", rooms)
        _list(root, "Time_Constraints_List", self._about_time(sorted(busy)))
        _list(root, "Space_Constraints_List", self._about_rooms())
        return ET.tostring(root, encoding="UTF-8", xml_declaration=True)

    def groups_in(self, answer: bytes) -> list[Group]:
        """The groups at the slots and in the rooms of FET's answer."""
        room_named = {name: room for room, name in self.rooms.items()}
        slots: dict[int, list[tuple[str, ...]]] = {number: [] for number in range(len(self.groups))}
        rooms: dict[int, str] = {}
        order = [slot.id for slot in self.instance.slots]
        for each in ET.fromstring(answer).iter("Activity"):
            number = self.group_of[int(each.findtext("Id", ""))]
            first = order.index(self.slot_at[each.findtext("Day", ""), each.findtext("Hour", "")])
            length = self.activities[self.groups[number].activity].length
            slots[number].append(tuple(order[first : first + length]))
            rooms[number] = room_named[each.findtext("Room", "")]
        return [
            replace(group, slots=tuple(_in_order(slots[number], order=order)), room=rooms[number])
            for number, group in enumerate(self.groups)
        ]

    def _session(self, number: int) -> ET.Element:
        group = self.groups[self.group_of[number]]
        activity = self.activities[group.activity]
        element = _say(ET.Element("Activity"), Teacher=self.trainers[group.trainer], Subject="group")
        for name in group.participants:
            _say(element, Students=self.people[name])
        same = self._sessions(self.group_of[number])
        return _say(
            element,
            Duration=activity.length,
            Total_Duration=activity.length * len(same),
            Id=number,
            Activity_Group_Id=same[0] if len(same) > 1 else 0,
            Active="true",
        )

    def _about_time(self, busy: list[str]) -> Iterator[ET.Element]:
        """When the week has slots, and when trainers and participants are free."""
        yield _must("ConstraintBasicCompulsoryTime")
        grid = {(day, hour) for day, _ in self.slot_at for _, hour in self.slot_at}
        yield _times_of(_must("ConstraintBreakTimes"), "Break", sorted(grid - set(self.slot_at)))
        for trainer in self.instance.trainers:
            free = set(self.time) if trainer.slots is None else set(trainer.slots)
            element = _must("ConstraintTeacherNotAvailableTimes", Teacher=self.trainers[trainer.id])
            yield self._not_available(element, set(self.time) - free)
        people = {person.id: person for person in self.instance.participants}
        lessons = {each.id: each.slots for each in self.instance.classes}
        for name in busy:
            person, attends = people[name], self.classes[name]
            away = {*person.unavailable, *person.unavailable_in.get(self.period, ())}
            element = _must("ConstraintStudentsSetNotAvailableTimes", Students=self.people[name])
            yield self._not_available(element, away | set(lessons[attends] if attends is not None else ()))
        for number in range(len(self.groups)):
            yield from self._about_sessions(number)

    def _not_available(self, element: ET.Element, slots: set[str]) -> ET.Element:
        return _times_of(element, "Not_Available", sorted(self.time[slot] for slot in slots))

    def _about_sessions(self, group: int) -> Iterator[ET.Element]:
        """Slots that the activity may use, and sessions of a group on different days."""
        sessions = self._sessions(group)
        allowed = self.activities[self.groups[group].activity].slots
        for session in sessions if allowed is not None else ():
            element = _must("ConstraintActivityPreferredTimeSlots", Activity_Id=session)
            yield _times_of(element, "Preferred", [self.time[slot] for slot in allowed or ()], slots=True)
        if len(sessions) > 1:
            element = _must("ConstraintMinDaysBetweenActivities", Consecutive_If_Same_Day="false")
            yield _say(_counted(element, "Activities", "Activity_Id", sessions), MinDays=1)

    def _about_rooms(self) -> Iterator[ET.Element]:
        """When rooms are free, which of them a group may use, and that it uses one for all its sessions."""
        yield _must("ConstraintBasicCompulsorySpace")
        for room in self.instance.rooms:
            free = set(self.time) if room.slots is None else set(room.slots)
            element = _must("ConstraintRoomNotAvailableTimes", Room=self.rooms[room.id])
            yield self._not_available(element, set(self.time) - free)
        for number, group in enumerate(self.groups):
            sessions, rooms = self._sessions(number), self._rooms_for(group)
            for session in sessions:
                element = _must("ConstraintActivityPreferredRooms", Activity_Id=session)
                yield _counted(element, "Preferred_Rooms", "Preferred_Room", rooms)
            if len(sessions) > 1:
                element = _must("ConstraintActivitiesOccupyMaxDifferentRooms")
                counted = _counted(element, "Activities", "Activity_Id", sessions)
                yield _say(counted, Max_Number_of_Different_Rooms=1)

    def _sessions(self, group: int) -> list[int]:
        """FET's activities of a group."""
        return [session for session, of in self.group_of.items() if of == group]

    def _rooms_for(self, group: Group) -> list[str]:
        """Rooms that the activity may use, large enough, and within reach of every member."""
        instance, allowed = self.instance, self.activities[group.activity].rooms
        zones = {zone: number for number, zone in enumerate(instance.zones)}
        zone_of = {location.id: zones[location.zone] for location in instance.locations}
        members = [person for person in instance.participants if person.id in group.participants]
        return [
            self.rooms[room.id]
            for room in instance.rooms
            if (allowed is None or room.id in allowed)
            and room.capacity >= len(members) + group.outside
            and all(
                person.max_travel is None
                or instance.travel[zones[person.zone]][zone_of[room.location]] <= person.max_travel
                for person in members
            )
        ]


def _times(instance: Instance) -> dict[str, tuple[str, str]]:
    """The day and hour of each slot."""
    hours = Counter[int]()
    found = {}
    for slot in instance.slots:
        found[slot.id] = (str(slot.day), str(hours[slot.day]))
        hours[slot.day] += 1
    return found


def _in_order(sessions: list[tuple[str, ...]], *, order: list[str]) -> list[tuple[str, ...]]:
    return sorted(sessions, key=lambda session: order.index(session[0]))


def _say(element: ET.Element, **values: object) -> ET.Element:
    """The element, with an element of these names and texts in it for each value."""
    for name, value in values.items():
        ET.SubElement(element, name).text = str(value)
    return element


def _list(root: ET.Element, name: str, elements: Iterable[ET.Element], *, count: str = "") -> None:
    within = ET.SubElement(root, name)
    found = list(elements)
    if count:
        _say(within, **{f"Number_of_{count}": len(found)})
    within.extend(found)


def _must(name: str, **values: object) -> ET.Element:
    """A constraint that must be kept."""
    return _say(ET.Element(name), Weight_Percentage=ALWAYS, **values)


def _counted(element: ET.Element, what: str, name: str, values: Sequence[object]) -> ET.Element:
    """The element, with how many values there are, and each of them."""
    _say(element, **{f"Number_of_{what}": len(values)})
    for value in values:
        _say(element, **{name: value})
    return element


def _times_of(element: ET.Element, kind: str, times: list[tuple[str, str]], *, slots: bool = False) -> ET.Element:
    """The element, with how many times there are of this kind, and the day and hour of each."""
    what, before = (f"{kind}_Time_Slot", f"{kind}_") if slots else (f"{kind}_Time", "")
    _say(element, **{f"Number_of_{what}s": len(times)})
    for day, hour in times:
        element.append(_say(ET.Element(what), **{f"{before}Day": day, f"{before}Hour": hour}))
    return element
