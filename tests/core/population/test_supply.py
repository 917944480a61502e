"""What a pilot can plan with fits its people and what the report says of its schools."""

from __future__ import annotations

import pytest

from tweespoor.core.population import PROGRAMMES, OfferNeed, Population, make_trainers, pilot_population, pilot_supply
from tweespoor.core.week import parse_half_days

SEEDS = (1, 2, 3, 4)


@pytest.fixture(scope="module", params=SEEDS)
def seed(request):
    return request.param


@pytest.fixture(scope="module")
def population(seed):
    return pilot_population(seed=seed)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_supply_fits_the_programme(programme, population, seed):
    supply = pilot_supply(programme, population=population, seed=seed)
    people = {person.id: person for person in population.of(programme)}
    classes = {each.id: each for each in supply.classes}
    places = {each.id for each in supply.locations}
    assert len(classes) == len(supply.classes)
    assert set(supply.attends) <= set(people)
    assert set(supply.options) <= set(supply.attends)
    for person, class_id in supply.attends.items():
        options = supply.options.get(person, ())
        assert class_id not in options
        assert all(classes[option].school == classes[class_id].school for option in options)
    assert {each.school for each in supply.classes} == set(supply.schools)
    assert {each.location for each in (*supply.rooms, *supply.classes)} <= places
    assert {each.zone for each in supply.locations} | {each.zone for each in people.values()} <= set(supply.zones)
    for each in (*supply.rooms, *supply.classes):
        assert [half_day.slug for half_day in parse_half_days(each.half_days)] == list(each.half_days)


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_travelling_there_takes_as_long_as_back_and_a_detour_is_never_faster(programme, population):
    supply = pilot_supply(programme, population=population)
    travel = supply.travel
    assert set(travel) == {(a, b) for a in supply.zones for b in supply.zones}
    for a in supply.zones:
        assert travel[a, a] == 0
        for b in supply.zones:
            assert travel[a, b] == travel[b, a]
            assert all(travel[a, b] <= travel[a, c] + travel[c, b] for c in supply.zones)


@pytest.mark.parametrize(
    ("programme", "schools", "half_days"), [("hengelo", 1, 3), ("vijfheerenlanden", 1, 4), ("roermond", 1, 4)]
)
def test_where_one_school_teaches_everybody_all_have_the_same_lessons(programme, schools, half_days, population, seed):
    supply = pilot_supply(programme, population=population, seed=seed)
    assert len(supply.schools) == schools
    (lessons,) = {each.half_days for each in supply.classes}
    assert len(lessons) == half_days
    assert set(supply.attends) == {person.id for person in population.of(programme)}
    for person in population.of(programme):
        assert not set(lessons) & set(person.facts["unavailable-half-days"].value or ())


def test_midden_brabant_is_spread_over_nine_schools(population, seed):
    supply = pilot_supply("midden-brabant", population=population, seed=seed)
    assert len({each.school for each in supply.classes if each.id in supply.attends.values()}) == 9


def test_drechtsteden_has_three_half_days_of_lessons(population, seed):
    supply = pilot_supply("drechtsteden", population=population, seed=seed)
    assert {len(each.half_days) for each in supply.classes} == {3}


def test_few_people_are_in_a_class_at_a_time_when_they_cannot_come(population, seed):
    clashes = attending = 0
    for programme in PROGRAMMES:
        supply = pilot_supply(programme, population=population, seed=seed)
        lessons = {each.id: set(each.half_days) for each in supply.classes}
        for person in population.of(programme):
            if person.id in supply.attends:
                attending += 1
                away = person.facts["unavailable-half-days"].value or ()
                clashes += bool(lessons[supply.attends[person.id]] & set(away))
    assert attending > 350
    assert clashes < attending / 8


def test_the_same_seed_gives_the_same_supply(population, seed):
    first, again, other = (pilot_supply("lochem", population=population, seed=each) for each in (seed, seed, seed + 1))
    assert first == again
    assert first != other


def test_a_supply_can_be_had_for_a_programme_without_people():
    supply = pilot_supply("arnhem", population=Population((), 1))
    assert supply.attends == {}
    assert supply.classes


def test_every_training_gets_a_trainer():
    trainers = make_trainers([OfferNeed(id="sport", groups=9, sessions=2), OfferNeed(id="care", groups=1, sessions=1)])
    assert {offer for trainer in trainers for offer in trainer.offers} == {"sport", "care"}
    assert len({trainer.name for trainer in trainers}) == len(trainers)
    assert sum(trainer.max_sessions for trainer in trainers if "sport" in trainer.offers) >= 9 * 2


def test_a_hundred_trainers_all_have_a_name_of_their_own():
    trainers = make_trainers([OfferNeed(id=f"training-{number}", groups=9, sessions=2) for number in range(200)])
    assert len({trainer.name for trainer in trainers}) == len(trainers) > 702
    assert all(trainer.name.removeprefix("Trainer ").isalpha() for trainer in trainers)
