"""What people's plans cost by the prices agreed, spread over the months in which their blocks are held.

A price for a person or a group is owed for the block as a whole, at the price that holds on the block's first day, and
spread over its weeks. A price by the hour is owed per week, at the price that holds then. A price for a group is paid
for as many groups as the block's people need, and divided over them by their weeks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from tweespoor.core.costs.money import Month, divide, for_minutes, month_of, spread
from tweespoor.core.costs.prices import Price, price_on


class WhyUnpriced(StrEnum):
    """Why nobody can say what a part of a plan costs."""

    NO_PRICE = "no-price"
    NO_HOURS = "no-hours"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A block in somebody's plan: its weeks (by their first day, of any weekday), and the minutes of one.

    Minutes are None where nobody knows them; `by_week` holds those of weeks with others than `least` to `most`, as in a
    plan that changed on the way. `group_size` is the most people of one group, None for a block that is
    done alone or of which nobody knows: everybody is then in one group.
    """

    person: str
    block: str
    weeks: tuple[date, ...]
    least: int | None
    most: int | None
    group_size: int | None = None
    by_week: Mapping[date, tuple[int | None, int | None]] = field(default_factory=dict)

    def minutes(self, week: date) -> tuple[int | None, int | None]:
        """The least and the most minutes of one of the weeks."""
        return self.by_week.get(week, (self.least, self.most))


@dataclass(frozen=True, kw_only=True)
class PlannedLine:
    """What one person's block costs in one month, at least and at most, and to whom it is paid."""

    person: str
    block: str
    provider: str
    month: Month
    least: int
    most: int


@dataclass(frozen=True, kw_only=True)
class Unpriced:
    """A part of somebody's plan of which nobody can say what it costs, in so many of its weeks; never zero."""

    person: str
    block: str
    why: WhyUnpriced
    weeks: int


@dataclass(frozen=True, kw_only=True)
class Planned:
    """Everything that is planned: lines with money, and parts without a price."""

    lines: tuple[PlannedLine, ...]
    unpriced: tuple[Unpriced, ...]


def planned_costs(parts: Sequence[Part], prices: Sequence[Price]) -> Planned:
    """What these parts of plans cost."""
    lines: list[PlannedLine] = []
    unpriced: list[Unpriced] = []
    together: dict[tuple[str, Price], list[Part]] = {}
    for part in sorted(parts, key=lambda each: (each.block, each.person)):
        if not part.weeks:
            continue
        first = price_on(prices, block=part.block, on=part.weeks[0])
        if first is not None and not first.per.is_hourly:
            if first.per.is_for_group:
                together.setdefault((part.block, first), []).append(part)
            else:
                lines += _spread(part, first, least=first.cents, most=first.cents)
        else:
            _by_week(part, prices, lines=lines, unpriced=unpriced)
    for (_block, price), members in together.items():
        total = price.cents * _groups_of(members)
        shares = divide(total, [len(part.weeks) for part in members])
        for part, share in zip(members, shares, strict=True):
            lines += _spread(part, price, least=share, most=share)
    lines += _group_hours(_hourly_groups(parts, prices))
    return Planned(lines=tuple(_added(lines)), unpriced=tuple(unpriced))


def _groups_of(members: Sequence[Part]) -> int:
    """How many groups these people need: as many as their largest size asks for; one where nobody knows the size."""
    size = next((part.group_size for part in members if part.group_size), None)
    return -(-len(members) // size) if size else 1


def _hourly_groups(parts: Iterable[Part], prices: Sequence[Price]) -> dict[tuple[Price, date], dict[date, list[Part]]]:
    """Who is paid for by the hour of a group: per price and calendar week the people, by the first day of theirs."""
    found: dict[tuple[Price, date], dict[date, list[Part]]] = {}
    for part in sorted(parts, key=lambda each: (each.block, each.person)):
        for week in part.weeks:
            if None in part.minutes(week):
                continue
            price = _weekly(part, prices, week=week)
            if price is not None and price.per.is_for_group:
                monday = week - timedelta(days=week.weekday())
                found.setdefault((price, monday), {}).setdefault(week, []).append(part)
    return found


def _weekly(part: Part, prices: Sequence[Price], *, week: date) -> Price | None:
    """The price by the hour of a week; None where there is none, or the block as a whole is paid for."""
    first = price_on(prices, block=part.block, on=part.weeks[0])
    if first is not None and not first.per.is_hourly:
        return None
    price = price_on(prices, block=part.block, on=week)
    return price if price is not None and price.per.is_hourly else None


def _by_week(part: Part, prices: Sequence[Price], *, lines: list[PlannedLine], unpriced: list[Unpriced]) -> None:
    """The weeks of a part that are paid by the hour of a person; and those of which nobody knows the cost."""
    by_price: dict[tuple[Price, tuple[int | None, int | None]], list[date]] = {}
    without = 0
    for week in part.weeks:
        price = _weekly(part, prices, week=week)
        if price is None:
            without += 1
        else:
            by_price.setdefault((price, part.minutes(week)), []).append(week)
    if without:
        unpriced.append(Unpriced(person=part.person, block=part.block, why=WhyUnpriced.NO_PRICE, weeks=without))
    for (price, (low, high)), weeks in by_price.items():
        if low is None or high is None:
            why = WhyUnpriced.NO_HOURS
            unpriced.append(Unpriced(person=part.person, block=part.block, why=why, weeks=len(weeks)))
        elif not price.per.is_for_group:
            least = for_minutes(price.cents, low * len(weeks))
            most = for_minutes(price.cents, high * len(weeks))
            lines += _spread(part, price, least=least, most=most, weeks=weeks)


def _group_hours(meetings: dict[tuple[Price, date], dict[date, list[Part]]]) -> list[PlannedLine]:
    """What the weeks cost that are paid by the hour of a group, divided equally over who is in it."""
    lines = []
    for (price, _monday), by_day in meetings.items():
        dated = [(day, part) for day, members in sorted(by_day.items()) for part in members]
        members = [part for _day, part in dated]
        groups = _groups_of(members)
        lowest = max(part.minutes(day)[0] or 0 for day, part in dated)
        highest = max(part.minutes(day)[1] or 0 for day, part in dated)
        least = divide(for_minutes(price.cents, groups * lowest), [1] * len(members))
        most = divide(for_minutes(price.cents, groups * highest), [1] * len(members))
        for (day, part), low, high in zip(dated, least, most, strict=True):
            lines.append(_line(part, price, month=month_of(day), least=low, most=high))
    return lines


def _spread(
    part: Part, price: Price, *, least: int, most: int, weeks: Sequence[date] | None = None
) -> list[PlannedLine]:
    low, high = spread(least, weeks or part.weeks), spread(most, weeks or part.weeks)
    return [_line(part, price, month=month, least=low[month], most=high[month]) for month in low]


def _line(part: Part, price: Price, *, month: Month, least: int, most: int) -> PlannedLine:
    return PlannedLine(
        person=part.person, block=part.block, provider=price.provider, month=month, least=least, most=most
    )


def _added(lines: Iterable[PlannedLine]) -> list[PlannedLine]:
    """One line per person, block, provider and month."""
    sums: dict[tuple[str, str, str, Month], tuple[int, int]] = {}
    for line in lines:
        key = (line.person, line.block, line.provider, line.month)
        low, high = sums.get(key, (0, 0))
        sums[key] = (low + line.least, high + line.most)
    return [
        PlannedLine(person=person, block=block, provider=provider, month=month, least=low, most=high)
        for (person, block, provider, month), (low, high) in sorted(sums.items())
    ]
