"""How many of the people for whom something changes a message reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.telling import queries as telling


@dataclass(frozen=True, kw_only=True)
class Reached:
    """How many people are told, and of how many of them no address is known."""

    people: int
    unreachable: int


def reached(people: Iterable[UUID]) -> Reached | None:
    """Of these people; None where there are none."""
    everybody = list(people)
    if not everybody:
        return None
    with whole_registry(why="how many people have an address is counted, and nobody is shown"):
        ways = telling.ways_to(everybody, has_sms=telling.sends_sms())
    return Reached(people=len(everybody), unreachable=sum(each.channel is None for each in ways.values()))
