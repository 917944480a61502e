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
    variable_of(
        "benefit-started-on",
        nl=("Begin van de bijstand", "Op welke dag begon de bijstandsuitkering?"),
        en=("Start of the benefit", "On which day did the benefit start?"),
        kind=ValueKind.DATE,
        purpose=Purpose.BENEFIT,
        source="Participatiewet, art. 56a",
    ),
    variable_of(
        "pip-established-on",
        nl=("PIP vastgesteld", "Op welke dag is het PIP voor het eerst vastgesteld?"),
        en=("PIP established", "On which day was the PIP first established?"),
        kind=ValueKind.DATE,
        purpose=Purpose.BENEFIT,
        source="Wet inburgering 2021, art. 11 and 15",
    ),
    variable_of(
        "progress-talks",
        nl=("Voortgangsgesprekken", "Hoeveel voortgangsgesprekken staan er in het PIP?"),
        en=("Progress talks", "How many progress talks does the PIP have?"),
        kind=ValueKind.NUMBER,
        purpose=Purpose.BENEFIT,
        source="Besluit inburgering 2021, art. 5.3(4)",
        most=100,
    ),
    variable_of(
        "sufficient-effort",
        nl=("Voldoende inzet", "Heeft de deelnemer zich voldoende ingezet om B1 te halen?"),
        en=("Sufficient effort", "Did the participant make sufficient effort to reach B1?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.BENEFIT,
        source="Wet inburgering 2021, art. 17(3)",
        dated=True,
    ),
    variable_of(
        "duo-term-started-on",
        nl=("Begin van de termijn bij DUO", "Op welke dag begon de termijn volgens DUO (wet van 2013)?"),
        en=("Start of the term at DUO", "On which day did the term start, by DUO (act of 2013)?"),
        kind=ValueKind.DATE,
        purpose=Purpose.BENEFIT,
        source="Wet inburgering (2013)",
    ),
)
