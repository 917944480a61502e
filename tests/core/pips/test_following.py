"""A plan that is worked on follows an answer: what it changes, and what was agreed in conversation stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from tests.core.pips.plans import START, pips
from tweespoor.core.pips import Departure, Item, Origin, Pip, Stretch, follow, renewed
from tweespoor.core.vocabulary import ActivityKind

WEEKS = Stretch(phase="start", starts_on=START, ends_on=START + timedelta(weeks=8), least=60, most=120)
LESS = replace(WEEKS, least=30, most=30)


def an_item(slug, *, origin=Origin.TO_DECIDE, agreed=None, **about):
    return Item(
        id=slug,
        name_nl=slug,
        name_en=slug,
        kind=ActivityKind.SPORT,
        origin=origin,
        proposed=WEEKS,
        agreed=agreed,
        **about,
    )


def a_plan(*items):
    return Pip(items=items)


ASKED, IN_IT = a_plan(an_item("coach")), a_plan(an_item("coach", origin=Origin.PROPOSED, agreed=WEEKS))
OUT = a_plan()


@pytest.mark.parametrize(
    ("before", "after", "departure"),
    [
        (ASKED, IN_IT, Departure.AS_PROPOSED),
        (ASKED, OUT, None),
        (IN_IT, OUT, None),
        (IN_IT, ASKED, Departure.OPEN),
        (OUT, IN_IT, Departure.AS_PROPOSED),
    ],
    ids=["yes", "no", "yes was no", "yes taken back", "no was yes"],
)
def test_a_draft_that_nobody_touched_stands_as_the_design_proposes_after_the_answer(before, after, departure):
    found = follow(before, before=before, after=after)
    assert found == after
    assert [each.departure for each in found.items] == ([departure] if departure else [])


@pytest.mark.parametrize(
    ("mine", "departure", "agreed"),
    [
        (an_item("coach", agreed=LESS, doing="belt zelf"), Departure.CHANGED, LESS),
        (an_item("coach", agreed=WEEKS), Departure.AS_PROPOSED, WEEKS),
    ],
)
def test_what_was_agreed_about_a_block_stays_when_the_answer_says_yes(mine, departure, agreed):
    (found,) = follow(a_plan(mine), before=ASKED, after=IN_IT).items
    assert (found.departure, found.agreed, found.doing) == (departure, agreed, mine.doing)


def test_of_a_choice_that_was_made_the_others_go():
    both = a_plan(an_item("a", one_of="x"), an_item("b", one_of="x"))
    chosen = a_plan(an_item("a", origin=Origin.PROPOSED, agreed=WEEKS))
    draft = a_plan(an_item("a", one_of="x"), an_item("b", one_of="x", agreed=WEEKS))
    assert follow(draft, before=both, after=chosen) == chosen


@given(pips(), pips())
def test_what_the_answer_does_not_change_stays_whatever_was_agreed(draft, proposal):
    assert follow(draft, before=proposal, after=proposal) == draft
    other = replace(draft, items=(an_item("other", origin=Origin.ADDED, agreed=LESS),))
    assert follow(other, before=ASKED, after=OUT) == other


def test_a_next_plan_begins_with_what_was_answered_since_and_keeps_what_was_agreed():
    assert renewed(ASKED, proposal=IN_IT).items[0].departure is Departure.AS_PROPOSED
    assert renewed(ASKED, proposal=OUT).items == ()
    assert renewed(IN_IT, proposal=OUT).items == IN_IT.items, "what was agreed stays until somebody leaves it out"
    assert renewed(OUT, proposal=IN_IT).items[0].departure is Departure.OPEN, "what is new is to be decided"
