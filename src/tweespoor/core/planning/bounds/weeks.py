"""The cheapest week of one person at given prices, exact: every term and rule that concerns one person alone counts.

Only the travel between two slots of a day (rule 9) is left out. A week is found by sets of items, or depth first where
a person has too many items for that; where either would take too long, a lower bound on the cheapest week is given.
"""

from __future__ import annotations

from tweespoor.core.planning.bounds.days import cheapest_by_sets, prepare_sets
from tweespoor.core.planning.bounds.depth_first import cheapest_depth_first
from tweespoor.core.planning.bounds.market import DAYS, HUGE, LONELY, MOST_ITEMS, PERIODS, UNTAUGHT, Market
from tweespoor.core.planning.bounds.work import KEPT, LEAST, PERSON, ROOM, WAY, WEIGHT, Work
from tweespoor.core.planning.engine.compiled import compiled


@compiled
def cheapest_week(market: Market, work: Work, person: int) -> int:
    """The least a week can cost this person, in parts; the week itself is left in `work.chosen`."""
    best, now = HUGE, market.person_class[person]
    work.now[PERSON] = person
    work.chosen_count[0] = 0
    items = market.item_from[person + 1] - market.item_from[person]
    if items <= MOST_ITEMS:
        prepare_sets(market, work, items)
    for way in range(market.way_from[person], market.way_from[person + 1]):
        fixed, which = HUGE, now
        for place in range(market.attend_from[way], market.attend_from[way + 1]):
            number = market.attend_class[place]
            cost = market.attend_cost[place]
            if number != now:
                cost += (work.join_price[number] if number >= 0 else 0) - (work.join_price[now] if now >= 0 else 0)
            if cost < fixed:
                fixed, which = cost, number
        cost = fixed + _cheapest_with(market, work, way, best - fixed, items <= MOST_ITEMS)
        if cost < best:
            best = cost
            work.chosen_class[0] = which
    return int(best)


@compiled
def _cheapest_with(market: Market, work: Work, way: int, limit: int, by_sets: bool) -> int:
    """The same for one way of attending class; some value not below `limit` where it is no lower than that."""
    _keep_seats(market, work, way)
    weight = work.now[WEIGHT]
    if weight + work.now[LEAST] >= limit:
        return int(weight + work.now[LEAST])
    if by_sets:
        return int(weight + cheapest_by_sets(market, work, limit - weight))
    return int(weight + cheapest_depth_first(market, work, limit - weight))


@compiled
def _keep_seats(market: Market, work: Work, way: int) -> None:
    """Keep the seats that fit with the lessons and could cost less than leaving their demand open.

    A seat's value is what it costs more than that (below 0 where it pays); `least` is the value with the most that it
    could save on the shape of days.
    """
    person = work.now[PERSON]
    first, days = market.demand_from[person], market.sizes[DAYS]
    demands = market.demand_from[person + 1] - first
    room = max(0, market.person_most[person] - market.way_count[way])
    work.now[WAY], work.now[ROOM] = way, room
    count, at, least_of_demand = 0, 0, 0
    work.now[LEAST], work.now[WEIGHT] = 0, 0
    for demand in range(demands):
        work.now[WEIGHT] += market.demand_weight[first + demand]
    for seat in range(market.seat_from[person], market.seat_from[person + 1]):
        demand = market.seat_demand[seat] - first
        while at <= demand:
            work.first[at] = count
            work.now[LEAST] += least_of_demand
            at, least_of_demand = at + 1, 0
        option = market.seat_option[seat]
        if work.shut[seat] or market.option_size[option] > room:
            continue
        value, saved = _cost_beside(market, way, option)
        value += work.seat_price[seat] + market.seat_cost[seat] - market.demand_weight[first + demand]
        if value - saved >= 0:
            continue
        work.kept_seat[count] = seat
        work.kept_value[count] = value
        work.kept_least[count] = value - saved
        work.kept_bucket[count] = market.sizes[PERIODS] * days
        if market.option_sessions[option] == 1:
            work.kept_bucket[count] = market.option_period[option] * days + market.option_day[option, 0]
        least_of_demand = min(least_of_demand, value - saved)
        count += 1
    work.now[LEAST] += least_of_demand
    work.now[KEPT] = count
    while at <= demands:
        work.first[at] = count
        at += 1


@compiled
def _cost_beside(market: Market, way: int, option: int) -> tuple[int, int]:
    """What the sessions cost beside these lessons, days apart; and the most they could save on days."""
    cost, saved = 0, 0
    for session in range(market.option_sessions[option]):
        mask, lessons = market.option_mask[option, session], market.way_lessons[way, market.option_day[option, session]]
        if lessons & mask:
            return HUGE, 0
        if market.option_taught[option] and not lessons & ((mask & -mask) - 1):
            cost += market.weights[UNTAUGHT]
        if not lessons & (lessons - 1):
            saved += market.weights[LONELY]
    return cost, saved
