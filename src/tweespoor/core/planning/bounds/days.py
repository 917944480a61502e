"""A week by sets of items: days join to a period, and periods to a week (dynamic programming).

For every day the cheapest way to meet each set of items that day is found by trying all combinations of seats. What a
period, and then the week, costs with each set of items met is the cheapest way to split that set. Seats with sessions
on several days are tried one by one, around all that.
"""

from __future__ import annotations

from tweespoor.core.planning.bounds.market import DAYS, HUGE, PERIODS, Market
from tweespoor.core.planning.bounds.shapes import shape_of
from tweespoor.core.planning.bounds.work import KEPT, LAST_SET, LEAST, PERSON, ROOM, WAY, Work
from tweespoor.core.planning.engine.compiled import compiled

MOST_STEPS = 20_000
"""Seats looked at on one day; beyond, a bound is given instead."""
MOST_TRIALS = 400
"""Weeks with sessions on several days that are worked out for one person and way of attending class."""

# Columns of `Work.stack`: the place in the bucket, and what is met, taken and paid before it.
PLACE, MET, TAKEN, PAID = range(4)


@compiled
def prepare_sets(market: Market, work: Work, items: int) -> None:
    """What belongs to each set of items of the person at hand."""
    first = market.item_from[work.now[PERSON]]
    work.set_size[0] = work.set_clash[0] = work.set_before[0] = work.set_after[0] = 0
    for item in range(items):
        for rest in range(1 << item):
            each = rest | 1 << item
            work.set_size[each] = work.set_size[rest] + market.item_size[first + item]
            work.set_clash[each] = work.set_clash[rest] | market.item_clash[first + item]
            work.set_before[each] = work.set_before[rest] | market.item_before[first + item]
            work.set_after[each] = work.set_after[rest] | market.item_after[first + item]


@compiled
def cheapest_by_sets(market: Market, work: Work, limit: int) -> int:
    """The least the kept seats can cost more than all demands open; the week is noted where that is below `limit`."""
    buckets = market.sizes[PERIODS] * market.sizes[DAYS]
    _sort_in_buckets(work, buckets)
    _clear(market, work)
    for period in range(market.sizes[PERIODS]):
        if not _fill_period(market, work, period):
            return int(work.now[LEAST])
    value = join(market, work)
    if value < limit:
        limit = value
        note_week(market, work, 0)
    if work.bucket_from[buckets] == work.bucket_from[buckets + 1]:
        return int(value)
    return _try_several(market, work, value, limit)


@compiled
def _sort_in_buckets(work: Work, buckets: int) -> None:
    """Put the kept seats with their day of their period; those on several days come last."""
    work.bucket_from[: buckets + 2] = 0
    for kept in range(work.now[KEPT]):
        work.bucket_from[work.kept_bucket[kept] + 1] += 1
    for bucket in range(buckets + 1):
        work.bucket_from[bucket + 1] += work.bucket_from[bucket]
    for kept in range(work.now[KEPT] - 1, -1, -1):
        bucket = work.kept_bucket[kept]
        work.bucket_from[bucket + 1] -= 1
        work.bucket[work.bucket_from[bucket + 1]] = kept
    for bucket in range(buckets + 1):
        work.bucket_from[bucket] = work.bucket_from[bucket + 1]
    work.bucket_from[buckets + 1] = work.now[KEPT]


@compiled
def _clear(market: Market, work: Work) -> None:
    """Begin with weeks of lessons alone."""
    days = market.sizes[DAYS]
    for period in range(market.sizes[PERIODS]):
        work.used[period] = work.active[period] = work.banned[period] = 0
        for day in range(days):
            work.taken[period * days + day] = market.way_lessons[work.now[WAY], day]


@compiled
def _fill_period(market: Market, work: Work, period: int) -> bool:
    """Every day of a period by sets of items; false where that takes too long."""
    for day in range(market.sizes[DAYS]):
        bucket = period * market.sizes[DAYS] + day
        for place in range(work.day_count[bucket]):
            work.day_value[bucket, work.day_set[bucket, place]] = HUGE
        lessons = shape_of(market, market.way_lessons[work.now[WAY], day])
        work.day_value[bucket, 0] = shape_of(market, work.taken[bucket]) - lessons
        work.day_set[bucket, 0] = 0
        work.day_count[bucket] = 1
        room = work.now[ROOM] - work.used[period]
        if room > 0 and not _fill_day(market, work, bucket, lessons, room):
            return False
    return True


@compiled
def _fill_day(market: Market, work: Work, bucket: int, lessons: int, room: int) -> bool:
    """All combinations of seats on a day that do not clash; the cheapest for each set of items is kept."""
    end, depth, steps, stack = work.bucket_from[bucket + 1], 0, 0, work.stack
    stack[0, PLACE], stack[0, MET] = work.bucket_from[bucket], 0
    stack[0, TAKEN], stack[0, PAID] = work.taken[bucket], 0
    while depth >= 0:
        place = stack[depth, PLACE]
        if place >= end:
            depth -= 1
            continue
        stack[depth, PLACE] = place + 1
        seat = work.kept_seat[work.bucket[place]]
        option, item = market.seat_option[seat], 1 << market.seat_item[seat]
        met, mask = stack[depth, MET], market.option_mask[option, 0]
        if met & work.set_clash[item] or stack[depth, TAKEN] & mask:
            continue
        if work.set_size[met | item] > room:
            continue
        steps += 1
        if steps > MOST_STEPS:
            return False
        depth += 1
        stack[depth, PLACE], stack[depth, MET] = place + 1, met | item
        stack[depth, TAKEN] = stack[depth - 1, TAKEN] | mask
        stack[depth, PAID] = stack[depth - 1, PAID] + work.kept_value[work.bucket[place]]
        value = stack[depth, PAID] + shape_of(market, stack[depth, TAKEN]) - lessons
        if value < work.day_value[bucket, met | item]:
            _note_day(market, work, bucket, depth, value)
    return True


@compiled
def _note_day(market: Market, work: Work, bucket: int, depth: int, value: int) -> None:
    """This is the cheapest way yet to meet this set of items on this day."""
    met = work.stack[depth, MET]
    if work.day_value[bucket, met] >= HUGE:
        work.day_set[bucket, work.day_count[bucket]] = met
        work.day_count[bucket] += 1
    work.day_value[bucket, met] = value
    for above in range(depth):
        seat = work.kept_seat[work.bucket[work.stack[above, PLACE] - 1]]
        work.day_seat[bucket, met, market.seat_item[seat]] = seat


@compiled
def join(market: Market, work: Work) -> int:
    """The cheapest week of these days."""
    days, periods = market.sizes[DAYS], market.sizes[PERIODS]
    start = periods * days
    work.reach_value[start, 0] = work.reach_set[start, 0] = 0
    work.reach_count[start] = 1
    work.week_value[0, 0] = work.week_set[0, 0] = 0
    work.week_count[0] = 1
    for period in range(periods):
        for day in range(days):
            bucket = period * days + day
            _join_day(work, bucket, start if day == 0 else bucket - 1, work.now[ROOM] - work.used[period])
        _join_period(work, period, period * days + days - 1, market.way_shape[work.now[WAY]])
    best = HUGE
    for place in range(work.week_count[periods]):
        each = work.week_set[periods, place]
        if work.week_value[periods, each] < best:
            best = work.week_value[periods, each]
            work.now[LAST_SET] = each
    return int(best)


@compiled
def _join_day(work: Work, bucket: int, before: int, room: int) -> None:
    """The cheapest way to meet each set of items in a period up to this day."""
    for place in range(work.reach_count[bucket]):
        work.reach_value[bucket, work.reach_set[bucket, place]] = HUGE
    count = 0
    for place in range(work.day_count[bucket]):
        added = work.day_set[bucket, place]
        related = work.set_before[added] | work.set_after[added]
        if related & added:
            continue
        for other in range(work.reach_count[before]):
            met = work.reach_set[before, other]
            union = met | added
            if met & (work.set_clash[added] | related) or work.set_size[union] > max(0, room):
                continue
            value = work.reach_value[before, met] + work.day_value[bucket, added]
            if value < work.reach_value[bucket, union]:
                if work.reach_value[bucket, union] >= HUGE:
                    work.reach_set[bucket, count] = union
                    count += 1
                work.reach_value[bucket, union] = value
                work.reach_by[bucket, union] = added
    work.reach_count[bucket] = count


@compiled
def _join_period(work: Work, period: int, last: int, lessons: int) -> None:
    """The cheapest way to meet each set of items in the periods up to this one; a week with a group pays for all days.

    Of two items with an order, the later one is not met before or in the period of the other.
    """
    for place in range(work.week_count[period + 1]):
        work.week_value[period + 1, work.week_set[period + 1, place]] = HUGE
    count = 0
    for place in range(work.reach_count[last]):
        added = work.reach_set[last, place]
        if added & work.banned[period]:
            continue
        cost = work.reach_value[last, added] + (lessons if added or work.active[period] else 0)
        for other in range(work.week_count[period]):
            met = work.week_set[period, other]
            if met & (work.set_clash[added] | work.set_after[added]):
                continue
            union, value = met | added, work.week_value[period, met] + cost
            if value < work.week_value[period + 1, union]:
                if work.week_value[period + 1, union] >= HUGE:
                    work.week_set[period + 1, count] = union
                    count += 1
                work.week_value[period + 1, union] = value
                work.week_by[period + 1, union] = added
    work.week_count[period + 1] = count


@compiled
def note_week(market: Market, work: Work, picked: int) -> None:
    """Note the seats of the cheapest week just joined, and those picked on several days."""
    days, count, left = market.sizes[DAYS], 0, work.now[LAST_SET]
    for period in range(market.sizes[PERIODS] - 1, -1, -1):
        here = work.week_by[period + 1, left]
        left ^= here
        for bucket in range((period + 1) * days - 1, period * days - 1, -1):
            added = work.reach_by[bucket, here]
            here ^= added
            for item in range(work.day_seat.shape[2]):
                if added >> item & 1:
                    work.chosen[count] = work.day_seat[bucket, added, item]
                    count += 1
    for depth in range(picked):
        work.chosen[count] = work.kept_seat[work.several[work.picked[depth]]]
        count += 1
    work.chosen_count[0] = count


@compiled
def _try_several(market: Market, work: Work, without: int, limit: int) -> int:
    """The same with seats on several days, at most one for each demand: `without` them the rest costs at least that."""
    count, all_least = _sort_several(market, work)
    best, depth, value, least, trials = limit, 0, 0, 0, 0
    work.place[0] = 0
    while depth >= 0:
        place = work.place[depth]
        if place >= count:
            depth -= 1
            if depth >= 0:
                kept = work.several[work.picked[depth]]
                value, least = value - work.kept_value[kept], least - work.kept_least[kept]
                _pick(market, work, work.kept_seat[kept], -1)
                _fill_period(market, work, market.option_period[market.seat_option[work.kept_seat[kept]]])
            continue
        work.place[depth] = place + 1
        kept = work.several[place]
        if without + least + work.kept_least[kept] + work.several_rest[place] >= best:
            continue
        if not _can_pick(market, work, depth, place):
            continue
        trials += 1
        if trials > MOST_TRIALS:
            _clear(market, work)
            return int(min(best, without + all_least))
        work.picked[depth] = place
        _pick(market, work, work.kept_seat[kept], 1)
        value, least = value + work.kept_value[kept], least + work.kept_least[kept]
        period = market.option_period[market.seat_option[work.kept_seat[kept]]]
        filled = _fill_period(market, work, period)
        _ban(market, work, depth + 1)
        total = value + join(market, work) if filled else least + without
        if total < best:
            best = total
            if filled:
                note_week(market, work, depth + 1)
        depth += 1
        work.place[depth] = place + 1
    return int(best)


@compiled
def _sort_several(market: Market, work: Work) -> tuple[int, int]:
    """Put the seats on several days in order, by demand and then by least; and what those after each can save."""
    last = market.sizes[PERIODS] * market.sizes[DAYS]
    start, end = work.bucket_from[last], work.bucket_from[last + 1]
    for place in range(end - start):
        kept = work.bucket[start + place]
        demand, at = market.seat_demand[work.kept_seat[kept]], place
        while at > 0:
            other = work.several[at - 1]
            if market.seat_demand[work.kept_seat[other]] < demand or work.kept_least[other] <= work.kept_least[kept]:
                break
            work.several[at] = other
            at -= 1
        work.several[at] = kept
    rest, best = 0, 0
    for place in range(end - start - 1, -1, -1):
        kept = work.several[place]
        following = work.several[place + 1] if place + 1 < end - start else kept
        if market.seat_demand[work.kept_seat[kept]] != market.seat_demand[work.kept_seat[following]]:
            rest, best = rest + best, 0
        best = min(best, work.kept_least[kept])
        work.several_rest[place] = rest
    return end - start, rest + best


@compiled
def _can_pick(market: Market, work: Work, depth: int, place: int) -> bool:
    """The seat goes with the lessons and with the seats picked before it."""
    seat = work.kept_seat[work.several[place]]
    option = market.seat_option[seat]
    period, activity = market.option_period[option], market.option_activity[option]
    if work.used[period] + market.option_size[option] > work.now[ROOM]:
        return False
    for above in range(depth):
        other = work.kept_seat[work.several[work.picked[above]]]
        then, what = market.option_period[market.seat_option[other]], market.option_activity[market.seat_option[other]]
        if market.seat_demand[other] == market.seat_demand[seat]:
            return False
        if (market.after[activity, what] and then >= period) or (market.after[what, activity] and period >= then):
            return False
    for session in range(market.option_sessions[option]):
        bucket = period * market.sizes[DAYS] + market.option_day[option, session]
        if work.taken[bucket] & market.option_mask[option, session]:
            return False
    return True


@compiled
def _pick(market: Market, work: Work, seat: int, sign: int) -> None:
    """Put a seat on several days in the week (`sign` 1), or take it out (-1)."""
    option = market.seat_option[seat]
    period = market.option_period[option]
    work.used[period] += sign * market.option_size[option]
    work.active[period] += sign
    for session in range(market.option_sessions[option]):
        work.taken[period * market.sizes[DAYS] + market.option_day[option, session]] ^= market.option_mask[
            option, session
        ]


@compiled
def _ban(market: Market, work: Work, picked: int) -> None:
    """Per period the items that cannot go with the seats picked, by their demand or by the order of activities."""
    person = work.now[PERSON]
    first, last = market.item_from[person], market.item_from[person + 1]
    work.banned[:] = 0
    for depth in range(picked):
        seat = work.kept_seat[work.several[work.picked[depth]]]
        option = market.seat_option[seat]
        period, activity = market.option_period[option], market.option_activity[option]
        for item in range(first, last):
            other = market.item_activity[item]
            for then in range(market.sizes[PERIODS]):
                met = market.item_demand[item] == market.seat_demand[seat]
                late = other >= 0 and market.after[activity, other] and then >= period
                soon = other >= 0 and market.after[other, activity] and then <= period
                if met or late or soon:
                    work.banned[then] |= 1 << (item - first)
