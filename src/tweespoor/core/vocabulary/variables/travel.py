"""How somebody gets there, and what somebody manages on a computer."""

from __future__ import annotations

from tweespoor.core.vocabulary.intake import Bicycle, Device, DigitalSkills, DrivingLicence, PublicTransport
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of

_INTAKE = "Wet inburgering 2021, art. 14-15: broad intake"

TRAVEL: tuple[Variable, ...] = (
    variable_of(
        "bicycle",
        nl=("Fiets", "Kan de deelnemer met de fiets komen?"),
        en=("Bicycle", "Can the participant come by bicycle?"),
        kind=ValueKind.ONE,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
        codes=Bicycle,
    ),
    variable_of(
        "driving-licence",
        nl=("Rijbewijs", "Welk rijbewijs heeft de deelnemer?"),
        en=("Driving licence", "Which driving licence does the participant have?"),
        kind=ValueKind.ONE,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
        codes=DrivingLicence,
    ),
    variable_of(
        "car",
        nl=("Auto", "Kan de deelnemer een auto gebruiken?"),
        en=("Car", "Can the participant use a car?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
    ),
    variable_of(
        "public-transport",
        nl=("Openbaar vervoer", "Reist de deelnemer met bus of trein?"),
        en=("Public transport", "Does the participant travel by bus or train?"),
        kind=ValueKind.ONE,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
        codes=PublicTransport,
    ),
    variable_of(
        "travel-minutes",
        nl=("Reistijd", "Hoeveel minuten kan de deelnemer hoogstens reizen?"),
        en=("Travel time", "How many minutes can the participant travel at most?"),
        kind=ValueKind.NUMBER,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
    ),
    variable_of(
        "devices",
        nl=("Apparaten thuis", "Welke apparaten heeft de deelnemer thuis?"),
        en=("Devices at home", "Which devices does the participant have at home?"),
        kind=ValueKind.SEVERAL,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
        codes=Device,
    ),
    variable_of(
        "internet",
        nl=("Internet thuis", "Heeft de deelnemer internet thuis?"),
        en=("Internet at home", "Does the participant have internet at home?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
    ),
    variable_of(
        "digital-skills",
        nl=("Digitale vaardigheden", "Wat kan de deelnemer op een telefoon of computer?"),
        en=("Digital skills", "What does the participant manage on a phone or computer?"),
        kind=ValueKind.ONE,
        purpose=Purpose.AVAILABILITY,
        source=_INTAKE,
        codes=DigitalSkills,
    ),
)
