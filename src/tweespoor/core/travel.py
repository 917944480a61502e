"""How long a way takes, from the distance as the crow flies and how fast people travel over it.

Coordinates are latitude and longitude (WGS 84), in degrees; those of the Dutch grid (RD, in metres) are brought to them
by the polynomials of F.H. Schreutelkamp and G.L. Strang van Hees, "Benaderingsformules voor de transformatie tussen RD-
en WGS84-kaartcoordinaten" (2001), good to less than a metre within the Netherlands.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import asin, ceil, cos, radians, sin, sqrt

EARTH_KM = 6371.0
RD_EAST = (0, 300_000)
RD_NORTH = (300_000, 620_000)
"""Within what RD coordinates of the Netherlands lie, in metres."""


class Means(StrEnum):
    """How people travel."""

    BICYCLE = "bicycle"
    CAR = "car"
    PUBLIC_TRANSPORT = "public-transport"


@dataclass(frozen=True)
class Place:
    """A place on earth, in degrees."""

    latitude: float
    longitude: float


def place_of_rd(east: float, north: float) -> Place:
    """The place of a pair of RD coordinates, in metres.

    Raises:
        ValueError: if they do not lie in the Netherlands.
    """
    if not (RD_EAST[0] <= east <= RD_EAST[1] and RD_NORTH[0] <= north <= RD_NORTH[1]):
        raise ValueError(f"{east}, {north} are no RD coordinates within the Netherlands")
    x, y = (east - 155_000) * 1e-5, (north - 463_000) * 1e-5
    seconds_north = (
        3235.65389 * y
        - 32.58297 * x**2
        - 0.2475 * y**2
        - 0.84978 * x**2 * y
        - 0.0655 * y**3
        - 0.01709 * x**2 * y**2
        - 0.00738 * x
        + 0.0053 * x**4
        - 0.00039 * x**2 * y**3
        + 0.00033 * x**4 * y
        - 0.00012 * x * y
    )
    seconds_east = (
        5260.52916 * x
        + 105.94684 * x * y
        + 2.45656 * x * y**2
        - 0.81885 * x**3
        + 0.05594 * x * y**3
        - 0.05607 * x**3 * y
        + 0.01199 * y
        - 0.00256 * x**3 * y**2
        + 0.00128 * x * y**4
        + 0.00022 * y**2
        - 0.00022 * x**2
        + 0.00026 * x**5
    )
    return Place(52.15517440 + seconds_north / 3600, 5.38720621 + seconds_east / 3600)


def kilometres(origin: Place, destination: Place) -> float:
    """The distance as the crow flies, over a round earth."""
    one, other = radians(origin.latitude), radians(destination.latitude)
    height = sin((other - one) / 2) ** 2
    width = sin(radians(destination.longitude - origin.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(height + cos(one) * cos(other) * width)))


def minutes_between(origin: Place, destination: Place, *, tenths_per_km: int) -> int:
    """Whole minutes, rounded up, at so many tenths of a minute per kilometre as the crow flies."""
    return ceil(round(kilometres(origin, destination) * tenths_per_km / 10, 6))
