"""What the replications say together: how long people wait and what groups there are, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from tweespoor.core.planning.mass.bootstrap import Estimate, Numbers, draws, first_day_at, interval, survival
from tweespoor.core.planning.mass.moment import Running
from tweespoor.core.planning.mass.queue import History, Wait
from tweespoor.core.planning.mass.settings import DAYS_PER_MONTH, Arrangement, Scenario, days_in
from tweespoor.core.planning.mass.simulate import Outcome

MONTHS_LOOKED_AT = (3, 6, 12)


class Measure(StrEnum):
    """What is measured of an arrangement. Medians in months; shares of the requests; people of the municipalities."""

    MEDIAN = "median_months"
    STILL_3 = "still_waiting_after_3_months"
    STILL_6 = "still_waiting_after_6_months"
    STILL_12 = "still_waiting_after_12_months"
    FIRST_MEDIAN = "median_months_to_first_training"
    GROUPS = "groups_per_year"
    GROUP_SIZE = "participants_per_group"


STILL = dict(zip((Measure.STILL_3, Measure.STILL_6, Measure.STILL_12), MONTHS_LOOKED_AT, strict=True))
Values = Mapping[Measure, Numbers]
Estimates = Mapping[Measure, Estimate | None]
"""None where it cannot be said: nobody asked, no group was held, or it was not followed for so long."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Estimates per arrangement for the same people, and how much lower or higher an arrangement is than alone."""

    estimates: Mapping[Arrangement, Estimates]
    minus_alone: Mapping[Arrangement, Estimates] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The answer: for everybody, for the requests for each training, and for the people of each municipality."""

    outcome: Outcome
    requests: int
    people: int
    overall: Comparison
    trainings: Mapping[str, Comparison]
    municipalities: Mapping[str, Comparison]


def summarise(outcome: Outcome) -> Summary:
    """Estimate all measures. Same outcome, same answer."""
    judge = _Judge(outcome)
    scenario = outcome.scenario
    counted = [
        [each for each in history.waits if each.arrived >= scenario.first_day]
        for history in next(iter(outcome.histories.values()))
    ]
    return Summary(
        outcome=outcome,
        requests=sum(len(each) for each in counted),
        people=sum(len({wait.person for wait in each}) for each in counted),
        overall=judge.compare(),
        trainings={
            each.name: judge.compare(
                wait=lambda wait, name=each.name: name in wait.trainings,  # type: ignore[misc]
                group=lambda group, name=each.name: group.training == name,  # type: ignore[misc]
            )
            for each in scenario.trainings
        },
        municipalities={
            each.name: judge.compare(
                wait=lambda wait, name=each.name: wait.municipality == name,  # type: ignore[misc]
                group=lambda group, name=each.name: group.host == name,  # type: ignore[misc]
            )
            for each in scenario.municipalities
        },
    )


class _Judge:
    """Works out measures for the same draws of replications, so that differences are paired."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.draws = draws(outcome.replications, seed=outcome.seed)

    def compare(
        self,
        *,
        wait: Callable[[Wait], bool] = lambda _: True,
        group: Callable[[Running], bool] = lambda _: True,
    ) -> Comparison:
        """All measures over the waits and groups chosen, in each arrangement."""
        values = {
            arrangement: self._values(histories, wait=wait, group=group)
            for arrangement, histories in self.outcome.histories.items()
        }
        alone = values.get(Arrangement.ALONE)
        others = {each: found for each, found in values.items() if each is not Arrangement.ALONE}
        return Comparison(
            estimates={each: self._estimates(found) for each, found in values.items()},
            minus_alone={} if alone is None else {each: self._less(found, alone) for each, found in others.items()},
        )

    def _less(self, values: Values, alone: Values) -> Estimates:
        with np.errstate(invalid="ignore"):
            return self._estimates({measure: values[measure] - alone[measure] for measure in Measure})

    def _estimates(self, values: Values) -> Estimates:
        count = self.outcome.replications
        return {measure: interval(each, replications=count) for measure, each in values.items()}

    def _values(
        self, histories: Sequence[History], *, wait: Callable[[Wait], bool], group: Callable[[Running], bool]
    ) -> Values:
        scenario = self.outcome.scenario
        waits = [[w for w in each.waits if w.arrived >= scenario.first_day and wait(w)] for each in histories]
        groups = [[g for g in each.groups if g.start >= scenario.first_day and group(g)] for each in histories]
        requests = self._shares([[(each.days, each.placed) for each in row] for row in waits])
        first = self._shares([_first_waits(row) for row in waits])
        held = self.draws @ np.array([len(row) for row in groups], dtype=float)
        seats = self.draws @ np.array([sum(len(each.participants) for each in row) for row in groups], dtype=float)
        years = self.outcome.replications * scenario.months / 12
        return {
            Measure.MEDIAN: first_day_at(requests, share=0.5) / DAYS_PER_MONTH,
            **{measure: _share_after(requests, months=months, scenario=scenario) for measure, months in STILL.items()},
            Measure.FIRST_MEDIAN: first_day_at(first, share=0.5) / DAYS_PER_MONTH,
            Measure.GROUPS: held / years,
            Measure.GROUP_SIZE: np.where(held > 0, seats / np.maximum(held, 1), np.nan),
        }

    def _shares(self, rows: Sequence[Iterable[tuple[int, bool]]]) -> Numbers:
        """The share still waiting after each day, for each draw."""
        length = days_in(self.outcome.scenario.months) + 2
        starts, last_seen = np.zeros((len(rows), length)), np.zeros((len(rows), length))
        for number, row in enumerate(rows):
            for days, placed in row:
                last_seen[number, days] += 1
                starts[number, days] += placed
        return survival(self.draws @ starts, self.draws @ last_seen)


def _share_after(shares: Numbers, *, months: int, scenario: Scenario) -> Numbers:
    """The share that waits longer than so many months; nan where nobody was followed for so long."""
    followed = months <= scenario.months
    return shares[:, days_in(months)] if followed else np.full(len(shares), np.nan)


def _first_waits(waits: Iterable[Wait]) -> Iterable[tuple[int, bool]]:
    """Per person the wait until the first training of any kind."""
    first: dict[str, tuple[int, bool]] = {}
    for wait in waits:
        found = first.get(wait.person)
        if found is None or (wait.placed, -wait.days) > (found[1], -found[0]):
            first[wait.person] = (wait.days, wait.placed)
    return first.values()
