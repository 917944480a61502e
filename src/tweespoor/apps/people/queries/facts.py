"""Reads of the answers about people: what holds, and every answer for figures. The caller has checked who reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from tweespoor.apps.people import bridge
from tweespoor.apps.people.models import Person, PersonFact, PersonFactQuerySet, PersonQuerySet
from tweespoor.core.facts import CELLS, Fact, FactState, Value
from tweespoor.core.history import ABOUT_OBSTACLES, KIND_OF, OBSTACLES, Statement, obstacle_sets


@dataclass(frozen=True)
class FactRow:
    """One row of the table of facts, as the evaluation reads it."""

    person: str
    variable: str
    state: str
    value: str
    valid_on: date
    known_on: date
    known_until: date | None
    source: str


def newest(rows: PersonFactQuerySet) -> PersonFactQuerySet:
    """Of these answers per person and variable the one that holds, in the model's order."""
    order = [F(column.lstrip("-")).desc() for column in PersonFact._meta.ordering]
    place = Window(RowNumber(), partition_by=[F("person_id"), F("variable")], order_by=order)
    return rows.annotate(place=place).filter(place=1)


def statements_about(person: Person) -> dict[str, Statement]:
    """What holds of each variable that was asked, for the application's own work."""
    return bridge.latest_statements(newest(person.facts.as_known()))


def latest_fact(person: Person, *, slug: str) -> Fact[Value]:
    """What is known of one variable; not asked where nobody asked. The caller has checked who reads it."""
    rows = person.facts.as_known().filter(variable__in=_with_obstacles([slug]))
    return bridge.latest_by_variable(rows).get(slug, Fact.not_asked())


def holding_row(person: Person, *, slug: str) -> PersonFact | None:
    """The answer to one variable that holds: about the latest day, of those the one known last."""
    return person.facts.as_known().filter(variable=slug).first()


def row_behind(person: Person, *, slug: str) -> PersonFact | None:
    """The row that says what is known of a variable: of a kind of obstacle perhaps that of a set; None if not asked."""
    statement = statements_about(person).get(slug)
    return person.facts.select_related("person").get(pk=statement.key) if statement else None


def fact_in(row: PersonFact) -> Fact[Value]:
    """The fact a row holds."""
    return bridge.fact_of(row)


def facts_of_all(
    people: Iterable[UUID], *, variables: Iterable[str] | None = None, on: date | None = None
) -> Mapping[UUID, Mapping[str, Fact[Value]]]:
    """Per person the facts that hold on a date (today's, where none is given), for the application's own reckoning."""
    rows = PersonFact.objects.filter(person__in=list(people)).as_known(on)
    if variables is not None:
        rows = rows.filter(variable__in=_with_obstacles(variables))
    if on is not None:
        rows = rows.filter(valid_on__lte=on)
    found: dict[UUID, list[PersonFact]] = {}
    for row in newest(rows):
        found.setdefault(row.person_id, []).append(row)
    return {person: bridge.latest_by_variable(each) for person, each in found.items()}


def _with_obstacles(slugs: Iterable[str]) -> frozenset[str]:
    """These variables, and those from which one of them follows."""
    asked = frozenset(slugs)
    return asked | ABOUT_OBSTACLES if asked & ABOUT_OBSTACLES else asked


def table_of_facts(people: PersonQuerySet) -> list[FactRow]:
    """Every answer ever registered about these people, for figures as of a date; sets of obstacles follow from their
    kinds where those were asked."""
    rows = PersonFact.objects.filter(person__in=people.order_by().values("id")).exclude(state=FactState.NOT_ASKED)
    columns = ("person_id", "variable", "state", "value", "valid_on", "known_on", "known_until", "source")
    table = [FactRow(str(row[0]), *row[1:]) for row in rows.order_by().values_list(*columns).iterator(5000)]
    by_kind = {row.person for row in table if row.variable in KIND_OF}
    if not by_kind:
        return table
    kept = [row for row in table if row.variable != OBSTACLES or row.person not in by_kind]
    return kept + _obstacle_rows(rows.filter(variable__in=ABOUT_OBSTACLES, person__in=by_kind))


def _obstacle_rows(rows: PersonFactQuerySet) -> list[FactRow]:
    """The sets of obstacles that follow from what was said of each kind."""
    said: dict[str, list[Statement]] = {}
    for place, row in enumerate(rows.order_by("recorded_at", "id")):
        said.setdefault(str(row.person_id), []).append(bridge.statement_of(row, place=place))
    return [
        FactRow(
            person=person,
            variable=each.variable,
            state=each.fact.state.value,
            value=each.fact.as_cells()[CELLS.index("value")],
            valid_on=each.valid_on,
            known_on=each.known_on,
            known_until=each.known_until,
            source=each.fact.source,
        )
        for person, statements in said.items()
        for each in obstacle_sets(statements)
    ]
