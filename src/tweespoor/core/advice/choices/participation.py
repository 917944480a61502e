"""Which forms of participation, and when (section 4.4)."""

from __future__ import annotations

from tweespoor.core.advice import measures
from tweespoor.core.advice.thresholds import Text
from tweespoor.core.advice.tree import Choice, Outcome, Question

PARTICIPATION = Choice(
    id="participation",
    text=Text("Op welke vormen van participatie zet je in, en wanneer?", "Which forms of participation, and when?"),
    says=Text(
        "Meestal kan iemand niet meteen meedoen. Enige kennis van het Nederlands is vaak nodig, en de basis moet op "
        "orde zijn. Welke vorm past, blijft maatwerk.",
        "Mostly somebody cannot take part at once. Some Dutch is often needed, and the basics must be in order. Which "
        "form fits is made to measure.",
    ),
    section="4.4",
    first="basic-dutch",
    questions=(
        Question(
            id="basic-dutch",
            text=Text("Spreken de deelnemers genoeg om mee te doen?", "Do the participants speak enough to take part?"),
            counted=Text("spreken op het niveau dat nodig is of hoger", "speak at the level needed or above"),
            measure=measures.at_basic_level,
            against="basic-share",
            also=("basic-level",),
            yes="basics-in-order",
            no="language-first",
            section="4.4",
        ),
        Question(
            id="basics-in-order",
            text=Text("Is de basis op orde?", "Are the basics in order?"),
            counted=Text("hebben geen belemmering", "have no obstacle"),
            measure=measures.without_obstacle,
            against="in-order-share",
            yes="regular",
            no="sheltered-first",
            section="4.1, 4.4",
        ),
    ),
    outcomes=(
        Outcome(
            id="language-first",
            text=Text("Eerst taal en zelfredzaamheid, meedoen in stappen", "Language first, taking part in steps"),
            short=Text("eerst taal", "language first"),
            meaning=Text(
                "Begin met taal, trainingen en vrijwilligerswerk of een beschermde werkplek. Wie verder is, gaat "
                "eerder naar een werkgever.",
                "Begin with language, trainings and volunteering or a sheltered place. Who is further goes to an "
                "employer earlier.",
            ),
            section="4.4",
        ),
        Outcome(
            id="sheltered-first",
            text=Text("Meedoen kan, naast hulp bij belemmeringen", "Take part, with help for obstacles beside it"),
            short=Text("meedoen met hulp ernaast", "take part with help"),
            meaning=Text(
                "Zet in op vrijwilligerswerk en beschermde werkplekken, terwijl individuele begeleiding de basis op "
                "orde brengt.",
                "Use volunteering and sheltered places, while individual guidance puts the basics in order.",
            ),
            section="4.1, 4.4",
        ),
        Outcome(
            id="regular",
            text=Text("Alle vormen, ook bij gewone werkgevers", "All forms, regular employers among them"),
            short=Text("alle vormen", "all forms"),
            meaning=Text(
                "Bied een mix van vrijwilligerswerk, stage, werkervaringsplaats, proefplaatsing en betaald werk, met "
                "nazorg.",
                "Offer a mix of volunteering, internship, work experience, trial placement and paid work, with "
                "aftercare.",
            ),
            section="4.4, 4.5",
        ),
    ),
)
