"""Whether a participant fits in a group as it would be held, and which room and trainer are free for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from tweespoor.core.planning.attendance import Attendance, Held, Seat, attendance
from tweespoor.core.planning.data import Activity, Group, Instance, Participant, Plan, Room, Trainer
from tweespoor.core.planning.reasons import Reason


@dataclass(frozen=True, kw_only=True)
class Short:
    """A group (its position in the plan) that lacks so many people, its outside seats filled."""

    group: int
    lacking: int


def sized(activity: Activity, group: Group) -> Group:
    """The group with as many outside seats as it needs to be large enough, within those it has."""
    needed = max(0, activity.min_size - len(group.participants))
    return replace(group, outside=min(needed, activity.outside_seats))


def who_is_short(instance: Instance, *, plan: Plan, groups: Iterable[int]) -> tuple[Short, ...]:
    """Those of these groups that lack people: fewer than the activity's minimum, or nobody at all."""
    least = {activity.id: activity.min_size for activity in instance.activities}
    found = []
    for number in groups:
        group = plan.groups[number]
        lacking = least.get(group.activity, 0) - len(group.participants) - group.outside
        lacking = max(lacking, 0 if group.participants else 1)
        if lacking > 0:
            found.append(Short(group=number, lacking=lacking))
    return tuple(found)


class Judge:
    """A plan beside its instance, asked about one group and one participant at a time.

    The group that is asked about is left out of everybody's week first: by its activity for its members.
    """

    def __init__(self, instance: Instance, *, plan: Plan) -> None:
        self.instance, self.plan = instance, plan
        self.view: Attendance = attendance(instance, plan=plan)
        self.activities = {each.id: each for each in instance.activities}
        self._zone = {name: number for number, name in enumerate(instance.zones)}
        self._zone_of = {each.id: self._zone[each.zone] for each in instance.locations}
        self._periods = {each.id: number for number, each in enumerate(instance.periods)}
        self._weeks = {each.id: each.weeks for each in instance.periods}

    # Groups

    def held(self, group: Group) -> Held | None:
        """The group with everything looked up; None where it names something that is not there."""
        found = attendance(self.instance, plan=Plan(groups=(group,))).held
        return found[0] if found else None

    def is_well_formed(self, group: Group) -> bool:
        """The sessions are as many and as long as the activity asks, on different days, at slots it may use, in a
        period that is long enough."""
        activity, slots = self.activities.get(group.activity), self.instance.slots
        at = self.view.at
        if activity is None or self._weeks.get(group.period, 0) < activity.weeks:
            return False
        if any(slot not in at for session in group.slots for slot in session):
            return False
        sessions = [[at[slot] for slot in session] for session in group.slots]
        days = [{slots[slot].day for slot in session} for session in sessions]
        return (
            len(sessions) == activity.sessions
            and all(len(session) == activity.length for session in sessions)
            and all(session == list(range(session[0], session[-1] + 1)) for session in sessions)
            and all(len(each) == 1 for each in days)
            and len(set().union(*days)) == len(sessions)
            and (activity.slots is None or all(slot in activity.slots for session in group.slots for slot in session))
        )

    def free_rooms(self, group: Group, *, but: int | None) -> list[Room]:
        """Rooms that the activity may use, that hold the people of the group and its least, open and free at its slots.

        `but` is the position of a group that is left out, as it is the one that moves.
        """
        wanted = {slot for session in group.slots for slot in session}
        taken = self._taken(group.period, wanted, but=but)
        activity = self.activities[group.activity]
        allowed, size = activity.rooms, max(1, activity.min_size, len(group.participants))
        return [
            room
            for room in self.instance.rooms
            if (allowed is None or room.id in allowed)
            and room.capacity >= size
            and (room.slots is None or wanted <= {*room.slots})
            and not wanted & {*room.taken_in.get(group.period, ())}
            and room.id not in {each.room for each in taken}
        ]

    def free_trainers(self, group: Group, *, but: int | None) -> list[Trainer]:
        """Trainers that the activity may have, who are there and free at its slots and have sessions left."""
        wanted = {slot for session in group.slots for slot in session}
        busy = {each.trainer for each in self._taken(group.period, wanted, but=but)}
        allowed = self.activities[group.activity].trainers
        sessions: dict[str, int] = {}
        for number, each in enumerate(self.plan.groups):
            if number != but and each.period == group.period:
                sessions[each.trainer] = sessions.get(each.trainer, 0) + len(each.slots)
        return [
            trainer
            for trainer in self.instance.trainers
            if (allowed is None or trainer.id in allowed)
            and (trainer.slots is None or wanted <= {*trainer.slots})
            and not wanted & {*trainer.taken_in.get(group.period, ())}
            and trainer.id not in busy
            and (trainer.max_sessions is None or sessions.get(trainer.id, 0) + len(group.slots) <= trainer.max_sessions)
        ]

    def _taken(self, period: str, wanted: set[str], *, but: int | None) -> list[Group]:
        return [
            each
            for number, each in enumerate(self.plan.groups)
            if number != but and each.period == period and any(wanted & {*session} for session in each.slots)
        ]

    def most(self, group: Group) -> int:
        """How many people fit in the group in its room."""
        rooms = {room.id: room.capacity for room in self.instance.rooms}
        return min(self.activities[group.activity].max_size, rooms.get(group.room, 0))

    # People

    def obstacles(self, participant: Participant, *, held: Held) -> tuple[Reason, ...]:
        """What keeps a participant from coming to a group when and where it would be held; nothing where it can be."""
        return tuple(self._obstacles(participant, held=held))

    def _obstacles(self, participant: Participant, *, held: Held) -> Iterator[Reason]:
        activity, period = held.activity, held.group.period
        others = [each for each in self.view.groups_in(participant, period=period) if each.activity is not activity]
        slots = set(held.slots)
        lessons = self.view.lessons(participant)
        if not activity.level_min <= participant.level <= self._highest(activity, participant.level):
            yield Reason.LEVEL_OUTSIDE
        if slots & lessons:
            yield Reason.LESSONS
        away = {*participant.unavailable, *participant.unavailable_in.get(period, ())}
        if away & {self.instance.slots[slot].id for slot in slots}:
            yield Reason.UNAVAILABLE
        if any(slots & {*each.slots} for each in others):
            yield Reason.OTHER_GROUP
        busy = lessons.union(slots, *(each.slots for each in others))
        if participant.max_slots is not None and len(busy) > participant.max_slots:
            yield Reason.LOAD_USED
        if participant.max_travel is not None and self._from_home(participant, held=held) > participant.max_travel:
            yield Reason.TOO_FAR
        elif not self._in_time(participant, held=held, others=others):
            yield Reason.TRAVEL_BETWEEN
        if not self._in_order(participant, held=held):
            yield Reason.ORDER

    def obstacles_with(self, participant: Participant, *, group: Group, members: Iterable[str]) -> list[Reason]:
        """What keeps a participant out of the company of a group's members: seats, levels, gender."""
        activity = self.activities[group.activity]
        names = [name for name in members if name != participant.id]
        company = [self.view.people[name] for name in names if name in self.view.people]
        found = []
        if len(names) + 1 > self.most(group):
            found.append(Reason.GROUP_FULL if len(names) + 1 > activity.max_size else Reason.ROOM_FULL)
        levels = [each.level for each in (*company, participant)]
        if activity.max_level_spread is not None and max(levels) - min(levels) > activity.max_level_spread:
            found.append(Reason.LEVELS_APART)
        asked = any(activity.id in each.same_gender for each in (*company, participant))
        if asked and len({each.gender for each in (*company, participant)}) > 1:
            found.append(Reason.GENDER)
        return found

    def _highest(self, activity: Activity, otherwise: int) -> int:
        return otherwise if activity.level_max is None else activity.level_max

    def _from_home(self, participant: Participant, *, held: Held) -> int:
        return self.instance.travel[self._zone[participant.zone]][self._zone_of[held.room.location]]

    def _in_time(self, participant: Participant, *, held: Held, others: Iterable[Held]) -> bool:
        """The days of the group can be travelled, stop by stop."""
        attends = self.view.class_of[participant.id]
        week: dict[int, Seat] = {}
        if attends:
            seat = Seat(self.view.classes[attends].location, self.view.switched(participant))
            week = dict.fromkeys(self.view.lessons(participant), seat)
        for each in (*others, held):
            week |= dict.fromkeys(each.slots, Seat(each.room.location, True))
        slots = self.instance.slots
        for (one, here), (two, there) in pairwise(sorted(week.items())):
            if slots[one].day != slots[two].day or here.location == there.location:
                continue
            minutes = self.instance.travel[self._zone_of[here.location]][self._zone_of[there.location]]
            if (here.chosen or there.chosen) and slots[two].start - slots[one].end < minutes:
                return False
        return True

    def _in_order(self, participant: Participant, *, held: Held) -> bool:
        """What comes before and after it is in earlier and later periods."""
        now = self._periods[held.group.period]
        for name, each in self.view.groups_of.get(participant.id, {}).items():
            then = self._periods[each.group.period]
            if name in held.activity.after and then >= now:
                return False
            if held.activity.id in each.activity.after and now >= then:
                return False
        return True
