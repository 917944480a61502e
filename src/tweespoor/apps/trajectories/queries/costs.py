"""Reads of what programmes and people cost. The caller has checked who reads; what is a partner's is scoped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.bridge import costs as bridge
from tweespoor.apps.trajectories.bridge import design_of
from tweespoor.apps.trajectories.models import (
    Budget,
    PriceAgreement,
    Programme,
    Purse,
    PurseRequest,
    Spending,
    Trajectory,
)
from tweespoor.apps.trajectories.queries.progress import blocks_of_all, plans_of, stands_now
from tweespoor.apps.trajectories.rules import ALL_COSTS_ROLES, PARTNER_COSTS_ROLES, can_manage_costs
from tweespoor.core.costs import (
    Balance,
    Forecast,
    Month,
    Planned,
    PlannedLine,
    RealisedLine,
    Shortfall,
    WhyUnpriced,
    balance,
    expected,
    planned_costs,
    realised_lines,
    shortfall,
)

OF_THE_PROGRAMME = "the caller showed that the programme's costs are the user's to see"
ONLY_SUMS = "what everybody costs is added up; people are named by the caller, who sees them"


@dataclass(frozen=True, kw_only=True)
class CostRow:
    """What one block, provider or person costs: planned from least to most, and realised, in cents."""

    key: str
    least: int = 0
    most: int = 0
    realised: int = 0


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    """What was planned (in the middle of its range) and spent in a month, and in all months up to it."""

    month: int
    planned: int
    realised: int | None
    planned_so_far: int
    realised_so_far: int | None


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What a programme costs in a year, as seen on a day; `budget` is None where none is set.

    `unpriced` are per block and reason how many people have it in their plan without anybody knowing its price.
    """

    year: int
    on: date
    budget: int | None
    least: int
    most: int
    realised: int
    forecast: Forecast
    by_block: tuple[CostRow, ...]
    by_provider: tuple[CostRow, ...]
    by_person: tuple[CostRow, ...]
    months: tuple[MonthRow, ...]
    unpriced: tuple[tuple[str, WhyUnpriced, int], ...]


@dataclass(frozen=True, kw_only=True)
class PersonCosts:
    """What one person's trajectory costs from its start to its end, or without one to this year's end, in cents."""

    least: int
    most: int
    realised: int
    reference: int
    by_block: tuple[CostRow, ...]
    unpriced: tuple[tuple[str, WhyUnpriced], ...]


def sees_all_costs(user: User, *, municipality: UUID) -> bool:
    """Whether the user sees all costs of a municipality's programmes."""
    return municipality in organisations_where(user, roles=ALL_COSTS_ROLES)


def sees_own_costs(user: User, *, programme: Programme) -> bool:
    """Whether the user sees, of a programme, the prices and amounts of the own organisation, a partner in it."""
    own = organisations_where(user, roles=PARTNER_COSTS_ROLES)
    return programme.partners.filter(pk__in=own).exists()


def manages_costs(user: User, *, programme: Programme) -> bool:
    """Whether the user agrees prices, registers amounts, sets budgets and decides on the purse."""
    return can_manage_costs(user, municipality=programme.municipality_id)


def prices_of(programme: Programme, *, user: User) -> list[PriceAgreement]:
    """The prices agreed that the user may see."""
    rows = PriceAgreement.objects.filter(programme=programme).visible_to(user)
    return list(rows.select_related("provider"))


def spendings_of(programme: Programme, *, user: User) -> list[Spending]:
    """The amounts spent that the user may see, the newest first, without those withdrawn."""
    rows = Spending.objects.filter(programme=programme, withdrawn_at__isnull=True).visible_to(user)
    return list(rows.select_related("provider"))


def spending_named(programme: Programme, *, user: User, spending_id: UUID) -> Spending | None:
    """One amount spent, where the user may see it."""
    rows = Spending.objects.filter(programme=programme, pk=spending_id).visible_to(user)
    return rows.select_related("programme").first()


def providers_of(programme: Programme) -> list[Organisation]:
    """Who can be paid in a programme: its partners, and the municipality itself."""
    return [*programme.partners.order_by("name"), programme.municipality]


def block_labels(programme: Programme, *, language: str) -> dict[str, str]:
    """The blocks of a programme's design by their id."""
    return {each.id: each.label.text(language) for each in design_of(programme.design).blocks}


def years_of(programme: Programme, *, today: date) -> list[int]:
    """The years of which costs can be asked: from the first trajectory or amount up to the next year."""
    with whole_registry(why=ONLY_SUMS):
        first = programme.trajectories.order_by("started_on").values_list("started_on", flat=True).first()
        spent = Spending.objects.filter(programme=programme).order_by("spent_on").first()
    days = [day for day in (first, spent.spent_on if spent else None, today) if day]
    return list(range(min(days).year, today.year + 2))


def costs_of(programme: Programme, *, year: int, on: date) -> Costs:
    """What a programme costs in a year, as seen on a day; sums over everybody, whoever asks."""
    with whole_registry(why=ONLY_SUMS):
        planned = _planned(programme, today=on, until=date(year, 12, 31))
        lines = [each for each in _realised(programme) if each.on <= on]
    in_year = [each for each in planned.lines if each.month[0] == year]
    paid = [each for each in lines if each.on.year == year]
    by_month = _months(in_year)
    budget = Budget.objects.filter(programme=programme, year=year).first()
    return Costs(
        year=year,
        on=on,
        budget=budget.cents if budget else None,
        least=sum(each.least for each in in_year),
        most=sum(each.most for each in in_year),
        realised=sum(each.cents for each in paid),
        forecast=expected(by_month, [(each.on, each.cents) for each in paid], year=year, on=on),
        by_block=_rows(in_year, paid, planned_key=lambda each: each.block, realised_key=lambda each: each.block),
        by_provider=_rows(
            in_year, paid, planned_key=lambda each: each.provider, realised_key=lambda each: each.provider
        ),
        by_person=_rows(in_year, paid, planned_key=lambda each: each.person, realised_key=lambda each: each.person),
        months=_month_rows(by_month, paid, year=year, on=on),
        unpriced=_unpriced(planned),
    )


def costs_of_person(trajectory: Trajectory, *, on: date) -> PersonCosts:
    """What one person's trajectory costs; the person's share in groups is that among everybody in them."""
    with whole_registry(why=ONLY_SUMS):
        planned = _planned(trajectory.programme, today=on, until=date(on.year, 12, 31))
        lines = _realised(trajectory.programme)
    person = str(trajectory.person_id)
    mine = [each for each in planned.lines if each.person == person]
    paid = [each for each in lines if each.person == person and each.on <= on]
    return PersonCosts(
        least=sum(each.least for each in mine),
        most=sum(each.most for each in mine),
        realised=sum(each.cents for each in paid),
        reference=design_of(trajectory.design).budget_cents,
        by_block=_rows(mine, paid, planned_key=lambda each: each.block, realised_key=lambda each: each.block),
        unpriced=tuple((each.block, each.why) for each in planned.unpriced if each.person == person),
    )


def _planned(programme: Programme, *, today: date, until: date) -> Planned:
    """What everybody's plan costs; plans without an end are written out up to a day."""
    rows = list(Trajectory.objects.filter(programme=programme).select_related("design"))
    found, stands = blocks_of_all(rows, until=until), stands_now(rows, today=today)
    parts = [part for row in rows for part in bridge.parts(row, found[row.pk], stands=stands.get(row.pk, {}))]
    prices = PriceAgreement.objects.filter(programme=programme).unscoped(why=OF_THE_PROGRAMME)
    return planned_costs(parts, bridge.prices(prices))


def _realised(programme: Programme) -> tuple[RealisedLine, ...]:
    rows = Spending.objects.filter(programme=programme, withdrawn_at__isnull=True).unscoped(why=OF_THE_PROGRAMME)
    return realised_lines(bridge.payments(rows.prefetch_related("people")))


def _months(lines: Iterable[PlannedLine]) -> dict[Month, tuple[int, int]]:
    found: dict[Month, tuple[int, int]] = {}
    for each in lines:
        low, high = found.get(each.month, (0, 0))
        found[each.month] = (low + each.least, high + each.most)
    return found


def _month_rows(
    planned: Mapping[Month, tuple[int, int]], paid: Sequence[RealisedLine], *, year: int, on: date
) -> tuple[MonthRow, ...]:
    rows, so_far, spent_so_far = [], 0, 0
    for month in range(1, 13):
        middle = sum(planned.get((year, month), (0, 0))) // 2
        so_far += middle
        has_been = (year, month) <= (on.year, on.month)
        spent = sum(each.cents for each in paid if each.on.month == month)
        spent_so_far += spent
        rows.append(
            MonthRow(
                month=month,
                planned=middle,
                realised=spent if has_been else None,
                planned_so_far=so_far,
                realised_so_far=spent_so_far if has_been else None,
            )
        )
    return tuple(rows)


def _rows(
    planned: Iterable[PlannedLine],
    realised: Iterable[RealisedLine],
    *,
    planned_key: Callable[[PlannedLine], str],
    realised_key: Callable[[RealisedLine], str],
) -> tuple[CostRow, ...]:
    """Planned and realised beside each other per key, the dearest first."""
    found: dict[str, tuple[int, int, int]] = {}
    for line in planned:
        low, high, spent = found.get(planned_key(line), (0, 0, 0))
        found[planned_key(line)] = (low + line.least, high + line.most, spent)
    for paid in realised:
        low, high, spent = found.get(realised_key(paid), (0, 0, 0))
        found[realised_key(paid)] = (low, high, spent + paid.cents)
    rows = [CostRow(key=key, least=low, most=high, realised=spent) for key, (low, high, spent) in found.items()]
    return tuple(sorted(rows, key=lambda row: (-max(row.most, row.realised), row.key)))


def _unpriced(planned: Planned) -> tuple[tuple[str, WhyUnpriced, int], ...]:
    people: dict[tuple[str, WhyUnpriced], set[str]] = {}
    for each in planned.unpriced:
        people.setdefault((each.block, each.why), set()).add(each.person)
    return tuple((block, why, len(found)) for (block, why), found in sorted(people.items()))


def budget_seen(programme: Programme, *, year: int) -> str:
    """What a form remembers of the budget that it shows; empty where there is none."""
    row = Budget.objects.filter(programme=programme, year=year).first()
    return str(row.cents) if row is not None else ""


def purse_seen(row: Purse | None) -> str:
    """What a form remembers of the purse that it shows; empty where there is none."""
    return f"{row.cents}/{row.per_person_cents or ''}" if row is not None else ""


@dataclass(frozen=True, kw_only=True)
class PurseStand:
    """The purse of a programme that runs, its balance, and its requests that the user may see."""

    purse: Purse
    balance: Balance
    requests: tuple[tuple[PurseRequest, Shortfall | None], ...]


def purse_of(programme: Programme) -> Purse | None:
    """The purse of a programme that runs, or None."""
    return programme.purses.filter(until__isnull=True).select_related("programme").first()


def purse_stand(purse: Purse, *, user: User) -> PurseStand:
    """How a purse stands, with the requests for people the user sees: those that wait for an answer first."""
    with whole_registry(why="the balance of a purse counts every request"):
        rows = list(PurseRequest.objects.filter(purse=purse))
    all_requests = bridge.requests(rows)
    by_key = {each.key: each for each in all_requests}
    held = bridge.purse(purse)
    seen = PurseRequest.objects.filter(purse=purse).visible_to(user).select_related("person")
    listed = sorted(seen, key=lambda row: row.state != "asked")
    return PurseStand(
        purse=purse,
        balance=balance(held, all_requests),
        requests=tuple((row, shortfall(held, all_requests, by_key[str(row.pk)])) for row in listed),
    )


def purse_request(programme: Programme, *, user: User, request_id: UUID) -> PurseRequest | None:
    """One request, where the user may see it."""
    rows = PurseRequest.objects.filter(purse__programme=programme, pk=request_id).visible_to(user)
    return rows.select_related("purse__programme", "person").first()


def purse_requests_for(person: Person, *, user: User) -> list[PurseRequest]:
    """What was asked from purses for one person."""
    rows = PurseRequest.objects.filter(person=person).visible_to(user)
    return list(rows.select_related("purse__programme"))


def people_with_block(programme: Programme, *, block: str) -> set[UUID]:
    """Who has a block in the plan of a trajectory that runs in a programme."""
    with whole_registry(why="the caller picks from them those whom the user sees"):
        rows = list(Trajectory.objects.filter(programme=programme, ended_on__isnull=True).select_related("design"))
        plans = plans_of(rows)
    return {row.person_id for row in rows if block in plans[row.pk].by_block}
