"""The checker: every hard rule of the format, in its order and from its words, and the score.

It knows nothing of the model or the search, so that it can judge them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tweespoor.core.planning.attendance import Attendance, Held, Seat, attendance
from tweespoor.core.planning.data import Instance, Participant, Plan, Term
from tweespoor.core.planning.score import breakdown


@dataclass(frozen=True)
class Breach:
    """A rule that a plan breaks (1 to 13), where, and a sentence that says how."""

    rule: int
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"rule {self.rule}: {self.where}: {self.sentence}"


@dataclass(frozen=True)
class Report:
    """What the checker found: broken rules, and the score with its terms."""

    broken: tuple[Breach, ...]
    breakdown: dict[Term, int]

    @property
    def valid(self) -> bool:
        """No rule is broken."""
        return not self.broken

    @property
    def score(self) -> int:
        """The sum of the terms."""
        return sum(self.breakdown.values())


def check(instance: Instance, plan: Plan) -> Report:
    """Hold a plan against every rule and compute its score.

    A plan that breaks rules has a score too; there, groups that name something unknown are attended by nobody.
    """
    view = attendance(instance, plan=plan)
    broken = [breach for rule in _RULES for breach in rule(view)]
    return Report(broken=tuple(broken), breakdown=breakdown(view))


def _rule_1(view: Attendance) -> Iterator[Breach]:
    """Period, slots, room and trainer exist, are allowed and available; sessions are of the right number and shape."""
    known = {held.number for held in view.held}
    for number, group in enumerate(view.plan.groups):
        if number not in known:
            where = f"group {number} ({group.activity})"
            yield Breach(1, where, "names an unknown activity, period, room or trainer")
    weeks = {period.id: period.weeks for period in view.instance.periods}
    for held in view.held:
        activity, group = held.activity, held.group
        if activity.weeks > weeks[group.period]:
            yield Breach(1, held.name, f"takes {activity.weeks} weeks, period {group.period} has fewer")
        if activity.rooms is not None and group.room not in activity.rooms:
            yield Breach(1, held.name, f"may not use room {group.room}")
        if activity.trainers is not None and group.trainer not in activity.trainers:
            yield Breach(1, held.name, f"may not have trainer {group.trainer}")
        yield from _sessions(view, held=held)


def _sessions(view: Attendance, *, held: Held) -> Iterator[Breach]:
    slots, activity = view.instance.slots, held.activity
    if len(held.sessions) < len(held.group.slots):
        yield Breach(1, held.name, "uses an unknown slot")
    days = {slots[session[0]].day for session in held.sessions if session}
    if len(held.sessions) != activity.sessions or len(days) != activity.sessions:
        yield Breach(1, held.name, f"needs {activity.sessions} sessions on different days")
    for session in held.sessions:
        names = [slots[slot].id for slot in session]
        one_day = len({slots[slot].day for slot in session}) == 1
        if len(session) != activity.length or not one_day or session != tuple(range(session[0], session[-1] + 1)):
            yield Breach(1, held.name, f"session {names} is not {activity.length} consecutive slots of one day")
        for usable in (activity, held.room, held.trainer):
            if usable.slots is not None and not set(names) <= set(usable.slots):
                yield Breach(1, held.name, f"session {names} is outside the slots of {usable.id}")


def _rule_2(view: Attendance) -> Iterator[Breach]:
    """At most `max_groups` groups of an activity."""
    count = Counter(held.activity.id for held in view.held)
    for activity in view.instance.activities:
        if activity.max_groups is not None and count[activity.id] > activity.max_groups:
            yield Breach(2, activity.id, f"has {count[activity.id]} groups, at most {activity.max_groups} are allowed")


def _rule_3(view: Attendance) -> Iterator[Breach]:
    """Size between the least and the most, outside seats within their number, at least one participant."""
    for held in view.held:
        members, outside, activity = held.group.participants, held.group.outside, held.activity
        most = min(activity.max_size, held.room.capacity)
        if not activity.min_size <= len(members) + outside <= most:
            size = f"{len(members)} participants and {outside} from outside"
            yield Breach(3, held.name, f"has {size}, needs {activity.min_size} to {most}")
        if not 0 <= outside <= activity.outside_seats:
            yield Breach(3, held.name, f"has {outside} seats from outside, {activity.outside_seats} are allowed")
        if not members:
            yield Breach(3, held.name, "has no participant")
        if len(set(members)) < len(members):
            yield Breach(3, held.name, "lists a participant twice")


def _rule_4(view: Attendance) -> Iterator[Breach]:
    """Levels between the activity's limits and close enough together."""
    for held in view.held:
        levels = [view.people[name].level for name in held.group.participants if name in view.people]
        if not levels:
            continue
        low, high, activity = min(levels), max(levels), held.activity
        if low < activity.level_min or (activity.level_max is not None and high > activity.level_max):
            yield Breach(4, held.name, f"has levels {low} to {high}, outside those of the activity")
        if activity.max_level_spread is not None and high - low > activity.max_level_spread:
            yield Breach(4, held.name, f"has levels {low} to {high}, more than {activity.max_level_spread} apart")


def _rule_5(view: Attendance) -> Iterator[Breach]:
    """At most one group per demand, of an activity it names, and no other."""
    times: Counter[tuple[str, str]] = Counter()
    for held in view.held:
        for name in held.group.participants:
            if name not in view.people:
                yield Breach(5, held.name, f"has an unknown participant {name!r}")
        times.update((name, held.activity.id) for name in held.group.participants)
    for (name, activity), count in times.items():
        if name in view.people and count > 1:
            yield Breach(5, name, f"is {count} times in groups of {activity}")
    for participant in view.instance.participants:
        attended = view.groups_of.get(participant.id, {})
        asked: set[str] = set()
        for demand in participant.demands:
            options = {option.activity for option in demand.any_of}
            asked |= options
            if len(options & set(attended)) > 1:
                yield Breach(5, participant.id, f"has {sorted(options & set(attended))} for one demand")
        for activity in sorted(set(attended) - asked):
            yield Breach(5, participant.id, f"has no demand for {activity}")


def _rule_6(view: Attendance) -> Iterator[Breach]:
    """One place at a time, and never when unavailable, but for lessons of the class attended now."""
    for participant in view.instance.participants:
        for period in view.instance.periods:
            away = {*participant.unavailable, *participant.unavailable_in.get(period.id, ())}
            lessons = [view.instance.slots[slot].id for slot in view.lessons(participant)]
            if view.switched(participant) and away & set(lessons):
                yield Breach(6, participant.id, f"is not available for the class switched to in {period.id}")
            groups = view.groups_in(participant, period=period.id)
            needed = [view.instance.slots[slot].id for held in groups for slot in held.slots]
            for slot, count in Counter([*needed, *lessons]).items():
                if count > 1:
                    yield Breach(6, participant.id, f"is needed twice in {period.id} at {slot}")
            for slot in sorted(away & set(needed)):
                yield Breach(6, participant.id, f"is away in {period.id} at {slot}")


def _rule_7(view: Attendance) -> Iterator[Breach]:
    """No more slots a week than the participant can bear; the present class alone is never too much."""
    for participant in view.instance.participants:
        most = participant.max_slots
        for period in view.instance.periods if most is not None else ():
            groups = view.groups_in(participant, period=period.id)
            count = len(view.week(participant, period=period.id))
            if most is not None and count > most and (groups or view.switched(participant)):
                yield Breach(7, participant.id, f"has {count} slots a week in {period.id}, at most {most} fit")


def _rule_8(view: Attendance) -> Iterator[Breach]:
    """No group, and no class switched to, further from home than the participant can travel."""
    minutes = _minutes_from_zone(view)
    for participant in view.instance.participants:
        attends = view.class_of[participant.id]
        places = [held.room.location for held in view.groups_of.get(participant.id, {}).values()]
        if attends and view.switched(participant):
            places.append(view.classes[attends].location)
        for place in places:
            needed = minutes[participant.zone, place]
            if participant.max_travel is not None and needed > participant.max_travel:
                yield Breach(
                    8, participant.id, f"travels {needed} minutes to {place}, at most {participant.max_travel}"
                )


def _minutes_from_zone(view: Attendance) -> dict[tuple[str, str], int]:
    """Minutes from each zone to each location."""
    number = {zone: position for position, zone in enumerate(view.instance.zones)}
    return {
        (zone, location.id): view.instance.travel[number[zone]][number[location.zone]]
        for zone in view.instance.zones
        for location in view.instance.locations
    }


def _rule_9(view: Attendance) -> Iterator[Breach]:
    """Between two slots attended one after the other on a day there is time to travel."""
    minutes, slots = _minutes_from_zone(view), view.instance.slots
    zone = {location.id: location.zone for location in view.instance.locations}

    def can_get(first: int, then: int, here: Seat, there: Seat) -> bool:
        if slots[first].day != slots[then].day or here.location == there.location:
            return True
        fixed = not (here.chosen or there.chosen)
        return fixed or slots[then].start - slots[first].end >= minutes[zone[here.location], there.location]

    for participant in view.instance.participants:
        for period in view.instance.periods:
            week = sorted(view.week(participant, period=period.id).items())
            for (first, here), (then, there) in pairwise(week):
                if not can_get(first, then, here, there):
                    way = f"from {here.location} to {there.location} in {period.id} after {slots[first].id}"
                    yield Breach(9, participant.id, f"cannot get {way}")


def _rule_10(view: Attendance) -> Iterator[Breach]:
    """A room and a trainer hold one group at a time, none when others have them; a trainer's sessions a week are
    within the most."""
    times: Counter[tuple[str, str, str, int]] = Counter()
    sessions: Counter[tuple[str, str]] = Counter()
    for held in view.held:
        names = {view.instance.slots[slot].id for slot in held.slots}
        for usable in (held.room, held.trainer):
            for slot_id in sorted(names & {*usable.taken_in.get(held.group.period, ())}):
                yield Breach(10, held.name, f"has {usable.id} in {held.group.period} at {slot_id}, when others do")
        for slot in held.slots:
            times["room", held.room.id, held.group.period, slot] += 1
            times["trainer", held.trainer.id, held.group.period, slot] += 1
        sessions[held.trainer.id, held.group.period] += len(held.sessions)
    for (kind, name, period, slot), count in times.items():
        if count > 1:
            at = view.instance.slots[slot].id
            yield Breach(10, f"{kind} {name}", f"has {count} groups in {period} at {at}")
    most = {trainer.id: trainer.max_sessions for trainer in view.instance.trainers}
    for (name, period), count in sessions.items():
        limit = most[name]
        if limit is not None and count > limit:
            yield Breach(10, f"trainer {name}", f"has {count} sessions a week in {period}, at most {limit}")


def _rule_11(view: Attendance) -> Iterator[Breach]:
    """What comes after another activity is in a later period, where a participant has both."""
    order = {period.id: number for number, period in enumerate(view.instance.periods)}
    for name, groups in view.groups_of.items():
        for held in groups.values():
            for before in held.activity.after:
                if before in groups and order[groups[before].group.period] >= order[held.group.period]:
                    yield Breach(11, name, f"has {held.activity.id} not after {before}")


def _rule_12(view: Attendance) -> Iterator[Breach]:
    """A group with someone who asks for the same gender has one gender."""
    for held in view.held:
        members = [view.people[name] for name in held.group.participants if name in view.people]
        asked = any(held.activity.id in member.same_gender for member in members)
        if asked and len({member.gender for member in members}) > 1:
            yield Breach(12, held.name, "is mixed, while a participant asks for one gender")


def _rule_13(view: Attendance) -> Iterator[Breach]:
    """Switches go to a class the participant may switch to, and within the free seats."""
    for name, attends in view.plan.classes.items():
        if name not in view.people:
            yield Breach(13, name, "switches class but is unknown")
        elif not _may_attend(view.people[name], attends=attends):
            yield Breach(13, name, f"cannot switch to class {attends!r}")
    net: Counter[str] = Counter()
    for participant in view.instance.participants:
        attends_now = view.class_of[participant.id]
        if attends_now is not None and view.switched(participant):
            net[attends_now] += 1
            if participant.class_id is not None:
                net[participant.class_id] -= 1
    for each in view.instance.classes:
        if net[each.id] > each.free_seats:
            yield Breach(13, f"class {each.id}", f"gets {net[each.id]} more, has {each.free_seats} free seats")


def _may_attend(participant: Participant, *, attends: str) -> bool:
    return attends == participant.class_id or attends in participant.class_options


_RULES = (
    _rule_1, _rule_2, _rule_3, _rule_4, _rule_5, _rule_6, _rule_7,
    _rule_8, _rule_9, _rule_10, _rule_11, _rule_12, _rule_13,
)  # fmt: skip
