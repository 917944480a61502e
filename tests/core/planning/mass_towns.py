"""Towns, people and trainings for simulations that can be followed by hand."""

from __future__ import annotations

from tweespoor.core.planning import Demand, Option, Participant
from tweespoor.core.planning.mass import (
    Arrival,
    History,
    Municipality,
    Scenario,
    Training,
    even_travel,
)


def a_town(name: str = "dorp", **fields: object) -> Municipality:
    return Municipality(
        name=name, **{"arrivals_per_month": 4.0, "level_mix": (0, 1, 0, 0, 0, 0), "providers": (), **fields}
    )  # type: ignore[arg-type]


def a_scenario(*towns: Municipality, **fields: object) -> Scenario:
    """Sport for at least eight people, of any level, for a year and from the first day on."""
    places = towns or (a_town(),)
    usual = {"trainings": (sport(),), "travel": even_travel(len(places)), "months": 12, "warm_up_months": 0}
    return Scenario(municipalities=places, **{**usual, **fields})  # type: ignore[arg-type]


def sport(**fields: object) -> Training:
    return Training(name="sport", **{"share": 1.0, "min_size": 8, "spread": 5, **fields})  # type: ignore[arg-type]


def somebody(number: int, *, day: int = 0, town: str = "dorp", level: int = 1, **fields: object) -> Arrival:
    """Somebody who is always free and asks for sport."""
    person = Participant(
        id=f"{town}/{number}",
        level=level,
        gender="v",
        zone=town,
        demands=(Demand(weight=0, any_of=(Option(activity="sport"),)),),
        **fields,  # type: ignore[arg-type]
    )
    return Arrival(day=day, municipality=town, participant=person)


def waited(history: History) -> dict[str, int | None]:
    """How long each person waited; None for those who wait still."""
    return {wait.person: wait.days if wait.placed else None for wait in history.waits}
