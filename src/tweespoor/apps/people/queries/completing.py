"""How complete what is known about people is, for whoever may see it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models import Value as Literal
from django.db.models.functions import Coalesce

from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import roles_of
from tweespoor.apps.people.models import Person, PersonFact, PersonQuerySet
from tweespoor.apps.people.queries import NAMES, purposes_for_all, visible_variables
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES
from tweespoor.core.access import widest_purposes
from tweespoor.core.completeness import QUESTIONS, AskedOf, Known, question_about
from tweespoor.core.facts import Fact, FactState, Value
from tweespoor.core.history import ABOUT_OBSTACLES, KIND_OF, OBSTACLES
from tweespoor.core.vocabulary import Act, Purpose, Role, Variable, variable

WITH_VALUE = ("act", "speaking-level")
"""The variables whose value is told, not only whether there is one: what else is asked depends on the first, and a
list of people shows the second."""

COUNTED = frozenset(question.variable for question in QUESTIONS)
"""The variables that completeness counts: those that something is done with. The intake says how far its own steps are.
Kinds of obstacles asked one by one count as the one question after obstacles."""


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
            variables=tuple(v.slug for v in visible_variables(purposes[person.pk]) if v.slug in COUNTED),
            takes_part=person.pk not in left,
        )
        for person in people
    ]


def _answers_of(people: Iterable[UUID]) -> dict[UUID, dict[str, Fact[Value]]]:
    held = PersonFact.objects.as_known()
    newest = held.filter(person=OuterRef("person"), variable=OuterRef("variable")).values("pk")[:1]
    asked = held.filter(person__in=list(people), variable__in=COUNTED | KIND_OF.keys())
    rows = asked.filter(pk=Subquery(newest)).order_by()
    found: dict[UUID, dict[str, Fact[Value]]] = {}
    for person, slug, state, value in rows.values_list("person_id", "variable", "state", "value").iterator(5000):
        facts = found.setdefault(person, {})
        if slug in KIND_OF:
            facts.setdefault(OBSTACLES, _answer(state, ""))
        else:
            facts[slug] = _answer(state, value if slug in WITH_VALUE else "")
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
    slugs = ABOUT_OBSTACLES if slug == OBSTACLES else {slug}
    answers = PersonFact.objects.filter(person=OuterRef("pk"), variable__in=slugs).as_known(on).order_by()
    if on is not None:
        return people.filter(~Exists(answers.filter(valid_on__lte=on)), joined_on__lte=on)
    people = people.filter(~Exists(answers))
    match question_about(slug).asked_of:
        case AskedOf.NOT_ACT_2013:
            act = PersonFact.objects.filter(person=OuterRef("pk"), variable="act").as_known().values("value")[:1]
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
    newest = PersonFact.objects.filter(person=OuterRef("pk"), variable=slug).as_known().values("value")[:1]
    people = people.visible_to(user, purpose=variable(slug).purpose)
    return people.alias(answer_now=Subquery(newest)).filter(answer_now=value)


def least_asked_first(people: PersonQuerySet, *, for_user: User) -> PersonQuerySet:
    """The people of whom least was asked first, of what completeness counts and each of the user's roles may see.

    Which variables count is looked at in the rows and not in the index: a person has few rows, and each variable
    looked up apart is one more step into the index for everybody.
    """
    seeing = frozenset(roles_of(for_user)).intersection((*MUNICIPAL_ROLES, *PARTNER_ROLES))
    purposes = frozenset(Purpose).intersection(*(widest_purposes(role) for role in seeing))
    slugs = {each.slug for each in visible_variables(purposes)} & COUNTED
    counted = [When(variable__in=sorted(slugs), then=F("variable"))]
    if OBSTACLES in slugs:
        counted.append(When(variable__in=sorted(KIND_OF), then=Literal(OBSTACLES)))
    distinct = Count(Case(*counted, output_field=CharField()), distinct=True)
    rows = PersonFact.objects.filter(person=OuterRef("pk")).as_known().order_by()
    answered = rows.values("person").annotate(answered_now=distinct).values("answered_now")
    return people.annotate(answered_now=Coalesce(Subquery(answered), 0)).order_by("answered_now", *NAMES)


def seen_variables(roles: Iterable[Role]) -> tuple[Variable, ...]:
    """The variables that one of a user's roles sees of somebody."""
    seeing = frozenset(roles).intersection((*MUNICIPAL_ROLES, *PARTNER_ROLES))
    purposes = frozenset[Purpose]().union(*(widest_purposes(role) for role in seeing))
    return tuple(each for each in visible_variables(purposes) if each.slug in COUNTED)
