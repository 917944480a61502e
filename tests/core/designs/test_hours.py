"""Hours per week, duality and cost: what a design takes, and what nobody knows about it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.core.designs.builders import a_block, a_phase, design_data, designed, label, read
from tweespoor.core.designs import (
    Load,
    cost_per_person,
    duality,
    phase_bars,
    pilot,
    read_design,
    tracks,
    weekly_hours,
    write_design,
)
from tweespoor.core.vocabulary import ActivityFamily, ActivityKind

HORIZON = 26


@settings(max_examples=60, deadline=None)
@given(design_data())
def test_a_design_that_is_written_and_read_again_is_the_same(data: dict[str, Any]) -> None:
    design = read(data)
    assert read_design(write_design(design)) == design


@pytest.mark.parametrize("pilot_id", ["roermond", "arnhem", "hoeksche-waard"])
def test_a_pilot_that_is_written_and_read_again_is_the_same(pilot_id: str) -> None:
    assert read_design(write_design(pilot(pilot_id))) == pilot(pilot_id)


@settings(max_examples=60, deadline=None)
@given(design_data(choices=False))
def test_the_hours_of_all_kinds_add_up_to_the_total(data: dict[str, Any]) -> None:
    table = weekly_hours(read(data), horizon_weeks=HORIZON)
    for week in table.weeks:
        kinds = sum((table.kind(kind, week=week) for kind in ActivityKind), start=Load(0, 0))
        families = sum((table.family(family, week=week) for family in ActivityFamily), start=Load(0, 0))
        assert kinds == families == table.total(week=week)


@settings(max_examples=60, deadline=None)
@given(design_data())
def test_with_choices_the_total_lies_within_the_sums_of_the_kinds(data: dict[str, Any]) -> None:
    table = weekly_hours(read(data), horizon_weeks=HORIZON)
    for week in table.weeks:
        kinds = sum((table.kind(kind, week=week) for kind in ActivityKind), start=Load(0, 0))
        total = table.total(week=week)
        assert kinds.min_minutes <= total.min_minutes <= total.max_minutes <= kinds.max_minutes


@settings(max_examples=60, deadline=None)
@given(design_data(choices=False))
def test_hours_agree_with_counting_them_by_hand(data: dict[str, Any]) -> None:
    table = weekly_hours(read(data), horizon_weeks=HORIZON)
    for week in table.weeks:
        by_hand = sum(_minutes_by_hand(block, data, week) for block in data["blocks"])
        assert table.total(week=week).max_minutes == by_hand


def _minutes_by_hand(block: dict[str, Any], data: dict[str, Any], week: int) -> int:
    """The upper end of a block's minutes in a week, counted slowly from the file's values."""
    amount = block["intensity"]
    if isinstance(amount, str):
        return 0
    amount = amount.get("value", amount)
    amount = amount["contested"]["used"] if "contested" in amount else amount
    first, own = 1, []
    for phase in data["phases"]:
        length = HORIZON if phase["duration"] == "open" else phase["duration"]["weeks"]
        if phase["id"] in block.get("when", {}).get("phases", [phase["id"]]):
            own += list(range(first, first + length))
        first += length
    high = {key: value["max"] if isinstance(value, dict) else value for key, value in amount.items()}
    in_all = high.get("sessions") or high.get("days")
    if week not in (own[:in_all] if in_all else own):
        return 0
    if "sessions" in high:
        return high["session_hours"] * 60
    if "days" in high:
        return 6 * 60
    return high.get("hours_per_week", 0) * 60 + high.get("half_days_per_week", 0) * 3 * 60


def test_a_half_day_is_three_hours_unless_the_design_says_otherwise() -> None:
    assert weekly_hours(designed()).total(week=1) == Load(540, 540)
    assert weekly_hours(designed(half_day_hours=4)).total(week=1) == Load(720, 720)


def test_a_block_for_some_counts_from_nothing_and_one_without_hours_is_named_not_counted() -> None:
    blocks = [a_block(), a_block("extra", everyone=False), a_block("guidance", kind="guidance", intensity="unknown")]
    table = weekly_hours(designed(blocks=blocks))
    assert table.total(week=1) == Load(540, 1080)
    assert table.unknown(week=1) == ("guidance",)
    assert [block.id for block in table.unknown_in([1, 2])] == ["guidance"]
    assert table.unknown_in([]) == ()


def test_of_alternatives_the_lightest_and_the_heaviest_count() -> None:
    design = pilot("drechtsteden")
    table = weekly_hours(design)
    assert table.kind(ActivityKind.LANGUAGE_PRACTICAL, week=1) == Load(3 * 60, 6 * 60)
    assert table.kind(ActivityKind.LANGUAGE_PRACTICAL, week=20) == Load(0, 3 * 60)


def test_vijfheerenlanden_is_language_first_and_dual_in_its_second_phase() -> None:
    measured = duality(pilot("vijfheerenlanden"))
    assert (measured.weeks, measured.dual.certain, measured.dual.possible) == (30, 12, 12)
    assert measured.language_beside_preparation.certain == 18
    assert measured.share_of_weeks == (12, 30)
    assert measured.share_of_hours == ((6 + 30) * 60 * 12, (20 * 18 + (6 + 30) * 12) * 60)


def test_a_place_that_only_some_get_makes_a_week_possibly_dual_not_certainly() -> None:
    for_all = designed(blocks=[a_block(), a_block("work", kind="volunteering")])
    for_some = designed(blocks=[a_block(), a_block("work", kind="volunteering", everyone=False)])
    assert (duality(for_all).dual.certain, duality(for_all).dual.possible) == (10, 10)
    assert (duality(for_some).dual.certain, duality(for_some).dual.possible) == (0, 10)


def test_preparation_beside_language_counts_only_where_nobody_participates_yet() -> None:
    blocks = [
        a_block(),
        a_block("applying", kind="applying"),
        a_block("work", kind="volunteering", everyone=False, when={"from_week": 5}),
    ]
    weeks = duality(designed(blocks=blocks)).language_beside_preparation
    assert (weeks.certain, weeks.possible, weeks.of) == (4, 10, 10)


def test_what_is_counted_per_month_is_spread_over_its_weeks() -> None:
    table = weekly_hours(designed(blocks=[a_block(intensity={"hours_per_month": 13})]))
    assert table.total(week=1) == Load(180, 180)


def test_an_amount_in_all_is_spread_over_the_weeks_the_design_gives_it() -> None:
    table = weekly_hours(designed(blocks=[a_block(intensity={"hours": 20}, when={"for": {"weeks": 5}})]))
    assert [table.total(week=week).max_hours for week in table.weeks] == [4] * 5 + [0] * 5


def test_duality_names_the_tracks_nobody_knows_the_hours_of() -> None:
    measured = duality(pilot("lochem"))
    assert set(measured.without_hours) == {"place", "informal"}
    assert measured.open_ended
    assert measured.dual.certain == measured.weeks


@settings(max_examples=40, deadline=None)
@given(design_data())
def test_weeks_that_are_dual_are_weeks_of_both_tracks(data: dict[str, Any]) -> None:
    measured = duality(read(data), horizon_weeks=HORIZON)
    assert measured.dual.certain <= measured.dual.possible <= measured.weeks
    assert measured.dual.possible <= min(measured.language.possible, measured.participation.possible)
    assert measured.dual_hours.max_minutes <= measured.track_hours.max_minutes


def _cost(cost_id: str, block: str, euros: Any, per: str) -> dict[str, Any]:
    return {"id": cost_id, "label": label(), "block": block, "euros": euros, "per": per, "source": "own design"}


def test_known_costs_are_added_up_and_unknown_ones_kept_apart() -> None:
    blocks = [
        a_block(),
        a_block("training", group={"size": {"min": 5, "max": 10}}),
        a_block("coaching", kind="language-coaching", intensity={"sessions": 10, "session_hours": 1}),
        a_block("sport", kind="sport"),
    ]
    costs = [
        _cost("a", "language", 2500, "person"),
        _cost("b", "training", 5000, "group"),
        _cost("c", "coaching", 60.5, "person-hour"),
    ]
    cost = cost_per_person(designed(blocks=blocks, costs=costs))
    assert (cost.known.least, cost.known.max) == (250_000 + 50_000 + 60_500, 250_000 + 100_000 + 60_500)
    assert [part.block for part in cost.unknown] == ["sport"]
    assert cost.within_reference is None


def test_a_design_with_every_price_is_held_against_the_reference_of_ten_thousand_euros() -> None:
    cheap = cost_per_person(designed(costs=[_cost("a", "language", 10_000, "person")]))
    dear = cost_per_person(designed(costs=[_cost("a", "language", 10_001, "person")]))
    assert (cheap.complete, cheap.within_reference, cheap.reference) == (True, True, 1_000_000)
    assert dear.within_reference is False


def test_a_group_price_without_a_group_size_is_unknown_with_its_reason() -> None:
    cost = cost_per_person(designed(costs=[_cost("a", "language", 1000, "group")]))
    assert [part.why_unknown.en for part in cost.unknown if part.why_unknown] == ["the group size is not known"]
    assert cost.known.max == 0


def test_no_pilot_has_a_price_and_none_is_said_to_cost_nothing() -> None:
    cost = cost_per_person(pilot("hengelo"))
    assert len(cost.unknown) == len(pilot("hengelo").blocks)
    assert not cost.complete
    assert cost.within_reference is None


def test_the_picture_has_language_on_top_participation_below_and_open_ends() -> None:
    design = designed(
        phases=[a_phase("phase-1", 4), a_phase("phase-2", None)],
        blocks=[
            a_block("work", kind="volunteering", when={"phases": ["phase-2"]}),
            a_block("sport", kind="sport", when={"phases": ["phase-1"]}),
            a_block("language"),
        ],
    )
    bars = [(bar.block, bar.track.value, bar.start_week, bar.end_week) for bar in tracks(design)]
    assert bars == [
        ("language", "language", 1, None),
        ("sport", "self-reliance", 1, 4),
        ("work", "participation", 5, None),
    ]
    assert [(bar.start_week, bar.end_week) for bar in phase_bars(design)] == [(1, 4), (5, None)]


def test_blocks_that_take_turns_are_marked_in_the_picture() -> None:
    marked = {bar.block: (bar.alternates, bar.one_of) for bar in tracks(pilot("hengelo"))}
    assert marked["module"] == (True, "")
    assert marked["vocational-care"] == (True, "vocational")
    assert marked["language"] == (False, "")
