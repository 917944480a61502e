"""What is known of people and what is still to be asked, with what the designs they follow leave to a professional."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import completing
from tweespoor.apps.trajectories.queries.answers import AskedOfPerson, asked_of_people
from tweespoor.core.completeness import Known
from tweespoor.core.vocabulary import Purpose


def known_with_designs(
    user: User, *, people_listed: Collection[Person], left: Collection[UUID]
) -> tuple[list[Known], Mapping[UUID, AskedOfPerson]]:
    """What is known of each person, and per person who takes part what the design asks; as far as the user may see
    it. `left` are those who were in a programme and are in none now.
    """
    listed: Sequence[Person] = list(people_listed)
    known, purposes = completing.known_and_seen_of_all(user, people=listed, left=left)
    asked = asked_of_people(person.pk for person in listed if Purpose.OUTCOMES in purposes[person.pk])
    return [
        _with(about, asked=asked[person.pk]) if person.pk in asked else about
        for person, about in zip(listed, known, strict=True)
    ], asked


def _with(about: Known, *, asked: AskedOfPerson) -> Known:
    keys = [*asked.said, *(each.key for each in asked.open if each.key not in asked.said)]
    return replace(about, facts={**about.facts, **asked.said}, variables=(*about.variables, *keys))
