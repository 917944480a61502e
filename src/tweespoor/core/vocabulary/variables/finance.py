"""Income, debts, and who pays the fixed costs."""

from __future__ import annotations

from tweespoor.core.vocabulary.intake import Debts, Income, Unburdening
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of

_INTAKE = "Wet inburgering 2021, art. 14-15: broad intake"

FINANCE: tuple[Variable, ...] = (
    variable_of(
        "income",
        nl=("Inkomen", "Waar komt het inkomen van het huishouden vandaan?"),
        en=("Income", "Where does the income of the household come from?"),
        kind=ValueKind.SEVERAL,
        purpose=Purpose.FINANCE,
        source=_INTAKE,
        codes=Income,
    ),
    variable_of(
        "debts",
        nl=("Schulden", "Zijn er schulden, en is er iets geregeld?"),
        en=("Debts", "Are there debts, and is anything arranged?"),
        kind=ValueKind.ONE,
        purpose=Purpose.FINANCE,
        source=_INTAKE,
        codes=Debts,
    ),
    variable_of(
        "unburdening",
        nl=("Ontzorgen", "Hoe staat het met het ontzorgen?"),
        en=("Financial unburdening", "How far is the financial unburdening?"),
        kind=ValueKind.ONE,
        purpose=Purpose.FINANCE,
        source="Participatiewet, art. 56a",
        codes=Unburdening,
        dated=True,
    ),
    variable_of(
        "bank-account",
        nl=("Eigen bankrekening", "Heeft de deelnemer een eigen bankrekening?"),
        en=("Own bank account", "Does the participant have an own bank account?"),
        kind=ValueKind.YES_NO,
        purpose=Purpose.FINANCE,
        source=_INTAKE,
    ),
)
