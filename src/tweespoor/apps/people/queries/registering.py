"""Reads for whoever registers: what may be registered, the steps of the intake and how far each is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tweespoor.apps.organisations.models import Organisation, OrganisationQuerySet, User
from tweespoor.apps.organisations.queries import organisations_where, visible_organisations
from tweespoor.apps.people import bridge
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.apps.people.queries import (
    KnownFact,
    may_register,
    newest,
    purposes_for,
    visible_variables,
)
from tweespoor.apps.people.rules import REGISTERING_ROLES
from tweespoor.core.facts import Fact, Value
from tweespoor.core.history import Statement
from tweespoor.core.vocabulary import STEPS, Step, Variable


@dataclass(frozen=True, kw_only=True)
class StepProgress:
    """A step of the intake and how much of it was asked, of what the reader may see."""

    step: Step
    asked: int
    total: int
    last_on: date | None
    open_questions: tuple[Variable, ...]

    @property
    def is_done(self) -> bool:
        """Everything was asked."""
        return self.asked == self.total


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question of a step: what is known, the key of the statement that says so, and whether the reader can still
    take it back (registered by the reader, today)."""

    variable: Variable
    fact: Fact[Value]
    key: str
    known_on: date | None
    recorded_at: datetime | None
    recorded_by: UUID | None
    can_take_back: bool


def may_register_all(user: User, *, person: Person, slugs: Iterable[str]) -> bool:
    """Whether the user registers facts about this person, and sees every one of these variables."""
    if not may_register(user, person=person):
        return False
    seen = {each.slug for each in visible_variables(purposes_for(user, person=person))}
    return set(slugs) <= seen


def intake_steps(known: Sequence[KnownFact]) -> tuple[StepProgress, ...]:
    """The steps of which the reader may see something, from what the reader sees of a person."""
    by_slug = {each.variable.slug: each.fact for each in known}
    found = []
    for step in STEPS:
        seen = [each for each in step.variables if each.slug in by_slug]
        if not seen:
            continue
        answered = [by_slug[each.slug] for each in seen if by_slug[each.slug].is_answered]
        found.append(
            StepProgress(
                step=step,
                asked=len(answered),
                total=len(seen),
                last_on=max((fact.known_on for fact in answered if fact.known_on), default=None),
                open_questions=tuple(each for each in seen if not by_slug[each.slug].is_answered),
            )
        )
    return tuple(found)


def items_of(person: Person, *, step: Step, for_user: User, today: date) -> tuple[Item, ...]:
    """The questions of a step that the user may see, with what is known; empty where the user may see none."""
    seen = {each.slug for each in visible_variables(purposes_for(for_user, person=person))}
    rows = list(newest(person.facts.as_known()))
    held = bridge.latest_statements(rows)
    by_key = {str(row.pk): row for row in rows}
    return tuple(
        _item(each, held=held.get(each.slug), rows=by_key, user=for_user, today=today)
        for each in step.variables
        if each.slug in seen
    )


def _item(asked: Variable, *, held: Statement | None, rows: dict[str, PersonFact], user: User, today: date) -> Item:
    row = rows.get(held.key) if held else None
    own = row is not None and row.variable == asked.slug and row.recorded_by == user.pk and row.known_on == today
    return Item(
        variable=asked,
        fact=held.fact if held else Fact.not_asked(),
        key=held.key if held else "",
        known_on=row.known_on if row else None,
        recorded_at=row.recorded_at if row else None,
        recorded_by=row.recorded_by if row else None,
        can_take_back=own,
    )


def answers_known_as(person: Person, *, keys: dict[str, str]) -> dict[str, Fact[Value]]:
    """Per variable what a form showed of it, by the key of the statement it showed; not asked where there was none.

    Of a kind of obstacle that followed from a set, what the set says of it.
    """
    rows = {str(row.pk): row for row in person.facts.filter(pk__in=[key for key in keys.values() if key])}
    return {
        slug: bridge.latest_by_variable([rows[key]]).get(slug, Fact.not_asked()) if key in rows else Fact.not_asked()
        for slug, key in keys.items()
    }


def municipalities_to_add_to(user: User) -> OrganisationQuerySet:
    """The municipalities to which the user adds participants."""
    return visible_organisations(user).filter(pk__in=organisations_where(user, roles=REGISTERING_ROLES))


def zones_in(municipalities: Iterable[Organisation]) -> list[str]:
    """The zones in which people of these municipalities live."""
    rows = (
        Person.objects.unscoped(why="zones, not people, are shown")
        .filter(municipality__in=list(municipalities))
        .exclude(zone="")
    )
    return sorted(set(rows.order_by().values_list("zone", flat=True).distinct()))
