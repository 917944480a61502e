"""The queue over time: people arrive, every few weeks groups are formed of those who wait, and groups end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tweespoor.core.planning.data import Group, Instance, Plan
from tweespoor.core.planning.mass.arrivals import Arrival
from tweespoor.core.planning.mass.moment import Running, Waiting, puzzle_of
from tweespoor.core.planning.mass.settings import Arrangement, Municipality, Scenario
from tweespoor.core.planning.result import Budget
from tweespoor.core.planning.solve import greedy_plan, solve


@dataclass(frozen=True, kw_only=True)
class Wait:
    """How long one request waited: until the group started (`placed`), or until the end of what was seen.

    `trainings` are those that would do. `days` is at least 0.
    """

    person: str
    municipality: str
    trainings: tuple[str, ...]
    arrived: int
    days: int
    placed: bool


@dataclass(frozen=True, kw_only=True)
class History:
    """All that happened: how long every request waited, and the groups there were, in the order of their start."""

    waits: tuple[Wait, ...]
    groups: tuple[Running, ...]


def run_queue(scenario: Scenario, *, arrivals: Iterable[Arrival], arrangement: Arrangement) -> History:
    """Let these people arrive, and plan them in this arrangement until the last day.

    Raises:
        ValueError: if someone arrives in a municipality that the scenario does not have.
    """
    people = sorted(arrivals, key=lambda arrival: arrival.day)
    unknown = {each.municipality for each in people} - {town.name for town in scenario.municipalities}
    if unknown:
        raise ValueError(f"the scenario has no municipality {sorted(unknown)[0]!r}")
    if arrangement is Arrangement.NO_MINIMUM:
        scenario = replace(scenario, trainings=tuple(replace(each, min_size=1) for each in scenario.trainings))
    alone = [(town,) for town in scenario.municipalities]
    regions = [scenario.municipalities] if arrangement is Arrangement.TOGETHER else alone
    histories = [_history(scenario, towns=towns, arrivals=people) for towns in regions]
    return History(
        waits=tuple(wait for history in histories for wait in history.waits),
        groups=tuple(sorted((group for each in histories for group in each.groups), key=lambda group: group.start)),
    )


def _history(scenario: Scenario, *, towns: tuple[Municipality, ...], arrivals: list[Arrival]) -> History:
    names = {town.name for town in towns}
    queue = _Queue(scenario, towns=towns, arrivals=[each for each in arrivals if each.municipality in names])
    for day in range(0, scenario.last_day, 7 * scenario.planning_every_weeks):
        queue.plan(day)
    return History(waits=tuple(queue.waits()), groups=tuple(queue.groups))


class _Queue:
    """Those who plan together: who waits for what, and the groups there have been."""

    def __init__(self, scenario: Scenario, *, towns: tuple[Municipality, ...], arrivals: list[Arrival]) -> None:
        self.scenario, self.towns = scenario, towns
        self.arrivals = {arrival.participant.id: arrival for arrival in arrivals}
        self.waiting = {
            name: Waiting(
                participant=each.participant, since=each.day, open=tuple(range(len(each.participant.demands)))
            )
            for name, each in self.arrivals.items()
        }
        self.started: dict[tuple[str, int], int] = {}
        self.groups: list[Running] = []

    def plan(self, day: int) -> None:
        """Form groups of those who have arrived, and start them today."""
        self.waiting = {name: _without_ended(each, day=day) for name, each in self.waiting.items()}
        puzzle = puzzle_of(
            self.scenario,
            towns=self.towns,
            day=day,
            waiting=[each for each in self.waiting.values() if each.open and each.since <= day],
            running=[group for group in self.groups if group.end > day],
        )
        if puzzle is None:
            return
        plan = self._plan(puzzle)
        for name, class_id in plan.classes.items():
            self._switch(name, class_id=class_id)
        for group in plan.groups:
            self._start(group, puzzle=puzzle, day=day)

    def _plan(self, puzzle: Instance) -> Plan:
        work = self.scenario.work
        return solve(puzzle, stop=Budget(work=work)).plan if work else greedy_plan(puzzle)

    def _switch(self, name: str, *, class_id: str) -> None:
        each = self.waiting[name]
        before = each.participant.class_id
        options = tuple(other for other in (before, *each.participant.class_options) if other and other != class_id)
        self.waiting[name] = replace(
            each, participant=replace(each.participant, class_id=class_id, class_options=options)
        )

    def _start(self, group: Group, *, puzzle: Instance, day: int) -> None:
        weeks = {activity.id: activity.weeks for activity in puzzle.activities}
        running = Running(
            training=group.activity,
            start=day,
            end=day + 7 * weeks[group.activity],
            half_days=tuple(slot for session in group.slots for slot in session),
            host={room.id: room.location for room in puzzle.rooms}[group.room],
            room=group.room,
            trainer=group.trainer,
            participants=group.participants,
            outside=group.outside,
        )
        self.groups.append(running)
        for name in group.participants:
            self._place(name, running=running)

    def _place(self, name: str, *, running: Running) -> None:
        each = self.waiting[name]
        met = next(number for number in each.open if _would_do(each, number, training=running.training))
        self.started[name, met] = running.start
        still = tuple(number for number in each.open if number != met)
        self.waiting[name] = replace(each, open=still, running=(*each.running, running))

    def waits(self) -> Iterator[Wait]:
        """How long each request waited, or waits still."""
        for name, arrival in self.arrivals.items():
            for number, demand in enumerate(arrival.participant.demands):
                start = self.started.get((name, number))
                yield Wait(
                    person=name,
                    municipality=arrival.municipality,
                    trainings=tuple(option.activity for option in demand.any_of),
                    arrived=arrival.day,
                    days=(self.scenario.last_day if start is None else start) - arrival.day,
                    placed=start is not None,
                )


def _without_ended(each: Waiting, *, day: int) -> Waiting:
    return replace(each, running=tuple(group for group in each.running if group.end > day)) if each.running else each


def _would_do(each: Waiting, number: int, *, training: str) -> bool:
    return any(option.activity == training for option in each.participant.demands[number].any_of)
