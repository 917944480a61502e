"""How complete what is known about people is, for whoever may see it."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models import Value as Literal

from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import roles_of
from tweespoor.apps.people.bridge import ASKED_COLUMNS, COUNTED
from tweespoor.apps.people.models import Person, PersonFact, PersonQuerySet
from tweespoor.apps.people.queries import NAMES, purposes_for_all, visible_variables
from tweespoor.apps.people.queries.access import acts_among
from tweespoor.apps.people.queries.facts import newest
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES
from tweespoor.core.access import widest_purposes
from tweespoor.core.completeness import AskedOf, Known, count_person, question_about
from tweespoor.core.facts import Fact, FactState, Value
from tweespoor.core.history import ABOUT_OBSTACLES, KIND_OF, OBSTACLES
from tweespoor.core.vocabulary import Act, Purpose, Role, Variable, variable

WITH_VALUE = ("act", "speaking-level")
"""The variables whose value is told, not only whether there is one: what else is asked depends on the first, and a
list of people shows the second."""

BATCH = 5000
"""Of so many people at a time it is looked at how much was asked."""


def known_of_all(user: User, *, people: Collection[Person], left: Collection[UUID]) -> list[Known]:
    """What is known of each person, as far as completeness needs it and the user may see it.

    `left` are those who were in a programme and are in none now. Of most variables only is told whether there is an
    answer: `facts` holds values of `WITH_VALUE`, whether or not the user may see those.
    """
    return known_and_seen_of_all(user, people=people, left=left)[0]


def known_and_seen_of_all(
    user: User, *, people: Collection[Person], left: Collection[UUID]
) -> tuple[list[Known], dict[UUID, frozenset[Purpose]]]:
    """The same, and per person the sets of facts the user may see; the act these depend on is among what is known."""
    facts = _answers_of({person.pk for person in people})
    purposes = purposes_for_all(user, people=people, acts=acts_among(facts))
    known = [
        Known(
            person=str(person.pk),
            facts=facts.get(person.pk, {}),
            variables=tuple(v.slug for v in visible_variables(purposes[person.pk]) if v.slug in COUNTED),
            takes_part=person.pk not in left,
        )
        for person in people
    ]
    return known, purposes


def _answers_of(people: Iterable[UUID]) -> dict[UUID, dict[str, Fact[Value]]]:
    held = PersonFact.objects.as_known()
    rows = newest(held.filter(person__in=list(people), variable__in=COUNTED | KIND_OF.keys())).order_by()
    found: dict[UUID, dict[str, Fact[Value]]] = {}
    for person, slug, state, value in rows.values_list("person_id", "variable", "state", "value"):
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
    latest = PersonFact.objects.filter(person=OuterRef("pk"), variable=slug).as_known().values("value")[:1]
    people = people.visible_to(user, purpose=variable(slug).purpose)
    return people.alias(answer_now=Subquery(latest)).filter(answer_now=value)


class InOrder:
    """People in an order of their own: a list of ids to page through, of whom a page's are fetched."""

    def __init__(self, people: PersonQuerySet, ids: Sequence[UUID]) -> None:
        self._people = people
        self.ids = ids

    def count(self) -> int:
        """How many there are."""
        return len(self)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, part: slice) -> list[Person]:
        """The people from a place up to another, as a page of a list asks for them."""
        asked = self.ids[part]
        rows = self._people.in_bulk(asked)
        return [rows[key] for key in asked if key in rows]


def narrowed_to(found: PersonQuerySet | InOrder, keeps: Container[UUID], *, people: PersonQuerySet) -> InOrder:
    """Of people in some order those with these ids."""
    ids = found.ids if isinstance(found, InOrder) else found.values_list("pk", flat=True)
    return InOrder(people, [key for key in ids if key in keeps])


def asked_less_than(people: Iterable[Person], *, user: User, left: Collection[UUID], percent: int) -> set[UUID]:
    """Of these people those of whom less than so many per cent was asked, counted as a list shows it.

    Nobody of whom nothing can be asked by this user is among them.
    """
    waiting = iter(people)
    found: set[UUID] = set()
    while batch := list(islice(waiting, BATCH)):
        for person, about in zip(batch, known_of_all(user, people=batch, left=left), strict=True):
            counted = count_person(about)
            if counted.asked * 100 < counted.of * percent:
                found.add(person.pk)
    return found


def least_asked_first(people: PersonQuerySet, *, for_user: User) -> PersonQuerySet:
    """The people of whom least was asked first, of what completeness counts and each of the user's roles may see.

    How much was asked stands beside each person, per set of fields (`people.actions.asked`).
    """
    seeing = frozenset(roles_of(for_user)).intersection((*MUNICIPAL_ROLES, *PARTNER_ROLES))
    purposes = frozenset(Purpose).intersection(*(widest_purposes(role) for role in seeing))
    sets = {each.purpose for each in visible_variables(purposes) if each.slug in COUNTED}
    asked = sum((F(ASKED_COLUMNS[each]) for each in sorted(sets)), start=Literal(0))
    return people.alias(asked=asked).order_by("asked", *NAMES)


def seen_variables(roles: Iterable[Role]) -> tuple[Variable, ...]:
    """The variables that one of a user's roles sees of somebody."""
    seeing = frozenset(roles).intersection((*MUNICIPAL_ROLES, *PARTNER_ROLES))
    purposes = frozenset[Purpose]().union(*(widest_purposes(role) for role in seeing))
    return tuple(each for each in visible_variables(purposes) if each.slug in COUNTED)
