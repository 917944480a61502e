"""The straightforward peer: the whole roosterpuzzel as one CP-SAT model, from the rules of the format, and solved.

A Boolean says whether a possible group is held, in which room, with which trainer, and who is in it. All rules and all
terms of the score are in the model, so that its bound is a bound on the puzzle. It shares no code with the planner but
the instance, the plan and the checker.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import product
from math import ceil
from time import monotonic

from ortools.sat.python import cp_model

from benchmarks.peers.possible_groups import Possibilities, PossibleGroup
from tweespoor.core.planning import Group, Instance, Plan, check

Literal = cp_model.IntVar
BOUND_TOLERANCE = 1e-6


def plan(instance: Instance, *, seconds: float, workers: int = 1, seed: int = 1) -> Plan | None:
    """The best plan that CP-SAT finds in so many seconds, building the model included, with the bound it proves.

    None where there is no plan in time, which is also where the model takes longer to build than that.

    Raises:
        ValueError: if the plan breaks a rule, so that the model is wrong.
    """
    until = monotonic() + seconds
    try:
        model = OneModel(instance, until=until)
    except TimeoutError:
        return None
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.0, until - monotonic())
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    if solver.solve(model.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    found = model.plan(solver)
    report = check(instance, found)
    if not report.valid:
        raise ValueError(f"the one model's plan is not valid: {report.broken[0]}")
    bound = max(0, ceil(solver.best_objective_bound - BOUND_TOLERANCE))
    terms = {str(term): points for term, points in report.breakdown.items()}
    return replace(found, score=report.score, bound=min(bound, report.score), breakdown=terms)


@dataclass(eq=False)
class Candidate:
    """A group that may be held, with its variables; members by the number of the participant."""

    possible: PossibleGroup
    held: Literal
    rooms: dict[str, Literal]
    trainers: dict[str, Literal]
    outside: Literal
    members: dict[int, Literal] = field(default_factory=dict)


Visits = list[tuple[Candidate, Literal]]
"""The candidates that a participant could be in, and whether."""
Busy = dict[int, list[Literal]]
"""Per slot what could take the participant then, in one period."""


class OneModel:
    """The model of a puzzle.

    Raises:
        TimeoutError: if it is not built by `until` (in the seconds of `time.monotonic`).
    """

    def __init__(self, instance: Instance, *, until: float) -> None:
        self.instance = instance
        self.until = until
        self.model = cp_model.CpModel()
        self.costs: list[tuple[Literal, int]] = []
        self.constant = 0
        self.possible = Possibilities(instance)
        self.attends = [self._classes(number) for number in range(len(instance.participants))]
        self.candidates = [each for possible in self.possible.groups() for each in self._alike(possible)]
        self.visits: list[Visits] = [[] for _ in instance.participants]
        for candidate in self.candidates:
            for number, literal in candidate.members.items():
                self.visits[number].append((candidate, literal))
        self._rules()
        self.model.minimize(sum(points * literal for literal, points in self.costs) + self.constant)

    def plan(self, solver: cp_model.CpSolver) -> Plan:
        """The groups held and classes attended in the solver's answer."""
        chosen = solver.boolean_value
        classes = {
            person.id: name
            for person, choices in zip(self.instance.participants, self.attends, strict=True)
            for name, literal in choices.items()
            if name is not None and name != person.class_id and chosen(literal)
        }
        held = [each for each in self.candidates if chosen(each.held)]
        return Plan(groups=tuple(self._group(each, solver=solver) for each in held), classes=classes)

    def _group(self, candidate: Candidate, *, solver: cp_model.CpSolver) -> Group:
        chosen, people, slots = solver.boolean_value, self.instance.participants, self.instance.slots
        return Group(
            activity=candidate.possible.activity.id,
            period=self.instance.periods[candidate.possible.period].id,
            slots=tuple(tuple(slots[slot].id for slot in session) for session in candidate.possible.sessions),
            room=next(name for name, literal in candidate.rooms.items() if chosen(literal)),
            trainer=next(name for name, literal in candidate.trainers.items() if chosen(literal)),
            participants=tuple(people[number].id for number, x in candidate.members.items() if chosen(x)),
            outside=solver.value(candidate.outside),
        )

    def _bool(self) -> Literal:
        if monotonic() > self.until:
            raise TimeoutError
        return self.model.new_bool_var("")

    def _cost(self, literal: Literal, points: int) -> None:
        if points:
            self.costs.append((literal, points))

    def _classes(self, number: int) -> dict[str | None, Literal]:
        """A literal per class that the participant can attend, with what a switch costs."""
        person, weights, previous = self.instance.participants[number], self.instance.weights, self.instance.previous
        literals = {name: self._bool() for name in self.possible.classes[number]}
        self.model.add_exactly_one(literals.values())
        for name, literal in literals.items():
            self._cost(literal, weights.switch * (name != person.class_id))
            if previous is not None:
                self._cost(literal, weights.moved * (name != previous.classes.get(person.id, person.class_id)))
        return literals

    def _alike(self, possible: PossibleGroup) -> list[Candidate]:
        """As many candidates as could be held at once; the next only if the one before is."""
        found: list[Candidate] = []
        for _ in range(possible.copies):
            found.append(self._candidate(possible))
            if len(found) > 1:
                self.model.add_implication(found[-1].held, found[-2].held)
        return found

    def _candidate(self, possible: PossibleGroup) -> Candidate:
        """Rule 1: a group that is held has one room and one trainer."""
        candidate = Candidate(
            possible,
            held=self._bool(),
            rooms={name: self._bool() for name in possible.rooms},
            trainers={name: self._bool() for name in possible.trainers},
            outside=self.model.new_int_var(0, possible.activity.outside_seats, ""),
            members={number: self._bool() for number in possible.people},
        )
        self.model.add(sum(candidate.rooms.values()) == candidate.held)
        self.model.add(sum(candidate.trainers.values()) == candidate.held)
        self._cost(candidate.held, self.instance.weights.group_cost * possible.activity.group_cost)
        self._cost(candidate.outside, self.instance.weights.outside_seat)
        return candidate

    def _rules(self) -> None:
        self._rule_2_most_groups()
        for candidate in self.candidates:
            self._rule_3_sizes(candidate)
            self._rule_4_levels(candidate)
            self._rule_8_travel(candidate)
            self._rule_12_gender(candidate)
        for number in range(len(self.instance.participants)):
            self._rule_5_demands(number)
            for period in range(len(self.instance.periods)):
                self._week(number, period=period)
            self._rule_11_order(number)
            self._moved(number)
        self._rule_10_one_group_at_a_time()
        self._rule_10_most_sessions()
        self._rule_13_seats_in_classes()

    def _rule_2_most_groups(self) -> None:
        for activity in self.instance.activities:
            if activity.max_groups is not None:
                held = [each.held for each in self.candidates if each.possible.activity is activity]
                self.model.add(sum(held) <= activity.max_groups)

    def _rule_3_sizes(self, candidate: Candidate) -> None:
        activity, members = candidate.possible.activity, sum(candidate.members.values())
        seats = {room.id: min(room.capacity, activity.max_size) for room in self.instance.rooms}
        self.model.add(members >= candidate.held)
        self.model.add(members + candidate.outside >= activity.min_size * candidate.held)
        self.model.add(members + candidate.outside <= sum(seats[name] * x for name, x in candidate.rooms.items()))
        for literal in candidate.members.values():
            self.model.add_implication(literal, candidate.held)

    def _rule_4_levels(self, candidate: Candidate) -> None:
        """The group has a window of levels that its members are in; a wider one costs more."""
        level = {number: self.instance.participants[number].level for number in candidate.members}
        most = candidate.possible.activity.max_level_spread
        pairs = product(sorted(set(level.values())), repeat=2)
        windows = {
            (low, high): self._bool()
            for low, high in pairs
            if low <= high and (most is None or high - low <= most)
        }  # fmt: skip
        self.model.add(sum(windows.values()) == candidate.held)
        for (low, high), window in windows.items():
            self._cost(window, self.instance.weights.level_spread * (high - low))
        for number, literal in candidate.members.items():
            around = [window for (low, high), window in windows.items() if low <= level[number] <= high]
            self.model.add(literal <= sum(around))

    def _rule_5_demands(self, number: int) -> None:
        """At most one group per demand; a demand without one costs its weight, one that is met its dislike."""
        weights = self.instance.weights
        for demand in self.instance.participants[number].demands:
            dislike = {option.activity: option.dislike for option in demand.any_of}
            met = [(each, x) for each, x in self.visits[number] if each.possible.activity.id in dislike]
            self.model.add_at_most_one(literal for _, literal in met)
            self.constant += demand.weight
            for candidate, literal in met:
                self._cost(literal, weights.dislike * dislike[candidate.possible.activity.id] - demand.weight)

    def _week(self, number: int, *, period: int) -> None:
        """Rules 6, 7 and 9, and the terms of the score about days, for one participant in one period."""
        visits = [(each, literal) for each, literal in self.visits[number] if each.possible.period == period]
        if not visits:
            return
        busy: Busy = defaultdict(list)
        for name, literal in self.attends[number].items():
            for slot in self.possible.lessons_of(name):
                busy[slot].append(literal)
        for candidate, literal in visits:
            for slot in candidate.possible.slots:
                busy[slot].append(literal)
        for literals in busy.values():
            self.model.add_at_most_one(literals)
        self._rule_7_weekly_load(number, visits=visits)
        self._rule_9_travel_between(number, visits=visits, busy=busy)
        self._days(visits, busy=busy)
        self._late_and_no_preteach(number, visits=visits)

    def _rule_7_weekly_load(self, number: int, *, visits: Visits) -> None:
        """A class of more than the load is no breach where it is the one attended now, but leaves room for nothing."""
        load = sum(len(each.possible.slots) * literal for each, literal in visits)
        for name, attends in self.attends[number].items():
            left = max(0, self.possible.most_slots(number) - len(self.possible.lessons_of(name)))
            self.model.add(load <= left).only_enforce_if(attends)

    def _rule_9_travel_between(self, number: int, *, visits: Visits, busy: Busy) -> None:
        """Of two visits on a day that leave too little time to travel, one is not made, or another lies between."""
        at: dict[tuple[int, str], list[tuple[Literal, ...]]] = defaultdict(list)
        for each, literal in visits if self.possible.too_far else ():
            for slot, (name, room) in product(each.possible.slots, each.rooms.items()):
                at[slot, self.possible.room_place[name]].append((literal, room))
        for name, literal in self.attends[number].items() if self.possible.too_far else ():
            for slot in self.possible.lessons_of(name):
                at[slot, self.possible.class_place[str(name)]].append((literal,))
        for s, here, t, there in self.possible.too_far:
            between = [literal for slot in range(s + 1, t) for literal in busy.get(slot, ())]
            for first, then in product(at.get((s, here), ()), at.get((t, there), ())):
                self.model.add_bool_or([*(literal.negated() for literal in (*first, *then)), *between])

    def _rule_8_travel(self, candidate: Candidate) -> None:
        for number, literal in candidate.members.items():
            for name, room in candidate.rooms.items():
                if not self.possible.reaches(number, self.possible.room_place[name]):
                    self.model.add_at_most_one(literal, room)

    def _rule_10_one_group_at_a_time(self) -> None:
        uses: dict[tuple[str, str, int, int], list[Literal]] = defaultdict(list)
        for candidate in self.candidates:
            for slot in candidate.possible.slots:
                for name, literal in candidate.rooms.items():
                    uses["room", name, candidate.possible.period, slot].append(literal)
                for name, literal in candidate.trainers.items():
                    uses["trainer", name, candidate.possible.period, slot].append(literal)
        for literals in uses.values():
            self.model.add_at_most_one(literals)

    def _rule_10_most_sessions(self) -> None:
        most = {trainer.id: trainer.max_sessions for trainer in self.instance.trainers}
        sessions: dict[tuple[str, int], list[tuple[int, Literal]]] = defaultdict(list)
        for candidate in self.candidates:
            for name, literal in candidate.trainers.items():
                sessions[name, candidate.possible.period].append((candidate.possible.activity.sessions, literal))
        for (name, _), counts in sessions.items():
            limit = most[name]
            if limit is not None:
                self.model.add(sum(count * literal for count, literal in counts) <= limit)

    def _rule_11_order(self, number: int) -> None:
        """What comes after another activity is in a later period: never in one it would have to wait for."""
        for activity in {each.possible.activity.id: each.possible.activity for each, _ in self.visits[number]}.values():
            for earlier, period in product(activity.after, range(len(self.instance.periods))):
                here = [(each.possible.activity.id, each.possible.period, x) for each, x in self.visits[number]]
                soon = [x for name, when, x in here if name == activity.id and when <= period]
                late = [x for name, when, x in here if name == earlier and when >= period]
                self.model.add(sum(soon) + sum(late) <= 1)

    def _rule_12_gender(self, candidate: Candidate) -> None:
        """Where somebody asks for one gender, the group is closed to the others."""
        people, activity = self.instance.participants, candidate.possible.activity.id
        asking = [number for number in candidate.members if activity in people[number].same_gender]
        only = {gender: self._bool() for gender in {people[number].gender for number in asking}}
        for number in asking:
            self.model.add_implication(candidate.members[number], only[people[number].gender])
        for number, literal in candidate.members.items():
            for gender, closed in only.items():
                if people[number].gender != gender:
                    self.model.add_at_most_one(literal, closed)

    def _rule_13_seats_in_classes(self) -> None:
        """Joiners minus leavers stay within the free seats."""
        change: dict[str, list[Literal | int]] = defaultdict(list)
        for person, choices in zip(self.instance.participants, self.attends, strict=True):
            for name, literal in choices.items():
                if name != person.class_id:
                    change[str(name)].append(literal)
                    if person.class_id is not None:
                        change[person.class_id].append(-literal)
        for each in self.instance.classes:
            self.model.add(sum(change[each.id]) <= each.free_seats)

    def _days(self, visits: Visits, *, busy: Busy) -> None:
        """A day with one slot, and a third slot in a row, cost points if there is any group in the period."""
        weights, active = self.instance.weights, self._bool()
        for _, literal in visits:
            self.model.add_implication(literal, active)
        taken = {slot: sum(literals) for slot, literals in busy.items()}
        for day in {slot.day for slot in self.instance.slots}:
            slots = [slot for slot in taken if self.instance.slots[slot].day == day]
            if slots and weights.single_session_day:
                lonely = self._bool()
                self._cost(lonely, weights.single_session_day)
                for slot in slots:
                    others = sum(taken[other] for other in slots if other != slot)
                    self.model.add(lonely >= taken[slot] + active - 1 - others)
            for slot in slots if weights.third_in_row else ():
                if slot + 1 in slots and slot + 2 in slots:
                    third = self._bool()
                    self._cost(third, weights.third_in_row)
                    self.model.add(third >= taken[slot] + taken[slot + 1] + taken[slot + 2] + active - 3)

    def _late_and_no_preteach(self, number: int, *, visits: Visits) -> None:
        weights, slots = self.instance.weights, self.instance.slots
        for candidate, literal in visits:
            self._cost(literal, weights.late * sum(slots[slot].late for slot in candidate.possible.slots))
            for session in candidate.possible.sessions if candidate.possible.activity.preteach else ():
                taught = [
                    attends
                    for name, attends in self.attends[number].items()
                    if any(
                        slots[s].day == slots[session[0]].day and s < session[0] for s in self.possible.lessons_of(name)
                    )
                ]
                missed = self._bool()
                self.model.add(missed >= literal - sum(taught))
                self._cost(missed, weights.no_preteach)

    def _moved(self, number: int) -> None:
        """Groups of the previous plan that the participant still asks for cost where they are not at the same time."""
        person, previous = self.instance.participants[number], self.instance.previous
        asked = {option.activity for demand in person.demands for option in demand.any_of}
        for group in previous.groups if previous is not None else ():
            if person.id in group.participants and group.activity in asked:
                self.constant += self.instance.weights.moved
                for candidate, literal in self.visits[number]:
                    if self._is_at_the_time_of(candidate, group=group):
                        self._cost(literal, -self.instance.weights.moved)

    def _is_at_the_time_of(self, candidate: Candidate, *, group: Group) -> bool:
        possible = candidate.possible
        then = sorted(tuple(self.possible.at.get(slot, -1) for slot in session) for session in group.slots)
        period = self.instance.periods[possible.period].id
        return (group.activity, group.period, then) == (possible.activity.id, period, sorted(possible.sessions))
