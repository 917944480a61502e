"""How complete the registry is: per programme and variable what is known, known to be none, and not asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tweespoor.core.evaluation.table import FactsTable
from tweespoor.core.facts import FactState


@dataclass(frozen=True)
class Completeness:
    """People with a value, with none, and not asked."""

    known: int
    none: int
    not_asked: int

    @property
    def asked(self) -> tuple[int, int]:
        """People who were asked, out of all."""
        return self.known + self.none, self.known + self.none + self.not_asked


def completeness(
    table: FactsTable, *, as_of: date, variables: tuple[str, ...]
) -> Mapping[tuple[str, str], Completeness]:
    """Per (programme, variable) how many people were asked as of a date; every pair is there."""
    snapshot = table.as_of(as_of)
    people = dict(snapshot.people.group_by("programme").len().iter_rows())
    answers = snapshot.answers.drop("programme", strict=False).join(
        snapshot.people.select("person", "programme"), on="person"
    )
    counts = {
        (programme, variable, state): n
        for programme, variable, state, n in answers.group_by("programme", "variable", "state").len().iter_rows()
    }
    result = {}
    for programme, total in people.items():
        for variable in variables:
            known = counts.get((programme, variable, FactState.KNOWN.value), 0)
            none = counts.get((programme, variable, FactState.NONE.value), 0)
            result[programme, variable] = Completeness(known, none, total - known - none)
    return result
