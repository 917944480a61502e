"""What a change by hand does to a plan: who has to leave, which groups get too small, and the points it costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tweespoor.core.planning.attendance import attendance
from tweespoor.core.planning.bending.changes import Change, GroupClosed, GroupMoved, GroupOpened, PersonMoved, Slots
from tweespoor.core.planning.bending.judging import Judge, Short, sized, who_is_short
from tweespoor.core.planning.data import Activity, Group, Instance, Participant, Plan, Term
from tweespoor.core.planning.reasons import Reason
from tweespoor.core.planning.score import breakdown


class CannotBe(Exception):
    """A change that the rules do not allow, whoever it is for; `reasons` says what stands in the way."""

    def __init__(self, *reasons: Reason) -> None:
        self.reasons = reasons
        super().__init__(", ".join(reasons))


@dataclass(frozen=True, kw_only=True)
class Dropped:
    """A participant who has to leave a group of an activity, and why; no reasons where the person was sent away."""

    participant: str
    activity: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The plan after a change.

    `dropped` and `joined` say who left and who came into a group; `short` which of the groups that were touched lack
    people. `terms` are the points by which each term of the score gets worse (negative: better), over the people of the
    instance.
    `touched` are the positions in the new plan of the groups that changed, `closed` that in the old plan of the group
    that ended.
    """

    plan: Plan
    dropped: tuple[Dropped, ...]
    joined: tuple[Dropped, ...]
    short: tuple[Short, ...]
    touched: tuple[int, ...]
    terms: Mapping[Term, int] = field(default_factory=dict)
    closed: int | None = None

    @property
    def score(self) -> int:
        """By how many points the plan gets worse; negative where it gets better."""
        return sum(self.terms.values())


def bend(instance: Instance, *, plan: Plan, change: Change) -> Outcome:
    """Carry out one change by hand, and drop those who cannot stay.

    The instance has at least the people in the groups that the change touches, whoever it moves, and for a new group
    those who wait for it.

    Raises:
        CannotBe: if no room or trainer is free, or the person cannot come or fit; it says why.
        ValueError: if the change names a group or participant that is not there.
    """
    if isinstance(change, GroupMoved):
        bent = _move_group(instance, plan, change)
    elif isinstance(change, PersonMoved):
        bent = _move_person(instance, plan, change)
    elif isinstance(change, GroupOpened):
        bent = _open_group(instance, plan, change)
    else:
        bent = _close_group(plan, change)
    before, after = (breakdown(attendance(instance, plan=each)) for each in (plan, bent.plan))
    terms = {term: after[term] - before[term] for term in Term if after[term] != before[term]}
    return replace(bent, terms=terms, short=who_is_short(instance, plan=bent.plan, groups=bent.touched))


def _group(plan: Plan, number: int) -> Group:
    if not 0 <= number < len(plan.groups):
        raise ValueError(f"the plan has no group {number}")
    return plan.groups[number]


def _with(plan: Plan, number: int, group: Group) -> Plan:
    groups = list(plan.groups)
    groups[number] = group
    return replace(plan, groups=tuple(groups))


def _outcome(
    plan: Plan,
    *,
    touched: Iterable[int],
    dropped: Iterable[Dropped] = (),
    joined: Iterable[Dropped] = (),
    closed: int | None = None,
) -> Outcome:
    return Outcome(
        plan=plan,
        dropped=tuple(dropped),
        joined=tuple(joined),
        short=(),
        touched=tuple(touched),
        closed=closed,
    )


def _move_group(instance: Instance, plan: Plan, change: GroupMoved) -> Outcome:
    before = _group(plan, change.group)
    judge = Judge(instance, plan=plan)
    moved = _housed(
        judge,
        replace(before, period=change.period, slots=_in_time_order(instance, change.slots)),
        but=change.group,
        wishes=(change.room, change.trainer),
    )
    held = judge.held(moved)
    if held is None:
        raise CannotBe(Reason.CANNOT_BE_HELD)
    dropped = []
    for name in before.participants:
        person = judge.view.people.get(name)
        reasons = judge.obstacles(person, held=held) if person is not None else ()
        if reasons:
            dropped.append(Dropped(participant=name, activity=before.activity, reasons=reasons))
    gone = {each.participant for each in dropped}
    stay = tuple(name for name in before.participants if name not in gone)
    group = sized(judge.activities[moved.activity], replace(moved, participants=stay))
    return _outcome(_with(plan, change.group, group), touched=[change.group], dropped=dropped)


def _in_time_order(instance: Instance, slots: Slots) -> Slots:
    """The sessions by when they begin; those with unknown slots last."""
    at = {slot.id: number for number, slot in enumerate(instance.slots)}
    return tuple(sorted(slots, key=lambda session: [at.get(slot, len(at)) for slot in session] or [len(at)]))


def _housed(judge: Judge, group: Group, *, but: int | None, wishes: tuple[str | None, str | None]) -> Group:
    """The group in a room and with a trainer: those wished for, else its own where they are free, else the nearest.

    Raises:
        CannotBe: if the time is none of the activity's, or there is no room or no trainer.
    """
    if not judge.is_well_formed(group):
        raise CannotBe(Reason.CANNOT_BE_HELD)
    rooms, trainers = judge.free_rooms(group, but=but), judge.free_trainers(group, but=but)
    if wishes[0] is not None:
        rooms = [room for room in rooms if room.id == wishes[0]]
    if wishes[1] is not None:
        trainers = [trainer for trainer in trainers if trainer.id == wishes[1]]
    missing = [reason for reason, found in ((Reason.NO_ROOM, rooms), (Reason.NO_TRAINER, trainers)) if not found]
    if missing:
        raise CannotBe(*missing)
    here = next((room.location for room in judge.instance.rooms if room.id == group.room), None)
    room = min(rooms, key=lambda each: (each.id != group.room, each.location != here, each.capacity, each.id))
    trainer = min(trainers, key=lambda each: (each.id != group.trainer, each.id))
    return replace(group, room=room.id, trainer=trainer.id)


def _move_person(instance: Instance, plan: Plan, change: PersonMoved) -> Outcome:
    judge = Judge(instance, plan=plan)
    if change.to is None:
        return _send_away(judge, plan, change.participant, out_of=change.out_of)
    person = judge.view.people.get(change.participant)
    if person is None:
        raise ValueError(f"the instance has no participant {change.participant!r}")
    target = _group(plan, change.to)
    if person.id in target.participants:
        raise CannotBe(Reason.OTHER_GROUP)
    options = alternatives(person, activity=target.activity)
    sources = [
        number for number, each in enumerate(plan.groups) if person.id in each.participants and each.activity in options
    ]
    left = _without(judge, plan, person.id, groups=sources)
    judge = Judge(instance, plan=left)
    held = judge.held(target)
    if held is None or target.activity not in options:
        raise CannotBe(Reason.CANNOT_BE_HELD)
    reasons = [
        *judge.obstacles(person, held=held),
        *judge.obstacles_with(person, group=target, members=target.participants),
    ]
    if reasons:
        raise CannotBe(*reasons)
    joined = sized(held.activity, replace(target, participants=(*target.participants, person.id)))
    return _outcome(
        _with(left, change.to, joined),
        touched=[*sources, change.to],
        dropped=[Dropped(participant=person.id, activity=plan.groups[number].activity) for number in sources],
        joined=[Dropped(participant=person.id, activity=target.activity)],
    )


def _send_away(judge: Judge, plan: Plan, name: str, *, out_of: int | None) -> Outcome:
    """Also who is not in the instance (any more) can leave a group."""
    source = _group(plan, -1 if out_of is None else out_of)
    if out_of is None or name not in source.participants:
        raise ValueError(f"{name!r} is not in that group")
    left = _without(judge, plan, name, groups=[out_of])
    return _outcome(left, touched=[out_of], dropped=[Dropped(participant=name, activity=source.activity)])


def alternatives(person: Participant, *, activity: str) -> set[str]:
    """The activities of the demand that this one would meet."""
    for demand in person.demands:
        options = {option.activity for option in demand.any_of}
        if activity in options:
            return options
    return set()


def _without(judge: Judge, plan: Plan, person: str, *, groups: Iterable[int]) -> Plan:
    for number in groups:
        group = plan.groups[number]
        rest = replace(group, participants=tuple(name for name in group.participants if name != person))
        activity = judge.activities.get(group.activity)
        plan = _with(plan, number, sized(activity, rest) if activity is not None else rest)
    return plan


def _close_group(plan: Plan, change: GroupClosed) -> Outcome:
    before = _group(plan, change.group)
    groups = tuple(each for number, each in enumerate(plan.groups) if number != change.group)
    dropped = [Dropped(participant=name, activity=before.activity) for name in before.participants]
    return _outcome(replace(plan, groups=groups), touched=[], dropped=dropped, closed=change.group)


def _open_group(instance: Instance, plan: Plan, change: GroupOpened) -> Outcome:
    judge = Judge(instance, plan=plan)
    activity = judge.activities.get(change.activity)
    if activity is None:
        raise ValueError(f"the instance has no activity {change.activity!r}")
    held_now = sum(each.activity == activity.id for each in plan.groups)
    if activity.max_groups is not None and held_now >= activity.max_groups:
        raise CannotBe(Reason.MOST_GROUPS)
    empty = Group(
        activity=activity.id,
        period=change.period,
        slots=_in_time_order(instance, change.slots),
        room="",
        trainer="",
        participants=(),
    )
    group = _housed(judge, empty, but=None, wishes=(change.room, change.trainer))
    held = judge.held(group)
    if held is None:
        raise CannotBe(Reason.CANNOT_BE_HELD)
    members: list[str] = []
    for person in _waiting(judge, activity=activity):
        fits = not judge.obstacles(person, held=held)
        if fits and not judge.obstacles_with(person, group=group, members=members):
            members.append(person.id)
    group = sized(activity, replace(group, participants=tuple(members)))
    return _outcome(
        replace(plan, groups=(*plan.groups, group)),
        touched=[len(plan.groups)],
        joined=[Dropped(participant=name, activity=activity.id) for name in members],
    )


def _waiting(judge: Judge, *, activity: Activity) -> list[Participant]:
    """Who asks for the activity and is in no group that meets the same demand, the heaviest demand first."""
    found = []
    for person in judge.instance.participants:
        attended = judge.view.groups_of.get(person.id, {})
        for demand in person.demands:
            options = {option.activity for option in demand.any_of}
            if activity.id in options and not options & attended.keys():
                found.append((-demand.weight, person))
    return [person for _, person in sorted(found, key=lambda each: each[0])]
