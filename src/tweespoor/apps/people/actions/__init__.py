"""Deeds: adding people, sharing them, registering facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people import bridge
from tweespoor.apps.people.actions.asked import hold, recount_asked, set_asked
from tweespoor.apps.people.actions.caseload import (
    assign,
    end_care,
    postpone_question,
    remove_view,
    save_view,
    unassign,
)
from tweespoor.apps.people.actions.finding import RebuiltIndex, rebuild_search_index, set_search_keys
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.apps.people.queries import row_behind
from tweespoor.apps.people.queries.registering import may_register_all
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.people.sharing import share
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import variable

__all__ = [
    "NewPerson",
    "RebuiltIndex",
    "SomebodyAnswered",
    "add_facts",
    "add_people",
    "assign",
    "end_care",
    "postpone_question",
    "rebuild_search_index",
    "recount_asked",
    "register_fact",
    "remove_view",
    "save_view",
    "set_search_keys",
    "share",
    "unassign",
]


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """A participant to add, with the facts that come along."""

    id: UUID
    number: str
    given_name: str
    family_name: str
    zone: str
    joined_on: date
    facts: Mapping[str, Fact[Value]]


@transaction.atomic
def add_people(
    *,
    people: Sequence[NewPerson],
    municipality: Organisation,
    by: User | None,
    now: datetime,
    fact_id: Callable[[], UUID] = uuid4,
) -> list[Person]:
    """Add participants with their facts to a municipality, all of them or none.

    `fact_id` makes the facts' ids, for whoever has to find these facts back.

    Raises:
        InvalidValue: if a fact has a value its variable cannot have.
    """
    rows = [
        Person(
            id=new.id,
            municipality=municipality,
            number=new.number,
            given_name=new.given_name,
            family_name=new.family_name,
            zone=new.zone,
            joined_on=new.joined_on,
        )
        for new in people
    ]
    for row, new in zip(rows, people, strict=True):
        set_search_keys(row)
        set_asked(row, slugs=[slug for slug, fact in new.facts.items() if fact.is_answered])
    Person.objects.bulk_create(rows, batch_size=2000)
    facts = []
    for new in people:
        facts += _fact_rows(new.id, new.facts, day=new.joined_on, by=by, now=now, fact_id=fact_id)
    PersonFact.objects.bulk_create(facts, batch_size=2000)
    log.record(
        deed="people-added",
        on=municipality,
        by=by.pk if by else None,
        now=now,
        detail={"people": len(rows), "facts": len(facts)},
    )
    return rows


@transaction.atomic
def add_facts(
    *,
    facts: Mapping[UUID, Mapping[str, Fact[Value]]],
    by: User | None,
    now: datetime,
    fact_id: Callable[[], UUID] = uuid4,
) -> int:
    """Add answers about people (by their ids) in bulk, beside what is known; the caller has checked who may, and logs.

    Returns how many.

    Raises:
        InvalidValue: if a fact has a value its variable cannot have.
    """
    rows = []
    for person, answers in facts.items():
        rows += _fact_rows(person, answers, day=timezone.localdate(now), by=by, now=now, fact_id=fact_id)
    PersonFact.objects.bulk_create(rows, batch_size=2000)
    recount_asked(facts)
    return len(rows)


def _fact_rows(
    person: UUID,
    facts: Mapping[str, Fact[Value]],
    *,
    day: date,
    by: User | None,
    now: datetime,
    fact_id: Callable[[], UUID],
) -> list[PersonFact]:
    rows = []
    for slug, fact in facts.items():
        variable(slug).check(fact)
        if fact.is_answered:
            fields = bridge.row_fields(fact, today=day)
            about = {"person_id": person, "variable": slug, "recorded_at": now, "recorded_by": by.pk if by else None}
            rows.append(PersonFact(id=fact_id(), **about, **fields))
    return rows


class SomebodyAnswered(Exception):
    """Somebody else answered while a form was open; `held` is what holds now, None where the answer was taken back."""

    def __init__(self, held: PersonFact | None) -> None:
        super().__init__("somebody answered")
        self.held = held


@transaction.atomic
def register_fact(
    *,
    person: Person,
    slug: str,
    fact: Fact[Value],
    by: User,
    now: datetime,
    key: UUID | None = None,
    based_on: str | None = None,
) -> PersonFact:
    """Register an answer about a person; what was known before is kept as history.

    `based_on` is the key of the answer that a form showed, empty where it showed none, None where there was no form.

    Raises:
        Refused: if the user does not register facts about this person.
        SomebodyAnswered: if somebody else gave another answer since the form was shown; nothing is kept then.
        InvalidValue: if the variable cannot have that value.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_register_all(by, person=person, slugs=[slug]):
        raise Refused(_("U kunt bij deze deelnemer geen gegevens vastleggen."))
    if not fact.is_answered:
        raise Refused(_("Vul een antwoord in, of kies “geen”."))
    variable(slug).check(fact)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    fields = bridge.row_fields(fact, today=timezone.localdate(now))
    hold([person.pk])
    if based_on is not None:
        _check_still_holds(person, slug=slug, fact=fact, based_on=based_on, by=by)
    row = PersonFact.objects.create(person=person, variable=slug, recorded_at=now, recorded_by=by.pk, **fields)
    recount_asked([person.pk])
    log.record(
        deed="fact-registered",
        on=row,
        by=by.pk,
        now=now,
        person=person.pk,
        organisation=person.municipality_id,
        detail={"variable": slug},
    )
    return row


def _check_still_holds(person: Person, *, slug: str, fact: Fact[Value], based_on: str, by: User) -> None:
    held = row_behind(person, slug=slug)
    if (str(held.pk) if held else "") == based_on:
        return
    if held is not None:
        says = bridge.fact_of(held)
        if held.recorded_by == by.pk or (says.state, says.value) == (fact.state, fact.value):
            return
    raise SomebodyAnswered(held)
