"""Deeds on answers: register, confirm, and correct; several at once, where nobody else came in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people import bridge
from tweespoor.apps.people.actions.asked import recount_asked
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.apps.people.queries import newest
from tweespoor.apps.people.queries.registering import may_register_all
from tweespoor.apps.people.rules import Refused
from tweespoor.core.facts import Fact, Value
from tweespoor.core.history import Statement
from tweespoor.core.vocabulary import CorrectionReason, variable


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer to keep. `based_on` is the key of the statement its form showed, empty where nothing was known.

    "Not asked" takes back what the same user registered today. `confirms` says that what is known was asked again.
    """

    slug: str
    fact: Fact[Value]
    based_on: str = ""
    confirms: bool = False


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Somebody else answered while a form was open: what the form says, and what holds now."""

    mine: Answer
    theirs: Statement | None
    by: UUID | None
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What became of some answers: the variables kept, and those on which somebody else came in between."""

    kept: tuple[str, ...]
    clashes: tuple[Clash, ...]


@transaction.atomic
def save_answers(
    *, person: Person, answers: Sequence[Answer], by: User, now: datetime, key: UUID | None = None
) -> Saved:
    """Keep several answers about a person at once; of those on which somebody else came in between, nothing.

    An answer that says what holds already changes nothing, unless it confirms it. Another answer about the same day,
    by the same user on the same day, corrects the first: only one of them can be right.

    Raises:
        Refused: if the user does not register facts about this person, or may not see one of these variables.
        InvalidValue: if a variable cannot have its value.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_register_all(by, person=person, slugs=[each.slug for each in answers]):
        raise Refused(_("U kunt bij deze deelnemer geen gegevens vastleggen."))
    for each in answers:
        variable(each.slug).check(each.fact)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    held = _held(person)
    kept: list[PersonFact] = []
    clashes: list[Clash] = []
    for each in answers:
        statement, row = held.get(each.slug, (None, None))
        same = _says_so_already(each, statement)
        if same and (not each.confirms or _is_own_of_now(each, row=row, by=by, now=now)):
            continue
        if not same and _somebody_came_between(each, statement=statement, row=row, by=by):
            clashes.append(_clash(each, statement=statement, row=row))
        elif (saved := _keep(each, person=person, row=row, by=by, now=now)) is not None:
            kept.append(saved)
    if clashes and key is not None:
        log.release(key=key)
    if kept:
        recount_asked([person.pk])
        slugs = [row.variable for row in kept]
        log.record(deed="facts-registered", on=person, by=by.pk, now=now, person=person.pk, detail={"variables": slugs})
    return Saved(kept=tuple(row.variable for row in kept), clashes=tuple(clashes))


def _held(person: Person) -> Mapping[str, tuple[Statement, PersonFact | None]]:
    """Per variable what holds with its row, while nobody else can write about this person."""
    Person.objects.unscoped(why="only to lock the row of who was shown").select_for_update().get(pk=person.pk)
    rows = list(newest(person.facts.as_known()))
    by_key = {str(row.pk): row for row in rows}
    return {slug: (each, by_key.get(each.key)) for slug, each in bridge.latest_statements(rows).items()}


def _says_so_already(answer: Answer, statement: Statement | None) -> bool:
    if statement is None:
        return not answer.fact.is_answered and not answer.based_on
    return (answer.fact.state, answer.fact.value) == (statement.fact.state, statement.fact.value)


def _somebody_came_between(answer: Answer, *, statement: Statement | None, row: PersonFact | None, by: User) -> bool:
    if (statement.key if statement else "") == answer.based_on:
        return False
    return row is None or row.recorded_by != by.pk


def _clash(answer: Answer, *, statement: Statement | None, row: PersonFact | None) -> Clash:
    return Clash(
        mine=answer,
        theirs=statement,
        by=row.recorded_by if row else None,
        at=row.recorded_at if row else None,
    )


def _is_own_of_now(answer: Answer, *, row: PersonFact | None, by: User, now: datetime) -> bool:
    """Whether the same user said so today, about the same day: once more adds nothing."""
    today = timezone.localdate(now)
    if row is None or row.recorded_by != by.pk or row.known_on != today:
        return False
    return row.valid_on == (answer.fact.valid_on or today)


def _keep(answer: Answer, *, person: Person, row: PersonFact | None, by: User, now: datetime) -> PersonFact | None:
    """Write one answer: as a correction of the user's own of today about the same day, otherwise as a change."""
    today = timezone.localdate(now)
    own = row is not None and row.variable == answer.slug and row.recorded_by == by.pk and row.known_on == today
    if not answer.fact.is_answered:
        return _correction(row, answer.fact, reason=CorrectionReason.MISTYPED, by=by, now=now) if own and row else None
    if own and row and row.valid_on == (answer.fact.valid_on or today):
        return _correction(row, answer.fact, reason=CorrectionReason.MISTYPED, by=by, now=now)
    return PersonFact.objects.create(
        person=person,
        variable=answer.slug,
        recorded_at=now,
        recorded_by=by.pk,
        **bridge.row_fields(answer.fact, today=today),
    )


def _correction(row: PersonFact, fact: Fact[Value], *, reason: CorrectionReason, by: User, now: datetime) -> PersonFact:
    """Write that a row was wrong, and what it should have said; it counts no more from the day this became known."""
    today = max(timezone.localdate(now), row.known_on)
    fields = bridge.row_fields(fact, today=today)
    if not fact.is_answered:
        fields.update(valid_on=row.valid_on, known_until=today)
    row.known_until = today
    row.save(update_fields=["known_until"])
    return PersonFact.objects.create(
        person_id=row.person_id,
        variable=row.variable,
        recorded_at=now,
        recorded_by=by.pk,
        corrects=row,
        reason=reason.value,
        **{**fields, "known_on": today},
    )


@transaction.atomic
def correct_fact(
    *,
    row: PersonFact,
    fact: Fact[Value],
    reason: CorrectionReason,
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> PersonFact:
    """Say that an answer was wrong, and what is right; "not asked" takes it back with nothing in its place.

    The wrong answer stays in the history with the reason. As known from today on it never held; as known on an
    earlier day it still does. Without a day of its own the right answer is about the day the wrong one was about.

    Raises:
        Refused: if the user does not register facts about this person, may not see this variable, or the answer was
            corrected before.
        InvalidValue: if the variable cannot have that value.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_register_all(by, person=row.person, slugs=[row.variable]):
        raise Refused(_("U kunt bij deze deelnemer geen gegevens vastleggen."))
    variable(row.variable).check(fact)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    Person.objects.unscoped(why="only to lock the row of who was shown").select_for_update().get(pk=row.person_id)
    current = PersonFact.objects.get(pk=row.pk)
    if current.known_until is not None:
        raise Refused(_("Dit antwoord is intussen al gecorrigeerd. Ververs de pagina om te zien wat er nu staat."))
    saved = _correction(current, fact, reason=reason, by=by, now=now)
    recount_asked([row.person_id])
    detail = {"variable": row.variable, "reason": reason.value}
    log.record(deed="fact-corrected", on=saved, by=by.pk, now=now, person=row.person_id, detail=detail)
    return saved
