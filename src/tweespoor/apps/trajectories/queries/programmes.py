"""Reads about programmes and who takes part in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person, PersonQuerySet
from tweespoor.apps.people.queries import NAMES, facts_of_all
from tweespoor.apps.trajectories import bridge
from tweespoor.apps.trajectories.bridge import DesignPicture, Wish
from tweespoor.apps.trajectories.models import DesignVersion, Programme, ProgrammeQuerySet, Trajectory
from tweespoor.apps.trajectories.queries.answers import signed_plans_of
from tweespoor.apps.trajectories.queries.progress import (
    phases_now,
    plan_facts,
    plans_of,
    registered_phase_of,
    stands_now,
)
from tweespoor.core.designs import DatedPlan, OfferSpec, offers
from tweespoor.core.facts import Fact, Tally, Value, tally
from tweespoor.core.vocabulary import OrganisationKind

SEEN_CHARACTERS = 32

ONLY_NUMBERS = "people are counted, not shown"
RUNNING = Q(trajectories__ended_on__isnull=True)


def visible_programmes(user: User) -> ProgrammeQuerySet:
    """The programmes the user's organisations run or take part in."""
    return Programme.objects.visible_to(user).select_related("municipality", "design")


def with_numbers(programmes: ProgrammeQuerySet) -> list[Programme]:
    """The programmes with the number of people in each, as `people_now`."""
    with whole_registry(why=ONLY_NUMBERS):
        return list(
            programmes.annotate(people_now=Count("trajectories", filter=RUNNING, distinct=True)).order_by("name")
        )


def people_of(programme: Programme) -> list[UUID]:
    """Ids of everybody who takes part in a programme now."""
    return people_of_all([programme])


def people_of_all(programmes: Iterable[Programme]) -> list[UUID]:
    """Ids of everybody who takes part in one of these programmes now, each once."""
    rows = Trajectory.objects.filter(programme__in=list(programmes), ended_on__isnull=True).order_by().distinct()
    with whole_registry(why=ONLY_NUMBERS):
        return list(rows.values_list("person_id", flat=True))


def people_in(slugs: Iterable[str]) -> QuerySet[Person]:
    """Everybody who ever took part in one of these programmes."""
    people = Person.objects.filter(trajectories__programme__slug__in=list(slugs))
    return people.unscoped(why="figures count them; a list shows those of them that are visible")


def programmes_of(people: Iterable[UUID]) -> Mapping[UUID, tuple[str, ...]]:
    """Per person the names of the programmes the person is in now."""
    rows = Trajectory.objects.filter(person__in=list(people), ended_on__isnull=True)
    found: dict[UUID, tuple[str, ...]] = {}
    for person, name in rows.values_list("person_id", "programme__name"):
        found[person] = (*found.get(person, ()), name)
    return found


def by_programme(people: PersonQuerySet) -> PersonQuerySet:
    """The people in the order of the programme they are in now, of several the first; without one they come last."""
    running = Trajectory.objects.filter(person=OuterRef("pk"), ended_on__isnull=True)
    name = running.order_by("programme__name").values("programme__name")[:1]
    return people.annotate(programme_now=Subquery(name)).order_by(F("programme_now").asc(nulls_last=True), *NAMES)


def who_left() -> QuerySet[Trajectory]:
    """The ids of everybody who was in a programme and is in none now, for a condition on people."""
    running = Trajectory.objects.filter(person=OuterRef("person"), ended_on__isnull=True)
    return Trajectory.objects.filter(~Exists(running)).order_by().values("person")


def left_of(people: Iterable[UUID]) -> set[UUID]:
    """Of these people those who were in a programme and are in none now."""
    return set(who_left().filter(person__in=list(people)).values_list("person", flat=True))


def phases_of(programme: Programme, *, language: str) -> tuple[tuple[str, str], ...]:
    """The phases of a programme's design, each with its name."""
    return tuple((each.phase, each.label.text(language)) for each in design_picture(programme).phases)


def in_phase(programme: Programme, *, phase: str, on: date) -> QuerySet[Trajectory]:
    """The ids of everybody in a programme who is in a phase on a date, for a condition on people.

    That is the phase that is registered. Where none is it follows from the dates: before the start one is in the first
    phase, and past the last in the last, as on the person's own page.
    """
    rows = Trajectory.objects.filter(programme=programme, ended_on__isnull=True)
    by_date = Q(pk__in=[])
    versions = DesignVersion.objects.filter(trajectories__in=rows).unscoped(why="only phases are read from them")
    for version in versions.distinct():
        started = bridge.started_between(version, phase=phase, on=on)
        if started is None:
            continue
        after, before = started
        by_date |= Q(
            Q(design=version),
            Q(started_on__gt=after) if after else Q(),
            Q(started_on__lte=before) if before else Q(),
        )
    registered = rows.annotate(registered_phase=registered_phase_of(on=max(on, timezone.localdate())))
    condition = Q(registered_phase=phase) | (Q(registered_phase__isnull=True) & by_date)
    return registered.filter(condition).order_by().values("person")


def running_trajectory(person: Person) -> Trajectory | None:
    """The trajectory the person is in now, or None."""
    last = _courses(person).first()
    return last if last is not None and last.ended_on is None else None


def courses_of(person: Person) -> list[Trajectory]:
    """Every trajectory of a person: the one the person is in now first, then those that ended, the last first."""
    return list(_courses(person))


def _courses(person: Person) -> QuerySet[Trajectory]:
    rows = person.trajectories.select_related("programme__municipality", "design")
    return rows.order_by(F("ended_on").desc(nulls_first=True), "-started_on")


def design_picture(programme: Programme) -> DesignPicture:
    """A programme's design as tracks along time, hours a week, overlap and costs."""
    return bridge.picture(programme.design)


def plan_of(trajectory: Trajectory) -> DatedPlan:
    """A person's trajectory as dated phases and blocks, with what still has to be asked."""
    return plans_of([trajectory])[trajectory.pk]


def offers_of(design: DesignVersion) -> tuple[OfferSpec, ...]:
    """The group trainings of a design that a timetable must place."""
    return offers(bridge.design_of(design))


def wishes_of(
    programme: Programme,
    *,
    on: date,
    people: Collection[UUID] | None = None,
    held: Mapping[UUID, Mapping[str, Fact[Value]]] | None = None,
) -> dict[UUID, tuple[Wish, ...]]:
    """Per person in a programme, or of these people only, the trainings the person's plan asks for in the phase then.

    The plan is the signed one, where there is one. The phase is the one registered, where one is; what is registered
    as done or stopped is not asked for again. `held` is per person all that is known, where the caller read it already.
    """
    running = Trajectory.objects.filter(programme=programme, ended_on__isnull=True)
    if people is not None:
        running = running.filter(person__in=people)
    rows = list(running.select_related("design"))
    facts = plan_facts(rows, held=held)
    today = timezone.localdate()
    stands = stands_now(rows, today=today)
    phases = phases_now(rows, on=max(on, today))
    signed = signed_plans_of(rows)
    return {
        row.person_id: bridge.wishes(
            row,
            facts=facts[row.pk],
            on=on,
            phase=phases.get(row.pk),
            over=[block for block, stand in stands.get(row.pk, {}).items() if stand.is_over],
            signed=signed.get(row.pk, ()),
        )
        for row in rows
    }


def approach_of(programme: Programme) -> str:
    """Whether the programme's design is individual, in groups, or mixed: the slug of the approach."""
    return bridge.design_of(programme.design).approach.value


def answers_of(programme: Programme, *, variable: str) -> Tally:
    """How the people now in a programme are spread over the answers to one variable, "not asked" apart."""
    people = people_of(programme)
    with whole_registry(why=ONLY_NUMBERS):
        facts = facts_of_all(people, variables=[variable])
    return tally(facts.get(person, {}).get(variable, Fact.not_asked()) for person in people)


def programme_seen(programme: Programme) -> str:
    """What a form remembers of the programme that it shows."""
    partners = sorted(str(key) for key in programme.partners.values_list("pk", flat=True))
    said = "\n".join((programme.name, programme.short_name, programme.starts_on.isoformat(), *partners))
    return sha256(said.encode()).hexdigest()[:SEEN_CHARACTERS]


def possible_partners() -> list[Organisation]:
    """The organisations that can take part in a programme of a municipality, by name: all but the municipalities."""
    return list(Organisation.objects.exclude(kind=OrganisationKind.MUNICIPALITY.value))


def programme_named(slug: str) -> Programme | None:
    """The programme of that slug, for the application's own work; None where there is none."""
    programmes = Programme.objects.filter(slug=slug).unscoped(why="commands and jobs name a programme")
    return programmes.select_related("municipality", "design").first()


def every_programme() -> list[Programme]:
    """All programmes by name, for the application's own work."""
    return list(Programme.objects.unscoped(why="commands go over all programmes").select_related("municipality"))
