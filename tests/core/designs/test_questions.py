"""What a design asks a professional, and what follows from each answer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.completeness import OF_DESIGN
from tweespoor.core.designs import asked_about, instantiate, pilots, questions_of
from tweespoor.core.facts import Fact

START = date(2026, 3, 2)
EVERY = [(design, question) for design in pilots() for question in questions_of(design)]


def test_every_judgement_and_choice_that_a_plan_waits_for_is_among_the_questions_in_the_same_words():
    for design in pilots():
        asked = {each.key: each.text for each in questions_of(design)}
        for question in instantiate(design, facts={}, start=START).questions:
            if question.about.startswith(("judgement-", "choice-")):
                assert question.about in asked
                if question.about.startswith("judgement-"):
                    assert asked[question.about] == question.text
        assert set(asked) <= asked_about(design)
        assert all(key.startswith(OF_DESIGN) for key in asked), "completeness knows them by that beginning"


@pytest.mark.parametrize(("design", "question"), EVERY, ids=lambda each: getattr(each, "id", None) or each.key)
def test_an_answer_settles_its_question_and_a_word_that_is_none_settles_nothing(design, question):
    for value, _label in question.options:
        plan = instantiate(design, facts={question.key: question.fact(value)}, start=START)
        assert question.key not in {each.about for each in plan.questions}
    assert question.fact("misschien") == Fact.not_asked()
    assert question.said("misschien") is None


@given(st.sampled_from([pair for pair in EVERY if pair[1].is_choice]), st.data())
def test_of_a_choice_only_the_block_that_was_chosen_is_in_the_plan(pair, data):
    design, question = pair
    chosen = data.draw(st.sampled_from([value for value, _label in question.options]))
    plan = instantiate(design, facts={question.key: question.fact(chosen)}, start=START)
    waits = {each.block.id for each in plan.undecided}
    out = {each.block.id for each in plan.left_out}
    if chosen not in out:
        assert {value for value, _label in question.options} - {chosen} <= out
        assert not waits & ({value for value, _label in question.options} - {chosen})
