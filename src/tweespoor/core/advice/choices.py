"""The six choices of chapter 5 as data, the decision tree of section 5.3 among them.

Sections are those of the evaluation. The picture of the tree lost its arrows in the text; its six questions are kept
in the report's words. Where an arrow is our reading, the question or outcome says so (`Basis.OURS`).
"""

from __future__ import annotations

from tweespoor.core.advice import measures
from tweespoor.core.advice.thresholds import Text
from tweespoor.core.advice.tree import Basis, Choice, Outcome, Question

WHO_STEERS = Choice(
    id="who-steers",
    text=Text("Regie bij de gemeente of bij een externe partij?", "Who steers: the municipality or another party?"),
    says=Text(
        "Over welk model het beste werkt, doet het rapport geen algemene uitspraak. Bij externe uitvoering helpt het "
        "als de deelnemers bij één of enkele klantmanagers zitten.",
        "The report makes no general statement about which works best. With another party it helps when participants "
        "are with one or a few case managers.",
    ),
    section="3.1, 5.3",
    first="concentrated",
    questions=(
        Question(
            id="concentrated",
            text=Text(
                "Zitten de deelnemers in de caseload van één of enkele klantmanagers?",
                "Are the participants in the caseload of one or a few case managers?",
            ),
            counted=Text("zijn in zorg bij de klantmanagers met de meesten", "are with the case managers who have most"),
            measure=measures.with_few_managers,
            against="concentrated-share",
            also=("few-managers",),
            yes="both-possible",
            no="concentrate-first",
            section="3.1",
        ),
    ),
    outcomes=(
        Outcome(
            id="both-possible",
            text=Text("Beide modellen zijn mogelijk", "Both models are possible"),
            meaning=Text(
                "Wordt de uitvoering uitbesteed, dan is er een vast aanspreekpunt. Houd casusoverleg.",
                "Where another party runs the programme, it has somebody to turn to. Keep case meetings.",
            ),
            section="3.1",
        ),
        Outcome(
            id="concentrate-first",
            text=Text("Uitbesteden vraagt eerst vaste klantmanagers", "Another party needs fixed case managers first"),
            meaning=Text(
                "Afstemming werkt minder goed als deelnemers over veel caseloads verspreid zijn. Breng ze eerst bij "
                "enkele klantmanagers onder, of houd de regie bij de gemeente.",
                "Coordination works less well when participants are spread over many caseloads. Bring them to a few "
                "case managers first, or let the municipality steer.",
            ),
            section="3.1",
        ),
    ),
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
            counted=Text("passen met niveau en leerbaarheid samen in één groep", "fit one group by level, learnability"),
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
                "Voldoende massa om te differentiëren naar taalniveau?", "Enough people to form groups by language level?"
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
            text=Text(
                "Deelnemers geïnteresseerd in dezelfde sector?", "Participants interested in the same sector?"
            ),
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
            text=Text("Groepsgewijze aanpak organisatorisch haalbaar", "A group approach can be organised"),
            meaning=Text(
                "Ook vakscholing per sector kan in groepen.", "Vocational training per sector can be in groups too."
            ),
            section="5.3",
        ),
        Outcome(
            id="feasible-general",
            text=Text(
                "Groepsgewijze aanpak haalbaar, maar vakscholing niet in groepen per sector",
                "A group approach can be organised, but not vocational training per sector",
            ),
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

INTEGRATED_OR_APART = Choice(
    id="integrated-or-apart",
    text=Text(
        "Traject integreren met de formele taalcursus of apart?", "Integrated with the formal language course, or apart?"
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
                "Doelgroep groot genoeg om samen een klas te vullen?", "Target group large enough to fill a class together?"
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
            text=Text("Integreren kan met deze aanbieder", "Integrate with this provider"),
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
            text=Text("Integreren kan met een eigen klas", "Integrate with a class of your own"),
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
            meaning=Text(
                "Maak afspraken over roosters en inhoud met de grootste aanbieders, zoals Tilburg met twee scholen.",
                "Make agreements about timetables and contents with the largest providers, as Tilburg with two.",
            ),
            section="3.1, 3.3",
        ),
    ),
)

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
            meaning=Text(
                "Bij de aanbieders waar mensen al les hebben, gericht op een vak of op dagelijkse situaties.",
                "With the providers where people have lessons, about a trade or everyday situations.",
            ),
            section="4.2",
        ),
        Outcome(
            id="one-by-one",
            text=Text("Taal op de werkplek en informeel", "Language at work, and informally"),
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
            meaning=Text(
                "Mensen spreken genoeg, maar veel van hen hebben begeleiding nodig. Let bij de keuze van uitvoerders op "
                "hun manier van matchen.",
                "People speak enough, but many need guidance. When choosing who runs it, look at how they match.",
            ),
            section="5.3",
        ),
        Outcome(
            id="demand",
            text=Text("Vraaggericht kan voor een groot deel", "Demand-driven is possible for many"),
            meaning=Text(
                "Het werkgeversservicepunt kan mensen aan vacatures koppelen. Houd aanbodgericht achter de hand voor "
                "wie dat nodig heeft.",
                "The employers’ service can match people with vacancies. Keep supply-driven matching for who needs it.",
            ),
            section="4.4, 5.3",
        ),
    ),
)

CHOICES = (WHO_STEERS, GROUP_OR_INDIVIDUAL, INTEGRATED_OR_APART, PRACTICAL_LANGUAGE, PARTICIPATION, MATCHING)
"""The six, in the order of the report's summary."""
