"""Rows <-> the table of facts that figures are drawn from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from tweespoor.apps.people.queries import FactRow
from tweespoor.core.evaluation import FactsTable
from tweespoor.core.evaluation.table import FACT_COLUMNS, KNOWN_UNTIL, PEOPLE_COLUMNS


def facts_table(people: Iterable[tuple[str, str, date]], facts: Iterable[FactRow]) -> FactsTable:
    """The table of people (id, programme, joined on) and all answers ever registered about them."""
    rows = [
        (row.person, row.variable, row.state, row.value, row.valid_on, row.known_on, row.known_until) for row in facts
    ]
    return FactsTable(
        pl.DataFrame(list(people), schema=PEOPLE_COLUMNS, orient="row"),
        pl.DataFrame(rows, schema={**FACT_COLUMNS, KNOWN_UNTIL: pl.Date}, orient="row"),
    )
