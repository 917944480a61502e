"""Each of the nine pilots made out for ten invented people, whose weeks add up to what the evaluation says.

Only numbers that the source gives stand in the table; what is open, unknown or assumed is no number of the source.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from tweespoor.core.designs import PILOT_IDS, DatedPlan, instantiate, pilot
from tweespoor.core.facts import Fact, Value
from tweespoor.core.population import Person, pilot_population

START = date(2020, 9, 7)
PEOPLE = 10
PROFESSIONAL: Mapping[str, Mapping[str, Value]] = {
    "drechtsteden": {"judgement-ready-to-participate": True},
    "hengelo": {"choice-vocational": "vocational-care", "on-benefit": True},
    "roermond": {"choice-dual-track": "internship"},
    "vijfheerenlanden": {"choice-class": "language-a2"},
    "arnhem": {"choice-workplace": "restaurant"},
    "midden-brabant": {"on-benefit": True},
    "hoeksche-waard": {"settled-on": date(2020, 4, 1), "choice-vocational": "vocational-care"},
}
"""What a professional decides about each of them, beside what is known of the person; and what makes them take part."""

Hours = tuple[float, float]

WEEKS: tuple[tuple[str, tuple[int, ...], tuple[str, ...], Hours, str], ...] = (
    (
        "roermond",
        (1, 6, 13),
        ("language-phase-1", "work-experience", "sport", "cooking-and-budget"),
        (36, 36),
        "table 2.1: four, two, two and one half-days of four hours, 36 hours in all",
    ),
    ("roermond", (14, 30), ("language-phase-2",), (12, 12), "annex 2: phase 2, 12 hours of language"),
    ("roermond", (14, 30), ("internship",), (20, 20), "annex 2: phase 2, 20 hours of internship"),
    ("roermond", (14, 30), ("sport",), (8, 8), "annex 2: two half-days of sport in every phase"),
    ("drechtsteden", (1, 12), ("trainings",), (12, 12), "annex 2: trainings of 12 hours"),
    ("drechtsteden", (1, 12), ("language",), (9, 9), "annex 2: 9 hours of formal language, three half-days"),
    ("drechtsteden", (1, 12), ("participation",), (8, 24), "annex 2: participation of 8 to 24 hours"),
    (
        "hengelo",
        tuple(range(1, 21)),
        ("language", "module", "vocational-care"),
        (12, 12),
        "section 3.2: four half-days, because the module and the vocational training take turns",
    ),
    ("hengelo", (1, 20), ("work",), (3, 15), "annex 2: one to five half-days of (voluntary) work"),
    ("vijfheerenlanden", (1, 18), ("language-a2",), (20, 20), "annex 2: four times five hours of language"),
    ("vijfheerenlanden", (1, 18), ("fifth-day",), (6, 6), "annex 2: every week the fifth day (a day is two half-days)"),
    ("vijfheerenlanden", (1, 18), ("sport",), (2, 2), "annex 2: two hours of sport"),
    (
        "vijfheerenlanden",
        (1, 18),
        ("language-a2", "fifth-day", "sport"),
        (28, 28),
        "annex 2: 20 hours, a day and 2 hours",
    ),
    ("vijfheerenlanden", (19, 30), ("language-evening",), (6, 6), "annex 2: two evenings, 6 hours"),
    ("vijfheerenlanden", (19, 30), ("participation",), (30, 30), "annex 2: preferably five days of participation"),
    ("lochem", (1, 26), ("language",), (6, 9), "annex 2: two to three half-days of language"),
    ("lochem", (1, 10), ("coaching",), (1, 1), "annex 2: ten lessons of one hour"),
    ("hoeksche-waard", (1, 26), ("conversation",), (2, 2), "annex 2: a conversation lesson of two hours"),
    ("hoeksche-waard", (1, 12), ("worker-skills",), (6, 6), "annex 2: worker skills, twelve days in all"),
)
"""The pilot, the weeks, the blocks, the hours a week of all of them together, and where the source says so."""


def people(pilot_id: str) -> list[Person]:
    return list(pilot_population(seed=1).of(pilot_id))[:PEOPLE]


def made_out(pilot_id: str, person: Person, **changed: Value) -> DatedPlan:
    decided = {**PROFESSIONAL.get(pilot_id, {}), **changed}
    facts = {**person.facts, **{slug: Fact.known(value) for slug, value in decided.items()}}
    return instantiate(pilot(pilot_id), facts=facts, start=START)


def hours(plan: DatedPlan, blocks: tuple[str, ...], *, week: int) -> Hours:
    loads = [plan.by_block[block].hours for block in blocks if week in plan.by_block[block].weeks]
    known = [load for load in loads if load is not None]
    assert len(known) == len(loads)
    return sum(load.min_hours for load in known), sum(load.max_hours for load in known)


@pytest.mark.parametrize("pilot_id", PILOT_IDS)
def test_ten_invented_people_each_get_a_plan_in_which_every_block_has_its_answer(pilot_id: str) -> None:
    found = people(pilot_id)
    assert len({person.id for person in found}) == PEOPLE
    for person in found:
        plan = made_out(pilot_id, person)
        sorted_out = [*plan.blocks, *plan.left_out, *plan.undecided]
        assert sorted(each.block.id for each in sorted_out) == sorted(block.id for block in plan.design.blocks)
        assert plan.phases[0].start == START


@pytest.mark.parametrize(("pilot_id", "weeks", "blocks", "expected", "source"), WEEKS, ids=lambda each: str(each)[:50])
def test_their_weeks_add_up_to_what_the_source_says(
    pilot_id: str, weeks: tuple[int, ...], blocks: tuple[str, ...], expected: Hours, source: str
) -> None:
    for person in people(pilot_id):
        plan = made_out(pilot_id, person)
        for week in weeks:
            assert hours(plan, blocks, week=week) == expected, f"{source}, week {week}"


@pytest.mark.parametrize(("learnability", "total", "weeks"), [("low", 24, 26), ("middle", 27, 13), ("high", 27, 13)])
def test_drechtstedens_twelve_and_nine_and_three_or_six_follow_the_learnability(
    learnability: str, total: int, weeks: int
) -> None:
    """Annex 2: 6 hours for three months or 3 hours for six months, beside 12 hours of trainings and 9 of language."""
    for person in people("drechtsteden"):
        plan = made_out("drechtsteden", person, learnability=learnability)
        extra = "extra-language-slow" if learnability == "low" else "extra-language-fast"
        assert hours(plan, ("trainings", "language", extra), week=1) == (total, total)
        assert len(plan.by_block[extra].weeks) == weeks
        assert hours(plan, ("trainings", "language", extra, "participation"), week=1) == (total + 8, total + 24)


@pytest.mark.parametrize(
    ("settled_on", "total", "span"), [(date(2020, 8, 1), "light-start", (4, 8)), (date(2020, 4, 1), "full", (0, 32))]
)
def test_hoeksche_waards_week_is_light_for_who_just_settled_and_full_later(
    settled_on: date, total: str, span: Hours
) -> None:
    """Annex 2: settled less than 3 months ago 4 to 8 hours a week, longer ago up to 32 hours with language."""
    for person in people("hoeksche-waard"):
        plan = made_out("hoeksche-waard", person, **{"settled-on": settled_on})
        first = next(each for each in plan.totals if each.start == START)
        minutes = first.total.minutes.value
        assert minutes is not None
        assert (first.total.id, (minutes.least / 60, minutes.max / 60)) == (total, span)


def test_midden_brabants_start_of_ten_and_sixteen_weeks_is_half_a_year() -> None:
    """Annex 2: 26 weeks, of which 10 of broad intake and 16 of orientation, before the route."""
    for person in people("midden-brabant"):
        plan = made_out("midden-brabant", person)
        intake, orientation, route = plan.phases
        assert intake.end is not None
        assert orientation.end is not None
        assert [(each.end - each.start).days + 1 for each in (intake, orientation) if each.end] == [70, 112]
        assert (route.start - START).days == 26 * 7
        assert route.end is None


@pytest.mark.parametrize(
    ("pilot_id", "block"),
    [("arnhem", "restaurant"), ("nederweert", "guidance"), ("lochem", "place"), ("roermond", "buddy")],
)
def test_hours_that_the_source_leaves_open_or_does_not_give_are_no_hours(pilot_id: str, block: str) -> None:
    for person in people(pilot_id):
        assert made_out(pilot_id, person).by_block[block].hours is None


def test_nederweert_has_no_end_and_arnhem_takes_three_years() -> None:
    """Annex 2: no fixed phases and no end date; three years, of which the first six months are the pilot."""
    for person in people("nederweert"):
        assert [each.end for each in made_out("nederweert", person).phases] == [None]
    for person in people("arnhem"):
        pilot_phase, follow_up = made_out("arnhem", person).phases
        assert follow_up.end is not None
        assert pilot_phase.end is not None
        weeks = [round((each.end - each.start).days / 7) for each in (pilot_phase, follow_up) if each.end]
        assert weeks == [26, 130]
