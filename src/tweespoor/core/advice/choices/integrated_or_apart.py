"""Integrated with the formal language course or apart (sections 3.3 and 4.2)."""

from __future__ import annotations

from tweespoor.core.advice import measures
from tweespoor.core.advice.thresholds import Text
from tweespoor.core.advice.tree import Basis, Choice, Outcome, Question

INTEGRATE = Text("Integreren kan; niet te zeggen op welke manier", "Integrate; it cannot be said in which way")

INTEGRATED_OR_APART = Choice(
    id="integrated-or-apart",
    text=Text(
        "Traject integreren met de formele taalcursus of apart?",
        "Integrated with the formal language course, or apart?",
    ),
    says=Text(
        "Een geïntegreerd traject, met taal en meedoen op elkaar afgestemd, heeft meerwaarde. Het vraagt een aanbieder "
        "die dit kan en wil, en genoeg mensen.",
        "An integrated trajectory, with language and taking part attuned, has added value. It needs a provider who can "
        "and wants to, and enough people.",
    ),
    section="3.3, 4.2",
    first="one-provider",
    questions=(
        Question(
            id="one-provider",
            text=Text(
                "Volgen de deelnemers taalles bij dezelfde aanbieder?",
                "Do the participants have lessons with the same provider?",
            ),
            counted=Text("hebben les bij de grootste aanbieder", "have lessons with the largest provider"),
            measure=measures.with_one_provider,
            against="provider-share",
            yes="integrated",
            no="integrated-class",
            section="3.3",
        ),
        Question(
            id="integrated-class",
            text=Text(
                "Doelgroep groot genoeg om samen een klas te vullen?",
                "Target group large enough to fill a class together?",
            ),
            counted=Text("passen met hun niveau samen in één taalklas", "fit one language class by level"),
            measure=measures.fill_a_class,
            against="class-size",
            also=("level-spread",),
            is_count=True,
            yes="integrated-own-class",
            no="apart",
            section="3.1, 3.3",
            basis=Basis.OURS,
        ),
    ),
    outcomes=(
        Outcome(
            id="integrated",
            side=INTEGRATE,
            text=Text("Integreren kan met deze aanbieder", "Integrate with this provider"),
            short=Text("integreren met deze aanbieder", "integrate with this provider"),
            meaning=Text(
                "Hengelo, Vijfheerenlanden en Roermond deden het zo. Spreek ook de inhoud af: woorden uit de training "
                "eerst in de taalles (4.2).",
                "Hengelo, Vijfheerenlanden and Roermond did so. Agree on contents too: words of a training first in "
                "the lessons (4.2).",
            ),
            section="3.3, 4.2",
        ),
        Outcome(
            id="integrated-own-class",
            side=INTEGRATE,
            text=Text("Integreren kan met een eigen klas", "Integrate with a class of your own"),
            short=Text("integreren met een eigen klas", "integrate with a class of your own"),
            meaning=Text(
                "Er zijn genoeg mensen van ongeveer één niveau om een aanbieder een klas te vragen. Wie al les heeft, "
                "kiest zelf of hij overstapt.",
                "There are enough people of about one level to ask a provider for a class. Who has lessons already "
                "chooses whether to switch.",
            ),
            section="3.3",
            basis=Basis.OURS,
        ),
        Outcome(
            id="apart",
            text=Text("Apart, om de taalcursus heen", "Apart, around the language course"),
            short=Text("apart", "apart"),
            meaning=Text(
                "Maak afspraken over roosters en inhoud met de grootste aanbieders, zoals Tilburg met twee scholen.",
                "Make agreements about timetables and contents with the largest providers, as Tilburg with two.",
            ),
            section="3.1, 3.3",
        ),
    ),
)
