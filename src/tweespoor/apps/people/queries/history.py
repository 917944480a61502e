"""Reads of what was known about somebody: as of any two days, and per variable everything that was ever said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people import bridge
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.apps.people.queries import KnownFact, newest, purposes_for, visible_variables
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import CorrectionReason, Variable


@dataclass(frozen=True, kw_only=True)
class Said:
    """One answer in a variable's history: who gave it when, from where, whether it holds now, and what came of it.

    `corrected` says why and when it was found wrong, `corrects` that it corrects another one.
    """

    fact: Fact[Value]
    valid_on: date
    known_on: date
    recorded_at: datetime
    recorded_by: UUID | None
    source: str
    holds: bool
    corrects: bool
    reason: CorrectionReason | None
    corrected_on: date | None


def facts_as_of(person: Person, *, for_user: User, on: date, known_on: date) -> tuple[KnownFact, ...]:
    """What held on a day, as known on a day, of each variable the user may see."""
    rows = newest(person.facts.as_known(known_on).filter(valid_on__lte=on))
    known = bridge.latest_by_variable(rows)
    return tuple(
        KnownFact(each, known.get(each.slug, Fact.not_asked()))
        for each in visible_variables(purposes_for(for_user, person=person))
    )


def history_of(person: Person, *, variable: Variable) -> tuple[Said, ...]:
    """Everything ever said about one variable, newest first. The caller has checked who reads it."""
    rows = list(person.facts.filter(variable=variable.slug).order_by("-recorded_at", "-id"))
    holding = person.facts.as_known().filter(variable=variable.slug).first()
    reasons = {row.corrects_id: CorrectionReason(row.reason) for row in rows if row.corrects_id}
    return tuple(_said(row, holds=row == holding, reasons=reasons) for row in rows)


def may_see_variable(user: User, *, person: Person, variable: Variable) -> bool:
    """Whether the user sees this variable of this person."""
    return variable in visible_variables(purposes_for(user, person=person))


def _said(row: PersonFact, *, holds: bool, reasons: dict[UUID, CorrectionReason]) -> Said:
    return Said(
        fact=bridge.fact_of(row),
        valid_on=row.valid_on,
        known_on=row.known_on,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by,
        source=row.source,
        holds=holds,
        corrects=row.corrects_id is not None,
        reason=reasons.get(row.pk),
        corrected_on=row.known_until if row.pk in reasons else None,
    )
