"""Deeds: saying how long people travel between zones, or reckoning it from the distance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule.models import TravelFactors, TravelTime
from tweespoor.apps.schedule.queries.supply import may_change_supply, zones_of
from tweespoor.apps.schedule.queries.travel import reckoned, travel_seen
from tweespoor.apps.schedule.rules import ChangedMeanwhile, Refused
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.travel import Means


@transaction.atomic
def set_travel_times(
    *,
    programme: Programme,
    minutes: Mapping[tuple[str, str], int | None],
    based_on: str | None,
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> None:
    """Say the minutes from zone to zone; None takes a time away. `based_on` is what the user saw (`travel_seen`).

    Raises:
        ChangedMeanwhile: if somebody else said other times since the user looked.
        Refused: if the user does not plan this programme, or there is no such zone.
        AlreadyDone: if the request of `key` was carried out before.
    """
    _check(programme, by=by)
    slugs = {zone.slug for zone in zones_of(programme)}
    if any(zone not in slugs for pair in minutes for zone in pair):
        raise Refused(_("Een zone is intussen weg. Laad de pagina opnieuw."))
    if based_on is not None and travel_seen(programme) != based_on:
        raise ChangedMeanwhile
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    _keep(programme, minutes)
    log.record(
        deed="travel-times-set",
        on=programme,
        by=by.pk,
        now=now,
        organisation=programme.municipality_id,
        detail={"pairs": len(minutes)},
    )


@transaction.atomic
def reckon_travel_times(
    *,
    programme: Programme,
    means: Means,
    tenths: Mapping[Means, int],
    is_all: bool,
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> int:
    """Reckon the times between all zones with coordinates; those there are stay, unless `is_all`.

    `tenths` are the factors per means, in tenths of a minute per kilometre, which are kept. Returns how many times
    were set.

    Raises:
        Refused: if the user does not plan this programme.
        AlreadyDone: if the request of `key` was carried out before.
    """
    _check(programme, by=by)
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)
    factors = {each.value.replace("-", "_"): tenths[each] for each in Means}
    TravelFactors.objects.update_or_create(programme=programme, defaults=factors)
    there = set(programme.travel_times.values_list("origin", "destination"))
    found = {
        pair: minutes
        for pair, minutes in reckoned(programme, tenths_per_km=tenths[means]).items()
        if is_all or pair not in there
    }
    _keep(programme, found)
    log.record(
        deed="travel-times-set",
        on=programme,
        by=by.pk,
        now=now,
        organisation=programme.municipality_id,
        detail={"pairs": len(found), "means": means.value, "tenths": tenths[means]},
    )
    return len(found)


def _check(programme: Programme, *, by: User) -> None:
    if not may_change_supply(by, programme=programme):
        raise Refused(_("U kunt dit niet veranderen."))


def _keep(programme: Programme, minutes: Mapping[tuple[str, str], int | None]) -> None:
    for (origin, destination), value in minutes.items():
        if value is None:
            TravelTime.objects.filter(programme=programme, origin=origin, destination=destination).delete()
        else:
            TravelTime.objects.update_or_create(
                programme=programme, origin=origin, destination=destination, defaults={"minutes": value}
            )
