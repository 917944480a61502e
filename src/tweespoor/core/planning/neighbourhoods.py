"""Parts of a timetable small enough for CP-SAT to put in order: who is free, and which groups may be opened."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tweespoor.core.planning.puzzle import Offer, bits
from tweespoor.core.planning.timetable import Meeting, Timetable

MOST_GROUPS = 3
MOST_WAITING = 8
"""People with an open demand for one of the activities who are let in beside the groups' members."""


@dataclass(frozen=True)
class Neighbourhood:
    """People who may change, and the offers of which groups may be opened."""

    people: list[int]
    offers: list[Offer]


def everything(table: Timetable) -> Neighbourhood:
    """The whole puzzle: everybody and all offers."""
    return Neighbourhood(list(range(len(table.puzzle.people))), list(table.puzzle.offers))


def some_groups(table: Timetable, *, random: Random) -> Neighbourhood:
    """A few groups that have something to do with each other, their members, and some who wait for such a group."""
    groups = list(table.groups)
    first = random.choice(groups)
    kin = random.choice((_at_the_same_time, _of_the_same_activity, _any))(groups, first)
    chosen = [first, *random.sample(kin, min(len(kin), MOST_GROUPS - 1))]
    activities = sorted({group.offer.activity for group in chosen})
    members = 0
    for group in chosen:
        members |= group.members
    waiting = 0
    for activity in activities:
        waiting |= table.wanting[activity]
    others = list(bits(waiting & ~members))
    let_in = random.sample(others, min(len(others), MOST_WAITING))
    offers = [offer for activity in activities for offer in table.puzzle.offers_of[activity]]
    return Neighbourhood(sorted({*bits(members), *let_in}), offers)


def around(
    table: Timetable, *, people: list[int], activity: int, groups: int, waiting: int, random: Random
) -> Neighbourhood:
    """People, the members of so many groups of an activity that they could join or are in, and some who wait for it.

    Groups of the activity may be opened, and of those that could be dropped as everybody in them is free.
    """
    mask = sum(1 << number for number in people)
    near = [
        group
        for group in table.groups
        if group.members & mask or (group.offer.activity == activity and group.offer.people & mask)
    ]
    for group in random.sample(near, min(len(near), groups)):
        mask |= group.members
    others = list(bits(table.wanting[activity] & ~mask))
    for number in random.sample(others, min(len(others), waiting)):
        mask |= 1 << number
    activities = {activity, *(group.offer.activity for group in table.groups if not group.members & ~mask)}
    offers = [offer for each in sorted(activities) for offer in table.puzzle.offers_of[each]]
    return Neighbourhood(list(bits(mask)), offers)


def _at_the_same_time(groups: list[Meeting], first: Meeting) -> list[Meeting]:
    same = [g for g in groups if g.offer.period == first.offer.period and g.offer.mask & first.offer.mask]
    return [group for group in same if group is not first]


def _of_the_same_activity(groups: list[Meeting], first: Meeting) -> list[Meeting]:
    return [group for group in groups if group.offer.activity == first.offer.activity and group is not first]


def _any(groups: list[Meeting], first: Meeting) -> list[Meeting]:
    return [group for group in groups if group is not first]
