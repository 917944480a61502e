"""What changes for somebody who goes on in another version of a design."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings

from tests.core.designs.builders import a_block, a_phase, design_data, designed, read
from tweespoor.core.designs import DatedPlan, Design, instantiate, plan_changes
from tweespoor.core.facts import Fact

START = date(2026, 3, 2)


def plan(design: Design, **facts: Any) -> DatedPlan:
    known = {slug.replace("_", "-"): Fact.known(value) for slug, value in facts.items()}
    return instantiate(design, facts=known, start=START)


@given(design_data())
@settings(max_examples=60, deadline=None)
def test_the_same_version_changes_nothing(data: dict[str, Any]) -> None:
    design = read(data)
    assert plan_changes(plan(design), plan(design)).is_nothing


@given(design_data(), design_data())
@settings(max_examples=60, deadline=None)
def test_moving_back_changes_the_other_way_round(one: dict[str, Any], other: dict[str, Any]) -> None:
    there = plan_changes(plan(read(one)), plan(read(other)))
    back = plan_changes(plan(read(other)), plan(read(one)))
    assert {s.block.id for s in there.added} == {s.block.id for s in back.dropped}
    assert {s.block.id for s in there.dropped} == {s.block.id for s in back.added}
    assert {c.before.block.id for c in there.changed} == {c.before.block.id for c in back.changed}
    assert there.end == back.end[::-1]


def test_blocks_that_come_go_take_longer_or_move_are_told_apart() -> None:
    before = designed(blocks=[a_block("taal"), a_block("sport", kind="sport"), a_block("koken", kind="practical")])
    after = designed(
        blocks=[
            a_block("taal", intensity={"half_days_per_week": 4}),
            a_block("koken", kind="practical", when={"from_week": 3}),
            a_block("stage", kind="internship"),
        ]
    )
    found = plan_changes(plan(before), plan(after))
    assert [s.block.id for s in found.added] == ["stage"]
    assert [s.block.id for s in found.dropped] == ["sport"]
    assert [(c.after.block.id, c.other_hours, c.other_dates) for c in found.changed] == [
        ("taal", True, False),
        ("koken", False, True),
    ]


def test_a_block_is_only_added_for_whom_it_is_meant() -> None:
    before = designed()
    after = designed(
        blocks=[a_block(), a_block("vak", kind="vocational", conditions=[{"speaking_level": {"lowest": "a2"}}])]
    )
    assert [s.block.id for s in plan_changes(plan(before), plan(after, speaking_level="a2")).added] == ["vak"]
    assert plan_changes(plan(before), plan(after, speaking_level="a1")).is_nothing
    undecided = plan_changes(plan(before), plan(after)).added
    assert [(s.block.id, s.planned) for s in undecided] == [("vak", None)]


def test_a_longer_phase_is_a_later_end() -> None:
    found = plan_changes(plan(designed()), plan(designed(phases=[a_phase(weeks=12)])))
    assert found.end == (date(2026, 5, 10), date(2026, 5, 24))
