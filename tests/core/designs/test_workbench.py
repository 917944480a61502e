"""What a project leader sees at once: full weeks, the law's hours, cost of a group, who does what, and what to mind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from tests.core.designs.builders import a_block, a_phase, design_data, designed, label, read
from tweespoor.core.designs import (
    Facts,
    HoursFor,
    HoursStand,
    PeopleCount,
    Remark,
    compare,
    cost_per_group,
    cost_per_person,
    pilot,
    providers,
    read_design,
    remarks,
    statutory_hours,
    stretches,
    weekly_hours,
    write_design,
)
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import ActivityFamily, Route

TODAY = date(2026, 3, 2)


def stand(design: Any, route: Route, hours_for: HoursFor) -> HoursStand:
    return next(s for s in statutory_hours(design) if (s.rule.route, s.rule.hours_for) == (route, hours_for))


def remark(design: Any, part: str, people: list[Facts] | None = None) -> Remark | None:
    return next((r for r in remarks(design, people=people or [], on=TODAY) if part in r.what.nl), None)


def speaking(*levels: str | None) -> list[Facts]:
    return [{"speaking-level": Fact.known(level)} if level else {} for level in levels]


@pytest.mark.parametrize(
    ("hours_per_week", "weeks", "reached"),
    [(20, 40, True), (20, 39, False), ({"min": 10, "max": 20}, 40, None), ("unknown", 40, None), (20, None, None)],
)
def test_bi_3_14_the_self_reliance_route_asks_800_course_hours(
    hours_per_week: Any, weeks: int | None, reached: bool | None
) -> None:
    intensity = hours_per_week if hours_per_week == "unknown" else {"hours_per_week": hours_per_week}
    design = designed(phases=[a_phase("een", weeks)], blocks=[a_block("taal", intensity=intensity)])
    assert stand(design, Route.SELF_RELIANCE, HoursFor.COURSE).reached is reached


def test_bi_3_14_hours_of_pvt_and_map_are_inside_those_of_participation() -> None:
    design = designed(
        blocks=[
            a_block("pvt", kind="intercultural", intensity={"hours": 12}, counts_for=["pvt"]),
            a_block("map", kind="applying", intensity={"hours": 40}, counts_for=["map"]),
            a_block("stage", kind="internship", intensity={"hours_per_week": 10}),
        ]
    )
    assert stand(design, Route.B1, HoursFor.PVT).reached is True
    assert stand(design, Route.B1, HoursFor.MAP).reached is True
    participation = stand(design, Route.SELF_RELIANCE, HoursFor.PARTICIPATION)
    assert participation.given.max_hours == 12 + 40 + 100
    assert [block.id for block in participation.by_kind] == ["stage"]
    assert participation.reached is False


def test_wi_8_3_the_education_route_has_no_map() -> None:
    rules = {(s.rule.route, s.rule.hours_for) for s in statutory_hours(pilot("hengelo"))}
    assert (Route.EDUCATION, HoursFor.MAP) not in rules
    assert (Route.EDUCATION, HoursFor.PVT) in rules


def test_what_belongs_to_the_pvt_is_never_guessed() -> None:
    assert stand(pilot("roermond"), Route.B1, HoursFor.PVT).reached is None


def test_a_block_that_counts_for_nothing_does_not_count_by_its_kind() -> None:
    design = designed(blocks=[a_block("taal", counts_for=[])])
    assert stand(design, Route.SELF_RELIANCE, HoursFor.COURSE).blocks == ()
    assert read_design(write_design(design)) == design


@given(design_data())
@settings(max_examples=60, deadline=None)
def test_stretches_hold_every_week_once_and_their_parts_add_up(data: dict[str, Any]) -> None:
    design = read(data)
    table = weekly_hours(design)
    found = stretches(design)
    assert tuple(w for s in found for w in range(s.first_week, s.last_week + 1)) == table.weeks
    for each in found:
        for week in (each.first_week, each.last_week):
            assert dict(each.families)[ActivityFamily.LANGUAGE] == table.family(ActivityFamily.LANGUAGE, week=week)
        assert each.load.max_minutes == sum(load.max_minutes for _family, load in each.families)
        assert (each.is_over is True) == (each.load.min_minutes > design.weekly_limit_hours * 60)


@given(design_data())
@settings(max_examples=60, deadline=None)
def test_a_group_of_one_costs_what_is_paid_per_person_and_more_people_never_cost_less(data: dict[str, Any]) -> None:
    block = data["blocks"][0]["id"]
    data["costs"] = [
        {"id": "a", "label": label(), "block": block, "euros": {"min": 10, "max": 20}, "per": "person", "source": "own"}
    ]
    design = read(data)
    assert cost_per_group(design, people=1).known == cost_per_person(design).known
    several = [cost_per_group(design, people=people).known.max for people in (1, 5, 9)]
    assert several == [several[0], 5 * several[0], 9 * several[0]]


def test_a_group_costs_its_price_once_for_every_group_that_is_needed() -> None:
    design = designed(
        blocks=[a_block("taal", intensity={"hours_per_week": 3}, group={"size": {"min": 6, "max": 10}})],
        costs=[{"id": "a", "label": label(), "block": "taal", "euros": 75.5, "per": "group-hour", "source": "own"}],
        budget_euros=150,
    )
    assert cost_per_group(design, people=10).known.max == 7550 * 30
    assert cost_per_group(design, people=11).known.max == 2 * 7550 * 30
    assert cost_per_group(design, people=10).budget == 150_000
    assert cost_per_group(design, people=10).within_budget is False
    assert cost_per_group(design, people=20).within_budget is False
    assert read_design(write_design(design)).budget_cents == 15_000


def test_who_does_what_names_the_providers_and_last_what_nobody_is_named_for() -> None:
    design = designed(
        blocks=[
            a_block("maatje", kind="language-informal", intensity="unknown"),
            a_block("taal", provider="language-provider", provider_name="De Brug"),
            a_block("extra", intensity={"hours_per_week": 2}, provider="language-provider", provider_name="De Brug"),
        ]
    )
    school, nobody = providers(design)
    assert (school.name, [b.id for b in school.blocks], school.hours.max_hours) == ("De Brug", ["taal", "extra"], 11)
    assert (nobody.kind, [b.id for b in nobody.unknown]) == (None, ["maatje"])


def test_vocational_training_counts_the_own_people_below_a2_and_those_not_asked_apart() -> None:
    design = designed(blocks=[a_block(), a_block("vak", kind="vocational")])
    people = speaking("a1", "a0", "a2", "b1", "a2", None, None)
    found = remark(design, "Vakscholing", people)
    assert found is not None
    assert found.people == PeopleCount(count=2, of=5, not_asked=2)
    assert found.source.nl == "paragraaf 4.3; bijlage 2, Lochem"
    without = remark(design, "Vakscholing")
    assert without is not None
    assert without.people is None


def test_a_group_that_too_few_people_can_join_is_named() -> None:
    block = a_block("vak", group={"size": {"min": 4, "max": 8}}, conditions=[{"speaking_level": {"lowest": "a2"}}])
    design = designed(blocks=[block])
    found = remark(design, "hoogstens 3 mee", speaking("a1", "a1", "a2", "b1", None))
    assert found is not None
    assert found.people == PeopleCount(count=2, of=4, not_asked=1)
    assert remark(design, "Een groep heeft", speaking("a2", "a2", "b1", None)) is None


def test_a_design_without_participation_is_no_dual_trajectory() -> None:
    assert remark(designed(), "geen enkele week samen") is not None
    assert remark(pilot("roermond"), "geen enkele week samen") is None


@pytest.mark.parametrize(
    ("hours", "said"),
    [(41, "minstens 41 uur"), (41.5, "minstens 41,5 uur"), ({"min": 3, "max": 41}, "voor sommigen 41 uur"), (40, None)],
)
def test_a_week_over_the_limit_is_named(hours: Any, said: str | None) -> None:
    found = remark(designed(blocks=[a_block("taal", intensity={"hours_per_week": hours})]), "de grens van 40")
    assert (found is None) if said is None else (found is not None and said in found.what.nl)


def test_a_budget_that_is_too_small_is_named_with_what_the_trajectory_costs() -> None:
    cost = {"id": "a", "label": label(), "block": "language", "euros": 500, "per": "person", "source": "own"}
    found = remark(designed(costs=[cost], budget_euros=499), "minstens € 500")
    assert found is not None
    assert "€ 499" in found.what.nl
    assert remark(designed(costs=[cost], budget_euros=500), "minstens €") is None


@given(design_data())
@settings(max_examples=40, deadline=None)
def test_every_remark_names_a_source_and_blocks_that_are_there(data: dict[str, Any]) -> None:
    design = read(data)
    for each in remarks(design, people=speaking("a1", None), on=TODAY):
        assert each.what.nl
        assert each.what.en
        assert each.source.nl
        assert set(each.blocks) <= {block.id for block in design.blocks}
        assert each.people is None or each.people.of + each.people.not_asked == 2


def test_hours_stand_in_words_with_a_dash_and_the_decimal_mark_of_the_language() -> None:
    design = designed(blocks=[a_block("taal", intensity={"hours_per_week": {"min": 8.5, "max": 16}})])
    words = compare([design]).cell("hours-fullest-week", design=design.id).words
    assert words is not None
    assert (words.nl, words.en) == ("8,5–16", "8.5–16")
