"""Which plan holds when: a signed plan from its day until the next; before the first, none does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tweespoor.core.pips.data import Item, Pip, Stretch


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A plan and the day it was signed; of two of one day the one with the higher `number` holds."""

    on: date
    number: int
    pip: Pip


def in_force(signed: Iterable[Signed], *, on: date) -> Pip | None:
    """The plan that holds on a day, None where none was signed by then."""
    past = [each for each in signed if each.on <= on]
    return max(past, key=lambda each: (each.on, each.number)).pip if past else None


def left_free(pip: Pip) -> frozenset[str]:
    """The items of choices that nobody made in the plan: whoever plans may still pick one."""
    made = {item.one_of for item in pip.items if item.one_of and item.agreed is not None}
    return frozenset(item.id for item in pip.items if item.one_of and item.one_of not in made)


def held(item: Item, *, is_free: bool) -> Stretch | None:
    """When and how much an item is done; of a free choice as it was proposed. None where the person does not do it."""
    return item.agreed or (item.proposed if is_free else None)


def is_in_week(stretch: Stretch, *, week: date) -> bool:
    """Whether some day of the week that begins on a day falls in the stretch."""
    ends = stretch.ends_on
    return stretch.starts_on <= week + timedelta(days=6) and (ends is None or week <= ends)
