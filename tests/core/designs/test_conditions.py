"""What each condition says of each answer: the table a case manager can check."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.core.designs.builders import FACT_OF, a_block, designed
from tweespoor.core.designs import instantiate
from tweespoor.core.facts import Fact, Value

START = date(2021, 2, 15)

APPLIES, NOT, OPEN = "applies", "does not apply", "open"

TABLE: list[tuple[dict[str, Any], Fact[Value], str]] = [
    ({"settled_less_than_months": 3}, Fact.known(date(2020, 11, 16)), APPLIES),
    ({"settled_less_than_months": 3}, Fact.known(date(2020, 11, 15)), NOT),
    ({"settled_less_than_months": 3}, Fact.none(), NOT),
    ({"settled_at_least_months": 3}, Fact.known(date(2020, 11, 15)), APPLIES),
    ({"settled_at_least_months": 3}, Fact.none(), NOT),
    ({"speaking_level": {"lowest": "a1", "highest": "b1"}}, Fact.known("a1"), APPLIES),
    ({"speaking_level": {"lowest": "a1", "highest": "b1"}}, Fact.known("b1"), APPLIES),
    ({"speaking_level": {"lowest": "a1", "highest": "b1"}}, Fact.known("a0"), NOT),
    ({"speaking_level": {"lowest": "a1", "highest": "b1"}}, Fact.known("b2"), NOT),
    ({"speaking_level": {"highest": "a1"}}, Fact.known("alfa-a"), APPLIES),
    ({"speaking_level": {"lowest": "a1"}}, Fact.none(), NOT),
    ({"learnability": ["low", "middle"]}, Fact.known("middle"), APPLIES),
    ({"learnability": ["low", "middle"]}, Fact.known("high"), NOT),
    ({"target_group": ["status-holder"]}, Fact.known("family-migrant"), NOT),
    ({"education": ["illiterate"]}, Fact.known("illiterate"), APPLIES),
    ({"route": ["b1"]}, Fact.known("education"), NOT),
    ({"obstacles": ["debts", "housing"]}, Fact.known(("transport", "debts")), APPLIES),
    ({"obstacles": ["debts", "housing"]}, Fact.known(("transport",)), NOT),
    ({"obstacles": ["debts", "housing"]}, Fact.none(), NOT),
    ({"on_benefit": True}, Fact.known(True), APPLIES),
    ({"on_benefit": True}, Fact.known(False), NOT),
    ({"on_benefit": True}, Fact.none(), NOT),
    ({"on_benefit": False}, Fact.known(False), APPLIES),
    ({"on_benefit": False}, Fact.none(), APPLIES),
    ({"on_benefit": False}, Fact.known(True), NOT),
    ({"age": {"min": 18, "max": 25}}, Fact.known(date(2003, 2, 15)), APPLIES),
    ({"age": {"min": 18, "max": 25}}, Fact.known(date(2003, 2, 16)), NOT),
    ({"age": {"min": 18, "max": 25}}, Fact.known(date(1995, 2, 16)), APPLIES),
    ({"age": {"min": 18, "max": 25}}, Fact.known(date(1995, 2, 15)), NOT),
    ({"phase_goal": "phase-1"}, Fact.known(True), APPLIES),
    ({"phase_goal": "phase-1"}, Fact.known(False), NOT),
    ({"judgement": {"id": "ready", "nl": "Is er klaar voor", "en": "Is ready"}}, Fact.known(True), APPLIES),
    ({"judgement": {"id": "ready", "nl": "Is er klaar voor", "en": "Is ready"}}, Fact.none(), NOT),
]


def outcome(condition: dict[str, Any], facts: dict[str, Fact[Value]]) -> tuple[str, set[str]]:
    """What happens to a block with this condition, and what is asked."""
    plan = instantiate(designed(blocks=[a_block(conditions=[condition])]), facts=facts, start=START)
    found = APPLIES if plan.blocks else NOT if plan.left_out else OPEN
    return found, {question.about for question in plan.questions}


@pytest.mark.parametrize(("condition", "fact", "expected"), TABLE, ids=lambda part: str(part)[:60])
def test_an_answer_decides_a_condition_as_the_table_says(
    condition: dict[str, Any], fact: Fact[Value], expected: str
) -> None:
    assert outcome(condition, {FACT_OF[next(iter(condition))]: fact}) == (expected, set())


@pytest.mark.parametrize("condition", [row[0] for row in TABLE], ids=lambda part: str(part)[:60])
@pytest.mark.parametrize("written_down", [True, False], ids=["not asked", "missing"])
def test_without_an_answer_every_condition_stays_open_and_asks_for_it(
    condition: dict[str, Any], written_down: bool
) -> None:
    key = FACT_OF[next(iter(condition))]
    facts: dict[str, Fact[Value]] = {key: Fact.not_asked()} if written_down else {}
    assert outcome(condition, facts) == (OPEN, {key})


def test_all_conditions_of_a_block_must_be_met_and_one_refusal_is_enough() -> None:
    block = a_block(conditions=[{"on_benefit": True}, {"learnability": ["low"]}])
    facts: dict[str, Fact[Value]] = {"on-benefit": Fact.known(False)}
    plan = instantiate(designed(blocks=[block]), facts=facts, start=START)
    assert [left.reason.nl for left in plan.left_out] == ["heeft geen bijstandsuitkering"]
    assert plan.questions == ()


def test_a_block_for_some_waits_for_a_professional_and_follows_the_answer() -> None:
    design = designed(blocks=[a_block("extra", everyone=False)])
    assert [q.about for q in instantiate(design, facts={}, start=START).questions] == ["judgement-extra"]
    yes: dict[str, Fact[Value]] = {"judgement-extra": Fact.known(True)}
    no: dict[str, Fact[Value]] = {"judgement-extra": Fact.known(False)}
    assert set(instantiate(design, facts=yes, start=START).by_block) == {"extra"}
    assert [left.reason.en for left in instantiate(design, facts=no, start=START).left_out] == [
        "this person does not need it"
    ]
