"""What no plan can avoid: the cheapest week of each participant apart, if groups cost nothing and all were held.

No plan gives anyone a cheaper week, so the sum is a bound on the score, and the part of it that finding a better plan
cannot lower. All in whole numbers. Days' shapes and levels, which cost little, are left out.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass

from tweespoor.core.planning.puzzle import Offer, Puzzle

MOST_STEPS = 4000
"""Partial weeks looked at per participant and class; when they run out, the cheapest one found so far is the bound."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """One way to meet a demand, and what it costs at the least."""

    cost: int
    offer: Offer


def unavoidable(puzzle: Puzzle, *, stopped: Callable[[], bool] = lambda: False) -> int:
    """The sum of everybody's cheapest weeks; those not looked at when `stopped` count for nothing.

    It is 0 where only a sample of the offers is known.
    """
    if not puzzle.complete:
        return 0
    score = 0
    for number in range(len(puzzle.people)):
        if stopped():
            break
        score += _cheapest_week(puzzle, number)
    return score


def _cheapest_week(puzzle: Puzzle, number: int) -> int:
    """The least that one participant's demands and class cost in any plan, with groups for nothing."""
    weights = puzzle.instance.weights
    costs = []
    for choice in puzzle.people[number].choices:
        switch = weights.switch * (choice != puzzle.people[number].choices[0])
        moved = weights.moved * puzzle.leaves_class(number, choice=choice)
        costs.append(switch + moved + _cheapest_with(puzzle, number, choice=choice))
    return min(costs)


def _cheapest_with(puzzle: Puzzle, number: int, *, choice: int) -> int:
    """A* over the demands one by one; the estimate is what each demand left would cost on its own."""
    person = puzzle.people[number]
    lessons = puzzle.lessons_of(choice)
    room = person.most - lessons.bit_count()
    kept = sum(len(then) for then in person.kept.values()) * puzzle.instance.weights.moved
    choices = [
        _choices(puzzle, number, demand=demand, lessons=lessons, room=room) for demand in range(len(person.weights))
    ]
    skip = person.weights
    least = [min([skipped, *(each.cost for each in ways)]) for skipped, ways in zip(skip, choices, strict=True)]
    rest = [sum(least[demand:]) for demand in range(len(least) + 1)]
    queue: list[tuple[int, int, int, int, tuple[Offer, ...]]] = [(rest[0], 0, 0, 0, ())]
    pushed = 0
    while True:
        estimate, _, _, demand, week = heapq.heappop(queue)
        if demand == len(choices) or pushed > MOST_STEPS:
            return kept + estimate
        cost = estimate - rest[demand]
        ways = [(skip[demand], week), *((w.cost, (*week, w.offer)) for w in choices[demand]
                                        if _goes_with(puzzle, w.offer, week=week, room=room))]  # fmt: skip
        for added, then in ways:
            pushed += 1
            heapq.heappush(queue, (cost + added + rest[demand + 1], -demand, pushed, demand + 1, then))


def _choices(puzzle: Puzzle, number: int, *, demand: int, lessons: int, room: int) -> list[_Choice]:
    """The ways to meet a demand, one for each set of slots in a period, that cost less than leaving it open."""
    person, weights = puzzle.people[number], puzzle.instance.weights
    found: list[_Choice] = []
    for activity in (each for each, which in person.demand_of.items() if which == demand):
        fixed = weights.dislike * person.dislikes[activity]
        preteach = weights.no_preteach * puzzle.instance.activities[activity].preteach
        for offer in puzzle.offers_of[activity]:
            if not offer.people >> number & 1 or offer.mask & lessons or offer.size > room:
                continue
            points = weights.late * offer.late
            points += preteach * (puzzle.untaught(offer.sessions, lessons=lessons) if preteach else 0)
            same = puzzle.kept(number, activity=activity, period=offer.period, sessions=offer.sessions)
            found.append(_Choice(fixed + points - weights.moved * same, offer))
    return [each for each in found if each.cost < person.weights[demand]]


def _goes_with(puzzle: Puzzle, offer: Offer, *, week: tuple[Offer, ...], room: int) -> bool:
    """The offer clashes with none of the others, leaves the week within its load, and keeps the order."""
    used = offer.size
    for other in week:
        if other.period == offer.period:
            if other.mask & offer.mask:
                return False
            used += other.size
        if other.activity in puzzle.after[offer.activity] and other.period >= offer.period:
            return False
        if offer.activity in puzzle.after[other.activity] and offer.period >= other.period:
            return False
    return used <= room
