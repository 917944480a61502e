"""Who looks after the children, and when."""

from __future__ import annotations

from tweespoor.core.vocabulary.intake import Childcare
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of
from tweespoor.core.week import HalfDay

_INTAKE = "Wet inburgering 2021, art. 14-15: broad intake"

CHILDREN: tuple[Variable, ...] = (
    variable_of(
        "childcare",
        nl=("Kinderopvang", "Is er kinderopvang nodig, en is die er?"),
        en=("Childcare", "Is childcare needed, and is it there?"),
        kind=ValueKind.ONE,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
        codes=Childcare,
    ),
    variable_of(
        "childcare-half-days",
        nl=("Dagdelen opvang", "Op welke dagdelen is er opvang?"),
        en=("Half-days of childcare", "In which half-days is there childcare?"),
        kind=ValueKind.SEVERAL,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
        accepts=HalfDay.parse,
    ),
    variable_of(
        "school-hours-only",
        nl=("Alleen onder schooltijd", "Kan de deelnemer alleen onder schooltijd van de kinderen?"),
        en=("During school hours only", "Can the participant come only during the children’s school hours?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
    ),
    variable_of(
        "school-hours",
        nl=("Schooltijden", "Hoe laat begint en eindigt de school van de kinderen?"),
        en=("School hours", "When does the children’s school begin and end?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
    ),
)
