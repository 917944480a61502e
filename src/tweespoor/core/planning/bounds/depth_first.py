"""A week depth first over the demands, for people with more items than sets can be looked up for."""

from __future__ import annotations

from tweespoor.core.planning.bounds.market import DAYS, PERIODS, Market
from tweespoor.core.planning.bounds.shapes import shape_of
from tweespoor.core.planning.bounds.work import LOAD, MOST_LOAD, PERSON, ROOM, WAY, Work
from tweespoor.core.planning.engine.compiled import compiled

MOST_STEPS = 3_000
"""Seats tried per person and way of attending class; when they run out, the bound at the root is given."""
OPEN = -1


@compiled
def cheapest_depth_first(market: Market, work: Work, limit: int) -> int:
    """The least the kept seats can cost more than all demands open; the week is noted where that is below `limit`."""
    person = work.now[PERSON]
    demands = market.demand_from[person + 1] - market.demand_from[person]
    _begin(market, work)
    _sort(work, demands)
    _work_out_rest(market, work, demands)
    if work.rest[0, work.now[LOAD]] >= limit:
        return int(work.rest[0, work.now[LOAD]])
    return _search(market, work, demands, limit)


@compiled
def _begin(market: Market, work: Work) -> None:
    """Begin with weeks of lessons alone, and count the slots that could be added in all periods (0: no limit)."""
    days, periods = market.sizes[DAYS], market.sizes[PERIODS]
    for period in range(periods):
        work.used[period] = work.active[period] = 0
        for day in range(days):
            work.taken[period * days + day] = market.way_lessons[work.now[WAY], day]
    slots = work.now[ROOM] * periods
    work.now[LOAD] = slots if slots <= MOST_LOAD else 0


@compiled
def _sort(work: Work, demands: int) -> None:
    """Demands with most to save come first, and per demand the seat with the least cost."""
    for demand in range(demands):
        start, end = work.first[demand], work.first[demand + 1]
        for place in range(start, end):
            at, seat, value, least = place, work.kept_seat[place], work.kept_value[place], work.kept_least[place]
            while at > start and work.kept_least[at - 1] > least:
                work.kept_seat[at], work.kept_value[at] = work.kept_seat[at - 1], work.kept_value[at - 1]
                work.kept_least[at] = work.kept_least[at - 1]
                at -= 1
            work.kept_seat[at], work.kept_value[at], work.kept_least[at] = seat, value, least
        saving, at = work.kept_least[start] if end > start else 0, demand
        while at > 0 and work.saving[at - 1] > saving:
            work.saving[at], work.order[at] = work.saving[at - 1], work.order[at - 1]
            at -= 1
        work.saving[at], work.order[at] = saving, demand


@compiled
def _work_out_rest(market: Market, work: Work, demands: int) -> None:
    """The least that the demands from a depth on can cost with so many slots left, each on its own."""
    load = work.now[LOAD]
    work.rest[demands, : load + 1] = 0
    for depth in range(demands - 1, -1, -1):
        demand = work.order[depth]
        size = MOST_LOAD if load else 0
        for place in range(work.first[demand], work.first[demand + 1]):
            size = min(size, market.option_size[market.seat_option[work.kept_seat[place]]])
        for left in range(load + 1):
            work.rest[depth, left] = work.rest[depth + 1, left]
            if size <= left:
                work.rest[depth, left] = min(
                    work.rest[depth, left], work.rest[depth + 1, left - size] + work.saving[depth]
                )


@compiled
def _search(market: Market, work: Work, demands: int, limit: int) -> int:
    """Depth first over the demands in their order, each in its cheapest seat first and open last."""
    best, steps, depth = limit, 0, 0
    left = load = work.now[LOAD]
    work.costs[0] = work.shapes[0] = 0
    work.picked[:demands] = OPEN
    work.place[0] = work.first[work.order[0]]
    while depth >= 0:
        if depth == demands or work.place[depth] > work.first[work.order[depth] + 1]:
            if depth == demands:
                best = _note(work, demands, best)
            depth -= 1
            freed = _undo(market, work, depth)
            left += freed if load else 0
            continue
        place, end = work.place[depth], work.first[work.order[depth] + 1]
        so_far, rest = work.costs[depth] + work.shapes[depth], work.rest[depth + 1, left]
        if place < end and so_far + work.kept_least[place] + rest >= best:
            place = end
        work.place[depth] = place + 1
        if place < end:
            steps += 1
            if steps > MOST_STEPS:
                return int(min(work.rest[0, load], best))
            if not _goes(market, work, depth, work.kept_seat[place]):
                continue
            size = _attend(market, work, depth, place)
            left -= size if load else 0
        elif so_far + rest >= best:
            continue
        else:
            work.picked[depth] = OPEN
            work.costs[depth + 1], work.shapes[depth + 1] = work.costs[depth], work.shapes[depth]
        depth += 1
        if depth < demands:
            work.place[depth] = work.first[work.order[depth]]
    return int(best)


@compiled
def _note(work: Work, demands: int, best: int) -> int:
    """Keep this week where it is the best so far."""
    cost = work.costs[demands] + work.shapes[demands]
    if cost >= best:
        return best
    count = 0
    for depth in range(demands):
        if work.picked[depth] >= 0:
            work.chosen[count] = work.picked[depth]
            count += 1
    work.chosen_count[0] = count
    return int(cost)


@compiled
def _goes(market: Market, work: Work, depth: int, seat: int) -> bool:
    """The seat does not clash with the seats picked, is within the load, and in the right order."""
    option = market.seat_option[seat]
    period, activity = market.option_period[option], market.option_activity[option]
    if work.used[period] + market.option_size[option] > work.now[ROOM]:
        return False
    for session in range(market.option_sessions[option]):
        bucket = period * market.sizes[DAYS] + market.option_day[option, session]
        if work.taken[bucket] & market.option_mask[option, session]:
            return False
    for above in range(depth):
        if work.picked[above] == OPEN:
            continue
        other = market.seat_option[work.picked[above]]
        then, what = market.option_period[other], market.option_activity[other]
        if (market.after[activity, what] and then >= period) or (market.after[what, activity] and period >= then):
            return False
    return True


@compiled
def _attend(market: Market, work: Work, depth: int, place: int) -> int:
    """Pick a seat at this depth; gives the slots it takes."""
    seat = work.kept_seat[place]
    option = market.seat_option[seat]
    period = market.option_period[option]
    added = 0 if work.active[period] else market.way_shape[work.now[WAY]]
    work.active[period] += 1
    work.used[period] += market.option_size[option]
    for session in range(market.option_sessions[option]):
        bucket = period * market.sizes[DAYS] + market.option_day[option, session]
        added -= shape_of(market, work.taken[bucket])
        work.taken[bucket] |= market.option_mask[option, session]
        added += shape_of(market, work.taken[bucket])
    work.picked[depth] = seat
    work.costs[depth + 1] = work.costs[depth] + work.kept_value[place]
    work.shapes[depth + 1] = work.shapes[depth] + added
    return int(market.option_size[option])


@compiled
def _undo(market: Market, work: Work, depth: int) -> int:
    """Take back what was picked at this depth; gives the slots it took."""
    if depth < 0 or work.picked[depth] == OPEN:
        return 0
    option = market.seat_option[work.picked[depth]]
    period = market.option_period[option]
    work.picked[depth] = OPEN
    work.active[period] -= 1
    work.used[period] -= market.option_size[option]
    for session in range(market.option_sessions[option]):
        bucket = period * market.sizes[DAYS] + market.option_day[option, session]
        work.taken[bucket] &= ~market.option_mask[option, session]
    return int(market.option_size[option])
