"""Plans of persons: proposal, what the law asks, differences, the decision, and what partners see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.pips.plans import HOLDER, MIGRANT, OLD, START, pips
from tweespoor.core.facts import Fact
from tweespoor.core.pips import (
    PARTS,
    PURPOSE_OF,
    Case,
    ChangeKind,
    Decided,
    Departure,
    InvalidPip,
    OfferedBlock,
    Phase,
    Pip,
    ReasonForChange,
    Standing,
    Stretch,
    Track,
    checklist,
    decision,
    differences,
    fingerprint,
    for_partner,
    from_json,
    missing,
    propose,
    required,
    to_json,
    within,
)
from tweespoor.core.vocabulary import ActivityKind, OrganisationKind, Purpose, Route

PHASE = Phase(id="start", name_nl="Begin", name_en="Start", starts_on=START)


def a_block(key="les", **about):
    given_ = {
        "name_nl": "Taalles",
        "name_en": "Lessons",
        "kind": ActivityKind.LANGUAGE_FORMAL,
        "phase": "start",
        "starts_on": START,
        "ends_on": None,
        "least": 540,
        "most": 540,
    }
    return OfferedBlock(id=key, **given_ | about)


def a_plan(**answers):
    known = {
        slug.replace("_", "-"): each if isinstance(each, Fact) else Fact.known(each) for slug, each in answers.items()
    }
    return replace(propose([a_block()], phases=[PHASE], facts={}, case=HOLDER), answers=known)


EVERYTHING = {
    "route": "b1",
    "route_hours": 12,
    "guidance": "elke week",
    "pvt_hours": 12,
    "map_hours": 40,
    "childcare": Fact.none(),
    "progress_talks": 6,
    "benefit_decisions": Fact.none(),
    "unburdening": "zes maanden",
}


@given(pips())
def test_a_plan_is_read_back_as_it_was_written(pip):
    assert from_json(to_json(pip)) == pip


@given(pips(), pips(), st.sampled_from(PARTS))
def test_a_part_has_a_fingerprint_of_its_own(one, other, part):
    same = fingerprint(one, part=part) == fingerprint(other, part=part)
    assert same == (to_json(one)[part] == to_json(other)[part])


@pytest.mark.parametrize(
    "wrong", [{}, {"format": "iets"}, {"format": "tweespoor-pip/1"}, to_json(Pip()) | {"items": [{}]}]
)
def test_what_is_no_plan_is_refused(wrong):
    with pytest.raises(InvalidPip):
        from_json(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": date(2020, 1, 1)},
        {"least": 3},
        {"least": 4, "most": 3},
        {"least": -1, "most": 3},
    ],
)
def test_a_stretch_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"stretch|minutes|least"):
        Stretch(phase="", starts_on=START, **wrong)


def test_what_a_design_decides_is_in_the_proposal_and_what_it_asks_stands_ready():
    blocks = [a_block(), a_block("stage", decided=False), a_block("keuze", one_of="taalvorm")]
    pip = propose(blocks, phases=[PHASE], facts={}, case=HOLDER)
    assert {item.id: item.departure for item in pip.items} == {
        "les": Departure.AS_PROPOSED,
        "stage": Departure.OPEN,
        "keuze": Departure.OPEN,
    }
    assert [item.id for item in pip.agreed_items] == ["les"]


@pytest.mark.parametrize(
    ("agreed", "departure"),
    [
        (None, Departure.LEFT_OUT),
        (Stretch(phase="start", starts_on=START, least=60, most=60), Departure.CHANGED),
    ],
)
def test_what_was_changed_in_conversation_stays_apart_from_the_proposal(agreed, departure):
    item = replace(a_plan().items[0], agreed=agreed)
    assert item.departure is departure
    assert item.proposed == Stretch(phase="start", starts_on=START, least=540, most=540)


def test_facts_fill_what_they_answer_and_what_was_not_asked_stays_open():
    facts = {
        "own-goal": Fact.known("bakker worden"),
        "first-step": Fact.not_asked(),
        "route": Fact.known("b1"),
        "on-benefit": Fact.known(False),
        "childcare": Fact.none(),
        "progress-talks": Fact.known(4),
    }
    pip = propose([], phases=[], facts=facts, case=HOLDER)
    assert [goal.words for goal in pip.goals] == ["bakker worden"]
    assert {slug: fact.value if fact.is_known else fact.state.value for slug, fact in pip.answers.items()} == {
        "route": "b1",
        "progress-talks": 4,
        "pvt-hours": 12,
        "map-hours": 40,
        "childcare": "none",
        "benefit-decisions": "none",
        "unburdening": "none",
    }


SPEC = {
    (
        HOLDER,
        Route.B1,
    ): "route route-hours guidance pvt-hours map-hours childcare progress-talks benefit-decisions unburdening",
    (
        HOLDER,
        Route.EDUCATION,
    ): "route route-hours guidance pvt-hours childcare progress-talks benefit-decisions unburdening",
    (HOLDER, Route.SELF_RELIANCE): (
        "route route-hours guidance pvt-hours map-hours childcare progress-talks benefit-decisions unburdening a2-exams"
    ),
    (MIGRANT, Route.B1): "route guidance pvt-hours map-hours childcare progress-talks benefit-decisions",
    (MIGRANT, None): "route guidance pvt-hours childcare progress-talks benefit-decisions",
    (OLD, None): "course pvt-done guidance progress-talks",
    (Case(), None): "course pvt-done guidance progress-talks",
}
"""What a plan contains by Wet inburgering 2021, art. 15 and Besluit, art. 5.3, by target group and route."""


@pytest.mark.parametrize(("case", "route"), list(SPEC))
def test_what_the_law_asks_of_a_plan_wi_15_bi_5_3(case, route):
    assert " ".join(each.slug for each in required(case, route=route)) == SPEC[case, route]


def test_everything_that_the_law_asks_has_its_article_and_mark():
    for case in (HOLDER, OLD):
        for route in Route:
            assert all(each.source and each.mark in ("R", "S", "K", "-") for each in required(case, route=route))


@given(pips())
def test_each_thing_is_known_none_or_open_and_only_open_ones_are_missing(pip):
    checks = checklist(pip, case=HOLDER)
    assert [check.requirement.slug for check in checks] == [each.slug for each in required(HOLDER, route=pip.route)]
    for check in checks:
        fact = pip.answer(check.requirement.slug)
        expected = Standing.OPEN if not fact.is_answered else Standing.KNOWN if fact.is_known else Standing.NONE
        assert check.standing is expected
    open_ones = {check.requirement.slug for check in checks if check.standing is Standing.OPEN}
    assert {each.slug for each in missing(pip, case=HOLDER)} == open_ones
    assert missing(pip, case=OLD) == ()


@pytest.mark.parametrize(("hours", "warned"), [(11, True), (12, False), (60, False)])
def test_less_than_twelve_hours_of_pvt_is_warned_of_bi_3_1(hours, warned):
    check = next(
        each for each in checklist(a_plan(pvt_hours=hours), case=HOLDER) if each.requirement.slug == "pvt-hours"
    )
    assert (check.warning is not None) is warned


@given(pips(), pips())
def test_nothing_differs_exactly_where_both_say_the_same(one, other):
    assert differences(one, one, case=HOLDER) == ()
    said = list(differences(one, other, case=HOLDER))
    back = list(differences(other, one, case=HOLDER))
    assert len(said) == len(back)
    kinds = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}
    count = lambda changes, kind: len([each for each in changes if each.kind is kind])  # noqa: E731
    for kind, opposite in kinds.items():
        assert count(said, kind) == count(back, opposite)
    if not said:
        for part in ("goals", "agreements"):
            assert sorted(map(str, getattr(one, part))) == sorted(map(str, getattr(other, part)))


def test_a_difference_is_said_in_words_in_two_languages():
    new = replace(a_plan(route="education"), items=())
    changes = differences(a_plan(route="b1"), new, case=HOLDER)
    assert [(each.kind.value, each.about.nl, each.text.nl, each.text.en) for each in changes] == [
        ("removed", "Taalles", "doet de deelnemer niet meer", "is no longer done"),
        ("changed", "Leerroute", "was: B1-route; nu: Onderwijsroute", "was: B1 route; now: Education route"),
    ]


def test_the_decision_names_its_articles_and_marks_what_is_not_certain():
    about = Decided(municipality="Roermond", name="Amina", number="7", signed_on=date(2026, 3, 2), signed_by="Kim")
    paragraphs = decision(a_plan(**EVERYTHING), case=HOLDER, about=about)
    by_heading = {each.heading: each for each in paragraphs}
    assert "2 maart 2026" in by_heading["Besluit"].text
    assert "te bevestigen" not in by_heading["Besluit"].text
    assert by_heading["Niet eens met dit besluit?"].text.endswith("te bevestigen)")
    assert "De inburgeringstermijn begint op de dag na 2 maart 2026" in by_heading["Termijn"].text
    assert "Wijziging" not in by_heading
    assert by_heading["Leerroute"].sentences == ("B1-route.",)


def test_the_decision_on_another_route_says_so_and_starts_no_new_term_wi_11_bi_5_4():
    about = Decided(
        municipality="Roermond",
        name="Amina",
        number="7",
        signed_on=date(2026, 9, 1),
        replaces=date(2026, 3, 2),
        reason=ReasonForChange.ROUTE,
    )
    paragraphs = {each.heading: each for each in decision(a_plan(**EVERYTHING), case=HOLDER, about=about)}
    assert "Termijn" not in paragraphs
    assert "De inburgeringstermijn begint niet opnieuw." in paragraphs["Wijziging"].sentences
    assert "art. 5.4" in paragraphs["Wijziging"].source


def test_a_light_plan_is_no_decision():
    headings = [
        each.heading for each in decision(a_plan(), case=OLD, about=Decided(municipality="R", name="B", number="1"))
    ]
    assert "Niet eens met dit besluit?" not in headings
    assert "Besluit" not in headings


@given(pips(), st.sets(st.sampled_from(list(Purpose))))
def test_nobody_sees_more_than_the_own_sets_of_facts(pip, purposes):
    seen = within(pip, purposes=purposes)
    assert {PURPOSE_OF[slug] for slug in seen.answers} <= purposes
    assert (seen.goals, seen.agreements) == ((pip.goals, pip.agreements) if Purpose.NOTES in purposes else ((), ()))
    if Purpose.NOTES not in purposes:
        assert {item.doing for item in seen.items} <= {""}


@given(pips(), st.sampled_from(list(OrganisationKind)))
def test_a_partner_sees_its_own_blocks_and_only_a_school_the_route(pip, kind):
    seen = for_partner(pip, organisation="a", kind=kind)
    assert (seen.goals, seen.agreements) == ((), ())
    assert {item.organisation for item in seen.items} <= {"a", ""}
    assert not [item for item in seen.items if item.doing or item.agreed != item.proposed]
    allowed = {"route", "route-hours"} if kind is OrganisationKind.LANGUAGE_PROVIDER else set()
    assert set(seen.answers) <= allowed


@given(pips())
def test_every_block_that_is_done_stands_in_one_track(pip):
    found = [item.id for track in Track for item in pip.on(track)]
    assert sorted(found) == sorted(item.id for item in pip.agreed_items)
