"""What somebody’s health means for taking part; never what somebody has."""

from __future__ import annotations

from tweespoor.core.vocabulary.intake import HealthLimit
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of

_HEALTH = "Wet inburgering 2021, art. 37"

HEALTH: tuple[Variable, ...] = (
    variable_of(
        "health-limit",
        nl=("Gezondheid en meedoen", "Wat betekent de gezondheid voor het meedoen?"),
        en=("Health and taking part", "What does health mean for taking part?"),
        kind=ValueKind.ONE,
        purpose=Purpose.HEALTH,
        source=_HEALTH,
        codes=HealthLimit,
    ),
    variable_of(
        "in-treatment",
        nl=("Onder behandeling", "Is de deelnemer onder behandeling?"),
        en=("In treatment", "Is the participant in treatment?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.HEALTH,
        source=_HEALTH,
    ),
    variable_of(
        "sight-or-hearing",
        nl=("Beperkt in zien of horen", "Ziet of hoort de deelnemer slecht?"),
        en=("Impaired sight or hearing", "Is the sight or hearing of the participant impaired?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.HEALTH,
        source="Besluit inburgering 2021: the learnability test is waived",
    ),
    variable_of(
        "medical-release",
        nl=("Medische ontheffing", "Is er een medische ontheffing gevraagd of gegeven?"),
        en=("Medical release", "Was a medical release asked for or given?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.HEALTH,
        source="DUO, Ontheffing 1.0.0",
        dated=True,
    ),
    variable_of(
        "participation-hours-cap",
        nl=(
            "Hoogstens zoveel uren participatie",
            "Hoeveel uren participatie vraagt de Z-route hoogstens, na een medische ontheffing?",
        ),
        en=(
            "At most so many hours of participation",
            "How many hours of participation does the Z route ask at most, after a medical release?",
        ),
        kind=ValueKind.NUMBER,
        purpose=Purpose.HEALTH,
        source="Besluit inburgering 2021, art. 3.14",
        most=800,
        dated=True,
    ),
)
