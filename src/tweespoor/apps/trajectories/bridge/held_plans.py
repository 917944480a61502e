"""Signed plans (PIP) over what a design proposes: what holds of somebody on a day, and what held in each week.

Phases and rhythms are those of the design the trajectory is in; blocks, their hours and dates are the signed plan's
from the day it was signed, and the design's before that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tweespoor.apps.trajectories.bridge import progress
from tweespoor.apps.trajectories.bridge.progress import BlockInPlan, Minutes
from tweespoor.apps.trajectories.models import PipVersion
from tweespoor.core import designs, pips
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import OrganisationKind

NOT_AGREED = designs.Label("staat niet in het ondertekende plan", "is not in the signed plan")


def signed_plans(rows: Iterable[PipVersion]) -> tuple[pips.Signed, ...]:
    """Rows of signed versions as plans that hold from their day."""
    return tuple(
        pips.Signed(on=row.signed_on, number=row.number, pip=pips.from_json(row.content))
        for row in rows
        if row.signed_on is not None
    )


def followed(plan: designs.DatedPlan, *, signed: Sequence[pips.Signed], on: date | None = None) -> designs.DatedPlan:
    """The plan that holds on a day (now, where none is given): the signed one, where there is one, else the design's.

    What the design leaves to a question, and the signed plan does not decide, stays to be asked.
    """
    pip = pips.in_force(signed, on=on or date.max)
    if pip is None:
        return plan
    free = pips.left_free(pip)
    stretches = {
        item.id: (item, stretch)
        for item in pip.items
        if (stretch := pips.held(item, is_free=item.id in free)) is not None
    }
    by_design = {block.id: block for block in plan.design.blocks}
    order = [*by_design, *(slug for slug in stretches if slug not in by_design)]
    blocks = tuple(
        _planned(
            stretches[slug][0],
            stretches[slug][1],
            block=by_design.get(slug),
            plan=plan,
            one_of=stretches[slug][0].one_of if slug in free else "",
        )
        for slug in order
        if slug in stretches
    )
    undecided = tuple(each for each in plan.undecided if each.block.id not in stretches)
    settled = {each.block.id for each in undecided} | set(stretches) | {each.block.id for each in plan.left_out}
    dropped = tuple(
        designs.LeftOut(block=block, reason=NOT_AGREED) for slug, block in by_design.items() if slug not in settled
    )
    asked = {question.about for each in undecided for question in each.questions}
    answered = {question.about for each in plan.undecided for question in each.questions} - asked
    return replace(
        plan,
        blocks=blocks,
        left_out=(*(each for each in plan.left_out if each.block.id not in stretches), *dropped),
        undecided=undecided,
        cadences=tuple(each for each in plan.cadences if not each.cadence.block or each.cadence.block in stretches),
        questions=tuple(question for question in plan.questions if question.about not in answered),
    )


def blocks_over_time(plan: designs.DatedPlan, *, signed: Sequence[pips.Signed]) -> tuple[BlockInPlan, ...]:
    """All blocks of the design's plan and of signed plans: as they hold now, with the weeks and minutes of every time.

    A week is the plan's that was in force on its first day, so that a new plan never changes what was before it.
    """
    by_design = progress.blocks(plan)
    if not signed:
        return by_design
    now = {each.id: each for each in progress.blocks(followed(plan, signed=signed))}
    grid = _grid(plan, signed=signed)
    by_plan = [(week, pips.in_force(signed, on=week)) for week in grid]
    of_design = {each.id: each for each in by_design}
    first = min(signed, key=lambda each: (each.on, each.number)).pip
    names = {item.id: item for each in signed for item in each.pip.items}
    found = []
    for slug in [*of_design, *(slug for slug in names if slug not in of_design)]:
        present = now.get(slug) or progress.outside(stand_in(names[slug]))
        weeks = _weeks(slug, by_plan=by_plan, design=of_design.get(slug) or _as_proposed(first, slug), plan=plan)
        if slug not in of_design and not weeks and not present.in_plan:
            continue
        found.append(replace(present, weeks=tuple(weeks), by_week=weeks))
    return tuple(found)


def _weeks(
    slug: str,
    *,
    by_plan: Iterable[tuple[date, pips.Pip | None]],
    design: BlockInPlan | pips.Stretch | None,
    plan: designs.DatedPlan,
) -> dict[date, Minutes]:
    """The weeks in which a block is held, with their minutes; before the first signed plan as the design has it."""
    proposed = set(design.weeks) if isinstance(design, BlockInPlan) else set()
    turns = _turns(slug, plan=plan)
    found: dict[date, Minutes] = {}
    for week, pip in by_plan:
        if pip is None:
            if isinstance(design, pips.Stretch):
                if pips.is_in_week(design, week=week):
                    found[week] = (design.least, design.most)
            elif design is not None and week in proposed:
                found[week] = (design.least, design.most)
            continue
        item = next((each for each in pip.items if each.id == slug), None)
        stretch = pips.held(item, is_free=slug in pips.left_free(pip)) if item else None
        if stretch and pips.is_in_week(stretch, week=week) and turns.get(week, True):
            found[week] = (stretch.least, stretch.most)
    return found


def _as_proposed(first: pips.Pip, slug: str) -> pips.Stretch | None:
    """How the design of then had a block that the design of now no longer has: by the first plan that was signed."""
    item = next((each for each in first.items if each.id == slug), None)
    return item.proposed if item is not None and item.origin is pips.Origin.PROPOSED else None


def _turns(slug: str, *, plan: designs.DatedPlan) -> Mapping[date, bool]:
    """Per week between the first and last of a block in the design whether it is its turn."""
    planned = plan.by_block.get(slug)
    if planned is None or not planned.weeks:
        return {}
    weeks = set(planned.weeks)
    return {plan.week_start(week): week in weeks for week in range(min(weeks), max(weeks) + 1)}


def _grid(plan: designs.DatedPlan, *, signed: Sequence[pips.Signed]) -> list[date]:
    """The first days of the weeks of the trajectory, up to the last day that anything is planned."""
    stretches = [stretch for each in signed for item in each.pip.items for stretch in (item.agreed, item.proposed)]
    ends = [stretch.ends_on for stretch in stretches if stretch and stretch.ends_on]
    ends += [plan.week_start(max(each.weeks)) for each in plan.blocks if each.weeks]
    last = max([plan.until, *ends])
    return [plan.start + timedelta(weeks=week) for week in range((last - plan.start).days // 7 + 1)]


def _planned(
    item: pips.Item,
    stretch: pips.Stretch,
    *,
    block: designs.Block | None,
    plan: designs.DatedPlan,
    one_of: str,
) -> designs.PlannedBlock:
    turns = _turns(item.id, plan=plan)
    last = max(plan.until, stretch.ends_on or plan.until)
    weeks = tuple(
        place
        for place in range(1, (last - plan.start).days // 7 + 2)
        if pips.is_in_week(stretch, week=plan.week_start(place)) and turns.get(plan.week_start(place), True)
    )
    known = stretch.least is not None and stretch.most is not None
    return designs.PlannedBlock(
        block=block or stand_in(item),
        start=stretch.starts_on,
        end=stretch.ends_on,
        weeks=weeks,
        hours=designs.Load(stretch.least or 0, stretch.most or 0) if known else None,
        assumed=False,
        one_of=one_of,
    )


def stand_in(item: pips.Item) -> designs.Block:
    """A block that the design does not have, as a plan names it; nobody knows of a group, so it is done alone."""
    return designs.Block(
        id=item.id,
        label=designs.Label(item.name_nl, item.name_en),
        kind=item.kind,
        form=designs.Form.INDIVIDUAL,
        intensity=designs.Given(state=Fact.not_asked().state),
        provider=OrganisationKind(item.provider) if item.provider else None,
        source="PIP",
    )
