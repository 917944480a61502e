"""A plan that is worked on follows what somebody answered to a question of the design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tweespoor.core.pips.data import Departure, Item, Origin, Pip

NOBODY_DECIDED = (Departure.OPEN, Departure.AS_PROPOSED)
"""How an item stands of which nobody agreed anything but what the design proposes."""


def follow(pip: Pip, *, before: Pip, after: Pip) -> Pip:
    """`pip` after an answer, where the design proposed `before` until then and proposes `after` from now on.

    Only items that the answer changes are touched. One that is no longer proposed goes, and one that is new comes. What
    was agreed about an item that stays (hours, dates, who gives it, that it is left out) stays agreed.
    """
    was = {item.id: item for item in before.items}
    now = {item.id: item for item in after.items}
    touched = {slug for slug in was | now if was.get(slug) != now.get(slug)}
    known = {item.id for item in pip.items}
    kept = [each for item in pip.items if (each := _followed(item, touched=touched, now=now)) is not None]
    new = [item for item in after.items if item.id in touched and item.id not in known]
    return replace(pip, items=(*kept, *new))


def _followed(item: Item, *, touched: set[str], now: Mapping[str, Item]) -> Item | None:
    if item.id not in touched or item.origin is Origin.ADDED:
        return item
    proposed = now.get(item.id)
    if proposed is None:
        return None
    return replace(
        item,
        origin=proposed.origin,
        proposed=proposed.proposed,
        one_of=proposed.one_of,
        agreed=proposed.agreed if item.departure in NOBODY_DECIDED else item.agreed,
    )
