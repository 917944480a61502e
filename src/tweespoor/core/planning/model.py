"""The puzzle as a CP-SAT model: the whole of it, or a neighbourhood with all else fixed; one method per hard rule.

A candidate is a group that may be held: an offer (numbered where two could be held at once), or a group that is kept
because people outside the neighbourhood are in it. A Boolean per person and candidate says who is in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations, product

from ortools.sat.python import cp_model

from tweespoor.core.planning.candidates import Candidate, Literal, candidates
from tweespoor.core.planning.puzzle import NO_CLASS, Offer, Puzzle, bits
from tweespoor.core.planning.timetable import Timetable


class Model:
    """A CP-SAT model of what the free people could do; `people` outside it keep their classes and groups.

    `table` is the timetable around it; groups of which all members are free may be dropped or changed. `offers` are the
    groups that may be opened. With everybody free and all offers, the model is the whole puzzle.
    """

    def __init__(self, table: Timetable, *, people: list[int], offers: list[Offer]) -> None:
        self.table = table
        self.puzzle: Puzzle = table.puzzle
        self.people = people
        self.free = sum(1 << number for number in people)
        self.model = cp_model.CpModel()
        self.costs: list[tuple[Literal, int]] = []
        self.constant = 0
        self.kept = [group for group in table.groups if group.members & ~self.free]
        self.dropped = [group for group in table.groups if not group.members & ~self.free]
        self.attends = {number: self._classes(number) for number in people}
        self.candidates = candidates(self.model, table=table, kept=self.kept, free=self.free, offers=offers)
        self._rule_1_what_may_be_held()
        self.in_groups = self._memberships()
        self._rule_2_most_groups()
        self._rule_3_sizes()
        self._rule_4_levels()
        self._rule_5_one_group_per_demand()
        self._rule_6_one_place_at_a_time()
        self._rule_7_weekly_load()
        self._rule_8_travel_from_home()
        self._rule_9_travel_on_a_day()
        self._rule_10_rooms_and_trainers()
        self._rule_11_order()
        self._rule_12_gender()
        self._rule_13_seats_in_classes()
        self._score_of_weeks()
        self.score = sum(cost * literal for literal, cost in self.costs) + self.constant
        self.model.minimize(self.score)

    def _bool(self, name: str = "") -> Literal:
        return self.model.new_bool_var(name)

    def _cost(self, literal: Literal, points: int) -> None:
        if points:
            self.costs.append((literal, points))

    def _classes(self, number: int) -> dict[int, Literal]:
        """A literal per class that can be attended, with what the switch costs."""
        weights, choices = self.puzzle.instance.weights, self.puzzle.people[number].choices
        literals = {choice: self._bool() for choice in choices}
        self.model.add_exactly_one(literals.values())
        for choice, literal in literals.items():
            moved = weights.moved * self.puzzle.leaves_class(number, choice=choice)
            self._cost(literal, moved + weights.switch * (choice != choices[0]))
        return literals

    def _rule_1_what_may_be_held(self) -> None:
        """Candidates have only slots, rooms and trainers that are allowed and free; a group that is opened costs."""
        weight = self.puzzle.instance.weights.group_cost
        for candidate in self.candidates:
            if candidate.kept is None:
                self._cost(
                    candidate.held, weight * self.puzzle.instance.activities[candidate.offer.activity].group_cost
                )

    def _memberships(self) -> dict[int, list[tuple[Candidate, Literal]]]:
        """A literal per free person and candidate, with what that costs the person apart from days and classes."""
        found: dict[int, list[tuple[Candidate, Literal]]] = {number: [] for number in self.people}
        weights = self.puzzle.instance.weights
        for number in self.people:
            person = self.puzzle.people[number]
            self.constant += weights.moved * sum(len(then) for then in person.kept.values())
            for candidate in self.candidates:
                offer = candidate.offer
                if not offer.people >> number & 1 or not any(person.near >> place & 1 for place in candidate.places):
                    continue
                literal = candidate.members[number] = self._bool()
                found[number].append((candidate, literal))
                self.model.add_implication(literal, candidate.held)
                points = weights.dislike * person.dislikes[offer.activity] + weights.late * offer.late
                kept = self.puzzle.kept(number, activity=offer.activity, period=offer.period, sessions=offer.sessions)
                self._cost(literal, points - weights.moved * kept)
        return found

    def _rule_2_most_groups(self) -> None:
        """At most `max_groups` groups of an activity."""
        opened: dict[int, list[Literal]] = defaultdict(list)
        for candidate in self.candidates:
            if candidate.kept is None:
                opened[candidate.offer.activity].append(candidate.held)
        for activity, literals in opened.items():
            most = self.puzzle.instance.activities[activity].max_groups
            if most is not None and len(literals) + self._kept_of(activity) > most:
                self.model.add(sum(literals) <= most - self._kept_of(activity))

    def _kept_of(self, activity: int) -> int:
        return sum(group.offer.activity == activity for group in self.kept)

    def _rule_3_sizes(self) -> None:
        """Enough people, with outside seats if need be, and no more than fit."""
        weights = self.puzzle.instance.weights
        for candidate in self.candidates:
            activity, held = self.puzzle.instance.activities[candidate.offer.activity], candidate.held
            count = sum(candidate.members.values()) + candidate.base.bit_count()
            outside = self.model.new_int_var(0, activity.outside_seats, "")
            self._cost(outside, weights.outside_seat)
            self.model.add(count >= held)
            self.model.add(count + outside >= activity.min_size * held)
            sizes = {room: self.puzzle.most_members(candidate.offer.activity, room=room) for room in candidate.rooms}
            self.model.add(count <= sum(sizes[room] * literal for room, literal in candidate.rooms.items()))

    def _rule_4_levels(self) -> None:
        """Levels close enough together: every group chooses its window of levels, and pays for its width."""
        for candidate in self.candidates:
            base = [self.puzzle.people[number].level for number in bits(candidate.base)]
            present = sorted({*base, *(self.puzzle.people[number].level for number in candidate.members)})
            spread = self.puzzle.instance.activities[candidate.offer.activity].max_level_spread
            windows = {
                (low, high): self._bool()
                for low, high in product(present, present)
                if low <= high
                and (spread is None or high - low <= spread)
                and all(low <= level <= high for level in base)
            }
            self.model.add(sum(windows.values()) == candidate.held)
            narrowest = max(base) - min(base) if base else 0
            for (low, high), literal in windows.items():
                self._cost(literal, self.puzzle.instance.weights.level_spread * (high - low - narrowest))
            for number, literal in candidate.members.items():
                level = self.puzzle.people[number].level
                inside = [each for (low, high), each in windows.items() if low <= level <= high]
                self.model.add(literal <= sum(inside))

    def _rule_5_one_group_per_demand(self) -> None:
        """Each demand is met by one group, or left open for its weight."""
        for number in self.people:
            person = self.puzzle.people[number]
            for demand, weight in enumerate(person.weights):
                ways = [x for each, x in self.in_groups[number] if person.demand_of[each.offer.activity] == demand]
                missed = self._bool()
                self.model.add_exactly_one([*ways, missed])
                self._cost(missed, weight)

    def _busy(self, number: int, *, period: int) -> dict[int, list[Literal]]:
        """Per slot the literals that say the person attends something then."""
        busy: dict[int, list[Literal]] = defaultdict(list)
        for candidate, literal in self.in_groups[number]:
            if candidate.offer.period == period:
                for slot in bits(candidate.offer.mask):
                    busy[slot].append(literal)
        for choice, literal in self.attends[number].items():
            for slot in bits(self.puzzle.lessons_of(choice)):
                busy[slot].append(literal)
        return busy

    def _rule_6_one_place_at_a_time(self) -> None:
        """Lessons and groups never share a slot; unavailable slots are left out of the offers and classes before."""
        for number in self.people:
            for period in range(len(self.puzzle.instance.periods)):
                for literals in self._busy(number, period=period).values():
                    if len(literals) > 1:
                        self.model.add_at_most_one(literals)

    def _rule_7_weekly_load(self) -> None:
        """No more slots than the participant can bear; the present class alone is never too much."""
        for number in self.people:
            most, now = self.puzzle.people[number].most, self.puzzle.people[number].choices[0]
            excess = max(0, self.puzzle.lessons_of(now).bit_count() - most)
            lessons = sum(
                self.puzzle.lessons_of(choice).bit_count() * literal for choice, literal in self.attends[number].items()
            )
            for period in range(len(self.puzzle.instance.periods)):
                groups = [(each.offer.size, x) for each, x in self.in_groups[number] if each.offer.period == period]
                if groups:
                    load = sum(size * literal for size, literal in groups) + lessons
                    self.model.add(load <= most + excess * self.attends[number][now])

    def _rule_8_travel_from_home(self) -> None:
        """Nobody is in a group at a place out of reach."""
        for number in self.people:
            for candidate, literal in self.in_groups[number]:
                for place, there in candidate.places.items():
                    if not self.puzzle.people[number].near >> place & 1:
                        self.model.add_at_most_one([literal, there])

    def _rule_9_travel_on_a_day(self) -> None:
        """Of two visits too far apart for the time between, one is left out, or something comes in between."""
        if not self.puzzle.rushed:
            return
        for number in self.people:
            for period in range(len(self.puzzle.instance.periods)):
                busy, visits = self._busy(number, period=period), self._visits(number, period=period)
                for one, two in combinations(sorted(visits), 2):
                    between = [literal for slot in range(one + 1, two) for literal in busy.get(slot, ())]
                    if self.puzzle.day[one] == self.puzzle.day[two]:
                        self._keep_apart(visits[one], visits[two], gap=self.puzzle.gap(one, two), between=between)

    def _visits(self, number: int, *, period: int) -> dict[int, list[tuple[int, Literal, Literal]]]:
        """Per slot what the person may attend then: the place, and the two literals that put it there."""
        visits: dict[int, list[tuple[int, Literal, Literal]]] = defaultdict(list)
        for candidate, literal in self.in_groups[number]:
            if candidate.offer.period == period:
                for slot, (place, there) in product(bits(candidate.offer.mask), candidate.places.items()):
                    visits[slot].append((place, literal, there))
        for choice, literal in self.attends[number].items():
            for slot in bits(self.puzzle.lessons_of(choice)):
                visits[slot].append((self.puzzle.class_location[choice], literal, literal))
        return visits

    def _keep_apart(
        self,
        first: list[tuple[int, Literal, Literal]],
        second: list[tuple[int, Literal, Literal]],
        *,
        gap: int,
        between: list[Literal],
    ) -> None:
        for (here, one, at_here), (there, two, at_there) in product(first, second):
            if one is not two and self.puzzle.minutes[here][there] > gap:
                missing = [literal.negated() for literal in (one, at_here, two, at_there)]
                self.model.add_bool_or([*missing, *between])

    def _rule_10_rooms_and_trainers(self) -> None:
        """A room and a trainer hold one group at a time; a trainer's sessions stay within the most."""
        uses: dict[tuple[str, int, int, int], list[Literal]] = defaultdict(list)
        for candidate in self.candidates:
            offer = candidate.offer
            for slot in bits(offer.mask) if candidate.kept is None else ():
                for room, literal in candidate.rooms.items():
                    uses["room", room, offer.period, slot].append(literal)
                for trainer, literal in candidate.trainers.items():
                    uses["trainer", trainer, offer.period, slot].append(literal)
        for literals in uses.values():
            if len(literals) > 1:
                self.model.add_at_most_one(literals)
        self._rule_10_most_sessions()

    def _rule_10_most_sessions(self) -> None:
        sessions: dict[tuple[int, int], list[tuple[int, Literal]]] = defaultdict(list)
        for candidate in self.candidates:
            for trainer, literal in candidate.trainers.items():
                sessions[trainer, candidate.offer.period].append((len(candidate.offer.sessions), literal))
        elsewhere = Counter[tuple[int, int]]()
        for group in self.kept:
            if not group.offer.people & self.free:
                elsewhere[group.trainer, group.offer.period] += len(group.offer.sessions)
        for key, counts in sessions.items():
            most = self.puzzle.instance.trainers[key[0]].max_sessions
            if most is not None:
                self.model.add(sum(count * literal for count, literal in counts) <= most - elsewhere[key])

    def _rule_11_order(self) -> None:
        """What comes after another activity is in a later period."""
        for number in self.people:
            for activity in self.puzzle.people[number].demand_of:
                for earlier in self.puzzle.after[activity]:
                    for period in range(len(self.puzzle.instance.periods)):
                        pairs = self.in_groups[number]
                        soon = [x for c, x in pairs if c.offer.activity == activity and c.offer.period <= period]
                        late = [x for c, x in pairs if c.offer.activity == earlier and c.offer.period >= period]
                        if soon and late:
                            self.model.add_at_most_one([*soon, *late])

    def _rule_12_gender(self) -> None:
        """A group is open to both genders, or closed to all but one; who asks for the latter is only in such a one."""
        for candidate in self.candidates:
            asking = self.puzzle.asking[candidate.offer.activity]
            everybody = {*candidate.members, *bits(candidate.base)}
            genders = sorted({self.puzzle.people[number].gender for number in everybody})
            if len(genders) < 2 or not any(asking >> number & 1 for number in everybody):
                continue
            mixed, only = self._bool(), {gender: self._bool() for gender in genders}
            self.model.add(mixed + sum(only.values()) == candidate.held)
            for number in everybody:
                fitting = only[self.puzzle.people[number].gender] + (0 if asking >> number & 1 else mixed)
                member = candidate.members.get(number, candidate.held)
                self.model.add(member <= fitting)

    def _rule_13_seats_in_classes(self) -> None:
        """Joiners minus leavers of a class stay within its free seats."""
        change: dict[int, list[tuple[int, Literal]]] = defaultdict(list)
        gone = dict.fromkeys(range(len(self.table.net)), 0)
        for number in self.people:
            now, before = self.table.attends[number], self.puzzle.people[number].choices[0]
            for choice, literal in self.attends[number].items():
                if choice not in (before, NO_CLASS):
                    change[choice].append((1, literal))
                if before not in (choice, NO_CLASS):
                    change[before].append((-1, literal))
            if now != before:
                gone[now] = gone.get(now, 0) + 1
                gone[before] = gone.get(before, 0) - 1
        for choice, terms in change.items():
            others = self.table.net[choice] - gone[choice]
            seats = self.puzzle.instance.classes[choice].free_seats
            self.model.add(sum(step * literal for step, literal in terms) + others <= seats)

    def _score_of_weeks(self) -> None:
        """The terms of a person's days: no_preteach, single_session_day, third_in_row."""
        for number in self.people:
            for candidate, literal in self.in_groups[number]:
                if self.puzzle.instance.activities[candidate.offer.activity].preteach:
                    self._no_preteach(number, candidate=candidate, literal=literal)
            for period in range(len(self.puzzle.instance.periods)):
                groups = [x for each, x in self.in_groups[number] if each.offer.period == period]
                if groups:
                    self._days(number, period=period, groups=groups)

    def _no_preteach(self, number: int, *, candidate: Candidate, literal: Literal) -> None:
        weight, lessons_of = self.puzzle.instance.weights.no_preteach, self.puzzle.lessons_of
        for session in candidate.offer.sessions if weight else ():
            without = [
                attends
                for choice, attends in self.attends[number].items()
                if self.puzzle.untaught((session,), lessons=lessons_of(choice))
            ]
            if len(without) == len(self.attends[number]):
                self._cost(literal, weight)
            elif without:
                missed = self._bool()
                self.model.add(missed >= literal + sum(without) - 1)
                self._cost(missed, weight)

    def _days(self, number: int, *, period: int, groups: list[Literal]) -> None:
        weights, busy = self.puzzle.instance.weights, self._busy(number, period=period)
        if not weights.single_session_day and not weights.third_in_row:
            return
        active = self._bool()
        for literal in groups:
            self.model.add_implication(literal, active)
        for day in self.puzzle.day_masks:
            slots = [slot for slot in bits(day) if slot in busy]
            attended = {slot: sum(busy[slot]) for slot in slots}
            if slots and weights.single_session_day:
                lonely = self._bool()
                self._cost(lonely, weights.single_session_day)
                for slot in slots:
                    others = sum(attended[other] for other in slots if other != slot)
                    self.model.add(lonely >= attended[slot] + active - 1 - others)
            for slot in slots if weights.third_in_row else ():
                if slot + 1 in attended and slot + 2 in attended:
                    third = self._bool()
                    self._cost(third, weights.third_in_row)
                    self.model.add(third >= attended[slot] + attended[slot + 1] + attended[slot + 2] + active - 3)
