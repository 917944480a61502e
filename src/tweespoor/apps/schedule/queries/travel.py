"""Reads about how long people travel between the zones of a programme."""

from __future__ import annotations

import json
from hashlib import sha256

from tweespoor.apps.schedule.models import TravelFactors
from tweespoor.apps.schedule.queries.supply import zones_of
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.travel import Place, minutes_between


def travel_minutes(programme: Programme) -> dict[tuple[str, str], int]:
    """Minutes from zone to zone, as far as they are known."""
    rows = programme.travel_times.values_list("origin", "destination", "minutes")
    return {(origin, destination): minutes for origin, destination, minutes in rows}


def travel_seen(programme: Programme) -> str:
    """What tells whether the travel times still are what somebody saw."""
    known = sorted((*pair, minutes) for pair, minutes in travel_minutes(programme).items())
    return sha256(json.dumps(known).encode()).hexdigest()[:20]


def travel_factors(programme: Programme) -> TravelFactors:
    """How fast people travel, in tenths of a minute per kilometre; the usual, where nobody said."""
    return TravelFactors.objects.filter(programme=programme).first() or TravelFactors(programme=programme)


def reckoned(programme: Programme, *, tenths_per_km: int) -> dict[tuple[str, str], int]:
    """Minutes from the distance as the crow flies between all zones that have coordinates."""
    places = {
        zone.slug: Place(zone.latitude, zone.longitude)
        for zone in zones_of(programme)
        if zone.latitude is not None and zone.longitude is not None
    }
    return {
        (origin, destination): minutes_between(one, other, tenths_per_km=tenths_per_km)
        for origin, one in places.items()
        for destination, other in places.items()
    }
