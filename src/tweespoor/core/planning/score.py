"""The score of a plan by its terms, written from the format's section "Score"; lower is better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from tweespoor.core.planning.attendance import Attendance, Held
from tweespoor.core.planning.data import Group, Participant, Term


def breakdown(view: Attendance) -> dict[Term, int]:
    """The points of every term."""
    return {term: count(view) for term, count in _COUNTS.items()}


def _unplaced(view: Attendance) -> int:
    return sum(
        demand.weight
        for participant in view.instance.participants
        for demand in participant.demands
        if not any(option.activity in view.groups_of.get(participant.id, {}) for option in demand.any_of)
    )


def _group_cost(view: Attendance) -> int:
    cost = {activity.id: activity.group_cost for activity in view.instance.activities}
    return view.instance.weights.group_cost * sum(cost.get(group.activity, 0) for group in view.plan.groups)


def _of_known_activity(view: Attendance) -> list[Group]:
    known = {activity.id for activity in view.instance.activities}
    return [group for group in view.plan.groups if group.activity in known]


def _outside_seat(view: Attendance) -> int:
    return view.instance.weights.outside_seat * sum(group.outside for group in _of_known_activity(view))


def _switch(view: Attendance) -> int:
    return view.instance.weights.switch * sum(view.switched(each) for each in view.instance.participants)


def _level_spread(view: Attendance) -> int:
    spread = 0
    for group in _of_known_activity(view):
        levels = [view.people[name].level for name in group.participants if name in view.people]
        spread += max(levels) - min(levels) if levels else 0
    return view.instance.weights.level_spread * spread


def _dislike(view: Attendance) -> int:
    total = 0
    for participant in view.instance.participants:
        for demand in participant.demands:
            attended = view.groups_of.get(participant.id, {})
            placed = [option.dislike for option in demand.any_of if option.activity in attended]
            total += placed[0] if placed else 0
    return view.instance.weights.dislike * total


def _weeks_with_groups(view: Attendance) -> list[tuple[Participant, list[Held], set[int]]]:
    """Each participant and period with a group: who, the groups, and all slots attended."""
    weeks = []
    for participant in view.instance.participants:
        for period in view.instance.periods:
            groups = view.groups_in(participant, period=period.id)
            if groups:
                weeks.append((participant, groups, set(view.week(participant, period=period.id))))
    return weeks


def _single_session_day(view: Attendance) -> int:
    slots = view.instance.slots
    days = (Counter(slots[slot].day for slot in attended) for _, _, attended in _weeks_with_groups(view))
    return view.instance.weights.single_session_day * sum(list(per_day.values()).count(1) for per_day in days)


def _third_in_row(view: Attendance) -> int:
    slots = view.instance.slots
    thirds = 0
    for _, _, attended in _weeks_with_groups(view):
        for slot in attended:
            before = {slot - 1, slot - 2}
            thirds += before <= attended and slots[slot - 2].day == slots[slot].day
    return view.instance.weights.third_in_row * thirds


def _late(view: Attendance) -> int:
    slots = view.instance.slots
    late = sum(slots[slot].late for _, groups, _ in _weeks_with_groups(view) for held in groups for slot in held.slots)
    return view.instance.weights.late * late


def _no_preteach(view: Attendance) -> int:
    day = [slot.day for slot in view.instance.slots]
    missed = 0
    for participant, groups, _ in _weeks_with_groups(view):
        lessons = view.lessons(participant)
        for held in groups:
            for session in held.sessions if held.activity.preteach else ():
                taught = any(day[lesson] == day[session[0]] and lesson < session[0] for lesson in lessons if session)
                missed += bool(session) and not taught
    return view.instance.weights.no_preteach * missed


def _moved(view: Attendance) -> int:
    previous = view.instance.previous
    if previous is None:
        return 0
    moved = 0
    for group in previous.groups:
        then = sorted(tuple(view.at.get(slot, -1) for slot in session) for session in group.slots)
        for name in group.participants:
            if name not in view.people or not _asks_for(view.people[name], activity=group.activity):
                continue
            now = view.groups_of.get(name, {}).get(group.activity)
            same = now is not None and now.group.period == group.period and sorted(now.sessions) == then
            moved += not same
    for participant in view.instance.participants:
        before = previous.classes.get(participant.id, participant.class_id)
        moved += view.class_of[participant.id] != before
    return view.instance.weights.moved * moved


def _asks_for(participant: Participant, *, activity: str) -> bool:
    return any(option.activity == activity for demand in participant.demands for option in demand.any_of)


_COUNTS: dict[Term, Callable[[Attendance], int]] = {
    Term.UNPLACED: _unplaced,
    Term.GROUP_COST: _group_cost,
    Term.OUTSIDE_SEAT: _outside_seat,
    Term.SWITCH: _switch,
    Term.LEVEL_SPREAD: _level_spread,
    Term.DISLIKE: _dislike,
    Term.SINGLE_SESSION_DAY: _single_session_day,
    Term.THIRD_IN_ROW: _third_in_row,
    Term.LATE: _late,
    Term.NO_PRETEACH: _no_preteach,
    Term.MOVED: _moved,
}
