"""Where concessions are looked at: a whole instance, or the part of it in which only what was chosen can change.

A concession is made in the whole, and the part is taken of that: what is outside the choice stays to the letter, with
the concession as without it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from tweespoor.core.planning.bending.fitting import what_does_not_fit
from tweespoor.core.planning.concessions.kinds import Concession, LessonMoved
from tweespoor.core.planning.data import Instance, Plan
from tweespoor.core.planning.pins import NO_PINS, Pins
from tweespoor.core.planning.replanning.choice import Choice, Part, part_of


@dataclass(frozen=True)
class Scope:
    """An instance with a plan of it, and the choice of periods and people, where there is one."""

    whole: Instance
    whole_plan: Plan
    choice: Choice | None = None

    @cached_property
    def instance(self) -> Instance:
        """What is planned: the whole, or the part that was chosen."""
        return self.whole if self._part is None else replace(self._part.instance, previous=None)

    @cached_property
    def plan(self) -> Plan:
        """The plan of what is planned."""
        return self.whole_plan if self._part is None else self._part.instance.previous or Plan()

    @property
    def keep(self) -> Pins:
        """What of the plan stays whatever the score: all that is in the part and was not chosen."""
        return NO_PINS if self._part is None else self._part.keep

    @cached_property
    def _part(self) -> Part | None:
        return self._part_of(self.whole)

    def _part_of(self, whole: Instance) -> Part | None:
        return None if self.choice is None else part_of(whole, plan=self.whole_plan, choice=self.choice)

    def as_if(self, concession: Concession) -> Instance:
        """What is planned, as if the concession were made.

        It is `instance` itself where that means nothing for what was chosen, or would touch what was not.
        """
        whole = concession.apply(self.whole)
        part = self._part_of(whole)
        if part is None:
            return whole
        if part.keep != self.keep or (isinstance(concession, LessonMoved) and self._misfits(whole) != self._misfits()):
            return self.instance
        changed = replace(part.instance, previous=None)
        return self.instance if changed == self.instance else changed

    def _misfits(self, whole: Instance | None = None) -> tuple[object, ...]:
        """What does not fit of the rest of the plan, in the instance itself or in another."""
        found = what_does_not_fit(whole or self.whole, plan=self._rest)
        return found.people, found.groups, found.switches

    @cached_property
    def _rest(self) -> Plan:
        """What of the plan was not chosen."""
        choice = self.choice or Choice()
        seats = (
            replace(group, participants=tuple(name for name in group.participants if choice.keeps_seat(group, name)))
            for group in self.whole_plan.groups
            if choice.keeps(group)
        )
        classes = {name: where for name, where in self.whole_plan.classes.items() if choice.keeps_class(name)}
        return Plan(groups=tuple(seats), classes=classes)
