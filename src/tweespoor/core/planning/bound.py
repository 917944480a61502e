"""A bound on the score of any plan, from each participant apart.

Every participant gets the week that would be cheapest if all groups were held that anyone could be in, and pays the
least share of a group's cost that a member can ever pay (the cost of a group at its fullest, divided by its members).
No plan gives anyone a cheaper week, and in every plan the members of a group pay at least its cost; so the sum is a
bound. All in whole numbers, so that it is safe. Days' shapes and levels, which cost little, are left out.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass

from tweespoor.core.planning.puzzle import Offer, Puzzle

SHARE = 5040
"""Points are counted in this many parts, so that shares of a group's cost lose next to nothing by rounding down."""
MOST_STEPS = 4000
"""Partial weeks looked at per participant and class; when they run out, the cheapest one found so far is the bound."""


@dataclass(frozen=True)
class Bound:
    """A proven bound on the score, and the part of it that holds even if groups cost nothing and all were held."""

    score: int
    unavoidable: int


NO_BOUND = Bound(score=0, unavoidable=0)


@dataclass(frozen=True, slots=True)
class _Choice:
    """One way to meet a demand, and what it costs at the least."""

    cost: int
    offer: Offer


def personal_bound(puzzle: Puzzle, *, stopped: Callable[[], bool] = lambda: False) -> Bound:
    """The sum of everybody's cheapest weeks; those not looked at when `stopped` count for nothing.

    There is no bound where only a sample of the offers is known.
    """
    if not puzzle.complete:
        return NO_BOUND
    prices = [_price(puzzle, activity) for activity in range(len(puzzle.instance.activities))]
    nothing = [0] * len(prices)
    score = unavoidable = 0
    for number in range(len(puzzle.people)):
        if stopped():
            break
        score += cheapest_week(puzzle, number, prices=prices)
        unavoidable += cheapest_week(puzzle, number, prices=nothing)
    return Bound(score=-(-score // SHARE), unavoidable=unavoidable // SHARE)


def _price(puzzle: Puzzle, activity: int) -> int:
    """The least a member's share in a group's cost can be, in parts of a point, rounded down."""
    each, weights = puzzle.instance.activities[activity], puzzle.instance.weights
    most = max((_most_members(puzzle, offer) for offer in puzzle.offers_of[activity]), default=0)
    shares = [
        (weights.group_cost * each.group_cost + weights.outside_seat * max(0, each.min_size - count)) * SHARE // count
        for count in range(puzzle.least_members(activity), most + 1)
    ]
    return min(shares, default=0)


def _most_members(puzzle: Puzzle, offer: Offer) -> int:
    fits = max(puzzle.most_members(offer.activity, room=room) for room in offer.rooms)
    return min(fits, offer.people.bit_count())


def cheapest_week(puzzle: Puzzle, number: int, *, prices: list[int]) -> int:
    """The least that one participant's demands, class and groups cost in any plan, in parts of a point."""
    weights = puzzle.instance.weights
    costs = []
    for choice in puzzle.people[number].choices:
        switch = weights.switch * (choice != puzzle.people[number].choices[0])
        moved = weights.moved * puzzle.leaves_class(number, choice=choice)
        costs.append(SHARE * (switch + moved) + _cheapest_with(puzzle, number, choice=choice, prices=prices))
    return min(costs)


def _cheapest_with(puzzle: Puzzle, number: int, *, choice: int, prices: list[int]) -> int:
    """A* over the demands one by one; the estimate is what each demand left would cost on its own."""
    person = puzzle.people[number]
    lessons = puzzle.lessons_of(choice)
    room = person.most - lessons.bit_count()
    kept = sum(len(then) for then in person.kept.values()) * puzzle.instance.weights.moved * SHARE
    choices = [
        _choices(puzzle, number, demand=demand, lessons=lessons, room=room, prices=prices)
        for demand in range(len(person.weights))
    ]
    skip = [weight * SHARE for weight in person.weights]
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


def _choices(puzzle: Puzzle, number: int, *, demand: int, lessons: int, room: int, prices: list[int]) -> list[_Choice]:
    """The ways to meet a demand, one for each set of slots in a period, that cost less than leaving it open."""
    person, weights = puzzle.people[number], puzzle.instance.weights
    found: list[_Choice] = []
    for activity in (each for each, which in person.demand_of.items() if which == demand):
        fixed = prices[activity] + SHARE * weights.dislike * person.dislikes[activity]
        preteach = weights.no_preteach * puzzle.instance.activities[activity].preteach
        for offer in puzzle.offers_of[activity]:
            if not offer.people >> number & 1 or offer.mask & lessons or offer.size > room:
                continue
            points = weights.late * offer.late
            points += preteach * (puzzle.untaught(offer.sessions, lessons=lessons) if preteach else 0)
            same = puzzle.kept(number, activity=activity, period=offer.period, sessions=offer.sessions)
            found.append(_Choice(fixed + SHARE * (points - weights.moved * same), offer))
    return [each for each in found if each.cost < person.weights[demand] * SHARE]


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
