"""What stands in somebody's way: one question per kind, and the set that the figures count.

The set is never asked in the intake: it follows from the kinds (`core.history`), as the kinds follow from a set that
was registered as one answer.
"""

from __future__ import annotations

from tweespoor.core.vocabulary.people import Obstacle
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of

_REPORT = "Evaluation of the dual trajectories pilots (2021), figure 2.6 and section 3.2"

PURPOSE_OF_KIND = {
    Obstacle.MENTAL_HEALTH: Purpose.HEALTH,
    Obstacle.PHYSICAL_HEALTH: Purpose.HEALTH,
    Obstacle.PREGNANCY: Purpose.HEALTH,
    Obstacle.DEBTS: Purpose.FINANCE,
}
"""Kinds that say something of health or money; the others are seen with the obstacles."""


def obstacle_variable(kind: Obstacle) -> str:
    """The slug of the variable that asks for one kind of obstacle."""
    return f"obstacle-{kind.value}"


KINDS: tuple[Variable, ...] = tuple(
    variable_of(
        obstacle_variable(kind),
        nl=(f"Belemmering: {kind.nl}", f"Is er een belemmering: {kind.nl.lower()}?"),
        en=(f"Obstacle: {kind.en}", f"Is there an obstacle: {kind.en.lower()}?"),
        kind=ValueKind.YES_NO,
        purpose=PURPOSE_OF_KIND.get(kind, Purpose.OBSTACLES),
        source=_REPORT,
        no_is_none=True,
    )
    for kind in Obstacle
)

OBSTACLES = variable_of(
    "obstacles",
    nl=("Persoonlijke belemmeringen", "Welke belemmeringen heeft de deelnemer?"),
    en=("Personal obstacles", "Which obstacles does the participant have?"),
    kind=ValueKind.SEVERAL,
    purpose=Purpose.OBSTACLES,
    source=_REPORT,
    codes=Obstacle,
)
