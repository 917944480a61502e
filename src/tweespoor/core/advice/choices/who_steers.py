"""Who steers: the municipality or another party (sections 3.1 and 5.3)."""

from __future__ import annotations

from tweespoor.core.advice import measures
from tweespoor.core.advice.thresholds import Text
from tweespoor.core.advice.tree import Choice, Outcome, Question

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
            counted=Text(
                "horen bij de klantmanagers met de meeste deelnemers", "are with the case managers who have most"
            ),
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
            short=Text("beide modellen", "both models"),
            meaning=Text(
                "Wordt de uitvoering uitbesteed, dan is er een vast aanspreekpunt. Houd casusoverleg.",
                "Where another party runs the programme, it has somebody to turn to. Keep case meetings.",
            ),
            section="3.1",
        ),
        Outcome(
            id="concentrate-first",
            text=Text("Uitbesteden vraagt eerst vaste klantmanagers", "Another party needs fixed case managers first"),
            short=Text("eerst vaste klantmanagers", "fixed case managers first"),
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
