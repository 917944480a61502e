"""Which languages somebody speaks, and what somebody learned before."""

from __future__ import annotations

from tweespoor.core.vocabulary.intake import CredentialEvaluation, Diploma, Language
from tweespoor.core.vocabulary.language import Education
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of

_INTAKE = "Wet inburgering 2021, art. 14-15: broad intake"
_REPORT = "Evaluation of the dual trajectories pilots (2021), section 2.3"

ORIGIN: tuple[Variable, ...] = (
    variable_of(
        "mother-tongue",
        nl=("Moedertaal", "Wat is de moedertaal?"),
        en=("Mother tongue", "What is the mother tongue?"),
        kind=ValueKind.ONE,
        purpose=Purpose.BASIC,
        source=_INTAKE,
        codes=Language,
    ),
    variable_of(
        "languages-spoken",
        nl=("Andere talen", "Welke andere talen spreekt de deelnemer?"),
        en=("Other languages", "Which other languages does the participant speak?"),
        kind=ValueKind.SEVERAL,
        purpose=Purpose.BASIC,
        source=_INTAKE,
        codes=Language,
    ),
    variable_of(
        "education-in-origin",
        nl=("Opleiding in land van herkomst", "Wat is de hoogste opleiding in het land van herkomst?"),
        en=("Education in country of origin", "What is the highest education in the country of origin?"),
        kind=ValueKind.ONE,
        purpose=Purpose.BASIC,
        source=_REPORT,
        codes=Education,
    ),
    variable_of(
        "education-years",
        nl=("Jaren onderwijs", "Hoeveel jaar ging de deelnemer naar school?"),
        en=("Years of education", "How many years did the participant go to school?"),
        kind=ValueKind.NUMBER,
        purpose=Purpose.BASIC,
        source=_INTAKE,
        most=30,
    ),
    variable_of(
        "diploma",
        nl=("Diploma", "Heeft de deelnemer een diploma?"),
        en=("Diploma", "Does the participant have a diploma?"),
        kind=ValueKind.ONE,
        purpose=Purpose.WORK,
        source=_INTAKE,
        codes=Diploma,
    ),
    variable_of(
        "field-of-study",
        nl=("Richting van de opleiding", "Wat heeft de deelnemer geleerd of gestudeerd?"),
        en=("Field of study", "What did the participant learn or study?"),
        kind=ValueKind.TEXT,
        purpose=Purpose.WORK,
        source=_INTAKE,
    ),
    variable_of(
        "credential-evaluation",
        nl=("Diplomawaardering", "Hoe staat het met de waardering van het diploma?"),
        en=("Credential evaluation", "How far is the evaluation of the diploma?"),
        kind=ValueKind.ONE,
        purpose=Purpose.WORK,
        source=_INTAKE,
        codes=CredentialEvaluation,
        dated=True,
    ),
)
