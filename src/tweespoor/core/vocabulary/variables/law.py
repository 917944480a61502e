"""Act, route and benefit."""

from __future__ import annotations

from tweespoor.core.vocabulary.language import LanguageLevel
from tweespoor.core.vocabulary.law import Act, Route, TargetGroup
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of

_ACT = "Wet inburgering 2021"

LAW: tuple[Variable, ...] = (
    variable_of(
        "target-group",
        nl=("Doelgroep", "Is de deelnemer asielstatushouder of gezinsmigrant?"),
        en=("Target group", "Is the participant a status holder or a family migrant?"),
        kind=ValueKind.ONE,
        purpose=Purpose.BENEFIT,
        source=_ACT,
        codes=TargetGroup,
    ),
    variable_of(
        "act",
        nl=("Wet", "Onder welke wet valt de deelnemer?"),
        en=("Act", "Which act is the participant obliged under?"),
        kind=ValueKind.ONE,
        purpose=Purpose.BENEFIT,
        source=_ACT,
        codes=Act,
    ),
    variable_of(
        "route",
        nl=("Leerroute", "Welke leerroute volgt de deelnemer?"),
        en=("Route", "Which route does the participant follow?"),
        kind=ValueKind.ONE,
        purpose=Purpose.BENEFIT,
        source=_ACT,
        codes=Route,
    ),
    variable_of(
        "plan-level",
        nl=("Niveau in het PIP", "Op welk niveau doet de deelnemer examen?"),
        en=("Level in the plan", "At which level does the participant take the exams?"),
        kind=ValueKind.ONE,
        purpose=Purpose.BENEFIT,
        source="DUO, PIP 1.2.0",
        codes=LanguageLevel,
        dated=True,
    ),
    variable_of(
        "duty-notice-on",
        nl=("Kennisgeving van DUO", "Op welke dag gaf DUO de inburgeringsplicht door?"),
        en=("Notice by DUO", "On which day did DUO notify the duty?"),
        kind=ValueKind.DATE,
        purpose=Purpose.BENEFIT,
        source="Besluit inburgering 2021, art. 5.3",
    ),
    variable_of(
        "on-benefit",
        nl=("Bijstandsuitkering", "Heeft de deelnemer een bijstandsuitkering?"),
        en=("On benefit", "Is the participant on benefit?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.BENEFIT,
        source="Participatiewet",
    ),
)
