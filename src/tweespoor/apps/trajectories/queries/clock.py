"""Reads for the legal clock, on behalf of a user: the case of one person, and of many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import facts_of_all, may_register, purposes_for, purposes_for_all
from tweespoor.apps.trajectories.bridge import clock as bridge
from tweespoor.apps.trajectories.bridge.designs import asked_of
from tweespoor.apps.trajectories.models import (
    CaseEvent,
    DesignVersion,
    HoursEntry,
    SpentHours,
    Trajectory,
)
from tweespoor.apps.trajectories.queries.answers import OF_WHOM_THE_CALLER_SEES, said_in
from tweespoor.apps.trajectories.queries.described import kinds_attended
from tweespoor.apps.trajectories.queries.progress import progress_of
from tweespoor.core.facts import Fact, Value
from tweespoor.core.legalclock import (
    ASKED,
    Case,
    FactsFile,
    Forecast,
    Hours,
    Ledger,
    Possible,
    Radar,
    Reading,
    View,
    combined_days,
    extension_grounds,
    facts_file,
    forecast,
    ledger,
    radar,
    read,
)
from tweespoor.core.legalclock.purposes import purpose_of
from tweespoor.core.progress import HoursCompared
from tweespoor.core.vocabulary import CaseEventKind, HoursKind, Purpose, Route, variable

CLOCK = Purpose.BENEFIT
"""Who may see this set of facts of a person sees the person's deadlines."""

TERM = "C07"
"""The rule of the term within which somebody integrates."""

TOLD_IN = frozenset({Purpose.BENEFIT, Purpose.HEALTH, Purpose.OBSTACLES, Purpose.FINANCE})
"""The sets that events of a case belong to: who lacks one does not see all of them."""


@dataclass(frozen=True, kw_only=True)
class PersonClock:
    """Everything the page of one person's deadlines shows."""

    reading: Reading
    ledger: Ledger | None
    course: Forecast | None
    participation: Forecast | None
    radar: Radar
    grounds: tuple[Possible, ...]
    combined: int | None
    facts: FactsFile
    route: Route | None
    is_whole: bool
    lessons: HoursCompared | None = None
    """Lessons in Dutch up to now, planned and attended; None for who may not see attendance, and without trajectory."""
    from_progress: int = 0
    """Minutes of the ledger that progress added to what was written down."""


def may_see(user: User, *, person: Person) -> bool:
    """Whether the user sees the deadlines of a person."""
    return CLOCK in purposes_for(user, person=person)


def may_note(user: User, *, person: Person, kind: CaseEventKind | None = None) -> bool:
    """Whether the user writes down events (of a kind) and hours of a person."""
    purposes = purposes_for(user, person=person)
    needed = {CLOCK} | ({purpose_of(kind)} if kind else set())
    return needed <= purposes and may_register(user, person=person)


def kinds_to_note(purposes: Collection[Purpose]) -> tuple[CaseEventKind, ...]:
    """The events somebody with these sets of facts can write down; those that are facts are answered as facts."""
    facts = set(ASKED) - {CaseEventKind.PIP}
    return tuple(each for each in CaseEventKind if each not in facts and purpose_of(each) in purposes)


def reading_of(
    person: Person,
    *,
    purposes: Collection[Purpose],
    on: date,
    held: Mapping[str, Fact[Value]],
    courses: Sequence[Trajectory],
    said: Mapping[str, Fact[Value]],
) -> Reading:
    """What the clock says of a person, by what somebody with these sets of facts may see.

    `held` is all that is known of the person, `courses` are the person's trajectories and `said` is what was said in
    the one that runs: what a page about the person has read already.
    """
    running = next((each for each in courses if each.ended_on is None), None)
    known = _Read(
        facts={person.pk: held},
        running={person.pk: running} if running else {},
        courses=courses,
        said={running.pk: said} if running else {},
    )
    return read(_cases([person], purposes={person.pk: frozenset(purposes)}, on=on, known=known)[person.pk], on=on)


def clock_of(person: Person, *, purposes: Collection[Purpose], on: date) -> PersonClock:
    """The same with the ledger, the radar, the grounds for extension and the file of facts."""
    case = _cases([person], purposes={person.pk: frozenset(purposes)}, on=on)[person.pk]
    route = View(case, on).route
    asks_hours = route is Route.SELF_RELIANCE or (route is None and bool(case.hours))
    kept = ledger(case, on=on) if asks_hours else None
    grounds = extension_grounds(case, on=on)
    typed = SpentHours.objects.standing().filter(person=person, on__lte=on).aggregate(all=Sum("minutes"))["all"] or 0
    counted = sum(each.minutes for each in case.hours if each.on <= on)
    return PersonClock(
        reading=read(case, on=on),
        ledger=kept,
        course=forecast(kept.course, on=on) if kept else None,
        participation=forecast(kept.participation, on=on) if kept else None,
        radar=radar(case, on=on),
        grounds=grounds,
        combined=combined_days(grounds),
        facts=facts_file(case, on=on),
        route=route,
        is_whole=frozenset(purposes) >= TOLD_IN,
        lessons=_lessons(person, on=on) if Purpose.ATTENDANCE in purposes else None,
        from_progress=counted - typed,
    )


def _lessons(person: Person, *, on: date) -> HoursCompared | None:
    """The lessons in Dutch of the trajectory that runs, as its plan has them, and what was attended of them."""
    trajectory = _running([person.pk]).get(person.pk)
    if trajectory is None:
        return None
    found = progress_of(trajectory, on=on, today=on)
    hours = {each.block.id: each.hours for each in found.blocks}
    for row in found.kept.hours:
        # A block that the design no longer has is planned no more, and was attended all the same.
        if row.block not in {each.block.id for each in found.blocks}:
            hours[row.block] = hours.get(row.block, HoursCompared()) + HoursCompared(attended=row.minutes)
    kinds = kinds_attended([trajectory], blocks={trajectory.pk: hours})[trajectory.pk]
    return sum((each for block, each in hours.items() if kinds.get(block) is HoursKind.NT2), HoursCompared())


def term_of(person: Person, *, on: date) -> date | None:
    """The last day of the term within which the person integrates; None where nobody knows it.

    A language school may know that day (Bi 9.2), and nothing of what it was derived from.
    """
    case = _cases([person], purposes={person.pk: frozenset(Purpose)}, on=on)[person.pk]
    days = [each.last_day for each in read(case, on=on).of(TERM) if each.last_day]
    return max(days, default=None)


def readings_of(people: Iterable[Person], *, for_user: User, on: date) -> dict[UUID, Reading]:
    """Per person whose deadlines the user may see, what the clock says; in a fixed number of queries."""
    listed = list(people)
    purposes = purposes_for_all(for_user, people=listed)
    seen = [person for person in listed if CLOCK in purposes[person.pk]]
    cases = _cases(seen, purposes=purposes, on=on)
    return {person.pk: read(cases[person.pk], on=on) for person in seen}


@dataclass(frozen=True, kw_only=True)
class _Read:
    """Per person all that is known, the trajectory the person is in now, and every trajectory of all of them; per
    trajectory that runs what was said in it."""

    facts: Mapping[UUID, Mapping[str, Fact[Value]]]
    running: Mapping[UUID, Trajectory]
    courses: Sequence[Trajectory]
    said: Mapping[UUID, Mapping[str, Fact[Value]]]


def _cases(
    people: Collection[Person],
    *,
    purposes: Mapping[UUID, Collection[Purpose]],
    on: date,
    known: _Read | None = None,
) -> dict[UUID, Case]:
    ids = [person.pk for person in people]
    running = known.running if known else _running(ids)
    facts = known.facts if known else _facts(ids, running=running)
    events: dict[UUID, list[CaseEvent]] = defaultdict(list)
    for row in CaseEvent.objects.standing().filter(person__in=ids):
        if purpose_of(CaseEventKind(row.kind)) in purposes[row.person_id]:
            events[row.person_id].append(row)
    hours: dict[UUID, list[SpentHours]] = defaultdict(list)
    for spent in SpentHours.objects.standing().filter(person__in=ids):
        hours[spent.person_id].append(spent)
    attended = _attended(people, purposes=purposes, typed=hours, running=running)
    said = known.said if known else said_in(running.values())
    left = _left(people, purposes=purposes, courses=known.courses if known else None)
    found = {}
    for person in ids:
        told = facts.get(person, {})
        seen = {slug: fact for slug, fact in told.items() if _is_seen(slug, purposes[person])}
        trajectory = running.get(person)
        agreed = (
            bridge.agreements_of(trajectory, facts={**told, **said[trajectory.pk]}, kept=events[person], on=on)
            if trajectory is not None
            else ()
        )
        found[person] = bridge.case_of(
            facts=seen,
            events=events[person],
            hours=hours[person],
            agreements=agreed,
            attended=attended.get(person, ()),
            left=left.get(person, ()),
        )
    return found


def _left(
    people: Collection[Person],
    *,
    purposes: Mapping[UUID, Collection[Purpose]],
    courses: Sequence[Trajectory] | None,
) -> dict[UUID, list[tuple[str, date]]]:
    """Per person with what reasons trajectories ended, and when, for who may see why somebody left."""
    needed = variable(bridge.LEFT).purpose
    seen = [person.pk for person in people if needed in purposes[person.pk]]
    if courses is None:
        ended = Trajectory.objects.filter(person__in=seen, ended_on__isnull=False)
        rows = list(ended.values_list("person", "reason_for_leaving", "ended_on"))
    else:
        rows = [(each.person_id, each.reason_for_leaving, each.ended_on) for each in courses if each.person_id in seen]
    found: dict[UUID, list[tuple[str, date]]] = defaultdict(list)
    for person, reason, on in rows:
        if reason and on is not None:
            found[person].append((reason, on))
    return found


def _facts(people: Iterable[UUID], *, running: Mapping[UUID, Trajectory]) -> dict[UUID, Mapping[str, Fact[Value]]]:
    """What the clock asks about each person, and of who is in a trajectory what the design asks too."""
    asked = bridge.VARIABLES.union(*(asked_of(design) for design in {row.design for row in running.values()}))
    return facts_of_all(people, variables=asked)


def _attended(
    people: Collection[Person],
    *,
    purposes: Mapping[UUID, Collection[Purpose]],
    typed: Mapping[UUID, Iterable[SpentHours]],
    running: Mapping[UUID, Trajectory],
) -> dict[UUID, list[Hours]]:
    """Per person what progress adds to the hours that were written down, for who may see attendance."""
    seen = {person.pk: person for person in people if Purpose.ATTENDANCE in purposes[person.pk]}
    rows = HoursEntry.objects.filter(trajectory__person__in=list(seen), minutes__gt=0).as_known()
    by_person: dict[UUID, list[HoursEntry]] = defaultdict(list)
    for row in rows.unscoped(why=OF_WHOM_THE_CALLER_SEES).select_related("trajectory"):
        by_person[row.trajectory.person_id].append(row)
    courses = {row.trajectory_id: row.trajectory for each in by_person.values() for row in each}
    by_key = {each.design_id: each.design for each in running.values()}
    missing = {each.design_id for each in courses.values()} - by_key.keys()
    if missing:
        versions = DesignVersion.objects.filter(pk__in=missing).unscoped(why=OF_WHOM_THE_CALLER_SEES)
        by_key |= {row.pk: row for row in versions}
    for course in courses.values():
        course.design = by_key[course.design_id]
    blocks: dict[UUID, set[str]] = defaultdict(set)
    for entries in by_person.values():
        for row in entries:
            blocks[row.trajectory_id].add(row.block)
    kinds = kinds_attended(courses.values(), blocks=blocks)
    return {
        person: bridge.attended_hours(
            entries,
            kinds=kinds,
            typed=typed.get(person, ()),
            municipality=seen[person].municipality.name,
        )
        for person, entries in by_person.items()
    }


def attended_of(person: Person) -> list[Hours]:
    """What progress adds to the hours that were written down of a person, whoever asks."""
    typed = list(SpentHours.objects.standing().filter(person=person))
    everything = {person.pk: frozenset(Purpose)}
    found = _attended([person], purposes=everything, typed={person.pk: typed}, running=_running([person.pk]))
    return found.get(person.pk, [])


def _is_seen(slug: str, purposes: Collection[Purpose]) -> bool:
    return slug in bridge.VARIABLES and variable(slug).purpose in purposes


def _running(people: Iterable[UUID]) -> dict[UUID, Trajectory]:
    """The trajectory each person is in now: of several the one that started last."""
    rows = Trajectory.objects.filter(person__in=list(people), ended_on__isnull=True).select_related("design")
    return {row.person_id: row for row in rows.order_by("started_on", "pk")}


def events_of(person: Person, *, purposes: Collection[Purpose]) -> list[CaseEvent]:
    """The events noted of a person that somebody with these sets of facts may see, the newest first."""
    rows = CaseEvent.objects.standing().filter(person=person).order_by("-on", "-recorded_at")
    return [row for row in rows if purpose_of(CaseEventKind(row.kind)) in purposes]


def hours_of(person: Person) -> list[SpentHours]:
    """The hours noted of a person, the newest first."""
    return list(SpentHours.objects.standing().filter(person=person).order_by("-on", "-recorded_at"))


def event_of(person: Person, *, event: UUID, purposes: Collection[Purpose]) -> CaseEvent | None:
    """One of the events of a person, withdrawn or not; None where there is none to see."""
    row = CaseEvent.objects.select_related("person").filter(person=person, pk=event).first()
    return row if row is not None and purpose_of(CaseEventKind(row.kind)) in purposes else None


def hours_row(person: Person, *, hours: UUID) -> SpentHours | None:
    """One of the rows of hours of a person, withdrawn or not."""
    return SpentHours.objects.select_related("person").filter(person=person, pk=hours).first()


def question_variable(about: str) -> str:
    """The variable that answers a question of the clock; empty where an event or hours do."""
    return bridge.QUESTIONS.get(about, "")
