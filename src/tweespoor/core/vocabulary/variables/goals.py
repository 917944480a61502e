"""What somebody wants, in the person’s own words."""

from __future__ import annotations

from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of

_INTAKE = "Wet inburgering 2021, art. 14-15: broad intake"

GOALS: tuple[Variable, ...] = (
    variable_of(
        "own-goal",
        nl=("Eigen doel", "Wat wil de deelnemer bereiken, in eigen woorden?"),
        en=("Own goal", "What does the participant want to reach, in own words?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.NOTES,
        source=_INTAKE,
    ),
    variable_of(
        "first-step",
        nl=("Eerste stap", "Wat is de eerste stap, in eigen woorden?"),
        en=("First step", "What is the first step, in own words?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.NOTES,
        source=_INTAKE,
    ),
    variable_of(
        "good-at",
        nl=("Waar de deelnemer goed in is", "Waar is de deelnemer goed in, in eigen woorden?"),
        en=("What the participant is good at", "What is the participant good at, in own words?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.NOTES,
        source=_INTAKE,
    ),
    variable_of(
        "what-is-needed",
        nl=("Wat nodig is", "Wat heeft de deelnemer daarvoor nodig, in eigen woorden?"),
        en=("What is needed", "What does the participant need for it, in own words?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.NOTES,
        source=_INTAKE,
    ),
)
