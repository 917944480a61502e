"""Deeds: adding what there is to plan with."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule.actions.trainers import share_with_trainers
from tweespoor.apps.schedule.models import (
    Enrolment,
    LanguageClass,
    Location,
    Offer,
    Period,
    Room,
    Trainer,
    TravelTime,
    Zone,
)
from tweespoor.apps.schedule.supply import NewOffer, NewSupply
from tweespoor.apps.trajectories.models import Programme


@transaction.atomic
def add_supply(*, programme: Programme, supply: NewSupply, now: datetime) -> None:
    """Add places, rooms, classes with who attends them, periods, trainers and offers: all of it or nothing."""
    places = {
        new.slug: Location.objects.create(
            programme=programme,
            slug=new.slug,
            name=new.name,
            zone=new.zone,
            address=new.address,
            route=new.route,
        )
        for new in supply.places
    }
    zones = {new.zone for new in supply.places} | {zone for pair in supply.travel for zone in pair}
    Zone.objects.bulk_create(
        Zone(programme=programme, slug=slug, name=slug.replace("-", " ").capitalize()) for slug in sorted(zones)
    )
    TravelTime.objects.bulk_create(
        TravelTime(programme=programme, origin=origin, destination=destination, minutes=minutes)
        for (origin, destination), minutes in supply.travel.items()
    )
    rooms = {
        new.slug: Room.objects.create(
            location=places[new.place], name=new.name, capacity=new.capacity, half_days=list(new.half_days)
        )
        for new in supply.rooms
    }
    Period.objects.bulk_create(
        Period(programme=programme, name=new.name, starts_on=new.starts_on, weeks=new.weeks) for new in supply.periods
    )
    _add_classes(programme, supply=supply, places=places)
    _add_offers(programme, supply=supply, rooms=rooms)
    log.record(
        deed="supply-added",
        on=programme,
        by=None,
        now=now,
        detail={"offers": len(supply.offers), "classes": len(supply.classes), "rooms": len(rooms)},
    )


def _add_classes(programme: Programme, *, supply: NewSupply, places: dict[str, Location]) -> None:
    classes = {
        new.slug: LanguageClass.objects.create(
            programme=programme,
            provider=new.provider,
            location=places[new.place],
            name=new.name,
            level=new.level,
            half_days=list(new.half_days),
            free_seats=new.free_seats,
        )
        for new in supply.classes
    }
    for person, slug in supply.attends.items():
        enrolment = Enrolment.objects.create(person_id=person, language_class=classes[slug])
        enrolment.options.set([classes[option] for option in supply.options.get(person, ())])


def _add_offers(programme: Programme, *, supply: NewSupply, rooms: dict[str, Room]) -> None:
    trainers = {
        new.name: Trainer.objects.create(
            programme=programme,
            organisation=supply.trainers_of,
            name=new.name,
            half_days=list(new.half_days),
            max_sessions=new.max_sessions,
        )
        for new in supply.trainers
    }
    offers = {new.slug: _offer(programme, new) for new in supply.offers}
    for new in supply.offers:
        offers[new.slug].rooms.set([rooms[slug] for slug in new.rooms])
        offers[new.slug].trainers.set([trainers[name] for name in new.trainers])
        offers[new.slug].after.set([offers[slug] for slug in new.after])


def _offer(programme: Programme, new: NewOffer) -> Offer:
    return Offer.objects.create(
        programme=programme,
        slug=new.slug,
        name_nl=new.name_nl,
        name_en=new.name_en,
        kind=new.kind,
        sessions=new.sessions,
        length=new.length,
        weeks=new.weeks,
        min_size=new.min_size,
        max_size=new.max_size,
        level_min=new.level_min,
        level_max=new.level_max,
        max_level_spread=new.max_level_spread,
        max_groups=new.max_groups,
        outside_seats=new.outside_seats,
        group_cost=new.group_cost,
        preteach=new.preteach,
        half_days=list(new.half_days),
    )


@transaction.atomic
def link_trainer(*, programme: Programme, user: User, now: datetime) -> None:
    """Let a user be the trainer who gives most groups in the programme, where nobody is yet."""
    trainers = Trainer.objects.filter(programme=programme)
    if trainers.filter(user=user).exists():
        return
    busiest = max(trainers, key=lambda trainer: (trainer.groups.count(), trainer.name), default=None)
    if busiest is not None:
        busiest.user = user
        busiest.name = user.name
        busiest.save(update_fields=["user", "name"])
        log.record(deed="trainer-linked", on=busiest, by=user.pk, now=now)
        share_with_trainers(programme=programme, now=now)
