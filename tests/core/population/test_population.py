"""The invented people add up to the report's figures, whatever the seed, and say what the text says."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tweespoor.cli import main
from tweespoor.core.facts import Fact, FactState, tally
from tweespoor.core.population import (
    PROGRAMMES,
    REFERENCE_DATE,
    OfferNeed,
    PopulationError,
    make_people,
    make_trainers,
    pilot_population,
    pilot_supply,
    read_tables,
    tables,
    write_population,
)
from tweespoor.core.vocabulary import LanguageLevel, variable
from tweespoor.core.week import parse_half_days

SIZES = (42, 43, 54, 32, 62, 58, 40, 78, 43)
SEEDS = (1, 2, 77)


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


@pytest.mark.parametrize(
    ("slug", "n"),
    [
        ("gender", 448),
        ("birth-date", 452),
        ("country-of-origin", 448),
        ("education-in-origin", 400),
        ("language-course-at-start", 413),
        ("speaking-level-at-start", 409),
        ("participation-at-start", 405),
        ("language-component-finished", 365),
    ],
)
def test_as_many_people_were_asked_as_the_figure_has(population, slug, n):
    assert answers(population.people, slug).asked == n


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
    assert most(population, "gender", "male")[0] == "roermond"


def test_countries_of_origin_are_as_the_text_says(population):
    counts = Counter(answers(population.people, "country-of-origin").answers)
    assert {name for name, _ in counts.most_common(2)} == {"syr", "eri"}
    assert set(most(population, "country-of-origin", "eri")[:3]) == {"roermond", "arnhem", "midden-brabant"}
    kinds = {p: len(answers(population.of(p), "country-of-origin").answers) for p in PROGRAMMES}
    assert max(kinds, key=kinds.get) == "hoeksche-waard"


def test_education_is_as_the_text_says(population):
    illiterate = {p for p in PROGRAMMES if share(population.of(p), "education-in-origin", "illiterate") > 0.25}
    assert illiterate == {"hoeksche-waard", "lochem", "midden-brabant"}
    assert most(population, "education-in-origin", "higher")[0] == "vijfheerenlanden"
    assert share(population.of("vijfheerenlanden"), "education-in-origin", "upper-secondary", "higher") > 0.5
    low = ("illiterate", "primary", "lower-secondary")
    assert share(population.of("roermond"), "education-in-origin", *low) > 0.95
    assert share(population.people, "education-in-origin", *low) > 0.5


def test_language_courses_and_levels_are_as_the_text_says(population):
    assert share(population.of("hengelo"), "language-course-at-start", "following") == 1
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


@given(count=st.integers(0, 700), seed=st.integers(0, 5))
@settings(max_examples=15, deadline=None)
def test_any_number_of_people_can_be_made(count, seed):
    population = make_people(count, seed=seed)
    assert len(population.people) == count
    assert len({person.id for person in population.people}) == count
    assert {person.programme for person in population.people} <= set(PROGRAMMES)


def test_a_population_survives_its_files(tmp_path):
    population = pilot_population(seed=3)
    write_population(population, to=tmp_path / "data")
    for read, made in zip(read_tables(tmp_path / "data"), tables(population), strict=True):
        assert_frame_equal(read, made)


@pytest.mark.parametrize(
    ("file", "change", "words"),
    [
        (
            "facts.csv",
            lambda text: text.replace("known,text,female", "known,text,vrouw", 1),
            "gender: 'vrouw' is not one of",
        ),
        ("facts.csv", lambda text: text.replace(",known,", ",perhaps,", 1), "facts.csv, line 2: column 'state'"),
        (
            "facts.csv",
            lambda text: text.replace(",variable,", ",wat,", 1),
            "facts.csv, line 1: column 'variable' is missing",
        ),
        ("facts.csv", lambda text: text.replace("\n", "\nniemand", 1), "is not in people.csv"),
        ("people.csv", lambda text: text + text.splitlines()[1] + "\n", "stands here twice"),
        ("people.csv", lambda text: text.replace("-20\n", "-99\n"), "is not a date"),
        ("people.csv", lambda text: text + "half a line\n", "people.csv, line 42: this line has not as many cells"),
        ("people.csv", lambda text: "", "column 'person' is missing"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path, file, change, words):
    write_population(make_people(40), to=tmp_path)
    path = tmp_path / file
    before = path.read_text(encoding="utf-8")
    path.write_text(change(before), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != before
    with pytest.raises(PopulationError) as refusal:
        read_tables(tmp_path)
    assert words in str(refusal.value)


def test_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(PopulationError, match="tweespoor population make"):
        read_tables(tmp_path)


def test_people_are_made_on_the_command_line(tmp_path):
    run = CliRunner().invoke(main, ["population", "make", "--out", str(tmp_path / "made"), "--people", "30"])
    assert run.exit_code == 0
    assert "30 people" in run.output
    assert "invented" in run.output
    assert pl.read_csv(tmp_path / "made" / "people.csv").height == 30


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_left(tmp_path):
    (tmp_path / "file").write_text("in the way")
    run = CliRunner().invoke(main, ["population", "make", "--out", str(tmp_path / "file" / "made")])
    assert run.exit_code == 1
    assert "cannot write" in run.output
    assert "Traceback" not in run.output


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_supply_fits_the_programme(programme, population):
    supply = pilot_supply(programme, population=population)
    people = {person.id: person for person in population.of(programme)}
    classes = {each.id: each for each in supply.classes}
    places = {each.id for each in supply.locations}
    assert set(supply.attends) <= set(people)
    for person, class_id in supply.attends.items():
        assert all(classes[option].school == classes[class_id].school for option in supply.options.get(person, ()))
    assert {each.location for each in (*supply.rooms, *supply.classes)} <= places
    assert set(supply.travel) == {(a, b) for a in supply.zones for b in supply.zones}
    for each in supply.classes:
        assert parse_half_days(each.half_days)


def test_midden_brabant_is_spread_over_nine_schools_and_hengelo_over_one(population):
    assert len(pilot_supply("midden-brabant", population=population).schools) == 9
    assert len(pilot_supply("hengelo", population=population).schools) == 1


def test_every_training_gets_a_trainer():
    trainers = make_trainers([OfferNeed(id="sport", groups=9, sessions=2), OfferNeed(id="care", groups=1, sessions=1)])
    assert {offer for trainer in trainers for offer in trainer.offers} == {"sport", "care"}
    assert len({trainer.name for trainer in trainers}) == len(trainers)
    assert sum(trainer.max_sessions for trainer in trainers if "sport" in trainer.offers) >= 9 * 2
