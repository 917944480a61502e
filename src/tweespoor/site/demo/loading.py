"""Loads the demonstration, programme by programme; what is there already is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.organisations.models import Organisation, Region
from tweespoor.apps.people import actions as people
from tweespoor.apps.schedule import actions as schedule
from tweespoor.apps.trajectories import actions as trajectories
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import offers_of, programme_named
from tweespoor.core.designs import Design, phase_bars, pilot, pilot_text
from tweespoor.core.planning import FIRST_TIME, is_compiled
from tweespoor.core.population import LABELS, PROGRAMMES, Person, Population, Supply, pilot_population, pilot_supply
from tweespoor.core.vocabulary import OrganisationKind
from tweespoor.core.week import monday_of
from tweespoor.site.demo.newcomers import add_newcomers, add_statements
from tweespoor.site.demo.plans import add_plans
from tweespoor.site.demo.progress import add_costs, add_progress, add_purse
from tweespoor.site.demo.supply import add_supply
from tweespoor.site.demo.themes import add_themes
from tweespoor.site.demo.users import add_users, own_programme

REGION = "Demoregio"
INTAKES = 4
RESEARCH = "Onderzoeksbureau Peildatum"
SOCIAL_WORK = "De Werkschakel"
REGISTERED_UNTIL = date(2021, 3, 1)
"""The first Monday after the reference date's month: what the registry of the evaluation tells is of before."""
WEEKS_UNDER_WAY = 2
"""How long the first period has been going on: the groups meet in the weeks around the day of loading."""
WITH_PURSE = ("drechtsteden", "roermond")
"""Dordrecht had a purse for breakthroughs (section 4.4); Roermond has one so that the demonstration starts with one."""


class UnknownProgramme(ValueError):
    """A programme that the demonstration does not have."""


def load(*, programmes: Sequence[str] | None, seconds: int, seed: int, say: Callable[[str], None]) -> None:
    """Load and plan the programmes that are not there yet.

    Raises:
        UnknownProgramme: if there is none of a name, naming those there are.
    """
    chosen = list(programmes or PROGRAMMES)
    for slug in chosen:
        if slug not in PROGRAMMES:
            raise UnknownProgramme(f"there is no programme {slug!r}; there are {', '.join(PROGRAMMES)}")
    population = pilot_population(seed=seed)
    is_planned = [programme.timetables.exists() for slug in chosen if (programme := programme_named(slug))]
    if not is_compiled() and (len(is_planned) < len(chosen) or not all(is_planned)):
        say(FIRST_TIME)
    for place, slug in enumerate(chosen, start=1):
        step = f"[{place}/{len(chosen)}] {slug}"
        programme = programme_named(slug)
        if programme is None:
            say(f"{step}: loading {len(population.of(slug))} invented people ...")
            programme = _add_programme(slug, population=population, seed=seed, now=timezone.now())
        if not programme.timetables.exists():
            say(f"{step}: planning (at most {seconds} s) ...")
            timetable = schedule.plan_at_once(programme=programme, seconds=seconds, seed=seed, clock=timezone.now)
            told = f"{timetable.placed} of {timetable.demanded} wishes placed"
            say(f"{step}: {told if timetable.demanded else 'nobody asks for a group training'}")
    add_newcomers(municipality=own_programme(chosen).municipality, now=timezone.now())
    add_users(programmes=chosen, now=timezone.now())
    add_plans(own_programme(chosen), now=timezone.now())


@transaction.atomic
def _add_programme(slug: str, *, population: Population, seed: int, now: datetime) -> Programme:
    design = pilot(slug)
    region = organisations.add_region(name=REGION)
    municipality = organisations.add_organisation(
        name=f"Gemeente {design.municipalities[0]}", kind=OrganisationKind.MUNICIPALITY, region=region
    )
    supply = pilot_supply(slug, population=population, seed=seed)
    first_period = monday_of(timezone.localdate(now)) - timedelta(weeks=WEEKS_UNDER_WAY)
    partners = _partners(supply, region=region)
    programme = trajectories.add_programme(
        slug=slug,
        name=_name(design.municipalities),
        short_name=LABELS[slug],
        municipality=municipality,
        partners=[*partners.values()],
        design=trajectories.save_design(slug=slug, text=pilot_text(slug), now=now),
        starts_on=first_period,
        now=now,
    )
    mine = population.of(slug)
    rows = people.add_people(
        people=[
            people.NewPerson(
                id=person.id,
                number=person.number,
                given_name=person.given_name,
                family_name=person.family_name,
                zone=person.zone,
                joined_on=person.joined_on,
                facts=person.facts,
            )
            for person in mine
        ],
        municipality=municipality,
        by=None,
        now=now,
    )
    add_statements(
        rows=rows,
        settled={each.id: on for each in mine if isinstance(on := each.facts["settled-on"].value, date)},
        now=now,
    )
    moved = first_period - REGISTERED_UNTIL
    started = {key: day + moved for key, day in _starts(mine, design=design).items()}
    trajectories.start_trajectories(programme=programme, people=rows, started=started, now=now)
    add_supply(
        programme,
        supply=supply,
        offers=offers_of(programme.design),
        schools={name: partners[name] for name in supply.schools},
        trainers_of=partners[SOCIAL_WORK],
        people=rows,
        first_period=first_period,
        seed=seed,
        now=now,
    )
    add_themes(programme, now=now)
    add_progress(programme, on=first_period, seed=seed, now=now)
    add_costs(programme, on=first_period, seed=seed, now=now)
    if slug in WITH_PURSE:
        add_purse(programme, people=rows, now=now)
    return programme


def _starts(mine: Sequence[Person], *, design: Design) -> dict[UUID, date]:
    """When each trajectory started, by the registry: on joining, or for who would be through by now, in one of the last
    intakes. The demonstration moves all of them on, as many weeks as its first period.

    The lockdowns of 2020 stopped and restarted the pilots; the demonstration spreads those people over the design.
    """
    last = phase_bars(design)[-1]
    if last.end_week is None:
        return {person.id: person.joined_on for person in mine}
    starts = {}
    for place, person in enumerate(mine):
        intake = REGISTERED_UNTIL - timedelta(weeks=last.end_week * (place % INTAKES) // INTAKES)
        through = person.joined_on + timedelta(weeks=last.end_week) <= REGISTERED_UNTIL
        starts[person.id] = intake if through else person.joined_on
    return starts


def _name(municipalities: Sequence[str]) -> str:
    if len(municipalities) == 1:
        return municipalities[0]
    return f"{', '.join(municipalities[:-1])} en {municipalities[-1]}"


def _partners(supply: Supply, *, region: Region) -> dict[str, Organisation]:
    kinds = {
        **dict.fromkeys(supply.schools, OrganisationKind.LANGUAGE_PROVIDER),
        SOCIAL_WORK: OrganisationKind.SHELTERED_WORK,
        RESEARCH: OrganisationKind.RESEARCH,
    }
    return {name: organisations.add_organisation(name=name, kind=kind, region=region) for name, kind in kinds.items()}
