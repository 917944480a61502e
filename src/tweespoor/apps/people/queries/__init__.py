"""Reads about participants, on behalf of a user."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, When, Window
from django.db.models import Value as Literal
from django.db.models.functions import RowNumber

from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import roles_of
from tweespoor.apps.people import bridge
from tweespoor.apps.people.models import Person, PersonFact, PersonFactQuerySet, PersonQuerySet, Sharing
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES, PURPOSES_OF, REGISTERING_ROLES
from tweespoor.core.facts import CELLS, Fact, FactState, Value
from tweespoor.core.history import ABOUT_OBSTACLES, KIND_OF, OBSTACLES, Statement, obstacle_sets
from tweespoor.core.vocabulary import VARIABLES, Purpose, Role, Variable

NAMES = ("family_name", "given_name", "number")
"""The order in which a list of people stands where nothing else is asked."""


@dataclass(frozen=True)
class KnownFact:
    """A variable and what is known of it for one person."""

    variable: Variable
    fact: Fact[Value]


@dataclass(frozen=True)
class FactRow:
    """One row of the table of facts, as the evaluation reads it."""

    person: str
    variable: str
    state: str
    value: str
    valid_on: date
    known_on: date
    known_until: date | None
    source: str


def visible_people(user: User) -> PersonQuerySet:
    """The people one of the user's roles needs."""
    return Person.objects.visible_to(user)


def search(people: PersonQuerySet, *, text: str) -> PersonQuerySet:
    """People of whom every word of `text` is part of a name or of the number."""
    for word in text.split()[:6]:
        people = people.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(number__icontains=word)
        )
    return people


def least_asked_first(people: PersonQuerySet, *, for_user: User) -> PersonQuerySet:
    """The people of whom least was asked first, counting what each of the user's roles may see of them."""
    seeing = [role for role in roles_of(for_user) if role in (*MUNICIPAL_ROLES, *PARTNER_ROLES)]
    purposes = frozenset(Purpose).intersection(*(PURPOSES_OF[role] for role in seeing))
    slugs = [variable.slug for variable in visible_variables(purposes)]
    asked = Q(facts__variable__in=slugs, facts__known_until__isnull=True)
    kinds = When(facts__variable__in=list(KIND_OF), then=Literal(OBSTACLES))
    answered = Count(Case(kinds, default=F("facts__variable"), output_field=CharField()), filter=asked, distinct=True)
    return people.annotate(answered_now=answered).order_by("answered_now", *NAMES)


def visible_variables(purposes: Collection[Purpose]) -> tuple[Variable, ...]:
    """The variables that somebody with these sets of fields sees.

    The set of obstacles holds those of health too, so that it needs both; the kinds are each in their own set.
    """
    both = Purpose.OBSTACLES in purposes and Purpose.HEALTH in purposes
    return tuple(each for each in VARIABLES if each.purpose in purposes and (each.slug != OBSTACLES or both))


def counted(slugs: Iterable[str]) -> frozenset[str]:
    """Variables as a list counts what was asked: the kinds of obstacles are one question."""
    return frozenset(OBSTACLES if slug in KIND_OF else slug for slug in slugs)


def purposes_for(user: User, *, person: Person) -> frozenset[Purpose]:
    """The sets of facts the user may see of this person, from the roles that make the person visible."""
    return purposes_for_all(user, people=[person])[person.pk]


def purposes_for_all(user: User, *, people: Iterable[Person]) -> dict[UUID, frozenset[Purpose]]:
    """Per person the sets of facts the user may see."""
    listed = list(people)
    memberships = [
        (Role(role), organisation) for role, organisation in user.memberships.values_list("role", "organisation")
    ]
    sharings = Sharing.objects.filter(
        person__in=listed, until__isnull=True, organisation__in=[organisation for _role, organisation in memberships]
    )
    shared_with: dict[UUID, set[UUID]] = {}
    for row in sharings:
        shared_with.setdefault(row.person_id, set()).add(row.organisation_id)
    found: dict[UUID, frozenset[Purpose]] = {}
    for person in listed:
        purposes: set[Purpose] = set()
        for role, organisation in memberships:
            own = role in MUNICIPAL_ROLES and organisation == person.municipality_id
            partner = role in PARTNER_ROLES and organisation in shared_with.get(person.pk, ())
            if own or partner:
                purposes |= PURPOSES_OF[role]
        found[person.pk] = frozenset(purposes)
    return found


def may_register(user: User, *, person: Person) -> bool:
    """Whether the user registers facts about this person."""
    return user.memberships.filter(
        role__in=[role.value for role in REGISTERING_ROLES], organisation_id=person.municipality_id
    ).exists()


def newest(rows: PersonFactQuerySet) -> PersonFactQuerySet:
    """Of these answers per person and variable the one that holds, in the model's order."""
    order = [F(column.lstrip("-")).desc() for column in PersonFact._meta.ordering]
    place = Window(RowNumber(), partition_by=[F("person_id"), F("variable")], order_by=order)
    return rows.annotate(place=place).filter(place=1)


def statements_about(person: Person) -> dict[str, Statement]:
    """What holds of each variable that was asked, for the application's own work."""
    return bridge.latest_statements(newest(person.facts.as_known()))


def facts_about(person: Person, *, for_user: User) -> tuple[KnownFact, ...]:
    """What is known of each variable the user may see, "not asked" included."""
    return facts_within(person, purposes=purposes_for(for_user, person=person))


def facts_within(person: Person, *, purposes: Collection[Purpose]) -> tuple[KnownFact, ...]:
    """The same for somebody with these sets of fields."""
    known = statements_about(person)
    return tuple(
        KnownFact(variable, known[variable.slug].fact if variable.slug in known else Fact.not_asked())
        for variable in visible_variables(purposes)
    )


def latest_fact(person: Person, *, slug: str) -> Fact[Value]:
    """What is known of one variable; not asked where nobody asked. The caller has checked who reads it."""
    rows = person.facts.as_known().filter(variable__in=_with_obstacles([slug]))
    return bridge.latest_by_variable(rows).get(slug, Fact.not_asked())


def holding_row(person: Person, *, slug: str) -> PersonFact | None:
    """The answer to one variable that holds: about the latest day, of those the one known last."""
    return person.facts.as_known().filter(variable=slug).first()


def row_behind(person: Person, *, slug: str) -> PersonFact | None:
    """The row that says what is known of a variable: of a kind of obstacle perhaps that of a set; None if not asked."""
    statement = statements_about(person).get(slug)
    return person.facts.select_related("person").get(pk=statement.key) if statement else None


def fact_in(row: PersonFact) -> Fact[Value]:
    """The fact a row holds."""
    return bridge.fact_of(row)


def facts_of_all(
    people: Iterable[UUID], *, variables: Iterable[str] | None = None, on: date | None = None
) -> Mapping[UUID, Mapping[str, Fact[Value]]]:
    """Per person the facts that hold on a date (today's, where none is given), for the application's own reckoning."""
    rows = PersonFact.objects.filter(person__in=list(people)).as_known(on)
    if variables is not None:
        rows = rows.filter(variable__in=_with_obstacles(variables))
    if on is not None:
        rows = rows.filter(valid_on__lte=on)
    found: dict[UUID, list[PersonFact]] = {}
    for row in newest(rows):
        found.setdefault(row.person_id, []).append(row)
    return {person: bridge.latest_by_variable(each) for person, each in found.items()}


def _with_obstacles(slugs: Iterable[str]) -> frozenset[str]:
    """These variables, and those from which one of them follows."""
    asked = frozenset(slugs)
    return asked | ABOUT_OBSTACLES if asked & ABOUT_OBSTACLES else asked


def table_of_facts(people: PersonQuerySet) -> list[FactRow]:
    """Every answer ever registered about these people, for figures as of a date; sets of obstacles follow from their
    kinds where those were asked."""
    rows = PersonFact.objects.filter(person__in=people.order_by().values("id")).exclude(state=FactState.NOT_ASKED)
    columns = ("person_id", "variable", "state", "value", "valid_on", "known_on", "known_until", "source")
    table = [FactRow(str(row[0]), *row[1:]) for row in rows.order_by().values_list(*columns).iterator(5000)]
    by_kind = {row.person for row in table if row.variable in KIND_OF}
    if not by_kind:
        return table
    kept = [row for row in table if row.variable != OBSTACLES or row.person not in by_kind]
    return kept + _obstacle_rows(rows.filter(variable__in=ABOUT_OBSTACLES, person__in=by_kind))


def _obstacle_rows(rows: PersonFactQuerySet) -> list[FactRow]:
    """The sets of obstacles that follow from what was said of each kind."""
    said: dict[str, list[Statement]] = {}
    for place, row in enumerate(rows.order_by("recorded_at", "id")):
        said.setdefault(str(row.person_id), []).append(bridge.statement_of(row, place=place))
    return [
        FactRow(
            person=person,
            variable=each.variable,
            state=each.fact.state.value,
            value=each.fact.as_cells()[CELLS.index("value")],
            valid_on=each.valid_on,
            known_on=each.known_on,
            known_until=each.known_until,
            source=each.fact.source,
        )
        for person, statements in said.items()
        for each in obstacle_sets(statements)
    ]
