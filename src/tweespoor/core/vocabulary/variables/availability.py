"""When somebody can come, and how much."""

from __future__ import annotations

from tweespoor.core.vocabulary.activities import ActivityKind
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of
from tweespoor.core.week import HalfDay

_INTAKE = "Wet inburgering 2021, art. 14-15: broad intake"

AVAILABILITY: tuple[Variable, ...] = (
    variable_of(
        "unavailable-half-days",
        nl=("Niet beschikbaar", "Op welke dagdelen kan de deelnemer niet?"),
        en=("Not available", "In which half-days is the participant not available?"),
        kind=ValueKind.SEVERAL,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
        accepts=HalfDay.parse,
    ),
    variable_of(
        "weekly-half-days",
        nl=("Dagdelen per week", "Hoeveel dagdelen per week kan de deelnemer aan, taalles meegerekend?"),
        en=("Half-days a week", "How many half-days a week can the participant manage, lessons included?"),
        kind=ValueKind.NUMBER,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
    ),
    variable_of(
        "same-gender-activities",
        nl=("Alleen met eigen geslacht", "Welke activiteiten wil de deelnemer alleen met het eigen geslacht doen?"),
        en=("Own gender only", "Which activities does the participant do with the own gender only?"),
        kind=ValueKind.SEVERAL,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
        codes=ActivityKind,
    ),
)
