"""What came of it; not asked in the intake."""

from __future__ import annotations

from tweespoor.core.vocabulary.activities import ActivityKind
from tweespoor.core.vocabulary.law import ReasonForLeaving
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of

_REPORT = "Evaluation of the dual trajectories pilots (2021), section 2.3"

OUTCOMES: tuple[Variable, ...] = (
    variable_of(
        "language-component-finished",
        nl=("Taalcomponent afgerond", "Heeft de deelnemer de taalcomponent afgerond?"),
        en=("Language component finished", "Has the participant finished the language component?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.OUTCOMES,
        source=_REPORT,
    ),
    variable_of(
        "other-activities",
        nl=("Andere activiteiten", "Aan welke andere activiteiten deed de deelnemer mee?"),
        en=("Other activities", "Which other activities did the participant take part in?"),
        kind=ValueKind.SEVERAL,
        purpose=Purpose.OUTCOMES,
        source=_REPORT,
        codes=ActivityKind,
    ),
    variable_of(
        "reason-for-leaving",
        nl=("Reden van uitval", "Waarom is de deelnemer gestopt?"),
        en=("Reason for leaving", "Why did the participant leave?"),
        kind=ValueKind.ONE,
        purpose=Purpose.OUTCOMES,
        source=_REPORT,
        codes=ReasonForLeaving,
    ),
)
