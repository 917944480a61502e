"""Travel times follow from distances, and RD coordinates mean the same places as degrees."""

from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.travel import Place, kilometres, minutes_between, place_of_rd


def test_the_middle_of_the_dutch_grid_is_the_tower_of_amersfoort():
    place = place_of_rd(155_000, 463_000)
    assert (round(place.latitude, 5), round(place.longitude, 5)) == (52.15517, 5.38721)


def test_the_westertoren_stands_where_it_stands():
    place = place_of_rd(120_700.723, 487_525.501)
    assert (round(place.latitude, 4), round(place.longitude, 4)) == (52.3745, 4.8835)


RD = st.tuples(st.integers(20_000, 270_000), st.integers(310_000, 600_000))


@given(RD, RD)
def test_distances_are_those_on_the_dutch_grid_within_a_hundredth(one, other):
    flat = hypot(one[0] - other[0], one[1] - other[1]) / 1000
    assert kilometres(place_of_rd(*one), place_of_rd(*other)) == pytest.approx(flat, rel=0.01, abs=0.01)


PLACES = st.builds(Place, st.floats(50.7, 53.6), st.floats(3.3, 7.3))


@given(PLACES, PLACES, st.integers(1, 200))
def test_there_takes_as_long_as_back_and_nowhere_takes_no_time(one, other, tenths):
    there = minutes_between(one, other, tenths_per_km=tenths)
    assert there == minutes_between(other, one, tenths_per_km=tenths)
    assert minutes_between(one, one, tenths_per_km=tenths) == 0


def test_minutes_are_rounded_up():
    north = Place(52.0, 5.0)
    assert minutes_between(north, Place(52.01, 5.0), tenths_per_km=50) == 6


def test_coordinates_outside_the_netherlands_are_none():
    with pytest.raises(ValueError, match="no RD"):
        place_of_rd(5.9, 51.2)
