"""Writing in the log who looked at whom: beside every page that shows facts about people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from tweespoor.apps.log.actions import Deed, record_all
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import memberships_of
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.rules import MUNICIPAL_ROLES
from tweespoor.core.vocabulary import Purpose


def record_person_seen(*, person: Person, purposes: Iterable[Purpose], by: User, now: datetime) -> None:
    """That the user saw these sets of facts about one person: those of which there was something to see."""
    organisation = _worked_for([person], by=by)[person.pk]
    detail = {"purposes": sorted(purposes)}
    deed = Deed(
        deed="person-seen",
        on=person,
        by=by.pk,
        now=now,
        person=person.pk,
        organisation=organisation,
        detail=detail,
    )
    record_all([deed])


def record_list_seen(*, people: Sequence[Person], purposes: Iterable[Purpose], by: User, now: datetime) -> None:
    """That the user saw these sets of facts about everybody in a list.

    One entry per municipality of the people and organisation worked for, with the ids of all people shown: one entry
    per person would make the log fifty times as long.
    """
    if not people:
        return
    worked_for = _worked_for(people, by=by)
    listed: dict[tuple[UUID, UUID | None], dict[UUID, None]] = defaultdict(dict)
    for person in people:
        listed[person.municipality_id, worked_for[person.pk]][person.pk] = None
    detail = {"purposes": sorted(purposes)}
    record_all(
        Deed(
            deed="people-listed",
            on=Person,
            by=by.pk,
            now=now,
            people=list(ids),
            organisation=organisation,
            detail=detail,
        )
        for (_municipality, organisation), ids in listed.items()
    )


def _worked_for(people: Sequence[Person], *, by: User) -> dict[UUID, UUID | None]:
    """Per person the organisation the user worked for: the person's municipality, or else the user's first partner."""
    memberships = memberships_of(by)
    municipal = {organisation for role, organisation in memberships if role in MUNICIPAL_ROLES}
    partner = next((organisation for role, organisation in memberships if role not in MUNICIPAL_ROLES), None)
    return {person.pk: person.municipality_id if person.municipality_id in municipal else partner for person in people}
