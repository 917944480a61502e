"""Rows <-> what `core.costs` reckons with: prices, payments, parts of plans, a purse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from tweespoor.apps.trajectories.bridge.progress import BlockInPlan
from tweespoor.apps.trajectories.models import PriceAgreement, Purse, PurseRequest, Spending, Trajectory
from tweespoor.core import costs
from tweespoor.core.progress import Stand


def prices(rows: Iterable[PriceAgreement]) -> list[costs.Price]:
    """Rows as prices; the provider is its id."""
    return [
        costs.Price(
            block=row.block,
            provider=str(row.provider_id),
            per=costs.Per(row.per),
            cents=row.cents,
            since=row.valid_from,
            until=row.valid_to,
        )
        for row in rows
    ]


def payments(rows: Iterable[Spending]) -> list[costs.Payment]:
    """Rows as payments, with the people they were for."""
    return [
        costs.Payment(
            on=row.spent_on,
            cents=row.cents,
            block=row.block,
            provider=str(row.provider_id or ""),
            people=tuple(str(person.pk) for person in row.people.all()),
        )
        for row in rows
    ]


def parts(row: Trajectory, found: Iterable[BlockInPlan], *, stands: Mapping[str, Stand]) -> list[costs.Part]:
    """What is planned to be paid for in one trajectory: its blocks, in the weeks before they are over or it ended.

    Of a choice that is still free the first block counts.
    """
    result = []
    chosen: set[str] = set()
    for each in found:
        if each.one_of in chosen:
            continue
        if each.one_of:
            chosen.add(each.one_of)
        last = _last_day(row, stand=stands.get(each.id))
        weeks = tuple(week for week in each.weeks if last is None or week <= last)
        if weeks:
            result.append(
                costs.Part(
                    person=str(row.person_id),
                    block=each.id,
                    weeks=weeks,
                    least=each.least,
                    most=each.most,
                    group_size=each.group_size if each.is_group else 1,
                    by_week=each.by_week,
                )
            )
    return result


def _last_day(row: Trajectory, *, stand: Stand | None) -> date | None:
    days = [row.ended_on, stand.since if stand and stand.is_over else None]
    return min((day for day in days if day is not None), default=None)


def purse(row: Purse) -> costs.Purse:
    """A row as a purse."""
    return costs.Purse(cents=row.cents, per_person=row.per_person_cents)


def requests(rows: Iterable[PurseRequest]) -> list[costs.Request]:
    """Rows as requests."""
    return [
        costs.Request(key=str(row.pk), person=str(row.person_id), cents=row.cents, state=costs.RequestState(row.state))
        for row in rows
    ]
