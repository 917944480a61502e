"""Correcting who somebody is: names, number, zone, and the date of birth; all of it or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.actions import registering
from tweespoor.apps.people.actions.finding import KEYS, set_search_keys
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import fact_in, may_register, row_behind
from tweespoor.apps.people.rules import Refused
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import CorrectionReason

BIRTH_DATE = "birth-date"
ON_THE_FORM = "aanmelding"
"""The source of a date of birth that came with a name and a number."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who somebody is, as one form shows it; `born_on` is None where that is not known."""

    given_name: str
    family_name: str
    number: str
    zone: str
    born_on: date | None

    def differs_from(self, other: Identity) -> tuple[str, ...]:
        """The names of the fields in which two differ."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) != getattr(other, each.name))

    @property
    def mark(self) -> str:
        """What a form carries to tell whether what it showed still holds; it says nothing about whom it is."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()


class SomebodyCameBetween(Exception):
    """Somebody else changed the same while the form was open; `now` is what holds."""

    def __init__(self, now: Identity) -> None:
        super().__init__("somebody came between")
        self.now = now


def identity_of(person: Person) -> Identity:
    """Who somebody is now."""
    row = row_behind(person, slug=BIRTH_DATE)
    value = fact_in(row).value if row else None
    return Identity(
        given_name=person.given_name,
        family_name=person.family_name,
        number=person.number,
        zone=person.zone,
        born_on=value if isinstance(value, date) else None,
    )


def correct_identity(
    *,
    person: Person,
    identity: Identity,
    based_on: str,
    reason: CorrectionReason,
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> tuple[str, ...]:
    """Correct who somebody is; `based_on` is the mark of what the form showed. Returns the fields that changed.

    The person is found by the new name and number only. A date of birth that was wrong stays in the history, with the
    reason; emptied it is taken back, as what should not have been there.

    Raises:
        Refused: if the user does not register facts about this person, a name or number is empty, or the number is
            somebody else's.
        SomebodyCameBetween: if one of the fields changed since the form was shown; nothing is changed then.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_register(by, person=person):
        raise Refused(_("U kunt bij deze deelnemer geen gegevens vastleggen."))
    if not identity.given_name.strip() or not identity.family_name.strip():
        raise Refused(_("Vul een voornaam en een achternaam in."))
    if not identity.number.strip():
        raise Refused(_("Vul een nummer in."))
    try:
        with transaction.atomic():
            return _correct(person, identity, based_on=based_on, reason=reason, by=by, now=now, key=key)
    except IntegrityError:
        raise Refused(_("Dit nummer is al van een andere deelnemer van deze gemeente.")) from None


def _correct(
    person: Person,
    identity: Identity,
    *,
    based_on: str,
    reason: CorrectionReason,
    by: User,
    now: datetime,
    key: UUID | None,
) -> tuple[str, ...]:
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    held = Person.objects.unscoped(why="only to lock the row of who was shown").select_for_update().get(pk=person.pk)
    before = identity_of(held)
    changed = identity.differs_from(before)
    if not changed:
        return ()
    if before.mark != based_on:
        raise SomebodyCameBetween(before)
    if changed != ("born_on",):
        held.given_name, held.family_name = identity.given_name, identity.family_name
        held.number, held.zone = identity.number, identity.zone
        set_search_keys(held)
        held.save(update_fields=["given_name", "family_name", "number", "zone", *KEYS])
        detail = {"fields": [name for name in changed if name != "born_on"]}
        log.record(deed="person-renamed", on=held, by=by.pk, now=now, person=held.pk, detail=detail)
    if "born_on" in changed:
        _correct_birth_date(held, identity.born_on, reason=reason, by=by, now=now)
    return changed


def _correct_birth_date(
    person: Person, born_on: date | None, *, reason: CorrectionReason, by: User, now: datetime
) -> None:
    row = row_behind(person, slug=BIRTH_DATE)
    if row is None:
        assert born_on is not None, "nothing to take back"
        fact = Fact.known(
            born_on, valid_on=timezone.localdate(now), known_on=timezone.localdate(now), source=ON_THE_FORM
        )
        registering.save_answers(
            person=person, answers=[registering.Answer(slug=BIRTH_DATE, fact=fact)], by=by, now=now
        )
        return
    known = fact_in(row)
    right = (
        Fact.known(born_on, valid_on=known.valid_on, known_on=timezone.localdate(now), source=known.source)
        if born_on is not None
        else Fact.not_asked()
    )
    registering.correct_fact(row=row, fact=right, reason=reason, by=by, now=now)
