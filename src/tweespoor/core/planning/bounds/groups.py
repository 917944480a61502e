"""The cheapest groups of every activity at given prices of seats and rows.

A group costs its group_cost, its spread of levels and its outside seats, and earns the prices of its members' seats.
For every option and every room there the best group is found exactly, over all windows of levels and, where people ask
for one gender, over mixed and single-gender groups. Of those, as many are held as pay, within the limits on how many
groups an activity, an activity in a period and an offer must and may have; these limits lie within each other, so that
taking the cheapest first is best.

`price_option` finds the groups of an option, `choose_groups` chooses among those of an activity.
"""

from __future__ import annotations

import numpy as np

from tweespoor.core.planning.bounds.market import (
    ACTIVITIES,
    GENDERS,
    HUGE,
    LEVELS,
    OUTSIDE,
    PERIODS,
    SPREAD,
    Market,
    Numbers,
)
from tweespoor.core.planning.bounds.work import Work
from tweespoor.core.planning.engine.compiled import compiled

MIXED = -1
NOTHING = -1
# Positions in `Work.window`.
LOW, HIGH, GENDER, COST = range(4)


@compiled
def cheapest_groups(market: Market, work: Work, activity: int) -> int:
    """The least that the groups of an activity can cost after their members have paid, in parts; HUGE where none can.

    The groups held are left in `work.held`.
    """
    first, last = market.activity_from[activity], market.activity_from[activity + 1]
    forced = must_hold(market, work, activity)
    for option in range(first, last):
        price_option(market, work, option, forced)
    order = np.argsort(work.group_value[market.room_from[first] : market.room_from[last]], kind="mergesort")
    return choose_groups(market, work, activity, order, NOTHING)


@compiled
def choose_groups(market: Market, work: Work, activity: int, order: Numbers, beside: int) -> int:
    """The same of groups that are priced, in the order of their value.

    Where `beside` is an option, what the others can cost at the least when one group of that option is held anyhow.
    """
    start, end = market.room_from[market.activity_from[activity]], market.room_from[market.activity_from[activity + 1]]
    work.held_count[0] = 0
    _clear_counts(market, work, activity)
    for group in range(start, end):
        work.group_size[group] = abs(work.group_size[group])
    if beside != NOTHING:
        if not _room_in_clusters(market, work, beside):
            return HUGE
        _count(market, work, beside)
        last = market.room_from[beside + 1] - 1
        work.group_size[last] = -abs(work.group_size[last])
    total = 0
    if must_hold(market, work, activity):
        for level in range(2, -1, -1):
            total += _hold_enough(market, work, order, start, level)
        if not _enough(market, work, activity):
            return HUGE
    for place in order:
        group = start + place
        if work.group_value[group] >= 0:
            break
        if _may_hold(market, work, group):
            total += _hold(market, work, group)
    return int(total)


@compiled
def cluster_of(market: Market, option: int, level: int) -> int:
    """The cluster that holds an option: its activity (level 0), that in its period (1), its offer (2)."""
    activity = market.option_activity[option]
    if level == 0:
        return int(activity)
    if level == 1:
        return int(market.sizes[ACTIVITIES] + activity * market.sizes[PERIODS] + market.option_period[option])
    return int(market.sizes[ACTIVITIES] * (1 + market.sizes[PERIODS]) + market.option_offer[option])


@compiled
def _clear_counts(market: Market, work: Work, activity: int) -> None:
    work.cluster_count[activity] = 0
    for option in range(market.activity_from[activity], market.activity_from[activity + 1]):
        for level in range(1, 3):
            work.cluster_count[cluster_of(market, option, level)] = 0


@compiled
def must_hold(market: Market, work: Work, activity: int) -> bool:
    """Some cluster of the activity must have groups."""
    if work.low[activity] > 0:
        return True
    first = market.sizes[ACTIVITIES] + activity * market.sizes[PERIODS]
    for cluster in range(first, first + market.sizes[PERIODS]):
        if work.low[cluster] > 0:
            return True
    for option in range(market.activity_from[activity], market.activity_from[activity + 1]):
        if work.low[cluster_of(market, option, 2)] > 0:
            return True
    return False


@compiled
def _hold_enough(market: Market, work: Work, order: Numbers, start: int, level: int) -> int:
    """Hold the cheapest groups that the clusters of a level must have."""
    total = 0
    for place in order:
        group = start + place
        if work.group_value[group] >= HUGE:
            break
        cluster = cluster_of(market, market.group_option[group], level)
        if work.cluster_count[cluster] < work.low[cluster] and _may_hold(market, work, group):
            total += _hold(market, work, group)
    return int(total)


@compiled
def _enough(market: Market, work: Work, activity: int) -> bool:
    """Every cluster has the groups it must have."""
    if work.cluster_count[activity] < work.low[activity]:
        return False
    first = market.sizes[ACTIVITIES] + activity * market.sizes[PERIODS]
    for cluster in range(first, first + market.sizes[PERIODS]):
        if work.cluster_count[cluster] < work.low[cluster]:
            return False
    for option in range(market.activity_from[activity], market.activity_from[activity + 1]):
        cluster = cluster_of(market, option, 2)
        if work.cluster_count[cluster] < work.low[cluster]:
            return False
    return True


@compiled
def _may_hold(market: Market, work: Work, group: int) -> bool:
    """The group is not held yet, and its clusters may have another."""
    return bool(work.group_size[group] >= 0 and _room_in_clusters(market, work, market.group_option[group]))


@compiled
def _room_in_clusters(market: Market, work: Work, option: int) -> bool:
    """The clusters of an option may have another group."""
    for level in range(3):
        cluster = cluster_of(market, option, level)
        if work.cluster_count[cluster] >= work.high[cluster]:
            return False
    return True


@compiled
def _count(market: Market, work: Work, option: int) -> None:
    """One group more of an option."""
    for level in range(3):
        work.cluster_count[cluster_of(market, option, level)] += 1


@compiled
def _hold(market: Market, work: Work, group: int) -> int:
    """Hold this group (its size is kept below 0 to tell); gives its value."""
    _count(market, work, market.group_option[group])
    work.group_size[group] = -work.group_size[group]
    work.held[work.held_count[0]] = group
    work.held_count[0] += 1
    return int(work.group_value[group])


@compiled
def price_option(market: Market, work: Work, option: int, forced: bool) -> None:
    """The best group of an option in each of its rooms; where not `forced`, only those that pay."""
    start, end = market.room_from[option], market.room_from[option + 1]
    work.group_value[start:end] = HUGE if forced else 0
    if work.high[cluster_of(market, option, 2)] <= 0:
        return
    fixed = market.activity_cost[market.option_activity[option]]
    for use in range(market.use_from[option], market.use_from[option + 1]):
        fixed += work.row_price[market.use_row[use]] * market.use_amount[use]
    count = _sort_seats(market, work, option)
    hope = fixed
    for place in range(min(count, market.room_capacity[start])):
        hope -= max(0, work.sorted_price[place])
    if hope >= 0 and not forced:
        return
    spread = market.activity_spread[market.option_activity[option]]
    for gender in range(MIXED, market.sizes[GENDERS] if market.option_asked[option] else 0):
        for low in range(market.sizes[LEVELS]):
            for high in range(low, min(market.sizes[LEVELS], low + spread + 1)):
                wider = market.weights[SPREAD] * (high - low)
                if forced or hope + wider < 0:
                    work.window[LOW], work.window[HIGH] = low, high
                    work.window[GENDER], work.window[COST] = gender, fixed + wider
                    _price_window(market, work, option, count)


@compiled
def _sort_seats(market: Market, work: Work, option: int) -> int:
    """The open seats of an option, dearest first; gives their number."""
    count = 0
    for place in range(market.option_from[option], market.option_from[option + 1]):
        seat = market.option_seats[place]
        if not work.shut[seat]:
            work.value_at[count] = seat
            work.sorted_price[count] = -work.seat_price[seat]
            count += 1
    order = np.argsort(work.sorted_price[:count], kind="mergesort")
    for place in range(count):
        seat = work.value_at[order[place]]
        work.sorted_seat[place] = seat
        work.sorted_price[place] = work.seat_price[seat]
    work.sorted_option[0], work.sorted_option[1] = option, count
    return count


@compiled
def _fits(market: Market, window: Numbers, seat: int) -> bool:
    """The person of this seat can be in a group of this window."""
    person = market.seat_person[seat]
    level = market.person_level[person]
    if level < window[LOW] or level > window[HIGH]:
        return False
    if window[GENDER] == MIXED:
        return not market.seat_asks[seat]
    return bool(market.person_gender[person] == window[GENDER])


@compiled
def _price_window(market: Market, work: Work, option: int, count: int) -> None:
    """The best groups of an option in the window at hand, where they are better than those known."""
    activity, start, end = market.option_activity[option], market.room_from[option], market.room_from[option + 1]
    least, enough, outside = market.activity_least[activity], market.activity_min[activity], market.weights[OUTSIDE]
    most, members, cost = market.room_capacity[start], 0, work.window[COST]
    for place in range(count):
        price = work.sorted_price[place]
        if members >= most or (members >= least and price <= (0 if members >= enough else -outside)):
            break
        if _fits(market, work.window, work.sorted_seat[place]):
            cost -= price
            members += 1
            work.value_at[members] = cost + outside * max(0, enough - members)
    for group in range(start, end):
        size = min(members, market.room_capacity[group])
        if size >= least and work.value_at[size] < work.group_value[group]:
            work.group_value[group] = work.value_at[size]
            work.group_window[group] = work.window[:3]
            work.group_size[group] = size


@compiled
def add_members(market: Market, work: Work, group: int) -> None:
    """Add one to what is given of every seat in this held group."""
    option, members, size = market.group_option[group], 0, -work.group_size[group]
    if work.sorted_option[0] != option:
        _sort_seats(market, work, option)
    for place in range(work.sorted_option[1]):
        if members == size:
            break
        seat = work.sorted_seat[place]
        if _fits(market, work.group_window[group], seat):
            work.given[seat] += 1
            members += 1
