"""What the advice rests on: people with what is known of them, and the language classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models import Enrolment, LanguageClass
from tweespoor.apps.schedule.own_hours import lessons_take_up
from tweespoor.core import advice
from tweespoor.core.facts import Fact, Value


def advice_evidence(
    people: Iterable[Person],
    *,
    facts: Mapping[UUID, Mapping[str, Fact[Value]]],
    managers: Mapping[UUID, UUID],
    enrolments: Iterable[Enrolment],
    classes: Iterable[LanguageClass],
    as_of: date,
) -> advice.Evidence:
    """What the advice rests on: people with their facts, class and case manager, and the classes.

    Who is in no class as far as is registered may be in one: a missing row does not say that there is none.
    """
    enrolled = {row.person_id: row for row in enrolments}
    return advice.Evidence(
        people=tuple(
            _advised(
                person, facts=facts.get(person.pk, {}), manager=managers.get(person.pk), row=enrolled.get(person.pk)
            )
            for person in people
        ),
        classes=tuple(
            advice.LanguageClass(
                id=str(row.pk),
                provider=str(row.provider_id),
                half_days=frozenset(lessons_take_up(row)),
                free_seats=row.free_seats,
            )
            for row in classes
        ),
        as_of=as_of,
    )


def _advised(
    person: Person, *, facts: Mapping[str, Fact[Value]], manager: UUID | None, row: Enrolment | None
) -> advice.Participant:
    registered = {}
    if manager is not None:
        registered[advice.CASE_MANAGER] = Fact.known(str(manager))
    if row is not None:
        registered[advice.CLASS] = Fact.known(str(row.language_class_id))
    return advice.Participant(
        id=str(person.pk),
        facts={**facts, **registered},
        options=tuple(str(option.pk) for option in row.options.all()) if row else (),
        joined_on=person.joined_on,
    )
