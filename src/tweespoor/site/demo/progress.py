"""Invents how far the people of the demonstration are, and what their programmes cost; every amount is invented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random

from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories import actions
from tweespoor.apps.trajectories.actions.bringing import Brought, bring_progress
from tweespoor.apps.trajectories.bridge.progress import ACCOMPANIES, BlockInPlan
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import Progress, progress_in
from tweespoor.apps.trajectories.queries.costs import costs_of
from tweespoor.core.costs import Need, Per
from tweespoor.core.progress import BlockState, monday_of
from tweespoor.core.vocabulary import ActivityFamily, OrganisationKind, ReasonForLeaving

SOURCE = "overgenomen uit de oude registratie"
WEEKS_RECORDED = 6
HOUR_CENTS, GROUP_HOUR_CENTS = 1_250, 9_500
PURSE_CENTS, PURSE_PER_PERSON = 500_000, 75_000
ASKED = (
    (Need.COMPUTER, "laptop voor een opleiding", 45_000, True),
    (Need.TRAVEL, "trein naar de stage, drie maanden", 21_600, True),
    (Need.BICYCLE, "elektrische fiets naar het werk", 74_900, None),
    (Need.COURSE, "boeken voor de toelatingstoets", 8_950, None),
    (Need.CLOTHING, "werkschoenen", 11_000, False),
)
"""What is asked, for how much, and whether it was approved; None waits for an answer."""


def add_progress(programme: Programme, *, on: date, seed: int, now: datetime) -> None:
    """Bring in what is known of everybody before a day; of some people nothing is, as in any registry."""
    random = Random(f"{programme.slug}-{seed}")  # noqa: S311 - invents a demonstration
    found = progress_in(programme, on=on, today=on)
    brought = [row for each in found if random.random() < 0.8 for row in _of_person(each, on=on, random=random)]
    people = [each.trajectory.person_id for each in found]
    bring_progress(programme=programme, brought=brought, source=SOURCE, people=people, now=now)


def _of_person(each: Progress, *, on: date, random: Random) -> Iterable[Brought]:
    key = each.trajectory.pk
    past = {phase.phase.id for phase in each.plan.phases if phase.end is not None and phase.end < on}
    for row in each.blocks:
        block = row.block
        if not block.in_plan or block.start is None or block.start >= on or random.random() < 0.25:
            continue
        yield Brought(trajectory=key, about=block.id, on=block.start, state=BlockState.STARTED)
        if block.phases and set(block.phases) <= past and block.end is not None:
            yield _over(each, block, random=random)
        elif block.least and block.kind.family not in ACCOMPANIES:
            yield from _hours(each, block, on=on, random=random)
    if len(each.plan.phases) > 1 and random.random() < 0.6:
        phase = next(phase for phase in each.plan.phases if phase.phase.id == each.phase)
        yield Brought(trajectory=key, about=each.phase, on=min(phase.start, on), is_phase=True)
    for moment in each.moments:
        if moment.due is not None and moment.due < on and random.random() < 0.7:
            yield Brought(
                trajectory=key,
                about=moment.rhythm,
                on=moment.due,
                concluded="Gaat door volgens plan; taal blijft voorop.",
            )


def _over(each: Progress, block: BlockInPlan, *, random: Random) -> Brought:
    assert block.end is not None
    stopped = random.random() < 0.12
    return Brought(
        trajectory=each.trajectory.pk,
        about=block.id,
        on=block.end,
        state=BlockState.STOPPED if stopped else BlockState.DONE,
        reason=random.choice([ReasonForLeaving.TOO_HEAVY, ReasonForLeaving.WORK_FOUND, None]) if stopped else None,
    )


def _hours(each: Progress, block: BlockInPlan, *, on: date, random: Random) -> Iterable[Brought]:
    for back in range(1, WEEKS_RECORDED + 1):
        week = monday_of(on - timedelta(weeks=back))
        is_planned = week in {monday_of(first) for first in block.weeks}
        if not is_planned or random.random() < 0.2:
            continue
        share = random.choice([0, 50, 75, 75, 100, 100, 100])
        minutes = (block.least or 0) * share // 100
        yield Brought(trajectory=each.trajectory.pk, about=block.id, on=week, minutes=minutes)


def add_costs(programme: Programme, *, on: date, seed: int, now: datetime) -> None:
    """Invent prices, a budget and what was spent until a day."""
    random = Random(f"{programme.slug}-{seed}-costs")  # noqa: S311 - invents a demonstration
    partners = list(programme.partners.order_by("name"))
    schools = [each for each in partners if each.kind == OrganisationKind.LANGUAGE_PROVIDER.value]
    others = [each for each in partners if each.kind == OrganisationKind.SHELTERED_WORK.value]
    found = progress_in(programme, on=on, today=on)
    blocks = {each.block.id: each.block for row in found for each in row.blocks if each.block.in_plan}
    since = min([each.trajectory.started_on for each in found], default=on)
    for block in blocks.values():
        is_language = block.kind.family is ActivityFamily.LANGUAGE
        providers = schools if is_language else others
        if block.least is None or block.kind.family in ACCOMPANIES or not providers:
            continue
        per, cents = (Per.PERSON_HOUR, HOUR_CENTS) if is_language else (Per.GROUP_HOUR, GROUP_HOUR_CENTS)
        actions.agree_price(
            programme=programme,
            provider=providers[0],
            block=block.id,
            per=per if is_language or block.is_group else Per.PERSON_HOUR,
            cents=cents if is_language or block.is_group else 300,
            since=since,
            until=None,
            by=None,
            now=now,
        )
    for year in (on.year - 1, on.year):
        planned = costs_of(programme, year=year, on=on)
        if planned.most:
            actions.set_budget(
                programme=programme, year=year, cents=(planned.most // 100_000 + 1) * 100_000, by=None, now=now
            )
        whole = sum(row.least + row.most for row in planned.by_provider)
        for row in planned.by_provider:
            for month in planned.months:
                day = date(year, month.month, 25)
                amount = month.planned * (row.least + row.most) // max(1, whole) * random.randint(80, 105) // 100
                if since <= day < on and amount:
                    actions.register_spending(
                        programme=programme,
                        on=day,
                        cents=amount,
                        provider=next(each for each in partners if str(each.pk) == row.key),
                        invoice=f"{year}-{month.month:02d}-{random.randint(100, 999)}",
                        by=None,
                        now=now,
                    )


def add_purse(programme: Programme, *, people: Iterable[Person], now: datetime) -> None:
    """Open a purse, ask from it, and decide on some of it."""
    purse = actions.open_purse(
        programme=programme, cents=PURSE_CENTS, per_person_cents=PURSE_PER_PERSON, by=None, now=now
    )
    for person, (need, what, cents, approved) in zip(people, ASKED, strict=False):
        request = actions.ask_purse(purse=purse, person=person, need=need, what=what, cents=cents, by=None, now=now)
        if approved is not None:
            actions.decide_purse(
                request=request, approve=approved, why="" if approved else "via de werkgever", by=None, now=now
            )
