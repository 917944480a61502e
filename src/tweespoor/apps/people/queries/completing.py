"""How complete what is known about people is, for whoever may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person, PersonFact, PersonQuerySet
from tweespoor.apps.people.queries import purposes_for_all
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES, PURPOSES_OF
from tweespoor.core.completeness import AskedOf, Known, question_about
from tweespoor.core.facts import Fact, FactState, Value
from tweespoor.core.vocabulary import VARIABLES, Act, Purpose, Role, Variable, variable

WITH_VALUE = ("act", "speaking-level")
"""The variables whose value is told, not only whether there is one: what else is asked depends on the first, and a
list of people shows the second."""


def known_of_all(
    user: User,
    *,
    people: Collection[Person],
    left: Collection[UUID],
    purposes: Mapping[UUID, frozenset[Purpose]] | None = None,
) -> list[Known]:
    """What is known of each person, as far as completeness needs it and the user may see it.

    `left` are those who were in a programme and are in none now. Of most variables only is told whether there is an
    answer: `facts` holds values of `WITH_VALUE`, whether or not the user may see those.
    """
    purposes = purposes or purposes_for_all(user, people=people)
    facts = _answers_of({person.pk for person in people})
    return [
        Known(
            person=str(person.pk),
            facts=facts.get(person.pk, {}),
            variables=tuple(v.slug for v in VARIABLES if v.purpose in purposes[person.pk]),
            takes_part=person.pk not in left,
        )
        for person in people
    ]


def _answers_of(people: Iterable[UUID]) -> dict[UUID, dict[str, Fact[Value]]]:
    newest = PersonFact.objects.filter(person=OuterRef("person"), variable=OuterRef("variable")).values("pk")[:1]
    rows = PersonFact.objects.filter(person__in=list(people), pk=Subquery(newest)).order_by()
    found: dict[UUID, dict[str, Fact[Value]]] = {}
    for person, slug, state, value in rows.values_list("person_id", "variable", "state", "value").iterator(5000):
        fact = _answer(state, value if slug in WITH_VALUE else "")
        found.setdefault(person, {})[slug] = fact
    return found


@lru_cache(maxsize=256)
def _answer(state: str, value: str) -> Fact[Value]:
    """An answer without its value, unless something depends on it; the same answer is one object."""
    return Fact.none() if state == FactState.NONE else Fact.known(value or "answered")


def not_asked(
    people: PersonQuerySet, *, user: User, slug: str, left: QuerySet, on: date | None = None
) -> PersonQuerySet:
    """Of these people those of whom a variable is still to be asked, among those of whom the user may see it.

    `left` are the ids of who left all programmes. With `on` a date: those it was not asked of by then, among whoever
    had joined, whether or not it is asked of them now; so that a figure of that date can be followed up.

    Raises:
        UnknownTerm: if there is no such variable.
    """
    people = people.visible_to(user, purpose=variable(slug).purpose)
    answers = PersonFact.objects.filter(person=OuterRef("pk"), variable=slug).order_by()
    if on is not None:
        return people.filter(~Exists(answers.filter(valid_on__lte=on, known_on__lte=on)), joined_on__lte=on)
    people = people.filter(~Exists(answers))
    match question_about(slug).asked_of:
        case AskedOf.NOT_ACT_2013:
            act = PersonFact.objects.filter(person=OuterRef("pk"), variable="act").values("value")[:1]
            return people.alias(act_now=Subquery(act)).filter(Q(act_now__isnull=True) | ~Q(act_now=Act.ACT_2013.value))
        case AskedOf.WHO_TAKES_PART:
            return people.exclude(pk__in=left)
        case AskedOf.WHO_LEFT:
            return people.filter(pk__in=left)
        case AskedOf.EVERYBODY:
            return people


def with_answer(people: PersonQuerySet, *, user: User, slug: str, value: str) -> PersonQuerySet:
    """Of these people those whose answer to a variable now is `value`, among those of whom the user may see it.

    Raises:
        UnknownTerm: if there is no such variable.
    """
    newest = PersonFact.objects.filter(person=OuterRef("pk"), variable=slug).values("value")[:1]
    people = people.visible_to(user, purpose=variable(slug).purpose)
    return people.alias(answer_now=Subquery(newest)).filter(answer_now=value)


def seen_variables(roles: Iterable[Role]) -> tuple[Variable, ...]:
    """The variables that one of a user's roles sees of somebody."""
    seeing = frozenset(roles).intersection((*MUNICIPAL_ROLES, *PARTNER_ROLES))
    purposes = frozenset[Purpose]().union(*(PURPOSES_OF[role] for role in seeing))
    return tuple(each for each in VARIABLES if each.purpose in purposes)
