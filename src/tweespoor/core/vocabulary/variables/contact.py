"""How somebody is reached."""

from __future__ import annotations

from tweespoor.core.vocabulary.intake import Language
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of
from tweespoor.core.vocabulary.variables.reading import email, phone, postcode

_INTAKE = "Wet inburgering 2021, art. 14-15: broad intake"

CONTACT: tuple[Variable, ...] = (
    variable_of(
        "address",
        nl=("Straat en huisnummer", "In welke straat en op welk nummer woont de deelnemer?"),
        en=("Street and number", "In which street and at which number does the participant live?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.CONTACT,
        source=_INTAKE,
    ),
    variable_of(
        "postcode",
        nl=("Postcode", "Wat is de postcode?"),
        en=("Postcode", "What is the postcode?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.CONTACT,
        source=_INTAKE,
        accepts=postcode,
    ),
    variable_of(
        "town",
        nl=("Woonplaats", "In welke plaats woont de deelnemer?"),
        en=("Town", "In which town does the participant live?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.CONTACT,
        source=_INTAKE,
    ),
    variable_of(
        "phone",
        nl=("Telefoon", "Wat is het telefoonnummer?"),
        en=("Telephone", "What is the telephone number?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.CONTACT,
        source=_INTAKE,
        accepts=phone,
    ),
    variable_of(
        "email",
        nl=("E-mail", "Wat is het e-mailadres?"),
        en=("E-mail", "What is the e-mail address?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.CONTACT,
        source=_INTAKE,
        accepts=email,
    ),
    variable_of(
        "contact-languages",
        nl=("Talen voor contact", "In welke talen kunt u de deelnemer bereiken?"),
        en=("Languages of contact", "In which languages can you reach the participant?"),
        kind=ValueKind.SEVERAL,
        purpose=Purpose.CONTACT,
        source=_INTAKE,
        codes=Language,
    ),
    variable_of(
        "interpreter",
        nl=("Tolk nodig", "Is er een tolk nodig bij een gesprek?"),
        en=("Interpreter needed", "Is an interpreter needed at a conversation?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.CONTACT,
        source=_INTAKE,
    ),
)
