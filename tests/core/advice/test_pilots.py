"""The tree on the nine pilots' invented people says what the report says of the pilots, where it says so.

People, levels and timetables are invented beyond what the report's text fixes (docs/population.md): these tests hold
the tree, its thresholds and the invented people together against the report's own statements. Each names its section.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from tweespoor.cli.advice_sources import evidence_of, of_the_pilots
from tweespoor.core.advice import GROUP_OR_INDIVIDUAL, Answer, Whom, advise, evaluate, scopes
from tweespoor.core.facts import Fact
from tweespoor.core.population import REFERENCE_DATE, pilot_population

GROUPS = {"feasible", "feasible-general"}


@pytest.fixture(scope="module")
def pilots():
    return {each.slug: evidence_of(each) for each in of_the_pilots(as_of=None, latest=REFERENCE_DATE)}


@pytest.fixture(scope="module")
def at_the_start(pilots):
    """The same people with the speaking level they had at the start (figure 2.8)."""
    start = {str(person.id): person.facts["speaking-level-at-start"] for person in pilot_population().people}
    return {
        slug: replace(
            evidence,
            people=tuple(
                replace(person, facts={**person.facts, "speaking-level": start[person.id]})
                for person in evidence.people
            ),
        )
        for slug, evidence in pilots.items()
    }


def answer(evidence, question, choice="group-or-individual"):
    advice = next(each for each in advise(evidence) if each.choice.id == choice)
    return advice.findings[question].answer


def outcomes(evidence, choice="group-or-individual"):
    return {end.id for each in advise(evidence) if each.choice.id == choice for end in each.outcomes}


def newcomers(evidence):
    return next(each.advice for each in scopes(evidence) if each.whom is Whom.NEWCOMERS)


@pytest.mark.parametrize("pilot", ["hengelo", "vijfheerenlanden", "roermond"])
def test_where_one_school_teaches_all_the_timetables_fit(pilots, pilot):
    """3.3: pilots with the course inside the programme "had no problems" with weekly timetables: one provider."""
    assert answer(pilots[pilot], "timetable") is Answer.YES
    assert outcomes(pilots[pilot], "integrated-or-apart") == {"integrated"}


def test_where_lessons_are_at_many_times_timetables_do_not_fit(pilots):
    """3.3: Hoeksche Waard had a "roosterpuzzel"; 3.1: Tilburg's fifteen people were spread over nine schools; annex 2:
    in Drechtsteden the trainings had to fit around the timetables of the lessons."""
    assert {
        slug: answer(pilots[slug], "timetable") for slug in ("hoeksche-waard", "midden-brabant", "drechtsteden")
    } == {
        "hoeksche-waard": Answer.NO,
        "midden-brabant": Answer.NO,
        "drechtsteden": Answer.NO,
    }
    assert answer(pilots["midden-brabant"], "one-provider", "integrated-or-apart") is Answer.NO


@pytest.mark.parametrize("pilot", ["roermond", "midden-brabant", "vijfheerenlanden"])
def test_where_levels_were_far_apart_the_tree_finds_them_so(pilots, pilot):
    """Annex 2: in Roermond all were at another level, and four levels were taught in place of one; 3.3: Tilburg made
    groups by level, and participants there and in Vijfheerenlanden were held up by differences."""
    assert answer(pilots[pilot], "levels") is Answer.YES


@pytest.mark.parametrize(
    "pilot",
    ["drechtsteden", "hengelo", "arnhem", "hoeksche-waard", "vijfheerenlanden", "midden-brabant", "roermond"],
)
def test_where_the_pilot_had_group_trainings_the_tree_finds_them_possible(pilots, pilot):
    """2.2: all pilots but Lochem and Nederweert used group trainings."""
    assert outcomes(pilots[pilot]) <= GROUPS


@pytest.mark.parametrize("pilot", ["lochem", "nederweert"])
def test_where_inflow_is_small_groups_cannot_be_formed_of_newcomers(pilots, pilot):
    """2.2: Lochem and Nederweert are individual, also because smaller municipalities have fewer people; summary: with
    little inflow an individual approach is nearer at hand; annex 2: in Lochem low numbers make groups hard."""
    advice = newcomers(pilots[pilot])
    assert advice.findings["mass"].answer is Answer.NO
    assert "hard" in {each.id for each in advice.outcomes}


def test_lochems_newcomers_are_too_few_whatever_was_not_asked(pilots):
    """Annex 2, as above: in Lochem the levels of all newcomers are known."""
    assert newcomers(pilots["lochem"]).outcome.id == "hard"


def test_inflow_in_midden_brabant_gives_no_groups_per_sector(pilots):
    """3.3: inflow was too low to form groups in different sectors."""
    advice = newcomers(pilots["midden-brabant"])
    assert advice.findings["sectors"].answer is not Answer.YES
    assert "feasible" not in {each.id for each in advice.outcomes}


def test_of_nederweert_which_filled_in_no_level_nothing_is_said_about_levels(at_the_start):
    """Figure 2.8: Nederweert (N=43) did not fill the speaking level in."""
    advice = evaluate(GROUP_OR_INDIVIDUAL, at_the_start["nederweert"])
    assert advice.findings["mass"].answer is Answer.UNKNOWN
    assert {end.id for end in advice.outcomes} > {"hard"}
    asked = {missing.variable: len(missing.people) for missing in advice.to_ask}
    assert asked["speaking-level"] == 43


def test_matching_follows_how_much_dutch_people_spoke_at_the_start(at_the_start):
    """4.4: in Vijfheerenlanden a majority was around A2, in Hoeksche Waard and Lochem most began around A0."""
    found = {
        slug: answer(at_the_start[slug], "some-dutch", "matching")
        for slug in ("vijfheerenlanden", "hoeksche-waard", "lochem")
    }
    assert found == {"vijfheerenlanden": Answer.YES, "hoeksche-waard": Answer.NO, "lochem": Answer.NO}
    assert outcomes(at_the_start["lochem"], "matching") == {"supply"}


def test_the_language_of_newcomers_comes_before_work_where_most_begin_at_a0(at_the_start):
    """4.4: some Dutch is often a condition for taking part; in Lochem most began around A0."""
    assert outcomes(at_the_start["lochem"], "participation") == {"language-first"}


def test_one_answer_more_changes_only_what_it_is_about(pilots):
    """The invented people are not all known: asking the level of one does not touch the questions about timetables."""
    evidence = pilots["nederweert"]
    silent = next(person for person in evidence.people if not person.fact("speaking-level").is_answered)
    asked = replace(silent, facts={**silent.facts, "speaking-level": Fact.known("a1")})
    people = tuple(asked if person is silent else person for person in evidence.people)
    before, after = (evaluate(GROUP_OR_INDIVIDUAL, each) for each in (evidence, replace(evidence, people=people)))
    for name in ("timetable", "switching", "sectors"):
        assert after.findings[name].measured == before.findings[name].measured
    assert after.findings["mass"].measured.known == before.findings["mass"].measured.known + 1
