"""Brings an invented supply into a programme: rooms, classes, offers with their trainers, periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from math import ceil

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.people import actions as people_actions
from tweespoor.apps.people import sharing
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.actions import add_supply as add_rows
from tweespoor.apps.schedule.queries import COURSE
from tweespoor.apps.schedule.supply import NewClass, NewOffer, NewPeriod, NewPlace, NewRoom, NewSupply, NewTrainer
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.designs import OfferSpec
from tweespoor.core.facts import Fact
from tweespoor.core.population import Location, OfferNeed, Supply, Trainer, make_trainers
from tweespoor.core.vocabulary import ActivityFamily, Purpose
from tweespoor.core.week import week_grid

SCHOOL_CONSENT = (Purpose.LEVEL, Purpose.ATTENDANCE, Purpose.CONTACT)
PARTNER_CONSENT = (Purpose.LEVEL, Purpose.ATTENDANCE, Purpose.AVAILABILITY, Purpose.WORK)
MUNICIPAL_CONSENT = (Purpose.ATTENDANCE, Purpose.HEALTH)
PERIOD_WEEKS = 13
PERIODS = 2
"""Two quarters: Hoeksche Waard plans its trainings per quarter (annex 2)."""
WHERE = {
    "leerhuis": ("Kloosterplein 4", "Neem bus 4. Stap uit bij het station. Loop langs de kerk. De deur is groen."),
    "werkplaats": ("Handelskade 12", "Fiets langs het water. Na de brug ziet u een groot rood gebouw. Daar is het."),
}
"""The invented addresses of the buildings where trainings are, and how to get there."""


def add_supply(
    programme: Programme,
    *,
    supply: Supply,
    offers: Sequence[OfferSpec],
    schools: Mapping[str, Organisation],
    trainers_of: Organisation,
    people: Sequence[Person],
    first_period: date,
    seed: int,
    now: datetime,
) -> None:
    """Add everything a programme plans with, and share its people with the partners whose task needs them."""
    needs = [
        OfferNeed(id=offer.id, groups=ceil(len(people) / offer.max_size), sessions=offer.sessions) for offer in offers
    ]
    trainers = make_trainers(needs, seed=seed)
    add_rows(
        programme=programme,
        supply=NewSupply(
            places=[_place(each) for each in supply.locations],
            travel=supply.travel,
            rooms=[
                NewRoom(
                    slug=each.id, name=each.name, place=each.location, capacity=each.capacity, half_days=each.half_days
                )
                for each in supply.rooms
            ],
            classes=[
                NewClass(
                    slug=each.id,
                    name=each.name,
                    provider=schools[each.school],
                    place=each.location,
                    level=each.level,
                    half_days=each.half_days,
                    free_seats=each.free_seats,
                )
                for each in supply.classes
            ],
            attends=supply.attends,
            options=supply.options,
            periods=[
                NewPeriod(
                    name=f"{'Eerste' if place == 0 else 'Tweede'} periode",
                    starts_on=first_period + timedelta(weeks=place * PERIOD_WEEKS),
                    weeks=PERIOD_WEEKS,
                )
                for place in range(PERIODS)
            ],
            offers=[_offer(offer, supply=supply, trainers=trainers) for offer in offers],
            trainers=[
                NewTrainer(name=each.name, half_days=each.half_days, max_sessions=each.max_sessions)
                for each in trainers
            ],
            trainers_of=trainers_of,
        ),
        now=now,
    )
    _share(people, supply=supply, schools=schools, trainers_of=trainers_of, now=now)
    _say_courses(supply, schools=schools, now=now)


def _place(location: Location) -> NewPlace:
    address, route = WHERE.get(location.id, ("", ""))
    return NewPlace(slug=location.id, name=location.name, zone=location.zone, address=address, route=route)


def _offer(offer: OfferSpec, *, supply: Supply, trainers: Sequence[Trainer]) -> NewOffer:
    practice = offer.kind.family is ActivityFamily.PARTICIPATION or offer.kind.value in ("vocational", "sport")
    rooms = [room.id for room in supply.rooms if room.location == ("werkplaats" if practice else "leerhuis")]
    if offer.kind.value == "sport" or offer.sessions > 1:
        rooms = [room.id for room in supply.rooms]
    return NewOffer(
        slug=offer.id,
        name_nl=offer.label.nl,
        name_en=offer.label.en,
        kind=offer.kind.value,
        sessions=offer.sessions,
        length=offer.length,
        weeks=min(offer.weeks, PERIOD_WEEKS),
        min_size=offer.min_size,
        max_size=offer.max_size,
        level_min=offer.level_min.value,
        level_max=offer.level_max.value,
        max_level_spread=offer.max_level_spread,
        max_groups=offer.max_groups,
        outside_seats=offer.outside_seats,
        group_cost=offer.group_cost,
        preteach=offer.preteach,
        half_days=tuple(
            half_day.slug
            for half_day in week_grid()
            if (not offer.dayparts or half_day.part in offer.dayparts) and half_day not in offer.avoid
        ),
        rooms=tuple(rooms),
        trainers=tuple(each.name for each in trainers if offer.id in each.offers),
        after=offer.after,
    )


def _share(
    people: Sequence[Person],
    *,
    supply: Supply,
    schools: Mapping[str, Organisation],
    trainers_of: Organisation,
    now: datetime,
) -> None:
    """A school sees those in its classes, the organisation of the trainers those in the programme.

    The pilots' people fall under the act of 2013, which gives no ground for exchange: they consented.
    """
    school_of = {each.id: each.school for each in supply.classes}
    for name, school in schools.items():
        pupils = [person for person in people if school_of.get(supply.attends.get(person.pk, "")) == name]
        people_actions.share(people=pupils, organisation=school, since=now.date(), now=now)
        _consent(pupils, organisation=school, purposes=SCHOOL_CONSENT, now=now)
    people_actions.share(people=people, organisation=trainers_of, since=now.date(), now=now)
    _consent(people, organisation=trainers_of, purposes=PARTNER_CONSENT, now=now)
    for municipality in {person.municipality for person in people}:
        own = [person for person in people if person.municipality == municipality]
        _consent(own, organisation=municipality, purposes=MUNICIPAL_CONSENT, now=now)


def _say_courses(supply: Supply, *, schools: Mapping[str, Organisation], now: datetime) -> None:
    """The class of each in words, as a case manager who chooses one says it."""
    classes = {each.id: each for each in supply.classes}
    courses = {}
    for person, slug in supply.attends.items():
        words = f"{schools[classes[slug].school].name}, {classes[slug].name}"
        courses[person] = {COURSE: Fact.known(words, valid_on=now.date(), source="intake")}
    people_actions.add_facts(facts=courses, by=None, now=now)


def _consent(
    people: Sequence[Person], *, organisation: Organisation, purposes: Sequence[Purpose], now: datetime
) -> None:
    sharing.bring_consents(
        people=people, organisation=organisation, purposes=purposes, how="intake", on=now.date(), now=now
    )
