"""In groups or individually: the decision tree of section 5.3.

The picture of the tree lost its arrows in the text of the report; its questions are kept in the report's words. Where
an arrow is our reading, the question or outcome says so (`Basis.OURS`)."""

from __future__ import annotations

from tweespoor.core.advice import measures
from tweespoor.core.advice.thresholds import Text
from tweespoor.core.advice.tree import Basis, Choice, Outcome, Question

IN_GROUPS = Text(
    "Groepsgewijze aanpak haalbaar; niet te zeggen of vakscholing per sector in groepen kan",
    "A group approach can be organised; it cannot be said whether vocational training per sector can be in groups",
)

GROUP_OR_INDIVIDUAL = Choice(
    id="group-or-individual",
    text=Text("Groepsgewijze of individuele aanpak?", "In groups or individually?"),
    says=Text(
        "Groepsactiviteiten geven een traject meer body, maar zijn pas kosteneffectief als de groepen groot genoeg "
        "zijn. Bij beperkte instroom of grote niveauverschillen ligt een individuele aanpak meer voor de hand.",
        "Group activities give a trajectory more body, but pay only when groups are large enough. With little inflow "
        "or large differences of level an individual approach is nearer at hand.",
    ),
    section="5.3",
    first="levels",
    questions=(
        Question(
            id="levels",
            text=Text(
                "Grote verschillen in taalniveau en/of leerbaarheid tussen deelnemers?",
                "Large differences in language level and/or learnability between participants?",
            ),
            counted=Text(
                "passen met niveau en leerbaarheid samen in één groep", "fit one group by level, learnability"
            ),
            measure=measures.fit_together,
            against="together-share",
            also=("level-spread", "learnability-spread"),
            yes_from=False,
            yes="mass",
            no="timetable",
            section="5.3",
        ),
        Question(
            id="mass",
            text=Text(
                "Voldoende massa om te differentiëren naar taalniveau?",
                "Enough people to form groups by language level?",
            ),
            counted=Text("passen in groepen naar niveau", "fit groups by level"),
            measure=measures.in_groups,
            against="in-groups-share",
            also=("group-size", "level-spread"),
            yes="timetable",
            no="hard",
            section="5.3",
        ),
        Question(
            id="timetable",
            text=Text(
                "Deelnemers zoveel mogelijk hetzelfde taalrooster?",
                "Participants have the same timetable of language lessons as far as possible?",
            ),
            counted=Text("zijn op hetzelfde dagdeel vrij", "are free at the same half-day"),
            measure=measures.free_together,
            against="same-time-share",
            also=("shared-half-days",),
            yes="sectors",
            no="switching",
            section="5.3",
        ),
        Question(
            id="switching",
            text=Text(
                "Taalaanbieder(s) flexibel in het switchen van klas/rooster?",
                "Language provider(s) flexible in switching class or timetable?",
            ),
            counted=Text(
                "zijn op hetzelfde dagdeel vrij na een overstap naar een andere klas",
                "are free at the same half-day after a switch to another class",
            ),
            measure=measures.free_after_switching,
            against="same-time-share",
            also=("shared-half-days",),
            yes="sectors",
            no="own-class",
            section="5.3",
        ),
        Question(
            id="own-class",
            text=Text("Doelgroep groot genoeg om een klas te vullen?", "Target group large enough to fill a class?"),
            counted=Text("passen met hun niveau samen in één taalklas", "fit one language class by level"),
            measure=measures.fill_a_class,
            against="class-size",
            also=("level-spread",),
            is_count=True,
            yes="sectors",
            no="hard",
            section="5.3",
        ),
        Question(
            id="sectors",
            text=Text("Deelnemers geïnteresseerd in dezelfde sector?", "Participants interested in the same sector?"),
            counted=Text("willen werken in een sector waar genoeg anderen in willen", "want a sector that enough want"),
            measure=measures.in_sector_groups,
            against="sector-share",
            also=("group-size",),
            yes="feasible",
            no="feasible-general",
            section="5.3",
            basis=Basis.OURS,
        ),
    ),
    outcomes=(
        Outcome(
            id="feasible",
            side=IN_GROUPS,
            text=Text("Groepsgewijze aanpak organisatorisch haalbaar", "A group approach can be organised"),
            short=Text("haalbaar in groepen", "possible in groups"),
            meaning=Text(
                "Ook vakscholing per sector kan in groepen.", "Vocational training per sector can be in groups too."
            ),
            section="5.3",
        ),
        Outcome(
            id="feasible-general",
            side=IN_GROUPS,
            text=Text(
                "Groepsgewijze aanpak haalbaar, maar vakscholing niet in groepen per sector",
                "A group approach can be organised, but not vocational training per sector",
            ),
            short=Text("haalbaar zonder vakscholing per sector", "possible without training per sector"),
            meaning=Text(
                "Algemene trainingen kunnen in groepen. Voor vakscholing zijn er per sector te weinig mensen: koop die "
                "los in, of laat mensen een vak op de werkplek leren (3.3).",
                "General trainings can be in groups. For vocational training too few people want each sector: buy it "
                "separately, or let people learn a trade at work (3.3).",
            ),
            section="5.3, 3.3",
            basis=Basis.OURS,
        ),
        Outcome(
            id="hard",
            text=Text("Groepsgewijze aanpak lastig te organiseren", "A group approach is hard to organise"),
            short=Text("lastig te organiseren", "hard to organise"),
            meaning=Text(
                "Een individuele aanpak ligt meer voor de hand: begeleiding, klassikale taalles en een plek om mee te "
                "doen, met losse trainingen waar nodig. Samen plannen met buurgemeenten of groepen aanvullen met "
                "anderen, zoals Hoeksche Waard deed, kan dit veranderen (3.3).",
                "An individual approach is nearer at hand: guidance, language lessons and a place to take part, with "
                "single trainings where needed. Planning with neighbour municipalities, or filling groups up with "
                "others as Hoeksche Waard did, can change this (3.3).",
            ),
            section="5.3, 3.3",
        ),
    ),
)
