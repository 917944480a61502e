"""How to stimulate practical language (section 4.2)."""

from __future__ import annotations

from tweespoor.core.advice import measures
from tweespoor.core.advice.thresholds import Text
from tweespoor.core.advice.tree import Basis, Choice, Outcome, Question

PRACTICAL_LANGUAGE = Choice(
    id="practical-language",
    text=Text("Hoe stimuleren van praktische taalvaardigheid?", "How to stimulate practical language?"),
    says=Text(
        "Extra taal in een concrete context is waardevol, met name voor wie niet kan lezen en schrijven. De omvang van "
        "de doelgroep speelt een belangrijke rol bij de vorm.",
        "Extra language in a concrete context is valuable, most of all for who cannot read and write. The size of the "
        "target group has a large part in its form.",
    ),
    section="4.2",
    first="practice-groups",
    questions=(
        Question(
            id="practice-groups",
            text=Text(
                "Genoeg mensen voor extra lessen in groepen naar niveau?",
                "Enough people for extra lessons in groups by level?",
            ),
            counted=Text("passen in groepen naar niveau", "fit groups by level"),
            measure=measures.in_groups,
            against="in-groups-share",
            also=("group-size", "level-spread"),
            yes="in-class",
            no="one-by-one",
            section="4.2",
            basis=Basis.OURS,
        ),
    ),
    outcomes=(
        Outcome(
            id="in-class",
            text=Text("Extra praktijklessen in de klas", "Extra practical lessons in class"),
            short=Text("in de klas", "in class"),
            meaning=Text(
                "Bij de aanbieders waar mensen al les hebben, gericht op een vak of op dagelijkse situaties.",
                "With the providers where people have lessons, about a trade or everyday situations.",
            ),
            section="4.2",
        ),
        Outcome(
            id="one-by-one",
            text=Text("Taal op de werkplek en informeel", "Language at work, and informally"),
            short=Text("op de werkplek", "at work"),
            meaning=Text(
                "Individuele taalcoaching op de werkvloer is duur: Lochem en Nederweert konden het alleen met "
                "pilotgeld (3.3). Gebruik ook taalmaatjes en conversatie in kleine groepjes.",
                "Individual coaching at work is expensive: Lochem and Nederweert could only pay it as pilots (3.3). "
                "Use language buddies and conversation in small groups too.",
            ),
            section="4.2, 3.3",
        ),
    ),
)
