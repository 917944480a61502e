"""A fact is known, known to be none, or not asked - and stays that in every file."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweespoor.core.facts import CELLS, Fact, FactError, FactState, from_cells, from_json, tally

texts = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=30)
answers = st.text(alphabet=st.characters(codec="utf-8", exclude_characters=";\x00\r"), min_size=1, max_size=12)
values = st.one_of(
    texts,
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.dates(),
    st.lists(answers, min_size=1, max_size=4).map(tuple),
)
days = st.none() | st.dates()
facts = st.one_of(
    st.builds(Fact.known, values, valid_on=days, known_on=days, source=texts),
    st.builds(Fact.none, valid_on=days, known_on=days, source=texts),
    st.just(Fact.not_asked()),
)


@given(facts)
@settings(deadline=None)
def test_a_fact_survives_a_json_file(fact):
    assert from_json(json.loads(json.dumps(fact.as_json()))) == fact


@given(st.lists(facts, max_size=6))
@settings(deadline=None)
def test_facts_survive_a_csv_file(listed):
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(CELLS)
    writer.writerows(fact.as_cells() for fact in listed)
    file.seek(0)
    assert [from_cells(row) for row in csv.DictReader(file)] == listed


@given(st.lists(facts, max_size=40))
@settings(deadline=None)
def test_totals_never_mix_none_with_not_asked(listed):
    total = tally(listed)
    assert total.known == len([fact for fact in listed if fact.state is FactState.KNOWN])
    assert total.none == len([fact for fact in listed if fact.state is FactState.NONE])
    assert total.not_asked == len([fact for fact in listed if fact.state is FactState.NOT_ASKED])
    assert total.asked == total.known + total.none
    assert total.total == len(listed)


def test_a_person_with_several_answers_counts_once_in_the_total_and_once_per_answer():
    total = tally([Fact.known(("debts", "housing")), Fact.known(("debts",)), Fact.none(), Fact.not_asked()])
    assert total.answers == {"debts": 2, "housing": 1}
    assert (total.known, total.none, total.not_asked) == (2, 1, 1)


def test_an_answer_of_no_or_zero_is_an_answer():
    assert Fact.known(False).is_known
    assert Fact.known(0).is_answered
    assert not Fact.not_asked().is_answered


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Fact(state=FactState.KNOWN), "needs a value"),
        (lambda: Fact(state=FactState.KNOWN, value=()), "needs a value"),
        (lambda: Fact(state=FactState.NONE, value="x"), "cannot have a value"),
        (lambda: Fact(state=FactState.NOT_ASKED, valid_on=date(2021, 2, 15)), "not asked has no date"),
        (lambda: Fact(state=FactState.NOT_ASKED, source="intake"), "not asked has no date"),
        (lambda: Fact.known(("debts;housing",)), "';'"),
    ],
)
def test_a_fact_cannot_contradict_itself(make, words):
    with pytest.raises(FactError, match=words):
        make()


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"state": "perhaps"}, "column 'state': 'perhaps' is not one of known, none, not-asked"),
        ({"state": "none", "type": "text", "value": "x"}, "column 'value'"),
        ({"state": "", "type": "text", "value": "x"}, "column 'value'"),
        ({"state": "known", "type": "number", "value": "three"}, "cannot read 'three' as number"),
        ({"state": "known", "type": "yes-no", "value": "ja"}, "cannot read 'ja' as yes-no"),
        ({"state": "known", "type": "date", "value": "31-02-2021"}, "'31-02-2021' is not a date"),
        ({"state": "known", "type": "", "value": "x"}, "without a type"),
        ({"state": "none", "valid_on": "gisteren"}, "column 'valid_on': 'gisteren' is not a date"),
    ],
)
def test_broken_cells_are_refused_with_their_column(cells, words):
    with pytest.raises(FactError) as refusal:
        from_cells(cells)
    assert words in str(refusal.value)
