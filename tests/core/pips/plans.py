"""Invented plans, by hand and by Hypothesis."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from tweespoor.core.facts import Fact
from tweespoor.core.pips import (
    Agreement,
    Case,
    Goal,
    GoalTerm,
    Item,
    Origin,
    Phase,
    Pip,
    Stretch,
    Who,
    required,
)
from tweespoor.core.vocabulary import Act, ActivityKind, Language, Route, TargetGroup, ValueKind

START = date(2026, 3, 2)
HOLDER = Case(act=Act.ACT_2021, group=TargetGroup.STATUS_HOLDER)
MIGRANT = Case(act=Act.ACT_2021, group=TargetGroup.FAMILY_MIGRANT)
OLD = Case(act=Act.ACT_2013, group=TargetGroup.STATUS_HOLDER)

days = st.integers(0, 1000).map(lambda days: START + timedelta(days))
words = st.text("abé خبز ኣነ“;", min_size=1, max_size=12).map(lambda text: f"w{text}w")


@st.composite
def stretches(draw):
    start = draw(days)
    end = draw(st.none() | st.integers(0, 500).map(lambda length: start + timedelta(length)))
    hours = draw(st.none() | st.tuples(st.integers(0, 2400), st.integers(0, 2400)).map(sorted))
    least, most = hours or (None, None)
    return Stretch(
        phase=draw(st.sampled_from(["start", "later"])), starts_on=start, ends_on=end, least=least, most=most
    )


@st.composite
def items(draw, key):
    return Item(
        id=key,
        name_nl=draw(words),
        name_en=draw(words),
        kind=draw(st.sampled_from(list(ActivityKind))),
        origin=draw(st.sampled_from(list(Origin))),
        proposed=draw(st.none() | stretches()),
        agreed=draw(st.none() | stretches()),
        provider=draw(st.sampled_from(["", "language-provider", "reintegration"])),
        organisation=draw(st.sampled_from(["", "a", "b"])),
        organisation_name=draw(st.sampled_from(["", "School", "Bedrijf"])),
        doing=draw(st.just("") | words),
    )


def _answer(requirement):
    if requirement.kind is ValueKind.YES_NO:
        return st.booleans().map(Fact.known)
    if requirement.kind is ValueKind.NUMBER:
        return st.integers(1, 900).map(Fact.known)
    if requirement.codes is not None:
        return st.sampled_from([each.value for each in requirement.codes]).map(Fact.known)
    return words.map(Fact.known)


@st.composite
def pips(draw, case=HOLDER):
    route = draw(st.sampled_from(list(Route)))
    asked = required(case, route=route)
    answers = {
        each.slug: draw(_answer(each) | (st.just(Fact.none()) if each.may_be_none else st.nothing()))
        for each in asked
        if draw(st.booleans())
    }
    if "route" in {each.slug for each in asked}:
        answers["route"] = Fact.known(route.value)
    goals = st.builds(Goal, term=st.sampled_from(list(GoalTerm)), words=words, language=st.sampled_from(list(Language)))
    agreements = st.builds(Agreement, who=st.sampled_from(list(Who)), what=words, by=st.none() | days)
    return Pip(
        phases=(Phase(id="start", name_nl="Begin", name_en="Start", starts_on=START),),
        items=tuple(draw(items(f"b{place}")) for place in range(draw(st.integers(0, 4)))),
        goals=tuple(draw(st.lists(goals, max_size=3))),
        agreements=tuple(draw(st.lists(agreements, max_size=3))),
        answers=answers,
    )
