"""Somebody who may be there already: written otherwise, with names turned round, born on the same day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.core.names import name_sounds, similar_names

MOST_SHOWN = 5
WITHIN_ONE = "the caller checked that the user adds people to this municipality"


def people_alike(
    *, municipality: Organisation, given_name: str, family_name: str, birth_date: date | None
) -> list[Person]:
    """People of the municipality whose name is like this one, unless they were born on another day.

    Those born on the same day stand first. Who shares no word's sound with the name is not looked at. The caller has
    checked that the user adds people to this municipality.
    """
    asked = f"{given_name} {family_name}"
    shares_a_word = Q(pk=None)
    for sound in sorted(name_sounds(asked)):
        shares_a_word |= Q(sound_key__contains=f" {sound} ") | Q(name_key__contains=f" {sound} ")
    people = Person.objects.unscoped(why=WITHIN_ONE).filter(shares_a_word, municipality=municipality)
    names = people.order_by("pk").values_list("pk", "given_name", "family_name")
    near = [pk for pk, given, family in names if similar_names(asked, f"{given} {family}")]
    born = _birth_dates(near)
    told = birth_date.isoformat() if birth_date else None
    found = [pk for pk in near if not told or born.get(pk) in (None, told)]
    found.sort(key=lambda pk: born.get(pk) != told)
    by_id = Person.objects.unscoped(why=WITHIN_ONE).in_bulk(found[:MOST_SHOWN])
    return [by_id[pk] for pk in found[:MOST_SHOWN]]


def _birth_dates(people: Iterable[object]) -> dict[object, str]:
    rows = PersonFact.objects.as_known().filter(person__in=list(people), variable="birth-date")
    return {person: value for person, value in rows.order_by("valid_on").values_list("person_id", "value") if value}
