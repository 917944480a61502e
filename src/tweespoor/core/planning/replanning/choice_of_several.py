"""A choice of periods and people in several puzzles that are joined, each with a plan of its own.

What was not chosen stays in the plan of each puzzle to the letter, in its own words. A period that several puzzles
have takes part where all of them chose it, and so does somebody who is in several.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tweespoor.core.planning.data import Group, Instance, Plan
from tweespoor.core.planning.joining import Joined
from tweespoor.core.planning.replanning.choice import Choice, Part, part_of


@dataclass(frozen=True, kw_only=True)
class PartOfSeveral:
    """The part of a joint puzzle in which only what was chosen can change; `plans` are those of the puzzles before."""

    joined: Joined
    part: Part
    plans: tuple[Plan, ...]

    def wholes(self, found: Plan) -> tuple[Plan, tuple[Plan, ...]]:
        """A plan of the part among everything that was kept, as one plan; and the plan of each puzzle."""
        whole, choice = self.part.whole(found), self.part.choice
        kept = [
            (number, group) for number, plan in enumerate(self.plans) for group in plan.groups if self._keeps(group)
        ]
        ours: list[list[Group]] = [[] for _ in self.plans]
        for (number, group), now in zip(kept, whole.groups, strict=False):
            ours[number].append(replace(group, participants=now.participants, outside=now.outside))
        new = Plan(
            groups=whole.groups[len(kept) :],
            classes={name: where for name, where in whole.classes.items() if not choice.keeps_class(name)},
        )
        return whole, tuple(
            Plan(
                groups=(*own, *more.groups),
                classes={
                    **{name: where for name, where in before.classes.items() if choice.keeps_class(name)},
                    **more.classes,
                },
            )
            for own, more, before in zip(ours, self.joined.split(new), self.plans, strict=True)
        )

    def _keeps(self, group: Group) -> bool:
        return self.part.choice.keeps(self.joined.named(group))


def part_of_several(joined: Joined, *, plans: Sequence[Plan], choices: Sequence[Choice]) -> PartOfSeveral:
    """The joint puzzle in which only what was chosen of each can change, with the plan of each as far as it still fits.

    `plans` and `choices` are in the words of each puzzle, in the order in which they were joined.
    """
    choice = Choice(periods=_periods(joined, choices), people=_people(joined, plans=plans, choices=choices))
    part = part_of(joined.instance, plan=joined.as_one(plans), choice=choice)
    return PartOfSeveral(joined=joined, part=part, plans=tuple(plans))


def _periods(joined: Joined, choices: Sequence[Choice]) -> frozenset[str] | None:
    if all(choice.periods is None for choice in choices):
        return None
    left_out = {
        joined.name(period.id)
        for part, choice in zip(joined.parts, choices, strict=True)
        for period in part.periods
        if not choice.has_period(period.id)
    }
    return frozenset(each.id for each in joined.instance.periods) - left_out


def _people(joined: Joined, *, plans: Sequence[Plan], choices: Sequence[Choice]) -> frozenset[str] | None:
    if all(choice.people is None for choice in choices):
        return None
    there = [_names(part, plan) for part, plan in zip(joined.parts, plans, strict=True)]
    left_out = {
        name for names, choice in zip(there, choices, strict=True) for name in names if not choice.has_person(name)
    }
    return frozenset[str]().union(*there) - left_out


def _names(part: Instance, plan: Plan) -> frozenset[str]:
    """Everybody in a puzzle or its plan."""
    asking: Iterable[str] = (each.id for each in part.participants)
    return frozenset((*asking, *plan.classes, *(name for group in plan.groups for name in group.participants)))
