"""Rows <-> plans of persons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from tweespoor.apps.trajectories.bridge.designs import personal_plan
from tweespoor.apps.trajectories.models import PipVersion, Trajectory
from tweespoor.core import designs, pips
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import Act, TargetGroup

Facts = Mapping[str, Fact[Value]]


def pip_in(row: PipVersion) -> pips.Pip:
    """The plan that a version holds."""
    return pips.from_json(row.content)


def case_in(row: PipVersion) -> pips.Case:
    """The act and the target group that a version was made under."""
    return pips.Case(
        act=Act(row.act) if row.act else None,
        group=TargetGroup(row.target_group) if row.target_group else None,
    )


def case_from(facts: Facts) -> pips.Case:
    """The act and the target group that are known of somebody."""
    act, group = facts.get("act"), facts.get("target-group")
    return pips.Case(
        act=Act(str(act.value)) if act and act.is_known else None,
        group=TargetGroup(str(group.value)) if group and group.is_known else None,
    )


def proposal(row: Trajectory, *, facts: Facts) -> pips.Pip:
    """The plan that a person's design proposes, with what is known of the person."""
    plan = personal_plan(row, facts=facts)
    return pips.propose(_blocks(plan), phases=_phases(plan), facts=facts, case=case_from(facts))


def proposal_without_design(*, facts: Facts) -> pips.Pip:
    """The plan of somebody who is in no trajectory yet: what is known of the person, and no blocks."""
    return pips.propose((), phases=(), facts=facts, case=case_from(facts))


def _phases(plan: designs.DatedPlan) -> tuple[pips.Phase, ...]:
    return tuple(
        pips.Phase(
            id=each.phase.id,
            name_nl=each.phase.label.nl,
            name_en=each.phase.label.en,
            starts_on=each.start,
            ends_on=each.end,
        )
        for each in plan.phases
    )


def _blocks(plan: designs.DatedPlan) -> Iterator[pips.OfferedBlock]:
    """The blocks that apply, and those of which nobody can say yet, in the order of the design."""
    planned = plan.by_block
    undecided = {each.block.id for each in plan.undecided}
    bars = {bar.block: bar for bar in designs.tracks(plan.design)}
    for block in plan.design.blocks:
        about = planned.get(block.id)
        bar = bars.get(block.id)
        if about is not None:
            start, end, load, one_of = about.start, about.end, about.hours, about.one_of
        elif block.id in undecided and bar is not None:
            start, load, one_of = plan.week_start(bar.start_week), bar.hours, bar.one_of
            end = None if bar.end_week is None else plan.week_start(bar.end_week) + timedelta(days=6)
        else:
            continue
        phases = [each.phase.id for each in plan.phases if each.start <= start]
        yield pips.OfferedBlock(
            id=block.id,
            name_nl=block.label.nl,
            name_en=block.label.en,
            kind=block.kind,
            phase=phases[-1] if phases else "",
            starts_on=start,
            ends_on=end,
            least=load.min_minutes if load else None,
            most=load.max_minutes if load else None,
            provider=block.provider.value if block.provider else "",
            one_of=one_of,
            decided=about is not None,
        )
