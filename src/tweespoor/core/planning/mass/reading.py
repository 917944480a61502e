"""Read a scenario from a YAML or JSON file; what is left out has the default of `defaults`. Faults name their place."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any

import yaml

from tweespoor.core.planning.fields import FormatError, Place, kind_of
from tweespoor.core.planning.generate import LEVEL_SHARES
from tweespoor.core.planning.mass.defaults import (
    ARRIVALS_PER_MONTH,
    TRAVEL,
    default_providers,
    default_trainings,
    even_travel,
)
from tweespoor.core.planning.mass.settings import (
    HALF_DAYS,
    LEVELS,
    ClassTimetable,
    Municipality,
    Provider,
    Scenario,
    Training,
)

FORMAT = "mass/1"
MOST_MONTHS = 240
MOST_ARRIVALS = 1000
LARGEST_SHARE = 1_000_000
MOST_OUTSIDE = 20
"""With more, the seats of others would cost more than one request is worth, and the planner would not start."""


def read_scenario(text: str) -> Scenario:
    """The scenario in the text of a file.

    Raises:
        FormatError: with every fault and its place.
    """
    root = Place(_parsed(text), "")
    optional = (
        "trainings", "travel", "months", "warm_up_months", "planning_every_weeks", "sector_share", "work",
    )  # fmt: skip
    known = root.is_object(required=("format", "municipalities"), optional=optional)
    if known and root.at("format").text() not in ("", FORMAT):
        root.at("format").fault(f"expected {FORMAT!r}, found {root.at('format').value!r}")
    scenario = _scenario(root) if known and not root.faults else None
    if scenario is None or root.faults:
        raise FormatError(*root.faults)
    return scenario


class _Loader(yaml.SafeLoader):
    """YAML, of which JSON is a part; refuses a name that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping, with every name once."""
        names: set[str] = set()
        for key, _ in node.value:
            if key.value in names and isinstance(key, yaml.ScalarNode):
                raise FormatError(f"line {key.start_mark.line + 1}: the name {key.value!r} stands twice; keep one")
            if isinstance(key, yaml.ScalarNode):
                names.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _parsed(text: str) -> object:
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 (a safe loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise FormatError(f"{place}neither YAML nor JSON: {error.problem}") from None
    except RecursionError:
        raise FormatError("nested too deeply: lists and objects stand in each other a thousand times") from None
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError(f"neither YAML nor JSON: {str(error).splitlines()[0]}") from None


def _scenario(root: Place) -> Scenario | None:
    towns = tuple(_municipality(item) for item in root.at("municipalities").items())
    _once(root.at("municipalities"), names=[town.name for town in towns])
    if not towns and not root.faults:
        root.at("municipalities").fault("name at least one municipality")
    trainings = root.at("trainings").unless_missing(
        lambda: tuple(_training(item) for item in root.at("trainings").items()), default=default_trainings()
    )
    _once(root.at("trainings"), names=[training.name for training in trainings])
    travel = _travel(root.at("travel"), count=len(towns))

    def number(key: str, *, at_least: int, at_most: int, default: int) -> int:
        at = root.at(key)
        return at.unless_missing(lambda: at.whole(at_least=at_least, at_most=at_most), default=default)

    months = number("months", at_least=1, at_most=MOST_MONTHS, default=Scenario.months)
    warm_up = number("warm_up_months", at_least=0, at_most=MOST_MONTHS, default=Scenario.warm_up_months)
    every = number("planning_every_weeks", at_least=1, at_most=104, default=Scenario.planning_every_weeks)
    work = number("work", at_least=0, at_most=1_000_000, default=Scenario.work)
    sectors = _fraction(root.at("sector_share"), at_most=1, default=Scenario.sector_share)
    if root.faults:
        return None
    return Scenario(
        municipalities=towns,
        trainings=trainings,
        travel=travel,
        months=months,
        warm_up_months=warm_up,
        planning_every_weeks=every,
        sector_share=sectors,
        work=work,
    )


def _once(place: Place, *, names: list[str]) -> None:
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        place.fault(f"the name {twice[0]!r} is there twice; give each its own")


def _name(place: Place) -> str:
    name = place.text()
    if "/" in name:
        place.fault(f"the name {name!r} holds a '/'; use another sign")
    return name


def _fraction(place: Place, *, at_most: float, default: float, at_least: float = 0.0) -> float:
    """A number, with or without a fraction, within limits; the default where it is left out or wrong."""

    def read() -> float:
        value = place.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            place.fault(f"expected a number, found {kind_of(value)}")
        elif not at_least <= value <= at_most:
            place.fault(f"{value} is not between {at_least:g} and {at_most:g}")
        else:
            return float(value)
        return default

    return place.unless_missing(read, default=default)


def _municipality(place: Place) -> Municipality:
    optional = ("arrivals_per_month", "level_mix", "providers", "rooms", "room_capacity")
    place.is_object(required=("name",), optional=optional)
    levels, providers = place.at("level_mix"), place.at("providers")
    rooms, capacity = place.at("rooms"), place.at("room_capacity")
    return Municipality(
        name=_name(place.at("name")),
        arrivals_per_month=_arrivals(place.at("arrivals_per_month")),
        level_mix=levels.unless_missing(lambda: _level_mix(levels), default=LEVEL_SHARES),
        providers=providers.unless_missing(lambda: _providers(providers), default=default_providers()),
        rooms=rooms.unless_missing(lambda: rooms.whole(at_most=100), default=Municipality.rooms),
        room_capacity=capacity.unless_missing(
            lambda: capacity.whole(at_least=1, at_most=1000), default=Municipality.room_capacity
        ),
    )


def _arrivals(place: Place) -> float | tuple[int, ...]:
    if isinstance(place.value, list):
        if not place.value:
            place.fault("name the arrivals of at least one month")
        return tuple(item.whole(at_most=MOST_ARRIVALS) for item in place.items())
    return _fraction(place, at_most=MOST_ARRIVALS, default=ARRIVALS_PER_MONTH)


def _level_mix(place: Place) -> tuple[float, ...]:
    if not place.is_object(optional=LEVELS):
        return LEVEL_SHARES
    mix = tuple(_fraction(place.at(level), at_most=LARGEST_SHARE, default=0.0) for level in LEVELS)
    if not sum(mix):
        place.fault("give at least one level a share above 0")
    return mix


def _providers(place: Place) -> tuple[Provider, ...]:
    providers = tuple(_provider(item) for item in place.items())
    _once(place, names=[each.name for each in providers])
    if providers and not sum(each.share for each in providers):
        place.fault("give at least one provider a share above 0")
    return providers


def _provider(place: Place) -> Provider:
    place.is_object(required=("name", "timetables"), optional=("share", "switching"))
    timetables = tuple(_timetable(item) for item in place.at("timetables").items())
    if place.at("timetables").value == []:
        place.at("timetables").fault("a provider has at least one timetable")
    elif timetables and not sum(each.share for each in timetables):
        place.at("timetables").fault("give at least one timetable a share above 0")
    switching = place.at("switching")
    return Provider(
        name=_name(place.at("name")),
        timetables=timetables,
        share=_fraction(place.at("share"), at_most=LARGEST_SHARE, default=Provider.share),
        switching=switching.unless_missing(switching.flag, default=Provider.switching),
    )


def _timetable(place: Place) -> ClassTimetable:
    place.is_object(required=("half_days",), optional=("share", "free_seats"))
    half_days: list[str] = []
    for item in place.at("half_days").items():
        half_days.append(_one_of(item, names=HALF_DAYS, kind="half-day"))
        if half_days.count(half_days[-1]) > 1:
            item.fault(f"the half-day {half_days[-1]!r} is there twice")
    seats = place.at("free_seats")
    return ClassTimetable(
        half_days=tuple(half_days),
        share=_fraction(place.at("share"), at_most=LARGEST_SHARE, default=ClassTimetable.share),
        free_seats=seats.unless_missing(lambda: seats.whole(at_most=1000), default=ClassTimetable.free_seats),
    )


def _one_of(place: Place, *, names: tuple[str, ...], kind: str) -> str:
    name = place.text()
    if name and name not in names:
        place.fault(f"unknown {kind} {name!r}; known are {', '.join(names)}")
    return name


def _training(place: Place) -> Training:
    """A training; under the name of a default one, what is left out is as there."""
    optional = (
        "share", "weeks", "min_size", "max_size", "level_min", "level_max", "spread", "sessions", "outside", "sector",
        "trainers",
    )  # fmt: skip
    place.is_object(required=("name",), optional=optional)
    name = _name(place.at("name"))
    usual = next((each for each in default_trainings() if each.name == name), Training(name=name, share=0.5))

    def number(key: str, *, default: int, at_least: int = 1, at_most: int = 1000) -> int:
        at = place.at(key)
        return at.unless_missing(lambda: at.whole(at_least=at_least, at_most=at_most), default=default)

    def level(key: str, *, default: int) -> int:
        at = place.at(key)
        return at.unless_missing(_level(at, default=default), default=default)

    training = replace(
        usual,
        share=_fraction(place.at("share"), at_most=1, default=usual.share),
        weeks=number("weeks", default=usual.weeks, at_most=104),
        min_size=number("min_size", default=usual.min_size),
        max_size=number("max_size", default=usual.max_size),
        levels=(level("level_min", default=usual.levels[0]), level("level_max", default=usual.levels[1])),
        spread=number("spread", default=usual.spread, at_least=0, at_most=len(LEVELS)),
        sessions=number("sessions", default=usual.sessions, at_most=5),
        outside=number("outside", default=usual.outside, at_least=0, at_most=MOST_OUTSIDE),
        sector=place.at("sector").unless_missing(place.at("sector").flag, default=usual.sector),
        trainers=number("trainers", default=usual.trainers, at_least=0, at_most=100),
    )
    _can_be_meant(place, training=training)
    return training


def _level(place: Place, *, default: int) -> Callable[[], int]:
    def read() -> int:
        name = _one_of(place, names=LEVELS, kind="level")
        return LEVELS.index(name) if name in LEVELS else default

    return read


def _can_be_meant(place: Place, *, training: Training) -> None:
    if training.min_size > training.max_size:
        place.fault(f"min_size {training.min_size} is above max_size {training.max_size}")
    if training.outside >= training.min_size:
        place.fault(f"outside {training.outside} must be below min_size {training.min_size}")
    if training.levels[0] > training.levels[1]:
        low, high = (LEVELS[number] for number in training.levels)
        place.fault(f"level_min {low!r} is above level_max {high!r}")


def _travel(place: Place, *, count: int) -> tuple[tuple[int, ...], ...]:
    """A number of minutes between any two municipalities, or a row for each with the minutes to every other."""
    if not isinstance(place.value, list):
        return even_travel(count, minutes=place.unless_missing(lambda: place.whole(at_most=1440), default=TRAVEL))
    rows = [tuple(cell.whole(at_most=1440) for cell in row.items()) for row in place.items()]
    if len(rows) != count:
        place.fault(f"has {len(rows)} rows for {count} municipalities")
    for number, row in enumerate(rows):
        if len(row) != count and isinstance(place.value[number], list):
            place.fault(f"row {number} has {len(row)} numbers for {count} municipalities")
    return tuple(rows)
