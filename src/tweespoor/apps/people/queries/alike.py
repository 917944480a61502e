"""Somebody who may be there already: written otherwise, with names turned round, born on the same day."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher
from functools import reduce

from django.db.models import Q

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.people.models import Person, PersonFact

ALIKE = 0.75
ALIKE_WITHOUT_BIRTH_DATE = 0.85
MOST_SHOWN = 5
WITHIN_ONE = "the caller checked that the user adds people to this municipality"


def people_alike(
    *, municipality: Organisation, given_name: str, family_name: str, birth_date: date | None
) -> list[Person]:
    """People of the municipality whose name is like this one, unless they were born on another day.

    Names are compared without accents and in whatever order; the most alike stand first. The caller has checked that
    the user adds people to this municipality.
    """
    letters = {word[:1] for word in _words(f"{given_name} {family_name}")}
    begins = [Q(given_name__istartswith=each) | Q(family_name__istartswith=each) for each in sorted(letters)]
    people = Person.objects.unscoped(why=WITHIN_ONE).filter(municipality=municipality)
    if begins:
        people = people.filter(reduce(lambda one, other: one | other, begins))
    names = list(people.order_by().values_list("pk", "given_name", "family_name"))
    asked = _folded(f"{given_name} {family_name}")
    likeness = {pk: _likeness(asked, _folded(f"{given} {family}")) for pk, given, family in names}
    near = sorted((pk for pk in likeness if likeness[pk] >= ALIKE), key=lambda pk: -likeness[pk])[:200]
    born = _birth_dates(near)
    found = [
        pk
        for pk in near
        if (birth_date and born.get(pk) == birth_date.isoformat())
        or (not (birth_date and born.get(pk)) and likeness[pk] >= ALIKE_WITHOUT_BIRTH_DATE)
    ]
    by_id = Person.objects.unscoped(why=WITHIN_ONE).in_bulk(found[:MOST_SHOWN])
    return [by_id[pk] for pk in found[:MOST_SHOWN]]


def _birth_dates(people: Iterable[object]) -> dict[object, str]:
    rows = PersonFact.objects.as_known().filter(person__in=list(people), variable="birth-date")
    return {person: value for person, value in rows.order_by("valid_on").values_list("person_id", "value") if value}


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return [word for word in "".join(c if c.isalnum() else " " for c in plain).split() if word]


def _folded(text: str) -> str:
    return " ".join(sorted(_words(text)))


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0
