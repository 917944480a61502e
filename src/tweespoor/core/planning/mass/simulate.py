"""Replications of the queue: the same arrivals, by chance, planned in different arrangements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tweespoor.core.planning.mass.arrivals import draw_arrivals
from tweespoor.core.planning.mass.bootstrap import FEWEST_REPLICATIONS
from tweespoor.core.planning.mass.queue import History, run_queue
from tweespoor.core.planning.mass.settings import Arrangement, Scenario


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What happened in the replications of each arrangement. Replication i has the same arrivals in all of them."""

    scenario: Scenario
    seed: int
    histories: Mapping[Arrangement, tuple[History, ...]]

    @property
    def replications(self) -> int:
        """How many replications there are of each arrangement."""
        return len(next(iter(self.histories.values())))


def simulate(
    scenario: Scenario,
    *,
    replications: int = 20,
    seed: int = 1,
    arrangements: tuple[Arrangement, ...] = tuple(Arrangement),
    progress: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """Let people arrive and plan them, over and over. `progress` is told how many replications are done.

    The same arguments give the same outcome.

    Raises:
        ValueError: if there is no arrangement, or there are too few replications for an interval.
    """
    if not arrangements:
        raise ValueError("name at least one arrangement to simulate")
    if replications < FEWEST_REPLICATIONS:
        raise ValueError(f"replications is {replications}; an interval needs at least {FEWEST_REPLICATIONS}")
    found: dict[Arrangement, list[History]] = {each: [] for each in arrangements}
    for number in range(replications):
        arrivals = draw_arrivals(scenario, replication=number, seed=seed)
        for arrangement, histories in found.items():
            histories.append(run_queue(scenario, arrivals=arrivals, arrangement=arrangement))
        progress(number + 1)
    return Outcome(
        scenario=scenario, seed=seed, histories={each: tuple(histories) for each, histories in found.items()}
    )
