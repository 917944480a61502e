"""Who somebody is, and with whom."""

from __future__ import annotations

from tweespoor.core.vocabulary.intake import Household, Partner
from tweespoor.core.vocabulary.people import Country, Gender
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of
from tweespoor.core.vocabulary.variables.reading import year

_INTAKE = "Wet inburgering 2021, art. 14-15: broad intake"
_REPORT = "Evaluation of the dual trajectories pilots (2021), section 2.3"

PERSON: tuple[Variable, ...] = (
    variable_of(
        "gender",
        nl=("Geslacht", "Wat is het geslacht?"),
        en=("Gender", "What is the gender?"),
        kind=ValueKind.ONE,
        purpose=Purpose.BASIC,
        source=_REPORT,
        codes=Gender,
    ),
    variable_of(
        "birth-date",
        nl=("Geboortedatum", "Wat is de geboortedatum?"),
        en=("Date of birth", "What is the date of birth?"),
        kind=ValueKind.DATE,
        purpose=Purpose.BASIC,
        source=_REPORT,
    ),
    variable_of(
        "country-of-origin",
        nl=("Land van herkomst", "Uit welk land komt de deelnemer?"),
        en=("Country of origin", "Which country does the participant come from?"),
        kind=ValueKind.ONE,
        purpose=Purpose.BASIC,
        source=_REPORT,
        codes=Country,
    ),
    variable_of(
        "settled-on",
        nl=("In de gemeente sinds", "Sinds wanneer woont de deelnemer in de gemeente?"),
        en=("In the municipality since", "Since when does the participant live in the municipality?"),
        kind=ValueKind.DATE,
        purpose=Purpose.BASIC,
        source="Besluit inburgering 2021, art. 5.3",
    ),
    variable_of(
        "household",
        nl=("Huishouden", "Met wie woont de deelnemer?"),
        en=("Household", "With whom does the participant live?"),
        kind=ValueKind.ONE,
        purpose=Purpose.BASIC,
        source=_INTAKE,
        codes=Household,
    ),
    variable_of(
        "partner",
        nl=("Partner", "Heeft de deelnemer een partner, en waar woont die?"),
        en=("Partner", "Does the participant have a partner, and where?"),
        kind=ValueKind.ONE,
        purpose=Purpose.BASIC,
        source=_INTAKE,
        codes=Partner,
    ),
    variable_of(
        "children-birth-years",
        nl=("Geboortejaren van kinderen", "In welke jaren zijn de kinderen geboren?"),
        en=("Children’s years of birth", "In which years were the children born?"),
        kind=ValueKind.SEVERAL,
        purpose=Purpose.BASIC,
        source=_INTAKE,
        accepts=year,
    ),
)
