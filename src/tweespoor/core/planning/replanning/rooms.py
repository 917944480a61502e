"""Give groups that go on the room and the trainer they had, where the search gave them others for no reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from tweespoor.core.planning.data import Group, Instance, Plan
from tweespoor.core.planning.replanning.closures import Closes, Closure
from tweespoor.core.planning.rules import check

Key = tuple[str, str, tuple[tuple[str, ...], ...]]


def back_in_their_rooms(instance: Instance, *, plan: Plan, closed: Collection[Closure]) -> Plan:
    """The plan with as many groups as can be in the room and with the trainer of the previous plan.

    All of them at once where that breaks nothing that the plan does not; else one after the other.
    """
    wishes = {n: then for n, then in _as_they_were(instance, plan=plan).items() if not _is_closed(then, closed=closed)}
    wishes = {n: then for n, then in wishes.items() if then != plan.groups[n]}
    if not wishes:
        return plan
    faults = {*check(instance, plan).broken}
    together = _with(plan, wishes)
    if {*check(instance, together).broken} <= faults:
        return together
    for number, then in wishes.items():
        candidate = _with(plan, {number: then})
        if {*check(instance, candidate).broken} <= faults:
            plan = candidate
    return plan


def _with(plan: Plan, groups: dict[int, Group]) -> Plan:
    return replace(plan, groups=tuple(groups.get(number, group) for number, group in enumerate(plan.groups)))


def _as_they_were(instance: Instance, *, plan: Plan) -> dict[int, Group]:
    """Per group of the plan that had the same time before, itself in that room and with that trainer.

    Of several groups at that time, the one with most of the same people.
    """
    before: dict[Key, list[Group]] = {}
    for group in instance.previous.groups if instance.previous else ():
        before.setdefault(_key(group), []).append(group)
    found = {}
    for number, group in sorted(enumerate(plan.groups), key=lambda pair: -len(pair[1].participants)):
        same = before.get(_key(group), [])
        if same:
            then = max(same, key=lambda each: len({*each.participants} & {*group.participants}))
            same.remove(then)
            found[number] = replace(group, room=then.room, trainer=then.trainer)
    return found


def _key(group: Group) -> Key:
    return group.activity, group.period, tuple(sorted(group.slots))


def _is_closed(group: Group, *, closed: Collection[Closure]) -> bool:
    used = {(Closes.ROOM, group.room), (Closes.TRAINER, group.trainer)}
    return any((each.closes, each.id) in used and each.period == group.period for each in closed)
