"""What work somebody did, and wishes to do."""

from __future__ import annotations

from tweespoor.core.vocabulary.activities import ParticipationForm
from tweespoor.core.vocabulary.intake import Sector
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of

_INTAKE = "Wet inburgering 2021, art. 14-15: broad intake"
_REPORT = "Evaluation of the dual trajectories pilots (2021), section 2.3"

WORK: tuple[Variable, ...] = (
    variable_of(
        "work-years",
        nl=("Jaren gewerkt", "Hoeveel jaar heeft de deelnemer gewerkt?"),
        en=("Years worked", "How many years did the participant work?"),
        kind=ValueKind.NUMBER,
        purpose=Purpose.WORK,
        source=_INTAKE,
        most=60,
    ),
    variable_of(
        "work-sectors",
        nl=("Sectoren gewerkt", "In welke sectoren heeft de deelnemer gewerkt?"),
        en=("Sectors worked in", "In which sectors did the participant work?"),
        kind=ValueKind.SEVERAL,
        purpose=Purpose.WORK,
        source=_INTAKE,
        codes=Sector,
    ),
    variable_of(
        "last-profession",
        nl=("Laatste beroep", "Wat was het laatste beroep?"),
        en=("Last profession", "What was the last profession?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.WORK,
        source=_INTAKE,
    ),
    variable_of(
        "work-in-netherlands",
        nl=("Gewerkt in Nederland", "Heeft de deelnemer in Nederland gewerkt?"),
        en=("Worked in the Netherlands", "Did the participant work in the Netherlands?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.WORK,
        source=_INTAKE,
    ),
    variable_of(
        "participation-at-start",
        nl=("Participatie bij de start", "Deed de deelnemer bij de start al mee, en hoe?"),
        en=("Participation at the start", "Did the participant take part at the start, and how?"),
        kind=ValueKind.ONE,
        purpose=Purpose.OUTCOMES,
        source=_REPORT,
        codes=ParticipationForm,
    ),
    variable_of(
        "wished-sectors",
        nl=("Gewenste sectoren", "In welke sectoren wil de deelnemer werken?"),
        en=("Sectors wished for", "In which sectors does the participant want to work?"),
        kind=ValueKind.SEVERAL,
        purpose=Purpose.WORK,
        source=_INTAKE,
        codes=Sector,
    ),
    variable_of(
        "wished-profession",
        nl=("Gewenst beroep", "Welk werk wil de deelnemer doen?"),
        en=("Profession wished for", "Which work does the participant want to do?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.WORK,
        source=_INTAKE,
    ),
    variable_of(
        "wished-hours",
        nl=("Gewenste uren werk per week", "Hoeveel uur per week wil de deelnemer werken?"),
        en=("Hours of work wished for", "How many hours a week does the participant want to work?"),
        kind=ValueKind.NUMBER,
        purpose=Purpose.WORK,
        source=_INTAKE,
        most=60,
    ),
)
