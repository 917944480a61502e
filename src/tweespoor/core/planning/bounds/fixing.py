"""Shut the seats that no plan better than the best one known can use (fixing by reduced costs).

At any prices, a plan that uses a seat costs at least the bound, and what the cheapest week of its person with that seat
costs more than the cheapest week, and what the cheapest groups with that seat cost more than the cheapest groups. Where
that is no better than the best plan known, the seat can be left out: the bound of what remains is higher.
"""

from __future__ import annotations

import numpy as np

from tweespoor.core.planning.bounds.groups import NOTHING, choose_groups, price_option
from tweespoor.core.planning.bounds.market import ACTIVITIES, HUGE, PEOPLE, SEATS, Market
from tweespoor.core.planning.bounds.prices import Climb, value_at
from tweespoor.core.planning.bounds.weeks import cheapest_week
from tweespoor.core.planning.bounds.work import HALT, Work
from tweespoor.core.planning.engine.compiled import compiled

LURE = 1 << 56
"""What a seat is made cheaper by, so that it is chosen wherever it can be; more than anything costs."""


@compiled
def shut_seats(market: Market, work: Work, climb: Climb, goal: int) -> int:
    """Shut the seats with which, at the best prices, no plan costs `goal` parts or less; how many."""
    climb.trial[:] = climb.best
    value = value_at(market, work, climb)
    if value <= -HUGE or value >= HUGE:
        return 0
    work.extra[:] = 0
    for person in range(market.sizes[PEOPLE]):
        if work.control[HALT]:
            return 0
        _add_weeks(market, work, person)
    for activity in range(market.sizes[ACTIVITIES]):
        _add_groups(market, work, activity, goal - value)
    count = 0
    for seat in range(market.sizes[SEATS]):
        if not work.shut[seat] and work.extra[seat] > goal - value:
            work.shut[seat] = 1
            count += 1
    return count


@compiled
def _add_weeks(market: Market, work: Work, person: int) -> None:
    """Add, to each of the person's seats, how much more a week with it costs."""
    least = cheapest_week(market, work, person)
    for seat in range(market.seat_from[person], market.seat_from[person + 1]):
        if not work.shut[seat]:
            work.seat_price[seat] -= LURE
            work.extra[seat] += cheapest_week(market, work, person) + LURE - least
            work.seat_price[seat] += LURE


@compiled
def _add_groups(market: Market, work: Work, activity: int, most: int) -> None:
    """Add, to each seat of an activity that costs no more than `most` yet, how much more groups with it cost."""
    first, last = market.activity_from[activity], market.activity_from[activity + 1]
    if first == last:
        return
    for option in range(first, last):
        price_option(market, work, option, True)
    order = np.argsort(work.group_value[market.room_from[first] : market.room_from[last]], kind="mergesort")
    least = choose_groups(market, work, activity, order, NOTHING)
    for option in range(first, last):
        work.rest_beside[option] = choose_groups(market, work, activity, order, option)
    for option in range(first, last):
        for place in range(market.option_from[option], market.option_from[option + 1]):
            seat = market.option_seats[place]
            if not work.shut[seat] and work.extra[seat] <= most:
                work.extra[seat] += _group_with(market, work, option, seat) + work.rest_beside[option] - least


@compiled
def _group_with(market: Market, work: Work, option: int, seat: int) -> int:
    """The least that a group of the option with this seat in it costs; HUGE or more where there is none."""
    work.seat_price[seat] += LURE
    price_option(market, work, option, True)
    work.seat_price[seat] -= LURE
    best = HUGE
    for group in range(market.room_from[option], market.room_from[option + 1]):
        best = min(best, work.group_value[group])
    return int(best + LURE)
