"""What was spent, divided over the people it was spent for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tweespoor.core.costs.money import divide

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class Payment:
    """An amount spent on a day (below zero: a credit), for a block and to a provider where these are known.

    `people` are those it was spent for: one person, the members of a group, or nobody in particular.
    """

    on: date
    cents: int
    block: str = ""
    provider: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RealisedLine:
    """One person's share in an amount spent; `person` is empty where it was for nobody in particular."""

    on: date
    cents: int
    block: str
    provider: str
    person: str


def realised_lines(payments: Iterable[Payment]) -> tuple[RealisedLine, ...]:
    """Every payment divided equally over its people, in the order of their ids; the shares add up to the payment."""
    lines = []
    for each in payments:
        people = sorted(set(each.people)) or [""]
        for person, cents in zip(people, divide(each.cents, [1] * len(people)), strict=True):
            line = RealisedLine(on=each.on, cents=cents, block=each.block, provider=each.provider, person=person)
            lines.append(line)
    return tuple(lines)


def by(lines: Iterable[RealisedLine], key: Callable[[RealisedLine], Key]) -> dict[Key, int]:
    """What the lines of each key add up to."""
    found: dict[Key, int] = {}
    for line in lines:
        found[key(line)] = found.get(key(line), 0) + line.cents
    return found
