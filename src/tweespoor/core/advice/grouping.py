"""How many people fit in groups: windows of levels, groups of a least size, seats in classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

Id = TypeVar("Id")


def in_level_groups(levels: Mapping[Id, int], *, size: int, spread: int) -> list[list[Id]]:
    """Groups that together hold as many people as can be, each of at least `size` whose levels differ by at most
    `spread`.

    In the order of levels such groups can be taken as stretches: swapping two people so that the lower one is in the
    lower group never widens a group. No stretch needs to be as long as two groups.
    """
    order = sorted(levels, key=levels.__getitem__)
    ranks = [levels[each] for each in order]
    least = max(1, size)
    best, last = [0] * (len(order) + 1), [0] * (len(order) + 1)
    for end in range(1, len(order) + 1):
        best[end] = best[end - 1]
        for length in range(least, min(2 * least - 1, end) + 1):
            if ranks[end - 1] - ranks[end - length] > spread:
                break
            if best[end - length] + length > best[end]:
                best[end], last[end] = best[end - length] + length, length
    groups, end = [], len(order)
    while end:
        if last[end]:
            groups.append(order[end - last[end] : end])
        end -= last[end] or 1
    return groups


def most_seated(wishes: Mapping[Id, Sequence[str]], *, seats: Mapping[str, int]) -> set[Id]:
    """As many people as can be, each in one of the classes wished for, with no class over its seats.

    Augmenting paths over people (Kuhn 1955), with a class taken as its seats.
    """
    inside: dict[str, list[Id]] = {each: [] for each in seats}

    def seat(person: Id, tried: set[str]) -> bool:
        for each in wishes[person]:
            if each in tried or not seats.get(each):
                continue
            tried.add(each)
            if len(inside[each]) < seats[each]:
                inside[each].append(person)
                return True
            for place, other in enumerate(inside[each]):
                if seat(other, tried):
                    inside[each][place] = person
                    return True
        return False

    return {person for person in wishes if seat(person, set())} if any(seats.values()) else set()
