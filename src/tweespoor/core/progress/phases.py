"""In which phase somebody is, and whether the next one could begin: a proposal, that people decide on.

A proposal names every condition with what it rests on. A condition of which nobody knows whether it holds is asked
for, and never counts as met or as not met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tweespoor.core.facts import Fact, Value
from tweespoor.core.progress.stands import NOT_REGISTERED, Stand
from tweespoor.core.vocabulary import LanguageLevel


class ConditionKind(StrEnum):
    """What a condition for the next phase is about."""

    TIME = "time"
    GOAL = "goal"
    LEVEL = "level"
    BLOCK = "block"


class Readiness(StrEnum):
    """Whether somebody could go on: all conditions hold, something must be asked first, or not yet."""

    READY = "ready"
    ASK = "ask"
    NOT_YET = "not-yet"


@dataclass(frozen=True, kw_only=True)
class PhaseSpec:
    """A phase as far as leaving it matters.

    `ends_on` is its last day by the design, None where it has no end. `own_blocks` are the blocks that do not go on in
    a later phase. `level` is the lowest speaking level the phase works towards, where it names one.
    """

    id: str
    ends_on: date | None = None
    has_goal: bool = False
    level: LanguageLevel | None = None
    own_blocks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PhaseFacts:
    """What is known of somebody: goals of phases reached, the speaking level, and stands per block."""

    goals: Mapping[str, bool] = field(default_factory=dict)
    level: Fact[Value] = field(default_factory=Fact.not_asked)
    stands: Mapping[str, Stand] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A condition for the next phase: whether it is met (None: nobody knows), and what it is about.

    `about` is the phase of a goal, the slug of a level, or the id of a block; `on` the day that a condition of time
    waits for. `stand` is what a condition on a block rests on, `level` what one on a level does.
    """

    kind: ConditionKind
    met: bool | None
    about: str = ""
    on: date | None = None
    stand: Stand = NOT_REGISTERED
    level: Fact[Value] = field(default_factory=Fact.not_asked)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """That somebody could go from one phase to the next, with every condition."""

    current: str
    following: str
    conditions: tuple[Condition, ...]

    @property
    def readiness(self) -> Readiness:
        """One condition that does not hold is enough to wait; one that nobody knows is enough to ask."""
        if any(each.met is False for each in self.conditions):
            return Readiness.NOT_YET
        if any(each.met is None for each in self.conditions):
            return Readiness.ASK
        return Readiness.READY

    @property
    def unknown(self) -> tuple[Condition, ...]:
        """What has to be asked."""
        return tuple(each for each in self.conditions if each.met is None)


@dataclass(frozen=True, kw_only=True)
class Change:
    """Somebody went to a phase on a day; of two on one day the one with the later `place` counts."""

    phase: str
    valid_on: date
    place: int = 0


def registered_phase(changes: Iterable[Change], *, on: date) -> str | None:
    """The phase that somebody was put in last, on a day; None where nobody registered one."""
    past = [each for each in changes if each.valid_on <= on]
    return max(past, key=lambda each: (each.valid_on, each.place)).phase if past else None


def proposal(current: str, *, phases: Sequence[PhaseSpec], facts: PhaseFacts, on: date) -> Proposal | None:
    """What the next phase of somebody would be, and which conditions for it hold on a day; None after the last phase.

    Without any condition there is nothing to propose on: a phase without an end, a goal, a level or blocks of its own
    is left by decision alone.
    """
    ids = [phase.id for phase in phases]
    if current not in ids or ids.index(current) + 1 >= len(ids):
        return None
    phase = phases[ids.index(current)]
    conditions = tuple(_conditions(phase, facts=facts, on=on))
    if not conditions:
        return None
    return Proposal(current=current, following=ids[ids.index(current) + 1], conditions=conditions)


def _conditions(phase: PhaseSpec, *, facts: PhaseFacts, on: date) -> Iterable[Condition]:
    if phase.ends_on is not None:
        yield Condition(kind=ConditionKind.TIME, met=on > phase.ends_on, on=phase.ends_on)
    if phase.has_goal:
        yield Condition(kind=ConditionKind.GOAL, met=facts.goals.get(phase.id), about=phase.id)
    if phase.level is not None:
        met = _reaches(facts.level, phase.level)
        yield Condition(kind=ConditionKind.LEVEL, met=met, about=phase.level.value, level=facts.level)
    for block in phase.own_blocks:
        stand = facts.stands.get(block, NOT_REGISTERED)
        met = stand.is_over if stand.is_registered else None
        yield Condition(kind=ConditionKind.BLOCK, met=met, about=block, stand=stand)


def _reaches(level: Fact[Value], wanted: LanguageLevel) -> bool | None:
    """Whether a speaking level is at least the one wanted; who has none does not reach it."""
    if not level.is_answered:
        return None
    return level.is_known and LanguageLevel.of(str(level.value)).rank >= wanted.rank
