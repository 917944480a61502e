"""Where `tweespoor advice` has its evidence from: people's files, a roosterpuzzel, a plan, a simulation's answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tweespoor.core.advice import (
    CLASS,
    VARIABLES,
    AdviceError,
    Evidence,
    LanguageClass,
    Participant,
    PlannerFound,
    WaitFound,
)
from tweespoor.core.facts import Fact, FactState, Value
from tweespoor.core.planning import Instance, Plan, Slot
from tweespoor.core.population import PROGRAMMES, Population, pilot_population, pilot_supply, read_tables
from tweespoor.core.vocabulary import ValueKind, variable
from tweespoor.core.week import Daypart, HalfDay

NOON, EVENING = 12 * 60, 17 * 60


@dataclass(frozen=True, kw_only=True)
class Programme:
    """The people of one programme, before it is known which classes they attend."""

    slug: str
    people: tuple[Participant, ...]
    as_of: date
    classes: tuple[LanguageClass, ...] = ()


def of_the_pilots(*, as_of: date | None, latest: date) -> list[Programme]:
    """The invented people of the nine pilots with their invented classes; `latest` is the pilots' reference date."""
    population = pilot_population()
    return [_pilot(slug, population=population, as_of=as_of or latest) for slug in PROGRAMMES]


def _pilot(slug: str, *, population: Population, as_of: date) -> Programme:
    """A pilot's people and classes; every pilot has a `klas-1`, so that the pilot's name goes before."""
    supply = pilot_supply(slug, population=population)
    people = []
    for person in population.of(slug):
        facts = {name: fact for name in VARIABLES if (fact := person.facts.get(name)) is not None}
        if (own := supply.attends.get(person.id)) is not None:
            facts[CLASS] = Fact.known(f"{slug} {own}")
        people.append(
            Participant(
                id=str(person.id),
                facts=facts,
                options=tuple(f"{slug} {option}" for option in supply.options.get(person.id, ())),
                joined_on=person.joined_on,
            )
        )
    classes = tuple(
        LanguageClass(
            id=f"{slug} {each.id}",
            provider=each.school,
            half_days=frozenset(each.half_days),
            free_seats=each.free_seats,
        )
        for each in supply.classes
    )
    return Programme(slug=slug, people=tuple(people), classes=classes, as_of=as_of)


def of_files(folder: Path, *, as_of: date) -> list[Programme]:
    """The people of every programme in people.csv and facts.csv, with what was known of them on a day.

    Raises:
        PopulationError: if a file cannot be read, naming file, line and column.
    """
    people, facts = read_tables(folder)
    known: dict[str, dict[str, Fact[Value]]] = {}
    dated = facts.filter((facts["valid_on"] <= as_of) & (facts["known_on"] <= as_of)).sort("valid_on", "known_on")
    for row in dated.iter_rows(named=True):
        if row["variable"] in VARIABLES:
            known.setdefault(row["person"], {})[row["variable"]] = _fact(row)
    programmes: dict[str, list[Participant]] = {}
    for row in people.iter_rows(named=True):
        joined = row["joined_on"]
        person = Participant(id=row["person"], facts=known.get(row["person"], {}), joined_on=joined)
        programmes.setdefault(row["programme"], []).append(person)
    return [Programme(slug=slug, people=tuple(each), as_of=as_of) for slug, each in programmes.items()]


def _fact(row: Mapping[str, str]) -> Fact[Value]:
    if row["state"] != FactState.KNOWN.value:
        return Fact.none()
    several = variable(row["variable"]).kind is ValueKind.SEVERAL
    return Fact.known(tuple(row["value"].split(";")) if several else row["value"])


def evidence_of(programme: Programme, *, puzzle: Instance | None = None) -> Evidence:
    """A programme's evidence; with a roosterpuzzel, the classes are the puzzle's and who is in which follows from it.

    Raises:
        AdviceError: if nobody of the programme is in the puzzle, or a class there is not known.
    """
    if puzzle is None:
        return Evidence(people=programme.people, classes=programme.classes, as_of=programme.as_of)
    half_day = {slot.id: _half_day(slot) for slot in puzzle.slots}
    there = {each.id: each for each in puzzle.participants}
    if programme.people and not {person.id for person in programme.people} & there.keys():
        raise AdviceError(f"nobody of {programme.slug} is in the puzzle; its participants need the people's ids")
    people = []
    for person in programme.people:
        found = there.get(person.id)
        if found is None:
            people.append(person)
            continue
        facts = dict(person.facts)
        if found.class_id is not None:
            facts[CLASS] = Fact.known(found.class_id)
        people.append(Participant(id=person.id, facts=facts, options=found.class_options, joined_on=person.joined_on))
    classes = tuple(
        LanguageClass(
            id=each.id,
            provider=each.provider or each.location,
            half_days=frozenset(half_day[slot] for slot in each.slots),
            free_seats=each.free_seats,
        )
        for each in puzzle.classes
    )
    return Evidence(people=tuple(people), classes=classes, as_of=programme.as_of)


def _half_day(slot: Slot) -> str:
    part = Daypart.MORNING if slot.start < NOON else Daypart.AFTERNOON if slot.start < EVENING else Daypart.EVENING
    return HalfDay.of(day=slot.day, part=part).slug


def planner_found(puzzle: Instance, plan: Plan) -> PlannerFound:
    """What a plan of a puzzle places.

    Raises:
        AdviceError: if the plan has a group in a period that the puzzle has not.
    """
    periods = {each.id: place for place, each in enumerate(puzzle.periods)}
    joined: dict[str, set[str]] = {}
    last = -1
    for group in plan.groups:
        if group.period not in periods:
            raise AdviceError(f"the plan has a group in period {group.period}, which the puzzle has not")
        last = max(last, periods[group.period])
        for person in group.participants:
            joined.setdefault(person, set()).add(group.activity)
    placed = sum(
        any(option.activity in joined.get(person.id, ()) for option in demand.any_of)
        for person in puzzle.participants
        for demand in person.demands
    )
    return PlannerFound(
        people=len(puzzle.participants),
        placed_people=len(joined.keys() & {person.id for person in puzzle.participants}),
        demanded=puzzle.demands,
        placed=placed,
        groups=len(plan.groups),
        weeks=sum(period.weeks for period in puzzle.periods[: last + 1]),
    )


def waits_found(path: Path) -> tuple[WaitFound, ...]:
    """What the answer of `tweespoor mass --json` says, alone and together.

    Raises:
        AdviceError: if the file is no such answer, naming what is missing.
    """
    try:
        answer = json.loads(path.read_text(encoding="utf-8-sig"))
        estimates = answer["overall"]["estimates"]
        return tuple(
            WaitFound(
                together=name == "together",
                median_months=_interval(estimates[name]["median_months"]),
                waiting_after_6=_interval(estimates[name]["still_waiting_after_6_months"]),
            )
            for name in ("alone", "together")
            if name in estimates
        )
    except (OSError, UnicodeDecodeError) as problem:
        raise AdviceError(f"{path}: cannot be read: {problem}") from None
    except json.JSONDecodeError as problem:
        raise AdviceError(f"{path}, line {problem.lineno}: this is no JSON: {problem.msg}") from None
    except (KeyError, TypeError, ValueError) as problem:
        raise AdviceError(f"{path}: no answer of `tweespoor mass --json`: {problem} is missing or of no use") from None


def _interval(estimate: Mapping[str, float | str] | None) -> tuple[float, float, float] | None:
    if estimate is None or "not reached" in estimate.values():
        return None
    return float(estimate["value"]), float(estimate["low"]), float(estimate["high"])


@dataclass(frozen=True, kw_only=True)
class Found:
    """All there is to answer from for one programme."""

    slug: str
    evidence: Evidence
    planner: PlannerFound | None = None
    waits: tuple[WaitFound, ...] = field(default=())
    together: Evidence | None = None
