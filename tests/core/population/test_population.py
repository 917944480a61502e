"""The invented people add up to the report's figures, whatever the seed, and say what the text says."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tweespoor.core.facts import Fact, FactState, tally
from tweespoor.core.population import (
    PROGRAMMES,
    REFERENCE_DATE,
    each_person,
    make_people,
    pilot_population,
)
from tweespoor.core.vocabulary import LanguageLevel, variable

SIZES = (42, 43, 54, 32, 62, 58, 40, 78, 43)
SEEDS = (1, 2, 77)
N = {
    "gender": 448,
    "birth-date": 452,
    "country-of-origin": 448,
    "education-in-origin": 400,
    "language-course-at-start": 413,
    "speaking-level-at-start": 409,
    "participation-at-start": 405,
    "language-component-finished": 365,
}
"""How many people were asked, under the report's figures."""


@pytest.fixture(scope="module", params=SEEDS)
def population(request):
    return pilot_population(seed=request.param)


def fact(person, slug):
    return person.facts.get(slug, Fact.not_asked())


def answers(people, slug):
    return tally(fact(person, slug) for person in people)


def share(people, slug, *values):
    counts = answers(people, slug)
    return sum(counts.answers.get(value, 0) for value in values) / counts.asked


def ages(people):
    def age(person):
        born = fact(person, "birth-date").value
        return REFERENCE_DATE.year - born.year - ((REFERENCE_DATE.month, REFERENCE_DATE.day) < (born.month, born.day))

    return [age(person) for person in people]


def most(population, slug, *values):
    """The programmes in order of the share of people with one of these answers, highest first."""
    return sorted(PROGRAMMES, key=lambda each: -share(population.of(each), slug, *values))


def test_every_pilot_has_as_many_people_as_figure_2_1_says(population):
    assert tuple(len(population.of(programme)) for programme in PROGRAMMES) == SIZES
    assert len({person.id for person in population.people}) == 452
    assert len({person.number for person in population.people}) == 452


@pytest.mark.parametrize("slug", N)
def test_as_many_people_were_asked_as_the_figure_has(population, slug):
    assert answers(population.people, slug).asked == N[slug]


def test_223_people_have_an_obstacle_and_personal_and_mental_ones_are_named_most(population):
    counts = answers(population.people, "obstacles")
    assert counts.known == 223
    assert counts.none > 0
    assert counts.not_asked > 0
    ranked = [name for name, _ in Counter(counts.answers).most_common(2)]
    assert set(ranked) == {"personal", "mental-health"}


def test_174_people_did_other_activities(population):
    assert answers(population.people, "other-activities").known == 174


def test_nobody_of_nederweert_was_asked_the_speaking_level_and_everybody_elsewhere(population):
    for programme in PROGRAMMES:
        asked = answers(population.of(programme), "speaking-level-at-start").asked
        assert asked == (0 if programme == "nederweert" else len(population.of(programme)))


def test_fewer_than_half_of_hengelo_and_arnhem_are_registered_on_the_language_component(population):
    under_half = {
        programme
        for programme in PROGRAMMES
        if 2 * answers(population.of(programme), "language-component-finished").asked < len(population.of(programme))
    }
    assert under_half == {"hengelo", "arnhem"}


def test_about_four_fifths_finished_the_language_component(population):
    assert 0.75 < share(population.people, "language-component-finished", True) < 0.85
    shown = [person for person in population.people if person.programme not in ("hengelo", "arnhem")]
    assert 0.75 < share(shown, "language-component-finished", True) < 0.85


def test_78_percent_was_not_active_at_the_start(population):
    counts = answers(population.people, "participation-at-start")
    assert round(100 * counts.none / counts.asked) == 78


def test_ages_run_from_18_to_67_and_roermond_is_18_to_25(population):
    assert (min(ages(population.people)), max(ages(population.people))) == (18, 67)
    assert set(ages(population.of("roermond"))) <= set(range(18, 26))
    over_55 = {p: sum(age >= 55 for age in ages(population.of(p))) / len(population.of(p)) for p in PROGRAMMES}
    assert max(over_55, key=over_55.get) == "lochem"
    for programme in set(PROGRAMMES) - {"roermond"}:
        middle = [25 <= age <= 45 for age in ages(population.of(programme))]
        assert sum(middle) > len(middle) / 2


def test_more_men_than_women_except_in_lochem_most_in_roermond(population):
    for programme in PROGRAMMES:
        men = share(population.of(programme), "gender", "male")
        assert (men < 0.5) == (programme == "lochem")
    by_men = most(population, "gender", "male")
    assert by_men[0] == "roermond"
    assert share(population.of("roermond"), "gender", "male") > 0.8
    assert share(population.of("lochem"), "gender", "female") < 0.6


def test_countries_of_origin_are_as_the_text_says(population):
    counts = Counter(answers(population.people, "country-of-origin").answers)
    assert {name for name, _ in counts.most_common(2)} == {"syr", "eri"}
    assert set(most(population, "country-of-origin", "eri")[:3]) == {"roermond", "arnhem", "midden-brabant"}
    assert share(population.of("roermond"), "country-of-origin", "eri") > 0.8
    kinds = {p: len(answers(population.of(p), "country-of-origin").answers) for p in PROGRAMMES}
    assert max(kinds, key=kinds.get) == "hoeksche-waard"


def test_education_is_as_the_text_says(population):
    illiterate = {p for p in PROGRAMMES if share(population.of(p), "education-in-origin", "illiterate") > 0.25}
    assert illiterate == {"hoeksche-waard", "lochem", "midden-brabant"}
    assert most(population, "education-in-origin", "higher")[0] == "vijfheerenlanden"
    assert share(population.of("vijfheerenlanden"), "education-in-origin", "upper-secondary", "higher") > 0.5
    low = ("illiterate", "primary", "lower-secondary")
    assert share(population.of("roermond"), "education-in-origin", *low) > 0.95
    for programme in set(PROGRAMMES) - {"vijfheerenlanden"}:
        assert share(population.of(programme), "education-in-origin", *low) > 0.5


def test_the_other_pilots_for_vulnerable_people_have_hardly_more_low_educated_people(population):
    low = ("illiterate", "primary", "lower-secondary")
    others = [p for p in PROGRAMMES if p not in ("roermond", "drechtsteden", "hoeksche-waard", "vijfheerenlanden")]
    highest = max(share(population.of(programme), "education-in-origin", *low) for programme in others)
    for programme in ("drechtsteden", "hoeksche-waard"):
        assert share(population.of(programme), "education-in-origin", *low) < highest + 0.05


def test_language_courses_and_levels_are_as_the_text_says(population):
    assert share(population.of("hengelo"), "language-course-at-start", "following") == 1
    for programme in ("nederweert", "hoeksche-waard", "arnhem"):
        assert share(population.of(programme), "language-course-at-start", "following") > 0.75
    assert share(population.of("midden-brabant"), "language-course-at-start", "following") < 0.25
    assert most(population, "language-course-at-start", "following")[-1] == "midden-brabant"
    assert most(population, "language-course-at-start", "dropped-out")[:2] == ["roermond", "drechtsteden"]
    measured = [p for p in PROGRAMMES if p != "nederweert"]
    a0 = sorted(measured, key=lambda p: -share(population.of(p), "speaking-level-at-start", "a0"))
    assert set(a0[:2]) == {"lochem", "drechtsteden"}
    a2 = sorted(measured, key=lambda p: -share(population.of(p), "speaking-level-at-start", "a2"))
    assert a2[0] == "vijfheerenlanden"


def test_participation_is_as_the_text_says(population):
    assert most(population, "participation-at-start", "paid")[:2] == ["roermond", "arnhem"]
    assert set(most(population, "participation-at-start", "work-experience-place")[:2]) == {"nederweert", "roermond"}
    assert set(most(population, "participation-at-start", "volunteering")[:2]) == {"lochem", "vijfheerenlanden"}
    for programme in ("lochem", "vijfheerenlanden"):
        counts = answers(population.of(programme), "participation-at-start")
        assert counts.answers["volunteering"] > counts.known / 2


@given(seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_the_numbers_of_the_report_hold_for_every_seed(seed):
    people = pilot_population(seed=seed).people
    asked = {variable: answers(people, variable).asked for variable in N}
    assert asked == N
    assert answers(people, "obstacles").known == 223
    assert answers(people, "other-activities").known == 174
    assert (min(ages(people)), max(ages(people))) == (18, 67)


def test_the_same_seed_gives_the_same_people():
    assert pilot_population(seed=5) == pilot_population(seed=5)
    assert pilot_population(seed=5) != pilot_population(seed=6)


def test_no_fact_is_about_or_from_after_the_reference_date(population):
    for person in population.people:
        for each in person.facts.values():
            assert each.state is FactState.NOT_ASKED or each.valid_on <= each.known_on <= REFERENCE_DATE


def test_every_fact_is_one_its_variable_can_hold(population):
    for person in population.people:
        for slug, each in person.facts.items():
            variable(slug).check(each)


def test_nobody_speaks_worse_than_at_the_start(population):
    for person in population.people:
        start, now = fact(person, "speaking-level-at-start").value, fact(person, "speaking-level").value
        if start and now:
            assert LanguageLevel(now).rank >= LanguageLevel(start).rank


def test_nobody_was_asked_something_before_joining_and_all_were_adults_then(population):
    for person in population.people:
        born = fact(person, "birth-date").value
        assert (person.joined_on.year - born.year, person.joined_on.month, person.joined_on.day) >= (
            18,
            born.month,
            born.day,
        )
        assert fact(person, "settled-on").value < person.joined_on
        assert all(each.known_on >= person.joined_on for each in person.facts.values() if each.is_answered)


def test_only_women_who_can_be_are_pregnant():
    people = make_people(3000, seed=2).people
    pregnant = [person for person in people if "pregnancy" in (fact(person, "obstacles").value or ())]
    assert len(pregnant) > 10
    assert {fact(person, "gender").value for person in pregnant} == {"female"}
    assert max(ages(pregnant)) <= 45


def test_literacy_levels_are_for_people_who_cannot_read_and_schooling_goes_with_level(population):
    asked = [person for person in population.people if person.programme != "nederweert"]
    literacy = [person for person in asked if fact(person, "speaking-level-at-start").value == "alfa-b"]
    assert {fact(person, "education-in-origin").value for person in literacy} == {"illiterate"}

    def level(education):
        known = [person for person in asked if fact(person, "education-in-origin").value == education]
        return sum(LanguageLevel(fact(each, "speaking-level-at-start").value).rank for each in known) / len(known)

    assert level("illiterate") < level("primary") < level("higher")


def test_nobody_finished_higher_education_before_22(population):
    assert min(ages([each for each in population.people if fact(each, "education-in-origin").value == "higher"])) >= 22


def test_people_can_be_had_one_by_one():
    assert tuple(each_person(300, seed=4)) == make_people(300, seed=4).people


@pytest.mark.parametrize("make", [make_people, each_person])
def test_fewer_than_no_people_are_refused(make):
    with pytest.raises(ValueError, match="-1 is no number of people"):
        make(-1)


@given(count=st.integers(0, 700), seed=st.integers(0, 5))
@settings(max_examples=15, deadline=None)
def test_any_number_of_people_can_be_made(count, seed):
    population = make_people(count, seed=seed)
    assert len(population.people) == count
    assert len({person.id for person in population.people}) == count
    assert {person.programme for person in population.people} <= set(PROGRAMMES)
