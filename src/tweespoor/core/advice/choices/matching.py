"""Matching driven by supply or by demand (sections 4.4 and 5.3)."""

from __future__ import annotations

from tweespoor.core.advice import measures
from tweespoor.core.advice.thresholds import Text
from tweespoor.core.advice.tree import Choice, Outcome, Question

MATCHING = Choice(
    id="matching",
    text=Text("Aanbodgericht of vraaggericht matchen?", "Matching driven by supply or by demand?"),
    says=Text(
        "Dat hangt af van de mensen: spreken zij al wat Nederlands, en kunnen ze redelijk zelfstandig functioneren? "
        "Combineren kan ook.",
        "That depends on the people: do they speak some Dutch already, and can they function fairly independently? "
        "Both can be combined.",
    ),
    section="4.4, 5.3",
    first="some-dutch",
    questions=(
        Question(
            id="some-dutch",
            text=Text("Spreken zij al wat Nederlands?", "Do they speak some Dutch already?"),
            counted=Text("spreken op het niveau dat werkgevers vragen of hoger", "speak at the level employers ask"),
            measure=measures.at_work_level,
            against="work-share",
            also=("work-level",),
            yes="independent",
            no="supply",
            section="5.3",
        ),
        Question(
            id="independent",
            text=Text("Kunnen ze redelijk zelfstandig functioneren?", "Can they function fairly independently?"),
            counted=Text("hebben geen belemmering", "have no obstacle"),
            measure=measures.without_obstacle,
            against="in-order-share",
            yes="demand",
            no="combined",
            section="5.3",
        ),
    ),
    outcomes=(
        Outcome(
            id="supply",
            text=Text("Aanbodgericht: zoek een werkgever bij de deelnemer", "Supply: an employer for the participant"),
            short=Text("aanbodgericht", "supply"),
            meaning=Text(
                "De meeste mensen passen nog niet in wat een werkgever zoekt. Ga uit van wat zij kunnen, en zoek "
                "werkgevers die daarbij willen helpen.",
                "Most people do not fit what an employer looks for yet. Start from what they can do, and look for "
                "employers who want to help.",
            ),
            section="4.4, 5.2",
        ),
        Outcome(
            id="combined",
            text=Text("Combineer: aanbodgericht, met vacatures erbij", "Combine: supply, with vacancies beside it"),
            short=Text("een combinatie", "both combined"),
            meaning=Text(
                "Mensen spreken genoeg, maar velen hebben begeleiding nodig. Let bij de keuze van uitvoerders op hun "
                "manier van matchen.",
                "People speak enough, but many need guidance. When choosing who runs it, look at how they match.",
            ),
            section="5.3",
        ),
        Outcome(
            id="demand",
            text=Text("Vraaggericht kan voor een groot deel", "Demand-driven is possible for many"),
            short=Text("vraaggericht", "demand"),
            meaning=Text(
                "Het werkgeversservicepunt kan mensen aan vacatures koppelen. Houd aanbodgericht achter de hand voor "
                "wie dat nodig heeft.",
                "The employers’ service can match people with vacancies. Keep supply-driven matching for who needs it.",
            ),
            section="4.4, 5.3",
        ),
    ),
)
