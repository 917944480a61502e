"""The list of people as a file: of each only what the reader may see."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import facts_of_all, purposes_for_all, visible_people, visible_variables
from tweespoor.apps.trajectories.queries import people_in, visible_programmes
from tweespoor.core.facts import Fact
from tweespoor.core.plain_cells import plain_cell
from tweespoor.core.tabular import shown

_AT_ONCE = 1000
BYTE_ORDER_MARK = "\ufeff"
"""Excel reads a CSV file as UTF-8 where it begins with this."""


def people_of(user: User, *, programme: str) -> list[Person]:
    """The people the user may see, in the order of the page; of one programme where one is asked for."""
    found = visible_people(user)
    if programme in {each.slug for each in visible_programmes(user)}:
        found = found.filter(pk__in=people_in([programme]))
    return list(found)


def people_csv(people: list[Person], *, user: User, language: str) -> str:
    """The people with the facts of the purposes that the user may see, as Dutch Excel reads it: with semicolons.

    An empty cell was not asked, or is not this reader's; "geen" was asked, and there is none.
    """
    purposes = purposes_for_all(user, people=people)
    allowed = {purpose for each in purposes.values() for purpose in each}
    variables = visible_variables(allowed)
    seen = {person: {each.slug for each in visible_variables(sets)} for person, sets in purposes.items()}
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    head = (_("Nummer"), _("Voornaam"), _("Achternaam"), *(variable.label(language) for variable in variables))
    writer.writerow(map(plain_cell, head))
    for chunk in _chunks(people):
        facts = facts_of_all([person.pk for person in chunk], variables=[variable.slug for variable in variables])
        for person in chunk:
            known = facts.get(person.pk, {})
            cells = [
                shown(variable, known.get(variable.slug, Fact.not_asked()), language)
                if variable.slug in seen[person.pk]
                else ""
                for variable in variables
            ]
            about = (person.number, person.given_name, person.family_name)
            writer.writerow(map(plain_cell, (*about, *cells)))
    return BYTE_ORDER_MARK + file.getvalue()


def _chunks(people: list[Person]) -> Iterable[list[Person]]:
    for place in range(0, len(people), _AT_ONCE):
        yield people[place : place + _AT_ONCE]
