"""Whom a row of an attendance file is about: somebody on the lists that the user keeps, or nobody that she may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import facts_of_all, purposes_for_all
from tweespoor.core.names import fold, name_sounds, similar_names
from tweespoor.core.tabular import Record
from tweespoor.core.vocabulary import OrganisationKind, Purpose

_MOST_ALIKE = 6


@dataclass(frozen=True)
class Match:
    """Who a row is about: `person` where there is no doubt, otherwise those it may be.

    `remembered` says that it was said of an earlier file.
    """

    person: Person | None
    alike: tuple[Person, ...] = ()
    remembered: bool = False


class People:
    """Everybody whose attendance the user may see in this organisation's work, by number and by how the name sounds.

    Who is `on_lists` of meetings that the user takes over is known by name alone there, and so is here.
    Birth dates are compared of those alone of whom the user may see them: a file must not tell what she may not know.
    """

    def __init__(
        self,
        user: User,
        *,
        organisation: Organisation,
        in_classes: Collection[UUID],
        on_lists: Iterable[Person],
        by_birth_date: bool,
    ) -> None:
        rows = Person.objects.visible_to(user, purpose=Purpose.ATTENDANCE).filter(closed_on__isnull=True)
        if organisation.kind == OrganisationKind.MUNICIPALITY:
            rows = rows.filter(municipality=organisation)
        self.by_id: dict[UUID, Person] = {person.pk: person for person in rows}
        self.born = _birth_dates(user, self.by_id.values()) if by_birth_date else {}
        named = {person.pk: person for person in on_lists if person.pk not in self.by_id}
        self.known_by_name = named.keys()
        self.by_id |= named
        self.in_classes = set(in_classes) & self.by_id.keys()
        self.by_number: dict[str, list[Person]] = {}
        self.by_sound: dict[str, list[Person]] = {}
        for person in self.by_id.values():
            if person.pk not in self.known_by_name:
                self.by_number.setdefault(person.number.casefold(), []).append(person)
            for sound in name_sounds(_name(person)):
                self.by_sound.setdefault(sound, []).append(person)

    @property
    def of_classes(self) -> list[Person]:
        """Who is in the classes, by name."""
        found = [self.by_id[key] for key in self.in_classes]
        return sorted(found, key=lambda each: (each.given_name, each.family_name, each.number))

    def match(self, record: Record) -> Match:
        """Who it is: the same number with a name that is not another, or the one with the same name in the classes.

        A similar name is a question, never an answer.
        """
        numbered = self.by_number.get(record.number.casefold(), []) if record.number else []
        sure = [each for each in numbered if not record.name or similar_names(_name(each), record.name)]
        sure = [each for each in sure if self._may_be_born(each, record.born_on)]
        if len(sure) == 1:
            return Match(sure[0])
        alike = self._alike(record.name)
        same = [each for each in alike if _words(_name(each)) == _words(record.name)]
        same = [each for each in same if self._may_be_born(each, record.born_on)]
        here = [each for each in same if each.pk in self.in_classes] or same
        if len(here) == 1 and not numbered:
            return Match(here[0])
        found = {each.pk: each for each in (*numbered, *same, *alike)}
        ordered = sorted(found.values(), key=lambda each: each.pk not in self.in_classes)
        return Match(None, tuple(ordered[:_MOST_ALIKE]))

    def _may_be_born(self, person: Person, day: date | None) -> bool:
        known = self.born.get(person.pk)
        return day is None or known is None or known == day

    def _alike(self, name: str) -> list[Person]:
        near = {each.pk: each for sound in sorted(name_sounds(name)) for each in self.by_sound.get(sound, ())}
        return [each for each in near.values() if similar_names(_name(each), name)]


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}".strip()


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())


def _birth_dates(user: User, people: Iterable[Person]) -> Mapping[UUID, date]:
    listed = list(people)
    purposes = purposes_for_all(user, people=listed)
    seen = [person.pk for person in listed if Purpose.BASIC in purposes[person.pk]]
    facts = facts_of_all(seen, variables=["birth-date"]) if seen else {}
    found = {}
    for person, known in facts.items():
        value = known["birth-date"].value if "birth-date" in known else None
        if isinstance(value, date):
            found[person] = value
    return found
