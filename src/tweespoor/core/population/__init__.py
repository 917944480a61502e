"""Invented people, calibrated on what the evaluation's text fixes; honest about the rest.

    population = pilot_population(seed=1)      # 452 people in nine programmes
    people, facts = tables(population)         # as the evaluation reads them
    supply = pilot_supply("roermond", population=population)

Nobody here exists. Of the numbers only the N's, and what the report says in words, come from the report
(docs/population.md); bar heights that its text does not give are invented. `calibration_rows()` says which is which.
"""

from tweespoor.core.population.basis import Basis, CalibrationRow, calibration_rows
from tweespoor.core.population.calibration import LABELS, PILOTS, PROGRAMMES, REFERENCE_DATE
from tweespoor.core.population.files import PopulationError, read_tables, write_population
from tweespoor.core.population.making import each_person, make_people, pilot_population
from tweespoor.core.population.people import DISCLAIMER, Person, Population, tables
from tweespoor.core.population.supply import (
    Location,
    OfferNeed,
    Room,
    SchoolClass,
    Supply,
    Trainer,
    make_trainers,
    pilot_supply,
)

__all__ = [
    "DISCLAIMER",
    "LABELS",
    "PILOTS",
    "PROGRAMMES",
    "REFERENCE_DATE",
    "Basis",
    "CalibrationRow",
    "Location",
    "OfferNeed",
    "Person",
    "Population",
    "PopulationError",
    "Room",
    "SchoolClass",
    "Supply",
    "Trainer",
    "calibration_rows",
    "each_person",
    "make_people",
    "make_trainers",
    "pilot_population",
    "pilot_supply",
    "read_tables",
    "tables",
    "write_population",
]
